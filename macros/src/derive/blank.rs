//! A value of no meaning, for variables that start without one, and the adjoint of a result that nobody uses.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{Field, Input, Variant};

/// `impl Blank for S` and for its tangent; `impl NoSeed` for the tangent of a struct, whose zero needs no value.
pub(super) fn blank(input: &Input) -> TokenStream {
    let blank = |name, generics, ty: &dyn Fn(&Field) -> TokenStream| {
        implementation(input, name, generics, ty, &format_ident!("Blank"), &format_ident!("blank"))
    };
    let value = blank(&input.name, &input.generics, &|field| {
        let ty = &field.ty;
        quote!(#ty)
    });
    let generics = input.of_tangent();
    let tangent = blank(&input.tangent, &generics, &Field::tangent);
    let no_seed = (!input.is_enum).then(|| {
        let (bound, method) = (format_ident!("NoSeed"), format_ident!("no_seed"));
        implementation(input, &input.tangent, &generics, &Field::tangent, &bound, &method)
    });
    quote!(#value #tangent #no_seed)
}

/// Of the variant with the fewest fields, which is not one that contains the type again.
fn implementation(
    input: &Input,
    name: &Ident,
    generics: &syn::Generics,
    ty: &dyn Fn(&Field) -> TokenStream,
    bound: &Ident,
    method: &Ident,
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
    let bounds = types.map(|ty| quote!(for<'__of> #ty: __chainrule::__private::#bound));
    let predicates = generics.where_clause.as_ref().map(|clause| &clause.predicates).into_iter().flatten();
    let clause = quote!(where #(#predicates,)* #(#bounds,)*);
    let (header, arguments, _) = generics.split_for_impl();
    let value = variant.braces(|_, _| quote!(__chainrule::__private::#method()));
    quote! {
        #[automatically_derived]
        #[doc(hidden)]
        #[allow(clippy::all, clippy::pedantic, unused)]
        impl #header __chainrule::__private::#bound for #name #arguments #clause {
            #[inline]
            fn #method() -> Self { #value }
        }
    }
}

fn weight(variant: &Variant, name: &Ident) -> (bool, usize) {
    (variant.fields.iter().any(|field| super::mentions(&field.ty, name)), variant.fields.len())
}
