//! The fields of variants as places: for a value that is known to be of a variant, a reference to a field.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{Field, Input, Variant};
use crate::part::{Access, method};

/// `fn __V_0(&self) -> &F` and `fn __V_0_mut(&mut self) -> &mut F`, for the value and its tangent.
pub(super) fn projections(input: &Input) -> TokenStream {
    let of_value = methods(input, &|field| {
        let ty = &field.ty;
        quote!(#ty)
    });
    let (of_tangent, parts) = (methods(input, &|field| field.tangent()), parts(input));
    let generics = input.of_tangent();
    let (header, arguments, clause) = generics.split_for_impl();
    let (plain_header, plain_arguments, plain_clause) = input.generics.split_for_impl();
    let (name, tangent) = (&input.name, &input.tangent);
    quote! {
        #[doc(hidden)]
        #[allow(non_snake_case, dead_code, clippy::all, clippy::pedantic)]
        impl #plain_header #name #plain_arguments #plain_clause { #of_value }
        #[doc(hidden)]
        #[allow(non_snake_case, dead_code, clippy::all, clippy::pedantic)]
        impl #header #tangent #arguments #clause { #of_tangent #parts }
    }
}

fn methods(input: &Input, ty: &dyn Fn(&Field) -> TokenStream) -> TokenStream {
    let several = input.variants.len() > 1;
    let all = input.variants.iter().flat_map(|variant| {
        let owner = variant.name.as_ref().unwrap_or(&input.name).to_string();
        variant.fields.iter().map(move |field| (owner.clone(), variant, field))
    });
    all.map(|(owner, variant, field)| {
        let label = field.label();
        let label = label.trim_start_matches("r#");
        let owner = owner.trim_start_matches("r#");
        let (shared, mutable) = (format_ident!("__{owner}_{label}"), format_ident!("__{owner}_{label}_mut"));
        let (ty, pattern) = (ty(field), only(variant, field));
        let rest = several.then(|| quote!(_ => ::core::unreachable!("bug in chainrule: another variant")));
        let visibility = if input.is_enum { &input.visibility } else { &field.visibility };
        quote! {
            #[inline]
            #[doc(hidden)]
            #visibility fn #shared(&self) -> &#ty { match self { #pattern => field, #rest } }
            #[inline]
            #[doc(hidden)]
            #visibility fn #mutable(&mut self) -> &mut #ty { match self { #pattern => field, #rest } }
        }
    })
    .collect()
}

/// `fn __part_a(&mut self) -> &mut A` and `fn __part_ref_a(&self) -> &A` for the tangent of a struct.
fn parts(input: &Input) -> TokenStream {
    let fields = input.variants.iter().filter(|_| !input.is_enum).flat_map(|variant| &variant.fields);
    fields
        .map(|field| {
            let member = &field.member;
            let [name, shared] = [Access::Changed, Access::Read].map(|access| method(member, access));
            let (visibility, ty) = (&field.visibility, field.tangent());
            quote! {
                #[inline]
                #[doc(hidden)]
                #visibility fn #name(&mut self) -> &mut #ty { &mut self.#member }
                #[inline]
                #[doc(hidden)]
                #visibility fn #shared(&self) -> &#ty { &self.#member }
            }
        })
        .collect()
}

/// A pattern that names one field.
fn only(variant: &Variant, field: &Field) -> TokenStream {
    let (path, member) = (variant.path(), &field.member);
    quote!(#path { #member: field, .. })
}
