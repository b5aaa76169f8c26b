//! Inner loops that add to adjoints: each addition waits for the one before, so several partial sums run beside each
//! other.
//!
//! ```text
//! for j in 0..n {                        let factor = a[i];
//!     let bar = c_view[j];               [s] = partial_sums([b_view, c_view], [b_bar_view], [s], |[b, c], [mut b_bar], [mut s]| {
//!     s += b_view[j] * bar;                  let bar = c;
//!     b_bar_view[j] += a[i] * bar;           s += b * bar;
//! }                                          b_bar += factor * bar;
//!                                            ([b_bar], [s])
//!                                        });
//! ```
//!
//! Only sums of adjoints, for the additions change their order; and only where an iteration touches nothing but its own
//! elements of slices, so that the rest of it is vectorized.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Span;
use quote::quote;

use crate::emit;
use crate::forward;
use crate::ir::{
    Block, Expr, Function, Head, Loop, Op, Partial, Place, Role, Selector, Step, Stmt, StmtKind, Update, VarId,
};
use crate::types::Ty;

/// Loops that are shorter than this are unrolled.
const SHORT: u64 = 8;

/// Splits the sums of the inner loops among `stmts`.
pub(super) fn sums(function: &mut Function, stmts: &mut Vec<Stmt>) {
    let mut views = BTreeSet::new();
    sums_in(function, stmts, None, &mut views);
}

/// `known` is what holds where `stmts` run.
fn sums_in(function: &mut Function, stmts: &mut Vec<Stmt>, known: Option<&str>, views: &mut BTreeSet<VarId>) {
    let mut index = 0;
    while index < stmts.len() {
        let stmt = &mut stmts[index];
        if let StmtKind::View { var, .. } = &stmt.kind {
            views.insert(*var);
        }
        let is_inner = |block: &&Block| block.stmts.iter().all(|stmt| stmt.kind.blocks().is_empty());
        if let StmtKind::Loop(looped) = &stmt.kind
            && is_inner(&&looped.body)
        {
            if let Some(new) = split(function, looped, known, views) {
                let count = new.len();
                stmts.splice(index..=index, new);
                index += count;
                continue;
            }
        } else {
            let condition = match &stmt.kind {
                StmtKind::Branch { selector: Selector::If(value), .. } => emit::expr(function, value).to_string(),
                _ => String::new(),
            };
            for (arm, block) in stmt.kind.blocks_mut().into_iter().enumerate() {
                let known = (arm == 0).then_some(condition.as_str());
                sums_in(function, &mut block.stmts, known, views);
            }
        }
        index += 1;
    }
}

/// What an iteration touches.
struct Search<'a> {
    function: &'a Function,
    views: &'a BTreeSet<VarId>,
    counter: VarId,
    lo: String,
    hi: &'a Expr,
    declared: BTreeSet<VarId>,
    scalar: String,
    reads: BTreeMap<VarId, Place>,
    writes: BTreeMap<VarId, Place>,
    sums: BTreeSet<VarId>,
    /// Numbers that stay, by their text.
    fixed: BTreeMap<String, Place>,
    /// What is read as a whole.
    whole: BTreeSet<VarId>,
}

/// The loop, with its sums in parts.
fn split(function: &mut Function, looped: &Loop, known: Option<&str>, views: &BTreeSet<VarId>) -> Option<Vec<Stmt>> {
    let Head::For { counter, lo, hi, inclusive: false, step: None, .. } = &looped.head else { return None };
    let by_index = matches!(&function.var(*counter).ty, Ty::Passive(Some(name)) if name.to_string() == "usize");
    let count = emit::expr(function, hi).to_string();
    if !by_index || !looped.until.is_empty() || count.parse::<u64>().is_ok_and(|count| count < SHORT) {
        return None;
    }
    let scalar = looped.body.stmts.iter().find_map(|stmt| sum(function, stmt))?;
    let mut search = Search {
        function,
        views,
        counter: *counter,
        lo: emit::expr(function, lo).to_string(),
        hi,
        declared: looped.body.declared().into_iter().collect(),
        scalar,
        reads: BTreeMap::new(),
        writes: BTreeMap::new(),
        sums: BTreeSet::new(),
        fixed: BTreeMap::new(),
        whole: BTreeSet::new(),
    };
    looped.body.stmts.iter().try_for_each(|stmt| search.stmt(stmt))?;
    search.is_consistent().then_some(())?;
    let Search { reads, writes, sums, fixed, .. } = search;
    let reads = reads.into_iter().filter(|(root, _)| !writes.contains_key(root)).collect();
    let condition = super::condition(function, &looped.head, true)
        .filter(|condition| known != Some(&emit::expr(function, condition).to_string()));
    Some(build(function, looped, (reads, writes), sums, fixed, condition))
}

