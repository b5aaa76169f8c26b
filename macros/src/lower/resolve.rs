//! Writes resolved names into a passive expression, and notes what it reads and changes.

use std::collections::{HashMap, HashSet};

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::visit::Visit;
use syn::visit_mut::VisitMut;

use super::closure::Closure;
use super::doubtful::ends_derivatives;
use super::item::Item;
use super::opaque::is_compound;
use super::reading::reads;
use super::scope::Binding;
use super::{Lowering, Value};
use crate::emit;
use crate::ir::{Expr, Place, VarId};
use crate::types::Ty;

/// Macros that give a value, whose arguments are expressions, and which change nothing themselves.
pub(super) const VALUE_MACROS: &[&str] =
    &["vec", "format", "cfg", "concat", "stringify", "line", "file", "column", "env", "include_str"];

/// Methods whose argument is of the same type as their receiver, behind as many references.
const COMPARISONS: &[&str] = &["total_cmp", "partial_cmp", "cmp", "eq", "ne", "lt", "le", "gt", "ge"];

/// Methods of containers of the library that change nothing.
const LOOKING_UP: &[&str] =
    &["get", "contains_key", "front", "back", "binary_search", "get_key_value", "last_key_value", "range"];

/// Writes resolved names into a passive expression.
pub(super) struct Resolver<'l, 'a> {
    pub(super) lowering: &'l Lowering<'a>,
    /// Names that the expression binds itself, by scope.
    shadows: Vec<HashSet<String>>,
    /// Those of them that have another name in the generated code.
    pub(super) renamed: Vec<HashMap<String, Ident>>,
    pub reads: Vec<VarId>,
    /// What changes: a field where it is sure that no more does.
    pub writes: Vec<Place>,
    /// Those of them in which something that may carry a derivative changes.
    pub changed: Vec<VarId>,
    pub cheap: bool,
    /// A closure that changes what it captures.
    pub changing: Option<syn::ExprClosure>,
    /// Inside of what ends derivatives.
    pub ends: bool,
    /// A macro that may change a local.
    pub macro_change: Option<syn::Macro>,
    /// The closure whose names these are.
    pub(super) within: Option<&'l Closure>,
    /// A name that the expression binds, where one from outside is written into it.
    pub collision: Option<Ident>,
    /// A reference that moves on inside.
    pub moved: Option<super::moving::Moving>,
    /// A variable that only references reach.
    pub lent: Option<(Ident, VarId)>,
}

impl<'l, 'a> Resolver<'l, 'a> {
    pub(super) fn new(lowering: &'l Lowering<'a>) -> Self {
        Resolver {
            lowering,
            shadows: vec![HashSet::new()],
            renamed: vec![HashMap::new()],
            reads: Vec::new(),
            writes: Vec::new(),
            changed: Vec::new(),
            cheap: true,
            changing: None,
            ends: false,
            macro_change: None,
            within: None,
            collision: None,
            moved: None,
            lent: None,
        }
    }

