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
mod propagate;
mod sums;
mod whole;

pub(crate) use first::to_new_shadows;
pub(crate) use inverses::share_inverses;

use std::collections::BTreeSet;

pub(crate) use dead::{remove_dead, remove_unread};
use floors::Floors;
use propagate::propagate;
pub(crate) use sums::gather;
use sums::restart;

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
