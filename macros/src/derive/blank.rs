//! A value of no meaning, for variables that start without one.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Field, Input, Variant};

/// `impl Blank for S` and for its tangent.
pub(super) fn blank(input: &Input) -> TokenStream {
    let value = implementation(input, &input.name, &input.generics, &|field| {
        let ty = &field.ty;
        quote!(#ty)
    });
    let tangent = implementation(input, &input.tangent, &input.of_tangent(), &Field::tangent);
    quote!(#value #tangent)
}

/// Of the variant with the fewest fields, which is not one that contains the type again.
fn implementation(
    input: &Input,
    name: &Ident,
    generics: &syn::Generics,
    ty: &dyn Fn(&Field) -> TokenStream,
) -> TokenStream {
    let Some(variant) = input.variants.iter().min_by_key(|variant| weight(variant, &input.name)) else {
        return TokenStream::new();
    };
    let mut generics = generics.clone();
    for parameter in generics.type_params_mut() {
        parameter.default = None;
    }
    // The lifetime makes the bound one that is asked for where the implementation is used.
    let types = variant.fields.iter().map(ty);
    let bounds = types.map(|ty| quote!(for<'__of> #ty: __chainrule::__private::Blank));
    let predicates = generics.where_clause.as_ref().map(|clause| &clause.predicates).into_iter().flatten();
    let clause = quote!(where #(#predicates,)* #(#bounds,)*);
    let (header, arguments, _) = generics.split_for_impl();
    let value = variant.braces(|_, _| quote!(__chainrule::__private::blank()));
    quote! {
        #[automatically_derived]
        #[doc(hidden)]
        #[allow(clippy::all, clippy::pedantic, unused)]
        impl #header __chainrule::__private::Blank for #name #arguments #clause {
            #[inline]
            fn blank() -> Self { #value }
        }
    }
}

fn weight(variant: &Variant, name: &Ident) -> (bool, usize) {
    (variant.fields.iter().any(|field| super::mentions(&field.ty, name)), variant.fields.len())
}
