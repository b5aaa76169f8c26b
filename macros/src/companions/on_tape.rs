//! How an argument by value lies on the tape where the sweeps do not look into the function: as a whole where its type is
//! the user's and has no derivative, for such a type need not say how it is recorded.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Context;
use crate::ir::Parameter;
use crate::types::Ty;

/// What puts `value`, of the type `ty`, onto the tape for `parameter`, and what takes it back.
pub(super) fn argument(
    (context, tape): (&Context, &Ident),
    parameter: &Parameter,
    value: &TokenStream,
    ty: &TokenStream,
) -> (TokenStream, TokenStream) {
    let own = Ty::of(&parameter.syntax);
    let has_no_derivative = own.is_opaque_passive() || own.holds_any_of(&context.function.underived);
    if has_no_derivative && !parameter.active {
        let push = quote!(__chainrule::__private::push_whole(#tape, #value););
        (push, quote!(__chainrule::__private::pop_whole::<#ty>(#tape)))
    } else {
        (quote!(#tape.push(#value);), quote!(#tape.pop::<#ty>()))
    }
}
