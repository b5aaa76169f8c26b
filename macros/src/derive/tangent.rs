//! The tangent type, and what makes it a vector of a space.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{Input, Variant};

/// `struct STangent { … }`
pub(super) fn definition(input: &Input) -> TokenStream {
    let (visibility, name, generics) = (&input.visibility, &input.tangent, input.of_tangent());
    let clause = &generics.where_clause;
    let documentation = format!(" The tangents and adjoints of [`{}`]: the same fields.", input.name);
    let body = if input.is_enum {
        let variants = input.variants.iter().map(|variant| {
            let (name, fields) = (&variant.name, fields(variant, false));
            quote!(#name #fields)
        });
        quote!(enum #name #generics #clause { #(#variants),* })
    } else {
        let variant = &input.variants[0];
        let fields = fields(variant, true);
        if matches!(variant.style, syn::Fields::Named(_)) {
            quote!(struct #name #generics #clause #fields)
        } else {
            quote!(struct #name #generics #fields #clause;)
        }
    };
    let generic = input.generics.type_params().next().is_some();
    let derived = (!generic).then(|| quote!(#[derive(Debug, PartialEq)]));
    let compared = generic.then(|| comparison(input));
    quote! {
        #[doc = #documentation]
        #derived
        #[allow(clippy::all, clippy::pedantic, missing_docs, dead_code)]
        #visibility #body
        #compared
    }
}

/// `Debug` and `PartialEq`, where the tangents of the type parameters have them.
fn comparison(input: &Input) -> TokenStream {
    let (debug, equal) = (bounded(input, &quote!(::core::fmt::Debug)), bounded(input, &quote!(::core::cmp::PartialEq)));
    let (header, arguments, clause) = debug.split_for_impl();
    let (_, _, equal_clause) = equal.split_for_impl();
    let (name, text) = (&input.tangent, input.tangent.to_string());
    let shown = input.variants.iter().map(|variant| {
        let pattern = variant.pattern("a");
        let label = variant.name.as_ref().map_or_else(|| text.clone(), ToString::to_string);
        let fields = variant.fields.iter().enumerate().map(|(index, field)| {
            let (part, field) = (format_ident!("a{index}"), field.label());
            quote!(.field(#field, #part))
        });
        quote!(#pattern => formatter.debug_struct(#label) #(#fields)* .finish())
    });
    let equals = input.variants.iter().map(|variant| {
        let (a, b) = (variant.pattern("a"), variant.pattern("b"));
        let pairs = (0..variant.fields.len()).map(|index| {
            let (a, b) = (format_ident!("a{index}"), format_ident!("b{index}"));
            quote!(&& #a == #b)
        });
        quote!((#a, #b) => true #(#pairs)*)
    });
    let rest = (input.variants.len() > 1).then(|| quote!(_ => false));
    let (shown, equals) = (matched(&quote!(self), shown), matched(&quote!((self, other)), equals.chain(rest)));
    quote! {
        #[automatically_derived]
        impl #header ::core::fmt::Debug for #name #arguments #clause {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result { #shown }
        }
        #[automatically_derived]
        impl #header ::core::cmp::PartialEq for #name #arguments #equal_clause {
            fn eq(&self, other: &Self) -> bool { #equals }
        }
    }
}

/// The generics of the tangent, where its fields have `bound`.
fn bounded(input: &Input, bound: &TokenStream) -> syn::Generics {
    let mut generics = input.of_tangent();
    let fields = input.variants.iter().flat_map(|variant| &variant.fields);
    let recursive = |ty| super::mentions(ty, &input.name);
    for field in fields.filter(|field| field.is_generic(&input.generics) && !recursive(&field.ty)) {
        let ty = field.tangent();
        generics.make_where_clause().predicates.push(syn::parse_quote!(#ty: #bound));
    }
    generics
}

/// The fields of a variant, as they are declared.
fn fields(variant: &Variant, with_visibility: bool) -> TokenStream {
    let list = variant.fields.iter().map(|field| {
        let ty = field.tangent();
        let visibility = with_visibility.then_some(&field.visibility);
        match &field.member {
            syn::Member::Named(name) => quote!(#visibility #name: #ty),
            syn::Member::Unnamed(_) => quote!(#visibility #ty),
        }
    });
    match variant.style {
        syn::Fields::Named(_) => quote!({ #(#list),* }),
        syn::Fields::Unnamed(_) => quote!((#(#list),*)),
        syn::Fields::Unit => TokenStream::new(),
    }
}

/// `impl Clone for STangent`, `impl Tangent for STangent`.
pub(super) fn space(input: &Input) -> TokenStream {
    let generics = input.of_tangent();
    let (header, arguments, clause) = generics.split_for_impl();
    let name = &input.tangent;
    let (clone, zero) =
        (map(input, &quote!(::core::clone::Clone::clone)), map(input, &quote!(__chainrule::Tangent::zero_like)));
    let (accumulate, dot) = (accumulate(input), dot(input));
    let (scale, coordinates) = (each(input, "scale", "factor"), each(input, "map_coordinates", "change"));
    quote! {
        #[automatically_derived]
        #[allow(clippy::all, clippy::pedantic)]
        impl #header ::core::clone::Clone for #name #arguments #clause {
            #[inline]
            fn clone(&self) -> Self { #clone }
        }
        #[automatically_derived]
        impl #header __chainrule::__private::Cotangent<Self> for #name #arguments #clause {
            #[inline]
            fn into_adjoint(self) -> Self { self }
        }
        #[automatically_derived]
        impl #header __chainrule::__private::Contribution<Self> for #name #arguments #clause {
            #[inline]
            #[track_caller]
            fn add_to(self, bar: &mut Self) { __chainrule::Tangent::accumulate(bar, self); }
        }
        #[automatically_derived]
        impl #header __chainrule::__private::FieldDot<#name #arguments> for () #clause {
            type Given<__R> = ();
            #[inline]
            fn change<__R>(&mut self, _: impl ::core::ops::FnOnce(&mut #name #arguments) -> __R) {}
            #[inline]
            fn given(self) -> ::core::option::Option<#name #arguments> { ::core::option::Option::None }
            #[inline]
            fn of_zero(_: impl ::core::ops::FnOnce() -> #name #arguments) {}
        }
        #[automatically_derived]
        impl #header __chainrule::__private::Contribution<()> for #name #arguments #clause {
            #[inline]
            fn add_to(self, _bar: &mut ()) {}
        }
        #[automatically_derived]
        #[allow(clippy::all, clippy::pedantic, unused)]
        impl #header __chainrule::Tangent for #name #arguments #clause {
            #[inline]
            fn zero_like(&self) -> Self { #zero }
            #[inline]
            #[track_caller]
            fn accumulate(&mut self, other: Self) { #accumulate }
            #[inline]
            fn scale(&mut self, factor: f64) { #scale }
            #[inline]
            fn map_coordinates(&mut self, change: &mut dyn ::core::ops::FnMut(f64) -> f64) { #coordinates }
            #[inline]
            #[track_caller]
            fn dot(&self, other: &Self) -> f64 { #dot }
        }
    }
}

/// `impl AddAssign for STangent`, with its rules.
pub(super) fn sums(input: &Input) -> TokenStream {
    let generics = input.of_tangent();
    let (header, arguments, clause) = generics.split_for_impl();
    let name = &input.tangent;
    let mut of_level = generics.clone();
    of_level.params.push(syn::parse_quote!(const __N: usize));
    let (level, _, _) = of_level.split_for_impl();
    let attributes = quote!(#[automatically_derived] #[doc(hidden)] #[allow(clippy::all, clippy::pedantic)]);
    quote! {
        #[automatically_derived]
        impl #header ::core::ops::AddAssign for #name #arguments #clause {
            #[inline]
            #[track_caller]
            fn add_assign(&mut self, other: Self) { __chainrule::Tangent::accumulate(self, other); }
        }
        #attributes
        impl #header __chainrule::operators::AddAssignRule for #name #arguments #clause {
            type Kept = ();
            fn keep(&self, _: &Self) {}
            fn reverse(_: &(), bar: &mut Self) -> Self { ::core::clone::Clone::clone(bar) }
            fn tangent(&self, dot: &mut Self, _: &Self, other_dot: Self) {
                __chainrule::Tangent::accumulate(dot, other_dot);
            }
        }
        #attributes
        impl #level __chainrule::operators::AddAssignLevel<__N> for #name #arguments #clause {
            fn reverse(own: &Self, _: &Self, _: [Self; __N], _: [Self; __N], seed: Self) -> (Self, Self, [Self; __N], [Self; __N]) {
                __chainrule::operators::sum_of_tangents_reverse(own, seed)
            }
        }
        #attributes
        impl #level __chainrule::operators::AddAssignTangents<__N> for #name #arguments #clause {
            fn tangent(_: &Self, _: &Self, own_dots: [Self; __N], other_dots: [Self; __N]) -> Self {
                __chainrule::operators::sum_of_tangents(own_dots, other_dots)
            }
        }
    }
}

/// The same variant, with `function` of every field.
fn map(input: &Input, function: &TokenStream) -> TokenStream {
    let arms = input.variants.iter().map(|variant| {
        let pattern = variant.pattern("a");
        let value = variant.braces(|_, index| {
            let part = format_ident!("a{index}");
            quote!(#function(#part))
        });
        quote!(#pattern => #value)
    });
    matched(&quote!(self), arms)
}

fn accumulate(input: &Input) -> TokenStream {
    let arms = input.variants.iter().map(|variant| {
        let (a, b) = (variant.pattern("a"), variant.pattern("b"));
        let sums = (0..variant.fields.len()).map(|index| {
            let (a, b) = (format_ident!("a{index}"), format_ident!("b{index}"));
            quote!(__chainrule::Tangent::accumulate(#a, #b);)
        });
        quote!((#a, #b) => { #(#sums)* })
    });
    matched(&quote!((self, other)), arms.chain(unlike(input, "added to")))
}

/// `method` of every field.
fn each(input: &Input, method: &str, argument: &str) -> TokenStream {
    let (method, argument) = (format_ident!("{method}"), format_ident!("{argument}"));
    let arms = input.variants.iter().map(|variant| {
        let pattern = variant.pattern("a");
        let parts = (0..variant.fields.len()).map(|index| format_ident!("a{index}"));
        quote!(#pattern => { #(__chainrule::Tangent::#method(#parts, #argument);)* })
    });
    matched(&quote!(self), arms)
}

fn dot(input: &Input) -> TokenStream {
    let arms = input.variants.iter().map(|variant| {
        let (a, b) = (variant.pattern("a"), variant.pattern("b"));
        let products = (0..variant.fields.len()).map(|index| {
            let (a, b) = (format_ident!("a{index}"), format_ident!("b{index}"));
            quote!(+ __chainrule::Tangent::dot(#a, #b))
        });
        quote!((#a, #b) => 0.0 #(#products)*)
    });
    matched(&quote!((self, other)), arms.chain(unlike(input, "multiplied by")))
}

/// Tangents of unlike variants cannot be combined.
fn unlike(input: &Input, done: &str) -> Option<TokenStream> {
    let text = format!("a tangent of `{}` is {done} one of another variant", input.name);
    (input.variants.len() > 1).then(|| quote!(_ => ::core::panic!(#text)))
}

/// A `match`; on a type without variants, one that never runs.
pub(super) fn matched(value: &TokenStream, arms: impl Iterator<Item = TokenStream>) -> TokenStream {
    let arms: Vec<TokenStream> = arms.collect();
    if arms.is_empty() {
        return quote!(::core::unreachable!());
    }
    quote!(match #value { #(#arms),* })
}
