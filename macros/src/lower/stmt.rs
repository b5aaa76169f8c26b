//! Statements: bindings, assignments, and the methods that change a container.

use proc_macro2::Span;
use quote::{ToTokens, quote};
use syn::spanned::Spanned;

use super::opaque::is_compound;
use super::scope::Binding;
use super::{Lowering, Value};
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
            syn::Expr::MethodCall(call) if call.method == "for_each" && self.is_iterator(&call.receiver) => {
                self.consumed(call, &Ty::Unit);
            }
            syn::Expr::Tuple(tuple) if tuple.elems.is_empty() => {}
            _ if super::control::is_control_flow(expr) => self.control(expr, None),
            syn::Expr::Call(call) if self.is_memory(call) => {
                self.memory(call);
            }
            syn::Expr::Call(call) if self.called_closure(call).is_some() => self.closure_statement(call),
            syn::Expr::Call(_) | syn::Expr::MethodCall(_) if self.is_varied(expr) => {
                let value = self.rvalue(expr);
                if matches!(value.expr, Expr::Call(_)) {
                    self.emit(StmtKind::Eval(value.expr), expr.span());
                } else if !value.expr.is_atom() {
                    self.materialize(value, expr.span());
                }
            }
            _ if self.is_varied(expr) && !self.type_of(expr).is_passive() => {
                let value = self.rvalue(expr);
                self.materialize(value, expr.span());
            }
            _ => {
                let opaque = self.opaque_value(expr);
                let mut tokens = opaque.tokens;
                let stream = &tokens.stream;
                tokens.stream = quote!(#stream;);
                self.emit(StmtKind::Passive { tokens, writes: opaque.writes }, expr.span());
            }
        }
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

    fn assignment(&mut self, assign: &syn::ExprAssign) {
        if let syn::Expr::Infer(_) = &*assign.left {
            return self.statement(&assign.right);
        }
        if let syn::Expr::Tuple(syn::ExprTuple { elems, .. }) | syn::Expr::Array(syn::ExprArray { elems, .. }) =
            &*assign.left
        {
            let targets: Vec<&syn::Expr> = elems.iter().collect();
            return self.destructure(&targets, matches!(*assign.left, syn::Expr::Array(_)), &assign.right);
        }
        if let Some(moving) = self.moving(&assign.left) {
            return self.move_reference(&moving, &assign.right);
        }
        if super::control::is_control_flow(&assign.right)
            && let Some(var) = self.own_variable(&assign.left)
            && self.needs_structure(&assign.right)
        {
            // Each arm ends with the assignment.
            return self.control(&assign.right, Some(var));
        }
        let value = self.rvalue(&assign.right);
        self.assign_to(&assign.left, Update::Set, value, assign.span());
    }

    /// The variable that `expr` names, where it is no reference.
    fn own_variable(&self, expr: &syn::Expr) -> Option<VarId> {
        let syn::Expr::Path(path) = expr else { return None };
        match self.scopes.find(&path.path.get_ident()?.to_string()) {
            Some(Binding::Var(var)) if !matches!(self.ty_of(*var), Ty::Ref(..)) => Some(*var),
            _ => None,
        }
    }

    /// `(a, b) = (b, a + b);`, `[a, b] = [b, a];`
    fn destructure(&mut self, targets: &[&syn::Expr], array: bool, right: &syn::Expr) {
        if self.move_references(targets, right) {
            return;
        }
        let values: Vec<Value> = match right {
            syn::Expr::Tuple(syn::ExprTuple { elems, .. }) | syn::Expr::Array(syn::ExprArray { elems, .. })
                if elems.len() == targets.len() =>
            {
                let list: Vec<&syn::Expr> = elems.iter().collect();
                let operands = self.operands(&list);
                // All values are read before the first target changes.
                operands
                    .into_iter()
                    .map(|value| {
                        let ty = value.ty.clone();
                        Value { expr: Expr::var(self.materialize(value, right.span())), ty }
                    })
                    .collect()
            }
            _ => {
                let value = self.rvalue(right);
                let var = self.materialize(value, right.span());
                let part = |index: usize| {
                    let mut place = Place::of(var);
                    let literal = proc_macro2::Literal::usize_unsuffixed(index);
                    place.path.push(if array {
                        crate::ir::Step::Index(Expr::Tokens(super::opaque::constant(quote!(#literal))))
                    } else {
                        crate::ir::Step::Field(syn::Member::from(index))
                    });
                    Value { ty: self.function.place_ty(&place), expr: Expr::Place(place) }
                };
                (0..targets.len()).map(part).collect()
            }
        };
        for (target, value) in targets.iter().zip(values) {
            if !matches!(target, syn::Expr::Infer(_)) {
                self.assign_to(target, Update::Set, value, target.span());
            }
        }
    }

    fn compound(&mut self, binary: &syn::ExprBinary) {
        let Some(op) = super::expr::operator(&binary.op) else {
            // Bit operations: integers.
            return self.passive_update(binary);
        };
        if self.type_of(&binary.left).is_passive() {
            return self.passive_update(binary);
        }
        let is_float = self.type_of(&binary.left).peel().is_float();
        let right = if is_float { &*binary.right } else { super::operator::behind_reference(&binary.right).0 };
        let value = self.rvalue(right);
        // Only the factors of a sum may stay an operation: the others are read again in the reverse sweep.
        let is_sum = matches!(op, crate::ir::Op::Add | crate::ir::Op::Sub) && is_float;
        let value = if is_sum || value.expr.is_atom() {
            value
        } else {
            let ty = value.ty.clone();
            Value { expr: Expr::var(self.materialize(value, binary.right.span())), ty }
        };
        if is_float || self.sums_floats(&binary.left, op, &value) {
            return self.assign_to(&binary.left, Update::By(op), value, binary.span());
        }
        let value = self.operand_as_written(&binary.right, value);
        self.compound_by_rule(&binary.left, op, value, binary.span());
    }

    /// Whether a variable of which nothing is known is taken to be a float: a float is added to it. A type of the user's
    /// that takes one is written in the `let`.
    fn sums_floats(&mut self, target: &syn::Expr, op: crate::ir::Op, value: &Value) -> bool {
        let is_sum = matches!(op, crate::ir::Op::Add | crate::ir::Op::Sub);
        let float = value.ty.peel().clone();
        if !is_sum || !matches!(float, Ty::Float(Some(_))) || !matches!(target, syn::Expr::Path(_)) {
            return false;
        }
        match self.place(target) {
            Some((place, Ty::Unknown)) if place.path.is_empty() => {
                self.refine(&place, &float);
                true
            }
            _ => false,
        }
    }

    /// `k += 1;`, `bits |= 4;`: a statement of integers.
    fn passive_update(&mut self, binary: &syn::ExprBinary) {
        let right = self.opaque_value(&binary.right);
        let Some((place, _)) = self.place(&binary.left) else { return self.not_a_place(&binary.left) };
        let (op, right_tokens) = (&binary.op, &right.tokens.stream);
        let target = crate::emit::place_mut(&self.function, &place);
        let mut reads = right.tokens.reads;
        reads.push(place.root);
        place.for_each_index(&mut |var| reads.push(var));
        let tokens = Tokens { stream: quote!(#target #op #right_tokens;), reads, flows: Vec::new(), cheap: true };
        let mut writes = right.writes;
        writes.push(place.root);
        self.emit(StmtKind::Passive { tokens, writes }, binary.span());
    }

    fn assign_to(&mut self, target: &syn::Expr, update: Update, value: Value, span: Span) {
        // The value is there before the target is looked up.
        let start = self.out.len();
        self.note_written(target, &value);
        let Some((place, ty)) = self.target(target) else { return self.not_a_place(target) };
        let place = self.freeze_own(place, target.span());
        let changes = self.written_since(start).into_iter().any(|var| value.expr.reads(var));
        let value = if changes { self.snapshot(start, value, span) } else { value };
        let value =
            Value { ty: if update == Update::Set { value.ty.clone() } else { value.ty.peel().clone() }, ..value };
        self.unify(&value, ty.peel());
        if let Ty::Float(Some(_)) = value.ty {
            self.refine(&place, &value.ty.clone());
        }
        let (update, value) = self.as_sum(&place, update, value);
        self.assign(place, update, value, span);
    }

    /// `s = s + e;` is `s += e;`, which fuses, and reads nothing in the reverse sweep.
    fn as_sum(&self, target: &Place, update: Update, value: Value) -> (Update, Value) {
        use crate::ir::Op;
        let Expr::Binary(op @ (Op::Add | Op::Sub), left, right) = &value.expr else { return (update, value) };
        let name = crate::emit::place(&self.function, target).to_string();
        let is_target = |side: &Expr| {
            matches!(side, Expr::Place(place) if place.root == target.root)
                && crate::emit::expr(&self.function, side).to_string() == name
        };
        if update != Update::Set || !value.ty.is_float() {
            return (update, value);
        }
        let rest = match (is_target(left), is_target(right)) {
            (true, _) => right,
            (false, true) if *op == Op::Add => left,
            _ => return (update, value),
        };
        (Update::By(*op), Value { expr: (**rest).clone(), ty: value.ty.clone() })
    }

    pub(super) fn not_a_place(&mut self, target: &syn::Expr) {
        // A name whose binding was refused.
        if let syn::Expr::Path(path) = target
            && let Some(name) = path.path.get_ident()
            && self.scopes.find(&name.to_string()).is_none()
            && !self.errors.is_empty()
        {
            return;
        }
        self.error(
            Message::new("chainrule cannot follow this assignment")
                .note("its target is neither a local variable nor a part of one")
                .help("assign to a variable, an element or a field"),
            target,
        );
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
