//! A tuple of zeros whose parts get their contributions at once is made of these.
//!
//! ```text
//! let mut both_bar = ([0.0; 3], 0.0);         let mut both_bar = (y_bar, y_dot_bar);
//! accumulate(&mut both_bar.0, y_bar);
//! both_bar.1 += y_dot_bar;
//! ```

use super::first::are_zeros;
use super::is_number;
use crate::ir::{Expr, Function, Op, Place, Step, Stmt, StmtKind, Update, VarId};
use crate::types::Ty;

/// Rewrites such tuples among `stmts`.
pub(super) fn tuples(function: &Function, stmts: &mut Vec<Stmt>) {
    for stmt in stmts.iter_mut() {
        stmt.kind.blocks_mut().into_iter().for_each(|block| tuples(function, &mut block.stmts));
    }
    let mut index = 0;
    while index < stmts.len() {
        if let StmtKind::Let { var, value: Expr::Tuple(parts) } = &stmts[index].kind
            && parts.iter().all(|part| is_number(part, 0.0) || are_zeros(part))
        {
            let mut whole: Vec<Option<Expr>> = vec![None; parts.len()];
            let mut end = index + 1;
            while let Some((at, value)) = stmts.get(end).and_then(|stmt| contribution(function, *var, stmt))
                && let Some(part) = whole.get_mut(at).filter(|part| part.is_none())
            {
                *part = Some(value.clone());
                end += 1;
            }
            let parts = whole.into_iter().zip(parts).map(|(new, zero)| new.unwrap_or_else(|| zero.clone())).collect();
            let kind = StmtKind::Let { var: *var, value: Expr::Tuple(parts) };
            stmts[index].kind = kind;
            stmts.drain(index + 1..end);
        }
        index += 1;
    }
}

/// The part of `var` to which `stmt` adds, and what, where that is of the type of the part.
fn contribution<'a>(function: &Function, var: VarId, stmt: &'a Stmt) -> Option<(usize, &'a Expr)> {
    let (place, value) = match &stmt.kind {
        StmtKind::Assign { place, update: Update::By(Op::Add), value } => (place, value),
        StmtKind::Eval(Expr::Runtime("__private::accumulate", arguments)) => match arguments.as_slice() {
            [Expr::RefMut(place), value] => (place, value),
            _ => return None,
        },
        _ => return None,
    };
    let Place { root, path } = place;
    let [Step::Field(syn::Member::Unnamed(at))] = path.as_slice() else { return None };
    let Expr::Place(source) = value else { return None };
    let (part, known) = (function.place_ty(place), function.place_ty(source));
    (*root == var && source.root != var && is_of_floats(&part) && same(&part, &known))
        .then_some((at.index as usize, value))
}

fn is_of_floats(ty: &Ty) -> bool {
    match ty {
        Ty::Float(name) => name.is_some(),
        Ty::Array(element, _) => is_of_floats(element),
        _ => false,
    }
}

fn same(a: &Ty, b: &Ty) -> bool {
    match (a.tokens(), b.tokens()) {
        (Some(a), Some(b)) => a.to_string() == b.to_string(),
        _ => false,
    }
}
