//! Reverse mode of tangent functions, for callers that are differentiated twice: `f::forward1` and `f::reverse1` are the
//! sweeps of `f::tangent`.
//!
//! They take what it takes. In the reverse sweep an argument by reference is passed again; for its tangent, whether there
//! is one too; each is followed by its shadow and whether that is wanted.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::body::{self, Body};
use super::hidden::{self, Borrowed};
use super::tangent::output;
use super::{Context, cotangent, cotangent_type, shadow_type, tangent, tangent_type};
use crate::emit;
use crate::ir::{Parameter, VarId};
use crate::record::Outermost;
use crate::reverse::Sweeps;
use crate::types::Ty;

/// Both sweeps of the tangent function.
pub(crate) fn sweeps(context: &Context) -> TokenStream {
    if !context.function.functions.is_empty() {
        return TokenStream::new();
    }
    let (function, activity) = tangent::Body::new(context).interleave();
    let (value, dot) = (output(context), tangent_type(&context.function.result_ty));
    let mut item = context.item.clone();
    item.sig.output = syn::parse_quote!(-> (#value, #dot));
    let raised = Context { item: &item, function: &function, activity: &activity, ..*context };
    let (sweeps, tangent) = (write(&raised), tangent::second_tangent(&raised));
    quote!(#sweeps #tangent)
}

/// Stand-ins beside a function that is differentiated once: a caller that is differentiated twice is told what is missing.
pub(crate) fn stand_ins(context: &Context) -> TokenStream {
    if !context.function.functions.is_empty() {
        return TokenStream::new();
    }
    let count = |by_value: usize, borrowed: usize| -> Vec<TokenStream> {
        let parameters = context.function.parameters.iter();
        let counts = parameters.map(|parameter| if parameter.reference().is_some() { borrowed } else { by_value });
        (0..counts.sum()).map(|_| quote!(_: impl ::core::marker::Sized)).collect()
    };
    let (forward, reverse, tangent) = (count(2, 3), count(0, 7), count(4, 6));
    let (visibility, generics, attributes) = (&context.item.vis, context.generics(), context.shared_attributes());
    let bounds = &generics.where_clause;
    let (value, dot) = (output(context), tangent_type(&context.function.result_ty));
    let cotangents = hidden::by_value(context).map(|parameter| {
        let ty = cotangent_type(parameter);
        quote!(#ty, #ty)
    });
    let second = quote!(_: &mut impl __chainrule::__private::SecondOrder);
    quote! {
        #[doc(hidden)]
        #attributes
        #[allow(unused_lifetimes)]
        #visibility fn forward1 #generics(#second, #(#forward),*) -> (#value, #dot) #bounds {
            ::core::unreachable!()
        }
        #[doc(hidden)]
        #attributes
        #[allow(unused_lifetimes)]
        #visibility fn reverse1 #generics(
            _: &mut __chainrule::__private::Tape,
            #(#reverse,)*
            _: (#dot, #dot),
        ) -> (#(#cotangents,)*) #bounds {
            ::core::unreachable!()
        }
        #[doc(hidden)]
        #attributes
        #[allow(unused_lifetimes)]
        #visibility fn tangent2 #generics(#(#tangent),*) -> ((#value, #dot), (#dot, #dot)) #bounds {
            ::core::unreachable!()
        }
    }
}

/// The parameters as one sweep takes them.
struct Inputs {
    forward: Vec<TokenStream>,
    start: TokenStream,
    borrowed: Vec<Borrowed>,
}

fn write(context: &Context) -> TokenStream {
    let mut body = Body::new(context);
    let mut inputs = Inputs { forward: Vec::new(), start: TokenStream::new(), borrowed: Vec::new() };
    let parameters = &context.function.parameters;
    for parameter in parameters {
        let of = parameter.tangent_of.and_then(|of| parameters.iter().find(|parameter| parameter.var == of));
        match of {
            None => {
                inputs.forward.push(body::parameter(parameter));
                if parameter.reference().is_some() {
                    inputs.borrowed.push(hidden::borrowed_input(&mut body, parameter));
                }
            }
            Some(of) => dot(&mut body, parameter, of, &mut inputs),
        }
    }
    let result_ty = &context.function.result_ty;
    let seed = context.function.result.filter(|_| !result_ty.is_passive()).map(|result| {
        let (_, name) = body.give(result, result_ty.tangent());
        let ty = tangent_type(result_ty);
        quote!(#name: #ty)
    });
    let seed = seed.unwrap_or_else(|| {
        let ty = tangent_type(result_ty);
        quote!(_: #ty)
    });
    let live: Vec<VarId> = context.function.result.into_iter().collect();
    let sweeps = body.sweeps(Outermost::OnTape, false, &live);
    let (forward, reverse) = (forward(context, &sweeps, &inputs), reverse(context, &sweeps, &inputs, &seed));
    quote!(#forward #reverse)
}

/// The tangent `parameter` of the parameter `of`.
fn dot(body: &mut Body, parameter: &Parameter, of: &Parameter, inputs: &mut Inputs) {
    let (name, primal, syntax) = (&parameter.name, &of.name, &of.syntax);
    let Some(mutable) = of.reference() else {
        if !of.active {
            return inputs.forward.push(quote!(_: impl __chainrule::__private::HeldDot));
        }
        inputs.start.extend(quote!(let #name = __chainrule::__private::DotOf::<#syntax>::dot(#name, &#primal);));
        return inputs.forward.push(quote!(#name: impl __chainrule::__private::DotOf<#syntax>));
    };
    let mutability = mutable.then(|| quote!(mut));
    if !of.active {
        let marker = hidden::held_marker(of);
        let parameters = quote!(_: &#mutability impl ?Sized, _: impl #marker);
        inputs.forward.push(parameters.clone());
        let parameters = quote!(#parameters, _: &mut impl ?Sized, _: impl #marker);
        let none = TokenStream::new;
        return inputs.borrowed.push(Borrowed { parameters, start: none(), end: none() });
    }
    let shadow = shadow_type(&Ty::of(&of.syntax));
    let given = context_marker(body, parameter).map_or_else(|| quote!(_), |marker| quote!(#marker));
    let forward = quote!(#name: &#mutability #shadow, #given: impl __chainrule::__private::Activity);
    inputs.forward.push(forward);
    let mut borrowed = hidden::borrowed_input(body, parameter);
    borrowed.parameters = with_marker(&borrowed.parameters, &quote!(#given: impl __chainrule::__private::Activity));
    inputs.borrowed.push(borrowed);
}

/// What says whether there is the tangent `parameter`.
fn context_marker(body: &Body, parameter: &Parameter) -> Option<Ident> {
    body.function.markers.get(&parameter.var).cloned()
}

/// `parameters`, with `marker` behind the first of them.
fn with_marker(parameters: &TokenStream, marker: &TokenStream) -> TokenStream {
    let (mut before, mut after) = (TokenStream::new(), TokenStream::new());
    let mut depth = 0_usize;
    let mut passed = false;
    for token in parameters.clone() {
        if let proc_macro2::TokenTree::Punct(punct) = &token {
            match punct.as_char() {
                '<' => depth += 1,
                '>' => depth = depth.saturating_sub(1),
                ',' if depth == 0 && !passed => {
                    passed = true;
                    continue;
                }
                _ => {}
            }
        }
        if passed { after.extend([token]) } else { before.extend([token]) }
    }
    quote!(#before, #marker, #after)
}

fn forward(context: &Context, sweeps: &Sweeps, inputs: &Inputs) -> TokenStream {
    let function = &sweeps.function;
    let (items, tape) = (&function.items, &function.tape);
    let rebound = body::rebind_mutable(context);
    let statements = emit::stmts(function, &hidden::recorded_as_they_are(&sweeps.forward));
    let value = if let Some(result) = function.result {
        let name = &function.var(result).name;
        quote!(#name)
    } else {
        quote!(((), ()))
    };
    let (visibility, generics, output) = (&context.item.vis, context.generics(), &context.item.sig.output);
    let bounds = &generics.where_clause;
    let (attributes, name) = (context.shared_attributes(), format_ident!("forward1"));
    let (parameters, start) = (&inputs.forward, &inputs.start);
    quote! {
        #[doc(hidden)]
        #attributes
        #[inline]
        #visibility fn #name #generics(
            #tape: &mut __chainrule::__private::Tape,
            #(#parameters),*
        ) #output #bounds {
            #(#items)*
            #start
            #rebound
            #statements
            #value
        }
    }
}

fn reverse(context: &Context, sweeps: &Sweeps, inputs: &Inputs, seed: &TokenStream) -> TokenStream {
    let function = &sweeps.function;
    let (items, tape) = (&function.items, &function.tape);
    let statements = emit::stmts(function, &sweeps.reverse);
    let sites = hidden::sites(sweeps);
    let parameters = inputs.borrowed.iter().map(|input| &input.parameters);
    let (starts, ends) =
        (inputs.borrowed.iter().map(|input| &input.start), inputs.borrowed.iter().map(|input| &input.end));
    let adjoints = hidden::by_value(context).map(|parameter| cotangent(parameter, || body::adjoint(sweeps, parameter)));
    let types = hidden::by_value(context).map(cotangent_type);
    let rebound =
        if context.function.result_ty.is_passive() { TokenStream::new() } else { body::rebind_seed(context, sweeps) };
    let (visibility, generics) = (&context.item.vis, context.generics());
    let bounds = &generics.where_clause;
    let (attributes, name) = (context.shared_attributes(), format_ident!("reverse1"));
    quote! {
        #[doc(hidden)]
        #attributes
        #[inline]
        #visibility fn #name #generics(
            #tape: &mut __chainrule::__private::Tape,
            #(#parameters,)*
            #seed
        ) -> (#(#types,)*) #bounds {
            #(#items)*
            #(#starts)*
            #rebound
            #sites
            #statements
            #(#ends)*
            (#(#adjoints,)*)
        }
    }
}
