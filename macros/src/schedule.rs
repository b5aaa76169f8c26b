//! The order of the two sweeps where loops are fused.
//!
//! ```text
//! let mut s = 0.0;                      let mut s = 0.0;
//! for … { s += f(x[i]); }               let s_bar = 0.5;
//! value = 0.5 * s;                      for … { s += f(x[i]); x_bar[i] += f'(x[i]) * s_bar; }
//!                                       value = 0.5 * s;
//! ```

use std::collections::BTreeSet;

use crate::activity::Activity;
use crate::ir::{Block, Expr, Function, Role, Stmt, StmtId, StmtKind, VarId};
use crate::record::{self, Plan, Save};
use crate::reverse::Sweep;

/// Which statements move.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// Loops that run once, forward and backward together.
    pub fused: BTreeSet<StmtId>,
    /// Statements that only make the value, after them.
    late: BTreeSet<StmtId>,
}

/// Finds the loops whose accumulators' adjoints are known before the loop.
pub fn fused(function: &Function, activity: &Activity, plan: &Plan) -> Option<Schedule> {
    let mut candidates: Vec<usize> = (0..function.body.stmts.len())
        .filter(|index| {
            plan.reruns.get(&function.body.stmts[*index].id).is_some_and(|rerun| {
                !plan.saves.contains_key(&function.body.stmts[*index].id)
                    && rerun.extremes.is_empty()
                    && !rerun.accumulators.is_empty()
                    && rerun.accumulators.iter().all(|var| function.var(*var).role == Role::Local)
            })
        })
        .collect();
    while !candidates.is_empty() {
        let search = Search { function, activity, plan, candidates: &candidates };
        match search.late() {
            Ok(late) => {
                let fused = candidates.iter().map(|index| function.body.stmts[*index].id).collect();
                return Some(Schedule { fused, late });
            }
            Err(refused) => candidates.retain(|index| *index != refused),
        }
    }
    None
}

struct Search<'a> {
    function: &'a Function,
    activity: &'a Activity,
    plan: &'a Plan,
    candidates: &'a [usize],
}

impl Search<'_> {
    fn stmt(&self, index: usize) -> &Stmt {
        &self.function.body.stmts[index]
    }

    fn accumulators(&self, index: usize) -> &BTreeSet<VarId> {
        &self.plan.reruns[&self.stmt(index).id].accumulators
    }

    /// The statements that must follow the fused loops, or the loop that cannot be one of them.
    fn late(&self) -> Result<BTreeSet<StmtId>, usize> {
        let (first, last) = (self.candidates[0], self.candidates[self.candidates.len() - 1]);
        let mut dependent: BTreeSet<VarId> = BTreeSet::new();
        let mut late = BTreeSet::new();
        for index in first..self.function.body.stmts.len() {
            if self.candidates.contains(&index) {
                // A loop that reads the sums of another gives them their adjoint: that one must wait for it.
                let (mut reads, _) = touches(self.stmt(index));
                reads.retain(|var| !self.accumulators(index).contains(var));
                if !reads.is_disjoint(&dependent) {
                    return Err(self.blame(&reads, &BTreeSet::new(), index));
                }
                dependent.extend(self.accumulators(index));
                self.undisturbed(index, last)?;
                continue;
            }
            let stmt = self.stmt(index);
            let (reads, writes) = touches(stmt);
            if reads.is_disjoint(&dependent) && writes.is_disjoint(&dependent) {
                continue;
            }
            if index < last || !self.may_be_late(stmt, &reads, &dependent) {
                return Err(self.blame(&reads, &writes, index));
            }
            late.insert(stmt.id);
            dependent.extend(writes);
        }
        for candidate in self.candidates {
            self.untouched_before(*candidate)?;
        }
        Ok(late)
    }

    /// Before a loop its accumulators are declared, and not touched but by other candidates: the reverse sweep would
    /// set them back to what they held before.
    fn untouched_before(&self, candidate: usize) -> Result<(), usize> {
        for index in (0..candidate).filter(|index| !self.candidates.contains(index)) {
            let stmt = self.stmt(index);
            let (reads, writes) = touches(stmt);
            let declares = stmt.kind.declares();
            let touched = self
                .accumulators(candidate)
                .iter()
                .any(|var| reads.contains(var) || (writes.contains(var) && !declares.contains(var)));
            if touched {
                return Err(candidate);
            }
        }
        Ok(())
    }

    /// Nothing between the loop at `index` and the last one changes what the loop reads.
    fn undisturbed(&self, index: usize, last: usize) -> Result<(), usize> {
        let (reads, _) = touches(self.stmt(index));
        for between in index + 1..last {
            let (_, writes) = touches(self.stmt(between));
            let own = self.accumulators(index);
            if !self.candidates.contains(&between) && writes.iter().any(|var| reads.contains(var) && !own.contains(var))
            {
                return Err(index);
            }
        }
        Ok(())
    }

    /// Whether the adjoint of `stmt` does without the values of the loops.
    fn may_be_late(&self, stmt: &Stmt, reads: &BTreeSet<VarId>, dependent: &BTreeSet<VarId>) -> bool {
        let simple = match &stmt.kind {
            StmtKind::Let { value, .. } => value.call().is_none(),
            StmtKind::Assign { place, .. } => self.function.var(place.root).assigned_once(),
            StmtKind::Passive { writes, .. } => writes.is_empty(),
            _ => false,
        };
        let quiet = !self.plan.saves.contains_key(&stmt.id) && !self.plan.clones.contains(&stmt.id);
        let own = stmt.kind.declares();
        let independent = record::adjoint_reads(self.function, self.activity, stmt)
            .iter()
            .all(|var| !dependent.contains(var) && !own.contains(var));
        // What it reads beside must not be set back by the reverse sweep.
        let steady = reads.iter().all(|var| dependent.contains(var) || !self.is_saved(*var));
        simple && quiet && independent && steady
    }

    fn is_saved(&self, var: VarId) -> bool {
        let mut undone = false;
        self.function.body.for_each_stmt(&mut |stmt| {
            undone |= self.plan.undone.contains(&stmt.id) && stmt.kind.own_writes().contains(&var);
        });
        undone
            || self.plan.saves.values().flatten().any(|save| match save {
                Save::Place(place) | Save::Slice(place) => place.root == var,
            })
    }

    /// A loop on which the statement at `index` depends.
    fn blame(&self, reads: &BTreeSet<VarId>, writes: &BTreeSet<VarId>, index: usize) -> usize {
        self.candidates
            .iter()
            .copied()
            .filter(|candidate| *candidate < index)
            .find(|candidate| {
                self.accumulators(*candidate).iter().any(|var| reads.contains(var) || writes.contains(var))
            })
            .unwrap_or(self.candidates[0])
    }
}

