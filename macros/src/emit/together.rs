//! Numbers that go onto the tape, or leave it, one after the other: at once, so that room is looked for only once.
//!
//! ```text
//! tape.push(a); tape.push(b);                         tape.push([a, b]);
//! let b = tape.pop::<f64>(); let a = tape.pop::<f64>();    let [a, b] = tape.pop::<[f64; 2]>();
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::expr;
use crate::ir::{Expr, Function, Recorded, Stmt, StmtKind, VarId};
use crate::types::Ty;

/// The statements at the start of `list` that are done at once, as code, and how many they are.
pub(super) fn together(function: &Function, list: &[Stmt]) -> Option<(TokenStream, usize)> {
    let tape = &function.tape;
    let values: Vec<&Expr> = list.iter().map_while(|stmt| pushed(function, stmt)).collect();
    if values.len() > 1 {
        let parts = values.iter().map(|value| expr(function, value));
        return Some((quote!(#tape.push([#(#parts),*]);), values.len()));
    }
    let vars: Vec<VarId> = list.iter().map_while(|stmt| popped(function, stmt)).collect();
    if vars.len() < 2 {
        return None;
    }
    let count = proc_macro2::Literal::usize_unsuffixed(vars.len());
    let names = vars.iter().rev().map(|var| {
        let info = function.var(*var);
        let (name, mutability) = (&info.name, info.mutable.then(|| quote!(mut)));
        quote!(#mutability #name)
    });
    Some((quote!(let [#(#names),*] = #tape.pop::<[f64; #count]>();), vars.len()))
}

fn is_double(ty: &Ty) -> bool {
    matches!(ty, Ty::Float(Some(name)) if name == "f64")
}

/// The number that a statement records.
fn pushed<'a>(function: &Function, stmt: &'a Stmt) -> Option<&'a Expr> {
    match &stmt.kind {
        StmtKind::Record { value: value @ Expr::Place(place), as_: Recorded::Typed(_) }
            if is_double(&function.place_ty(place)) =>
        {
            Some(value)
        }
        _ => None,
    }
}

/// The variable that starts with a number from the tape.
fn popped(function: &Function, stmt: &Stmt) -> Option<VarId> {
    match &stmt.kind {
        StmtKind::Let { var, value: Expr::Pop(Recorded::Typed(ty)) }
            if ty.to_string() == "f64" && is_double(&function.var(*var).ty) =>
        {
            Some(*var)
        }
        _ => None,
    }
}
