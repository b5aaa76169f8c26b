//! Records of a loop without inner recording: one column of the tape for each, one number for each iteration.
//!
//! ```text
//! for i in 0..n { tape.push(s); … }     let [s_column] = tape.columns(n);
//!                                       for i in 0..n { s_column[i] = s; … }
//! ```
//!
//! A column is a slice: no test for room in each iteration, and the loop may be vectorized.

use quote::quote;

use crate::activity::Activity;
use crate::forward;
use crate::ir::{Block, Expr, Function, Head, Loop, Place, Step, StmtKind, VarId};
use crate::record::{self, Choice, Origin, Plan, Save};
use crate::reverse::Key;
use crate::types::Ty;

/// The columns of a loop, in the order of recording.
#[derive(Debug)]
pub struct Columns {
    /// The position of the present iteration.
    position: Expr,
    len: Expr,
    keys: Vec<(Key, VarId)>,
}

/// Whether everything that `looped` records is a number, once in each iteration.
pub fn fits(function: &Function, activity: &Activity, plan: &Plan, looped: &Loop) -> bool {
    let Head::For { counter, lo, hi, inclusive: false, step: None, .. } = &looped.head else { return false };
    let counts = matches!(&function.var(*counter).ty, Ty::Passive(Some(name)) if name.to_string() == "usize");
    let open_end = !is_zero(lo) && matches!(hi, Expr::Tokens(tokens) if tokens.reads.is_empty());
    if !counts || open_end {
        return false;
    }
    if plan.lengths.get(&looped.body.id).is_some_and(|lengths| !lengths.is_empty()) {
        return false;
    }
    let mut numbers = 0;
    for stmt in &looped.body.stmts {
        for save in plan.saves.get(&stmt.id).into_iter().flatten() {
            match save {
                Save::Place(place) if is_number(&function.place_ty(place)) => numbers += 1,
                _ => return false,
            }
        }
    }
    for (var, origin) in plan.locals.get(&looped.body.id).into_iter().flatten() {
        match origin {
            Origin::Recorded if is_number(&function.var(*var).ty) => numbers += 1,
            Origin::Recorded => return false,
            Origin::Again(_) | Origin::Blank => {}
        }
    }
    numbers > 0 && records_nothing_inside(activity, plan, &looped.body)
}

fn is_number(ty: &Ty) -> bool {
    matches!(ty, Ty::Float(Some(name)) if name == "f64")
}

fn is_zero(expr: &Expr) -> bool {
    matches!(expr, Expr::Tokens(tokens) if tokens.stream.to_string() == "0")
}

/// No inner block records, no choice, no call.
fn records_nothing_inside(activity: &Activity, plan: &Plan, body: &Block) -> bool {
    let mut quiet = true;
    body.for_each_stmt(&mut |stmt| {
        if record::is_reversed(stmt, activity) {
            quiet &= plan.choices.get(&stmt.id) != Some(&Choice::Recorded);
            quiet &= !plan.counted.contains(&stmt.id);
            quiet &= !plan.checkpoints.contains_key(&stmt.id);
            quiet &=
                !matches!(&stmt.kind, StmtKind::Let { value, .. } | StmtKind::Eval(value) if value.call().is_some());
        }
        // Its tape cannot be lent while the columns are.
        quiet &= !matches!(&stmt.kind, StmtKind::Let { value: Expr::Sweep(..), .. });
        for block in stmt.kind.blocks() {
            let locals = plan.locals.get(&block.id).into_iter().flatten();
            quiet &= locals.into_iter().all(|(_, origin)| !matches!(origin, Origin::Recorded));
            quiet &= block.stmts.iter().all(|inner| !plan.saves.contains_key(&inner.id));
            quiet &= plan.lengths.get(&block.id).is_none_or(Vec::is_empty);
        }
    });
    quiet
}

impl Columns {
    /// None so far, for a loop with this head.
    pub fn new(head: &Head) -> Columns {
        let (position, len) = match head {
            Head::For { counter, lo, hi, .. } if is_zero(lo) => (Expr::var(*counter), hi.clone()),
            Head::For { counter, lo, hi, .. } => {
                let length = Expr::Runtime("__private::length", vec![lo.clone(), hi.clone()]);
                (Expr::var(*counter).sub(lo.clone()), length)
            }
            _ => (forward::tokens(quote!(0)), forward::tokens(quote!(0))),
        };
        Columns { position, len, keys: Vec::new() }
    }

    /// The place of what is recorded under `key`, in the column `fresh` if it has none yet.
    pub fn element(&mut self, key: Key, fresh: VarId) -> Place {
        let column = if let Some((_, column)) = self.keys.iter().find(|(known, _)| *known == key) {
            *column
        } else {
            self.keys.push((key, fresh));
            fresh
        };
        Place { root: column, path: vec![Step::Index(self.position.clone())] }
    }

    /// `let [a, b] = tape.columns(len);` in the order of the keys, which is the same in both sweeps.
    pub fn declaration(&self, again: bool) -> StmtKind {
        let mut keys = self.keys.clone();
        keys.sort();
        let vars = keys.into_iter().map(|(_, column)| column).collect();
        StmtKind::Columns { vars, len: self.len.clone(), again }
    }

    /// The columns leave the tape.
    pub fn end(&self) -> StmtKind {
        StmtKind::DropColumns { count: self.keys.len(), len: self.len.clone() }
    }
}
