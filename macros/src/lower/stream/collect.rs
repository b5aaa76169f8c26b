//! Consumers that make a container: `collect`, `unzip`.

use proc_macro2::Span;
use quote::quote;
use syn::spanned::Spanned;

use super::super::item::Item;
use super::super::{Lowering, Value};
use super::Stream;
use super::drive::Frame;
use super::fold::turbofish;
use super::indexed::is_number;
use crate::diagnostic::Message;
use crate::ir::{
    Argument, Call, Callee, Direction, End, Expr, Head, Loop, Motion, Place, Step, StmtKind, Tokens, Update, VarId,
};
use crate::types::Ty;

impl Lowering<'_> {
    /// `collect` into a `Vec`.
    pub(super) fn collected(&mut self, stream: Stream, call: &syn::ExprMethodCall, expected: &Ty) -> Item {
        let span = call.span();
        let ty = turbofish(call).unwrap_or_default().meet(expected);
        if matches!(&ty, Ty::Named(path) if crate::types::is_deque(path)) {
            let deque = self.empty_deque(ty, span);
            self.drive(stream, Frame::default(), span, &mut |this, item| {
                this.push_into((deque, End::Back), item, span);
            });
            return Item::variable(deque, self.ty_of(deque).clone());
        }
        if matches!(&ty, Ty::Named(path) if crate::types::is_map(path)) {
            return self.collected_map(stream, ty, span);
        }
        if self.is_user_type(&ty) {
            let list = self.collected_list(stream, Ty::Unknown, span);
            return Item::Value(made_of_items(list, &ty, call));
        }
        if !matches!(ty, Ty::Vec(_) | Ty::Unknown) {
            self.error(
                Message::new("chainrule follows `collect` into a `Vec`, a `VecDeque` or a map only")
                    .note("the items are differentiated values")
                    .help("collect into a `Vec`, or fill the container in a loop"),
                &call.method,
            );
            return Item::unit();
        }
        let list = self.collected_list(stream, ty, span);
        Item::variable(list, self.ty_of(list).clone())
    }

    /// A `Vec` of the items.
    pub(in super::super) fn collected_into_vec(&mut self, stream: Stream, span: Span) -> Value {
        let list = self.collected_list(stream, Ty::Unknown, span);
        Value { expr: Expr::var(list), ty: self.ty_of(list).clone() }
    }

    /// The items in a `Vec`.
    fn collected_list(&mut self, stream: Stream, ty: Ty, span: Span) -> VarId {
        let list = self.list("list", &stream, ty, span);
        let declared = self.out.len() - 1;
        let counted = stream.as_indexed().is_some_and(|source| source.len.is_some());
        self.drive(stream, Frame::default(), span, &mut |this, item| this.push_item(list, item, span));
        if counted {
            self.fill(list, declared);
        }
        list
    }

    /// Numbers whose count is known are written into a `Vec` of that length, so that the reverse sweep has it at once.
    ///
    /// ```text
    /// let v = Vec::with_capacity(n);            let v = vec![0.0; n];
    /// for k in 0..n { … v.push(x); }            for k in 0..n { … v[k] = x; }
    /// ```
    fn fill(&mut self, list: VarId, declared: usize) {
        let Ty::Float(_) = self.ty_of(list).element() else { return };
        let (before, after) = self.out.split_at_mut(declared + 1);
        let (Some(declaration), Some(looped)) = (before.last_mut(), after.last_mut()) else { return };
        let StmtKind::Loop(Loop { head, body, .. }) = &mut looped.kind else { return };
        let Head::For { counter, lo, hi, inclusive: false, step: None, direction: Direction::Up } = head else {
            return;
        };
        let Some(last) = body.stmts.last_mut() else { return };
        let StmtKind::InPlace(push) = &last.kind else { return };
        if !is_number(lo, "0") || push.place.root != list {
            return;
        }
        let Some(value) = push.value.clone() else { return };
        let mut reads = Vec::new();
        hi.for_each_read(&mut |var| reads.push(var));
        let stream = crate::emit::expr(&self.function, hi);
        let len = Tokens { stream, reads, flows: Vec::new(), cheap: true };
        let mut place = Place::of(list);
        super::super::place::push_index(&mut place, Expr::var(*counter));
        last.kind = StmtKind::Assign { place, update: Update::Set, value };
        let zero = Expr::Number(0.0);
        let value = Expr::Repeat { element: Box::new(zero), len, vec: true };
        declaration.kind = StmtKind::Let { var: list, value };
        self.declare_behind_length(declared);
    }

    /// Moves the declaration of a list, of which the loop is the last statement, behind what computes its length.
    fn declare_behind_length(&mut self, declared: usize) {
        let StmtKind::Let { value, .. } = &self.out[declared].kind else { return };
        let last = self.out.len() - 1;
        let is_length = |stmt: &crate::ir::Stmt| matches!(stmt.kind, StmtKind::Let { var, .. } if value.reads(var));
        if self.out[declared + 1..last].iter().any(is_length) {
            self.out[declared..last].rotate_left(1);
        }
    }

    /// `unzip` into two `Vec`s.
    pub(super) fn unzipped(&mut self, stream: Stream, call: &syn::ExprMethodCall, expected: &Ty) -> Item {
        let span = call.span();
        self.wished = None;
        let lists = [0, 1].map(|index| self.list("list", &stream, expected.field(index), span));
        self.drive(stream, Frame::default(), span, &mut |this, item| match this.atomic_item(item, span) {
            Item::Tuple(parts) if parts.len() == 2 => {
                for (list, part) in lists.into_iter().zip(parts) {
                    this.push_item(list, part, span);
                }
            }
            item => {
                let value = this.item_value(Self::behind_item(item), span);
                let ty = value.ty.clone();
                let pair = this.materialize(value, span);
                for (index, list) in lists.into_iter().enumerate() {
                    let step = crate::ir::Step::Field(syn::Member::from(index));
                    let place = Place { root: pair, path: vec![step] };
                    let value = Value { expr: Expr::Place(place), ty: ty.field(index) };
                    this.push_item(list, Item::Value(value), span);
                }
            }
        });
        Item::Tuple(lists.into_iter().map(|list| Item::variable(list, self.ty_of(list).clone())).collect())
    }

    /// An empty `Vec` with room for the items.
    pub(super) fn list(&mut self, wish: &str, stream: &Stream, ty: Ty, span: proc_macro2::Span) -> VarId {
        let ty = if matches!(ty, Ty::Vec(_)) { ty } else { Ty::Vec(Box::default()) };
        let len = stream.as_indexed().and_then(|source| source.len.clone());
        let mut reads = Vec::new();
        let stream = if let Some(len) = &len {
            len.for_each_read(&mut |var| reads.push(var));
            let len = crate::emit::expr(&self.function, len);
            quote!(__chainrule::__private::Vec::with_capacity(#len))
        } else {
            quote!(__chainrule::__private::Vec::new())
        };
        let tokens = Tokens { stream, reads, flows: Vec::new(), cheap: false };
        let var = self.made(wish, ty);
        self.emit(StmtKind::Let { var, value: Expr::Tokens(tokens) }, span);
        var
    }

    /// `place.extend(chain)`: the items enter one by one.
    pub(in super::super) fn extend_by_items(&mut self, place: &Place, chain: &syn::Expr, span: proc_macro2::Span) {
        let end = match self.function.place_ty(place).peel() {
            Ty::Named(path) if crate::types::is_deque(path) => End::Back,
            _ => End::Last,
        };
        let place = self.freeze(place.clone(), span);
        let Some(stream) = self.stream(chain) else { return };
        self.drive(stream, Frame::default(), span, &mut |this, item| {
            let item = this.atomic_item(Self::behind_item(item), span);
            let value = this.item_value(item, span);
            let value = if value.expr.is_atom() {
                value
            } else {
                let ty = value.ty.clone();
                Value { expr: Expr::var(this.materialize(value, span)), ty }
            };
            this.learn_element(&place, &value);
            this.emit_change(place.clone(), Motion::Push(end), Some(value.expr), span);
        });
    }

    pub(super) fn push_item(&mut self, list: VarId, item: Item, span: proc_macro2::Span) {
        self.push_into((list, End::Last), item, span);
    }

    /// `VecDeque::from(list)`: the elements enter one by one.
    pub(in super::super) fn deque_from(
        &mut self,
        call: &syn::ExprCall,
        path: &syn::ExprPath,
    ) -> Option<super::super::Value> {
        let owner = path.path.segments.iter().rev().nth(1)?;
        if owner.ident != "VecDeque" || path.path.segments.last()?.ident != "from" || call.args.len() != 1 {
            return None;
        }
        let (span, ty) = (syn::spanned::Spanned::span(call), super::super::typing::type_of_container(&path.path)?);
        let value = self.rvalue(&call.args[0]);
        let element = value.ty.element();
        let place = Place::of(self.materialize(value, span));
        let mut len = self.length(&place);
        self.freeze_index(&mut len, span);
        let at = super::At::Element { place, ty: element, reference: None };
        let source = super::Indexed { len: Some(len), at, direction: Direction::Up, range: None };
        let deque = self.empty_deque(ty, span);
        self.drive(Stream::indexed(source), Frame::default(), span, &mut |this, item| {
            this.push_into((deque, End::Back), item, span);
        });
        Some(super::super::Value { expr: Expr::var(deque), ty: self.ty_of(deque).clone() })
    }

    fn empty_deque(&mut self, ty: Ty, span: proc_macro2::Span) -> VarId {
        let stream = quote!(__chainrule::__private::VecDeque::new());
        let tokens = Tokens { stream, reads: Vec::new(), flows: Vec::new(), cheap: false };
        let var = self.made("deque", ty);
        self.emit(StmtKind::Let { var, value: Expr::Tokens(tokens) }, span);
        var
    }

    fn push_into(&mut self, (list, end): (VarId, End), item: Item, span: proc_macro2::Span) {
        let mut reference = false;
        item.for_each(&mut |value| reference |= matches!(value.ty, Ty::Ref(..)));
        if reference {
            self.errors.push(
                Message::new("references to differentiated values cannot be collected")
                    .note("chainrule replaces references by the places they name")
                    .help("put `.copied()` or `.cloned()` before it")
                    .at(span),
            );
            return;
        }
        let item = self.atomic_item(item, span);
        let value = out_of_place(self.item_value(item, span));
        let value = if value.expr.is_atom() {
            value
        } else {
            let ty = value.ty.clone();
            Value { expr: Expr::var(self.materialize(value, span)), ty }
        };
        if end == End::Last {
            self.refine_var(list, &Ty::Vec(Box::new(value.ty.clone())));
            self.mark_varied(list, &value.expr);
        } else {
            self.learn_element(&Place::of(list), &value);
        }
        self.emit_change(Place::of(list), Motion::Push(end), Some(value.expr), span);
    }
}

/// Something to put into an array before its elements are there.
pub(super) fn zero(ty: &Ty) -> Option<proc_macro2::TokenStream> {
    Some(match ty {
        Ty::Float(Some(name)) if crate::generics::is_scalar(name) => crate::emit::constant(name, &quote!(0.0)),
        Ty::Float(Some(name)) => {
            let literal = proc_macro2::Literal::f64_unsuffixed(0.0);
            quote!(#literal as #name)
        }
        Ty::Float(None) => quote!(0.0),
        Ty::Array(inner, len) if !crate::types::is_open(len) => {
            let inner = zero(inner)?;
            quote!([#inner; #len])
        }
        Ty::Tuple(parts) => {
            let parts = parts.iter().map(zero).collect::<Option<Vec<_>>>()?;
            quote!((#(#parts,)*))
        }
        Ty::Passive(Some(name)) => match name.to_string().as_str() {
            "bool" => quote!(false),
            "char" | "str" | "String" => return None,
            _ => quote!(0),
        },
        _ => return None,
    })
}

/// A copy of an element that is kept: nothing moves out of a container by an index.
pub(super) fn out_of_place(value: Value) -> Value {
    match value.expr {
        Expr::Place(place) if matches!(place.path.last(), Some(Step::Index(_))) && !value.ty.is_copy() => {
            Value { expr: Expr::Copy(crate::forward::method("clone"), place), ty: value.ty }
        }
        expr => Value { expr, ty: value.ty },
    }
}

/// `Type::from_iter(list)`
fn made_of_items(list: VarId, ty: &Ty, call: &syn::ExprMethodCall) -> Value {
    let target = ty.tokens().unwrap_or_default();
    let path: syn::ExprPath = syn::parse_quote_spanned!(call.method.span()=> <#target>::from_iter);
    let arguments = vec![Argument::Borrow(false, Place::of(list))];
    let callee = Callee::Associated { path, by_value: true };
    let spans = vec![call.method.span()];
    let call = Call::new(callee, arguments, spans);
    Value { expr: Expr::Call(Box::new(call)), ty: ty.clone() }
}
