//! Values that are the slope of another one: where a block has both `x.sin()` and `x.cos()`, the adjoint of each reads the
//! other in the place of computing it again.

use std::collections::{BTreeMap, BTreeSet};

use crate::emit;
use crate::ir::{Block, Expr, Function, Place, Stmt, StmtKind, VarId};

/// For the result of a function of one argument the variable that holds its slope, up to a sign.
pub(super) fn of(function: &Function) -> BTreeMap<VarId, VarId> {
    let mut partners = BTreeMap::new();
    in_block(function, &function.body, &mut partners);
    if partners.is_empty() {
        return partners;
    }
    // Bound twice, as in two copies of a block: then the name says too little.
    let mut bound: BTreeMap<VarId, usize> = BTreeMap::new();
    function.body.for_each_stmt(&mut |stmt| {
        stmt.kind.declares().into_iter().for_each(|var| *bound.entry(var).or_default() += 1);
    });
    let once = |var: &VarId| bound.get(var) == Some(&1);
    partners.retain(|var, partner| once(var) && once(partner));
    partners
}

fn in_block(function: &Function, block: &Block, partners: &mut BTreeMap<VarId, VarId>) {
    // What is known at the present statement, by function and argument.
    let mut known: Vec<(&'static str, &Place, String, VarId)> = Vec::new();
    for stmt in &block.stmts {
        stmt.kind.blocks().into_iter().for_each(|inner| in_block(function, inner, partners));
        let found = value(function, stmt);
        if let Some((partner, argument, text, var)) = &found {
            let other = known.iter().rev().find(|(name, _, known, _)| name == partner && known == text);
            if let Some((_, _, _, other)) = other {
                partners.entry(*var).or_insert(*other);
                partners.entry(*other).or_insert(*var);
            }
            let name = slope(partner).unwrap_or_default();
            known.push((name, argument, text.clone(), *var));
        }
        let written = written(stmt);
        known.retain(|(_, argument, ..)| {
            let mut stays = !written.contains(&argument.root);
            argument.for_each_index(&mut |var| stays &= !written.contains(&var));
            stays
        });
    }
}

/// `let var = place.name();`: the function that is its slope, the argument, and the variable.
fn value<'s>(function: &Function, stmt: &'s Stmt) -> Option<(&'static str, &'s Place, String, VarId)> {
    let StmtKind::Let { var, value: Expr::Method(name, argument, rest) } = &stmt.kind else { return None };
    let (Expr::Place(place), true) = (&**argument, rest.is_empty()) else { return None };
    let info = function.var(*var);
    let fits = info.ty.is_float() && function.place_ty(place).is_float_operand() && !info.mutable && !info.deferred;
    fits.then(|| Some((slope(&name.to_string())?, place, emit::place(function, place).to_string(), *var)))?
}

fn slope(name: &str) -> Option<&'static str> {
    match name {
        "sin" => Some("cos"),
        "cos" => Some("sin"),
        "sinh" => Some("cosh"),
        "cosh" => Some("sinh"),
        _ => None,
    }
}

/// What a statement and the blocks inside change, or declare anew.
fn written(stmt: &Stmt) -> BTreeSet<VarId> {
    let mut all: BTreeSet<VarId> = stmt.kind.own_writes().into_iter().collect();
    all.extend(stmt.kind.declares());
    for block in stmt.kind.blocks() {
        all.extend(block.writes());
        all.extend(block.declared());
    }
    all
}
