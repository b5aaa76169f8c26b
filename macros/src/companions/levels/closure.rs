//! The levels of a closure that is passed to another function, as closures: what it captures is lent to them, with tangents.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{as_tuple, each, primal_of};
use crate::companions::body::{self, Body};
use crate::companions::{Context, hidden, shadow_type, tangent_type};
use crate::emit;
use crate::functions::FunctionParameter;
use crate::ir::{Function, Parameter, VarId};
use crate::record::Outermost;
use crate::types::Ty;

/// The sweeps of a closure at one level, and the tangent function of the level above.
#[derive(Clone, Debug)]
pub struct ClosureLevel {
    pub forward: Lent,
    pub reverse: Lent,
    pub tangent: Lent,
}

/// A closure but for what is lent to it.
#[derive(Clone, Debug)]
pub struct Lent {
    /// What it takes, and does.
    pub inputs: TokenStream,
    pub body: TokenStream,
    /// Patterns for the captures, each followed by those for its tangents.
    pub captures: Vec<TokenStream>,
    /// The name inside of each function that is captured.
    pub functions: Vec<Ident>,
}

/// The levels of a closure that takes `own` arguments, and captures as many places, and functions.
pub(crate) fn closures(context: &Context, own: usize, captures: usize) -> Vec<ClosureLevel> {
    let mut levels = Vec::new();
    each(context, &mut |context, level| {
        let (own, captures) = (own << level, captures << level);
        let (forward, reverse) = sweeps(context, own, captures);
        levels.push(ClosureLevel { forward, reverse, tangent: tangent(context, own, captures) });
    });
    levels
}

/// The functions that are captured.
fn functions(function: &Function, name: fn(&FunctionParameter) -> &Ident) -> Vec<Ident> {
    let parameters = function.parameters.iter();
    parameters.filter_map(|parameter| function.functions.get(&parameter.var)).map(|own| name(own).clone()).collect()
}

fn active() -> TokenStream {
    quote!(__chainrule::__private::Active)
}

