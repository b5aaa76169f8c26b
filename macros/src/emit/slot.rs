//! A result that is set once on each path, where flags decide when and rustc cannot see that it is: an `Option` holds it
//! meanwhile. Nothing is copied, so its type needs no default and no `Clone`.
//!
//! ```text
//! let value;                                  let mut slot = None;
//! if c { value = a; returned = true; }        if c { slot = Some(a); returned = true; }
//! …                                           …
//!                                             let value = slot's value;
//! ```

use proc_macro2::{Ident, Span};

use crate::ir::{
    Construct, Expr, Function, Mentions, Place, Role, Step, Stmt, StmtKind, Tokens, Update, VarId, in_block,
};
use crate::types::Ty;

/// The statements of a body with slots for what it sets, if there is any.
pub(super) fn with_slots(function: &Function, list: &[Stmt]) -> Option<(Function, Vec<Stmt>)> {
    let is_set = |var: &VarId| list.iter().any(|stmt| sets(stmt, *var));
    let vars: Vec<VarId> = list.iter().filter_map(|stmt| held(function, stmt)).filter(is_set).collect();
    if vars.is_empty() {
        return None;
    }
    let (mut function, mut stmts) = (function.clone(), list.to_vec());
    for var in vars {
        let ty = Ty::Option(Box::new(function.var(var).ty.clone()));
        let slot = function.declare("slot", Span::mixed_site(), ty, true, Role::Local);
        hold(&mut function, &mut stmts, var, slot);
    }
    Some((function, stmts))
}

/// What `stmt` declares, if flags decide when it is set.
fn held(function: &Function, stmt: &Stmt) -> Option<VarId> {
    let StmtKind::Declare { var } = stmt.kind else { return None };
    let mut primal = var;
    while let Some(of) = function.tangents.get(&primal) {
        primal = *of;
    }
    (function.flagged.contains(&primal) && function.var(var).deferred).then_some(var)
}

/// Whether `stmt` or a block inside assigns `var`.
fn sets(stmt: &Stmt, var: VarId) -> bool {
    stmt.kind.own_writes().contains(&var) || stmt.kind.blocks().iter().any(|block| block.writes().contains(&var))
}

fn hold(function: &mut Function, stmts: &mut Vec<Stmt>, var: VarId, slot: VarId) {
    let Some(last) = stmts.iter().rposition(|stmt| sets(stmt, var)) else { return };
    let rest = stmts.split_off(last + 1);
    let mut block = function.block(std::mem::take(stmts));
    for stmt in &mut block.stmts {
        redirect(stmt, var, slot);
    }
    in_block(&mut Held { var, slot }, &mut block);
    *stmts = block.stmts;
    let value = Expr::Runtime("__private::set_once", vec![Expr::var(slot)]);
    stmts.push(function.stmt(StmtKind::Let { var, value }, Span::mixed_site()));
    stmts.extend(rest);
}

/// What was assigned to `var` goes to `slot`.
fn redirect(stmt: &mut Stmt, var: VarId, slot: VarId) {
    match &mut stmt.kind {
        StmtKind::Declare { var: declared } if *declared == var => *declared = slot,
        StmtKind::Assign { place, update: Update::Set, value } if place.root == var && place.is_whole() => {
            *place = Place::of(slot);
            let fields = vec![(some(), std::mem::replace(value, Expr::Number(0.0)))];
            let path = quote::quote!(::core::option::Option::Some);
            *value = Expr::Construct(Box::new(Construct { path, fields, base: None, braces: false }));
        }
        StmtKind::Branch { arms, .. } => {
            arms.iter_mut().flat_map(|arm| &mut arm.stmts).for_each(|stmt| redirect(stmt, var, slot));
        }
        StmtKind::Loop(looped) => looped.body.stmts.iter_mut().for_each(|stmt| redirect(stmt, var, slot)),
        _ => {}
    }
}

/// Reads of `var` before it leaves `slot`.
struct Held {
    var: VarId,
    slot: VarId,
}

impl Mentions for Held {
    fn var(&mut self, _: &mut VarId) {}

    fn place(&mut self, place: &mut Place) {
        if place.root == self.var {
            place.root = self.slot;
            place.path.insert(0, some());
        }
    }

    fn tokens(&mut self, _: &mut Tokens) {}
}

fn some() -> Step {
    Step::Variant(Ident::new("Some", Span::mixed_site()), syn::Member::from(0))
}
