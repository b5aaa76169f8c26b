//! Which variables depend on an active parameter in any way at the end: by values, indices, and conditions.
//!
//! A value that is overwritten depends on nothing but what it is overwritten with: `let mut y = x; y = 2.0;`.

use crate::ir::{Block, Function, Stmt, StmtKind, Update, VarId};

/// For each variable whether it depends on one of `seeds` at the end of the body.
pub(super) fn at_the_end(function: &Function, seeds: Vec<bool>) -> Vec<bool> {
    let mut dependent = seeds;
    block(&function.body, false, &mut dependent);
    dependent
}

fn block(block: &Block, decided: bool, dependent: &mut Vec<bool>) {
    for stmt in &block.stmts {
        statement(stmt, decided, dependent);
    }
}

/// `decided`: whether the statement runs depends on an active parameter.
fn statement(stmt: &Stmt, decided: bool, dependent: &mut Vec<bool>) {
    let mut reads = decided;
    stmt.kind.for_each_own_read(&mut |var| reads |= dependent[var.0 as usize]);
    if let StmtKind::Let { value, .. } | StmtKind::Eval(value) = &stmt.kind
        && let Some(call) = value.call()
    {
        reads |= call.parameters().any(|var| dependent[var.0 as usize]);
    }
    match &stmt.kind {
        StmtKind::Branch { arms, .. } => {
            let before = dependent.clone();
            *dependent = vec![false; before.len()];
            for arm in arms {
                let mut inside = before.clone();
                block(arm, reads, &mut inside);
                join(dependent, &inside);
            }
        }
        StmtKind::Loop(looped) => {
            for bound in looped.head.binds() {
                mark(dependent, bound, reads);
            }
            repeat(&looped.body, reads, dependent, |dependent| {
                let mut again = decided;
                stmt.kind.for_each_own_read(&mut |var| again |= dependent[var.0 as usize]);
                again
            });
        }
        StmtKind::Labeled { body, .. } => repeat(body, reads, dependent, |_| reads),
        StmtKind::Assign { place, update: Update::Set, .. } if place.path.is_empty() => {
            dependent[place.root.0 as usize] = reads;
        }
        StmtKind::Let { var, .. } => {
            dependent[var.0 as usize] = reads;
            stmt.kind.own_writes().into_iter().for_each(|var| mark(dependent, var, reads));
        }
        kind => kind.own_writes().into_iter().chain(kind.declares()).for_each(|var| mark(dependent, var, reads)),
    }
}

/// Runs `body` any number of times.
fn repeat(body: &Block, decided: bool, dependent: &mut Vec<bool>, again: impl Fn(&[bool]) -> bool) {
    let mut decided = decided;
    loop {
        let mut inside = dependent.clone();
        block(body, decided, &mut inside);
        let before = dependent.clone();
        join(dependent, &inside);
        let later = decided | again(dependent);
        if *dependent == before && later == decided {
            return;
        }
        decided = later;
    }
}

fn join(into: &mut [bool], other: &[bool]) {
    into.iter_mut().zip(other).for_each(|(into, other)| *into |= other);
}

fn mark(dependent: &mut [bool], var: VarId, reads: bool) {
    dependent[var.0 as usize] |= reads;
}
