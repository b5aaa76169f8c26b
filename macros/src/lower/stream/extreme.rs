//! Consumers that give one of the items: `max_by`, `min_by_key`, `last`, `nth`, `reduce`, each followed by `unwrap`.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned;

use super::super::item::Item;
use super::super::{Lowering, Value};
use super::drive::Frame;
use super::indexed::number;
use super::{At, Callee, Indexed, Source, Stage, Stream};
use crate::diagnostic::Message;
use crate::ir::{
    Construct, Direction, Exit, Expr, Head, Loop, LoopId, Place, Role, Step, StmtKind, Tokens, Update, VarId,
};
use crate::types::Ty;

/// What stands behind a consumer that gives an `Option`.
pub(super) enum Unwrap<'e> {
    /// `unwrap()`, `expect(…)`
    Panic,
    /// `unwrap_or(e)`
    Or(&'e syn::Expr),
    /// Nothing: the `Option` itself is wanted.
    Keep,
    /// `copied()`, `cloned()`
    Copied,
}

/// Which item a consumer gives.
pub(super) enum Choice {
    /// The later of two where this holds for them.
    By(Callee, bool),
    ByKey(Callee, bool),
    Combined(Callee),
    /// The first for which this holds.
    Find(Callee),
    Last,
    Nth(Expr),
}

/// What has no derivative and may not be copied does not move out of its list.
fn cloned_key(value: Value) -> Value {
    match value.expr {
        Expr::Place(place)
            if matches!(place.path.last(), Some(Step::Index(_)))
                && value.ty.is_passive()
                && (value.ty.is_opaque_passive() || !value.ty.is_scalar()) =>
        {
            Value { expr: Expr::Copy(crate::forward::method("clone"), place), ty: value.ty }
        }
        expr => Value { expr, ty: value.ty },
    }
}

