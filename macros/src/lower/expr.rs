//! Expressions: every active operation becomes a statement, every operand an atom.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;

use super::values::with_element;
use super::{Lowering, Value};
use crate::diagnostic::Message;
use crate::ir::{Expr, Op, Place, Role, StmtKind};
use crate::primitives;
use crate::types::Ty;

/// The two forms of `vec!`.
#[derive(Debug)]
pub(super) enum VecMacro {
    List(Vec<syn::Expr>),
    Repeat(syn::Expr, syn::Expr),
}

impl VecMacro {
    /// `None` for any other macro.
    pub(super) fn parse(invocation: &syn::Macro) -> Option<VecMacro> {
        if invocation.path.segments.last().is_none_or(|segment| segment.ident != "vec") {
            return None;
        }
        let repeat = |input: syn::parse::ParseStream| {
            let element: syn::Expr = input.parse()?;
            input.parse::<syn::Token![;]>()?;
            let len: syn::Expr = input.parse()?;
            Ok(VecMacro::Repeat(element, len))
        };
        invocation.parse_body_with(repeat).ok().or_else(|| {
            let list = Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
            invocation.parse_body_with(list).ok().map(|list| VecMacro::List(list.into_iter().collect()))
        })
    }

    /// Rewrites the elements, if it is one.
    pub(super) fn rewrite(invocation: &mut syn::Macro, change: &mut dyn FnMut(&mut syn::Expr)) {
        match VecMacro::parse(invocation) {
            Some(VecMacro::List(mut elements)) => {
                elements.iter_mut().for_each(change);
                invocation.tokens = quote!(#(#elements),*);
            }
            Some(VecMacro::Repeat(mut element, length)) => {
                change(&mut element);
                invocation.tokens = quote!(#element; #length);
            }
            None => {}
        }
    }
}

impl Lowering<'_> {
    /// Lowers `expr` to an operation on atoms, without a statement for the operation itself.
    pub(super) fn rvalue(&mut self, expr: &syn::Expr) -> Value {
        match expr {
            syn::Expr::Paren(inner) => return self.rvalue(&inner.expr),
            syn::Expr::Group(inner) => return self.rvalue(&inner.expr),
            syn::Expr::Assign(_) => return self.nothing(expr),
            syn::Expr::Binary(binary) if super::opaque::is_compound(&binary.op) => return self.nothing(expr),
            _ => {}
        }
        if let Some(value) = self.held_method(expr) {
            return value;
        }
        if super::control::is_control_flow(expr) {
            return self.control_value(expr);
        }
        if let syn::Expr::Call(call) = expr
            && let Some(closure) = self.called_closure(call)
            && (closure.changes || self.is_varied(expr))
        {
            let item = self.call_closure(call, &closure);
            return self.item_value(item, expr.span());
        }
        if let Some(item) = self.tuple_part(expr).cloned() {
            let item = Self::behind_item(item);
            return self.item_value(item, expr.span());
        }
        if let syn::Expr::Macro(invocation) = expr
            && let Some(parsed) = self.vec_macro(&invocation.mac)
            && let VecMacro::Repeat(element, len) = &*parsed
        {
            return self.repeated(element, len);
        }
        if !self.is_varied(expr) {
            return self.passive_value(expr);
        }
        let expected = match std::mem::take(&mut self.expected) {
            Ty::Unknown => self.wanted.remove(&std::ptr::from_ref(expr)).unwrap_or_default(),
            expected => expected,
        };
        if let Some(item) = self.consumer_item(expr, &expected) {
            return self.item_value(item, expr.span());
        }
        if let Some(value) = self.own_conversion(expr, &expected) {
            return value;
        }
        self.operation(expr)
    }

    /// The value of an assignment.
    fn nothing(&mut self, assignment: &syn::Expr) -> Value {
        self.statement(assignment);
        Value { expr: Expr::Tokens(super::opaque::constant(quote!(()))), ty: Ty::Unit }
    }

    /// Like [`Self::rvalue`], where the context wants a value of type `ty`.
    pub(super) fn rvalue_as(&mut self, expr: &syn::Expr, ty: &Ty) -> Value {
        if self.is_consumer(expr) || super::conversions::is_into(expr) {
            self.expected = ty.clone();
        } else {
            self.expect_type(expr, ty);
        }
        self.holder = super::option::Holder::of_type(ty);
        let value = self.rvalue(expr);
        self.holder = None;
        self.expected = Ty::Unknown;
        value
    }

    /// What an iterator gives to the method that consumes it.
    pub(super) fn consumer_item(&mut self, expr: &syn::Expr, expected: &Ty) -> Option<super::item::Item> {
        if !self.is_varied(expr) {
            return None;
        }
        match expr {
            syn::Expr::MethodCall(call) => self.consumed(call, expected),
            syn::Expr::Call(call) => self.array_of_function(call, expected),
            _ => None,
        }
    }

    /// A differentiated expression without control flow.
    fn operation(&mut self, expr: &syn::Expr) -> Value {
        match expr {
            syn::Expr::Call(_) | syn::Expr::MethodCall(_) if self.known_reference(expr).is_some() => self.read(expr),
            syn::Expr::Closure(_) => self.escaping_closure(expr),
            syn::Expr::Path(_) if self.named_closure(expr).is_some() => self.escaping_closure(expr),
            syn::Expr::Path(_) | syn::Expr::Field(_) | syn::Expr::Index(_) => self.read(expr),
            syn::Expr::Unary(unary) => match unary.op {
                syn::UnOp::Deref(_) => self.read(expr),
                syn::UnOp::Neg(_) => self.negation(&unary.expr),
                _ => self.not(unary),
            },
            syn::Expr::Binary(binary) if super::logic::is_logical(&binary.op) => self.logical(binary),
            syn::Expr::Binary(binary) => self.binary(binary),
            syn::Expr::Cast(cast) => {
                let value = self.atom(&cast.expr);
                Value { ty: Ty::of(&cast.ty), expr: Expr::Cast(Box::new(value.expr), cast.ty.to_token_stream()) }
            }
            syn::Expr::MethodCall(call) => self.method(call),
            syn::Expr::Call(call) => self.call(call),
            syn::Expr::Macro(invocation) => self.macro_value(&invocation.mac, expr),
            syn::Expr::Tuple(tuple) => {
                let (values, types) = self.atoms(tuple.elems.iter());
                Value { expr: Expr::Tuple(values), ty: Ty::Tuple(types) }
            }
            syn::Expr::Array(array) => {
                let ty = self.type_of(expr);
                let (values, types) = self.atoms(array.elems.iter());
                Value { expr: Expr::Array(values), ty: with_element(ty, types) }
            }
            syn::Expr::Repeat(repeat) => {
                let element = self.atom(&repeat.expr);
                let len = super::opaque::constant(repeat.len.to_token_stream());
                let ty = Ty::Array(Box::new(element.ty), len.stream.clone());
                Value { expr: Expr::Repeat { element: Box::new(element.expr), len, vec: false }, ty }
            }
            syn::Expr::Struct(literal) => self.struct_literal(literal),
            syn::Expr::Reference(reference) => self.reference_value(reference),
            _ => self.unknown(expr),
        }
    }

    /// Whether `expr` never carries a derivative, although it may read what does.
    pub(super) fn is_passive(&self, expr: &syn::Expr) -> bool {
        match expr {
            syn::Expr::Path(_) | syn::Expr::Lit(_) => self.carries_nothing(expr),
            _ => self.answers.passive(expr, || self.carries_nothing(expr)),
        }
    }

    fn carries_nothing(&self, expr: &syn::Expr) -> bool {
        if self.type_of(expr).is_passive() || self.is_constant_value(expr) {
            return true;
        }
        match expr {
            syn::Expr::MethodCall(call) => {
                let name = call.method.to_string();
                let receiver = self.type_of(&call.receiver);
                let is_step = primitives::is_step(&name)
                    && !matches!(receiver.peel(), Ty::Vec(_) | Ty::Slice(_))
                    && !self.is_of_user(&call.receiver);
                is_step || self.gathers_keys(call)
            }
            syn::Expr::Call(call) => match &*call.func {
                syn::Expr::Path(path) => {
                    super::call::is_stop_gradient(&path.path)
                        || super::linked::makes_room(&path.path)
                        || super::call::float_function(path).is_some_and(|(_, name)| primitives::is_step(&name))
                }
                _ => false,
            },
            syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Neg(_)) => self.is_passive(&unary.expr),
            syn::Expr::Paren(inner) => self.is_passive(&inner.expr),
            _ => false,
        }
    }

