//! A name for each value of a variable that every iteration overwrites.
//!
//! ```text
//! for … {                      for … {
//!     let a = x * v;               let x_0 = x; let a = x_0 * v;
//!     x += a * v;                  let x_step = a * v; let x_1 = x_0 + x_step; x = x_1;
//!     v -= x;                      v -= x_1;
//! }                            }
//! ```
//!
//! What is computed of `x` can then be computed again from `x_0`, where it would have to be recorded beside what `x` held:
//! its last value is another one. Done where that leaves fewer records.
//!
//! After this pass: what the values of such a variable are read for reads one of its names, which is never assigned.

use std::collections::BTreeSet;

use crate::activity::Activity;
use crate::ir::{Block, Expr, Function, Place, Role, Stmt, StmtKind, Update, VarId};
use crate::record::{self, Origin, Plan};
use crate::types::Ty;

/// `function` with names for values in the loops that record, and what carries a derivative then; none if that spares no
/// record.
pub(crate) fn take(
    function: &Function,
    activity: &Activity,
    plan: &dyn Fn(&Function, &Activity) -> Plan,
) -> Option<(Function, Activity)> {
    let before = plan(function, activity);
    let mut named = Named { plan: &before, activity: activity.clone(), any: false };
    let mut changed = function.clone();
    let mut stmts = std::mem::take(&mut changed.body.stmts);
    named.in_stmts(&mut changed, &mut stmts);
    changed.body.stmts = stmts;
    let Named { activity, any, .. } = named;
    (any && plan(&changed, &activity).records() < before.records()).then_some((changed, activity))
}

struct Named<'a> {
    plan: &'a Plan,
    activity: Activity,
    any: bool,
}

impl Named<'_> {
    fn in_stmts(&mut self, function: &mut Function, stmts: &mut [Stmt]) {
        for stmt in stmts {
            for block in stmt.kind.blocks_mut() {
                self.in_stmts(function, &mut block.stmts);
            }
            if let StmtKind::Loop(looped) = &mut stmt.kind
                && self.plan.recorded.contains_key(&stmt.id)
            {
                for var in self.states(function, &looped.body) {
                    self.any = true;
                    self.name(function, &mut looped.body.stmts, var);
                }
            }
        }
    }

    /// The variables of whose values something is recorded that could be computed again.
    fn states(&self, function: &Function, body: &Block) -> Vec<VarId> {
        let declared = body.declared();
        let read = self.read_for_records(body);
        let mut found = Vec::new();
        for stmt in &body.stmts {
            if let StmtKind::Assign { place, .. } = &stmt.kind
                && place.is_whole()
                && !declared.contains(&place.root)
                && !found.contains(&place.root)
                && is_of_floats(&function.var(place.root).ty)
                && is_state(body, place.root)
                && read.contains(&place.root)
            {
                found.push(place.root);
            }
        }
        found
    }

    /// What is read to compute again what the body records.
    fn read_for_records(&self, body: &Block) -> BTreeSet<VarId> {
        let mut read: BTreeSet<VarId> =
            self.plan.locals.get(&body.id).into_iter().flatten().filter_map(recorded).collect();
        for stmt in body.stmts.iter().rev() {
            if let StmtKind::Let { var, value } = &stmt.kind
                && read.contains(var)
                && record::is_computed_again(value)
            {
                value.for_each_read(&mut |operand| {
                    read.insert(operand);
                });
            }
        }
        read
    }

    /// Names the values of `var` in `stmts`. A value is stored where something looks at the variable itself, and at the end.
    fn name(&mut self, function: &mut Function, stmts: &mut Vec<Stmt>, var: VarId) {
        let mut now = None;
        let mut store = None;
        let mut out = Vec::with_capacity(stmts.len() + 2);
        for mut stmt in stmts.drain(..) {
            if now.is_none() && is_read(&stmt, var) {
                now = Some(self.bind(function, Expr::var(var), (&stmt, var), &mut out));
            }
            if let Some(now) = now {
                rename(&mut stmt, var, now);
            }
            if matches!(&stmt.kind, StmtKind::Assign { place, .. } if place.root == var) {
                now = Some(self.store(function, &mut stmt, (var, now), &mut out));
                store = Some(stmt);
            } else {
                if is_looked_at(&stmt, var) {
                    out.extend(store.take());
                }
                out.push(stmt);
            }
        }
        out.extend(store);
        *stmts = out;
    }

    /// Names the value that `stmt` assigns to `var`, whose name is `now` so far.
    fn store(
        &mut self,
        function: &mut Function,
        stmt: &mut Stmt,
        (var, now): (VarId, Option<VarId>),
        out: &mut Vec<Stmt>,
    ) -> VarId {
        let StmtKind::Assign { update, value, .. } = stmt.kind.clone() else { return var };
        let value = match (update, now) {
            (Update::By(op), Some(old)) => {
                let operand =
                    if value.is_atom() { value } else { Expr::var(self.operand(function, value, (stmt, var), out)) };
                Expr::Binary(op, Box::new(Expr::var(old)), Box::new(operand))
            }
            _ => value,
        };
        let made = self.bind(function, value, (stmt, var), out);
        stmt.kind = StmtKind::Assign { place: Place::of(var), update: Update::Set, value: Expr::var(made) };
        made
    }

    /// `let x_step = a * b;`, of `x += a * b;`
    fn operand(
        &mut self,
        function: &mut Function,
        value: Expr,
        (stmt, var): (&Stmt, VarId),
        out: &mut Vec<Stmt>,
    ) -> VarId {
        let mut carries = false;
        value.for_each_read(&mut |read| carries |= self.activity.is_active(read));
        let ty = function.var(var).ty.clone();
        let wish = format!("{}_step", function.var(var).name);
        let made = function.declare(wish.trim_start_matches("r#"), stmt.span, ty, false, Role::Temporary);
        if carries {
            self.activity.like(made, var);
        }
        out.push(function.stmt(StmtKind::Let { var: made, value }, stmt.span));
        made
    }

    /// `let x_0 = value;`
    fn bind(
        &mut self,
        function: &mut Function,
        value: Expr,
        (stmt, var): (&Stmt, VarId),
        out: &mut Vec<Stmt>,
    ) -> VarId {
        let (wish, ty) = (function.var(var).name.to_string(), function.var(var).ty.clone());
        let made = function.declare(wish.trim_start_matches("r#"), stmt.span, ty, false, Role::Local);
        self.activity.like(made, var);
        out.push(function.stmt(StmtKind::Let { var: made, value }, stmt.span));
        made
    }
}

