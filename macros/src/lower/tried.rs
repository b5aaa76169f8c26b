//! `try_fold` and `try_for_each` by a function that gives a `Result`, rewritten before lowering: a loop that ends at the first error.
//!
//! ```text
//! xs.iter().try_fold(a, |acc, v| { …; Ok(e) })
//!     { let mut kept = a; let mut failed = None;
//!       for v in xs.iter() { let value = { let acc = kept; …; e }; kept = value; }
//!       match failed { Some(error) => Err(error), None => Ok(kept) } }
//! ```

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::parse_quote_spanned;

use super::told::Told;
use super::unquestioned;

/// `call`, which gives a `Result`, as a loop.
///
/// No name in `around` is hidden there.
pub(super) fn written_out(call: &syn::ExprMethodCall, around: &TokenStream) -> Option<syn::Expr> {
    of_call(call, true, around)
        .or_else(|| for_each(call, true, around))
        .or_else(|| super::summed::of_call(call, around))
}

/// A name for the error that ends the loop: what leaves a loop around it names another one.
pub(super) fn failed(around: &TokenStream, span: Span) -> syn::Ident {
    let mut name = "__failed".to_owned();
    while crate::hoist::names(around.clone(), &name) {
        name.push('_');
    }
    syn::Ident::new(&name, span)
}

/// Whether `call` surely gives a `Result`, and can be written out.
pub(super) fn is_tried(call: &syn::ExprMethodCall, told: Option<&Told>) -> bool {
    match (call.method.to_string().as_str(), call.args.last()) {
        ("try_fold" | "try_for_each", Some(syn::Expr::Closure(closure))) => {
            super::carrier::gives_result(closure, told) && written_out(call, &TokenStream::new()).is_some()
        }
        ("sum" | "product", None) => super::summed::gives_result(call),
        _ => false,
    }
}

/// `call` as a loop, where the closure gives a `Result`.
pub(super) fn of_call(call: &syn::ExprMethodCall, gives_result: bool, around: &TokenStream) -> Option<syn::Expr> {
    let [initial, syn::Expr::Closure(step)] = &call.args.iter().collect::<Vec<_>>()[..] else { return None };
    let [state, element] = &step.inputs.iter().collect::<Vec<_>>()[..] else { return None };
    if call.method != "try_fold" || !gives_result {
        return None;
    }
    let span = call.method.span();
    let items = &call.receiver;
    let [value, error, kept] = ["__value", "__error", "__kept"].map(|name| syn::Ident::new(name, span));
    let failed = failed(&quote!(#around #call), span);
    let body = &step.body;
    let error_ty = told_error(&step.output).unwrap_or_else(|| parse_quote_spanned!(span=> _));
    let label = unquestioned::label();
    let leaves = |error| quote!({ #failed = Some(#error); break #label; });
    let stepped: syn::Expr = match unquestioned::body(step, told_error(&step.output).as_ref(), &leaves) {
        Some(body) => parse_quote_spanned!(span=> { let #state = #kept; #body }),
        None if super::opaque::find_jump(body).is_none() => parse_quote_spanned!(span=> { let #state = #kept; #body }),
        None => parse_quote_spanned!(span=> (|#state| #body)(#kept)),
    };
    let stepped = super::results::value_or(&stepped, span, &leaves);
    Some(parse_quote_spanned!(span=> {
        let mut #kept = #initial;
        let mut #failed: Option<#error_ty> = None;
        #label: for #element in #items {
            let #value = #stepped;
            #kept = #value;
        }
        match #failed { Some(#error) => Err(#error), None => Ok(#kept) }
    }))
}

/// `items.try_for_each(|v| f(v))`, where the closure gives a `Result`.
pub(super) fn for_each(call: &syn::ExprMethodCall, gives_result: bool, around: &TokenStream) -> Option<syn::Expr> {
    let [syn::Expr::Closure(step)] = &call.args.iter().collect::<Vec<_>>()[..] else { return None };
    let [element] = &step.inputs.iter().collect::<Vec<_>>()[..] else { return None };
    if call.method != "try_for_each" || !gives_result {
        return None;
    }
    let span = call.method.span();
    let [error, item] = ["__error", "__item"].map(|name| syn::Ident::new(name, span));
    let failed = failed(&quote!(#around #call), span);
    let (items, body) = (&call.receiver, &step.body);
    let error_ty = told_error(&step.output).unwrap_or_else(|| parse_quote_spanned!(span=> _));
    let element = match element {
        syn::Pat::Type(typed) => &*typed.pat,
        element => element,
    };
    let label = unquestioned::label();
    let leaves = |error| quote!({ #failed = Some(#error); break #label; });
    let (pattern, stepped): (syn::Pat, syn::Expr) =
        match unquestioned::body(step, told_error(&step.output).as_ref(), &leaves) {
            Some(body) => (element.clone(), body),
            None if super::opaque::find_jump(body).is_none() => (element.clone(), (**body).clone()),
            None => (parse_quote_spanned!(span=> #item), parse_quote_spanned!(span=> (|#element| #body)(#item))),
        };
    let stepped = super::results::value_or(&stepped, span, &leaves);
    Some(parse_quote_spanned!(span=> {
        let mut #failed: Option<#error_ty> = None;
        #label: for #pattern in #items { #stepped; }
        match #failed { Some(#error) => Err(#error), None => Ok(()) }
    }))
}

/// `E` of `-> Result<T, E>`.
fn told_error(output: &syn::ReturnType) -> Option<syn::Type> {
    let syn::ReturnType::Type(_, ty) = output else { return None };
    error_of(ty)
}

/// `E` of `Result<T, E>`, where it is written.
pub(super) fn error_of(ty: &syn::Type) -> Option<syn::Type> {
    let syn::Type::Path(path) = ty else { return None };
    let syn::PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else { return None };
    match arguments.args.iter().nth(1)? {
        syn::GenericArgument::Type(syn::Type::Infer(_)) => None,
        syn::GenericArgument::Type(error) => Some(error.clone()),
        _ => None,
    }
}