    pub(super) fn passive_value(&mut self, expr: &syn::Expr) -> Value {
        if matches!(expr, syn::Expr::Let(_)) {
            return self.unknown(expr);
        }
        let ty = self.type_of(expr).into_number();
        let tokens = self.opaque_noted(expr);
        let of_error = tokens.reads.iter().any(|read| self.held_errors.contains(read));
        let value = Value { expr: Expr::Tokens(tokens), ty };
        // What is made by a call may be moved on.
        if of_error && !matches!(expr, syn::Expr::Path(_) | syn::Expr::Call(_) | syn::Expr::Struct(_)) {
            let ty = value.ty.clone();
            return Value { expr: Expr::var(self.materialize(value, expr.span())), ty };
        }
        value
    }

    /// `expr` as an operand.
    pub(super) fn atom(&mut self, expr: &syn::Expr) -> Value {
        let value = self.rvalue(expr);
        self.atomic(value, expr)
    }

    fn atomic(&mut self, value: Value, expr: &syn::Expr) -> Value {
        if value.expr.is_atom() && !self.is_number_of_given(&value) && !runs_once(expr, &value) {
            return value;
        }
        let ty = value.ty.clone();
        let var = self.materialize(value, expr.span());
        Value { expr: Expr::var(var), ty }
    }