fn marker(function: &Function, parameter: &Parameter) -> TokenStream {
    function.markers.get(&parameter.var).map_or_else(|| quote!(_), |marker| quote!(#marker))
}

/// An argument as the forward sweep takes it.
fn argument(function: &Function, parameter: &Parameter) -> TokenStream {
    let Some(of) = primal_of(&function.parameters, parameter) else { return body::parameter(parameter) };
    let (name, ty, active) = (&parameter.name, Ty::of(&of.syntax), active());
    let Some(mutable) = of.reference() else {
        let tangent = tangent_type(&ty);
        let name = if of.active { quote!(__chainrule::__private::Dot(#name)) } else { quote!(_) };
        return quote!(#name: __chainrule::__private::Dot<#tangent>);
    };
    let (shadow, mutability) = (shadow_type(&ty), mutable.then(|| quote!(mut)));
    if !of.active {
        return quote!(_: &#mutability #shadow, _: #active);
    }
    let marker = marker(function, parameter);
    quote!(#name: &#mutability #shadow, #marker: #active)
}

/// A capture, or the tangent of one, as it is lent.
fn capture(function: &Function, parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    match primal_of(&function.parameters, parameter) {
        None => quote!(#name),
        Some(of) if of.active => {
            let marker = marker(function, parameter);
            quote!(#name, #marker)
        }
        Some(_) => quote!(_, _),
    }
}

fn sweeps(context: &Context, own: usize, captures: usize) -> (Lent, Lent) {
    let function = context.function;
    let mut body = Body::new(context);
    let (arguments, captured) = function.parameters.split_at(own);
    let captured = &captured[..captures];
    let (mut again, mut starts, mut ends) = (Vec::new(), TokenStream::new(), TokenStream::new());
    for parameter in arguments.iter().filter(|parameter| parameter.reference().is_some()) {
        let declared = argument(function, parameter);
        let Shadow { names, start, end } = shadow(&mut body, parameter);
        again.push(quote!(#declared, #names));
        starts.extend(start);
        ends.extend(end);
    }
    let mut lent = Vec::new();
    for parameter in captured {
        let name = capture(function, parameter);
        let shadow = if parameter.active { marked(&mut body, parameter) } else { quote!(_, _) };
        lent.push(quote!(#name, #shadow));
    }
    let seed = super::seed(context, &mut body);
    let live: Vec<VarId> = function.result.into_iter().collect();
    let sweeps = body.sweeps(Outermost::OnTape, false, &live);
    let (tape, items) = (&sweeps.function.tape, &sweeps.function.items);
    let taped = quote!(#tape: &mut __chainrule::__private::Tape);
    let declared: Vec<TokenStream> = arguments.iter().map(|parameter| argument(function, parameter)).collect();
    let (declared, again) = (as_tuple(&declared), as_tuple(&again));
    let rebound = body::rebind_mutable(context);
    let code = emit::stmts(&sweeps.function, &hidden::recorded_as_they_are(&sweeps.forward));
    let value = super::value(&sweeps);
    let forward = Lent {
        inputs: quote!(#taped, #declared),
        body: quote!(#(#items)* #rebound #code #value),
        captures: captured.iter().map(|parameter| capture(function, parameter)).collect(),
        functions: functions(function, |own| &own.forward),
    };
    let code = emit::stmts(&sweeps.function, &sweeps.reverse);
    let (sites, seed_again) = (hidden::sites(&sweeps), body::rebind_seed(context, &sweeps));
    let adjoints = arguments
        .iter()
        .filter(|parameter| parameter.reference().is_none())
        .map(|parameter| crate::companions::cotangent(parameter, || body::adjoint(&sweeps, parameter)));
    let reverse = Lent {
        inputs: quote!(#taped, #again, #seed),
        body: quote!(#(#items)* #starts #seed_again #sites #code #ends (#(#adjoints,)*)),
        captures: lent,
        functions: functions(function, |own| &own.reverse),
    };
    (forward, reverse)
}

/// The shadow of an argument by reference.
struct Shadow {
    names: TokenStream,
    start: TokenStream,
    end: TokenStream,
}

fn shadow(body: &mut Body, parameter: &Parameter) -> Shadow {
    let none = TokenStream::new;
    if !parameter.active {
        return Shadow { names: quote!(_: _, _: _), start: none(), end: none() };
    }
    if parameter.is_inout() {
        let input = hidden::inout_shadow(body, parameter);
        let bar = input.parameter;
        return Shadow { names: quote!(#bar, _: _), start: input.start, end: input.end };
    }
    let (bar, marker) = names(body, parameter);
    Shadow { names: quote!(#bar: _, #marker: _), start: none(), end: none() }
}

fn marked(body: &mut Body, parameter: &Parameter) -> TokenStream {
    let (bar, marker) = names(body, parameter);
    quote!(#bar, #marker)
}

/// The names of a shadow that is lent, and of what says whether it is wanted.
fn names(body: &mut Body, parameter: &Parameter) -> (Ident, Ident) {
    let ty = Ty::Ref(true, Box::new(Ty::of(&parameter.syntax).peel().tangent()));
    let (shadow, bar) = body.give(parameter.var, ty);
    let marker = body.fresh(&format!("{}_is", parameter.name));
    body.function.markers.insert(shadow, marker.clone());
    (bar, marker)
}

/// The tangent function of the program.
fn tangent(context: &Context, own: usize, captures: usize) -> Lent {
    let mut body = crate::companions::tangent::Body::new(context);
    let (mut declared, mut lent) = (Vec::new(), Vec::new());
    for (index, parameter) in context.function.parameters.iter().enumerate().take(own + captures) {
        let dot = if parameter.active { body.dot_of(parameter) } else { held(parameter) };
        let list = if index < own { &mut declared } else { &mut lent };
        let write = if index < own { argument } else { capture };
        list.push(write(context.function, parameter));
        // The tangent is no parameter of the program yet.
        let mut function = body.function.clone();
        function.parameters.push(dot.clone());
        list.push(write(&function, &dot));
    }
    let (declared, rebound) = (as_tuple(&declared), body::rebind_mutable(context));
    let inner = body.write().both();
    Lent {
        inputs: declared,
        body: quote!(#rebound #inner),
        captures: lent,
        functions: functions(context.function, |own| &own.tangent),
    }
}

/// Stands for the tangent of a parameter that is held constant.
fn held(parameter: &Parameter) -> Parameter {
    let name = Ident::new("_held", Span::mixed_site());
    Parameter { name, tangent_of: Some(parameter.var), active: false, ..parameter.clone() }
}
