//! The sweeps of methods and functions of a type: `__forward_m` and `__reverse_m` beside `m`, so that whoever can call
//! `m` finds its derivative.
//!
//! The first parameter, which may be `self`, comes first and by reference in both, even where `m` takes it by value:
//! callers need not know which it is. Behind it stands the tape; every argument by reference is followed by its shadow,
//! `None` where that is not wanted. No type of a sibling is generic, so that they may stand in a trait object.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::body::{self, Body};
use super::pullback::{Input, shadow_reference};
use super::{Context, cotangent, cotangent_type, hidden, levels, passed, tangent_type};
use crate::emit::{self, Sweep};
use crate::home::Kind;
use crate::ir::{Parameter, VarId};
use crate::record::Outermost;
use crate::reverse::Sweeps;
use crate::types::Ty;

/// Both siblings.
pub(crate) fn sweeps(context: &Context) -> TokenStream {
    let options = context.options.of_first_order();
    let once = &Context { options: &options, ..*context };
    let (body, borrowed, seed) = inputs(once);
    let live: Vec<VarId> = context.function.result.into_iter().collect();
    let sweeps = body.sweeps(Outermost::OnTape, false, &live);
    let (forward, reverse) = (forward(once, &sweeps), reverse(once, &sweeps, &borrowed, &seed));
    let passing = passing(context);
    let tangent = super::tangent::sibling(once);
    let levels = match (context.options.order() > 1, context.home.kind) {
        (true, _) => levels::siblings(context),
        // A trait has them once.
        (false, Kind::TraitImpl) => TokenStream::new(),
        (false, _) => levels::stand_ins(context),
    };
    quote!(#forward #reverse #tangent #levels #passing)
}

/// `__receiver_m`: how the method takes `self`, for callers to whom it makes a difference. A trait says it once.
pub(super) fn passing(context: &Context) -> TokenStream {
    let first = context.function.parameters.first().filter(|parameter| parameter.is_receiver());
    let Some(first) = first.filter(|_| context.home.kind != Kind::TraitImpl) else { return TokenStream::new() };
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

/// Both siblings without bodies, in a trait.
pub(crate) fn declarations(context: &Context) -> TokenStream {
    let options = context.options.of_first_order();
    let once = &Context { options: &options, ..*context };
    let (body, borrowed, seed) = inputs(once);
    let tape = &body.function.tape;
    let (forward, reverse) = (forward_signature(once, tape), reverse_signature(once, tape, &borrowed, &seed));
    let passing = passing(context);
    let tangent = super::tangent::declaration(once);
    let levels = if context.options.order() > 1 { levels::declarations(context) } else { levels::stand_ins(context) };
    quote!(#[doc(hidden)] #forward; #[doc(hidden)] #reverse; #tangent #levels #passing)
}

/// The parameters of the reverse: what was borrowed, and the seed.
fn inputs<'c, 'a>(context: &'c Context<'a>) -> (Body<'c, 'a>, Vec<Borrowed>, TokenStream) {
    let mut body = body(context);
    let parameters = body.function.parameters.clone();
    let borrowed = parameters.iter().enumerate().filter_map(|(index, parameter)| {
        let function = passed::function(context, parameter, (Sweep::Reverse, 0));
        match function {
            Some(_) if index == 0 => Some(Borrowed::default()),
            Some(parameters) => Some(Borrowed { parameters, ..Borrowed::default() }),
            None => (index == 0 || parameter.stays()).then(|| input(&mut body, index, parameter)),
        }
    });
    let borrowed: Vec<Borrowed> = borrowed.collect();
    let result_ty = &context.function.result_ty;
    if result_ty.is_passive() {
        let ty = tangent_type(result_ty);
        return (body, borrowed, quote!(_: #ty));
    }
    let name = match context.function.result {
        Some(result) => body.give(result, result_ty.tangent()).1,
        None => body.fresh("value_bar"),
    };
    let ty = tangent_type(result_ty);
    (body, borrowed, quote!(#name: #ty))
}

/// `fn __forward_m(&self, tape, ..) -> Y`.
fn forward_signature(context: &Context, tape: &Ident) -> TokenStream {
    let Some((first, rest)) = context.function.parameters.split_first() else { return TokenStream::new() };
    let (visibility, generics, output) = (&context.item.vis, context.generics(), &context.item.sig.output);
    let bounds = &generics.where_clause;
    let first = by_reference(context, first, (Sweep::Forward, 0));
    let rest = rest.iter().map(|parameter| {
        let function = passed::function(context, parameter, (Sweep::Forward, 0));
        function.unwrap_or_else(|| body::parameter(parameter))
    });
    let name = emit::sibling(&context.item.sig.ident, "forward");
    quote!(#visibility fn #name #generics(#first, #tape: &mut __chainrule::__private::Tape #(, #rest)*) #output #bounds)
}

fn forward(context: &Context, sweeps: &Sweeps) -> TokenStream {
    let function = &sweeps.function;
    let items = &function.items;
    let Some((first, rest)) = function.parameters.split_first() else { return TokenStream::new() };
    let start = first_binding(context, first, first.mutable);
    let rebound = rest.iter().filter(|parameter| parameter.mutable).map(|parameter| &parameter.name);
    let statements = emit::stmts(function, &hidden::recorded_as_they_are(&sweeps.forward));
    let value = function.result.map(|result| {
        let name = &function.var(result).name;
        quote!(#name)
    });
    let (signature, attributes) = (forward_signature(context, &function.tape), context.shared_attributes());
    quote! {
        #[doc(hidden)]
        #attributes
        #[inline]
        #signature {
            #(#items)*
            #start
            #(let mut #rebound = #rebound;)*
            #statements
            #value
        }
    }
}

/// `fn __reverse_m(&self, tape, self_bar, .., seed) -> (..)`.
fn reverse_signature(context: &Context, tape: &Ident, borrowed: &[Borrowed], seed: &TokenStream) -> TokenStream {
    let Some((first, rest)) = context.function.parameters.split_first() else { return TokenStream::new() };
    let (visibility, generics) = (&context.item.vis, context.generics_without_functions());
    let bounds = &generics.where_clause;
    let first = by_reference(context, first, (Sweep::Reverse, 0));
    let inputs = borrowed.iter().map(|input| &input.parameters).filter(|parameters| !parameters.is_empty());
    let types = by_value(context, rest).map(cotangent_type);
    let name = emit::sibling(&context.item.sig.ident, "reverse");
    quote! {
        #visibility fn #name #generics(
            #first,
            #tape: &mut __chainrule::__private::Tape,
            #(#inputs,)*
            #seed
        ) -> (#(#types,)*) #bounds
    }
}

fn reverse(context: &Context, sweeps: &Sweeps, borrowed: &[Borrowed], seed: &TokenStream) -> TokenStream {
    let function = &sweeps.function;
    let items = &function.items;
    let statements = emit::stmts(function, &sweeps.reverse);
    let sites = hidden::sites(sweeps);
    let Some((first, rest)) = function.parameters.split_first() else { return TokenStream::new() };
    let read = !first.again || body::reads(sweeps).contains(&first.var);
    let first_start = if first.stays() && read { first_binding(context, first, false) } else { TokenStream::new() };
    let first_end = first_end(first, sweeps, borrowed);
    let (starts, ends) = (borrowed.iter().map(|input| &input.start), borrowed.iter().map(|input| &input.end));
    let adjoints = by_value(context, rest).map(|parameter| cotangent(parameter, || body::adjoint(sweeps, parameter)));
    let rebound =
        if context.function.result_ty.is_passive() { TokenStream::new() } else { body::rebind_seed(context, sweeps) };
    let (signature, attributes) =
        (reverse_signature(context, &function.tape, borrowed, seed), context.shared_attributes());
    quote! {
        #[doc(hidden)]
        #attributes
        #[inline]
        #signature {
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

/// What is passed by value, among the parameters but the first.
pub(super) fn by_value<'p>(context: &Context, rest: &'p [Parameter]) -> impl Iterator<Item = &'p Parameter> {
    passed::values(context, rest).into_iter().filter(|parameter| parameter.reference().is_none())
}

/// The body of a sibling: the first parameter is there in both sweeps.
pub(super) fn body<'c, 'a>(context: &'c Context<'a>) -> Body<'c, 'a> {
    let mut body = Body::new(context);
    if let Some(first) = body.function.parameters.first_mut() {
        let is_function = context.function.functions.contains_key(&first.var);
        first.again = first.reference().is_none() && !first.mutable && !is_function;
    }
    body
}

/// The first parameter as siblings take it, in a sweep of a level.
pub(super) fn by_reference(context: &Context, parameter: &Parameter, sweep: (Sweep, u32)) -> TokenStream {
    if let Some(function) = passed::function(context, parameter, sweep) {
        return function;
    }
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
pub(super) fn first_binding(context: &Context, parameter: &Parameter, mutable: bool) -> TokenStream {
    if context.function.functions.contains_key(&parameter.var) {
        return TokenStream::new();
    }
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
#[derive(Default)]
pub(super) struct Borrowed {
    pub parameters: TokenStream,
    pub start: TokenStream,
    pub end: TokenStream,
    /// A shadow that gets the whole adjoint at the end.
    pub outer: Option<TokenStream>,
}

pub(super) fn input(body: &mut Body, index: usize, parameter: &Parameter) -> Borrowed {
    let declared = (index > 0).then(|| {
        let declared = body::parameter(parameter);
        quote!(#declared,)
    });
    if parameter.is_receiver() && body.context.home.erases_receivers() {
        return receiver(body, parameter);
    }
    let ty = shadow_reference(parameter);
    if !parameter.active {
        let ty = cotangent_type(parameter);
        return Borrowed { parameters: quote!(#declared _: ::core::option::Option<&mut #ty>), ..Borrowed::default() };
    }
    let bar = body.fresh(&format!("{}_bar", parameter.label));
    let mut input = wanted(body, parameter, &quote!(#bar));
    input.parameters = quote!(#declared #bar: ::core::option::Option<#ty>);
    input
}

/// The shadow `bar` of an active parameter, made ready for the reverse sweep.
pub(super) fn wanted(body: &mut Body, parameter: &Parameter, bar: &TokenStream) -> Borrowed {
    let name = &parameter.name;
    let value = if parameter.is_receiver() { quote!(self) } else { quote!(#name) };
    if parameter.is_inout() {
        let own = body.fresh("own");
        let Input { parameter: inner, start, end, .. } = hidden::inout_shadow(body, parameter);
        let start = quote! {
            let #own = &mut ::core::option::Option::None;
            let #inner = __chainrule::__private::inout_shadow(&*#value, #bar, #own);
            #start
        };
        return Borrowed { start, end, ..Borrowed::default() };
    }
    if !parameter.stays() {
        return Borrowed { outer: Some(bar.clone()), ..Borrowed::default() };
    }
    let own = body.fresh("own");
    let (shadow, marker) = marked(body, parameter);
    let start = quote! {
        let #own = &mut ::core::option::Option::None;
        let (#shadow, #marker) = __chainrule::__private::shadow(#value, #bar, #own);
    };
    Borrowed { start, ..Borrowed::default() }
}

/// The names of the shadow of a parameter and of whether it is wanted.
fn marked(body: &mut Body, parameter: &Parameter) -> (Ident, Ident) {
    let tangent = Ty::Ref(true, Box::new(Ty::of(&parameter.syntax).peel().tangent()));
    let (shadow, name) = body.give(parameter.var, tangent);
    let marker = body.fresh(&format!("{}_is", parameter.label));
    body.function.markers.insert(shadow, marker.clone());
    (name, marker)
}

/// `self` of a method of a trait: callers through `dyn` do not know its type, so its shadow has none either.
fn receiver(body: &mut Body, parameter: &Parameter) -> Borrowed {
    let bar = body.fresh("self_bar");
    let parameters = quote!(#bar: ::core::option::Option<&mut (dyn __chainrule::__private::ErasedShadow + 'static)>);
    if !parameter.active {
        let method = body.context.item.sig.ident.to_string();
        let start = quote!(__chainrule::__private::held(#method, #bar););
        return Borrowed { parameters, start, ..Borrowed::default() };
    }
    if body.context.home.kind == Kind::Trait {
        return Borrowed { parameters, ..passed_on(body, parameter, &quote!(#bar)) };
    }
    let value = if parameter.is_inout() { quote!(&*self) } else { quote!(self) };
    let known = quote!(__chainrule::__private::erased(#value, #bar));
    Borrowed { parameters, ..wanted(body, parameter, &known) }
}

/// The shadow of a receiver that the body of a trait knows by its methods only: it is passed on to them.
pub(super) fn passed_on(body: &mut Body, parameter: &Parameter, bar: &TokenStream) -> Borrowed {
    let own = body.fresh("own");
    let (shadow, marker) = marked(body, parameter);
    let start = quote! {
        let #own = &mut ();
        let (#shadow, #marker) = __chainrule::__private::pass_on(#bar, #own);
    };
    Borrowed { start, ..Borrowed::default() }
}
