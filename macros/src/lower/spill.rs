//! Calls that change a differentiated variable, and jumps, inside of expressions that are not differentiated: each
//! becomes a statement of its own, which has a reverse sweep.
//!
//! ```text
//! a[next(&mut state) + 1]         let t = next(&mut state);            a[t + 1]
//! n < 3 && step(&mut y) > 0.1     let s = step(&mut y);                if n < 3 { s > 0.1 } else { false }
//! find(k)? + 1                    let t = match find(k) { … };         t + 1
//! ```
//!
//! The order of evaluation stays: what is evaluated before such a call is held in a variable before it.

use proc_macro2::Span;
use quote::format_ident;
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;

use super::opaque::Opaque;
use super::resolve::Resolver;
use super::scope::Binding;
use super::{Lowering, Value};
use crate::ir::VarId;
use crate::types::Ty;

impl Lowering<'_> {
    /// Differentiated variables that evaluating `expr` may change.
    pub(super) fn changes(&self, expr: &syn::Expr) -> Vec<VarId> {
        let mut resolver = Resolver::new(self);
        resolver.visit_expr_mut(&mut expr.clone());
        let may_carry = |var: &VarId| !self.ty_of(*var).is_passive();
        let carries = |var: &VarId| self.varied[var.0 as usize] && may_carry(var);
        // A derivative may enter what had none before.
        let enters = resolver.reads.iter().any(carries);
        resolver.changed.retain(|var| carries(var) || enters && may_carry(var));
        resolver.changed
    }

    /// Those of them that `part` changes.
    fn changes_of(&self, part: &syn::Expr, expr: &syn::Expr) -> Vec<VarId> {
        let mut resolver = Resolver::new(self);
        resolver.visit_expr_mut(&mut part.clone());
        let changes = self.changes(expr);
        resolver.changed.retain(|var| changes.contains(var));
        resolver.changed
    }

    /// Variables that evaluating `expr` may change.
    pub(super) fn written_by(&self, expr: &syn::Expr) -> Vec<VarId> {
        if matches!(expr, syn::Expr::Lit(_) | syn::Expr::Path(_)) {
            return Vec::new();
        }
        let mut resolver = Resolver::new(self);
        resolver.visit_expr_mut(&mut expr.clone());
        resolver.writes.iter().map(|place| place.root).collect()
    }

    /// Whether a part of `expr` must be a statement of its own.
    pub(super) fn needs_statements(&self, expr: &syn::Expr) -> bool {
        super::opaque::find_jump(expr).is_some() || !self.changes(expr).is_empty()
    }

    /// Like [`Self::opaque`], where statements may come before the expression.
    pub(super) fn opaque_value(&mut self, expr: &syn::Expr) -> Opaque {
        let spilled = self.spill(expr);
        self.opaque(&spilled)
    }

    /// `expr` with names in the place of what changes a differentiated variable, or leaves.
    fn spill(&mut self, expr: &syn::Expr) -> syn::Expr {
        if !self.needs_statements(expr) {
            return expr.clone();
        }
        let mut expr = expr.clone();
        match &mut expr {
            syn::Expr::Paren(inner) => *inner.expr = self.spill(&inner.expr),
            syn::Expr::Group(inner) => *inner.expr = self.spill(&inner.expr),
            syn::Expr::Unary(unary) => *unary.expr = self.spill(&unary.expr),
            syn::Expr::Cast(cast) => *cast.expr = self.spill(&cast.expr),
            syn::Expr::Field(field) => *field.base = self.spill(&field.base),
            syn::Expr::Reference(reference) if reference.mutability.is_none() => {
                *reference.expr = self.spill(&reference.expr);
            }
            syn::Expr::Binary(binary) => return self.spill_binary(binary),
            syn::Expr::Call(_) | syn::Expr::MethodCall(_) => return self.spill_call(&expr),
            syn::Expr::Index(index) => self.spill_all(vec![&mut index.expr, &mut index.index]),
            syn::Expr::Tuple(tuple) => self.spill_all(tuple.elems.iter_mut().collect()),
            syn::Expr::Array(array) => self.spill_all(array.elems.iter_mut().collect()),
            syn::Expr::Range(range) => {
                let ends = range.start.iter_mut().chain(&mut range.end);
                self.spill_all(ends.map(|end| &mut **end).collect());
            }
            syn::Expr::If(_) | syn::Expr::Match(_) | syn::Expr::Block(_) => {
                let value = self.control_value(&expr);
                return self.spilled(value, expr.span());
            }
            syn::Expr::Macro(invocation) => {
                if let Some(choice) = as_match(&invocation.mac) {
                    let value = self.control_value(&choice);
                    return self.spilled(value, expr.span());
                }
            }
            _ => {}
        }
        expr
    }

    fn spill_binary(&mut self, binary: &mut syn::ExprBinary) -> syn::Expr {
        let lazy = matches!(binary.op, syn::BinOp::And(_) | syn::BinOp::Or(_));
        if lazy && self.needs_statements(&binary.right) {
            let (left, right, span) = (&binary.left, &binary.right, binary.span());
            let (then, otherwise): (syn::Expr, syn::Expr) = match binary.op {
                syn::BinOp::And(_) => ((**right).clone(), syn::parse_quote!(false)),
                _ => (syn::parse_quote!(true), (**right).clone()),
            };
            let block = |value: syn::Expr| {
                let mut block: syn::Block = syn::parse_quote_spanned!(span=> {});
                block.stmts.push(syn::Stmt::Expr(value, None));
                block
            };
            let mut choice: syn::ExprIf = syn::parse_quote_spanned!(span=> if true {} else {});
            (choice.cond, choice.then_branch) = (left.clone(), block(then));
            choice.else_branch = choice.else_branch.map(|(token, _)| {
                let block = syn::ExprBlock { attrs: Vec::new(), label: None, block: block(otherwise) };
                (token, Box::new(syn::Expr::Block(block)))
            });
            let value = self.control_value(&syn::Expr::If(choice));
            return self.spilled(value, span);
        }
        if lazy {
            *binary.left = self.spill(&binary.left);
        } else {
            self.spill_all(vec![&mut binary.left, &mut binary.right]);
        }
        syn::Expr::Binary(binary.clone())
    }

    /// A call that changes something itself, or one of whose arguments does.
    fn spill_call(&mut self, expr: &syn::Expr) -> syn::Expr {
        if self.has_changing_closure(expr) {
            return expr.clone();
        }
        if let syn::Expr::MethodCall(call) = expr
            && let Some(item) = self.consumed(call, &Ty::Unknown)
        {
            let value = self.item_value(item, expr.span());
            return self.spilled(value, expr.span());
        }
        if !self.changes_of(&without_arguments(expr), expr).is_empty() {
            let value = match expr {
                syn::Expr::MethodCall(call) => self.method(call),
                syn::Expr::Call(call) => match self.called_closure(call) {
                    Some(closure) => {
                        let item = self.call_closure(call, &closure);
                        self.item_value(item, expr.span())
                    }
                    None => self.call(call),
                },
                _ => self.rvalue(expr),
            };
            return self.spilled(value, expr.span());
        }
        let mut expr = expr.clone();
        match &mut expr {
            // While it is lent to the call, no argument changes it.
            syn::Expr::MethodCall(call) if self.is_lent(&call.receiver) => {
                self.spill_all(call.args.iter_mut().collect());
            }
            syn::Expr::MethodCall(call) => {
                let receiver = std::iter::once(&mut *call.receiver);
                self.spill_all(receiver.chain(&mut call.args).collect());
            }
            syn::Expr::Call(call) => self.spill_all(call.args.iter_mut().collect()),
            _ => {}
        }
        expr
    }

    /// Whether a receiver is a container that a method borrows.
    fn is_lent(&self, receiver: &syn::Expr) -> bool {
        let is_container = |ty: &Ty| matches!(ty, Ty::Vec(_)) || matches!(ty, Ty::Named(_) if ty.is_of_library());
        matches!(receiver, syn::Expr::Path(_) | syn::Expr::Field(_)) && is_container(self.type_of(receiver).peel())
    }

    /// Whether a closure that changes something is an argument: nobody sees when it is called.
    fn has_changing_closure(&self, expr: &syn::Expr) -> bool {
        let arguments = match expr {
            syn::Expr::MethodCall(call) => &call.args,
            syn::Expr::Call(call) => &call.args,
            _ => return false,
        };
        arguments
            .iter()
            .any(|argument| matches!(argument, syn::Expr::Closure(_)) && !self.changes_of(argument, expr).is_empty())
    }

    /// Expressions in order of evaluation.
    fn spill_all(&mut self, mut list: Vec<&mut syn::Expr>) {
        for index in 0..list.len() {
            let later = list[index + 1..].iter().any(|expr| self.needs_statements(expr));
            let changed = list[index + 1..].iter().any(|expr| !self.written_by(expr).is_empty());
            *list[index] = self.spill(list[index]);
            let held = match list[index] {
                syn::Expr::Lit(_) | syn::Expr::Reference(_) | syn::Expr::Closure(_) => true,
                syn::Expr::Path(_) | syn::Expr::Field(_) => !changed,
                _ => false,
            };
            if later && !held {
                let value = self.rvalue(list[index]);
                *list[index] = self.spilled(value, list[index].span());
            }
        }
    }

    /// A name for a variable that holds `value`.
    fn spilled(&mut self, value: Value, span: Span) -> syn::Expr {
        let var = self.materialize(value, span);
        let name = format_ident!("__chainrule_spilled_{}", var.0, span = span);
        self.scopes.bind(name.to_string(), Binding::Var(var));
        syn::parse_quote!(#name)
    }
}

