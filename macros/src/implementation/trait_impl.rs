//! What the `impl` of a trait under the attribute has beside the siblings of its methods.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::options::Options;
use crate::{companions, emit, generics};

/// The generics get in the head what the siblings need: a method may not ask for more than the trait does. Scalars are to
/// be `Real`, what the value is made of `Differentiable`.
pub fn bound_scalars(item: &mut syn::ItemImpl, options: &Options) {
    let mut scalars = Vec::new();
    for part in &item.items {
        if let syn::ImplItem::Fn(function) = part {
            scalars.extend(generics::scalars(&item.generics, &function.sig, &function.block));
        }
    }
    scalars.sort();
    scalars.dedup();
    let root = &options.root;
    let held = super::inert::has_active_receiver(&item.items);
    let parts: Vec<syn::Ident> = item.generics.type_params().map(|parameter| parameter.ident.clone()).collect();
    let is_part = |name: &syn::Ident| {
        held && !scalars.contains(name) && crate::hoist::names(item.self_ty.to_token_stream(), &name.to_string())
    };
    let parts: Vec<syn::Ident> = parts.into_iter().filter(is_part).collect();
    let clause = item.generics.make_where_clause();
    for scalar in scalars {
        clause.predicates.push(syn::parse_quote!(#scalar: #root::Real));
    }
    for part in parts {
        let bound = emit::with_root(companions::differentiable(&quote!(#part)), root);
        clause.predicates.push(syn::parse_quote!(#bound + 'static));
        if options.order() > 1 {
            let twice = emit::with_root(companions::again(&part).to_token_stream(), root);
            clause.predicates.push(syn::parse_quote!(#twice));
        }
    }
}

/// The zero tangent of the receiver, for those who hold it behind `dyn`; that of no value where every method holds its
/// receiver constant.
pub fn zero_tangent(item: &syn::ItemImpl, options: &Options) -> TokenStream {
    let active = super::inert::has_active_receiver(&item.items);
    let moved = active.then(|| {
        quote! {
            if let ::core::option::Option::Some(tangent) = tangent.get() {
                __chainrule::Differentiable::move_along(self, tangent, step);
            }
        }
    });
    let value = if active { quote!(__chainrule::Differentiable::zero_tangent(self)) } else { quote!(()) };
    let code = quote! {
        #[doc(hidden)]
        fn __zero_tangent(&self) -> __chainrule::DynTangent {
            __chainrule::DynTangent::new(#value)
        }

        #[doc(hidden)]
        #[allow(unused)]
        fn __move_along(&mut self, tangent: &__chainrule::DynTangent, step: f64) {
            #moved
        }
    };
    emit::with_root(code, &options.root)
}
