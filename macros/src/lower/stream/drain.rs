//! What `drain` takes out of a container, as an iterator: a container of its own.
//!
//! ```text
//! v.drain(..).map(f)         let drained = mem::take(&mut v);           drained.into_iter().map(f)
//! v.drain(lo..hi).sum()      let drained = v[lo..hi].to_vec(); v.drain(lo..hi);
//! ```

use quote::quote;
use syn::parse_quote_spanned;
use syn::spanned::Spanned;

use super::super::{Lowering, Value};
use super::{At, Indexed, Stream};
use crate::ir::{Direction, Expr, Place};
use crate::types::Ty;

impl Lowering<'_> {
    /// Whether `call` takes differentiated elements out of a container, by bounds that may be evaluated twice.
    pub(super) fn drains(&self, call: &syn::ExprMethodCall) -> bool {
        if call.method != "drain" || call.args.len() != 1 || !self.is_varied(&call.receiver) {
            return false;
        }
        let syn::Expr::Range(range) = &call.args[0] else { return false };
        let simple = range.start.iter().chain(&range.end).all(|bound| is_simple(bound));
        let is_vec = matches!(self.type_of(&call.receiver).peel(), Ty::Vec(_) | Ty::Unknown);
        let is_deque = matches!(self.type_of(&call.receiver).peel(), Ty::Named(path) if crate::types::is_deque(path));
        simple && (is_vec || is_deque && range.start.is_none() && range.end.is_none())
    }

    /// The elements that are taken out.
    pub(super) fn taken_out(&mut self, call: &syn::ExprMethodCall) -> Stream {
        let (container, range, span) = (&call.receiver, &call.args[0], call.span());
        let whole = matches!(range, syn::Expr::Range(range) if range.start.is_none() && range.end.is_none());
        let taken: syn::Expr = if whole {
            let behind = matches!(self.type_of(container), Ty::Ref(..)).then(|| quote!(*));
            let container = quote!(#behind #container);
            parse_quote_spanned!(span=> ::core::mem::take(&mut #container))
        } else {
            parse_quote_spanned!(span=> #container[#range].to_vec())
        };
        let value = self.rvalue(&taken);
        let ty = value.ty.peel().clone();
        let var = self.named("drained", ty.clone(), false, crate::ir::Role::Local);
        self.mark_varied(var, &value.expr);
        let Value { expr, .. } = value;
        self.emit(crate::ir::StmtKind::Let { var, value: expr }, span);
        if !whole {
            self.statement(&parse_quote_spanned!(span=> #container.drain(#range)));
        }
        let place = Place::of(var);
        let len = self.length(&place);
        let len = match len {
            Expr::Tokens(tokens) => self.integer("len", Expr::Tokens(tokens), span),
            len => len,
        };
        let at = At::Element { place, ty: ty.element(), reference: None };
        Stream::indexed(Indexed { len: Some(len), at, direction: Direction::Up, range: None })
    }
}

/// Without effects.
fn is_simple(bound: &syn::Expr) -> bool {
    match bound {
        syn::Expr::Lit(_) | syn::Expr::Path(_) => true,
        syn::Expr::Paren(inner) => is_simple(&inner.expr),
        syn::Expr::Field(field) => is_simple(&field.base),
        syn::Expr::Binary(binary) => is_simple(&binary.left) && is_simple(&binary.right),
        syn::Expr::MethodCall(call) => {
            matches!(call.method.to_string().as_str(), "len" | "min" | "max" | "saturating_sub")
                && is_simple(&call.receiver)
                && call.args.iter().all(is_simple)
        }
        _ => false,
    }
}
