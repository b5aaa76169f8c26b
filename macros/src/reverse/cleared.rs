//! Shadows of scratch buffers, which are zero whenever an iteration begins to add to them: what adds first sets them, and
//! nothing clears them.
//!
//! ```text
//! for i in 0..n { k_bar[i] += h * y_bar[i]; }                    k_bar[i] = h * y_bar[i];
//! …
//! for i in 0..n { let bar = k_bar[i]; k_bar[i] = 0.0; … }        let bar = k_bar[i]; …
//! ```

use std::collections::BTreeMap;

use crate::fuse::{self, Part};
use crate::ir::{Block, Expr, Function, Head, Loop, Op, Place, Step, Stmt, StmtKind, Update, VarId};

/// Sets where the loops of `reverse` may; `shadows` are those of the variables of `function`, which are declared there.
pub(super) fn set(function: &Function, shadows: &BTreeMap<VarId, VarId>, reverse: &mut [Stmt], late: &[Stmt]) {
    let is_own =
        |var: VarId| function.result != Some(var) && function.parameters.iter().all(|parameter| parameter.var != var);
    for (var, shadow) in shadows.iter().filter(|(var, _)| is_own(**var)) {
        let everywhere = touches(reverse, *shadow) + touches(late, *shadow);
        in_loops(reverse, &mut |body| {
            // Nobody else knows it, and it is declared around.
            if everywhere > 0 && touches(&body.stmts, *shadow) == everywhere && !body.declared().contains(shadow) {
                in_iteration(function, *var, *shadow, body);
            }
        });
    }
}

fn in_loops(stmts: &mut [Stmt], visit: &mut dyn FnMut(&mut Block)) {
    for stmt in stmts {
        if let StmtKind::Loop(looped) = &mut stmt.kind {
            visit(&mut looped.body);
        }
        stmt.kind.blocks_mut().into_iter().for_each(|block| in_loops(&mut block.stmts, visit));
    }
}

/// How many statements read or write `var`, beside its declaration.
fn touches(stmts: &[Stmt], var: VarId) -> usize {
    let mut count = 0;
    for stmt in stmts {
        let mut found = stmt.kind.own_writes().contains(&var);
        stmt.kind.for_each_own_read(&mut |read| found |= read == var);
        count += usize::from(found);
        count += stmt.kind.blocks().iter().map(|block| touches(&block.stmts, var)).sum::<usize>();
    }
    count
}

/// What a statement of the iteration does with the shadow.
enum Event {
    /// Adds to it; to each element once, if so told.
    Add { whole: bool },
    /// Reads elements of it, and clears a part of it.
    Take(Option<Part>),
}

/// From the first statement that adds to the shadow to the last one that takes it.
#[derive(Default)]
struct Span {
    adds: Vec<(usize, bool)>,
    takes: Vec<(usize, Option<Part>)>,
}

fn in_iteration(function: &Function, var: VarId, shadow: VarId, body: &mut Block) {
    let mut spans: Vec<Span> = Vec::new();
    for (index, stmt) in body.stmts.iter().enumerate() {
        if touches(std::slice::from_ref(stmt), shadow) == 0 {
            continue;
        }
        match (event(function, var, shadow, stmt), spans.last_mut()) {
            (Some(Event::Add { whole }), Some(span)) if span.takes.is_empty() => span.adds.push((index, whole)),
            (Some(Event::Add { whole }), _) => {
                spans.push(Span { adds: vec![(index, whole)], takes: Vec::new() });
            }
            (Some(Event::Take(part)), Some(span)) => span.takes.push((index, part)),
            _ => return,
        }
    }
    // All of it is zero whenever something begins to add.
    if !spans.iter().all(|span| is_apart(function, var, span)) {
        return;
    }
    let mut cleared = Vec::new();
    for (index, span) in spans.iter().enumerate() {
        let Some((first, true)) = span.adds.first() else { continue };
        let before = &spans[(index + spans.len() - 1) % spans.len()];
        cleared.extend(before.takes.iter().map(|(index, _)| *index));
        set_first(&mut body.stmts[*first], shadow);
    }
    cleared.iter().for_each(|index| clear_no_more(&mut body.stmts[*index], shadow));
    body.stmts.retain(|stmt| !matches!(&stmt.kind, StmtKind::Heading("")));
}

