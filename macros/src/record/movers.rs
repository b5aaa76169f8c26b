//! Operands of operators that take values of the user's types, which move there: the rule of the operator reads them again.
//!
//! ```text
//! let c = a + b;      let c = a.clone() + b.clone();      where `Add` is implemented for a type that holds a `Vec`
//! ```

use std::collections::BTreeSet;

use crate::ir::{Expr, Function, Place, Step, Stmt, StmtKind, VarId};
use crate::surroundings::names_moving;
use crate::types::Ty;

/// Variables that surely hold values of types that are not `Copy`, though the type is not known.
#[derive(Debug, Default)]
pub(super) struct Movers(BTreeSet<VarId>);

impl Movers {
    pub(super) fn of(function: &Function) -> Movers {
        let mut movers = Movers::default();
        function.body.for_each_stmt(&mut |stmt| {
            let (StmtKind::Let { var, value } | StmtKind::Assign { place: Place { root: var, .. }, value, .. }) =
                &stmt.kind
            else {
                return;
            };
            let made = match value {
                Expr::Construct(made) => names_moving(&made.path),
                Expr::Copy(_, place) | Expr::Place(place) => place.is_whole() && movers.moves(function, place),
                Expr::Binary(..) | Expr::Neg(_) => movers.operands(function, value),
                _ => false,
            };
            if made && matches!(function.var(*var).ty, Ty::Unknown) {
                movers.0.insert(*var);
            }
        });
        movers
    }

    /// Whether an operator in `stmt` takes a value that moves.
    pub(super) fn takes(&self, function: &Function, stmt: &Stmt) -> bool {
        match &stmt.kind {
            StmtKind::Let { value, .. } | StmtKind::Assign { value, .. } => self.operands(function, value),
            _ => false,
        }
    }

    /// `value` as it is computed again: what it would move stays.
    pub(super) fn kept(&self, function: &Function, value: &Expr) -> Expr {
        let mut value = value.clone();
        if self.operands(function, &value) {
            clone_operands(&mut value, &|var| !function.var(var).ty.is_scalar());
        }
        value
    }

    fn operands(&self, function: &Function, value: &Expr) -> bool {
        let moves = |operand: &Expr| matches!(operand, Expr::Place(place) if self.moves(function, place));
        match value {
            Expr::Binary(_, left, right) => moves(left) || moves(right),
            Expr::Neg(inner) => moves(inner),
            // What `a += b` takes gives its shape to its shadow.
            Expr::Kept(inner, _) => {
                matches!(&**inner, Expr::Place(place) if may_move(&function.place_ty(place)))
            }
            _ => false,
        }
    }

    fn moves(&self, function: &Function, place: &Place) -> bool {
        match function.place_ty(place) {
            Ty::Named(name) | Ty::Opaque(name) => names_moving(&name),
            Ty::Unknown => place.is_whole() && self.0.contains(&place.root),
            _ => false,
        }
    }
}

/// Whether a value of this type may move where it is used.
fn may_move(ty: &Ty) -> bool {
    !ty.is_copy() && !ty.is_float_operand() && !matches!(ty, Ty::Ref(..))
}

/// What an operator would move is cloned; out of a list nothing moves.
pub fn clone_operands(value: &mut Expr, which: &dyn Fn(VarId) -> bool) {
    let clone = |side: &mut Expr| match side {
        Expr::Place(place) if matches!(place.path.last(), Some(Step::Index(_))) => {}
        side => crate::forward::clone_move(side, which),
    };
    match value {
        Expr::Binary(_, left, right) => [left, right].into_iter().for_each(|side| clone(side)),
        Expr::Neg(inner) | Expr::Kept(inner, _) => clone(inner),
        _ => {}
    }
}