    /// A number made of what an iterator gives, or a pattern: the number can be kept for the reverse sweep.
    pub(super) fn is_number_of_given(&self, value: &Value) -> bool {
        let Expr::Tokens(tokens) = &value.expr else { return false };
        value.ty.is_scalar() && tokens.reads.iter().any(|var| self.given.contains(var))
    }

    /// Operands in order of evaluation: where a later one changes what an earlier one reads, the earlier is copied first.
    pub(super) fn operands(&mut self, list: &[&syn::Expr]) -> Vec<Value> {
        let mut values: Vec<(usize, Value)> = Vec::new();
        for expr in list {
            let start = self.out.len();
            let value = self.atom(expr);
            let written = self.written_since(start);
            for index in 0..values.len() {
                let changes = written.iter().any(|var| values[index].1.expr.reads(*var));
                if changes {
                    let (position, earlier) = values[index].clone();
                    values[index].1 = self.snapshot(position, earlier, list[index].span());
                    values.iter_mut().skip(index + 1).for_each(|(position, _)| *position += 1);
                }
            }
            values.push((self.out.len(), value));
        }
        values.into_iter().map(|(_, value)| value).collect()
    }

    /// What the statements from `start` on change.
    pub(super) fn written_since(&self, start: usize) -> Vec<crate::ir::VarId> {
        let mut written = Vec::new();
        for stmt in &self.out[start..] {
            written.extend(stmt.kind.own_writes());
            stmt.kind.blocks().iter().for_each(|block| written.extend(block.writes()));
        }
        written
    }

    /// `value` as it is before the statement at `position`.
    pub(super) fn snapshot(&mut self, position: usize, value: Value, span: proc_macro2::Span) -> Value {
        let var = self.temporary(value.ty.clone());
        self.mark_varied(var, &value.expr);
        let stmt = self.function.stmt(StmtKind::Let { var, value: value.expr }, span);
        self.out.insert(position, stmt);
        Value { expr: Expr::var(var), ty: value.ty }
    }

