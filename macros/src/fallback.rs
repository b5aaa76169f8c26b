//! After an error: the user's function as it is, so that one mistake gives one error.

use proc_macro2::TokenStream;
use quote::quote;

use crate::parameters;

/// The function and the error.
pub fn expand(item: &syn::ItemFn, error: &syn::Error) -> TokenStream {
    let function = parameters::without_helpers(item);
    let error = error.to_compile_error();
    quote!(#[allow(dead_code)] #function #error)
}
