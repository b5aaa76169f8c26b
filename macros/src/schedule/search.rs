//! Which statements of one block are fused: those that could be, without those on which the adjoint of another depends.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::{self, Candidate};
use super::{Schedule, Setting, touches};
use crate::ir::{Block, Expr, Op, Selector, Step, Stmt, StmtId, StmtKind, Update, VarId};
use crate::record::{Choice, Origin};

/// Adds what is fused of `block`; `outer` is only added to, and its adjoint stays the same.
pub(super) fn in_block(setting: Setting, block: &Block, outer: &BTreeSet<VarId>, schedule: &mut Schedule) {
    let mut candidates: BTreeMap<usize, Candidate> = (0..block.stmts.len())
        .filter(|index| !setting.refused.contains(&block.stmts[*index].id))
        .filter_map(|index| Some((index, candidate::at(setting, block, index, outer)?)))
        .collect();
    while !candidates.is_empty() {
        let search = Search { setting, block, outer, candidates: &candidates };
        match search.late() {
            Ok(late) => {
                schedule.late.extend(late);
                for (index, candidate) in candidates {
                    schedule.fused.insert(block.stmts[index].id);
                    schedule.fused.extend(candidate.inside.fused);
                    schedule.late.extend(candidate.inside.late);
                }
                return;
            }
            Err(refused) => {
                candidates.remove(&refused);
            }
        }
    }
}

struct Search<'a> {
    setting: Setting<'a>,
    block: &'a Block,
    outer: &'a BTreeSet<VarId>,
    candidates: &'a BTreeMap<usize, Candidate>,
}

