//! Types of results by what is done with them: rustc knows what a called function gives, the attribute does not see it.
//!
//! ```text
//! let v = g(x);          v is an `f64`, for so is `sum`, to which it is added,
//! let t = a * v;         and so is the other factor
//! sum += t;
//! ```
//!
//! What is returned is of the type that the signature names.
//!
//! A type of the user's that can be added to an `f64` would be taken for one: then the generated code does not compile.

use crate::ir::{Expr, Function, Op, Place, Role, StmtKind, Update, VarId};
use crate::types::Ty;

/// Refines the types of variables that hold a result, until nothing is new.
pub(super) fn results(function: &mut Function) {
    returned(function);
    loop {
        let mut found = Vec::new();
        function.body.for_each_stmt(&mut |stmt| match &stmt.kind {
            StmtKind::Assign { place, update: Update::Set | Update::By(Op::Add | Op::Sub), value } => {
                needs(function, value, &function.place_ty(place), &mut found);
            }
            StmtKind::Let { var, value } => needs(function, value, &function.var(*var).ty, &mut found),
            _ => {}
        });
        if found.is_empty() {
            return;
        }
        for (var, ty) in found {
            function.vars[var.0 as usize].ty = ty;
        }
    }
}

/// A local that is returned as a whole, of which nothing is known, is of the type of the result.
fn returned(function: &mut Function) {
    let mut found = Vec::new();
    function.body.for_each_stmt(&mut |stmt| {
        if let StmtKind::Assign { place, update: Update::Set, value } = &stmt.kind
            && Some(place.root) == function.result
            && place.path.is_empty()
        {
            same(function, value, &function.result_ty, &mut found);
        }
    });
    for (var, ty) in found {
        function.vars[var.0 as usize].ty = ty;
    }
}

/// The unknown variables that `value`, of the type `ty`, is made of.
fn same(function: &Function, value: &Expr, ty: &Ty, found: &mut Vec<(VarId, Ty)>) {
    match (value, ty) {
        (Expr::Place(place), Ty::Named(_)) if place.path.is_empty() => {
            let var = function.var(place.root);
            if var.role == Role::Local && matches!(var.ty, Ty::Unknown) {
                found.push((place.root, ty.clone()));
            }
        }
        (Expr::Tuple(parts), Ty::Tuple(types)) => {
            parts.iter().zip(types).for_each(|(part, ty)| same(function, part, ty, found));
        }
        _ => {}
    }
}

/// What follows for the operands of `value`, which is of the type `ty`.
fn needs(function: &Function, value: &Expr, ty: &Ty, found: &mut Vec<(VarId, Ty)>) {
    if !is_plain(ty) {
        return;
    }
    match value {
        Expr::Place(place) => unknown(function, place, ty, found),
        Expr::Neg(inner) => needs(function, inner, ty, found),
        Expr::Copy(name, place) if name == "clone" => unknown(function, place, ty, found),
        Expr::Binary(_, left, right) => {
            for (known, other) in [(left, right), (right, left)] {
                if is_number(function, known) {
                    needs(function, other, ty, found);
                }
            }
        }
        _ => {}
    }
}

/// `f64` or `f32`.
fn is_plain(ty: &Ty) -> bool {
    matches!(ty, Ty::Float(Some(name)) if name == "f64" || name == "f32")
}

fn is_number(function: &Function, value: &Expr) -> bool {
    match value {
        Expr::Place(place) => is_plain(function.place_ty(place).peel()),
        Expr::Number(_) => true,
        _ => false,
    }
}

fn unknown(function: &Function, place: &Place, ty: &Ty, found: &mut Vec<(VarId, Ty)>) {
    if place.path.is_empty() && matches!(function.var(place.root).ty, Ty::Unknown) && is_result(function, place.root) {
        found.push((place.root, ty.clone()));
    }
}

/// Whether `var` holds what a call gives, or what is computed of it, in every assignment.
fn is_result(function: &Function, var: VarId) -> bool {
    let (mut made, mut only) = (false, true);
    function.body.for_each_stmt(&mut |stmt| match &stmt.kind {
        StmtKind::Let { var: declared, value } if *declared == var => {
            made = true;
            only &= matches!(value, Expr::Call(_) | Expr::Binary(..) | Expr::Neg(_) | Expr::Place(_) | Expr::Copy(..));
        }
        StmtKind::Assign { place, value, .. } if place.root == var => {
            made = true;
            only &= place.path.is_empty()
                && matches!(value, Expr::Binary(..) | Expr::Neg(_) | Expr::Place(_) | Expr::Copy(..));
        }
        kind => only &= !kind.own_writes().contains(&var),
    });
    made && only
}
