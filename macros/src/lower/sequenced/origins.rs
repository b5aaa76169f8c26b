//! What names may stand for: `s` for `p` of `let p = &mut s;`, and for `g` of `let g = || s + 1.0;`.
//!
//! No type says which names are references. So every name stands for what it is made of, unless that is surely a number or
//! a value without references.

use std::collections::{BTreeSet, HashMap};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::Expr;
use syn::visit::{self, Visit};

use super::mutability::is_data;
use crate::lower::flows;
use crate::lower::told::Told;

/// For each name, those that it may stand for.
pub(super) struct Origins(HashMap<String, Vec<String>>);

impl Origins {
    pub(super) fn of(item: &syn::ItemFn, told: Option<&Told>) -> Origins {
        let mut bindings = Bindings { told, found: HashMap::new() };
        bindings.visit_block(&item.block);
        let found = bindings.found;
        let all = found.keys().map(|name| (name.clone(), closed(name, &found)));
        Origins(all.filter(|(_, origins)| !origins.is_empty()).collect())
    }

    pub(super) fn of_name(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }
}

/// What `name` is made of, through other names.
fn closed(name: &str, found: &HashMap<String, BTreeSet<String>>) -> Vec<String> {
    let mut all = BTreeSet::new();
    let mut open = vec![name];
    while let Some(next) = open.pop() {
        for origin in found.get(next).into_iter().flatten() {
            if origin != name && all.insert(origin.clone()) {
                open.push(origin);
            }
        }
    }
    all.into_iter().collect()
}

struct Bindings<'t> {
    told: Option<&'t Told>,
    found: HashMap<String, BTreeSet<String>>,
}

impl Bindings<'_> {
    fn bind(&mut self, pattern: &syn::Pat, value: &Expr) {
        if is_number(value) {
            return;
        }
        let (mut names, mut mentioned) = (Vec::new(), BTreeSet::new());
        flows::names(pattern, &mut names);
        mention(value.to_token_stream(), &mut mentioned);
        for name in names {
            let ty = self.told.and_then(|told| told.ty(&syn::parse_str(&name).ok()?));
            if !ty.is_some_and(|ty| is_data(&ty)) {
                self.found.entry(name).or_default().extend(mentioned.iter().cloned());
            }
        }
    }
}

/// Whether `value` surely is a number.
fn is_number(value: &Expr) -> bool {
    match value {
        Expr::Paren(inner) => is_number(&inner.expr),
        Expr::Lit(_) | Expr::Binary(_) | Expr::Cast(_) => true,
        Expr::MethodCall(call) => crate::primitives::is_float_method(&call.method.to_string()),
        _ => false,
    }
}

fn mention(tokens: TokenStream, names: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => drop(names.insert(name.to_string())),
            TokenTree::Group(group) => mention(group.stream(), names),
            _ => {}
        }
    }
}

impl<'ast> Visit<'ast> for Bindings<'_> {
    fn visit_local(&mut self, local: &'ast syn::Local) {
        if let Some(init) = &local.init {
            self.bind(&local.pat, &init.expr);
        }
        visit::visit_local(self, local);
    }

    fn visit_expr_let(&mut self, binding: &'ast syn::ExprLet) {
        self.bind(&binding.pat, &binding.expr);
        visit::visit_expr_let(self, binding);
    }

    fn visit_expr_match(&mut self, choice: &'ast syn::ExprMatch) {
        choice.arms.iter().for_each(|arm| self.bind(&arm.pat, &choice.expr));
        visit::visit_expr_match(self, choice);
    }

    fn visit_expr_for_loop(&mut self, looped: &'ast syn::ExprForLoop) {
        if !matches!(*looped.expr, Expr::Range(_)) {
            self.bind(&looped.pat, &looped.expr);
        }
        visit::visit_expr_for_loop(self, looped);
    }

    fn visit_expr_assign(&mut self, assign: &'ast syn::ExprAssign) {
        if let Expr::Path(path) = &*assign.left
            && let Some(name) = path.path.get_ident()
        {
            self.bind(&syn::parse_quote!(#name), &assign.right);
        }
        visit::visit_expr_assign(self, assign);
    }

    fn visit_item(&mut self, _item: &'ast syn::Item) {}
}
