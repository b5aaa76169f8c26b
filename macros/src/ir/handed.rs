//! Locals that are made of nothing differentiated and handed on by `&mut`, such as a generator of random numbers: whether
//! the called function differentiates them is told by their type.

use super::{Expr, Function, Place, Role, StmtKind, VarId};
use crate::types::Ty;

impl Function {
    /// Whether `var` is such a local: everything differentiated that reads or changes it is a call that borrows it.
    pub fn is_handed_on(&self, var: VarId) -> bool {
        let info = self.var(var);
        if info.role != Role::Local || !info.mutable || !matches!(info.ty, Ty::Unknown | Ty::Opaque(_)) {
            return false;
        }
        let (mut only, mut made) = (true, false);
        self.body.for_each_stmt(&mut |stmt| match &stmt.kind {
            StmtKind::Let { var: defined, value } if *defined == var => {
                made |= matches!(value, Expr::Tokens(_));
                only &= matches!(value, Expr::Tokens(_));
            }
            StmtKind::Let { value, .. } | StmtKind::Eval(value) => only &= only_borrows(value, var),
            StmtKind::Assign { place, value, .. } => only &= place.root != var && only_borrows(value, var),
            StmtKind::Passive { .. } => {}
            other => only &= !other.own_writes().contains(&var),
        });
        only && made
    }
}

impl Function {
    /// The zero of `own`, the tangent or the shadow of what is handed on and has none of its own.
    pub fn zero_beside(&mut self, place: &Place, own: VarId) -> Expr {
        if self.plain.contains(&place.root) {
            self.plain.insert(own);
            self.vars[own.0 as usize].ty = Ty::Unit;
            return Expr::Tuple(Vec::new());
        }
        let held = self.held.contains(&place.root);
        let name = if held { "__private::zero_or_nothing" } else { "__private::zero_tangent" };
        Expr::Runtime(name, vec![Expr::Place(place.clone()).by_ref()])
    }
}

/// Whether `value` reads `var` as an argument that it borrows, and in no other way.
fn only_borrows(value: &Expr, var: VarId) -> bool {
    match value {
        Expr::Tokens(_) => true,
        Expr::Call(call) => call.arguments.iter().all(|argument| match argument.borrowed() {
            Some((_, place)) => place.root != var || place.path.is_empty(),
            None => argument.value().is_none_or(|value| !value.reads(var)),
        }),
        other => !other.reads(var),
    }
}
