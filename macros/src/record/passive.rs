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
        writes.retain(|var| needed.contains(*var));
        for var in writes {
            if let Some(element) = self.overwritten_element(stmt, var) {
                let mut indices = Vec::new();
                element.for_each_index(&mut |var| indices.push(var));
                self.need_all(needed, indices);
                saved.push(Save::Place(element));
                continue;
            }
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

    /// The one number in a list that a statement overwrites, where the list is in `var`.
    fn overwritten_element(&self, stmt: &Stmt, var: VarId) -> Option<Place> {
        let place = match &stmt.kind {
            StmtKind::Assign { place, .. } => place,
            StmtKind::Passive { writes, .. } => match writes.as_slice() {
                [place] => place,
                _ => return None,
            },
            _ => return None,
        };
        let is_part = |(at, step): (usize, &Step)| match step {
            Step::Index(_) => {
                let list = Place { root: place.root, path: place.path[..at].to_vec() };
                self.function.place_ty(&list).has_slices()
            }
            Step::Field(_) | Step::Deref => true,
            _ => false,
        };
        let number = self.function.place_ty(place);
        let is_number = matches!(number, Ty::Float(Some(_))) || number.is_scalar() && !number.is_opaque_passive();
        let is_element = place.path.iter().any(|step| matches!(step, Step::Index(_)));
        let fits = place.root == var && is_element && is_number && place.path.iter().enumerate().all(is_part);
        fits.then(|| place.clone())
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
            only &= !place.path.is_empty() && !place.path.iter().any(|step| matches!(step, Step::Index(_)));
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