/// A number that may carry a derivative, or an array of such.
fn is_of_floats(ty: &Ty) -> bool {
    match ty {
        Ty::Array(element, _) => is_of_floats(element),
        ty => ty.is_float() && record::is_number(ty),
    }
}

fn recorded((var, origin): &(VarId, Origin)) -> Option<VarId> {
    matches!(origin, Origin::Recorded).then_some(*var)
}

/// Whether only statements of `body` itself assign to `var`, all of it.
fn is_state(body: &Block, var: VarId) -> bool {
    body.stmts.iter().all(|stmt| match &stmt.kind {
        StmtKind::Assign { place, value, .. } if place.root == var => {
            place.is_whole() && !matches!(value, Expr::Kept(..))
        }
        kind => !kind.own_writes().contains(&var) && kind.blocks().iter().all(|block| !block.writes().contains(&var)),
    })
}

/// Reads `now` for the value of `var`.
fn rename(stmt: &mut Stmt, var: VarId, now: VarId) {
    stmt.rewrite(&mut |expr| {
        if let Expr::Place(place) = expr
            && place.root == var
        {
            place.root = now;
        }
    });
}

/// Whether `stmt` reads `var` itself, or may leave.
fn is_looked_at(stmt: &Stmt, var: VarId) -> bool {
    let mut found = false;
    let mut look = |stmt: &Stmt| {
        found |= matches!(stmt.kind, StmtKind::Exit(_));
        stmt.kind.for_each_own_read(&mut |read| found |= read == var);
    };
    look(stmt);
    stmt.kind.blocks().iter().for_each(|block| block.for_each_stmt(&mut look));
    found
}

/// Whether the value of `var` is read in `stmt` as that of a place, also by `x += …`.
fn is_read(stmt: &Stmt, var: VarId) -> bool {
    let mut found = matches!(&stmt.kind, StmtKind::Assign { place, update: Update::By(_), .. } if place.root == var);
    stmt.clone().rewrite(&mut |expr| found |= matches!(expr, Expr::Place(place) if place.root == var));
    found
}
