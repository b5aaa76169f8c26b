//! Calls of methods and of functions of a type: their sweeps are siblings, `__forward_m` and `__reverse_m`.
//!
//! Whether the method takes `self`, `&self` or `&mut self` is known to rustc alone. So the siblings borrow the receiver
//! in every case, and the reverse adds to its shadow (`None` where that is not wanted):
//!
//! ```text
//! let y = shape.area(x);      let y = shape.__forward_area(tape, x);
//!                             let bars = shape.__reverse_area(tape, Some(&mut shape_bar), y_bar);
//! Vec3::new(x, y, z)          Vec3::__forward_new(&x, tape, y, z)
//! ```

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::place::may_be_constant;
use super::{borrow, call, place, place_mut};
use crate::ir::{Argument, Call, Callee, Expr, Function, Place, ShadowArgument, Step};
use crate::types::Ty;

/// The receiver, where a method is called on it: rustc borrows it as the method asks.
pub(super) fn receiver(function: &Function, call: &Call) -> TokenStream {
    match call.arguments.first() {
        Some(Argument::Borrow(true, receiver)) => place_mut(function, receiver),
        Some(Argument::Borrow(false, receiver)) => place(function, receiver),
        Some(Argument::Value(value)) => super::expr(function, value),
        Some(Argument::Function(_) | Argument::Tangent(_)) | None => TokenStream::new(),
    }
}

/// `receiver.__forward_m(tape, ..)`, `Type::__forward_f(&first, tape, ..)`.
pub(super) fn forward(function: &Function, call: &Call) -> TokenStream {
    let tape = &function.tape;
    let rest: Vec<TokenStream> = call::arguments(function, call).into_iter().skip(1).collect();
    match head(function, call, "forward") {
        Head::Method(head) => with_scalars(call, quote!(#head(#tape #(, #rest)*))),
        Head::Associated(head, first) => quote!(#head(#first, #tape #(, #rest)*)),
    }
}

/// `receiver.__reverse_m(tape, shadow, .., seed)`.
pub(super) fn reverse(
    function: &Function,
    call: &Call,
    shadows: &[ShadowArgument],
    seed: Option<TokenStream>,
) -> TokenStream {
    let tape = &function.tape;
    let borrowed = call.arguments.iter().filter_map(|argument| match argument {
        Argument::Borrow(mutable, place) => Some((*mutable, place)),
        Argument::Value(_) | Argument::Function(_) | Argument::Tangent(_) => None,
    });
    let mut inputs = Vec::new();
    let mut before = None;
    for (index, ((mutable, place), shadow)) in borrowed.zip(shadows).enumerate() {
        if index > 0 {
            inputs.push(borrow(function, mutable, place));
        }
        let by_type = matches!(shadow, ShadowArgument::Active(shadow) if may_be_constant(function, shadow));
        let shadow = self::shadow(function, shadow, place);
        if index == 0 && mutable && by_type && is_found(place) && matches!(call.callee, Callee::Method { .. }) {
            let name = Ident::new("lent", Span::mixed_site());
            before = Some(quote!(let #name = #shadow;));
            inputs.push(quote!(#name));
        } else {
            inputs.push(shadow);
        }
    }
    match head(function, call, "reverse") {
        Head::Method(head) if before.is_some() => {
            with_scalars(call, quote!({ #before #head(#tape #(, #inputs)*, #seed) }))
        }
        Head::Method(head) => with_scalars(call, quote!(#head(#tape #(, #inputs)*, #seed))),
        Head::Associated(head, first) => quote!(#head(#first, #tape #(, #inputs)*, #seed)),
    }
}

/// Whether a function finds the place, such as the `index_mut` of a `Vec`: it borrows the whole before the arguments are
/// evaluated, and the type of the shadow is told by the place.
fn is_found(place: &Place) -> bool {
    place
        .path
        .iter()
        .any(|step| matches!(step, Step::Index(_) | Step::Located(..) | Step::Walk(..) | Step::Variant(..)))
}

/// A receiver of a type by a name of the user's may be a float, whose siblings belong to a trait.
pub(super) fn with_scalars(call: &Call, sweep: TokenStream) -> TokenStream {
    match &call.callee {
        Callee::Method { name, .. } if crate::primitives::is_float_method(&name.to_string()) => quote!({
            use __chainrule::__private::ScalarMethods as _;
            #sweep
        }),
        _ => sweep,
    }
}

pub(super) enum Head {
    Method(TokenStream),
    Associated(TokenStream, TokenStream),
}

pub(super) fn head(function: &Function, call: &Call, sweep: &str) -> Head {
    match &call.callee {
        Callee::Method { name, turbofish } => {
            let (receiver, name) = (receiver(function, call), sibling(name, sweep));
            Head::Method(quote!(#receiver.#name #turbofish))
        }
        Callee::Parameter(_) => unreachable!("bug in chainrule: a function has no siblings"),
        Callee::Function(path) | Callee::Associated { path, .. } => {
            let mut path = path.clone();
            if let Some(segment) = path.path.segments.last_mut() {
                segment.ident = sibling(&segment.ident, sweep);
            }
            let first = match call.arguments.first() {
                Some(Argument::Borrow(mutable, place)) => borrow(function, *mutable, place),
                Some(Argument::Value(value)) => super::expr(function, &Expr::Ref(Box::new(value.clone()))),
                Some(Argument::Function(_) | Argument::Tangent(_)) | None => TokenStream::new(),
            };
            Head::Associated(quote!(#path), first)
        }
    }
}

/// `__forward_m`, at the user's token.
pub fn sibling(name: &Ident, sweep: &str) -> Ident {
    let text = name.to_string();
    format_ident!("__{sweep}_{}", text.trim_start_matches("r#"), span = name.span())
}

/// The shadow of a borrowed argument, where it is wanted.
pub(super) fn shadow(function: &Function, shadow: &ShadowArgument, of: &Place) -> TokenStream {
    let place = match shadow {
        ShadowArgument::Dummy(_) => return quote!(::core::option::Option::None),
        ShadowArgument::Unwanted(place) | ShadowArgument::Active(place) => place,
    };
    let some = if may_be_constant(function, place) {
        let (bar, of) = (borrow(function, true, place), borrow(function, false, of));
        quote!({
            use __chainrule::__private::{LentNothing as _, LentShadow as _};
            __chainrule::__private::Lent(#bar, #of).wanted(|part| part as _)
        })
    } else {
        some(function, place)
    };
    match function.markers.get(&place.root) {
        Some(marker) => quote! {
            if __chainrule::__private::is_active(#marker) { #some } else { ::core::option::Option::None }
        },
        None => some,
    }
}

/// `Some(&mut place)`; what already is a reference is lent on.
fn some(function: &Function, of: &Place) -> TokenStream {
    let whole_reference = matches!(function.var(of.root).ty, Ty::Ref(..)) && of.path.is_empty();
    let tokens = place_mut(function, of);
    if whole_reference {
        quote!(::core::option::Option::Some(&mut *#tokens))
    } else {
        quote!(::core::option::Option::Some(&mut #tokens))
    }
}
