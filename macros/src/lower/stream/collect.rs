//! Consumers that make a container: `collect`, `unzip`, `array::from_fn`, `map` of an array.

use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::super::item::Item;
use super::super::{Lowering, Value, opaque};
use super::drive::Frame;
use super::fold::turbofish;
use super::indexed::{is_number, number};
use super::{Callee, Stream};
use crate::diagnostic::Message;
use crate::ir::{Direction, End, Expr, Head, Loop, Motion, Place, Role, StmtKind, Tokens, Update, VarId};
use crate::types::Ty;

impl Lowering<'_> {
    /// `collect` into a `Vec`.
    pub(super) fn collected(&mut self, stream: Stream, call: &syn::ExprMethodCall, expected: &Ty) -> Item {
        let span = call.span();
        let ty = turbofish(call).unwrap_or_default().meet(expected);
        if !matches!(ty, Ty::Vec(_) | Ty::Unknown) {
            self.error(
                Message::new("chainrule follows `collect` into a `Vec` only")
                    .note("the items are differentiated values")
                    .help("collect into a `Vec`, or fill the container in a loop"),
                &call.method,
            );
            return Item::unit();
        }
        let list = self.list("list", &stream, ty, span);
        let declared = self.out.len() - 1;
        let counted = stream.as_indexed().is_some_and(|source| source.len.is_some());
        self.drive(stream, Frame::default(), span, &mut |this, item| this.push_item(list, item, span));
        if counted {
            self.fill(list, declared);
        }
        Item::variable(list, self.ty_of(list).clone())
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
    fn list(&mut self, wish: &str, stream: &Stream, ty: Ty, span: proc_macro2::Span) -> VarId {
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

    fn push_item(&mut self, list: VarId, item: Item, span: proc_macro2::Span) {
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
        let value = self.item_value(item, span);
        let value = if value.expr.is_atom() {
            value
        } else {
            let ty = value.ty.clone();
            Value { expr: Expr::var(self.materialize(value, span)), ty }
        };
        self.refine_var(list, &Ty::Vec(Box::new(value.ty.clone())));
        self.mark_varied(list, &value.expr);
        self.emit_change(Place::of(list), Motion::Push(End::Last), Some(value.expr), span);
    }

    /// `[f(0), f(1), …]`, in a loop where the type of the elements is known.
    fn built_array(
        &mut self,
        (len, named): (proc_macro2::TokenStream, Option<proc_macro2::TokenStream>),
        element: Ty,
        span: proc_macro2::Span,
        make: &mut dyn FnMut(&mut Self, Expr) -> Item,
    ) -> Item {
        let position = self.out.len();
        let array = self.made("array", Ty::Array(Box::new(element), len.clone()));
        let counter = self.named("k", Ty::index(), false, Role::Counter);
        let body = self.in_block(|this| {
            let item = make(this, Expr::var(counter));
            let value = this.item_value(item, span);
            let ty = Ty::Array(Box::new(value.ty.clone()), len.clone());
            this.refine_var(array, &ty);
            let mut place = Place::of(array);
            super::super::place::push_index(&mut place, Expr::var(counter));
            this.assign(place, Update::Set, value, span);
        });
        let element = self.ty_of(array).element();
        let start = match zero(&element) {
            Some(zero) => quote!([#zero; #len]),
            // An array by a name of the user's.
            None if named.is_some() => quote!(__chainrule::__private::blank::<#named>()),
            None => return self.unrolled(&len, span, make),
        };
        let start = Expr::Tokens(opaque::constant(start));
        let declared = self.function.stmt(StmtKind::Let { var: array, value: start }, span);
        self.out.insert(position, declared);
        let head = Head::For {
            counter,
            lo: number(0),
            hi: Expr::Tokens(opaque::constant(len)),
            inclusive: false,
            step: None,
            direction: Direction::Up,
        };
        let label = self.new_loop();
        self.emit(StmtKind::Loop(Loop { head, body, until: Vec::new(), label }), span);
        Item::variable(array, self.ty_of(array).clone())
    }

    /// An array of elements of a type that only rustc knows: written out, where it is short.
    fn unrolled(
        &mut self,
        len: &proc_macro2::TokenStream,
        span: proc_macro2::Span,
        make: &mut dyn FnMut(&mut Self, Expr) -> Item,
    ) -> Item {
        let count = syn::parse2::<syn::LitInt>(len.clone()).ok().and_then(|literal| literal.base10_parse().ok());
        let Some(count) = count.filter(|count: &usize| *count <= 16) else {
            self.errors.push(
                Message::new("chainrule does not know what to fill this array with before its elements are there")
                    .note("the type of the elements is not written in the function")
                    .help("write the array's type on the `let`")
                    .at(span),
            );
            return Item::unit();
        };
        let mut parts = Vec::new();
        let mut ty = Ty::Unknown;
        for index in 0..count {
            let item = make(self, number(index));
            let item = self.atomic_item(item, span);
            let value = self.item_value(item, span);
            ty = ty.meet(&value.ty);
            let var = self.materialize(value, span);
            parts.push(Expr::var(var));
        }
        Item::Value(Value { expr: Expr::Array(parts), ty: Ty::Array(Box::new(ty), len.clone()) })
    }

    /// `array.map(f)`
    pub(super) fn mapped_array(&mut self, call: &syn::ExprMethodCall, expected: &Ty) -> Option<Item> {
        let span = call.span();
        let len = match self.type_of(&call.receiver) {
            Ty::Array(_, len) => Some(len),
            _ => None,
        };
        let callee = self.callee(&call.args[0])?;
        let wished = self.wished.take();
        let item = self.item(&call.receiver);
        let item = self.atomic_item(item, span);
        self.wished = wished;
        let value = self.item_value(item, span);
        let ty = value.ty.clone();
        let place = match value.expr {
            Expr::Place(place) => place,
            _ => Place::of(self.materialize(value, span)),
        };
        let place = self.freeze(place, span);
        let place = if callee.changes() { self.own_copy(place, &ty, &call.receiver) } else { place };
        let wanted = expected.element();
        let mut make = |this: &mut Self, position: Expr| {
            let mut element = place.clone();
            super::super::place::push_index(&mut element, position);
            let item = Item::Value(Value { expr: Expr::Place(element), ty: ty.element() });
            this.apply_expecting(&callee, item, &wanted, span)
        };
        Some(match len {
            Some(len) => self.built_array((len, None), expected.element(), span, &mut make),
            None => self.built_like(&place, span, &mut make),
        })
    }

    /// An array of as many elements as that at `place`, whose type only rustc knows.
    ///
    /// ```text
    /// p.a.map(f)      let mut array = p.a.map(|_| 0.0); for k in 0..array.len() { array[k] = f(p.a[k]); }
    /// ```
    fn built_like(
        &mut self,
        place: &Place,
        span: proc_macro2::Span,
        make: &mut dyn FnMut(&mut Self, Expr) -> Item,
    ) -> Item {
        let position = self.out.len();
        let array = self.made("array", Ty::Unknown);
        let counter = self.named("k", Ty::index(), false, Role::Counter);
        let mut element = Ty::Unknown;
        let body = self.in_block(|this| {
            let item = make(this, Expr::var(counter));
            let value = this.item_value(item, span);
            element = value.ty.clone();
            let mut target = Place::of(array);
            super::super::place::push_index(&mut target, Expr::var(counter));
            this.assign(target, Update::Set, value, span);
        });
        let mut reads = vec![place.root];
        place.for_each_index(&mut |var| reads.push(var));
        let like = crate::emit::borrow(&self.function, false, place);
        let at = span.resolved_at(proc_macro2::Span::mixed_site());
        // Where nothing tells otherwise, the elements are of the same type as those they are made from.
        let zeros = zero(&element).map(|zero| quote!(.map(|_| #zero)));
        let start = quote_spanned!(at=> ::core::clone::Clone::clone(#like)#zeros);
        let start = Expr::Tokens(Tokens { stream: start, reads: reads.clone(), flows: Vec::new(), cheap: false });
        let declared = self.function.stmt(StmtKind::Let { var: array, value: start }, span);
        let count = quote_spanned!(at=> __chainrule::__private::count(#like));
        let len = self.named("len", Ty::index(), false, Role::Local);
        let count = Expr::Tokens(Tokens { stream: count, reads, flows: Vec::new(), cheap: true });
        let counted = self.function.stmt(StmtKind::Let { var: len, value: count }, span);
        self.out.splice(position..position, [declared, counted]);
        let (lo, hi) = (number(0), Expr::var(len));
        let head = Head::For { counter, lo, hi, inclusive: false, step: None, direction: Direction::Up };
        let label = self.new_loop();
        self.emit(StmtKind::Loop(Loop { head, body, until: Vec::new(), label }), span);
        Item::variable(array, self.ty_of(array).clone())
    }

    /// `array::from_fn(f)`
    pub(super) fn array_from_function(&mut self, call: &syn::ExprCall, expected: &Ty) -> Option<Item> {
        let span = call.span();
        let callee: Callee = self.callee(&call.args[0])?;
        let len = match (lengths(call), expected) {
            (Some(len), _) => (len, None),
            (None, Ty::Array(_, len)) => (len.clone(), None),
            // An alias of an array has its length.
            (None, Ty::Named(name)) => {
                let span = call.func.span().resolved_at(proc_macro2::Span::mixed_site());
                (quote_spanned!(span=> <#name as __chainrule::__private::Length>::LENGTH), Some(name.clone()))
            }
            _ => {
                self.error(
                    Message::new("chainrule does not know the length of this array")
                        .help("write the array's type on the `let`: `let a: [f64; 3] = …`"),
                    &call.func,
                );
                return None;
            }
        };
        let wanted = match (expected, &callee) {
            // The elements of an alias are arrays by its word.
            (Ty::Named(name), Callee::Closure(closure)) if gives_array(&closure.syntax.body) => {
                let span = call.func.span().resolved_at(proc_macro2::Span::mixed_site());
                Ty::Named(quote_spanned!(span=> <#name as __chainrule::__private::Length>::Element))
            }
            _ => expected.element(),
        };
        Some(self.built_array(len, expected.element(), span, &mut |this, position| {
            let item = Item::Value(Value { expr: position, ty: Ty::index() });
            this.apply_expecting(&callee, item, &wanted, span)
        }))
    }
}

/// Whether a closure makes an array by `array::from_fn`.
fn gives_array(body: &syn::Expr) -> bool {
    match body {
        syn::Expr::Block(block) => {
            matches!(block.block.stmts.last(), Some(syn::Stmt::Expr(last, None)) if gives_array(last))
        }
        syn::Expr::Call(call) => super::consume::is_from_function(call),
        _ => false,
    }
}

/// `N` in `from_fn::<_, N, _>`.
fn lengths(call: &syn::ExprCall) -> Option<proc_macro2::TokenStream> {
    let syn::Expr::Path(path) = &*call.func else { return None };
    let syn::PathArguments::AngleBracketed(list) = &path.path.segments.last()?.arguments else { return None };
    match list.args.iter().nth(1)? {
        syn::GenericArgument::Const(len) => Some(quote!(#len)),
        syn::GenericArgument::Type(syn::Type::Path(len)) => Some(quote!(#len)),
        _ => None,
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
        Ty::Array(inner, len) => {
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
