//! Loops: the iterations backwards, or each iteration forward again and then backwards.

use std::collections::BTreeSet;

use quote::quote;

use super::{Key, Sweep};
use crate::fuse::{Extreme, Rerun};
use crate::ir::{Direction, Expr, Head, Loop, Op, Place, Selector, Stmt, StmtKind, Tokens, Update, VarId};
use crate::record;
use crate::schedule::Order;
use crate::types::Ty;

impl Sweep<'_> {
    pub(crate) fn reverse_loop(&mut self, stmt: &Stmt, looped: &Loop, out: &mut Vec<Stmt>) {
        if let Some(rerun) = self.plan.reruns.get(&stmt.id).cloned() {
            return self.rerun_loop(stmt, looped, &rerun, false, out);
        }
        let head =
            if self.plan.counted.contains(&stmt.id) { self.counted_head(stmt, out) } else { backwards(&looped.head) };
        self.declare_outer_shadows(&looped.body, &looped.head.binds(), out);
        let outside = std::mem::take(&mut self.columns);
        if self.plan.columns.contains(&stmt.id) {
            self.columns = Some(crate::columns::Columns::new(&looped.head));
        }
        self.loops += 1;
        let body = self.reverse_inner(&looped.body);
        self.loops -= 1;
        let columns = std::mem::replace(&mut self.columns, outside);
        if let Some(columns) = &columns {
            out.push(self.function.stmt(columns.declaration(true), stmt.span));
        }
        let looped = Loop { head, body, until: Vec::new(), label: looped.label };
        out.push(self.function.stmt(StmtKind::Loop(looped), stmt.span));
        if let Some(columns) = columns {
            out.push(self.function.stmt(columns.end(), stmt.span));
        }
    }

    /// `for _ in 0..trips`.
    fn counted_head(&mut self, stmt: &Stmt, out: &mut Vec<Stmt>) -> Head {
        let trips = self.fresh("trips", Ty::index());
        let mut hi = self.load(Key::Trips(stmt.id), &Place::of(trips));
        if !hi.is_atom() {
            out.push(self.function.stmt(StmtKind::Let { var: trips, value: hi }, stmt.span));
            hi = Expr::var(trips);
        }
        let counter = self.fresh("_", Ty::index());
        let lo = crate::forward::tokens(quote!(0));
        Head::For { counter, lo, hi, inclusive: false, step: None, direction: Direction::Up }
    }

    /// Each iteration forward and backward. Where `fused`, this is its only run, and it accumulates as well.
    pub(crate) fn rerun_loop(&mut self, stmt: &Stmt, looped: &Loop, rerun: &Rerun, fused: bool, out: &mut Vec<Stmt>) {
        // What each iteration fills anew has its shadow in the iteration.
        let mut own = looped.head.binds();
        own.extend(rerun.refilled.keys());
        self.declare_outer_shadows(&looped.body, &own, out);
        let outside = self.declared.clone();
        rerun.refilled.keys().for_each(|var| {
            self.declared.remove(var);
        });
        let extremes =
            rerun.extremes.values().flat_map(|extreme| [extreme.made, extreme.stored]).collect::<BTreeSet<_>>();
        let mut stmts = Vec::new();
        let mut body = looped.body.clone();
        body.stmts.retain(|stmt| !extremes.contains(&stmt.id));
        // Locals of the iteration stay in scope; only inner loops record.
        let (loops, arms) = (std::mem::take(&mut self.loops), std::mem::take(&mut self.arms));
        let outermost = std::mem::replace(&mut self.outermost, record::Outermost::InScope);
        let stays = rerun.refilled.values().copied().collect();
        if rerun.extremes.is_empty() {
            let Order { forward, reverse, late } = self.in_order(&body, &stays);
            stmts.extend([forward, reverse, late].into_iter().flatten());
        } else {
            stmts.extend(self.forward_block(&body));
            for (var, extreme) in &rerun.extremes {
                self.reverse_extreme(*var, extreme, stmt, &mut stmts);
            }
            body.stmts.retain(|stmt| !stays.contains(&stmt.id));
            self.reverse_stmts(&body.stmts, &mut stmts);
        }
        if !fused {
            drop_accumulations(&mut stmts, &rerun.accumulators);
        }
        (self.loops, self.arms, self.outermost) = (loops, arms, outermost);
        self.declared = outside;
        let body = self.function.block(stmts);
        let head = if rerun.extremes.is_empty() { looped.head.clone() } else { backwards(&looped.head) };
        let looped = Loop { head, body, until: Vec::new(), label: looped.label };
        let stmt = self.function.stmt(StmtKind::Loop(looped), stmt.span);
        if fused {
            self.fused.insert(stmt.id);
        }
        out.push(stmt);
    }

    /// `m = m.max(e)`: backwards, the first candidate that equals the final `m` is the one that it came from.
    fn reverse_extreme(&mut self, var: VarId, extreme: &Extreme, stmt: &Stmt, out: &mut Vec<Stmt>) {
        if !self.is_declared(var) {
            return;
        }
        let bar = Place::of(self.shadow_var(var));
        let mut inside = Vec::new();
        if let Expr::Place(candidate) = &extreme.candidate
            && self.activity.is_active(candidate.root)
        {
            self.declare_zero(candidate.root, out);
            self.contribute(candidate, Expr::Place(bar.clone()), stmt.span, &mut inside);
        }
        let clear = StmtKind::Assign { place: bar, update: Update::Set, value: Expr::Number(0.0) };
        inside.push(self.function.stmt(clear, stmt.span));
        let left = crate::emit::expr(&self.function, &extreme.candidate);
        let right = crate::emit::expr(&self.function, &Expr::var(var));
        let mut reads = vec![var];
        extreme.candidate.for_each_read(&mut |read| reads.push(read));
        let stream = quote!((#left) == #right);
        let condition = Expr::Tokens(Tokens { stream, reads, flows: Vec::new(), cheap: true });
        let (then, otherwise) = (self.function.block(inside), self.function.block(Vec::new()));
        let kind = StmtKind::Branch { selector: Selector::If(condition), arms: vec![then, otherwise] };
        out.push(self.function.stmt(kind, stmt.span));
    }
}

/// The same range from its end.
fn backwards(head: &Head) -> Head {
    let mut head = head.clone();
    if let Head::For { direction, .. } = &mut head {
        *direction = match direction {
            Direction::Up => Direction::Down,
            Direction::Down => Direction::Up,
        };
    }
    head
}

/// The forward sweep has made the sums already.
fn drop_accumulations(stmts: &mut Vec<Stmt>, accumulators: &BTreeSet<VarId>) {
    stmts.retain(|stmt| {
        !matches!(&stmt.kind, StmtKind::Assign { place, update: Update::By(Op::Add | Op::Sub), .. }
            if accumulators.contains(&place.root))
    });
    for stmt in stmts {
        match &mut stmt.kind {
            StmtKind::Branch { arms, .. } => {
                for arm in arms.iter_mut() {
                    drop_accumulations(&mut arm.stmts, accumulators);
                }
            }
            StmtKind::Loop(looped) => drop_accumulations(&mut looped.body.stmts, accumulators),
            _ => {}
        }
    }
}
