//! `#[checkpoint]`: a statement whose inside records nothing, and a loop divided into such insides.
//!
//! ```text
//! for i in lo..hi { … }     for segment in 0..segments { checkpoint { for i in start..end { … } } }
//! while c { … }             loop { length += 1; checkpoint { for _ in 0..length { if !c { break out; } … } } }
//! binomial: for i in lo..hi { … }
//!                           checkpoint(slots) { while index < trips { let i = …; index += 1; … } }
//! ```
//!
//! Over `n` iterations, a loop whose length is known has √n segments of √n iterations; one that ends by a condition has
//! segments of 1, 2, 3, … iterations, √(2n) of them.

use proc_macro2::Span;
use quote::quote;

use super::Lowering;
use super::opaque::constant;
use crate::diagnostic::Message;
use crate::helper_attributes::{Checkpoint, Kept};
use crate::ir::{
    Block, Direction, Exit, Expr, Head, Loop, LoopId, Role, Selector, Snapshots, Stmt, StmtKind, Tokens, VarId,
};
use crate::types::Ty;

/// The range of a `for` loop.
struct Range {
    counter: VarId,
    lo: Expr,
    hi: Expr,
    step: Expr,
    stepped: bool,
    inclusive: bool,
    direction: Direction,
}

impl Range {
    /// `lo, hi, step, inclusive` as arguments, and what they read.
    fn arguments(&self, lowering: &Lowering) -> Tokens {
        let [lo, hi, step] = [&self.lo, &self.hi, &self.step].map(|part| crate::emit::expr(&lowering.function, part));
        let inclusive = self.inclusive;
        let mut reads = Vec::new();
        for part in [&self.lo, &self.hi, &self.step] {
            part.for_each_read(&mut |var| reads.push(var));
        }
        Tokens { stream: quote!(#lo, #hi, #step, #inclusive), reads, flows: Vec::new(), cheap: true }
    }
}

impl<'a> Lowering<'a> {
    /// Lowers the statement under `#[checkpoint]`.
    pub(super) fn checkpointed(&mut self, checkpoint: &Checkpoint, inner: impl FnOnce(&mut Lowering<'a>)) {
        let slots = match &checkpoint.kept {
            Kept::Root => None,
            Kept::Binomial(slots) => {
                let tokens = self.opaque(slots).tokens;
                Some(self.passive_local("slots", Expr::Tokens(tokens), &Ty::index(), checkpoint.span))
            }
        };
        let outside = std::mem::take(&mut self.out);
        inner(self);
        let stmts = std::mem::replace(&mut self.out, outside);
        self.refuse_passed(&stmts, checkpoint.span);
        if checkpoint.is_loop {
            self.divide_all(stmts, slots);
        } else {
            self.region(Snapshots::Entry, stmts, checkpoint.span);
        }
    }

    /// A function that is passed is there in the forward sweep only.
    fn refuse_passed(&mut self, stmts: &[Stmt], span: Span) {
        let mut found = None;
        let mut look = |stmt: &Stmt| {
            if let StmtKind::Let { value, .. } | StmtKind::Eval(value) = &stmt.kind
                && let Some(call) = value.call()
            {
                found = found.or(call.parameters().next());
            }
        };
        for stmt in stmts {
            look(stmt);
            stmt.kind.blocks().into_iter().for_each(|block| block.for_each_stmt(&mut look));
        }
        if let Some(function) = found {
            let name = self.function.var(function).name.clone();
            let message =
                Message::new(format!("`#[checkpoint]` stands around a call of `{name}`, a function that is passed in"))
                    .note("the reverse sweep would call it again, and there it is not at hand")
                    .help(
                        "put `#[checkpoint]` on the call of this function, where the function that is passed is known",
                    );
            self.errors.push(message.at(span));
        }
    }

    fn region(&mut self, snapshots: Snapshots, stmts: Vec<Stmt>, span: Span) {
        let arms = vec![self.function.block(stmts)];
        self.emit(StmtKind::Branch { selector: Selector::Checkpoint(snapshots), arms }, span);
    }

    /// Divides the loops among `stmts`; a chain of iterators has one for each.
    fn divide_all(&mut self, stmts: Vec<Stmt>, slots: Option<VarId>) {
        for stmt in stmts {
            match stmt.kind {
                StmtKind::Loop(looped) => match slots {
                    Some(slots) => self.by_slots(looped, slots, stmt.span),
                    None => self.by_segments(looped, stmt.span),
                },
                StmtKind::Labeled { label, body } => {
                    let outside = std::mem::take(&mut self.out);
                    self.divide_all(body.stmts, slots);
                    let stmts = std::mem::replace(&mut self.out, outside);
                    let body = Block { id: body.id, stmts };
                    self.out.push(Stmt { id: stmt.id, span: stmt.span, kind: StmtKind::Labeled { label, body } });
                }
                _ => self.out.push(stmt),
            }
        }
    }

    fn by_segments(&mut self, looped: Loop, span: Span) {
        match looped.head {
            Head::For { .. } => {
                let (range, body) = self.steady_range(looped.head, looped.body, span);
                self.segments(&range, looped.label, body, span);
            }
            Head::Each { .. } => self.refuse_iterator(looped, span),
            Head::While(_) | Head::Forever | Head::Partial(_) | Head::Apart(..) | Head::Rows(_) => {
                self.growing_segments(looped, span);
            }
        }
    }

    /// √n segments of √n iterations.
    fn segments(&mut self, range: &Range, label: LoopId, mut body: Block, span: Span) {
        let inner = self.new_loop();
        redirect(&mut body, label, inner);
        let segment = self.named("segment", Ty::index(), false, Role::Counter);
        let Tokens { stream, reads, .. } = range.arguments(self);
        let count = quote!(__chainrule::__private::segments(#stream));
        let count = Tokens { stream: count, reads: reads.clone(), flows: Vec::new(), cheap: true };
        let outer = self.in_block(|this| {
            let ty = this.ty_of(range.counter).clone();
            let name = &this.function.var(segment).name;
            let mut reads = reads;
            reads.push(segment);
            let part = |stream| Expr::Tokens(Tokens { stream, reads: reads.clone(), flows: Vec::new(), cheap: true });
            let start = part(quote!(__chainrule::__private::segment_start(#stream, #name)));
            let end = part(quote!(__chainrule::__private::segment_end(#stream, #name)));
            let lo = Expr::var(this.passive_local("start", start, &ty, span));
            let hi = Expr::var(this.passive_local("end", end, &ty, span));
            let Range { counter, inclusive, direction, .. } = *range;
            let step = range.stepped.then(|| range.step.clone());
            let head = Head::For { counter, lo, hi, inclusive, step, direction };
            let looped = Loop { head, body, until: Vec::new(), label: inner };
            let stmt = this.function.stmt(StmtKind::Loop(looped), span);
            this.region(Snapshots::Entry, vec![stmt], span);
        });
        let (lo, hi, direction) = (number(0), Expr::Tokens(count), range.direction);
        let head = Head::For { counter: segment, lo, hi, inclusive: false, step: None, direction };
        self.emit(StmtKind::Loop(Loop { head, body: outer, until: Vec::new(), label }), span);
    }

    /// Segments of 1, 2, 3, … iterations.
    fn growing_segments(&mut self, looped: Loop, span: Span) {
        let (label, inner) = (looped.label, self.new_loop());
        let mut body = looped.body;
        redirect(&mut body, label, inner);
        if let Head::While(condition) = looped.head {
            let (then, otherwise) = (self.in_block(|_| {}), self.in_block(|this| this.exit(Exit::Break(label), span)));
            let selector = Selector::If(Expr::Tokens(condition));
            let check = self.function.stmt(StmtKind::Branch { selector, arms: vec![then, otherwise] }, span);
            body.stmts.insert(0, check);
        }
        let length = self.counting("length", span);
        let outer = self.in_block(|this| {
            this.count_up(length, span);
            let counter = this.named("_", Ty::index(), false, Role::Counter);
            let (lo, hi) = (number(0), Expr::var(length));
            let head = Head::For { counter, lo, hi, inclusive: false, step: None, direction: Direction::Up };
            let looped = Loop { head, body, until: Vec::new(), label: inner };
            let stmt = this.function.stmt(StmtKind::Loop(looped), span);
            this.region(Snapshots::Entry, vec![stmt], span);
        });
        self.emit(StmtKind::Loop(Loop { head: Head::Forever, body: outer, until: Vec::new(), label }), span);
    }

    /// The loop whose iterations run again from states in `slots` places.
    fn by_slots(&mut self, looped: Loop, slots: VarId, span: Span) {
        let label = looped.label;
        let (looped, expected) = match looped.head {
            Head::While(_) | Head::Forever | Head::Partial(_) | Head::Apart(..) | Head::Rows(_) => (looped, None),
            Head::For { .. } => {
                let (range, body) = self.steady_range(looped.head, looped.body, span);
                let Tokens { stream, reads, .. } = range.arguments(self);
                let count = quote!(__chainrule::__private::iterations(#stream));
                let count = Tokens { stream: count, reads, flows: Vec::new(), cheap: true };
                let expected = self.passive_local("iterations", Expr::Tokens(count), &Ty::index(), span);
                let index = self.counting("index", span);
                let body = self.counted_body(&range, (index, expected), body, span);
                (Loop { head: self.below(index, expected), body, until: Vec::new(), label }, Some(expected))
            }
            Head::Each { .. } => return self.refuse_iterator(looped, span),
        };
        let stmt = self.function.stmt(StmtKind::Loop(looped), span);
        self.region(Snapshots::Binomial { slots, expected }, vec![stmt], span);
    }

    /// `let i = counter_at(lo, step, index); index += 1; …`
    fn counted_body(&mut self, range: &Range, (index, expected): (VarId, VarId), mut body: Block, span: Span) -> Block {
        let (at, all) = (self.function.var(index).name.clone(), self.function.var(expected).name.clone());
        let mut reads = vec![index];
        let [lo, step] = [&range.lo, &range.step].map(|part| {
            part.for_each_read(&mut |var| reads.push(var));
            crate::emit::expr(&self.function, part)
        });
        let at = if range.direction == Direction::Down {
            reads.push(expected);
            quote!(#all - 1 - #at)
        } else {
            quote!(#at)
        };
        let stream = quote!(__chainrule::__private::counter_at(#lo, #step, #at));
        let value = Expr::Tokens(Tokens { stream, reads, flows: Vec::new(), cheap: true });
        self.function.vars[range.counter.0 as usize].role = Role::Local;
        self.number_iterations(&mut body, range.counter, value, index, span);
        body
    }

    /// `let position = value; index += 1; …`
    fn number_iterations(&mut self, body: &mut Block, position: VarId, value: Expr, index: VarId, span: Span) {
        let mut stmts = vec![self.function.stmt(StmtKind::Let { var: position, value }, span)];
        let outside = std::mem::take(&mut self.out);
        self.count_up(index, span);
        stmts.append(&mut std::mem::replace(&mut self.out, outside));
        body.stmts.splice(0..0, stmts);
    }

    /// `while index < bound`
    fn below(&self, index: VarId, bound: VarId) -> Head {
        let (at, all) = (&self.function.var(index).name, &self.function.var(bound).name);
        let stream = quote!(#at < #all);
        Head::While(Tokens { stream, reads: vec![index, bound], flows: Vec::new(), cheap: true })
    }

    /// The range of a loop, whose bounds no iteration changes.
    fn steady_range(&mut self, head: Head, body: Block, span: Span) -> (Range, Block) {
        let Head::For { counter, lo, hi, inclusive, step, direction } = head else {
            unreachable!("bug in chainrule: no range");
        };
        let ty = self.ty_of(counter).clone();
        let [lo, hi] = [("first", lo), ("bound", hi)].map(|(wish, value)| self.steady(wish, value, &ty, span));
        let stepped = step.is_some();
        let step = step.map_or_else(|| number(1), |step| self.steady("step", step, &Ty::index(), span));
        (Range { counter, lo, hi, step, stepped, inclusive, direction }, body)
    }

    /// `value`, bound to a name unless it cannot change.
    fn steady(&mut self, wish: &str, value: Expr, ty: &Ty, span: Span) -> Expr {
        let steady = match &value {
            Expr::Tokens(tokens) => tokens.reads.is_empty() && tokens.cheap,
            Expr::Place(place) => place.path.is_empty() && !self.function.var(place.root).mutable,
            _ => false,
        };
        if steady { value } else { Expr::var(self.passive_local(wish, value, ty, span)) }
    }

    fn passive_local(&mut self, wish: &str, value: Expr, ty: &Ty, span: Span) -> VarId {
        let var = self.named(wish, ty.clone(), false, Role::Local);
        self.emit(StmtKind::Let { var, value }, span);
        var
    }

    /// An iterator of which only the items are known, and no position.
    fn refuse_iterator(&mut self, looped: Loop, span: Span) {
        let message = Message::new("`#[checkpoint]` cannot divide this loop")
            .note("it runs over an iterator, which cannot start again in the middle")
            .help("collect the items first: `let items: Vec<_> = ..; #[checkpoint] for item in items.iter() { .. }`");
        self.errors.push(message.at(span));
        self.emit(StmtKind::Loop(looped), span);
    }

    /// `let mut count = 0;`
    fn counting(&mut self, wish: &str, span: Span) -> VarId {
        let var = self.passive_local(wish, Expr::Tokens(constant(quote!(0_usize))), &Ty::index(), span);
        self.function.vars[var.0 as usize].mutable = true;
        var
    }

    /// `count += 1;`
    fn count_up(&mut self, var: VarId, span: Span) {
        let name = &self.function.var(var).name;
        let tokens = Tokens { stream: quote!(#name += 1;), reads: vec![var], flows: Vec::new(), cheap: true };
        self.emit(StmtKind::Passive { tokens, writes: vec![crate::ir::Place::of(var)] }, span);
    }
}

fn number(value: usize) -> Expr {
    let literal = proc_macro2::Literal::usize_unsuffixed(value);
    Expr::Tokens(constant(quote!(#literal)))
}

/// `continue` goes on in the inner loop; `break` leaves the outer one.
fn redirect(block: &mut Block, from: LoopId, to: LoopId) {
    for stmt in &mut block.stmts {
        match &mut stmt.kind {
            StmtKind::Exit(exit) if *exit == Exit::Continue(from) => *exit = Exit::Continue(to),
            StmtKind::Labeled { body, .. } => redirect(body, from, to),
            kind => kind.blocks_mut().into_iter().for_each(|block| redirect(block, from, to)),
        }
    }
}
