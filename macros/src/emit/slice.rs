//! Slices that go onto the tape, or back into their place.

use proc_macro2::TokenStream;
use quote::quote;

use super::{borrow, operand, place, place_mut};
use crate::ir::{Function, Place, Step};

/// `tape.push_slice(&a[lo..hi]);`, where there are elements. The bounds may read the container: they come first.
pub(super) fn slice_call(function: &Function, target: &Place, method: &str, mutable: bool) -> TokenStream {
    let span = proc_macro2::Span::mixed_site();
    let (method, tape) = (proc_macro2::Ident::new(method, span), &function.tape);
    let Some((Step::Slice(lo, Some(hi)), before)) = target.path.split_last() else {
        let slice = borrow(function, mutable, target);
        return quote!(#tape.#method(#slice););
    };
    let whole = Place { root: target.root, path: before.to_vec() };
    let whole = if mutable { place_mut(function, &whole) } else { place(function, &whole) };
    let mutability = mutable.then(|| quote!(mut));
    let (lo, hi) = (operand(function, lo), operand(function, hi));
    if hi.to_string() == quote!(#whole.len()).to_string() && lo.to_string() == "0" {
        return quote!(#tape.#method(&#mutability #whole[..]););
    }
    let (start, end) = (proc_macro2::Ident::new("start", span), proc_macro2::Ident::new("end", span));
    if is_name(&lo) && is_name(&hi) {
        let call = quote!(#tape.#method(&#mutability #whole[#lo..#hi]););
        return if lo.to_string() == "0" { call } else { quote!(if #lo < #hi { #call }) };
    }
    quote! {{
        let (#start, #end) = (#lo, #hi);
        if #start < #end {
            #tape.#method(&#mutability #whole[#start..#end]);
        }
    }}
}

/// One identifier or literal.
fn is_name(tokens: &TokenStream) -> bool {
    let mut tokens = tokens.clone().into_iter();
    matches!(
        (tokens.next(), tokens.next()),
        (Some(proc_macro2::TokenTree::Ident(_) | proc_macro2::TokenTree::Literal(_)), None)
    )
}
