//! What happens to an item on its way to the consumer.

use proc_macro2::Span;

use super::super::Lowering;
use super::super::item::Item;
use super::drive::{Body, Frame, Ready};
use super::option::Cases;
use super::{At, Callee, Stage};
use crate::diagnostic::Message;
use crate::ir::{Direction, Expr, LoopId, Place, Selector, StmtKind, VarId};
use crate::types::Ty;

impl<'a> Lowering<'a> {
    /// The item of a loop over a range of the user's.
    pub(super) fn range_item(&mut self, at: &At, counter: VarId, ty: &Ty, span: Span) -> Item {
        match at {
            At::Mapped(at, callee) => {
                let item = self.range_item(at, counter, ty, span);
                self.apply(callee, vec![item], span)
            }
            At::Peeked(at) => Item::Ref(Box::new(self.range_item(at, counter, ty, span))),
            At::Copied(at) => Self::behind_item(self.range_item(at, counter, ty, span)),
            _ => Item::variable(counter, ty.clone()),
        }
    }

    /// Passes `item` through `stages` to `body`.
    pub(super) fn run(&mut self, stages: &[Ready], item: Item, frame: &Frame, span: Span, body: Body<'_, 'a>) {
        let Some((Ready { stage, state, ends }, rest)) = stages.split_first() else { return body(self, item) };
        match (stage, state) {
            (Stage::Map(callee), _) => {
                let item = self.apply(callee, vec![item], span);
                self.run(rest, item, frame, span, body);
            }
            (Stage::Copied, _) => self.run(rest, Self::behind_item(item), frame, span, body),
            (Stage::Filter(callee) | Stage::TakeWhile(callee), _) => {
                let item = self.atomic_item(item, span);
                let keep = self.holds(callee, &item, span);
                self.where_(
                    keep,
                    span,
                    &mut |this| this.run(rest, item.clone(), frame, span, &mut *body),
                    &mut |this| this.rejected(stage, *ends, span),
                );
            }
            (Stage::Inspect(callee), _) => {
                let item = self.atomic_item(item, span);
                self.apply(callee, vec![Item::Ref(Box::new(item.clone()))], span);
                self.run(rest, item, frame, span, body);
            }
            (Stage::FilterMap(callee) | Stage::MapWhile(callee), _) => {
                let cases = Cases {
                    some: &mut |this, item| this.run(rest, item, frame, span, &mut *body),
                    none: &mut |this| this.rejected(stage, *ends, span),
                };
                self.apply_optional(callee, vec![item], span, cases);
            }
            (Stage::Scan(_, callee), Some(state)) => {
                let ty = self.ty_of(*state).clone();
                let arguments = vec![Item::reference(Place::of(*state), ty, true), item];
                let cases = Cases {
                    some: &mut |this, item| this.run(rest, item, frame, span, &mut *body),
                    none: &mut |this| this.stop(*ends, span),
                };
                self.apply_optional(callee, arguments, span, cases);
            }
            (Stage::Flatten, _) if matches!(item.ty().peel(), Ty::Option(_) | Ty::Result(..)) => {
                self.held_item(item, span, &mut |this, item| this.run(rest, item, frame, span, &mut *body));
            }
            (Stage::FlatMap(_) | Stage::Flatten, _) => self.flattened(stage, item, rest, frame, span, body),
            (Stage::Zip(other, false), Some(state)) => {
                if let Some(len) = &other.len {
                    let done = self.formula([&Expr::var(*state), len], |[count, len]| quote::quote!(#count >= #len));
                    self.stop_if(done, *ends, span);
                }
                self.counted_stage(stage, *state, item, rest, frame, span, body);
            }
            (_, Some(state)) => self.counted_stage(stage, *state, item, rest, frame, span, body),
            _ => {}
        }
    }

    /// What follows an item that `stage` does not pass on: the next one, or the end.
    fn rejected(&mut self, stage: &Stage, ends: Option<LoopId>, span: Span) {
        if let Stage::TakeWhile(_) | Stage::MapWhile(_) = stage {
            self.stop(ends, span);
        }
    }

    /// Stages with a counter.
    #[expect(clippy::too_many_arguments, reason = "what a stage is")]
    fn counted_stage(
        &mut self,
        stage: &Stage,
        state: VarId,
        item: Item,
        rest: &[Ready],
        frame: &Frame,
        span: Span,
        body: Body<'_, 'a>,
    ) {
        let item = self.atomic_item(item, span);
        let count = Expr::var(state);
        match stage {
            Stage::Enumerate => {
                let position = self.integer("i", count, span);
                self.increment(state, span);
                let number = Item::Value(super::super::Value { expr: position, ty: Ty::index() });
                self.run(rest, Item::Tuple(vec![number, item]), frame, span, body);
            }
            Stage::Take(_) => {
                self.increment(state, span);
                self.run(rest, item, frame, span, body);
            }
            Stage::Skip(n) => {
                let skipped = self.formula([&count, n], |[count, n]| quote::quote!(#count < #n));
                self.where_(skipped, span, &mut |this| this.increment(state, span), &mut |this| {
                    this.run(rest, item.clone(), frame, span, &mut *body);
                });
            }
            Stage::StepBy(n) => {
                let due = self.formula([&count, n], |[count, n]| quote::quote!(#count % #n == 0));
                let due = self.boolean("due", due, span);
                self.increment(state, span);
                self.where_(due, span, &mut |this| this.run(rest, item.clone(), frame, span, &mut *body), &mut |_| {});
            }
            Stage::SkipWhile(callee) => self.skip_while(callee, state, item, rest, frame, span, body),
            Stage::Zip(other, swapped) => {
                let position = self.integer("position", count, span);
                self.increment(state, span);
                let beside = self.item_at(&other.at, &position, span);
                let beside = self.atomic_item(beside, span);
                let pair = if *swapped { vec![beside, item] } else { vec![item, beside] };
                self.run(rest, Item::Tuple(pair), frame, span, body);
            }
            _ => {}
        }
    }

    #[expect(clippy::too_many_arguments, reason = "what a stage is")]
    fn skip_while(
        &mut self,
        callee: &Callee,
        state: VarId,
        item: Item,
        rest: &[Ready],
        frame: &Frame,
        span: Span,
        body: Body<'_, 'a>,
    ) {
        self.where_(
            Expr::var(state),
            span,
            &mut |this| {
                let skip = this.holds(callee, &item, span);
                this.set(state, &skip, span);
            },
            &mut |_| {},
        );
        let through = self.formula([&Expr::var(state)], |[skipping]| quote::quote!(!#skipping));
        self.where_(through, span, &mut |this| this.run(rest, item.clone(), frame, span, &mut *body), &mut |_| {});
    }

    /// `flat_map` and `flatten`: a loop in the loop.
    fn flattened(&mut self, stage: &Stage, item: Item, rest: &[Ready], frame: &Frame, span: Span, body: Body<'_, 'a>) {
        let inner = match stage {
            Stage::FlatMap(Callee::Closure(closure)) => self.inline_stream(closure, vec![item], span),
            Stage::FlatMap(Callee::Path(path)) => {
                self.error(
                    Message::new("chainrule cannot see the iterator that this function gives")
                        .help("write a closure whose value is a chain of adaptors"),
                    path,
                );
                None
            }
            _ => self.stream_of_item(item, span),
        };
        let Some(inner) = inner else { return };
        let frame = Frame { hint: None, ..frame.clone() };
        let mut stages = self.prepare(inner.stages, span);
        stages.extend(rest.iter().cloned());
        self.drive_source(inner.source, &stages, frame, span, body);
    }

    /// What an `Option` holds that is an item, where it does.
    fn held_item(&mut self, item: Item, span: Span, body: Body<'_, 'a>) {
        let item = self.atomic_item(item, span);
        let reference = match item.ty() {
            Ty::Ref(mutable, _) => Some(mutable),
            _ => None,
        };
        let value = self.item_value(Self::behind_item(item), span);
        let ty = value.ty.peel().clone();
        let place = match value.expr {
            Expr::Place(place) => place,
            _ => Place::of(self.materialize(value, span)),
        };
        let part = super::super::parts::Part { place: self.freeze(place, span), ty, reference };
        let (condition, some) = (self.presence(&part), proc_macro2::Ident::new("Some", Span::mixed_site()));
        let held = part.field(Some(&some), syn::Member::from(0));
        let item = Item::Value(super::super::option::part_value(held));
        self.where_(condition, span, &mut |this| body(this, item.clone()), &mut |_| {});
    }

    /// Whether `callee` holds for a reference to `item`.
    pub(super) fn holds(&mut self, callee: &Callee, item: &Item, span: Span) -> Expr {
        let result = self.apply(callee, vec![Item::Ref(Box::new(item.clone()))], span);
        let value = self.item_value(result, span);
        if value.expr.is_atom() { value.expr } else { Expr::var(self.materialize(value, span)) }
    }

    /// `if condition { then } else { otherwise }`
    pub(super) fn where_(
        &mut self,
        condition: Expr,
        span: Span,
        then: &mut dyn FnMut(&mut Self),
        otherwise: &mut dyn FnMut(&mut Self),
    ) {
        let then = self.in_block(|this| then(this));
        let otherwise = self.in_block(|this| otherwise(this));
        self.emit(StmtKind::Branch { selector: Selector::If(condition), arms: vec![then, otherwise] }, span);
    }

    /// A condition in a variable.
    pub(super) fn boolean(&mut self, wish: &str, value: Expr, span: Span) -> Expr {
        let var = self.named(wish, Ty::boolean(), false, crate::ir::Role::Local);
        self.emit(StmtKind::Let { var, value }, span);
        Expr::var(var)
    }

    /// The elements of a container that is an item.
    fn stream_of_item(&mut self, item: Item, span: Span) -> Option<super::Stream> {
        let item = self.atomic_item(item, span);
        let reference = match item.ty() {
            Ty::Ref(mutable, _) => Some(mutable),
            _ => None,
        };
        let value = self.item_value(Self::behind_item(item), span);
        let Expr::Place(place) = value.expr else {
            self.errors.push(
                Message::new("chainrule cannot follow what is flattened here")
                    .help("write two nested `for` loops")
                    .at(span),
            );
            return None;
        };
        let place = self.freeze(place, span);
        let mut len = self.length(&place);
        self.freeze_index(&mut len, span);
        let at = At::Element { place, ty: value.ty.element(), reference };
        Some(super::Stream::indexed(super::Indexed { len: Some(len), at, direction: Direction::Up, range: None }))
    }
}
