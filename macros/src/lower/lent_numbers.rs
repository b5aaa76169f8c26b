//! The number in an `Option` without a derivative, lent to be changed: `if let Some(k) = &mut best { *k += 1; }`.
//!
//! A reference cannot be recorded for the reverse sweep. So `k` is a name for a place, as where a derivative is carried.

use super::Lowering;
use super::matching::inside;
use crate::types::Ty;

impl Lowering<'_> {
    /// Whether `expr` lends the number in an `Option` to be changed: its name is one for its place.
    pub(super) fn lends_number(&self, expr: &syn::Expr, patterns: &[&syn::Pat]) -> bool {
        let (inner, reference) = self.referenced_subject(expr);
        if !self.is_place(inner) {
            return false;
        }
        let ty = match self.type_of(inner) {
            Ty::Unknown | Ty::Passive(None) => {
                let told = self.told.as_ref().filter(|told| told.is_of_one_kind(inner));
                let told = told.and_then(|told| told.ty(inner));
                told.map_or(Ty::Unknown, |told| Ty::of(&told))
            }
            ty => ty,
        };
        let lent = reference == Some(true)
            || reference.is_none() && matches!(ty, Ty::Ref(true, _))
            || patterns.iter().any(|pattern| binds_mutably(pattern));
        lent && matches!(ty.peel(), Ty::Option(inner) if inner.is_scalar() && !inner.is_opaque_passive())
    }

    pub(super) fn lends_numbers(&self, tuple: &syn::ExprTuple, patterns: &[&syn::Pat]) -> bool {
        tuple.elems.iter().enumerate().any(|(index, element)| self.lends_number(element, &inside(patterns, index)))
    }
}

/// `Some(ref mut k)`
fn binds_mutably(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Paren(inner) => binds_mutably(&inner.pat),
        syn::Pat::Ident(name) => name.by_ref.is_some() && name.mutability.is_some(),
        syn::Pat::TupleStruct(payload) => payload.elems.iter().any(binds_mutably),
        _ => false,
    }
}
