//! The tangent of a struct to start from, where every field has a default: zeros, and empty containers.

use proc_macro2::TokenStream;
use quote::quote;

use super::Input;

/// `impl Default for STangent`; with a lifetime in the bounds, they are asked for where the implementation is used.
pub(super) fn start(input: &Input) -> TokenStream {
    let [variant] = &input.variants[..] else { return TokenStream::new() };
    if input.is_enum {
        return TokenStream::new();
    }
    let mut generics = input.of_tangent();
    for field in variant.fields.iter().filter(|field| !super::mentions(&field.ty, &input.name)) {
        let ty = field.tangent();
        let clause = generics.make_where_clause();
        clause.predicates.push(syn::parse_quote!(for<'__of> #ty: ::core::default::Default));
    }
    let (header, arguments, clause) = generics.split_for_impl();
    let name = &input.tangent;
    let fields = variant.fields.iter().map(|field| {
        let member = &field.member;
        quote!(#member: ::core::default::Default::default())
    });
    quote! {
        #[automatically_derived]
        #[allow(clippy::all, clippy::pedantic, unused)]
        impl #header ::core::default::Default for #name #arguments #clause {
            #[inline]
            fn default() -> Self { Self { #(#fields),* } }
        }
    }
}
