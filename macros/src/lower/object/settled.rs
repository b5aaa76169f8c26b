//! What objects are made of stays: nobody can record an object, so the reverse sweep makes it again.
//!
//! ```text
//! let p = Point { x };         let x_given = x; let p = Point { x: x_given };
//! let b = Box::new(p);         let b = Box::new(p);
//! x += 1.0;                    x += 1.0;
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::holds_objects;
use crate::ir::{Block, Expr, Function, Role, Stmt, StmtKind, VarId};

/// Gives names to the copies in what objects are made of that may change.
pub(in super::super) fn settle(function: &mut Function) {
    if !function.vars.iter().any(|var| holds_objects(&var.ty)) {
        return;
    }
    let mut made = BTreeMap::new();
    function.body.for_each_stmt(&mut |stmt| {
        if let StmtKind::Let { var, value } = &stmt.kind {
            made.insert(*var, value.clone());
        }
    });
    let mut inside = BTreeSet::new();
    let objects = made.iter().filter(|(var, _)| holds_objects(&function.var(**var).ty));
    objects.for_each(|(_, value)| parts(value, &made, &mut inside));
    let changed: BTreeSet<VarId> = function.body.writes().into_iter().collect();
    let mut body = std::mem::take(&mut function.body.stmts);
    in_stmts(function, &mut body, &inside, &changed);
    function.body.stmts = body;
}

/// The variables whose definitions `value` is made of.
fn parts(value: &Expr, made: &BTreeMap<VarId, Expr>, inside: &mut BTreeSet<VarId>) {
    if let Expr::Place(place) = value
        && let Some(definition) = made.get(&place.root)
        && is_made(definition)
        && inside.insert(place.root)
    {
        parts(definition, made, inside);
    }
    if is_made(value) {
        value.operands().into_iter().for_each(|operand| parts(operand, made, inside));
    }
}

fn is_made(value: &Expr) -> bool {
    matches!(value, Expr::Construct(_) | Expr::Cast(..) | Expr::VecList(_) | Expr::Array(_) | Expr::Tuple(_))
}

fn in_stmts(function: &mut Function, stmts: &mut Vec<Stmt>, inside: &BTreeSet<VarId>, changed: &BTreeSet<VarId>) {
    for mut stmt in std::mem::take(stmts) {
        for block in stmt.kind.blocks_mut() {
            in_block(function, block, inside, changed);
        }
        if let StmtKind::Let { var, value } = &mut stmt.kind
            && inside.contains(var)
            && is_made(value)
        {
            let span = stmt.span;
            value.rewrite(&mut |expr| {
                let Expr::Place(place) = &*expr else { return };
                let (root, ty) = (place.root, function.place_ty(place));
                let moves = changed.contains(&root) || function.var(root).mutable;
                if !moves || !ty.is_copy() {
                    return;
                }
                let wish = format!("{}_given", function.var(root).name);
                let given = function.declare(&wish, span, ty, false, Role::Temporary);
                let value = std::mem::replace(expr, Expr::var(given));
                stmts.push(function.stmt(StmtKind::Let { var: given, value }, span));
            });
        }
        stmts.push(stmt);
    }
}

fn in_block(function: &mut Function, block: &mut Block, inside: &BTreeSet<VarId>, changed: &BTreeSet<VarId>) {
    let mut stmts = std::mem::take(&mut block.stmts);
    in_stmts(function, &mut stmts, inside, changed);
    block.stmts = stmts;
}
