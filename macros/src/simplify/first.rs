//! The first contribution to an element of zeros is its value.
//!
//! ```text
//! let mut x_bar = [0.0; 3];
//! x_bar[2] += a;                x_bar[2] = a;
//! x_bar[2] += b;
//! ```
//!
//! So is that of a loop to the element of its counter, where no other statement adds to one.

use std::collections::BTreeSet;

use super::{changed, each, is_number};
use crate::emit;
use crate::ir::{Expr, Function, Head, Op, Place, Step, Stmt, StmtKind, Update, VarId};

/// The same for shadows with memory of their own, among `stmts`: when nothing looks for loops that add to them any more.
pub(crate) fn to_new_shadows(function: &Function, stmts: &mut [Stmt]) {
    for index in 0..stmts.len() {
        stmts[index].kind.blocks_mut().into_iter().for_each(|block| to_new_shadows(function, &mut block.stmts));
        let StmtKind::Let { var, value } = &stmts[index].kind else { continue };
        let new = match value {
            Expr::Repeat { element, vec: true, .. } => is_number(element, 0.0),
            Expr::Runtime(name, _) => *name == "__private::zero_tangent",
            _ => false,
        };
        if new {
            to_zeros(function, *var, &mut stmts[index + 1..]);
        }
    }
}

/// Rewrites the first contributions among `stmts`.
pub(super) fn contributions(function: &Function, stmts: &mut [Stmt]) {
    for stmt in stmts.iter_mut() {
        match &mut stmt.kind {
            StmtKind::Branch { arms, .. } => arms.iter_mut().for_each(|arm| contributions(function, &mut arm.stmts)),
            StmtKind::Loop(looped) => contributions(function, &mut looped.body.stmts),
            _ => {}
        }
    }
    for index in 0..stmts.len() {
        if let Some(var) = cleared(&stmts[index].kind) {
            to_zeros(function, var, &mut stmts[index + 1..]);
        }
    }
}

/// The variable that holds zeros after a statement.
fn cleared(kind: &StmtKind) -> Option<VarId> {
    match kind {
        StmtKind::Let { value: Expr::Runtime("__private::replace", arguments), .. } => match arguments.as_slice() {
            [Expr::RefMut(place), zero] if place.path.is_empty() && are_zeros(zero) => Some(place.root),
            _ => None,
        },
        StmtKind::Let { var, value } => are_zeros(value).then_some(*var),
        StmtKind::Assign { place, update: Update::Set, value } => {
            (place.path.is_empty() && are_zeros(value)).then_some(place.root)
        }
        _ => None,
    }
}

/// An array of zeros.
pub(super) fn are_zeros(value: &Expr) -> bool {
    let zero = |element: &Expr| is_number(element, 0.0) || are_zeros(element);
    match value {
        Expr::Repeat { element, vec: false, .. } => zero(element),
        Expr::Array(elements) => elements.iter().all(zero),
        _ => false,
    }
}

/// The first contributions to elements of `var`, which holds zeros, until something else looks at it.
fn to_zeros(function: &Function, var: VarId, stmts: &mut [Stmt]) {
    let mut reached = BTreeSet::new();
    for stmt in stmts {
        if let Some(place) = contribution(function, var, stmt) {
            if reached.insert(emit::place(function, place).to_string())
                && let StmtKind::Assign { update, value, .. } = &mut stmt.kind
            {
                set(update, value);
            }
        } else if is_seen(var, stmt) {
            if reached.is_empty() {
                of_each_iteration(function, var, stmt, &mut Vec::new());
            }
            return;
        }
    }
}

/// The contribution of a loop, whose iterations and those of the loops around it each have an element of their own.
fn of_each_iteration(function: &Function, var: VarId, stmt: &mut Stmt, counters: &mut Vec<VarId>) {
    match &mut stmt.kind {
        StmtKind::Loop(looped) => {
            let Head::For { counter, .. } = looped.head else { return };
            let mut bounds = false;
            looped.head.for_each_read(&mut |read| bounds |= read == var);
            if bounds {
                return;
            }
            counters.push(counter);
            let mut seen = looped.body.stmts.iter_mut().filter(|stmt| is_seen(var, stmt));
            if let (Some(only), None) = (seen.next(), seen.next()) {
                of_each_iteration(function, var, only, counters);
            }
        }
        StmtKind::Assign { place, update: update @ Update::By(Op::Add | Op::Sub), value }
            if is_of_counters(function, place, counters) && !value.reads(var) =>
        {
            set(update, value);
        }
        _ => {}
    }
}

/// `a[i][j]` in loops over `i` and `j`, in any order.
fn is_of_counters(function: &Function, place: &Place, counters: &[VarId]) -> bool {
    let mut found = Vec::new();
    for step in &place.path {
        match step {
            Step::Index(Expr::Place(index)) if index.path.is_empty() => found.push(index.root),
            Step::Index(Expr::Tokens(tokens)) => match tokens.reads.as_slice() {
                [only] if function.var(*only).name == tokens.stream.to_string() => found.push(*only),
                _ => return false,
            },
            _ => return false,
        }
    }
    let mut wanted = counters.to_vec();
    found.sort();
    wanted.sort();
    found == wanted && function.place_ty(place).is_float()
}

/// `+= e` as `= e`, `-= e` as `= -e`.
fn set(update: &mut Update, value: &mut Expr) {
    if *update == Update::By(Op::Sub) {
        *value = std::mem::replace(value, Expr::Number(0.0)).neg();
    }
    *update = Update::Set;
}

/// The element of `var`, by its number, to which `stmt` adds.
fn contribution<'a>(function: &Function, var: VarId, stmt: &'a Stmt) -> Option<&'a Place> {
    let StmtKind::Assign { place, update: Update::By(Op::Add | Op::Sub), value } = &stmt.kind else { return None };
    let literal = |step: &Step| match step {
        Step::Index(index) => emit::expr(function, index).to_string().parse::<usize>().is_ok(),
        _ => false,
    };
    let is_element = place.root == var && function.place_ty(place).is_float() && place.path.iter().all(literal);
    (is_element && !value.reads(var)).then_some(place)
}

fn is_seen(var: VarId, stmt: &Stmt) -> bool {
    let mut seen = changed(std::slice::from_ref(stmt)).contains(&var);
    each(std::slice::from_ref(stmt), &mut |stmt| stmt.kind.for_each_own_read(&mut |read| seen |= read == var));
    seen
}
