//! No zeros, no ones, no idle names: the output is read by people.
//!
//! ```text
//! let value_bar = 1.0;
//! let v0_bar = value_bar * v1;          let v0_bar = v1;
//! let mut x_bar = y * v0_bar;
//! x_bar += x.cos() * value_bar;         let x_bar = y * v0_bar + x.cos();
//! ```

mod dead;
mod first;
mod floors;
mod inline;
mod inverses;
mod plain;
mod whole;

pub(crate) use first::to_new_shadows;
pub(crate) use inverses::share_inverses;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use dead::{remove_dead, remove_unread};
use floors::Floors;

use crate::ir::{Expr, Function, Op, Stmt, StmtKind, Update, VarId};

/// Simplifies the reverse sweep `stmts`; variables in `live` are read after it.
pub fn reverse(function: &mut Function, stmts: &mut Vec<Stmt>, live: &BTreeSet<VarId>) {
    let floors = Floors::of(function);
    loop {
        let before = count(stmts);
        propagate(function, stmts, live);
        stmts.iter_mut().for_each(|stmt| stmt.rewrite(&mut fold));
        plain::rules(function, &floors, stmts);
        signs(stmts);
        restart(function, stmts);
        gather(function, stmts);
        remove_dead(stmts, live);
        if count(stmts) == before {
            break;
        }
    }
    first::contributions(function, stmts);
    whole::tuples(function, stmts);
}

/// Simplifies adjoints that stand in a forward sweep, where nothing is dead.
pub(crate) fn in_forward(function: &Function, stmts: &mut Vec<Stmt>) {
    propagate(function, stmts, &BTreeSet::new());
    stmts.iter_mut().for_each(|stmt| stmt.rewrite(&mut fold));
    signs(stmts);
    gather(function, stmts);
}

/// Simplifies the formulas of forward mode.
pub fn forward(function: &Function, stmts: &mut Vec<Stmt>) {
    inline::temporaries(function, stmts);
    stmts.iter_mut().for_each(|stmt| stmt.rewrite(&mut fold));
    signs(stmts);
}

fn count(stmts: &[Stmt]) -> usize {
    let mut number = 0;
    stmts.iter().for_each(|stmt| {
        number += 1;
        stmt.kind.blocks().iter().for_each(|block| number += count(&block.stmts));
    });
    number
}

fn is_number(expr: &Expr, wanted: f64) -> bool {
    matches!(expr, Expr::Number(number) if (number - wanted).abs() == 0.0)
}

/// Arithmetic with 0, 1 and signs.
fn fold(expr: &mut Expr) {
    let take = |side: &mut Box<Expr>| std::mem::replace(&mut **side, Expr::Number(0.0));
    let new = match expr {
        Expr::Neg(inner) => match &mut **inner {
            Expr::Number(number) => Some(Expr::Number(-*number)),
            Expr::Neg(inner) => Some(take(inner)),
            _ => None,
        },
        Expr::Binary(Op::Mul, a, b) if is_number(a, 1.0) => Some(take(b)),
        Expr::Binary(Op::Mul | Op::Div, a, b) if is_number(b, 1.0) => Some(take(a)),
        Expr::Binary(Op::Mul, a, b) if is_number(a, -1.0) => Some(Expr::Neg(Box::new(take(b)))),
        Expr::Binary(Op::Mul, a, b) if is_number(b, -1.0) => Some(Expr::Neg(Box::new(take(a)))),
        Expr::Binary(Op::Mul, a, b) => match (&mut **a, &mut **b) {
            (Expr::Number(a), Expr::Number(b)) => Some(Expr::Number(*a * *b)),
            (Expr::Neg(a), Expr::Neg(b)) => Some(take(a).mul(take(b))),
            (Expr::Neg(inner), _) => Some(take(inner).mul(take(b)).neg()),
            (_, Expr::Neg(inner)) => Some(take(a).mul(take(inner)).neg()),
            _ => None,
        },
        Expr::Binary(Op::Add, a, b) => match (&mut **a, &mut **b) {
            (_, Expr::Neg(inner)) => Some(take(a).sub(take(inner))),
            _ => None,
        },
        _ => None,
    };
    if let Some(new) = new {
        *expr = new;
    }
}

