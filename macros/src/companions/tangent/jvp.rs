//! `jvp_f`: value and tangent.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Body, output};
use crate::companions::{Context, body, tangent_type};
use crate::ir::Parameter;
use crate::options::Companion;
use crate::types::Ty;

/// `fn jvp_f(x, x_dot, a, a_dot, n) -> (Y, Y_dot)`.
pub(crate) fn jvp(context: &Context) -> TokenStream {
    let mut body = Body::new(context);
    let (parameters, checks) = jvp_parameters(context, &mut body);
    let rebound = body::rebind_mutable(context);
    let inner = body.write().both();
    jvp_function(context, &parameters, &quote!(#checks #rebound #inner))
}

/// The parameters of `jvp_f`, and the checks of their shapes.
pub(crate) fn jvp_parameters(context: &Context, body: &mut Body) -> (Vec<TokenStream>, TokenStream) {
    let mut parameters = Vec::new();
    let mut checked = Vec::new();
    for parameter in &context.function.parameters {
        parameters.push(body::parameter(parameter));
        if !parameter.active {
            continue;
        }
        let ty = tangent_argument(parameter);
        let name = input(body, parameter);
        parameters.push(quote!(#name: #ty));
        checked.push((parameter, name));
    }
    let checks = body::check_tangents(&checked);
    (parameters, checks)
}

/// The name of the tangent of an argument, which the body gets in the form that it needs.
fn input(body: &mut Body, parameter: &Parameter) -> proc_macro2::Ident {
    let ty = Ty::of(&parameter.syntax);
    match (parameter.reference(), ty.peel()) {
        (Some(true), Ty::Float(_)) => {
            let outer = body.fresh(&format!("{}_dot", parameter.label));
            body.through_local(parameter, &outer);
            outer
        }
        (Some(true), _) => body.borrow(parameter, true),
        (Some(false), Ty::Float(_)) => body.own(parameter),
        (Some(false), inner) => {
            let name = body.borrow(parameter, false);
            if let Ty::Vec(_) = inner {
                body.begin(quote!(let #name = &#name.to_vec();));
            }
            name
        }
        (None, inner) => {
            let name = body.own(parameter);
            if let Ty::Vec(_) = inner {
                body.begin(quote!(let #name = #name.to_vec();));
            }
            name
        }
    }
}

/// `jvp_f` around its body.
pub(crate) fn jvp_function(context: &Context, parameters: &[TokenStream], body: &TokenStream) -> TokenStream {
    let summary = format!(
        " Value and tangent of {}, by forward mode: each of {} is followed by its tangent.",
        context.link(),
        context.with_respect_to()
    );
    let (visibility, name) = (&context.item.vis, context.name(Companion::Jvp));
    // It may be called for what it leaves behind `&mut`.
    let inout = context.function.parameters.iter().any(Parameter::is_inout);
    let is_value = !inout && context.function.result_ty.has_tangent();
    let attributes = if is_value { context.attributes_of_a_value() } else { context.shared_attributes() };
    let generics = context.generics();
    let bounds = &generics.where_clause;
    let (output, dot) = (output(context), tangent_type(&context.function.result_ty));
    quote! {
        #[doc = #summary]
        #attributes
        #visibility fn #name #generics(#(#parameters),*) -> (#output, #dot) #bounds { #body }
    }
}

/// The type of the tangent of an argument: passed like the argument, a `Vec` as a slice, a float behind `&` by value.
pub(crate) fn tangent_argument(parameter: &Parameter) -> TokenStream {
    let ty = Ty::of(&parameter.syntax);
    let tangent = tangent_type(&ty);
    match (parameter.reference(), ty.peel()) {
        (None | Some(false), Ty::Vec(element) | Ty::Slice(element)) => {
            let element = tangent_type(element);
            quote!(&[#element])
        }
        (None, _) | (Some(false), Ty::Float(_)) => tangent,
        (Some(true), Ty::Slice(element)) => {
            let element = tangent_type(element);
            quote!(&mut [#element])
        }
        (Some(false), _) => quote!(&#tangent),
        (Some(true), _) => quote!(&mut #tangent),
    }
}

/// The type of the tangent of an argument.
pub(crate) fn tangent_type_of(parameter: &Parameter) -> syn::Type {
    syn::parse2(tangent_argument(parameter)).unwrap_or_else(|_| syn::parse_quote!(_))
}