    pub(super) fn atoms<'e>(&mut self, list: impl Iterator<Item = &'e syn::Expr>) -> (Vec<Expr>, Vec<Ty>) {
        let list: Vec<&syn::Expr> = list.collect();
        self.operands(&list).into_iter().map(|value| (value.expr, value.ty)).unzip()
    }

    /// A reference made in the middle of an expression: it stands for what it refers to.
    fn reference_value(&mut self, reference: &syn::ExprReference) -> Value {
        self.refuse(
            Message::new("a reference to a differentiated value cannot be stored here")
                .note("chainrule replaces references by the places they name, where it can see them")
                .help("bind it by itself: `let part = &values[i];`, or pass it to a function, which may call itself with parts"),
            reference,
        )
    }

    pub(super) fn unknown(&mut self, expr: &syn::Expr) -> Value {
        let message = Message::new(format!("{} cannot be differentiated", describe(expr)))
            .note("it contains a differentiated value, and chainrule has no derivative for it")
            .help("write it with arithmetic, branches, loops and calls, or wrap the value in `stop_gradient(..)`");
        self.refuse(message, expr)
    }

    /// A variable that is declared here and assigned once on every path.
    pub(super) fn deferred(&mut self, ty: Ty, wish: Option<&str>, span: proc_macro2::Span) -> crate::ir::VarId {
        let var = match wish {
            Some(wish) => self.named(wish, ty, false, Role::Local),
            None => self.temporary(ty),
        };
        self.function.vars[var.0 as usize].deferred = true;
        self.emit(StmtKind::Declare { var }, span);
        var
    }

    /// `place op= value`.
    pub(super) fn assign(&mut self, place: Place, update: crate::ir::Update, value: Value, span: proc_macro2::Span) {
        let known = self.function.place_ty(&place);
        let value = self.coerced(value, &known, span);
        self.unify_value(&value, known.peel());
        // A rule that reads its result finds it in a variable that nothing overwrites.
        let value = if crate::rules::needs_no_result(&value.expr) {
            value
        } else {
            let ty = value.ty.clone();
            let var = self.materialize(value, span);
            Value { expr: Expr::var(var), ty }
        };
        self.unify_value(&value, known.peel());
        self.mark_varied(place.root, &value.expr);
        if update == crate::ir::Update::Set || value.ty.is_float() {
            self.refine(&place, &value.ty);
        }
        self.emit(StmtKind::Assign { place, update, value: value.expr }, span);
    }
}

/// Whether `value` is a number that code with effects gives, such as a call: it must not run again in the reverse sweep.
pub(super) fn runs_once(expr: &syn::Expr, value: &Value) -> bool {
    matches!(&value.expr, Expr::Tokens(tokens) if !tokens.cheap)
        && value.ty.is_scalar()
        && !is_number_of_type(expr)
        && super::effects::changes(expr)
}

/// `T::zero()`, `T::from(2.0).unwrap()`
fn is_number_of_type(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Paren(inner) => is_number_of_type(&inner.expr),
        syn::Expr::MethodCall(call) if call.method == "unwrap" => is_number_of_type(&call.receiver),
        syn::Expr::Call(call) => {
            let syn::Expr::Path(path) = &*call.func else { return false };
            let name = path.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
            path.path.segments.len() > 1
                && matches!(name.as_str(), "zero" | "one" | "from" | "epsilon" | "infinity" | "neg_infinity" | "nan")
                && !call.args.iter().any(super::effects::changes)
        }
        _ => false,
    }
}

/// The operator of arithmetic that `op` is.
pub(super) fn operator(op: &syn::BinOp) -> Option<Op> {
    use syn::BinOp;
    Some(match op {
        BinOp::Add(_) | BinOp::AddAssign(_) => Op::Add,
        BinOp::Sub(_) | BinOp::SubAssign(_) => Op::Sub,
        BinOp::Mul(_) | BinOp::MulAssign(_) => Op::Mul,
        BinOp::Div(_) | BinOp::DivAssign(_) => Op::Div,
        BinOp::Rem(_) | BinOp::RemAssign(_) => Op::Rem,
        _ => return None,
    })
}

/// A construct by the name that people use for it.
pub(super) fn describe(expr: &syn::Expr) -> &'static str {
    match expr {
        syn::Expr::Async(_) | syn::Expr::Await(_) => "asynchronous code",
        syn::Expr::Closure(_) => "a closure",
        syn::Expr::Struct(_) => "a struct",
        syn::Expr::Try(_) => "`?`",
        syn::Expr::Unsafe(_) => "an `unsafe` block",
        syn::Expr::Range(_) => "a range",
        syn::Expr::Let(_) => "`let` inside of a condition",
        syn::Expr::Assign(_) => "an assignment as a value",
        syn::Expr::Binary(_) => "this operator",
        syn::Expr::Const(_) => "a `const` block",
        syn::Expr::RawAddr(_) => "a raw pointer",
        _ => "this expression",
    }
}

/// The tokens of `thing`, as text for a message.
pub(super) fn text(thing: &dyn ToTokens) -> String {
    let stream: TokenStream = thing.to_token_stream();
    stream.to_string()
}
