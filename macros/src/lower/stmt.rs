//! Statements: bindings, assignments, and the methods that change a container.

use proc_macro2::Span;
use quote::{ToTokens, quote};
use syn::spanned::Spanned;

use super::Lowering;
use super::opaque::is_compound;
use super::scope::Binding;
use crate::diagnostic::Message;
use crate::helper_attributes;
use crate::ir::{Exit, Expr, LoopId, Place, Role, StmtKind, Tokens, Update, VarId};
use crate::types::Ty;

/// Macros that do something beside the computation.
pub(super) const EFFECTS: &[&str] = &[
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "println",
    "eprintln",
    "print",
    "eprint",
    "panic",
    "unreachable",
    "todo",
    "unimplemented",
    "dbg",
];

/// Macros that never return.
const DIVERGING: &[&str] = &["panic", "unreachable", "todo", "unimplemented"];

/// Whether `expr` is a macro that never returns.
pub(super) fn diverges(expr: &syn::Expr) -> bool {
    matches!(expr, syn::Expr::Macro(invocation) if is_named(&invocation.mac, DIVERGING))
}

fn is_named(invocation: &syn::Macro, names: &[&str]) -> bool {
    invocation.path.segments.last().is_some_and(|segment| names.contains(&segment.ident.to_string().as_str()))
}

