//! Expressions that are not differentiated: the user's tokens, with names resolved.

use std::collections::HashSet;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::visit::Visit;
use syn::visit_mut::VisitMut;

use super::Lowering;
use super::scope::Binding;
use crate::diagnostic::Message;
use crate::emit;
use crate::ir::{Place, Step, Tokens, VarId};
use crate::types::Ty;

/// Methods that are known not to change their receiver.
const READING: &[&str] = &[
    "len",
    "is_empty",
    "iter",
    "clone",
    "to_vec",
    "first",
    "last",
    "contains",
    "as_slice",
    "as_ref",
    "as_str",
    "abs",
    "min",
    "max",
    "pow",
    "rem_euclid",
    "div_euclid",
    "wrapping_add",
    "wrapping_sub",
    "wrapping_mul",
    "chars",
    "to_owned",
    "to_string",
    "copied",
    "cloned",
    "unsigned_abs",
    "abs_diff",
    "count_ones",
    "checked_sub",
    "saturating_sub",
    "starts_with",
    "ends_with",
    "split",
    "trim",
    "bytes",
    "as_bytes",
    "windows",
    "chunks",
    "keys",
    "values",
    "is_multiple_of",
    "eq",
    "ne",
    "lt",
    "le",
    "gt",
    "ge",
    "cmp",
    "partial_cmp",
    "total_cmp",
];

/// A passive expression and the variables that evaluating it may change.
pub(super) struct Opaque {
    pub tokens: Tokens,
    pub writes: Vec<VarId>,
}

impl Lowering<'_> {
    /// Whether anything in `expr` may depend on an active parameter.
    pub(super) fn is_varied(&self, expr: &syn::Expr) -> bool {
        self.flows(expr).iter().any(|var| self.varied[var.0 as usize])
    }

    /// The variables through which a derivative could flow into `expr`.
    fn flows(&self, expr: &syn::Expr) -> Vec<VarId> {
        let mut finder = Finder { lowering: self, found: Vec::new() };
        finder.visit_expr(expr);
        finder.found
    }

    /// `expr` as it stands, with the names of the representation.
    pub(super) fn opaque(&mut self, expr: &syn::Expr) -> Opaque {
        if let Some(jump) = find_jump(expr) {
            let message = Message::new("this changes the flow of control inside of an expression")
                .note("chainrule follows control flow statement by statement")
                .help("bind the value by `let` in a statement of its own first");
            self.error(message, &jump);
        }
        let mut renamed = expr.clone();
        let mut resolver = Resolver::new(self);
        resolver.visit_expr_mut(&mut renamed);
        let Resolver { reads, writes, cheap, changing, .. } = resolver;
        if let Some(closure) = changing {
            let message = Message::new("a closure that changes a variable around it is not supported yet")
                .note("chainrule does not see when it is called")
                .help("write the change where it happens, or pass the variable to a function by `&mut`");
            self.error(message, &closure);
        }
        let stream = renamed.to_token_stream();
        let flows = self.flows(expr);
        if let Some(var) = writes.iter().find(|var| self.varied[var.0 as usize] && !self.ty_of(**var).is_passive()) {
            let name = &self.function.var(*var).name;
            let message = Message::new(format!("`{name}` may change inside of this expression"))
                .note("it is differentiated, and chainrule follows changes statement by statement")
                .help("make the change a statement of its own, before the expression");
            self.error(message, expr);
        }
        Opaque { tokens: Tokens { stream, reads, flows, cheap: cheap && writes.is_empty() }, writes }
    }

    /// The arguments of a macro, with the names of the representation; captures in format strings are passed by name.
    pub(super) fn opaque_macro(&mut self, invocation: &syn::Macro) -> Opaque {
        let mut renamed = invocation.clone();
        let mut resolver = Resolver::new(self);
        resolver.visit_macro_mut(&mut renamed);
        let Resolver { reads, writes, .. } = resolver;
        Opaque { tokens: Tokens { stream: renamed.to_token_stream(), reads, flows: Vec::new(), cheap: false }, writes }
    }
}

