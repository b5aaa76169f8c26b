//! Changes in place: the inverse on the shadows, and on the primal where its old contents are read.

use proc_macro2::Span;

use super::Sweep;
use super::shadow::zero_of;
use crate::ir::{End, Expr, InPlace, Motion, Place, Popped, Stmt, StmtKind, Update, VarId};

impl Sweep<'_> {
    pub(crate) fn reverse_in_place(&mut self, stmt: &Stmt, change: &InPlace, out: &mut Vec<Stmt>) {
        let active = change.targets().any(|place| self.activity.is_active(place.root));
        if active && (self.is_known(change) || !change.permutes() || !self.has_fixed_elements(&change.place)) {
            // From here on the shadows follow the changes of the length.
            for place in change.targets() {
                self.declare_zero(place.root, out);
            }
            if change.loses() {
                self.restore(stmt, out);
            }
            self.invert_shadow(change, stmt.span, out);
        } else {
            self.restore(stmt, out);
        }
        if self.plan.undone.contains(&stmt.id) {
            let value = change.result.map(|result| self.kept(result));
            let inverse = inverse(change, change.place.clone(), change.other().cloned(), value, None);
            out.push(self.function.stmt(inverse, stmt.span));
        }
        if let Some(result) = change.result {
            self.declared.remove(&result);
        }
    }

    /// Whether an adjoint flows into the change.
    fn is_known(&self, change: &InPlace) -> bool {
        change.targets().any(|place| self.is_declared(place.root))
            || change.result.is_some_and(|result| self.is_declared(result))
    }

    fn has_fixed_elements(&self, place: &Place) -> bool {
        zero_of(&self.function.place_ty(place).element()).is_some()
    }

    /// What moved out, to be moved in again.
    fn kept(&self, result: VarId) -> Expr {
        if self.function.var(result).ty.is_copy() {
            Expr::var(result)
        } else {
            Expr::Copy(crate::forward::method("clone"), Place::of(result))
        }
    }

    /// The inverse on the shadows: the adjoint of what moved out comes in, that of what moved in goes out.
    fn invert_shadow(&mut self, change: &InPlace, span: Span, out: &mut Vec<Stmt>) {
        let bar = self.shadow_place(&change.place);
        match &change.motion {
            Motion::Extend(len) => return self.invert_extend(change, &bar, len, span, out),
            Motion::Truncate(_, len) | Motion::Resize(_, len) => {
                return self.invert_loss(change, &bar, len, span, out);
            }
            Motion::Drain(lo, hi) => {
                return self.invert_drain(change, bar, (lo, hi), span, out);
            }
            _ => {}
        }
        let value = change.result.map(|result| {
            if self.is_declared(result) { Expr::var(self.shadow_var(result)) } else { self.zero(result) }
        });
        let other = change.other().map(|other| self.shadow_place(other));
        let source = match &change.value {
            Some(Expr::Place(source)) if self.activity.is_active(source.root) => Some(source.clone()),
            _ => None,
        };
        let taken = change.value.as_ref().map(|_| {
            let ty = match change.motion {
                Motion::Replace => self.function.place_ty(&change.place),
                _ => self.function.place_ty(&change.place).element(),
            };
            self.fresh("bar", ty.tangent())
        });
        let inverse = inverse(change, bar, other, value, taken.filter(|_| source.is_some()));
        out.push(self.function.stmt(inverse, span));
        if let (Some(source), Some(taken)) = (source, taken) {
            self.contribute(&source, Expr::var(taken), span, out);
        }
    }

    /// Zeros for the elements that were dropped from the middle.
    fn invert_drain(
        &mut self,
        change: &InPlace,
        bar: Place,
        (lo, hi): (&Expr, &Expr),
        span: Span,
        out: &mut Vec<Stmt>,
    ) {
        let mut lost = change.place.clone();
        lost.path.push(crate::ir::Step::Slice(Box::new(lo.clone()), Some(Box::new(hi.clone()))));
        let value = if let Some(zero) = zero_of(&self.function.place_ty(&change.place).element()) {
            Expr::Runtime("__private::reopen_with", vec![Expr::RefMut(bar), lo.clone(), hi.clone(), zero])
        } else {
            let zeros = Expr::Runtime("__private::zero_tangent", vec![Expr::Place(lost).by_ref()]);
            Expr::Runtime("__private::reopen", vec![Expr::RefMut(bar), lo.clone(), zeros])
        };
        out.push(self.function.stmt(StmtKind::Eval(value), span));
    }

    /// The adjoints of the copies at the end go to what was copied.
    fn invert_extend(&mut self, change: &InPlace, bar: &Place, len: &Expr, span: Span, out: &mut Vec<Stmt>) {
        if let Some(Expr::Place(source)) = &change.value
            && self.activity.is_active(source.root)
        {
            self.declare_zero(source.root, out);
            let tail = Expr::Runtime("__private::tail", vec![Expr::Place(bar.clone()).by_ref(), len.clone()]);
            self.contribute(&crate::forward::whole_slice(source), tail, span, out);
        }
        let motion = Motion::Truncate(Some(len.clone()), len.clone());
        let shorter = InPlace { place: bar.clone(), motion, value: None, result: None };
        out.push(self.function.stmt(StmtKind::InPlace(shorter), span));
    }

    /// Elements that were dropped come back with zeros, after the adjoints of copies were taken.
    fn invert_loss(&mut self, change: &InPlace, bar: &Place, len: &Expr, span: Span, out: &mut Vec<Stmt>) {
        if let Some(Expr::Place(source)) = &change.value
            && self.activity.is_active(source.root)
        {
            let ty = self.function.place_ty(source);
            let zero = zero_of(&ty).unwrap_or_else(|| {
                Expr::Runtime("__private::zero_tangent", vec![Expr::Place(source.clone()).by_ref()])
            });
            let sum = Expr::Runtime("__private::sum_tail", vec![Expr::RefMut(bar.clone()), len.clone(), zero]);
            let taken = self.fresh("bar", ty.tangent());
            out.push(self.function.stmt(StmtKind::Let { var: taken, value: sum }, span));
            self.contribute(source, Expr::var(taken), span, out);
        }
        let element = self.function.place_ty(&change.place).element();
        let kind = if let Some(zero) = zero_of(&element) {
            let motion = Motion::Resize(len.clone(), len.clone());
            StmtKind::InPlace(InPlace { place: bar.clone(), motion, value: Some(zero), result: None })
        } else {
            let primal = Expr::Place(crate::forward::whole_slice(&change.place)).by_ref();
            StmtKind::Eval(Expr::Runtime("__private::regrow", vec![Expr::RefMut(bar.clone()), primal]))
        };
        out.push(self.function.stmt(kind, span));
    }
}

