//! Consumers that keep a state: `fold`, `sum`, `product`, `reduce`, `for_each`.

use proc_macro2::Span;
use quote::quote;
use syn::spanned::Spanned;

use super::super::item::Item;
use super::super::{Lowering, Value, opaque};
use super::drive::Frame;
use super::{Callee, Stream};
use crate::diagnostic::Message;
use crate::ir::{Expr, Op, Place, StmtKind, Update, VarId};
use crate::types::Ty;

/// What a fold carries along: one variable, or one for each part of a tuple.
#[derive(Clone, Debug)]
enum State {
    One(VarId),
    /// A mutable reference: each turn gives it on.
    Place(Item),
    Parts(Vec<State>),
}

impl Lowering<'_> {
    /// `sum` and `product`.
    pub(super) fn accumulated(&mut self, stream: Stream, call: &syn::ExprMethodCall, expected: &Ty) -> Item {
        let span = call.span();
        let product = call.method == "product";
        let ty = turbofish(call).unwrap_or_default().meet(expected);
        let integers = ty.is_passive();
        let start = match (&ty, integers, product) {
            (Ty::Named(name) | Ty::Opaque(name), ..) => {
                let method = &call.method;
                Expr::Tokens(opaque::constant(quote!(::core::iter::empty::<#name>().#method::<#name>())))
            }
            (_, true, false) => Expr::Tokens(opaque::constant(quote!(0))),
            (_, true, true) => Expr::Tokens(opaque::constant(quote!(1))),
            (_, false, false) => Expr::Number(0.0),
            (_, false, true) => Expr::Number(1.0),
        };
        let generic = matches!(ty, Ty::Named(_) | Ty::Opaque(_));
        let ty = if integers || generic { ty } else { Ty::Float(None).meet(&ty) };
        let var = self.made(if product { "running" } else { "total" }, ty.clone());
        self.emit(StmtKind::Let { var, value: start }, span);
        let op = if product { Op::Mul } else { Op::Add };
        self.drive(stream, Frame::default(), span, &mut |this, item| {
            let value = this.item_value(Self::behind_item(item), span);
            if generic {
                let value = this.settle(value, span);
                let value = Expr::Binary(op, Box::new(Expr::var(var)), Box::new(value.expr));
                return this.assign(Place::of(var), Update::Set, Value { expr: value, ty: ty.clone() }, span);
            }
            this.update(var, op, value, span);
        });
        Item::variable(var, self.ty_of(var).clone())
    }

    /// `var op= value;`
    fn update(&mut self, var: VarId, op: Op, value: Value, span: Span) {
        if self.ty_of(var).is_passive() {
            let name = self.function.var(var).name.clone();
            let mut reads = vec![var];
            value.expr.for_each_read(&mut |read| reads.push(read));
            let tokens = crate::emit::expr(&self.function, &value.expr);
            let stream = if op == Op::Add { quote!(#name += #tokens;) } else { quote!(#name *= #tokens;) };
            let tokens = crate::ir::Tokens { stream, reads, flows: Vec::new(), cheap: true };
            return self.emit(StmtKind::Passive { tokens, writes: vec![crate::ir::Place::of(var)] }, span);
        }
        // Only the terms of a sum may stay an operation: a factor is read again in the reverse sweep.
        let value = if op == Op::Add || value.expr.is_atom() { value } else { self.settle(value, span) };
        self.assign(Place::of(var), Update::By(op), value, span);
    }

    /// `value` as an operand.
    fn settle(&mut self, value: Value, span: Span) -> Value {
        if value.expr.is_atom() {
            return value;
        }
        let ty = value.ty.clone();
        Value { expr: Expr::var(self.materialize(value, span)), ty }
    }

    /// `for_each`
    pub(super) fn for_each(&mut self, stream: Stream, call: &syn::ExprMethodCall) -> Item {
        let span = call.span();
        if let Some(callee) = self.callee(&call.args[0]) {
            let hint = hint(&callee);
            self.drive(stream, Frame { hint, ..Frame::default() }, span, &mut |this, item| {
                let result = this.apply(&callee, vec![item], span);
                this.discard(result, span);
            });
        }
        Item::unit()
    }

    /// `fold(initial, f)`
    pub(super) fn fold(&mut self, stream: Stream, call: &syn::ExprMethodCall, expected: &Ty) -> Item {
        let span = call.span();
        let wished = self.wished.take();
        let initial = self.item(&call.args[0]);
        let Some(callee) = self.callee(&call.args[1]) else { return Item::unit() };
        let (closure, pattern) = match &callee {
            Callee::Closure(closure) => (std::rc::Rc::clone(closure), closure.syntax.inputs.first().cloned()),
            Callee::Path(path) => (self.closure_of_path(path, 2), None),
        };
        self.wished = wished;
        let state = self.fold_state(pattern.as_ref(), initial, expected, span);
        self.drive(stream, Frame::default(), span, &mut |this, item| {
            let result = this.inline_with_state(&closure, &state, item, span);
            this.store(&state, result, span);
        });
        self.state_item(&state)
    }

    fn fold_state(&mut self, pattern: Option<&syn::Pat>, initial: Item, expected: &Ty, span: Span) -> State {
        match (pattern, initial) {
            (Some(syn::Pat::Paren(inner)), initial) => self.fold_state(Some(&inner.pat), initial, expected, span),
            (Some(syn::Pat::Type(typed)), initial) => {
                let ty = Ty::of(&typed.ty).meet(expected);
                self.fold_state(Some(&typed.pat), initial, &ty, span)
            }
            (Some(syn::Pat::Tuple(patterns)), Item::Tuple(parts)) if patterns.elems.len() == parts.len() => {
                self.wished = None;
                let each = patterns.elems.iter().zip(parts).enumerate();
                let states = each
                    .map(|(index, (pattern, part))| self.fold_state(Some(pattern), part, &expected.field(index), span));
                State::Parts(states.collect())
            }
            (Some(syn::Pat::Ident(name)), Item::Tuple(parts)) if name.mutability.is_none() => {
                self.wished = None;
                let each = parts.into_iter().enumerate();
                let states = each.map(|(index, part)| {
                    let field = expected.field(index);
                    self.fold_state(pattern, part, &field, span)
                });
                State::Parts(states.collect())
            }
            (_, Item::Value(Value { expr: expr @ Expr::Place(_), ty: ty @ Ty::Ref(true, _) })) => {
                State::Place(Item::Value(Value { expr, ty }))
            }
            (pattern, initial) => {
                let wish = match pattern {
                    Some(syn::Pat::Ident(name)) => name.ident.to_string(),
                    _ => "folded".to_owned(),
                };
                let var = self.state(wish.trim_start_matches("r#"), initial, span);
                self.refine_var(var, expected);
                State::One(var)
            }
        }
    }

    fn state_item(&self, state: &State) -> Item {
        match state {
            State::One(var) => Item::variable(*var, self.ty_of(*var).clone()),
            State::Place(item) => item.clone(),
            State::Parts(parts) => Item::Tuple(parts.iter().map(|part| self.state_item(part)).collect()),
        }
    }

    /// The closure of a fold: its first parameter is the state itself.
    fn inline_with_state(
        &mut self,
        closure: &std::rc::Rc<super::super::closure::Closure>,
        state: &State,
        item: Item,
        span: Span,
    ) -> Item {
        let syntax = std::rc::Rc::clone(&closure.syntax);
        let outside = self.scopes.replace(closure.scopes.clone());
        self.scopes.enter();
        if let Some(pattern) = syntax.inputs.first() {
            self.bind_state(pattern, state);
        }
        if let Some(pattern) = syntax.inputs.iter().nth(1) {
            self.bind_item(pattern, item);
        }
        let result = self.body_item(&syntax, span);
        self.scopes.replace(outside);
        result
    }

    fn bind_state(&mut self, pattern: &syn::Pat, state: &State) {
        match (pattern, state) {
            (syn::Pat::Paren(inner), state) => self.bind_state(&inner.pat, state),
            (syn::Pat::Type(typed), state) => self.bind_state(&typed.pat, state),
            (syn::Pat::Ident(name), State::One(var)) if name.subpat.is_none() && name.by_ref.is_none() => {
                self.learn_state(name, *var);
                self.scopes.bind(name.ident.to_string(), super::super::scope::Binding::Var(*var));
            }
            (syn::Pat::Ident(name), State::Parts(_)) if name.mutability.is_none() => {
                let item = self.state_item(state);
                self.scopes.bind(name.ident.to_string(), super::super::scope::Binding::Item(item));
            }
            (syn::Pat::Tuple(patterns), State::Parts(parts)) => {
                for (pattern, part) in patterns.elems.iter().zip(parts) {
                    self.bind_state(pattern, part);
                }
            }
            (pattern, state) => self.bind_item(pattern, self.state_item(state)),
        }
    }

    /// The state is declared by the parameter of the closure: facts about it last from round to round.
    fn learn_state(&mut self, name: &syn::PatIdent, var: VarId) {
        let key: super::super::Key = &raw const name.ident;
        self.keys[var.0 as usize].get_or_insert(key);
        self.varied[var.0 as usize] |= self.facts.varied.contains(&key);
        if let Some(known) = self.facts.types.get(&key).cloned() {
            self.refine_var(var, &known);
        }
    }

    /// The state takes its next value.
    fn store(&mut self, state: &State, result: Item, span: Span) {
        match (state, result) {
            (State::One(var), result) => {
                let value = self.own_value(result, span);
                self.store_value(*var, value, span);
            }
            (State::Place(item), result) => self.same_place(item, &result, span),
            (State::Parts(parts), Item::Tuple(values)) if parts.len() == values.len() => {
                // All values are read before the first state changes.
                let mut kept = Vec::new();
                for (part, value) in parts.iter().zip(values) {
                    kept.push(self.keep_for(part, value, span));
                }
                for (part, value) in parts.iter().zip(kept) {
                    self.store(part, value, span);
                }
            }
            (State::Parts(parts), result) => {
                let value = self.item_value(result, span);
                let ty = value.ty.clone();
                let var = self.materialize(value, span);
                for (index, part) in parts.iter().enumerate() {
                    let step = crate::ir::Step::Field(syn::Member::from(index));
                    let place = Place { root: var, path: vec![step] };
                    let value = Value { expr: Expr::Place(place), ty: ty.field(index) };
                    self.store(part, Item::Value(value), span);
                }
            }
        }
    }

    /// A turn must give the mutable reference that it was given.
    fn same_place(&mut self, given: &Item, result: &Item, span: Span) {
        let place = |item: &Item| match item {
            Item::Value(Value { expr: Expr::Place(place), ty: Ty::Ref(true, _) }) => {
                Some(crate::emit::borrow(&self.function, true, place).to_string())
            }
            _ => None,
        };
        let (given, result) = (place(given), place(result));
        if given.is_none() || given != result {
            let message =
                Message::new("chainrule does not see that this closure gives back the reference it was given")
                    .note("the state of this fold is a mutable reference to a differentiated value")
                    .help("end the closure with the name of its first parameter, or write it as a `for` loop");
            self.errors.push(message.at(span));
        }
    }

    /// `value` in variables of its own, unless it is the state as it was.
    fn keep_for(&mut self, part: &State, value: Item, span: Span) -> Item {
        match (part, value) {
            (State::One(var), Item::Value(value)) => {
                let same = matches!(&value.expr, Expr::Place(place) if place.root == *var && place.path.is_empty());
                let mut changing = false;
                value.expr.for_each_read(&mut |read| changing |= self.function.var(read).mutable);
                if same || (value.expr.is_atom() && !changing) {
                    return Item::Value(value);
                }
                let ty = value.ty.clone();
                Item::Value(Value { expr: Expr::var(self.materialize(value, span)), ty })
            }
            (_, value) => value,
        }
    }

    pub(super) fn store_value(&mut self, var: VarId, value: Value, span: Span) {
        let is_state = |expr: &Expr| matches!(expr, Expr::Place(place) if place.root == var && place.path.is_empty());
        // An own type may add as it likes, and may have no `+=`.
        let adds = self.ty_of(var).is_float_operand();
        match value.expr {
            ref expr if is_state(expr) => {}
            Expr::Binary(op @ (Op::Add | Op::Sub), state, term) if adds && is_state(&state) && !term.reads(var) => {
                self.assign(Place::of(var), Update::By(op), Value { expr: *term, ty: value.ty }, span);
            }
            Expr::Binary(Op::Add, term, state) if adds && is_state(&state) && !term.reads(var) => {
                self.assign(Place::of(var), Update::By(Op::Add), Value { expr: *term, ty: value.ty }, span);
            }
            _ if self.ty_of(var).is_passive() => {
                self.set(var, &value.expr, span);
            }
            _ => {
                self.refine_var(var, &value.ty);
                self.assign(Place::of(var), Update::Set, value, span);
            }
        }
    }
}

/// The type behind `::<…>`.
pub(super) fn turbofish(call: &syn::ExprMethodCall) -> Option<Ty> {
    match call.turbofish.as_ref()?.args.first()? {
        syn::GenericArgument::Type(ty) => Some(Ty::of(ty)),
        _ => None,
    }
}

/// What the closure calls its first argument.
pub(super) fn hint(callee: &Callee) -> Option<proc_macro2::Ident> {
    let Callee::Closure(closure) = callee else { return None };
    first_name(closure.syntax.inputs.first()?)
}

/// The name that `pattern` binds, or that its first part does.
pub(super) fn first_name(pattern: &syn::Pat) -> Option<proc_macro2::Ident> {
    match pattern {
        syn::Pat::Ident(name) if name.mutability.is_none() => Some(name.ident.clone()),
        syn::Pat::Tuple(parts) => first_name(parts.elems.first()?),
        syn::Pat::Paren(inner) => first_name(&inner.pat),
        syn::Pat::Reference(inner) => first_name(&inner.pat),
        syn::Pat::Type(typed) => first_name(&typed.pat),
        _ => None,
    }
}
