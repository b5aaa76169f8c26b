//! Conditions that change something where Rust evaluates them in a known order: they become conditions of an `if`.
//!
//! ```text
//! match n { 0 => a, 1 if grow(&mut y) => b, _ => c }
//!     'guarded: {
//!         match n { 0 => break 'guarded a, 1 => { if grow(&mut y) { break 'guarded b } } _ => {} }
//!         match n { 0 => unreachable!(), _ => c }
//!     }
//! v.iter().any(|p| grow(&mut y, p))
//!     { let mut found = false; for p in v.iter() { if grow(&mut y, p) { found = true; break } } found }
//! ```

use std::collections::HashSet;

use proc_macro2::Span;
use quote::quote;
use syn::visit::Visit;
use syn::{parse_quote, parse_quote_spanned};

use super::reading::reads;

/// The names of this rewriting.
pub(super) const NAMES: &[&str] = &["__found", "__position", "__subject"];

fn name(at: usize) -> syn::Ident {
    syn::Ident::new(NAMES[at], Span::mixed_site())
}

/// `choice` without guards that change something.
pub(super) fn guarded(choice: &syn::ExprMatch, mutable: &HashSet<String>) -> Option<syn::Expr> {
    let at = choice.arms.iter().position(|arm| arm.guard.as_ref().is_some_and(|(_, guard)| changes(guard, mutable)))?;
    let label = syn::Lifetime::new("'guarded", Span::mixed_site());
    let (before, rest) = choice.arms.split_at(at);
    let (arm, after) = rest.split_first()?;
    let leave = |arm: &syn::Arm| -> syn::Arm {
        let (pattern, body) = (&arm.pat, &arm.body);
        let guard = arm.guard.as_ref().map(|(_, guard)| quote!(if #guard));
        parse_quote!(#pattern #guard => break #label { #body },)
    };
    let first = before.iter().map(leave);
    let (pattern, guard, body) = (&arm.pat, &arm.guard.as_ref()?.1, &arm.body);
    // These keep what is left complete.
    let seen = before.iter().filter(|arm| arm.guard.is_none()).map(|arm| &arm.pat);
    let (subject, bound) = match &*choice.expr {
        place @ (syn::Expr::Path(_) | syn::Expr::Field(_)) => (quote!(#place), None),
        value => {
            let name = name(2);
            (quote!(#name), Some(quote!(let #name = #value;)))
        }
    };
    let rest: syn::ExprMatch = parse_quote_spanned!(choice.match_token.span=> match #subject {
        #(#seen => unreachable!(),)*
        #(#after)*
    });
    let rest = guarded(&rest, mutable).unwrap_or(syn::Expr::Match(rest));
    Some(parse_quote_spanned!(choice.match_token.span=> {
        #bound
        #label: {
            match #subject {
                #(#first)*
                #pattern => { if #guard { break #label { #body }; } }
                _ => {}
            }
            #rest
        }
    }))
}

/// `any`, `all`, `position` and `count` with a closure that changes something, as a loop.
pub(super) fn searched(call: &syn::ExprMethodCall, mutable: &HashSet<String>) -> Option<syn::Expr> {
    if call.method == "count" && call.args.is_empty() && changes(&call.receiver, mutable) {
        let (items, count) = (&call.receiver, name(1));
        return Some(parse_quote_spanned!(call.method.span()=> {
            let mut #count = 0usize;
            for _ in #items { #count += 1; }
            #count
        }));
    }
    let (syn::Expr::MethodCall(_) | syn::Expr::Paren(_), Some(syn::Expr::Closure(closure))) =
        (&*call.receiver, call.args.first())
    else {
        return None;
    };
    let [input] = &closure.inputs.iter().collect::<Vec<_>>()[..] else { return None };
    if !changes(&closure.body, mutable) || super::opaque::find_jump(&closure.body).is_some() {
        return None;
    }
    let (items, condition, span) = (&call.receiver, &closure.body, call.method.span());
    let (found, position) = (name(0), name(1));
    Some(match call.method.to_string().as_str() {
        "any" => parse_quote_spanned!(span=> {
            let mut #found = false;
            for #input in #items { if #condition { #found = true; break; } }
            #found
        }),
        "all" => parse_quote_spanned!(span=> {
            let mut #found = true;
            for #input in #items { let #position = #condition; if !#position { #found = false; break; } }
            #found
        }),
        "position" => parse_quote_spanned!(span=> {
            let mut #found = None;
            let mut #position = 0usize;
            for #input in #items {
                if #condition { #found = Some(#position); break; }
                #position += 1;
            }
            #found
        }),
        _ => return None,
    })
}

/// Whether `condition` lends something that may change, assigns, or calls what may be a method that changes one of
/// `mutable`.
fn changes(condition: &syn::Expr, mutable: &HashSet<String>) -> bool {
    struct Changes<'m>(bool, &'m HashSet<String>);
    impl<'ast> Visit<'ast> for Changes<'_> {
        fn visit_expr_reference(&mut self, reference: &'ast syn::ExprReference) {
            self.0 |= reference.mutability.is_some();
            syn::visit::visit_expr_reference(self, reference);
        }
        fn visit_expr_assign(&mut self, _: &'ast syn::ExprAssign) {
            self.0 = true;
        }
        fn visit_expr_binary(&mut self, binary: &'ast syn::ExprBinary) {
            self.0 |= is_assigning(&binary.op);
            syn::visit::visit_expr_binary(self, binary);
        }
        fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
            let name = call.method.to_string();
            let known = reads(&name) || crate::primitives::is_float_method(&name) || is_followed(&name);
            self.0 |= !known && root(&call.receiver).is_some_and(|name| self.1.contains(&name));
            syn::visit::visit_expr_method_call(self, call);
        }
    }
    let mut found = Changes(false, mutable);
    found.visit_expr(condition);
    found.0
}

/// Methods whose conditions are followed where they are.
fn is_followed(name: &str) -> bool {
    matches!(name, "drain" | "get")
}

/// The variable in `a.b[i].c`.
fn root(place: &syn::Expr) -> Option<String> {
    match place {
        syn::Expr::Path(path) => path.path.get_ident().map(ToString::to_string),
        syn::Expr::Field(field) => root(&field.base),
        syn::Expr::Index(index) => root(&index.expr),
        syn::Expr::Paren(inner) => root(&inner.expr),
        _ => None,
    }
}

/// The variables of `item` that may change.
pub(super) fn mutable(item: &syn::ItemFn) -> HashSet<String> {
    struct Mutable(HashSet<String>);
    impl<'ast> Visit<'ast> for Mutable {
        fn visit_pat_ident(&mut self, name: &'ast syn::PatIdent) {
            if name.mutability.is_some() {
                self.0.insert(name.ident.to_string());
            }
        }
        fn visit_fn_arg(&mut self, argument: &'ast syn::FnArg) {
            if let syn::FnArg::Typed(typed) = argument
                && let (syn::Pat::Ident(name), syn::Type::Reference(reference)) = (&*typed.pat, &*typed.ty)
                && reference.mutability.is_some()
            {
                self.0.insert(name.ident.to_string());
            }
            syn::visit::visit_fn_arg(self, argument);
        }
    }
    let mut found = Mutable(HashSet::new());
    found.visit_item_fn(item);
    found.0
}

fn is_assigning(op: &syn::BinOp) -> bool {
    matches!(
        op,
        syn::BinOp::AddAssign(_) | syn::BinOp::SubAssign(_) | syn::BinOp::MulAssign(_) | syn::BinOp::DivAssign(_)
    )
}
