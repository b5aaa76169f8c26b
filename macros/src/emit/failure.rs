//! The error of a result, which moves to a variable of its own, or is dropped.
//!
//! ```text
//! let mut error = None;
//! let v0 = apart(f(x), &mut error);
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Expr, Failure, StmtKind};

/// `tokens`, the call `value`, with its error apart.
pub(super) fn without_error(value: &Expr, tokens: TokenStream) -> TokenStream {
    match failure(value) {
        None | Some(Failure::Inside) => tokens,
        Some(Failure::Dropped) => quote!(__chainrule::__private::without_error(#tokens)),
        Some(Failure::Apart(error)) => quote!(__chainrule::__private::apart(#tokens, &mut #error)),
    }
}

/// What becomes of the error that a call gives.
fn failure(value: &Expr) -> Option<&Failure> {
    match value {
        Expr::Call(call) | Expr::Forward(call) | Expr::Sweep(call, ..) => Some(&call.error),
        _ => None,
    }
}

/// `value` where nothing stands before it: an error that would move is dropped.
pub(super) fn alone(value: &Expr) -> Expr {
    let mut value = value.clone();
    if let Expr::Call(call) | Expr::Forward(call) | Expr::Sweep(call, ..) = &mut value
        && matches!(call.error, Failure::Apart(_))
    {
        call.error = Failure::Dropped;
    }
    value
}

/// `let mut error = None;` before a call whose error goes there.
pub(super) fn error_of(kind: &StmtKind) -> TokenStream {
    let (StmtKind::Let { value, .. } | StmtKind::Assign { value, .. } | StmtKind::Eval(value)) = kind else {
        return TokenStream::new();
    };
    match failure(value) {
        Some(Failure::Apart(error)) => quote!(let mut #error = ::core::option::Option::None;),
        _ => TokenStream::new(),
    }
}
