//! Sums in locals: what a loop adds to one element, or to neighbors, goes to memory once.
//!
//! ```text
//! for i in 0..n {                     let mut carried = 0.0;
//!     a_bar[i] += p;                  for i in 0..n {
//!     a_bar[i + 1] += q;                  carried += p + r;
//!     a_bar[i] += r;                      a_bar[i] += carried;
//! }                                       carried = q;
//!                                     }
//!                                     if 0 < n { a_bar[n] += carried; }
//! ```
//!
//! Without it, each iteration waits for what the one before has stored. Only where the loop does nothing but add to the
//! container: additions may come later, in any order.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::linear::{Definitions, Linear};
use crate::emit;
use crate::forward;
use crate::ir::{
    Direction, Expr, Function, Head, Loop, Op, Place, Role, Selector, Step, Stmt, StmtKind, Tokens, Update, VarId,
};
use crate::simplify;

/// More neighbors than this are left in memory.
const MOST: i64 = 4;

/// Additions to elements whose indices differ by numbers.
struct Group {
    /// The place of each difference from the first one, and the statements that add to it.
    members: BTreeMap<i64, (Place, Linear, usize)>,
    /// At which step of the path the index stands.
    at: usize,
}

impl Group {
    /// The members as the loop meets them, and what is between them.
    fn order(&self, direction: Direction) -> Vec<i64> {
        let known = self.members.keys().copied();
        let (Some(first), Some(last)) = (known.clone().next(), known.clone().next_back()) else { return Vec::new() };
        let moves = self.members.values().any(|(_, sum, _)| sum.has_counter);
        match direction {
            _ if !moves => known.collect(),
            Direction::Up => (first..=last).collect(),
            Direction::Down => (first..=last).rev().collect(),
        }
    }
}

/// The head of a loop that counts by one.
struct Counted {
    counter: VarId,
    lo: Expr,
    hi: Expr,
    direction: Direction,
}

/// Carries sums through the loops among `stmts`.
pub(super) fn sums(function: &mut Function, stmts: &mut Vec<Stmt>) {
    let mut index = 0;
    while index < stmts.len() {
        stmts[index].kind.blocks_mut().into_iter().for_each(|block| sums(function, &mut block.stmts));
        let span = stmts[index].span;
        let (mut before, mut after) = (Vec::new(), Vec::new());
        if let StmtKind::Loop(looped) = &mut stmts[index].kind {
            carry(function, looped, &mut before, &mut after);
        }
        let step = before.len() + 1;
        if !after.is_empty() {
            after = vec![where_it_runs(function, &stmts[index], after, span)];
        }
        let count = after.len();
        stmts.splice((index + 1)..=index, after);
        stmts.splice(index..index, before);
        index += step + count;
    }
}

/// `if lo < hi { … }`.
fn where_it_runs(function: &mut Function, stmt: &Stmt, inside: Vec<Stmt>, span: proc_macro2::Span) -> Stmt {
    let condition = match &stmt.kind {
        StmtKind::Loop(looped) => super::condition(function, &looped.head, true),
        _ => None,
    };
    let (then, otherwise) = (function.block(inside), function.block(Vec::new()));
    let condition = condition.unwrap_or_else(|| forward::tokens(quote!(true)));
    let kind = StmtKind::Branch { selector: Selector::If(condition), arms: vec![then, otherwise] };
    function.stmt(kind, span)
}

fn carry(function: &mut Function, looped: &mut Loop, before: &mut Vec<Stmt>, after: &mut Vec<Stmt>) {
    let Head::For { counter, lo, hi, inclusive: false, step: None, direction } = &looped.head else { return };
    let counted = Counted { counter: *counter, lo: lo.clone(), hi: hi.clone(), direction: *direction };
    let mut unstable: BTreeSet<VarId> = simplify::changed(&looped.body.stmts);
    let mut bounds = false;
    looped.head.for_each_read(&mut |var| bounds |= unstable.contains(&var));
    let by_index = matches!(&function.var(counted.counter).ty, crate::types::Ty::Passive(Some(name)) if name.to_string() == "usize");
    if bounds || !by_index || !looped.until.is_empty() {
        return;
    }
    unstable.extend(looped.body.declared());
    for group in groups(function, looped, counted.counter, &unstable) {
        replace(function, looped, &counted, &group, (before, after));
    }
}

