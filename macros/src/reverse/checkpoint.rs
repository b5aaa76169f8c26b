//! Checkpoints: the forward sweep runs the primal and keeps states; the reverse sweep runs it again from them.
//!
//! ```text
//! checkpoint { s = f(s); }       tape.push(s); s = f(s);
//!                                s = tape.pop(); { s = f(s), recorded; s_bar = …; }
//!
//! checkpoint(slots) {            while c { if trips == snapshot { tape.push(s); … } trips += 1; s = f(s); }
//!     while c { s = f(s); }      for step in binomial(slots, trips) {
//! }                                  s = tape.pop();
//!                                    if step.keep { tape.push(s); }
//!                                    for _ in 0..step.advance { s = f(s); }
//!                                    if step.store { tape.push(s); } else { s = f(s), recorded; s_bar = …; }
//!                                }
//! ```

use std::collections::BTreeSet;

use proc_macro2::{Span, TokenStream};
use quote::quote;

use super::{Key, Sweep};
use crate::forward;
use crate::ir::{
    Block, Direction, Expr, Function, Head, Loop, Place, Selector, Snapshots, Stmt, StmtKind, Tokens, Update, VarId,
};
use crate::record::{self, Checkpoint, Outermost};
use crate::types::Ty;

impl Sweep<'_> {
    /// The primal, and states of it.
    pub(crate) fn forward_checkpoint(&mut self, stmt: &Stmt, snapshots: Snapshots, arm: &Block, out: &mut Vec<Stmt>) {
        let Some(checkpoint) = self.plan.checkpoints.get(&stmt.id).cloned() else { return };
        let mut primal = self.primal(record::region(snapshots, arm), &checkpoint.inputs);
        let (Snapshots::Binomial { slots, expected }, [Stmt { kind: StmtKind::Loop(looped), .. }]) =
            (snapshots, arm.stmts.as_slice())
        else {
            if let Some(stmt) = bound_at_once(&self.function, &primal, out) {
                return out.push(stmt);
            }
            let selector = Selector::Checkpoint(snapshots);
            return out.push(Stmt { kind: StmtKind::Branch { selector, arms: vec![primal] }, ..stmt.clone() });
        };
        let trips = self.count("trips", quote!(0_usize), stmt.span, out);
        let snapshot = self.count("snapshot", quote!(0_usize), stmt.span, out);
        let mut keep = Vec::new();
        self.push_state(&checkpoint, stmt.span, &mut keep);
        let (at, runs) = (&self.function.var(snapshot).name, &self.function.var(trips).name);
        let (room, all) = (&self.function.var(slots).name, self.expected(expected));
        let next = quote!(#at = __chainrule::__private::next_snapshot(#room, #all, #at););
        let (due, advance) = (quote!(#runs == #at), quote!(#runs += 1;));
        keep.push(self.passive(next, &[snapshot, slots], &[snapshot], stmt.span));
        let keep = self.branch(due, &[trips, snapshot], keep, Vec::new(), stmt.span);
        let advance = self.passive(advance, &[trips], &[trips], stmt.span);
        primal.stmts.splice(0..0, [keep, advance]);
        let looped = Loop { body: primal, ..looped.clone() };
        out.push(self.function.stmt(StmtKind::Loop(looped), stmt.span));
        self.store(Key::Trips(stmt.id), &Place::of(trips), out);
    }

    /// The inside forward with its records, and backward.
    pub(crate) fn reverse_checkpoint(&mut self, stmt: &Stmt, snapshots: Snapshots, arm: &Block, out: &mut Vec<Stmt>) {
        let Some(checkpoint) = self.plan.checkpoints.get(&stmt.id).cloned() else { return };
        let region = record::region(snapshots, arm);
        self.declare_outer_shadows(region, &[], out);
        if let Snapshots::Binomial { slots, expected } = snapshots {
            self.reverse_steps(stmt, (slots, expected), region, &checkpoint, out);
            return self.restore(stmt, out);
        }
        self.restore(stmt, out);
        let state: BTreeSet<VarId> = checkpoint.state.iter().map(|place| place.root).collect();
        let mut back = Vec::new();
        for place in checkpoint.kept.iter().filter(|place| state.contains(&place.root)) {
            self.keep(place, stmt.span, out, &mut back);
        }
        let mut inside = self.own(&checkpoint, stmt.span);
        self.again(region, &checkpoint, &mut inside);
        let selector = Selector::Checkpoint(Snapshots::Entry);
        let arms = vec![self.function.block(inside)];
        out.push(self.function.stmt(StmtKind::Branch { selector, arms }, stmt.span));
        out.append(&mut back);
    }

    /// The iterations of a loop by the schedule of its slots.
    fn reverse_steps(
        &mut self,
        stmt: &Stmt,
        (slots, expected): (VarId, Option<VarId>),
        region: &Block,
        checkpoint: &Checkpoint,
        out: &mut Vec<Stmt>,
    ) {
        let span = stmt.span;
        let trips = self.fresh("trips", Ty::index());
        let mut runs = self.load(Key::Trips(stmt.id), &Place::of(trips));
        if !runs.is_atom() {
            out.push(self.function.stmt(StmtKind::Let { var: trips, value: runs }, span));
            runs = Expr::var(trips);
        }
        let step = self.fresh("step", Ty::Passive(None));
        let name = self.function.var(step).name.clone();
        let mut inside = self.own(checkpoint, span);
        for place in checkpoint.state.iter().rev() {
            self.pop_state(place, span, &mut inside);
        }
        let mut keep = Vec::new();
        self.push_state(checkpoint, span, &mut keep);
        let keep = self.branch(quote!(#name.keep), &[step], keep, Vec::new(), span);
        inside.push(keep);
        let mut primal = self.primal(region, &checkpoint.inputs);
        drop_receipts(&mut primal.stmts, &checkpoint.outputs);
        let counter = self.fresh("_", Ty::index());
        let (lo, hi) = (forward::tokens(quote!(0)), reading(quote!(#name.advance), vec![step]));
        let head = Head::For { counter, lo, hi, inclusive: false, step: None, direction: Direction::Up };
        let label = crate::ir::LoopId(0);
        let advance = Loop { head, body: primal, until: Vec::new(), label };
        inside.push(self.function.stmt(StmtKind::Loop(advance), span));
        let (mut store, mut reverse) = (Vec::new(), Vec::new());
        self.push_state(checkpoint, span, &mut store);
        self.again(region, checkpoint, &mut reverse);
        let last = self.branch(quote!(#name.store), &[step], store, reverse, span);
        inside.push(last);
        let mut reads = vec![slots];
        runs.for_each_read(&mut |var| reads.push(var));
        let (room, all, runs) =
            (&self.function.var(slots).name, self.expected(expected), crate::emit::expr(&self.function, &runs));
        let stream = quote!(__chainrule::__private::binomial(#room, #all, #runs));
        reads.extend(expected);
        let iterator = Tokens { stream, reads, flows: Vec::new(), cheap: false };
        let head = Head::Each { pattern: quote!(#name), binds: vec![step], iterator };
        let looped = Loop { head, body: self.function.block(inside), until: Vec::new(), label };
        out.push(self.function.stmt(StmtKind::Loop(looped), span));
    }

    /// Each run has what it overwrites first for itself.
    fn own(&mut self, checkpoint: &Checkpoint, span: Span) -> Vec<Stmt> {
        checkpoint.own.iter().map(|var| self.function.stmt(StmtKind::Declare { var: *var }, span)).collect()
    }

    /// `region` as it is, without records; what moves out of `inputs` stays.
    fn primal(&mut self, region: &Block, inputs: &BTreeSet<VarId>) -> Block {
        let mut block = region.clone();
        self.clone_inputs(&mut block, inputs);
        crate::slopes::without(&mut block.stmts);
        block
    }

    fn clone_inputs(&self, block: &mut Block, inputs: &BTreeSet<VarId>) {
        for stmt in &mut block.stmts {
            if self.plan.clones.contains(&stmt.id) {
                forward::clone_moves(&mut stmt.kind, &|var| inputs.contains(&var));
            }
            stmt.kind.blocks_mut().into_iter().for_each(|block| self.clone_inputs(block, inputs));
        }
    }

    /// `region` forward and backward, with its records in scope.
    fn again(&mut self, region: &Block, checkpoint: &Checkpoint, out: &mut Vec<Stmt>) {
        let outside = self.declared.clone();
        let (loops, arms) = (std::mem::take(&mut self.loops), std::mem::take(&mut self.arms));
        let outermost = std::mem::replace(&mut self.outermost, Outermost::InScope);
        let columns = self.columns.take();
        let mut forward = self.forward_block(region);
        drop_receipts(&mut forward, &checkpoint.outputs);
        out.append(&mut forward);
        self.reverse_stmts(&region.stmts, out);
        (self.loops, self.arms, self.outermost, self.columns) = (loops, arms, outermost, columns);
        self.declared = outside;
    }

    /// Puts the state onto the tape.
    fn push_state(&mut self, checkpoint: &Checkpoint, span: Span, out: &mut Vec<Stmt>) {
        for place in &checkpoint.state {
            self.uses_tape = true;
            let ty = self.function.place_ty(place);
            let kind = if let Ty::Slice(_) = ty.peel() {
                StmtKind::RecordSlice { place: forward::whole_slice(place) }
            } else {
                StmtKind::Record { value: forward::copied(place, &ty), as_: self.recorded(place, &ty) }
            };
            out.push(self.function.stmt(kind, span));
        }
    }

    fn pop_state(&mut self, place: &Place, span: Span, out: &mut Vec<Stmt>) {
        let ty = self.function.place_ty(place);
        let kind = if let Ty::Slice(_) = ty.peel() {
            StmtKind::RestoreSlice { place: forward::whole_slice(place) }
        } else {
            let value = Expr::Pop(self.recorded(place, &ty));
            StmtKind::Assign { place: place.clone(), update: Update::Set, value }
        };
        out.push(self.function.stmt(kind, span));
    }

    /// A copy of `place`, which `back` puts back.
    fn keep(&mut self, place: &Place, span: Span, out: &mut Vec<Stmt>, back: &mut Vec<Stmt>) {
        let ty = self.function.place_ty(place);
        let is_slice = matches!(ty.peel(), Ty::Slice(_));
        let kept_ty = if let Ty::Slice(element) = ty.peel() { Ty::Vec(element.clone()) } else { ty.peel().clone() };
        let kept = self.fresh(&format!("{}_before", self.function.var(place.root).name), kept_ty);
        let value = forward::copied(place, &ty);
        out.push(self.function.stmt(StmtKind::Let { var: kept, value }, span));
        let kind = if is_slice {
            let arguments = vec![Expr::RefMut(place.clone()), Expr::var(kept).by_ref()];
            StmtKind::Eval(Expr::Runtime("__private::copy_slice", arguments))
        } else {
            StmtKind::Assign { place: place.clone(), update: Update::Set, value: Expr::var(kept) }
        };
        back.push(self.function.stmt(kind, span));
    }

    /// The number of iterations that are known before a loop; 0 where none is.
    fn expected(&self, expected: Option<VarId>) -> TokenStream {
        expected.map_or_else(
            || quote!(0),
            |var| {
                let name = &self.function.var(var).name;
                quote!(#name)
            },
        )
    }

    fn count(&mut self, wish: &str, start: TokenStream, span: Span, out: &mut Vec<Stmt>) -> VarId {
        let var = self.fresh(wish, Ty::index());
        self.function.vars[var.0 as usize].mutable = true;
        out.push(self.function.stmt(StmtKind::Let { var, value: forward::tokens(start) }, span));
        var
    }

    fn passive(&mut self, stream: TokenStream, reads: &[VarId], writes: &[VarId], span: Span) -> Stmt {
        let tokens = Tokens { stream, reads: reads.to_vec(), flows: Vec::new(), cheap: true };
        self.function.stmt(StmtKind::Passive { tokens, writes: writes.iter().copied().map(Place::of).collect() }, span)
    }

    fn branch(
        &mut self,
        condition: TokenStream,
        reads: &[VarId],
        then: Vec<Stmt>,
        otherwise: Vec<Stmt>,
        span: Span,
    ) -> Stmt {
        let selector = Selector::If(reading(condition, reads.to_vec()));
        let arms = vec![self.function.block(then), self.function.block(otherwise)];
        self.function.stmt(StmtKind::Branch { selector, arms }, span)
    }
}

fn reading(stream: TokenStream, reads: Vec<VarId>) -> Expr {
    Expr::Tokens(Tokens { stream, reads, flows: Vec::new(), cheap: true })
}

/// The first run has given `outputs` their contents.
fn drop_receipts(stmts: &mut Vec<Stmt>, outputs: &BTreeSet<VarId>) {
    stmts.retain(|stmt| {
        let receives = stmt.kind.own_writes().iter().any(|var| outputs.contains(var));
        !(receives && record::is_receipt(stmt))
    });
    for stmt in stmts {
        stmt.kind.blocks_mut().into_iter().for_each(|block| drop_receipts(&mut block.stmts, outputs));
    }
}

/// `let y; { let v = call; y = v; }` is `let y = call;`
fn bound_at_once(function: &Function, primal: &Block, before: &mut Vec<Stmt>) -> Option<Stmt> {
    let [Stmt { kind: StmtKind::Let { var: made, value }, .. }, last] = primal.stmts.as_slice() else { return None };
    let StmtKind::Assign { place, update: Update::Set, value: Expr::Place(source) } = &last.kind else { return None };
    let whole = source.root == *made && source.path.is_empty() && place.path.is_empty();
    if !whole || !function.var(place.root).assigned_once() {
        return None;
    }
    let declared =
        before.iter().rposition(|stmt| matches!(stmt.kind, StmtKind::Declare { var } if var == place.root))?;
    before.remove(declared);
    Some(Stmt { kind: StmtKind::Let { var: place.root, value: value.clone() }, ..last.clone() })
}
