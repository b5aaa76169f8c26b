//! `grad_f`, `value_and_grad_f`, `accumulate_grad_f`: both sweeps in one body.

use std::cell::OnceCell;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::body::{self, Body};
use super::cloned;
use super::{Context, one_or_tuple, shadow_type, sweep, value};
use crate::emit;
use crate::ir::Parameter;
use crate::options::Companion;
use crate::record::Outermost;
use crate::reverse::Sweeps;
use crate::types::Ty;

/// `fn value_and_grad_f(x, a, n) -> (Y, G)`.
pub(crate) fn value_and_grad(context: &Context, sweeps: &OnceCell<(Sweeps, TokenStream)>) -> TokenStream {
    let (sweeps, adjoints) = sweeps.get_or_init(|| gradient_sweeps(context));
    let value = value_name(sweeps);
    let body = both_sweeps(context, sweeps);
    value_and_grad_function(context, &quote!(#body (#value, #adjoints)))
}

/// `value_and_grad_f` around its body.
pub(crate) fn value_and_grad_function(context: &Context, body: &TokenStream) -> TokenStream {
    let summary = format!(
        " Value and gradient of {} with respect to {}, by reverse mode.",
        context.link(),
        context.with_respect_to()
    );
    let (result, gradient) = (result_type(context), context.gradient_type());
    let (signature, attributes) = (signature(context, Companion::ValueAndGrad), context.attributes_of_a_value());
    let bounds = cloned::generics(context, body, context.generics()).where_clause;
    quote! {
        #[doc = #summary]
        #attributes
        #signature -> (#result, #gradient) #bounds { #body }
    }
}

/// `fn grad_f(x, a, n) -> G`.
pub(crate) fn grad(context: &Context, sweeps: &OnceCell<(Sweeps, TokenStream)>) -> TokenStream {
    let (both, adjoints) = sweeps.get_or_init(|| gradient_sweeps(context));
    let mut own = both.clone();
    // Where the forward sweep records, it costs the same without the value.
    let is_less = value::drop_it(context, &mut own) && !both.uses_tape;
    let body = if context.options.asks_for(Companion::ValueAndGrad) && !is_less {
        let whole = context.call(&context.name(Companion::ValueAndGrad));
        quote!(#whole.1)
    } else {
        let body = both_sweeps(context, &own);
        quote!(#body #adjoints)
    };
    grad_function(context, &body)
}

/// `grad_f` around its body.
pub(crate) fn grad_function(context: &Context, body: &TokenStream) -> TokenStream {
    let summary =
        format!(" Gradient of {} with respect to {}, by reverse mode.", context.link(), context.with_respect_to());
    let gradient = context.gradient_type();
    let (signature, attributes) = (signature(context, Companion::Grad), context.attributes_of_a_value());
    let bounds = cloned::generics(context, body, context.generics()).where_clause;
    quote! {
        #[doc = #summary]
        #attributes
        #signature -> #gradient #bounds { #body }
    }
}

fn signature(context: &Context, companion: Companion) -> TokenStream {
    let (visibility, name) = (&context.item.vis, context.name(companion));
    let generics = context.generics();
    let parameters = context.function.parameters.iter().map(body::parameter);
    quote!(#visibility fn #name #generics(#(#parameters),*))
}

fn result_type(context: &Context) -> TokenStream {
    match &context.item.sig.output {
        syn::ReturnType::Default => quote!(()),
        syn::ReturnType::Type(_, ty) => quote!(#ty),
    }
}

fn value_name(sweeps: &Sweeps) -> TokenStream {
    if let Some(result) = sweeps.function.result {
        let name = &sweeps.function.var(result).name;
        quote!(#name)
    } else {
        quote!(())
    }
}

/// Both sweeps, and the gradient.
pub(crate) fn statements(context: &Context) -> TokenStream {
    let (body, gradient) = parts(context, &context.results());
    let gradient = one_or_tuple(&gradient);
    quote!(#body #gradient)
}

/// Both sweeps, and the adjoints of some parameters.
pub(crate) fn parts(context: &Context, of: &[&Parameter]) -> (TokenStream, Vec<TokenStream>) {
    let mut sweeps = both(context);
    value::drop_it(context, &mut sweeps);
    (both_sweeps(context, &sweeps), of.iter().map(|parameter| body::adjoint(&sweeps, parameter)).collect())
}

fn both(context: &Context) -> Sweeps {
    let mut body = Body::new(context);
    body.seed_with_one();
    let live: Vec<_> = context.function.result.into_iter().collect();
    body.sweeps(Outermost::InScope, true, &live)
}

fn gradient_sweeps(context: &Context) -> (Sweeps, TokenStream) {
    let sweeps = both(context);
    let adjoints: Vec<TokenStream> =
        context.results().iter().map(|parameter| body::adjoint(&sweeps, parameter)).collect();
    (sweeps, one_or_tuple(&adjoints))
}

/// The statements of both sweeps.
fn both_sweeps(context: &Context, sweeps: &Sweeps) -> TokenStream {
    let function = &sweeps.function;
    let items = &function.items;
    let (rebound, tape) = (body::rebind_mutable(context), body::tape(sweeps));
    let forward = emit::headed(function, " Forward sweep.", &sweeps.forward);
    let reverse = body::reverse_sweep(sweeps);
    let late = emit::stmts(function, &sweeps.late);
    let (finals, put_back) = body::keep_finals(sweeps, context);
    quote!(#(#items)* #rebound #tape #forward #finals #reverse #put_back #late)
}

/// `fn accumulate_grad_f(x, x_bar: &mut f64, a, a_bar: &mut [f64], n) -> Y`.
pub(crate) fn accumulate_grad(context: &Context) -> TokenStream {
    let mut body = Body::new(context);
    let mut buffers = Vec::new();
    for parameter in context.function.parameters.iter().filter(|parameter| parameter.active) {
        let shadow = if is_direct(parameter) {
            let ty = Ty::Ref(true, Box::new(Ty::of(&parameter.syntax).peel().tangent()));
            body.give(parameter.var, ty).1
        } else {
            body.fresh(&format!("{}_bar", parameter.label))
        };
        buffers.push((parameter, shadow));
    }
    if sweep::exists(context) {
        let by_sweep = sweep::added(context, &buffers);
        return accumulate_grad_function(context, &buffers, &by_sweep);
    }
    body.seed_with_one();
    let live: Vec<_> = context.function.result.into_iter().collect();
    let sweeps = body.sweeps(Outermost::InScope, true, &live);
    let both = both_sweeps(context, &sweeps);
    let value = value_name(&sweeps);
    let added = buffers
        .iter()
        .filter(|(parameter, _)| !is_direct(parameter) && sweeps.declared.contains(&parameter.var))
        .map(|(parameter, buffer)| added(parameter, &body::adjoint(&sweeps, parameter), buffer));
    accumulate_grad_function(context, &buffers, &quote!(#both #(#added)* #value))
}

/// `accumulate_grad_f` around its body.
pub(crate) fn accumulate_grad_function(
    context: &Context,
    buffers: &[(&Parameter, Ident)],
    body: &TokenStream,
) -> TokenStream {
    let result = result_type(context);
    let checks = body::check_shadows(buffers);
    let parameters = context.function.parameters.iter().map(|parameter| {
        let declared = body::parameter(parameter);
        match buffers.iter().find(|(of, _)| of.var == parameter.var) {
            Some((_, buffer)) => {
                let ty = shadow_type(&Ty::of(&parameter.syntax));
                quote!(#declared, #buffer: &mut #ty)
            }
            None => declared,
        }
    });
    let summary = format!(
        " Adds the gradient of {} with respect to {} into the buffers, and returns the value.",
        context.link(),
        context.with_respect_to()
    );
    let (visibility, name) = (&context.item.vis, context.name(Companion::AccumulateGrad));
    let generics = cloned::generics(context, body, context.generics());
    let (bounds, attributes) = (&generics.where_clause, context.shared_attributes());
    quote! {
        #[doc = #summary]
        #attributes
        #visibility fn #name #generics(#(#parameters),*) -> #result #bounds {
            #checks
            #body
        }
    }
}

/// Whether the reverse sweep may add to the caller's buffer itself: the contents behind it never flow on.
fn is_direct(parameter: &Parameter) -> bool {
    parameter.reference() == Some(false)
}

/// Adds a finished adjoint to the caller's buffer.
pub(crate) fn added(parameter: &Parameter, adjoint: &TokenStream, buffer: &Ident) -> TokenStream {
    match Ty::of(&parameter.syntax).peel() {
        Ty::Float(_) => quote!(*#buffer += #adjoint;),
        Ty::Slice(_) => quote!(__chainrule::__private::accumulate_elements(#buffer, #adjoint);),
        _ => quote!(__chainrule::__private::accumulate(#buffer, #adjoint);),
    }
}
