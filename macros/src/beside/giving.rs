//! Methods of the file that give iterators, with their bodies.

use quote::ToTokens;
use syn::visit_mut::VisitMut;

use super::{Beside, Own};

/// Whether a result is an iterator.
pub fn is_iterator(output: &syn::ReturnType) -> bool {
    let syn::ReturnType::Type(_, ty) = output else { return false };
    match &**ty {
        syn::Type::ImplTrait(any) => of_bounds(&any.bounds),
        syn::Type::Path(path) => {
            let Some(last) = path.path.segments.last() else { return false };
            let object = match &last.arguments {
                syn::PathArguments::AngleBracketed(list) => list.args.first(),
                _ => None,
            };
            match (last.ident.to_string().as_str(), object) {
                ("Box", Some(syn::GenericArgument::Type(syn::Type::TraitObject(object)))) => of_bounds(&object.bounds),
                ("Iter" | "IterMut" | "IntoIter", _) => true,
                _ => false,
            }
        }
        _ => false,
    }
}

/// The text of a method that gives an iterator.
pub(super) fn text(function: &syn::ImplItemFn) -> Option<String> {
    is_iterator(&function.sig.output).then(|| {
        let mut function = function.clone();
        function.attrs.clear();
        function.to_token_stream().to_string()
    })
}

fn of_bounds(bounds: &syn::punctuated::Punctuated<syn::TypeParamBound, syn::Token![+]>) -> bool {
    bounds.iter().any(|bound| match bound {
        syn::TypeParamBound::Trait(bound) => bound.path.segments.last().is_some_and(|last| {
            matches!(last.ident.to_string().as_str(), "Iterator" | "DoubleEndedIterator" | "ExactSizeIterator")
        }),
        _ => false,
    })
}

impl Beside {
    /// A method of `owner` that gives an iterator.
    pub fn giving(&self, owner: &str, method: &str) -> Option<syn::ImplItemFn> {
        let mut function: syn::ImplItemFn = syn::parse_str(self.source.giving(&self.place, owner, method)?).ok()?;
        Own(owner).visit_impl_item_fn_mut(&mut function);
        Some(function)
    }
}
