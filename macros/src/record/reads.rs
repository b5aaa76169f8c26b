//! What the adjoint of a statement reads of the primal.

use super::{ADJOINT, Record, Region};
use crate::ir::{Expr, Op, Place, StmtKind, Update};
use crate::rules::{self, Operation};

impl Record<'_> {
    /// What the adjoint of a statement reads of the primal.
    pub(super) fn adjoint_reads(&self, kind: &StmtKind) -> Vec<Region> {
        let mut reads = Vec::new();
        match kind {
            StmtKind::Let { var, value } => {
                self.value_reads(value, &Place::of(*var), &mut reads);
            }
            StmtKind::Eval(value) => self.value_reads(value, &Place::of(ADJOINT), &mut reads),
            StmtKind::Assign { place, update, value } => {
                place.for_each_index(&mut |var| reads.push(Region::whole(var)));
                match update {
                    Update::Set => {
                        // The adjoint starts again from the zero of the old contents, where there are any.
                        let first = place.is_whole() && self.function.var(place.root).assigned_once();
                        if !first && crate::reverse::zero_again(&self.function.place_ty(place)).is_none() {
                            reads.push(self.regions.of(place));
                        }
                        self.value_reads(value, place, &mut reads);
                    }
                    Update::By(_) if matches!(value, Expr::Kept(..)) => {
                        if let Expr::Kept(operand, kept) = value {
                            self.regions.read(kept, &mut reads);
                            if let Expr::Place(operand) = &**operand {
                                operand.for_each_index(&mut |var| reads.push(Region::whole(var)));
                            }
                        }
                    }
                    Update::By(op) => {
                        let old = Expr::Place(place.clone());
                        let combined = match op {
                            Op::Add | Op::Sub => value.clone(),
                            _ => Expr::Binary(*op, Box::new(old), Box::new(value.clone())),
                        };
                        self.value_reads(&combined, place, &mut reads);
                    }
                }
            }
            _ => {}
        }
        reads.retain(|read| read.root != ADJOINT);
        reads
    }

    fn value_reads(&self, value: &Expr, result: &Place, reads: &mut Vec<Region>) {
        if let Some(call) = value.call() {
            for argument in &call.arguments {
                if let Some((_, place)) = argument.borrowed() {
                    reads.push(self.regions.of(place));
                    place.for_each_index(&mut |var| reads.push(Region::whole(var)));
                }
                if let Some(Expr::Place(place)) = argument.value() {
                    place.for_each_index(&mut |var| reads.push(Region::whole(var)));
                }
            }
            return;
        }
        let slope = if result.is_whole() { self.activity.partner(result.root) } else { None };
        let (result, seed) = (Expr::Place(result.clone()), Expr::var(ADJOINT));
        let active = |place: &Place| self.activity.is_active(place.root);
        let operation = Operation { value, result: &result, seed: &seed, slope };
        let cotangents = rules::cotangents(self.function, &active, operation);
        if let Some(shared) = &cotangents.shared {
            self.regions.read(shared, reads);
        }
        for (place, cotangent) in &cotangents.parts {
            place.for_each_index(&mut |var| reads.push(Region::whole(var)));
            if let rules::Cotangent::Value(value) = cotangent {
                self.regions.read(value, reads);
            }
        }
    }
}
