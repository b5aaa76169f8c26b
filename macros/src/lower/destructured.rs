//! Assignments to patterns, rewritten before lowering as a `let` of all parts and an assignment of each.
//!
//! ```text
//! State { x, v: w, .. } = step(&s);       { let State { x: part0, v: part1, .. } = step(&s); x = part0; w = part1; }
//! (a, (b, _)) = e;                        { let (part0, (part1, _)) = e; a = part0; b = part1; }
//! ```
//!
//! `(a, b) = (b, a)` and `[a, b] = …` need no names for the parts of what is on the right.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::parse_quote_spanned;
use syn::spanned::Spanned;

const PART: &str = "__part";

/// `assign` as statements, if its target is a pattern of patterns or of fields.
pub(super) fn rewrite(assign: &syn::ExprAssign) -> Option<syn::Expr> {
    let is_nested = match &*assign.left {
        syn::Expr::Tuple(syn::ExprTuple { elems, .. }) | syn::Expr::Array(syn::ExprArray { elems, .. }) => {
            elems.iter().any(is_pattern)
        }
        target => is_pattern(target),
    };
    if !is_nested {
        return None;
    }
    let mut targets = Vec::new();
    let pattern = pattern(&assign.left, &mut targets);
    let (value, span) = (&assign.right, assign.eq_token.span());
    let assigned = targets.iter().map(|(name, target)| quote!(#target = #name;));
    Some(parse_quote_spanned!(span=> { let #pattern = #value; #(#assigned)* }))
}

/// The name of a part, as users see it.
pub(super) fn own_name(name: &str) -> Option<&str> {
    name.strip_prefix(PART).map(|_| "part")
}

fn is_pattern(target: &syn::Expr) -> bool {
    let is_struct = matches!(target, syn::Expr::Struct(_) | syn::Expr::Call(_));
    is_struct || matches!(target, syn::Expr::Tuple(_) | syn::Expr::Array(_)) || is_rest(target)
}

/// `..`
fn is_rest(target: &syn::Expr) -> bool {
    matches!(target, syn::Expr::Range(range) if range.start.is_none() && range.end.is_none())
}

/// The pattern that `target` is, with new names for the places in it.
fn pattern<'e>(target: &'e syn::Expr, targets: &mut Vec<(Ident, &'e syn::Expr)>) -> TokenStream {
    let mut each = |elems: &'e syn::punctuated::Punctuated<syn::Expr, syn::Token![,]>| -> Vec<TokenStream> {
        elems.iter().map(|part| pattern(part, targets)).collect()
    };
    match target {
        syn::Expr::Infer(_) => quote!(_),
        rest if is_rest(rest) => quote!(..),
        syn::Expr::Tuple(tuple) => {
            let parts = each(&tuple.elems);
            quote!((#(#parts,)*))
        }
        syn::Expr::Array(array) => {
            let parts = each(&array.elems);
            quote!([#(#parts),*])
        }
        syn::Expr::Call(call) => {
            let (path, parts) = (&call.func, each(&call.args));
            quote!(#path(#(#parts),*))
        }
        syn::Expr::Struct(literal) => {
            let (path, rest) = (&literal.path, &literal.dot2_token);
            let field = |field: &'e syn::FieldValue| {
                let (member, part) = (&field.member, pattern(&field.expr, targets));
                quote!(#member: #part,)
            };
            let fields: Vec<TokenStream> = literal.fields.iter().map(field).collect();
            quote!(#path { #(#fields)* #rest })
        }
        place => {
            let name = Ident::new(&format!("{PART}{}", targets.len()), place.span());
            targets.push((name.clone(), place));
            name.to_token_stream()
        }
    }
}
