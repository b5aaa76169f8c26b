//! `match` and `if let`: which pattern fits decides what runs, and names its parts.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::spanned::Spanned;

use super::option::Holder;
use super::parts::{Part, binds_names, is_constant};
use super::scope::Binding;
use super::stream::Upcoming;
use super::{Lowering, Value};
use crate::ir::{Block, Expr, MatchPattern, Role, Selector, StmtKind, VarId};
use crate::types::Ty;

/// What a `match` looks at.
pub(super) enum Subject {
    /// Nothing differentiated: patterns bind as they stand.
    Passive(Value),
    /// Text: a name for it is bound in the arm, where it is found again.
    Text(Value),
    /// A value that carries derivatives: names become names of its parts.
    Active(Part),
    /// A `Result<T, ()>`, and the same with its error.
    Failing(Part, crate::ir::Tokens),
    /// Several of them.
    Tuple(Vec<Subject>),
    /// An element that may be there: `Some` of it, where the condition holds.
    Element(Expr, Part),
    /// An item of an iterator that may be there.
    Upcoming(Upcoming),
    /// An end of a slice and the rest, where it is not empty.
    Split(super::access::Split),
}

impl Lowering<'_> {
    pub(super) fn if_let(&mut self, branch: &syn::ExprIf, binding: &syn::ExprLet, target: Option<VarId>) {
        if let Some(choice) = self.if_let_in_two_steps(branch, binding) {
            return self.choice(&choice, target);
        }
        self.learn_holder(&binding.expr, &[&binding.pat]);
        let subject = self.subject(&binding.expr, &[&binding.pat]);
        let mut patterns = Vec::new();
        let then = self.arm(&binding.pat, None, &subject, &mut patterns, |this| {
            this.block_into(&branch.then_branch, target);
        });
        patterns.push(anything());
        let otherwise = self.in_block(|this| {
            if let Some((_, otherwise)) = &branch.else_branch {
                this.deliver(otherwise, target);
            }
        });
        let selector = Selector::Match(subject.scrutinee(), patterns);
        self.emit(StmtKind::Branch { selector, arms: vec![then, otherwise] }, branch.span());
    }

    pub(super) fn choice(&mut self, choice: &syn::ExprMatch, target: Option<VarId>) {
        if let Some(choice) = self.in_two_steps(choice) {
            return self.choice(&choice, target);
        }
        let heads: Vec<&syn::Pat> = choice.arms.iter().map(|arm| &arm.pat).collect();
        self.learn_holder(&choice.expr, &heads);
        // A guard looks at the error before it moves into the arm.
        let guarded =
            choice.arms.iter().any(|arm| arm.guard.is_some() && super::error::asks_for_error(&arm.pat) != Some(false));
        let subject = self.subject_of(&choice.expr, &heads, !guarded);
        let mut patterns = Vec::new();
        let mut arms = Vec::new();
        for arm in &choice.arms {
            let guard = arm.guard.as_ref().map(|(_, guard)| &**guard);
            for pattern in cases(&arm.pat, &subject) {
                let body = |this: &mut Self| this.deliver(&arm.body, target);
                arms.push(self.arm(pattern, guard, &subject, &mut patterns, body));
            }
        }
        let selector = Selector::Match(subject.scrutinee(), patterns);
        self.emit(StmtKind::Branch { selector, arms }, choice.span());
    }

    /// `let pattern = expr else { … };`: the names are bound after the branch, whose other arm leaves.
    pub(super) fn let_else(&mut self, pattern: &syn::Pat, expr: &syn::Expr, otherwise: &syn::Expr) {
        self.learn_holder(expr, &[pattern]);
        let subject = self.subject(expr, &[pattern]);
        let leaving = self.in_block(|this| this.deliver(otherwise, None));
        let start = self.out.len();
        let mut head = anything();
        head.pattern = self.head(pattern, &subject, &mut head.binds);
        let names = self.out.split_off(start);
        let staying = self.carry_out(&head.binds, pattern.span());
        let selector = Selector::Match(subject.scrutinee(), vec![head, anything()]);
        self.emit(StmtKind::Branch { selector, arms: vec![staying, leaving] }, pattern.span());
        self.out.extend(names);
    }

    /// What a passive pattern bound in its arm, in variables that outlive the arm.
    fn carry_out(&mut self, binds: &[VarId], span: proc_macro2::Span) -> Block {
        let mut stmts = Vec::new();
        for inner in binds {
            let info = self.function.var(*inner);
            let (name, ty) = (info.name.to_string(), info.ty.clone());
            let outer = self.deferred(ty, Some(&name), span);
            self.scopes.rebind(*inner, &Binding::Var(outer));
            let kind = StmtKind::Assign {
                place: crate::ir::Place::of(outer),
                update: crate::ir::Update::Set,
                value: Expr::var(*inner),
            };
            stmts.push(self.function.stmt(kind, span));
        }
        self.function.block(stmts)
    }

    /// What `expr` is, for `patterns`.
    pub(super) fn subject(&mut self, expr: &syn::Expr, patterns: &[&syn::Pat]) -> Subject {
        self.subject_of(expr, patterns, true)
    }

    /// The same, where the error of a call may move away: `apart`.
    fn subject_of(&mut self, expr: &syn::Expr, patterns: &[&syn::Pat], apart: bool) -> Subject {
        match expr {
            syn::Expr::Paren(inner) => return self.subject_of(&inner.expr, patterns, apart),
            syn::Expr::Tuple(tuple)
                if !patterns.iter().any(|pattern| is_whole(pattern))
                    && (self.is_varied(expr) || self.lends_numbers(tuple, patterns)) =>
            {
                let parts: Vec<&syn::Expr> = tuple.elems.iter().collect();
                let each = parts.iter().enumerate();
                let each = each.map(|(index, element)| self.subject_of(element, &inside(patterns, index), apart));
                return Subject::Tuple(each.collect());
            }
            _ => {}
        }
        if let syn::Expr::MethodCall(call) = expr
            && let Some(subject) = self.perhaps(call)
        {
            return subject;
        }
        if let syn::Expr::MethodCall(call) = expr
            && !patterns.iter().any(|pattern| is_whole(pattern))
            && let Some(subject) = self.chosen_item(call)
        {
            return subject;
        }
        if patterns.iter().any(|pattern| is_text(pattern)) {
            return Subject::Text(Value { ty: Ty::Passive(None), ..self.passive_value(expr) });
        }
        let lent = matches!(expr, syn::Expr::MethodCall(call) if call.method == "as_mut" && self.is_followed(&call.receiver, true));
        // Names for the elements of a list are names for places, of whatever type: a reference cannot be recorded.
        let listed = self.is_place(expr) && self.is_list(expr) && patterns.iter().any(|pattern| takes_apart(pattern));
        let named = lent || listed || self.lends_number(expr, patterns);
        if (!self.is_varied(expr) || self.is_passive(expr)) && self.moving(expr).is_none() && !named {
            return Subject::Passive(self.passive_value(expr));
        }
        let (inner, reference) = self.referenced_subject(expr);
        self.holder = patterns.iter().find_map(|pattern| Holder::of_pattern(pattern));
        let value = match self.held_method(inner) {
            Some(value) => value,
            None => match self.place(inner) {
                Some((place, ty)) => Value { expr: Expr::Place(place), ty },
                None => self.rvalue(inner),
            },
        };
        let mut value = value;
        let error = if apart && reference.is_none() { self.part_error(&mut value, patterns) } else { None };
        let part = self.part(Ty::Unknown, value, expr.span());
        if let Some(error) = error {
            return self.with_error(&part, error);
        }
        Subject::Active(Part { reference: reference.or(part.reference), ..self.behind_reference(part) })
    }

    /// What `expr` refers to, and whether by a reference, to be changed.
    pub(super) fn referenced_subject<'e>(&self, expr: &'e syn::Expr) -> (&'e syn::Expr, Option<bool>) {
        match expr {
            syn::Expr::Reference(reference) => (&*reference.expr, Some(reference.mutability.is_some())),
            syn::Expr::MethodCall(call) if call.args.is_empty() => {
                let is_list = self.is_list(&call.receiver);
                match call.method.to_string().as_str() {
                    "as_slice" => (expr, Some(false)),
                    "as_mut_slice" => (expr, Some(true)),
                    "as_ref" if !is_list => (&*call.receiver, Some(false)),
                    "as_mut" if !is_list => (&*call.receiver, Some(true)),
                    _ => (expr, None),
                }
            }
            _ => (expr, None),
        }
    }

    /// A variable that is taken apart as an `Option` or a `Result` is one.
    fn learn_holder(&mut self, expr: &syn::Expr, patterns: &[&syn::Pat]) {
        if !matches!(expr, syn::Expr::Path(_)) || !matches!(self.type_of(expr), Ty::Unknown) {
            return;
        }
        let Some((place, _)) = self.place(expr) else { return };
        if !place.path.is_empty() {
            return;
        }
        match patterns.iter().find_map(|pattern| Holder::of_pattern(pattern)) {
            Some(Holder::Option) => self.refine_var(place.root, &Ty::Option(Box::default())),
            Some(Holder::Result) => self.refine_var(place.root, &Ty::Result(Box::default(), Box::default())),
            None => {}
        }
    }

    /// What a `&mut` variable refers to: the variable itself would move into the `match`.
    fn behind_reference(&self, mut part: Part) -> Part {
        if part.place.path.is_empty() && matches!(self.ty_of(part.place.root), Ty::Ref(true, _)) {
            part.place.path.push(crate::ir::Step::Deref);
        }
        part
    }

    /// A slice, an array, a `Vec`: not an `Option`.
    pub(super) fn is_list(&self, expr: &syn::Expr) -> bool {
        self.type_of(expr).has_slices()
    }

    pub(super) fn arm(
        &mut self,
        pattern: &syn::Pat,
        guard: Option<&syn::Expr>,
        subject: &Subject,
        patterns: &mut Vec<MatchPattern>,
        body: impl FnOnce(&mut Self),
    ) -> Block {
        let mut head = anything();
        let block = self.in_block(|this| {
            head.pattern = this.head(pattern, subject, &mut head.binds);
            head.guard = guard.map(|guard| this.guard(guard));
            body(this);
        });
        patterns.push(head);
        block
    }

    /// A guard runs before its arm: the copies that the arm makes of parts are made for it as well.
    fn guard(&mut self, guard: &syn::Expr) -> crate::ir::Tokens {
        let copies: Vec<crate::ir::Stmt> =
            self.out.iter().filter(|stmt| matches!(stmt.kind, StmtKind::Let { .. })).cloned().collect();
        let mut tokens = self.opaque(guard).tokens;
        let mut before = TokenStream::new();
        for stmt in &copies {
            let StmtKind::Let { var, value } = &stmt.kind else { continue };
            if tokens.reads.contains(var) {
                before.extend(crate::emit::stmts(&self.function, std::slice::from_ref(stmt)));
                tokens.reads.retain(|read| read != var);
                tokens.flows.retain(|read| read != var);
                value.for_each_read(&mut |read| tokens.reads.push(read));
            }
        }
        if !before.is_empty() {
            let stream = &tokens.stream;
            tokens.stream = quote!({ #before #stream });
        }
        tokens
    }

    /// Binds the names of `pattern`; what is left of it for the `match` of the generated code.
    pub(super) fn head(&mut self, pattern: &syn::Pat, subject: &Subject, binds: &mut Vec<VarId>) -> TokenStream {
        match (pattern, subject) {
            (syn::Pat::Paren(inner), _) => self.head(&inner.pat, subject, binds),
            (syn::Pat::Tuple(patterns), Subject::Tuple(parts)) if patterns.elems.len() == parts.len() => {
                let heads: Vec<TokenStream> =
                    patterns.elems.iter().zip(parts).map(|(pattern, part)| self.head(pattern, part, binds)).collect();
                quote!((#(#heads),*))
            }
            (_, Subject::Tuple(_)) => {
                if binds_names(pattern) {
                    self.unknown_pattern(pattern);
                }
                pattern.to_token_stream()
            }
            (_, Subject::Upcoming(upcoming)) => self.bind_upcoming(pattern, upcoming),
            (_, Subject::Element(_, part)) => self.bind_element_part(pattern, part),
            (_, Subject::Split(split)) => self.bind_split_part(pattern, split),
            (_, Subject::Active(part) | Subject::Failing(part, _)) => {
                match self.bind_error(pattern, part, binds, matches!(subject, Subject::Failing(..))) {
                    Some(head) => head,
                    None => self.bind_part(pattern, part.clone(), true),
                }
            }
            (syn::Pat::Ident(name), Subject::Text(value)) if name.subpat.is_none() && !is_constant(name) => {
                let var = self.bind(&name.ident, value.ty.clone(), name.mutability.is_some(), Role::Local);
                self.emit(StmtKind::Let { var, value: value.expr.clone() }, pattern.span());
                quote!(_)
            }
            (_, Subject::Passive(value) | Subject::Text(value)) => {
                let mut renamed = pattern.clone();
                let before = binds.len();
                self.bind_pattern(pattern, &mut renamed, &value.ty, binds);
                // Of what type they are, only rustc knows: a reference cannot be kept.
                let open = binds[before..].iter().filter(|var| matches!(self.ty_of(**var), Ty::Unknown)).copied();
                let open: Vec<VarId> = open.collect();
                self.given.extend(open);
                renamed.to_token_stream()
            }
        }
    }
}

impl Subject {
    /// The value that the `match` of the generated code looks at: by reference, so that nothing moves.
    pub(super) fn scrutinee(&self) -> Expr {
        match self {
            Subject::Passive(value) | Subject::Text(value) => value.expr.clone(),
            Subject::Element(condition, _)
            | Subject::Upcoming(Upcoming { condition, .. })
            | Subject::Split(super::access::Split { condition, .. }) => condition.clone(),
            Subject::Active(part) if part.ty.is_copy() && part.reference.is_none() => Expr::Place(part.place.clone()),
            Subject::Active(part) => Expr::Place(part.place.clone()).by_ref(),
            Subject::Failing(_, whole) => Expr::Tokens(whole.clone()),
            Subject::Tuple(parts) => Expr::Tuple(parts.iter().map(Subject::scrutinee).collect()),
        }
    }
}

/// Whether a value that fits `pattern` is text: it carries no derivative, and is compared by itself, not by reference.
fn is_text(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Lit(literal) => matches!(literal.lit, syn::Lit::Str(_) | syn::Lit::ByteStr(_)),
        syn::Pat::Or(cases) => cases.cases.iter().any(is_text),
        syn::Pat::Paren(inner) => is_text(&inner.pat),
        syn::Pat::Ident(name) => name.subpat.as_ref().is_some_and(|(_, inner)| is_text(inner)),
        _ => false,
    }
}

/// Whether `pattern` names a tuple as a whole.
fn is_whole(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Paren(inner) => is_whole(&inner.pat),
        syn::Pat::Or(cases) => cases.cases.iter().any(is_whole),
        syn::Pat::Ident(name) => !is_constant(name),
        _ => false,
    }
}

/// `[a, b, ..]`, with names.
fn takes_apart(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Paren(inner) => takes_apart(&inner.pat),
        syn::Pat::Reference(inner) => takes_apart(&inner.pat),
        syn::Pat::Slice(_) => binds_names(pattern),
        _ => false,
    }
}

/// `_`
pub(super) fn anything() -> MatchPattern {
    MatchPattern { pattern: quote!(_), guard: None, binds: Vec::new() }
}

/// What `patterns` of tuples say of the part at `index`.
pub(super) fn inside<'p>(patterns: &[&'p syn::Pat], index: usize) -> Vec<&'p syn::Pat> {
    let tuples = patterns.iter().filter_map(|pattern| match pattern {
        syn::Pat::Tuple(tuple) => tuple.elems.get(index),
        _ => None,
    });
    tuples.collect()
}

/// The cases of a pattern, one by one where they bind parts.
fn cases<'p>(pattern: &'p syn::Pat, subject: &Subject) -> Vec<&'p syn::Pat> {
    match (pattern, subject) {
        (syn::Pat::Or(cases), Subject::Active(_) | Subject::Failing(..) | Subject::Tuple(_))
            if binds_names(pattern) =>
        {
            cases.cases.iter().collect()
        }
        _ => vec![pattern],
    }
}