/// Collects the variables that are read where a derivative flows.
struct Finder<'l, 'a> {
    lowering: &'l Lowering<'a>,
    found: Vec<VarId>,
}

impl Finder<'_, '_> {
    fn name(&mut self, name: &str) {
        let var = match self.lowering.scopes.find(name) {
            Some(Binding::Var(var)) => *var,
            Some(Binding::Alias { place, .. }) => place.root,
            Some(Binding::Constant(_)) | None => return,
        };
        if !self.lowering.ty_of(var).is_passive() {
            self.found.push(var);
        }
    }

    fn tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => self.name(&ident.to_string()),
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Literal(literal) => captures(&literal.to_string()).iter().for_each(|name| self.name(name)),
                TokenTree::Punct(_) => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Finder<'_, '_> {
    fn visit_expr(&mut self, expr: &'ast syn::Expr) {
        if !self.lowering.is_passive(expr) || super::control::is_control_flow(expr) {
            syn::visit::visit_expr(self, expr);
        }
    }

    fn visit_expr_path(&mut self, path: &'ast syn::ExprPath) {
        if let Some(ident) = path.path.get_ident() {
            self.name(&ident.to_string());
        }
    }

    fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
        self.tokens(invocation.tokens.clone());
    }
}

/// The names captured by a format string.
fn captures(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    if !text.starts_with('"') && !text.starts_with('r') {
        return names;
    }
    let text = text.replace("{{", "");
    for piece in text.split('{').skip(1) {
        let name: String = piece.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            names.push(name);
        }
        // `{value:width$}` captures the width too.
        if let Some((spec, _)) = piece.split_once('}') {
            for part in spec.split('$').rev().skip(1) {
                let width: String = part.chars().rev().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                names.push(width.chars().rev().collect());
            }
        }
    }
    names
}

/// Writes resolved names into a passive expression.
struct Resolver<'l, 'a> {
    lowering: &'l Lowering<'a>,
    /// Names that the expression binds itself, by scope.
    shadows: Vec<HashSet<String>>,
    reads: Vec<VarId>,
    writes: Vec<VarId>,
    cheap: bool,
    /// A closure that changes what it captures.
    changing: Option<syn::ExprClosure>,
}

impl<'l, 'a> Resolver<'l, 'a> {
    fn new(lowering: &'l Lowering<'a>) -> Self {
        Resolver {
            lowering,
            shadows: vec![HashSet::new()],
            reads: Vec::new(),
            writes: Vec::new(),
            cheap: true,
            changing: None,
        }
    }

