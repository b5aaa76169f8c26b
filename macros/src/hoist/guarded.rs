//! Sums in locals: what a loop adds to one element of a shadow where a condition holds.
//!
//! ```text
//! for j in 0..n {                        let mut a_bar_carried = 0.0;
//!     if i != j {                        for j in 0..n {
//!         a_bar[i] -= p;                     if i != j {
//!         a_bar[j] += q;                         a_bar_carried -= p;
//!     }                                          a_bar[j] += q;
//! }                                          }
//!                                        }
//!                                        if i < a_bar.len() { a_bar[i] += a_bar_carried; }
//! ```
//!
//! The condition may never hold, so whether the element exists is asked after the loop. Only where the loop does nothing
//! but add to the container: additions may come later, in any order.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::carry::only_adds;
use crate::emit;
use crate::ir::{
    Block, Expr, Function, Head, Loop, Op, Place, Role, Selector, Step, Stmt, StmtKind, Tokens, Update, VarId,
};
use crate::simplify;
use crate::types::Ty;

/// More elements than this do not stay in registers.
const MOST: usize = 8;

/// An element, and when it exists.
struct Element {
    place: Place,
    exists: Option<TokenStream>,
}

/// Takes sums out of the branches of the loops among `stmts`.
pub(super) fn sums(function: &mut Function, stmts: &mut Vec<Stmt>) {
    let mut index = 0;
    while index < stmts.len() {
        stmts[index].kind.blocks_mut().into_iter().for_each(|block| sums(function, &mut block.stmts));
        let (mut before, mut after) = (Vec::new(), Vec::new());
        if let StmtKind::Loop(looped) = &mut stmts[index].kind {
            let elements = elements(function, looped);
            take(function, looped, elements, (&mut before, &mut after));
        }
        let (first, last) = (before.len(), after.len());
        stmts.splice((index + 1)..=index, after);
        stmts.splice(index..index, before);
        index += first + last + 1;
    }
}

/// What branches of the body add to, by its text.
fn elements(function: &Function, looped: &Loop) -> BTreeMap<String, Element> {
    let mut found = BTreeMap::new();
    let Head::For { counter, .. } = &looped.head else { return found };
    if !looped.until.is_empty() || super::quiet::is_constant(&looped.head) {
        return found;
    }
    let mut unstable: BTreeSet<VarId> = simplify::changed(&looped.body.stmts);
    unstable.extend(looped.body.declared());
    unstable.insert(*counter);
    let mut added = BTreeMap::new();
    let mut note = |place: &Place| {
        let is_shadow = function.var(place.root).role == Role::Shadow && !place.path.is_empty();
        let is_sum = || matches!(function.place_ty(place), Ty::Float(Some(_)));
        if !is_shadow
            || !is_sum()
            || !*added.entry(place.root).or_insert_with(|| only_adds(function, looped, place.root))
        {
            return;
        }
        if let Some(exists) = existence(function, place, &unstable) {
            found.insert(emit::place(function, place).to_string(), Element { place: place.clone(), exists });
        }
    };
    for stmt in &looped.body.stmts {
        if let StmtKind::Branch { arms, .. } = &stmt.kind {
            arms.iter().for_each(|arm| additions(arm, &mut note));
        }
    }
    if found.len() > MOST { BTreeMap::new() } else { found }
}

/// Calls `note` with what `block` adds to, also in its branches.
fn additions(block: &Block, note: &mut dyn FnMut(&Place)) {
    for stmt in &block.stmts {
        match &stmt.kind {
            StmtKind::Assign { place, update: Update::By(Op::Add | Op::Sub), .. } => note(place),
            StmtKind::Branch { arms, .. } => arms.iter().for_each(|arm| additions(arm, note)),
            _ => {}
        }
    }
}

