//! What could run forward and backward at once, if its adjoint is known.

use std::collections::BTreeSet;

use super::{Schedule, Setting, search, touches};
use crate::fuse;
use crate::ir::{Argument, Block, Callee, Expr, Role, Selector, Stmt, StmtKind, TangentArgument, VarId};
use crate::record;

/// A statement that could be fused.
pub(super) struct Candidate {
    /// What it makes: sums, the result of a call, what its arms assign.
    pub made: BTreeSet<VarId>,
    /// What is fused inside of its arms.
    pub inside: Schedule,
}

/// The candidate at `index`, if there is one; `outer` is only added to, and its adjoint stays the same.
pub(super) fn at(setting: Setting, block: &Block, index: usize, outer: &BTreeSet<VarId>) -> Option<Candidate> {
    let stmt = &block.stmts[index];
    if setting.plan.saves.contains_key(&stmt.id) {
        return None;
    }
    let mut found = match &stmt.kind {
        StmtKind::Loop(_) => looped(setting, stmt, outer),
        StmtKind::Let { .. } => call(setting, block, index),
        StmtKind::Branch { selector: Selector::If(_) | Selector::Match(..), arms } => {
            branch(setting, block, index, (arms, outer))
        }
        _ => None,
    }?;
    found.made.retain(|var| !outer.contains(var));
    Some(found)
}

fn looped(setting: Setting, stmt: &Stmt, outer: &BTreeSet<VarId>) -> Option<Candidate> {
    let Setting { function, plan, .. } = setting;
    let rerun = plan.reruns.get(&stmt.id)?;
    let own = |var: &&VarId| !outer.contains(var);
    let fits = rerun.extremes.is_empty()
        && !rerun.accumulators.is_empty()
        // A tangent of a local is one itself.
        && rerun.accumulators.iter().filter(own).all(|var| matches!(function.var(*var).role, Role::Local | Role::Shadow));
    fits.then(|| Candidate { made: rerun.accumulators.clone(), inside: Schedule::default() })
}

/// `let v = f(x, &a);` of a function that has both sweeps in one, where the arguments stay as they are.
fn call(setting: Setting, block: &Block, index: usize) -> Option<Candidate> {
    let stmt = &block.stmts[index];
    let StmtKind::Let { var, value: Expr::Call(call) } = &stmt.kind else { return None };
    let Setting { function, activity, plan, .. } = setting;
    let mut reads = BTreeSet::new();
    let mut plain = matches!(call.callee, Callee::Function(_));
    for argument in &call.arguments {
        match argument {
            Argument::Value(value) | Argument::Tangent(TangentArgument::Value(value)) => {
                value.for_each_read(&mut |var| {
                    reads.insert(var);
                });
                plain &= !matches!(value, Expr::Tokens(tokens) if !tokens.cheap);
            }
            // What is borrowed comes back before the reverse of the call.
            Argument::Borrow(false, _)
            | Argument::Tangent(
                TangentArgument::Borrow(false, _) | TangentArgument::NoBorrow(_) | TangentArgument::NoValue,
            ) => {}
            Argument::Borrow(true, _) | Argument::Function(_) | Argument::Tangent(TangentArgument::Borrow(true, _)) => {
                return None;
            }
        }
    }
    let fits = plain
        && !changes_after(block, index, &reads)
        && activity.is_active(*var)
        && !plan.clones.contains(&stmt.id)
        && !plan.moves.contains(&stmt.id)
        && !function.var(*var).mutable;
    fits.then(|| Candidate { made: BTreeSet::from([*var]), inside: Schedule::default() })
}

/// Whether anything after the statement at `index` changes one of `vars`.
fn changes_after(block: &Block, index: usize, vars: &BTreeSet<VarId>) -> bool {
    block.stmts[index + 1..].iter().any(|stmt| !touches(stmt).1.is_disjoint(vars))
}

/// A branch with something to fuse in its arms, which changes nothing around it but sums and what it assigns for the
/// first time.
fn branch(
    setting: Setting,
    block: &Block,
    index: usize,
    (arms, outer): (&[Block], &BTreeSet<VarId>),
) -> Option<Candidate> {
    let Setting { function, activity, plan, .. } = setting;
    let stmt = &block.stmts[index];
    let (mut sums, mut made) = (outer.clone(), BTreeSet::new());
    for arm in arms {
        let declared = arm.declared();
        for var in arm.writes().into_iter().filter(|var| !declared.contains(var) && !outer.contains(var)) {
            made.insert(var);
            if arms.iter().all(|arm| fuse::is_accumulator(arm, var)) && function.var(var).role == Role::Local {
                sums.insert(var);
            } else if !function.var(var).assigned_once() {
                return None;
            }
        }
    }
    let mut inside = Schedule::default();
    arms.iter().for_each(|arm| search::in_block(setting, arm, &sums, &mut inside));
    let (mut reads, _) = touches(stmt);
    reads.retain(|var| !made.contains(var) && !outer.contains(var));
    let kept = |var: &VarId| plan.moved.contains(var);
    let mut saves = false;
    arms.iter().for_each(|arm| {
        arm.for_each_stmt(&mut |stmt| {
            for save in plan.saves.get(&stmt.id).into_iter().flatten() {
                saves |= made.contains(&save.root()) || outer.contains(&save.root());
            }
        });
    });
    let fits = !inside.fused.is_empty()
        && record::is_reversed(stmt, activity)
        && !saves
        && !changes_after(block, index, &reads)
        && !reads.iter().any(kept);
    fits.then_some(Candidate { made, inside })
}
