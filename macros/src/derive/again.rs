//! Tangents are differentiated in their turn where derivatives are taken twice: a tangent is its own tangent, and lies on
//! the tape.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::{Field, Input};

/// `impl Differentiable for STangent` and `impl Record for STangent`.
pub(super) fn again(input: &Input) -> TokenStream {
    let mut generics = input.of_tangent();
    for parameter in generics.type_params_mut() {
        parameter.default = None;
    }
    let (header, arguments, clause) = generics.split_for_impl();
    let name = &input.tangent;
    let record = record(input, &generics);
    quote! {
        #[automatically_derived]
        #[doc(hidden)]
        #[allow(clippy::all, clippy::pedantic, unused)]
        impl #header __chainrule::Differentiable for #name #arguments #clause {
            type Tangent = Self;
            type Shadow = Self;
            #[inline]
            fn zero_tangent(&self) -> Self { __chainrule::Tangent::zero_like(self) }
            fn check_shadow(&self, _: __chainrule::Place<'_>, _: &Self) {}
            fn move_along(&mut self, tangent: &Self, step: f64) {
                let mut scaled = ::core::clone::Clone::clone(tangent);
                __chainrule::Tangent::scale(&mut scaled, step);
                __chainrule::Tangent::accumulate(self, scaled);
            }
        }
        #record
    }
}

/// The fields one by one, behind them the number of the variant.
fn record(input: &Input, generics: &syn::Generics) -> TokenStream {
    let fields: Vec<&Field> = input.variants.iter().flat_map(|variant| &variant.fields).collect();
    let predicates = generics.where_clause.as_ref().map(|clause| &clause.predicates).into_iter().flatten();
    // The lifetime makes the bound one that is asked for where the implementation is used.
    let bounds = fields.iter().filter(|field| !super::mentions(&field.ty, &input.name)).map(|field| {
        let ty = field.tangent();
        quote!(for<'__of> #ty: __chainrule::Record)
    });
    let clause = quote!(where #(#predicates,)* #(#bounds,)*);
    let (header, arguments, _) = generics.split_for_impl();
    let name = &input.tangent;
    let stores = input.variants.iter().enumerate().map(|(number, variant)| {
        let pattern = variant.pattern("a");
        let parts = (0..variant.fields.len()).map(|index| format_ident!("a{index}"));
        let number = Literal::usize_unsuffixed(number);
        let number = input.is_enum.then(|| quote!(tape.push::<u32>(#number);));
        quote!(#pattern => { #(__chainrule::Record::record(#parts, tape);)* #number })
    });
    let loads = input.variants.iter().enumerate().map(|(number, variant)| {
        let parts = (0..variant.fields.len()).map(|index| format_ident!("a{index}")).rev();
        let value = variant.pattern("a");
        let number = Literal::usize_unsuffixed(number);
        let head = if input.is_enum { quote!(#number) } else { quote!(_) };
        quote!(#head => { #(let #parts = __chainrule::Record::restore(tape);)* #value })
    });
    let number = if input.is_enum { quote!(tape.pop::<u32>()) } else { quote!(()) };
    let rest = input.is_enum.then(|| quote!(_ => ::core::unreachable!("bug in chainrule: no such variant")));
    let stores = super::tangent::matched(&quote!(self), stores);
    quote! {
        #[automatically_derived]
        #[doc(hidden)]
        #[allow(clippy::all, clippy::pedantic, unused)]
        impl #header __chainrule::Record for #name #arguments #clause {
            #[inline]
            fn record(self, tape: &mut __chainrule::Tape) { #stores }
            #[inline]
            fn restore(tape: &mut __chainrule::Tape) -> Self {
                match #number { #(#loads,)* #rest }
            }
        }
    }
}
