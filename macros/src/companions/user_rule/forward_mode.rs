//! Forward mode of a rule of the user's: their function gives value and tangent (`jvp = PATH`), or the tangent of a scalar
//! result is the product of the gradient, which the rule gives, and the tangents of the arguments.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{UnitSeed, borrowed, primal, seed, suffixed};
use crate::companions::tangent::{
    Body, jvp_function, jvp_parameters, tangent_argument, tangent_function, tangent_parameters,
};
use crate::companions::{Context, body, handover, hidden, sweep};
use crate::ir::Parameter;
use crate::types::Ty;

/// `fn jvp_f(x, x_dot, a, a_dot, n) -> (Y, Y_dot)`.
pub(super) fn jvp(context: &Context, path: &syn::Path) -> TokenStream {
    let (mut parameters, mut arguments, mut checked) = (Vec::new(), Vec::new(), Vec::new());
    for parameter in &context.function.parameters {
        let name = &parameter.name;
        parameters.push(body::parameter(parameter));
        arguments.push(name.clone());
        if parameter.active {
            let (dot, ty) = (suffixed(name, "dot"), tangent_argument(parameter));
            parameters.push(quote!(#dot: #ty));
            checked.push((parameter, dot.clone()));
            arguments.push(dot);
        }
    }
    let checks = body::check_tangents(&checked);
    let call = quote_spanned!(path.span()=> #path(#(#arguments),*));
    jvp_function(context, &parameters, &quote!(#checks #call))
}

/// `jvp_f` from the gradient.
pub(super) fn jvp_by_gradient(context: &Context, rule: UnitSeed) -> TokenStream {
    let mut body = Body::new(context);
    let (parameters, checks) = jvp_parameters(context, &mut body);
    let inner = body.around(&product(context, &body, rule));
    jvp_function(context, &parameters, &quote!(#checks #inner))
}

/// `f::tangent` from the gradient.
pub(super) fn tangent_by_gradient(context: &Context, rule: UnitSeed) -> TokenStream {
    let mut body = Body::new(context);
    let parameters = tangent_parameters(context, &mut body);
    let inner = body.around(&product(context, &body, rule));
    tangent_function(context, &parameters, &inner)
}

/// `f::tangent` by the user's function.
pub(super) fn tangent_by_function(context: &Context, path: &syn::Path) -> TokenStream {
    let mut body = Body::new(context);
    let parameters = tangent_parameters(context, &mut body);
    let mut before = TokenStream::new();
    let mut arguments = Vec::new();
    for parameter in &context.function.parameters {
        let name = &parameter.name;
        arguments.push(quote!(#name));
        let Some(dot) = body.name_of(parameter) else { continue };
        let ty = Ty::of(&parameter.syntax);
        arguments.push(match (parameter.reference(), ty.peel()) {
            (None, Ty::Vec(_)) => quote!(&#dot),
            (Some(true), Ty::Float(_)) => quote!(&mut #dot),
            _ => quote!(#dot),
        });
        if let (Some(false), Some(marker)) = (parameter.reference(), body.marker_of(parameter)) {
            // The user's function takes all tangents.
            let own = suffixed(name, "zero");
            before.extend(quote! {
                let #own;
                let #dot = if __chainrule::__private::is_active(#marker) {
                    #dot
                } else {
                    #own = __chainrule::__private::zero_tangent(#name);
                    &#own
                };
            });
        }
    }
    let call = quote_spanned!(path.span()=> #path(#(#arguments),*));
    let result = Ident::new("both", proc_macro2::Span::mixed_site());
    let inner = body.around(&(quote!(#before let #result = #call;), quote!(#result)));
    tangent_function(context, &parameters, &inner)
}

/// The statements, and value and tangent: the sum of the products of adjoints and tangents.
fn product(context: &Context, body: &Body, rule: UnitSeed) -> (TokenStream, TokenStream) {
    let UnitSeed { statements, value, adjoints } = rule;
    let results = context.results();
    let parts = results.iter().zip(&adjoints).filter_map(|(parameter, adjoint)| {
        let dot = body.name_of(parameter)?;
        let product = part(parameter, adjoint, &dot, &context.function.result_ty);
        Some(match (parameter.reference(), body.marker_of(parameter)) {
            (Some(_), Some(marker)) => {
                let zero = super::number(context, 0.0);
                quote!((if __chainrule::__private::is_active(#marker) { #product } else { #zero }))
            }
            _ => product,
        })
    });
    let parts: Vec<TokenStream> = parts.collect();
    let tangent = Ident::new("tangent", proc_macro2::Span::mixed_site());
    let ty = crate::companions::tangent_type(&context.function.result_ty);
    (quote!(#statements let #tangent: #ty = #(#parts)+*;), quote!((#value, #tangent)))
}

/// The product of an adjoint and a tangent of one parameter.
pub(super) fn part(parameter: &Parameter, adjoint: &TokenStream, dot: &Ident, result: &Ty) -> TokenStream {
    let ty = Ty::of(&parameter.syntax);
    let own = match (ty.peel(), result) {
        (Ty::Float(Some(own)), Ty::Float(Some(result))) if own == result => return quote!(#adjoint * #dot),
        (Ty::Vec(_) | Ty::Slice(_), _) => quote!(__chainrule::__private::dot_elements(&#adjoint, &#dot[..])),
        _ if parameter.reference().is_some() && !ty.peel().is_float() => {
            quote!(__chainrule::Tangent::dot(&#adjoint, #dot))
        }
        _ => quote!(__chainrule::Tangent::dot(&#adjoint, &#dot)),
    };
    match result {
        Ty::Float(Some(name)) if name == "f64" => own,
        Ty::Float(Some(name)) if name == "f32" => quote!((#own) as f32),
        Ty::Float(Some(name)) => crate::emit::constant(name, &own),
        _ => own,
    }
}

/// The hidden type of a function without a rule of reverse mode: a caller that needs one does not compile.
pub(super) fn no_sweeps(context: &Context, tangent: &TokenStream) -> TokenStream {
    let tape: &Ident = &context.function.tape;
    let (visibility, generics, output) = (&context.item.vis, context.generics(), &context.item.sig.output);
    let bounds = &generics.where_clause;
    let parameters = context.function.parameters.iter().map(body::parameter);
    let (primal, names) = (primal(context), context.names());
    let attributes = context.shared_attributes();
    let forward = quote! {
        #[doc(hidden)]
        #attributes
        #visibility fn forward #generics(
            #tape: &mut impl __chainrule::__private::ReverseMode,
            #(#parameters),*
        ) #output #bounds {
            #primal(#(#names),*)
        }
    };
    let references = context.function.parameters.iter().filter(|parameter| parameter.reference().is_some());
    let inputs: Vec<TokenStream> = references.map(borrowed).chain([seed(context).1]).collect();
    let reverse = hidden::reverse_function(context, tape, &inputs, &quote!(::core::unreachable!()));
    let with = handover::passed_on(context, &quote!(impl __chainrule::__private::ReverseMode), true);
    hidden::hidden_type(context, &[forward, reverse, sweep::refused(context), with, tangent.clone()])
}
