//! A loop over the elements of slices with its own position, whose results are gathered.
//!
//! ```text
//! for i in 0..n { view[i] = 2.0 * x_view[i]; }      x_bar.extend(x_view.iter().map(|&x_i| 2.0 * x_i));
//! ```
//!
//! No access may panic inside, so that what the loop sums up stays in registers.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

use super::{Zeros, counted, element, is_number, is_within, passive};
use crate::hoist::quiet;
use crate::ir::{Expr, Function, Loop, Place, Role, Step, Stmt, StmtKind, VarId};
use crate::{emit, simplify};

/// The loop that stands at `at` in `stmts` and runs to `hi`, if it is one.
pub(super) fn zipped(
    function: &mut Function,
    zeros: &Zeros,
    view: VarId,
    (hi, at): (&TokenStream, usize),
    stmts: &[Stmt],
) -> Option<StmtKind> {
    let StmtKind::Loop(looped) = &stmts[at].kind else { return None };
    let counter = counted(function, looped, hi)?;
    let writes = simplify::changed(&stmts[at..=at]);
    if writes.contains(&zeros.of) || !is_within(hi, &zeros.len(function)) || !quiet::is_quiet(looped) {
        return None;
    }
    // Tangents beside each element and each sum are more than stays in registers (measured: five times as long).
    if !function.tangents.is_empty() {
        return None;
    }
    let views = views(function, hi, &stmts[..at]);
    let mut looped = looped.clone();
    let elements = take_elements(function, &mut looped, counter, &views);
    if elements.is_empty() || accesses(&looped, view, counter) {
        return None;
    }
    let mut reads = vec![zeros.of];
    looped.body.for_each_stmt(&mut |stmt| stmt.kind.for_each_own_read(&mut |var| reads.push(var)));
    let inside: Vec<VarId> = elements.values().copied().collect();
    reads.retain(|var| *var != view && *var != counter && !inside.contains(var));
    reads.extend(elements.keys());
    let body = element(function, &looped, view)?;
    let (mut slices, mut pattern) = (TokenStream::new(), TokenStream::new());
    for (view, element) in &elements {
        let [slice, element] = [view, element].map(|var| &function.var(*var).name);
        if slices.is_empty() {
            (slices, pattern) = (quote!(#slice.iter()), quote!(&#element));
        } else {
            (slices, pattern) = (quote!(#slices.zip(#slice)), quote!((#pattern, &#element)));
        }
    }
    let name = &zeros.name;
    let writes = writes.into_iter().filter(|var| *var != view).chain([zeros.var]).collect();
    Some(passive(quote!(#name.extend(#slices.map(|#pattern| #body));), reads, writes))
}

/// The views of numbers among `stmts` that have as many elements as `hi` says.
fn views(function: &Function, hi: &TokenStream, stmts: &[Stmt]) -> Vec<VarId> {
    let mut found = Vec::new();
    for stmt in stmts {
        let StmtKind::View { var, place, mutable: false } = &stmt.kind else { continue };
        let Some(Step::Slice(lo, Some(end))) = place.path.last() else { continue };
        let text = |expr: &Expr| bare(emit::expr(function, expr));
        let all = text(lo) == "0" && text(end) == bare(hi.clone());
        if all && is_number(&function.var(*var).ty.peel().element()) {
            found.push(*var);
        }
    }
    found
}

/// The text, without parentheses around all of it.
fn bare(tokens: TokenStream) -> String {
    let mut parts = tokens.clone().into_iter();
    match (parts.next(), parts.next()) {
        (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::Parenthesis => bare(group.stream()),
        _ => tokens.to_string(),
    }
}

/// Puts a local in the place of `view[counter]`, for each view.
fn take_elements(
    function: &mut Function,
    looped: &mut Loop,
    counter: VarId,
    views: &[VarId],
) -> BTreeMap<VarId, VarId> {
    let mut elements = BTreeMap::new();
    let name = function.var(counter).name.to_string();
    let is_counter = |index: &Expr| match index {
        Expr::Place(index) => index.path.is_empty() && index.root == counter,
        Expr::Tokens(tokens) => tokens.reads == [counter] && tokens.stream.to_string() == name,
        _ => false,
    };
    looped.body.rewrite(&mut |expr| {
        let Expr::Place(Place { root, path }) = expr else { return };
        let [Step::Index(index)] = path.as_slice() else { return };
        if !is_counter(index) || !views.contains(root) {
            return;
        }
        let element = *elements.entry(*root).or_insert_with(|| {
            let info = function.var(*root).clone();
            let wish = format!("{}_element", info.name.to_string().replace("_view", ""));
            function.declare(&wish, info.name.span(), info.ty.peel().element(), false, Role::Local)
        });
        *expr = Expr::var(element);
    });
    elements
}

/// Whether anything but the one assignment to `view` looks into a container, or reads the counter.
fn accesses(looped: &Loop, view: VarId, counter: VarId) -> bool {
    let indexed = |place: &Place| place.path.iter().any(|step| !matches!(step, Step::Field(_)));
    let mut found = false;
    for stmt in &looped.body.stmts {
        if let StmtKind::Assign { place, .. } = &stmt.kind {
            found |= place.root != view && indexed(place);
        }
        let (StmtKind::Let { value, .. } | StmtKind::Assign { value, .. }) = &stmt.kind else { continue };
        found |= looks(value, &indexed) || value.reads(counter);
    }
    found
}

fn looks(value: &Expr, indexed: &dyn Fn(&Place) -> bool) -> bool {
    match value {
        Expr::Place(place) => indexed(place),
        Expr::Tokens(tokens) => !tokens.reads.is_empty() && tokens.stream.to_string().contains('['),
        other => other.operands().into_iter().any(|operand| looks(operand, indexed)),
    }
}