impl Search<'_> {
    fn stmt(&self, index: usize) -> &Stmt {
        &self.block.stmts[index]
    }

    fn made(&self, index: usize) -> BTreeSet<VarId> {
        self.candidates.get(&index).map(|candidate| candidate.made.clone()).unwrap_or_default()
    }

    /// What a statement reads and writes, but for sums of the loop around.
    fn touches(&self, stmt: &Stmt) -> (BTreeSet<VarId>, BTreeSet<VarId>) {
        let (mut reads, mut writes) = touches(stmt);
        reads.retain(|var| !self.outer.contains(var));
        writes.retain(|var| !self.outer.contains(var));
        (reads, writes)
    }

    /// The statements that must follow the fused ones, or the candidate that cannot be one of them.
    fn late(&self) -> Result<BTreeSet<StmtId>, usize> {
        let (Some((&first, _)), Some((&last, _))) =
            (self.candidates.first_key_value(), self.candidates.last_key_value())
        else {
            return Ok(BTreeSet::new());
        };
        let mut dependent: BTreeSet<VarId> = BTreeSet::new();
        let mut late = BTreeSet::new();
        for index in first..self.block.stmts.len() {
            if self.candidates.contains_key(&index) {
                // One that reads what another makes gives that its adjoint: that one must wait for it.
                let (mut reads, _) = self.touches(self.stmt(index));
                reads.retain(|var| !self.made(index).contains(var));
                if !reads.is_disjoint(&dependent) {
                    return Err(self.blame(&reads, &BTreeSet::new(), index));
                }
                dependent.extend(self.made(index));
                self.undisturbed(index, last)?;
                continue;
            }
            let stmt = self.stmt(index);
            let (reads, writes) = self.touches(stmt);
            if reads.is_disjoint(&dependent) && writes.is_disjoint(&dependent) {
                continue;
            }
            let moves = index >= last || self.is_linear(stmt, &dependent) && !self.changes_until(last, index, &reads);
            if !moves || self.is_made_on(&writes, index) || !self.may_be_late(stmt, &reads, &dependent) {
                return Err(self.blame(&reads, &writes, index));
            }
            late.insert(stmt.id);
            dependent.extend(writes);
        }
        for candidate in self.candidates.keys() {
            self.untouched_before(*candidate)?;
        }
        Ok(late)
    }

    /// Whether a candidate after `index` adds to one of `vars`: it starts with what that holds.
    fn is_made_on(&self, vars: &BTreeSet<VarId>, index: usize) -> bool {
        self.candidates.range(index..).any(|(_, later)| !later.made.is_disjoint(vars))
    }

    /// `let v = a * w;`: no adjoint of what is `dependent` reads anything else that is.
    fn is_linear(&self, stmt: &Stmt, dependent: &BTreeSet<VarId>) -> bool {
        let StmtKind::Let { value, .. } = &stmt.kind else { return false };
        let depends = |value: &Expr| dependent.iter().any(|var| value.reads(*var));
        let is_float = |value: &Expr| match value {
            Expr::Place(place) => self.setting.function.place_ty(place).is_float_operand(),
            value => value.is_atom(),
        };
        match value {
            Expr::Field(whole, _) => matches!(**whole, Expr::Place(_)),
            Expr::Place(place) => place.path.iter().all(|step| matches!(step, Step::Field(_))),
            Expr::Neg(inner) => is_float(inner),
            Expr::Binary(Op::Add | Op::Sub, a, b) => is_float(a) && is_float(b),
            Expr::Binary(Op::Mul, a, b) => is_float(a) && is_float(b) && !(depends(a) && depends(b)),
            _ => false,
        }
    }

    /// Before a loop its accumulators are declared, and not touched but by other candidates: the reverse sweep would
    /// set them back to what they held before.
    fn untouched_before(&self, candidate: usize) -> Result<(), usize> {
        for index in (0..candidate).filter(|index| !self.candidates.contains_key(index)) {
            let stmt = self.stmt(index);
            let (reads, writes) = self.touches(stmt);
            let declares = stmt.kind.declares();
            let touched = self
                .made(candidate)
                .iter()
                .any(|var| reads.contains(var) || (writes.contains(var) && !declares.contains(var)));
            if touched {
                return Err(candidate);
            }
        }
        Ok(())
    }

    /// Whether a statement between `index` and the last candidate changes one of `vars`.
    fn changes_until(&self, last: usize, index: usize, vars: &BTreeSet<VarId>) -> bool {
        (index + 1..=last).any(|between| !self.touches(self.stmt(between)).1.is_disjoint(vars))
    }

    /// Nothing between the loop at `index` and the last one changes what the loop reads.
    fn undisturbed(&self, index: usize, last: usize) -> Result<(), usize> {
        let (reads, _) = self.touches(self.stmt(index));
        for between in index + 1..last {
            let (_, writes) = self.touches(self.stmt(between));
            let own = self.made(index);
            if !self.candidates.contains_key(&between)
                && writes.iter().any(|var| reads.contains(var) && !own.contains(var))
            {
                return Err(index);
            }
        }
        Ok(())
    }

    /// Whether `stmt` may run after the reverse of the candidates; its adjoint runs before them, or is deferred.
    fn may_be_late(&self, stmt: &Stmt, reads: &BTreeSet<VarId>, dependent: &BTreeSet<VarId>) -> bool {
        // What it reads beside must not be set back by the reverse sweep.
        let steady = reads.iter().all(|var| dependent.contains(var) || !self.is_saved(*var));
        steady && self.is_simple(stmt, dependent)
    }

    fn is_simple(&self, stmt: &Stmt, dependent: &BTreeSet<VarId>) -> bool {
        let Setting { function, plan, .. } = self.setting;
        let simple = match &stmt.kind {
            StmtKind::Let { value, .. } => value.call().is_none(),
            StmtKind::Assign { place, update: Update::By(Op::Add | Op::Sub), .. }
                if self.outer.contains(&place.root) =>
            {
                true
            }
            StmtKind::Assign { place, .. } => function.var(place.root).assigned_once(),
            StmtKind::Passive { writes, .. } => writes.is_empty(),
            StmtKind::Branch { selector: selector @ Selector::If(_), arms } => {
                let mut known = plan.choices.get(&stmt.id) == Some(&Choice::Again);
                selector.for_each_read(&mut |var| known &= !dependent.contains(&var));
                known && arms.iter().all(|arm| self.is_simple_arm(arm, dependent))
            }
            _ => false,
        };
        simple && !plan.saves.contains_key(&stmt.id) && !plan.clones.contains(&stmt.id)
    }

    /// Nothing of it is kept for the reverse sweep, which comes before it.
    fn is_simple_arm(&self, arm: &Block, dependent: &BTreeSet<VarId>) -> bool {
        let origins = self.setting.plan.locals.get(&arm.id).into_iter().flatten();
        let mut again = origins.map(|(_, origin)| origin);
        let lengths = self.setting.plan.lengths.get(&arm.id).is_none_or(Vec::is_empty);
        lengths
            && again.all(|origin| match origin {
                Origin::Again(value) => dependent.iter().all(|var| !value.reads(*var)),
                _ => false,
            })
            && arm.stmts.iter().all(|stmt| self.is_simple(stmt, dependent))
    }

    fn is_saved(&self, var: VarId) -> bool {
        let mut undone = false;
        let Setting { function, plan, .. } = self.setting;
        function.body.for_each_stmt(&mut |stmt| {
            // The reverse of a call sets its arguments back, and that of a change in place undoes it.
            let taken_back = plan.undone.contains(&stmt.id) || !matches!(stmt.kind, StmtKind::Assign { .. });
            undone |= taken_back && stmt.kind.own_writes().contains(&var);
        });
        undone || plan.saves.values().flatten().any(|save| save.root() == var)
    }

    /// A candidate on which the statement at `index` depends.
    fn blame(&self, reads: &BTreeSet<VarId>, writes: &BTreeSet<VarId>, index: usize) -> usize {
        let makes =
            |candidate: &Candidate| candidate.made.iter().any(|var| reads.contains(var) || writes.contains(var));
        let found = self.candidates.range(..index).find(|(_, candidate)| makes(candidate));
        found.or_else(|| self.candidates.first_key_value()).map_or(index, |(index, _)| *index)
    }
}
