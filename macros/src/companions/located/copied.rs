//! The sweeps of a method whose result is a reference, for callers that do not see that it is one: they get a copy.
//!
//! ```text
//! fn __forward_row<P: CopiedPart>(&self, tape, i: usize) -> P::Owned where Self: Locate<row, Part = P> {
//!     let at = self.__locate_row(i);
//!     let part = located(&at, self).copy();
//!     tape.push(at);
//!     part
//! }
//! ```

mod levels;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::emit;

/// Writes the bodies of the sweeps of the method `name` in `block`, where all of them can be written.
pub(super) fn write(block: &mut syn::ItemImpl, name: &Ident, tag: &TokenStream) {
    let found = |sweep: &str| {
        let name = emit::sibling(name, sweep);
        block.items.iter().position(|item| matches!(item, syn::ImplItem::Fn(function) if function.sig.ident == name))
    };
    let (Some(forward), Some(reverse), Some(tangent)) = (found("forward"), found("reverse"), found("tangent")) else {
        return;
    };
    let sweep = |index: usize| match &block.items[index] {
        syn::ImplItem::Fn(function) => Some(function.clone()),
        _ => None,
    };
    let (Some(forward_fn), Some(reverse_fn), Some(tangent_fn)) = (sweep(forward), sweep(reverse), sweep(tangent))
    else {
        return;
    };
    let locate = emit::sibling(name, "locate");
    let new = (forward_of(forward_fn, &locate, tag), reverse_of(reverse_fn, tag), tangent_of(tangent_fn, &locate, tag));
    if let (Some(new_forward), Some(new_reverse), Some(new_tangent)) = new {
        block.items[forward] = syn::ImplItem::Fn(new_forward);
        block.items[reverse] = syn::ImplItem::Fn(new_reverse);
        block.items[tangent] = syn::ImplItem::Fn(new_tangent);
        levels::write(block, name, tag);
    }
}

/// The names of the parameters from `skip` on, every `step`-th.
fn names(function: &syn::ImplItemFn, skip: usize, step: usize) -> Option<Vec<Ident>> {
    let inputs = function.sig.inputs.iter().skip(skip).step_by(step);
    inputs.map(name).collect()
}

fn name(input: &syn::FnArg) -> Option<Ident> {
    match input {
        syn::FnArg::Typed(typed) => match &*typed.pat {
            syn::Pat::Ident(name) => Some(name.ident.clone()),
            _ => None,
        },
        syn::FnArg::Receiver(_) => None,
    }
}

/// The part is of a type that is checked where the method is called.
fn bounded(function: &mut syn::ImplItemFn, tag: &TokenStream) {
    function
        .sig
        .generics
        .params
        .push(syn::parse_quote!(__Part: ?::core::marker::Sized + __chainrule::__private::CopiedPart));
    let clause = function.sig.generics.make_where_clause();
    clause.predicates.push(syn::parse_quote!(Self: __chainrule::__private::Locate<#tag, Part = __Part>));
}

fn forward_of(mut function: syn::ImplItemFn, locate: &Ident, tag: &TokenStream) -> Option<syn::ImplItemFn> {
    let arguments = names(&function, 2, 1)?;
    let tape = name(function.sig.inputs.get(1)?)?;
    bounded(&mut function, tag);
    function.sig.inputs[1] = syn::parse_quote!(#tape: &mut __chainrule::__private::Tape);
    function.sig.output = syn::parse_quote!(-> __Part::Owned);
    function.block = syn::parse_quote!({
        let at = self.#locate(#(#arguments),*);
        let part = __chainrule::__private::CopiedPart::copy(__chainrule::__private::located(&at, self));
        #tape.push(at);
        part
    });
    Some(function)
}

fn reverse_of(mut function: syn::ImplItemFn, tag: &TokenStream) -> Option<syn::ImplItemFn> {
    let syn::ReturnType::Type(_, output) = &function.sig.output else { return None };
    let syn::Type::Tuple(cotangents) = &**output else { return None };
    let is_unit = |ty: &syn::Type| matches!(ty, syn::Type::Tuple(tuple) if tuple.elems.is_empty());
    if !cotangents.elems.iter().all(is_unit) {
        return None;
    }
    let (tape, bar) = (name(function.sig.inputs.get(1)?)?, name(function.sig.inputs.get(2)?)?);
    let seed = name(function.sig.inputs.last()?)?;
    bounded(&mut function, tag);
    let last = function.sig.inputs.len() - 1;
    function.sig.inputs[last] = syn::parse_quote!(
        #seed: <__Part::Owned as __chainrule::__private::Differentiable>::Tangent
    );
    function.block = syn::parse_quote!({
        let at = #tape.pop::<__chainrule::__private::At<Self, #tag>>();
        if let ::core::option::Option::Some(bar) = #bar {
            let bar = ::core::borrow::BorrowMut::<<Self as __chainrule::__private::Differentiable>::Shadow>::borrow_mut(bar);
            let part_bar = __chainrule::__private::located_shadow_mut(&at, bar);
            <__Part as __chainrule::__private::CopiedPart>::add(part_bar, #seed);
        }
        ::core::default::Default::default()
    });
    Some(function)
}

fn tangent_of(mut function: syn::ImplItemFn, locate: &Ident, tag: &TokenStream) -> Option<syn::ImplItemFn> {
    let arguments = names(&function, 2, 2)?;
    let dot = name(function.sig.inputs.get(1)?)?;
    bounded(&mut function, tag);
    function.sig.output = syn::parse_quote!(
        -> (__Part::Owned, <__Part::Owned as __chainrule::__private::Differentiable>::Tangent)
    );
    let part_dot = part_dot(&dot);
    function.block = syn::parse_quote!({
        let at = self.#locate(#(#arguments),*);
        let part = __chainrule::__private::CopiedPart::copy(__chainrule::__private::located(&at, self));
        let part_dot = #part_dot;
        (part, part_dot)
    });
    Some(function)
}

/// The same part of the tangent `dot` of the receiver.
fn part_dot(dot: &Ident) -> TokenStream {
    quote! {
        match #dot {
            ::core::option::Option::Some(dot) => {
                let dot = ::core::borrow::Borrow::<<Self as __chainrule::__private::Differentiable>::Shadow>::borrow(dot);
                <__Part as __chainrule::__private::CopiedPart>::dot(__chainrule::__private::located_shadow(&at, dot))
            }
            ::core::option::Option::None => __chainrule::__private::zero_tangent(&part),
        }
    }
}
