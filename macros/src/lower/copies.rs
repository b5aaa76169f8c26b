//! Methods that fill a container from another.

use proc_macro2::Span;
use quote::quote;
use syn::spanned::Spanned;

use super::inplace::Change;
use super::{Lowering, Value};
use crate::diagnostic::Message;
use crate::ir::{Direction, Expr, Head, Loop, Motion, Place, Role, Step, StmtKind, Tokens, Update, VarId};
use crate::types::Ty;

impl Lowering<'_> {
    pub(super) fn append(&mut self, change: Change) {
        let Some(other) = self.borrowed_place(change.arguments[0]) else {
            return self.refuse_source(change.arguments[0]);
        };
        let value = Value { ty: self.function.place_ty(&other).element(), expr: Expr::Place(other.clone()) };
        self.learn_element(&change.place, &value);
        let len = self.present_length(&change.place);
        self.emit_change(change.place, Motion::Append(other, len), None, change.span);
    }

    pub(super) fn exchange_elements(&mut self, change: Change) {
        match self.borrowed_place(change.arguments[0]) {
            Some(other) if other.root != change.place.root => {
                let (place, other) = (whole(change.place), whole(other));
                self.exchange_varied(&place, &other);
                self.emit_change(place, Motion::ExchangeElements(other), None, change.span);
            }
            _ => self.refuse_source(change.arguments[0]),
        }
    }

    /// What one of two places holds, the other may come to hold.
    pub(super) fn exchange_varied(&mut self, a: &Place, b: &Place) {
        self.mark_varied(a.root, &Expr::Place(b.clone()));
        self.mark_varied(b.root, &Expr::Place(a.clone()));
    }

    pub(super) fn extend(&mut self, change: Change, call: &syn::ExprMethodCall) {
        let argument = without_adaptors(change.arguments[0]);
        let is_deque =
            matches!(self.function.place_ty(&change.place).peel(), Ty::Named(path) if crate::types::is_deque(path));
        if is_deque {
            return self.extend_by_items(&change.place, change.arguments[0], change.span);
        }
        if self.is_varied(argument) && self.is_holder(argument) {
            return self.extend_by_items(&change.place, argument, change.span);
        }
        let source = self.borrowed_place(argument).or_else(|| self.made_source(argument));
        let Some(source) = source else {
            if self.is_iterator(argument) {
                return self.extend_by_items(&change.place, argument, change.span);
            }
            let message = Message::new("chainrule cannot follow what extends this container")
                .note("it follows slices, arrays and `Vec`s of values")
                .help("push the values one by one in a loop");
            return self.error(message, &call.args[0]);
        };
        let value = Value { ty: self.function.place_ty(&source).element(), expr: Expr::Place(source.clone()) };
        self.learn_element(&change.place, &value);
        let len = self.present_length(&change.place);
        self.emit_change(change.place, Motion::Extend(len), Some(Expr::Place(source)), change.span);
    }

    /// A source of values that is made on the spot: in a variable.
    fn made_source(&mut self, expr: &syn::Expr) -> Option<Place> {
        let inner = match expr {
            syn::Expr::Reference(reference) => &*reference.expr,
            other => other,
        };
        let known = matches!(self.type_of(inner).peel(), Ty::Vec(_) | Ty::Array(..) | Ty::Slice(_));
        let made = matches!(inner, syn::Expr::Array(_) | syn::Expr::Repeat(_) | syn::Expr::Macro(_));
        let called = matches!((expr, inner), (syn::Expr::Reference(_), syn::Expr::Call(_)));
        if !known && !made && !called {
            return None;
        }
        let value = self.rvalue(inner);
        Some(Place::of(self.materialize(value, inner.span())))
    }

    /// The place that a reference refers to.
    pub(super) fn borrowed_place(&mut self, expr: &syn::Expr) -> Option<Place> {
        match expr {
            syn::Expr::Paren(inner) => self.borrowed_place(&inner.expr),
            syn::Expr::Reference(reference) => self.place(&reference.expr).map(|(place, _)| place),
            other => {
                let (mut place, ty) = self.place(other)?;
                if matches!(&ty, Ty::Ref(true, inner) if inner.is_copy()) {
                    // What is behind the reference, not the reference.
                    if !self.names_alias(other) {
                        place.path.push(crate::ir::Step::Deref);
                    }
                    return Some(place);
                }
                matches!(ty.peel(), Ty::Vec(_) | Ty::Slice(_) | Ty::Array(..) | Ty::Unknown).then_some(place)
            }
        }
    }

    fn refuse_source(&mut self, expr: &syn::Expr) {
        let message = Message::new("chainrule cannot follow the source of this copy")
            .help("bind it by `let` first, and pass `&source`");
        self.error(message, expr);
    }

    /// `target.copy_from_slice(source)`, element by element.
    pub(super) fn copy_from(&mut self, place: &Place, source: &syn::Expr, span: Span) {
        let Some(source_place) = self.borrowed_place(source).or_else(|| self.made_source(source)) else {
            return self.refuse_source(source);
        };
        let (target_len, source_len) = (self.length(place), self.length(&source_place));
        let (left, right) =
            (crate::emit::expr(&self.function, &target_len), crate::emit::expr(&self.function, &source_len));
        let mut reads = Vec::new();
        target_len.for_each_read(&mut |var| reads.push(var));
        source_len.for_each_read(&mut |var| reads.push(var));
        let stream =
            quote!(::core::assert_eq!(#left, #right, "source slice length does not match destination slice length"););
        let tokens = Tokens { stream, reads, flows: Vec::new(), cheap: false };
        self.emit(StmtKind::Passive { tokens, writes: Vec::new() }, span);
        self.copy_elements(place, source_place, span);
    }

    /// `rows.concat()`.
    pub(super) fn concat(&mut self, call: &syn::ExprMethodCall) -> Value {
        let receiver = self.read_or_atom(&call.receiver);
        let ty = Ty::Vec(Box::new(receiver.ty.element().element()));
        let Expr::Place(place) = receiver.expr else { return self.unknown(&call.receiver) };
        Value { expr: Expr::Copy(call.method.clone(), place), ty }
    }

    /// `Vec::from(values)`.
    pub(super) fn vec_from(&mut self, call: &syn::ExprCall, path: &syn::ExprPath) -> Option<Value> {
        let mut names = path.path.segments.iter().rev().map(|segment| segment.ident.to_string());
        if names.next()? != "from" || names.next()? != "Vec" || call.args.len() != 1 {
            return None;
        }
        let argument = call.args.first()?;
        let value = if let syn::Expr::Reference(reference) = argument { &reference.expr } else { argument };
        if self.is_queue(argument) {
            let items = self.stream(argument)?;
            return Some(self.collected_into_vec(items, call.span()));
        }
        if self.is_of_user(value) {
            return Some(self.associated_call(call, path));
        }
        let place = match self.borrowed_place(argument) {
            Some(place) => place,
            None => self.made_source(argument)?,
        };
        let ty = Ty::Vec(Box::new(self.function.place_ty(&place).element()));
        Some(Value { expr: Expr::Copy(crate::forward::method("to_vec"), place), ty })
    }

    /// The type of `Vec::from(values)`.
    pub(super) fn type_of_vec_from(&self, call: &syn::ExprCall) -> Option<Ty> {
        Some(Ty::Vec(Box::new(self.type_of(call.args.first()?).element())))
    }

    pub(super) fn copy_elements(&mut self, place: &Place, source: Place, span: Span) {
        let ty = self.function.place_ty(&source).element();
        self.elementwise(place, span, |_, counter| {
            let mut from = source;
            super::place::push_index(&mut from, Expr::var(counter));
            Value { expr: Expr::Place(from), ty }
        });
    }

    /// `values.copy_within(lo..hi, to)`: through a copy, for the two parts may overlap.
    pub(super) fn copy_within(&mut self, change: Change) {
        let syn::Expr::Range(range) = change.arguments[0] else {
            return self.refuse_source(change.arguments[0]);
        };
        let mut source = change.place.clone();
        self.push_range(&mut source, range);
        let ty = Ty::Vec(Box::new(change.element.clone()));
        let copy = Value { expr: Expr::Copy(crate::forward::method("to_vec"), source), ty };
        let copy = Place::of(self.materialize(copy, change.span));
        let to = self.position(&change, 1);
        let count = self.length(&copy);
        let mut target = change.place;
        super::place::push_slice(&mut target, to.clone(), Some(super::place::offset(to, count)));
        self.copy_elements(&target, copy, change.span);
    }

    /// `for k in 0..place.len() { place[k] = value(k); }`
    pub(super) fn elementwise(&mut self, place: &Place, span: Span, value: impl FnOnce(&mut Self, VarId) -> Value) {
        let mut hi = self.length(place);
        self.freeze_index(&mut hi, span);
        let counter = self.named("k", Ty::index(), false, Role::Counter);
        let place = self.freeze(place.clone(), span);
        let body = self.in_block(|this| {
            let mut element = place;
            super::place::push_index(&mut element, Expr::var(counter));
            let value = value(this, counter);
            this.assign(element, Update::Set, value, span);
        });
        let lo = Expr::Tokens(super::opaque::constant(quote!(0)));
        let head = Head::For { counter, lo, hi, inclusive: false, step: None, direction: Direction::Up };
        let label = self.new_loop();
        self.emit(StmtKind::Loop(Loop { head, body, until: Vec::new(), label }), span);
    }
}

/// All elements of `place`.
pub(super) fn whole(place: Place) -> Place {
    if matches!(place.path.last(), Some(Step::Slice(..))) { place } else { crate::forward::whole_slice(&place) }
}

/// `iter().copied()` and its like give the values of what they stand on.
fn without_adaptors(expr: &syn::Expr) -> &syn::Expr {
    match expr {
        syn::Expr::MethodCall(call)
            if call.args.is_empty()
                && matches!(call.method.to_string().as_str(), "iter" | "into_iter" | "copied" | "cloned") =>
        {
            without_adaptors(&call.receiver)
        }
        other => other,
    }
}
