//! The levels of methods and functions of a type: `__forward1_m`, `__reverse1_m` and `__tangent2_m`, beside `__forward_m`.
//!
//! The first argument is borrowed, and outside of the tuple; its tangents, and those of what is borrowed, are options.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::forward::{tangent, untitled};
use super::{as_tuple, each, primal_of, seed, value};
use crate::companions::body::{self, Body};
use crate::companions::siblings::{self, Borrowed, by_reference, first_binding, input, passed_on, wanted};
use crate::companions::tangent::{held, output};
use crate::companions::{Context, cotangent, cotangent_type, hidden, passed, shadow_type, tangent_type};
use crate::emit::{self, Sweep};
use crate::home::{Home, Kind};
use crate::ir::{Function, Parameter, VarId};
use crate::record::Outermost;
use crate::reverse::Sweeps;
use crate::types::Ty;

/// The siblings of all levels.
pub(crate) fn siblings(context: &Context) -> TokenStream {
    let mut out = TokenStream::new();
    each(context, &mut |context, level| out.extend([write(context, level), tangent(context, level + 1, false)]));
    out
}

/// The same without bodies, in a trait.
pub(crate) fn declarations(context: &Context) -> TokenStream {
    let mut out = TokenStream::new();
    each(context, &mut |context, level| {
        let (body, inputs, seed) = inputs(context, level);
        let signatures = Signatures { context, tape: &body.function.tape, inputs: &inputs, level, declared: true };
        let (forward, reverse) = (signatures.forward(), signatures.reverse(&seed));
        let tangent = tangent(context, level + 1, true);
        out.extend(quote!(#[doc(hidden)] #forward; #[doc(hidden)] #reverse; #tangent));
    });
    out
}

/// Stand-ins beside a method that is differentiated once: a caller that is differentiated twice is told what is missing.
pub(crate) fn stand_ins(context: &Context) -> TokenStream {
    let Some((first, rest)) = context.function.parameters.split_first() else { return TokenStream::new() };
    let (visibility, attributes) = (&context.item.vis, context.shared_attributes());
    let (mut generics, method) = (context.generics_without_functions(), &context.item.sig.ident);
    if context.home.kind == Kind::Trait {
        // They are generic, and must not keep the trait from objects.
        generics.make_where_clause().predicates.push(syn::parse_quote!(Self: ::core::marker::Sized));
    }
    let bounds = &generics.where_clause;
    let (value, dot) = (output(context), tangent_type(&context.function.result_ty));
    let cotangents = siblings::by_value(context, rest).map(|parameter| {
        let ty = cotangent_type(parameter);
        quote!(#ty, #ty)
    });
    let (missing, given) =
        (quote!(_: &mut impl __chainrule::__private::SecondOrder), quote!(_: impl ::core::marker::Sized));
    let both = quote!((#value, #dot));
    let is_function = context.function.functions.contains_key(&first.var);
    let first = if is_function { quote!(#given, #given) } else { by_reference(context, first, (Sweep::Forward, 1)) };
    let [forward, reverse, tangent] = ["forward1", "reverse1", "tangent2"].map(|sweep| emit::sibling(method, sweep));
    let stand_in = |name: &Ident, inputs: TokenStream, output: TokenStream| {
        quote! {
            #[doc(hidden)]
            #attributes
            #visibility fn #name #generics(#first, #inputs) -> #output #bounds { ::core::unreachable!() }
        }
    };
    let forward = stand_in(&forward, quote!(#missing, #given), both.clone());
    // A function itself is not passed to the reverse sweep.
    let again = if is_function { quote!(#given, #given) } else { quote!(#given, #given, #given) };
    let reverse = stand_in(&reverse, again, quote!((#(#cotangents,)*)));
    let tangent = stand_in(&tangent, quote!(#given), quote!((#both, (#dot, #dot))));
    quote!(#forward #reverse #tangent)
}

/// A parameter, or a tangent of one, as the sweeps take it.
struct Given {
    parameter: Parameter,
    /// The first parameter, or a tangent of it.
    first: bool,
    /// In the tuple of the forward sweep.
    forward: TokenStream,
    /// In that of the reverse sweep.
    reverse: TokenStream,
    /// What makes it ready in both.
    start: TokenStream,
    /// Its shadow, in the reverse sweep.
    bar: Borrowed,
}

fn inputs<'c, 'a>(context: &'c Context<'a>, level: u32) -> (Body<'c, 'a>, Vec<Given>, TokenStream) {
    let mut body = siblings::body(context);
    let parameters = body.function.parameters.clone();
    let mut list = Vec::new();
    for (index, parameter) in parameters.iter().enumerate() {
        if let Some(of) = primal_of(&parameters, parameter) {
            list.push(dot(&mut body, parameter, of, is_of_first(&parameters, of)));
            continue;
        }
        let function = |sweep| passed::function(context, parameter, (sweep, level));
        let bar = match function(Sweep::Reverse) {
            Some(_) if index == 0 => Borrowed::default(),
            Some(parameters) => Borrowed { parameters, ..Borrowed::default() },
            None if index == 0 || parameter.stays() => input(&mut body, index, parameter),
            None => Borrowed::default(),
        };
        let declared = || function(Sweep::Forward).unwrap_or_else(|| body::parameter(parameter));
        let forward = if index == 0 { TokenStream::new() } else { declared() };
        let (reverse, start) = (bar.parameters.clone(), TokenStream::new());
        list.push(Given { parameter: parameter.clone(), first: index == 0, forward, reverse, start, bar });
    }
    let seed = seed(context, &mut body);
    (body, list, seed)
}

/// Whether `parameter` is the first one, or a tangent of it.
pub(super) fn is_of_first(parameters: &[Parameter], parameter: &Parameter) -> bool {
    match primal_of(parameters, parameter) {
        Some(of) => is_of_first(parameters, of),
        None => parameters.first().is_some_and(|first| first.var == parameter.var),
    }
}

/// Whether the first parameter is a receiver of a type that callers do not know.
fn erases(context: &Context) -> bool {
    let first = context.function.parameters.first();
    context.home.erases_receivers() && first.is_some_and(Parameter::is_receiver)
}

fn option(ty: &TokenStream) -> TokenStream {
    quote!(::core::option::Option<#ty>)
}

/// The tangent `parameter` of the parameter `of`, in both sweeps.
fn dot(body: &mut Body, parameter: &Parameter, of: &Parameter, first: bool) -> Given {
    let context = body.context;
    let Passed { forward, start } = passed(&mut body.function, context, (parameter, of), first);
    let mut given = Given {
        parameter: parameter.clone(),
        first,
        forward,
        reverse: TokenStream::new(),
        start,
        bar: Borrowed::default(),
    };
    if of.reference().is_none() && !first {
        return given;
    }
    let erased = first && erases(context);
    let wished = option(&reference(of, (erased, true)));
    if !of.active {
        let forward = &given.forward;
        given.reverse = quote!(#forward, _: #wished);
        return given;
    }
    let bar = body.fresh(&format!("{}_bar", parameter.label));
    given.bar = shadow(body, parameter, &bar, erased);
    // What is passed by value is recorded, where it is read again.
    let again = if parameter.stays() {
        given.forward.clone()
    } else {
        let ty = option(&reference(of, (erased, of.is_inout())));
        quote!(_: #ty)
    };
    given.reverse = quote!(#again, #bar: #wished);
    given
}

/// What the tangent of a borrowed parameter, or its shadow, is behind.
fn reference(of: &Parameter, (erased, mutable): (bool, bool)) -> TokenStream {
    let shadow = match (erased, of.active) {
        (true, _) => quote!((dyn __chainrule::__private::ErasedShadow + 'static)),
        (false, true) => shadow_type(&Ty::of(&of.syntax)),
        (false, false) => held(of, false),
    };
    let mutability = mutable.then(|| quote!(mut));
    quote!(&#mutability #shadow)
}

/// A tangent as it is passed, and what makes it ready.
pub(super) struct Passed {
    pub(super) forward: TokenStream,
    pub(super) start: TokenStream,
}

pub(super) fn passed(
    function: &mut Function,
    context: &Context,
    (parameter, of): (&Parameter, &Parameter),
    first: bool,
) -> Passed {
    let home = context.home;
    let by_value = of.reference().is_none() && !first;
    let erased = first && erases(context);
    let ty = match (by_value, of.active) {
        (true, true) => tangent_type(&Ty::of(&of.syntax)),
        (true, false) => held(of, true),
        (false, _) => reference(of, (erased, of.is_inout())),
    };
    let ty = option(&ty);
    let outer = function.names.fresh(&format!("{}_given", parameter.label), Span::mixed_site());
    if !of.active {
        // Callers through `dyn` learn when it runs that the receiver is held constant.
        let method = context.item.sig.ident.to_string();
        let check = if of.is_inout() { quote!(held) } else { quote!(held_dot) };
        let start = if erased { quote!(__chainrule::__private::#check(#method, #outer);) } else { TokenStream::new() };
        return Passed { forward: quote!(#outer: #ty), start };
    }
    let start = if by_value {
        let (name, primal) = (&parameter.name, &of.name);
        quote!(let #name = __chainrule::__private::dot_or_zero(&#primal, #outer);)
    } else {
        ready(function, home, (parameter, of), (&outer, erased))
    };
    Passed { forward: quote!(#outer: #ty), start }
}

/// Makes the tangent `outer` of the parameter `of` ready.
pub(super) fn ready(
    function: &mut Function,
    home: &Home,
    (parameter, of): (&Parameter, &Parameter),
    (outer, erased): (&Ident, bool),
) -> TokenStream {
    let (name, primal) = (&parameter.name, &of.name);
    let marker = function.markers.get(&parameter.var).cloned();
    let marker = marker.map_or_else(|| quote!(_), |marker| quote!(#marker));
    let own = function.names.fresh("own", Span::mixed_site());
    if erased && home.kind == Kind::Trait {
        let pass_on = if of.is_inout() { quote!(pass_on) } else { quote!(pass_on_dot) };
        return quote! {
            let #own = &mut ();
            let (#name, #marker) = __chainrule::__private::#pass_on(#outer, #own);
        };
    }
    let value = match (of.is_receiver(), of.tangent_of) {
        (true, _) => quote!(self),
        (false, Some(_)) if of.reference().is_none() => quote!(&#primal),
        (false, _) => quote!(#primal),
    };
    let known = match (erased, of.is_inout()) {
        (false, _) => quote!(#outer),
        (true, true) => quote!(__chainrule::__private::erased(&*self, #outer)),
        (true, false) => quote!(__chainrule::__private::erased_dot(self, #outer)),
    };
    match parameter.reference() {
        None => quote!(let #name = __chainrule::__private::dot_or_zero(#value, #known.cloned());),
        Some(true) => quote! {
            let #own = &mut ::core::option::Option::None;
            let #name = __chainrule::__private::inout_shadow(&*#value, #known, #own);
        },
        Some(false) => quote! {
            let #own = &mut ::core::option::Option::None;
            let (#name, #marker) = __chainrule::__private::borrowed_dot(#value, #known, #own);
        },
    }
}

/// The shadow `bar` of a tangent.
fn shadow(body: &mut Body, parameter: &Parameter, bar: &Ident, erased: bool) -> Borrowed {
    if !erased {
        return wanted(body, parameter, &quote!(#bar));
    }
    if body.context.home.kind == Kind::Trait {
        return passed_on(body, parameter, &quote!(#bar));
    }
    let value = if parameter.is_inout() { quote!(&*self) } else { quote!(self) };
    wanted(body, parameter, &quote!(__chainrule::__private::erased(#value, #bar)))
}

/// The heads of the siblings of one level.
struct Signatures<'s, 'a> {
    context: &'s Context<'a>,
    tape: &'s Ident,
    inputs: &'s [Given],
    level: u32,
    /// In a trait, where a parameter is no pattern.
    declared: bool,
}

impl Signatures<'_, '_> {
    fn tuple<'p>(&self, parameters: impl Iterator<Item = &'p TokenStream>) -> TokenStream {
        let parameters: Vec<TokenStream> = parameters.filter(|part| !part.is_empty()).cloned().collect();
        if self.declared { untitled(&parameters) } else { as_tuple(&parameters) }
    }

    /// `fn __forward1_m(&self, tape, (self_dot, x, x_dot)) -> (Y, Y_dot)`.
    fn forward(&self) -> TokenStream {
        let Context { item, function, .. } = self.context;
        let name = emit::sibling(&item.sig.ident, &format!("forward{}", self.level));
        let (visibility, generics, output, tape) = (&item.vis, self.context.generics(), &item.sig.output, self.tape);
        let (bounds, first) = (&generics.where_clause, function.parameters.first());
        let first = first.map(|first| by_reference(self.context, first, (Sweep::Forward, self.level)));
        let tuple = self.tuple(self.inputs.iter().map(|input| &input.forward));
        quote! {
            #visibility fn #name #generics(
                #first,
                #tape: &mut __chainrule::__private::Tape,
                #tuple
            ) #output #bounds
        }
    }

    /// `fn __reverse1_m(&self, tape, (self_bar, self_dot, self_dot_bar), seed) -> (X_bar, X_dot_bar)`.
    fn reverse(&self, seed: &TokenStream) -> TokenStream {
        let Context { item, function, .. } = self.context;
        let name = emit::sibling(&item.sig.ident, &format!("reverse{}", self.level));
        let (visibility, generics, tape) = (&item.vis, self.context.generics_without_functions(), self.tape);
        let (bounds, first) = (&generics.where_clause, function.parameters.first());
        let first = first.map(|first| by_reference(self.context, first, (Sweep::Reverse, self.level)));
        let tuple = self.tuple(self.inputs.iter().map(|input| &input.reverse));
        let types = by_value(self.context, self.inputs).map(|input| cotangent_type(&input.parameter));
        quote! {
            #visibility fn #name #generics(
                #first,
                #tape: &mut __chainrule::__private::Tape,
                #tuple,
                #seed
            ) -> (#(#types,)*) #bounds
        }
    }
}

/// What is passed by value, but for the first parameter and its tangents.
fn by_value<'i>(context: &Context, inputs: &'i [Given]) -> impl Iterator<Item = &'i Given> {
    let functions = &context.function.functions;
    let values = inputs.iter().filter(|input| !input.first && input.parameter.reference().is_none());
    values.filter(|input| !functions.contains_key(&input.parameter.var))
}

pub(super) fn write(context: &Context, level: u32) -> TokenStream {
    let (body, inputs, seed) = inputs(context, level);
    let live: Vec<VarId> = context.function.result.into_iter().collect();
    let sweeps = body.sweeps(Outermost::OnTape, false, &live);
    let signatures = Signatures { context, tape: &sweeps.function.tape, inputs: &inputs, level, declared: false };
    let (forward, reverse) = (forward(&signatures, &sweeps), reverse(&signatures, &sweeps, &seed));
    quote!(#forward #reverse)
}

fn forward(signatures: &Signatures, sweeps: &Sweeps) -> TokenStream {
    let (context, function) = (signatures.context, &sweeps.function);
    let items = &function.items;
    let Some((first, rest)) = function.parameters.split_first() else { return TokenStream::new() };
    let start = first_binding(context, first, first.mutable);
    let ready = signatures.inputs.iter().map(|input| &input.start);
    let rebound = rest.iter().filter(|parameter| parameter.mutable).map(|parameter| &parameter.name);
    let statements = emit::stmts(function, &hidden::recorded_as_they_are(&sweeps.forward));
    let (value, signature, attributes) = (value(sweeps), signatures.forward(), context.shared_attributes());
    quote! {
        #[doc(hidden)]
        #attributes
        #[inline]
        #signature {
            #(#items)*
            #(#ready)*
            #start
            #(let mut #rebound = #rebound;)*
            #statements
            #value
        }
    }
}

fn reverse(signatures: &Signatures, sweeps: &Sweeps, seed: &TokenStream) -> TokenStream {
    let (context, function, inputs) = (signatures.context, &sweeps.function, signatures.inputs);
    let items = &function.items;
    let statements = emit::stmts(function, &sweeps.reverse);
    let sites = hidden::sites(sweeps);
    let Some(first) = function.parameters.first() else { return TokenStream::new() };
    let read = !first.again || body::reads(sweeps).contains(&first.var);
    let first_start = if first.stays() && read { first_binding(context, first, false) } else { TokenStream::new() };
    let ready = inputs.iter().filter(|input| input.parameter.stays()).map(|input| &input.start);
    let (starts, ends) = (inputs.iter().map(|input| &input.bar.start), inputs.iter().map(|input| &input.bar.end));
    let added = inputs.iter().filter_map(|input| {
        let (outer, adjoint) = (input.bar.outer.as_ref()?, body::adjoint(sweeps, &input.parameter));
        Some(quote!(__chainrule::__private::add_to(#outer, #adjoint);))
    });
    let adjoints =
        by_value(context, inputs).map(|input| cotangent(&input.parameter, || body::adjoint(sweeps, &input.parameter)));
    let rebound =
        if context.function.result_ty.is_passive() { TokenStream::new() } else { body::rebind_seed(context, sweeps) };
    let (signature, attributes) = (signatures.reverse(seed), context.shared_attributes());
    quote! {
        #[doc(hidden)]
        #attributes
        #[inline]
        #signature {
            #(#items)*
            #(#ready)*
            #(#starts)*
            #first_start
            #rebound
            #sites
            #statements
            #(#ends)*
            #(#added)*
            (#(#adjoints,)*)
        }
    }
}
