//! Closures that a closure calls by their names, where it is passed to another function: they are written into its body.
//!
//! ```text
//! let g = |u| u * k; integrate(|t| g(t) * t)      integrate(|t| { let g = |u| u * k; g(t) * t })
//! let k = 2.0 * k; integrate(|t| g(t) * k)        integrate(|t| { let g = |u| u * k_of_g; g(t) * k })
//! ```

use proc_macro2::Ident;
use quote::{ToTokens, format_ident};
use syn::visit_mut::VisitMut;

use super::Lowering;
use super::function::free_names;
use super::scope::Binding;

impl Lowering<'_> {
    /// Writes the closures that `closure` calls into its body; names for what they capture, where it has another name here.
    ///
    /// What cannot be written there is left for a message.
    pub(super) fn write_called_closures(&self, closure: &mut syn::ExprClosure) -> Vec<(String, Binding)> {
        let mut bound: Vec<(String, Binding)> = Vec::new();
        loop {
            let called = free_names(closure).into_iter().find_map(|name| match self.means(&bound, &name.to_string()) {
                Some(Binding::Closure(called)) => Some((name, std::rc::Rc::clone(called))),
                _ => None,
            });
            let Some((name, called)) = called.filter(|(_, called)| !called.changes) else { return bound };
            let mut parameters = Vec::new();
            closure.inputs.iter().for_each(|input| super::flows::names(input, &mut parameters));
            let mut syntax = (*called.syntax).clone();
            for captured in free_names(&called.syntax) {
                let text = captured.to_string();
                let Some(binding) = called.find(&text) else { continue };
                if parameters.contains(&text) || !self.means(&bound, &text).is_some_and(|here| is_same(here, binding)) {
                    let other = format_ident!("{}_of_{}", captured, name);
                    let other_name = other.to_string();
                    let taken = self.means(&bound, &other_name).is_some_and(|here| !is_same(here, binding));
                    if taken || in_macro(&syntax, &text) {
                        return bound;
                    }
                    Renamed { from: &text, to: &other }.visit_expr_closure_mut(&mut syntax);
                    bound.push((other_name, binding.clone()));
                }
            }
            let body = &closure.body;
            *closure.body = syn::parse_quote!({ let #name = #syntax; #body });
            bound.push((name.to_string(), Binding::Constant(crate::types::Ty::Unknown)));
        }
    }

    /// What `name` stands for, where `bound` hides other names.
    fn means<'b>(&'b self, bound: &'b [(String, Binding)], name: &str) -> Option<&'b Binding> {
        let own = bound.iter().rev().find(|(known, _)| known == name).map(|(_, binding)| binding);
        own.or_else(|| self.scopes.find(name))
    }
}

/// Whether two names stand for the same.
fn is_same(left: &Binding, right: &Binding) -> bool {
    match (left, right) {
        (Binding::Var(left), Binding::Var(right)) => left == right,
        (Binding::Closure(left), Binding::Closure(right)) => std::rc::Rc::ptr_eq(left, right),
        (Binding::Alias { place: left, .. }, Binding::Alias { place: right, .. }) => {
            format!("{left:?}") == format!("{right:?}")
        }
        (Binding::Constant(_), Binding::Constant(_)) => true,
        _ => false,
    }
}

/// Whether a macro in `closure` names `name`: it is not looked into.
fn in_macro(closure: &syn::ExprClosure, name: &str) -> bool {
    struct Macros<'n>(&'n str, bool);
    impl<'ast> syn::visit::Visit<'ast> for Macros<'_> {
        fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
            self.1 |= crate::hoist::names(invocation.to_token_stream(), self.0);
        }
    }
    let mut macros = Macros(name, false);
    syn::visit::Visit::visit_expr_closure(&mut macros, closure);
    macros.1
}

/// Writes another name for a variable.
pub(super) struct Renamed<'n> {
    pub from: &'n str,
    pub to: &'n Ident,
}

impl VisitMut for Renamed<'_> {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        if path.is_ident(self.from) {
            path.segments[0].ident = self.to.clone();
        }
        syn::visit_mut::visit_path_mut(self, path);
    }

    fn visit_pat_ident_mut(&mut self, pattern: &mut syn::PatIdent) {
        if pattern.ident == self.from {
            pattern.ident = self.to.clone();
        }
        syn::visit_mut::visit_pat_ident_mut(self, pattern);
    }

    fn visit_field_value_mut(&mut self, field: &mut syn::FieldValue) {
        // `S { k }` becomes `S { k: k_of_g }`.
        field.colon_token.get_or_insert_default();
        self.visit_expr_mut(&mut field.expr);
    }
}
