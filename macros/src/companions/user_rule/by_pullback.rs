//! Forward mode from a pullback: each coordinate of what the function gives is the product of the pulled back unit vector
//! and the tangents of the arguments. It costs one pullback per coordinate; `jvp = PATH` costs less.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::forward_mode::part;
use super::suffixed;
use crate::companions::tangent::{Body, jvp_function, jvp_parameters, tangent_function, tangent_parameters};
use crate::companions::{Context, one_or_tuple, tangent_type};
use crate::ir::Parameter;
use crate::types::Ty;

/// `jvp_f`.
pub(super) fn jvp(context: &Context, function: &TokenStream) -> TokenStream {
    let mut body = Body::new(context);
    let (parameters, checks) = jvp_parameters(context, &mut body);
    let inner = inner(context, &body, function);
    jvp_function(context, &parameters, &quote!(#checks #inner))
}

/// `f::tangent`.
pub(super) fn tangent(context: &Context, function: &TokenStream) -> TokenStream {
    let mut body = Body::new(context);
    let parameters = tangent_parameters(context, &mut body);
    let inner = inner(context, &body, function);
    tangent_function(context, &parameters, &inner)
}

/// Something that the function gives: its result, or the final contents of a `&mut` parameter.
struct Output<'a> {
    parameter: Option<&'a Parameter>,
    /// The zero of its tangents, its seed, and its tangent.
    zero: Ident,
    seed: Ident,
    dot: Ident,
}

fn outputs<'a>(context: &Context<'a>) -> Vec<Output<'a>> {
    let name = |text: &str| Ident::new(text, Span::mixed_site());
    let result = (!context.function.result_ty.is_passive()).then(|| Output {
        parameter: None,
        zero: name("value_zero"),
        seed: name("value_seed"),
        dot: name("value_dot"),
    });
    let inout = context.function.parameters.iter().filter(|parameter| parameter.active && parameter.is_inout());
    let inout = inout.map(|parameter| Output {
        parameter: Some(parameter),
        zero: suffixed(&parameter.name, "zero"),
        seed: suffixed(&parameter.name, "seed"),
        dot: suffixed(&parameter.name, "final"),
    });
    result.into_iter().chain(inout).collect()
}

fn inner(context: &Context, body: &Body, function: &TokenStream) -> TokenStream {
    let [value, pullback] = ["value", "pullback"].map(|text| Ident::new(text, Span::mixed_site()));
    let outputs = outputs(context);
    let names = context.names();
    let (mut before, mut after) = (TokenStream::new(), TokenStream::new());
    for output in &outputs {
        let Output { zero, dot, .. } = output;
        let of = output.parameter.map_or_else(
            || quote!(&#value),
            |parameter| {
                let name = &parameter.name;
                quote!(&*#name)
            },
        );
        before.extend(quote! {
            let #zero = __chainrule::__private::zero_tangent(#of);
            let mut #dot = ::core::clone::Clone::clone(&#zero);
        });
        if let (Some(parameter), Some(given)) = (output.parameter, output.parameter.and_then(|of| body.name_of(of))) {
            after.extend(match Ty::of(&parameter.syntax).peel() {
                Ty::Float(_) => quote!(#given = #dot;),
                Ty::Slice(_) => quote!(#given.clone_from_slice(&#dot);),
                _ => quote!(*#given = #dot;),
            });
        }
    }
    let rows = outputs.iter().map(|output| row(context, body, &outputs, output, &pullback));
    let dot = if let Some(Output { parameter: None, dot, .. }) = outputs.first() { quote!(#dot) } else { quote!(()) };
    let entries = entries(body, &outputs);
    let run = quote! {
        #entries
        let (#value, #pullback) = #function(#(#names),*);
        #before
        #(#rows)*
        #after
    };
    body.around(&(run, quote!((#value, #dot))))
}

/// The tangents of the `&mut` parameters on entry.
fn entries(body: &Body, outputs: &[Output]) -> TokenStream {
    let inout = outputs.iter().filter_map(|output| output.parameter);
    let entries = inout.filter_map(|parameter| {
        let (given, entry) = (body.name_of(parameter)?, suffixed(&parameter.name, "entry"));
        Some(match Ty::of(&parameter.syntax).peel() {
            Ty::Float(_) => quote!(let #entry = #given;),
            Ty::Slice(_) => quote!(let #entry = #given.to_vec();),
            _ => quote!(let #entry = ::core::clone::Clone::clone(&*#given);),
        })
    });
    quote!(#(#entries)*)
}

/// The tangent of one output, coordinate by coordinate.
fn row(context: &Context, body: &Body, outputs: &[Output], of: &Output, pullback: &Ident) -> TokenStream {
    let seeds =
        outputs.iter().map(|Output { zero, seed, .. }| quote!(let mut #seed = ::core::clone::Clone::clone(&#zero);));
    let passed = outputs.iter().map(|output| {
        let seed = &output.seed;
        match (output.parameter, context.function.result_ty.peel()) {
            (None, Ty::Vec(_)) => quote!(&#seed),
            (None, _) => quote!(::core::clone::Clone::clone(&#seed)),
            (Some(parameter), _) if matches!(Ty::of(&parameter.syntax).peel(), Ty::Slice(_)) => quote!(&mut #seed[..]),
            (Some(_), _) => quote!(&mut #seed),
        }
    });
    let returned: Vec<&Parameter> = context.results().into_iter().filter(|parameter| !parameter.is_inout()).collect();
    let adjoint = |parameter: &Parameter| suffixed(&parameter.name, "adjoint");
    let types: Vec<TokenStream> = returned.iter().map(|parameter| tangent_type(&Ty::of(&parameter.syntax))).collect();
    let adjoints: Vec<TokenStream> = returned
        .iter()
        .map(|parameter| {
            let name = adjoint(parameter);
            quote!(#name)
        })
        .collect();
    let (adjoints, ty) = (one_or_tuple(&adjoints), one_or_tuple(&types));
    let double = Ty::float("f64");
    let products = returned.iter().filter_map(|parameter| {
        let (name, dot) = (adjoint(parameter), body.name_of(parameter)?);
        let product = part(parameter, &quote!(#name), &dot, &double);
        Some(match body.marker_of(parameter) {
            Some(marker) => quote!((if __chainrule::__private::is_active(#marker) { #product } else { 0.0 })),
            None => product,
        })
    });
    let changes = outputs.iter().filter_map(|output| {
        let parameter = output.parameter?;
        let (seed, entry) = (&output.seed, suffixed(&parameter.name, "entry"));
        Some(match Ty::of(&parameter.syntax).peel() {
            Ty::Slice(_) | Ty::Vec(_) => quote!(__chainrule::__private::dot_elements(&#seed, &#entry)),
            _ => quote!(__chainrule::Tangent::dot(&#seed, &#entry)),
        })
    });
    let (own, zero, dot) = (&of.seed, &of.zero, &of.dot);
    quote! {
        for index in 0..__chainrule::__private::coordinates(&#zero) {
            #(#seeds)*
            __chainrule::__private::set_coordinate(&mut #own, index, 1.0);
            let #adjoints: #ty = #pullback(#(#passed),*);
            let product: f64 = 0.0 #(+ #products)* #(+ #changes)*;
            __chainrule::__private::set_coordinate(&mut #dot, index, product);
        }
    }
}
