//! The locals of an inner block: where the reverse sweep finds them after the block has ended.

use std::collections::BTreeSet;

use super::{Needed, Origin, Record, Region, Save};
use crate::ir::{Block, Expr, Op, Place, Role, Step, Stmt, StmtKind, VarId};
use crate::types::Ty;

impl Record<'_> {
    /// Decides for the locals of a block that ends where the reverse sweep finds them.
    pub(super) fn end_of_block(&mut self, block: &Block, locals: &[VarId], needed: &mut Needed) {
        let made = self.remade.made(locals);
        self.need_all(needed, made);
        let mut lengths = Vec::new();
        for var in locals {
            let reads = self.shape_reads(block, *var);
            let own = reads.as_slice() == [*var] && !needed.contains(*var);
            if own && self.has_length(*var) {
                lengths.push(*var);
            } else {
                self.need_all(needed, reads);
            }
        }
        // What another local needs to be made again is there as a whole.
        lengths.retain(|var| !needed.contains(*var));
        self.plan.lengths.insert(block.id, lengths);
        let mut chosen = self.choose(block, locals, needed);
        let mut origins = Vec::new();
        for var in locals.iter().rev() {
            needed.remove(*var);
            let Some(origin) = chosen.remove(var) else { continue };
            if let Origin::Again(expr) = &origin {
                let mut reads = Vec::new();
                self.regions.read(expr, &mut reads);
                self.need(needed, reads);
            }
            origins.push((*var, origin));
        }
        origins.reverse();
        // An operand may have been declared after the local that reads it was decided: decide once more.
        let missed = locals.iter().any(|var| needed.contains(*var));
        self.plan.locals.insert(block.id, origins);
        if missed {
            for (var, _) in self.plan.locals.remove(&block.id).unwrap_or_default() {
                needed.insert(Region::whole(var));
            }
            self.record_all(block, locals, needed);
        }
        self.blanks(block, locals);
        self.plan.locals.entry(block.id).or_default().extend(self.remade.origins(locals));
    }

    /// Locals that a save inside of the block brings back, although their last contents are not read.
    fn blanks(&mut self, block: &Block, locals: &[VarId]) {
        let (mut saved, mut in_parts) = (BTreeSet::new(), BTreeSet::new());
        block.for_each_stmt(&mut |stmt| {
            for save in self.plan.saves.get(&stmt.id).into_iter().flatten() {
                let (Save::Place(place) | Save::Slice(place, _)) = save;
                saved.insert(place.root);
                if matches!(save, Save::Slice(..)) || !place.is_whole() {
                    in_parts.insert(place.root);
                }
            }
            let states = self.plan.checkpoints.get(&stmt.id).into_iter().flat_map(|checkpoint| &checkpoint.state);
            saved.extend(states.map(|place| place.root));
        });
        let origins = self.plan.locals.entry(block.id).or_default();
        for var in locals {
            if saved.contains(var) && !origins.iter().any(|(known, _)| known == var) {
                // Parts come back into a value that has them.
                let is_sized = crate::reverse::zero_of(&self.function.var(*var).ty).is_some();
                let whole = is_sized || !in_parts.contains(var);
                origins.push((*var, if whole { Origin::Blank } else { Origin::Recorded }));
            }
        }
    }

    fn record_all(&mut self, block: &Block, locals: &[VarId], needed: &mut Needed) {
        let origins =
            locals.iter().filter(|var| needed.remove(**var)).map(|var| (*var, Origin::Recorded)).collect::<Vec<_>>();
        self.plan.locals.insert(block.id, origins);
    }

    /// The expression that gives the value of `var` at the end of its block again, if there is one: of `value`, which
    /// made it there.
    pub(super) fn run_again(&self, value: Option<&Expr>, writes: &BTreeSet<Region>, var: VarId) -> Option<Expr> {
        if let Some(value) = self.views.get(&var).or_else(|| self.objects.get(&var)) {
            return Some(value.clone());
        }
        let info = self.function.var(var);
        if info.mutable || info.deferred {
            return None;
        }
        let value = value?;
        let possible = is_cheap(value) || super::kept::is_number(&info.ty) && super::cut::cost(value).is_some();
        if !possible || self.reads_own_container(value) || moves_all(value, &info.ty) {
            return None;
        }
        let mut reads = Vec::new();
        self.regions.read(value, &mut reads);
        let is_written = |read: &Region| writes.iter().any(|write| self.regions.meet(*write, *read));
        (!reads.iter().any(is_written)).then(|| match value {
            // What it was moved from is read as well.
            Expr::Place(place) if !info.ty.is_copy() && !matches!(info.ty, Ty::Ref(..)) => {
                Expr::Copy(crate::forward::method("clone"), place.clone())
            }
            _ => value.clone(),
        })
    }

    /// Tokens that look into a container of the function's own: a number is cheaper to keep than the container.
    fn reads_own_container(&self, value: &Expr) -> bool {
        let Expr::Tokens(tokens) = value else { return false };
        tokens.reads.iter().any(|var| {
            let info = self.function.var(*var);
            let borrowed = info.role == Role::Parameter && matches!(info.ty, Ty::Ref(..));
            !info.ty.is_scalar() && !borrowed
        })
    }

    /// Whether the length of `var` tells the shape of its zero.
    fn has_length(&self, var: VarId) -> bool {
        matches!(&self.function.var(var).ty, Ty::Vec(element) if crate::reverse::zero_of(element).is_some())
    }

    /// What the zero of the shadow of a local reads: the length that made it, or the local itself.
    fn shape_reads(&self, block: &Block, var: VarId) -> Vec<VarId> {
        // The adjoint of the result is given.
        let given = self.function.result == Some(var);
        if given
            || self.plan.moved.contains(&var)
            || !self.activity.is_active(var)
            || crate::reverse::zero_again(&self.function.var(var).ty).is_some()
        {
            return Vec::new();
        }
        let made = block.stmts.iter().find(|stmt| stmt.kind.declares().contains(&var));
        if let Some(Stmt { kind: StmtKind::Let { value: Expr::Repeat { len, vec: true, .. }, .. }, .. }) = made
            && crate::reverse::shapes(self.function).contains_key(&var)
        {
            return len.reads.clone();
        }
        let mut by_parts = self.activity.is_unread(var);
        for stmt in &block.stmts {
            for inner in stmt.kind.blocks() {
                by_parts |= inner.reads().contains(&var) || inner.writes().contains(&var);
            }
            by_parts |= reads_part(&stmt.kind, var);
        }
        if by_parts { vec![var] } else { Vec::new() }
    }
}

