//! `let (left, right) = values.split_at_mut(k);`: both names stand for their part of the container.

use syn::spanned::Spanned;

use super::Lowering;
use super::place::push_slice;
use super::scope::Binding;
use crate::ir::{Expr, Place};
use crate::types::Ty;

impl Lowering<'_> {
    /// Binds the halves of a container to the names in `patterns`; whether `expr` is such a split.
    pub(super) fn split(&mut self, patterns: &syn::PatTuple, expr: &syn::Expr) -> bool {
        let syn::Expr::MethodCall(call) = expr else { return false };
        let mutable = match call.method.to_string().as_str() {
            "split_at" => false,
            "split_at_mut" => true,
            _ => return false,
        };
        let (Some(at), Some(names)) = (call.args.first(), names(patterns)) else { return false };
        if self.type_of(&call.receiver).element().is_passive() {
            return false;
        }
        let Some((place, ty)) = self.place(&call.receiver) else { return false };
        let place = self.freeze(place, expr.span());
        let mut at = self.index(at);
        self.freeze_index(&mut at, expr.span());
        let ty = Ty::Slice(Box::new(ty.element()));
        let zero = Expr::Tokens(super::opaque::constant(quote::quote!(0)));
        let bounds = [(zero, Some(at.clone())), (at, None)];
        for (name, (lo, hi)) in names.into_iter().zip(bounds) {
            let Some(name) = name else { continue };
            let mut part: Place = place.clone();
            push_slice(&mut part, lo, hi);
            self.scopes.bind(name.to_string(), Binding::Alias { place: part, mutable, ty: ty.clone() });
        }
        true
    }
}

/// The two names, `None` for `_`.
fn names(patterns: &syn::PatTuple) -> Option<Vec<Option<&syn::Ident>>> {
    let name = |pattern| match pattern {
        &syn::Pat::Wild(_) => Some(None),
        syn::Pat::Ident(name) if name.by_ref.is_none() && name.mutability.is_none() && name.subpat.is_none() => {
            Some(Some(&name.ident))
        }
        _ => None,
    };
    let names: Vec<Option<&syn::Ident>> = patterns.elems.iter().map(name).collect::<Option<_>>()?;
    (names.len() == 2).then_some(names)
}
