//! The order of the two sweeps where both run at once: loops that are fused, and calls of which the adjoint is known.
//!
//! ```text
//! let mut s = 0.0;                      let mut s = 0.0;
//! for … { s += f(x[i]); }               let s_bar = 0.5;
//! value = 0.5 * s;                      for … { s += f(x[i]); x_bar[i] += f'(x[i]) * s_bar; }
//!                                       value = 0.5 * s;
//!
//! let v = g(x);                         let s_bar = …;
//! s += a * v;                           let (v, bars) = g::sweep(tape, x, a * s_bar); x_bar += bars.0;
//!                                       a_bar += v * s_bar;
//!                                       s += a * v;
//! ```
//!
//! What reads such a value moves behind the loop or the call: statements that only make the value (*late*), and adjoints
//! (*deferred*). The same holds in the bodies of loops whose iterations run forward and backward one by one.

use std::collections::BTreeSet;

use crate::activity::Activity;
use crate::ir::{Argument, Block, Callee, Expr, Function, Op, Role, Stmt, StmtId, StmtKind, Update, VarId};
use crate::record::{Plan, Save};
use crate::reverse::Sweep;

/// Which statements move.
#[derive(Clone, Debug, Default)]
pub struct Schedule {
    /// Loops and calls that run once, forward and backward together.
    pub fused: BTreeSet<StmtId>,
    /// Statements that only make the value, after them.
    late: BTreeSet<StmtId>,
}

impl Schedule {
    /// Whether anything of `block` itself is fused.
    pub fn moves_in(&self, block: &Block) -> bool {
        block.stmts.iter().any(|stmt| self.fused.contains(&stmt.id))
    }
}

/// What the search knows of the function.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    pub function: &'a Function,
    pub activity: &'a Activity,
    pub plan: &'a Plan,
    /// What could not be fused after all.
    pub refused: &'a BTreeSet<StmtId>,
}

/// Finds the loops and calls whose adjoints are known before them: in the body of the function where the seed is, and in
/// loops whose iterations run forward and backward one by one.
pub fn fused(setting: Setting, known_seed: bool) -> Schedule {
    let mut schedule = Schedule::default();
    let body = &setting.function.body;
    if known_seed {
        in_block(setting, body, &BTreeSet::new(), &mut schedule);
    }
    in_loops(setting, body, &mut schedule);
    schedule
}

/// The bodies of the loops in `block` that are run again, and of those inside.
fn in_loops(setting: Setting, block: &Block, schedule: &mut Schedule) {
    for stmt in &block.stmts {
        if let (StmtKind::Loop(looped), Some(rerun)) = (&stmt.kind, setting.plan.reruns.get(&stmt.id)) {
            if rerun.extremes.is_empty() && (!rerun.nested || schedule.fused.contains(&stmt.id)) {
                in_block(setting, &looped.body, &rerun.accumulators, schedule);
                in_loops(setting, &looped.body, schedule);
            }
            continue;
        }
        stmt.kind.blocks().iter().for_each(|inner| in_loops(setting, inner, schedule));
    }
}

/// Adds what is fused of `block`; `outer` is only added to, and its adjoint stays the same.
fn in_block(setting: Setting, block: &Block, outer: &BTreeSet<VarId>, schedule: &mut Schedule) {
    let mut candidates: Vec<usize> = (0..block.stmts.len())
        .filter(|index| {
            is_candidate_loop(setting, outer, &block.stmts[*index]) || is_candidate_call(setting, block, *index)
        })
        .filter(|index| !setting.refused.contains(&block.stmts[*index].id))
        .collect();
    while !candidates.is_empty() {
        let search = Search { setting, block, outer, candidates: &candidates };
        match search.late() {
            Ok(late) => {
                schedule.fused.extend(candidates.iter().map(|index| block.stmts[*index].id));
                schedule.late.extend(late);
                return;
            }
            Err(refused) => candidates.retain(|index| *index != refused),
        }
    }
}

