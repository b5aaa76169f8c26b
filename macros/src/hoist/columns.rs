//! Columns that each iteration of a fused loop takes and gives back are taken once, before the loop: they are zeros once.
//!
//! ```text
//! for i in 0..n {                            let [p_column] = tape.columns(m);
//!     let [p_column] = tape.columns(m);      for i in 0..n {
//!     for k in 0..m { p_column[k] = … }          for k in 0..m { p_column[k] = … }
//!     let [p_again] = tape.last_columns(m);      for k in 0..m { … p_column[k] … }
//!     for k in 0..m { … p_again[k] … }       }
//!     tape.drop_columns(1, m);               tape.drop_columns(1, m);
//! }
//! ```
//!
//! Where nothing else of the loop touches the tape.

use super::names;
use crate::emit;
use crate::ir::{Block, Expr, Function, Head, Loop, Rename, Stmt, StmtKind, VarId};
use crate::simplify;

/// Takes the columns out of the loops among `stmts`.
pub(super) fn once(function: &Function, stmts: &mut Vec<Stmt>) {
    let mut index = 0;
    while index < stmts.len() {
        stmts[index].kind.blocks_mut().into_iter().for_each(|block| once(function, &mut block.stmts));
        let taken = match &mut stmts[index].kind {
            StmtKind::Loop(looped) => take(function, looped),
            _ => None,
        };
        if let Some([before, after]) = taken {
            stmts.insert(index + 1, after);
            stmts.insert(index, before);
            index += 2;
        }
        index += 1;
    }
}

/// The declaration of the columns of a loop, and their end, which leave it.
fn take(function: &Function, looped: &mut Loop) -> Option<[Stmt; 2]> {
    let Head::For { .. } = &looped.head else { return None };
    let stmts = &looped.body.stmts;
    let at = |wanted: &dyn Fn(&StmtKind) -> bool| stmts.iter().position(|stmt| wanted(&stmt.kind));
    let made = at(&|kind| matches!(kind, StmtKind::Columns { again: false, .. }))?;
    let again = at(&|kind| matches!(kind, StmtKind::Columns { again: true, .. }))?;
    let dropped = at(&|kind| matches!(kind, StmtKind::DropColumns { .. }))?;
    let (first, len) = columns(&stmts[made])?;
    let (second, other) = columns(&stmts[again])?;
    let text = emit::expr(function, len).to_string();
    let fits = made < again
        && again < dropped
        && first.len() == second.len()
        && text == emit::expr(function, other).to_string()
        && !text.contains(['/', '%', '-', '[', '!']);
    let mut changed = simplify::changed(stmts);
    changed.extend(looped.body.declared());
    changed.extend(looped.head.binds());
    let mut stays = true;
    len.for_each_read(&mut |var| stays &= !changed.contains(&var));
    let rest: Vec<Stmt> = stmts
        .iter()
        .enumerate()
        .filter(|(index, _)| ![made, again, dropped].contains(index))
        .map(|(_, stmt)| stmt.clone())
        .collect();
    let alone = !names(emit::stmts(function, &rest), &function.tape.to_string());
    if !(fits && stays && alone && looped.until.is_empty()) {
        return None;
    }
    let pairs: Vec<(VarId, VarId)> = second.iter().copied().zip(first.iter().copied()).collect();
    let (declaration, end) = (stmts[made].clone(), stmts[dropped].clone());
    let mut body = Block { id: looped.body.id, stmts: rest };
    for (from, to) in &pairs {
        Rename { from: *from, to: *to }.block(&mut body);
    }
    let written = emit::stmts(function, &body.stmts);
    if pairs.iter().any(|(from, _)| names(written.clone(), &function.var(*from).name.to_string())) {
        return None;
    }
    looped.body = body;
    Some([declaration, end])
}

fn columns(stmt: &Stmt) -> Option<(&[VarId], &Expr)> {
    match &stmt.kind {
        StmtKind::Columns { vars, len, .. } => Some((vars, len)),
        _ => None,
    }
}