/// What the body itself adds to elements of containers that the loop only adds to.
fn groups(function: &Function, looped: &Loop, counter: VarId, unstable: &BTreeSet<VarId>) -> Vec<Group> {
    let changed = simplify::changed(&looped.body.stmts);
    let mut definitions = Definitions::new();
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    let mut added = BTreeMap::new();
    for stmt in &looped.body.stmts {
        if let StmtKind::Let { var, value: Expr::Tokens(tokens) } = &stmt.kind
            && tokens.cheap
            && !changed.contains(var)
            && let Ok(value) = syn::parse2(tokens.stream.clone())
        {
            definitions.insert(function.var(*var).name.to_string(), value);
        }
        let StmtKind::Assign { place, update: Update::By(Op::Add | Op::Sub), .. } = &stmt.kind else { continue };
        // The user's own sums keep their order, and so their values.
        if function.var(place.root).role != Role::Shadow {
            continue;
        }
        if !*added.entry(place.root).or_insert_with(|| only_adds(function, looped, place.root)) {
            continue;
        }
        let Some((at, index)) = element(function, place, (counter, unstable), &definitions) else { continue };
        let mut key = place.clone();
        key.path[at] = Step::Index(forward::tokens(quote!(0)));
        let key = format!("{} at {}", emit::place(function, &key), index.key());
        let group = groups.entry(key).or_insert_with(|| Group { members: BTreeMap::new(), at });
        group.members.entry(index.constant).or_insert_with(|| (place.clone(), index, 0)).2 += 1;
    }
    let is_useful = |group: &Group| {
        let (Some(first), Some(last)) = (group.members.first_key_value(), group.members.last_key_value()) else {
            return false;
        };
        let several = group.members.values().map(|(_, _, count)| count).sum::<usize>() > 1;
        !first.1.1.has_counter || several && last.0 - first.0 < MOST
    };
    groups.into_values().filter(is_useful).collect()
}

/// Whether `looped` does nothing with `root` but add to its parts.
pub(super) fn only_adds(function: &Function, looped: &Loop, root: VarId) -> bool {
    let mut only = !looped.body.declared().contains(&root);
    looped.head.for_each_read(&mut |var| only &= var != root);
    looped.body.for_each_stmt(&mut |stmt| {
        let mut reads = 0;
        stmt.kind.for_each_own_read(&mut |var| reads += usize::from(var == root));
        let writes = simplify::changed(&[Stmt { kind: without_blocks(&stmt.kind), ..stmt.clone() }]).contains(&root);
        only &= match &stmt.kind {
            StmtKind::Assign { place, update: Update::By(Op::Add | Op::Sub), value } if place.root == root => {
                reads == 1 && !matches!(value, Expr::Kept(..)) && function.place_ty(place).is_float_operand()
            }
            _ => reads == 0 && !writes,
        };
    });
    only
}

fn without_blocks(kind: &StmtKind) -> StmtKind {
    if kind.blocks().is_empty() { kind.clone() } else { StmtKind::Heading("") }
}

/// The step of `place` that is an index, as a sum, where all else stays in the loop.
fn element(
    function: &Function,
    place: &Place,
    (counter, unstable): (VarId, &BTreeSet<VarId>),
    definitions: &Definitions,
) -> Option<(usize, Linear)> {
    let known = |var: VarId| var == counter || definitions.contains_key(&function.var(var).name.to_string());
    let mentions = |step: &Step| {
        let mut found = false;
        Place { root: place.root, path: vec![step.clone()] }.for_each_index(&mut |var| found |= known(var));
        found
    };
    let is_index = |step: &Step| matches!(step, Step::Index(_));
    let at = place.path.iter().position(mentions).or_else(|| place.path.iter().rposition(is_index))?;
    let Step::Index(index) = &place.path[at] else { return None };
    let mut stable = true;
    place.for_each_index(&mut |var| stable &= known(var) || !unstable.contains(&var));
    stable &= place.path.iter().enumerate().all(|(other, step)| match step {
        Step::Index(index) => (other == at || !mentions(step)) && super::window::is_cheap(index),
        Step::Field(_) | Step::Deref | Step::Unbox => true,
        Step::Slice(..) | Step::Variant(..) | Step::Located(..) | Step::Walk(..) => false,
    });
    let syntax: syn::Expr = stable.then(|| syn::parse2(emit::expr(function, index)).ok()).flatten()?;
    let name = function.var(counter).name.to_string();
    // What the definitions read must stay as well.
    let sum = Linear::of(&syntax, &name, definitions)?;
    let text = sum.key();
    let tokens: TokenStream = text.parse().ok()?;
    let moves = unstable
        .iter()
        .any(|var| *var != counter && super::names(tokens.clone(), &function.var(*var).name.to_string()));
    (!moves).then_some((at, sum))
}