fn is_candidate_loop(setting: Setting, outer: &BTreeSet<VarId>, stmt: &Stmt) -> bool {
    let Setting { function, plan, .. } = setting;
    plan.reruns.get(&stmt.id).is_some_and(|rerun| {
        let own = |var: &&VarId| !outer.contains(var);
        !plan.saves.contains_key(&stmt.id)
            && rerun.extremes.is_empty()
            && !rerun.accumulators.is_empty()
            && rerun.accumulators.iter().filter(own).all(|var| function.var(*var).role == Role::Local)
    })
}

/// `let v = f(x, &a);` of a function that has both sweeps in one, where the arguments stay as they are.
fn is_candidate_call(setting: Setting, block: &Block, index: usize) -> bool {
    let stmt = &block.stmts[index];
    let StmtKind::Let { var, value: Expr::Call(call) } = &stmt.kind else { return false };
    let Setting { function, activity, plan, .. } = setting;
    let mut reads = BTreeSet::new();
    let mut plain = call.level == 0 && matches!(call.callee, Callee::Function(_));
    for argument in &call.arguments {
        match argument {
            Argument::Value(value) => {
                value.for_each_read(&mut |var| {
                    reads.insert(var);
                });
                plain &= !matches!(value, Expr::Tokens(tokens) if !tokens.cheap);
            }
            // What is borrowed comes back before the reverse of the call.
            Argument::Borrow(false, _) => {}
            _ => return false,
        }
    }
    let changed = block.stmts[index + 1..].iter().any(|stmt| !touches(stmt).1.is_disjoint(&reads));
    plain
        && !changed
        && activity.is_active(*var)
        && !plan.saves.contains_key(&stmt.id)
        && !plan.clones.contains(&stmt.id)
        && !plan.moves.contains(&stmt.id)
        && !function.var(*var).mutable
}

struct Search<'a> {
    setting: Setting<'a>,
    block: &'a Block,
    outer: &'a BTreeSet<VarId>,
    candidates: &'a [usize],
}

