//! The loop over a stream.

use proc_macro2::Span;

use super::super::Lowering;
use super::super::item::Item;
use super::fold::hint;
use super::indexed::{is_number, number};
use super::{At, Indexed, Range, Source, Stage, Stream};
use crate::ir::{Direction, Exit, Expr, Head, Loop, LoopId, Role, Selector, StmtKind, Tokens, VarId};
use crate::types::Ty;

/// A stage with its variables.
#[derive(Clone, Debug)]
pub(super) struct Ready {
    pub stage: Stage,
    pub state: Option<VarId>,
    /// What ends where this stage gives nothing more; `None`: the loop that comes next.
    pub ends: Option<LoopId>,
}

/// What runs for each item.
pub(super) type Body<'b, 'a> = &'b mut dyn FnMut(&mut Lowering<'a>, Item);

/// The loops around an item.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Frame {
    /// The user's label of the whole loop.
    pub label: Option<String>,
    /// The user's name for the counter.
    pub hint: Option<proc_macro2::Ident>,
    /// What a `break` of the user's ends.
    pub whole: Option<LoopId>,
}

impl<'a> Lowering<'a> {
    /// Runs `body` for each item of `stream`.
    pub(in super::super) fn drive(&mut self, stream: Stream, frame: Frame, span: Span, body: Body<'_, 'a>) {
        let stages = self.prepare(stream.stages, span);
        self.drive_source(stream.source, &stages, frame, span, body);
    }

    /// The variables of stages stand before the loop.
    pub(super) fn prepare(&mut self, stages: Vec<Stage>, span: Span) -> Vec<Ready> {
        stages
            .into_iter()
            .map(|stage| {
                let state = match &stage {
                    Stage::Enumerate | Stage::Skip(_) | Stage::Take(_) | Stage::StepBy(_) | Stage::Zip(..) => {
                        Some(self.count_variable("position", span))
                    }
                    Stage::SkipWhile(_) => Some(self.flag_variable("skipping", span)),
                    Stage::Scan(initial, _) => Some(self.state("state", initial.clone(), span)),
                    _ => None,
                };
                Ready { stage, state, ends: None }
            })
            .collect()
    }

    pub(super) fn drive_source(
        &mut self,
        source: Source,
        stages: &[Ready],
        mut frame: Frame,
        span: Span,
        body: Body<'_, 'a>,
    ) {
        match source {
            Source::Chain(first, second) => {
                self.labeled(None, None, span, |this| {
                    let whole = this.loops.last().map(|enclosing| enclosing.id);
                    frame.whole = frame.whole.or(whole);
                    for part in [first, second] {
                        let mut all = this.prepare(part.stages, span);
                        all.extend(ending(stages, whole));
                        this.drive_source(part.source, &all, frame.clone(), span, &mut *body);
                    }
                });
            }
            Source::Indexed(indexed) => self.drive_indexed(indexed, stages, frame, span, body),
            Source::Each(tokens) => self.drive_each(tokens, stages, frame, span, body),
            Source::Successors(first, callee) => self.drive_successors((first, &callee), stages, &frame, span, body),
            Source::Calls(callee) => self.drive_calls(&callee, stages, &frame, span, body),
        }
    }

