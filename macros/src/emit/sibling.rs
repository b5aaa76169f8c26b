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

use super::place::{may_be_constant, primal};
use super::{borrow, call, passed, place, place_mut};
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
    let list = call::arguments_for(function, call, true);
    let rest = list.iter().skip(1);
    match head(function, call, "forward", &list) {
        Head::Method(head) => with_scalars(call, quote!(#head(#tape #(, #rest)*))),
        Head::Associated(head, first) => with_conversions(call, quote!(#head(#first, #tape #(, #rest)*))),
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
    let Again { before, mut list } = again(function, call, shadows);
    let functions = matches!(call.arguments.first(), Some(Argument::Function(_)));
    let first: Vec<TokenStream> = list.drain(..usize::from(functions)).collect();
    let swept = match head(function, call, "reverse", &first) {
        Head::Method(head) => with_scalars(call, quote!(#head(#tape #(, #list)*, #seed))),
        Head::Associated(head, first) => with_conversions(call, quote!(#head(#first, #tape #(, #list)*, #seed))),
    };
    call::in_scope(&before, swept)
}

/// What the reverse sweep is given again, with shadows, and the statements that it needs.
struct Again {
    before: TokenStream,
    list: Vec<TokenStream>,
}

fn again(function: &Function, call: &Call, shadows: &[ShadowArgument]) -> Again {
    let mut again = Again { before: TokenStream::new(), list: Vec::new() };
    let mut shadows = shadows.iter().enumerate();
    let mut arguments = call.located();
    while let Some((argument, _)) = arguments.next() {
        match argument {
            Argument::Value(_) | Argument::Tangent(_) => {}
            Argument::Borrow(mutable, place) => {
                let Some((index, shadow)) = shadows.next() else { continue };
                again.borrowed(function, call, (*mutable, place), (index, shadow));
            }
            Argument::Function(value) => {
                let mut lent = Vec::new();
                for (captured, at) in arguments.by_ref().take(value.captures()) {
                    let (Some((_, place)), Some((index, shadow))) = (captured.borrowed(), shadows.next()) else {
                        continue;
                    };
                    let (view, shadow) = call::captured_shadow(function, shadow, (place, at), index);
                    let place = borrow(function, false, place);
                    again.before.extend(view);
                    lent.push(quote!(#place, #shadow));
                }
                again.list.push(passed::reverse(function, value, &lent));
            }
        }
    }
    again
}

impl Again {
    fn borrowed(
        &mut self,
        function: &Function,
        call: &Call,
        (mutable, place): (bool, &Place),
        (index, shadow): (usize, &ShadowArgument),
    ) {
        let is_first = index == 0 && !matches!(call.arguments.first(), Some(Argument::Function(_)));
        if !is_first {
            self.list.push(borrow(function, mutable, place));
        }
        let by_type = matches!(shadow, ShadowArgument::Active(shadow) if may_be_constant(function, shadow));
        let shadow = self::shadow(function, shadow, place);
        if is_first && mutable && by_type && is_found(place) && matches!(call.callee, Callee::Method { .. }) {
            let name = Ident::new("lent", Span::mixed_site());
            self.before.extend(quote!(let #name = #shadow;));
            self.list.push(quote!(#name));
        } else {
            self.list.push(shadow);
        }
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

/// A receiver of a type by a name of the user's may be a float, whose siblings belong to a trait; so do those of what a
/// derive writes.
pub(super) fn with_scalars(call: &Call, sweep: TokenStream) -> TokenStream {
    let Callee::Method { name, .. } = &call.callee else { return sweep };
    let siblings = match name.to_string().as_str() {
        "move_along" => quote!(
            use __chainrule::Differentiable as _;
        ),
        name if crate::primitives::is_float_method(name) && call.level > 0 => {
            quote!(
                use __chainrule::__private::{ScalarMethods as _, ScalarMethodsTwice as _};
            )
        }
        name if crate::primitives::is_float_method(name) => quote!(
            use __chainrule::__private::ScalarMethods as _;
        ),
        _ => return sweep,
    };
    quote!({
        #siblings
        #sweep
    })
}

/// The siblings of conversions belong to traits: those of `Point::from(x)` and of `Point::from(&x)` to different ones.
pub(super) fn with_conversions(call: &Call, sweep: TokenStream) -> TokenStream {
    let Callee::Associated { path, by_value } = &call.callee else { return sweep };
    let name = path.path.segments.last().map(|segment| segment.ident.to_string());
    let name = match (name.as_deref(), by_value) {
        (Some("from"), true) => "CallFromValue",
        (Some("from"), false) => "CallFromReference",
        (Some("try_from"), true) => "CallTryFromValue",
        (Some("from_iter"), true) => "CallFromItems",
        _ => return sweep,
    };
    let once = Ident::new(name, Span::mixed_site());
    let twice = format_ident!("{name}Twice", span = Span::mixed_site());
    quote!({
        use __chainrule::__private::{#once as _, #twice as _};
        #sweep
    })
}

pub(super) enum Head {
    Method(TokenStream),
    Associated(TokenStream, TokenStream),
}

/// What is called; `list` begins with a first argument that is a function, as the sweep takes it.
pub(super) fn head(function: &Function, call: &Call, sweep: &str, list: &[TokenStream]) -> Head {
    match &call.callee {
        Callee::Method { name, turbofish } => {
            let (receiver, name) = (receiver(function, call), sibling(name, sweep));
            let mut turbofish = turbofish.clone();
            if let Some(list) = turbofish.as_mut().filter(|_| is_reverse(sweep)) {
                call::drop_functions(list, call);
            }
            Head::Method(quote!(#receiver.#name #turbofish))
        }
        Callee::Parameter(_) => unreachable!("bug in chainrule: a function has no siblings"),
        Callee::Function(path) | Callee::Associated { path, .. } => {
            let mut path = if is_reverse(sweep) { call::without_functions(path, call) } else { path.clone() };
            if let Some(segment) = path.path.segments.last_mut() {
                segment.ident = sibling(&segment.ident, sweep);
            }
            let first = match call.arguments.first() {
                Some(Argument::Borrow(mutable, place)) => borrow(function, *mutable, place),
                Some(Argument::Value(value)) => super::expr(function, &Expr::Ref(Box::new(value.clone()))),
                Some(Argument::Function(_)) => list.first().cloned().unwrap_or_default(),
                Some(Argument::Tangent(_)) | None => TokenStream::new(),
            };
            Head::Associated(quote!(#path), first)
        }
    }
}

fn is_reverse(sweep: &str) -> bool {
    sweep.starts_with("reverse")
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
        ShadowArgument::Unwanted(place) if function.plain.contains(&place.root) => {
            return quote!(::core::option::Option::None);
        }
        ShadowArgument::Unwanted(place) | ShadowArgument::Active(place) => place,
    };
    let some = if may_be_constant(function, place) {
        let (bar, of) = (borrow(function, true, place), borrow(function, false, &primal(function, of)));
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
