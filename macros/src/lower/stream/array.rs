//! Arrays element by element: `array::from_fn`, and `map` of an array.

use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::super::item::Item;
use super::super::{Lowering, Value, opaque};
use super::Callee;
use super::collect::zero;
use super::indexed::number;
use crate::diagnostic::Message;
use crate::ir::{Direction, Expr, Head, Loop, Place, Role, StmtKind, Tokens, Update, VarId};
use crate::types::Ty;

/// What an array is before its elements are there, and its length: from the array, and the type of its elements.
type Start<'s> = dyn Fn((proc_macro2::Ident, VarId), &Ty) -> (Tokens, Tokens) + 's;

impl Lowering<'_> {
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
        let len = match self.type_of(&call.receiver).peel() {
            Ty::Array(_, len) if !crate::types::is_open(len) => Some(len.clone()),
            _ => match expected {
                Ty::Array(_, len) if !crate::types::is_open(len) => Some(len.clone()),
                _ => None,
            },
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
        let mut reads = vec![place.root];
        place.for_each_index(&mut |var| reads.push(var));
        let like = crate::emit::borrow(&self.function, false, place);
        let at = span.resolved_at(proc_macro2::Span::mixed_site());
        let count = quote_spanned!(at=> __chainrule::__private::count(#like));
        let count = Tokens { stream: count, reads: reads.clone(), flows: Vec::new(), cheap: true };
        self.built_unknown(Ty::Unknown, span, make, &|_, element| {
            // Where nothing tells otherwise, the elements are of the same type as those they are made from.
            let zeros = zero(element).map(|zero| quote!(.map(|_| #zero)));
            let start = quote_spanned!(at=> ::core::clone::Clone::clone(#like)#zeros);
            (Tokens { stream: start, reads: reads.clone(), flows: Vec::new(), cheap: false }, count.clone())
        })
    }

    /// An array whose length only rustc knows, from where it goes.
    ///
    /// ```text
    /// Matrix(from_fn(f))      let mut array = array_of(0.0); for k in 0..array.len() { array[k] = f(k); } Matrix(array)
    /// ```
    fn built_inferred(&mut self, span: proc_macro2::Span, make: &mut dyn FnMut(&mut Self, Expr) -> Item) -> Item {
        let at = span.resolved_at(proc_macro2::Span::mixed_site());
        let open = Ty::Array(Box::default(), quote!(_));
        self.built_unknown(open, span, make, &|array, element| {
            let (name, var) = array;
            let start = if let Some(sample) = sample(element) {
                quote_spanned!(at=> __chainrule::__private::array_of(#sample))
            } else {
                quote_spanned!(at=> __chainrule::__private::blank_array())
            };
            let count = quote_spanned!(at=> #name.len());
            let count = Tokens { stream: count, reads: vec![var], flows: Vec::new(), cheap: true };
            (opaque::constant(start), count)
        })
    }

    /// An array of a type that only rustc knows; `start` gives what it is before its elements are there, and its length.
    fn built_unknown(
        &mut self,
        ty: Ty,
        span: proc_macro2::Span,
        make: &mut dyn FnMut(&mut Self, Expr) -> Item,
        start: &Start,
    ) -> Item {
        let position = self.out.len();
        let is_array = matches!(ty, Ty::Array(..));
        let array = self.made("array", ty);
        let counter = self.named("k", Ty::index(), false, Role::Counter);
        let mut element = Ty::Unknown;
        let body = self.in_block(|this| {
            let item = make(this, Expr::var(counter));
            let value = this.item_value(item, span);
            element = value.ty.clone();
            if is_array {
                this.refine_var(array, &Ty::Array(Box::new(element.clone()), quote!(_)));
            }
            let mut target = Place::of(array);
            super::super::place::push_index(&mut target, Expr::var(counter));
            this.assign(target, Update::Set, value, span);
        });
        let (start, count) = start((self.function.var(array).name.clone(), array), &element);
        let declared = self.function.stmt(StmtKind::Let { var: array, value: Expr::Tokens(start) }, span);
        let len = self.named("len", Ty::index(), false, Role::Local);
        let counted = self.function.stmt(StmtKind::Let { var: len, value: Expr::Tokens(count) }, span);
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
            (None, Ty::Array(_, len)) if !crate::types::is_open(len) => (len.clone(), None),
            // An alias of an array has its length.
            (None, Ty::Named(name)) => {
                let span = call.func.span().resolved_at(proc_macro2::Span::mixed_site());
                (quote_spanned!(span=> <#name as __chainrule::__private::Length>::LENGTH), Some(name.clone()))
            }
            _ => {
                return Some(self.built_inferred(span, &mut |this, position| {
                    let item = Item::Value(Value { expr: position, ty: Ty::index() });
                    this.apply_expecting(&callee, item, &Ty::Unknown, span)
                }));
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

/// Something to put into an array before its elements are there, which may be arrays of lengths that only rustc knows.
fn sample(element: &Ty) -> Option<proc_macro2::TokenStream> {
    match element {
        Ty::Array(inner, len) if crate::types::is_open(len) => {
            let inner = sample(inner)?;
            Some(quote!(__chainrule::__private::array_of(#inner)))
        }
        known => zero(known),
    }
}