/// Whether a part of `var` is read or written, or `var` is borrowed: its shadow then starts with zeros.
fn reads_part(kind: &StmtKind, var: VarId) -> bool {
    let part = |place: &Place| place.root == var && !place.path.is_empty();
    let values: Vec<&Expr> = match kind {
        StmtKind::Let { value, .. } | StmtKind::Eval(value) => vec![value],
        StmtKind::Assign { place, value, .. } if !part(place) => vec![value],
        StmtKind::Assign { .. } => return true,
        StmtKind::InPlace(change) if change.targets().any(|place| place.root == var) => return true,
        // The adjoints of copies are added element by element.
        StmtKind::InPlace(change) if !change.moves_value() => {
            return matches!(&change.value, Some(Expr::Place(source)) if source.root == var);
        }
        StmtKind::InPlace(change) => change.value.iter().collect(),
        _ => return false,
    };
    let mut stack = values;
    while let Some(value) = stack.pop() {
        match value {
            Expr::Place(place) | Expr::Copy(_, place) if part(place) => return true,
            Expr::Construct(_) if super::references(value).contains(&var) => return true,
            Expr::Call(call) => {
                for argument in &call.arguments {
                    if argument.borrowed().is_some_and(|(_, place)| place.root == var) {
                        return true;
                    }
                    stack.extend(argument.value());
                }
            }
            _ => {}
        }
        stack.extend(value.operands());
    }
    false
}

/// Whether `value` is all of a variable, which is gone after the move.
fn moves_all(value: &Expr, ty: &Ty) -> bool {
    matches!(value, Expr::Place(place) if place.path.is_empty())
        && !ty.is_copy()
        && !ty.is_float_operand()
        && !matches!(ty, Ty::Ref(..))
}

/// Costs no more than reading it back from the tape.
pub(super) fn is_cheap(value: &Expr) -> bool {
    match value {
        Expr::Place(place) => place.path.iter().all(|step| !matches!(step, Step::Slice(..))),
        Expr::Number(_) => true,
        Expr::Construct(_) => false,
        Expr::Tokens(tokens) => tokens.cheap,
        Expr::Cast(_, target) if crate::lower::object::is_object_cast(target) => false,
        Expr::Neg(a) | Expr::Cast(a, _) => is_cheap(a),
        Expr::Binary(op, a, b) => matches!(op, Op::Add | Op::Sub | Op::Mul) && is_cheap(a) && is_cheap(b),
        _ => false,
    }
}
