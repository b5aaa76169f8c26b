//! After an error: the user's function as it is, and stubs of its companions, so that one mistake gives one error.

use proc_macro2::TokenStream;
use quote::quote;

use crate::activity;
use crate::companions::{self, Context};
use crate::home::Home;
use crate::options::Options;
use crate::types::Ty;
use crate::{emit, helper_attributes, lower, parameters, pipeline};

/// The function, the error, and the stubs.
pub fn expand(item: &syn::ItemFn, options: &Options, home: &Home, error: &syn::Error) -> TokenStream {
    let function = helper_attributes::removed(item);
    let (error, stubs) = (error.to_compile_error(), stubs(item, options, home));
    quote!(#[allow(dead_code)] #function #error #stubs)
}

/// The companions with their signatures, as far as these are known, and bodies that cannot be reached.
pub fn stubs(item: &syn::ItemFn, options: &Options, home: &Home) -> TokenStream {
    pipeline::with_scalars(item, home, |item, scalars| {
        let active = parameters::outline(item, options);
        let function = lower::stub(item, &active, home);
        let known = function.result_ty.is_passive() || function.result_ty.tangent().tokens().is_some();
        if !known || matches!(function.result_ty, Ty::Ref(..)) {
            return TokenStream::new();
        }
        let activity = activity::analyze(&function);
        let context = Context { item, function: &function, activity: &activity, options, home, scalars };
        emit::with_root(companions::write(&context), &options.root)
    })
}
