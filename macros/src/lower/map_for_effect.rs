//! `map` of an item that may be there, for what its closure does.
//!
//! ```text
//! v.iter_mut().last().map(|p| *p *= k);      if let Some(p) = v.iter_mut().last() { *p *= k; }
//! ```

use syn::parse_quote;

/// Rewrites `stmt`, if it is one.
pub(super) fn rewritten(stmt: syn::Stmt) -> syn::Stmt {
    let syn::Stmt::Expr(syn::Expr::MethodCall(call), Some(_)) = &stmt else { return stmt };
    // `as_ref` and `as_mut` a `Result` has as well.
    let holder = |expr: &syn::Expr| matches!(expr, syn::Expr::MethodCall(call) if call.method == "as_ref" || call.method == "as_mut");
    if call.method != "map" || holder(&call.receiver) || !super::questions::may_be_there(&call.receiver) {
        return stmt;
    }
    let [syn::Expr::Closure(closure)] = &call.args.iter().collect::<Vec<_>>()[..] else { return stmt };
    let [pattern] = &closure.inputs.iter().collect::<Vec<_>>()[..] else { return stmt };
    if matches!(pattern, syn::Pat::Type(_))
        || !super::closure::gives_nothing(&closure.body)
        || super::opaque::find_jump(&closure.body).is_some()
    {
        return stmt;
    }
    let (item, body) = (&call.receiver, &closure.body);
    parse_quote!(if let Some(#pattern) = #item { #body; })
}
