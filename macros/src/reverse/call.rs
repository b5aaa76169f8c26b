//! Calls: the reverse of the callee, with the shadows of what was borrowed and cotangents for what was passed by value.

use proc_macro2::Span;

use super::Sweep;
use crate::ir::{Argument, Call, Callee, Expr, Place, ShadowArgument, Stmt, StmtKind, TangentArgument, VarId};
use crate::types::Ty;

impl Sweep<'_> {
    /// A call whose result is not kept.
    pub(crate) fn reverse_call_stmt(&mut self, value: &Expr, span: Span, out: &mut Vec<Stmt>) {
        if let Expr::Call(call) = value {
            self.reverse_call(call, None, None, span, out);
        }
    }

    /// The reverse of `let result = call;` for the adjoint `seed` of the result.
    pub(crate) fn reverse_call(
        &mut self,
        call: &Call,
        result: Option<VarId>,
        seed: Option<Expr>,
        span: Span,
        out: &mut Vec<Stmt>,
    ) {
        let _ = result;
        let writes = call.writes();
        if seed.is_none() && !writes.iter().any(|var| self.is_declared(*var)) {
            // Nothing flows back, but what the call overwrote must come back.
            if writes.is_empty() {
                self.drop_records(call, span, out);
                return;
            }
        }
        let (shadows, mut after) = self.shadow_arguments(call, span, out);
        let seed = seed.unwrap_or_else(|| Expr::Runtime("__private::no_seed", Vec::new()));
        let reverse = Expr::Reverse(Box::new(as_passed_again(call)), shadows, Some(Box::new(seed)));
        self.add_cotangents(call, reverse, span, out);
        out.append(&mut after);
    }

    /// `let result = call;`, forward and backward at once: the adjoint of the result is known before the call.
    pub(crate) fn sweep_call(&mut self, call: &Call, result: VarId, span: Span, out: &mut Vec<Stmt>) {
        if !self.is_declared(result) {
            let value = Expr::Call(Box::new(call.clone()));
            return out.push(self.function.stmt(StmtKind::Let { var: result, value }, span));
        }
        self.uses_tape = true;
        let (shadows, mut after) = self.shadow_arguments(call, span, out);
        let seed = Expr::var(self.shadow_var(result));
        let sweep = Expr::Sweep(Box::new(call.clone()), shadows, Some(Box::new(seed)));
        let both = self.fresh("both", Ty::Unknown);
        out.push(self.function.stmt(StmtKind::Let { var: both, value: sweep }, span));
        let value = Expr::var(both).field(0);
        out.push(self.function.stmt(StmtKind::Let { var: result, value }, span));
        if call.arguments.iter().any(Argument::is_by_value) {
            self.add_cotangents(call, Expr::var(both).field(1), span, out);
        }
        out.append(&mut after);
        self.declared.remove(&result);
    }

    /// The shadows of what is borrowed, and what follows the call.
    fn shadow_arguments(&mut self, call: &Call, span: Span, out: &mut Vec<Stmt>) -> (Vec<ShadowArgument>, Vec<Stmt>) {
        let (mut taken, mut shadows, mut after) = (Vec::new(), Vec::new(), Vec::new());
        for argument in &call.arguments {
            let Some((mutable, place)) = argument.borrowed() else { continue };
            let leave_out = call.is_associated() && !self.activity.is_active(place.root);
            shadows.push(if leave_out {
                ShadowArgument::Dummy(place.clone())
            } else {
                self.shadow_argument(call, (mutable, place), &mut taken, span, out, &mut after)
            });
        }
        (shadows, after)
    }

    /// Adds the `cotangents` of what is passed by value to its shadows.
    fn add_cotangents(&mut self, call: &Call, cotangents: Expr, span: Span, out: &mut Vec<Stmt>) {
        let by_value = call.arguments.iter().filter(|argument| argument.is_by_value());
        let active: Vec<(u32, Place)> = by_value
            .zip(0..)
            .filter_map(|(argument, index)| match argument.value() {
                Some(Expr::Place(place)) if self.activity.is_active(place.root) => Some((index, place.clone())),
                _ => None,
            })
            .collect();
        if active.is_empty() {
            if !matches!(cotangents, Expr::Field(..)) {
                out.push(self.function.stmt(StmtKind::Eval(cotangents), span));
            }
            return;
        }
        let bars = self.fresh("bars", Ty::Unknown);
        let by_value = call.located().filter(|(argument, _)| argument.is_by_value());
        self.function.cotangents.insert(bars, by_value.map(|(_, span)| span).collect());
        out.push(self.function.stmt(StmtKind::Let { var: bars, value: cotangents }, span));
        for (index, place) in active {
            let value = Expr::Runtime("__private::cotangent", vec![Expr::var(bars).field(index)]);
            self.contribute(&place, value, span, out);
        }
    }

    /// The records of a call that gets no adjoint must leave the tape all the same: its reverse runs with zeros.
    fn drop_records(&mut self, call: &Call, span: Span, out: &mut Vec<Stmt>) {
        let shadows = call
            .arguments
            .iter()
            .filter_map(|argument| argument.borrowed().map(|(_, place)| ShadowArgument::Dummy(place.clone())))
            .collect();
        let seed = Expr::Runtime("__private::no_seed", Vec::new());
        let reverse = Expr::Reverse(Box::new(as_passed_again(call)), shadows, Some(Box::new(seed)));
        out.push(self.function.stmt(StmtKind::Eval(reverse), span));
    }

    fn shadow_argument(
        &mut self,
        call: &Call,
        (mutable, place): (bool, &Place),
        taken: &mut Vec<Place>,
        span: Span,
        out: &mut Vec<Stmt>,
        after: &mut Vec<Stmt>,
    ) -> ShadowArgument {
        let active = self.activity.is_active(place.root);
        if !active && !mutable {
            return ShadowArgument::Dummy(place.clone());
        }
        if active {
            self.declare_zero(place.root, out);
        }
        // What the callee changes has its adjoint behind the reference: no other shadow may stand there.
        let absent = self.shadows.get(&place.root).is_some_and(|shadow| self.function.markers.contains_key(shadow));
        let splits = !absent && matches!(call.callee, Callee::Function(_));
        let meets = |other: &Place| splits && self.function.meet(place, other);
        let overlaps = |other: &Place| other.root == place.root && !other.is_apart(place) && !meets(other);
        // The type of a function that is passed says that it adds to the shadow: one that may be absent stays out.
        let shared = !mutable && call.changed().any(overlaps) || absent && matches!(call.callee, Callee::Parameter(_));
        if active && !shared && !taken.iter().any(overlaps) {
            taken.push(place.clone());
            return ShadowArgument::Active(self.shadow_place(place));
        }
        // A second view of one variable, or a buffer whose adjoint nobody wants: a shadow of its own.
        let ty = self.function.place_ty(place).tangent();
        let own = self.fresh("bar", ty.clone());
        self.function.vars[own.0 as usize].mutable = true;
        let zero = self.function.zero_beside(place, own);
        out.push(self.function.stmt(StmtKind::Let { var: own, value: zero }, span));
        if active {
            let target = self.shadow_place(place);
            let ty = self.function.place_ty(place);
            let stmt = self.accumulation(target, &ty, Expr::var(own), span);
            after.push(stmt);
        }
        if active { ShadowArgument::Active(Place::of(own)) } else { ShadowArgument::Unwanted(Place::of(own)) }
    }
}

/// The call as its reverse sweep has it: of the arguments by value, only those that are kept are passed again, and read,
/// and a first one that a function beside a type borrows.
fn as_passed_again(call: &Call) -> Call {
    let mut call = call.clone();
    let lends_first = call.is_associated();
    for (index, argument) in call.arguments.iter_mut().enumerate() {
        let is_passed = call.kept.contains(&index) || lends_first && index == 0;
        if let Argument::Value(value) | Argument::Tangent(TangentArgument::Value(value)) = argument
            && !is_passed
        {
            *value = Expr::Number(0.0);
        }
    }
    call
}
