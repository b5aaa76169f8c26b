//! A shadow whose elements one loop sets in order is gathered, and not cleared before.
//!
//! ```text
//! let mut x_bar = zero_tangent(x);      let mut x_bar = Vec::with_capacity(x.len());
//! let view = &mut x_bar[..n];           x_bar.extend((0..n).map(|i| 2.0 * x[i]));
//! for i in 0..n {                       x_bar.resize(x.len(), 0.0);
//!     view[i] = 2.0 * x[i];
//! }
//! ```
//!
//! A loop that only takes its own elements of other slices runs over these. Else, not where the loop sums up as well: what
//! a closure changes does not stay in registers where an access may panic (measured: Rosenbrock's function took five
//! times as long). The last pass: the loop becomes tokens.

mod zipped;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::names;
use crate::emit;
use crate::ir::{Direction, Expr, Function, Head, Loop, Place, Step, Stmt, StmtKind, Tokens, Update, VarId};
use crate::simplify;
use crate::types::Ty;
use zipped::zipped;

/// A new shadow of zeros.
struct Zeros {
    var: VarId,
    name: Ident,
    /// Of what it is the shadow.
    of: VarId,
}

impl Zeros {
    /// `let mut x_bar = zero_tangent(x);`, where `x` is a list of numbers.
    fn declared(function: &Function, stmt: &Stmt) -> Option<Self> {
        let StmtKind::Let { var, value: Expr::Runtime("__private::zero_tangent", arguments) } = &stmt.kind else {
            return None;
        };
        let [Expr::Ref(of)] = arguments.as_slice() else { return None };
        let Expr::Place(of) = &**of else { return None };
        let of = of.path.is_empty().then_some(of.root)?;
        let is_list = match function.var(of).ty.peel() {
            Ty::Slice(element) | Ty::Vec(element) => is_number(element),
            _ => false,
        };
        is_list.then(|| Self { var: *var, name: function.var(*var).name.clone(), of })
    }