    pub(super) fn binding(&self, name: &str) -> Option<&'l Binding> {
        if self.shadows.iter().any(|scope| scope.contains(name)) {
            return None;
        }
        match self.within {
            Some(closure) => closure.find(name),
            None => self.lowering.scopes.find(name),
        }
    }

    pub(super) fn read(&mut self, var: VarId) {
        if !self.reads.contains(&var) {
            self.reads.push(var);
        }
        let name = &self.lowering.function.var(var).name;
        let text = name.to_string();
        let mut hidden = self.shadows.iter().zip(&self.renamed);
        if hidden.any(|(scope, renamed)| scope.contains(&text) && !renamed.contains_key(&text)) {
            self.collision = Some(name.clone());
        }
    }

    pub(super) fn read_place(&mut self, place: &Place) {
        self.read(place.root);
        let mut indices = Vec::new();
        place.for_each_index(&mut |var| indices.push(var));
        indices.into_iter().for_each(|var| self.read(var));
    }

    fn bind(&mut self, pattern: &syn::Pat) {
        struct Names<'n>(&'n mut HashSet<String>);
        impl<'ast> Visit<'ast> for Names<'_> {
            fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
                self.0.insert(pattern.ident.to_string());
                syn::visit::visit_pat_ident(self, pattern);
            }
        }
        if let Some(scope) = self.shadows.last_mut() {
            Names(scope).visit_pat(pattern);
        }
    }

    fn scoped(&mut self, inner: impl FnOnce(&mut Self)) {
        self.shadows.push(HashSet::new());
        self.renamed.push(HashMap::new());
        inner(self);
        self.shadows.pop();
        self.renamed.pop();
    }

    /// The place that `expr` names, when it is a local with fields and indices.
    fn root_of(&self, expr: &syn::Expr) -> Option<VarId> {
        match expr {
            syn::Expr::Path(path) => match self.binding(&path.path.get_ident()?.to_string())? {
                Binding::Var(var) => Some(*var),
                Binding::Alias { place, .. } => Some(place.root),
                Binding::Item(Item::Value(Value { expr: Expr::Place(place), .. })) => Some(place.root),
                Binding::Constant(_) | Binding::Closure(_) | Binding::Item(_) | Binding::Stream(..) => None,
            },
            syn::Expr::Field(field) => self.root_of(&field.base),
            syn::Expr::Index(index) => self.root_of(&index.expr),
            syn::Expr::Paren(inner) => self.root_of(&inner.expr),
            syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => self.root_of(&unary.expr),
            _ => None,
        }
    }

    fn note_moved(&mut self, expr: &syn::Expr) {
        let is_own = matches!(expr, syn::Expr::Path(path) if path.path.get_ident().is_some_and(|name| {
            self.shadows.iter().any(|scope| scope.contains(&name.to_string()))
        }));
        if !is_own
            && self.within.is_none()
            && let Some(moving) = self.lowering.moving(expr)
        {
            self.moved = Some(moving);
        }
    }

    fn note_write(&mut self, expr: &syn::Expr) {
        if let Some(root) = self.root_of(expr) {
            let var = self.lowering.function.var(root);
            let by_shared_reference = matches!(var.ty, Ty::Ref(false, _));
            if (var.mutable || matches!(var.ty, Ty::Ref(true, _) | Ty::Unknown)) && !by_shared_reference {
                self.writes.push(self.field_of(expr, root));
                if !self.lowering.type_of(expr).is_passive() {
                    self.changed.push(root);
                }
            }
        }
    }

    /// What an expression itself changes, moves and lends.
    fn note(&mut self, expr: &syn::Expr) {
        match expr {
            syn::Expr::Reference(reference) if reference.mutability.is_some() => {
                self.note_moved(&reference.expr);
                self.note_write(&reference.expr);
            }
            syn::Expr::Call(call) => {
                self.cheap = false;
                self.note_lent(&call.args);
            }
            syn::Expr::Tuple(tuple) => self.note_lent(&tuple.elems),
            syn::Expr::Array(array) => self.note_lent(&array.elems),
            syn::Expr::Struct(literal) => self.note_lent(literal.fields.iter().map(|field| &field.expr)),
            syn::Expr::Await(_) | syn::Expr::Closure(_) => self.cheap = false,
            syn::Expr::Assign(assign) => {
                self.note_moved(&assign.left);
                self.note_write(&assign.left);
            }
            syn::Expr::Binary(binary) if is_compound(&binary.op) => self.note_write(&binary.left),
            _ => {}
        }
    }

    /// Whoever gets a `&mut` reference may change what is behind it.
    fn note_lent<'e>(&mut self, values: impl IntoIterator<Item = &'e syn::Expr>) {
        for value in values {
            let syn::Expr::Path(path) = value else { continue };
            let Some(name) = path.path.get_ident() else { continue };
            let lent = match self.binding(&name.to_string()) {
                Some(Binding::Var(var)) => matches!(self.lowering.function.var(*var).ty, Ty::Ref(true, _)),
                Some(Binding::Alias { mutable, .. }) => *mutable,
                Some(Binding::Item(Item::Value(value))) => matches!(value.ty, Ty::Ref(true, _)),
                _ => false,
            };
            if lent {
                self.writes.extend(self.root_of(value).map(Place::of));
                self.changed.extend(self.root_of(value));
            }
        }
    }

    /// A method that changes nothing: one that the file shows, or that of a container of the library, as a type of the user's
    /// may have one of that name.
    fn looks_up(&self, call: &syn::ExprMethodCall) -> bool {
        if self.lowering.inert_method(call).is_some() {
            return true;
        }
        LOOKING_UP.contains(&call.method.to_string().as_str())
            && match self.lowering.type_of(&call.receiver).peel() {
                Ty::Vec(_) | Ty::Slice(_) | Ty::Array(..) => true,
                Ty::Named(path) => crate::types::is_map(path) || crate::types::is_deque(path),
                _ => false,
            }
    }

    /// `.len()` of a container that keeps its length reads nothing that can change.
    fn is_fixed_length(&self, call: &syn::ExprMethodCall) -> bool {
        call.method == "len"
            && self.root_of(&call.receiver).is_some_and(|root| self.lowering.is_borrowed_parameter(root))
    }

    /// What a local name becomes; `None`: it is no local.
    pub(super) fn resolve(&mut self, ident: &Ident) -> Option<TokenStream> {
        let name = ident.to_string();
        if let Some(depth) = self.shadows.iter().rposition(|scope| scope.contains(&name)) {
            return self.renamed[depth].get(&name).map(ToTokens::to_token_stream);
        }
        match self.binding(&name)? {
            Binding::Var(var) => {
                self.read(*var);
                if self.lowering.lent.contains(var) {
                    self.lent = Some((ident.clone(), *var));
                }
                let mut name = self.lowering.function.var(*var).name.clone();
                name.set_span(name.span().located_at(ident.span()));
                Some(name.to_token_stream())
            }
            Binding::Alias { place, mutable, ty } => {
                self.read_place(place);
                let tokens = emit::borrow(&self.lowering.function, *mutable, place);
                let more = (0..self.lowering.layers(place, ty)).map(|_| quote!(&));
                Some(quote!((#(#more)* #tokens)))
            }
            Binding::Closure(closure) => Some(self.closure(closure)),
            Binding::Item(item) => Some(self.item(item)),
            Binding::Constant(_) | Binding::Stream(..) => None,
        }
    }
}

impl Resolver<'_, '_> {
    fn method_call(&mut self, call: &mut syn::ExprMethodCall) {
        let name = call.method.to_string();
        self.note_lent(&call.args.clone());
        if reads(&name)
            && let Some(slice) = self.shared_slice(&call.receiver)
        {
            *call.receiver = slice;
            call.args.iter_mut().for_each(|argument| self.visit_expr_mut(argument));
            return;
        }
        if self.is_fixed_length(call) {
            let before = self.reads.clone();
            let root = self.root_of(&call.receiver);
            match self.slice_behind(&call.receiver, &name) {
                Some(place) => *call.receiver = place,
                None => syn::visit_mut::visit_expr_method_call_mut(self, call),
            }
            self.reads.retain(|read| before.contains(read) || Some(*read) != root);
            return;
        }
        if !reads(&name) && !crate::primitives::is_float_method(&name) {
            self.cheap = false;
            if crate::primitives::passive_result(&name).is_none() && !self.looks_up(call) {
                self.note_write(&call.receiver.clone());
            }
        } else if crate::primitives::is_differentiable(&name) {
            self.cheap &= matches!(name.as_str(), "abs" | "max" | "min" | "mul_add");
        }
        let place = self.behind(&call.receiver).or_else(|| self.slice_behind(&call.receiver, &name));
        if let Some(place) = place {
            *call.receiver = place;
            for argument in &mut call.args {
                match self.behind(argument).filter(|_| COMPARISONS.contains(&name.as_str())) {
                    Some(place) => *argument = syn::parse_quote!(&#place),
                    None => self.visit_expr_mut(argument),
                }
            }
            return;
        }
        syn::visit_mut::visit_expr_method_call_mut(self, call);
    }
}

/// Methods that run an iterator to its end, or as far as they need it.
const CONSUMING: &[&str] = &[
    "all",
    "any",
    "collect",
    "count",
    "find",
    "fold",
    "for_each",
    "last",
    "max",
    "max_by",
    "min",
    "min_by",
    "partition",
    "position",
    "product",
    "reduce",
    "sum",
    "unzip",
];

impl VisitMut for Resolver<'_, '_> {
    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        if ends_derivatives(expr) {
            return self.ending(expr);
        }
        super::indexed::restore(expr);
        match expr {
            syn::Expr::MethodCall(call) if self.lowering.is_doubtful(call) => {
                *expr = self.doubtful(call);
                return;
            }
            syn::Expr::MethodCall(call) if call.method == "len" => {
                if let Some(len) = self.part_length(&call.receiver) {
                    *expr = syn::Expr::Verbatim(len);
                    return;
                }
            }
            syn::Expr::Path(path) if path.path.get_ident().is_some() => {
                if let Some(ident) = path.path.get_ident().cloned()
                    && let Some(tokens) = self.resolve(&ident)
                {
                    *expr = syn::Expr::Verbatim(tokens);
                }
                return;
            }
            syn::Expr::Field(field) => {
                if let syn::Member::Unnamed(index) = &field.member
                    && let Some(part) = self.part(&field.base).and_then(|item| item.field(index.index as usize))
                {
                    let tokens = self.item(part);
                    *expr = syn::Expr::Verbatim(tokens);
                    return;
                }
                // Its fields are borrowed one by one.
                if let Some(place) = self.aliased(&field.base, |_| true) {
                    *field.base = place;
                    return;
                }
            }
            syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => {
                if let Some(place) = self.behind_star(expr) {
                    *expr = place;
                    return;
                }
            }
            syn::Expr::Index(index) => {
                if let Some(place) = self.aliased(&index.expr, |_| true) {
                    *index.expr = place;
                    self.visit_expr_mut(&mut index.index);
                    return;
                }
            }
            _ => self.note(expr),
        }
        syn::visit_mut::visit_expr_mut(self, expr);
    }

    fn visit_expr_method_call_mut(&mut self, call: &mut syn::ExprMethodCall) {
        let before = self.changing.clone();
        self.method_call(call);
        if CONSUMING.contains(&call.method.to_string().as_str()) {
            // The closures of the chain are called here, and nowhere else.
            self.changing = before;
        }
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut syn::ExprClosure) {
        self.cheap = false;
        let before = self.writes.len();
        self.scoped(|this| {
            let inputs: Vec<syn::Pat> = closure.inputs.iter().cloned().collect();
            inputs.iter().for_each(|pattern| this.bind(pattern));
            if this.mentions_places(&closure.body) {
                this.rename(closure);
            }
            this.visit_expr_mut(&mut closure.body);
        });
        if self.writes.len() > before {
            self.changing = Some(closure.clone());
        }
    }

    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        self.cheap &= matches!(block.stmts.as_slice(), [syn::Stmt::Expr(_, None)]);
        self.scoped(|this| {
            for stmt in &mut block.stmts {
                this.visit_stmt_mut(stmt);
                if let syn::Stmt::Local(local) = stmt {
                    this.bind(&local.pat.clone());
                }
            }
        });
    }

    fn visit_arm_mut(&mut self, arm: &mut syn::Arm) {
        self.scoped(|this| {
            this.bind(&arm.pat.clone());
            if let Some((_, guard)) = &mut arm.guard {
                this.visit_expr_mut(guard);
            }
            this.visit_expr_mut(&mut arm.body);
        });
    }

    fn visit_expr_if_mut(&mut self, branch: &mut syn::ExprIf) {
        self.scoped(|this| {
            this.visit_expr_mut(&mut branch.cond);
            if let syn::Expr::Let(binding) = &*branch.cond {
                this.bind(&binding.pat.clone());
            }
            this.visit_block_mut(&mut branch.then_branch);
        });
        if let Some((_, otherwise)) = &mut branch.else_branch {
            self.visit_expr_mut(otherwise);
        }
    }

    fn visit_expr_for_loop_mut(&mut self, looped: &mut syn::ExprForLoop) {
        self.visit_expr_mut(&mut looped.expr);
        self.scoped(|this| {
            this.bind(&looped.pat.clone());
            this.visit_block_mut(&mut looped.body);
        });
    }

    fn visit_macro_mut(&mut self, invocation: &mut syn::Macro) {
        self.cheap &= invocation.path.is_ident("matches");
        if self.macro_changes(invocation) {
            self.macro_change = Some(invocation.clone());
        }
        invocation.tokens = match self.formatted(invocation) {
            Some(tokens) => tokens,
            None => self.tokens(invocation.tokens.clone()),
        };
    }

    fn visit_item_mut(&mut self, _item: &mut syn::Item) {}
}
