//! Closures whose result is an `Option`, and consumers that give one.

use std::rc::Rc;

use proc_macro2::Span;
use syn::spanned::Spanned;

use super::super::Lowering;
use super::super::closure::Closure;
use super::super::item::Item;
use super::super::matching::Subject;
use super::{Callee, Stream};
use crate::diagnostic::Message;

/// The names of a scope.
type Names = std::collections::HashMap<String, super::super::scope::Binding>;

/// What goes on with a value, and without one.
pub(super) struct Cases<'c, 'a> {
    pub some: &'c mut dyn FnMut(&mut Lowering<'a>, Item),
    pub none: &'c mut dyn FnMut(&mut Lowering<'a>),
}

impl<'a> Lowering<'a> {
    /// Calls `callee`, and goes on in the branches where it gives a value and where it does not.
    pub(super) fn apply_optional(
        &mut self,
        callee: &Callee,
        arguments: Vec<Item>,
        span: Span,
        mut cases: Cases<'_, 'a>,
    ) {
        let closure = match callee {
            Callee::Closure(closure) => std::rc::Rc::clone(closure),
            Callee::Path(path) => self.closure_of_path(path, arguments.len()),
        };
        let closure = &closure;
        let _ = span;
        let body = self.enter_closure(closure, arguments);
        self.optional(&closure.syntax.body, &body, &mut cases);
        self.scopes.replace(body);
    }

    /// The scopes of `closure` with its parameters; the scopes outside.
    pub(super) fn enter_closure(&mut self, closure: &Rc<Closure>, arguments: Vec<Item>) -> Vec<Names> {
        let outside = self.scopes.replace(closure.scopes.clone());
        self.scopes.enter();
        let syntax = Rc::clone(&closure.syntax);
        for (pattern, argument) in syntax.inputs.iter().zip(arguments) {
            self.bind_item(pattern, argument);
        }
        outside
    }

    fn optional(&mut self, expr: &syn::Expr, outside: &[Names], cases: &mut Cases<'_, 'a>) {
        match expr {
            syn::Expr::Paren(inner) => self.optional(&inner.expr, outside, cases),
            syn::Expr::Call(call) if names(&call.func, "Some") && call.args.len() == 1 => {
                let item = self.item(&call.args[0]);
                let item = self.atomic_item(item, expr.span());
                let inside = self.scopes.replace(outside.to_vec());
                (cases.some)(self, item);
                self.scopes.replace(inside);
            }
            syn::Expr::Path(_) if names(expr, "None") => {
                let inside = self.scopes.replace(outside.to_vec());
                (cases.none)(self);
                self.scopes.replace(inside);
            }
            syn::Expr::Block(block) if block.label.is_none() => self.optional_block(&block.block, outside, cases),
            syn::Expr::If(branch) if !matches!(*branch.cond, syn::Expr::Let(_)) => {
                let condition = self.condition_atom(&branch.cond);
                let then = self.in_block(|this| this.optional_block(&branch.then_branch, outside, cases));
                let otherwise = self.in_block(|this| {
                    if let Some((_, otherwise)) = &branch.else_branch {
                        this.optional(otherwise, outside, cases);
                    }
                });
                let selector = crate::ir::Selector::If(condition);
                self.emit(crate::ir::StmtKind::Branch { selector, arms: vec![then, otherwise] }, expr.span());
            }
            syn::Expr::MethodCall(call)
                if (call.method == "then" || call.method == "then_some") && call.args.len() == 1 =>
            {
                self.optional_then(call, outside, cases);
            }
            _ => self.optional_value_of(expr, outside, cases),
        }
    }

