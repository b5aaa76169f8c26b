//! Numbers of the compiler's own, and casts: in a generic function they are made by the scalar.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::{expr, operand};
use crate::generics;
use crate::ir::{Expr, Function};
use crate::types::Ty;

/// A number of the type `ty`, or of the type that its use tells.
pub(super) fn number(value: f64, ty: Option<&Ty>) -> TokenStream {
    let literal = Literal::f64_unsuffixed(value.abs());
    let literal = if value.is_sign_negative() && value != 0.0 { quote!(-#literal) } else { quote!(#literal) };
    match ty {
        Some(Ty::Float(Some(name))) if generics::is_scalar(name) => constant(name, &literal),
        Some(Ty::Float(_)) => literal,
        _ if generics::any_scalar() => quote!(__chainrule::__private::constant(#literal)),
        _ => literal,
    }
}

/// `literal` as a value of the type parameter `scalar`.
pub(crate) fn constant(scalar: &Ident, literal: &TokenStream) -> TokenStream {
    quote!(<#scalar as __chainrule::Real>::constant(#literal))
}

/// The scalar type of `value`, where it is known.
pub(super) fn scalar_type(function: &Function, value: &Expr) -> Option<Ty> {
    let known = |ty: &Ty| Some(ty.peel().clone()).filter(Ty::is_float);
    match value {
        Expr::Place(place) | Expr::Copy(_, place) => known(&function.place_ty(place)),
        Expr::Neg(inner) => scalar_type(function, inner),
        Expr::Binary(_, left, right) => scalar_type(function, left).or_else(|| scalar_type(function, right)),
        Expr::Method(_, receiver, _) => scalar_type(function, receiver),
        Expr::Cast(_, ty) => known(&Ty::of(&syn::parse2(ty.clone()).ok()?)),
        _ => None,
    }
}

/// Whether only rustc can tell which scalar `value` is: then a number may stand to its right, but not to its left.
pub(super) fn is_open(function: &Function, value: &Expr) -> bool {
    generics::any_scalar() && !matches!(value, Expr::Number(_)) && scalar_type(function, value).is_none()
}

/// `inner as ty`; scalars that are type parameters are converted.
pub(super) fn cast(function: &Function, inner: &Expr, ty: &TokenStream) -> TokenStream {
    let target = syn::parse2::<Ident>(ty.clone()).ok();
    if let Expr::Number(value) = inner {
        return number(*value, target.map(|name| Ty::Float(Some(name))).as_ref());
    }
    let generic = |ty: &Ty| matches!(ty, Ty::Float(Some(name)) if generics::is_scalar(name));
    let source = scalar_type(function, inner);
    if target.as_ref().is_some_and(generics::is_scalar) || source.is_some_and(|source| generic(&source)) {
        let inner = expr(function, inner);
        return quote!(__chainrule::__private::convert::<_, #ty>(#inner));
    }
    let inner = operand(function, inner);
    quote!(#inner as #ty)
}
