//! Loops whose iterations are independent but for accumulation.
//!
//! Such a loop records nothing: the reverse sweep runs each iteration again just before its reverse (*rerun*). Where
//! the adjoints of the accumulators are known before the loop, the forward sweep leaves the loop out, and the one
//! loop does both (*fused*).

mod cover;
mod why;

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{
    Block, Expr, Function, Head, InPlace, Loop, LoopId, Motion, Op, Place, Selector, Step, Stmt, StmtId, StmtKind,
    Update, VarId,
};
use crate::types::Ty;

use cover::covers;
pub use cover::{Part, cover, cover_apart, filled, is_fixed};
pub use why::{Why, explain, head};

/// What a rerun loop does to the variables around it.
#[derive(Clone, Debug, Default)]
pub struct Rerun {
    /// Only added to.
    pub accumulators: BTreeSet<VarId>,
    /// Overwritten in each iteration before they are read.
    pub private: BTreeSet<VarId>,
    /// Those of them that are cleared and filled again, and the statements that clear them.
    pub refilled: BTreeMap<VarId, StmtId>,
    /// In a loop that is rerun itself: to run it twice there would cost twice as much at every level.
    pub nested: bool,
    /// Calls something: a second run could differ from the first, or be seen.
    pub calls: bool,
    /// `m = m.max(e)`: the running extreme, and the statements that make it.
    pub extremes: BTreeMap<VarId, Extreme>,
}

/// A running maximum or minimum.
#[derive(Clone, Debug)]
pub struct Extreme {
    /// `let v = m.max(e);`
    pub made: StmtId,
    /// `m = v;`
    pub stored: StmtId,
    pub candidate: Expr,
}

/// How `looped` can be rerun; `needed` are variables whose contents before the loop are read in the reverse sweep.
pub fn rerun(function: &Function, looped: &Loop, needed: &BTreeSet<VarId>) -> Result<Rerun, Why> {
    let Head::For { .. } = looped.head else { return Err(Why::Trips) };
    if !looped.until.is_empty() {
        return Err(Why::Exit);
    }
    let declared = looped.body.declared();
    let mut result = Rerun::default();
    let written: BTreeSet<VarId> = looped.body.writes().into_iter().filter(|var| !declared.contains(var)).collect();
    for var in written {
        if is_accumulator(&looped.body, var) {
            result.accumulators.insert(var);
        } else if let Some(extreme) = extreme(&looped.body, var) {
            result.accumulators.insert(var);
            result.extremes.insert(var, extreme);
        } else if !is_private(function, &looped.body, var) {
            return Err(if looped.body.reads().contains(&var) { Why::Carried(var) } else { Why::Read(var) });
        } else if needed.contains(&var)
            || leaves(function, var)
            || is_read_elsewhere(function, &function.body, looped.label, var)
        {
            return Err(Why::Read(var));
        } else {
            result.private.insert(var);
            if crate::reverse::zero_of(&function.var(var).ty.element()).is_some() {
                result.refilled.extend(cleared(&looped.body, var).map(|stmt| (var, stmt)));
            }
        }
    }
    let mut effects = false;
    looped.body.for_each_stmt(&mut |stmt| {
        effects |=
            matches!(&stmt.kind, StmtKind::Passive { writes, .. } if writes.iter().any(|place| !declared.contains(&place.root)));
        effects |= matches!(&stmt.kind, StmtKind::InPlace(change)
            if change.resizes()
                && change.targets().any(|p| !declared.contains(&p.root) && !result.refilled.contains_key(&p.root)));
    });
    result.calls = calls(&looped.body);
    if effects { Err(Why::Effect) } else { Ok(result) }
}

/// Whether anything in `block` may do more than compute.
fn calls(block: &Block) -> bool {
    let mut found = false;
    block.for_each_stmt(&mut |stmt| {
        let mut look = |expr: &Expr| found |= is_call(expr);
        match &stmt.kind {
            StmtKind::Let { value, .. }
            | StmtKind::Assign { value, .. }
            | StmtKind::Eval(value)
            | StmtKind::InPlace(InPlace { value: Some(value), .. }) => look(value),
            StmtKind::Branch { selector: Selector::If(choice) | Selector::Match(choice, _), .. } => look(choice),
            StmtKind::Passive { tokens, .. } => found |= !tokens.cheap && !is_assertion(&tokens.stream),
            StmtKind::Loop(looped) => match &looped.head {
                Head::While(tokens) | Head::Each { iterator: tokens, .. } => found |= !tokens.cheap,
                Head::For { .. } | Head::Forever | Head::Partial(_) | Head::Apart(..) | Head::Rows(_) => {}
            },
            _ => {}
        }
    });
    found
}

fn is_call(expr: &Expr) -> bool {
    match expr {
        Expr::Call(_) | Expr::Sweep(..) => true,
        Expr::Tokens(tokens) => !tokens.cheap,
        other => other.operands().into_iter().any(is_call),
    }
}

