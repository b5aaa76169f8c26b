//! `grad_f` computes nothing that only the value needs.
//!
//! Where the function panics, its gradient panics as well: what reads an element of something that has no adjoint, or whose
//! adjoint nothing is added to, stays.

use std::collections::BTreeSet;

use super::Context;
use crate::activity::Activity;
use crate::ir::{Expr, Head, Place, Selector, Step, Stmt, StmtKind, VarId};
use crate::reverse::Sweeps;
use crate::simplify;

/// Stands between the parts while they are one.
const SEAM: &str = "";

/// Drops what only the value needs; whether that is something in a loop.
pub(super) fn drop_it(context: &Context, sweeps: &mut Sweeps) -> bool {
    let mut live = BTreeSet::<VarId>::new();
    for parameter in &context.function.parameters {
        live.insert(parameter.var);
        live.extend(sweeps.shadows.get(&parameter.var));
    }
    let mut all = Vec::new();
    for part in [&mut sweeps.forward, &mut sweeps.reverse, &mut sweeps.late] {
        all.append(part);
        all.push(sweeps.function.stmt(StmtKind::Heading(SEAM), proc_macro2::Span::mixed_site()));
    }
    let before = in_loops(&all);
    let activity = context.activity;
    simplify::remove_unread(&mut all, &live, &|stmt| may_go(activity, stmt));
    let is_less = in_loops(&all) < before;
    let mut parts = all.split(|stmt| matches!(stmt.kind, StmtKind::Heading(SEAM))).map(<[Stmt]>::to_vec);
    for part in [&mut sweeps.forward, &mut sweeps.reverse, &mut sweeps.late] {
        *part = parts.next().unwrap_or_default();
    }
    simplify::settle_mutability(&mut sweeps.function, [&sweeps.forward, &sweeps.reverse, &sweeps.late]);
    is_less
}

/// How many statements loops repeat.
fn in_loops(stmts: &[Stmt]) -> usize {
    let inside = |stmt: &Stmt| {
        let mut number = 0;
        for block in stmt.kind.blocks() {
            match stmt.kind {
                StmtKind::Loop(_) => block.for_each_stmt(&mut |_| number += 1),
                _ => number += in_loops(&block.stmts),
            }
        }
        number
    };
    stmts.iter().map(inside).sum()
}

/// Whether `stmt` does nothing but compute; then the adjoints read, and check, what it reads.
fn may_go(activity: &Activity, stmt: &Stmt) -> bool {
    match &stmt.kind {
        StmtKind::Let { var, value } => activity.is_active(*var) && is_formula(activity, value),
        StmtKind::Assign { place, value, .. } => {
            place.path.is_empty() && activity.is_active(place.root) && is_formula(activity, value)
        }
        // Only a loop has needed it.
        StmtKind::View { .. } => true,
        StmtKind::Branch { selector: Selector::If(choice), .. } => is_formula(activity, choice),
        StmtKind::Loop(looped) => match &looped.head {
            Head::For { lo, hi, step: None, .. } => looped.until.is_empty() && is_bound(lo) && is_bound(hi),
            _ => false,
        },
        _ => false,
    }
}

/// A number or a name.
fn is_bound(bound: &Expr) -> bool {
    match bound {
        Expr::Place(place) => place.path.is_empty(),
        Expr::Tokens(tokens) => is_bare(&tokens.stream.to_string()),
        _ => false,
    }
}

/// Nothing in it can fail: `2.0`, `n`, `n as f64`.
fn is_bare(text: &str) -> bool {
    text.chars().all(|letter| letter.is_alphanumeric() || "_. ()".contains(letter))
}

fn is_formula(activity: &Activity, value: &Expr) -> bool {
    let own = match value {
        Expr::Place(place) => is_checked(activity, place),
        Expr::Tokens(tokens) => tokens.cheap && is_bare(&tokens.stream.to_string()),
        Expr::Number(_) | Expr::Neg(_) | Expr::Binary(..) | Expr::Method(..) | Expr::Field(..) => true,
        _ => false,
    };
    own && value.operands().into_iter().all(|operand| is_formula(activity, operand))
}

/// Whether the adjoint of `place` has an element at the same place, or there is none to be missed.
fn is_checked(activity: &Activity, place: &Place) -> bool {
    activity.is_active(place.root)
        || place.path.iter().all(|step| matches!(step, Step::Deref | Step::Unbox | Step::Field(_)))
}
