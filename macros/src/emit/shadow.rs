//! Shadows as arguments of calls.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::borrow;
use super::place::{may_be_constant, primal};
use crate::ir::{Function, Place, ShadowArgument};

/// A whole shadow, for a closure that is called more than once, and whether it is wanted.
pub(super) fn again(function: &Function, whole: &Place) -> TokenStream {
    let name = &function.var(whole.root).name;
    let is_reference = matches!(function.var(whole.root).ty, crate::types::Ty::Ref(..));
    let lent = if is_reference { quote!(&mut *#name) } else { quote!(&mut #name) };
    let active = quote!(__chainrule::__private::Active);
    let marker = function.markers.get(&whole.root).map_or(active, |marker| quote!(#marker));
    quote!(#lent, #marker)
}

/// A shadow that nobody wants, for a function that adds to it all the same.
pub(super) fn unwanted(function: &Function, shadow: &ShadowArgument, of: &Place) -> TokenStream {
    let own = if let ShadowArgument::Unwanted(place) = shadow {
        borrow(function, true, place)
    } else {
        let of = borrow(function, false, of);
        quote!(&mut __chainrule::__private::zero_tangent(#of))
    };
    quote!(#own, __chainrule::__private::Active)
}

/// The shadow that is passed itself.
pub(super) fn shadow_place(shadow: &ShadowArgument) -> Option<&Place> {
    match shadow {
        ShadowArgument::Active(place) => Some(place),
        ShadowArgument::Dummy(_) | ShadowArgument::Unwanted(_) => None,
    }
}

/// The shadow of an argument and whether it is wanted; before the call, a view of a part of a shadow that may be absent.
pub(super) fn shadow_argument(
    function: &Function,
    shadow: &ShadowArgument,
    (of, at): (&Place, Span),
    index: usize,
) -> (TokenStream, TokenStream) {
    let dummy = borrow(function, false, of);
    let dummy = quote!(__chainrule::__private::dummy_shadow(#dummy));
    let place = match shadow {
        ShadowArgument::Dummy(_) if function.place_ty(of).has_tangent() => {
            return (TokenStream::new(), quote!(&mut #dummy, __chainrule::__private::Inactive));
        }
        ShadowArgument::Dummy(_) => {
            let of = borrow(function, false, of);
            let shadow = quote!((|| {
                use __chainrule::__private::NoShadow as _;
                __chainrule::__private::Dummy(#of).shadow()
            })());
            return (TokenStream::new(), quote!(&mut #shadow, __chainrule::__private::Inactive));
        }
        ShadowArgument::Unwanted(place) => {
            let own = borrow(function, true, place);
            return (TokenStream::new(), quote!(#own, __chainrule::__private::Inactive));
        }
        ShadowArgument::Active(place) => place,
    };
    if may_be_constant(function, place) {
        return lent_shadow(function, place, of, index);
    }
    let tokens = borrow(function, true, place);
    let Some(marker) = function.markers.get(&place.root) else {
        let active = quote_spanned!(at.resolved_at(Span::mixed_site())=> __chainrule::__private::Active);
        return (TokenStream::new(), quote!(#tokens, #active));
    };
    let marker = Ident::new(&marker.to_string(), at.resolved_at(marker.span()));
    if place.path.is_empty() {
        return (TokenStream::new(), quote!(#tokens, #marker));
    }
    let span = Span::mixed_site();
    let view = quote::format_ident!("view{index}", span = span);
    let own = quote::format_ident!("none{index}", span = span);
    let start = quote! {
        let mut #own;
        let #view = if __chainrule::__private::is_active(#marker) { #tokens } else { #own = #dummy; &mut #own };
    };
    (start, quote!(#view, #marker))
}

/// The shadow of a field, which the derive may hold constant, and whether it is wanted.
pub(super) fn lent_shadow(function: &Function, shadow: &Place, of: &Place, index: usize) -> (TokenStream, TokenStream) {
    let (bar, of) = (borrow(function, true, shadow), borrow(function, false, &primal(function, of)));
    let [view, own, none, wanted] =
        ["view", "own", "none", "wanted"].map(|name| quote::format_ident!("{name}{index}", span = Span::mixed_site()));
    let lent = quote!(__chainrule::__private::Lent(#bar, #of).shadow(&mut #none));
    let start = quote! {
        use __chainrule::__private::{LentNothing as _, LentShadow as _};
        let mut #none = ::core::option::Option::None;
    };
    let start = match function.markers.get(&shadow.root) {
        None => quote!(#start let (#view, #wanted) = #lent;),
        Some(marker) => quote! {
            #start
            let mut #own = ::core::option::Option::None;
            let (#view, #wanted) = if __chainrule::__private::is_active(#marker) {
                let (#view, #wanted) = #lent;
                (#view, __chainrule::__private::is_active(#wanted))
            } else {
                (__chainrule::__private::unwanted(#of, &mut #own), false)
            };
        },
    };
    (start, quote!(#view, #wanted))
}