impl Lowering<'_> {
    /// `stream.consumer(…).unwrap()`
    pub(super) fn chosen(&mut self, call: &syn::ExprMethodCall, unwrap: &Unwrap) -> Option<Item> {
        let span = call.span();
        let wished = self.wished.take();
        let (call, copied) = self.single_of(call).unwrap_or((call, false));
        let name = call.method.to_string();
        if matches!(name.as_str(), "next" | "nth" | "find") && self.refuses_single(call) {
            return None;
        }
        if let Some((source, position)) = self.single_of(call).and_then(|(taking, _)| self.taken(taking, copied)) {
            self.wished = wished;
            return Some(self.choose_by_position(&source, &Choice::Nth(position), unwrap, span));
        }
        let (stream, choice) = self.chooser(call, copied)?;
        self.wished = wished;
        Some(self.choose(stream, &choice, unwrap, span))
    }

    /// What `call` chooses, and from where.
    pub(super) fn chooser(&mut self, call: &syn::ExprMethodCall, copied: bool) -> Option<(Stream, Choice)> {
        let stream = self.stream(&call.receiver)?;
        let stream = if copied { copied_items(stream) } else { stream };
        let name = call.method.to_string();
        let choice = match (name.as_str(), call.args.len()) {
            ("max_by" | "min_by", 1) => Choice::By(self.callee(&call.args[0])?, name == "max_by"),
            ("max_by_key" | "min_by_key", 1) => Choice::ByKey(self.callee(&call.args[0])?, name == "max_by_key"),
            ("reduce", 1) => Choice::Combined(self.callee(&call.args[0])?),
            ("find", 1) => Choice::Find(self.callee(&call.args[0])?),
            ("nth", 1) => Choice::Nth(self.bound(&call.args[0])),
            ("next", 0) => Choice::Nth(number(0)),
            _ => Choice::Last,
        };
        if stream.changes() && matches!(choice, Choice::Last | Choice::Nth(_) | Choice::Find(_) | Choice::ByKey(..)) {
            self.order_matters(call);
            return None;
        }
        Some((stream, choice))
    }

    /// The item that `choice` gives.
    pub(super) fn choose(&mut self, stream: Stream, choice: &Choice, unwrap: &Unwrap, span: Span) -> Item {
        if let Some(found) = self.where_chosen(&stream, choice, span) {
            let filtered = !stream.stages.is_empty();
            return match unwrap {
                Unwrap::Keep if filtered => {
                    self.behind_consumer(found.condition.clone(), &Unwrap::Copied, span, &mut |this| {
                        this.found_item(&found, span)
                    })
                }
                unwrap => self
                    .behind_consumer(found.condition.clone(), unwrap, span, &mut |this| this.found_item(&found, span)),
            };
        }
        match stream.as_indexed().cloned().and_then(|source| self.upward(source)) {
            Some(source) if source.len.is_some() => self.choose_by_position(&source, choice, unwrap, span),
            _ => self.choose_in_sequence(stream, choice, unwrap, span),
        }
    }

    /// Items that have positions: the position is looked for.
    fn choose_by_position(&mut self, source: &Indexed, choice: &Choice, unwrap: &Unwrap, span: Span) -> Item {
        let Some(len) = source.len.clone() else { return Item::unit() };
        let len = self.integer("count", len, span);
        let choice = match choice {
            Choice::Find(callee) => &Choice::Nth(self.first_position(source, callee, &len, span)),
            other => other,
        };
        let enough = match choice {
            Choice::Nth(n) => self.formula([&len, n], |[len, n]| quote!(#n < #len)),
            _ => self.formula([&len], |[len]| quote!(#len > 0)),
        };
        self.behind_consumer(enough, unwrap, span, &mut |this| this.positioned(source, choice, &len, span))
    }

    /// What stands behind the consumer: the item, where there are enough.
    pub(super) fn behind_consumer(
        &mut self,
        enough: Expr,
        unwrap: &Unwrap,
        span: Span,
        item: &mut dyn FnMut(&mut Self) -> Item,
    ) -> Item {
        match unwrap {
            Unwrap::Panic => {
                self.assert_enough(enough, span);
                item(self)
            }
            Unwrap::Keep => self.kept_option(enough, span, item),
            Unwrap::Copied => self.kept_option(enough, span, &mut |this| super::consume::copied(item(this))),
            Unwrap::Or(default) => {
                let default = self.item(default);
                let default = self.own_value(default, span);
                let var = self.deferred(default.ty.clone(), None, span);
                let then = self.in_block(|this| {
                    let item = item(this);
                    let value = this.own_value(item, span);
                    this.refine_var(var, &value.ty);
                    this.assign(Place::of(var), Update::Set, value, span);
                });
                let otherwise = self.in_block(|this| this.assign(Place::of(var), Update::Set, default.clone(), span));
                let selector = crate::ir::Selector::If(enough);
                self.emit(StmtKind::Branch { selector, arms: vec![then, otherwise] }, span);
                Item::variable(var, self.ty_of(var).clone())
            }
        }
    }

    fn assert_enough(&mut self, enough: Expr, span: Span) {
        let mut reads = Vec::new();
        enough.for_each_read(&mut |read| reads.push(read));
        let stream = crate::emit::expr(&self.function, &enough);
        let stream = quote!(::core::assert!(#stream, "called `Option::unwrap()` on a `None` value"););
        let tokens = Tokens { stream, reads, flows: Vec::new(), cheap: false };
        self.emit(StmtKind::Passive { tokens, writes: Vec::new() }, span);
    }

    /// `if enough { Some(item) } else { None }`
    fn kept_option(&mut self, enough: Expr, span: Span, item: &mut dyn FnMut(&mut Self) -> Item) -> Item {
        let option = self.deferred(Ty::Option(Box::default()), None, span);
        let then = self.in_block(|this| {
            let item = item(this);
            if matches!(item.ty(), Ty::Ref(..)) {
                this.errors.push(reference_kept(span));
            } else {
                this.refuse_cut_off(&item, span);
            }
            let item = this.atomic_item(item, span);
            let value = cloned_key(this.item_value(item, span));
            let value = if value.expr.is_atom() {
                value
            } else {
                let ty = value.ty.clone();
                Value { expr: Expr::var(this.materialize(value, span)), ty }
            };
            let ty = Ty::Option(Box::new(owned(value.ty)));
            this.refine_var(option, &ty);
            let step = Step::Variant(proc_macro2::Ident::new("Some", span), syn::Member::from(0));
            let path = quote!(::core::option::Option::Some);
            let made = Construct { path, fields: vec![(step, value.expr)], base: None, braces: false };
            let value = Value { expr: Expr::Construct(Box::new(made)), ty };
            this.assign(Place::of(option), Update::Set, value, span);
        });
        let otherwise = self.in_block(|this| {
            let none = Expr::Tokens(super::super::opaque::constant(quote!(::core::option::Option::None)));
            this.assign(Place::of(option), Update::Set, Value { expr: none, ty: Ty::Unknown }, span);
        });
        let selector = crate::ir::Selector::If(enough);
        self.emit(StmtKind::Branch { selector, arms: vec![then, otherwise] }, span);
        Item::variable(option, self.ty_of(option).clone())
    }

    /// The item, where there are enough.
    fn positioned(&mut self, source: &Indexed, choice: &Choice, len: &Expr, span: Span) -> Item {
        match choice {
            Choice::Last => {
                let last = self.formula([len], |[len]| quote!(#len - 1));
                let last = self.integer("last", last, span);
                self.item_at(&source.at, &last, span)
            }
            Choice::Nth(n) => self.item_at(&source.at, n, span),
            Choice::Find(_) => Item::unit(),
            Choice::Combined(callee) => self.combined(source, callee, len, span),
            Choice::By(..) | Choice::ByKey(..) => {
                let first = self.item_at(&source.at, &number(0), span);
                let first = self.own_value(first, span);
                let best = self.state("best", Item::Value(first), span);
                self.after_first(source, len, span, &mut |this, item| {
                    let item = this.atomic_item(item, span);
                    let earlier = like(&item, Item::variable(best, this.ty_of(best).clone()));
                    let better = this.better(choice, &earlier, &item, span);
                    this.where_(
                        better,
                        span,
                        &mut |this| {
                            let value = this.own_value(item.clone(), span);
                            this.refine_var(best, &value.ty);
                            this.assign(Place::of(best), Update::Set, value, span);
                        },
                        &mut |_| {},
                    );
                });
                Item::variable(best, self.ty_of(best).clone())
            }
        }
    }

    /// `reduce`: the first item, combined with each of the others.
    fn combined(&mut self, source: &Indexed, callee: &Callee, len: &Expr, span: Span) -> Item {
        let first = self.item_at(&source.at, &number(0), span);
        let first = self.own_value(first, span);
        let reduced = self.state("reduced", Item::Value(first), span);
        self.after_first(source, len, span, &mut |this, item| {
            let state = like(&item, Item::variable(reduced, this.ty_of(reduced).clone()));
            let result = this.apply(callee, vec![state, item], span);
            let value = this.own_value(result, span);
            this.store_value(reduced, value, span);
        });
        Item::variable(reduced, self.ty_of(reduced).clone())
    }

    /// A loop over the items from the second on.
    fn after_first(&mut self, source: &Indexed, len: &Expr, span: Span, body: &mut dyn FnMut(&mut Self, Item)) {
        let counter = self.named("k", Ty::index(), false, Role::Counter);
        let inside = self.in_block(|this| {
            let item = this.item_at(&source.at, &Expr::var(counter), span);
            body(this, item);
        });
        let head = Head::For {
            counter,
            lo: number(1),
            hi: len.clone(),
            inclusive: false,
            step: None,
            direction: Direction::Up,
        };
        let label = self.new_loop();
        self.emit(StmtKind::Loop(Loop { head, body: inside, until: Vec::new(), label }), span);
    }

    /// Items that come one by one: the best so far is kept, and whether there is one.
    fn choose_in_sequence(&mut self, stream: Stream, choice: &Choice, unwrap: &Unwrap, span: Span) -> Item {
        let position = self.out.len();
        let kept = self.made("kept", Ty::Unknown);
        let count = self.count_variable("count", span);
        self.labeled(None, None, span, |this| {
            let whole = this.loops.last().map(|enclosing| enclosing.id);
            this.drive(stream, Frame::default(), span, &mut |this, item| {
                let item = this.atomic_item(item, span);
                this.refine_var(kept, item.ty().peel());
                this.keep(choice, (kept, count), whole, &item, span);
            });
        });
        let enough = match choice {
            Choice::Nth(n) => self.formula([&Expr::var(count), n], |[count, n]| quote!(#count > #n)),
            _ => self.formula([&Expr::var(count)], |[count]| quote!(#count > 0)),
        };
        let ty = self.ty_of(kept).clone();
        let default = match unwrap {
            Unwrap::Or(default) => {
                let default = self.item(default);
                Some(self.own_value(default, span))
            }
            Unwrap::Panic | Unwrap::Keep | Unwrap::Copied => None,
        };
        let Some(zero) = start(&ty).or_else(|| default.as_ref().and_then(|value| start(&value.ty))) else {
            self.errors.push(
                Message::new("chainrule does not know the type of these items")
                    .note("a variable must hold the one that is chosen before there is one")
                    .help("write the type of the closure's parameter, or collect into a `Vec<f64>` first")
                    .at(span),
            );
            return Item::unit();
        };
        let start = Expr::Tokens(super::super::opaque::constant(zero));
        let declared = self.function.stmt(StmtKind::Let { var: kept, value: start }, span);
        self.out.insert(position, declared);
        match default {
            None if matches!(unwrap, Unwrap::Keep | Unwrap::Copied) => {
                return self.kept_option(enough, span, &mut |this| Item::variable(kept, this.ty_of(kept).clone()));
            }
            None => self.assert_enough(enough, span),
            Some(default) => {
                let none = self.formula([&enough], |[enough]| quote!(!(#enough)));
                self.where_(
                    none,
                    span,
                    &mut |this| this.assign(Place::of(kept), Update::Set, default.clone(), span),
                    &mut |_| {},
                );
            }
        }
        Item::variable(kept, self.ty_of(kept).clone())
    }

    /// `kept` becomes `item`, or what both make; the loop `whole` ends with an item that is looked for.
    fn keep(&mut self, choice: &Choice, (kept, count): (VarId, VarId), whole: Option<LoopId>, item: &Item, span: Span) {
        let first = self.formula([&Expr::var(count)], |[count]| quote!(#count == 0));
        let take = |this: &mut Self| {
            let value = super::collect::out_of_place(this.own_value(item.clone(), span));
            this.assign(Place::of(kept), Update::Set, value, span);
        };
        let end = |this: &mut Self| {
            take(this);
            this.increment(count, span);
            if let Some(whole) = whole {
                this.exit(Exit::Break(whole), span);
            }
        };
        match choice {
            Choice::Find(callee) => {
                let holds = self.holds(callee, item, span);
                return self.where_(holds, span, &mut |this| end(this), &mut |_| {});
            }
            Choice::Last => take(self),
            Choice::Nth(n) => {
                let here = self.formula([&Expr::var(count), n], |[count, n]| quote!(#count == #n));
                self.where_(here, span, &mut |this| end(this), &mut |_| {});
            }
            Choice::Combined(callee) => {
                let first = self.boolean("first", first, span);
                self.where_(first, span, &mut |this| take(this), &mut |this| {
                    let state = like(item, Item::variable(kept, this.ty_of(kept).clone()));
                    let result = this.apply(callee, vec![state, item.clone()], span);
                    let value = this.own_value(result, span);
                    this.store_value(kept, value, span);
                });
            }
            Choice::By(..) | Choice::ByKey(..) => {
                let first = self.boolean("first", first, span);
                self.where_(first, span, &mut |this| take(this), &mut |this| {
                    let best = like(item, Item::variable(kept, this.ty_of(kept).clone()));
                    let better = this.better(choice, &best, item, span);
                    this.where_(better, span, &mut |this| take(this), &mut |_| {});
                });
            }
        }
        self.increment(count, span);
    }
}

/// A reference to the kept value, where the items are references.
fn like(item: &Item, kept: Item) -> Item {
    if matches!(item.ty(), Ty::Ref(..)) { Item::Ref(Box::new(kept)) } else { kept }
}

/// What a variable for items of type `ty` holds before there is one.
fn start(ty: &Ty) -> Option<TokenStream> {
    match ty {
        Ty::Named(name) => Some(quote!(__chainrule::__private::blank::<#name>())),
        ty => super::collect::zero(ty).or_else(|| {
            let ty = ty.tokens().filter(|_| matches!(ty, Ty::Tuple(_) | Ty::Vec(_) | Ty::Array(..) | Ty::Option(_)))?;
            Some(quote!(__chainrule::__private::blank::<#ty>()))
        }),
    }
}

/// `stream.copied()`.
fn copied_items(stream: Stream) -> Stream {
    match (stream.source, stream.stages.is_empty()) {
        (Source::Indexed(source), true) => Stream::indexed(Indexed { at: At::Copied(Box::new(source.at)), ..source }),
        (source, _) => Stream { source, stages: stream.stages }.then(Stage::Copied),
    }
}

/// The message for an `Option` of a reference.
fn reference_kept(span: Span) -> syn::Error {
    Message::new("an `Option` of a reference to a differentiated value cannot be kept")
        .note("chainrule replaces references by the places they name")
        .help("put `.copied()` before it, or take the value at once: `.unwrap()`, `.unwrap_or(..)`")
        .at(span)
}

/// The type of an item of which the parts behind references were copied.
fn owned(ty: Ty) -> Ty {
    match ty {
        Ty::Tuple(parts) => Ty::Tuple(parts.into_iter().map(owned).collect()),
        Ty::Ref(_, inner) if inner.is_copy() => *inner,
        other => other,
    }
}
