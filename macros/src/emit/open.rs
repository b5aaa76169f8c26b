//! Terms with a tangent that the caller may not have: the whole term is left out, not only the tangent.
//!
//! ```text
//! z * x_dot + x * z_dot        z * x_dot + (if is_active(z_is) { x * z_dot } else { -0.0 })
//! s_dot += x * z_dot;          if is_active(z_is) { s_dot += x * z_dot; }
//! ```
//!
//! Who holds an argument constant does not multiply by zero: the compiler may not drop `x * 0.0`, which is not zero
//! everywhere, but it drops `+ -0.0`.

use std::cell::RefCell;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::expr;
use crate::ir::{Expr, Function, Op, Place};
use crate::types::Ty;

thread_local! {
    /// The markers that are known to say that there is a tangent.
    static DECIDED: RefCell<Vec<Ident>> = const { RefCell::new(Vec::new()) };
}

/// What says whether there is a tangent at `place`, where that is not known.
pub(super) fn marker(function: &Function, place: &Place) -> Option<Ident> {
    function.tangents.get(&place.root)?;
    let marker = function.markers.get(&place.root)?;
    let is_decided = DECIDED.with_borrow(|decided| decided.contains(marker));
    (!is_decided).then(|| marker.clone())
}

/// Runs `write` where `marker` says that there is a tangent.
pub(super) fn decided<R>(marker: &Ident, write: impl FnOnce() -> R) -> R {
    DECIDED.with_borrow_mut(|decided| decided.push(marker.clone()));
    let written = write();
    DECIDED.with_borrow_mut(Vec::pop);
    written
}

/// What says whether `value` is zero for want of a tangent, of which it is a multiple.
pub(super) fn multiple_of(function: &Function, value: &Expr) -> Option<Ident> {
    match value {
        Expr::Place(place) if is_number(&function.place_ty(place)) => marker(function, place),
        Expr::Neg(inner) => multiple_of(function, inner),
        Expr::Binary(Op::Mul, left, right) => match (multiple_of(function, left), multiple_of(function, right)) {
            (Some(left), Some(right)) => (left == right).then_some(left),
            (left, right) => left.or(right),
        },
        Expr::Binary(Op::Div, left, _) => multiple_of(function, left),
        Expr::Binary(Op::Add | Op::Sub, left, right) => {
            let left = multiple_of(function, left)?;
            (multiple_of(function, right)? == left).then_some(left)
        }
        _ => None,
    }
}

fn is_number(ty: &Ty) -> bool {
    matches!(ty.peel(), Ty::Float(Some(name)) if name == "f64" || name == "f32")
}

/// A multiple of a tangent, or zero. Of what is more than the tangent itself.
pub(super) fn product(function: &Function, value: &Expr) -> Option<TokenStream> {
    if matches!(value, Expr::Place(_)) {
        return None;
    }
    let marker = multiple_of(function, value)?;
    Some(either(function, &marker, value, &quote!(0.0)))
}

fn either(function: &Function, marker: &Ident, value: &Expr, zero: &TokenStream) -> TokenStream {
    let value = decided(marker, || expr(function, value));
    quote!((if __chainrule::__private::is_active(#marker) { #value } else { #zero }))
}

/// The sides of a sum or of a difference, where one of them may be left out: what is added then changes nothing.
pub(super) fn sides(function: &Function, op: Op, [left, right]: [&Expr; 2]) -> Option<[Option<TokenStream>; 2]> {
    if !matches!(op, Op::Add | Op::Sub) {
        return None;
    }
    let markers = [multiple_of(function, left), multiple_of(function, right)];
    if markers.iter().all(Option::is_none) {
        return None;
    }
    let nothing_left = if markers[1].is_none() { quote!(-0.0) } else { quote!(0.0) };
    let nothing_right = if op == Op::Add { quote!(-0.0) } else { quote!(0.0) };
    let [of_left, of_right] = &markers;
    let left = of_left.as_ref().map(|marker| either(function, marker, left, &nothing_left));
    Some([left, of_right.as_ref().map(|marker| either(function, marker, right, &nothing_right))])
}
