//! What the compiler named goes where it is used, if that is one assignment.
//!
//! ```text
//! let value = x[k] * y[k];
//! let value_dot = y[k] * x_dot[k] + x[k] * y_dot[k];      total_dot += y[k] * x_dot[k] + x[k] * y_dot[k];
//! total_dot += value_dot;                                 total += x[k] * y[k];
//! total += value;
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::{changed, each, is_pure};
use crate::ir::{Expr, Function, Role, Stmt, StmtKind, Update, VarId};

/// Inlines the temporaries of forward mode, and their tangents.
pub(super) fn temporaries(function: &Function, stmts: &mut Vec<Stmt>) {
    let mut uses = Uses { reads: BTreeMap::new(), changed: changed(stmts) };
    each(stmts, &mut |stmt| stmt.kind.for_each_own_read(&mut |read| *uses.reads.entry(read).or_default() += 1));
    inline(function, stmts, &uses);
}

/// How the variables of a sweep are used. What is inlined moves, so this stays true.
struct Uses {
    reads: BTreeMap<VarId, usize>,
    changed: BTreeSet<VarId>,
}

fn inline(function: &Function, stmts: &mut Vec<Stmt>, uses: &Uses) {
    for stmt in stmts.iter_mut() {
        stmt.kind.blocks_mut().into_iter().for_each(|block| inline(function, &mut block.stmts, uses));
    }
    for index in (0..stmts.len()).rev() {
        let Some(user) = user(function, &stmts[index..], uses) else { continue };
        let StmtKind::Let { value, .. } = stmts.remove(index).kind else { continue };
        if let StmtKind::Assign { value: used, .. } = &mut stmts[index + user - 1].kind {
            *used = value;
        }
    }
}

/// The assignment that alone uses what the first of `stmts` binds, where its value may be computed there.
fn user(function: &Function, stmts: &[Stmt], uses: &Uses) -> Option<usize> {
    let (first, rest) = stmts.split_first()?;
    let StmtKind::Let { var, value } = &first.kind else { return None };
    if uses.reads.get(var) != Some(&1) || uses.changed.contains(var) {
        return None;
    }
    if !is_temporary(function, *var) || !is_formula(value) || !is_pure(value) {
        return None;
    }
    for (at, stmt) in rest.iter().enumerate() {
        if reads_itself(stmt, *var) {
            let StmtKind::Assign { place, update, value: used } = &stmt.kind else { return None };
            let is_whole = matches!(used, Expr::Place(place) if place.root == *var && place.path.is_empty());
            // An operator of a type that only rustc knows borrows its left side first.
            let is_free = *update == Update::Set || !value.reads(place.root);
            return (is_whole && is_free).then_some(at + 1);
        }
        if !may_pass(function, value, stmt) {
            return None;
        }
    }
    None
}

fn reads_itself(stmt: &Stmt, var: VarId) -> bool {
    let mut found = false;
    stmt.kind.for_each_own_read(&mut |read| found |= read == var);
    found
}

/// A number that the compiler named, or the tangent of one.
fn is_temporary(function: &Function, var: VarId) -> bool {
    let primal = function.tangents.get(&var).copied().unwrap_or(var);
    function.var(primal).role == Role::Temporary && Some(primal) != function.result
}

/// Says its type wherever it stands.
fn is_formula(value: &Expr) -> bool {
    match value {
        Expr::Neg(_) | Expr::Binary(..) | Expr::Method(..) => true,
        Expr::Runtime(path, _) => path.starts_with("rules::") || path.ends_with("_tangent"),
        _ => false,
    }
}

/// Whether `value` may be computed after `stmt`: that changes nothing of what it reads, and moves nothing.
fn may_pass(function: &Function, value: &Expr, stmt: &Stmt) -> bool {
    let is_number = match &stmt.kind {
        StmtKind::Let { var, value } => function.var(*var).ty.is_float() && is_pure(value),
        StmtKind::Assign { place, value, .. } => function.place_ty(place).peel().is_float() && is_pure(value),
        _ => false,
    };
    is_number && !changed(std::slice::from_ref(stmt)).iter().any(|var| value.reads(*var))
}
