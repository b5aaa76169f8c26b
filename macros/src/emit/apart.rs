//! Loops along slices that are arguments, as tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::borrow;
use crate::forward;
use crate::ir::{Function, Place, VarId};
use crate::types::Ty;

/// `(|a: &[f64], b: &mut [f64]| { … })(a, &mut b[..]);`
pub(super) fn slices(function: &Function, slices: &[(VarId, bool)], looped: &TokenStream) -> TokenStream {
    let parameters = slices.iter().map(|(var, written)| {
        let info = function.var(*var);
        let (name, element) = (&info.name, info.ty.element().tokens());
        let mutability = written.then(|| quote!(mut));
        quote!(#name: & #mutability [#element])
    });
    let arguments = slices.iter().map(|(var, written)| match &function.var(*var).ty {
        Ty::Ref(mutable, inner) if mutable == written && matches!(**inner, Ty::Slice(_)) => {
            let name = &function.var(*var).name;
            quote!(#name)
        }
        _ => borrow(function, *written, &forward::whole_slice(&Place::of(*var))),
    });
    quote!((|#(#parameters),*| #looped)(#(#arguments),*);)
}
