//! Statements without an adjoint, and what they overwrite.

use std::collections::BTreeSet;

use super::{Needed, Record, Save};
use crate::ir::{Place, Step, Stmt, StmtKind, VarId};
use crate::types::Ty;

impl Record<'_> {
    /// A statement without an adjoint: what it overwrites is saved before it.
    pub(super) fn passive(&mut self, stmt: &Stmt, needed: &mut Needed) {
        let mut writes: BTreeSet<VarId> = stmt.kind.own_writes().into_iter().collect();
        for block in stmt.kind.blocks() {
            let inside = block.declared();
            writes.extend(block.writes().into_iter().filter(|var| !inside.contains(var)));
        }
        let mut saved = Vec::new();
        for var in writes.into_iter().filter(|var| needed.contains(*var)) {
            match fields(stmt, var) {
                Some(fields) => {
                    let wanted = fields.into_iter().filter(|field| needed.meets(&self.regions, self.regions.of(field)));
                    saved.extend(wanted.map(Save::Place));
                }
                None => saved.push(Save::Place(self.contents(var))),
            }
        }
        if !saved.is_empty() {
            self.plan.saves.insert(stmt.id, saved);
        }
    }

    /// All of a variable; behind a reference, what it refers to.
    pub(super) fn contents(&self, var: VarId) -> Place {
        let mut place = Place::of(var);
        if let Ty::Ref(_, inner) = &self.function.var(var).ty
            && !matches!(**inner, Ty::Slice(_))
        {
            place.path.push(Step::Deref);
        }
        place
    }
}

/// The fields of `var` that a statement without an adjoint changes, where it changes nothing else of it.
fn fields(stmt: &Stmt, var: VarId) -> Option<Vec<Place>> {
    let mut found: Vec<Place> = Vec::new();
    let mut only = true;
    let mut visit = |stmt: &Stmt| {
        let StmtKind::Passive { writes, .. } = &stmt.kind else {
            only &= !stmt.kind.own_writes().contains(&var);
            return;
        };
        for place in writes.iter().filter(|place| place.root == var) {
            only &= !place.path.is_empty();
            if !found.iter().any(|other| is_same(other, place)) {
                found.push(place.clone());
            }
        }
    };
    visit(stmt);
    stmt.kind.blocks().into_iter().for_each(|block| block.for_each_stmt(&mut visit));
    only.then_some(found)
}

/// The same fields of one variable.
fn is_same(one: &Place, other: &Place) -> bool {
    let names = |place: &Place| {
        let member = |step: &Step| match step {
            Step::Field(member) => quote::ToTokens::to_token_stream(member).to_string(),
            _ => String::new(),
        };
        place.path.iter().map(member).collect::<Vec<_>>()
    };
    names(one) == names(other)
}
