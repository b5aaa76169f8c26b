//! `for` over ranges: a loop over a counter.

use syn::spanned::Spanned;

use super::Lowering;
use crate::diagnostic::Message;
use crate::ir::{Direction, Expr, Head, Role};
use crate::types::Ty;

impl Lowering<'_> {
    pub(super) fn for_loop(&mut self, looped: &syn::ExprForLoop) {
        if let Some(head) = self.range_head(&looped.expr) {
            return self.range_loop(looped, head);
        }
        let changing = || self.is_iterator(&looped.expr) && !self.changes(&looped.expr).is_empty();
        if self.is_varied(&looped.expr) || self.has_positions(&looped.expr) || changing() {
            return self.stream_loop(looped);
        }
        let iterator = self.opaque_noted(&looped.expr);
        self.each(looped, iterator);
    }

    /// `lo..hi`, `lo..=hi`, with `.rev()` and `.step_by(n)`.
    fn range_head(&mut self, expr: &syn::Expr) -> Option<Head> {
        match expr {
            syn::Expr::Paren(inner) => self.range_head(&inner.expr),
            syn::Expr::Range(range) => {
                let (start, end) = (range.start.as_ref()?, range.end.as_ref()?);
                let (lo, hi) = (self.bound(start), self.bound(end));
                let inclusive = matches!(range.limits, syn::RangeLimits::Closed(_));
                let ty = self.type_of(start).meet(&self.type_of(end));
                let ty = if ty.is_passive() { ty } else { Ty::Passive(None) };
                // The counter is declared with the loop; here it only carries the type.
                let counter = self.named("counter", ty, false, Role::Counter);
                Some(Head::For { counter, lo, hi, inclusive, step: None, direction: Direction::Up })
            }
            syn::Expr::MethodCall(call) => {
                let name = call.method.to_string();
                let supported = (name == "rev" && call.args.is_empty()) || (name == "step_by" && call.args.len() == 1);
                if !supported {
                    return None;
                }
                let mut head = self.range_head(&call.receiver)?;
                let Head::For { step, direction, .. } = &mut head else { return None };
                if name == "rev" {
                    *direction = if *direction == Direction::Up { Direction::Down } else { Direction::Up };
                    return Some(head);
                }
                if name == "step_by" && step.is_none() && *direction == Direction::Up {
                    *step = Some(self.bound(&call.args[0]));
                    return Some(head);
                }
                None
            }
            _ => None,
        }
    }

    /// A bound of a range: evaluated once, before the loop.
    pub(super) fn bound(&mut self, expr: &syn::Expr) -> Expr {
        let ty = self.type_of(expr);
        let mut bound = self.index(expr);
        let mut changing = false;
        bound.for_each_read(&mut |var| changing |= self.function.var(var).mutable);
        if changing {
            let ty = if ty.is_passive() { ty } else { Ty::Passive(None) };
            let var = self.named("bound", ty, false, Role::Local);
            self.emit(crate::ir::StmtKind::Let { var, value: bound.clone() }, expr.span());
            bound = Expr::var(var);
        }
        bound
    }

    fn range_loop(&mut self, looped: &syn::ExprForLoop, head: Head) {
        self.scopes.enter();
        let Head::For { counter: carrier, lo, hi, inclusive, step, direction } = head else { return };
        let ty = self.ty_of(carrier).clone();
        let counter = match &*looped.pat {
            syn::Pat::Ident(name) => self.bind(&name.ident, ty, false, Role::Counter),
            syn::Pat::Wild(_) => carrier,
            syn::Pat::Type(typed) if matches!(&*typed.pat, syn::Pat::Ident(_)) => {
                let syn::Pat::Ident(name) = &*typed.pat else { return };
                self.bind(&name.ident, Ty::of(&typed.ty), false, Role::Counter)
            }
            other => {
                self.unknown_pattern(other);
                carrier
            }
        };
        // `for mut i in …`: the body changes a copy.
        let copied = matches!(&*looped.pat, syn::Pat::Ident(name) if name.mutability.is_some());
        if copied {
            self.error(
                Message::new("a loop counter that changes in the body is not supported yet")
                    .help("copy it first: `let mut k = i;`"),
                &looped.pat,
            );
        }
        let head = Head::For { counter, lo, hi, inclusive, step, direction };
        self.looped(looped.label.as_ref(), head, None, looped.span(), |this| this.block_into(&looped.body, None));
        self.scopes.leave();
    }
}
