//! Structs that hold references: they cannot lie on the tape, so the reverse sweep makes them again.

use std::collections::BTreeMap;

use super::{Needed, Origin, Record};
use crate::ir::{Expr, Function, StmtKind, VarId};
use crate::types::Ty;

/// The variables to which `value` holds references.
pub fn references(value: &Expr) -> Vec<VarId> {
    let Expr::Construct(construct) = value else { return Vec::new() };
    let root = |field: &Expr| match field {
        Expr::Ref(inner) => match &**inner {
            Expr::Place(place) => Some(place.root),
            _ => None,
        },
        _ => None,
    };
    construct.fields.iter().filter_map(|(_, field)| root(field)).collect()
}

/// Every variable that holds references, with what makes it again.
pub(super) fn views(function: &Function) -> BTreeMap<VarId, Expr> {
    let mut views = BTreeMap::new();
    function.body.for_each_stmt(&mut |stmt| {
        let StmtKind::Let { var, value: Expr::Construct(construct) } = &stmt.kind else { return };
        let holds = construct.fields.iter().any(|(_, field)| match field {
            Expr::Ref(_) => true,
            Expr::Place(place) => {
                views.contains_key(&place.root)
                    || matches!(function.place_ty(place), Ty::Ref(false, inner) if !inner.is_passive())
            }
            _ => false,
        });
        if holds && !function.var(*var).mutable {
            let mut construct = construct.clone();
            for (_, field) in &mut construct.fields {
                if let Expr::Place(place) = field
                    && !function.place_ty(place).is_copy()
                {
                    *field = Expr::Copy(crate::forward::method("clone"), place.clone());
                }
            }
            views.insert(*var, Expr::Construct(construct));
        }
    });
    views
}

impl Record<'_> {
    /// In one body with the forward sweep, too: the pullback may outlive what the struct borrows.
    pub(super) fn make_views_again(&mut self, needed: &mut Needed) {
        let mut origins = Vec::new();
        for var in super::direct_locals(&self.function.body).into_iter().rev() {
            if needed.contains(var)
                && let Some(value) = self.views.get(&var).cloned()
            {
                let mut reads = Vec::new();
                value.for_each_read(&mut |read| reads.push(read));
                self.need_all(needed, reads);
                origins.push((var, Origin::Again(value)));
            }
        }
        origins.reverse();
        if !origins.is_empty() {
            self.plan.locals.insert(self.function.body.id, origins);
        }
    }
}