/// Assertions compute, and fail in the first run if they fail at all.
fn is_assertion(stream: &proc_macro2::TokenStream) -> bool {
    let text = stream.to_string();
    text.starts_with("assert") || text.starts_with("debug_assert") || text.starts_with(":: core :: assert")
}

/// Whether `block` touches `var` by `+=` and `-=` only.
pub fn is_accumulator(block: &Block, var: VarId) -> bool {
    let mut only = true;
    block.for_each_stmt(&mut |stmt| {
        if let StmtKind::Assign { place, update: Update::By(Op::Add | Op::Sub), value } = &stmt.kind
            && place.root == var
            && !matches!(value, Expr::Kept(..))
        {
            let mut read = value.reads(var);
            place.for_each_index(&mut |index| read |= index == var);
            only &= !read;
            return;
        }
        let mut read = false;
        stmt.kind.for_each_own_read(&mut |other| read |= other == var);
        only &= !read && !stmt.kind.own_writes().contains(&var);
    });
    only
}

/// `let v = m.max(e); m = v;` in the body itself, where `m` is otherwise not touched.
fn extreme(block: &Block, var: VarId) -> Option<Extreme> {
    let index = block.stmts.iter().position(|stmt| {
        matches!(&stmt.kind, StmtKind::Let { value: Expr::Method(name, receiver, arguments), .. }
            if (name == "max" || name == "min") && arguments.len() == 1
                && matches!(&**receiver, Expr::Place(place) if place.root == var && place.path.is_empty()))
    })?;
    let (made, stored) = (&block.stmts[index], block.stmts.get(index + 1)?);
    let StmtKind::Let { var: holder, value: Expr::Method(_, _, arguments) } = &made.kind else { return None };
    let StmtKind::Assign { place, update: Update::Set, value: Expr::Place(source) } = &stored.kind else { return None };
    if place.root != var || !place.path.is_empty() || source.root != *holder || arguments[0].reads(var) {
        return None;
    }
    let others_touch = {
        let mut touch = false;
        block.for_each_stmt(&mut |stmt| {
            if stmt.id != made.id && stmt.id != stored.id {
                stmt.kind.for_each_own_read(&mut |read| touch |= read == var || read == *holder);
                touch |= stmt.kind.own_writes().contains(&var);
            }
        });
        touch
    };
    (!others_touch).then(|| Extreme { made: made.id, stored: stored.id, candidate: arguments[0].clone() })
}

/// Whether the caller sees the last contents of `var`.
fn leaves(function: &Function, var: VarId) -> bool {
    function.result == Some(var)
        || function.parameters.iter().any(|parameter| parameter.var == var && parameter.is_inout())
}

/// Whether `block` reads `var` outside of the loop `label`, and of loops that overwrite it first: its last contents
/// would then carry an adjoint into the last iteration, and the iterations would no longer be independent.
fn is_read_elsewhere(function: &Function, block: &Block, label: LoopId, var: VarId) -> bool {
    block.stmts.iter().any(|stmt| {
        if let StmtKind::Loop(looped) = &stmt.kind
            && (looped.label == label || is_private(function, &looped.body, var))
        {
            return false;
        }
        let mut read = false;
        stmt.kind.for_each_own_read(&mut |other| read |= other == var);
        read || stmt.kind.blocks().iter().any(|inner| is_read_elsewhere(function, inner, label, var))
    })
}

/// Whether every iteration overwrites all of `var` before it reads any of it.
fn is_private(function: &Function, block: &Block, var: VarId) -> bool {
    let clear = cleared(block, var);
    for stmt in &block.stmts {
        if kills(function, stmt, var) || Some(stmt.id) == clear {
            return true;
        }
        if clear.is_some() && is_length_for_clear(block, stmt) {
            continue;
        }
        if is_length(function, stmt, var) {
            continue;
        }
        let mut touched = false;
        let mut look = |stmt: &Stmt| {
            stmt.kind.for_each_own_read(&mut |read| touched |= read == var);
            touched |= stmt.kind.own_writes().contains(&var);
        };
        look(stmt);
        stmt.kind.blocks().iter().for_each(|block| block.for_each_stmt(&mut look));
        if touched {
            return false;
        }
    }
    false
}

/// The statement of `block` itself that drops all of `var`.
fn cleared(block: &Block, var: VarId) -> Option<StmtId> {
    let clear = block.stmts.iter().find(|stmt| {
        matches!(&stmt.kind, StmtKind::InPlace(InPlace { place, motion: Motion::Truncate(None, _), .. })
            if place.root == var && place.is_whole())
    });
    clear.map(|stmt| stmt.id)
}

