//! Closures: a closure bound by `let` is inlined where it is called.
//!
//! Its names are resolved where it was written, so that a later `let` of the same name is not captured. What it captures
//! by reference is the variable itself; a `move` closure gets copies of what may change. A `return` inside leaves a
//! labeled block.

use std::collections::HashMap;
use std::rc::Rc;

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::visit_mut::VisitMut;

use super::item::Item;
use super::resolve::Resolver;
use super::scope::Binding;
use super::{Key, Lowering, Value};
use crate::diagnostic::Message;
use crate::ir::{Expr, Role, StmtKind, VarId};
use crate::types::Ty;

/// A closure with the names that it sees.
#[derive(Debug)]
pub struct Closure {
    pub(super) syntax: Rc<syn::ExprClosure>,
    pub(super) scopes: Vec<HashMap<String, Binding>>,
    /// What it captures.
    pub(super) captures: Vec<VarId>,
    /// It changes what it captures.
    pub(super) changes: bool,
}

impl Closure {
    pub(super) fn find(&self, name: &str) -> Option<&Binding> {
        self.scopes.iter().rev().find_map(|scope| scope.get(name))
    }
}

impl Lowering<'_> {
    /// `let g = |x| …;`: whether calls of `g` are inlined. A closure that touches nothing differentiated stays as it is.
    pub(super) fn bind_closure(&mut self, name: &syn::PatIdent, closure: &syn::ExprClosure) -> bool {
        let key: Key = &raw const name.ident;
        let made = self.closure(closure, true);
        let varied = made.captures.iter().any(|var| self.varied[var.0 as usize] && !self.ty_of(*var).is_passive());
        if !varied && !made.changes && !self.facts.inlined.contains(&key) {
            self.plain_closures.insert(key);
            return false;
        }
        self.scopes.bind(name.ident.to_string(), Binding::Closure(made));
        true
    }

    /// A closure and what it captures. One that is `kept` may see later changes, unless it is `move`.
    pub(super) fn closure(&mut self, closure: &syn::ExprClosure, kept: bool) -> Rc<Closure> {
        let syntax = self.same_in_every_round(closure);
        let mut copy = closure.clone();
        let mut resolver = Resolver::new(self);
        resolver.visit_expr_closure_mut(&mut copy);
        let changes = resolver.changing.is_some();
        let captures = resolver.reads;
        let mut made = Closure { syntax, scopes: self.scopes.snapshot(), captures, changes };
        if closure.capture.is_some() && (kept || changes) {
            self.copy_captures(&mut made, closure.span());
        }
        Rc::new(made)
    }

    /// The same syntax at the same address in each round, since declarations are known by their addresses.
    fn same_in_every_round(&mut self, closure: &syn::ExprClosure) -> Rc<syn::ExprClosure> {
        let text = format!("{:?} {}", closure.or1_token.span(), closure.to_token_stream());
        Rc::clone(self.facts.closures.entry(text).or_insert_with(|| Rc::new(closure.clone())))
    }

    /// What a `move` closure captures and what may change is its own from here on.
    fn copy_captures(&mut self, closure: &mut Closure, span: Span) {
        let mut own = HashMap::new();
        let mut names: Vec<(String, VarId)> = Vec::new();
        for (name, binding) in closure.scopes.iter().flatten() {
            if let Binding::Var(var) = binding
                && closure.captures.contains(var)
                && matches!(closure.find(name), Some(Binding::Var(visible)) if visible == var)
            {
                names.push((name.clone(), *var));
            }
        }
        names.sort();
        names.dedup();
        for (name, var) in names {
            let (ty, mutable) = (self.ty_of(var).clone(), self.function.var(var).mutable);
            if !mutable || matches!(ty, Ty::Ref(..)) {
                continue;
            }
            let copy = self.named(name.trim_start_matches("r#"), ty, true, Role::Local);
            self.mark_varied(copy, &Expr::var(var));
            self.emit(StmtKind::Let { var: copy, value: Expr::var(var) }, span);
            closure.captures.iter_mut().filter(|captured| **captured == var).for_each(|captured| *captured = copy);
            own.insert(name, Binding::Var(copy));
        }
        closure.scopes.push(own);
    }

    /// The closure that `callee` names.
    pub(super) fn named_closure(&self, callee: &syn::Expr) -> Option<Rc<Closure>> {
        match callee {
            syn::Expr::Paren(inner) => self.named_closure(&inner.expr),
            syn::Expr::Group(inner) => self.named_closure(&inner.expr),
            syn::Expr::Reference(inner) => self.named_closure(&inner.expr),
            syn::Expr::Path(path) => match self.scopes.find(&path.path.get_ident()?.to_string())? {
                Binding::Closure(closure) => Some(Rc::clone(closure)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The closure that `call` calls, by its name or where it is written.
    pub(super) fn called_closure(&mut self, call: &syn::ExprCall) -> Option<Rc<Closure>> {
        let mut callee = &*call.func;
        while let syn::Expr::Paren(inner) = callee {
            callee = &inner.expr;
        }
        match callee {
            syn::Expr::Closure(closure) => Some(self.closure(closure, false)),
            _ => self.named_closure(callee),
        }
    }

    /// `g(a, b)`
    pub(super) fn call_closure(&mut self, call: &syn::ExprCall, closure: &Rc<Closure>) -> Item {
        let arguments = self.items(call.args.iter());
        self.inline(closure, arguments, call.span())
    }

    /// `g(a, b);`
    pub(super) fn closure_statement(&mut self, call: &syn::ExprCall) {
        let Some(closure) = self.called_closure(call) else { return };
        let item = self.call_closure(call, &closure);
        self.discard(item, call.span());
    }

    /// Expressions in order of evaluation, as they are passed.
    pub(super) fn items<'e>(&mut self, list: impl Iterator<Item = &'e syn::Expr>) -> Vec<Item> {
        let mut items: Vec<(usize, Item)> = Vec::new();
        for expr in list {
            let start = self.out.len();
            let item = self.item(expr);
            let item = self.atomic_item(item, expr.span());
            self.keep_items(&mut items, start, expr.span());
            items.push((self.out.len(), item));
        }
        items.into_iter().map(|(_, item)| item).collect()
    }

    /// `expr` as it is passed on: references stand for their places, tuples for their parts.
    pub(super) fn item(&mut self, expr: &syn::Expr) -> Item {
        match expr {
            syn::Expr::Paren(inner) => self.item(&inner.expr),
            syn::Expr::Group(inner) => self.item(&inner.expr),
            syn::Expr::Tuple(tuple) if !tuple.elems.is_empty() => Item::Tuple(self.items(tuple.elems.iter())),
            syn::Expr::Block(block) if block.label.is_none() && block.attrs.is_empty() => {
                self.scopes.enter();
                let item = self.block_item(&block.block);
                self.scopes.leave();
                item
            }
            syn::Expr::Reference(reference) => {
                let mutable = reference.mutability.is_some();
                if let Some((place, ty)) = self.place(&reference.expr) {
                    let place = self.freeze(place, expr.span());
                    return Item::reference(place, ty, mutable);
                }
                if !self.is_varied(expr) {
                    return Item::Value(self.rvalue(expr));
                }
                let inner = self.item(&reference.expr);
                Item::Ref(Box::new(self.atomic_item(inner, expr.span())))
            }
            syn::Expr::Path(path) => {
                let binding = path.path.get_ident().and_then(|ident| self.scopes.find(&ident.to_string()).cloned());
                match binding {
                    Some(Binding::Item(item)) => item,
                    Some(Binding::Alias { place, mutable, ty }) => Item::reference(place, ty, mutable),
                    Some(Binding::Var(var)) if matches!(self.ty_of(var), Ty::Ref(..)) => {
                        Item::variable(var, self.ty_of(var).clone())
                    }
                    _ => Item::Value(self.rvalue(expr)),
                }
            }
            syn::Expr::Call(_) | syn::Expr::MethodCall(_) => {
                let expected = std::mem::take(&mut self.expected);
                if let syn::Expr::Call(call) = expr
                    && let Some(closure) = self.called_closure(call)
                {
                    return self.call_closure(call, &closure);
                }
                self.consumer_item(expr, &expected).unwrap_or_else(|| Item::Value(self.rvalue(expr)))
            }
            _ => Item::Value(self.rvalue(expr)),
        }
    }

    /// The statements of `block` here, and its value.
    fn block_item(&mut self, block: &syn::Block) -> Item {
        let Some((syn::Stmt::Expr(tail, None), before)) = block.stmts.split_last() else {
            self.block_into(block, None);
            return Item::unit();
        };
        self.stmts(block, before);
        if is_statement(tail) {
            self.statement(tail);
            return Item::unit();
        }
        self.item(tail)
    }

    /// The value of `closure` for `arguments`.
    pub(super) fn inline(&mut self, closure: &Rc<Closure>, arguments: Vec<Item>, span: Span) -> Item {
        let syntax = Rc::clone(&closure.syntax);
        let outside = self.scopes.replace(closure.scopes.clone());
        self.scopes.enter();
        for (pattern, argument) in syntax.inputs.iter().zip(arguments) {
            self.bind_item(pattern, argument);
        }
        let item = self.body_item(&syntax, span);
        self.scopes.replace(outside);
        self.learn_result(&syntax, &item);
        item
    }

    /// The value of the body of a closure whose parameters are bound.
    pub(super) fn body_item(&mut self, syntax: &syn::ExprClosure, span: Span) -> Item {
        if is_statement(&syntax.body) {
            self.statement(&syntax.body);
            return Item::unit();
        }
        let item = if returns(&syntax.body) { self.with_returns(syntax, span) } else { self.item(&syntax.body) };
        match (&syntax.output, item) {
            (syn::ReturnType::Type(_, ty), Item::Value(value)) => {
                let ty = Ty::of(ty).meet(&value.ty);
                self.unify_value(&value, &ty);
                Item::Value(Value { expr: value.expr, ty })
            }
            (_, item) => item,
        }
    }

    /// A body with `return` is a labeled block.
    fn with_returns(&mut self, syntax: &syn::ExprClosure, span: Span) -> Item {
        let result = gives_value(syntax).then(|| {
            let ty = match &syntax.output {
                syn::ReturnType::Type(_, ty) => Ty::of(ty),
                syn::ReturnType::Default => Ty::Unknown,
            };
            self.deferred(ty, None, span)
        });
        self.labeled(None, result, span, |this| {
            let id = this.loops.last().map(|enclosing| enclosing.id);
            this.returns.extend(id.map(|id| (id, result)));
            this.deliver(&syntax.body, result);
            this.returns.pop();
        });
        result.map_or_else(Item::unit, |var| Item::variable(var, self.ty_of(var).clone()))
    }

    /// A call is known by the type of its last result.
    fn learn_result(&mut self, syntax: &Rc<syn::ExprClosure>, item: &Item) {
        let ty = item.ty();
        let known = self.facts.results.entry(Rc::as_ptr(syntax)).or_default();
        if ty.is_passive() && !known.is_passive() {
            *known = ty;
            self.changed = true;
        }
    }

    /// The type of the result of `closure`, as far as an earlier call has shown it.
    pub(super) fn result_of_closure(&self, closure: &Closure) -> Ty {
        self.facts.results.get(&Rc::as_ptr(&closure.syntax)).cloned().unwrap_or_default()
    }

    /// A closure that is called although its definition was left as it is: from the next round on it is inlined.
    pub(super) fn inline_from_now_on(&mut self, var: VarId) -> bool {
        let Some(key) = self.keys[var.0 as usize].filter(|key| self.plain_closures.contains(key)) else {
            return false;
        };
        self.changed |= self.facts.inlined.insert(key);
        true
    }

    /// A closure where a value is wanted.
    pub(super) fn escaping_closure(&mut self, expr: &syn::Expr) -> Value {
        self.refuse(
            Message::new("this closure escapes")
                .note("it captures or changes what is differentiated, and chainrule does not see where it is called")
                .help("bind it by `let` and call it in the same function, or pass it to a method of an iterator"),
            expr,
        )
    }
}

/// Whether the value of `body` is `()`, as its syntax tells.
pub fn gives_nothing(body: &syn::Expr) -> bool {
    match body {
        syn::Expr::Block(block) => match block.block.stmts.last() {
            Some(syn::Stmt::Expr(syn::Expr::Return(_) | syn::Expr::Loop(_), _)) => false,
            Some(syn::Stmt::Expr(tail, None)) => gives_nothing(tail),
            Some(_) => !returns(body),
            None => true,
        },
        body => is_statement(body),
    }
}

/// An expression that stands for its effect.
fn is_statement(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Assign(_) | syn::Expr::ForLoop(_) | syn::Expr::While(_) => true,
        syn::Expr::Binary(binary) => super::opaque::is_compound(&binary.op),
        syn::Expr::If(branch) => branch.else_branch.is_none(),
        syn::Expr::MethodCall(call) => matches!(call.method.to_string().as_str(), "push" | "for_each"),
        syn::Expr::Macro(invocation) => invocation
            .mac
            .path
            .segments
            .last()
            .is_some_and(|segment| super::stmt::EFFECTS.contains(&segment.ident.to_string().as_str())),
        _ => false,
    }
}

/// Whether `body` holds a `return` or `?` of its own.
fn returns(body: &syn::Expr) -> bool {
    struct Returns(bool);
    impl<'ast> Visit<'ast> for Returns {
        fn visit_expr(&mut self, expr: &'ast syn::Expr) {
            match expr {
                syn::Expr::Return(_) | syn::Expr::Try(_) => self.0 = true,
                syn::Expr::Closure(_) | syn::Expr::Async(_) => {}
                _ => syn::visit::visit_expr(self, expr),
            }
        }
        fn visit_item(&mut self, _item: &'ast syn::Item) {}
    }
    let mut found = Returns(false);
    found.visit_expr(body);
    found.0
}

/// Whether a closure with `return`s has a value.
fn gives_value(closure: &syn::ExprClosure) -> bool {
    struct Bare(bool);
    impl<'ast> Visit<'ast> for Bare {
        fn visit_expr_return(&mut self, jump: &'ast syn::ExprReturn) {
            self.0 |= jump.expr.is_none();
        }
        fn visit_expr_closure(&mut self, _closure: &'ast syn::ExprClosure) {}
        fn visit_item(&mut self, _item: &'ast syn::Item) {}
    }
    let mut bare = Bare(false);
    bare.visit_expr(&closure.body);
    !bare.0
}