    fn binding(&self, name: &str) -> Option<&'l Binding> {
        if self.shadows.iter().any(|scope| scope.contains(name)) {
            return None;
        }
        self.lowering.scopes.find(name)
    }

    fn read(&mut self, var: VarId) {
        if !self.reads.contains(&var) {
            self.reads.push(var);
        }
    }

    fn read_place(&mut self, place: &Place) {
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
        inner(self);
        self.shadows.pop();
    }

    /// The place that `expr` names, when it is a local with fields and indices.
    fn root_of(&self, expr: &syn::Expr) -> Option<VarId> {
        match expr {
            syn::Expr::Path(path) => match self.binding(&path.path.get_ident()?.to_string())? {
                Binding::Var(var) => Some(*var),
                Binding::Alias { place, .. } => Some(place.root),
                Binding::Constant(_) => None,
            },
            syn::Expr::Field(field) => self.root_of(&field.base),
            syn::Expr::Index(index) => self.root_of(&index.expr),
            syn::Expr::Paren(inner) => self.root_of(&inner.expr),
            syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => self.root_of(&unary.expr),
            _ => None,
        }
    }

    fn note_write(&mut self, expr: &syn::Expr) {
        if let Some(root) = self.root_of(expr) {
            let var = self.lowering.function.var(root);
            let by_shared_reference = matches!(var.ty, Ty::Ref(false, _));
            if (var.mutable || matches!(var.ty, Ty::Ref(true, _) | Ty::Unknown)) && !by_shared_reference {
                self.writes.push(root);
            }
        }
    }

    /// `.len()` of a container that keeps its length reads nothing that can change.
    fn is_fixed_length(&self, call: &syn::ExprMethodCall) -> bool {
        call.method == "len"
            && self.root_of(&call.receiver).is_some_and(|root| self.lowering.is_borrowed_parameter(root))
    }

    fn tokens(&mut self, tokens: TokenStream, extra: &mut Vec<TokenStream>) -> TokenStream {
        let mut out = TokenStream::new();
        let mut previous = ' ';
        let mut iter = tokens.into_iter().peekable();
        while let Some(token) = iter.next() {
            let token = match token {
                TokenTree::Ident(ident) => {
                    let path = matches!(iter.peek(), Some(TokenTree::Punct(next)) if next.as_char() == ':' && next.spacing() == proc_macro2::Spacing::Joint);
                    if previous == '.'
                        || path
                        || matches!(iter.peek(), Some(TokenTree::Punct(next)) if next.as_char() == '!')
                    {
                        previous = ' ';
                        out.extend([TokenTree::Ident(ident)]);
                        continue;
                    }
                    previous = ' ';
                    match self.resolve(&ident) {
                        Some(resolved) => {
                            out.extend(resolved);
                            continue;
                        }
                        None => TokenTree::Ident(ident),
                    }
                }
                TokenTree::Group(group) => {
                    previous = ' ';
                    let mut inner = Group::new(group.delimiter(), self.tokens(group.stream(), extra));
                    inner.set_span(group.span());
                    TokenTree::Group(inner)
                }
                TokenTree::Literal(literal) => {
                    previous = ' ';
                    for name in captures(&literal.to_string()) {
                        let ident = Ident::new(&name, literal.span());
                        if let Some(resolved) = self.resolve(&ident)
                            && resolved.to_string() != name
                        {
                            extra.push(quote!(#ident = #resolved));
                        }
                    }
                    TokenTree::Literal(literal)
                }
                TokenTree::Punct(punct) => {
                    previous = punct.as_char();
                    TokenTree::Punct(punct)
                }
            };
            out.extend([token]);
        }
        out
    }

    /// What a local name becomes; `None`: it is no local.
    fn resolve(&mut self, ident: &Ident) -> Option<TokenStream> {
        match self.binding(&ident.to_string())? {
            Binding::Var(var) => {
                self.read(*var);
                let mut name = self.lowering.function.var(*var).name.clone();
                name.set_span(ident.span());
                Some(name.to_token_stream())
            }
            Binding::Alias { place, mutable, .. } => {
                self.read_place(place);
                let tokens = emit::place(&self.lowering.function, place);
                Some(if *mutable { quote!((&mut #tokens)) } else { quote!((&#tokens)) })
            }
            Binding::Constant(_) => None,
        }
    }

    /// The place behind an alias, where the syntax asks for the place and not for the reference.
    fn behind(&mut self, expr: &syn::Expr) -> Option<syn::Expr> {
        let syn::Expr::Path(path) = expr else { return None };
        let ident = path.path.get_ident()?;
        let Some(Binding::Alias { place, .. }) = self.binding(&ident.to_string()) else { return None };
        if matches!(place.path.last(), Some(Step::Slice(..))) {
            return None;
        }
        self.read_place(place);
        Some(syn::Expr::Verbatim(emit::place(&self.lowering.function, place)))
    }
}

impl VisitMut for Resolver<'_, '_> {
    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        match expr {
            syn::Expr::Path(path) if path.path.get_ident().is_some() => {
                if let Some(ident) = path.path.get_ident().cloned()
                    && let Some(tokens) = self.resolve(&ident)
                {
                    *expr = syn::Expr::Verbatim(tokens);
                }
                return;
            }
            syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => {
                if let Some(place) = self.behind(&unary.expr) {
                    *expr = place;
                    return;
                }
            }
            syn::Expr::Index(index) => {
                if let Some(place) = self.behind(&index.expr) {
                    *index.expr = place;
                    self.visit_expr_mut(&mut index.index);
                    return;
                }
            }
            syn::Expr::Reference(reference) if reference.mutability.is_some() => {
                self.note_write(&reference.expr.clone());
            }
            syn::Expr::Call(_) | syn::Expr::Await(_) | syn::Expr::Closure(_) => self.cheap = false,
            syn::Expr::Assign(assign) => self.note_write(&assign.left.clone()),
            syn::Expr::Binary(binary) if is_compound(&binary.op) => self.note_write(&binary.left.clone()),
            _ => {}
        }
        syn::visit_mut::visit_expr_mut(self, expr);
    }

    fn visit_expr_method_call_mut(&mut self, call: &mut syn::ExprMethodCall) {
        let name = call.method.to_string();
        if self.is_fixed_length(call) {
            let before = self.reads.clone();
            let root = self.root_of(&call.receiver);
            syn::visit_mut::visit_expr_method_call_mut(self, call);
            self.reads.retain(|read| before.contains(read) || Some(*read) != root);
            return;
        }
        if !READING.contains(&name.as_str()) && !crate::primitives::is_float_method(&name) {
            self.cheap = false;
            if crate::primitives::passive_result(&name).is_none() {
                self.note_write(&call.receiver.clone());
            }
        } else if crate::primitives::is_differentiable(&name) {
            self.cheap &= matches!(name.as_str(), "abs" | "max" | "min" | "mul_add");
        }
        if let Some(place) = self.behind(&call.receiver) {
            *call.receiver = place;
            call.args.iter_mut().for_each(|argument| self.visit_expr_mut(argument));
            return;
        }
        syn::visit_mut::visit_expr_method_call_mut(self, call);
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut syn::ExprClosure) {
        self.cheap = false;
        let before = self.writes.len();
        self.scoped(|this| {
            let inputs: Vec<syn::Pat> = closure.inputs.iter().cloned().collect();
            inputs.iter().for_each(|pattern| this.bind(pattern));
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
        let mut extra = Vec::new();
        let tokens = self.tokens(invocation.tokens.clone(), &mut extra);
        invocation.tokens = if extra.is_empty() { tokens } else { quote!(#tokens, #(#extra),*) };
    }

    fn visit_item_mut(&mut self, _item: &mut syn::Item) {}
}

/// `a += b` and its like.
pub(super) fn is_compound(op: &syn::BinOp) -> bool {
    use syn::BinOp;
    matches!(
        op,
        BinOp::AddAssign(_)
            | BinOp::SubAssign(_)
            | BinOp::MulAssign(_)
            | BinOp::DivAssign(_)
            | BinOp::RemAssign(_)
            | BinOp::BitXorAssign(_)
            | BinOp::BitAndAssign(_)
            | BinOp::BitOrAssign(_)
            | BinOp::ShlAssign(_)
            | BinOp::ShrAssign(_)
    )
}

/// A jump out of `expr`, outside of closures.
pub(super) fn find_jump(expr: &syn::Expr) -> Option<syn::Expr> {
    struct Jumps(Option<syn::Expr>);
    impl<'ast> Visit<'ast> for Jumps {
        fn visit_expr(&mut self, expr: &'ast syn::Expr) {
            match expr {
                syn::Expr::Return(_)
                | syn::Expr::Break(_)
                | syn::Expr::Continue(_)
                | syn::Expr::Try(_)
                | syn::Expr::Await(_)
                | syn::Expr::Yield(_) => {
                    self.0.get_or_insert_with(|| expr.clone());
                }
                syn::Expr::Closure(_) | syn::Expr::Async(_) => {}
                _ => syn::visit::visit_expr(self, expr),
            }
        }
        fn visit_item(&mut self, _item: &'ast syn::Item) {}
    }
    let mut jumps = Jumps(None);
    jumps.visit_expr(expr);
    jumps.0
}

/// Tokens that read nothing.
pub(super) fn constant(stream: TokenStream) -> Tokens {
    Tokens { stream, reads: Vec::new(), flows: Vec::new(), cheap: true }
}

/// A span that resolves locals of the generated code.
pub(super) fn fresh_span(span: Span) -> Span {
    Span::mixed_site().located_at(span)
}
