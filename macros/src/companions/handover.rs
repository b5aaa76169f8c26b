//! `f::forward_with` and `f::reverse_with`: the sweeps for a caller that still has some of the arguments by value when the
//! reverse sweep runs. For each argument by value, one more parameter says how it gets there.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::body::{self, Body};
use super::hidden::{self, by_value, held_marker};
use super::pullback::shadow_reference;
use super::{Context, seed_name, suffixed, tangent_type};
use crate::ir::{Parameter, Recorded, StmtKind};
use crate::record::is_number;
use crate::reverse::Sweeps;
use crate::types::Ty;

/// Whether the function has them: callers know by the same signs, at the call.
pub(crate) fn exist(context: &Context) -> bool {
    context.function.functions.is_empty() && by_value(context).next().is_some()
}

/// The additional parameters, of which the sweeps of `body` ask what they read.
pub(crate) fn declare(body: &mut Body) -> Vec<TokenStream> {
    let context = body.context;
    if !exist(context) {
        return Vec::new();
    }
    let mut declared = Vec::new();
    for parameter in by_value(context) {
        if !is_handed_over(parameter) {
            declared.push(quote!(_: impl Sized));
            continue;
        }
        let (name, ty) = (body.fresh(&format!("{}_by", parameter.label)), &parameter.syntax);
        declared.push(quote!(#name: impl __chainrule::__private::Handover<#ty>));
        body.function.handovers.insert(parameter.var, name);
    }
    declared
}

/// Whether a caller can hand it over: a number, or an array of numbers, that stays as it is.
fn is_handed_over(parameter: &Parameter) -> bool {
    fn is_plain(ty: &Ty) -> bool {
        match ty {
            Ty::Float(Some(name)) => name == "f64" || name == "f32",
            Ty::Array(element, _) => is_plain(element),
            other => is_number(other),
        }
    }
    !parameter.mutable && is_plain(&Ty::of(&parameter.syntax))
}

/// Whether the reverse sweep reads an argument that may be handed over.
pub(crate) fn are_read(sweeps: &Sweeps) -> bool {
    sweeps.forward.iter().any(|stmt| matches!(&stmt.kind, StmtKind::Record { as_: Recorded::Handover(_), .. }))
}

/// The sweeps `from`, which only call the sweeps `to`.
pub(crate) fn passed_on(context: &Context, tape_type: &TokenStream, with: bool) -> TokenStream {
    if !exist(context) {
        return TokenStream::new();
    }
    let (tape, turbofish) = (&context.function.tape, context.turbofish());
    let count = by_value(context).count();
    let unread = (0..count).map(|_| quote!(_: impl Sized));
    let extra: Vec<TokenStream> = if with { unread.collect() } else { Vec::new() };
    let markers = if with { Vec::new() } else { vec![quote!(__chainrule::__private::ByTape); count] };
    let [from, to] = if with { ["_with", ""] } else { ["", "_with"] };
    let [from_forward, to_forward, from_reverse, to_reverse] =
        [("forward", from), ("forward", to), ("reverse", from), ("reverse", to)]
            .map(|(sweep, suffix)| Ident::new(&format!("{sweep}{suffix}"), Span::mixed_site()));
    let names = context.names();
    let body = quote!(Self::#to_forward #turbofish(#tape, #(#names,)* #(#markers),*));
    let forward = hidden::forward_as(context, &from_forward, (tape, tape_type), &extra, &body);
    let (mut inputs, again) = references(context);
    inputs.extend(extra);
    let body = quote!(Self::#to_reverse #turbofish(#tape, #(#again,)* #(#markers),*));
    let reverse = hidden::reverse_as(context, &from_reverse, tape, &inputs, &body);
    quote!(#forward #reverse)
}

/// The parameters of the reverse sweep, and their names.
fn references(context: &Context) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let (mut inputs, mut again) = (Vec::new(), Vec::new());
    for parameter in context.function.parameters.iter().filter(|parameter| parameter.reference().is_some()) {
        let (declared, name) = (body::parameter(parameter), &parameter.name);
        let [bar, marker] = ["bar", "is"].map(|suffix| suffixed(name, suffix));
        inputs.push(if parameter.active {
            let shadow = shadow_reference(parameter);
            quote!(#declared, #bar: #shadow, #marker: impl __chainrule::__private::Activity)
        } else {
            let held = held_marker(parameter);
            quote!(#declared, #bar: &mut impl ?Sized, #marker: impl #held)
        });
        again.push(quote!(#name, #bar, #marker));
    }
    let (seed, ty) = (seed_name(context), tangent_type(&context.function.result_ty));
    inputs.push(quote!(#seed: #ty));
    again.push(quote!(#seed));
    (inputs, again)
}
