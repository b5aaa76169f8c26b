//! Compound assignments.

use super::{Pass, Purpose, rules};
use crate::ir::{Expr, Op, Place, Stmt, StmtKind, Update};
use crate::types::Ty;

impl Pass<'_> {
    /// `place op= atom;`
    pub(super) fn update(&mut self, place: &Place, op: Op, value: &Expr, stmt: &Stmt, out: &mut Vec<Stmt>) {
        let target = self.tangent_place(place);
        let dot = self.tangent_of(value);
        let tangent = match (op, dot) {
            (Op::Add | Op::Sub, None) => None,
            (Op::Add | Op::Sub, Some(dot)) => Some((Update::By(op), dot)),
            (_, dot) => Some(self.scaling(place, op, value, dot)),
        };
        if let Some((update, value)) = tangent {
            self.push(StmtKind::Assign { place: target, update, value }, stmt.span, out);
        }
        out.push(stmt.clone());
    }

    /// The tangent of `place op value`, where that of the value is `dot`.
    pub(super) fn scaled(&mut self, place: &Place, op: Op, value: &Place, dot: &Expr) -> Expr {
        self.scaling(place, op, &Expr::Place(value.clone()), Some(dot.clone())).1
    }

    /// `place *= value`, `place /= value`, `place %= value`: what happens to the tangent of `place`.
    pub(super) fn scaling(&mut self, place: &Place, op: Op, value: &Expr, dot: Option<Expr>) -> (Update, Expr) {
        let old = Expr::Place(place.clone());
        let own = Expr::Place(self.tangent_place(place));
        match (op, dot) {
            (Op::Mul, None) => (Update::Set, own.mul(value.clone())),
            (Op::Mul, Some(dot)) => (Update::Set, value.clone().mul(own).add(old.mul(dot))),
            (Op::Div, None) if rules::is_nonzero(value) => (Update::Set, own.div(value.clone())),
            (Op::Div, None) => (Update::Set, Expr::Runtime("rules::div_numerator", vec![value.clone(), own])),
            (Op::Div, Some(dot)) => {
                let quotient = old.div(value.clone());
                (Update::Set, Expr::Runtime("rules::div_tangent", vec![value.clone(), quotient, own, dot]))
            }
            (_, None) => (Update::Set, own),
            (_, Some(dot)) => {
                let divisor = Expr::Runtime("rules::rem_divisor", vec![old, value.clone(), dot]);
                (Update::Set, own.add(divisor))
            }
        }
    }

    /// `place op= operand` for a type that only rustc knows, where the tangent is a value, which has a rule itself.
    pub(super) fn assign_by_value(&mut self, place: &Place, op: Op, operand: &Expr, stmt: &Stmt, out: &mut Vec<Stmt>) {
        let path = match op {
            Op::Add => "__private::add_assigned_tangent",
            Op::Sub => "__private::sub_assigned_tangent",
            Op::Mul => "__private::mul_assigned_tangent",
            Op::Div => "__private::div_assigned_tangent",
            Op::Rem => "__private::rem_assigned_tangent",
        };
        let old = Expr::Place(place.clone());
        let dots = [self.operand_tangent(&old), self.operand_tangent(operand)];
        let [own, dot] = dots;
        let value = Expr::Runtime(path, vec![old.by_ref(), operand.clone().by_ref(), own, dot]);
        let target = self.tangent_place(place);
        self.push(StmtKind::Assign { place: target, update: Update::Set, value }, stmt.span, out);
        out.push(stmt.clone());
    }

    /// `place op= operand` for a type that only rustc knows.
    pub(super) fn assign_by_rule(&mut self, place: &Place, op: Op, operand: &Expr, stmt: &Stmt, out: &mut Vec<Stmt>) {
        let path = match op {
            Op::Add => "__private::add_assign_tangent",
            Op::Sub => "__private::sub_assign_tangent",
            Op::Mul => "__private::mul_assign_tangent",
            Op::Div => "__private::div_assign_tangent",
            Op::Rem => "__private::rem_assign_tangent",
        };
        if self.purpose == Purpose::Again {
            return self.assign_by_value(place, op, operand, stmt, out);
        }
        let target = self.tangent_place(place);
        let mut dot = self.operand_tangent(operand);
        if dot.reads(target.root) {
            let var = self.fresh("dot", Ty::Unknown);
            self.push(StmtKind::Let { var, value: dot }, stmt.span, out);
            dot = Expr::var(var);
        }
        let arguments = vec![Expr::RefMut(target), Expr::Place(place.clone()).by_ref(), operand.clone().by_ref(), dot];
        self.push(StmtKind::Eval(Expr::Runtime(path, arguments)), stmt.span, out);
        let kind = StmtKind::Assign { place: place.clone(), update: Update::By(op), value: operand.clone() };
        self.push(kind, stmt.span, out);
    }
}

/// Whether `value` reads the variable that is assigned to, or finds the place by it.
pub(super) fn is_touched(place: &Place, value: &Expr) -> bool {
    let mut found = value.reads(place.root);
    place.for_each_index(&mut |var| found |= var == place.root);
    found
}
