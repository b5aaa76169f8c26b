//! Both sweeps of a block in the order of the schedule.

use std::collections::BTreeSet;

use super::{Schedule, deferred, touches};
use crate::ir::{Block, Expr, Selector, Stmt, StmtId, StmtKind, VarId};
use crate::record::{Outermost, Plan};
use crate::reverse::Sweep;

/// What a schedule makes of a block.
#[derive(Default)]
pub(crate) struct Order {
    pub forward: Vec<Stmt>,
    pub reverse: Vec<Stmt>,
    /// Statements after the reverse sweep that only make the value.
    pub late: Vec<Stmt>,
}

impl Sweep<'_> {
    /// Both sweeps of `body` in the order of the schedule; locals of `body` stay in scope in between, and what is in
    /// `stays` is not taken back.
    pub(crate) fn in_order(&mut self, body: &Block, stays: &BTreeSet<StmtId>) -> Order {
        if !self.schedule.moves_in(body) {
            let forward = self.forward_block(body);
            let mut reverse = Vec::new();
            for stmt in body.stmts.iter().rev().filter(|stmt| !stays.contains(&stmt.id)) {
                self.reverse_stmt(stmt, &mut reverse);
            }
            return Order { forward, reverse, late: Vec::new() };
        }
        let schedule = self.schedule.clone();
        let mut order = Order::default();
        for stmt in &body.stmts {
            if schedule.late.contains(&stmt.id) {
                self.forward_stmt(stmt, &mut order.late);
            } else if !schedule.fused.contains(&stmt.id) {
                self.forward_stmt(stmt, &mut order.forward);
            }
        }
        let dependent = made(body, &schedule, self.plan);
        let last = body.stmts.iter().rposition(|stmt| schedule.fused.contains(&stmt.id)).unwrap_or(0);
        // What reads a fused value gives it its adjoint.
        let is_before = |(index, stmt): &(usize, &Stmt)| *index > last || schedule.late.contains(&stmt.id);
        let taken_back = |stmt: &&Stmt| !stays.contains(&stmt.id);
        let mut before = Vec::new();
        let after = body.stmts.iter().enumerate().filter(is_before).map(|(_, stmt)| stmt);
        for stmt in after.rev().filter(taken_back) {
            self.declare_deferred(stmt, &dependent, &mut before);
            self.reverse_stmt(stmt, &mut before);
        }
        let mut group = Vec::new();
        for stmt in body.stmts.iter().filter(|stmt| schedule.fused.contains(&stmt.id)) {
            self.sweep_stmt(stmt, &mut group);
        }
        let parts = deferred::split(before, &group, &dependent);
        let (now, deferred) = parts.unwrap_or_else(|| {
            self.refused.extend(body.stmts.iter().rev().map(|stmt| stmt.id).find(|id| schedule.fused.contains(id)));
            (Vec::new(), Vec::new())
        });
        order.reverse.extend(now);
        order.reverse.append(&mut group);
        if !deferred.is_empty() {
            order.reverse.append(&mut order.late);
        }
        order.reverse.extend(deferred);
        for stmt in body.stmts[..last].iter().rev().filter(taken_back) {
            if schedule.late.contains(&stmt.id) {
                continue;
            }
            if schedule.fused.contains(&stmt.id) {
                self.restore(stmt, &mut order.reverse);
            } else {
                self.reverse_stmt(stmt, &mut order.reverse);
            }
        }
        order
    }

    /// A fused loop, or a call with both sweeps.
    fn sweep_stmt(&mut self, stmt: &Stmt, out: &mut Vec<Stmt>) {
        match (&stmt.kind, self.plan.reruns.get(&stmt.id).cloned()) {
            (StmtKind::Loop(looped), Some(rerun)) => self.rerun_loop(stmt, looped, &rerun, true, out),
            (StmtKind::Let { var, value: Expr::Call(call) }, _) => self.sweep_call(call, *var, stmt.span, out),
            (StmtKind::Branch { selector, arms }, _) => self.sweep_branch(stmt, selector, arms, out),
            _ => {}
        }
    }

    /// The arm that runs, forward and backward.
    fn sweep_branch(&mut self, stmt: &Stmt, selector: &Selector, arms: &[Block], out: &mut Vec<Stmt>) {
        for arm in arms {
            self.declare_outer_shadows(arm, &[], out);
        }
        let (loops, within) = (std::mem::take(&mut self.loops), std::mem::take(&mut self.arms));
        let outermost = std::mem::replace(&mut self.outermost, Outermost::InScope);
        let outside = self.declared.clone();
        let mut blocks = Vec::new();
        for arm in arms {
            let Order { forward, reverse, late } = self.in_order(arm, &BTreeSet::new());
            blocks.push(self.function.block([forward, reverse, late].concat()));
            self.declared.clone_from(&outside);
        }
        (self.loops, self.arms, self.outermost) = (loops, within, outermost);
        let kind = StmtKind::Branch { selector: selector.clone(), arms: blocks };
        out.push(self.function.stmt(kind, stmt.span));
    }

    /// Shadows that wait for a deferred contribution exist before the candidates add to them.
    fn declare_deferred(&mut self, stmt: &Stmt, dependent: &BTreeSet<VarId>, out: &mut Vec<Stmt>) {
        let (StmtKind::Let { value, .. } | StmtKind::Assign { value, .. }) = &stmt.kind else { return };
        let mut reads = BTreeSet::new();
        value.for_each_read(&mut |var| {
            reads.insert(var);
        });
        if reads.is_disjoint(dependent) {
            return;
        }
        for var in reads {
            if self.activity.is_active(var) && !dependent.contains(&var) {
                self.declare_zero(var, out);
            }
        }
    }
}

/// What the fused statements of `body` make, and what is made of it.
fn made(body: &Block, schedule: &Schedule, plan: &Plan) -> BTreeSet<VarId> {
    let mut made = BTreeSet::new();
    for stmt in &body.stmts {
        match plan.reruns.get(&stmt.id) {
            Some(rerun) if schedule.fused.contains(&stmt.id) => made.extend(rerun.accumulators.iter().copied()),
            _ if schedule.fused.contains(&stmt.id) || schedule.late.contains(&stmt.id) => {
                made.extend(stmt.kind.declares());
                made.extend(touches(stmt).1);
            }
            _ => {}
        }
    }
    made
}