    fn len(&self, function: &Function) -> TokenStream {
        let of = &function.var(self.of).name;
        quote!(#of.len())
    }

    fn is_named(&self, function: &Function, stmt: &Stmt) -> bool {
        is_named(function, &self.name, stmt)
    }
}

/// `f64` or `f32`, not a parameter of the function.
fn is_number(ty: &Ty) -> bool {
    matches!(ty, Ty::Float(Some(name)) if name == "f64" || name == "f32")
}

fn is_named(function: &Function, name: &Ident, stmt: &Stmt) -> bool {
    names(emit::stmts(function, std::slice::from_ref(stmt)), &name.to_string())
}

/// Gathers the shadows that `stmts` declare.
pub(crate) fn shadows(function: &mut Function, stmts: &mut Vec<Stmt>) {
    let mut index = 0;
    while index < stmts.len() {
        if let Some(zeros) = Zeros::declared(function, &stmts[index]) {
            gather(function, &zeros, index, stmts);
        }
        index += 1;
    }
}

fn gather(function: &mut Function, zeros: &Zeros, declared: usize, stmts: &mut Vec<Stmt>) {
    let Some(at) = (declared + 1..stmts.len()).find(|at| zeros.is_named(function, &stmts[*at])) else { return };
    let gathered = match &stmts[at].kind {
        StmtKind::View { .. } => of_view(function, zeros, at, stmts),
        StmtKind::Branch { .. } => {
            in_branch(function, zeros, &mut stmts[at]).then_some(Gathered { at, is_whole: false })
        }
        _ => None,
    };
    let Some(Gathered { at, is_whole }) = gathered else { return };
    let (name, len) = (&zeros.name, zeros.len(function));
    let value = tokens(quote!(__chainrule::__private::Vec::with_capacity(#len)), vec![zeros.of]);
    stmts[declared].kind = StmtKind::Let { var: zeros.var, value: Expr::Tokens(value) };
    if !is_whole {
        let kind = passive(quote!(#name.resize(#len, 0.0);), vec![zeros.of], vec![zeros.var]);
        stmts.insert(at + 1, Stmt { kind, ..stmts[declared].clone() });
    }
}

/// Where the loop stands when its view is gone, and whether it sets all elements.
struct Gathered {
    at: usize,
    is_whole: bool,
}

/// In the one arm that names it, where nothing follows that does.
fn in_branch(function: &mut Function, zeros: &Zeros, stmt: &mut Stmt) -> bool {
    let StmtKind::Branch { arms, .. } = &mut stmt.kind else { return false };
    let mut naming = arms.iter_mut().filter(|arm| arm.stmts.iter().any(|stmt| zeros.is_named(function, stmt)));
    let (Some(arm), None) = (naming.next(), naming.next()) else { return false };
    let mut at = (0..arm.stmts.len()).filter(|at| zeros.is_named(function, &arm.stmts[*at]));
    let (Some(at), None) = (at.next(), at.next()) else { return false };
    match &arm.stmts[at].kind {
        StmtKind::View { .. } => of_view(function, zeros, at, &mut arm.stmts).is_some(),
        StmtKind::Branch { .. } => in_branch(function, zeros, &mut arm.stmts[at]),
        _ => false,
    }
}

/// The loop over the view that stands at `at`.
fn of_view(function: &mut Function, zeros: &Zeros, at: usize, stmts: &mut Vec<Stmt>) -> Option<Gathered> {
    let StmtKind::View { var: view, place, mutable: true } = &stmts[at].kind else { return None };
    let view = *view;
    let [Step::Slice(lo, Some(hi))] = place.path.as_slice() else { return None };
    if emit::expr(function, lo).to_string() != "0" {
        return None;
    }
    let hi = emit::expr(function, hi);
    let name = function.var(view).name.clone();
    let mut naming = (at + 1..stmts.len()).filter(|at| is_named(function, &name, &stmts[*at]));
    let (Some(looped), None) = (naming.next(), naming.next()) else { return None };
    let kind = zipped(function, zeros, view, (&hi, looped), stmts)
        .or_else(|| extended(function, zeros, view, &hi, &stmts[looped]))?;
    stmts[looped].kind = kind;
    stmts.remove(at);
    let is_whole = hi.to_string() == zeros.len(function).to_string();
    Some(Gathered { at: looped - 1, is_whole })
}

/// `x_bar.extend((0..hi).map(|i| …));` for a loop that sets `view[i]`, and else does not name the view.
fn extended(function: &mut Function, zeros: &Zeros, view: VarId, hi: &TokenStream, stmt: &Stmt) -> Option<StmtKind> {
    let StmtKind::Loop(looped) = &stmt.kind else { return None };
    let counter = counted(function, looped, hi)?;
    let writes = simplify::changed(std::slice::from_ref(stmt));
    let declared = looped.body.declared();
    let is_sum = |var: &VarId| !declared.contains(var) && function.var(*var).ty.is_float();
    if writes.contains(&zeros.of) || writes.iter().any(is_sum) {
        return None;
    }
    let body = element(function, looped, view)?;
    let (name, of, len) = (&zeros.name, &function.var(zeros.of).name, zeros.len(function));
    let counter = &function.var(counter).name;
    let end = if is_within(hi, &len) { hi.clone() } else { quote!(#of[..#hi].len()) };
    let mut reads = vec![zeros.of];
    stmt.kind.for_each_own_read(&mut |var| reads.push(var));
    looped.body.for_each_stmt(&mut |stmt| stmt.kind.for_each_own_read(&mut |var| reads.push(var)));
    let writes = writes.into_iter().filter(|var| *var != view).chain([zeros.var]).collect();
    reads.retain(|var| *var != view);
    Some(passive(quote!(#name.extend((0..#end).map(|#counter| #body));), reads, writes))
}

/// Whether `hi` is `len`, less than it, or the least of it and others: no test is needed.
fn is_within(hi: &TokenStream, len: &TokenStream) -> bool {
    let plain = |tokens: &TokenStream| tokens.to_string().replace(' ', "");
    let (text, len) = (plain(hi), plain(len));
    let text = text.trim_start_matches('(');
    let less = |rest: &str| rest.trim_start_matches(')').is_empty() || rest.starts_with('-');
    text.starts_with("::core::cmp::Ord::min") && text.contains(&len) || text.strip_prefix(&len).is_some_and(less)
}

/// The counter of `for counter in 0..hi`.
fn counted(function: &Function, looped: &Loop, end: &TokenStream) -> Option<VarId> {
    let Head::For { counter, lo, hi, inclusive: false, step: None, direction: Direction::Up } = &looped.head else {
        return None;
    };
    let same = emit::expr(function, lo).to_string() == "0" && emit::expr(function, hi).to_string() == end.to_string();
    (same && looped.until.is_empty()).then_some(*counter)
}

/// The body without `view[counter] = value;`, and with `value` as its result.
fn element(function: &mut Function, looped: &Loop, view: VarId) -> Option<TokenStream> {
    let Head::For { counter, .. } = &looped.head else { return None };
    let (at, value) = looped.body.stmts.iter().enumerate().find_map(|(at, stmt)| match &stmt.kind {
        StmtKind::Assign { place: Place { root, path }, update: Update::Set, value } if *root == view => {
            let [Step::Index(Expr::Place(index))] = path.as_slice() else { return None };
            (index.path.is_empty() && index.root == *counter).then_some((at, value))
        }
        _ => None,
    })?;
    let (before, after) = (&looped.body.stmts[..at], &looped.body.stmts[at + 1..]);
    let name = function.var(view).name.clone();
    if before.iter().chain(after).any(|stmt| is_named(function, &name, stmt)) {
        return None;
    }
    let mut later = Vec::new();
    value.for_each_read(&mut |var| later.push(var));
    let changed = simplify::changed(after);
    let may_wait = super::quiet::is_formula(value) && !later.iter().any(|var| changed.contains(var));
    let value = emit::expr(function, value);
    let (start, end) = (emit::stmts(function, before), emit::stmts(function, after));
    if end.is_empty() && start.is_empty() {
        return Some(value);
    }
    if end.is_empty() || may_wait {
        return Some(quote!({ #start #end #value }));
    }
    let element = function.names.fresh("element", name.span());
    Some(quote!({ #start let #element = #value; #end #element }))
}

fn passive(stream: TokenStream, reads: Vec<VarId>, writes: Vec<VarId>) -> StmtKind {
    StmtKind::Passive { tokens: tokens(stream, reads), writes: writes.into_iter().map(Place::of).collect() }
}

fn tokens(stream: TokenStream, reads: Vec<VarId>) -> Tokens {
    Tokens { stream, reads, flows: Vec::new(), cheap: false }
}