/// The additions of `group` go to locals, which the loop hands on.
fn replace(
    function: &mut Function,
    looped: &mut Loop,
    counted: &Counted,
    group: &Group,
    (before, after): (&mut Vec<Stmt>, &mut Vec<Stmt>),
) {
    let order = group.order(counted.direction);
    let Some((place, sum, _)) = order.first().and_then(|first| group.members.get(first)).cloned() else { return };
    let span = function.var(place.root).name.span();
    let ty = function.place_ty(&place).peel().clone();
    let stays = !sum.has_counter;
    let role = super::view_role(function, place.root);
    let mut locals = Vec::new();
    for position in 0..order.len() {
        let is_new = !stays && position + 1 == order.len();
        let wish = format!("{}_{}", function.var(place.root).name, if is_new { "sum" } else { "carried" });
        let local = function.declare(&wish, span, ty.clone(), true, role);
        let start = function.stmt(StmtKind::Let { var: local, value: Expr::Number(0.0) }, span);
        if is_new {
            looped.body.stmts.insert(0, start);
        } else {
            before.push(start);
        }
        locals.push(local);
    }
    redirect(function, looped, group, |constant| {
        let position = order.iter().position(|other| *other == constant)?;
        Some(Place::of(locals[position]))
    });
    let add = |function: &mut Function, place: Place, local: VarId| {
        function.stmt(StmtKind::Assign { place, update: Update::By(Op::Add), value: Expr::var(local) }, span)
    };
    if stays {
        let at = |index: i64| element_at(function, (&place, group.at), &sum, None, index - order[0]);
        let places: Vec<Place> = order.iter().map(|index| at(*index)).collect();
        after.extend(places.into_iter().zip(&locals).map(|(place, local)| add(function, place, *local)));
        return;
    }
    let mut end = vec![add(function, place.clone(), locals[0])];
    for pair in locals.windows(2) {
        let value = Expr::var(pair[1]);
        end.push(function.stmt(StmtKind::Assign { place: Place::of(pair[0]), update: Update::Set, value }, span));
    }
    looped.body.stmts.extend(end);
    simplify::gather(function, &mut looped.body.stmts);
    let (bound, back) = match counted.direction {
        Direction::Up => (emit::expr(function, &counted.hi), 1),
        Direction::Down => (emit::expr(function, &counted.lo), 0),
    };
    for (index, local) in order[1..].iter().zip(&locals) {
        let place = element_at(function, (&place, group.at), &sum, Some(&bound), index - order[0] - back);
        after.push(add(function, place, *local));
    }
}

/// The element where the counter is `bound`, and `more` beside it.
fn element_at(
    function: &Function,
    (place, at): (&Place, usize),
    sum: &Linear,
    bound: Option<&TokenStream>,
    more: i64,
) -> Place {
    let stream = sum.at(bound, more);
    let is_read = |var: &VarId| super::names(stream.clone(), &function.var(*var).name.to_string());
    let reads = (0..).map(VarId).take(function.vars.len()).filter(is_read).collect();
    let mut place = place.clone();
    place.path[at] = Step::Index(Expr::Tokens(Tokens { stream, reads, flows: Vec::new(), cheap: true }));
    place
}

/// What the body itself adds to members of `group` goes where `target` says.
fn redirect(function: &Function, looped: &mut Loop, group: &Group, target: impl Fn(i64) -> Option<Place>) {
    let texts: BTreeMap<String, i64> = group
        .members
        .iter()
        .map(|(constant, (place, _, _))| (emit::place(function, place).to_string(), *constant))
        .collect();
    for stmt in &mut looped.body.stmts {
        if let StmtKind::Assign { place, update: Update::By(Op::Add | Op::Sub), .. } = &mut stmt.kind
            && let Some(constant) = texts.get(&emit::place(function, place).to_string())
            && let Some(local) = target(*constant)
        {
            *place = local;
        }
    }
}