impl Search<'_> {
    fn stmt(&self, index: usize) -> &Stmt {
        &self.block.stmts[index]
    }

    /// What the candidate makes: sums, or the result of a call.
    fn made(&self, index: usize) -> BTreeSet<VarId> {
        let stmt = self.stmt(index);
        let mut made = match self.setting.plan.reruns.get(&stmt.id) {
            Some(rerun) => rerun.accumulators.clone(),
            None => stmt.kind.declares().into_iter().collect(),
        };
        made.retain(|var| !self.outer.contains(var));
        made
    }

    /// What a statement reads and writes, but for sums of the loop around.
    fn touches(&self, stmt: &Stmt) -> (BTreeSet<VarId>, BTreeSet<VarId>) {
        let (mut reads, mut writes) = touches(stmt);
        reads.retain(|var| !self.outer.contains(var));
        writes.retain(|var| !self.outer.contains(var));
        (reads, writes)
    }

    /// The statements that must follow the fused ones, or the candidate that cannot be one of them.
    fn late(&self) -> Result<BTreeSet<StmtId>, usize> {
        let (first, last) = (self.candidates[0], self.candidates[self.candidates.len() - 1]);
        let mut dependent: BTreeSet<VarId> = BTreeSet::new();
        let mut late = BTreeSet::new();
        for index in first..self.block.stmts.len() {
            if self.candidates.contains(&index) {
                // One that reads what another makes gives that its adjoint: that one must wait for it.
                let (mut reads, _) = self.touches(self.stmt(index));
                reads.retain(|var| !self.made(index).contains(var));
                if !reads.is_disjoint(&dependent) {
                    return Err(self.blame(&reads, &BTreeSet::new(), index));
                }
                dependent.extend(self.made(index));
                self.undisturbed(index, last)?;
                continue;
            }
            let stmt = self.stmt(index);
            let (reads, writes) = self.touches(stmt);
            if reads.is_disjoint(&dependent) && writes.is_disjoint(&dependent) {
                continue;
            }
            if index < last || !self.may_be_late(stmt, &reads, &dependent) {
                return Err(self.blame(&reads, &writes, index));
            }
            late.insert(stmt.id);
            dependent.extend(writes);
        }
        for candidate in self.candidates {
            self.untouched_before(*candidate)?;
        }
        Ok(late)
    }

    /// Before a loop its accumulators are declared, and not touched but by other candidates: the reverse sweep would
    /// set them back to what they held before.
    fn untouched_before(&self, candidate: usize) -> Result<(), usize> {
        for index in (0..candidate).filter(|index| !self.candidates.contains(index)) {
            let stmt = self.stmt(index);
            let (reads, writes) = self.touches(stmt);
            let declares = stmt.kind.declares();
            let touched = self
                .made(candidate)
                .iter()
                .any(|var| reads.contains(var) || (writes.contains(var) && !declares.contains(var)));
            if touched {
                return Err(candidate);
            }
        }
        Ok(())
    }

    /// Nothing between the loop at `index` and the last one changes what the loop reads.
    fn undisturbed(&self, index: usize, last: usize) -> Result<(), usize> {
        let (reads, _) = self.touches(self.stmt(index));
        for between in index + 1..last {
            let (_, writes) = self.touches(self.stmt(between));
            let own = self.made(index);
            if !self.candidates.contains(&between) && writes.iter().any(|var| reads.contains(var) && !own.contains(var))
            {
                return Err(index);
            }
        }
        Ok(())
    }

    /// Whether `stmt` may run after the reverse of the candidates; its adjoint runs before them, or is deferred.
    fn may_be_late(&self, stmt: &Stmt, reads: &BTreeSet<VarId>, dependent: &BTreeSet<VarId>) -> bool {
        let Setting { function, plan, .. } = self.setting;
        let simple = match &stmt.kind {
            StmtKind::Let { value, .. } => value.call().is_none(),
            StmtKind::Assign { place, update: Update::By(Op::Add | Op::Sub), .. }
                if self.outer.contains(&place.root) =>
            {
                true
            }
            StmtKind::Assign { place, .. } => function.var(place.root).assigned_once(),
            StmtKind::Passive { writes, .. } => writes.is_empty(),
            _ => false,
        };
        let quiet = !plan.saves.contains_key(&stmt.id) && !plan.clones.contains(&stmt.id);
        // What it reads beside must not be set back by the reverse sweep.
        let steady = reads.iter().all(|var| dependent.contains(var) || !self.is_saved(*var));
        simple && quiet && steady
    }

    fn is_saved(&self, var: VarId) -> bool {
        let mut undone = false;
        let Setting { function, plan, .. } = self.setting;
        function.body.for_each_stmt(&mut |stmt| {
            undone |= plan.undone.contains(&stmt.id) && stmt.kind.own_writes().contains(&var);
        });
        undone
            || plan.saves.values().flatten().any(|save| match save {
                Save::Place(place) | Save::Slice(place) => place.root == var,
            })
    }

    /// A candidate on which the statement at `index` depends.
    fn blame(&self, reads: &BTreeSet<VarId>, writes: &BTreeSet<VarId>, index: usize) -> usize {
        self.candidates
            .iter()
            .copied()
            .filter(|candidate| *candidate < index)
            .find(|candidate| self.made(*candidate).iter().any(|var| reads.contains(var) || writes.contains(var)))
            .unwrap_or(self.candidates[0])
    }
}

mod deferred;

/// What a statement and the blocks inside read and write.
fn touches(stmt: &Stmt) -> (BTreeSet<VarId>, BTreeSet<VarId>) {
    let (mut reads, mut writes) = (BTreeSet::new(), BTreeSet::new());
    let mut look = |stmt: &Stmt| {
        stmt.kind.for_each_own_read(&mut |var| {
            reads.insert(var);
        });
        writes.extend(stmt.kind.own_writes());
        writes.extend(stmt.kind.declares());
    };
    look(stmt);
    for block in stmt.kind.blocks() {
        block.for_each_stmt(&mut look);
    }
    if let StmtKind::Assign { place, value: Expr::Place(_), .. } = &stmt.kind {
        writes.insert(place.root);
    }
    (reads, writes)
}

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
        let mut before = Vec::new();
        for stmt in body.stmts[last + 1..].iter().rev().filter(|stmt| !stays.contains(&stmt.id)) {
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
        for stmt in body.stmts[..last].iter().rev().filter(|stmt| !stays.contains(&stmt.id)) {
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
            _ => {}
        }
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
                made.extend(stmt.kind.own_writes());
            }
            _ => {}
        }
    }
    made
}
