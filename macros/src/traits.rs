//! Traits: each method gets siblings, which every `impl` of the trait under the attribute writes too, and companions
//! that call them.
//!
//! Receivers behind `dyn` have tangents of a type that only the running program knows.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use crate::diagnostic::Message;
use crate::home::Home;
use crate::implementation::{is_differentiate, without_attribute};
use crate::options::Options;
use crate::{companions, emit, helper_attributes, implementation, parameters, pipeline};

/// The trait with siblings and companions of its methods.
pub fn expand(arguments: TokenStream, item: &syn::ItemTrait) -> TokenStream {
    let options = match Options::parse(arguments) {
        Ok(options) => options,
        Err(error) => return beside(item, &error),
    };
    if let Some(refusal) = implementation::refuse_choices(&options, "trait") {
        return beside(item, &refusal);
    }
    let home = Home::of_trait(item);
    let mut out = plain(item);
    let mut errors = TokenStream::new();
    for part in &item.items {
        let syn::TraitItem::Fn(function) = part else { continue };
        match beside_function(function, &options, &home) {
            Ok(companions) => out.items.push(syn::TraitItem::Verbatim(companions)),
            Err(error) => errors.extend(error.into_compile_error()),
        }
    }
    let zero = quote! {
        #[doc(hidden)]
        fn __zero_tangent(&self) -> __chainrule::DynTangent;
        #[doc(hidden)]
        fn __move_along(&mut self, tangent: &__chainrule::DynTangent, step: f64);
    };
    out.items.push(syn::TraitItem::Verbatim(emit::with_root(zero, &options.root)));
    let objects = emit::with_root(objects(item), &options.root);
    quote!(#out #objects #errors)
}

/// A function of the trait `name` under the attribute by itself.
pub fn refuse_alone(function: &Ident, name: &str) -> syn::Error {
    Message::new(format!("the attribute stands on the function `{function}` of the trait `{name}` alone"))
        .note("a trait and each `impl` of it carry the attribute as a whole, so that callers find the derivative")
        .help("put `#[differentiate]` on the `trait` and on the `impl`; if the trait is not yours, on a function in `impl Type { .. }`")
        .at(function.span())
}

/// A function of a trait without a body, under the attribute by itself.
pub fn refuse_declaration(function: &syn::TraitItemFn) -> TokenStream {
    let name = &function.sig.ident;
    let message = Message::new(format!("the attribute stands on the function `{name}` alone, which has no body"))
        .note("a trait and each `impl` of it carry the attribute as a whole, so that callers find the derivative")
        .help("put `#[differentiate]` on the `trait`, and on each `impl` of it");
    let error = message.at(name.span()).into_compile_error();
    let mut function = function.clone();
    function.sig = helper_attributes::removed_from_signature(&function.sig);
    quote!(#function #error)
}

/// The trait as the user wrote it.
fn plain(item: &syn::ItemTrait) -> syn::ItemTrait {
    let mut item = item.clone();
    for part in &mut item.items {
        if let syn::TraitItem::Fn(function) = part {
            function.sig = helper_attributes::removed_from_signature(&function.sig);
            function.default.iter_mut().for_each(helper_attributes::remove_from_block);
            function.attrs.retain(|attribute| !is_differentiate(attribute));
        }
    }
    item
}

fn beside(item: &syn::ItemTrait, error: &syn::Error) -> TokenStream {
    let (item, error) = (plain(item), error.to_compile_error());
    quote!(#item #error)
}

/// Siblings and companions of one method.
fn beside_function(function: &syn::TraitItemFn, options: &Options, home: &Home) -> syn::Result<TokenStream> {
    let mut item = syn::ItemFn {
        attrs: function.attrs.clone(),
        vis: syn::Visibility::Inherited,
        sig: function.sig.clone(),
        block: Box::new(function.default.clone().unwrap_or_else(|| syn::parse_quote!({ ::core::unreachable!() }))),
    };
    let own = without_attribute(&mut item.attrs)?;
    let asked = own.is_some();
    let options = own.as_ref().unwrap_or(options);
    if !asked && parameters::is_left_alone(&item) {
        let siblings = implementation::inert::siblings(&item, home, options.order()).unwrap_or_default();
        return Ok(emit::with_root(siblings, &options.root));
    }
    let siblings = match &function.default {
        Some(_) => pipeline::compile_as(options, &item, home, companions::siblings::sweeps)?,
        None => pipeline::outline_as(options, &item, home, companions::siblings::declarations)?,
    };
    let caller = caller(&item);
    let written = pipeline::compile_as(options, &caller, home, companions::without_sweeps)?;
    Ok(emit::with_root(quote!(#siblings #written), &options.root))
}

/// A function that calls the method: its companions are those of the method, whatever type it is called on.
fn caller(item: &syn::ItemFn) -> syn::ItemFn {
    let mut caller = item.clone();
    let name = &item.sig.ident;
    let mut arguments: Vec<syn::Ident> = Vec::new();
    for (index, input) in caller.sig.inputs.iter_mut().enumerate() {
        match input {
            syn::FnArg::Receiver(receiver) => {
                if receiver.reference.is_none() {
                    receiver.mutability = None;
                }
                arguments.push(syn::Ident::new("self", receiver.self_token.span));
            }
            syn::FnArg::Typed(typed) => {
                let name = match &*typed.pat {
                    syn::Pat::Ident(name) => name.ident.clone(),
                    _ => format_ident!("argument_{index}", span = Span::mixed_site()),
                };
                *typed.pat = syn::parse_quote!(#name);
                arguments.push(name);
            }
        }
    }
    let generics = caller.sig.generics.type_params().map(|parameter| &parameter.ident);
    let generics: Vec<_> =
        generics.chain(caller.sig.generics.const_params().map(|parameter| &parameter.ident)).collect();
    let turbofish = (!generics.is_empty()).then(|| quote!(::<#(#generics),*>));
    *caller.block = syn::parse_quote!({ Self::#name #turbofish(#(#arguments),*) });
    let clause = caller.sig.generics.make_where_clause();
    clause.predicates.push(syn::parse_quote!(Self: ::core::marker::Sized));
    if let Some(receiver) = item.sig.receiver() {
        let bound = companions::differentiable(&quote!(Self));
        clause.predicates.push(syn::parse_quote!(#bound));
        let shared = receiver.reference.is_some() && receiver.mutability.is_none();
        if !shared {
            clause.predicates.push(syn::parse_quote!(Self: ::core::clone::Clone));
        }
    }
    caller
}

/// The tangents of `dyn Trait` and `Box<dyn Trait>`, where the trait allows for objects.
fn objects(item: &syn::ItemTrait) -> TokenStream {
    if !allows_objects(item) {
        return TokenStream::new();
    }
    let name = &item.ident;
    let (_, arguments, clause) = item.generics.split_for_impl();
    let mut generics = item.generics.clone();
    generics.params.insert(0, syn::parse_quote!('object));
    let (parameters, ..) = generics.split_for_impl();
    quote! {
        #[doc(hidden)]
        impl #parameters __chainrule::Differentiable for dyn #name #arguments + 'object #clause {
            type Tangent = __chainrule::DynTangent;
            type Shadow = __chainrule::DynTangent;

            fn zero_tangent(&self) -> __chainrule::DynTangent {
                self.__zero_tangent()
            }

            fn check_shadow(&self, _: __chainrule::Place<'_>, _: &__chainrule::DynTangent) {}

            fn move_along(&mut self, tangent: &__chainrule::DynTangent, step: f64) {
                self.__move_along(tangent, step);
            }
        }

        #[doc(hidden)]
        impl #parameters __chainrule::Differentiable
            for __chainrule::__private::Box<dyn #name #arguments + 'object> #clause
        {
            type Tangent = __chainrule::__private::Box<__chainrule::DynTangent>;
            type Shadow = __chainrule::__private::Box<__chainrule::DynTangent>;

            fn zero_tangent(&self) -> Self::Tangent {
                __chainrule::__private::Box::new((**self).__zero_tangent())
            }

            fn check_shadow(&self, _: __chainrule::Place<'_>, _: &Self::Tangent) {}

            fn move_along(&mut self, tangent: &Self::Tangent, step: f64) {
                (**self).__move_along(tangent, step);
            }
        }
    }
}

/// Whether `dyn Trait` is a type, as far as the trait alone tells.
fn allows_objects(item: &syn::ItemTrait) -> bool {
    const HARMLESS: &[&str] = &["Debug", "Display", "Send", "Sync", "Any", "Error"];
    let supertraits = item.supertraits.iter().all(|bound| match bound {
        syn::TypeParamBound::Trait(bound) => {
            bound.path.segments.last().is_some_and(|segment| HARMLESS.contains(&segment.ident.to_string().as_str()))
        }
        syn::TypeParamBound::Lifetime(_) => true,
        _ => false,
    });
    let clause = item.generics.where_clause.is_none();
    supertraits
        && clause
        && item.items.iter().all(|part| match part {
            syn::TraitItem::Fn(function) => is_dispatched(&function.sig),
            _ => false,
        })
}

/// Whether a method may be called through `dyn`, or is kept from it by `where Self: Sized`.
fn is_dispatched(signature: &syn::Signature) -> bool {
    struct Mentions(bool);
    impl<'ast> syn::visit::Visit<'ast> for Mentions {
        fn visit_path(&mut self, path: &'ast syn::Path) {
            self.0 |= path.segments.first().is_some_and(|segment| segment.ident == "Self");
            syn::visit::visit_path(self, path);
        }
        fn visit_type_impl_trait(&mut self, _bounds: &'ast syn::TypeImplTrait) {
            self.0 = true;
        }
        fn visit_receiver(&mut self, _receiver: &'ast syn::Receiver) {}
    }
    if let Some(clause) = &signature.generics.where_clause
        && clause.predicates.iter().any(|predicate| quote!(#predicate).to_string().contains("Sized"))
    {
        return true;
    }
    let mut mentions = Mentions(false);
    signature.inputs.iter().for_each(|input| syn::visit::visit_fn_arg(&mut mentions, input));
    syn::visit::visit_return_type(&mut mentions, &signature.output);
    let by_reference = signature.receiver().is_some_and(|receiver| receiver.reference.is_some());
    let generic =
        signature.generics.type_params().next().is_some() || signature.generics.const_params().next().is_some();
    by_reference && !generic && !mentions.0
}
