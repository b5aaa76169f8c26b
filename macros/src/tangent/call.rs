//! Calls: the tangent function of the callee, which takes each argument with its tangent and gives the value with its own.

use std::collections::BTreeSet;

use proc_macro2::Span;

use super::Pass;
use crate::ir::{Argument, Call, Expr, Place, Stmt, StmtKind, TangentArgument, VarId};
use crate::types::Ty;

impl Pass<'_> {
    /// Whether a derivative goes into the call, or into what is called.
    pub(super) fn reaches(&self, call: &Call) -> bool {
        let borrowed = |place: &Place| self.is_active(place.root);
        call.parameters().next().is_some()
            || call.arguments.iter().any(|argument| match argument {
                Argument::Function(_) => false,
                argument => {
                    matches!(argument.value(), Some(Expr::Place(place)) if borrowed(place))
                        || argument.borrowed().is_some_and(|(_, place)| borrowed(place))
                }
            })
    }

    /// `let (var, var_dot) = call;`
    pub(super) fn call(&mut self, var: Option<VarId>, call: &Call, span: Span, out: &mut Vec<Stmt>) {
        match var {
            Some(var) if self.is_active(var) => self.call_into(var, call, span, out),
            // Only conditions read the number.
            Some(var) if self.function.var(var).ty.is_float() && call.writes().is_empty() => {
                self.push(StmtKind::Let { var, value: Expr::Call(Box::new(call.clone())) }, span, out);
            }
            Some(var) => {
                // A statement of its own: what the call changes may be differentiated again.
                let both = self.both(var, call, span, out);
                self.push(StmtKind::Let { var, value: Expr::var(both).field(0) }, span, out);
            }
            None => {
                let tangent = self.tangent_call(call, span, out);
                self.push(StmtKind::Eval(tangent), span, out);
            }
        }
    }

    /// The value to `var`, and its tangent to that of `var`.
    pub(super) fn call_into(&mut self, var: VarId, call: &Call, span: Span, out: &mut Vec<Stmt>) {
        let both = self.both(var, call, span, out);
        self.push(StmtKind::Let { var, value: Expr::var(both).field(0) }, span, out);
        let root = self.tangent_var(var);
        self.push(StmtKind::Let { var: root, value: Expr::var(both).field(1) }, span, out);
    }

    /// A variable for the value that `var` is to hold, with its tangent.
    fn both(&mut self, var: VarId, call: &Call, span: Span, out: &mut Vec<Stmt>) -> VarId {
        let tangent = self.tangent_call(call, span, out);
        let ty = self.function.var(var).ty.clone();
        let both = self.fresh("both", Ty::Tuple(vec![ty.clone(), ty.tangent()]));
        self.push(StmtKind::Let { var: both, value: tangent }, span, out);
        both
    }

    /// The tangent of a tangent that is passed.
    fn again(&mut self, tangent: &TangentArgument) -> TangentArgument {
        match tangent {
            TangentArgument::Value(value) => match (self.plain_tangent(value), value) {
                (Some(tangent), Expr::Place(place)) => TangentArgument::Value(self.copied(tangent, place)),
                (Some(tangent), _) => TangentArgument::Value(tangent),
                (None, _) => TangentArgument::NoValue,
            },
            TangentArgument::Borrow(mutable, place) if self.is_active(place.root) => {
                TangentArgument::Borrow(*mutable, self.tangent_place(place))
            }
            TangentArgument::Borrow(_, place) | TangentArgument::NoBorrow(place) => {
                TangentArgument::NoBorrow(place.clone())
            }
            TangentArgument::NoValue => TangentArgument::NoValue,
        }
    }

    fn tangent_call(&mut self, call: &Call, span: Span, out: &mut Vec<Stmt>) -> Expr {
        let (mut arguments, mut spans) = (Vec::new(), Vec::new());
        for (argument, at) in call.located() {
            let tangent = match argument {
                Argument::Value(value) => Some(match (self.plain_tangent(value), value) {
                    (Some(tangent), Expr::Place(place)) => TangentArgument::Value(self.copied(tangent, place)),
                    (Some(tangent), _) => TangentArgument::Value(tangent),
                    (None, _) => TangentArgument::NoValue,
                }),
                Argument::Borrow(mutable, place) if self.is_active(place.root) => {
                    let tangent = self.tangent_place(place);
                    // Whether a method changes its receiver is not known: one that is borrowed twice is not changed.
                    let behind = matches!(self.function.var(tangent.root).ty, Ty::Ref(false, _));
                    let mutable = *mutable && !behind && !is_shared(call, place);
                    Some(TangentArgument::Borrow(mutable, tangent))
                }
                Argument::Borrow(true, place) | Argument::Tangent(TangentArgument::Borrow(true, place))
                    if !self.is_active(place.root) =>
                {
                    // What the callee writes has a tangent, although nobody reads it.
                    let ty = self.function.place_ty(place).tangent();
                    let own = self.fresh("dot", ty);
                    self.function.vars[own.0 as usize].mutable = true;
                    let value = self.function.zero_beside(place, own);
                    self.push(StmtKind::Let { var: own, value }, span, out);
                    Some(TangentArgument::Borrow(true, Place::of(own)))
                }
                Argument::Borrow(_, place) => Some(TangentArgument::NoBorrow(place.clone())),
                Argument::Tangent(tangent) => Some(self.again(tangent)),
                Argument::Function(_) => None,
            };
            arguments.push(argument.clone());
            spans.push(at);
            if let Some(tangent) = tangent {
                arguments.push(Argument::Tangent(tangent));
                spans.push(at);
            }
        }
        self.read_before_borrows(&mut arguments, span, out);
        Expr::Call(Box::new(Call {
            callee: call.callee.clone(),
            arguments,
            spans,
            level: call.level + 1,
            kept: BTreeSet::new(),
            function_types: call.function_types.clone(),
            error: call.error.clone(),
        }))
    }

    /// `p.turn(p.x)` reads `p.x` before `p` is borrowed: so it is with their tangents.
    fn read_before_borrows(&mut self, arguments: &mut [Argument], span: Span, out: &mut Vec<Stmt>) {
        let borrowed = |argument: &Argument| match argument {
            Argument::Tangent(TangentArgument::Borrow(true, place)) => Some(place.root),
            _ => None,
        };
        let roots: Vec<VarId> = arguments.iter().filter_map(borrowed).collect();
        for argument in arguments {
            if let Argument::Tangent(TangentArgument::Value(value)) = argument
                && roots.iter().any(|root| value.reads(*root))
            {
                let ty = match value {
                    Expr::Place(place) => self.function.place_ty(place),
                    _ => Ty::Unknown,
                };
                let var = self.fresh("dot", ty);
                self.push(StmtKind::Let { var, value: value.clone() }, span, out);
                *value = Expr::var(var);
            }
        }
    }
}

/// Whether another argument is borrowed from the same place.
fn is_shared(call: &Call, place: &Place) -> bool {
    let overlaps = |other: &Place| other.root == place.root && !other.is_apart(place);
    let slices = |place: &Place| matches!(place.path.last(), Some(crate::ir::Step::Slice(..)));
    let borrowed = call.arguments.iter().filter_map(Argument::borrowed);
    call.is_associated() && borrowed.filter(|(_, other)| overlaps(other) && !slices(other)).count() > 1
}
