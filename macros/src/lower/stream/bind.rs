//! `let` of what a consumer makes: the user's names stand for the variables of the loop.

use proc_macro2::{Ident, Span};

use syn::spanned::Spanned;

use super::super::item::Item;
use super::super::option::Holder;
use super::super::scope::Binding;
use super::super::{Key, Lowering, Value};
use crate::ir::{Expr, Role, StmtKind, VarId};
use crate::types::Ty;

impl Lowering<'_> {
    /// `let pattern = stream.consumer(…);`
    pub(in super::super) fn bind_consumed(&mut self, pattern: &syn::Pat, ty: &Ty, expr: &syn::Expr) -> bool {
        if let Some(item) = self.tuple_part(expr).cloned() {
            self.bind_item(pattern, item);
            return true;
        }
        let known = match pattern {
            syn::Pat::Ident(name) => self.facts.types.get(&(&raw const name.ident)).cloned().unwrap_or_default(),
            _ => Ty::Unknown,
        };
        self.holder = Holder::of_type(&ty.meet(&known));
        if let Some(value) = self.held_method(expr) {
            self.bind_value(pattern, ty.clone(), value, expr.span());
            return true;
        }
        if let syn::Expr::Field(field) = expr
            && self.is_consumer(&field.base)
            && self.is_varied(expr)
        {
            let Some((place, ty)) = self.place(expr) else { return false };
            self.bind_item(pattern, Item::Value(Value { expr: Expr::Place(place), ty }));
            return true;
        }
        if matches!(pattern, syn::Pat::Wild(_)) || !self.is_consumer(expr) || !self.is_varied(expr) {
            return false;
        }
        let key = match pattern {
            syn::Pat::Ident(name) if name.by_ref.is_none() && name.subpat.is_none() => {
                let key: Key = &raw const name.ident;
                self.wished = Some((key, name.ident.clone()));
                Some((key, name.ident.to_string()))
            }
            _ => None,
        };
        let before = self.keys.len();
        let item = self.consumer_item(expr, ty);
        self.wished = None;
        let Some(item) = item else { return false };
        if let (Some((key, text)), Item::Value(Value { expr: Expr::Place(place), .. })) = (&key, &item)
            && place.path.is_empty()
            && place.root.0 as usize >= before
            && self.keys[place.root.0 as usize] == Some(*key)
        {
            self.scopes.bind(text.clone(), Binding::Var(place.root));
            return true;
        }
        self.bind_item(pattern, item);
        true
    }

    /// A variable for what a consumer makes: by the name that the user binds, or as the compiler wishes.
    pub(super) fn made(&mut self, wish: &str, ty: Ty) -> VarId {
        match self.wished.take() {
            Some((key, ident)) => self.made_as(key, &ident, ty),
            None => self.named(wish, ty, true, Role::Local),
        }
    }

    fn made_as(&mut self, key: Key, ident: &Ident, ty: Ty) -> VarId {
        self.declare_at(key, ident, ty, true, Role::Local)
    }

    /// `item` as one new variable, which may change.
    pub(super) fn state(&mut self, wish: &str, item: Item, span: Span) -> VarId {
        let wished = self.wished.take();
        self.refuse_cut_off(&item, span);
        let value = self.item_value(item, span);
        self.wished = wished;
        let ty = value.ty.peel().clone();
        let var = self.made(wish, ty);
        self.mark_varied(var, &value.expr);
        self.emit(StmtKind::Let { var, value: value.expr }, span);
        var
    }
}
