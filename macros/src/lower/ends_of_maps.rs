//! Parts of a map in the order of its keys, by its iterators and by keys.
//!
//! ```text
//! m.first_key_value()     m.iter().next()
//! m.pop_first()           { let first = m.keys().next().cloned(); match first {
//!                             Some(at) => { let kept = m.remove(&at).unwrap(); Some((at, kept)) } None => None } }
//! m.range(a..b)           m.iter().filter(|(key, _)| (a..b).contains(*key))
//! m.split_off(k)          the entries with such keys, removed one by one
//! m.drain()               std::mem::take(&mut m).into_iter()
//! ```
//!
//! The last ones take a walk through the map where the library takes a few steps.

use syn::{Expr, ExprMethodCall, parse_quote, parse_quote_spanned};

use super::told::Told;

/// The longer form of such a call.
pub(super) fn written_out(told: &Told, expr: &Expr) -> Option<Expr> {
    let Expr::MethodCall(call) = expr else { return None };
    let name = call.method.to_string();
    let is_map = || told.ty(&call.receiver).is_some_and(|ty| super::told::key(&ty).is_some());
    if !METHODS.contains(&name.as_str()) || !super::named::is_place(&call.receiver) || !is_map() {
        return None;
    }
    let (map, span) = (&call.receiver, call.method.span());
    let arguments: Vec<&Expr> = call.args.iter().collect();
    Some(match (name.as_str(), &arguments[..]) {
        ("first_key_value", []) => parse_quote_spanned!(span=> #map.iter().next()),
        ("last_key_value", []) => parse_quote_spanned!(span=> #map.iter().last()),
        ("pop_first", []) => popped(call, &parse_quote!(#map.keys().cloned().next())),
        ("pop_last", []) => popped(call, &parse_quote!(#map.keys().cloned().last())),
        ("range" | "range_mut", [range]) if !is_cheap(range) => return None,
        ("range", [range]) => parse_quote_spanned!(span=>
            #map.iter().filter(|(__key, _)| (#range).contains(*__key))),
        ("range_mut", [range]) => parse_quote_spanned!(span=>
            #map.iter_mut().filter(|(__key, _)| (#range).contains(*__key))),
        ("split_off", [key]) => split(call, key),
        ("drain", []) => parse_quote_spanned!(span=> ::core::mem::take(&mut #map).into_iter()),
        _ => return None,
    })
}

const METHODS: &[&str] =
    &["first_key_value", "last_key_value", "pop_first", "pop_last", "range", "range_mut", "split_off", "drain"];

/// Whether `range` may be read for every key: its ends are computed by nothing that is called.
fn is_cheap(range: &Expr) -> bool {
    match range {
        Expr::Path(_) | Expr::Lit(_) => true,
        Expr::Paren(inner) => is_cheap(&inner.expr),
        Expr::Reference(inner) => inner.mutability.is_none() && is_cheap(&inner.expr),
        Expr::Unary(inner) => is_cheap(&inner.expr),
        Expr::Field(field) => is_cheap(&field.base),
        Expr::Binary(sum) => is_cheap(&sum.left) && is_cheap(&sum.right),
        Expr::Range(range) => range.start.iter().chain(&range.end).all(|end| is_cheap(end)),
        _ => false,
    }
}

/// The entry of the key that `found` gives, taken out.
fn popped(call: &ExprMethodCall, found: &Expr) -> Expr {
    let map = &call.receiver;
    parse_quote_spanned!(call.method.span()=> {
        let __first = #found;
        match __first {
            Some(__at) => {
                let __kept = #map.remove(&__at).unwrap();
                Some((__at, __kept))
            }
            None => None,
        }
    })
}

/// The entries from `key` on, taken out into another map.
fn split(call: &ExprMethodCall, key: &Expr) -> Expr {
    let map = &call.receiver;
    parse_quote_spanned!(call.method.span()=> {
        let __keys = #map.keys().filter(|__key| **__key >= *#key).cloned().collect::<Vec<_>>();
        let mut __rest = Vec::new();
        for __at in __keys {
            let __kept = #map.remove(&__at).unwrap();
            __rest.push((__at, __kept));
        }
        __rest.into_iter().collect::<::std::collections::BTreeMap<_, _>>()
    })
}
