//! Containers by what enters them.

use proc_macro2::TokenStream;
use quote::quote;

use super::bound::{counted, iterated, matched};
use super::{Witnesses, definitions, operands, written};
use crate::emit::inplace;
use crate::ir::{Expr, Function, InPlace, Motion, StmtKind, VarId};

/// `Vec::new()` alone does not tell the type: what enters the container does.
pub(super) fn filled(function: &Witnesses, var: VarId, made: &TokenStream, change: &InPlace) -> TokenStream {
    let mut reads = Vec::new();
    change.for_each_read(&mut |read| reads.push(read));
    reads.retain(|read| *read != var);
    let (operands, info) = (operands(function, reads), function.var(var));
    let (name, ty) = (&info.name, info.ty.tokens().map(|ty| quote!(: #ty)));
    let enter = inplace::moved(function, change);
    quote!({ #operands let mut #name #ty = #made; #enter; #name })
}

/// The first change by which something enters the container `var` that was not made from it.
pub(super) fn entering(function: &Function, var: VarId) -> Option<InPlace> {
    let mut found: Option<InPlace> = None;
    function.body.for_each_stmt(&mut |stmt| {
        if let StmtKind::InPlace(change) = &stmt.kind
            && found.is_none()
            && change.place.root == var
            && change.place.path.is_empty()
            && matches!(change.motion, Motion::Push(_) | Motion::Enter(_))
            && !change.value.as_ref().is_some_and(|value| made_from(function, value, var, &mut Vec::new()))
        {
            found = Some(change.clone());
        }
    });
    found
}

/// Whether the definitions behind `value` read `var`.
pub(super) fn made_from(function: &Function, value: &Expr, var: VarId, seen: &mut Vec<VarId>) -> bool {
    let mut reads = Vec::new();
    value.for_each_read(&mut |read| reads.push(read));
    for read in reads {
        if read == var {
            return true;
        }
        if seen.contains(&read) || written(function, read).is_some() {
            continue;
        }
        seen.push(read);
        // What is bound by another change may come from anywhere.
        let made = definitions(function, read)
            .into_iter()
            .next()
            .or_else(|| matched(function, read).map(|(value, _)| value))
            .or_else(|| iterated(function, read))
            .or_else(|| counted(function, read));
        let Some(value) = made else { return true };
        let filled = entering_values(function, read);
        if std::iter::once(value).chain(filled).any(|value| made_from(function, &value, var, seen)) {
            return true;
        }
    }
    false
}

/// What enters the container `var`.
fn entering_values(function: &Function, var: VarId) -> Vec<Expr> {
    let mut values = Vec::new();
    function.body.for_each_stmt(&mut |stmt| {
        if let StmtKind::InPlace(change) = &stmt.kind
            && change.place.root == var
        {
            values.extend(change.value.clone());
        }
    });
    values
}
