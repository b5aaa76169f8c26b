//! Operators of logic on results of calls, of which only rustc knows that they are `bool`s or integers.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{Lowering, Value};
use crate::ir::{Expr, Tokens};
use crate::types::Ty;

/// `|`, `&`, `^`.
pub(super) fn is_logical(op: &syn::BinOp) -> bool {
    matches!(op, syn::BinOp::BitOr(_) | syn::BinOp::BitAnd(_) | syn::BinOp::BitXor(_))
}

/// Whether only rustc knows the type of `value`.
fn is_open(value: &Value) -> bool {
    matches!(value.ty.peel(), Ty::Unknown | Ty::Opaque(_) | Ty::Named(_))
}

impl Lowering<'_> {
    /// `a | b`
    pub(super) fn logical(&mut self, binary: &syn::ExprBinary) -> Value {
        let values = self.operands(&[&binary.left, &binary.right]);
        if !values.iter().all(|value| value.ty.is_passive() || is_open(value)) {
            return self.unknown(&syn::Expr::Binary(binary.clone()));
        }
        let span = proc_macro2::Span::mixed_site().located_at(binary.span());
        let mut reads = Vec::new();
        let sides: Vec<TokenStream> = values
            .iter()
            .map(|value| {
                value.expr.for_each_read(&mut |var| reads.push(var));
                let side = crate::emit::expr(&self.function, &value.expr);
                if is_open(value) {
                    quote_spanned!(span=> __chainrule::__private::logical(#side))
                } else {
                    quote!((#side))
                }
            })
            .collect();
        let (op, left, right) = (&binary.op, &sides[0], &sides[1]);
        let ty = values.iter().map(|value| &value.ty).find(|ty| ty.is_passive()).cloned();
        let tokens = Tokens { stream: quote!((#left #op #right)), reads, flows: Vec::new(), cheap: true };
        Value { expr: Expr::Tokens(tokens), ty: ty.unwrap_or(Ty::Passive(None)) }
    }

    /// `!e`, where only lowering `e` shows that it is a `bool`, or only rustc knows.
    pub(super) fn not(&mut self, unary: &syn::ExprUnary) -> Value {
        let value = self.atom(&unary.expr);
        let is_open = matches!(value.ty.peel(), Ty::Unknown | Ty::Opaque(_) | Ty::Named(_));
        if !value.ty.is_passive() && !is_open {
            return self.unknown(&syn::Expr::Unary(unary.clone()));
        }
        let inner = crate::emit::expr(&self.function, &value.expr);
        let mut reads = Vec::new();
        value.expr.for_each_read(&mut |var| reads.push(var));
        let (stream, ty) = if is_open {
            let span = proc_macro2::Span::mixed_site().located_at(unary.span());
            (quote_spanned!(span=> __chainrule::__private::logical(!#inner)), Ty::Passive(None))
        } else {
            (quote!(!#inner), value.ty)
        };
        Value { expr: Expr::Tokens(Tokens { stream, reads, flows: Vec::new(), cheap: true }), ty }
    }
}
