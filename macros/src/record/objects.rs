//! Boxes of objects: nobody can copy or record them, so the reverse sweep makes them again from what they were made of.

use std::collections::BTreeMap;

use crate::ir::{Expr, Function, StmtKind, VarId};
use crate::lower::object::holds_objects;

/// Every variable that holds objects and never changes, with what makes it again.
pub(super) fn objects(function: &Function) -> BTreeMap<VarId, Expr> {
    let mut made = BTreeMap::new();
    if !function.vars.iter().any(|var| holds_objects(&var.ty)) {
        return made;
    }
    let written = function.body.writes();
    let mut definitions = BTreeMap::new();
    function.body.for_each_stmt(&mut |stmt| {
        if let StmtKind::Let { var, value } = &stmt.kind {
            definitions.insert(*var, value.clone());
        }
    });
    for (var, value) in &definitions {
        if !holds_objects(&function.var(*var).ty) || written.contains(var) {
            continue;
        }
        let mut value = value.clone();
        unfold(function, &definitions, &mut value);
        let mut stable = true;
        value.for_each_read(&mut |read| stable &= !written.contains(&read) && !function.var(read).mutable);
        if stable && is_made(&value) {
            made.insert(*var, value);
        }
    }
    made
}

/// Puts the definitions of what moved into `value` in its place.
fn unfold(function: &Function, definitions: &BTreeMap<VarId, Expr>, value: &mut Expr) {
    match value {
        Expr::Place(place) if place.path.is_empty() => {
            let made = definitions.get(&place.root).filter(|made| is_made(made));
            if let Some(made) = made.filter(|_| !function.var(place.root).ty.is_copy()) {
                *value = made.clone();
                unfold(function, definitions, value);
            } else if !function.var(place.root).ty.is_copy() {
                *value = Expr::Copy(crate::forward::method("clone"), place.clone());
            }
        }
        Expr::Construct(construct) => {
            construct.fields.iter_mut().for_each(|(_, field)| unfold(function, definitions, field));
        }
        Expr::VecList(parts) | Expr::Array(parts) | Expr::Tuple(parts) => {
            parts.iter_mut().for_each(|part| unfold(function, definitions, part));
        }
        Expr::Cast(inner, _) => unfold(function, definitions, inner),
        _ => {}
    }
}

fn is_made(value: &Expr) -> bool {
    matches!(value, Expr::Construct(_) | Expr::Cast(..) | Expr::VecList(_) | Expr::Array(_) | Expr::Tuple(_))
}