/// The condition under which a place exists that is the same in each iteration: `Some(None)` where it always does.
#[allow(clippy::option_option, reason = "no such place, and no condition, are different answers")]
fn existence(function: &Function, place: &Place, unstable: &BTreeSet<VarId>) -> Option<Option<TokenStream>> {
    let mut tests = Vec::new();
    for (at, step) in place.path.iter().enumerate() {
        let index = match step {
            Step::Field(_) => continue,
            Step::Index(index) => index,
            _ => return None,
        };
        let mut reads = Vec::new();
        index.for_each_read(&mut |var| reads.push(var));
        if reads.iter().any(|var| unstable.contains(var)) {
            return None;
        }
        let container = Place { root: place.root, path: place.path[..at].to_vec() };
        let container_ty = function.place_ty(&container);
        let index = emit::expr(function, index);
        match container_ty.peel() {
            // rustc refuses it where it is too large.
            Ty::Array(..) if index.to_string().parse::<usize>().is_ok() => continue,
            Ty::Array(..) | Ty::Slice(_) | Ty::Vec(_) => {}
            _ => return None,
        }
        if !is_sum(index.clone()) {
            return None;
        }
        let container = emit::place(function, &container);
        tests.push(quote!(#index < #container.len()));
    }
    let condition = quote!(#(#tests)&&*);
    Some((!tests.is_empty()).then_some(condition))
}

/// Names and numbers with `+` and `*`: what may be computed where nothing is known.
fn is_sum(index: TokenStream) -> bool {
    index.into_iter().all(|token| match token {
        proc_macro2::TokenTree::Ident(name) => name != "as",
        proc_macro2::TokenTree::Literal(_) => true,
        proc_macro2::TokenTree::Punct(punct) => matches!(punct.as_char(), '+' | '*'),
        proc_macro2::TokenTree::Group(group) => is_sum(group.stream()),
    })
}

/// Adds to locals instead, and these to the elements after the loop.
fn take(
    function: &mut Function,
    looped: &mut Loop,
    elements: BTreeMap<String, Element>,
    (before, after): (&mut Vec<Stmt>, &mut Vec<Stmt>),
) {
    let mut locals = BTreeMap::new();
    let mut ends: BTreeMap<String, (Option<TokenStream>, Vec<Stmt>)> = BTreeMap::new();
    for (text, Element { place, exists }) in elements {
        let name = function.var(place.root).name.clone();
        let ty = function.place_ty(&place);
        let local = function.declare(&format!("{name}_carried"), name.span(), ty, true, Role::Shadow);
        before.push(function.stmt(StmtKind::Let { var: local, value: Expr::Number(0.0) }, name.span()));
        let kind = StmtKind::Assign { place, update: Update::By(Op::Add), value: Expr::var(local) };
        let key = exists.as_ref().map(ToString::to_string).unwrap_or_default();
        ends.entry(key).or_insert((exists, Vec::new())).1.push(function.stmt(kind, name.span()));
        locals.insert(text, local);
    }
    redirect(function, &mut looped.body, &locals);
    for (exists, end) in ends.into_values() {
        let Some(condition) = exists else {
            after.extend(end);
            continue;
        };
        let span = end[0].span;
        let condition = reading(function, condition);
        let (then, otherwise) = (function.block(end), function.block(Vec::new()));
        let kind = StmtKind::Branch { selector: Selector::If(condition), arms: vec![then, otherwise] };
        after.push(function.stmt(kind, span));
    }
}

/// A condition, with the variables that it names.
fn reading(function: &Function, stream: TokenStream) -> Expr {
    let is_read = |var: &VarId| super::names(stream.clone(), &function.var(*var).name.to_string());
    let reads = (0..).map(VarId).take(function.vars.len()).filter(is_read).collect();
    Expr::Tokens(Tokens { stream, reads, flows: Vec::new(), cheap: true })
}

fn redirect(function: &Function, block: &mut Block, locals: &BTreeMap<String, VarId>) {
    for stmt in &mut block.stmts {
        if let StmtKind::Assign { place, update: Update::By(Op::Add | Op::Sub), .. } = &mut stmt.kind
            && let Some(local) = locals.get(&emit::place(function, place).to_string())
        {
            *place = Place::of(*local);
        }
        if let StmtKind::Branch { arms, .. } = &mut stmt.kind {
            arms.iter_mut().for_each(|arm| redirect(function, arm, locals));
        }
    }
}
