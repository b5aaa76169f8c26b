//! Loops whose adjoints are known before them but for one factor: they run once, with the factor 1, and what they add is
//! scaled when the factor is known.
//!
//! ```text
//! for k in 0..n { let v = x[k].exp();       for k in 0..n { let v = x[k].exp();
//!                 s += v; }                                 s += v; x_bar[k] += v; }
//! let s_bar = 1.0 / s;                      let s_bar = 1.0 / s;
//! for k in 0..n { let v = x[k].exp();       for k in 0..n { x_bar[k] *= s_bar; }
//!                 x_bar[k] += v * s_bar; }
//! ```
//!
//! Only where the second run would cost more than this, and where products are all that the factor takes part in: a rule
//! with a pole looks at its adjoint.

use std::collections::{BTreeMap, BTreeSet};

use crate::emit;
use crate::ir::{Direction, Expr, Function, Head, Loop, Op, Place, Role, Step, Stmt, StmtKind, Update, VarId};
use crate::{hoist, simplify};

/// Methods that cost more than to read a number again.
const COSTLY: [&str; 19] = [
    "exp", "exp2", "exp_m1", "ln", "log2", "log10", "ln_1p", "log", "sin", "cos", "tan", "tanh", "sinh", "cosh",
    "asin", "acos", "atan", "powf", "cbrt",
];

/// Runs the loops of `reverse` in `forward` that are known there but for a factor.
pub(crate) fn by_factor(function: &mut Function, forward: &mut Vec<Stmt>, reverse: &mut Vec<Stmt>) {
    let mut index = 0;
    while index < reverse.len() {
        if let Some(found) = find(function, forward, reverse, index) {
            index = apply(function, forward, reverse, (index, found));
        }
        index += 1;
    }
}

/// A loop of the reverse sweep, and how it is known before.
struct Found {
    /// The same loop of the forward sweep.
    first: usize,
    factor: VarId,
    /// The containers that it adds to, with the place in each iteration and the statement that makes them.
    containers: BTreeMap<VarId, (Place, usize)>,
    /// Numbers that it adds to.
    numbers: BTreeSet<VarId>,
    /// What it computes beside the iteration itself.
    adjoints: Vec<Stmt>,
}

fn looped(stmt: &Stmt) -> Option<&Loop> {
    match &stmt.kind {
        StmtKind::Loop(looped) => Some(looped),
        _ => None,
    }
}

fn find(function: &Function, forward: &[Stmt], reverse: &[Stmt], index: usize) -> Option<Found> {
    let second = looped(&reverse[index])?;
    let is_same = |stmt: &&Stmt| looped(stmt).is_some_and(|other| other.label == second.label);
    if forward.iter().chain(reverse).filter(is_same).count() != 2 {
        return None;
    }
    let first = forward.iter().position(|stmt| is_same(&stmt))?;
    let Head::For { counter, step: None, inclusive: false, .. } = &second.head else { return None };
    if !looped(&forward[first])?.until.is_empty() || !second.until.is_empty() {
        return None;
    }
    let own: BTreeSet<VarId> = own_names(looped(&forward[first])?)?;
    let adjoints: Vec<Stmt> = second.body.stmts.iter().filter(|stmt| !is_again(stmt, &own)).cloned().collect();
    let made = made_since(forward, first, &reverse[..index]);
    let factor = factor(function, &adjoints, &made)?;
    let mut found =
        Found { first, factor, containers: BTreeMap::new(), numbers: BTreeSet::new(), adjoints: Vec::new() };
    let mut linear = BTreeSet::from([factor]);
    for stmt in &adjoints {
        match &stmt.kind {
            StmtKind::Let { var, value } => match degree(value, &linear)? {
                Degree::One => _ = linear.insert(*var),
                Degree::Zero => {}
            },
            StmtKind::Assign { place, update: Update::By(Op::Add | Op::Sub), value } => {
                let is_shadow = function.var(place.root).role == Role::Shadow && !own.contains(&place.root);
                let is_product = matches!(degree(value, &linear)?, Degree::One);
                if !is_shadow || !is_product || !function.place_ty(place).is_float() {
                    return None;
                }
                if place.path.is_empty() {
                    found.numbers.insert(place.root);
                } else {
                    let made_at = fresh(function, (forward, first), &reverse[..index], place)?;
                    let own_element = is_own_element(function, *counter, place, &second.body.declared());
                    let before = found.containers.insert(place.root, (place.clone(), made_at));
                    let text = |place: &Place| emit::place(function, place).to_string();
                    if !own_element || before.is_some_and(|(other, _)| text(&other) != text(place)) {
                        return None;
                    }
                }
            }
            _ => return None,
        }
    }
    found.adjoints = adjoints;
    let touched = |var: &VarId| found.containers.contains_key(var) || found.numbers.contains(var);
    let reads_target = found.adjoints.iter().any(|stmt| reads(stmt).iter().any(&touched));
    let is_costly =
        found.containers.is_empty() || second.body.stmts.iter().any(|stmt| is_again(stmt, &own) && costs(stmt));
    (!reads_target && is_costly && !(found.containers.is_empty() && found.numbers.is_empty())).then_some(found)
}

