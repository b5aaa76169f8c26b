//! Lists of objects that are written where a function takes them get names, whose types make objects of what is in them.
//!
//! ```text
//! total(&[Box::new(a), Box::new(b)], x)      { let given: [Box<dyn Shape>; 2] = [Box::new(a), Box::new(b)];
//!                                              total(&given, x) }
//! ```

use proc_macro2::{Ident, Span};
use quote::{ToTokens, quote};
use syn::{parse_quote, parse_quote_spanned};

use super::effects::changes;
use super::expr::VecMacro;
use super::object::holds_objects;
use super::told::Told;
use crate::types::Ty;

/// What names of such lists start with.
const MARK: &str = "__given_";

/// The name of a list.
pub(super) fn own_name(name: &str) -> Option<&str> {
    name.strip_prefix(MARK).map(|_| "given")
}

/// `expr` with names for its lists, if it is a call of a function beside this one.
pub(super) fn rewrite(told: &Told, expr: &syn::Expr) -> Option<syn::Expr> {
    let syn::Expr::Call(call) = expr else { return None };
    let syn::Expr::Path(syn::ExprPath { qself: None, path, .. }) = &*call.func else { return None };
    let types = told.beside.inputs(path);
    let list = |(argument, ty): (&syn::Expr, &Option<syn::Type>)| list(ty.as_ref()?, argument);
    let last = call.args.iter().zip(&types).rposition(|given| list(given).is_some())?;
    let mut call = call.clone();
    let mut lets: Vec<syn::Stmt> = Vec::new();
    // The order in which arguments are evaluated is only seen where one of them changes something.
    let in_order = call.args.iter().take(last + 1).any(changes);
    for (index, (argument, ty)) in call.args.iter_mut().zip(&types).enumerate().take(last + 1) {
        let span = Span::mixed_site();
        let name = Ident::new(&format!("{MARK}{index}"), span);
        if let Some((ty, value)) = list((argument, ty)) {
            lets.push(parse_quote_spanned!(span=> let #name: #ty = #value;));
            *argument = parse_quote!(&#name);
        } else if in_order && !matches!(argument, syn::Expr::Lit(_)) {
            if matches!(argument, syn::Expr::Reference(_) | syn::Expr::Closure(_)) {
                return None;
            }
            lets.push(parse_quote_spanned!(span=> let #name = #argument;));
            *argument = parse_quote!(#name);
        }
    }
    Some(parse_quote!({ #(#lets)* #call }))
}

/// The type and the value of the list behind `&` that `argument` is, where a parameter of type `ty` takes objects.
fn list(ty: &syn::Type, argument: &syn::Expr) -> Option<(syn::Type, syn::Expr)> {
    let syn::Type::Reference(syn::TypeReference { mutability: None, elem, .. }) = ty else { return None };
    let syn::Expr::Reference(syn::ExprReference { mutability: None, expr: value, .. }) = argument else { return None };
    let element = match (&**elem, Ty::of(elem)) {
        (syn::Type::Slice(slice), _) => (*slice.elem).clone(),
        (syn::Type::Array(array), _) => (*array.elem).clone(),
        (syn::Type::Path(path), Ty::Vec(_)) => inside(path.path.segments.last()?)?,
        _ => return None,
    };
    // A lifetime of the function's own has no name here.
    if !holds_objects(&Ty::of(&element)) || element.to_token_stream().to_string().contains('\'') {
        return None;
    }
    let ty = match &**value {
        syn::Expr::Array(array) => {
            let len = array.elems.len();
            quote!([#element; #len])
        }
        syn::Expr::Macro(invocation) => match VecMacro::parse(&invocation.mac)? {
            VecMacro::List(_) => quote!(Vec<#element>),
            VecMacro::Repeat(..) => return None,
        },
        _ => return None,
    };
    Some((syn::parse2(ty).ok()?, (**value).clone()))
}

/// `T` of `Vec<T>`.
fn inside(segment: &syn::PathSegment) -> Option<syn::Type> {
    let syn::PathArguments::AngleBracketed(list) = &segment.arguments else { return None };
    match list.args.first()? {
        syn::GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    }
}
