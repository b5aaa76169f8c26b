//! Values of structs and variants.

use proc_macro2::TokenStream;
use quote::quote;

use super::expr;
use crate::ir::{Construct, Expr, Function, Step};

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
