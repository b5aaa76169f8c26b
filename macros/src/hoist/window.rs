//! Windows: the part of a container that an inner loop runs along, where its index is the counter and something that stays.
//!
//! ```text
//! for j in 0..64 {                                 let w_view = &mut w_bar[start..][..64];
//!     w_bar[start + j] += x[row + j] * bar;        let x_view = &x[row..][..64];
//! }                                                for j in 0..64 { w_view[j] += x_view[j] * bar; }
//! ```

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::names;
use crate::emit;
use crate::forward;
use crate::ir::{Expr, Function, Head, Loop, Op, Place, Step, Stmt, StmtKind, VarId};
use crate::types::Ty;

/// A window, and the accesses that go through it: those with the same steps before the index, and the same index.
#[derive(Clone)]
struct Window {
    /// The container itself.
    container: Place,
    /// Where the window starts, unless at 0.
    start: Option<TokenStream>,
    key: String,
}

/// All accesses to one variable.
#[derive(Default)]
struct Accesses {
    windows: BTreeMap<String, Window>,
    /// Windows that every iteration uses.
    always: BTreeSet<String>,
    written: bool,
    /// Some access goes through no window.
    plain: bool,
    /// Used in a way that a view does not allow.
    other: bool,
}

struct Search<'a> {
    function: &'a Function,
    counter: VarId,
    lo: TokenStream,
    /// What changes in the loop.
    unstable: BTreeSet<VarId>,
}

