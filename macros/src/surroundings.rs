//! What the file tells of the names that a function uses, where rustc tells which file that is: types of constants, results
//! of functions, and aliases of types.
//!
//! ```text
//! const STEP: f64 = 0.1;                 STEP is an f64
//! type Affine = [[f64; 4]; 3];           &Affine is &[[f64; 4]; 3]
//! fn slope(y: [f64; 3]) -> [f64; 3]      so is slope(y) an array of three floats
//! ```
//!
//! Such a type makes the generated code plainer and faster, and nothing else: without it the code goes through the traits
//! of the runtime. Whatever is believed here is written into the code, where rustc holds it against what it knows. Where
//! anything is doubtful, such as two functions of one name, nothing is told.

extern crate proc_macro;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use quote::ToTokens;
use syn::visit_mut::VisitMut;

use crate::hoist::names;
use crate::types::Ty;

/// Attributes that leave an item as it is.
const PLAIN: &[&str] =
    &["allow", "cold", "deny", "differentiate", "doc", "expect", "inline", "must_use", "track_caller", "warn"];

/// A type as text: tokens do not outlive the run of the macro that parsed them.
type Text = String;

/// The items of a module.
#[derive(Default)]
pub struct Module {
    /// Functions, and those of its `impl`s and traits.
    functions: HashSet<String>,
    constants: HashMap<String, Text>,
    results: HashMap<String, Text>,
    aliases: HashMap<String, Text>,
}

/// A file, and its modules.
struct File {
    text: String,
    modules: Vec<Rc<Module>>,
}

thread_local! {
    static FILES: RefCell<HashMap<PathBuf, Option<Rc<File>>>> = RefCell::default();
    static AROUND: RefCell<Option<Rc<Module>>> = const { RefCell::new(None) };
}

/// Runs `inner` where the module around `item` is known.
pub fn with<R>(item: &syn::ItemFn, inner: impl FnOnce() -> R) -> R {
    let outside = AROUND.replace(around(item));
    let result = inner();
    AROUND.set(outside);
    result
}

/// The constants of the module whose types have no parts.
pub fn constants() -> Vec<(String, Ty)> {
    AROUND.with_borrow(|around| {
        let all = around.iter().flat_map(|module| &module.constants);
        all.filter_map(|(name, ty)| Some((name.clone(), Ty::of(&syn::parse_str(ty).ok()?)))).collect()
    })
}

/// The type of what the function `name` of the module gives.
pub fn result_of(name: &str) -> Option<Ty> {
    AROUND.with_borrow(|around| Some(Ty::of(&syn::parse_str(around.as_ref()?.results.get(name)?).ok()?)))
}

/// Puts what they stand for in place of aliases.
pub fn resolve_aliases(item: &mut syn::ItemFn) {
    struct Aliases(Rc<Module>, Vec<String>);
    impl VisitMut for Aliases {
        fn visit_type_mut(&mut self, ty: &mut syn::Type) {
            if let syn::Type::Path(syn::TypePath { qself: None, path }) = ty
                && let Some(name) = path.get_ident().map(ToString::to_string)
                && !self.1.contains(&name)
                && let Some(stands_for) = self.0.aliases.get(&name)
                && let Ok(stands_for) = syn::parse_str(stands_for)
            {
                let span = syn::spanned::Spanned::span(path);
                *ty = respanned(&stands_for, span);
                return;
            }
            syn::visit_mut::visit_type_mut(self, ty);
        }
    }
    let Some(module) = AROUND.with_borrow(Clone::clone) else { return };
    if module.aliases.is_empty() {
        return;
    }
    let own = item.sig.generics.params.iter().map(|parameter| match parameter {
        syn::GenericParam::Type(ty) => ty.ident.to_string(),
        syn::GenericParam::Const(length) => length.ident.to_string(),
        syn::GenericParam::Lifetime(lifetime) => lifetime.lifetime.to_string(),
    });
    let own = own.collect();
    Aliases(module, own).visit_item_fn_mut(item);
}

fn respanned(ty: &syn::Type, span: proc_macro2::Span) -> syn::Type {
    fn placed(tokens: proc_macro2::TokenStream, span: proc_macro2::Span) -> proc_macro2::TokenStream {
        tokens
            .into_iter()
            .map(|mut token| {
                if let proc_macro2::TokenTree::Group(group) = &token {
                    token = proc_macro2::Group::new(group.delimiter(), placed(group.stream(), span)).into();
                }
                token.set_span(span);
                token
            })
            .collect()
    }
    syn::parse2(placed(ty.to_token_stream(), span)).unwrap_or_else(|_| ty.clone())
}

