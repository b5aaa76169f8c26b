//! The levels of a method that gives nothing with a derivative.

use proc_macro2::TokenStream;
use quote::quote;

use super::Inputs;
use crate::emit;

/// The level siblings up to an order; `shadow` is what the shadow of the receiver is, `output` the type of the result.
pub(super) fn siblings(
    item: &syn::ItemFn,
    inputs: &Inputs,
    (shadow, output): (&TokenStream, &TokenStream),
    order: u32,
) -> TokenStream {
    let (visibility, method, names) = (&item.vis, &item.sig.ident, &inputs.names);
    let (generics, _, clause) = item.sig.generics.split_for_impl();
    let (mut out, mut below) = (TokenStream::new(), quote!(()));
    let (mut ty, mut none, mut value) = (output.clone(), quote!(()), quote!(self.#method(#(#names),*)));
    for level in 1..=order {
        let (forward, reverse, bars) = arguments(inputs, shadow, level);
        let Arguments { patterns, types } = forward;
        (ty, value) = (quote!((#ty, #none)), quote!((#value, #below)));
        (none, below) = (quote!((#none, #none)), quote!((#below, #below)));
        let [forward, back, tangent] = ["forward", "reverse", "tangent"];
        let name = |sweep: &str| emit::sibling(method, &format!("{sweep}{level}"));
        let tangent = name(tangent);
        if level > 1 {
            out.extend(quote! {
                #[doc(hidden)]
                #[allow(clippy::all, clippy::pedantic, unused)]
                #visibility fn #tangent #generics(&self, (#(#patterns,)*): (#(#types,)*)) -> #ty #clause { #value }
            });
        }
        if level == order {
            continue;
        }
        let (forward, back) = (name(forward), name(back));
        let zeros = bars.iter().map(|_| quote!(()));
        out.extend(quote! {
            #[doc(hidden)]
            #[allow(clippy::all, clippy::pedantic, unused)]
            #visibility fn #forward #generics(
                &self, _: &mut __chainrule::__private::Tape, (#(#patterns,)*): (#(#types,)*)
            ) -> #ty #clause {
                #value
            }
            #[doc(hidden)]
            #[allow(clippy::all, clippy::pedantic, unused)]
            #visibility fn #back #generics(
                &self, _: &mut __chainrule::__private::Tape, _: (#(#reverse,)*), _: #none
            ) -> (#(#bars,)*) #clause {
                (#(#zeros,)*)
            }
        });
    }
    out
}

/// The arguments of a forward sweep.
struct Arguments {
    patterns: Vec<TokenStream>,
    types: Vec<TokenStream>,
}

/// The arguments of both sweeps at a level, and the cotangents of those by value.
fn arguments(inputs: &Inputs, shadow: &TokenStream, level: u32) -> (Arguments, Vec<TokenStream>, Vec<TokenStream>) {
    let tangents = (1_usize << level) - 1;
    let option = |ty: &TokenStream| quote!(::core::option::Option<#ty>);
    let dot = option(&quote!(&(#shadow)));
    let bar = option(&quote!(&mut (#shadow)));
    let mut forward = Arguments { patterns: vec![quote!(_); tangents], types: vec![dot.clone(); tangents] };
    let mut reverse = vec![bar.clone()];
    reverse.extend((0..tangents).flat_map(|_| [dot.clone(), bar.clone()]));
    let mut bars = Vec::new();
    for input in &inputs.behind {
        let (name, ty) = (&input.name, &input.ty);
        forward.patterns.push(quote!(#name));
        forward.patterns.extend(vec![quote!(_); tangents]);
        forward.types.push(quote!(#ty));
        if let Some(shadow) = &input.shadow {
            let (dot, bar) = (option(&quote!(&#shadow)), option(&quote!(&mut #shadow)));
            forward.types.extend(vec![dot.clone(); tangents]);
            reverse.extend([quote!(#ty), bar.clone()]);
            reverse.extend((0..tangents).flat_map(|_| [dot.clone(), bar.clone()]));
        } else {
            forward.types.extend(vec![option(&quote!(())); tangents]);
            bars.extend(vec![quote!(()); tangents + 1]);
        }
    }
    (forward, reverse, bars)
}
