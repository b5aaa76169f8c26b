//! Derivatives of tangent functions, for callers that are differentiated again. Forward mode writes a program, to which it
//! is applied in its turn, up to the order of the function; beside each stand its sweeps and its tangent function.
//!
//! ```text
//! f::tangent(x, Dot(x_dot), &a, &a_dot, Active)          what is differentiated: level 1
//! f::forward1(tape, (x, Dot(x_dot), &a, &a_dot, Active))
//! f::reverse1(tape, (&a, &mut a_bar, Active, &a_dot, Active, &mut a_dot_bar, Active), (value_bar, dot_bar))
//! f::sweep1(tape, (x, …), (&a, …), (value_bar, dot_bar)) both sweeps at once: see `companions/sweep`
//! f::tangent2((x, Dot(x_dot), …, each followed by its tangent))
//! ```
//!
//! The arguments are one tuple: so the stand-ins for levels that a function does not have take any. In the reverse sweep an
//! argument by reference is passed again; for its tangent, whether there is one too; each is followed by its shadow and
//! whether that is wanted.

mod closure;
mod forward;
mod sibling;
pub(super) mod sweep;

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::parse::Parser;

use super::body::{self, Body};
use super::hidden::{self, Borrowed};
use super::tangent::{self, output};
use super::{Context, passed, shadow_type};
use crate::diagnostic::{Errors, Message};
use crate::emit::{self, Sweep};
use crate::ir::{Argument, Expr, Parameter, Role, StmtKind, VarId};
use crate::record::Outermost;
use crate::reverse::Sweeps;
use crate::types::Ty;

pub(crate) use closure::{ClosureLevel, closures};
pub(crate) use sibling::{declarations, siblings, stand_ins};

/// Visits the program of each level.
pub(crate) fn each(context: &Context, visit: &mut dyn FnMut(&Context, u32)) {
    if context.options.order() > 1 {
        above(context, &mut |first| each_from(first, visit));
    }
}

/// The same, where `context` is that of level 1.
pub(crate) fn each_from(context: &Context, visit: &mut dyn FnMut(&Context, u32)) {
    climb(context, 1, visit);
}

fn climb(context: &Context, level: u32, visit: &mut dyn FnMut(&Context, u32)) {
    visit(context, level);
    if level + 1 < context.options.order() {
        above(context, &mut |context| climb(context, level + 1, visit));
    }
}

