//! `impl`s of `Iterator`: the siblings of `next` stand in an `impl` of the type's own, where callers find them like those of
//! any method.
//!
//! ```text
//! impl Iterator for Spring { fn next(&mut self) -> Option<f64> { … } }     impl Spring { fn __forward_next(..) … }
//! ```

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::visit_mut::VisitMut;

use crate::companions::siblings;
use crate::home::Home;
use crate::options::Options;
use crate::{emit, pipeline};

/// Whether `path` is the trait.
pub fn is_iterator(path: &syn::Path) -> bool {
    path.segments.last().is_some_and(|last| last.ident == "Iterator")
}

/// The siblings of `next`, in an `impl` of its own.
pub fn methods(item: &syn::ItemImpl, options: &Options) -> syn::Result<TokenStream> {
    let mut items = None;
    let mut next = None;
    for part in &item.items {
        match part {
            syn::ImplItem::Type(ty) if ty.ident == "Item" => items = Some(ty.ty.clone()),
            syn::ImplItem::Fn(function) if function.sig.ident == "next" => next = Some(function.clone()),
            _ => {}
        }
    }
    let (Some(given), Some(mut next)) = (items, next) else { return Ok(TokenStream::new()) };
    OfSelf(given).visit_impl_item_fn_mut(&mut next);
    next.vis = syn::parse_quote!(pub);
    let mut block = item.clone();
    block.trait_ = None;
    block.items = vec![syn::ImplItem::Fn(next.clone())];
    let code = pipeline::compile_as(options, &super::as_item(&next), &Home::of_impl(&block), siblings::sweeps)?;
    let (generics, _, clause) = item.generics.split_for_impl();
    let self_ty = &item.self_ty;
    let code = quote! {
        #[doc(hidden)]
        #[allow(clippy::all, clippy::pedantic, unused)]
        impl #generics #self_ty #clause {
            #code
        }
    };
    Ok(emit::with_root(code, &options.root))
}

/// Writes the type of the items for `Self::Item`.
struct OfSelf(syn::Type);

impl VisitMut for OfSelf {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        if ty.to_token_stream().to_string().replace(' ', "") == "Self::Item" {
            *ty = self.0.clone();
        }
        syn::visit_mut::visit_type_mut(self, ty);
    }
}
