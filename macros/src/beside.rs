//! What stands beside a function in its file, where rustc tells which file that is: functions that surely lack the
//! attribute.
//!
//! A function and a module may have one name, so rustc can only say that a function without the attribute is no module.
//! Where the file shows it, the attribute says it first, and what to do. Where anything is doubtful, rustc has the word.

extern crate proc_macro;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use proc_macro2::Ident;

use crate::activity::Activity;
use crate::diagnostic::Errors;
use crate::hoist::names;
use crate::ir::{Callee, Function, StmtKind};

/// Attributes that leave a function as it is.
const PLAIN: &[&str] =
    &["allow", "cold", "deny", "doc", "expect", "forbid", "inline", "must_use", "track_caller", "warn"];

/// A file of the user's.
struct Source {
    text: String,
    scopes: Vec<Scope>,
}

/// The file, or a module in it.
#[derive(Default)]
struct Scope {
    /// Functions, and those of its `impl`s and traits.
    all: HashSet<String>,
    /// Functions that have no attribute which could make something of them.
    plain: HashSet<String>,
}

thread_local! {
    static SOURCES: RefCell<HashMap<PathBuf, Option<Rc<Source>>>> = RefCell::default();
}

/// Refuses calls whose derivative is needed, of functions that surely have none.
pub fn check(item: &syn::ItemFn, function: &Function, activity: &Activity) -> syn::Result<()> {
    let mut errors = Errors::default();
    function.body.for_each_stmt(&mut |stmt| {
        let StmtKind::Let { var, value } = &stmt.kind else { return };
        let Some(Callee::Function(path)) = value.call().map(|call| &call.callee) else { return };
        let Some(callee) = path.path.get_ident().map(Ident::to_string) else { return };
        // Items of the body may have the name, too.
        let hidden = function.items.iter().any(|item| names(item.clone(), &callee) || names(item.clone(), "use"));
        if activity.is_active(*var) && !hidden && is_plain(&item.sig.ident, &callee) {
            errors.push(crate::lower::no_derivative(&callee).on(path));
        }
    });
    errors.finish()
}

/// Whether the name `callee` in the body of `caller` is surely that of a function without the attribute.
fn is_plain(caller: &Ident, callee: &str) -> bool {
    // An editor shows what is not in the file yet.
    if !proc_macro::is_available() || std::env::var_os("RUST_ANALYZER_INTERNALS_DO_NOT_USE").is_some() {
        return false;
    }
    let span = caller.span().unwrap();
    let Some(source) = span.local_file().and_then(|path| source(&path)) else { return false };
    let name = caller.to_string();
    if source.only_line(&name) != Some(span.line()) {
        return false;
    }
    let mut around = source.scopes.iter().filter(|scope| scope.all.contains(&name));
    match (around.next(), around.next()) {
        (Some(scope), None) => scope.plain.contains(callee),
        _ => false,
    }
}

fn source(path: &Path) -> Option<Rc<Source>> {
    SOURCES.with(|sources| {
        let mut sources = sources.borrow_mut();
        let read = || {
            let text = std::fs::read_to_string(path).ok()?;
            let items = syn::parse_file(&text).ok()?.items;
            let mut scopes = Vec::new();
            collect(&items, &mut scopes);
            Some(Rc::new(Source { text, scopes }))
        };
        sources.entry(path.to_owned()).or_insert_with(read).clone()
    })
}

impl Source {
    /// The line of `fn name`, where that stands once in the file: a macro may hold others.
    fn only_line(&self, name: &str) -> Option<usize> {
        let pattern = format!("fn {name}");
        let is_whole = |rest: &str| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_');
        let mut found = self.text.match_indices(&pattern).filter(|(at, _)| is_whole(&self.text[at + pattern.len()..]));
        match (found.next(), found.next()) {
            (Some((at, _)), None) => Some(self.text[..at].matches('\n').count() + 1),
            _ => None,
        }
    }
}

fn is_untouched(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().all(|attribute| PLAIN.iter().any(|plain| attribute.path().is_ident(plain)))
}

/// The scopes of `items`, and of the modules in them; not of a module that an attribute may change.
fn collect(items: &[syn::Item], scopes: &mut Vec<Scope>) {
    let mut scope = Scope::default();
    for item in items {
        match item {
            syn::Item::Fn(function) => {
                let name = function.sig.ident.to_string();
                if is_untouched(&function.attrs) {
                    scope.plain.insert(name.clone());
                }
                scope.all.insert(name);
            }
            syn::Item::Impl(block) => {
                scope.all.extend(block.items.iter().filter_map(|item| match item {
                    syn::ImplItem::Fn(function) => Some(function.sig.ident.to_string()),
                    _ => None,
                }));
            }
            syn::Item::Mod(module) if is_untouched(&module.attrs) => {
                if let Some((_, inner)) = &module.content {
                    collect(inner, scopes);
                }
            }
            _ => {}
        }
    }
    scopes.push(scope);
}