    /// Any other expression that gives an `Option`.
    fn optional_value_of(&mut self, expr: &syn::Expr, outside: &[Names], cases: &mut Cases<'_, 'a>) {
        let (condition, value) = match self.subject(expr, &[&syn::parse_quote!(Some(_))]) {
            Subject::Active(part) => {
                let some = proc_macro2::Ident::new("Some", Span::mixed_site());
                let value = part.field(Some(&some), syn::Member::from(0));
                (self.presence(&part), Subject::Active(value))
            }
            Subject::Element(condition, part) => (condition, Subject::Active(part)),
            Subject::Upcoming(found) => (found.condition.clone(), Subject::Upcoming(found)),
            _ => {
                self.error(
                    Message::new("chainrule cannot see whether this closure gives a value")
                        .note("it follows `Some(..)`, `None` and `if` with these")
                        .help("write `if … { Some(value) } else { None }`"),
                    expr,
                );
                return;
            }
        };
        let then = self.in_block(|this| {
            let item = match value {
                Subject::Upcoming(found) => this.found_item(&found, expr.span()),
                Subject::Active(part) => Item::Value(super::super::option::part_value(part)),
                _ => Item::unit(),
            };
            let inside = this.scopes.replace(outside.to_vec());
            (cases.some)(this, item);
            this.scopes.replace(inside);
        });
        let otherwise = self.in_block(|this| {
            let inside = this.scopes.replace(outside.to_vec());
            (cases.none)(this);
            this.scopes.replace(inside);
        });
        let selector = crate::ir::Selector::If(condition);
        self.emit(crate::ir::StmtKind::Branch { selector, arms: vec![then, otherwise] }, expr.span());
    }

    fn condition_atom(&mut self, expr: &syn::Expr) -> crate::ir::Expr {
        let value = self.atom(expr);
        value.expr
    }

    fn optional_block(&mut self, block: &syn::Block, outside: &[Names], cases: &mut Cases<'_, 'a>) {
        self.scopes.enter();
        if let Some((syn::Stmt::Expr(tail, None), before)) = block.stmts.split_last() {
            self.stmts(block, before);
            self.optional(tail, outside, cases);
        } else {
            self.error(
                Message::new("chainrule cannot see whether this closure gives a value")
                    .help("end the block with `Some(value)` or `None`"),
                block,
            );
        }
        self.scopes.leave();
    }

    /// `condition.then(|| value)`, `condition.then_some(value)`
    fn optional_then(&mut self, call: &syn::ExprMethodCall, outside: &[Names], cases: &mut Cases<'_, 'a>) {
        let span = call.span();
        let condition = match self.place(&call.receiver) {
            Some((place, _)) => crate::ir::Expr::Place(place),
            None => self.condition_atom(&call.receiver),
        };
        let value = match &call.args[0] {
            syn::Expr::Closure(closure) if call.method == "then" => &*closure.body,
            value => value,
        };
        let then = self.in_block(|this| {
            let item = this.item(value);
            let item = this.atomic_item(item, span);
            let inside = this.scopes.replace(outside.to_vec());
            (cases.some)(this, item);
            this.scopes.replace(inside);
        });
        let otherwise = self.in_block(|this| {
            let inside = this.scopes.replace(outside.to_vec());
            (cases.none)(this);
            this.scopes.replace(inside);
        });
        let selector = crate::ir::Selector::If(condition);
        self.emit(crate::ir::StmtKind::Branch { selector, arms: vec![then, otherwise] }, span);
    }

    /// The chain that is the value of a closure.
    pub(super) fn inline_stream(&mut self, closure: &Rc<Closure>, arguments: Vec<Item>, span: Span) -> Option<Stream> {
        let _ = span;
        let outside = self.enter_closure(closure, arguments);
        let stream = self.stream_of_body(&closure.syntax.body);
        self.scopes.replace(outside);
        stream
    }

    fn stream_of_body(&mut self, body: &syn::Expr) -> Option<Stream> {
        match body {
            syn::Expr::Paren(inner) => self.stream_of_body(&inner.expr),
            syn::Expr::Block(block) if block.label.is_none() => match block.block.stmts.split_last() {
                Some((syn::Stmt::Expr(tail, None), before)) => {
                    self.stmts(&block.block, before);
                    self.stream_of_body(tail)
                }
                _ => None,
            },
            _ => self.stream(body),
        }
    }
}

fn names(expr: &syn::Expr, name: &str) -> bool {
    matches!(expr, syn::Expr::Path(path) if path.path.segments.last().is_some_and(|segment| segment.ident == name))
}
