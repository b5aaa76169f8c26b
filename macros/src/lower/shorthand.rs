//! Methods and macros that say the same as longer code, rewritten before lowering.
//!
//! ```text
//! v.front().copied().unwrap()     *v.front().unwrap()
//! o.as_deref().unwrap()           &**o.as_ref().unwrap()
//! (x > 0.0).then(|| e)            if x > 0.0 { Some(e) } else { None }
//! stream.find_map(f)              stream.filter_map(f).next()
//! assert!(step(&mut y));          if !step(&mut y) { panic!(..) }
//! ```

use proc_macro2::TokenStream;
use quote::quote;
use syn::{parse_quote, parse_quote_spanned};

/// The longer form of `call`, where it has one.
pub(super) fn rewritten(call: &syn::ExprMethodCall) -> Option<syn::Expr> {
    copied_element(call)
        .or_else(|| unboxed(call))
        .or_else(|| inside_of_box(call))
        .or_else(|| copied_from_box(call))
        .or_else(|| items_of_reference(call))
        .or_else(|| where_it_holds(call))
        .or_else(|| first_found(call))
        .or_else(|| super::longer::chunks_from_the_end(call))
        .or_else(|| super::longer::peeked(call))
}

/// `assert!(step(&mut y));`: a branch, whose condition may change something.
pub(super) fn asserted(stmt: syn::Stmt) -> syn::Stmt {
    let syn::Stmt::Macro(statement) = &stmt else { return stmt };
    if !statement.mac.path.is_ident("assert") || !crate::hoist::names(statement.mac.tokens.clone(), "mut") {
        return stmt;
    }
    let parts = |input: syn::parse::ParseStream| {
        let condition: syn::Expr = input.parse()?;
        input.parse::<Option<syn::Token![,]>>()?;
        Ok((condition, input.parse::<TokenStream>()?))
    };
    let Ok((condition, message)) = statement.mac.parse_body_with(parts) else { return stmt };
    let text = format!("assertion failed: {}", quote!(#condition));
    let message = if message.is_empty() { quote!("{}", #text) } else { message };
    let span = statement.mac.path.segments[0].ident.span();
    parse_quote_spanned!(span=> if !(#condition) { ::core::panic!(#message); })
}

/// `(&place).field`, `(&place)[i]`: the place.
pub(super) fn without_reference(base: &mut syn::Expr) {
    if let syn::Expr::Paren(paren) = base
        && let syn::Expr::Reference(reference) = &*paren.expr
    {
        let place = &reference.expr;
        *base = parse_quote!((#place));
    }
}

/// `(&**o.as_ref().unwrap()).method()`, as rewriting makes it: without the reference.
pub(super) fn look_through(base: &mut syn::Expr) {
    fn behind(expr: &syn::Expr) -> Option<&syn::Expr> {
        match expr {
            syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => Some(&unary.expr),
            _ => None,
        }
    }
    if let syn::Expr::Paren(paren) = base
        && let syn::Expr::Reference(reference) = &*paren.expr
        && matches!(behind(&reference.expr).and_then(behind), Some(syn::Expr::MethodCall(_)))
    {
        let place = &reference.expr;
        *base = parse_quote!((#place));
    }
}

/// `o.as_deref().map_or(d, f)`: `o.as_ref().map_or(d, |inner| f(&**inner))`.
fn inside_of_box(call: &syn::ExprMethodCall) -> Option<syn::Expr> {
    if !matches!(
        (call.method.to_string().as_str(), call.args.len()),
        ("map" | "and_then", 1) | ("map_or" | "map_or_else", 2)
    ) {
        return None;
    }
    let syn::Expr::MethodCall(holder) = &*call.receiver else { return None };
    let (name, mutability) = match holder.method.to_string().as_str() {
        "as_deref" => ("as_ref", quote!()),
        "as_deref_mut" => ("as_mut", quote!(mut)),
        _ => return None,
    };
    let method = syn::Ident::new(name, holder.method.span());
    let receiver = Box::new(syn::Expr::MethodCall(syn::ExprMethodCall { method, ..holder.clone() }));
    let mut call = syn::ExprMethodCall { receiver, ..call.clone() };
    let inner = syn::Ident::new("__inner", call.method.span());
    let function = call.args.last_mut()?;
    *function = match function {
        syn::Expr::Closure(closure) if closure.inputs.len() == 1 => {
            let (pattern, body) = (&closure.inputs[0], &closure.body);
            parse_quote!(|#inner| { let #pattern = &#mutability **#inner; #body })
        }
        syn::Expr::Path(path) => parse_quote!(|#inner| #path(&#mutability **#inner)),
        _ => return None,
    };
    Some(syn::Expr::MethodCall(call))
}

/// `o.as_deref().copied()`: `o.as_ref().map(|inner| (**inner).clone())`.
fn copied_from_box(call: &syn::ExprMethodCall) -> Option<syn::Expr> {
    let syn::Expr::MethodCall(holder) = &*call.receiver else { return None };
    let copies = matches!(call.method.to_string().as_str(), "copied" | "cloned") && call.args.is_empty();
    if !copies || holder.method != "as_deref" {
        return None;
    }
    let (option, span) = (&holder.receiver, call.method.span());
    let inner = syn::Ident::new("__inner", span);
    let value = if call.method == "copied" { quote!(**#inner) } else { quote!((**#inner).clone()) };
    Some(parse_quote_spanned!(span=> #option.as_ref().map(|#inner| #value)))
}

/// `(&v).into_iter()`: `v.iter()`; `(&v).clone()`: `v.clone()`.
fn items_of_reference(call: &syn::ExprMethodCall) -> Option<syn::Expr> {
    let syn::Expr::Paren(paren) = &*call.receiver else { return None };
    let syn::Expr::Reference(reference) = &*paren.expr else { return None };
    let name = match (call.method.to_string().as_str(), reference.mutability) {
        ("into_iter", Some(_)) => "iter_mut",
        ("into_iter" | "iter", None) => "iter",
        ("clone", None) => "clone",
        _ => return None,
    };
    if !call.args.is_empty() {
        return None;
    }
    let (method, place) = (syn::Ident::new(name, call.method.span()), &reference.expr);
    Some(parse_quote!(#place.#method()))
}

/// `*(&place)`: the place; `*option.unwrap_or(&value)`: `option.copied().unwrap_or(value)`.
pub(super) fn behind_reference(unary: &syn::ExprUnary) -> Option<syn::Expr> {
    match (&unary.op, &*unary.expr) {
        (syn::UnOp::Deref(_), syn::Expr::MethodCall(call))
            if call.method == "unwrap_or" && super::element_or::access_or(call).is_none() =>
        {
            let [syn::Expr::Reference(other)] = &call.args.iter().collect::<Vec<_>>()[..] else { return None };
            let (option, other) = (&call.receiver, &other.expr);
            Some(parse_quote_spanned!(call.method.span()=> #option.copied().unwrap_or(#other)))
        }
        (syn::UnOp::Deref(_), syn::Expr::Paren(paren)) => match &*paren.expr {
            syn::Expr::Reference(reference) => Some((*reference.expr).clone()),
            _ => None,
        },
        _ => None,
    }
}

/// `stream.find_map(f)`: `stream.filter_map(f).next()`.
fn first_found(call: &syn::ExprMethodCall) -> Option<syn::Expr> {
    let function = call.args.first().filter(|_| call.method == "find_map" && call.args.len() == 1)?;
    let receiver = &call.receiver;
    Some(parse_quote_spanned!(call.method.span()=> #receiver.filter_map(#function).next()))
}

/// `(x > 0.0).then(|| x.sqrt())`: a branch.
fn where_it_holds(call: &syn::ExprMethodCall) -> Option<syn::Expr> {
    if let ("then_some", Some(value)) = (call.method.to_string().as_str(), call.args.first()) {
        let (condition, inner) = (&call.receiver, syn::Ident::new("__inner", call.method.span()));
        return Some(parse_quote_spanned!(call.method.span()=> match (#condition, #value) {
            (true, #inner) => Some(#inner),
            _ => None,
        }));
    }
    let syn::Expr::Closure(closure) = call.args.first().filter(|_| call.method == "then" && call.args.len() == 1)?
    else {
        return None;
    };
    let plain = closure.inputs.is_empty() && super::opaque::find_jump(&closure.body).is_none();
    let (condition, body) = (&call.receiver, &closure.body);
    plain.then(|| parse_quote_spanned!(call.method.span()=> if #condition { Some(#body) } else { None }))
}

/// `o.as_deref().unwrap()`: `&**o.as_ref().unwrap()`.
fn unboxed(call: &syn::ExprMethodCall) -> Option<syn::Expr> {
    if !matches!((call.method.to_string().as_str(), call.args.len()), ("unwrap", 0) | ("expect", 1)) {
        return None;
    }
    let syn::Expr::MethodCall(holder) = &*call.receiver else { return None };
    let (name, mutability) = match holder.method.to_string().as_str() {
        "as_deref" => ("as_ref", quote!()),
        "as_deref_mut" => ("as_mut", quote!(mut)),
        _ => return None,
    };
    let method = syn::Ident::new(name, holder.method.span());
    let receiver = Box::new(syn::Expr::MethodCall(syn::ExprMethodCall { method, ..holder.clone() }));
    let unwrapped = syn::ExprMethodCall { receiver, ..call.clone() };
    Some(parse_quote!((&#mutability **#unwrapped)))
}

/// `v.front().copied().unwrap()`: `*v.front().unwrap()`.
fn copied_element(call: &syn::ExprMethodCall) -> Option<syn::Expr> {
    if !matches!((call.method.to_string().as_str(), call.args.len()), ("unwrap", 0) | ("expect", 1)) {
        return None;
    }
    let syn::Expr::MethodCall(copied) = &*call.receiver else { return None };
    let syn::Expr::MethodCall(access) = &*copied.receiver else { return None };
    super::access::selected(access)?;
    let unwrapped = syn::ExprMethodCall { receiver: copied.receiver.clone(), ..call.clone() };
    match copied.method.to_string().as_str() {
        "copied" => Some(parse_quote!((*#unwrapped))),
        "cloned" => Some(parse_quote!(#unwrapped.clone())),
        _ => None,
    }
}
