//! Arguments that borrow two parts of one variable, one of them to change it: rustc sees that the parts are apart
//! where the user wrote them, and no longer where both are named by their places.
//!
//! ```text
//! let (l, r) = v.split_at_mut(k);       let mut part = v[k..].to_vec();
//! f(l, r);                              f(&mut v[..k], &mut part[..]); v[k..].copy_from_slice(&part);
//! Node(l, w) => f(l, *w)                let w = *t.w(); f(t.l_mut(), w)
//! ```

use proc_macro2::Span;

use super::{Lowering, Value};
use crate::ir::{Argument, Expr, Place, Step, StmtKind, Update, VarId};
use crate::types::Ty;

/// A part that a call gets as a copy.
pub(super) struct Apart {
    place: Place,
    copy: VarId,
    mutable: bool,
}

impl Lowering<'_> {
    /// Copies the parts that rustc could not tell from the others; where the call `splits`, neighboring slices need none.
    pub(super) fn separate(&mut self, arguments: &mut [Argument], splits: bool, span: Span) -> Vec<Apart> {
        let mut earlier: Vec<(bool, Place)> = Vec::new();
        let mut copies = Vec::new();
        for argument in arguments {
            let Argument::Borrow(mutable, place) = argument else { continue };
            let overlaps = earlier.iter().any(|(other_mutable, other)| {
                (*mutable || *other_mutable)
                    && other.root == place.root
                    && !other.is_apart(place)
                    && !(splits && self.function.meet(other, place))
            });
            earlier.push((*mutable, place.clone()));
            if overlaps {
                let place = self.freeze(place.clone(), span);
                let (copy, name) = self.part_copy(&place, span);
                copies.push(Apart { place, copy, mutable: *mutable });
                *argument = Argument::Borrow(*mutable, name);
            }
        }
        copies
    }

    /// Reads what lies beside a part of a variant before the part is lent: both are found by functions of the variable.
    pub(super) fn read_before(&mut self, arguments: &mut [Argument], span: Span) {
        let in_variant = |place: &Place| place.path.iter().any(|step| matches!(step, Step::Variant(..)));
        let lent: Vec<Place> = arguments
            .iter()
            .filter_map(|argument| match argument {
                Argument::Borrow(true, place) => Some(place.clone()),
                _ => None,
            })
            .collect();
        for argument in arguments {
            let Argument::Value(value) = argument else { continue };
            let (meets, ty) = match value {
                Expr::Place(place) => {
                    let beside = |other: &Place| other.root == place.root && (in_variant(other) || in_variant(place));
                    (lent.iter().any(beside), self.function.place_ty(place))
                }
                Expr::Tokens(tokens) => {
                    let beside = |other: &Place| in_variant(other) && tokens.reads.contains(&other.root);
                    (lent.iter().any(beside), Ty::Passive(None))
                }
                _ => continue,
            };
            if meets {
                let copy = self.materialize(Value { expr: value.clone(), ty }, span);
                *argument = Argument::Value(Expr::var(copy));
            }
        }
    }

    /// A variable with the contents of `place`, and its place.
    fn part_copy(&mut self, place: &Place, span: Span) -> (VarId, Place) {
        let ty = self.function.place_ty(place).peel().clone();
        let is_slice = matches!(ty, Ty::Slice(_));
        let (ty, value) = match ty {
            Ty::Slice(element) => (Ty::Vec(element), Expr::Copy(crate::forward::method("to_vec"), place.clone())),
            ty if ty.is_copy() => (ty, Expr::Place(place.clone())),
            ty => (ty, Expr::Copy(crate::forward::method("clone"), place.clone())),
        };
        let copy = self.materialize(Value { expr: value, ty }, span);
        self.function.vars[copy.0 as usize].mutable = true;
        let name = Place::of(copy);
        (copy, if is_slice { crate::forward::whole_slice(&name) } else { name })
    }

    /// What the call left in the copies goes back.
    pub(super) fn put_back(&mut self, copies: Vec<Apart>, span: Span) {
        for Apart { place, copy, mutable } in copies {
            if !mutable {
                continue;
            }
            let ty = self.function.place_ty(&place).peel().clone();
            if let Ty::Slice(_) = ty {
                self.copy_elements(&place, Place::of(copy), span);
            } else {
                self.assign(place, Update::Set, Value { expr: Expr::var(copy), ty }, span);
            }
        }
    }

    /// A call, its overlapping arguments by copies.
    pub(super) fn call_apart(&mut self, mut call: crate::ir::Call, ty: Ty, span: Span) -> Value {
        let splits = matches!(call.callee, crate::ir::Callee::Function(_));
        self.read_before(&mut call.arguments, span);
        let copies = self.separate(&mut call.arguments, splits, span);
        let value = Value { expr: Expr::Call(Box::new(call)), ty };
        if copies.is_empty() {
            return value;
        }
        // A copy may depend on anything that the call is given.
        let (ty, expr) = (value.ty, value.expr);
        for apart in copies.iter().filter(|apart| apart.mutable) {
            self.mark_varied(apart.copy, &expr);
            self.mark_varied(apart.place.root, &expr);
        }
        if matches!(ty, Ty::Unit) {
            self.emit(StmtKind::Eval(expr), span);
            self.put_back(copies, span);
            return Value { expr: Expr::Tuple(Vec::new()), ty };
        }
        let result = self.materialize(Value { expr, ty: ty.clone() }, span);
        self.put_back(copies, span);
        Value { expr: Expr::var(result), ty }
    }
}