/// Visits the program of the next level.
fn above(below: &Context, visit: &mut dyn FnMut(&Context)) {
    let mut item = below.item.clone();
    let (value, dot) = (output(below), dot_type(&below.function.result_ty));
    let (function, activity) = tangent::Body::new(below).interleave();
    item.sig.output = syn::parse_quote!(-> (#value, #dot));
    visit(&Context { item: &item, function: &function, activity: &activity, ..*below });
}

/// Refuses what has no derivative above the first.
pub(crate) fn check(context: &Context) -> syn::Result<()> {
    let mut errors = Errors::default();
    if context.options.order() < 2 {
        return Ok(());
    }
    context.function.body.for_each_stmt(&mut |stmt| {
        let (StmtKind::Let { value, .. } | StmtKind::Assign { value, .. }) = &stmt.kind else { return };
        let Expr::Cast(inner, target) = value else { return };
        let is_active = matches!(&**inner, Expr::Place(place) if context.activity.is_active(place.root));
        if is_active && crate::lower::object::is_object_cast(target) {
            let message = Message::new("an object is made of a differentiated value in a function of second order")
                .note(format!(
                    "the tangent of a `{}` has no type of its own, and is not differentiated again",
                    tidy(target)
                ))
                .help("let an enum hold the kinds of values, or leave out `order`, `hessian` and `hvp`");
            errors.push(message.at(stmt.span));
        }
    });
    refuse_made_objects(context, &mut errors);
    errors.finish()
}

/// Refuses objects that the function makes and a differentiated call borrows: no tape can hold what is behind `dyn`.
fn refuse_made_objects(context: &Context, errors: &mut Errors) {
    let (function, mut seen) = (context.function, BTreeSet::new());
    function.body.for_each_stmt(&mut |stmt| {
        let (StmtKind::Let { value, .. } | StmtKind::Assign { value, .. } | StmtKind::Eval(value)) = &stmt.kind else {
            return;
        };
        let Some(call) = value.call() else { return };
        for (_, place) in call.arguments.iter().filter_map(Argument::borrowed) {
            let var = function.var(place.root);
            let is_made = var.role == Role::Local && crate::lower::object::holds_objects(&var.ty);
            if is_made && !context.activity.is_active(place.root) && seen.insert(place.root) {
                let name = &var.name;
                let message = Message::new(format!("`{name}` is made of objects in a function of second order"))
                    .note("its sweeps stand apart there, and what is behind `dyn` cannot be copied from one to the other")
                    .help(format!(
                        "make it outside, and take it as a parameter: `#[constant] {name}: &[Box<dyn Trait>]`; or let an enum hold the kinds of values"
                    ));
                errors.push(message.at(stmt.span));
            }
        }
    });
}

/// A type as a user writes it.
fn tidy(ty: &TokenStream) -> String {
    let text = ty.to_string().replace(" < ", "<").replace(" >", ">").replace(" :: ", "::");
    text.trim_start_matches("__chainrule::__private::").to_owned()
}

/// The sweeps of all levels, and their tangent functions.
pub(crate) fn sweeps(context: &Context) -> TokenStream {
    let mut out = TokenStream::new();
    each(context, &mut |context, level| {
        out.extend([write(context, level), tangent::tangent_of_level(context, level + 1)]);
    });
    out
}

/// What says to callers which levels there are.
pub(crate) fn orders(context: &Context) -> TokenStream {
    let name = &context.item.sig.ident;
    // Nobody calls it but the pullback beside it, which has its order: in rustc's lists it would only be in the way.
    if super::nested::is_weighted(name) {
        return TokenStream::new();
    }
    let cfg: Vec<_> = context.item.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect();
    let orders = (2..=context.options.order()).map(proc_macro2::Literal::u32_unsuffixed);
    let cfg = quote!(#(#cfg)*);
    quote!(#(#cfg #[doc(hidden)] impl __chainrule::__private::OfOrder<#orders> for #name {})*)
}

/// The parameter of which `parameter` is the tangent.
pub(crate) fn primal_of<'p>(parameters: &'p [Parameter], parameter: &Parameter) -> Option<&'p Parameter> {
    let of = parameter.tangent_of?;
    parameters.iter().find(|parameter| parameter.var == of)
}

/// Parameters as one that is a tuple.
pub(crate) fn as_tuple(parameters: &[TokenStream]) -> TokenStream {
    let (patterns, types) = tuple(parameters);
    quote!(#patterns: #types)
}

/// A tuple of parameters: its pattern, and its type.
pub(super) fn tuple(parameters: &[TokenStream]) -> (TokenStream, TokenStream) {
    let list = syn::punctuated::Punctuated::<syn::FnArg, syn::Token![,]>::parse_terminated;
    let tokens = quote!(#(#parameters),*);
    let Ok(list) = list.parse2(tokens.clone()) else { unreachable!("bug in chainrule: parameters `{tokens}`") };
    let (mut patterns, mut types) = (Vec::new(), Vec::new());
    for parameter in list {
        if let syn::FnArg::Typed(syn::PatType { pat, ty, .. }) = parameter {
            patterns.push(pat);
            types.push(ty);
        }
    }
    (quote!((#(#patterns,)*)), quote!((#(#types,)*)))
}

/// The parameters as one sweep takes them.
#[derive(Default)]
struct Inputs {
    forward: Vec<TokenStream>,
    start: TokenStream,
    borrowed: Vec<Borrowed>,
}

/// The sweeps of a level.
pub(crate) fn write(context: &Context, level: u32) -> TokenStream {
    let (body, inputs, seed) = inputs(context, level);
    let live: Vec<VarId> = context.function.result.into_iter().collect();
    let sweeps = body.sweeps(Outermost::OnTape, false, &live);
    let forward = forward(context, &sweeps, &inputs, &format_ident!("forward{level}"));
    let reverse = reverse(context, &sweeps, &inputs, (&format_ident!("reverse{level}"), &seed));
    let sweep = super::sweep::exists(context).then(|| self::sweep::write(context, level));
    quote!(#forward #reverse #sweep)
}

/// A level under construction, what its sweeps take, and the adjoint of its result.
fn inputs<'c, 'a>(context: &'c Context<'a>, level: u32) -> (Body<'c, 'a>, Inputs, TokenStream) {
    let mut body = Body::new(context);
    let mut inputs = Inputs::default();
    let parameters = &context.function.parameters;
    for parameter in parameters {
        if let Some(of) = primal_of(parameters, parameter) {
            dot(&mut body, parameter, of, &mut inputs);
            continue;
        }
        if let Some(parameters) = passed::function(context, parameter, (Sweep::Reverse, level)) {
            inputs.forward.extend(passed::function(context, parameter, (Sweep::Forward, level)));
            let none = TokenStream::new;
            inputs.borrowed.push(Borrowed { parameters, start: none(), end: none() });
            continue;
        }
        inputs.forward.push(body::parameter(parameter));
        if parameter.reference().is_some() {
            inputs.borrowed.push(hidden::borrowed_input(&mut body, parameter));
        }
    }
    let seed = seed(context, &mut body);
    (body, inputs, seed)
}

/// The type of a tangent, which a closure may leave to rustc.
fn dot_type(ty: &Ty) -> TokenStream {
    ty.tangent().tokens().unwrap_or_else(|| quote!(_))
}

/// The adjoint of the result.
pub(super) fn seed(context: &Context, body: &mut Body) -> TokenStream {
    let result_ty = &context.function.result_ty;
    let ty = dot_type(result_ty);
    let Some(result) = context.function.result.filter(|_| !result_ty.is_passive()) else { return quote!(_: #ty) };
    let (_, name) = body.give(result, result_ty.tangent());
    quote!(#name: #ty)
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
    let given = body.function.markers.get(&parameter.var).map_or_else(|| quote!(_), |marker| quote!(#marker));
    let activity = quote!(impl __chainrule::__private::Activity);
    inputs.forward.push(quote!(#name: &#mutability #shadow, #given: #activity));
    let mut borrowed = hidden::borrowed_input(body, parameter);
    borrowed.parameters = with_marker(&borrowed.parameters, &quote!(#given: #activity));
    inputs.borrowed.push(borrowed);
}

/// `parameters`, with `marker` behind the first of them.
fn with_marker(parameters: &TokenStream, marker: &TokenStream) -> TokenStream {
    let list = syn::punctuated::Punctuated::<syn::FnArg, syn::Token![,]>::parse_terminated;
    let list = list.parse2(parameters.clone()).map(|list| list.into_iter().collect::<Vec<_>>()).unwrap_or_default();
    let Some((first, rest)) = list.split_first() else { return marker.clone() };
    quote!(#first, #marker #(, #rest)*)
}

fn forward(context: &Context, sweeps: &Sweeps, inputs: &Inputs, name: &Ident) -> TokenStream {
    let function = &sweeps.function;
    let (items, tape) = (&function.items, &function.tape);
    let rebound = body::rebind_mutable(context);
    let statements = emit::stmts(function, &hidden::recorded_as_they_are(&sweeps.forward));
    let value = value(sweeps);
    let (visibility, generics, output) = (&context.item.vis, context.generics(), &context.item.sig.output);
    let bounds = &generics.where_clause;
    let attributes = context.shared_attributes();
    let (parameters, start) = (as_tuple(&inputs.forward), &inputs.start);
    quote! {
        #[doc(hidden)]
        #attributes
        #[inline]
        #visibility fn #name #generics(#tape: &mut __chainrule::__private::Tape, #parameters) #output #bounds {
            #(#items)*
            #start
            #rebound
            #statements
            #value
        }
    }
}

/// The result of a program that forward mode wrote: there always is one.
fn value(sweeps: &Sweeps) -> Option<&Ident> {
    sweeps.function.result.map(|result| &sweeps.function.var(result).name)
}

fn reverse(context: &Context, sweeps: &Sweeps, inputs: &Inputs, (name, seed): (&Ident, &TokenStream)) -> TokenStream {
    let function = &sweeps.function;
    let (items, tape) = (&function.items, &function.tape);
    let statements = emit::stmts(function, &sweeps.reverse);
    let sites = hidden::sites(sweeps);
    let parameters: Vec<TokenStream> = inputs.borrowed.iter().map(|input| input.parameters.clone()).collect();
    let parameters = as_tuple(&parameters);
    let (starts, ends) =
        (inputs.borrowed.iter().map(|input| &input.start), inputs.borrowed.iter().map(|input| &input.end));
    let adjoints =
        hidden::by_value(context).map(|parameter| super::cotangent(parameter, || body::adjoint(sweeps, parameter)));
    let types = hidden::by_value(context).map(super::cotangent_type);
    let rebound =
        if context.function.result_ty.is_passive() { TokenStream::new() } else { body::rebind_seed(context, sweeps) };
    let (visibility, generics) = (&context.item.vis, context.generics_without_functions());
    let bounds = &generics.where_clause;
    let attributes = context.shared_attributes();
    quote! {
        #[doc(hidden)]
        #attributes
        #[inline]
        #visibility fn #name #generics(
            #tape: &mut __chainrule::__private::Tape,
            #parameters,
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
