//! Consumers that choose one of the items that a chain lets through: where it stands is kept, and no copy of it.
//!
//! ```text
//! xs.iter().filter(|x| **x > 0.0).max_by(f)     for k in 0..xs.len() {
//!                                                   if xs[k] > 0.0 {
//!                                                       if count == 0 || better(xs[k], xs[found]) { found = k; }
//!                                                       count += 1;
//!                                                   }
//!                                               }
//! ```

use proc_macro2::Span;
use quote::quote;
use syn::spanned::Spanned;

use super::super::Lowering;
use super::super::item::Item;
use super::super::matching::Subject;
use super::drive::Frame;
use super::extreme::{Choice, Unwrap};
use super::indexed::number;
use super::{At, Indexed, Source, Stage, Stream, Upcoming};
use crate::ir::{Direction, Exit, Expr, Head, LoopId, Role, StmtKind, VarId};
use crate::types::Ty;

/// What is known of the item that was chosen.
#[derive(Clone, Copy)]
struct Found {
    position: VarId,
    /// Of the items that came through so far.
    count: VarId,
}

impl Lowering<'_> {
    /// Where the item stands that is chosen, if the items have places and come through as they are.
    pub(super) fn where_chosen(&mut self, stream: &Stream, choice: &Choice, span: Span) -> Option<Upcoming> {
        let Source::Indexed(source) = &stream.source else { return None };
        let through = stream.stages.iter().all(Stage::lets_through);
        if !through || matches!(choice, Choice::Combined(_)) || !source.at.is_place() {
            return None;
        }
        let source = self.upward(source.clone())?;
        let len = source.len.clone()?;
        if !stream.stages.is_empty() {
            return Some(self.choose_among(source, stream.stages.clone(), choice, span));
        }
        let len = self.integer("count", len, span);
        let position = match choice {
            Choice::Nth(n) => n.clone(),
            Choice::Find(callee) => self.first_position(&source, callee, &len, span),
            Choice::By(..) | Choice::ByKey(..) => self.best_position(&source, choice, &len, span),
            Choice::Last | Choice::Combined(_) => {
                let last = self.formula([&len], |[len]| quote!(#len.saturating_sub(1)));
                self.integer("last", last, span)
            }
        };
        let condition = match choice {
            Choice::Nth(_) | Choice::Find(_) => {
                self.formula([&position, &len], |[position, len]| quote!(#position < #len))
            }
            _ => self.formula([&len], |[len]| quote!(#len > 0)),
        };
        Some(Upcoming { condition, at: source.at, position })
    }

    /// The item that `call` chooses, before patterns.
    pub(in super::super) fn chosen_item(&mut self, call: &syn::ExprMethodCall) -> Option<Subject> {
        let (consumer, copied) = match self.copied_consumer(call) {
            Some(consumer) => (consumer, true),
            None => (call, false),
        };
        let chooses = super::consume::OPTIONS.contains(&consumer.method.to_string().as_str());
        if !chooses || !self.has_items(consumer) || !self.is_varied(&consumer.receiver) {
            return None;
        }
        if self.takes_single(consumer) || consumer.method == "find" && self.refuses_single(consumer) {
            return None;
        }
        let span = call.span();
        let (stream, choice) = self.chooser(consumer, false)?;
        if let Some(found) = self.where_chosen(&stream, &choice, span) {
            let at = if copied { At::Copied(Box::new(found.at)) } else { found.at };
            return Some(Subject::Upcoming(Upcoming { at, ..found }));
        }
        let unwrap = if copied { Unwrap::Copied } else { Unwrap::Keep };
        let item = self.choose(stream, &choice, &unwrap, span);
        let value = self.item_value(item, span);
        Some(Subject::Active(self.part(Ty::Unknown, value, span)))
    }

    /// The item that was found.
    pub(super) fn found_item(&mut self, found: &Upcoming, span: Span) -> Item {
        self.item_at(&found.at, &found.position, span)
    }

    /// The item of `source` that is chosen among those that come through `stages`.
    fn choose_among(&mut self, source: Indexed, stages: Vec<Stage>, choice: &Choice, span: Span) -> Upcoming {
        let len = source.len.clone().unwrap_or_else(|| number(0));
        let position: VarId = self.named("found", Ty::index(), true, Role::Local);
        self.emit(StmtKind::Let { var: position, value: number(0) }, span);
        let found = Found { position, count: self.count_variable("count", span) };
        let stages = self.prepare(stages, span);
        let counter = self.named("k", Ty::index(), false, Role::Counter);
        let up = Direction::Up;
        let head = Head::For { counter, lo: number(0), hi: len, inclusive: false, step: None, direction: up };
        self.nest(head, &Frame::default(), &stages, span, &mut |this, frame, stages| {
            let item = this.item_at(&source.at, &Expr::var(counter), span);
            this.run(stages, item, frame, span, &mut |this, item| {
                this.keep_position(&source, choice, found, (counter, frame.whole), &item, span);
            });
        });
        let enough = match choice {
            Choice::Nth(n) => self.formula([&Expr::var(found.count), n], |[count, n]| quote!(#count > #n)),
            _ => self.formula([&Expr::var(found.count)], |[count]| quote!(#count > 0)),
        };
        let condition = self.boolean("enough", enough, span);
        let position = self.integer("chosen", Expr::var(found.position), span);
        Upcoming { condition, at: source.at, position }
    }

    /// What one more item means for the choice; the loop `whole` ends with one that is looked for.
    fn keep_position(
        &mut self,
        source: &Indexed,
        choice: &Choice,
        found: Found,
        (counter, whole): (VarId, Option<LoopId>),
        item: &Item,
        span: Span,
    ) {
        let take = |this: &mut Self| this.set(found.position, &Expr::var(counter), span);
        let end = |this: &mut Self| {
            take(this);
            this.increment(found.count, span);
            if let Some(whole) = whole {
                this.exit(Exit::Break(whole), span);
            }
        };
        let count = Expr::var(found.count);
        match choice {
            Choice::Find(callee) => {
                let holds = self.holds(callee, &item.clone().shared(), span);
                return self.where_(holds, span, &mut |this| end(this), &mut |_| {});
            }
            Choice::Nth(n) => {
                let here = self.formula([&count, n], |[count, n]| quote!(#count == #n));
                self.where_(here, span, &mut |this| end(this), &mut |_| {});
            }
            Choice::By(..) | Choice::ByKey(..) => {
                let first = self.formula([&count], |[count]| quote!(#count == 0));
                let first = self.boolean("first", first, span);
                self.where_(first, span, &mut |this| take(this), &mut |this| {
                    let earlier = this.integer("best", Expr::var(found.position), span);
                    let earlier = this.item_at(&source.at, &earlier, span).shared();
                    let better = this.better(choice, &earlier, &item.clone().shared(), span);
                    this.where_(better, span, &mut |this| take(this), &mut |_| {});
                });
            }
            Choice::Last | Choice::Combined(_) => take(self),
        }
        self.increment(found.count, span);
    }
}

impl Stage {
    fn lets_through(&self) -> bool {
        matches!(
            self,
            Stage::Filter(_)
                | Stage::Inspect(_)
                | Stage::TakeWhile(_)
                | Stage::SkipWhile(_)
                | Stage::Skip(_)
                | Stage::Take(_)
                | Stage::StepBy(_)
        )
    }
}