/// The module in which `item` surely stands.
fn around(item: &syn::ItemFn) -> Option<Rc<Module>> {
    // An editor shows what is not in the file yet.
    if !proc_macro::is_available() || std::env::var_os("RUST_ANALYZER_INTERNALS_DO_NOT_USE").is_some() {
        return None;
    }
    // Items of the body may have any of the names.
    let has_items = item.block.stmts.iter().any(|stmt| matches!(stmt, syn::Stmt::Item(_)));
    if has_items || names(item.block.to_token_stream(), "use") {
        return None;
    }
    let span = item.sig.ident.span().unwrap();
    let file = span.local_file().and_then(|path| file(&path))?;
    let name = item.sig.ident.to_string();
    if file.only_line(&name) != Some(span.line()) {
        return None;
    }
    let mut around = file.modules.iter().filter(|module| module.functions.contains(&name));
    around.next().filter(|_| around.next().is_none()).cloned()
}

fn file(path: &Path) -> Option<Rc<File>> {
    FILES.with(|files| {
        let read = || {
            let text = std::fs::read_to_string(path).ok()?;
            let mut modules = Vec::new();
            collect(&syn::parse_file(&text).ok()?.items, &mut modules);
            Some(Rc::new(File { text, modules }))
        };
        files.borrow_mut().entry(path.to_owned()).or_insert_with(read).clone()
    })
}

impl File {
    /// The line of `fn name`, where that stands once in the file: a macro may hold others.
    fn only_line(&self, name: &str) -> Option<usize> {
        let pattern = format!("fn {name}");
        let is_whole = |rest: &str| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_');
        let mut found = self.text.match_indices(&pattern).filter(|(at, _)| is_whole(&self.text[at + pattern.len()..]));
        let (at, _) = found.next()?;
        found.next().is_none().then(|| self.text[..at].matches('\n').count() + 1)
    }
}

fn is_untouched(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().all(|attribute| {
        attribute.path().segments.last().is_some_and(|last| PLAIN.iter().any(|plain| last.ident == plain))
    })
}

/// The modules of `items`; not one that an attribute may change, and not one into which a macro may write.
fn collect(items: &[syn::Item], modules: &mut Vec<Rc<Module>>) {
    let mut module = Module::default();
    let mut twice = HashSet::new();
    for item in items {
        match item {
            syn::Item::Fn(function) => {
                let name = function.sig.ident.to_string();
                if let syn::ReturnType::Type(_, ty) = &function.sig.output
                    && is_untouched(&function.attrs)
                    && is_closed(ty)
                {
                    module.results.insert(name.clone(), ty.to_token_stream().to_string());
                }
                if !module.functions.insert(name.clone()) {
                    twice.insert(name);
                }
            }
            syn::Item::Impl(block) => module.functions.extend(block.items.iter().filter_map(|item| match item {
                syn::ImplItem::Fn(function) => Some(function.sig.ident.to_string()),
                _ => None,
            })),
            syn::Item::Const(constant) if is_untouched(&constant.attrs) && is_number(&constant.ty) => {
                module.constants.insert(constant.ident.to_string(), constant.ty.to_token_stream().to_string());
            }
            syn::Item::Type(alias)
                if is_untouched(&alias.attrs) && alias.generics.params.is_empty() && is_closed(&alias.ty) =>
            {
                module.aliases.insert(alias.ident.to_string(), alias.ty.to_token_stream().to_string());
            }
            syn::Item::Mod(inner) if is_untouched(&inner.attrs) => {
                if let Some((_, items)) = &inner.content {
                    collect(items, modules);
                }
            }
            _ => {}
        }
    }
    module.results.retain(|name, _| !twice.contains(name));
    modules.push(Rc::new(module));
}

/// `f64`, `f32`, or a type without a derivative.
fn is_number(ty: &syn::Type) -> bool {
    let syn::Type::Path(syn::TypePath { qself: None, path }) = ty else { return false };
    path.get_ident().is_some() && matches!(Ty::of(ty), Ty::Float(_) | Ty::Passive(_))
}

/// Made of numbers, arrays of written lengths, tuples and `Vec`s.
fn is_closed(ty: &syn::Type) -> bool {
    match ty {
        syn::Type::Array(array) => matches!(array.len, syn::Expr::Lit(_)) && is_closed(&array.elem),
        syn::Type::Tuple(tuple) => !tuple.elems.is_empty() && tuple.elems.iter().all(is_closed),
        syn::Type::Path(syn::TypePath { qself: None, path }) if path.segments.len() == 1 => {
            match (&path.segments[0].arguments, path.segments[0].ident == "Vec") {
                (syn::PathArguments::None, false) => is_number(ty),
                (syn::PathArguments::AngleBracketed(list), true) => {
                    list.args.iter().all(|argument| matches!(argument, syn::GenericArgument::Type(ty) if is_closed(ty)))
                }
                _ => false,
            }
        }
        _ => false,
    }
}
