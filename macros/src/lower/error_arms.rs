//! A `match` on a `Result` that is made step by step, or whose arms look at the error before they take it: the error is
//! matched by itself.
//!
//! ```text
//! match f(x) { Ok(v) => a, Err(e) if c => b, Err(e) => d }
//!     match f(x) { Ok(v) => a, Err(error) => match error { e if c => b, e => d } }
//! match f(x).map_err(g) { Ok(v) => a, Err(e) => b }
//!     { let mut reported = None;
//!       let whole = match f(x) { Ok(v) => Ok(v), Err(e) => { reported = Some(g(e)); Err(()) } };
//!       match whole { Ok(v) => a, Err(()) => match reported.unwrap() { e => b } } }
//! ```

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{parse_quote, parse_quote_spanned};

use super::option::Holder;
use super::told::Told;

/// The names of this rewriting.
pub(super) const NAMES: &[&str] = &["__reported", "__whole", "__error"];

fn name(at: usize) -> Ident {
    Ident::new(NAMES[at], Span::mixed_site())
}

/// `expr`, where it takes such a `Result` apart.
pub(super) fn rewritten(expr: &syn::Expr, told: Option<&Told>) -> Option<syn::Expr> {
    match expr {
        syn::Expr::Match(choice) => of_choice(choice, told),
        syn::Expr::If(branch) => {
            let syn::Expr::Let(binding) = &*branch.cond else { return None };
            if Holder::of_pattern(&binding.pat) != Some(Holder::Result) || !is_made(&binding.expr, told) {
                return None;
            }
            let (value, pattern, then) = (&binding.expr, &binding.pat, &branch.then_branch);
            let otherwise = branch.else_branch.as_ref().map_or_else(|| quote!({}), |(_, other)| quote!(#other));
            of_choice(
                &parse_quote_spanned!(branch.if_token.span=> match #value { #pattern => #then, _ => #otherwise }),
                told,
            )
        }
        syn::Expr::MethodCall(call) => of_method(call, told),
        _ => None,
    }
}

fn of_choice(choice: &syn::ExprMatch, told: Option<&Told>) -> Option<syn::Expr> {
    if !choice.arms.iter().any(|arm| Holder::of_pattern(&arm.pat) == Some(Holder::Result)) {
        return None;
    }
    let span = choice.match_token.span;
    if is_made(&choice.expr, told) {
        let (reported, whole) = (name(0), name(1));
        let Grouped { ok, errors } = grouped(&choice.arms)?;
        let Some(errors) = errors else {
            let apart = super::errors_apart::apart(&choice.expr, None);
            return Some(parse_quote_spanned!(span=> { let #whole = #apart; match #whole { #(#ok)* } }));
        };
        let apart = super::errors_apart::apart(&choice.expr, Some(&reported));
        return Some(parse_quote_spanned!(span=> {
            let mut #reported = None;
            let #whole = #apart;
            match #whole { #(#ok)* Err(()) => match #reported.unwrap() { #(#errors)* }, }
        }));
    }
    let guarded = choice.arms.iter().any(|arm| arm.guard.is_some() && matches!(part(&arm.pat), Some(Part::Error(_))));
    if !guarded || !matches!(&*choice.expr, syn::Expr::Call(_) | syn::Expr::MethodCall(_)) {
        return None;
    }
    let Grouped { ok, errors } = grouped(&choice.arms)?;
    let (value, errors, error) = (super::desugar::scrutinee(&choice.expr), errors?, name(2));
    Some(parse_quote_spanned!(span=> match #value { #(#ok)* Err(#error) => match #error { #(#errors)* }, }))
}

/// `f(x).map_err(g).unwrap_or(d)`, `f(x).and_then(g).unwrap_or_else(|e| d)`
fn of_method(call: &syn::ExprMethodCall, told: Option<&Told>) -> Option<syn::Expr> {
    if !is_made(&call.receiver, told) || !is_told(&call.receiver, told) || is_gathered(&call.receiver) {
        return None;
    }
    match (call.method.to_string().as_str(), call.args.len()) {
        ("unwrap_or_else", 1) => Some(super::results::unwrapped_or(&call.receiver, &call.args[0], call.method.span())),
        ("unwrap" | "unwrap_or_default" | "ok" | "is_ok" | "is_err", 0)
        | ("unwrap_or" | "expect", 1)
        | ("map_or", 2) => {
            let mut call = call.clone();
            let (apart, whole) = (super::errors_apart::apart(&call.receiver, None), name(1));
            *call.receiver = parse_quote!(#whole);
            Some(parse_quote_spanned!(call.method.span()=> { let #whole = #apart; #call }))
        }
        _ => None,
    }
}

/// Whether a call may make the `Result`: not a variant, nor a macro.
pub(super) fn is_call(value: &syn::Expr) -> bool {
    match value {
        syn::Expr::Call(call) => {
            !matches!(&*call.func, syn::Expr::Path(path) if super::construct::constructor(&path.path).is_some())
        }
        syn::Expr::MethodCall(_) => true,
        syn::Expr::If(_) | syn::Expr::Match(_) => is_chosen(value),
        _ => false,
    }
}

/// `let Ok(v) = f(x).map_err(g) else { … };`
pub(super) fn of_local(local: &mut syn::Local, told: Option<&Told>) {
    if let Some(init) = &mut local.init
        && init.diverge.is_some()
        && Holder::of_pattern(&local.pat) == Some(Holder::Result)
        && matches!(part(&local.pat), Some(Part::Value))
        && is_made(&init.expr, told)
    {
        *init.expr = super::errors_apart::apart(&init.expr, None);
    }
}

/// Whether `expr` is a choice between results of calls.
fn is_chosen(expr: &syn::Expr) -> bool {
    let ends = |block: &syn::Block| matches!(block.stmts.last(), Some(syn::Stmt::Expr(last, None)) if is_chosen(last));
    match expr {
        syn::Expr::Paren(inner) => is_chosen(&inner.expr),
        syn::Expr::Call(_) | syn::Expr::MethodCall(_) => true,
        syn::Expr::Block(block) => block.label.is_none() && ends(&block.block),
        syn::Expr::If(branch) => {
            ends(&branch.then_branch) || branch.else_branch.as_ref().is_some_and(|(_, other)| is_chosen(other))
        }
        syn::Expr::Match(choice) => choice.arms.iter().any(|arm| is_chosen(&arm.body)),
        _ => false,
    }
}

/// Whether `expr` makes a `Result` of another.
fn is_made(expr: &syn::Expr, told: Option<&Told>) -> bool {
    match expr {
        syn::Expr::Paren(inner) => is_made(&inner.expr, told),
        syn::Expr::Block(_) | syn::Expr::If(_) | syn::Expr::Match(_) => is_chosen(expr),
        syn::Expr::MethodCall(call) => {
            let closure = matches!(call.args.first(), Some(syn::Expr::Closure(_) | syn::Expr::Path(_)));
            let by_function = matches!(call.method.to_string().as_str(), "map" | "and_then" | "map_err" | "or_else");
            let gathered = super::gathered::collected(call, None).is_some_and(|(name, _)| name == "Result");
            by_function && closure && call.args.len() == 1 || gathered || super::tried::is_tried(call, told)
        }
        _ => false,
    }
}

/// Whether `expr` is made of results that are collected.
fn is_gathered(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Paren(inner) => is_gathered(&inner.expr),
        syn::Expr::MethodCall(call) => super::gathered::collected(call, None).is_some() || is_gathered(&call.receiver),
        _ => false,
    }
}

/// Whether something tells that `expr` is a `Result`: its methods, or the file.
fn is_told(expr: &syn::Expr, told: Option<&Told>) -> bool {
    let base = match expr {
        syn::Expr::Paren(inner) => return is_told(&inner.expr, told),
        syn::Expr::MethodCall(call) => match (call.method.to_string().as_str(), call.args.first()) {
            ("map_err", _) => return true,
            ("or_else", Some(syn::Expr::Closure(closure))) if closure.inputs.len() == 1 => return true,
            ("map" | "and_then" | "or_else", _) => return is_told(&call.receiver, told),
            _ => {
                let gathered = super::gathered::collected(call, None).is_some_and(|(name, _)| name == "Result");
                gathered || super::tried::is_tried(call, told)
            }
        },
        syn::Expr::Match(choice) => choice.arms.iter().any(|arm| Holder::of_pattern(&arm.pat) == Some(Holder::Result)),
        _ => false,
    };
    base || told.and_then(|told| Holder::told(told, expr)) == Some(Holder::Result)
}

/// The arms of a `match` on a `Result`: those of its value, and those of its error, if any asks for it.
pub(super) struct Grouped {
    pub(super) ok: Vec<syn::Arm>,
    pub(super) errors: Option<Vec<syn::Arm>>,
}

/// `arms` in two groups, where each tells to which it belongs. Without an error that is asked for, the arms of `Err(())`
/// are among the others.
pub(super) fn grouped(arms: &[syn::Arm]) -> Option<Grouped> {
    let (mut ok, mut errors) = (Vec::new(), Vec::new());
    let mut asked = false;
    for (at, arm) in arms.iter().enumerate() {
        let covered = arms[..at].iter().any(takes_every_value);
        let with = |pat: syn::Pat| syn::Arm { pat, comma: Some(<syn::Token![,]>::default()), ..arm.clone() };
        match &arm.pat {
            syn::Pat::Wild(_) => {
                if !covered {
                    ok.push(with(parse_quote!(Ok(_))));
                }
                if !errors.iter().any(takes_every_error) {
                    errors.push(with(arm.pat.clone()));
                }
            }
            pattern => match part(pattern)? {
                Part::Value => ok.push(with(pattern.clone())),
                Part::Error(inner) => {
                    asked |= !matches!(inner, syn::Pat::Wild(_)) || arm.guard.is_some();
                    errors.push(with(inner));
                }
            },
        }
    }
    if asked {
        return Some(Grouped { ok, errors: Some(errors) });
    }
    let unasked = |arm: &syn::Arm| {
        let pat = match part(&arm.pat) {
            Some(Part::Error(_)) => parse_quote!(Err(())),
            _ => arm.pat.clone(),
        };
        syn::Arm { pat, comma: Some(<syn::Token![,]>::default()), ..arm.clone() }
    };
    Some(Grouped { ok: arms.iter().map(unasked).collect(), errors: None })
}

/// `Ok(v) => …`
fn takes_every_value(arm: &syn::Arm) -> bool {
    let syn::Pat::TupleStruct(held) = &arm.pat else { return false };
    let plain = match held.elems.first() {
        Some(syn::Pat::Ident(name)) => name.subpat.is_none(),
        Some(inner) => matches!(inner, syn::Pat::Wild(_)),
        None => false,
    };
    plain && arm.guard.is_none() && matches!(part(&arm.pat), Some(Part::Value))
}

/// `e => …`, of the errors alone.
fn takes_every_error(arm: &syn::Arm) -> bool {
    let plain = match &arm.pat {
        syn::Pat::Ident(name) => name.subpat.is_none() && !name.ident.to_string().starts_with(char::is_uppercase),
        pattern => matches!(pattern, syn::Pat::Wild(_)),
    };
    plain && arm.guard.is_none()
}

/// What a pattern of a `Result` is of.
enum Part {
    Value,
    /// What it says of the error.
    Error(syn::Pat),
}

fn part(pattern: &syn::Pat) -> Option<Part> {
    match pattern {
        syn::Pat::Paren(inner) => part(&inner.pat),
        syn::Pat::TupleStruct(held) if held.elems.len() == 1 => {
            match held.path.segments.last()?.ident.to_string().as_str() {
                "Ok" => Some(Part::Value),
                "Err" if matches!(held.elems[0], syn::Pat::Rest(_)) => Some(Part::Error(parse_quote!(_))),
                "Err" => Some(Part::Error(held.elems[0].clone())),
                _ => None,
            }
        }
        syn::Pat::Or(cases) => {
            let parts = cases.cases.iter().map(part).collect::<Option<Vec<_>>>()?;
            if parts.iter().all(|part| matches!(part, Part::Value)) {
                return Some(Part::Value);
            }
            let inner = parts.into_iter().map(|part| match part {
                Part::Value => None,
                Part::Error(inner) => Some(inner),
            });
            let inner = inner.collect::<Option<Vec<syn::Pat>>>()?;
            let either: TokenStream = quote!(#(#inner)|*);
            Some(Part::Error(syn::parse::Parser::parse2(syn::Pat::parse_multi_with_leading_vert, either).ok()?))
        }
        _ => None,
    }
}
