//! Arguments by value that the reverse sweep has again without a record: the callee need not keep them.
//!
//! ```text
//! for _ in 0..n { y = step(y, 0.5 * h, p); }     `0.5 * h` and `p` are the same in every iteration
//! ```

use std::collections::BTreeSet;

use super::{Needed, Record};
use crate::ir::{Argument, Call, Callee, Expr, Place, Role, Step, Stmt, Tokens, VarId};
use crate::types::Ty;

impl Record<'_> {
    /// Notes which arguments of the call in `stmt` are kept.
    pub(super) fn keep_arguments(&mut self, stmt: &Stmt, call: &Call, needed: &mut Needed) {
        let is_function = |argument: &Argument| matches!(argument, Argument::Function(_));
        if call.level > 0 || !matches!(call.callee, Callee::Function(_)) || call.arguments.iter().any(is_function) {
            return;
        }
        let mut kept = BTreeSet::new();
        for (index, argument) in call.arguments.iter().enumerate() {
            if let Argument::Value(value) = argument
                && self.is_kept(value)
            {
                kept.insert(index);
                let mut reads = Vec::new();
                value.for_each_read(&mut |var| reads.push(var));
                self.need_all(needed, reads);
            }
        }
        if !kept.is_empty() {
            self.plan.kept.insert(stmt.id, kept);
        }
    }

    /// Whether both sweeps can write `value`.
    fn is_kept(&self, value: &Expr) -> bool {
        match value {
            Expr::Number(_) => true,
            Expr::Place(place) => self.is_place_kept(place),
            Expr::Tokens(tokens) => self.are_tokens_kept(tokens),
            Expr::Neg(a) | Expr::Cast(a, _) => self.is_kept(a),
            Expr::Binary(_, a, b) => self.is_kept(a) && self.is_kept(b),
            _ => false,
        }
    }

    /// A number, or one in what a parameter refers to: a container of the function's own may move away.
    fn is_place_kept(&self, place: &Place) -> bool {
        let info = self.function.var(place.root);
        let plain = place.path.iter().all(|step| matches!(step, Step::Field(_) | Step::Index(_) | Step::Deref));
        let stays = is_number(&info.ty) || info.role == Role::Parameter && matches!(info.ty, Ty::Ref(false, _));
        let mut found = plain && stays && is_number(&self.function.place_ty(place)) && self.is_there(place.root);
        place.for_each_index(&mut |var| found &= self.is_there(var));
        found
    }

    /// Tokens that make a number of numbers that are there.
    fn are_tokens_kept(&self, tokens: &Tokens) -> bool {
        let number = |var: &VarId| is_number(&self.function.var(*var).ty) && self.is_there(*var);
        // The type of `None` is told by where it goes, and the reverse sweep may not say.
        let open = tokens.reads.is_empty() && crate::hoist::names(tokens.stream.clone(), "None");
        tokens.cheap && !open && tokens.reads.iter().all(number)
    }

    /// Whether the reverse sweep reads `var` without a record, or with one for the whole function.
    pub(super) fn is_there(&self, var: VarId) -> bool {
        let info = self.function.var(var);
        let once = || match info.role {
            Role::Parameter => true,
            _ => super::direct_locals(&self.function.body).contains(&var),
        };
        let is_constant = !info.mutable && !info.deferred;
        self.stays(var) || is_constant && is_number(&info.ty) && once()
    }
}

/// A number or an array of numbers, of types that can be written.
pub fn is_number(ty: &Ty) -> bool {
    match ty {
        Ty::Float(name) => name.is_some(),
        Ty::Array(element, _) => is_number(element),
        Ty::Passive(_) => ty.is_scalar(),
        _ => false,
    }
}
