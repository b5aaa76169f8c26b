//! `sum` and `product` of results, rewritten before lowering: a loop that ends at the first item without a value.
//!
//! ```text
//! items.map(|p| f(p)).sum::<Result<f64, E>>()
//!     { let mut total: f64 = 0.0; let mut failed = None;
//!       for p in items { let value = match f(p) { Ok(v) => v, Err(error) => { failed = Some(error); break } }; total += value; }
//!       match failed { Some(error) => Err(error), None => Ok(total) } }
//! ```

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse_quote_spanned;

use super::gathered::{each, each_leaving, last};
use super::tried::error_of;

/// `call` as a loop, where it gives an `Option` or a `Result` of a float.
pub(super) fn of_call(call: &syn::ExprMethodCall, around: &TokenStream) -> Option<syn::Expr> {
    let ty = told(call)?;
    let (holder, float) = held_float(ty)?;
    let span = call.method.span();
    let (first, update) = match call.method.to_string().as_str() {
        "sum" => (quote!(0.0), quote!(+=)),
        "product" => (quote!(1.0), quote!(*=)),
        _ => return None,
    };
    let failed = super::tried::failed(&quote!(#around #call), span);
    let [total, value, error, complete] =
        ["__kept", "__value", "__error", "__complete"].map(|name| syn::Ident::new(name, span));
    Some(if holder == "Result" {
        let label = super::unquestioned::label();
        let leaves = |error| quote!({ #failed = Some(#error); break #label; });
        let error_ty = error_of(ty);
        let (item, items, made) = each_leaving(&call.receiver, span, error_ty.as_ref(), &leaves);
        let made = super::results::value_or(&made, span, &leaves);
        let error_ty = error_ty.unwrap_or_else(|| parse_quote_spanned!(span=> _));
        parse_quote_spanned!(span=> {
            let mut #total: #float = #first;
            let mut #failed: Option<#error_ty> = None;
            #label: for #item in #items { let #value = #made; #total #update #value; }
            match #failed { Some(#error) => Err(#error), None => Ok(#total) }
        })
    } else {
        let (item, items, made) = each(&call.receiver, span);
        let made = super::desugar::scrutinee(&made);
        parse_quote_spanned!(span=> {
            let mut #total: #float = #first;
            let mut #complete = true;
            for #item in #items {
                match #made {
                    Some(#value) => { #total #update #value; }
                    None => { #complete = false; break; }
                }
            }
            if #complete { Some(#total) } else { None }
        })
    })
}

/// Whether `call` gives a `Result` of a float.
pub(super) fn gives_result(call: &syn::ExprMethodCall) -> bool {
    told(call).and_then(held_float).is_some_and(|(holder, _)| holder == "Result")
}

fn told(call: &syn::ExprMethodCall) -> Option<&syn::Type> {
    match call.turbofish.as_ref()?.args.first()? {
        syn::GenericArgument::Type(ty) if call.args.is_empty() => Some(ty),
        _ => None,
    }
}

/// The name of `Option` or `Result`, and the float in it.
pub(super) fn held_float(ty: &syn::Type) -> Option<(String, &syn::Type)> {
    let holder = last(ty)?;
    let syn::PathArguments::AngleBracketed(arguments) = &holder.arguments else { return None };
    let Some(syn::GenericArgument::Type(held)) = arguments.args.first() else { return None };
    let name = holder.ident.to_string();
    let is_float = last(held)?.ident == "f64" || last(held)?.ident == "f32";
    (matches!(name.as_str(), "Option" | "Result") && is_float).then_some((name, held))
}