/// What the iterations of a loop of formulas bind; `None` for one that does more than bind and add.
fn own_names(looped: &Loop) -> Option<BTreeSet<VarId>> {
    let mut own: BTreeSet<VarId> = looped.head.binds().into_iter().collect();
    for stmt in &looped.body.stmts {
        match &stmt.kind {
            StmtKind::Let { var, value } if simplify::is_pure(value) => _ = own.insert(*var),
            StmtKind::Assign { place, update: Update::By(Op::Add | Op::Sub), value }
                if simplify::is_pure(value) && !own.contains(&place.root) => {}
            _ => return None,
        }
    }
    Some(own)
}

/// A statement of the iteration, run again.
fn is_again(stmt: &Stmt, own: &BTreeSet<VarId>) -> bool {
    matches!(&stmt.kind, StmtKind::Let { var, .. } if own.contains(var))
}

fn costs(stmt: &Stmt) -> bool {
    let mut costly = false;
    stmt.clone().rewrite(&mut |expr| {
        costly |= matches!(expr, Expr::Method(name, ..) if COSTLY.contains(&name.to_string().as_str()));
    });
    costly
}

/// What is bound after the first run, which it cannot read.
fn made_since(forward: &[Stmt], first: usize, reverse: &[Stmt]) -> BTreeSet<VarId> {
    forward[first..].iter().chain(reverse).flat_map(|stmt| stmt.kind.declares()).collect()
}

fn reads(stmt: &Stmt) -> Vec<VarId> {
    let mut all = Vec::new();
    match &stmt.kind {
        // An addition reads its target in the sense of the representation only.
        StmtKind::Assign { place, value, .. } => {
            value.for_each_read(&mut |var| all.push(var));
            place.for_each_index(&mut |var| all.push(var));
        }
        kind => kind.for_each_own_read(&mut |var| all.push(var)),
    }
    all
}

/// The one number among what is bound after the first run that the second reads.
fn factor(function: &Function, adjoints: &[Stmt], made: &BTreeSet<VarId>) -> Option<VarId> {
    let all: BTreeSet<VarId> = adjoints.iter().flat_map(reads).filter(|var| made.contains(var)).collect();
    let mut all = all.into_iter();
    let only = all.next().filter(|var| function.var(*var).ty.is_float())?;
    let changed = simplify::changed(adjoints);
    (all.next().is_none() && !changed.contains(&only)).then_some(only)
}

/// How often the factor is in a product.
enum Degree {
    Zero,
    One,
}

/// `None` where the factor is in something else than products and sums of them.
fn degree(value: &Expr, linear: &BTreeSet<VarId>) -> Option<Degree> {
    let mut found = false;
    value.for_each_read(&mut |var| found |= linear.contains(&var));
    if !found {
        return simplify::is_pure(value).then_some(Degree::Zero);
    }
    match value {
        Expr::Place(place) => place.path.is_empty().then_some(Degree::One),
        Expr::Neg(inner) => degree(inner, linear),
        Expr::Binary(Op::Mul, a, b) => match (degree(a, linear)?, degree(b, linear)?) {
            (Degree::One, Degree::Zero) | (Degree::Zero, Degree::One) => Some(Degree::One),
            _ => None,
        },
        Expr::Binary(Op::Add | Op::Sub, a, b) => match (degree(a, linear)?, degree(b, linear)?) {
            (Degree::One, Degree::One) => Some(Degree::One),
            _ => None,
        },
        _ => None,
    }
}

