//! Repeated elements: `[x; 3]`, `vec![x; n]`.

use proc_macro2::TokenStream;
use quote::quote;

use super::expr;
use crate::ir::{Expr, Function, Tokens};

/// The value with `len` times the element.
pub(super) fn repeated(function: &Function, element: &Expr, len: &Tokens, vec: bool) -> TokenStream {
    let (value, len) = (expr(function, element), &len.stream);
    if vec {
        return quote!(__chainrule::__private::vec![#value; #len]);
    }
    if matches!(element, Expr::Copy(..)) {
        return quote!([(); #len].map(|()| #value));
    }
    // A type whose values can be copied has tangents that can only be cloned.
    if function.is_forward_mode && !is_copied(function, element) {
        return quote!(__chainrule::__private::array_of::<_, { #len }>(#value));
    }
    quote!([#value; #len])
}

/// Whether a value is known to be made of numbers.
fn is_copied(function: &Function, value: &Expr) -> bool {
    match value {
        Expr::Place(place) => function.place_ty(place).is_copy(),
        Expr::Tuple(parts) | Expr::Array(parts) => parts.iter().all(|part| is_copied(function, part)),
        Expr::Repeat { element, vec: false, .. } => is_copied(function, element),
        Expr::Number(_) | Expr::Neg(_) | Expr::Binary(..) | Expr::Method(..) | Expr::Cast(..) => true,
        _ => false,
    }
}
