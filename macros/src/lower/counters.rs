//! Counters whose bounds do not tell their type, but whose use does: what is an index into a slice is a `usize`.

use std::collections::BTreeSet;

use crate::emit;
use crate::ir::{Expr, Function, Head, Place, Step, StmtKind, VarId};
use crate::types::Ty;

/// Finds the types of the counters of `function`.
pub(super) fn types(function: &mut Function) {
    let mut open = BTreeSet::new();
    function.body.for_each_stmt(&mut |stmt| {
        if let StmtKind::Loop(looped) = &stmt.kind
            && let Head::For { counter, .. } = &looped.head
            && matches!(function.var(*counter).ty, Ty::Passive(None))
        {
            open.insert(*counter);
        }
    });
    if open.is_empty() {
        return;
    }
    let mut known: BTreeSet<VarId> = BTreeSet::new();
    let mut look = |place: &Place| {
        for (at, step) in place.path.iter().enumerate() {
            let container = Place { root: place.root, path: place.path[..at].to_vec() };
            if let Step::Index(index) = step
                && matches!(function.place_ty(&container).peel(), Ty::Slice(_) | Ty::Vec(_) | Ty::Array(..))
                && let Ok(index) = syn::parse2::<syn::Expr>(emit::expr(function, index))
            {
                known.extend(open.iter().filter(|counter| is_operand(function, &index, **counter)).copied());
            }
        }
    };
    function.body.for_each_stmt(&mut |stmt| {
        if let StmtKind::Assign { place, .. } = &stmt.kind {
            look(place);
        }
        let mut own = stmt.clone();
        own.kind.blocks_mut().into_iter().for_each(|block| block.stmts.clear());
        own.rewrite(&mut |expr| {
            if let Expr::Place(place) = expr {
                look(place);
            }
        });
    });
    for counter in known {
        function.vars[counter.0 as usize].ty = Ty::index();
    }
}

/// Whether `counter` is an operand of the arithmetic that `index` is.
fn is_operand(function: &Function, index: &syn::Expr, counter: VarId) -> bool {
    match index {
        syn::Expr::Path(path) => path.path.is_ident(&function.var(counter).name),
        syn::Expr::Paren(inner) => is_operand(function, &inner.expr, counter),
        syn::Expr::Group(inner) => is_operand(function, &inner.expr, counter),
        syn::Expr::Binary(syn::ExprBinary { left, op, right, .. }) => {
            let arithmetic = matches!(op, syn::BinOp::Add(_) | syn::BinOp::Sub(_) | syn::BinOp::Mul(_));
            arithmetic && (is_operand(function, left, counter) || is_operand(function, right, counter))
        }
        _ => false,
    }
}
