//! Why a loop is not fused, in the words that `CHAINRULE_PRINT` shows.

use super::Rerun;
use crate::activity::Activity;
use crate::emit;
use crate::ir::{Block, Function, Head, Loop, Stmt, StmtKind, VarId};
use crate::record::{self, Plan};
use crate::schedule::Schedule;

/// Why the iterations of a loop are recorded, and not run again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is no `for` over a range.
    Trips,
    /// An iteration may be the last.
    Exit,
    /// An iteration reads what the one before left.
    Carried(VarId),
    /// The reverse of what stands before the loop reads what it overwrites, or what follows reads the last contents.
    Read(VarId),
    /// It does more than compute.
    Effect,
    /// The loop around it records.
    Around,
    /// It calls something, or stands in a loop that runs again: twice would cost too much.
    Cost,
}

impl Why {
    fn text(self, function: &Function) -> String {
        let name = |var: VarId| &function.var(var).name;
        match self {
            Why::Trips => "it is no `for` over a range".to_owned(),
            Why::Exit => "it may end before its range".to_owned(),
            Why::Carried(var) => format!("`{}` is carried", name(var)),
            Why::Read(var) => format!("`{}` is read outside of the loop", name(var)),
            Why::Effect => "it changes more than numbers".to_owned(),
            Why::Around => "the loop around it is recorded".to_owned(),
            Why::Cost => "it would cost too much to run it twice".to_owned(),
        }
    }
}

/// How each loop runs that carries derivatives, a line each.
pub fn explain(function: &Function, activity: &Activity, plan: &Plan, schedule: &Schedule) -> String {
    let mut lines = String::new();
    let of = Explained { function, activity, plan, schedule };
    of.block(&function.body, 1, &mut lines);
    lines
}

struct Explained<'a> {
    function: &'a Function,
    activity: &'a Activity,
    plan: &'a Plan,
    schedule: &'a Schedule,
}

impl Explained<'_> {
    fn block(&self, block: &Block, depth: usize, lines: &mut String) {
        for stmt in &block.stmts {
            let mut inner = depth;
            if let StmtKind::Loop(looped) = &stmt.kind
                && record::is_reversed(stmt, self.activity)
            {
                let (indent, head) = ("    ".repeat(depth), head(self.function, looped));
                lines.push_str(&format!("{indent}{head}: {}\n", self.how(stmt)));
                inner += 1;
            }
            stmt.kind.blocks().iter().for_each(|block| self.block(block, inner, lines));
        }
    }

    fn how(&self, stmt: &Stmt) -> String {
        if self.schedule.fused.contains(&stmt.id) {
            return "fused".to_owned();
        }
        if let Some(rerun) = self.plan.reruns.get(&stmt.id) {
            return format!("run again, not fused: {}", self.adjoint(rerun));
        }
        let why = self.plan.recorded.get(&stmt.id).copied().unwrap_or(Why::Around);
        format!("recorded, not fused: {}", why.text(self.function))
    }

    /// Why the adjoints of what a loop makes are not known before it.
    fn adjoint(&self, rerun: &Rerun) -> String {
        let names = |vars: &mut dyn Iterator<Item = &VarId>| {
            let names: Vec<String> = vars.map(|var| format!("`{}`", self.function.var(*var).name)).collect();
            names.join(", ")
        };
        if !rerun.extremes.is_empty() {
            return format!("{} is an extreme, known only after it", names(&mut rerun.extremes.keys()));
        }
        if rerun.accumulators.is_empty() {
            return "it makes no sum".to_owned();
        }
        format!("the adjoint of {} is not known before it", names(&mut rerun.accumulators.iter()))
    }
}

/// The line with which a loop begins.
pub fn head(function: &Function, looped: &Loop) -> String {
    match &looped.head {
        Head::For { counter, lo, hi, .. } => {
            format!("for {} in {}..{}", function.var(*counter).name, emit::expr(function, lo), emit::expr(function, hi))
        }
        Head::Each { pattern, iterator, .. } => format!("for {pattern} in {}", iterator.stream),
        Head::While(condition) => format!("while {}", condition.stream),
        Head::Forever | Head::Partial(_) | Head::Apart(..) | Head::Rows(_) => "loop".to_owned(),
    }
}
