//! Checkpoints: the state before the inside, from which the reverse sweep runs it again.
//!
//! The inside runs again with its records in scope, just before its reverse, so what it reads of the variables around
//! it must hold the contents that it had before: what it changes is saved as a whole (its *state*), the rest is needed
//! like an operand.

use std::collections::BTreeSet;

use super::{Needed, Outermost, Record, Save, is_reversed};
use crate::ir::{Block, Expr, InPlace, Loop, Motion, Op, Place, Selector, Snapshots, Stmt, StmtKind, Update, VarId};

/// How the inside of a checkpoint treats the variables around it.
#[derive(Clone, Debug, Default)]
pub struct Checkpoint {
    /// Restored before each run.
    pub state: Vec<Place>,
    /// Of the state, or overwritten: earlier adjoints read it as it was before the checkpoint.
    pub kept: Vec<Place>,
    /// Overwritten before they are read: each run has its own.
    pub own: Vec<VarId>,
    /// Read only, by the inside and its reverse.
    pub inputs: BTreeSet<VarId>,
    /// Written and not read: the runs after the first leave them alone.
    pub outputs: BTreeSet<VarId>,
}

/// What runs again: the inside, or one iteration of its loop.
pub fn region(snapshots: Snapshots, arm: &Block) -> &Block {
    match (snapshots, arm.stmts.as_slice()) {
        (Snapshots::Binomial { .. }, [Stmt { kind: StmtKind::Loop(Loop { body, .. }), .. }]) => body,
        _ => arm,
    }
}

impl Record<'_> {
    pub(super) fn checkpoint(&mut self, stmt: &Stmt, snapshots: Snapshots, arm: &Block, needed: &mut Needed) {
        let region = region(snapshots, arm);
        let mut checkpoint = self.roles(region);
        self.inside(snapshots, region, checkpoint.inputs.iter().copied().collect());
        let written: BTreeSet<VarId> = outside_writes(region);
        let kept: Vec<VarId> = written.iter().copied().filter(|var| needed.contains(*var)).collect();
        checkpoint.kept = kept.iter().map(|var| self.contents(*var)).collect();
        let mut saved: BTreeSet<VarId> = kept.into_iter().collect();
        if matches!(snapshots, Snapshots::Entry) {
            saved.extend(checkpoint.state.iter().map(|place| place.root));
        }
        let saves: Vec<Save> = saved.into_iter().map(|var| Save::Place(self.contents(var))).collect();
        if saves.is_empty() {
            self.plan.saves.remove(&stmt.id);
        } else {
            self.plan.saves.insert(stmt.id, saves);
        }
        written.iter().for_each(|var| {
            needed.remove(*var);
        });
        let mut reads: Vec<VarId> = checkpoint.inputs.iter().copied().collect();
        Selector::Checkpoint(snapshots).for_each_read(&mut |var| reads.push(var));
        self.need_all(needed, reads);
        let state: Vec<VarId> = checkpoint.state.iter().map(|place| place.root).collect();
        self.plan.read.extend(state);
        self.plan.checkpoints.insert(stmt.id, checkpoint);
    }

    /// Plans the run whose records stay in scope.
    fn inside(&mut self, snapshots: Snapshots, region: &Block, mut needed: Needed) {
        let depth = self.depth;
        // Its loops run as they would without the checkpoint, so that sums are made in the same order.
        let in_loop = matches!(snapshots, Snapshots::Binomial { .. }) || self.outermost == Outermost::OnTape;
        self.depth += usize::from(in_loop);
        let outermost = std::mem::replace(&mut self.outermost, Outermost::InScope);
        self.stmts(region, &mut needed);
        (self.depth, self.outermost) = (depth, outermost);
    }

    fn roles(&self, region: &Block) -> Checkpoint {
        let written = outside_writes(region);
        let declared = region.declared();
        let reads: BTreeSet<VarId> = self.reads_of(region).into_iter().filter(|var| !declared.contains(var)).collect();
        let mut checkpoint = Checkpoint {
            inputs: reads.iter().copied().filter(|var| !written.contains(var)).collect(),
            ..Checkpoint::default()
        };
        for var in written {
            if !reads.contains(&var) && only_receives(region, var) {
                checkpoint.outputs.insert(var);
            } else if self.function.var(var).assigned_once() || self.starts_over(region, var) {
                checkpoint.own.push(var);
            } else {
                checkpoint.state.push(self.contents(var));
            }
        }
        checkpoint
    }

    /// What the statements of `region` and their adjoints read, beside what only receives values.
    fn reads_of(&self, region: &Block) -> BTreeSet<VarId> {
        let mut reads = BTreeSet::new();
        region.for_each_stmt(&mut |stmt| {
            match &stmt.kind {
                StmtKind::Assign { place, value, .. }
                | StmtKind::InPlace(InPlace { place, value: Some(value), .. })
                    if is_receipt(stmt) =>
                {
                    value.for_each_read(&mut |var| {
                        reads.insert(var);
                    });
                    place.for_each_index(&mut |var| {
                        reads.insert(var);
                    });
                }
                kind => kind.for_each_own_read(&mut |var| {
                    reads.insert(var);
                }),
            }
            if is_reversed(stmt, self.activity) {
                reads.extend(self.adjoint_reads(&stmt.kind).into_iter().map(|read| read.root));
            }
        });
        reads
    }

    /// Whether the first statement of `region` that names `var` overwrites all of it with contents of a known shape.
    fn starts_over(&self, region: &Block, var: VarId) -> bool {
        let ty = &self.function.var(var).ty;
        let fixed = crate::reverse::zero_of(ty).is_some() && ty.is_copy() || ty.is_passive() && ty.is_scalar();
        let borrowed = matches!(ty, crate::types::Ty::Ref(..));
        let first = region.stmts.iter().find(|stmt| names(stmt, var));
        fixed && !borrowed && first.is_some_and(|stmt| crate::fuse::kills(self.function, stmt, var))
    }
}

/// Variables around `region` that it changes.
pub(super) fn outside_writes(region: &Block) -> BTreeSet<VarId> {
    let declared = region.declared();
    region.writes().into_iter().filter(|var| !declared.contains(var)).collect()
}

/// Whether `region` changes `var` only by assignments and by `push`.
fn only_receives(region: &Block, var: VarId) -> bool {
    let mut only = true;
    region.for_each_stmt(&mut |stmt| {
        if stmt.kind.own_writes().contains(&var) {
            only &= is_receipt(stmt);
        }
    });
    only
}

/// An assignment or a `push`, which a later run may leave out.
pub fn is_receipt(stmt: &Stmt) -> bool {
    match &stmt.kind {
        StmtKind::Assign { update: Update::Set, .. } => true,
        StmtKind::Assign { update: Update::By(Op::Add | Op::Sub), value, .. } => !matches!(value, Expr::Kept(..)),
        StmtKind::InPlace(InPlace { motion: Motion::Push(_), result: None, .. }) => true,
        _ => false,
    }
}

/// Whether `stmt` or a block inside names `var`.
fn names(stmt: &Stmt, var: VarId) -> bool {
    let mut found = stmt.kind.own_writes().contains(&var);
    stmt.kind.for_each_own_read(&mut |read| found |= read == var);
    found || stmt.kind.blocks().iter().any(|block| block.stmts.iter().any(|stmt| names(stmt, var)))
}
