//! The result of a function with its tangent.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::Context;
use crate::ir::{Expr, Function, Role, Stmt, StmtKind, VarId};
use crate::reverse::zero_of;
use crate::tangent;
use crate::types::Ty;

/// What the last two statements bind the result and its tangent to: variables, which are given as they are.
pub(super) fn results(forward: &tangent::Forward, stmts: &mut Vec<Stmt>) -> Option<(Ident, Ident)> {
    let function = &forward.function;
    let value = function.result?;
    let tangent = *forward.tangents.get(&value)?;
    let (before, last) = stmts.split_at_checked(stmts.len().checked_sub(2)?)?;
    let bound = |wanted: VarId| {
        last.iter().find_map(|stmt| match &stmt.kind {
            StmtKind::Let { var, value: Expr::Place(place) } if *var == wanted && place.path.is_empty() => {
                let is_plain = !matches!(function.var(place.root).ty, Ty::Ref(..));
                let is_wanted = !function.markers.contains_key(&place.root);
                (is_plain && is_wanted).then(|| function.var(place.root).name.clone())
            }
            _ => None,
        })
    };
    let names = (bound(value)?, bound(tangent)?);
    let kept = before.len();
    stmts.truncate(kept);
    Some(names)
}

/// The result of the user's function.
pub(crate) fn output(context: &Context) -> TokenStream {
    match &context.item.sig.output {
        syn::ReturnType::Default => quote!(()),
        syn::ReturnType::Type(_, ty) => quote!(#ty),
    }
}

/// The tangent of the result, which is an atom or has no fields.
pub(super) fn dot_of_result(
    context: &Context,
    function: &mut Function,
    tangents: &BTreeMap<VarId, VarId>,
    (result, ty, span): (VarId, &Ty, Span),
) -> Expr {
    let dot = match tangents.get(&result) {
        Some(dot) if context.activity.is_active(result) => Expr::var(*dot),
        _ if function.result_ty.has_no_tangent() => Expr::Tuple(Vec::new()),
        _ => zero_of(&function.result_ty)
            .unwrap_or_else(|| Expr::Runtime("__private::zero_tangent", vec![Expr::var(result).by_ref()])),
    };
    if dot.is_atom() || matches!(&dot, Expr::Tuple(_)) {
        return dot;
    }
    let var = function.declare("zero", Span::mixed_site(), ty.tangent(), false, Role::Local);
    let stmt = function.stmt(StmtKind::Let { var, value: dot }, span);
    function.body.stmts.push(stmt);
    Expr::var(var)
}

/// The result becomes its tangent.
pub(super) fn tangent_result(context: &Context, function: &mut Function, tangents: &BTreeMap<VarId, VarId>) {
    let Some(result) = function.result else { return };
    let (ty, span) = (function.var(result).ty.clone(), function.var(result).name.span());
    let dot = dot_of_result(context, function, tangents, (result, &ty, span));
    let var = function.declare("value_dot", Span::mixed_site(), ty.tangent(), false, Role::Local);
    let stmt = function.stmt(StmtKind::Let { var, value: dot }, span);
    function.body.stmts.push(stmt);
    function.result = Some(var);
    function.result_ty = function.result_ty.tangent();
}

/// The result becomes a tuple of the value and its tangent.
pub(super) fn pair_result(context: &Context, function: &mut Function, tangents: &BTreeMap<VarId, VarId>) {
    let (parts, ty, span) = match function.result {
        None => (vec![Expr::Tuple(Vec::new()), Expr::Tuple(Vec::new())], Ty::Unit, Span::mixed_site()),
        Some(result) => {
            let (ty, span) = (function.var(result).ty.clone(), function.var(result).name.span());
            let dot = dot_of_result(context, function, tangents, (result, &ty, span));
            (vec![Expr::var(result), dot], ty, span)
        }
    };
    let pair = Ty::Tuple(vec![ty.clone(), ty.tangent()]);
    let both = function.declare("both", Span::mixed_site(), pair, false, Role::Local);
    let stmt = function.stmt(StmtKind::Let { var: both, value: Expr::Tuple(parts) }, span);
    function.body.stmts.push(stmt);
    function.result = Some(both);
    function.result_ty = Ty::Tuple(vec![function.result_ty.clone(), function.result_ty.tangent()]);
}
