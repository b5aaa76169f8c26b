//! Control flow: branches, loops and jumps.

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;

use super::{Enclosing, Lowering, Value};
use crate::diagnostic::Message;
use crate::ir::{Exit, Expr, Head, Loop, LoopId, Selector, StmtKind, Tokens, VarId};
use crate::types::Ty;

/// Constructs that decide what runs.
pub(super) fn is_control_flow(expr: &syn::Expr) -> bool {
    matches!(
        expr,
        syn::Expr::If(_)
            | syn::Expr::Match(_)
            | syn::Expr::Block(_)
            | syn::Expr::Loop(_)
            | syn::Expr::While(_)
            | syn::Expr::ForLoop(_)
            | syn::Expr::Return(_)
            | syn::Expr::Break(_)
            | syn::Expr::Continue(_)
    )
}

impl Lowering<'_> {
    /// Whether control flow as a value must be followed; otherwise it is a passive expression like any other.
    pub(super) fn needs_structure(&mut self, expr: &syn::Expr) -> bool {
        self.is_varied(expr) || self.needs_statements(expr) || !self.opaque(expr).writes.is_empty()
    }

    /// Control flow as an operand.
    pub(super) fn control_value(&mut self, expr: &syn::Expr) -> Value {
        if matches!(expr, syn::Expr::Return(_) | syn::Expr::Break(_) | syn::Expr::Continue(_)) {
            self.control(expr, None);
            return Value { expr: Expr::Number(0.0), ty: Ty::Unknown };
        }
        if !self.needs_structure(expr) {
            return self.passive_value(expr);
        }
        let var = self.deferred(Ty::Unknown, None, expr.span());
        self.control(expr, Some(var));
        Value { expr: Expr::var(var), ty: self.ty_of(var).clone() }
    }

    /// Lowers control flow; its value goes to `target`.
    pub(super) fn control(&mut self, expr: &syn::Expr, target: Option<VarId>) {
        match expr {
            syn::Expr::If(branch) => self.branch(branch, target),
            syn::Expr::Match(choice) => self.choice(choice, target),
            syn::Expr::Block(block) => self.labeled_block(block, target),
            syn::Expr::Loop(looped) => {
                let label = looped.label.as_ref();
                self.looped(label, Head::Forever, target, expr.span(), |this| this.block_into(&looped.body, None));
            }
            syn::Expr::While(looped) => self.while_loop(looped),
            syn::Expr::ForLoop(looped) => self.for_loop(looped),
            syn::Expr::Return(jump) => {
                let (exit, result) = self.return_target();
                if let Some(value) = &jump.expr {
                    self.deliver(value, result);
                }
                self.exit(exit, jump.span());
            }
            syn::Expr::Break(jump) => self.break_loop(jump),
            syn::Expr::Continue(jump) => {
                if let Some(index) = self.target_loop(jump.label.as_ref(), jump.span()) {
                    let id = self.loops[index].id;
                    self.exit(Exit::Continue(id), jump.span());
                }
            }
            _ => {}
        }
    }

    fn labeled_block(&mut self, block: &syn::ExprBlock, target: Option<VarId>) {
        if let Some(label) = &block.label {
            let name = Some(label.name.ident.to_string());
            self.labeled(name, target, block.span(), |this| this.block_into(&block.block, target));
            return;
        }
        self.scopes.enter();
        self.block_into(&block.block, target);
        self.scopes.leave();
    }

    fn branch(&mut self, branch: &syn::ExprIf, target: Option<VarId>) {
        let span = branch.span();
        if let syn::Expr::Let(binding) = &*branch.cond {
            return self.if_let(branch, binding, target);
        }
        if let Some(binding) = find_let(&branch.cond) {
            self.error(
                Message::new("`let` inside of a condition is not supported yet").help("nest two `if`s"),
                &binding,
            );
            return;
        }
        let mut condition = self.rvalue(&branch.cond);
        if condition.expr.call().is_some() {
            // A statement of its own: the call may change what is differentiated.
            condition.expr = Expr::var(self.materialize(condition.clone(), branch.cond.span()));
        }
        let then = self.in_block(|this| this.block_into(&branch.then_branch, target));
        let otherwise = self.in_block(|this| {
            if let Some((_, otherwise)) = &branch.else_branch {
                this.deliver(otherwise, target);
            }
        });
        self.emit(StmtKind::Branch { selector: Selector::If(condition.expr), arms: vec![then, otherwise] }, span);
    }

    fn while_loop(&mut self, looped: &syn::ExprWhile) {
        if let Some(binding) = find_let(&looped.cond) {
            self.error(
                Message::new("`let` inside of a condition is not supported yet")
                    .help("write `loop` with a `match` and `break`"),
                &binding,
            );
            return;
        }
        if self.needs_statements(&looped.cond) {
            return self.checked_loop(looped);
        }
        if !is_control_flow(&looped.cond) || !self.needs_structure(&looped.cond) {
            let opaque = self.opaque(&looped.cond);
            if !opaque.writes.is_empty() {
                return self.checked_loop(looped);
            }
            let head = Head::While(opaque.tokens);
            return self.looped(looped.label.as_ref(), head, None, looped.span(), |this| {
                this.block_into(&looped.body, None);
            });
        }
        self.checked_loop(looped);
    }

    /// `loop { if !condition { break; } … }`: a condition with statements of its own.
    fn checked_loop(&mut self, looped: &syn::ExprWhile) {
        self.looped(looped.label.as_ref(), Head::Forever, None, looped.span(), |this| {
            this.condition(&looped.cond);
            this.block_into(&looped.body, None);
        });
    }

    /// `if !condition { break; }`
    fn condition(&mut self, condition: &syn::Expr) {
        let span = condition.span();
        let value = self.rvalue(condition);
        let var = self.materialize(Value { ty: Ty::boolean(), ..value }, span);
        let id = self.loops.last().map_or(LoopId(0), |enclosing| enclosing.id);
        let then = self.in_block(|_| {});
        let otherwise = self.in_block(|this| this.exit(Exit::Break(id), span));
        self.emit(StmtKind::Branch { selector: Selector::If(Expr::var(var)), arms: vec![then, otherwise] }, span);
    }

    /// A loop around what `body` lowers.
    pub(super) fn looped(
        &mut self,
        label: Option<&syn::Label>,
        head: Head,
        result: Option<VarId>,
        span: Span,
        body: impl FnOnce(&mut Self),
    ) {
        let id = self.new_loop();
        if let Some(result) = result {
            // The value arrives by a `break`, after which the loop goes on to its end.
            self.function.start(result);
        }
        let label = label.map(|label| label.name.ident.to_string());
        self.loops.push(Enclosing { id, label, result, block: false, outer: None, first_var: self.next_var() });
        let body = self.in_block(body);
        self.loops.pop();
        self.emit(StmtKind::Loop(Loop { head, body, until: Vec::new(), label: id }), span);
    }

    /// A block around what `body` lowers, which jumps to its end may leave.
    pub(super) fn labeled(
        &mut self,
        label: Option<String>,
        result: Option<VarId>,
        span: Span,
        body: impl FnOnce(&mut Self),
    ) {
        let id = self.new_loop();
        self.loops.push(Enclosing { id, label, result, block: true, outer: None, first_var: self.next_var() });
        let body = self.in_block(body);
        self.loops.pop();
        self.emit(StmtKind::Labeled { label: id, body }, span);
    }

    fn break_loop(&mut self, jump: &syn::ExprBreak) {
        let Some(index) = self.target_loop(jump.label.as_ref(), jump.span()) else { return };
        let Enclosing { id, result, outer, .. } = self.loops[index];
        let id = outer.unwrap_or(id);
        if let Some(value) = &jump.expr {
            self.deliver(value, result);
        }
        self.exit(Exit::Break(id), jump.span());
    }

    /// Where a `return` leads, and what it gives its value to: a closure is a labeled block.
    pub(super) fn return_target(&self) -> (Exit, Option<VarId>) {
        match self.returns.last() {
            Some((id, result)) => (Exit::Break(*id), *result),
            None => (Exit::Return, self.function.result),
        }
    }

    fn target_loop(&mut self, label: Option<&syn::Lifetime>, span: Span) -> Option<usize> {
        let found = match label {
            None => self.loops.iter().rposition(|enclosing| !enclosing.block),
            Some(label) => {
                let name = label.ident.to_string();
                self.loops.iter().rposition(|enclosing| enclosing.label.as_deref() == Some(&name))
            }
        };
        if found.is_none() {
            self.errors.push(Message::new("this jump has no loop to leave").help("name a loop around it").at(span));
        }
        found
    }

    /// `for pattern in tokens`: an iterator of passive values.
    pub(super) fn each(&mut self, looped: &syn::ExprForLoop, iterator: Tokens) {
        let mut binds = Vec::new();
        let mut renamed = (*looped.pat).clone();
        self.scopes.enter();
        self.bind_pattern(&looped.pat, &mut renamed, &Ty::Passive(None), &mut binds);
        for var in &binds {
            self.function.vars[var.0 as usize].ty = Ty::Unknown;
        }
        self.given.extend(&binds);
        let head = Head::Each { pattern: renamed.to_token_stream(), binds, iterator };
        self.looped(looped.label.as_ref(), head, None, looped.span(), |this| this.block_into(&looped.body, None));
        self.scopes.leave();
    }
}

/// A `let` inside of a condition.
fn find_let(condition: &syn::Expr) -> Option<syn::ExprLet> {
    match condition {
        syn::Expr::Let(binding) => Some(binding.clone()),
        syn::Expr::Binary(binary) => find_let(&binary.left).or_else(|| find_let(&binary.right)),
        syn::Expr::Paren(inner) => find_let(&inner.expr),
        _ => None,
    }
}
