//! Values that nobody wants: what they are made by still has its effect, once.
//!
//! ```text
//! let mut turn = || order.swap(0, 1);      order.swap(0, 1);
//! turn();
//! ```

use proc_macro2::Span;
use quote::quote;

use super::item::Item;
use super::{Lowering, Value};
use crate::ir::{Expr, StmtKind};

impl Lowering<'_> {
    /// Makes an item for its effects.
    pub(super) fn discard(&mut self, item: Item, span: Span) {
        match item {
            Item::Value(value) => self.discard_value(value, span),
            Item::Ref(inner) => self.discard(*inner, span),
            Item::Tuple(parts) => parts.into_iter().for_each(|part| self.discard(part, span)),
        }
    }

    /// Makes a value for its effects.
    pub(super) fn discard_value(&mut self, value: Value, span: Span) {
        match value.expr {
            Expr::Call(_) => self.emit(StmtKind::Eval(value.expr), span),
            // The user's own code: only what calls something may have an effect.
            Expr::Tokens(mut tokens) if !tokens.cheap => {
                let stream = &tokens.stream;
                tokens.stream = quote!(#stream;);
                self.emit(StmtKind::Passive { tokens, writes: Vec::new() }, span);
            }
            _ if !value.expr.is_atom() => _ = self.materialize(value, span),
            _ => {}
        }
    }
}
