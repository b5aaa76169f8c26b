//! Jacobians by forward mode: a product for each input.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::{Columns, Products, Rows, Written, own};
use crate::companions::{Callee, Context, one_or_tuple, second};
use crate::ir::Parameter;
use crate::types::Ty;

/// The Jacobian where its inputs are known to be fewer than its outputs, or where there is no reverse mode. Scalars count
/// as fewer than the elements of a `Vec`.
pub(super) fn by_columns(context: &Context, products: &Products, rows: &Rows, columns: &Columns) -> Option<Written> {
    let Some(Ty::Float(Some(element))) = super::scalar(&context.function.result_ty) else { return None };
    let is_only = products.reverse.is_none();
    if !is_only && !can_repeat(context) {
        return None;
    }
    let forward = || products.forward.as_ref().map(|forward| forward());
    let (callee, (ty, body)) = match (rows, columns) {
        (Rows::Fixed(_) | Rows::List, Columns::None) => {
            let callee = forward()?;
            let column = along_scalars(context, &callee).remove(0);
            let written = match rows {
                Rows::Fixed(m) => (quote!([#element; #m]), quote!(<[#element; #m]>::from(#column))),
                _ => (quote!(__chainrule::__private::Vec<#element>), column),
            };
            (callee, written)
        }
        (Rows::Fixed(m), Columns::Scalars(n)) if is_only || number(m).is_some_and(|m| *n < m) => {
            let callee = forward()?;
            let all = along_scalars(context, &callee);
            let all = quote!([#(<[#element; #m]>::from(#all)),*]);
            let n = Literal::usize_unsuffixed(*n);
            (callee, transposed(&element, &quote!(#n), m, &all))
        }
        (Rows::List, Columns::Scalars(_)) => {
            let callee = forward()?;
            let all = along_scalars(context, &callee);
            let body = quote!(__chainrule::__private::jacobian_of_columns([#(#all),*]));
            (callee, (quote!(__chainrule::Matrix<#element>), body))
        }
        (Rows::Fixed(m), Columns::Array(n)) if is_only || number(n) < number(m) && number(n).is_some() => {
            let callee = forward()?;
            let each = along_array(context, &callee, n, &quote!([#element; #m]))?;
            (callee, transposed(&element, n, m, &each))
        }
        _ => return None,
    };
    let function = callee.1;
    Some(Written { mode: "forward", ty, body: quote!(#function #body) })
}

/// The columns that belong to scalars.
fn along_scalars(context: &Context, (callee, _): &(Callee, TokenStream)) -> Vec<TokenStream> {
    let unit = |of: &&Parameter| {
        let dot = |parameter: &Parameter| {
            let number = scalar_number(parameter, if parameter.var == of.var { 1.0 } else { 0.0 });
            if parameter.is_inout() { quote!(&mut { #number }) } else { number }
        };
        let call = second::along(context, callee, &dot);
        quote!(#call.1)
    };
    context.results().iter().map(unit).collect()
}

/// A number of the type of a scalar or of the elements of an array.
fn scalar_number(parameter: &Parameter, value: f64) -> TokenStream {
    let ty = Ty::of(&parameter.syntax);
    let scalar = match ty.peel() {
        Ty::Array(element, _) => element,
        other => other,
    };
    match scalar {
        Ty::Float(Some(name)) => second::number(name, value),
        _ => Literal::f64_unsuffixed(value).into_token_stream(),
    }
}

/// The columns that belong to one array.
fn along_array(
    context: &Context,
    (callee, _): &(Callee, TokenStream),
    n: &TokenStream,
    column: &TokenStream,
) -> Option<TokenStream> {
    let (direction, col) = (own("direction"), own("col"));
    let results = context.results();
    let [zero, one] = [0.0, 1.0].map(|value| results.first().map(|parameter| scalar_number(parameter, value)));
    let (zero, one) = (zero?, one?);
    let call = second::along(context, callee, &|parameter| match parameter.reference() {
        None => quote!(#direction),
        Some(false) => quote!(&#direction),
        Some(true) => quote!(&mut { #direction }),
    });
    Some(quote! {
        ::core::array::from_fn(|#col: usize| {
            let mut #direction = [#zero; #n];
            #direction[#col] = #one;
            <#column>::from(#call.1)
        })
    })
}

/// The directions of all inputs, and the product with the one that is called `direction`; none where there are more inputs
/// than a tuple may have.
pub(super) fn directions(context: &Context, callee: &Callee, direction: &Ident) -> Option<(TokenStream, TokenStream)> {
    let results = context.results();
    if results.len() > 12 {
        return None;
    }
    let zeros: Vec<TokenStream> = results.iter().map(|parameter| second::zero_dot(parameter)).collect();
    let call = second::along(context, callee, &|parameter| {
        let index = results.iter().position(|other| other.var == parameter.var).map(syn::Index::from);
        let dot = if results.len() == 1 { quote!((*#direction)) } else { quote!(#direction.#index) };
        second::passed_dot(parameter, &dot)
    });
    Some((one_or_tuple(&zeros), quote!(#call.1)))
}

/// Whether the function may be called again with the same arguments.
pub(super) fn can_repeat(context: &Context) -> bool {
    context.function.parameters.iter().all(|parameter| {
        let ty = Ty::of(&parameter.syntax);
        match parameter.reference() {
            Some(mutable) => !mutable,
            None => ty.is_copy() || matches!(&ty, Ty::Vec(inner) if inner.is_copy()),
        }
    })
}

/// A length that is written as a number.
pub(super) fn number(length: &TokenStream) -> Option<usize> {
    syn::parse2::<syn::LitInt>(length.clone()).ok()?.base10_parse().ok()
}

/// `[[T; N]; M]` of the columns.
fn transposed(element: &Ident, n: &TokenStream, m: &TokenStream, columns: &TokenStream) -> (TokenStream, TokenStream) {
    let body = quote_spanned! {Span::mixed_site()=>
        let columns: [[#element; #m]; #n] = #columns;
        ::core::array::from_fn(|row: usize| columns.each_ref().map(|column| column[row]))
    };
    (quote!([[#element; #n]; #m]), body)
}