/// The statement that makes the container of `place`, full of zeros, of which nothing is known before the loop.
fn fresh(function: &Function, (forward, first): (&[Stmt], usize), reverse: &[Stmt], place: &Place) -> Option<usize> {
    let made_at = reverse.iter().position(|stmt| stmt.kind.declares().contains(&place.root))?;
    let StmtKind::Let { value, .. } = &reverse[made_at].kind else { return None };
    let is_zero = match value {
        Expr::Runtime("__private::zero_tangent", _) => true,
        Expr::Repeat { element, .. } => matches!(&**element, Expr::Number(number) if number.abs() == 0.0),
        _ => false,
    };
    let name = function.var(place.root).name.to_string();
    let between = emit::stmts(function, &reverse[made_at + 1..]);
    // Its length is that of before the first run.
    let mut later: BTreeSet<VarId> = made_since(forward, first, reverse);
    later.extend(simplify::changed(&forward[first..]));
    later.extend(simplify::changed(reverse));
    let mut known = true;
    value.for_each_read(&mut |var| known &= !later.contains(&var));
    (is_zero && known && !hoist::names(between, &name)).then_some(made_at)
}

/// `a[counter]`, `a[start + counter]`: of the other iterations, none has this element.
fn is_own_element(function: &Function, counter: VarId, place: &Place, declared: &[VarId]) -> bool {
    let [before @ .., Step::Index(index)] = place.path.as_slice() else { return false };
    let mut stays = before.iter().all(|step| matches!(step, Step::Deref | Step::Field(_)));
    index.for_each_read(&mut |var| stays &= !declared.contains(&var));
    stays && hoist::is_sum_with(&emit::expr(function, index), &function.var(counter).name.to_string())
}

/// The loop at `index` runs where it ran first; where it stood, its sums are scaled.
fn apply(
    function: &mut Function,
    forward: &mut Vec<Stmt>,
    reverse: &mut Vec<Stmt>,
    (index, found): (usize, Found),
) -> usize {
    let Found { first, factor, containers, numbers, mut adjoints } = found;
    let span = reverse[index].span;
    let (mut before, mut after, mut parts) = (Vec::new(), Vec::new(), BTreeMap::new());
    for number in &numbers {
        let (wish, ty) = (format!("{}_part", function.var(*number).name), function.var(*number).ty.clone());
        let part = function.declare(&wish, span, ty, true, Role::Shadow);
        before.push(function.stmt(StmtKind::Let { var: part, value: Expr::Number(0.0) }, span));
        parts.insert(*number, part);
        let value = Expr::var(part).mul(Expr::var(factor));
        let kind = StmtKind::Assign { place: Place::of(*number), update: Update::By(Op::Add), value };
        after.push(function.stmt(kind, span));
    }
    for stmt in &mut adjoints {
        stmt.rewrite(&mut |expr| {
            if matches!(expr, Expr::Place(place) if place.root == factor) {
                *expr = Expr::Number(1.0);
            }
        });
        if let StmtKind::Assign { place, .. } = &mut stmt.kind
            && let Some(part) = parts.get(&place.root)
        {
            place.root = *part;
        }
    }
    let scaled = containers.values().map(|(place, _)| {
        let kind = StmtKind::Assign { place: place.clone(), update: Update::By(Op::Mul), value: Expr::var(factor) };
        (kind, span)
    });
    let scaled: Vec<_> = scaled.collect();
    let scaled: Vec<Stmt> = scaled.into_iter().map(|(kind, span)| function.stmt(kind, span)).collect();
    if let (StmtKind::Loop(looped), false) = (&mut reverse[index].kind, scaled.is_empty()) {
        looped.body.stmts = scaled;
        if let Head::For { direction, .. } = &mut looped.head {
            *direction = Direction::Up;
        }
        after.insert(0, reverse[index].clone());
    }
    let end = index + after.len();
    reverse.splice(index..=index, after);
    let mut makers: Vec<usize> = containers.values().map(|(_, made_at)| *made_at).collect();
    makers.sort_unstable();
    before.extend(makers.iter().map(|made_at| reverse[*made_at].clone()));
    makers.iter().rev().for_each(|made_at| _ = reverse.remove(*made_at));
    if let StmtKind::Loop(looped) = &mut forward[first].kind {
        looped.body.stmts.extend(adjoints);
        simplify::in_forward(function, &mut looped.body.stmts);
    }
    forward.splice(first..first, before);
    end - makers.len() - 1
}