/// A call whose arguments change nothing but what they lend.
fn without_arguments(expr: &syn::Expr) -> syn::Expr {
    let mut expr = expr.clone();
    let keep = |argument: &syn::Expr| match argument {
        syn::Expr::Reference(reference) => !matches!(*reference.expr, syn::Expr::Call(_) | syn::Expr::MethodCall(_)),
        syn::Expr::Path(_) | syn::Expr::Field(_) | syn::Expr::Closure(_) => true,
        _ => false,
    };
    let arguments = match &mut expr {
        syn::Expr::MethodCall(call) => &mut call.args,
        syn::Expr::Call(call) => &mut call.args,
        _ => return expr,
    };
    for argument in arguments.iter_mut().filter(|argument| !keep(argument)) {
        *argument = syn::parse_quote!(0);
    }
    if let syn::Expr::MethodCall(call) = &mut expr
        && matches!(*call.receiver, syn::Expr::Call(_) | syn::Expr::MethodCall(_))
    {
        call.receiver = syn::parse_quote!(0);
    }
    expr
}

/// `matches!(value, pattern)` as the `match` that it stands for.
fn as_match(invocation: &syn::Macro) -> Option<syn::Expr> {
    if invocation.path.segments.last()?.ident != "matches" {
        return None;
    }
    let parse = |input: syn::parse::ParseStream| {
        let value: syn::Expr = input.parse()?;
        input.parse::<syn::Token![,]>()?;
        let pattern = input.parse::<proc_macro2::TokenStream>()?;
        Ok((value, pattern))
    };
    let (value, pattern) = invocation.parse_body_with(parse).ok()?;
    syn::parse2(quote::quote!(match #value { #pattern => true, _ => false })).ok()
}
