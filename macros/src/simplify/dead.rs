//! What computes something that nobody reads goes.

use std::collections::BTreeSet;

use super::{count, each, is_pure};
use crate::ir::{Stmt, StmtKind, VarId};

/// Removes what computes something that nobody reads.
pub fn remove_dead(stmts: &mut Vec<Stmt>, live: &BTreeSet<VarId>) {
    loop {
        let (declared, read) = declared_and_read(stmts, live);
        let before = count(stmts);
        let dead = |var: VarId| declared.contains(&var) && !read.contains(&var);
        drop_dead(stmts, &dead);
        if count(stmts) == before {
            return;
        }
    }
}

/// Removes those of the statements that `may_go` that bind or change what nobody reads, and what is left empty.
pub fn remove_unread(stmts: &mut Vec<Stmt>, live: &BTreeSet<VarId>, may_go: &dyn Fn(&Stmt) -> bool) {
    loop {
        let (declared, mut read) = declared_and_read(stmts, live);
        each(stmts, &mut |stmt| {
            if stmt.kind.blocks().is_empty() && !may_go(stmt) {
                read.extend(super::changed(std::slice::from_ref(stmt)));
            }
        });
        let before = count(stmts);
        let dead = |var: VarId| declared.contains(&var) && !read.contains(&var);
        drop_unread(stmts, &dead, may_go);
        if count(stmts) == before {
            return;
        }
    }
}

fn drop_unread(stmts: &mut Vec<Stmt>, dead: &dyn Fn(VarId) -> bool, may_go: &dyn Fn(&Stmt) -> bool) {
    stmts.retain_mut(|stmt| {
        let was_empty = stmt.kind.blocks().iter().all(|block| block.stmts.is_empty());
        stmt.kind.blocks_mut().into_iter().for_each(|block| drop_unread(&mut block.stmts, dead, may_go));
        let is_dead = match &stmt.kind {
            StmtKind::Let { var, .. } | StmtKind::View { var, .. } => dead(*var),
            StmtKind::Assign { place, .. } => dead(place.root),
            StmtKind::Branch { .. } | StmtKind::Loop(_) => {
                !was_empty && stmt.kind.blocks().iter().all(|block| block.stmts.is_empty())
            }
            _ => false,
        };
        !(is_dead && may_go(stmt))
    });
}

fn declared_and_read(stmts: &[Stmt], live: &BTreeSet<VarId>) -> (BTreeSet<VarId>, BTreeSet<VarId>) {
    let mut read: BTreeSet<VarId> = live.clone();
    let mut declared = BTreeSet::new();
    each(stmts, &mut |stmt| {
        note_reads(stmt, &mut read);
        // What is written into a column is read through the tape.
        if !matches!(stmt.kind, StmtKind::Columns { .. }) {
            declared.extend(stmt.kind.declares());
        }
    });
    (declared, read)
}

/// What a statement reads, leaving out that an update reads its own target.
fn note_reads(stmt: &Stmt, read: &mut BTreeSet<VarId>) {
    let mut note = |var| {
        read.insert(var);
    };
    match &stmt.kind {
        StmtKind::Assign { place, value, .. } => {
            value.for_each_read(&mut note);
            place.for_each_index(&mut note);
        }
        StmtKind::InPlace(change) if change.result.is_none() && change.other().is_none() => {
            change.for_each_position(&mut note);
            if let Some(value) = &change.value {
                value.for_each_read(&mut note);
            }
        }
        other => other.for_each_own_read(&mut note),
    }
}

fn drop_dead(stmts: &mut Vec<Stmt>, dead: &dyn Fn(VarId) -> bool) {
    for stmt in stmts.iter_mut() {
        match &mut stmt.kind {
            StmtKind::Branch { arms, .. } => arms.iter_mut().for_each(|arm| drop_dead(&mut arm.stmts, dead)),
            StmtKind::Loop(looped) => drop_dead(&mut looped.body.stmts, dead),
            _ => {}
        }
    }
    for stmt in stmts.iter_mut() {
        // What nobody reads must leave the tape all the same.
        if let StmtKind::Assign { place, value, .. } = &stmt.kind
            && dead(place.root)
            && !is_pure(value)
        {
            stmt.kind = StmtKind::Eval(value.clone());
        }
    }
    stmts.retain(|stmt| match &stmt.kind {
        StmtKind::Let { var, value } => !(dead(*var) && is_pure(value)),
        StmtKind::Declare { var } => !dead(*var),
        StmtKind::Assign { place, value, .. } => !(dead(place.root) && is_pure(value)),
        StmtKind::InPlace(change) => {
            let quiet = change.result.is_none() && change.other().is_none();
            !(quiet && dead(change.place.root) && change.value.as_ref().is_none_or(is_pure))
        }
        StmtKind::Branch { arms, .. } => arms.iter().any(|arm| !arm.stmts.is_empty()),
        StmtKind::Loop(looped) => !looped.body.stmts.is_empty() || !matches!(looped.head, crate::ir::Head::For { .. }),
        _ => true,
    });
}