/// `s += …;` for an adjoint: the scalar type.
fn sum(function: &Function, stmt: &Stmt) -> Option<String> {
    let StmtKind::Assign { place, update: Update::By(Op::Add | Op::Sub), .. } = &stmt.kind else { return None };
    let var = function.var(place.root);
    match &var.ty {
        Ty::Float(Some(name)) if place.path.is_empty() && var.role == Role::Shadow => Some(name.to_string()),
        _ => None,
    }
}

impl Search<'_> {
    fn stmt(&mut self, stmt: &Stmt) -> Option<()> {
        match &stmt.kind {
            StmtKind::Let { value, .. } => self.value(value),
            StmtKind::Assign { place, update, value } if !matches!(value, Expr::Kept(..)) => {
                self.value(value)?;
                if self.declared.contains(&place.root) {
                    return place.path.is_empty().then_some(());
                }
                if place.path.is_empty() {
                    self.sums.insert(place.root);
                    return (sum(self.function, stmt)? == self.scalar).then_some(());
                }
                let slice = self.element(place)?;
                (*update == Update::Set || self.is_scalar(place)).then(|| self.writes.insert(place.root, slice))?;
                Some(())
            }
            _ => None,
        }
    }

    /// Formulas of elements, and of what stays.
    fn value(&mut self, value: &Expr) -> Option<()> {
        match value {
            Expr::Number(_) => Some(()),
            Expr::Neg(_) | Expr::Binary(Op::Add | Op::Sub | Op::Mul | Op::Div, ..) => {
                value.operands().into_iter().try_for_each(|operand| self.value(operand))
            }
            Expr::Tokens(tokens) => {
                self.whole.extend(&tokens.reads);
                tokens.cheap.then_some(())
            }
            Expr::Place(place) if place.path.is_empty() => {
                self.whole.insert(place.root);
                let stays = self.function.var(place.root).ty.is_scalar();
                stays.then_some(())
            }
            Expr::Place(place) => {
                if let Some(slice) = self.element(place) {
                    self.reads.insert(place.root, slice);
                    return Some(());
                }
                let mut stays = self.is_scalar(place) && !self.declared.contains(&place.root);
                place.for_each_index(&mut |var| {
                    stays &= var != self.counter && !self.declared.contains(&var);
                    self.whole.insert(var);
                });
                self.whole.insert(place.root);
                self.fixed.insert(emit::place(self.function, place).to_string(), place.clone());
                stays.then_some(())
            }
            _ => None,
        }
    }

    fn is_scalar(&self, place: &Place) -> bool {
        matches!(self.function.place_ty(place), Ty::Float(Some(name)) if name == self.scalar.as_str())
    }

    /// The slice of which `place` is the element of the iteration.
    fn element(&self, place: &Place) -> Option<Place> {
        let [Step::Index(index)] = place.path.as_slice() else { return None };
        let container = self.function.var(place.root).ty.peel();
        let fits = matches!(container, Ty::Vec(_) | Ty::Slice(_) | Ty::Array(..)) && self.is_scalar(place);
        let (index, counter) = (emit::expr(self.function, index), &self.function.var(self.counter).name);
        let is_view = self.views.contains(&place.root);
        let lo: proc_macro2::TokenStream = self.lo.parse().ok()?;
        let from_zero = self.lo == "0" && counter == &index.to_string();
        let offset =
            [quote!(#counter - #lo), quote!(#counter - (#lo))].iter().any(|text| text.to_string() == index.to_string());
        let path = match (is_view, from_zero) {
            (true, _) if from_zero || offset => Vec::new(),
            (false, true) => vec![Step::Slice(Box::new(forward::tokens(quote!(0))), Some(Box::new(self.hi.clone())))],
            _ => return None,
        };
        fits.then_some(Place { root: place.root, path })
    }

    /// Sums are only added to, what is written is touched by its elements only, and there is something to read.
    fn is_consistent(&self) -> bool {
        let apart = |var: &VarId| !self.whole.contains(var);
        let end = emit::expr(self.function, self.hi);
        let is_bound = |var: &VarId| super::names(end.clone(), &self.function.var(*var).name.to_string());
        let cut = self.reads.values().chain(self.writes.values()).any(|slice| !slice.path.is_empty());
        if cut && self.writes.keys().any(is_bound) {
            return false;
        }
        let reads_something = self.reads.keys().any(|root| !self.writes.contains_key(root));
        reads_something
            && !self.sums.is_empty()
            && apart(&self.counter)
            && self.sums.iter().all(apart)
            && self.writes.keys().chain(self.reads.keys()).all(apart)
    }
}

fn build(
    function: &mut Function,
    looped: &Loop,
    (reads, writes): (BTreeMap<VarId, Place>, BTreeMap<VarId, Place>),
    sums: BTreeSet<VarId>,
    fixed: BTreeMap<String, Place>,
    condition: Option<Expr>,
) -> Vec<Stmt> {
    let span = Span::mixed_site();
    let (mut body, mut before) = (looped.body.clone(), Vec::new());
    for place in fixed.into_values() {
        let ty = function.place_ty(&place);
        let var = function.declare("factor", span, ty, false, Role::Temporary);
        replace(function, &mut body, &place, var);
        before.push(function.stmt(StmtKind::Let { var, value: Expr::Place(place) }, span));
    }
    let mut elements = |function: &mut Function, slices: BTreeMap<VarId, Place>, mutable: bool| {
        let mut named = Vec::new();
        for (root, slice) in slices {
            let info = function.var(root).clone();
            let wish = info.name.to_string();
            let wish = wish.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '_');
            let var = function.declare(wish.trim_end_matches("_view"), span, info.ty.element(), mutable, info.role);
            if let Some(marker) = function.markers.get(&root).cloned() {
                function.markers.insert(var, marker);
            }
            for_each_place(&mut body, &mut |place| {
                if place.root == root {
                    *place = Place::of(var);
                }
            });
            named.push((var, slice));
        }
        named
    };
    let (reads, writes) = (elements(function, reads, false), elements(function, writes, true));
    let head = Head::Partial(Partial { reads, writes, sums: sums.into_iter().collect() });
    before.push(function.stmt(StmtKind::Loop(Loop { head, body, ..looped.clone() }), span));
    let Some(condition) = condition.filter(|_| before.len() > 1) else { return before };
    let (then, otherwise) = (function.block(before), function.block(Vec::new()));
    let kind = StmtKind::Branch { selector: Selector::If(condition), arms: vec![then, otherwise] };
    vec![function.stmt(kind, span)]
}

fn replace(function: &Function, body: &mut Block, fixed: &Place, var: VarId) {
    let text = emit::place(function, fixed).to_string();
    for_each_place(body, &mut |place| {
        if place.root == fixed.root && emit::place(function, place).to_string() == text {
            *place = Place::of(var);
        }
    });
}

fn for_each_place(body: &mut Block, change: &mut dyn FnMut(&mut Place)) {
    for stmt in &mut body.stmts {
        stmt.rewrite(&mut |expr| {
            if let Expr::Place(place) = expr {
                change(place);
            }
        });
        if let StmtKind::Assign { place, .. } = &mut stmt.kind {
            change(place);
        }
    }
}
