//! `impl Differentiable for S`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::tangent::matched;
use super::{Field, Input};

pub(super) fn differentiable(input: &Input) -> TokenStream {
    let generics = input.bounded();
    let (header, arguments, clause) = generics.split_for_impl();
    let of_tangent = input.of_tangent();
    let (_, tangent_arguments, _) = of_tangent.split_for_impl();
    let (name, tangent) = (&input.name, &input.tangent);
    let (zero, dummy) = (made(input, &quote!(zero_tangent)), made(input, &quote!(dummy_shadow)));
    let (check, moved) = (check(input), moved(input));
    let fixed = fixed_shape(input);
    let visibility = &input.visibility;
    quote! {
        #[automatically_derived]
        #[allow(clippy::all, clippy::pedantic, unused)]
        impl #header __chainrule::Differentiable for #name #arguments #clause {
            type Tangent = #tangent #tangent_arguments;
            type Shadow = #tangent #tangent_arguments;
            const FIXED_SHAPE: bool = #fixed;
            #[inline]
            fn zero_tangent(&self) -> Self::Tangent { #zero }
            #[inline]
            fn dummy_shadow(&self) -> Self::Tangent { #dummy }
            #[inline]
            #[track_caller]
            fn check_shadow(&self, place: __chainrule::Place<'_>, shadow: &Self::Shadow) { #check }
            #[inline]
            #[track_caller]
            fn move_along(&mut self, tangent: &Self::Shadow, step: f64) { #moved }
        }
        #[allow(clippy::all, clippy::pedantic, unused)]
        impl #header #name #arguments #clause {
            /// Adds `step` times `tangent` to the fields that carry derivatives.
            #[inline]
            #[track_caller]
            #visibility fn move_along(&mut self, tangent: &#tangent #tangent_arguments, step: f64) {
                __chainrule::Differentiable::move_along(self, tangent, step);
            }
        }
    }
}

/// Whether `field` takes part.
fn is_active(field: &Field) -> bool {
    !field.constant
}

/// The tangent made of `method` of every field.
fn made(input: &Input, method: &TokenStream) -> TokenStream {
    let tangent = &input.tangent;
    let arms = input.variants.iter().map(|variant| {
        let pattern = variant.pattern("a");
        let fields = variant.fields.iter().enumerate().map(|(index, field)| {
            let (member, ty, part) = (&field.member, &field.ty, format_ident!("a{index}"));
            if is_active(field) {
                quote!(#member: <#ty as __chainrule::Differentiable>::#method(#part))
            } else {
                quote!(#member: ())
            }
        });
        let name = variant.name.as_ref().map(|name| quote!(::#name));
        quote!(#pattern => #tangent #name { #(#fields),* })
    });
    matched(&quote!(self), arms)
}

fn check(input: &Input) -> TokenStream {
    let (tangent, several) = (&input.tangent, input.variants.len() > 1);
    let arms = input.variants.iter().map(|variant| {
        let pattern = variant.pattern("a");
        let shadow = of_tangent(tangent, variant, "b");
        let checks = variant.fields.iter().enumerate().filter(|(_, field)| is_active(field)).map(|(index, field)| {
            let (ty, label) = (&field.ty, field.label());
            let (a, b) = (format_ident!("a{index}"), format_ident!("b{index}"));
            quote!(<#ty as __chainrule::Differentiable>::check_shadow(
                #a, place.field(#label), ::core::borrow::Borrow::borrow(#b),
            );)
        });
        quote!((#pattern, #shadow) => { #(#checks)* })
    });
    let rest = several.then(|| quote!(_ => place.refuse_variant()));
    matched(&quote!((self, shadow)), arms.chain(rest))
}

fn moved(input: &Input) -> TokenStream {
    let (tangent, several) = (&input.tangent, input.variants.len() > 1);
    let arms = input.variants.iter().map(|variant| {
        let pattern = variant.pattern("a");
        let along = of_tangent(tangent, variant, "b");
        let moves = variant.fields.iter().enumerate().filter(|(_, field)| is_active(field)).map(|(index, field)| {
            let ty = &field.ty;
            let (a, b) = (format_ident!("a{index}"), format_ident!("b{index}"));
            quote!(<#ty as __chainrule::Differentiable>::move_along(#a, ::core::borrow::Borrow::borrow(#b), step);)
        });
        quote!((#pattern, #along) => { #(#moves)* })
    });
    let rest = several.then(|| quote!(_ => ::core::panic!("a value is moved along a tangent of another variant")));
    matched(&quote!((self, tangent)), arms.chain(rest))
}

/// The pattern of the same variant of the tangent.
fn of_tangent(tangent: &proc_macro2::Ident, variant: &super::Variant, prefix: &str) -> TokenStream {
    let name = variant.name.as_ref().map(|name| quote!(::#name));
    let parts = variant.fields.iter().enumerate().map(|(index, field)| {
        let (member, part) = (&field.member, format_ident!("{prefix}{index}"));
        quote!(#member: #part)
    });
    quote!(#tangent #name { #(#parts),* })
}

/// A struct has one shape where its fields have.
fn fixed_shape(input: &Input) -> TokenStream {
    if input.is_enum {
        return quote!(false);
    }
    let fields = input.variants[0].fields.iter().filter(|field| is_active(field)).map(|field| {
        let ty = &field.ty;
        quote!(&& <#ty as __chainrule::Differentiable>::FIXED_SHAPE)
    });
    quote!(true #(#fields)*)
}
