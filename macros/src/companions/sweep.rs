//! `f::sweep`: both sweeps of a call at once, for a caller that knows the adjoint of the result before the call.
//!
//! Nothing is recorded for the way back, and the loops of the callee may be fused. Beside every argument by reference stand
//! its shadow and whether it is wanted; value and cotangents of the arguments by value are returned.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::body::{self, Body};
use super::hidden::{borrowed_input, by_value};
use super::pullback::shadow_reference;
use super::{Context, cotangent, cotangent_type, seed_name, suffixed, tangent_type};
use crate::emit;
use crate::ir::{Parameter, VarId};
use crate::record::Outermost;
use crate::types::Ty;

/// Whether the function has it: callers know by the same signs, at the call.
pub(crate) fn exists(context: &Context) -> bool {
    let function = context.function;
    !context.home.is_associated()
        && function.functions.is_empty()
        && !function.result_ty.is_passive()
        && !function.parameters.iter().any(Parameter::is_inout)
}

/// The function, from the body.
pub(crate) fn sweep(context: &Context) -> TokenStream {
    if !exists(context) {
        return TokenStream::new();
    }
    let mut body = Body::new(context);
    let mut inputs = Vec::new();
    for parameter in &context.function.parameters {
        inputs.push(match parameter.reference() {
            Some(_) if parameter.active => borrowed_input(&mut body, parameter).parameters,
            Some(_) => held(parameter, &body.fresh(&format!("_{}_bar", parameter.name))),
            None => body::parameter(parameter),
        });
    }
    let result = context.function.result.into_iter();
    let live: Vec<VarId> = result.clone().collect();
    for var in result {
        let (_, name) = body.give(var, context.function.result_ty.tangent());
        let ty = tangent_type(&context.function.result_ty);
        inputs.push(quote!(#name: #ty));
    }
    let sweeps = body.sweeps(Outermost::InScope, true, &live);
    let function = &sweeps.function;
    let (items, rebound, seed) = (&function.items, body::rebind_mutable(context), body::rebind_seed(context, &sweeps));
    let parts = [&sweeps.forward, &sweeps.reverse, &sweeps.late].map(|part| emit::stmts(function, part));
    let [forward, reverse, late] = parts;
    let handles = sweeps.sites.iter().map(|site| {
        let site = &site.name;
        quote!(let #site = __chainrule::__private::Tape::site();)
    });
    let values = live.iter().map(|var| &function.var(*var).name);
    let adjoints = by_value(context).map(|parameter| cotangent(parameter, || body::adjoint(&sweeps, parameter)));
    let body = quote! {
        #(#items)*
        #rebound
        #seed
        #(#handles)*
        #forward
        #reverse
        #late
        (#(#values,)* (#(#adjoints,)*))
    };
    let tape = (&function.tape, &quote!(__chainrule::__private::Tape));
    sweep_function(context, tape, &inputs, &body)
}

/// The value, after the adjoints for the seed 1 have been added to `buffers`.
pub(crate) fn added(context: &Context, buffers: &[(&Parameter, Ident)]) -> TokenStream {
    let buffer = |parameter: &Parameter| buffers.iter().find(|(of, _)| of.var == parameter.var).map(|(_, name)| name);
    let arguments = context.function.parameters.iter().map(|parameter| {
        let name = &parameter.name;
        match (parameter.reference(), buffer(parameter)) {
            (None, _) => quote!(#name),
            (Some(_), Some(bar)) => quote!(#name, #bar, __chainrule::__private::Active),
            (Some(_), None) => quote!(#name, &mut (), __chainrule::__private::Inactive),
        }
    });
    let [value, bars] = ["value", "bars"].map(|text| Ident::new(text, Span::mixed_site()));
    let sums = by_value(context).enumerate().filter_map(|(index, parameter)| {
        let index = syn::Index::from(index);
        Some(super::gradient::added(parameter, &quote!(#bars.#index), buffer(parameter)?))
    });
    let (name, turbofish) = (&context.item.sig.ident, context.turbofish());
    let one = match &context.function.result_ty {
        Ty::Float(Some(scalar)) if crate::generics::is_scalar(scalar) => emit::constant(scalar, &quote!(1.0)),
        _ => quote!(1.0),
    };
    quote! {
        let (#value, #bars) =
            #name::sweep #turbofish(&mut __chainrule::__private::Tape::new(), #(#arguments,)* #one);
        #(#sums)*
        #value
    }
}

/// The function, by the two sweeps one after the other: for a rule of the user's.
pub(crate) fn by_parts(context: &Context) -> TokenStream {
    if !exists(context) {
        return TokenStream::new();
    }
    let (inputs, again) = declared(context);
    let [value, bars] = ["value", "bars"].map(|text| Ident::new(text, Span::mixed_site()));
    let seed = seed_name(context);
    let (tape, names, turbofish) = (&context.function.tape, context.names(), context.turbofish());
    let reversed = context.turbofish_without_functions();
    let body = quote! {
        let #value = Self::forward #turbofish(#tape, #(#names),*);
        let #bars = Self::reverse #reversed(#tape, #(#again,)* #seed);
        (#value, #bars)
    };
    sweep_function(context, (tape, &quote!(__chainrule::__private::Tape)), &inputs, &body)
}

/// Of a function without a rule of reverse mode: a caller that needs one does not compile.
pub(crate) fn refused(context: &Context) -> TokenStream {
    if !exists(context) {
        return TokenStream::new();
    }
    let (inputs, _) = declared(context);
    let tape = (&context.function.tape, &quote!(impl __chainrule::__private::ReverseMode));
    sweep_function(context, tape, &inputs, &quote!(::core::unreachable!()))
}

/// A parameter without a shadow. That nothing active is passed to it is asked by `f::reverse`, which the caller names as
/// well: here it would be said once more.
fn held(parameter: &Parameter, bar: &Ident) -> TokenStream {
    let declared = body::parameter(parameter);
    quote!(#declared, #bar: &mut impl ?Sized, _: impl __chainrule::__private::Activity)
}

/// The parameters, and the arguments by reference that the reverse sweep takes.
fn declared(context: &Context) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let (mut inputs, mut again) = (Vec::new(), Vec::new());
    for parameter in &context.function.parameters {
        let (declared, name) = (body::parameter(parameter), &parameter.name);
        if parameter.reference().is_none() {
            inputs.push(declared);
            continue;
        }
        let bar = suffixed(name, "bar");
        if !parameter.active {
            inputs.push(held(parameter, &bar));
            again.push(quote!(#name, #bar, __chainrule::__private::Inactive));
            continue;
        }
        let (shadow, marker) = (shadow_reference(parameter), suffixed(name, "is"));
        inputs.push(quote!(#declared, #bar: #shadow, #marker: impl __chainrule::__private::Activity));
        again.push(quote!(#name, #bar, #marker));
    }
    let (seed, ty) = (seed_name(context), tangent_type(&context.function.result_ty));
    inputs.push(quote!(#seed: #ty));
    (inputs, again)
}

fn sweep_function(
    context: &Context,
    (tape, tape_type): (&Ident, &TokenStream),
    inputs: &[TokenStream],
    body: &TokenStream,
) -> TokenStream {
    let (visibility, generics) = (&context.item.vis, context.generics());
    let bounds = &generics.where_clause;
    let result = match &context.item.sig.output {
        syn::ReturnType::Default => quote!(()),
        syn::ReturnType::Type(_, ty) => quote!(#ty),
    };
    let types = by_value(context).map(cotangent_type);
    let attributes = context.shared_attributes();
    quote! {
        #[doc(hidden)]
        #attributes
        #[inline]
        #visibility fn sweep #generics(
            #tape: &mut #tape_type,
            #(#inputs),*
        ) -> (#result, (#(#types,)*)) #bounds {
            #body
        }
    }
}
