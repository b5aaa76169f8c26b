//! Inner loops along several slices: rustc knows that slices which are arguments do not overlap, and tells the vectorizer,
//! which compares their addresses otherwise, each time the loop starts, or gives up.
//!
//! ```text
//! for j in 0..n {                           (|a_view: &[f64], b: &mut [f64], c: &mut [f64]| {
//!     b[j] += a_view[j]; c[j] -= a_view[j];     for j in 0..n { b[j] += a_view[j]; c[j] -= a_view[j]; }
//! }                                         })(a_view, &mut b[..], &mut c[..]);
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Expr, Function, Head, Loop, Place, Step, Stmt, StmtKind, VarId};
use crate::types::Ty;

/// Fewer pairs of slices are compared faster than the code is read.
const COMPARED: usize = 5;

/// Separates the slices of the inner loops among `stmts`.
pub(super) fn slices(function: &Function, stmts: &mut [Stmt]) {
    for stmt in stmts {
        let is_plain = |stmt: &Stmt| match &stmt.kind {
            StmtKind::Let { value, .. } | StmtKind::Assign { value, .. } => is_plain(value),
            _ => false,
        };
        if let StmtKind::Loop(looped) = &mut stmt.kind
            && looped.until.is_empty()
            && matches!(looped.head, Head::For { .. })
            && looped.body.stmts.iter().all(is_plain)
        {
            let slices = separate(function, looped);
            if compared(&slices) > COMPARED {
                looped.head = Head::Apart(Box::new(looped.head.clone()), slices);
            }
            continue;
        }
        stmt.kind.blocks_mut().into_iter().for_each(|block| self::slices(function, &mut block.stmts));
    }
}

/// Neither a call nor anything of the tape.
fn is_plain(value: &Expr) -> bool {
    let own = match value {
        Expr::Tokens(tokens) => tokens.cheap,
        Expr::Runtime(name, _) => name.starts_with("rules::"),
        Expr::Place(_) | Expr::Number(_) | Expr::Neg(_) | Expr::Binary(..) | Expr::Method(..) | Expr::Field(..) => true,
        _ => false,
    };
    own && value.operands().into_iter().all(is_plain)
}

fn compared(slices: &[(VarId, bool)]) -> usize {
    let writes = slices.iter().filter(|(_, written)| *written).count();
    writes * writes.saturating_sub(1) / 2 + writes * (slices.len() - writes)
}

/// The slices of numbers of which the loop uses nothing but elements, and whether it changes them.
fn separate(function: &Function, looped: &Loop) -> Vec<(VarId, bool)> {
    let mut found: BTreeMap<VarId, bool> = BTreeMap::new();
    let mut other: BTreeSet<VarId> = looped.body.declared().into_iter().collect();
    looped.head.for_each_read(&mut |var| _ = other.insert(var));
    for stmt in &looped.body.stmts {
        if let StmtKind::Assign { place, .. } = &stmt.kind {
            note(function, place, true, (&mut found, &mut other));
        }
        stmt.clone().rewrite(&mut |expr| match expr {
            Expr::Place(place) => note(function, place, false, (&mut found, &mut other)),
            Expr::Tokens(tokens) => other.extend(&tokens.reads),
            _ => {}
        });
    }
    found.retain(|var, _| !other.contains(var));
    found.into_iter().collect()
}

fn note(
    function: &Function,
    place: &Place,
    written: bool,
    (found, other): (&mut BTreeMap<VarId, bool>, &mut BTreeSet<VarId>),
) {
    let container = function.var(place.root).ty.peel();
    let element = matches!(function.place_ty(place), Ty::Float(Some(_)));
    let fits = matches!(container, Ty::Vec(_) | Ty::Slice(_)) && matches!(place.path.as_slice(), [Step::Index(_)]);
    if fits && element {
        *found.entry(place.root).or_default() |= written;
    } else {
        other.insert(place.root);
    }
}
