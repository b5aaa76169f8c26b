//! Iterators over constants of a module: a table whose elements have positions, so that nothing of it is recorded.
//!
//! ```text
//! for (i, c) in C.iter().enumerate() { … }      let c_table = &C; for i in 0..c_table.len() { … c_table[i] … }
//! ```

use syn::spanned::Spanned;

use super::super::scope::Binding;
use super::super::{Lowering, Value};
use crate::ir::{Expr, Place, Tokens};
use crate::types::Ty;

impl Lowering<'_> {
    /// Whether `expr` names a constant or a static, as its spelling tells.
    pub(super) fn is_table(&self, expr: &syn::Expr) -> bool {
        let syn::Expr::Path(path) = expr else { return false };
        let Some(last) = path.path.segments.last().filter(|last| last.arguments.is_none()) else { return false };
        let name = last.ident.to_string();
        let is_upper = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        let bound = path.path.get_ident().and_then(|ident| self.scopes.find(&ident.to_string()));
        name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.chars().all(is_upper)
            && matches!(bound, None | Some(Binding::Constant(_)))
    }

    /// A name for the elements of the constant `expr`.
    pub(super) fn table(&mut self, expr: &syn::Expr) -> Option<(Place, Ty)> {
        if !self.is_table(expr) {
            return None;
        }
        let span = expr.span();
        let ty = Ty::Slice(Box::new(self.type_of(expr).element()));
        let at = span.resolved_at(proc_macro2::Span::mixed_site());
        let stream = quote::quote_spanned!(at=> &#expr);
        let tokens = Tokens { stream, reads: Vec::new(), flows: Vec::new(), cheap: true };
        let value = Value { expr: Expr::Tokens(tokens), ty: Ty::Ref(false, Box::new(ty.clone())) };
        let var = self.materialize(value, span);
        self.tables.insert(var);
        Some((Place::of(var), ty))
    }

    /// Whether `expr` names an element of a constant.
    pub(in super::super) fn names_entry(&self, expr: &syn::Expr) -> bool {
        let syn::Expr::Path(path) = expr else { return false };
        match path.path.get_ident().and_then(|ident| self.scopes.find(&ident.to_string())) {
            Some(Binding::Alias { place, .. }) => self.tables.contains(&place.root),
            _ => false,
        }
    }

    /// An element of a constant as an operand: the number itself, which can be recorded.
    pub(in super::super) fn entry(&mut self, value: Value, span: proc_macro2::Span) -> Value {
        let Expr::Tokens(mut tokens) = value.expr else { return value };
        let element = &tokens.stream;
        tokens.stream = quote::quote!((*#element).clone());
        let var = self.materialize(Value { expr: Expr::Tokens(tokens), ty: Ty::Unknown }, span);
        Value { expr: Expr::var(var), ty: Ty::Unknown }
    }
}
