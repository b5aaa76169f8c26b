//! Stores through references that only rustc sees: `for row in out.m.iter_mut() { row[0] = x; }`, where the type of
//! `out.m` is not known and nothing in it is differentiated yet.
//!
//! A variable that is not `mut` never changes itself: where something differentiated is written to it, it is a reference,
//! and what the iterator or the pattern found it in holds something differentiated from then on. The next round then
//! follows it by its position.

use crate::ir::{Expr, Function, Head, Selector, StmtKind, Tokens, VarId};
use crate::types::Ty;

/// Marks what the marked variables refer to.
pub(super) fn mark_origins(function: &Function, varied: &mut [bool]) {
    let found = references(function);
    loop {
        let mut changed = false;
        for (reference, origins) in &found {
            if varied[reference.0 as usize] {
                origins.iter().for_each(|var| changed |= !std::mem::replace(&mut varied[var.0 as usize], true));
            }
        }
        if !changed {
            return;
        }
    }
}

/// The variables that may be such references, each with the variables in which what they refer to may be.
pub fn references(function: &Function) -> Vec<(VarId, Vec<VarId>)> {
    let mut found: Vec<(VarId, Vec<VarId>)> = Vec::new();
    function.body.for_each_stmt(&mut |stmt| {
        let (binds, tokens) = match &stmt.kind {
            StmtKind::Loop(looped) => match &looped.head {
                Head::Each { binds, iterator, .. } => (binds.clone(), iterator),
                _ => return,
            },
            StmtKind::Branch { selector: Selector::Match(Expr::Tokens(tokens), patterns), .. } => {
                (patterns.iter().flat_map(|pattern| pattern.binds.iter().copied()).collect(), tokens)
            }
            _ => return,
        };
        let origins = origins(function, tokens, &found);
        let references = binds.into_iter().filter(|var| !function.var(*var).mutable);
        found.extend(references.map(|var| (var, origins.clone())));
    });
    found
}

/// The variables in `tokens` that may change, and those through which others may.
fn origins(function: &Function, tokens: &Tokens, found: &[(VarId, Vec<VarId>)]) -> Vec<VarId> {
    let may_change = |read: &&VarId| {
        let var = function.var(**read);
        let refers = matches!(var.ty, Ty::Ref(true, _)) || found.iter().any(|(reference, _)| reference == *read);
        !var.ty.is_passive() && (var.mutable || refers)
    };
    tokens.reads.iter().filter(may_change).copied().collect()
}
