//! What `?` unwraps: an `Option` or a `Result`, as the function, the closure or the file tells.

use super::option::Holder;
use super::told::Told;

/// What `?` unwraps, by the result of the function.
#[derive(Clone, Copy)]
pub(super) enum Carrier {
    Option,
    Result,
}

/// The one that a type is.
pub(super) fn carrier(ty: &syn::Type) -> Option<Carrier> {
    let syn::Type::Path(path) = ty else { return None };
    match path.path.segments.last()?.ident.to_string().as_str() {
        "Option" => Some(Carrier::Option),
        "Result" => Some(Carrier::Result),
        _ => None,
    }
}

/// The same for a closure, by the value that it ends with.
fn carrier_of_value(value: &syn::Expr) -> Option<Carrier> {
    match value {
        syn::Expr::Block(block) => match block.block.stmts.last()? {
            syn::Stmt::Expr(value, None) => carrier_of_value(value),
            _ => None,
        },
        syn::Expr::If(branch) => match branch.then_branch.stmts.last()? {
            syn::Stmt::Expr(value, None) => carrier_of_value(value),
            _ => None,
        }
        .or_else(|| carrier_of_value(&branch.else_branch.as_ref()?.1)),
        syn::Expr::Match(choice) => choice.arms.iter().find_map(|arm| carrier_of_value(&arm.body)),
        syn::Expr::Call(call) => match &*call.func {
            syn::Expr::Path(path) if path.path.segments.last()?.ident == "Err" => Some(Carrier::Result),
            syn::Expr::Path(path) if path.path.segments.last()?.ident == "Some" => Some(Carrier::Option),
            syn::Expr::Path(path) if path.path.segments.last()?.ident == "Ok" => Some(Carrier::Result),
            _ => None,
        },
        syn::Expr::MethodCall(call) => match (call.method.to_string().as_str(), call.args.len()) {
            ("map_err" | "ok_or" | "ok_or_else", 1) => Some(Carrier::Result),
            ("ok", 0) => Some(Carrier::Option),
            ("map" | "and_then" | "or_else", 1) => carrier_of_value(&call.receiver),
            _ => None,
        },
        _ => None,
    }
}

/// What `expr` ends with.
fn tail(expr: &syn::Expr) -> &syn::Expr {
    match expr {
        syn::Expr::Block(block) => match block.block.stmts.last() {
            Some(syn::Stmt::Expr(last, None)) => tail(last),
            _ => expr,
        },
        syn::Expr::MethodCall(call)
            if matches!(call.method.to_string().as_str(), "map" | "and_then" | "or_else") && call.args.len() == 1 =>
        {
            tail(&call.receiver)
        }
        _ => expr,
    }
}

/// What `?` unwraps in a closure, as it tells itself.
fn own_carrier(closure: &syn::ExprClosure) -> Option<Carrier> {
    match &closure.output {
        syn::ReturnType::Type(_, ty) => carrier(ty),
        syn::ReturnType::Default => carrier_of_value(&closure.body),
    }
}

/// What `?` unwraps in a closure, and what it gives, as it tells itself or the file does.
pub(super) fn carrier_of(closure: &syn::ExprClosure, told: Option<&Told>) -> Option<Carrier> {
    own_carrier(closure).or_else(|| {
        let told = told.filter(|_| matches!(closure.output, syn::ReturnType::Default))?;
        match Holder::told(told, tail(&closure.body))? {
            Holder::Option => Some(Carrier::Option),
            Holder::Result => Some(Carrier::Result),
        }
    })
}

/// Whether a closure gives a `Result`.
pub(super) fn gives_result(closure: &syn::ExprClosure, told: Option<&Told>) -> bool {
    matches!(carrier_of(closure, told), Some(Carrier::Result))
}
