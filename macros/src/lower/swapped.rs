//! References that change places, `mem::swap(&mut now, &mut next)`: of two variables the contents change places instead.
//!
//! ```text
//! let (mut now, mut next) = (&mut a, &mut b);
//! mem::swap(&mut now, &mut next);                 mem::swap(&mut a, &mut b);
//! ```
//!
//! While the references live, nothing else reaches the two variables; afterwards their own names are refused.

use proc_macro2::Ident;
use syn::spanned::Spanned;

use super::moving::Moving;
use super::{Lowering, Value};
use crate::diagnostic::Message;
use crate::ir::{Expr, Motion, Place, Step, VarId};
use crate::types::Ty;

impl Lowering<'_> {
    /// The moving reference in `&mut reference`.
    pub(super) fn lent_reference(&self, argument: &syn::Expr) -> Option<Moving> {
        match argument {
            syn::Expr::Paren(inner) => self.lent_reference(&inner.expr),
            syn::Expr::Reference(reference) if reference.mutability.is_some() => self.moving(&reference.expr),
            _ => None,
        }
    }

    /// A function of `mem` on references, not on what they refer to.
    pub(super) fn memory_of_references(&mut self, name: &str, call: &syn::ExprCall) -> Option<Value> {
        let first = self.lent_reference(call.args.first()?)?;
        let ("swap", Some(second)) = (name, call.args.get(1)) else {
            let (place, ty) = self.taken_reference(name, call)?;
            return Some(Value { expr: Expr::Place(place), ty });
        };
        let Some(other) = self.lent_reference(second) else { return Some(self.refuse_exchange(second)) };
        self.swap_references(&first, &other, call);
        Some(Value { expr: Expr::Tuple(Vec::new()), ty: Ty::Unit })
    }

    /// A call that names a place.
    pub(super) fn place_of_call(&mut self, call: &syn::ExprCall) -> Option<(Place, Ty)> {
        let syn::Expr::Path(path) = &*call.func else { return None };
        let name = super::memory::function(&path.path)?;
        if name == "swap" { None } else { self.taken_reference(&name, call) }
    }

    /// `mem::take(&mut rest)`, `mem::replace(&mut rest, other)`: the place that `rest` referred to.
    pub(super) fn taken_reference(&mut self, name: &str, call: &syn::ExprCall) -> Option<(Place, Ty)> {
        let argument = call.args.first()?;
        let moving = self.lent_reference(argument)?;
        let syn::Expr::Reference(reference) = argument else { return None };
        let (place, ty) = self.place(&reference.expr)?;
        let place = self.freeze(place, call.span());
        match call.args.get(1) {
            Some(other) => self.move_reference(&moving, other),
            None if name == "take" => self.empty_reference(&moving, call.span()),
            None => {}
        }
        Some((place, ty))
    }

    /// `(a, b) = (b, a)` of references.
    pub(super) fn move_references(&mut self, targets: &[&syn::Expr], right: &syn::Expr) -> bool {
        let syn::Expr::Tuple(values) = right else { return false };
        let moving: Vec<Option<Moving>> = targets.iter().map(|target| self.moving(target)).collect();
        if values.elems.len() != targets.len() || !moving.iter().any(Option::is_some) {
            return false;
        }
        let names = |expr: &syn::Expr| self.moving(expr).map(|moving| moving.name().to_owned());
        if let ([Some(a), Some(b)], [x, y]) = (&moving[..], &values.elems.iter().map(names).collect::<Vec<_>>()[..])
            && x.as_deref() == Some(b.name())
            && y.as_deref() == Some(a.name())
        {
            self.swap_references(a, b, right);
            return true;
        }
        if moving.iter().any(Option::is_none) {
            let message = Message::new("references and values are assigned together here")
                .help("assign them one after the other");
            self.error(message, right);
            return true;
        }
        let mut places = Vec::new();
        for value in &values.elems {
            let place = self.referred(value);
            places.push(place.map(|place| self.freeze(place, value.span())));
        }
        for ((moving, place), value) in moving.iter().flatten().zip(places).zip(&values.elems) {
            self.move_reference_to(moving, place, value);
        }
        true
    }

    fn swap_references(&mut self, a: &Moving, b: &Moving, on: &dyn quote::ToTokens) {
        let span = on.to_token_stream().span();
        let (left, right) = (a.place().clone(), b.place().clone());
        if left.root == right.root && !left.is_apart(&right) {
            let (left, right) = (self.freeze(left, span), self.freeze(right, span));
            self.move_reference_to(a, Some(right), on);
            self.move_reference_to(b, Some(left), on);
            return;
        }
        let roots = [left.root, right.root];
        let whole = |place: &Place| place.path.iter().all(|step| matches!(step, Step::Field(_)));
        let own = |var: &VarId| !matches!(self.ty_of(*var), Ty::Ref(..));
        if !(whole(&left) && whole(&right) && a.mutable() && b.mutable() && roots.iter().all(own)) {
            self.refuse_exchange(on);
            return;
        }
        for root in roots {
            self.function.vars[root.0 as usize].mutable = true;
            if let Some(key) = self.keys[root.0 as usize] {
                self.changed |= self.facts.swapped.insert(key);
            }
        }
        self.exchange_varied(&left, &right);
        self.emit_in_place(left, Motion::Exchange(right), None, None, span);
    }

    fn refuse_exchange(&mut self, on: &dyn quote::ToTokens) -> Value {
        let message = Message::new("these references cannot change places")
            .note(
                "chainrule swaps what two `&mut` to local variables refer to; other references it would have to follow",
            )
            .help("swap the variables themselves, `mem::swap(&mut a, &mut b)`, or use indices into one container");
        self.refuse(message, on)
    }

    /// From here on `root` is reached by references only that change places.
    pub(super) fn lend_for_good(&mut self, root: VarId) {
        if !self.keys[root.0 as usize].is_some_and(|key| self.facts.swapped.contains(&key)) {
            return;
        }
        let again = self.loops.iter().rev().any(|enclosing| !enclosing.block && root.0 < enclosing.first_var);
        self.lending.push(root);
        if again {
            let name = self.function.var(root).name.clone();
            let message =
                Message::new(format!("`{name}` is reached by its name again after references to it were swapped"))
                    .note("chainrule swaps the contents in place of the references, and here the loop begins anew")
                    .help("take the references before the loop");
            self.error(message, &name);
        }
    }

    /// What may hold what another variable held.
    pub(super) fn refuse_lent(&mut self, name: &Ident, var: VarId) {
        if self.lent.contains(&var) {
            let message = Message::new(format!("`{name}` is used after references to it were swapped"))
                .note("chainrule swaps the contents in place of the references, so it may hold what the other held")
                .help("use the reference instead of the variable");
            self.error(message, name);
        }
    }
}
