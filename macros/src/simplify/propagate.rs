//! Numbers and names that stand for one value are replaced by it.

use std::collections::{BTreeMap, BTreeSet};

use super::{changed, each};
use crate::ir::{Expr, Function, Stmt, StmtKind, VarId};

/// Numbers and names that stand for one value are replaced by it.
pub(super) fn propagate(function: &Function, stmts: &mut Vec<Stmt>, live: &BTreeSet<VarId>) {
    let held = Held {
        changed: changed(stmts),
        again: again(stmts),
        in_tokens: in_tokens(stmts),
        receivers: receivers(stmts),
        live,
    };
    propagate_in(function, stmts, &held, &mut BTreeMap::new());
}

/// Variables that stay, or may.
struct Held<'a> {
    /// Changed after their definition.
    changed: BTreeSet<VarId>,
    /// Bound more than once: by an inside that runs again, and by its reverse.
    again: BTreeSet<VarId>,
    /// Read by the user's own tokens: there they cannot be replaced.
    in_tokens: BTreeSet<VarId>,
    /// A method is called on them: a bare number there would not tell its type.
    receivers: BTreeSet<VarId>,
    /// Read after all statements.
    live: &'a BTreeSet<VarId>,
}

fn propagate_in(function: &Function, stmts: &mut Vec<Stmt>, held: &Held, known: &mut BTreeMap<VarId, Expr>) {
    stmts.retain_mut(|stmt| {
        if !known.is_empty() {
            stmt.rewrite(&mut |expr| {
                if let Expr::Place(place) = expr
                    && place.path.is_empty()
                    && let Some(value) = known.get(&place.root)
                {
                    *expr = value.clone();
                }
            });
        }
        match &mut stmt.kind {
            StmtKind::Branch { arms, .. } => {
                arms.iter_mut().for_each(|arm| propagate_in(function, &mut arm.stmts, held, known));
            }
            StmtKind::Loop(looped) => propagate_in(function, &mut looped.body.stmts, held, known),
            _ => {}
        }
        let StmtKind::Let { var, value } = &stmt.kind else { return true };
        let stays = !is_steady(function, *var, value, held)
            || [&held.changed, &held.again, held.live, &held.in_tokens].iter().any(|all| all.contains(var));
        if !stays {
            known.insert(*var, value.clone());
        }
        stays
    });
}

/// Whether `value` may stand wherever `var` is read.
fn is_steady(function: &Function, var: VarId, value: &Expr, held: &Held) -> bool {
    let is_float = function.var(var).ty.is_float();
    match value {
        Expr::Number(_) => is_float && !held.receivers.contains(&var),
        Expr::Neg(inner) => matches!(&**inner, Expr::Number(_)) && !held.receivers.contains(&var),
        Expr::Place(place) => {
            is_float
                && place.path.is_empty()
                && !held.changed.contains(&place.root)
                && !held.again.contains(&place.root)
                && !function.var(place.root).mutable
        }
        _ => false,
    }
}

/// Variables that are bound more than once.
fn again(stmts: &[Stmt]) -> BTreeSet<VarId> {
    let (mut once, mut again) = (BTreeSet::new(), BTreeSet::new());
    each(stmts, &mut |stmt| {
        stmt.kind.declares().into_iter().for_each(|var| {
            if !once.insert(var) {
                again.insert(var);
            }
        });
    });
    again
}

/// Variables that are read otherwise than as an operand.
fn in_tokens(stmts: &[Stmt]) -> BTreeSet<VarId> {
    let mut rest = stmts.to_vec();
    for stmt in &mut rest {
        stmt.rewrite(&mut |expr| {
            if matches!(expr, Expr::Place(place) if place.path.is_empty()) {
                *expr = Expr::Number(0.0);
            }
        });
    }
    let mut all = BTreeSet::new();
    each(&rest, &mut |stmt| stmt.kind.for_each_own_read(&mut |read| _ = all.insert(read)));
    all
}

/// Variables on which a method is called.
fn receivers(stmts: &[Stmt]) -> BTreeSet<VarId> {
    let mut all = BTreeSet::new();
    for stmt in stmts {
        stmt.clone().rewrite(&mut |expr| {
            if let Expr::Method(_, receiver, _) | Expr::Cast(receiver, _) = expr {
                receiver.for_each_read(&mut |read| _ = all.insert(read));
            }
        });
    }
    all
}
