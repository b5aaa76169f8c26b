//! Shadows of scratch buffers, which are zero whenever an iteration begins to add to them: what adds first sets them, and
//! nothing clears them.
//!
//! ```text
//! for i in 0..n { k_bar[i] += h * y_bar[i]; }                    k_bar[i] = h * y_bar[i];
//! …
//! for i in 0..n { let bar = k_bar[i]; k_bar[i] = 0.0; … }        let bar = k_bar[i]; …
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::fuse::{self, Part};
use crate::ir::{Block, Expr, Function, Head, Loop, Op, Place, Step, Stmt, StmtKind, Update, VarId};

/// Sets where the loops of `reverse` may; `shadows` are those of the variables of `function`, which are declared there.
pub(super) fn set(function: &Function, shadows: &BTreeMap<VarId, VarId>, reverse: &mut [Stmt], late: &[Stmt]) {
    let is_own =
        |var: VarId| function.result != Some(var) && function.parameters.iter().all(|parameter| parameter.var != var);
    let mut from_zero = BTreeSet::new();
    start_from_zero(reverse, &mut from_zero);
    for (var, shadow) in shadows.iter().filter(|(var, shadow)| is_own(**var) && from_zero.contains(shadow)) {
        let everywhere = touches(reverse, *shadow) + touches(late, *shadow);
        in_loops(reverse, &mut |body| {
            // Nobody else knows it, and it is declared around.
            if everywhere > 0 && touches(&body.stmts, *shadow) == everywhere && !body.declared().contains(shadow) {
                in_iteration(function, *var, *shadow, body);
            }
        });
    }
}

/// The lists that are declared with zeros, and not with what something became.
fn start_from_zero(stmts: &[Stmt], found: &mut BTreeSet<VarId>) {
    for stmt in stmts {
        if let StmtKind::Let { var, value } = &stmt.kind {
            let zeros = match value {
                Expr::Repeat { element, .. } => matches!(**element, Expr::Number(0.0)),
                Expr::Runtime(path, _) => *path == "__private::zero_tangent",
                _ => false,
            };
            found.extend(zeros.then_some(*var));
        }
        stmt.kind.blocks().iter().for_each(|block| start_from_zero(&block.stmts, found));
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
    /// Reads the element of this index, which is cleared next.
    Read(String),
    /// Clears a part of it, after reading it.
    Clear(Part),
}

/// From the first statement that adds to the shadow to the last one that clears a part of it.
#[derive(Default)]
struct Span {
    adds: Vec<(usize, bool)>,
    clears: Vec<(usize, Part)>,
}

fn in_iteration(function: &Function, var: VarId, shadow: VarId, body: &mut Block) {
    let Some(spans) = spans(function, var, shadow, body) else { return };
    // All of it is zero whenever something begins to add.
    if !spans.iter().all(|span| is_apart(function, var, span)) {
        return;
    }
    let mut cleared = Vec::new();
    for (index, span) in spans.iter().enumerate() {
        let Some((first, true)) = span.adds.first() else { continue };
        let before = &spans[(index + spans.len() - 1) % spans.len()];
        cleared.extend(before.clears.iter().map(|(index, _)| *index));
        set_first(&mut body.stmts[*first], shadow);
    }
    cleared.iter().for_each(|index| clear_no_more(&mut body.stmts[*index], shadow));
    body.stmts.retain(|stmt| !matches!(&stmt.kind, StmtKind::Heading("")));
}

/// What an iteration does with the shadow, in order; none if it does anything else.
fn spans(function: &Function, var: VarId, shadow: VarId, body: &Block) -> Option<Vec<Span>> {
    let mut spans: Vec<Span> = Vec::new();
    let mut open: Option<String> = None;
    for (index, stmt) in body.stmts.iter().enumerate() {
        if touches(std::slice::from_ref(stmt), shadow) == 0 {
            continue;
        }
        let read = open.take();
        match (event(function, var, shadow, stmt)?, spans.last_mut()) {
            (Event::Clear(part), Some(span)) if read.as_ref().is_none_or(|read| part.begins_at(function, read)) => {
                span.clears.push((index, part));
            }
            // What is read and not cleared may be read after it was.
            _ if read.is_some() => return None,
            (Event::Add { whole }, Some(span)) if span.clears.is_empty() => span.adds.push((index, whole)),
            (Event::Add { whole }, _) => spans.push(Span { adds: vec![(index, whole)], clears: Vec::new() }),
            (Event::Read(element), Some(_)) => open = Some(element),
            _ => return None,
        }
    }
    open.is_none().then_some(spans)
}

/// Whether what is cleared is all of the list, each element once: a loop to its end, and single elements before it.
fn is_apart(function: &Function, var: VarId, span: &Span) -> bool {
    let parts: Vec<&Part> = span.clears.iter().map(|(_, part)| part).collect();
    fuse::cover_apart(function, &parts, var)
}

fn event(function: &Function, var: VarId, shadow: VarId, stmt: &Stmt) -> Option<Event> {
    let single = Block { id: crate::ir::BlockId(u32::MAX), stmts: vec![stmt.clone()] };
    if fuse::is_accumulator(&single, shadow) {
        let whole = matches!(&stmt.kind, StmtKind::Loop(looped) if adds_to_all(function, var, shadow, looped));
        return Some(Event::Add { whole });
    }
    match &stmt.kind {
        StmtKind::Let { value: Expr::Place(place), .. } => {
            Some(Event::Read(crate::emit::expr(function, element(place, shadow)?).to_string()))
        }
        StmtKind::Assign { place, update: Update::Set, value: Expr::Number(0.0) } => {
            Some(Event::Clear(Part::of(function, element(place, shadow)?)))
        }
        StmtKind::Loop(looped) => cleared(shadow, looped),
        _ => None,
    }
}

/// `for i in lo..hi { let bar = shadow[i]; shadow[i] = 0.0; … }`
fn cleared(shadow: VarId, looped: &Loop) -> Option<Event> {
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
    is_cleared.then(|| Event::Clear(Part::between(lo, hi)))
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
