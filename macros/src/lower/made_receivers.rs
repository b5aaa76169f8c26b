//! What a method changes of a value that nobody holds, in a variable of its own.
//!
//! ```text
//! w.clone().go(x)                     { let mut inner = w.clone(); inner.go(x) }
//! m.insert(k, v).unwrap_or(y)         { let at = k; let other = v; let kept = m.remove(&at); m.insert(at, other);
//!                                       kept.unwrap_or(y) }
//! ```

use quote::{ToTokens, quote};
use syn::{Expr, ExprMethodCall, parse_quote};

use super::named::{is_place, plain};
use super::told::Told;

/// The longer form of a chain of method calls, where one of them changes what the chain has made before it.
pub(super) fn held(told: &Told, expr: &Expr) -> Option<Expr> {
    let Expr::MethodCall(call) = expr else { return None };
    let mut chain = call.clone();
    let changed = find(&mut chain, &mut |call| changes_made(told, call))?;
    let made = std::mem::replace(&mut *changed.receiver, parse_quote!(__inner));
    Some(parse_quote!({ let mut __inner = #made; #chain }))
}

/// The longer form of an expression whose value is what the entry of a map was before.
pub(super) fn replaced(told: &Told, expr: &Expr) -> Option<Expr> {
    let Expr::MethodCall(call) = expr else { return None };
    if is_entering(told, call) {
        return Some(entered(told, call, &parse_quote!(__kept)));
    }
    let mut chain = call.clone();
    let found =
        find(&mut chain, &mut |call| matches!(&*call.receiver, Expr::MethodCall(inner) if is_entering(told, inner)))?;
    let Expr::MethodCall(call) = std::mem::replace(&mut *found.receiver, parse_quote!(__kept)) else { return None };
    Some(entered(told, &call, &Expr::MethodCall(chain)))
}

/// Whether `call` sets an entry of a map.
pub(super) fn is_entering(told: &Told, call: &ExprMethodCall) -> bool {
    call.method == "insert"
        && call.args.len() == 2
        && is_place(&call.receiver)
        && told.ty(&call.receiver).is_some_and(|ty| super::told::key(&ty).is_some())
}

/// `call` sets an entry, and `value` is made of what was there, `__kept`.
fn entered(told: &Told, call: &ExprMethodCall, value: &Expr) -> Expr {
    let (map, key, new) = (&call.receiver, &call.args[0], &call.args[1]);
    // A `&String` becomes a `&str` as an argument only.
    let ty = told.ty(map).and_then(|ty| super::told::key(&ty)).filter(is_complete);
    let ty = ty.map(|ty| quote!(: #ty));
    parse_quote!({
        let __at #ty = #key;
        let __other = #new;
        let __kept = #map.remove(&__at);
        #map.insert(__at, __other);
        #value
    })
}

/// Whether a type can be written in a body.
fn is_complete(ty: &syn::Type) -> bool {
    !ty.to_token_stream().to_string().contains('\'') && !crate::hoist::names(ty.to_token_stream(), "_")
}

/// The first call of a chain, from its end, of which `wanted` holds.
fn find<'c>(
    call: &'c mut ExprMethodCall,
    wanted: &mut impl FnMut(&ExprMethodCall) -> bool,
) -> Option<&'c mut ExprMethodCall> {
    if wanted(call) {
        return Some(call);
    }
    match &mut *call.receiver {
        Expr::MethodCall(inner) => find(inner, wanted),
        _ => None,
    }
}

/// Whether `call` changes its receiver, which no variable holds, and gives a value that does not refer to it.
fn changes_made(told: &Told, call: &ExprMethodCall) -> bool {
    let name = plain(&call.method).to_string();
    let Some(ty) = told.ty(&call.receiver).filter(|ty| !matches!(ty, syn::Type::Reference(_))) else { return false };
    if !is_made(told, &call.receiver) {
        return false;
    }
    if super::told::items(&ty).is_some() {
        return CHANGING.contains(&name.as_str());
    }
    let owners = told.owners(&ty);
    !owners.is_empty()
        && owners.iter().all(|owner| told.beside.changes_receiver(owner, &name))
        && owners.iter().all(|owner| told.beside.result_of_method(owner, &name).is_none_or(|result| is_owned(&result)))
}

/// Methods of containers that change them and give what was in them.
const CHANGING: &[&str] = &["pop", "pop_back", "pop_front", "remove", "swap_remove"];

/// Methods of the library that give a value of its own, where they give no reference.
const MAKING: &[&str] =
    &["clone", "expect", "remove", "swap_remove", "to_owned", "to_vec", "unwrap", "unwrap_or_default"];

/// Whether `expr` surely makes a new value, or gives a reference.
fn is_made(told: &Told, expr: &Expr) -> bool {
    match expr {
        Expr::Paren(inner) => is_made(told, &inner.expr),
        Expr::Call(_) | Expr::Struct(_) | Expr::Macro(_) => true,
        Expr::MethodCall(call) => {
            let owners = told.ty(&call.receiver).map(|ty| told.owners(&ty)).unwrap_or_default();
            let own = owners.iter().find_map(|owner| told.beside.result_of_method(owner, &call.method.to_string()));
            match own {
                Some(result) => is_owned(&result),
                None => MAKING.contains(&call.method.to_string().as_str()),
            }
        }
        _ => false,
    }
}

/// Whether a type holds no references.
fn is_owned(ty: &syn::Type) -> bool {
    let text = ty.to_token_stream().to_string();
    !text.contains(['&', '\'']) && !text.contains("impl ")
}
