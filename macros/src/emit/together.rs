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
    let values = of_one_type(list.iter().map_while(|stmt| pushed(function, stmt)));
    if values.len() > 1 {
        let parts = values.iter().map(|value| expr(function, value));
        return Some((quote!(#tape.push([#(#parts),*]);), values.len()));
    }
    let vars = of_one_type(list.iter().map_while(|stmt| popped(function, stmt)));
    if vars.len() < 2 {
        return None;
    }
    let ty = function.var(vars[0]).ty.tokens();
    let count = proc_macro2::Literal::usize_unsuffixed(vars.len());
    let names = vars.iter().rev().map(|var| {
        let info = function.var(*var);
        let (name, mutability) = (&info.name, info.mutable.then(|| quote!(mut)));
        quote!(#mutability #name)
    });
    Some((quote!(let [#(#names),*] = #tape.pop::<[#ty; #count]>();), vars.len()))
}

/// The first of `list` that are of one type.
fn of_one_type<V>(list: impl Iterator<Item = (V, String)>) -> Vec<V> {
    let mut list = list.peekable();
    let first = list.peek().map(|(_, ty)| ty.clone());
    list.map_while(|(value, ty)| (Some(ty) == first).then_some(value)).collect()
}

/// `f64`, or arrays of it.
fn is_of_doubles(ty: &Ty) -> bool {
    match ty {
        Ty::Float(Some(name)) => name == "f64",
        Ty::Array(element, _) => is_of_doubles(element) && ty.tokens().is_some(),
        _ => false,
    }
}

fn text(ty: &Ty) -> Option<String> {
    is_of_doubles(ty).then(|| ty.tokens().map(|ty| ty.to_string())).flatten()
}

/// The numbers that a statement records, and their type.
fn pushed<'a>(function: &Function, stmt: &'a Stmt) -> Option<(&'a Expr, String)> {
    match &stmt.kind {
        StmtKind::Record { value: value @ Expr::Place(place), as_: Recorded::Typed(_) } => {
            Some((value, text(&function.place_ty(place))?))
        }
        _ => None,
    }
}

/// The variable that starts with numbers from the tape, and their type.
fn popped(function: &Function, stmt: &Stmt) -> Option<(VarId, String)> {
    match &stmt.kind {
        StmtKind::Let { var, value: Expr::Pop(Recorded::Typed(ty)) } => {
            let known = text(&function.var(*var).ty)?;
            (ty.to_string() == known).then_some((*var, known))
        }
        _ => None,
    }
}
