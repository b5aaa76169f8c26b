//! Parameters whose types are refused.

use crate::diagnostic::{Message, code};
use crate::types::Ty;

/// A struct that holds references, by value: it could not be kept for the reverse sweep.
pub(super) fn refuse_view(typed: &syn::PatType) -> Option<syn::Error> {
    let syn::Type::Path(path) = &*typed.ty else { return None };
    let syn::PathArguments::AngleBracketed(list) = &path.path.segments.last()?.arguments else { return None };
    let is_open = |argument: &syn::GenericArgument| matches!(argument, syn::GenericArgument::Lifetime(lifetime) if lifetime.ident != "static");
    if !list.args.iter().any(is_open) {
        return None;
    }
    let name = &path.path.segments.last()?.ident;
    let ty = format!("{name}<'_>");
    let message = Message::new(format!("`{ty}` holds references and is passed by value"))
        .note("the reverse sweep reads what it refers to, which nothing keeps")
        .help(format!("take it by reference: `&{ty}`; or mark the parameter `#[constant]`"));
    Some(message.on(name))
}

/// The message for objects that are passed by value: what a function takes by value, its reverse sweep may need again.
pub(super) fn refuse_objects(typed: &syn::PatType, ty: &Ty) -> Option<syn::Error> {
    if !crate::lower::object::holds_objects(ty) {
        return None;
    }
    let way = match ty {
        Ty::Boxed(..) => "take it by reference: `&dyn Trait`, and pass `&*object`",
        _ => "take them by reference, as `&[Box<dyn Trait>]`, or hold an enum of the types",
    };
    let message = Message::new(format!("the type `{}` is passed by value", code(&typed.ty)))
        .note("nothing can copy a `dyn` for the reverse sweep")
        .help(format!("{way}; or mark the parameter `#[constant]`"));
    Some(message.on(&typed.ty))
}

/// The message for a parameter of type `impl Trait`.
pub(super) fn refuse_some_type(ty: &syn::TypeImplTrait) -> syn::Error {
    let is_iterator = |bound: &syn::TypeParamBound| match bound {
        syn::TypeParamBound::Trait(bound) => {
            bound.path.segments.last().is_some_and(|last| last.ident.to_string().ends_with("Iterator"))
        }
        _ => false,
    };
    let message = if ty.bounds.iter().any(is_iterator) {
        Message::new("an iterator that is passed to a function cannot be differentiated")
            .note("what it goes through is known only where it is made")
            .help("take a slice, `&[f64]`, which the caller may `collect` into a `Vec`; or mark the parameter `#[constant]`")
    } else {
        Message::new("a parameter of type `impl Trait` cannot be differentiated")
            .note("what it becomes in the body has no derivative that chainrule knows")
            .help("take the scalar itself: `f64`, or `T: chainrule::Real`; or mark the parameter `#[constant]`")
    };
    message.on(ty)
}
