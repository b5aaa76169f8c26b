//! Straight-line code: bindings, assignments, and the methods that change a container.

use proc_macro2::Span;

use super::Sweep;
use super::shadow::zero_again;
use crate::ir::{Expr, Op, Place, Stmt, StmtKind, Update, VarId};
use crate::rules::{self, Cotangent, Cotangents, Operation};
use crate::types::Ty;

impl Sweep<'_> {
    /// `let var = value;`: the adjoint of `var` is complete here.
    pub(crate) fn reverse_let(&mut self, var: VarId, value: &Expr, span: Span, out: &mut Vec<Stmt>) {
        if let Expr::Call(call) = value {
            if self.activity.is_unread(var) {
                self.declare_zero(var, out);
            }
            let seed = self.is_declared(var).then(|| Expr::var(self.shadow_var(var)));
            self.reverse_call(call, Some(var), seed, span, out);
            self.declared.remove(&var);
            return;
        }
        if !self.is_declared(var) {
            return;
        }
        let seed = Expr::var(self.shadow_var(var));
        let cotangents = self.cotangents(value, &Place::of(var), &seed);
        self.add_all(cotangents, span, out);
        self.declared.remove(&var);
    }

    pub(super) fn cotangents(&self, value: &Expr, result: &Place, seed: &Expr) -> Cotangents {
        let slope = if result.is_whole() { self.activity.partner(result.root) } else { None };
        let result = Expr::Place(result.clone());
        let active = |place: &Place| self.activity.is_active(place.root);
        rules::cotangents(&self.function, &active, Operation { value, result: &result, seed, slope })
    }

    /// Adds cotangents to the shadows of the operands.
    pub(super) fn add_all(&mut self, cotangents: Cotangents, span: Span, out: &mut Vec<Stmt>) {
        let shared = cotangents.shared.map(|call| {
            let var = self.fresh("bars", Ty::Unknown);
            out.push(self.function.stmt(StmtKind::Let { var, value: call }, span));
            var
        });
        for (place, cotangent) in cotangents.parts {
            let value = match (cotangent, shared) {
                (Cotangent::Value(value), _) => value,
                (Cotangent::Shared(index), Some(var)) => Expr::var(var).field(index),
                (Cotangent::Shared(_), None) => continue,
            };
            self.contribute(&place, value, span, out);
        }
    }

    /// `place op= value;`, after `place` got its old contents back.
    pub(crate) fn reverse_assign(
        &mut self,
        place: &Place,
        update: Update,
        value: &Expr,
        span: Span,
        out: &mut Vec<Stmt>,
    ) {
        if !self.is_declared(place.root) {
            return;
        }
        if let (Update::By(op), Expr::Kept(operand, kept)) = (update, value) {
            return self.reverse_kept(place, op, operand, kept, span, out);
        }
        match update {
            Update::Set => self.reverse_set(place, value, span, out),
            Update::By(Op::Add) => self.reverse_sum(place, value, false, span, out),
            Update::By(Op::Sub) => self.reverse_sum(place, value, true, span, out),
            Update::By(op) => self.reverse_scaling(place, op, value, span, out),
        }
    }

    fn reverse_set(&mut self, place: &Place, value: &Expr, span: Span, out: &mut Vec<Stmt>) {
        let bar = self.shadow_place(place);
        let info = self.function.var(place.root);
        if info.assigned_once() && place.is_whole() {
            // Assigned once: its adjoint is complete, and nothing before reads it.
            let cotangents = self.cotangents(value, place, &Expr::Place(bar));
            return self.add_all(cotangents, span, out);
        }
        let ty = self.function.place_ty(place);
        let cotangents = self.cotangents(value, place, &Expr::Place(bar.clone()));
        if cotangents.parts.is_empty() {
            return self.clear(&bar, place, &ty, span, out);
        }
        let touches = cotangents.parts.iter().any(|(target, _)| target.root == place.root);
        if !touches && place.is_whole() && ty.is_float_operand() {
            self.add_all(cotangents, span, out);
            return self.clear(&bar, place, &ty, span, out);
        }
        let taken = self.fresh("bar", ty.tangent());
        let take = if ty.is_float_operand() {
            Expr::Place(bar.clone())
        } else if let Some(zero) = zero_again(ty.peel()) {
            Expr::Runtime("__private::replace", vec![Expr::RefMut(bar.clone()), zero])
        } else {
            let arguments = vec![Expr::RefMut(bar.clone()), Expr::Place(place.clone()).by_ref()];
            Expr::Runtime("__private::take", arguments)
        };
        out.push(self.function.stmt(StmtKind::Let { var: taken, value: take }, span));
        if ty.is_float_operand() {
            self.clear(&bar, place, &ty, span, out);
        }
        let cotangents = self.cotangents(value, place, &Expr::var(taken));
        self.add_all(cotangents, span, out);
    }

    /// `bar = 0`.
    fn clear(&mut self, bar: &Place, place: &Place, ty: &Ty, span: Span, out: &mut Vec<Stmt>) {
        if ty.is_passive() && !place.path.is_empty() {
            return;
        }
        let kind = if let Some(zero) = zero_again(ty.peel()) {
            StmtKind::Assign { place: bar.clone(), update: Update::Set, value: zero }
        } else {
            let arguments = vec![Expr::RefMut(bar.clone()), Expr::Place(place.clone()).by_ref()];
            StmtKind::Eval(Expr::Runtime("__private::clear", arguments))
        };
        out.push(self.function.stmt(kind, span));
    }

    /// `place += value`: the adjoint of `place` stays, and flows into `value` as well.
    fn reverse_sum(&mut self, place: &Place, value: &Expr, negative: bool, span: Span, out: &mut Vec<Stmt>) {
        let bar = self.shadow_place(place);
        let mut seed = Expr::Place(bar);
        let touches = self.cotangents(value, place, &seed).parts.iter().any(|(target, _)| target.root == place.root);
        if touches || !place.path.is_empty() {
            let ty = self.function.place_ty(place).tangent();
            let var = self.fresh("bar", ty);
            out.push(self.function.stmt(StmtKind::Let { var, value: seed }, span));
            seed = Expr::var(var);
        }
        let seed = if negative { seed.neg() } else { seed };
        let cotangents = self.cotangents(value, place, &seed);
        self.add_all(cotangents, span, out);
    }

    /// `place op= operand`, for a type that only rustc knows: the rule changes the adjoint of `place`, and gives that of
    /// the operand.
    fn reverse_kept(&mut self, place: &Place, op: Op, operand: &Expr, kept: &Expr, span: Span, out: &mut Vec<Stmt>) {
        let bar = self.shadow_place(place);
        let path = match op {
            Op::Add => "__private::add_assign_reverse",
            Op::Sub => "__private::sub_assign_reverse",
            Op::Mul => "__private::mul_assign_reverse",
            Op::Div => "__private::div_assign_reverse",
            Op::Rem => "__private::rem_assign_reverse",
        };
        let reverse = Expr::Runtime(path, vec![kept.clone().by_ref(), Expr::RefMut(bar)]);
        let operand = if let Expr::Ref(inner) = operand { inner } else { operand };
        match operand {
            Expr::Place(source) if self.activity.is_active(source.root) => {
                let cotangent = self.fresh("bar", Ty::Unknown);
                out.push(self.function.stmt(StmtKind::Let { var: cotangent, value: reverse }, span));
                self.contribute(source, Expr::var(cotangent), span, out);
            }
            _ => out.push(self.function.stmt(StmtKind::Eval(reverse), span)),
        }
    }

    /// `place *= value`, `place /= value`, `place %= value`.
    fn reverse_scaling(&mut self, place: &Place, op: Op, value: &Expr, span: Span, out: &mut Vec<Stmt>) {
        let bar = self.shadow_place(place);
        let old = Expr::Place(place.clone());
        let whole = Expr::Binary(op, Box::new(old), Box::new(value.clone()));
        let ty = self.function.place_ty(place).tangent();
        let taken = self.fresh("bar", ty.clone());
        out.push(self.function.stmt(StmtKind::Let { var: taken, value: Expr::Place(bar.clone()) }, span));
        let zero = StmtKind::Assign { place: bar, update: Update::Set, value: Expr::Number(0.0) };
        out.push(self.function.stmt(zero, span));
        let active = |place: &Place| self.activity.is_active(place.root);
        let (seed, result) = (Expr::var(taken), whole.clone());
        let operation = Operation { value: &whole, result: &result, seed: &seed, slope: None };
        let cotangents = rules::cotangents(&self.function, &active, operation);
        self.add_all(cotangents, span, out);
    }
}
