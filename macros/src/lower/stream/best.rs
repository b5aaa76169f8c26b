//! The position of the extreme element.

use proc_macro2::Span;
use quote::quote;

use super::super::item::Item;
use super::super::{Lowering, Value};
use super::extreme::Choice;
use super::indexed::number;
use super::{Callee, Indexed};
use crate::ir::{Direction, Expr, Head, Loop, Role, StmtKind, VarId};
use crate::types::Ty;

impl Lowering<'_> {
    /// `let mut found = len; for k in 0..len { if holds { found = k; break; } }`
    pub(super) fn first_position(&mut self, source: &Indexed, callee: &Callee, len: &Expr, span: Span) -> Expr {
        let found: VarId = self.named("found", Ty::index(), true, Role::Local);
        self.emit(StmtKind::Let { var: found, value: len.clone() }, span);
        let counter = self.named("k", Ty::index(), false, Role::Counter);
        let label = self.new_loop();
        let inside = self.in_block(|this| {
            let item = this.item_at(&source.at, &Expr::var(counter), span);
            let item = this.atomic_item(item, span).shared();
            let holds = this.holds(callee, &item, span);
            this.where_(
                holds,
                span,
                &mut |this| {
                    this.set(found, &Expr::var(counter), span);
                    this.exit(crate::ir::Exit::Break(label), span);
                },
                &mut |_| {},
            );
        });
        let head = Head::For {
            counter,
            lo: number(0),
            hi: len.clone(),
            inclusive: false,
            step: None,
            direction: Direction::Up,
        };
        self.emit(StmtKind::Loop(Loop { head, body: inside, until: Vec::new(), label }), span);
        self.integer("first", Expr::var(found), span)
    }

    /// `let mut best = 0; for k in 1..len { if better { best = k; } }`
    pub(super) fn best_position(&mut self, source: &Indexed, choice: &Choice, len: &Expr, span: Span) -> Expr {
        let best: VarId = self.named("best", Ty::index(), true, Role::Local);
        self.emit(StmtKind::Let { var: best, value: number(0) }, span);
        let counter = self.named("k", Ty::index(), false, Role::Counter);
        let inside = self.in_block(|this| {
            let earlier = this.item_at(&source.at, &Expr::var(best), span).shared();
            let item = this.item_at(&source.at, &Expr::var(counter), span).shared();
            let better = this.better(choice, &earlier, &item, span);
            this.where_(better, span, &mut |this| this.set(best, &Expr::var(counter), span), &mut |_| {});
        });
        let head = Head::For {
            counter,
            lo: number(1),
            hi: len.clone(),
            inclusive: false,
            step: None,
            direction: Direction::Up,
        };
        let label = self.new_loop();
        self.emit(StmtKind::Loop(Loop { head, body: inside, until: Vec::new(), label }), span);
        self.integer("found", Expr::var(best), span)
    }

    /// Whether `item` takes the place of `best`: of equal ones the last is the maximum and the first the minimum.
    pub(super) fn better(&mut self, choice: &Choice, best: &Item, item: &Item, span: Span) -> Expr {
        let by_reference = |item: &Item| Item::Ref(Box::new(item.clone()));
        let compared = match choice {
            Choice::By(callee, max) => {
                let order = self.apply(callee, vec![by_reference(best), by_reference(item)], span);
                let order = self.item_value(order, span);
                let order = self.passive_operand(order, span);
                self.formula([&order], |[order]| {
                    if *max {
                        quote!(#order != ::core::cmp::Ordering::Greater)
                    } else {
                        quote!(#order == ::core::cmp::Ordering::Greater)
                    }
                })
            }
            Choice::ByKey(callee, max) => {
                let keys = [best, item].map(|item| {
                    let key = self.apply(callee, vec![by_reference(item)], span);
                    let key = self.item_value(key, span);
                    self.passive_operand(key, span)
                });
                self.formula(
                    [&keys[0], &keys[1]],
                    |[best, key]| if *max { quote!(#key >= #best) } else { quote!(#key < #best) },
                )
            }
            _ => number(0),
        };
        self.boolean("better", compared, span)
    }

    pub(super) fn passive_operand(&mut self, value: Value, span: Span) -> Expr {
        if value.expr.is_atom() { value.expr } else { Expr::var(self.materialize(value, span)) }
    }
}
