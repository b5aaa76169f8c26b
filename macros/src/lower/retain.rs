//! `list.retain(..)` and `list.dedup_by(..)`: what stays moves to the front, in its order, and the rest is cut off.
//!
//! ```text
//! v.retain(|p| c);         for at in 0..v.len() { let p = &v[at]; if c { v.swap(kept, at); kept += 1; } }
//!                          v.truncate(kept);
//! v.dedup_by(|a, b| c);    for at in 0..v.len() {
//!                              if kept == 0 || !{ let a = &v[at]; let b = &v[kept - 1]; c } { … }
//!                          }
//! ```

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::parse_quote_spanned;

/// Methods that are written as loops.
pub(super) const FILTERS: &[&str] = &["retain", "retain_mut", "dedup", "dedup_by", "dedup_by_key"];

/// The names that a loop brings in.
struct Names {
    kept: syn::Ident,
    at: syn::Ident,
}

/// What `call` says, as a loop.
pub(super) fn as_loop(call: &syn::ExprMethodCall) -> Option<syn::Expr> {
    let (list, span) = (&call.receiver, call.method.span());
    let [kept, at] = ["__kept", "__at"].map(|name| syn::Ident::new(name, span));
    let names = Names { kept, at };
    let stays = is_name(list).then(|| stays(call, &names))??;
    let Names { kept, at } = names;
    Some(parse_quote_spanned!(span=> {
        let mut #kept = 0usize;
        for #at in 0..#list.len() {
            if #stays {
                #list.swap(#kept, #at);
                #kept += 1;
            }
        }
        #list.truncate(#kept);
    }))
}

/// Whether the element at `at` stays.
fn stays(call: &syn::ExprMethodCall, Names { kept, at }: &Names) -> Option<TokenStream> {
    let (list, span) = (&call.receiver, call.method.span());
    let name = call.method.to_string();
    if name == "dedup" && call.args.is_empty() {
        return Some(quote_spanned!(span=> #kept == 0 || #list[#at] != #list[#kept - 1]));
    }
    let Some(syn::Expr::Closure(closure)) = call.args.first() else { return None };
    let (inputs, body) = (closure.inputs.iter().collect::<Vec<_>>(), &closure.body);
    if super::opaque::find_jump(body).is_some() {
        return None;
    }
    let bound = |input: &syn::Pat, position: TokenStream| match input {
        syn::Pat::Wild(_) => TokenStream::new(),
        _ if name == "retain_mut" => quote_spanned!(span=> let #input = &mut #list[#position];),
        _ => quote_spanned!(span=> let #input = &#list[#position];),
    };
    let here = quote_spanned!(span=> #at);
    let last = quote_spanned!(span=> #kept - 1);
    match (name.as_str(), &inputs[..]) {
        ("retain" | "retain_mut", [input]) => {
            let bound = bound(input, here);
            Some(quote_spanned!(span=> { #bound #body }))
        }
        ("dedup_by", [this, before]) => {
            let (this, before) = (bound(this, here), bound(before, last));
            Some(quote_spanned!(span=> #kept == 0 || !{ #this #before #body }))
        }
        ("dedup_by_key", [input]) => {
            let (this, before) = (bound(input, here), bound(input, last));
            Some(quote_spanned!(span=> #kept == 0 || { #this #body } != { #before #body }))
        }
        _ => None,
    }
}

/// A variable, or a field of one: may be named again.
pub(super) fn is_name(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Path(_) => true,
        syn::Expr::Field(field) => is_name(&field.base),
        syn::Expr::Paren(inner) => is_name(&inner.expr),
        _ => false,
    }
}
