//! A result whose type need not have a default, where flags decide when it is set: an `Option` holds it meanwhile.
//!
//! ```text
//! let mut value = Default::default();      let mut slot = None;
//! if c { value = a; returned = true; }     if c { slot = Some(a); returned = true; }
//! …                                        …
//!                                          let value = slot's value;
//! ```

use proc_macro2::Span;

use crate::ir::{Construct, Expr, Function, Place, Role, Step, Stmt, StmtKind, Update, VarId};
use crate::types::Ty;

/// Moves the result into an `Option`, where it starts with a value that its type may not have.
pub(super) fn hold_result(function: &mut Function, stmts: &mut Vec<Stmt>) {
    let Some(result) = function.result else { return };
    let info = function.var(result);
    if info.deferred || has_default(&info.ty) {
        return;
    }
    let ty = info.ty.clone();
    let slot = function.declare("slot", Span::mixed_site(), Ty::Option(Box::new(ty)), true, Role::Local);
    redirect(function, stmts, result, slot);
    stmts.retain(|stmt| !matches!(stmt.kind, StmtKind::Declare { var } if var == result));
    let declaration = function.stmt(StmtKind::Declare { var: slot }, Span::mixed_site());
    stmts.insert(0, declaration);
    let held = Place { root: slot, path: vec![some()] };
    let value = Expr::Copy(crate::forward::method("clone"), held);
    let end = function.stmt(StmtKind::Let { var: result, value }, Span::mixed_site());
    stmts.push(end);
    function.vars[result.0 as usize].mutable = false;
}

/// Whether a value to start from can be written for every type like `ty`.
fn has_default(ty: &Ty) -> bool {
    match ty {
        Ty::Named(_) | Ty::Result(..) | Ty::Boxed(..) => false,
        Ty::Array(inner, _) => has_default(inner),
        Ty::Tuple(parts) => parts.iter().all(has_default),
        _ => true,
    }
}

fn some() -> Step {
    Step::Variant(proc_macro2::Ident::new("Some", Span::mixed_site()), syn::Member::from(0))
}

/// What was assigned to `result` goes to `slot`.
fn redirect(function: &mut Function, stmts: &mut Vec<Stmt>, result: VarId, slot: VarId) {
    let mut out = Vec::with_capacity(stmts.len());
    for mut stmt in stmts.drain(..) {
        match &mut stmt.kind {
            StmtKind::Branch { arms, .. } => {
                arms.iter_mut().for_each(|arm| redirect(function, &mut arm.stmts, result, slot));
            }
            StmtKind::Loop(looped) => redirect(function, &mut looped.body.stmts, result, slot),
            StmtKind::Assign { place, update: Update::Set, value } if place.root == result && place.path.is_empty() => {
                let atom = if value.is_atom() {
                    value.clone()
                } else {
                    let ty = function.var(result).ty.clone();
                    let var = function.declare("result", Span::mixed_site(), ty, false, Role::Temporary);
                    let made = StmtKind::Let { var, value: value.clone() };
                    out.push(function.stmt(made, stmt.span));
                    Expr::var(var)
                };
                *place = Place::of(slot);
                let path = quote::quote!(::core::option::Option::Some);
                let fields = vec![(some(), atom)];
                *value = Expr::Construct(Box::new(Construct { path, fields, base: None, braces: false }));
            }
            _ => {}
        }
        out.push(stmt);
    }
    *stmts = out;
}
