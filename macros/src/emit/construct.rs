//! Values of structs and variants.

use proc_macro2::TokenStream;
use quote::quote;

use super::{borrow, expr, place_mut};
use crate::ir::{Assembled, Construct, Expr, Function, Place, Step};

/// `S { a: e, ..base }`, `S(e)`.
pub(super) fn construct(function: &Function, value: &Construct) -> TokenStream {
    let path = &value.path;
    if !value.braces {
        let fields = value.fields.iter().map(|(_, field)| expr(function, field));
        return quote!(#path(#(#fields),*));
    }
    let fields = value.fields.iter().map(|(step, field)| named(function, step, field));
    let base = value.base.as_ref().map(|base| {
        let base = &base.stream;
        quote!(..#base)
    });
    quote!(#path { #(#fields,)* #base })
}

/// `a: e`, or `a` where the value has that name.
fn named(function: &Function, step: &Step, field: &Expr) -> TokenStream {
    let value = expr(function, field);
    let (Step::Field(member) | Step::Variant(_, member)) = step else { return value };
    let short = quote!(#member).to_string() == value.to_string();
    if short && matches!(field, Expr::Place(_)) { quote!(#member) } else { quote!(#member: #value) }
}

/// `{ let mut tangent = zero; tangent.a = a_dot; tangent }`
pub(super) fn assembled(function: &Function, value: &Assembled) -> TokenStream {
    let of = borrow(function, false, &value.of);
    let zero = if value.complete { quote!(dummy_shadow) } else { quote!(zero_tangent) };
    let name = proc_macro2::Ident::new("tangent", proc_macro2::Span::mixed_site());
    let mut stand_in = function.clone();
    let whole = stand_in.declare("tangent", name.span(), crate::types::Ty::Unknown, true, crate::ir::Role::Local);
    let name = &stand_in.var(whole).name;
    let fields = value.fields.iter().map(|(step, field)| {
        let target = place_mut(&stand_in, &Place { root: whole, path: vec![step.clone()] });
        let field = expr(function, field);
        quote!(#target = #field;)
    });
    quote!({
        let mut #name = __chainrule::__private::#zero(#of);
        #(#fields)*
        #name
    })
}
