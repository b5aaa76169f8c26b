//! Arrays made of slices that are as long: `let a: [f64; 3] = v[1..4].try_into().unwrap();`, element by element.
//!
//! ```text
//! { let list = &v[1..4][..]; assert_eq!(list.len(), 3); core::array::from_fn::<f64, 3, _>(|at| list[at].clone()) }
//! ```

use syn::{Expr, parse_quote, parse_quote_spanned};

use super::named::plain;
use super::told::Told;

/// The longer form of `slice.try_into().unwrap()` where `[T; N]` is wanted.
pub(super) fn of_local(told: &Told, local: &syn::Local) -> Option<Expr> {
    let syn::Pat::Type(pattern) = &local.pat else { return None };
    let (array, by_reference) = wanted(&pattern.ty)?;
    let init = local.init.as_ref().filter(|init| init.diverge.is_none())?;
    let Expr::MethodCall(conversion) = unwrapped(&init.expr)? else { return None };
    let converts = plain(&conversion.method) == "try_into" && conversion.args.is_empty();
    (converts && is_slice(told, &conversion.receiver)).then(|| {
        let array = made(array, &conversion.receiver);
        if by_reference { parse_quote!(&#array) } else { array }
    })
}

/// `[T; N]`, or `&[T; N]`
fn wanted(ty: &syn::Type) -> Option<(&syn::TypeArray, bool)> {
    match ty {
        syn::Type::Array(array) => Some((array, false)),
        syn::Type::Reference(reference) if reference.mutability.is_none() => Some((wanted(&reference.elem)?.0, true)),
        _ => None,
    }
}

/// The longer form of `<[T; N]>::try_from(slice).unwrap()`.
pub(super) fn of_path(told: &Told, expr: &Expr) -> Option<Expr> {
    let Expr::Call(call) = unwrapped(expr)? else { return None };
    let Expr::Path(path) = &*call.func else { return None };
    let syn::Type::Array(array) = &*path.qself.as_ref()?.ty else { return None };
    let slice = call.args.first()?;
    (path.path.segments.last()?.ident == "try_from" && is_slice(told, slice)).then(|| made(array, slice))
}

/// `e` in `e.unwrap()` and `e.expect(..)`.
fn unwrapped(expr: &Expr) -> Option<&Expr> {
    match expr {
        Expr::MethodCall(call) if call.method == "unwrap" || call.method == "expect" => Some(&call.receiver),
        _ => None,
    }
}

/// Whether `expr` is seen to be a slice, or may be a name of one.
fn is_slice(told: &Told, expr: &Expr) -> bool {
    match expr {
        Expr::Paren(inner) => is_slice(told, &inner.expr),
        Expr::Reference(inner) => is_slice(told, &inner.expr),
        Expr::Index(index) => matches!(&*index.index, Expr::Range(_)),
        Expr::Path(_) | Expr::Field(_) => told.ty(expr).is_none_or(|ty| told.owners(&ty).is_empty()),
        _ => false,
    }
}

fn made(array: &syn::TypeArray, slice: &Expr) -> Expr {
    let slice = match slice {
        Expr::Paren(inner) => return made(array, &inner.expr),
        Expr::Reference(inner) => &inner.expr,
        other => other,
    };
    let (element, len) = (&array.elem, &array.len);
    parse_quote_spanned!(array.bracket_token.span.join()=> {
        let __list = &#slice[..];
        assert_eq!(__list.len(), #len);
        ::core::array::from_fn::<#element, #len, _>(|__at| __list[__at].clone())
    })
}
