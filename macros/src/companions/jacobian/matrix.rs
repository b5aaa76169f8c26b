//! Jacobians as a `Matrix`: where sizes are known at run time, or where parameters are not all scalars.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Products, Written, columns, own, pulled};
use crate::companions::{Context, suffixed};
use crate::ir::Parameter;
use crate::types::Ty;

/// By forward mode where it turns out that the inputs are fewer than the outputs, else by reverse mode.
pub(super) fn of_products(context: &Context, products: &Products, element: &TokenStream) -> Option<Written> {
    let ty = quote!(__chainrule::Matrix<#element>);
    let Some(reverse) = products.reverse else {
        return Some(Written { mode: "forward", ty, body: by_forward_mode(context, products)? });
    };
    let sweeps = reverse();
    if let Some(body) = by_either(context, products, &sweeps) {
        return Some(Written { mode: "forward or reverse", ty, body });
    }
    Some(Written { mode: "reverse", ty, body: by_reverse_mode(context, &sweeps) })
}

fn by_either(context: &Context, products: &Products, sweeps: &TokenStream) -> Option<TokenStream> {
    if !columns::can_repeat(context) {
        return None;
    }
    let [value, pullback, seed, direction] = ["value", "pullback", "seed", "direction"].map(own);
    let (callee, function) = products.forward?();
    let (directions, along) = columns::directions(context, &callee, &direction)?;
    let reference = matches!(context.function.result_ty, Ty::Vec(_)).then(|| quote!(&));
    Some(quote! {
        #function
        let (#value, #pullback) = #sweeps;
        __chainrule::__private::jacobian(&#value, #directions, |#direction| #along, |#seed| #pullback(#reference #seed))
    })
}

/// The products with the directions of all inputs, then what the function itself gives and leaves behind `&mut`.
fn by_forward_mode(context: &Context, products: &Products) -> Option<TokenStream> {
    let [value, direction, columns] = ["value", "direction", "columns"].map(own);
    let (callee, function) = products.forward?();
    let (directions, along) = columns::directions(context, &callee, &direction)?;
    let primal = context.call(&context.item.sig.ident);
    Some(quote! {
        #function
        let #columns = __chainrule::__private::products_with_units(#directions, |#direction| #along);
        let #value = #primal;
        __chainrule::__private::jacobian_by_columns(&#value, #columns)
    })
}

fn by_reverse_mode(context: &Context, sweeps: &TokenStream) -> TokenStream {
    let [value, pullback, seed, row, count] = ["value", "pullback", "seed", "row", "columns"].map(own);
    let parameters = context.results();
    let dimensions = parameters.iter().map(|parameter| dimension(parameter));
    let names = parameters.iter().map(|parameter| suffixed(&parameter.name, "adjoint"));
    let pulled = pulled(context, &pullback, &seed);
    quote! {
        let #count = 0 #(+ #dimensions)*;
        let (#value, #pullback) = #sweeps;
        __chainrule::__private::jacobian_by_rows(&#value, #count, |#seed, #row| {
            #pulled
            #(__chainrule::__private::append_coordinates(#row, #names);)*
        })
    }
}

/// The number of columns of a parameter.
pub(super) fn dimension(parameter: &Parameter) -> TokenStream {
    let name = argument(parameter);
    let value = if parameter.reference().is_some() { quote!(&*#name) } else { quote!(&#name) };
    quote!(__chainrule::__private::dimension(#value))
}

/// A parameter, as the companion calls it.
pub(super) fn argument(parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    if parameter.is_receiver() { quote!(self) } else { quote!(#name) }
}
