//! Loops: until nothing changes, backwards, or each iteration again.

use super::{Choice, Needed, Origin, Outermost, Record, Save, direct_locals, is_reversed, remade, runs_backwards};
use crate::fuse::{self, Rerun, Why};
use crate::ir::{Block, Loop, Stmt, StmtKind, VarId};

impl Record<'_> {
    pub(super) fn looped(&mut self, stmt: &Stmt, looped: &Loop, needed: &mut Needed) {
        match self.again(stmt, looped, needed) {
            Ok(rerun) => return self.rerun(stmt, looped, rerun, needed),
            Err(why) => self.plan.recorded.insert(stmt.id, why),
        };
        self.depth += 1;
        self.plan.saves.remove(&stmt.id);
        let backwards = runs_backwards(looped);
        if backwards {
            let mut reads = Vec::new();
            looped.head.for_each_read(&mut |var| reads.push(var));
            self.need_all(needed, reads);
        } else {
            self.plan.counted.insert(stmt.id);
        }
        let mut locals = if backwards { Vec::new() } else { looped.head.binds() };
        locals.extend(direct_locals(&looped.body));
        loop {
            let mut inside = needed.clone();
            self.stmts(&looped.body, &mut inside);
            self.end_of_block(&looped.body, &locals, &mut inside);
            let size = needed.len();
            needed.extend(inside);
            if needed.len() == size {
                break;
            }
        }
        if backwards {
            self.slices(stmt, looped, needed);
            self.ahead(stmt, looped, needed);
        }
        if backwards && crate::columns::fits(self.function, self.activity, &self.plan, looped) {
            self.plan.columns.insert(stmt.id);
        } else {
            self.plan.columns.remove(&stmt.id);
        }
        let killed = needed.roots().into_iter().filter(|var| fuse::kills(self.function, stmt, *var));
        for var in killed {
            // What is needed of it from here on is written after the loop, or by it.
            if !self.reads_in_reverse(&looped.body, var) {
                needed.remove(var);
            }
        }
        self.depth -= 1;
    }

    /// How the iterations run again, if they do.
    fn again(&self, stmt: &Stmt, looped: &Loop, needed: &Needed) -> Result<Rerun, Why> {
        if self.depth > 0 || self.outermost != Outermost::InScope {
            return Err(Why::Around);
        }
        let rerun = fuse::rerun(self.function, looped, &needed.roots())?;
        if self.once.contains(&stmt.id) { Err(Why::Cost) } else { Ok(rerun) }
    }

    /// Each iteration runs again just before its reverse: all that it reads from outside must be there.
    fn rerun(&mut self, stmt: &Stmt, looped: &Loop, mut rerun: Rerun, needed: &mut Needed) {
        let declared = looped.body.declared();
        let mut reads = looped.body.reads();
        looped.head.for_each_read(&mut |var| reads.push(var));
        let own = looped.head.binds();
        let outside = |var: &VarId| !declared.contains(var) && !own.contains(var) && !rerun.accumulators.contains(var);
        let mut inside = Needed::default();
        self.extremes.extend(rerun.extremes.values().flat_map(|extreme| [extreme.made, extreme.stored]));
        rerun.nested = self.rerun_depth > 0;
        self.rerun_depth += 1;
        self.stmts(&looped.body, &mut inside);
        self.rerun_depth -= 1;
        let reads: Vec<VarId> = reads.into_iter().filter(outside).filter(|var| !rerun.private.contains(var)).collect();
        self.need_all(needed, reads);
        let overwritten = rerun.accumulators.iter().filter(|var| needed.contains(**var));
        let saves: Vec<Save> = overwritten.map(|var| Save::Place(self.contents(*var))).collect();
        if saves.is_empty() {
            self.plan.saves.remove(&stmt.id);
        } else {
            self.plan.saves.insert(stmt.id, saves);
        }
        let extremes: Vec<VarId> = rerun.extremes.keys().copied().collect();
        self.need_all(needed, extremes);
        // A scratch buffer of an inner block is gone when the reverse sweep comes.
        let outermost = direct_locals(&self.function.body);
        let is_kept = |var: &VarId| outermost.contains(var) || self.function.parameters.iter().any(|p| p.var == *var);
        let scratch: Vec<VarId> = rerun.private.iter().copied().filter(|var| !is_kept(var)).collect();
        self.need_all(needed, scratch);
        self.plan.reruns.insert(stmt.id, rerun);
    }

    /// Where a loop overwrites `a[i]` for its counter `i`, the elements are saved at once, before the loop.
    fn slices(&mut self, stmt: &Stmt, looped: &Loop, needed: &Needed) {
        for (inner, place) in fuse::swept(self.function, looped) {
            let saved = matches!(self.plan.saves.get(&inner), Some(saves) if saves.len() == 1);
            if saved && needed.contains(place.root) && !self.reads_in_reverse(&looped.body, place.root) {
                self.plan.saves.remove(&inner);
                self.plan.saves.entry(stmt.id).or_default().push(Save::Slice(place, Vec::new()));
            }
        }
    }

    /// Whether the adjoint of anything in `block` reads `var`.
    pub(super) fn reads_in_reverse(&self, block: &Block, var: VarId) -> bool {
        self.reads_again(block, var) || block.stmts.iter().any(|stmt| self.stmt_reads_in_reverse(stmt, var))
    }

    /// Whether the adjoint of `stmt`, or of anything inside, reads `var`.
    pub(super) fn stmt_reads_in_reverse(&self, stmt: &Stmt, var: VarId) -> bool {
        self.own_reads_in_reverse(stmt, var) || stmt.kind.blocks().iter().any(|block| self.reads_in_reverse(block, var))
    }

    fn own_reads_in_reverse(&self, stmt: &Stmt, var: VarId) -> bool {
        if !is_reversed(stmt, self.activity) {
            return false;
        }
        let mut found = self.adjoint_reads(&stmt.kind).iter().any(|read| read.root == var);
        match &stmt.kind {
            StmtKind::Branch { selector, .. } if self.plan.choices.get(&stmt.id) == Some(&Choice::Again) => {
                selector.for_each_read(&mut |read| found |= read == var);
            }
            StmtKind::Loop(looped) => looped.head.for_each_read(&mut |read| found |= read == var),
            _ => {}
        }
        let checkpoint = self.plan.checkpoints.get(&stmt.id);
        found
            || self.remade.before(stmt.id).iter().any(|again| remade::inputs(again).any(|read| read == var))
            || checkpoint.is_some_and(|checkpoint| {
                checkpoint.inputs.contains(&var) || checkpoint.state.iter().any(|place| place.root == var)
            })
    }

    /// Whether a local of `block` is computed again from `var`.
    pub(super) fn reads_again(&self, block: &Block, var: VarId) -> bool {
        let locals = self.plan.locals.get(&block.id).into_iter().flatten();
        locals.into_iter().any(|(_, origin)| matches!(origin, Origin::Again(expr) if expr.reads(var)))
    }
}
