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

mod candidate;
mod deferred;
mod factor;
mod order;
mod search;

pub(crate) use factor::by_factor;
pub(crate) use order::Order;

use std::collections::BTreeSet;

use crate::activity::Activity;
use crate::ir::{Block, Expr, Function, Stmt, StmtId, StmtKind, VarId};
use crate::record::Plan;

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
        search::in_block(setting, body, &BTreeSet::new(), &mut schedule);
    }
    in_loops(setting, body, &mut schedule);
    schedule
}

/// The bodies of the loops in `block` that are run again, and of those inside.
fn in_loops(setting: Setting, block: &Block, schedule: &mut Schedule) {
    for stmt in &block.stmts {
        if let (StmtKind::Loop(looped), Some(rerun)) = (&stmt.kind, setting.plan.reruns.get(&stmt.id)) {
            if rerun.extremes.is_empty() && (!rerun.nested || schedule.fused.contains(&stmt.id)) {
                search::in_block(setting, &looped.body, &rerun.accumulators, schedule);
                in_loops(setting, &looped.body, schedule);
            }
            continue;
        }
        stmt.kind.blocks().iter().for_each(|inner| in_loops(setting, inner, schedule));
    }
}

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
