//! Changes in place: the tangents move as their primals do.

use super::{Pass, Purpose};
use crate::ir::{Expr, InPlace, Motion, Place, Stmt, StmtKind, VarId};
use crate::types::Ty;

impl Pass<'_> {
    pub(super) fn in_place(&mut self, change: &InPlace, stmt: &Stmt, out: &mut Vec<Stmt>) {
        let active = change.targets().any(|place| self.is_active(place.root));
        let wanted = change.result.filter(|result| self.is_active(*result));
        if !active {
            out.push(stmt.clone());
            if let Some(result) = wanted {
                let (value, var) = (self.zero_at(&Place::of(result)), self.tangent_var(result));
                self.push(StmtKind::Let { var, value }, stmt.span, out);
            }
            return;
        }
        let mut tangent = InPlace { result: None, ..change.clone() };
        tangent.place = self.moving(&change.place, stmt, out);
        if let Motion::Exchange(other) | Motion::ExchangeElements(other) | Motion::Append(other, _) =
            &mut tangent.motion
        {
            *other = self.moving(&other.clone(), stmt, out);
        }
        let change = &self.with_a_name(change, stmt, out);
        tangent.value = change.value.as_ref().map(|value| self.moved(value, change, stmt, out));
        // What leaves comes back in a reverse sweep, also where nobody looks at it.
        let leaves = change.result.filter(|_| self.purpose == Purpose::Again);
        tangent.result = wanted.or(leaves).map(|result| self.tangent_var(result));
        self.push(StmtKind::InPlace(tangent), stmt.span, out);
        self.push(StmtKind::InPlace(change.clone()), stmt.span, out);
    }

    /// Something made where it moves in, `v.push(Vec::new())`, gets a name: its zero has its shape, and what type it
    /// has may be told by the container alone.
    fn with_a_name(&mut self, change: &InPlace, stmt: &Stmt, out: &mut Vec<Stmt>) -> InPlace {
        let made = |value: &&Expr| !matches!(value, Expr::Place(_)) && change.moves_value();
        let part = self.part_moved(change);
        let Some(value) = change.value.as_ref().filter(made) else { return change.clone() };
        if self.tangent_of(value).is_some() || crate::reverse::zero_of(part.peel()).is_some() {
            return change.clone();
        }
        let var = self.fresh("entered", part);
        self.push(StmtKind::Let { var, value: value.clone() }, stmt.span, out);
        InPlace { value: Some(Expr::var(var)), ..change.clone() }
    }

    fn part_moved(&self, change: &InPlace) -> Ty {
        let ty = self.function.place_ty(&change.place);
        if matches!(change.motion, Motion::Replace) { ty } else { ty.element() }
    }

    /// The tangent of a place that changes; zeros of its shape where it has none.
    fn moving(&mut self, place: &Place, stmt: &Stmt, out: &mut Vec<Stmt>) -> Place {
        if self.is_active(place.root) {
            return self.tangent_place(place);
        }
        Place::of(self.zeros(place, stmt, out))
    }

    fn zeros(&mut self, place: &Place, stmt: &Stmt, out: &mut Vec<Stmt>) -> VarId {
        let ty = self.function.place_ty(place).tangent();
        let var = self.fresh("zeros", ty);
        self.function.vars[var.0 as usize].mutable = true;
        let value = Expr::Runtime("__private::zero_tangent", vec![Expr::Place(place.clone()).by_ref()]);
        self.push(StmtKind::Let { var, value }, stmt.span, out);
        var
    }

    /// The tangent of what moves in.
    fn moved(&mut self, value: &Expr, change: &InPlace, stmt: &Stmt, out: &mut Vec<Stmt>) -> Expr {
        match (self.tangent_of(value), value) {
            (Some(tangent), Expr::Place(place)) if change.moves_value() => self.copied(tangent, place),
            (Some(tangent), _) => tangent,
            (None, Expr::Place(place)) if !change.moves_value() => Expr::var(self.zeros(place, stmt, out)),
            (None, Expr::Place(place)) => self.zero_at(place),
            (None, value) => {
                let part = self.part_moved(change);
                crate::reverse::zero_of(part.peel())
                    .unwrap_or_else(|| Expr::Runtime("__private::zero_tangent", vec![value.clone().by_ref()]))
            }
        }
    }
}
