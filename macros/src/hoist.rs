//! Views of containers for loops that run over them: one check of the bounds before the loop instead of one in each
//! iteration.
//!
//! ```text
//! for i in (0..n).rev() {               let a_view = &mut a_bar[..n];
//!     a_bar[i] += …;                    for i in (0..n).rev() { a_view[i] += …; }
//! }
//! ```
//!
//! Only where the body reads `a[i]` unconditionally, for then the view exists whenever the loop runs at all.

mod apart;
mod carry;
mod columns;
mod constants;
pub(crate) mod gather;
mod guarded;
mod linear;
mod partial;
mod quiet;
mod rows;
mod tiles;
mod upward;
mod window;
mod written_out;

pub(crate) use tiles::tiles;
pub(crate) use window::is_sum_with;

pub(crate) use window::sum_with;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use crate::forward;
use crate::ir::{Block, Expr, Function, Head, Loop, Op, Place, Role, Selector, Step, Stmt, StmtId, StmtKind, VarId};
use crate::simplify;
use crate::types::Ty;

/// How a loop uses a container.
#[derive(Clone, Debug)]
struct Use {
    /// `a[i - by]`: the smallest `by`.
    by: usize,
    /// In the body itself, not in a branch or loop inside.
    always: bool,
    written: bool,
    /// Used in a way that a view does not allow.
    other: bool,
}

/// Which statements of the primal run for the first time.
pub enum Primal<'a> {
    /// All: this is a forward sweep.
    All,
    /// Those of these loops.
    Of(&'a BTreeSet<StmtId>),
}

impl Primal<'_> {
    fn contains(&self, id: StmtId) -> bool {
        match self {
            Primal::All => true,
            Primal::Of(loops) => loops.contains(&id),
        }
    }
}

/// What the pass knows of the sweep around.
pub struct Sweep<'a> {
    /// Loops in which statements of the primal run for the first time: where they panic, a view must not panic before.
    pub primal: Primal<'a>,
    pub shadows: &'a BTreeMap<VarId, VarId>,
}

impl Sweep<'_> {
    /// Whether `..hi` is inside of `root`, by its length.
    fn is_within(&self, function: &Function, root: VarId, hi: &Expr) -> bool {
        let primal = self.shadows.iter().find(|(_, shadow)| **shadow == root).map_or(root, |(primal, _)| *primal);
        let (len, text) = (quote_len(function, primal), crate::emit::expr(function, hi).to_string());
        let less = text.trim_matches(['(', ')', ' ']).strip_prefix(&len).and_then(|rest| rest.trim().strip_prefix('-'));
        text == len
            || less.is_some_and(|number| number.trim().parse::<u32>().is_ok())
            || (text.starts_with(":: core :: cmp :: Ord :: min") && text.contains(&len))
    }
}

/// Turns loops of the reverse sweep upwards where they may run in any order, and adds views to them.
pub fn loops(function: &mut Function, sweep: &Sweep, stmts: &mut Vec<Stmt>) {
    constants::elements(function, sweep.shadows, stmts);
    let indices = written_out::WrittenOut::of(function, stmts);
    upward::turn(function, stmts);
    rows::sums(function, stmts);
    carry::sums(function, stmts);
    guarded::sums(function, stmts);
    simplify::to_new_shadows(function, stmts);
    views(function, sweep, stmts);
    indices.put_back(function, stmts);
    partial::sums(function, stmts);
    apart::slices(function, stmts);
    columns::once(function, stmts);
}

/// Adds views to loops of a forward sweep, which only records where the primal has nothing to record.
pub fn forward(function: &mut Function, shadows: &BTreeMap<VarId, VarId>, stmts: &mut Vec<Stmt>) {
    constants::elements(function, shadows, stmts);
    let indices = written_out::WrittenOut::of(function, stmts);
    rows::sums(function, stmts);
    views(function, &Sweep { primal: Primal::All, shadows }, stmts);
    indices.put_back(function, stmts);
    apart::slices(function, stmts);
}

fn views(function: &mut Function, sweep: &Sweep, stmts: &mut Vec<Stmt>) {
    let mut index = 0;
    while index < stmts.len() {
        if let StmtKind::Branch { arms, .. } = &mut stmts[index].kind {
            arms.iter_mut().for_each(|arm| views(function, sweep, &mut arm.stmts));
        }
        let mut added = Vec::new();
        let mut guard = None;
        let id = stmts[index].id;
        if let StmtKind::Loop(looped) = &mut stmts[index].kind {
            views(function, sweep, &mut looped.body.stmts);
            added = loop_views(function, sweep, id, looped);
            // A window may start beyond the end where the loop does not run at all.
            let mut moved = false;
            if !sweep.primal.contains(id) || quiet::is_quiet(looped) {
                let whole = added.iter().flat_map(|stmt| stmt.kind.declares()).collect();
                let windows = window::views(function, looped, &whole);
                moved = windows.iter().any(window::is_moved);
                added.extend(windows);
            }
            guard = condition(function, &looped.head, moved);
        }
        if added.is_empty() {
            index += 1;
            continue;
        }
        let span = stmts[index].span;
        let looped = stmts.remove(index);
        added.push(looped);
        match guard {
            None => {
                let count = added.len();
                stmts.splice(index..index, added);
                index += count;
            }
            Some(condition) => {
                let (then, otherwise) = (function.block(added), function.block(Vec::new()));
                let kind = StmtKind::Branch { selector: Selector::If(condition), arms: vec![then, otherwise] };
                let branch = function.stmt(kind, span);
                stmts.insert(index, branch);
                index += 1;
            }
        }
    }
}

