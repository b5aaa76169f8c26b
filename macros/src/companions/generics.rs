//! The generics of companions: those of the function, with the bounds that the rules need.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Context;

impl Context<'_> {
    /// The generics of the function's companions, with their `where` clause.
    pub(crate) fn generics(&self) -> syn::Generics {
        self.item.sig.generics.clone()
    }

    /// `::<T, N>`, to pass the generics on.
    pub(crate) fn turbofish(&self) -> TokenStream {
        let names = named(&self.item.sig.generics);
        if names.is_empty() { TokenStream::new() } else { quote!(::<#(#names),*>) }
    }
}

/// The types and constants among the parameters.
pub(crate) fn named(generics: &syn::Generics) -> Vec<&Ident> {
    let name = |parameter| match parameter {
        &syn::GenericParam::Lifetime(_) => None,
        syn::GenericParam::Type(parameter) => Some(&parameter.ident),
        syn::GenericParam::Const(parameter) => Some(&parameter.ident),
    };
    generics.params.iter().filter_map(name).collect()
}
