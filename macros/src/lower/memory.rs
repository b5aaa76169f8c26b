//! `mem::swap`, `mem::replace`, `mem::take`.

use proc_macro2::Span;
use quote::quote;
use syn::spanned::Spanned;

use super::{Lowering, Value};
use crate::diagnostic::Message;
use crate::ir::{Expr, InPlace, Motion, Place, Step, StmtKind, Update};
use crate::types::Ty;

/// Which function of `mem` a path names.
pub(super) fn function(path: &syn::Path) -> Option<String> {
    let mut segments = path.segments.iter().rev().map(|segment| segment.ident.to_string());
    let name = segments.next()?;
    (segments.next()? == "mem" && matches!(name.as_str(), "swap" | "replace" | "take")).then_some(name)
}

impl Lowering<'_> {
    /// Whether `call` changes a differentiated place by a function of `mem`.
    pub(super) fn is_memory(&self, call: &syn::ExprCall) -> bool {
        let is_changed = |argument: &syn::Expr| match argument {
            syn::Expr::Reference(reference) => self.constant_part(&reference.expr).is_some(),
            _ => self.lent_reference(argument).is_some(),
        };
        matches!(&*call.func, syn::Expr::Path(path) if function(&path.path).is_some())
            && call.args.iter().any(|argument| self.is_varied(argument) || is_changed(argument))
    }

    /// A call of a function of `mem` on a place; `None`: another call.
    pub(super) fn memory(&mut self, call: &syn::ExprCall) -> Option<Value> {
        let syn::Expr::Path(path) = &*call.func else { return None };
        let name = function(&path.path)?;
        let span = call.span();
        if let Some(value) = self.memory_of_references(&name, call) {
            return Some(value);
        }
        let Some(place) = call.args.first().and_then(|argument| self.borrowed_place(argument)) else {
            return Some(self.unknown_target(call));
        };
        Some(match (name.as_str(), call.args.get(1)) {
            ("swap", Some(other)) => {
                let Some(other) = self.borrowed_place(other) else { return Some(self.unknown_target(call)) };
                self.exchange(place, other, call);
                Value { expr: Expr::Tuple(Vec::new()), ty: Ty::Unit }
            }
            ("replace", Some(value)) => {
                let value = self.atom(value);
                self.replace(place, Some(value), span)
            }
            _ => self.replace(place, None, span),
        })
    }

    fn unknown_target(&mut self, call: &syn::ExprCall) -> Value {
        let message = Message::new("chainrule cannot follow what changes here")
            .note("an argument is neither a local variable nor a part of one")
            .help("pass variables, elements or fields: `mem::swap(&mut a, &mut b.c)`");
        self.refuse(message, call)
    }

    fn exchange(&mut self, a: Place, b: Place, call: &syn::ExprCall) {
        self.exchange_varied(&a, &b);
        let (left, right) = (self.function.place_ty(&a), self.function.place_ty(&b));
        if a.root != b.root {
            if a.path.is_empty() && b.path.is_empty() {
                self.refine_var(a.root, right.peel());
                self.refine_var(b.root, left.peel());
            }
            return self.emit_in_place(a, Motion::Exchange(b), None, None, call.span());
        }
        // Two parts of one variable cannot be borrowed at once: elements swap, others go through a copy.
        if let Some((whole, i, j)) = self.elements_of_one(&a, &b) {
            return self.emit_in_place(whole, Motion::Swap(i, j), None, None, call.span());
        }
        let copy = |place: &Place, ty: &Ty| {
            if ty.is_copy() {
                Expr::Place(place.clone())
            } else {
                Expr::Copy(crate::forward::method("clone"), place.clone())
            }
        };
        let old = Value { expr: copy(&a, &left), ty: left.clone() };
        let old = self.materialize(old, call.span());
        let new = copy(&b, &left);
        self.assign(a, Update::Set, Value { expr: new, ty: right.clone() }, call.span());
        self.assign(b, Update::Set, Value { expr: Expr::var(old), ty: right }, call.span());
    }

    /// `v[i]` and `v[j]`.
    fn elements_of_one(&self, a: &Place, b: &Place) -> Option<(Place, Expr, Expr)> {
        let (Some(Step::Index(i)), Some(Step::Index(j))) = (a.path.last(), b.path.last()) else { return None };
        let container = |place: &Place| Place { root: place.root, path: place.path[..place.path.len() - 1].to_vec() };
        let (left, right) = (container(a), container(b));
        let same = crate::emit::place(&self.function, &left).to_string()
            == crate::emit::place(&self.function, &right).to_string();
        same.then(|| (left, i.clone(), j.clone()))
    }

    fn replace(&mut self, mut place: Place, value: Option<Value>, span: Span) -> Value {
        // `a.take()`, where `a` refers to an `Option`.
        if place.is_whole()
            && matches!(&self.function.var(place.root).ty, Ty::Ref(true, to) if matches!(**to, Ty::Option(_)))
        {
            place.path.push(Step::Deref);
        }
        let ty = self.function.place_ty(&place).peel().clone();
        if ty.is_copy() {
            let default = || Expr::Tokens(super::opaque::constant(quote!(::core::default::Default::default())));
            let value = value.unwrap_or_else(|| Value { expr: default(), ty: ty.clone() });
            let old = self.materialize(Value { expr: Expr::Place(place.clone()), ty: ty.clone() }, span);
            self.assign(place, Update::Set, value, span);
            return Value { expr: Expr::var(old), ty };
        }
        if let Some(value) = &value {
            self.mark_varied(place.root, &value.expr);
        }
        let old = self.temporary(ty.clone());
        self.mark_varied(old, &Expr::Place(place.clone()));
        self.emit_in_place(place, Motion::Replace, value.map(|value| value.expr), Some(old), span);
        Value { expr: Expr::var(old), ty }
    }

    pub(super) fn emit_in_place(
        &mut self,
        place: Place,
        motion: Motion,
        value: Option<Expr>,
        result: Option<crate::ir::VarId>,
        span: Span,
    ) {
        self.emit(StmtKind::InPlace(InPlace { place, motion, value, result }), span);
    }

    /// The type of what a function of `mem` gives.
    pub(super) fn type_of_memory(&self, call: &syn::ExprCall) -> Option<Ty> {
        let syn::Expr::Path(path) = &*call.func else { return None };
        match function(&path.path)?.as_str() {
            "swap" => Some(Ty::Unit),
            _ => Some(self.type_of(call.args.first()?).peel().clone()),
        }
    }
}