/// The views before an inner loop, whose accesses then go through them; `whole` are those over all of a container.
pub(super) fn views(function: &mut Function, looped: &mut Loop, whole: &BTreeSet<VarId>) -> Vec<Stmt> {
    let Head::For { counter, lo, hi, inclusive: false, step: None, .. } = &looped.head else { return Vec::new() };
    let inner = looped.body.stmts.iter().all(|stmt| stmt.kind.blocks().is_empty());
    let by_index = matches!(&function.var(*counter).ty, Ty::Passive(Some(name)) if name.to_string() == "usize");
    if !inner || !by_index || !looped.until.is_empty() {
        return Vec::new();
    }
    let (counter, lo, hi) = (*counter, emit::expr(function, lo), emit::expr(function, hi));
    let mut unstable: BTreeSet<VarId> = looped.body.declared().into_iter().chain(looped.body.writes()).collect();
    unstable.insert(counter);
    let search = Search { function, counter, lo: lo.clone(), unstable };
    let mut added = Vec::new();
    for (root, accesses) in search.accesses(looped) {
        let is_bound = [&lo, &hi].into_iter().any(|bound| names(bound.clone(), &function.var(root).name.to_string()));
        let one = accesses.windows.len() == 1 && !accesses.plain;
        if whole.contains(&root) || accesses.other || accesses.written && (is_bound || !one) {
            continue;
        }
        for (key, window) in accesses.windows {
            // The loop over all of a container has its view already.
            let from_zero = window.start.is_none() && lo.to_string() == "0";
            if !accesses.always.contains(&key) || one && from_zero && window.container.path.is_empty() {
                continue;
            }
            let view = declare(function, &window.container, accesses.written);
            let length = less(&hi, &lo);
            let mut place = window.container.clone();
            if let Some(start) = &window.start {
                place.path.push(Step::Slice(Box::new(forward::tokens(quote!(#start))), None));
            }
            let zero = Box::new(forward::tokens(quote!(0)));
            place.path.push(Step::Slice(zero, Some(Box::new(forward::tokens(length)))));
            let span = function.var(root).name.span();
            added.push(function.stmt(StmtKind::View { var: view, place, mutable: accesses.written }, span));
            redirect(function, looped, (counter, &lo), &window, view);
        }
    }
    added
}

/// Whether the view does not start where the container does.
pub(super) fn is_moved(view: &Stmt) -> bool {
    matches!(&view.kind, StmtKind::View { place, .. }
        if place.path.iter().filter(|step| matches!(step, Step::Slice(..))).count() > 1)
}

impl Search<'_> {
    fn accesses(&self, looped: &Loop) -> BTreeMap<VarId, Accesses> {
        let mut all = BTreeMap::new();
        for stmt in &looped.body.stmts {
            self.note(stmt, &mut all);
        }
        let own: BTreeSet<VarId> = looped.body.declared().into_iter().collect();
        all.retain(|root, _| !own.contains(root));
        all
    }

    fn note(&self, stmt: &Stmt, all: &mut BTreeMap<VarId, Accesses>) {
        let (mut reads, mut seen) = (BTreeMap::<VarId, usize>::new(), BTreeMap::<VarId, usize>::new());
        stmt.kind.for_each_own_read(&mut |var| *reads.entry(var).or_default() += 1);
        stmt.clone().rewrite(&mut |expr| match expr {
            Expr::Place(place) => {
                *seen.entry(place.root).or_default() += 1;
                self.note_place(place, false, all);
            }
            // The runtime gets a part of the container.
            Expr::RefMut(place) if matches!(stmt.kind, StmtKind::Eval(Expr::Runtime(..))) => {
                *seen.entry(place.root).or_default() += 1;
                self.note_place(place, true, all);
            }
            _ => {}
        });
        let mut assigned = None;
        if let StmtKind::Assign { place, update, .. } = &stmt.kind {
            *seen.entry(place.root).or_default() += usize::from(*update != crate::ir::Update::Set);
            self.note_place(place, true, all);
            assigned = Some(place.root);
        }
        for var in stmt.kind.own_writes().into_iter().filter(|var| Some(*var) != assigned) {
            all.entry(var).or_default().other = true;
        }
        for (var, count) in reads {
            if seen.get(&var) != Some(&count) {
                all.entry(var).or_default().other = true;
            }
        }
    }

    fn note_place(&self, place: &Place, written: bool, all: &mut BTreeMap<VarId, Accesses>) {
        let window = self.window(place);
        let accesses = all.entry(place.root).or_default();
        accesses.written |= written;
        match window {
            Some(window) => {
                accesses.always.insert(window.key.clone());
                accesses.windows.insert(window.key.clone(), window);
            }
            None => accesses.plain = true,
        }
    }

    /// The window of `place`: its first index with the counter has the form `counter + …`.
    fn window(&self, place: &Place) -> Option<Window> {
        let name = self.function.var(self.counter).name.to_string();
        let at = place.path.iter().position(|step| self.mentions(step))?;
        let Step::Index(index) = &place.path[at] else { return None };
        let container = Place { root: place.root, path: place.path[..at].to_vec() };
        let is_slice = matches!(self.function.place_ty(&container).peel(), Ty::Vec(_) | Ty::Slice(_));
        let absent = self.function.markers.contains_key(&place.root) && !container.path.is_empty();
        let mut stable = is_slice && !absent && is_cheap(index);
        index.for_each_read(&mut |var| stable &= var == self.counter || !self.unstable.contains(&var));
        container.for_each_index(&mut |var| stable &= !self.unstable.contains(&var));
        let syntax: syn::Expr = stable.then(|| syn::parse2(emit::expr(self.function, index)).ok()).flatten()?;
        let start = offset(&syntax, &name, &self.lo)?;
        let key = format!("{} at {syntax}", emit::place(self.function, &container), syntax = quote!(#syntax));
        Some(Window { container, start, key })
    }

    fn mentions(&self, step: &Step) -> bool {
        let mut found = false;
        Place { root: self.counter, path: vec![step.clone()] }.for_each_index(&mut |var| found |= var == self.counter);
        found
    }
}

/// Arithmetic of the user's on names, or of the compiler's.
pub(super) fn is_cheap(index: &Expr) -> bool {
    match index {
        Expr::Tokens(tokens) => tokens.cheap,
        Expr::Place(place) => place.path.is_empty(),
        Expr::Binary(Op::Add | Op::Sub, a, b) => is_cheap(a) && is_cheap(b),
        _ => false,
    }
}

/// The sum `index` of the counter and something else, for the value `at` of the counter.
pub(crate) fn sum_with(index: &TokenStream, counter: &str, at: &TokenStream) -> Option<TokenStream> {
    let syntax = syn::parse2::<syn::Expr>(index.clone()).ok()?;
    let sum = offset(&syntax, counter, at)?;
    Some(sum.unwrap_or_else(|| quote!(0)))
}

/// Whether `index` is a sum of the counter and something else: each value of the counter has one of its own.
pub(crate) fn is_sum_with(index: &TokenStream, counter: &str) -> bool {
    syn::parse2::<syn::Expr>(index.clone()).is_ok_and(|index| offset(&index, counter, &quote!(lo)).is_some())
}

/// `index` for the first value of the counter: `Some(None)` is 0, `None` no sum with the counter in it.
#[allow(clippy::option_option)]
fn offset(index: &syn::Expr, counter: &str, lo: &TokenStream) -> Option<Option<TokenStream>> {
    let mentions = |part: &syn::Expr| names(quote!(#part), counter);
    match index {
        syn::Expr::Path(path) if path.path.is_ident(counter) => {
            let several = lo.clone().into_iter().nth(1).is_some();
            Some((lo.to_string() != "0").then(|| if several { quote!((#lo)) } else { lo.clone() }))
        }
        syn::Expr::Paren(inner) => offset(&inner.expr, counter, lo),
        syn::Expr::Group(inner) => offset(&inner.expr, counter, lo),
        syn::Expr::Binary(syn::ExprBinary { left, op: syn::BinOp::Add(_), right, .. }) => {
            let (with, rest) = if mentions(left) { (left, right) } else { (right, left) };
            if mentions(rest) {
                return None;
            }
            let rest = quote!(#rest);
            Some(Some(offset(with, counter, lo)?.map_or(rest.clone(), |start| quote!(#start + #rest))))
        }
        syn::Expr::Binary(syn::ExprBinary { left, op: syn::BinOp::Sub(_), right, .. }) if !mentions(right) => {
            let start = offset(left, counter, lo)??;
            let bare = |tokens: &TokenStream| tokens.to_string().trim_matches(['(', ')', ' ']).to_owned();
            let nothing = bare(&start) == bare(&quote!(#right)) && bare(&start) == bare(lo);
            Some((!nothing).then(|| quote!(#start - #right)))
        }
        _ => None,
    }
}

/// `value - lo`.
fn less(value: &TokenStream, lo: &TokenStream) -> TokenStream {
    let part = |tokens: &TokenStream| {
        let several = tokens.clone().into_iter().nth(1).is_some();
        if several { quote!((#tokens)) } else { tokens.clone() }
    };
    let (value, start) = (part(value), part(lo));
    if lo.to_string() == "0" { value } else { quote!(#value - #start) }
}

fn declare(function: &mut Function, container: &Place, written: bool) -> VarId {
    let root = container.root;
    let wish = format!("{}_view", function.var(root).name);
    let element = function.place_ty(container).peel().element();
    let ty = Ty::Ref(written, Box::new(Ty::Slice(Box::new(element))));
    let role = super::view_role(function, root);
    let view = function.declare(&wish, proc_macro2::Span::mixed_site(), ty, false, role);
    if let Some(marker) = function.markers.get(&root).cloned() {
        function.markers.insert(view, marker);
    }
    if let Some(primal) = function.tangents.get(&root).copied() {
        function.tangents.insert(view, primal);
    }
    view
}

/// Sends the accesses of a window through its view.
fn redirect(
    function: &Function,
    looped: &mut Loop,
    (counter, lo): (VarId, &TokenStream),
    window: &Window,
    view: VarId,
) {
    let name = &function.var(counter).name;
    let index = less(&quote!(#name), lo);
    let index = crate::ir::Tokens { stream: index, reads: vec![counter], flows: Vec::new(), cheap: true };
    let steps = window.container.path.len();
    let change = |place: &mut Place| {
        if place.root != window.container.root || place.path.len() <= steps {
            return;
        }
        let Step::Index(old) = &place.path[steps] else { return };
        let container = Place { root: place.root, path: place.path[..steps].to_vec() };
        let Ok(syntax) = syn::parse2::<syn::Expr>(emit::expr(function, old)) else { return };
        if format!("{} at {}", emit::place(function, &container), quote!(#syntax)) != window.key {
            return;
        }
        let mut path = vec![Step::Index(Expr::Tokens(index.clone()))];
        path.extend(place.path.drain(steps + 1..));
        *place = Place { root: view, path };
    };
    for stmt in &mut looped.body.stmts {
        stmt.rewrite(&mut |expr| {
            if let Expr::Place(place) | Expr::RefMut(place) = expr {
                change(place);
            }
        });
        if let StmtKind::Assign { place, .. } = &mut stmt.kind {
            change(place);
        }
    }
}
