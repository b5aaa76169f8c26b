//! The sweeps of methods and functions of a type: `__forward_m` and `__reverse_m` beside `m`, so that whoever can call
//! `m` finds its derivative.
//!
//! The first parameter, which may be `self`, comes first and by reference in both, even where `m` takes it by value:
//! callers need not know which it is. Behind it stands the tape; every argument by reference is followed by its shadow,
//! `None` where that is not wanted. No type of a sibling is generic, so that they may stand in a trait object.

use proc_macro2::TokenStream;
use quote::quote;

use super::body::{self, Body};
use super::pullback::{Input, shadow_reference};
use super::{Context, hidden, tangent_type};
use crate::emit;
use crate::ir::{Parameter, VarId};
use crate::record::Outermost;
use crate::reverse::Sweeps;
use crate::types::Ty;

/// Both siblings.
pub(crate) fn sweeps(context: &Context) -> TokenStream {
    let mut body = Body::new(context);
    if let Some(first) = body.function.parameters.first_mut() {
        first.again = first.reference().is_none() && !first.mutable;
    }
    let parameters = body.function.parameters.clone();
    let borrowed = parameters.iter().enumerate().filter(|(index, parameter)| *index == 0 || parameter.stays());
    let borrowed: Vec<Borrowed> = borrowed.map(|(index, parameter)| input(&mut body, index, parameter)).collect();
    let seed = body.context.function.result.filter(|_| !context.function.result_ty.is_passive()).map(|result| {
        let (_, name) = body.give(result, context.function.result_ty.tangent());
        let ty = tangent_type(&context.function.result_ty);
        quote!(#name: #ty)
    });
    let seed = seed.unwrap_or_else(|| quote!((): ()));
    let live: Vec<VarId> = context.function.result.into_iter().collect();
    let sweeps = body.sweeps(Outermost::OnTape, false, &live);
    let (forward, reverse) = (forward(context, &sweeps), reverse(context, &sweeps, &borrowed, &seed));
    let receiver = receiver(context, &sweeps);
    quote!(#forward #reverse #receiver)
}

/// `__receiver_m`: how the method takes `self`, for callers to whom it makes a difference.
fn receiver(context: &Context, sweeps: &Sweeps) -> TokenStream {
    let first = sweeps.function.parameters.first().filter(|parameter| parameter.is_receiver());
    let Some(first) = first else { return TokenStream::new() };
    let name = emit::sibling(&context.item.sig.ident, "receiver");
    let (visibility, attributes) = (&context.item.vis, context.shared_attributes());
    let kind = if first.reference().is_some() { quote!(ByReference) } else { quote!(ByValue) };
    quote! {
        #[doc(hidden)]
        #attributes
        #[inline]
        #visibility fn #name(&self) -> __chainrule::__private::#kind {
            __chainrule::__private::#kind
        }
    }
}

fn forward(context: &Context, sweeps: &Sweeps) -> TokenStream {
    let function = &sweeps.function;
    let (items, tape) = (&function.items, &function.tape);
    let Some((first, rest)) = function.parameters.split_first() else { return TokenStream::new() };
    let start = first_binding(first, first.mutable);
    let rebound = rest.iter().filter(|parameter| parameter.mutable).map(|parameter| &parameter.name);
    let statements = emit::stmts(function, &hidden::recorded_as_they_are(&sweeps.forward));
    let (visibility, generics, output) = (&context.item.vis, context.generics(), &context.item.sig.output);
    let bounds = &generics.where_clause;
    let (first, rest) = (by_reference(first), rest.iter().map(body::parameter));
    let value = function.result.map(|result| {
        let name = &function.var(result).name;
        quote!(#name)
    });
    let name = emit::sibling(&context.item.sig.ident, "forward");
    let attributes = context.shared_attributes();
    quote! {
        #[doc(hidden)]
        #attributes
        #[inline]
        #visibility fn #name #generics(#first, #tape: &mut __chainrule::__private::Tape #(, #rest)*) #output #bounds {
            #(#items)*
            #start
            #(let mut #rebound = #rebound;)*
            #statements
            #value
        }
    }
}

fn reverse(context: &Context, sweeps: &Sweeps, borrowed: &[Borrowed], seed: &TokenStream) -> TokenStream {
    let function = &sweeps.function;
    let (items, tape) = (&function.items, &function.tape);
    let statements = emit::stmts(function, &sweeps.reverse);
    let sites = hidden::sites(sweeps);
    let (visibility, generics) = (&context.item.vis, context.generics());
    let bounds = &generics.where_clause;
    let Some((first, rest)) = function.parameters.split_first() else { return TokenStream::new() };
    let read = !first.again || body::reads(sweeps).contains(&first.var);
    let first_start = if first.stays() && read { first_binding(first, false) } else { TokenStream::new() };
    let first_end = first_end(first, sweeps, borrowed);
    let (first, rest): (_, Vec<&Parameter>) =
        (by_reference(first), rest.iter().filter(|parameter| parameter.reference().is_none()).collect());
    let inputs = borrowed.iter().map(|input| &input.parameters);
    let (starts, ends) = (borrowed.iter().map(|input| &input.start), borrowed.iter().map(|input| &input.end));
    let adjoints = rest.iter().map(|parameter| cotangent(parameter, || body::adjoint(sweeps, parameter)));
    let types = rest.iter().map(|parameter| cotangent_type(parameter));
    let rebound =
        if context.function.result_ty.is_passive() { TokenStream::new() } else { body::rebind_seed(context, sweeps) };
    let name = emit::sibling(&context.item.sig.ident, "reverse");
    let attributes = context.shared_attributes();
    quote! {
        #[doc(hidden)]
        #attributes
        #[inline]
        #visibility fn #name #generics(
            #first,
            #tape: &mut __chainrule::__private::Tape,
            #(#inputs,)*
            #seed
        ) -> (#(#types,)*) #bounds {
            #(#items)*
            #(#starts)*
            #first_start
            #rebound
            #sites
            #statements
            #(#ends)*
            #first_end
            (#(#adjoints,)*)
        }
    }
}

/// The cotangent of a parameter by value: `()` where its type has none, and nothing that fits where it is held constant.
fn cotangent(parameter: &Parameter, adjoint: impl FnOnce() -> TokenStream) -> TokenStream {
    match parameter.active {
        true => adjoint(),
        false if Ty::of(&parameter.syntax).is_passive() => quote!(()),
        false => quote!(__chainrule::__private::HeldConstant),
    }
}

fn cotangent_type(parameter: &Parameter) -> TokenStream {
    cotangent(parameter, || tangent_type(&Ty::of(&parameter.syntax)))
}

/// The first parameter as siblings take it.
fn by_reference(parameter: &Parameter) -> TokenStream {
    match (parameter.reference(), parameter.is_receiver()) {
        (Some(_), _) => body::parameter(parameter),
        (None, true) => quote!(&self),
        (None, false) => {
            let (name, ty) = (&parameter.name, &parameter.syntax);
            quote!(#name: &#ty)
        }
    }
}

/// The first parameter by the name that the body knows it by, and by value if it was.
fn first_binding(parameter: &Parameter, mutable: bool) -> TokenStream {
    let (name, mutability) = (&parameter.name, mutable.then(|| quote!(mut)));
    let given = if parameter.is_receiver() { quote!(self) } else { quote!(#name) };
    match parameter.reference() {
        Some(true) if parameter.is_receiver() => quote!(let #name = self;),
        Some(_) => TokenStream::new(),
        None if Ty::of(&parameter.syntax).is_scalar() => quote!(let #mutability #name = *#given;),
        None => quote!(let #mutability #name = ::core::clone::Clone::clone(#given);),
    }
}

/// What a first parameter that the body changes gives to its shadow.
fn first_end(first: &Parameter, sweeps: &Sweeps, borrowed: &[Borrowed]) -> TokenStream {
    match borrowed.first().and_then(|input| input.outer.as_ref()) {
        Some(outer) => {
            let adjoint = body::adjoint(sweeps, first);
            quote!(__chainrule::__private::add_to(#outer, #adjoint);)
        }
        None => TokenStream::new(),
    }
}

/// A parameter by reference with its shadow.
struct Borrowed {
    parameters: TokenStream,
    start: TokenStream,
    end: TokenStream,
    /// A shadow that gets the whole adjoint at the end.
    outer: Option<proc_macro2::Ident>,
}

fn input(body: &mut Body, index: usize, parameter: &Parameter) -> Borrowed {
    let declared = (index > 0).then(|| {
        let declared = body::parameter(parameter);
        quote!(#declared,)
    });
    let none = TokenStream::new;
    let ty = shadow_reference(parameter);
    if !parameter.active {
        let ty = cotangent_type(parameter);
        let parameters = quote!(#declared _: ::core::option::Option<&mut #ty>);
        return Borrowed { parameters, start: none(), end: none(), outer: None };
    }
    let name = &parameter.name;
    let value = if parameter.is_receiver() { quote!(self) } else { quote!(#name) };
    let value = if parameter.is_inout() { quote!(&*#value) } else { value };
    let own = body.fresh("own");
    if parameter.is_inout() {
        let outer = body.fresh(&format!("{}_bar", parameter.label));
        let Input { parameter: inner, start, end, .. } = super::hidden::inout_shadow(body, parameter);
        let parameters = quote!(#declared #outer: ::core::option::Option<#ty>);
        let start = quote! {
            let #own = &mut ::core::option::Option::None;
            let #inner = __chainrule::__private::inout_shadow(#value, #outer, #own);
            #start
        };
        return Borrowed { parameters, start, end, outer: None };
    }
    if !parameter.stays() {
        let outer = body.fresh(&format!("{}_bar", parameter.label));
        let parameters = quote!(#declared #outer: ::core::option::Option<#ty>);
        return Borrowed { parameters, start: none(), end: none(), outer: Some(outer) };
    }
    let tangent = Ty::Ref(true, Box::new(Ty::of(&parameter.syntax).peel().tangent()));
    let (shadow, bar) = body.give(parameter.var, tangent);
    let marker = body.fresh(&format!("{}_is", parameter.label));
    body.function.markers.insert(shadow, marker.clone());
    let parameters = quote!(#declared #bar: ::core::option::Option<#ty>);
    let start = quote! {
        let #own = &mut ::core::option::Option::None;
        let (#bar, #marker) = __chainrule::__private::shadow(#value, #bar, #own);
    };
    Borrowed { parameters, start, end: none(), outer: None }
}