/// `lo < hi`, unless `lo` is 0 and no view starts elsewhere.
fn condition(function: &Function, head: &Head, moved: bool) -> Option<Expr> {
    let Head::For { lo, hi, .. } = head else { return None };
    let (left, right) = (crate::emit::expr(function, lo), crate::emit::expr(function, hi));
    let side = |tokens: TokenStream| {
        let text = tokens.to_string();
        if text.contains('<') || text.contains(" as ") { quote!((#tokens)) } else { tokens }
    };
    let needed = moved || left.to_string() != "0";
    needed.then(|| {
        let (left, right) = (side(left), side(right));
        forward::tokens(quote!(#left < #right))
    })
}

fn loop_views(function: &mut Function, sweep: &Sweep, id: StmtId, looped: &mut Loop) -> Vec<Stmt> {
    let Head::For { counter, hi, inclusive: false, step: None, .. } = &looped.head else { return Vec::new() };
    let (counter, hi) = (*counter, hi.clone());
    if !looped.until.is_empty()
        || !matches!(&function.var(counter).ty, Ty::Passive(Some(name)) if name.to_string() == "usize")
    {
        return Vec::new();
    }
    let declared = looped.body.declared();
    let mut bounds = Vec::new();
    looped.head.for_each_read(&mut |var| bounds.push(var));
    let uses = uses(function, counter, &looped.body);
    let mut added = Vec::new();
    for (root, found) in uses {
        let container = matches!(function.var(root).ty.peel(), Ty::Vec(_) | Ty::Slice(_));
        let whole = crate::emit::expr(function, &hi).to_string() == quote_len(function, root);
        if !container
            || !found.always
            || found.other
            || declared.contains(&root)
            || bounds.contains(&root)
            || whole && !found.written
        {
            continue;
        }
        let end = if found.by == 0 { hi.clone() } else { hi.clone().sub(number(found.by)) };
        let view = declare_view(function, root, found.written);
        let mut renamed = looped.clone();
        rename(&mut renamed.body, root, view);
        if sweep.primal.contains(id) && !sweep.is_within(function, root, &hi) && !quiet::is_quiet(looped) {
            continue;
        }
        let root_name = function.var(root).name.to_string();
        if found.written && names(crate::emit::expr(function, &hi), &root_name) {
            continue;
        }
        if found.written && still_named(function, &renamed, root) {
            continue;
        }
        let start = Box::new(forward::tokens(quote!(0)));
        let place = Place { root, path: vec![Step::Slice(start, Some(Box::new(end)))] };
        let kind = StmtKind::View { var: view, place, mutable: found.written };
        let span = function.var(root).name.span();
        added.push(function.stmt(kind, span));
        *looped = renamed;
        if let Some(marker) = function.markers.get(&root).cloned() {
            function.markers.insert(view, marker);
        }
        if let Some(primal) = function.tangents.get(&root).copied() {
            function.tangents.insert(view, primal);
        }
    }
    added
}

/// Whether the loop still names the container, such as for its length: then no view may borrow it.
fn still_named(function: &Function, looped: &Loop, root: VarId) -> bool {
    let stmt =
        Stmt { id: crate::ir::StmtId(0), kind: StmtKind::Loop(looped.clone()), span: proc_macro2::Span::mixed_site() };
    let name = function.var(root).name.to_string();
    names(crate::emit::stmts(function, std::slice::from_ref(&stmt)), &name)
}

/// Whether `name` stands in `tokens`.
pub fn names(tokens: proc_macro2::TokenStream, name: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        proc_macro2::TokenTree::Ident(ident) => ident == name,
        proc_macro2::TokenTree::Group(group) => names(group.stream(), name),
        _ => false,
    })
}

fn quote_len(function: &Function, root: VarId) -> String {
    let name = &function.var(root).name;
    quote!(#name.len()).to_string()
}

fn number(value: usize) -> Expr {
    let literal = proc_macro2::Literal::usize_unsuffixed(value);
    forward::tokens(quote!(#literal))
}

fn declare_view(function: &mut Function, root: VarId, written: bool) -> VarId {
    let wish = format!("{}_view", function.var(root).name);
    let ty = Ty::Ref(written, Box::new(Ty::Slice(Box::new(function.var(root).ty.element()))));
    function.declare(&wish, proc_macro2::Span::mixed_site(), ty, false, view_role(function, root))
}

/// The role of a view of `root`: that of a shadow may have no parts where a field is constant.
fn view_role(function: &Function, root: VarId) -> Role {
    if function.var(root).role == Role::Shadow { Role::Shadow } else { Role::Temporary }
}

/// How the body of a loop uses each container.
fn uses(function: &Function, counter: VarId, body: &Block) -> BTreeMap<VarId, Use> {
    let mut all: BTreeMap<VarId, Use> = BTreeMap::new();
    for stmt in &body.stmts {
        let always = stmt.kind.blocks().is_empty();
        let mut inner = |stmt: &Stmt| note(function, counter, stmt, always, &mut all);
        inner(stmt);
        for block in stmt.kind.blocks() {
            block.for_each_stmt(&mut inner);
        }
    }
    all
}

fn note(function: &Function, counter: VarId, stmt: &Stmt, always: bool, all: &mut BTreeMap<VarId, Use>) {
    let mut reads: BTreeMap<VarId, usize> = BTreeMap::new();
    stmt.kind.for_each_own_read(&mut |var| *reads.entry(var).or_default() += 1);
    let mut seen: BTreeMap<VarId, usize> = BTreeMap::new();
    let mut access = |place: &Place, written: bool, counts: bool| {
        if !place.path.is_empty() {
            *seen.entry(place.root).or_default() += usize::from(counts);
            note_access(function, counter, place, written, always, all);
        }
    };
    let mut copy = stmt.clone();
    if let StmtKind::Branch { arms, .. } = &mut copy.kind {
        arms.clear();
    }
    if let StmtKind::Loop(looped) = &mut copy.kind {
        looped.body.stmts.clear();
    }
    copy.rewrite(&mut |expr| {
        if let Expr::Place(place) = expr {
            access(place, false, true);
        }
    });
    match &stmt.kind {
        StmtKind::Assign { place, update, .. } => access(place, true, *update != crate::ir::Update::Set),
        StmtKind::Eval(Expr::Runtime(_, arguments)) => {
            for argument in arguments {
                if let Expr::RefMut(place) = argument
                    && !matches!(place.path.as_slice(), [_] if matches!(place.path[0], Step::Slice(..)))
                {
                    access(place, true, true);
                }
            }
        }
        _ => {}
    }
    for write in stmt.kind.own_writes() {
        let assigned = matches!(&stmt.kind, StmtKind::Assign { place, .. } if !place.path.is_empty());
        if !assigned && let Some(entry) = all.get_mut(&write) {
            entry.other = true;
        }
        if !assigned {
            all.entry(write).or_insert(Use { by: 0, always: false, written: true, other: true });
        }
    }
    for (var, count) in reads {
        if seen.get(&var) != Some(&count) {
            all.entry(var).or_insert(Use { by: 0, always: false, written: false, other: true }).other = true;
        }
    }
}

fn note_access(
    function: &Function,
    counter: VarId,
    place: &Place,
    written: bool,
    always: bool,
    all: &mut BTreeMap<VarId, Use>,
) {
    let entry = all.entry(place.root).or_insert(Use { by: usize::MAX, always: false, written: false, other: false });
    entry.written |= written;
    let by = match place.path.first() {
        Some(Step::Index(index)) => behind(function, counter, index),
        _ => None,
    };
    match by {
        Some(by) => {
            entry.by = entry.by.min(by);
            entry.always |= always;
        }
        None => entry.other = true,
    }
}

/// `Some(c)` for the index `counter - c`.
fn behind(function: &Function, counter: VarId, index: &Expr) -> Option<usize> {
    match index {
        Expr::Place(place) if place.root == counter && place.path.is_empty() => Some(0),
        Expr::Tokens(tokens) if tokens.reads.as_slice() == [counter] => {
            let name = function.var(counter).name.to_string();
            let text = tokens.stream.to_string();
            let rest = text.strip_prefix(&name)?.trim();
            if rest.is_empty() { Some(0) } else { rest.strip_prefix('-')?.trim().parse().ok() }
        }
        Expr::Binary(Op::Sub, left, right) => {
            let by = match &**right {
                Expr::Tokens(tokens) => tokens.stream.to_string().parse::<usize>().ok()?,
                _ => return None,
            };
            (behind(function, counter, left)? == 0).then_some(by)
        }
        _ => None,
    }
}

/// The container becomes its view in `block`.
fn rename(block: &mut Block, root: VarId, view: VarId) {
    let change = &mut |expr: &mut Expr| match expr {
        Expr::Place(place) | Expr::RefMut(place) if place.root == root => place.root = view,
        _ => {}
    };
    for stmt in &mut block.stmts {
        stmt.rewrite(change);
        rename_targets(stmt, root, view);
    }
}

fn rename_targets(stmt: &mut Stmt, root: VarId, view: VarId) {
    match &mut stmt.kind {
        StmtKind::Assign { place, .. } if place.root == root => place.root = view,
        StmtKind::Branch { arms, .. } => {
            arms.iter_mut().flat_map(|arm| &mut arm.stmts).for_each(|stmt| rename_targets(stmt, root, view));
        }
        StmtKind::Loop(looped) => looped.body.stmts.iter_mut().for_each(|stmt| rename_targets(stmt, root, view)),
        _ => {}
    }
}
