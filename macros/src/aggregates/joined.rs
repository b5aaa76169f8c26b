//! `let t = a - b; let s_x = t;` becomes `let s_x = a - b;`, where nothing else reads `t`.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Block, Expr, Function, Role, Stmt, StmtKind, VarId};

/// Joins what defines these variables, in place.
pub(super) fn join(function: &mut Function, parts: &BTreeSet<VarId>) {
    let mut reads: BTreeMap<VarId, usize> = BTreeMap::new();
    function.body.reads().into_iter().for_each(|var| *reads.entry(var).or_default() += 1);
    let vars = &function.vars;
    let once = |var: VarId| {
        let info = &vars[var.0 as usize];
        info.role == Role::Temporary && !info.mutable && !info.deferred && reads.get(&var) == Some(&1)
    };
    in_block(&mut function.body, parts, &once);
}

fn in_block(block: &mut Block, parts: &BTreeSet<VarId>, once: &dyn Fn(VarId) -> bool) {
    let mut out: Vec<Stmt> = Vec::with_capacity(block.stmts.len());
    for mut stmt in std::mem::take(&mut block.stmts) {
        stmt.kind.blocks_mut().into_iter().for_each(|block| in_block(block, parts, once));
        let copied = match &stmt.kind {
            StmtKind::Let { var, value: Expr::Place(place) } if parts.contains(var) && place.path.is_empty() => {
                Some((*var, place.root)).filter(|(_, from)| once(*from))
            }
            _ => None,
        };
        let made = copied.and_then(|(part, from)| {
            let defines = |stmt: &Stmt| matches!(stmt.kind, StmtKind::Let { var, .. } if var == from);
            out.iter().rposition(defines).map(|at| (part, at))
        });
        match made {
            Some((part, at)) => {
                if let StmtKind::Let { var, .. } = &mut out[at].kind {
                    *var = part;
                }
            }
            None => out.push(stmt),
        }
    }
    block.stmts = out;
}