/// `x += -e` is `x -= e`.
fn signs(stmts: &mut [Stmt]) {
    for stmt in stmts {
        match &mut stmt.kind {
            StmtKind::Assign { update: update @ Update::By(Op::Add | Op::Sub), value, .. } => {
                let negated = match value {
                    Expr::Neg(inner) => std::mem::replace(&mut **inner, Expr::Number(0.0)),
                    Expr::Number(number) if *number < 0.0 => Expr::Number(-*number),
                    _ => continue,
                };
                *value = negated;
                *update = match update {
                    Update::By(Op::Add) => Update::By(Op::Sub),
                    _ => Update::By(Op::Add),
                };
            }
            StmtKind::Branch { arms, .. } => arms.iter_mut().for_each(|arm| signs(&mut arm.stmts)),
            StmtKind::Loop(looped) => signs(&mut looped.body.stmts),
            _ => {}
        }
    }
}

/// `x = 0; x += e;` is `x = e;`.
fn restart(function: &Function, stmts: &mut Vec<Stmt>) {
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

/// Variables changed after their definition, anywhere in `stmts`.
pub(crate) fn changed(stmts: &[Stmt]) -> BTreeSet<VarId> {
    let mut all = BTreeSet::new();
    let mut note = |stmt: &Stmt| {
        all.extend(stmt.kind.own_writes());
        let mut values = Vec::new();
        match &stmt.kind {
            StmtKind::Let { value, .. } | StmtKind::Eval(value) => values.push(value),
            StmtKind::Assign { value, .. } => values.push(value),
            _ => {}
        }
        while let Some(value) = values.pop() {
            match value {
                Expr::RefMut(place) => {
                    all.insert(place.root);
                }
                Expr::Reverse(call, shadows, _) | Expr::Sweep(call, shadows, _) => {
                    all.extend(call.writes());
                    all.extend(shadows.iter().map(|shadow| match shadow {
                        crate::ir::ShadowArgument::Active(place)
                        | crate::ir::ShadowArgument::Unwanted(place)
                        | crate::ir::ShadowArgument::Dummy(place) => place.root,
                    }));
                }
                Expr::Forward(call) | Expr::Call(call) => all.extend(call.writes()),
                _ => {}
            }
            values.extend(value.operands());
        }
    };
    each(stmts, &mut note);
    all
}

fn each(stmts: &[Stmt], visit: &mut dyn FnMut(&Stmt)) {
    for stmt in stmts {
        visit(stmt);
        for block in stmt.kind.blocks() {
            each(&block.stmts, visit);
        }
    }
}

/// Numbers and names that stand for one value are replaced by it.
fn propagate(function: &Function, stmts: &mut Vec<Stmt>, live: &BTreeSet<VarId>) {
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

/// Without effects: may move, or go.
pub(crate) fn is_pure(expr: &Expr) -> bool {
    let own = !matches!(
        expr,
        Expr::Pop(_) | Expr::Call(_) | Expr::Forward(_) | Expr::Reverse(..) | Expr::Sweep(..) | Expr::RefMut(_)
    );
    let tokens = match expr {
        Expr::Tokens(tokens) => tokens.cheap || !tokens.stream.to_string().contains("panic"),
        _ => true,
    };
    own && tokens && expr.operands().into_iter().all(is_pure)
}

/// `mut` only where it is needed, in all parts of a companion together.
pub fn settle_mutability(function: &mut Function, parts: [&Vec<Stmt>; 3]) {
    let changed: BTreeSet<VarId> = parts.iter().flat_map(|part| changed(part)).collect();
    for part in parts {
        each(part, &mut |stmt| {
            let made = match &stmt.kind {
                StmtKind::Let { var, .. } => Some(*var),
                StmtKind::InPlace(change) => change.result,
                _ => None,
            };
            if let Some(var) = made {
                function.vars[var.0 as usize].mutable = changed.contains(&var);
            }
        });
    }
}