/// Whether what is taken is all of the list, each element once: a loop to its end, and single elements before it.
fn is_apart(function: &Function, var: VarId, span: &Span) -> bool {
    let parts: Vec<&Part> = span.takes.iter().filter_map(|(_, part)| part.as_ref()).collect();
    fuse::cover_apart(function, &parts, var)
}

fn event(function: &Function, var: VarId, shadow: VarId, stmt: &Stmt) -> Option<Event> {
    let single = Block { id: crate::ir::BlockId(u32::MAX), stmts: vec![stmt.clone()] };
    if fuse::is_accumulator(&single, shadow) {
        let whole = matches!(&stmt.kind, StmtKind::Loop(looped) if adds_to_all(function, var, shadow, looped));
        return Some(Event::Add { whole });
    }
    match &stmt.kind {
        StmtKind::Let { value: Expr::Place(place), .. } if element(place, shadow).is_some() => Some(Event::Take(None)),
        StmtKind::Assign { place, update: Update::Set, value: Expr::Number(0.0) } => {
            Some(Event::Take(Some(Part::of(function, element(place, shadow)?))))
        }
        StmtKind::Loop(looped) => taken(shadow, looped),
        _ => None,
    }
}

/// `for i in lo..hi { let bar = shadow[i]; shadow[i] = 0.0; … }`
fn taken(shadow: VarId, looped: &Loop) -> Option<Event> {
    let Head::For { counter, lo, hi, inclusive: false, step: None, .. } = &looped.head else { return None };
    if !looped.until.is_empty() || looped.body.stmts.iter().any(|stmt| blocks_touch(stmt, shadow)) {
        return None;
    }
    let here = |place: &Place| matches!(element(place, shadow), Some(Expr::Place(index)) if index.root == *counter && index.path.is_empty());
    let mut is_cleared = false;
    for stmt in &looped.body.stmts {
        if touches(std::slice::from_ref(stmt), shadow) == 0 {
            continue;
        }
        match &stmt.kind {
            StmtKind::Let { value: Expr::Place(place), .. } if here(place) && !is_cleared => {}
            StmtKind::Assign { place, update: Update::Set, value: Expr::Number(0.0) } if here(place) && !is_cleared => {
                is_cleared = true;
            }
            _ => return None,
        }
    }
    is_cleared.then(|| Event::Take(Some(Part::between(lo, hi))))
}

fn blocks_touch(stmt: &Stmt, shadow: VarId) -> bool {
    stmt.kind.blocks().iter().any(|block| touches(&block.stmts, shadow) > 0)
}

/// The index of an element of `shadow`.
fn element(place: &Place, shadow: VarId) -> Option<&Expr> {
    match place.path.as_slice() {
        [Step::Index(index)] if place.root == shadow && !index.reads(shadow) => Some(index),
        _ => None,
    }
}

/// `for i in 0..n { shadow[i] += …; }`, for all of it.
fn adds_to_all(function: &Function, var: VarId, shadow: VarId, looped: &Loop) -> bool {
    let swept = fuse::swept(function, looped);
    let single = swept.iter().any(|(_, place)| place.root == shadow && place.path.len() == 1);
    let Head::For { lo, hi, .. } = &looped.head else { return false };
    single && looped.until.is_empty() && fuse::cover(function, &[&Part::between(lo, hi)], var)
}

/// `shadow[i] = …;` for what adds to it.
fn set_first(stmt: &mut Stmt, shadow: VarId) {
    let StmtKind::Loop(looped) = &mut stmt.kind else { return };
    for inner in &mut looped.body.stmts {
        if let StmtKind::Assign { place, update, value } = &mut inner.kind
            && place.root == shadow
        {
            if *update == Update::By(Op::Sub) {
                *value = std::mem::replace(value, Expr::Number(0.0)).neg();
            }
            *update = Update::Set;
        }
    }
}

/// Without what clears `shadow`.
fn clear_no_more(stmt: &mut Stmt, shadow: VarId) {
    let clears = |kind: &StmtKind| matches!(kind, StmtKind::Assign { place, update: Update::Set, value: Expr::Number(0.0) } if place.root == shadow);
    if clears(&stmt.kind) {
        stmt.kind = StmtKind::Heading("");
    } else if let StmtKind::Loop(looped) = &mut stmt.kind {
        looped.body.stmts.retain(|inner| !clears(&inner.kind));
    }
}
