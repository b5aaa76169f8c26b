//! Tangents of fields that are passed on: a field that the derive holds constant has none, which its type tells.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::borrow;
use super::place::may_be_constant;
use super::tangent::Kind;
use crate::ir::{Function, Place, TangentArgument};

/// The tangent of a field, which the derive may hold constant.
pub(super) fn lent_field(
    function: &Function,
    (tangent, of): (&TangentArgument, &Place),
    (kind, part): (Kind, Option<&Ident>),
    index: usize,
    lets: &mut TokenStream,
) -> Option<TokenStream> {
    let TangentArgument::Borrow(mutable, dot) = tangent else { return None };
    if part.is_some() || !may_be_constant(function, dot) {
        return None;
    }
    if *mutable {
        return changed_field(function, (dot, of), kind, index, lets);
    }
    let (dot_tokens, of) = (borrow(function, false, dot), borrow(function, false, of));
    let marker = function.markers.get(&dot.root);
    let lent = quote!(__chainrule::__private::LentDot(#dot_tokens, #of));
    let traits = quote!(
        use __chainrule::__private::{LentNoDot as _, LentSomeDot as _};
    );
    let [view, own, none, wanted] =
        ["view", "own", "none", "wanted"].map(|name| format_ident!("{name}{index}", span = Span::mixed_site()));
    match (kind, marker) {
        (Kind::Passed, _) => return None,
        (Kind::Sibling, None) => return Some(quote!({ #traits #lent.wanted(|part| part as _) })),
        (Kind::Sibling, Some(marker)) => {
            return Some(quote!({
                #traits
                if __chainrule::__private::is_active(#marker) { #lent.wanted(|part| part as _) } else { ::core::option::Option::None }
            }));
        }
        (Kind::Known, None) => lets.extend(quote! {
            #traits
            let mut #none = ::core::option::Option::None;
            let (#view, #wanted) = #lent.dot(&mut #none);
        }),
        (Kind::Known, Some(marker)) => lets.extend(quote! {
            #traits
            let mut #none = ::core::option::Option::None;
            let mut #own = ::core::option::Option::None;
            let (#view, #wanted) = if __chainrule::__private::is_active(#marker) {
                let (#view, #wanted) = #lent.dot(&mut #none);
                (#view, __chainrule::__private::is_active(#wanted))
            } else {
                (&*__chainrule::__private::unwanted(#of, &mut #own), false)
            };
        }),
    }
    Some(quote!(#view, #wanted))
}

/// The same of a field that a method may change: what tells its type is borrowed before.
fn changed_field(
    function: &Function,
    (dot, of): (&Place, &Place),
    kind: Kind,
    index: usize,
    lets: &mut TokenStream,
) -> Option<TokenStream> {
    if kind != Kind::Sibling || dot.path.is_empty() {
        return None;
    }
    let marker = function.markers.get(&dot.root);
    let (dot, of) = (borrow(function, true, dot), borrow(function, false, of));
    let view = format_ident!("view{index}", span = Span::mixed_site());
    let lent = quote!(__chainrule::__private::Lent(#dot, #of).changed());
    let lent = match marker {
        Some(marker) => {
            quote!(if __chainrule::__private::is_active(#marker) { #lent } else { ::core::option::Option::None })
        }
        None => lent,
    };
    lets.extend(quote! {
        let #view = {
            use __chainrule::__private::{LentNothing as _, LentShadow as _};
            #lent
        };
    });
    Some(view.into_token_stream())
}
