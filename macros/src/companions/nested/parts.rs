//! Names and parts of nested tangents.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::super::{Context, suffixed};
use crate::ir::Parameter;

/// A name of the generated code's own.
pub(super) fn own(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// A name that stands beside the parameters in what is lowered again, where names are text: none of the function's own.
pub(super) fn free(context: &Context, name: &str) -> Ident {
    context.function.names.clone().fresh(name, Span::mixed_site())
}

/// The tangent of a parameter at a position, or the parameter itself.
pub(super) fn at(parameter: &Parameter, position: usize) -> Ident {
    if position == 0 { parameter.name.clone() } else { suffixed(&parameter.name, &format!("dot{position}")) }
}

/// A parameter, or a tangent of one, as the forward sweep takes it.
pub(super) fn passed(parameter: &Parameter, name: &Ident, tangent: bool) -> TokenStream {
    match (tangent, parameter.active, parameter.reference().is_some()) {
        (false, ..) => quote!(#name),
        (true, true, false) => quote!(__chainrule::__private::Dot(#name)),
        (true, true, true) => quote!(#name, __chainrule::__private::Active),
        (true, false, false) => quote!(__chainrule::__private::NoDot),
        (true, false, true) => quote!(&(), __chainrule::__private::Inactive),
    }
}

/// A tuple of a value and its tangent, and so on: the newest direction, the lowest bit, is outermost.
pub(super) fn nest(level: u32, position: usize, part: &dyn Fn(usize) -> TokenStream) -> TokenStream {
    fn of(level: u32, bit: u32, position: usize, part: &dyn Fn(usize) -> TokenStream) -> TokenStream {
        if bit == level {
            return part(position);
        }
        let (without, with) = (of(level, bit + 1, position, part), of(level, bit + 1, position | 1 << bit, part));
        quote!((#without, #with))
    }
    of(level, 0, position, part)
}

/// `seed.1.0`: the part of such a tuple at a position.
pub(super) fn part_of(tuple: &Ident, level: u32, position: usize) -> TokenStream {
    let bits = (0..level).map(|bit| Literal::usize_unsuffixed(position >> bit & 1));
    quote!(#tuple #(.#bits)*)
}
