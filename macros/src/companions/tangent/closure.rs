//! The tangent function of a closure that is passed to another function: what it captures is lent to it, with tangents.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Body;
use crate::companions::{Context, body, shadow_type, tangent_type};
use crate::ir::Parameter;
use crate::types::Ty;

/// What it takes and does, and for each capture its tangent with the name that says whether there is one.
#[allow(clippy::type_complexity)]
pub(crate) fn closure(
    context: &Context,
    own: usize,
    captures: usize,
) -> ((TokenStream, TokenStream), Vec<Option<(Ident, Ident)>>) {
    let mut body = Body::new(context);
    let (inputs, captured) = context.function.parameters.split_at(own);
    let inputs: Vec<TokenStream> = inputs.iter().map(|parameter| input(&mut body, parameter)).collect();
    let captured = captured.iter().take(captures);
    let names = captured.map(|parameter| capture(&mut body, parameter)).collect();
    let rebound = body::rebind_mutable(context);
    let inner = body.write().both();
    ((quote!(#(#inputs),*), quote!(#rebound #inner)), names)
}

/// A parameter and its tangent, as another function passes them.
fn input(body: &mut Body, parameter: &Parameter) -> TokenStream {
    let (declared, ty) = (body::parameter(parameter), Ty::of(&parameter.syntax));
    let Some(mutable) = parameter.reference() else {
        let tangent = tangent_type(&ty);
        if !parameter.active {
            return quote!(#declared, _: __chainrule::__private::Dot<#tangent>);
        }
        let dot = body.own(parameter);
        return quote!(#declared, __chainrule::__private::Dot(#dot): __chainrule::__private::Dot<#tangent>);
    };
    let (shadow, mutability) = (shadow_type(&ty), mutable.then(|| quote!(mut)));
    let active = quote!(_: __chainrule::__private::Active);
    if !parameter.active {
        return quote!(#declared, _: &#mutability #shadow, #active);
    }
    let dot = match (mutable, ty.peel()) {
        (true, Ty::Float(_)) => {
            let outer = body.fresh(&format!("{}_dot", parameter.label));
            body.through_local(parameter, &outer);
            outer
        }
        (false, Ty::Float(_)) => {
            let dot = body.own(parameter);
            body.begin(quote!(let #dot = *#dot;));
            dot
        }
        _ => body.borrow(parameter, mutable),
    };
    quote!(#declared, #dot: &#mutability #shadow, #active)
}

fn capture(body: &mut Body, parameter: &Parameter) -> Option<(Ident, Ident)> {
    if !parameter.active {
        return None;
    }
    if let Ty::Float(_) = Ty::of(&parameter.syntax).peel() {
        let (dot, marker) = (body.own(parameter), body.fresh(&format!("{}_is", parameter.label)));
        let zero = crate::reverse::default_of(Ty::of(&parameter.syntax).peel());
        body.begin(quote!(let #dot = if __chainrule::__private::is_active(#marker) { *#dot } else { #zero };));
        return Some((dot, marker));
    }
    Some((body.borrow(parameter, false), body.mark(parameter)))
}
