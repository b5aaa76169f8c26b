//! Variables: what is declared, and what is learned of them.

use proc_macro2::{Ident, Span};

use super::scope::Binding;
use super::{Key, Lowering, desugar};
use crate::ir::{Expr, Role, StmtKind, VarId};
use crate::types::Ty;

impl Lowering<'_> {
    /// Books a variable with the analyses of this pass.
    pub(super) fn register(&mut self, var: VarId, key: Option<Key>) {
        debug_assert_eq!(self.keys.len(), var.0 as usize);
        let varied = match key {
            Some(key) => self.facts.varied.contains(&key),
            None => self.facts.made_varied.contains(&self.function.var(var).name.to_string()),
        };
        self.keys.push(key);
        self.varied.push(varied);
    }

    /// A variable for a name that the user binds, in scope from here on.
    pub(super) fn bind(&mut self, ident: &Ident, ty: Ty, mutable: bool, role: Role) -> VarId {
        let var = self.declare(ident, ty, mutable, role);
        self.scopes.bind(ident.to_string(), Binding::Var(var));
        var
    }

    /// A variable for a name that the user binds.
    pub(super) fn declare(&mut self, ident: &Ident, ty: Ty, mutable: bool, role: Role) -> VarId {
        self.declare_at(ident, ident, ty, mutable, role)
    }

    /// Like [`Self::declare`], where the declaration stands at `key`.
    pub(super) fn declare_at(&mut self, key: Key, ident: &Ident, ty: Ty, mutable: bool, role: Role) -> VarId {
        let known = self.facts.types.get(&key).cloned().unwrap_or_default();
        let ty = ty.meet(&known);
        let ty = self.own_type(ident, &ty).unwrap_or(ty);
        let mutable = mutable || self.facts.swapped.contains(&key);
        let text = ident.to_string();
        let name = match desugar::own_name(&text) {
            Some(wish) => self.function.names.fresh(wish, ident.span()),
            None if self.scopes.first_use(&text) => {
                // What is rewritten in the course of lowering brings in names that no user has written.
                self.function.names.take(&text);
                ident.clone()
            }
            None => self.function.names.fresh(text.trim_start_matches("r#"), ident.span()),
        };
        self.function.vars.push(crate::ir::Var { name, ty, mutable, role, deferred: false });
        let var = VarId(u32::try_from(self.function.vars.len() - 1).unwrap_or(u32::MAX));
        if self.told.as_ref().is_some_and(|told| told.is_plain(&text)) && self.function.items.is_empty() {
            self.function.plain.insert(var);
        }
        if super::filled_out::is_held(&text) {
            self.function.held_numbers.insert(var);
        }
        self.register(var, Some(key));
        var
    }

    /// The type of a value of a type of the file's own, where nothing else is known of it.
    fn own_type(&self, ident: &Ident, known: &Ty) -> Option<Ty> {
        let open = matches!(known, Ty::Unknown | Ty::Opaque(_)) && self.function.items.is_empty();
        self.told.as_ref().filter(|_| open)?.own_type(&ident.to_string())
    }

    /// A variable for an intermediate result.
    pub(super) fn temporary(&mut self, ty: Ty) -> VarId {
        let name = self.function.names.temporary(&mut self.next_temporary);
        self.function.vars.push(crate::ir::Var { name, ty, mutable: false, role: Role::Temporary, deferred: false });
        let var = VarId(u32::try_from(self.function.vars.len() - 1).unwrap_or(u32::MAX));
        self.register(var, None);
        var
    }

    /// A variable with a readable name.
    pub(super) fn named(&mut self, wish: &str, ty: Ty, mutable: bool, role: Role) -> VarId {
        let var = self.function.declare(wish, Span::mixed_site(), ty, mutable, role);
        self.register(var, None);
        var
    }

    /// The number that the next variable gets.
    pub(super) fn next_var(&self) -> u32 {
        u32::try_from(self.function.vars.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn ty_of(&self, var: VarId) -> &Ty {
        &self.function.var(var).ty
    }

    /// Marks `var` as dependent on an active parameter, within this round.
    pub(super) fn mark_varied(&mut self, var: VarId, by: &Expr) {
        let varied = crate::activity::flows_of(by).into_iter().any(|read| self.varied[read.0 as usize]);
        if varied && !self.ty_of(var).is_passive() {
            self.varied[var.0 as usize] = true;
        }
    }

    /// What assignments teach about the type of the part of a variable at `path`.
    pub(super) fn refine(&mut self, place: &crate::ir::Place, ty: &Ty) {
        use crate::ir::Step;
        let mut seen = ty.clone();
        for step in place.path.iter().rev() {
            seen = match step {
                Step::Index(_) => Ty::Vec(Box::new(seen)),
                _ => return,
            };
        }
        let var = &mut self.function.vars[place.root.0 as usize];
        var.ty = refine_containers(&var.ty, &seen);
    }

    /// Carries what this round found into the facts; whether anything is new.
    pub(super) fn learn(&mut self) -> bool {
        let mut flows = crate::activity::reachable(&self.function, &self.varied);
        super::behind::mark_origins(&self.function, &mut flows);
        for (index, var) in self.function.vars.iter().enumerate() {
            let Some(key) = self.keys[index] else {
                // What the compiler made keeps its name from round to round.
                if flows[index] && var.mutable {
                    self.changed |= self.facts.made_varied.insert(var.name.to_string());
                }
                continue;
            };
            if flows[index] && self.facts.varied.insert(key) {
                self.changed = true;
            }
            let known = self.facts.types.entry(key).or_default();
            let refined = known.meet(&var.ty);
            // A type that contains itself would grow for ever.
            if self.round < 16 && format!("{refined:?}") != format!("{known:?}") {
                *known = refined;
                self.changed = true;
            }
        }
        for key in self.own_variables() {
            self.changed |= self.facts.seem_own.insert(key);
        }
        let mut resized = Vec::new();
        self.function.body.for_each_stmt(&mut |stmt| match &stmt.kind {
            StmtKind::InPlace(change) if change.resizes() => resized.extend(change.targets().map(|place| place.root)),
            StmtKind::Assign { place, .. } if !matches!(place.path.last(), Some(crate::ir::Step::Index(_))) => {
                resized.push(place.root);
            }
            StmtKind::Passive { writes, .. } => resized.extend(writes.iter().map(|place| place.root)),
            _ => {}
        });
        for var in resized {
            if let Some(key) = self.keys[var.0 as usize] {
                self.changed |= self.facts.resized.insert(key);
            }
        }
        self.changed
    }
}

/// Like [`Ty::meet`], where `seen` says `Vec` for any container.
pub(super) fn refine_containers(known: &Ty, seen: &Ty) -> Ty {
    match (known, seen) {
        (Ty::Vec(a), Ty::Vec(b)) => Ty::Vec(Box::new(refine_containers(a, b))),
        (Ty::Slice(a), Ty::Vec(b)) => Ty::Slice(Box::new(refine_containers(a, b))),
        (Ty::Array(a, n), Ty::Vec(b)) => Ty::Array(Box::new(refine_containers(a, b)), n.clone()),
        (Ty::Ref(m, a), Ty::Vec(_)) => Ty::Ref(*m, Box::new(refine_containers(a, seen))),
        (Ty::Unknown | Ty::Opaque(_), Ty::Vec(_)) => known.clone(),
        (known, seen) => known.meet(seen),
    }
}
