//! One sum in place of a start and what is added to it.

use std::collections::BTreeSet;

use super::{changed, each, is_number, is_pure};
use crate::ir::{Expr, Function, Op, Stmt, StmtKind, Update, VarId};

/// `x = 0; x += e;` is `x = e;`.
pub(super) fn restart(function: &Function, stmts: &mut Vec<Stmt>) {
    for stmt in stmts.iter_mut() {
        match &mut stmt.kind {
            StmtKind::Branch { arms, .. } => arms.iter_mut().for_each(|arm| restart(function, &mut arm.stmts)),
            StmtKind::Loop(looped) => restart(function, &mut looped.body.stmts),
            _ => {}
        }
    }
    let mut index = 0;
    while index + 1 < stmts.len() {
        let sum = next_touch(stmts, index).and_then(|next| Some((next, sum_from_zero(function, stmts, index, next)?)));
        if let Some((next, sum)) = sum
            && let StmtKind::Assign { update, value, .. } = &mut stmts[next].kind
        {
            (*update, *value) = (Update::Set, sum);
            stmts.remove(index);
        } else {
            index += 1;
        }
    }
}

/// After a number becomes zero at `index`, the next statement that looks at it; of an element, the next statement.
fn next_touch(stmts: &[Stmt], index: usize) -> Option<usize> {
    let StmtKind::Assign { place, update: Update::Set, value } = &stmts[index].kind else { return None };
    if !is_number(value, 0.0) {
        return None;
    }
    let touches = |stmt: &Stmt| {
        let mut found = false;
        each(std::slice::from_ref(stmt), &mut |stmt| {
            found |= matches!(stmt.kind, StmtKind::Exit(_));
            stmt.kind.for_each_own_read(&mut |read| found |= read == place.root);
            found |= stmt.kind.own_writes().contains(&place.root);
        });
        found
    };
    let next = if place.path.is_empty() { stmts[index + 1..].iter().position(touches)? } else { 0 };
    Some(index + 1 + next)
}

/// What `x` is after `x = 0; … x += e;` at `first` and `next`.
fn sum_from_zero(function: &Function, stmts: &[Stmt], first: usize, next: usize) -> Option<Expr> {
    let StmtKind::Assign { place: zeroed, .. } = &stmts[first].kind else { return None };
    let StmtKind::Assign { place, update: Update::By(op @ (Op::Add | Op::Sub)), value } = &stmts.get(next)?.kind else {
        return None;
    };
    let same = |a, b| crate::emit::place(function, a).to_string() == crate::emit::place(function, b).to_string();
    if zeroed.root != place.root || value.reads(place.root) || !same(zeroed, place) {
        return None;
    }
    Some(if *op == Op::Add { value.clone() } else { value.clone().neg() })
}

/// `let bar = a; … bar += b;` becomes one sum, where nothing between looks at `bar` or changes what `a` reads.
pub(crate) fn gather(function: &Function, stmts: &mut Vec<Stmt>) {
    for stmt in stmts.iter_mut() {
        match &mut stmt.kind {
            StmtKind::Branch { arms, .. } => arms.iter_mut().for_each(|arm| gather(function, &mut arm.stmts)),
            StmtKind::Loop(looped) => gather(function, &mut looped.body.stmts),
            _ => {}
        }
    }
    let sums: BTreeSet<VarId> = stmts.iter().filter_map(added_to).collect();
    let mut index = 0;
    while index < stmts.len() {
        let is_sum = matches!(&stmts[index].kind, StmtKind::Let { var, .. } if sums.contains(var));
        if is_sum && let Some(next) = next_sum(function, stmts, index) {
            let (StmtKind::Let { value: first, .. }, StmtKind::Assign { update, value: second, .. }) =
                (stmts[index].kind.clone(), stmts[next].kind.clone())
            else {
                index += 1;
                continue;
            };
            let StmtKind::Let { var, .. } = stmts[index].kind else { continue };
            let value = match (is_number(&first, 0.0), update) {
                (true, Update::By(Op::Sub)) => second.neg(),
                (true, _) => second,
                (false, Update::By(Op::Sub)) => first.sub(second),
                (false, _) => first.add(second),
            };
            stmts[next].kind = StmtKind::Let { var, value };
            stmts.remove(index);
        } else {
            index += 1;
        }
    }
}

/// The variable that a statement adds to.
fn added_to(stmt: &Stmt) -> Option<VarId> {
    match &stmt.kind {
        StmtKind::Assign { place, update: Update::By(Op::Add | Op::Sub), .. } if place.path.is_empty() => {
            Some(place.root)
        }
        _ => None,
    }
}

/// The sum that may absorb the `let` at `index`.
fn next_sum(function: &Function, stmts: &[Stmt], index: usize) -> Option<usize> {
    let StmtKind::Let { var, value } = &stmts[index].kind else { return None };
    if !function.var(*var).ty.is_float() || terms(value) > 3 || !is_pure(value) {
        return None;
    }
    for (next, stmt) in stmts.iter().enumerate().skip(index + 1) {
        if let StmtKind::Assign { place, update: Update::By(Op::Add | Op::Sub), value: added } = &stmt.kind
            && place.root == *var
            && place.path.is_empty()
            && !added.reads(*var)
        {
            return Some(next);
        }
        let mut blocked = false;
        each(std::slice::from_ref(stmt), &mut |stmt| stmt.kind.for_each_own_read(&mut |read| blocked |= read == *var));
        for written in changed(std::slice::from_ref(stmt)) {
            blocked |= written == *var || value.reads(written);
        }
        if blocked {
            return None;
        }
    }
    None
}

fn terms(expr: &Expr) -> usize {
    match expr {
        Expr::Binary(Op::Add | Op::Sub, a, b) => terms(a) + terms(b),
        _ => 1,
    }
}
