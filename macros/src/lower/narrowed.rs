//! What changes in a passive expression: a field where it is sure that no more does, so that no more is recorded.
//!
//! ```text
//! sim.queue.push_back(k);     the field `queue`, not all of `sim`
//! ```

use super::resolve::Resolver;
use super::scope::Binding;
use crate::ir::{Place, Step, VarId};

impl Resolver<'_, '_> {
    /// The field that `expr` names a part of, or all of its variable: one that a record can hold.
    pub(super) fn field_of(&self, expr: &syn::Expr, root: VarId) -> Place {
        match expr {
            syn::Expr::Paren(inner) => self.field_of(&inner.expr, root),
            syn::Expr::Index(index) => self.field_of(&index.expr, root),
            syn::Expr::Field(field) => {
                let Some(mut place) = self.named_place(&field.base) else { return self.field_of(&field.base, root) };
                place.path.push(Step::Field(field.member.clone()));
                let ty = self.lowering.type_of(expr);
                if ty.is_of_library() && ty.is_passive() { place } else { self.field_of(&field.base, root) }
            }
            _ => Place::of(root),
        }
    }

    /// `a.b.c`
    fn named_place(&self, expr: &syn::Expr) -> Option<Place> {
        match expr {
            syn::Expr::Path(path) => match self.binding(&path.path.get_ident()?.to_string())? {
                Binding::Var(var) => Some(Place::of(*var)),
                _ => None,
            },
            syn::Expr::Field(field) => {
                let mut place = self.named_place(&field.base)?;
                place.path.push(Step::Field(field.member.clone()));
                Some(place)
            }
            _ => None,
        }
    }
}
