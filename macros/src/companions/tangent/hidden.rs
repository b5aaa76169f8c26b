//! `f::tangent`, beside `f::forward` and `f::reverse`.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Body, output};
use crate::companions::levels::primal_of;
use crate::companions::{Context, body, hidden, passed, shadow_type, tangent_type};
use crate::emit::Sweep;
use crate::ir::Parameter;
use crate::types::Ty;

/// `fn tangent(x, x_dot, a, a_dot, a_is) -> (Y, Y_dot) { … }`.
pub(crate) fn tangent(context: &Context) -> TokenStream {
    let mut body = Body::new(context);
    let parameters = tangent_parameters(context, &mut body);
    let rebound = body::rebind_mutable(context);
    let inner = body.write().both();
    tangent_function(context, &parameters, &quote!(#rebound #inner))
}

/// `f::tangent2`: the tangent function of a program that forward mode wrote.
pub(crate) fn tangent_of_level(context: &Context, level: u32) -> TokenStream {
    let mut body = Body::new(context);
    let parameters: Vec<TokenStream> =
        context.function.parameters.iter().map(|parameter| raised_parameters(&mut body, parameter, level)).collect();
    let rebound = body::rebind_mutable(context);
    let inner = body.write().both();
    named_function(
        context,
        &quote::format_ident!("tangent{level}", span = proc_macro2::Span::mixed_site()),
        &[crate::companions::levels::as_tuple(&parameters)],
        &quote!(#rebound #inner),
    )
}

/// A parameter of `f::tangent`, and its tangent.
fn raised_parameters(body: &mut Body, parameter: &Parameter, level: u32) -> TokenStream {
    let all = &body.context.function.parameters;
    let Some(of) = primal_of(all, parameter) else { return parameters(body, parameter, level) };
    let Some(mutable) = of.reference() else {
        if !of.active {
            let held = quote!(_: impl __chainrule::__private::HeldDot);
            return quote!(#held, #held);
        }
        let (name, primal, syntax) = (&parameter.name, &of.name, &of.syntax);
        let tangent = &parameter.syntax;
        let (dot, mutability) = (body.own(parameter), parameter.mutable.then(|| quote!(mut)));
        body.begin(quote! {
            let #mutability #name = __chainrule::__private::DotOf::<#syntax>::dot(#name, &#primal);
            let #dot = __chainrule::__private::DotOf::<#tangent>::dot(#dot, &#name);
        });
        return quote! {
            #name: impl __chainrule::__private::DotOf<#syntax>, #dot: impl __chainrule::__private::DotOf<#tangent>
        };
    };
    if !of.active {
        let (marker, mutability) = (hidden::held_marker(of), mutable.then(|| quote!(mut)));
        let held = quote!(_: &#mutability impl ?Sized, _: impl #marker);
        return quote!(#held, #held);
    }
    let (shadow, name) = (shadow_type(&Ty::of(&of.syntax)), &parameter.name);
    let given = body.function.markers.get(&parameter.var).map_or_else(|| quote!(_), |marker| quote!(#marker));
    let activity = quote!(impl __chainrule::__private::Activity);
    let dot = body.borrow(parameter, mutable);
    if mutable {
        return quote!(#name: &mut #shadow, #given: #activity, #dot: &mut #shadow, _: #activity);
    }
    let marker = body.mark(parameter);
    quote!(#name: &#shadow, #given: #activity, #dot: &#shadow, #marker: #activity)
}

/// The function around its body.
pub(crate) fn tangent_function(context: &Context, parameters: &[TokenStream], body: &TokenStream) -> TokenStream {
    named_function(context, &proc_macro2::Ident::new("tangent", proc_macro2::Span::mixed_site()), parameters, body)
}

fn named_function(
    context: &Context,
    name: &proc_macro2::Ident,
    parameters: &[TokenStream],
    body: &TokenStream,
) -> TokenStream {
    let (visibility, generics) = (&context.item.vis, context.generics());
    let bounds = &generics.where_clause;
    let (output, dot) = (output(context), tangent_type(&context.function.result_ty));
    let attributes = context.shared_attributes();
    quote! {
        #[doc(hidden)]
        #attributes
        #[inline]
        #visibility fn #name #generics(#(#parameters),*) -> (#output, #dot) #bounds {
            #body
        }
    }
}

/// The parameters of the tangent function.
pub(crate) fn tangent_parameters(context: &Context, body: &mut Body) -> Vec<TokenStream> {
    context.function.parameters.iter().map(|parameter| parameters(body, parameter, 1)).collect()
}

/// A parameter and its tangent.
fn parameters(body: &mut Body, parameter: &Parameter, level: u32) -> TokenStream {
    if let Some(function) = passed::function(body.context, parameter, (Sweep::Tangent, level)) {
        return function;
    }
    let declared = body::parameter(parameter);
    let ty = Ty::of(&parameter.syntax);
    let Some(mutable) = parameter.reference() else {
        if !parameter.active {
            return quote!(#declared, _: impl __chainrule::__private::HeldDot);
        }
        let (name, syntax) = (&parameter.name, &parameter.syntax);
        let dot = body.own(parameter);
        body.begin(quote!(let #dot = __chainrule::__private::DotOf::<#syntax>::dot(#dot, &#name);));
        return quote!(#declared, #dot: impl __chainrule::__private::DotOf<#syntax>);
    };
    if !parameter.active {
        // An active argument is refused by the reverse sweep of the same call.
        let mutability = mutable.then(|| quote!(mut));
        return quote!(#declared, _: &#mutability impl ?Sized, _: impl __chainrule::__private::Activity);
    }
    let shadow = shadow_type(&ty);
    match (mutable, ty.peel()) {
        (true, Ty::Float(_)) => {
            let outer = body.fresh(&format!("{}_dot", parameter.label));
            body.through_local(parameter, &outer);
            quote!(#declared, #outer: &mut #shadow, _: impl __chainrule::__private::Activity)
        }
        (true, _) => {
            let dot = body.borrow(parameter, true);
            quote!(#declared, #dot: &mut #shadow, _: impl __chainrule::__private::Activity)
        }
        (false, Ty::Float(_)) => {
            let (dot, marker) = (body.own(parameter), body.fresh(&format!("{}_is", parameter.label)));
            let zero = crate::reverse::default_of(ty.peel());
            body.begin(quote!(let #dot = if __chainrule::__private::is_active(#marker) { *#dot } else { #zero };));
            quote!(#declared, #dot: &#shadow, #marker: impl __chainrule::__private::Activity)
        }
        (false, _) => {
            let (dot, marker) = (body.borrow(parameter, false), body.mark(parameter));
            quote!(#declared, #dot: &#shadow, #marker: impl __chainrule::__private::Activity)
        }
    }
}
