//! `as_deref`, rewritten before lowering: the name stands for what the box holds.
//!
//! ```text
//! match x.as_deref() { Some(v) => e, … }      match x.as_ref() { Some(inner) => { let v = &**inner; e } … }
//! ```

use proc_macro2::{Ident, Span};
use syn::parse_quote;

/// Rewrites a `match` or an `if let` of `as_deref` or `as_deref_mut`.
pub(super) fn rewrite(expr: &mut syn::Expr) {
    match expr {
        syn::Expr::Match(choice) => {
            let Some(mutable) = kind(&choice.expr) else { return };
            if !choice.arms.iter().all(|arm| fits(&arm.pat) && (arm.guard.is_none() || name(&arm.pat).is_none())) {
                return;
            }
            rename(&mut choice.expr, mutable);
            for arm in &mut choice.arms {
                if let Some((name, binding)) = replaced(&mut arm.pat, mutable) {
                    let body = &arm.body;
                    *arm.body = parse_quote!({ let #name = #binding; #body });
                    arm.comma.get_or_insert_default();
                }
            }
        }
        syn::Expr::If(branch) => {
            let syn::Expr::Let(binding) = &mut *branch.cond else { return };
            let Some(mutable) = kind(&binding.expr).filter(|_| fits(&binding.pat)) else { return };
            rename(&mut binding.expr, mutable);
            if let Some((name, value)) = replaced(&mut binding.pat, mutable) {
                branch.then_branch.stmts.insert(0, parse_quote!(let #name = #value;));
            }
        }
        _ => {}
    }
}

/// Whether `expr` is `x.as_deref()`, and which.
fn kind(expr: &syn::Expr) -> Option<bool> {
    let syn::Expr::MethodCall(call) = expr else { return None };
    match call.method.to_string().as_str() {
        "as_deref" if call.args.is_empty() => Some(false),
        "as_deref_mut" if call.args.is_empty() => Some(true),
        _ => None,
    }
}

fn rename(expr: &mut syn::Expr, mutable: bool) {
    if let syn::Expr::MethodCall(call) = expr {
        call.method = Ident::new(if mutable { "as_mut" } else { "as_ref" }, call.method.span());
    }
}

/// `Some(v)`, `None`, `_`.
fn fits(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::TupleStruct(some) => {
            some.path.is_ident("Some")
                && matches!(some.elems.first(), Some(syn::Pat::Ident(name)) if name.by_ref.is_none() && name.subpat.is_none())
                || matches!(some.elems.first(), Some(syn::Pat::Wild(_)))
        }
        syn::Pat::Ident(name) => name.ident == "None",
        syn::Pat::Wild(_) => true,
        _ => false,
    }
}

/// The name inside of `Some`.
fn name(pattern: &syn::Pat) -> Option<&syn::PatIdent> {
    match pattern {
        syn::Pat::TupleStruct(some) => match some.elems.first() {
            Some(syn::Pat::Ident(name)) => Some(name),
            _ => None,
        },
        _ => None,
    }
}

/// Another name inside of `Some`, and what the user's name is bound to.
fn replaced(pattern: &mut syn::Pat, mutable: bool) -> Option<(syn::PatIdent, syn::Expr)> {
    let own = name(pattern)?.clone();
    let inner = Ident::new("__inner", Span::mixed_site());
    let syn::Pat::TupleStruct(some) = pattern else { return None };
    some.elems[0] = parse_quote!(#inner);
    Some((own, if mutable { parse_quote!(&mut **#inner) } else { parse_quote!(&**#inner) }))
}