    fn drive_each(&mut self, iterator: Tokens, stages: &[Ready], frame: Frame, span: Span, body: Body<'_, 'a>) {
        let hint = frame.hint.clone().map_or_else(|| "item".to_owned(), |hint| hint.to_string());
        let var = self.named(hint.trim_start_matches("r#"), Ty::Unknown, false, Role::Local);
        self.given.insert(var);
        let name = &self.function.var(var).name;
        let head = Head::Each { pattern: quote::quote!(#name), binds: vec![var], iterator };
        self.nest(head, &frame, stages, span, &mut |this, frame, stages| {
            this.run(stages, Item::variable(var, Ty::Unknown), frame, span, &mut *body);
        });
    }

    fn drive_indexed(&mut self, source: Indexed, stages: &[Ready], frame: Frame, span: Span, body: Body<'_, 'a>) {
        let hint = hint_of(&source.at, stages).or_else(|| frame.hint.clone());
        if let Some(Range { lo, hi: Some(hi), inclusive, step, ty }) = source.range {
            let counter = self.counter(hint.as_ref(), ty.clone());
            let head = Head::For { counter, lo, hi, inclusive, step, direction: source.direction };
            let at = source.at;
            return self.nest(head, &frame, stages, span, &mut |this, frame, stages| {
                let item = this.range_item(&at, counter, &ty, span);
                this.run(stages, item, frame, span, &mut *body);
            });
        }
        let endless = Indexed { direction: Direction::Up, ..source.clone() };
        let Some(source) = self.upward_or_down(source) else { return };
        let Some(hi) = source.len.clone() else { return self.drive_endless(endless, stages, frame, span, body) };
        let hi = if hi.is_atom() { hi } else { self.integer("bound", hi, span) };
        let hint = hint.filter(|_| source.direction == Direction::Up && is_numbered(&source.at));
        let counter = self.counter(hint.as_ref(), Ty::index());
        let head = Head::For { counter, lo: number(0), hi, inclusive: false, step: None, direction: source.direction };
        self.nest(head, &frame, stages, span, &mut |this, frame, stages| {
            let item = this.item_at(&source.at, &Expr::var(counter), span);
            this.run(stages, item, frame, span, &mut *body);
        });
    }

    /// Positions from 0, upward or downward.
    fn upward_or_down(&mut self, source: Indexed) -> Option<Indexed> {
        if source.range.is_none() { Some(source) } else { self.upward(source) }
    }

    /// A source without an end, which a stage or the body leaves.
    fn drive_endless(&mut self, source: Indexed, stages: &[Ready], frame: Frame, span: Span, body: Body<'_, 'a>) {
        let count = self.count_variable("k", span);
        let Some(source) = self.upward(source) else { return };
        self.nest(Head::Forever, &frame, stages, span, &mut |this, frame, stages| {
            let position = this.integer("position", Expr::var(count), span);
            this.increment(count, span);
            let item = this.item_at(&source.at, &position, span);
            this.run(stages, item, frame, span, &mut *body);
        });
    }

    fn counter(&mut self, hint: Option<&proc_macro2::Ident>, ty: Ty) -> VarId {
        match hint {
            Some(hint) => {
                let text = hint.to_string();
                let name = if self.scopes.first_use(&text) {
                    hint.clone()
                } else {
                    self.function.names.fresh(text.trim_start_matches("r#"), hint.span())
                };
                let var = self.named("k", ty, false, Role::Counter);
                self.function.vars[var.0 as usize].name = name;
                var
            }
            None => self.named("k", ty, false, Role::Counter),
        }
    }

    /// One loop of the nest around an item: what ends by itself in its stages ends it.
    pub(super) fn nest(
        &mut self,
        head: Head,
        frame: &Frame,
        stages: &[Ready],
        span: Span,
        inside: &mut dyn FnMut(&mut Self, &Frame, &[Ready]),
    ) {
        let id = self.new_loop();
        let outer = frame.whole;
        let frame = Frame { whole: frame.whole.or(Some(id)), ..frame.clone() };
        let last = !stages.iter().any(|ready| matches!(ready.stage, Stage::FlatMap(_) | Stage::Flatten));
        let label = if last { frame.label.clone() } else { None };
        self.loops.push(super::super::Enclosing {
            id,
            label,
            result: None,
            block: !last,
            outer,
            first_var: self.next_var(),
        });
        let stages: Vec<Ready> = ending(stages, Some(id)).collect();
        let body = self.in_block(|this| {
            this.check_counts(&stages, span);
            inside(this, &frame, &stages);
        });
        self.loops.pop();
        self.emit(StmtKind::Loop(Loop { head, body, until: Vec::new(), label: id }), span);
    }

    /// Ends the loop where all items that are wanted were taken.
    fn check_counts(&mut self, stages: &[Ready], span: Span) {
        for Ready { stage, state, ends } in stages {
            let (Stage::Take(count) | Stage::Zip(Indexed { len: Some(count), .. }, true)) = stage else { continue };
            let Some(state) = state else { continue };
            let done = self.formula([&Expr::var(*state), count], |[taken, count]| quote::quote!(#taken >= #count));
            self.stop_if(done, *ends, span);
        }
    }

    pub(super) fn stop_if(&mut self, condition: Expr, ends: Option<LoopId>, span: Span) {
        let then = self.in_block(|this| this.stop(ends, span));
        let otherwise = self.in_block(|_| {});
        self.emit(StmtKind::Branch { selector: Selector::If(condition), arms: vec![then, otherwise] }, span);
    }

    pub(super) fn stop(&mut self, ends: Option<LoopId>, span: Span) {
        if let Some(id) = ends {
            self.exit(Exit::Break(id), span);
        }
    }

    /// `let mut name = 0;`
    pub(super) fn count_variable(&mut self, wish: &str, span: Span) -> VarId {
        let var = self.named(wish, Ty::index(), true, Role::Local);
        self.emit(StmtKind::Let { var, value: number(0) }, span);
        var
    }

    /// `let mut name = true;`
    pub(super) fn flag_variable(&mut self, wish: &str, span: Span) -> VarId {
        let var = self.named(wish, Ty::boolean(), true, Role::Local);
        let value = Expr::Tokens(super::super::opaque::constant(quote::quote!(true)));
        self.emit(StmtKind::Let { var, value }, span);
        var
    }

    /// `var += 1;`
    pub(super) fn increment(&mut self, var: VarId, span: Span) {
        let name = &self.function.var(var).name;
        let stream = quote::quote!(#name += 1;);
        let tokens = Tokens { stream, reads: vec![var], flows: Vec::new(), cheap: true };
        self.emit(StmtKind::Passive { tokens, writes: vec![crate::ir::Place::of(var)] }, span);
    }

    /// `var = value;`, of passive variables.
    pub(super) fn set(&mut self, var: VarId, value: &Expr, span: Span) {
        let name = &self.function.var(var).name;
        let mut reads = Vec::new();
        value.for_each_read(&mut |read| reads.push(read));
        let value = crate::emit::expr(&self.function, value);
        let stream = quote::quote!(#name = #value;);
        let tokens = Tokens { stream, reads, flows: Vec::new(), cheap: true };
        self.emit(StmtKind::Passive { tokens, writes: vec![crate::ir::Place::of(var)] }, span);
    }
}

/// `stages`, of which those that do not yet know what they end shall end `id`.
fn ending(stages: &[Ready], id: Option<LoopId>) -> impl Iterator<Item = Ready> {
    stages.iter().map(move |ready| Ready { ends: ready.ends.or(id), ..ready.clone() })
}

/// What the first closure calls the item.
fn hint_of(at: &At, stages: &[Ready]) -> Option<proc_macro2::Ident> {
    match at {
        At::Mapped(inner, callee) => hint_of(inner, &[]).or_else(|| hint(callee)),
        At::Copied(inner) | At::Peeked(inner) => hint_of(inner, stages),
        _ => match &stages.first()?.stage {
            Stage::Map(callee) | Stage::Filter(callee) | Stage::FlatMap(callee) | Stage::FilterMap(callee) => {
                hint(callee)
            }
            _ => None,
        },
    }
}

/// Whether the item begins with its position.
fn is_numbered(at: &At) -> bool {
    match at {
        At::Pair(first, _) => matches!(&**first, At::Number(lo, _) if is_number(lo, "0")),
        At::Mapped(inner, _) | At::Copied(inner) | At::Peeked(inner) => is_numbered(inner),
        _ => false,
    }
}
