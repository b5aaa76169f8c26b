//! Branches: the arm that ran, backwards.

use std::collections::BTreeSet;

use super::{Key, Sweep};
use crate::ir::{Block, Expr, Place, Selector, Stmt, StmtKind, VarId};
use crate::record::{self, Choice};
use crate::types::Ty;

impl Sweep<'_> {
    pub(crate) fn reverse_branch(&mut self, stmt: &Stmt, selector: &Selector, arms: &[Block], out: &mut Vec<Stmt>) {
        let recorded = self.plan.choices.get(&stmt.id) == Some(&Choice::Recorded);
        let selector = if recorded {
            let is_if = matches!(selector, Selector::If(_));
            let choice = self.load_choice(stmt, is_if, out);
            if is_if { Selector::If(choice) } else { Selector::Recorded(choice) }
        } else {
            selector.clone()
        };
        for arm in arms {
            self.declare_outer_shadows(arm, &[], out);
        }
        self.arms += 1;
        let arms: Vec<Block> = arms.iter().map(|arm| self.reverse_inner(arm)).collect();
        self.arms -= 1;
        if arms.iter().all(|arm| arm.stmts.is_empty()) {
            return;
        }
        out.push(self.function.stmt(StmtKind::Branch { selector, arms }, stmt.span));
    }

    fn load_choice(&mut self, stmt: &Stmt, is_if: bool, out: &mut Vec<Stmt>) -> Expr {
        let ty = if is_if { Ty::boolean() } else { Ty::Passive(Some(quote::quote!(u32))) };
        let var = self.fresh(if is_if { "taken" } else { "arm" }, ty);
        let value = self.load(Key::Choice(stmt.id), &Place::of(var));
        if let Expr::Place(_) = value {
            return value;
        }
        out.push(self.function.stmt(StmtKind::Let { var, value }, stmt.span));
        Expr::var(var)
    }

    /// Shadows of variables around `block` that its adjoint adds to: they start before it.
    pub(crate) fn declare_outer_shadows(&mut self, block: &Block, own: &[VarId], out: &mut Vec<Stmt>) {
        let mut inside: BTreeSet<VarId> = block.declared().into_iter().collect();
        inside.extend(own);
        let mut touched = BTreeSet::new();
        block.for_each_stmt(&mut |stmt| {
            if record::is_reversed(stmt, self.activity) {
                stmt.kind.for_each_own_read(&mut |var| {
                    touched.insert(var);
                });
                touched.extend(stmt.kind.own_writes());
            }
        });
        for var in touched {
            if self.activity.is_active(var) && !inside.contains(&var) {
                self.declare_zero(var, out);
            }
        }
    }
}