impl Lowering<'_> {
    /// Lowers a block in the present scope; its value goes to `target`.
    pub(super) fn block_into(&mut self, block: &syn::Block, target: Option<VarId>) {
        match block.stmts.split_last() {
            Some((last @ syn::Stmt::Expr(tail, None), before)) => {
                self.stmts(block, before);
                self.lent.extend(self.lending.drain(..));
                match helper_attributes::checkpoint(last) {
                    Some(checkpoint) => self.checkpointed(&checkpoint, |this| this.deliver(tail, target)),
                    None => self.deliver(tail, target),
                }
            }
            _ => self.stmts(block, &block.stmts),
        }
    }

    /// The first statements of `block`.
    pub(super) fn stmts(&mut self, block: &syn::Block, first: &[syn::Stmt]) {
        self.nested_items(block);
        for stmt in first {
            match helper_attributes::checkpoint(stmt) {
                Some(checkpoint) => self.checkpointed(&checkpoint, |this| this.one(stmt)),
                None => self.one(stmt),
            }
        }
    }

    fn one(&mut self, stmt: &syn::Stmt) {
        self.lent.extend(self.lending.drain(..));
        match stmt {
            syn::Stmt::Local(local) => self.local(local),
            syn::Stmt::Item(_) => {}
            syn::Stmt::Expr(expr, _) => self.statement(expr),
            syn::Stmt::Macro(invocation) => self.effect(&invocation.mac),
        }
    }

    fn nested_items(&mut self, block: &syn::Block) {
        for stmt in &block.stmts {
            let syn::Stmt::Item(item) = stmt else { continue };
            match item {
                syn::Item::Const(constant) => {
                    self.scopes.bind(constant.ident.to_string(), Binding::Constant(Ty::of(&constant.ty)));
                }
                syn::Item::Static(item) => {
                    let message = Message::new("a `static` inside of a differentiated function is not supported")
                        .note("every companion would have one of its own")
                        .help("move it out of the function, or make it a `const`");
                    self.error(message, &item.static_token);
                }
                syn::Item::Fn(function) => {
                    let differentiated = function
                        .attrs
                        .iter()
                        .any(|attribute| attribute.path().segments.last().is_some_and(|s| s.ident == "differentiate"));
                    if !differentiated {
                        self.scopes.plain_functions.insert(function.sig.ident.to_string());
                    }
                }
                _ => {}
            }
            self.function.items.push(item.to_token_stream());
        }
    }

    /// Gives the value of `expr` to `target`; without one, only its effects matter.
    pub(super) fn deliver(&mut self, expr: &syn::Expr, target: Option<VarId>) {
        let Some(target) = target else { return self.statement(expr) };
        if diverges(expr) {
            return self.statement(expr);
        }
        if super::control::is_control_flow(expr) {
            return self.control(expr, Some(target));
        }
        if self.results.is_some() && self.function.result == Some(target) {
            return self.deliver_place(expr, target);
        }
        let value = self.rvalue_as(expr, &self.ty_of(target).clone());
        let ty = value.ty.clone();
        self.refine_var(target, &ty);
        self.assign(Place::of(target), Update::Set, value, expr.span());
    }

    /// An expression for its effects.
    pub(super) fn statement(&mut self, expr: &syn::Expr) {
        match expr {
            syn::Expr::Paren(inner) => self.statement(&inner.expr),
            syn::Expr::Assign(assign) => self.assignment(assign),
            syn::Expr::Binary(binary) if is_compound(&binary.op) => self.compound(binary),
            syn::Expr::Macro(invocation) if is_named(&invocation.mac, EFFECTS) => self.effect(&invocation.mac),
            syn::Expr::MethodCall(call) if self.mutation(call) => {}
            syn::Expr::MethodCall(call) if call.method == "for_each" && self.gives_items(&call.receiver) => {
                self.consumed(call, &Ty::Unit);
            }
            syn::Expr::MethodCall(call) if self.moves_on(call) => {}
            syn::Expr::Tuple(tuple) if tuple.elems.is_empty() => {}
            _ if self.drops_later(expr) => {}
            _ if super::control::is_control_flow(expr) => self.control(expr, None),
            syn::Expr::Call(call) if self.is_memory(call) => {
                self.memory(call);
            }
            syn::Expr::Call(call) if self.called_closure(call).is_some() => self.closure_statement(call),
            syn::Expr::Call(_) | syn::Expr::MethodCall(_) if self.is_varied(expr) => {
                let value = self.rvalue(expr);
                if value.expr.call().is_some() && !value.ty.has_shape() {
                    self.emit(StmtKind::Eval(value.expr), expr.span());
                } else if !value.expr.is_atom() {
                    self.materialize(value, expr.span());
                }
            }
            _ if self.is_varied(expr) && !self.type_of(expr).is_passive() => {
                let value = self.rvalue(expr);
                self.materialize(value, expr.span());
            }
            _ => self.passive_statement(expr),
        }
    }

    /// A statement of values without derivatives.
    pub(super) fn passive_statement(&mut self, expr: &syn::Expr) {
        let opaque = self.opaque_value(expr);
        let mut tokens = opaque.tokens;
        let stream = &tokens.stream;
        tokens.stream = quote!(#stream;);
        self.emit(StmtKind::Passive { tokens, writes: opaque.writes }, expr.span());
    }

    fn effect(&mut self, invocation: &syn::Macro) {
        if !is_named(invocation, EFFECTS) {
            let name = super::expr::text(&invocation.path);
            self.error(
                Message::new(format!("chainrule cannot look into `{name}!`"))
                    .note("a macro may read and change any variable, and its expansion is not visible to the attribute")
                    .help("write out what the macro does, or move it into a function"),
                &invocation.path,
            );
            return;
        }
        let opaque = self.opaque_macro(invocation);
        let Tokens { stream, reads, .. } = opaque.tokens;
        let tokens = Tokens { stream: quote!(#stream;), reads, flows: Vec::new(), cheap: false };
        self.emit(StmtKind::Passive { tokens, writes: opaque.writes }, invocation.span());
    }

    /// The number of elements at `place`.
    pub(super) fn length(&mut self, place: &Place) -> Expr {
        if let Some(crate::ir::Step::Slice(lo, Some(hi))) = place.path.last() {
            return self.slice_length(lo, hi);
        }
        if let Ty::Array(_, len) = self.function.place_ty(place).peel()
            && !crate::types::is_open(len)
        {
            return Expr::Tokens(super::opaque::constant(len.clone()));
        }
        let name = crate::emit::place(&self.function, place);
        let mut reads = Vec::new();
        place.for_each_index(&mut |var| reads.push(var));
        let fixed = self.is_borrowed_parameter(place.root);
        if !fixed {
            reads.push(place.root);
        }
        let tokens = Tokens { stream: quote!(#name.len()), reads, flows: Vec::new(), cheap: true };
        if fixed {
            return Expr::Tokens(tokens);
        }
        // A container of the function's own may be gone when the length is asked for again.
        let var = self.named("len", Ty::index(), false, Role::Local);
        self.emit(StmtKind::Let { var, value: Expr::Tokens(tokens) }, Span::mixed_site());
        Expr::var(var)
    }

    /// Behind a reference of the caller: in both sweeps, and always of one length, unless it is a `&mut Vec`.
    pub(super) fn is_borrowed_parameter(&self, var: VarId) -> bool {
        let info = self.function.var(var);
        let resizable = matches!(&info.ty, Ty::Ref(true, inner) if !matches!(**inner, Ty::Slice(_) | Ty::Array(..)));
        info.role == Role::Parameter && matches!(info.ty, Ty::Ref(..)) && !resizable
    }

    pub(super) fn new_loop(&mut self) -> LoopId {
        self.next_loop += 1;
        LoopId(self.next_loop)
    }

    /// A jump.
    pub(super) fn exit(&mut self, exit: Exit, span: Span) {
        self.emit(StmtKind::Exit(exit), span);
    }
}
