//! `by_ref`: what an iterator that keeps its position gives before it goes on.
//!
//! ```text
//! let a: Vec<f64> = it.by_ref().take(n).collect();      let first = position; position += min(n, len - first);
//!                                                       for k in 0..n { … xs[first + k] … }
//! ```
//!
//! Loops over it are rewritten before lowering, since they may end early:
//!
//! ```text
//! for p in it.by_ref() { … }              while let Some(p) = it.next() { … }
//! for p in it.by_ref().take(n) { … }      for _ in 0..n { let Some(p) = it.next() else { break }; … }
//! ```

use quote::quote;
use syn::spanned::Spanned;

use super::super::Lowering;
use super::{Indexed, Stream};
use crate::diagnostic::Message;
use crate::ir::Direction;

/// Adaptors that ask for every item, if the consumer does.
const PATIENT: &[&str] =
    &["map", "copied", "cloned", "enumerate", "filter", "filter_map", "inspect", "flat_map", "take"];

/// Consumers that ask for every item.
const EXHAUSTIVE: &[&str] = &[
    "sum",
    "product",
    "fold",
    "for_each",
    "collect",
    "unzip",
    "partition",
    "max_by",
    "min_by",
    "max_by_key",
    "min_by_key",
    "reduce",
];

/// `it` in `it.by_ref()`.
fn lent(expr: &syn::Expr) -> Option<&syn::Expr> {
    match expr {
        syn::Expr::Paren(inner) => lent(&inner.expr),
        syn::Expr::MethodCall(call) if call.method == "by_ref" && call.args.is_empty() => match &*call.receiver {
            name @ syn::Expr::Path(_) => Some(name),
            _ => None,
        },
        _ => None,
    }
}

/// A `for` loop over `it.by_ref()`, by `next`.
pub(in super::super) fn looped(looped: &syn::ExprForLoop) -> Option<syn::Expr> {
    let (pattern, body, label) = (&looped.pat, &looped.body, &looped.label);
    if let Some(it) = lent(&looped.expr) {
        return Some(syn::parse_quote!(#label while let Some(#pattern) = #it.next() #body));
    }
    let syn::Expr::MethodCall(call) = &*looped.expr else { return None };
    if call.method != "take" {
        return None;
    }
    let (it, count) = (lent(&call.receiver)?, call.args.first()?);
    let stmts = &body.stmts;
    Some(syn::parse_quote!(#label for _ in 0..#count { let Some(#pattern) = #it.next() else { break; }; #(#stmts)* }))
}

impl Lowering<'_> {
    /// Whether the consumer at the end of a chain asks for every item that `by_ref` lends.
    pub(super) fn exhausts(&self, call: &syn::ExprMethodCall) -> bool {
        let mut receiver = &*call.receiver;
        let mut patient = EXHAUSTIVE.contains(&call.method.to_string().as_str());
        loop {
            match receiver {
                syn::Expr::Paren(inner) => receiver = &inner.expr,
                syn::Expr::MethodCall(inner) if inner.method == "by_ref" => {
                    return patient || self.steps(&inner.receiver);
                }
                syn::Expr::MethodCall(inner) => {
                    patient &= PATIENT.contains(&inner.method.to_string().as_str());
                    receiver = &inner.receiver;
                }
                _ => return true,
            }
        }
    }

    /// `it.by_ref().take_while(..)` and the like: how far the iterator went is not known.
    pub(super) fn refused_loan(&mut self, call: &syn::ExprMethodCall) -> super::super::item::Item {
        let message = Message::new("chainrule does not follow how far `by_ref` goes here")
            .note("the iterator gives differentiated values, and this chain may end before its last item")
            .help("write it as a loop: `while let Some(x) = it.next() { .. }`");
        super::super::item::Item::Value(self.refuse(message, &call.method))
    }

    /// Whether `call` is `it.by_ref().take(n)`, where `it` keeps its position.
    pub(super) fn lends(&self, call: &syn::ExprMethodCall) -> bool {
        call.method == "take" && lent(&call.receiver).is_some_and(|it| self.kept_position(it).is_some())
    }

    /// `it.by_ref().take(n)`, where `it` keeps its position: the next `n` items.
    pub(super) fn lent_items(&mut self, call: &syn::ExprMethodCall) -> Option<Stream> {
        let it = lent(&call.receiver)?;
        let (_, position) = self.kept_position(it)?;
        let count = self.bound(&call.args[0]);
        let Stream { source: super::Source::Indexed(rest), stages } = self.stream(it)? else { return None };
        let len = match rest.len.clone() {
            Some(len) => self.shorter(len, count),
            None => count,
        };
        let start = self.integer("start", crate::ir::Expr::var(position), call.span());
        let next = self.formula([&start, &len], |[start, len]| quote!(#start + #len));
        self.set(position, &next, call.span());
        let source = Indexed { len: Some(len), at: rest.at, direction: Direction::Up, range: None };
        Some(Stream { source: super::Source::Indexed(source), stages })
    }
}
