//! The same above the first level, where the caller is differentiated twice.
//!
//! ```text
//! fn __forward1_row(&self, tape, (dot, i, _)) -> (Owned, Dot)      the copy, and that of the same part of the tangent
//! fn __reverse1_row(&self, tape, (bar, dot, dot_bar), seed)        adds the seed to the part of both shadows
//! fn __tangent2_row(&self, (dot1, dot, dot_dot, i, _, _, _)) -> ((Owned, Dot), (Dot, Dot))
//! ```

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{bounded, name, names, part_dot};
use crate::emit;

/// Writes the bodies of these sweeps of the method `of` in `block`, where they can be written.
pub(super) fn write(block: &mut syn::ItemImpl, of: &Ident, tag: &TokenStream) {
    let find = |sweep: &str| {
        let name = emit::sibling(of, sweep);
        let is_it = |item: &syn::ImplItem| matches!(item, syn::ImplItem::Fn(function) if function.sig.ident == name);
        block.items.iter().position(is_it)
    };
    let all = ["forward", "forward1", "reverse1", "tangent2"].map(find);
    let [Some(first), Some(forward), Some(reverse), Some(tangent)] = all else { return };
    let function = |index: usize| match &block.items[index] {
        syn::ImplItem::Fn(function) => Some(function.clone()),
        _ => None,
    };
    let Some(arguments) = function(first).and_then(|function| names(&function, 2, 1)) else { return };
    let locate = emit::sibling(of, "locate");
    let found = quote!(self.#locate(#(#arguments),*));
    let new = (
        function(forward).and_then(|forward| forward_of(forward, &arguments, &found, tag)),
        function(reverse).and_then(|reverse| reverse_of(reverse, tag)),
        function(tangent).and_then(|tangent| tangent_of(tangent, &arguments, &found, tag)),
    );
    if let (Some(new_forward), Some(new_reverse), Some(new_tangent)) = new {
        for (index, function) in [(forward, new_forward), (reverse, new_reverse), (tangent, new_tangent)] {
            block.items[index] = syn::ImplItem::Fn(function);
        }
    }
}

/// The names of the parts of a tuple, where its arguments follow `tangents` of the receiver, each with tangents of its own.
fn tuple(input: &syn::FnArg, tangents: usize, arguments: &[Ident]) -> Option<Vec<Ident>> {
    let syn::FnArg::Typed(syn::PatType { pat, .. }) = input else { return None };
    let syn::Pat::Tuple(tuple) = &**pat else { return None };
    let parts = tuple.elems.iter().map(|part| match part {
        syn::Pat::Ident(name) => Some(name.ident.clone()),
        _ => None,
    });
    let parts: Vec<Ident> = parts.collect::<Option<_>>()?;
    let is_laid_out = parts.len() == tangents + arguments.len() * (tangents + 1)
        && parts[tangents..].iter().step_by(tangents + 1).eq(arguments);
    is_laid_out.then_some(parts)
}

fn dot_type() -> TokenStream {
    quote!(<__Part::Owned as __chainrule::__private::Differentiable>::Tangent)
}

fn forward_of(
    mut function: syn::ImplItemFn,
    arguments: &[Ident],
    found: &TokenStream,
    tag: &TokenStream,
) -> Option<syn::ImplItemFn> {
    let dot = tuple(function.sig.inputs.get(2)?, 1, arguments)?.remove(0);
    let (tape, part_dot, ty) = (name(function.sig.inputs.get(1)?)?, part_dot(&dot), dot_type());
    bounded(&mut function, tag);
    function.sig.inputs[1] = syn::parse_quote!(#tape: &mut __chainrule::__private::Tape);
    function.sig.output = syn::parse_quote!(-> (__Part::Owned, #ty));
    function.block = syn::parse_quote!({
        let at = #found;
        let part = __chainrule::__private::CopiedPart::copy(__chainrule::__private::located(&at, self));
        let part_dot = #part_dot;
        #tape.push(at);
        (part, part_dot)
    });
    Some(function)
}

fn reverse_of(mut function: syn::ImplItemFn, tag: &TokenStream) -> Option<syn::ImplItemFn> {
    let parts = tuple(function.sig.inputs.get(2)?, 3, &[])?;
    let (tape, seed, ty) = (name(function.sig.inputs.get(1)?)?, name(function.sig.inputs.get(3)?)?, dot_type());
    bounded(&mut function, tag);
    function.sig.inputs[3] = syn::parse_quote!(#seed: (#ty, #ty));
    let added = [(&parts[0], 0), (&parts[2], 1)].map(|(bar, part)| {
        let part = proc_macro2::Literal::usize_unsuffixed(part);
        quote! {
            if let ::core::option::Option::Some(bar) = #bar {
                let bar = ::core::borrow::BorrowMut::<
                    <Self as __chainrule::__private::Differentiable>::Shadow
                >::borrow_mut(bar);
                let part_bar = __chainrule::__private::located_shadow_mut(&at, bar);
                <__Part as __chainrule::__private::CopiedPart>::add(part_bar, #seed.#part);
            }
        }
    });
    function.block = syn::parse_quote!({
        let at = #tape.pop::<__chainrule::__private::At<Self, #tag>>();
        #(#added)*
        ::core::default::Default::default()
    });
    Some(function)
}

fn tangent_of(
    mut function: syn::ImplItemFn,
    arguments: &[Ident],
    found: &TokenStream,
    tag: &TokenStream,
) -> Option<syn::ImplItemFn> {
    let parts = tuple(function.sig.inputs.get(1)?, 3, arguments)?;
    let ty = dot_type();
    bounded(&mut function, tag);
    function.sig.output = syn::parse_quote!(-> ((__Part::Owned, #ty), (#ty, #ty)));
    let dots = parts[..3].iter().map(part_dot);
    let names = (0..3).map(|index| format_ident!("part_dot{index}"));
    let names: Vec<Ident> = names.collect();
    let [newest, dot, both] = &names[..] else { return None };
    function.block = syn::parse_quote!({
        let at = #found;
        let part = __chainrule::__private::CopiedPart::copy(__chainrule::__private::located(&at, self));
        #(let #names = #dots;)*
        ((part, #dot), (#newest, #both))
    });
    Some(function)
}
