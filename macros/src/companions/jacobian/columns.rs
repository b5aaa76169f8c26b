//! Jacobians by forward mode: a sweep for each input.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{Columns, Rows, own};
use crate::companions::{Context, second, tangent};
use crate::ir::Parameter;
use crate::options::Companion;
use crate::types::Ty;

/// The type and the body of a Jacobian whose inputs are known to be fewer than its outputs. Scalars count as fewer than
/// the elements of a `Vec`.
pub(super) fn by_columns(context: &Context, rows: &Rows, columns: &Columns) -> Option<(TokenStream, TokenStream)> {
    let scalar = super::scalar(&context.function.result_ty)?;
    let Ty::Float(Some(element)) = &scalar else { return None };
    if !can_repeat(context, &scalar) {
        return None;
    }
    let (zero, one) = (second::number(element, 0.0), second::number(element, 1.0));
    let scalars = || {
        let unit = |of: &&Parameter| {
            let dot = |parameter: &Parameter| if parameter.var == of.var { one.clone() } else { zero.clone() };
            second::along(context, Companion::Jvp, &dot)
        };
        context.results().iter().map(unit).collect::<Vec<_>>()
    };
    let (ty, body) = match (rows, columns) {
        (Rows::Fixed(m), Columns::None) => {
            let calls = scalars();
            (quote!([#element; #m]), quote!(<[#element; #m]>::from(#(#calls)*.1)))
        }
        (Rows::List, Columns::None) => {
            let calls = scalars();
            (quote!(__chainrule::__private::Vec<#element>), quote!(#(#calls)*.1))
        }
        (Rows::Fixed(m), Columns::Scalars(n)) if *n < number(m)? => {
            let calls = scalars();
            transposed(element, &quote!(#n), m, &quote!([#(<[#element; #m]>::from(#calls.1)),*]))
        }
        (Rows::List, Columns::Scalars(_)) => {
            let calls = scalars();
            let body = quote!(__chainrule::__private::jacobian_by_columns([#(#calls.1),*]));
            (quote!(__chainrule::Matrix<#element>), body)
        }
        (Rows::Fixed(m), Columns::Array(n)) if number(n)? < number(m)? => {
            let (direction, col) = (own("direction"), own("col"));
            let call = second::along(context, Companion::Jvp, &|parameter| {
                if parameter.reference().is_some() { quote!(&#direction) } else { quote!(#direction) }
            });
            let each = quote! {
                ::core::array::from_fn(|#col: usize| {
                    let mut #direction = [#zero; #n];
                    #direction[#col] = #one;
                    <[#element; #m]>::from(#call.1)
                })
            };
            transposed(element, n, m, &each)
        }
        _ => return None,
    };
    let products = if context.options.asks_for(Companion::Jvp) { TokenStream::new() } else { tangent::jvp(context) };
    Some((ty, quote!(#products #body)))
}

/// Whether the function may be called again with the same arguments, which all have the scalar type of the result.
fn can_repeat(context: &Context, scalar: &Ty) -> bool {
    let text = |ty: &Ty| ty.tokens().map(|tokens| tokens.to_string());
    let is_scalar = |ty: &Ty| ty.is_float() && text(ty) == text(scalar);
    let parameters = &context.function.parameters;
    let repeats = parameters.iter().all(|parameter| {
        let ty = Ty::of(&parameter.syntax);
        let fits = match ty.peel() {
            _ if !parameter.active => true,
            Ty::Array(inner, _) => is_scalar(inner),
            other => is_scalar(other),
        };
        fits && match parameter.reference() {
            Some(mutable) => !mutable,
            None => ty.is_copy() || matches!(&ty, Ty::Vec(inner) if inner.is_copy()),
        }
    });
    repeats && (context.options.asks_for(Companion::Jvp) || !context.home.is_associated())
}

/// A length that is written as a number.
fn number(length: &TokenStream) -> Option<usize> {
    syn::parse2::<syn::LitInt>(length.clone()).ok()?.base10_parse().ok()
}

/// `[[T; N]; M]` of the columns.
fn transposed(
    element: &proc_macro2::Ident,
    n: &TokenStream,
    m: &TokenStream,
    columns: &TokenStream,
) -> (TokenStream, TokenStream) {
    let body = quote_spanned! {Span::mixed_site()=>
        let columns: [[#element; #m]; #n] = #columns;
        ::core::array::from_fn(|row: usize| columns.each_ref().map(|column| column[row]))
    };
    (quote!([[#element; #n]; #m]), body)
}