/// What a statement and the blocks inside read and write.
fn touches(stmt: &Stmt) -> (BTreeSet<VarId>, BTreeSet<VarId>) {
    let (mut reads, mut writes) = (BTreeSet::new(), BTreeSet::new());
    let mut look = |stmt: &Stmt| {
        stmt.kind.for_each_own_read(&mut |var| {
            reads.insert(var);
        });
        writes.extend(stmt.kind.own_writes());
        writes.extend(stmt.kind.declares());
    };
    look(stmt);
    for block in stmt.kind.blocks() {
        block.for_each_stmt(&mut look);
    }
    if let StmtKind::Assign { place, value: Expr::Place(_), .. } = &stmt.kind {
        writes.insert(place.root);
    }
    (reads, writes)
}

impl Sweep<'_> {
    /// Both sweeps in the order of `schedule`: forward, reverse, and the statements that make the value.
    pub(crate) fn fused(&mut self, body: &Block, schedule: &Schedule) -> (Vec<Stmt>, Vec<Stmt>, Vec<Stmt>) {
        let (mut forward, mut reverse, mut late) = (Vec::new(), Vec::new(), Vec::new());
        for stmt in &body.stmts {
            if schedule.late.contains(&stmt.id) {
                self.forward_stmt(stmt, &mut late);
            } else if !schedule.fused.contains(&stmt.id) {
                self.forward_stmt(stmt, &mut forward);
            }
        }
        let mut pending = true;
        for stmt in body.stmts.iter().rev() {
            if !schedule.fused.contains(&stmt.id) {
                self.reverse_stmt(stmt, &mut reverse);
                continue;
            }
            if std::mem::take(&mut pending) {
                for stmt in body.stmts.iter().filter(|stmt| schedule.fused.contains(&stmt.id)) {
                    let (StmtKind::Loop(looped), Some(rerun)) = (&stmt.kind, self.plan.reruns.get(&stmt.id)) else {
                        continue;
                    };
                    let rerun = rerun.clone();
                    self.rerun_loop(stmt, looped, &rerun, true, &mut reverse);
                }
            }
            self.restore(stmt, &mut reverse);
        }
        (forward, reverse, late)
    }
}
