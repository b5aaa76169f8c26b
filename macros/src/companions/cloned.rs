//! Types without `Clone`: the pullback of `vjp_f` may be called again, so it copies what its reverse sweep changes; and
//! what is behind `&mut` gets its final contents back, of which a gradient keeps a copy.
//!
//! ```text
//! fn vjp_f(x: f64) -> (f64, impl Fn(f64) -> f64) where for<'clone> World: Clone
//! ```
//!
//! The bound is one that rustc tests where the function is called: who only differentiates through it needs no `Clone`.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::Visit;

use super::Context;
use crate::beside::Beside;
use crate::options::Companion;

/// `generics` with the bounds that `code` needs, which may call another companion.
pub(super) fn generics(context: &Context, code: &TokenStream, mut generics: syn::Generics) -> syn::Generics {
    let Some(beside) = Beside::of(&context.item.sig.ident) else { return generics };
    let mut lacking = BTreeMap::new();
    for var in &context.function.vars {
        for (name, ty) in parts(&var.ty).into_iter().filter(|(_, ty)| beside.lacks_clone(ty)) {
            lacking.entry(name).or_insert((ty, BTreeSet::new())).1.insert(var.name.to_string());
        }
    }
    if lacking.is_empty() {
        return generics;
    }
    let mut copied = BTreeSet::new();
    copies(code.clone(), &mut copied);
    let calls = |companion| crate::hoist::names(code.clone(), &context.name(companion).to_string());
    if calls(Companion::Vjp) {
        copies(super::pullback::vjp_body(context).0, &mut copied);
    }
    if calls(Companion::ValueAndGrad) {
        let changed = context.function.parameters.iter().filter(|parameter| parameter.is_inout());
        copied.extend(changed.map(|parameter| context.function.var(parameter.var).name.to_string()));
    }
    for (ty, _) in lacking.into_values().filter(|(_, vars)| !vars.is_disjoint(&copied)) {
        generics.make_where_clause().predicates.push(syn::parse_quote!(for<'clone> #ty: ::core::clone::Clone));
    }
    generics
}

/// The types of one name that `ty` is made of.
fn parts(ty: &crate::types::Ty) -> BTreeMap<String, syn::Type> {
    struct Named(BTreeMap<String, syn::Type>);
    impl<'ast> Visit<'ast> for Named {
        fn visit_type_path(&mut self, path: &'ast syn::TypePath) {
            if let Some(name) = path.path.get_ident() {
                self.0.insert(name.to_string(), syn::Type::Path(path.clone()));
            }
            syn::visit::visit_type_path(self, path);
        }
    }
    let mut named = Named(BTreeMap::new());
    if let Some(Ok(ty)) = ty.tokens().map(syn::parse2::<syn::Type>) {
        named.visit_type(&ty);
    }
    named.0
}

/// The names in `name.clone()` and `Clone::clone(&name)`.
fn copies(code: TokenStream, found: &mut BTreeSet<String>) {
    let trees: Vec<TokenTree> = code.into_iter().collect();
    for (index, tree) in trees.iter().enumerate() {
        match tree {
            TokenTree::Group(group) => copies(group.stream(), found),
            TokenTree::Ident(ident) if ident == "clone" => {
                let before = index.checked_sub(2).map(|index| &trees[index]);
                [before, trees.get(index + 1)].into_iter().flatten().for_each(|tree| names(tree, found));
            }
            _ => {}
        }
    }
}

fn names(tree: &TokenTree, found: &mut BTreeSet<String>) {
    match tree {
        TokenTree::Ident(ident) => drop(found.insert(ident.to_string())),
        TokenTree::Group(group) => group.stream().into_iter().for_each(|tree| names(&tree, found)),
        _ => {}
    }
}
