//! Checkpoints are entered at one end and left at the other, and what they bind for others stands before them.
//!
//! ```text
//! checkpoint { let y = step(x); }      let y; checkpoint { y = step(x); }
//! checkpoint { break; } rest           checkpoint { broken = true; } if !broken { rest }
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::{Structure, exits};
use crate::ir::{Block, Exit, Expr, Function, Place, Rename, Role, Selector, Snapshots, Stmt, StmtKind, Update, VarId};

/// What a checkpoint binds and others use is declared before it.
pub(super) fn expose(function: &mut Function) {
    let all = uses(&function.body);
    let mut stmts = std::mem::take(&mut function.body.stmts);
    expose_in(function, &mut stmts, &all);
    function.body.stmts = stmts;
}

/// How often the statements of `block` name each variable.
fn uses(block: &Block) -> BTreeMap<VarId, usize> {
    let mut all: BTreeMap<VarId, usize> = BTreeMap::new();
    block.for_each_stmt(&mut |stmt| {
        stmt.kind.for_each_own_read(&mut |var| *all.entry(var).or_default() += 1);
        stmt.kind.own_writes().into_iter().for_each(|var| *all.entry(var).or_default() += 1);
    });
    all
}

fn expose_in(function: &mut Function, stmts: &mut Vec<Stmt>, all: &BTreeMap<VarId, usize>) {
    let mut out = Vec::with_capacity(stmts.len());
    for mut stmt in stmts.drain(..) {
        let mut after = Vec::new();
        match &mut stmt.kind {
            StmtKind::Branch { selector: Selector::Checkpoint(_), arms } => {
                for arm in arms {
                    expose_in(function, &mut arm.stmts, all);
                    let inside = uses(arm);
                    let outside = |var: VarId| {
                        let result = function.result == Some(var);
                        result
                            || all.get(&var).copied().unwrap_or_default()
                                > inside.get(&var).copied().unwrap_or_default()
                    };
                    let exposed: BTreeSet<VarId> =
                        crate::record::direct_locals(arm).into_iter().filter(|var| outside(*var)).collect();
                    expose_arm(function, arm, &exposed, &mut out, &mut after);
                }
            }
            StmtKind::Labeled { body, .. } => expose_in(function, &mut body.stmts, all),
            kind => kind.blocks_mut().into_iter().for_each(|block| expose_in(function, &mut block.stmts, all)),
        }
        out.push(stmt);
        out.append(&mut after);
    }
    *stmts = out;
}

fn expose_arm(
    function: &mut Function,
    arm: &mut Block,
    exposed: &BTreeSet<VarId>,
    before: &mut Vec<Stmt>,
    after: &mut Vec<Stmt>,
) {
    let mut leaving = Vec::new();
    for var in exposed {
        if function.var(*var).mutable {
            leaving.push(hand_over(function, arm, *var, before, after));
        }
    }
    let mut stmts = Vec::with_capacity(arm.stmts.len());
    for mut stmt in arm.stmts.drain(..) {
        match &mut stmt.kind {
            StmtKind::Declare { var } if is_exposed(function, exposed, *var) => {
                before.push(stmt);
                continue;
            }
            StmtKind::Let { var, value } if is_exposed(function, exposed, *var) => {
                declare(function, *var, stmt.span, before);
                let value = if value.call().is_some() {
                    let made = temporary(function, *var);
                    stmts.push(function.stmt(StmtKind::Let { var: made, value: value.clone() }, stmt.span));
                    Expr::var(made)
                } else {
                    value.clone()
                };
                stmt.kind = StmtKind::Assign { place: Place::of(*var), update: Update::Set, value };
            }
            StmtKind::InPlace(change) => {
                if let Some(var) = change.result.filter(|var| is_exposed(function, exposed, *var)) {
                    declare(function, var, stmt.span, before);
                    let made = temporary(function, var);
                    change.result = Some(made);
                    leaving.push(function.stmt(assignment(var, Expr::var(made)), stmt.span));
                }
            }
            _ => {}
        }
        stmts.push(stmt);
    }
    stmts.append(&mut leaving);
    arm.stmts = stmts;
}

fn is_exposed(function: &Function, exposed: &BTreeSet<VarId>, var: VarId) -> bool {
    exposed.contains(&var) && !function.var(var).mutable
}

/// What changes later is another variable than inside: `v_out = v; } let mut v = v_out;`
fn hand_over(
    function: &mut Function,
    arm: &mut Block,
    var: VarId,
    before: &mut Vec<Stmt>,
    after: &mut Vec<Stmt>,
) -> Stmt {
    let info = function.var(var).clone();
    let span = info.name.span();
    function.vars.push(info.clone());
    let inner = VarId(u32::try_from(function.vars.len() - 1).unwrap_or(u32::MAX));
    Rename { from: var, to: inner }.block(arm);
    let out = temporary(function, var);
    declare(function, out, span, before);
    after.push(function.stmt(StmtKind::Let { var, value: Expr::var(out) }, span));
    function.vars[var.0 as usize].deferred = false;
    function.stmt(assignment(out, Expr::var(inner)), span)
}

fn assignment(var: VarId, value: Expr) -> StmtKind {
    StmtKind::Assign { place: Place::of(var), update: Update::Set, value }
}

/// `let var;`
fn declare(function: &mut Function, var: VarId, span: proc_macro2::Span, before: &mut Vec<Stmt>) {
    function.vars[var.0 as usize].deferred = true;
    before.push(function.stmt(StmtKind::Declare { var }, span));
}

fn temporary(function: &mut Function, like: VarId) -> VarId {
    let info = function.var(like).clone();
    function.declare(&info.name.to_string(), info.name.span(), info.ty, false, Role::Local)
}

impl Structure<'_> {
    /// Lowers the inside of a checkpoint; the exits that leave it.
    pub(super) fn checkpoint(
        &mut self,
        stmt: Stmt,
        snapshots: Snapshots,
        arms: Vec<Block>,
        out: &mut Vec<Stmt>,
    ) -> BTreeSet<Exit> {
        let leaving: BTreeSet<Exit> = arms.iter().flat_map(|arm| exits(&arm.stmts)).collect();
        if !leaving.is_empty() {
            arms.iter().for_each(|arm| self.initialize_assigned(arm));
        }
        let mut arms: Vec<Block> = arms.into_iter().map(|arm| self.inner(arm)).collect();
        if let (Snapshots::Binomial { .. }, [arm]) = (snapshots, arms.as_mut_slice()) {
            // The flags of the loop are declared before it.
            let before = arm.stmts.len().saturating_sub(1);
            out.extend(arm.stmts.drain(..before));
        }
        let kind = StmtKind::Branch { selector: Selector::Checkpoint(snapshots), arms };
        out.push(Stmt { kind, ..stmt });
        leaving
    }
}
