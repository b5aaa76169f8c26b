//! What the reverse sweep reads where it is, without a record.

use super::{Outermost, Record, Region, direct_locals};
use crate::ir::{Expr, Role, Selector, StmtKind, VarId};

impl Record<'_> {
    /// Whether the choice is a local that keeps its value: to keep it costs as much as to record the choice.
    pub(super) fn is_flag(&self, selector: &Selector) -> bool {
        let flag = match selector {
            Selector::If(Expr::Place(place)) if place.path.is_empty() => Some(place.root),
            Selector::If(Expr::Tokens(tokens)) => match tokens.reads.as_slice() {
                [var] if self.function.var(*var).name == tokens.stream.to_string() => Some(*var),
                _ => None,
            },
            _ => None,
        };
        flag.is_some_and(|var| {
            let info = self.function.var(var);
            !info.mutable && !info.deferred && matches!(info.role, Role::Local | Role::Temporary)
        })
    }

    /// Whether `var` stays, or is computed again from what stays, in at most `depth` steps.
    pub(super) fn comes_back(&self, var: VarId, depth: usize) -> bool {
        let info = self.function.var(var);
        if self.stays(var) {
            return true;
        }
        if info.mutable || info.deferred || depth == 0 {
            return false;
        }
        let mut again = false;
        self.function.body.for_each_stmt(&mut |stmt| {
            if let StmtKind::Let { var: made, value: Expr::Tokens(tokens) } = &stmt.kind
                && *made == var
            {
                again = tokens.cheap && tokens.reads.iter().all(|read| self.comes_back(*read, depth - 1));
            }
        });
        again
    }

    /// Whether `var` can be read at any point of the reverse sweep without recording.
    pub(super) fn stays(&self, var: VarId) -> bool {
        !self.function.var(var).mutable && self.is_around(var)
    }

    /// The same of a part, which nothing in the function overwrites.
    pub(super) fn part_stays(&self, part: Region) -> bool {
        let is_written = || self.written.iter().any(|write| self.regions.meet(*write, part));
        let var = self.function.var(part.root);
        self.is_around(part.root) && (!var.mutable || !var.deferred && !is_written())
    }

    /// Whether `var` is in scope in the reverse sweep without recording.
    fn is_around(&self, var: VarId) -> bool {
        let info = self.function.var(var);
        match info.role {
            Role::Counter => true,
            Role::Parameter => {
                self.outermost == Outermost::InScope
                    || self.function.parameters.iter().any(|p| p.var == var && p.stays())
            }
            _ => self.outermost == Outermost::InScope && direct_locals(&self.function.body).contains(&var),
        }
    }
}