/// The inverse of `change` at `place`: `value` moves in, `result` out.
fn inverse(
    change: &InPlace,
    place: Place,
    other: Option<Place>,
    value: Option<Expr>,
    result: Option<VarId>,
) -> StmtKind {
    let motion = match change.motion.clone() {
        Motion::Push(end) => Motion::Pop(end, Popped::Sure),
        Motion::Pop(end, Popped::Optional) => Motion::Take(end),
        Motion::Pop(end, _) => Motion::Push(end),
        Motion::Insert(position) => Motion::Remove(position),
        Motion::Enter(key) => Motion::Leave(key),
        Motion::Leave(key) => Motion::Enter(key),
        Motion::Remove(position) => Motion::Insert(position),
        Motion::SwapRemove(position) => Motion::SwapInsert(position),
        Motion::SwapInsert(position) => Motion::SwapRemove(position),
        Motion::RotateLeft(count) => Motion::RotateRight(count),
        Motion::RotateRight(count) => Motion::RotateLeft(count),
        Motion::Permute(order) => Motion::Unpermute(order),
        Motion::Unpermute(order) => Motion::Permute(order),
        Motion::Append(_, len) => return split_back(place, other, len),
        Motion::SplitOff(_) => Motion::Take(End::Last),
        Motion::Extend(len) => Motion::Truncate(Some(len.clone()), len),
        Motion::Exchange(first) => Motion::Exchange(other.unwrap_or(first)),
        Motion::ExchangeElements(first) => Motion::ExchangeElements(other.unwrap_or(first)),
        // All contents are replaced: where nothing leaves, an assignment says so.
        Motion::Replace => match (value, result) {
            (Some(value), None) => return StmtKind::Assign { place, update: Update::Set, value },
            (value, result) => return StmtKind::InPlace(InPlace { place, motion: Motion::Replace, value, result }),
        },
        motion @ (Motion::Swap(..)
        | Motion::Reverse
        | Motion::Take(_)
        | Motion::Truncate(..)
        | Motion::Drain(..)
        | Motion::Resize(..)) => motion,
    };
    let value = if matches!(motion, Motion::Truncate(..)) { None } else { value };
    StmtKind::InPlace(InPlace { place, motion, value, result })
}

/// `other = place.split_off(len);`
fn split_back(place: Place, other: Option<Place>, len: Expr) -> StmtKind {
    let value = Expr::Runtime("__private::split_off", vec![Expr::RefMut(place.clone()), len]);
    StmtKind::Assign { place: other.unwrap_or(place), update: Update::Set, value }
}
