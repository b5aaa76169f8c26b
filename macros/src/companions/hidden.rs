//! The sweeps as functions of their own, for callers: associated functions of a hidden type with the name of the
//! function, so that importing the function imports its derivative.
//!
//! `forward` leaves on the tape what `reverse` reads. Arguments by reference are passed again; for each follows its
//! shadow and whether it is wanted. Cotangents of arguments by value are returned.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::body::{self, Body};
use super::pullback::{Input, shadow_reference};
use super::{Context, cotangent, cotangent_type, passed, tangent_type};
use crate::emit::{self, Sweep};
use crate::ir::{Parameter, Recorded, Stmt, StmtKind, VarId};
use crate::record::Outermost;
use crate::reverse::Sweeps;
use crate::types::Ty;

/// The hidden type and its functions.
pub(crate) fn sweeps(context: &Context) -> TokenStream {
    let (ty, orders) = (hidden_type(context, &[functions(context)]), super::levels::orders(context));
    quote!(#ty #orders)
}

/// The functions of the hidden type.
pub(crate) fn functions(context: &Context) -> TokenStream {
    let first = context.options.of_first_order();
    let first = first_order(&Context { options: &first, ..*context });
    let raised = if context.options.order() > 1 {
        let (sweeps, products) = (super::levels::sweeps(context), super::second::hidden(context));
        quote!(#sweeps #products)
    } else {
        TokenStream::new()
    };
    let over = super::over::hidden(context);
    quote!(#first #raised #over)
}

/// Those that ask for no more than the first order does.
fn first_order(context: &Context) -> TokenStream {
    let mut body = Body::new(context);
    let mut borrowed = Vec::new();
    for parameter in &context.function.parameters {
        if let Some(parameters) = passed::function(context, parameter, (Sweep::Reverse, 0)) {
            let none = TokenStream::new;
            borrowed.push(Borrowed { parameters, start: none(), end: none() });
        } else if parameter.reference().is_some() {
            borrowed.push(borrowed_input(&mut body, parameter));
        }
    }
    let seed = body.context.function.result.filter(|_| !context.function.result_ty.is_passive()).map(|result| {
        let (_, name) = body.give(result, context.function.result_ty.tangent());
        let ty = tangent_type(&context.function.result_ty);
        quote!(#name: #ty)
    });
    let seed = seed.unwrap_or_else(|| {
        let none = tangent_type(&context.function.result_ty);
        quote!(_: #none)
    });
    let live: Vec<VarId> = context.function.result.into_iter().collect();
    let mut handovers = super::handover::declare(&mut body);
    let sweeps = body.sweeps(Outermost::OnTape, false, &live);
    let handed_over = super::handover::are_read(&sweeps);
    if !handed_over {
        handovers.clear();
    }
    let names = if handed_over { ["forward_with", "reverse_with"] } else { ["forward", "reverse"] };
    let [forward_name, reverse_name] = names.map(|name| Ident::new(name, proc_macro2::Span::mixed_site()));
    let forward = forward(context, &sweeps, (&forward_name, &handovers));
    let reverse = reverse(context, &sweeps, (&borrowed, &seed), (&reverse_name, &handovers));
    let passed_on = super::handover::passed_on(context, &quote!(__chainrule::__private::Tape), !handed_over);
    let (sweep, tangent) = (super::sweep::sweep(context), super::tangent::hidden_tangent(context));
    quote!(#forward #reverse #passed_on #sweep #tangent)
}

/// The type with its functions.
pub(crate) fn hidden_type(context: &Context, functions: &[TokenStream]) -> TokenStream {
    let (visibility, name) = (&context.item.vis, &context.item.sig.ident);
    let cfg = context.item.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect::<Vec<_>>();
    // Where a module or a type has the name already, rustc says so at the name of the function.
    let at = name.span().resolved_at(proc_macro2::Span::mixed_site());
    let definition = quote_spanned!(at=> #visibility struct #name {});
    quote! {
        #(#cfg)*
        #[doc(hidden)]
        #[allow(non_camel_case_types, dead_code)]
        #definition
        #(#cfg)*
        #[doc(hidden)]
        impl #name { #(#functions)* }
    }
}

fn forward(context: &Context, sweeps: &Sweeps, (name, handovers): (&Ident, &[TokenStream])) -> TokenStream {
    let function = &sweeps.function;
    let items = &function.items;
    let rebound = body::rebind_mutable(context);
    let statements = emit::stmts(function, &recorded_as_they_are(&sweeps.forward));
    let value = function.result.map(|result| {
        let name = &function.var(result).name;
        quote!(#name)
    });
    let body = quote!(#(#items)* #rebound #statements #value);
    forward_as(context, name, (&function.tape, &quote!(__chainrule::__private::Tape)), handovers, &body)
}

/// `fn forward(tape, x, a) -> Y { body }`.
pub(crate) fn forward_function(context: &Context, tape: &Ident, body: &TokenStream) -> TokenStream {
    let name = Ident::new("forward", proc_macro2::Span::mixed_site());
    forward_as(context, &name, (tape, &quote!(__chainrule::__private::Tape)), &[], body)
}

/// The same by any name, with parameters more.
pub(crate) fn forward_as(
    context: &Context,
    name: &Ident,
    (tape, tape_type): (&Ident, &TokenStream),
    more: &[TokenStream],
    body: &TokenStream,
) -> TokenStream {
    let (visibility, generics, output) = (&context.item.vis, context.generics(), &context.item.sig.output);
    let bounds = &generics.where_clause;
    let parameters = context.function.parameters.iter().map(|parameter| {
        let function = passed::function(context, parameter, (Sweep::Forward, 0));
        function.unwrap_or_else(|| body::parameter(parameter))
    });
    let attributes = context.shared_attributes();
    quote! {
        #[doc(hidden)]
        #attributes
        #[inline]
        #visibility fn #name #generics(#tape: &mut #tape_type, #(#parameters,)* #(#more),*) #output #bounds {
            #body
        }
    }
}

fn reverse(
    context: &Context,
    sweeps: &Sweeps,
    (borrowed, seed): (&[Borrowed], &TokenStream),
    (name, handovers): (&Ident, &[TokenStream]),
) -> TokenStream {
    let function = &sweeps.function;
    let items = &function.items;
    let statements = emit::stmts(function, &sweeps.reverse);
    let sites = sites(sweeps);
    let inputs: Vec<TokenStream> =
        borrowed.iter().map(|input| input.parameters.clone()).chain([seed.clone()]).chain(handovers.to_vec()).collect();
    let starts = borrowed.iter().map(|input| &input.start);
    let ends = borrowed.iter().map(|input| &input.end);
    let adjoints = by_value(context).map(|parameter| cotangent(parameter, || body::adjoint(sweeps, parameter)));
    let rebound =
        if context.function.result_ty.is_passive() { TokenStream::new() } else { body::rebind_seed(context, sweeps) };
    let body = quote! {
        #(#items)*
        #(#starts)*
        #rebound
        #sites
        #statements
        #(#ends)*
        (#(#adjoints,)*)
    };
    reverse_as(context, name, &function.tape, &inputs, &body)
}

/// `fn reverse(tape, inputs) -> (x_bar,) { body }`: the cotangents of the arguments by value.
pub(crate) fn reverse_function(
    context: &Context,
    tape: &Ident,
    inputs: &[TokenStream],
    body: &TokenStream,
) -> TokenStream {
    reverse_as(context, &Ident::new("reverse", proc_macro2::Span::mixed_site()), tape, inputs, body)
}

/// The same by any name.
pub(crate) fn reverse_as(
    context: &Context,
    name: &Ident,
    tape: &Ident,
    inputs: &[TokenStream],
    body: &TokenStream,
) -> TokenStream {
    let (visibility, generics) = (&context.item.vis, context.generics_without_functions());
    let bounds = &generics.where_clause;
    let types = by_value(context).map(cotangent_type);
    let attributes = context.shared_attributes();
    quote! {
        #[doc(hidden)]
        #attributes
        #[inline]
        #visibility fn #name #generics(
            #tape: &mut __chainrule::__private::Tape,
            #(#inputs),*
        ) -> (#(#types,)*) #bounds {
            #body
        }
    }
}

/// The parameters that are no references.
pub(crate) fn by_value<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Parameter> + use<'a> {
    let functions = &context.function.functions;
    let parameters = context.function.parameters.iter();
    parameters.filter(|parameter| parameter.reference().is_none() && !functions.contains_key(&parameter.var))
}

/// What goes onto the tape has its type: only taking it off again needs handles.
pub(super) fn recorded_as_they_are(forward: &[Stmt]) -> Vec<Stmt> {
    let mut forward = forward.to_vec();
    for stmt in &mut forward {
        if let StmtKind::Record { as_, .. } = &mut stmt.kind {
            match as_ {
                Recorded::Whole(_) | Recorded::WholeAt(_) | Recorded::Handover(_) => {}
                Recorded::Either(_) => *as_ = Recorded::Either(None),
                Recorded::Typed(_) | Recorded::Inferred(_) => *as_ = Recorded::Typed(TokenStream::new()),
            }
        }
        for block in stmt.kind.blocks_mut() {
            block.stmts = recorded_as_they_are(&block.stmts);
        }
    }
    forward
}

/// Handles for values whose type only rustc knows, typed by the expression that makes the value.
pub(super) fn sites(sweeps: &Sweeps) -> TokenStream {
    let function = &sweeps.function;
    let witnesses = emit::Witnesses::of(function);
    let handles = sweeps.sites.iter().map(|site| {
        let (name, whole) = (&site.name, &function.var(site.place.root).name);
        let ((before, witness), part) = (witnesses.witness(site.place.root), emit::place(function, &site.place));
        let handle = if whole == "self" {
            quote!(let #name = __chainrule::__private::Tape::site_of(|| __chainrule::__private::like(&#part));)
        } else if site.place.is_whole() {
            quote!(let #name = __chainrule::__private::Tape::site_of(|| #witness);)
        } else {
            quote!(let #name = __chainrule::__private::Tape::site_of(|| { let #whole = #witness; __chainrule::__private::like(&#part) });)
        };
        quote!(#before #handle)
    });
    quote!(#(#handles)*)
}

/// A parameter by reference, its shadow, and whether that is wanted.
pub(super) struct Borrowed {
    pub parameters: TokenStream,
    pub start: TokenStream,
    pub end: TokenStream,
}

/// What the marker of a parameter must be that has no shadow: that of a constant argument, unless there is nothing to
/// hold constant.
pub(super) fn held_marker(parameter: &Parameter) -> TokenStream {
    if Ty::of(&parameter.syntax).is_passive() {
        quote!(__chainrule::__private::Activity)
    } else {
        quote!(__chainrule::__private::HeldShadow)
    }
}

pub(super) fn borrowed_input(body: &mut Body, parameter: &Parameter) -> Borrowed {
    let declared = body::parameter(parameter);
    let none = TokenStream::new;
    if !parameter.active {
        let bar = body.fresh(&format!("_{}_bar", parameter.name));
        let marker = held_marker(parameter);
        let parameters = quote!(#declared, #bar: &mut impl ?Sized, _: impl #marker);
        return Borrowed { parameters, start: none(), end: none() };
    }
    if parameter.is_inout() {
        let Input { parameter: bar, start, end, .. } = inout_shadow(body, parameter);
        let parameters = quote!(#declared, #bar, _: impl __chainrule::__private::Activity);
        return Borrowed { parameters, start, end };
    }
    let ty = Ty::Ref(true, Box::new(Ty::of(&parameter.syntax).peel().tangent()));
    let (shadow, bar) = body.give(parameter.var, ty);
    let marker = body.fresh(&format!("{}_is", parameter.name));
    body.function.markers.insert(shadow, marker.clone());
    let reference = shadow_reference(parameter);
    let parameters = quote!(#declared, #bar: #reference, #marker: impl __chainrule::__private::Activity);
    Borrowed { parameters, start: none(), end: none() }
}

/// The shadow of a `&mut` parameter: of the final contents on entry, of the contents on entry at the end.
pub(crate) fn inout_shadow(body: &mut Body, parameter: &Parameter) -> Input {
    let tangent = Ty::of(&parameter.syntax).peel().tangent();
    let ty = shadow_reference(parameter);
    if tangent.is_float() {
        let outer = body.fresh(&format!("{}_bar", parameter.label));
        let (shadow, inner) = body.give(parameter.var, tangent);
        body.function.vars[shadow.0 as usize].mutable = true;
        return Input {
            parameter: quote!(#outer: #ty),
            start: quote!(let mut #inner = *#outer;),
            end: quote!(*#outer = #inner;),
            ty,
        };
    }
    let (_, name) = body.give(parameter.var, Ty::Ref(true, Box::new(tangent)));
    let text = parameter.name.to_string();
    let _ = text;
    Input { parameter: quote!(#name: #ty), ty, start: TokenStream::new(), end: TokenStream::new() }
}
