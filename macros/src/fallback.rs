//! After an error: the user's function as it is, and stubs of its companions, so that one mistake gives one error.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::visit_mut::VisitMut;

use crate::companions::{self, Context};
use crate::home::Home;
use crate::ir::Function;
use crate::options::{Companion, Options};
use crate::types::Ty;
use crate::{activity, beside, emit, functions, helper_attributes, hoist, lower, parameters, pipeline};

/// The function, the error, and the stubs.
pub fn expand(item: &syn::ItemFn, options: &Options, home: &Home, error: &syn::Error) -> TokenStream {
    let function = helper_attributes::removed(item);
    let error = error.to_compile_error();
    if home.is_associated() && beside::forget() {
        return quote!(#[allow(dead_code)] #function #error);
    }
    let (stubs, missing) = (stubs(item, options, home), beside::missing());
    quote!(#[allow(dead_code)] #function #error #stubs #missing)
}

/// The companions with their signatures, as far as these are known, and bodies that cannot be reached.
pub fn stubs(item: &syn::ItemFn, options: &Options, home: &Home) -> TokenStream {
    pipeline::with_scalars(item, home, |item, scalars| {
        let active = parameters::outline(item, options);
        let function = lower::stub(item, &active, home);
        let known = function.result_ty.is_passive() || function.result_ty.tangent().tokens().is_some();
        if !known || matches!(function.result_ty, Ty::Ref(..)) || parameters::check_references(item).is_err() {
            return TokenStream::new();
        }
        let activity = activity::analyze(&function);
        let options = &possible(options, item, &function);
        let context = Context { item, function: &function, activity: &activity, options, home, scalars };
        unreachable(emit::with_root(companions::write(&context), &options.root), home)
    })
}

/// What of the user's wishes is possible for the signature alone.
fn possible(options: &Options, item: &syn::ItemFn, function: &Function) -> Options {
    let mut options = options.clone();
    let takes_function = |input: &syn::FnArg| matches!(input, syn::FnArg::Typed(typed) if functions::signature(&typed.ty, &item.sig.generics).is_some());
    if item.sig.inputs.iter().any(takes_function) {
        options.companions = vec![(Companion::Vjp, Span::call_site()), (Companion::Jvp, Span::call_site())];
    }
    let mut names = options.wrt.take().unwrap_or_default();
    let mut seen = BTreeSet::new();
    let is_active =
        |name: &Ident| function.parameters.iter().any(|parameter| parameter.active && *name == parameter.label);
    names.retain(|name| is_active(name) && seen.insert(name.to_string()));
    options.wrt = Some(names).filter(|names| !names.is_empty());
    options
}

/// The same items without their bodies, whatever these would be of a function that is not known; nothing where one of them
/// cannot be read.
fn unreachable(code: TokenStream, home: &Home) -> TokenStream {
    if home.is_associated() {
        let whole = syn::parse2::<syn::ItemImpl>(quote!(impl Own { #code }));
        return whole
            .map(|mut whole| {
                Bodies.visit_item_impl_mut(&mut whole);
                let items = &whole.items;
                quote!(#(#items)*)
            })
            .unwrap_or_default();
    }
    let whole = syn::parse2::<syn::File>(code);
    whole
        .map(|mut whole| {
            Bodies.visit_file_mut(&mut whole);
            whole.into_token_stream()
        })
        .unwrap_or_default()
}

/// Takes the bodies of functions.
struct Bodies;

impl Bodies {
    fn of(signature: &syn::Signature, body: &mut syn::Block) {
        let value = match &signature.output {
            syn::ReturnType::Type(_, ty) => Self::value(ty),
            syn::ReturnType::Default => Self::value(&syn::parse_quote!(())),
        };
        *body = syn::parse_quote!({ #value });
    }

    /// What stands for a value of this type: a pullback is a closure, whose type is known only by the body.
    fn value(ty: &syn::Type) -> TokenStream {
        match ty {
            syn::Type::Tuple(tuple) if hoist::names(ty.to_token_stream(), "impl") => {
                let parts = tuple.elems.iter().map(Self::value);
                quote!((#(#parts),*))
            }
            syn::Type::ImplTrait(bounds) => {
                let arguments = bounds.bounds.iter().find_map(|bound| match bound {
                    syn::TypeParamBound::Trait(bound) => match &bound.path.segments.last()?.arguments {
                        syn::PathArguments::Parenthesized(list) => Some(list.inputs.len()),
                        _ => None,
                    },
                    _ => None,
                });
                let arguments = (0..arguments.unwrap_or(0)).map(|_| quote!(_));
                quote!(|#(#arguments),*| ::core::unreachable!())
            }
            _ => quote!(::core::unreachable!()),
        }
    }
}

impl VisitMut for Bodies {
    fn visit_item_fn_mut(&mut self, item: &mut syn::ItemFn) {
        Self::of(&item.sig, &mut item.block);
    }

    fn visit_impl_item_fn_mut(&mut self, item: &mut syn::ImplItemFn) {
        Self::of(&item.sig, &mut item.block);
    }
}
