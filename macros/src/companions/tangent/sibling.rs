//! `__tangent_m`, beside a method or a function of a type: each argument is followed by its tangent, `None` where the
//! caller holds the argument constant. The first argument is borrowed, as in the other siblings.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Body, output};
use crate::companions::siblings::{by_reference, first_binding};
use crate::companions::{Context, body, cotangent_type, passed, shadow_type, tangent_type};
use crate::emit::{self, Sweep};
use crate::home::Kind;
use crate::ir::Parameter;
use crate::types::Ty;

/// The sibling.
pub(crate) fn sibling(context: &Context) -> TokenStream {
    let (body, inputs) = inputs(context);
    let Some((first, rest)) = context.function.parameters.split_first() else { return TokenStream::new() };
    let start = first_binding(context, first, first.mutable);
    let rebound = rest.iter().filter(|parameter| parameter.mutable).map(|parameter| &parameter.name);
    let (signature, attributes) = (signature(context, &inputs), context.shared_attributes());
    let before = inputs.iter().map(|input| &input.before);
    let inner = body.write().both();
    quote! {
        #[doc(hidden)]
        #attributes
        #[inline]
        #signature {
            #(#before)*
            #start
            #(let mut #rebound = #rebound;)*
            #inner
        }
    }
}

/// The sibling without a body, in a trait.
pub(crate) fn declaration(context: &Context) -> TokenStream {
    let signature = signature(context, &inputs(context).1);
    quote!(#[doc(hidden)] #signature;)
}

/// The tangent of a parameter.
struct Input {
    /// The parameter, where it is not the first, and its tangent.
    parameters: TokenStream,
    /// What makes it ready.
    before: TokenStream,
}

fn inputs<'c, 'a>(context: &'c Context<'a>) -> (Body<'c, 'a>, Vec<Input>) {
    let mut body = Body::new(context);
    let parameters = context.function.parameters.iter().enumerate();
    let inputs = parameters.map(|(index, parameter)| input(&mut body, index, parameter)).collect();
    (body, inputs)
}

/// `fn __tangent_m(&self, self_dot, x, x_dot) -> (Y, Y_dot)`.
fn signature(context: &Context, inputs: &[Input]) -> TokenStream {
    let Some(first) = context.function.parameters.first() else { return TokenStream::new() };
    let (visibility, generics) = (&context.item.vis, context.generics());
    let bounds = &generics.where_clause;
    let (output, dot) = (output(context), tangent_type(&context.function.result_ty));
    let first = by_reference(context, first, (Sweep::Tangent, 1));
    let name = emit::sibling(&context.item.sig.ident, "tangent");
    let inputs = inputs.iter().map(|input| &input.parameters).filter(|parameters| !parameters.is_empty());
    quote!(#visibility fn #name #generics(#first, #(#inputs),*) -> (#output, #dot) #bounds)
}

fn input(body: &mut Body, index: usize, parameter: &Parameter) -> Input {
    if let Some(function) = passed::function(body.context, parameter, (Sweep::Tangent, 1)) {
        // The first one stands before the others.
        let parameters = if index == 0 { TokenStream::new() } else { function };
        return Input { parameters, before: TokenStream::new() };
    }
    let declared = (index > 0).then(|| {
        let declared = body::parameter(parameter);
        quote!(#declared,)
    });
    let none = TokenStream::new;
    if parameter.is_receiver() && body.context.home.erases_receivers() {
        return receiver(body, parameter);
    }
    let option = |ty: TokenStream| quote!(::core::option::Option<#ty>);
    let by_value = index > 0 && parameter.reference().is_none();
    let mutability = (parameter.reference() == Some(true)).then(|| quote!(mut));
    if !parameter.active {
        let held = held(parameter, by_value);
        let ty = if by_value { option(held) } else { option(quote!(&#mutability #held)) };
        return Input { parameters: quote!(#declared _: #ty), before: none() };
    }
    let outer = body.fresh(&format!("{}_dot", parameter.label));
    let shadow = shadow_type(&Ty::of(&parameter.syntax));
    if by_value {
        let ty = option(tangent_type(&Ty::of(&parameter.syntax)));
        let (name, dot) = (&parameter.name, body.own(parameter));
        let before = quote!(let #dot = __chainrule::__private::dot_or_zero(&#name, #outer););
        return Input { parameters: quote!(#declared #outer: #ty), before };
    }
    let before = borrowed(body, parameter, &quote!(#outer));
    Input { parameters: quote!(#declared #outer: ::core::option::Option<&#mutability #shadow>), before }
}

/// The tangent of a parameter that is held constant: an active argument is refused by the reverse sweep of the same call.
pub(crate) fn held(parameter: &Parameter, by_value: bool) -> TokenStream {
    let ty = Ty::of(&parameter.syntax);
    match (ty.is_passive() || !ty.has_tangent(), by_value) {
        (true, _) => cotangent_type(parameter),
        (false, true) => tangent_type(&ty),
        (false, false) => shadow_type(&ty),
    }
}

/// Makes the tangent `outer` of what is borrowed ready; that of a first argument by value is owned.
fn borrowed(body: &mut Body, parameter: &Parameter, outer: &TokenStream) -> TokenStream {
    let name = &parameter.name;
    let value = if parameter.is_receiver() { quote!(self) } else { quote!(#name) };
    let is_float = Ty::of(&parameter.syntax).peel().is_float();
    match parameter.reference() {
        None => {
            let dot = body.own(parameter);
            quote!(let #dot = __chainrule::__private::dot_or_zero(#value, #outer.cloned());)
        }
        Some(true) => {
            let own = body.fresh("own");
            let dot =
                if is_float { body.fresh(&format!("{}_inout", parameter.label)) } else { body.borrow(parameter, true) };
            if is_float {
                body.through_local(parameter, &dot);
            }
            quote! {
                let #own = &mut ::core::option::Option::None;
                let #dot = __chainrule::__private::inout_shadow(&*#value, #outer, #own);
            }
        }
        Some(false) if is_float => {
            let dot = body.own(parameter);
            quote!(let #dot = __chainrule::__private::dot_or_zero(#value, #outer.copied());)
        }
        Some(false) => {
            let own = body.fresh("own");
            let (dot, marker) = (body.borrow(parameter, false), body.mark(parameter));
            quote! {
                let #own = &mut ::core::option::Option::None;
                let (#dot, #marker) = __chainrule::__private::borrowed_dot(#value, #outer, #own);
            }
        }
    }
}

/// `self` of a method of a trait: callers through `dyn` do not know its type, so its tangent has none either.
fn receiver(body: &mut Body, parameter: &Parameter) -> Input {
    let outer: Ident = body.fresh("self_dot");
    let mutable = parameter.is_inout();
    let mutability = mutable.then(|| quote!(mut));
    let parameters =
        quote!(#outer: ::core::option::Option<&#mutability (dyn __chainrule::__private::ErasedShadow + 'static)>);
    if !parameter.active {
        let method = body.context.item.sig.ident.to_string();
        let held = if mutable { quote!(held) } else { quote!(held_dot) };
        return Input { parameters, before: quote!(__chainrule::__private::#held(#method, #outer);) };
    }
    if body.context.home.kind == Kind::Trait {
        // The body of the trait knows the receiver by its methods only: the tangent is passed on to them.
        let own = body.fresh("own");
        let (dot, marker) = (body.borrow(parameter, mutable), body.mark(parameter));
        let pass_on = if mutable { quote!(pass_on) } else { quote!(pass_on_dot) };
        let before = quote! {
            let #own = &mut ();
            let (#dot, #marker) = __chainrule::__private::#pass_on(#outer, #own);
        };
        return Input { parameters, before };
    }
    let known = if let (true, _) = (mutable, parameter.reference()) {
        quote!(__chainrule::__private::erased(&*self, #outer))
    } else {
        quote!(__chainrule::__private::erased_dot(self, #outer))
    };
    let before = borrowed(body, parameter, &known);
    Input { parameters, before }
}