/// `let n = var.len();`, where the length never changes.
pub fn is_length(function: &Function, stmt: &Stmt, var: VarId) -> bool {
    let StmtKind::Let { value: Expr::Tokens(tokens), .. } = &stmt.kind else { return false };
    let name = &function.var(var).name;
    tokens.stream.to_string() == quote::quote!(#name.len()).to_string() && keeps_length(function, var)
}

/// Whether `stmt` asks for a length that only a `clear` uses.
fn is_length_for_clear(block: &Block, stmt: &Stmt) -> bool {
    let StmtKind::Let { var, value: Expr::Tokens(tokens) } = &stmt.kind else { return false };
    let mut others = 0;
    block.for_each_stmt(&mut |stmt| {
        let clears = matches!(&stmt.kind, StmtKind::InPlace(InPlace { motion: Motion::Truncate(None, _), .. }));
        stmt.kind.for_each_own_read(&mut |read| others += usize::from(read == *var && !clears));
    });
    // rustc writes `x.len()`, the library of tokens `x . len ()`.
    others == 0 && tokens.stream.to_string().replace(' ', "").ends_with(".len()")
}

/// Whether `stmt` overwrites all of `var` and reads nothing of it.
pub fn kills(function: &Function, stmt: &Stmt, var: VarId) -> bool {
    match &stmt.kind {
        StmtKind::Assign { place, update: Update::Set, value } => {
            place.root == var && place.is_whole() && !value.reads(var)
        }
        StmtKind::Loop(looped) => {
            let Head::For { lo, hi, inclusive: false, step: None, .. } = &looped.head else { return false };
            let first = matches!(lo, Expr::Tokens(tokens) if tokens.stream.to_string() == "0");
            let sweeps = swept(function, looped).iter().any(|(_, place)| place.root == var);
            let mut reads = false;
            looped.body.for_each_stmt(&mut |stmt| stmt.kind.for_each_own_read(&mut |read| reads |= read == var));
            first && sweeps && !reads && looped.until.is_empty() && covers(function, hi, var)
        }
        _ => false,
    }
}

/// Whether a statement here changes the length of `var`.
pub fn resized(function: &Function, var: VarId) -> bool {
    let mut found = false;
    function.body.for_each_stmt(&mut |stmt| {
        found |= matches!(&stmt.kind, StmtKind::InPlace(change)
            if change.resizes() && change.targets().any(|place| place.root == var));
        found |= matches!(&stmt.kind, StmtKind::Assign { place, .. } if place.root == var && place.path.is_empty());
    });
    found
}

/// Whether the length of `var` surely stays: nothing here changes it, and no function is lent it that may.
pub fn keeps_length(function: &Function, var: VarId) -> bool {
    let may_change = |place: &Place| {
        let ty = function.place_ty(place);
        place.root == var && !matches!(ty.peel(), Ty::Slice(_) | Ty::Array(..)) && !ty.is_scalar()
    };
    let mut stays = !resized(function, var);
    function.body.for_each_stmt(&mut |stmt| match &stmt.kind {
        StmtKind::Let { value, .. } | StmtKind::Assign { value, .. } | StmtKind::Eval(value) => {
            stays &= !value.call().is_some_and(|call| call.changed().any(may_change));
        }
        StmtKind::Passive { writes, .. } => stays &= !writes.iter().any(may_change),
        _ => {}
    });
    stays
}

/// The elements that a loop overwrites one by one: `a[i]` for its counter `i`, in its body itself, once.
pub fn swept(function: &Function, looped: &Loop) -> Vec<(StmtId, Place)> {
    let Head::For { counter, lo, hi, inclusive: false, step: None, .. } = &looped.head else { return Vec::new() };
    let mut found: Vec<(StmtId, Place)> = Vec::new();
    for stmt in &looped.body.stmts {
        let StmtKind::Assign { place, .. } = &stmt.kind else { continue };
        let [before @ .., Step::Index(Expr::Place(index))] = place.path.as_slice() else { continue };
        let whole = Place { root: place.root, path: before.to_vec() };
        let ty = function.place_ty(&whole);
        if !ty.has_slices() && !matches!(ty.peel(), Ty::Unknown) {
            continue;
        }
        let mut outside = true;
        let declared = looped.body.declared();
        whole.for_each_index(&mut |var| {
            outside &= !declared.contains(&var) && var != *counter && !function.var(var).mutable;
        });
        if index.root == *counter && index.path.is_empty() && outside && !declared.contains(&place.root) {
            let mut path = before.to_vec();
            path.push(Step::Slice(Box::new(lo.clone()), Some(Box::new(hi.clone()))));
            found.push((stmt.id, Place { root: place.root, path }));
        }
    }
    // Two statements that write the same array: the second would save what the first wrote.
    let mut writes: BTreeMap<VarId, usize> = BTreeMap::new();
    looped.body.for_each_stmt(&mut |stmt| {
        for var in stmt.kind.own_writes() {
            *writes.entry(var).or_default() += 1;
        }
    });
    found.retain(|(_, place)| writes.get(&place.root) == Some(&1));
    found
}
