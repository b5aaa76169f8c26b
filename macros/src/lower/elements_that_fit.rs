//! Elements that may be there and must fit a pattern: first whether there is one, then which.
//!
//! ```text
//! match v.get(i) {                      match v.get(i) {
//!     Some(Token::Minus) => a,              Some(e) => match e { Token::Minus => a, _ => b },
//!     _ => b,                               _ => b,
//! }                                     }
//! ```

use proc_macro2::Span;
use quote::format_ident;
use syn::spanned::Spanned;

use super::Lowering;
use crate::types::Ty;

impl Lowering<'_> {
    /// `choice` in two steps, where it needs them.
    pub(super) fn in_two_steps(&self, choice: &syn::ExprMatch) -> Option<syn::ExprMatch> {
        let syn::Expr::MethodCall(call) = &*choice.expr else { return None };
        let of_range = matches!(call.args.first(), Some(syn::Expr::Range(_)));
        let is_array = || !of_range && matches!(self.type_of(&call.receiver).element(), Ty::Array(..));
        let mut inside = choice.arms.iter().flat_map(|arm| alternatives(&arm.pat)).filter_map(inside_of_some);
        if !self.may_be_there(&choice.expr) || !inside.any(|pattern| may_not_fit(pattern, is_array())) {
            return None;
        }
        let (mut some, mut none) = (Vec::new(), Vec::new());
        for arm in &choice.arms {
            let mut fitting = syn::punctuated::Punctuated::new();
            for pattern in alternatives(&arm.pat) {
                match (pattern, inside_of_some(pattern)) {
                    (_, Some(inside)) => fitting.push(inside.clone()),
                    (syn::Pat::Wild(_), _) => {
                        fitting.push(pattern.clone());
                        none.push(syn::Arm { pat: pattern.clone(), ..arm.clone() });
                    }
                    (syn::Pat::Ident(name), _) if name.ident == "None" => {
                        none.push(syn::Arm { pat: pattern.clone(), ..arm.clone() });
                    }
                    _ => return None,
                }
            }
            if !fitting.is_empty() {
                some.push(syn::Arm { pat: one_of(fitting), ..arm.clone() });
            }
        }
        let element = format_ident!("__element", span = Span::mixed_site());
        let inner = syn::ExprMatch { expr: syn::parse_quote!(#element), arms: some, ..choice.clone() };
        let mut first: syn::Arm = syn::parse_quote!(Some(#element) => (),);
        first.body = Box::new(syn::Expr::Match(inner));
        none.insert(0, first);
        Some(syn::ExprMatch { arms: none, ..choice.clone() })
    }

    /// The same of `if let`.
    pub(super) fn if_let_in_two_steps(&self, branch: &syn::ExprIf, binding: &syn::ExprLet) -> Option<syn::ExprMatch> {
        let nothing = || syn::parse_quote!({});
        let otherwise = branch.else_branch.as_ref().map_or_else(nothing, |(_, otherwise)| (**otherwise).clone());
        let (pattern, then) = (&binding.pat, &branch.then_branch);
        let mut choice: syn::ExprMatch =
            syn::parse_quote_spanned!(branch.span()=> match () { #pattern => #then _ => () });
        choice.expr.clone_from(&binding.expr);
        *choice.arms.last_mut()?.body = otherwise;
        self.in_two_steps(&choice)
    }
}

/// The patterns between `|`.
fn alternatives(pattern: &syn::Pat) -> Vec<&syn::Pat> {
    match pattern {
        syn::Pat::Or(or) => or.cases.iter().flat_map(alternatives).collect(),
        syn::Pat::Paren(inner) => alternatives(&inner.pat),
        pattern => vec![pattern],
    }
}

/// A pattern that fits where one of `patterns` does.
fn one_of(patterns: syn::punctuated::Punctuated<syn::Pat, syn::Token![|]>) -> syn::Pat {
    match patterns.first() {
        Some(only) if patterns.len() == 1 => only.clone(),
        _ => syn::Pat::Or(syn::PatOr { attrs: Vec::new(), leading_vert: None, cases: patterns }),
    }
}

/// The pattern in `Some(pattern)`.
fn inside_of_some(pattern: &syn::Pat) -> Option<&syn::Pat> {
    match pattern {
        syn::Pat::TupleStruct(some) if some.path.is_ident("Some") && some.elems.len() == 1 => some.elems.first(),
        _ => None,
    }
}

/// Whether there may be values that do not fit.
fn may_not_fit(pattern: &syn::Pat, is_array: bool) -> bool {
    match pattern {
        syn::Pat::Wild(_) | syn::Pat::Rest(_) => false,
        syn::Pat::Ident(name) => name.subpat.as_ref().is_some_and(|(_, inner)| may_not_fit(inner, is_array)),
        syn::Pat::Paren(inner) => may_not_fit(&inner.pat, is_array),
        syn::Pat::Type(inner) => may_not_fit(&inner.pat, is_array),
        syn::Pat::Reference(inner) => may_not_fit(&inner.pat, is_array),
        syn::Pat::Or(or) => or.cases.iter().all(|case| may_not_fit(case, is_array)),
        syn::Pat::Tuple(parts) => parts.elems.iter().any(|part| may_not_fit(part, false)),
        syn::Pat::Slice(parts) => !is_array || parts.elems.iter().any(|part| may_not_fit(part, false)),
        syn::Pat::Struct(parts) => {
            super::parts::variant(&parts.path, false).is_some()
                || parts.fields.iter().any(|field| may_not_fit(&field.pat, false))
        }
        syn::Pat::TupleStruct(parts) => {
            super::parts::variant(&parts.path, false).is_some()
                || parts.elems.iter().any(|part| may_not_fit(part, false))
        }
        _ => true,
    }
}
