//! A `Result` that is asked for more than once, rewritten before lowering: its error gets a name of its own, so that it may
//! move, and nothing records it.
//!
//! ```text
//! let r = f(x);                        let mut r_error = None;
//!                                      let r = match f(x) { Ok(v) => Ok(v), Err(e) => { r_error = Some(e); Err(()) } };
//! if r.is_err() { return Err(r.unwrap_err()); }
//!                                      if r.is_err() { return Err(r_error.unwrap()); }
//! match r { Ok(v) => …, Err(e) if c => …, Err(e) => … }
//!                                      match r { Ok(v) => …, Err(()) => match r_error { Some(e) if c => …, Some(e) => …, None => unreachable!() } }
//! ```

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{parse_quote, parse_quote_spanned};

use super::error_arms::{Grouped, grouped, is_call};
use super::errors_again::{Assigned, assigns, leaves, looks_once, mentions};
use super::option::Holder;
use super::told::Told;

/// Rewrites the statements of `block`; `tries` where `?` takes a `Result` apart.
pub(super) fn rewrite(block: &mut syn::Block, tries: bool, told: Option<&Told>) {
    // What is made of a result is taken apart before it.
    for index in (0..block.stmts.len()).rev() {
        if let Some((stmts, rest)) = taken_apart(&block.stmts[index], &block.stmts[index + 1..], tries, told) {
            block.stmts.splice(index.., stmts.into_iter().chain(rest));
        }
    }
}

/// The declaration in `stmt`, with an error apart, and what follows it.
fn taken_apart(
    stmt: &syn::Stmt,
    rest: &[syn::Stmt],
    tries: bool,
    told: Option<&Told>,
) -> Option<(Vec<syn::Stmt>, Vec<syn::Stmt>)> {
    let (name, value) = declared(stmt)?;
    let shadowed =
        rest.iter().position(|stmt| matches!(stmt, syn::Stmt::Local(local) if binds(&local.pat, &name.ident)));
    let end = shadowed.map_or(rest.len(), |at| at + 1);
    let error = fresh(&name.ident, value, rest);
    let mut uses = Uses { name: &name.ident, error, tries, asked: false, knows: Knows::Nothing, is_last: false };
    let path = &name.ident;
    let is_told = told.and_then(|told| Holder::told(told, &parse_quote!(#path))) == Some(Holder::Result);
    uses.tell(is_told || is_written(stmt), Knows::IsResult);
    let mut inside = rest[..end].to_vec();
    for (at, stmt) in inside.iter_mut().enumerate() {
        match stmt {
            syn::Stmt::Local(local) if Some(at) == shadowed => match &mut local.init {
                Some(init) if init.diverge.is_none() => uses.visit_expr_mut(&mut init.expr),
                _ => return None,
            },
            stmt => uses.visit_stmt_mut(stmt),
        }
    }
    if uses.knows != Knows::IsResult {
        return None;
    }
    let error = uses.asked.then_some(uses.error);
    for stmt in &mut inside {
        Assigned { name: &name.ident, error: error.as_ref() }.visit_stmt_mut(stmt);
    }
    inside.extend_from_slice(&rest[end..]);
    let apart = apart(value, error.as_ref());
    let mut stmts: Vec<syn::Stmt> = Vec::new();
    stmts.extend(error.map(|error| -> syn::Stmt { parse_quote!(let mut #error = None;) }));
    stmts.push(parse_quote!(let #name = #apart;));
    Some((stmts, inside))
}

/// `let name = f(x);`
fn declared(stmt: &syn::Stmt) -> Option<(&syn::PatIdent, &syn::Expr)> {
    let syn::Stmt::Local(local) = stmt else { return None };
    let pattern = match &local.pat {
        syn::Pat::Type(typed) => &*typed.pat,
        pattern => pattern,
    };
    let syn::Pat::Ident(name) = pattern else { return None };
    let plain = name.by_ref.is_none() && name.subpat.is_none() && local.attrs.is_empty();
    let init = local.init.as_ref().filter(|init| plain && init.diverge.is_none())?;
    is_call(&init.expr).then_some((name, &*init.expr))
}

/// `let name: Result<…> = …;`
fn is_written(stmt: &syn::Stmt) -> bool {
    let syn::Stmt::Local(syn::Local { pat: syn::Pat::Type(typed), .. }) = stmt else { return false };
    matches!(&*typed.ty, syn::Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Result"))
}

/// A name for the error of `name`.
fn fresh(name: &Ident, value: &syn::Expr, rest: &[syn::Stmt]) -> Ident {
    let mut error = format_ident!("{name}_error");
    let is_taken = |name: &Ident| crate::hoist::names(quote!(#value; #(#rest)*), &name.to_string());
    while is_taken(&error) || is_taken(&format_ident!("{error}_next")) {
        error = format_ident!("{error}_");
    }
    error
}

/// `value`, with its error in `error`, if that is asked for.
pub(super) fn apart(value: &syn::Expr, error: Option<&Ident>) -> syn::Expr {
    super::results::split(value, Span::mixed_site(), &|made| {
        let is_quiet = syn::parse2::<syn::Expr>(quote!(#made)).is_ok_and(|made| !super::effects::changes(&made));
        let kept = match error {
            Some(error) => quote!(#error = Some(#made);),
            None if is_quiet => quote!(),
            // What is done on the way to an error that nobody asks for.
            None => quote!(let unasked = #made;),
        };
        quote!({ #kept Err(()) })
    })
}

fn binds(pattern: &syn::Pat, name: &Ident) -> bool {
    let mut names = Vec::new();
    super::flows::names(pattern, &mut names);
    names.iter().any(|bound| name == bound)
}

/// Rewrites what is done with the result.
struct Uses<'n> {
    name: &'n Ident,
    error: Ident,
    tries: bool,
    /// Whether something asks for the error.
    asked: bool,
    knows: Knows,
    /// In what leaves the function, or in a loop that looks once and then assigns another result: the error is not asked for
    /// again.
    is_last: bool,
}

/// What the uses tell.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Knows {
    Nothing,
    IsResult,
    /// Something else is done with it.
    IsUsedOtherwise,
}

/// How the result is looked at.
#[derive(Clone, Copy)]
enum Look {
    Whole,
    Behind,
}

impl Uses<'_> {
    fn tell(&mut self, holds: bool, knows: Knows) {
        if holds {
            self.knows = self.knows.max(knows);
        }
    }

    fn is_name(&self, expr: &syn::Expr) -> bool {
        match expr {
            syn::Expr::Paren(inner) => self.is_name(&inner.expr),
            syn::Expr::Path(path) => path.path.is_ident(self.name),
            _ => false,
        }
    }

    fn look(&self, expr: &syn::Expr) -> Option<Look> {
        match expr {
            syn::Expr::Reference(reference) if reference.mutability.is_none() => {
                self.is_name(&reference.expr).then_some(Look::Behind)
            }
            syn::Expr::MethodCall(call) if call.method == "as_ref" && call.args.is_empty() => {
                self.is_name(&call.receiver).then_some(Look::Behind)
            }
            expr => self.is_name(expr).then_some(Look::Whole),
        }
    }

    /// The error, which moves or is copied as the whole would. At the last look, rustc need not see that there is no other.
    fn error(&mut self, look: Look) -> TokenStream {
        self.asked = true;
        let error = &self.error;
        match look {
            Look::Whole if self.is_last => quote!(#error.take().unwrap()),
            Look::Whole => quote!(#error.unwrap()),
            Look::Behind => quote!(#error.as_ref().unwrap()),
        }
    }

    /// The place where the error is, for a `match` that moves no more of it than the user's.
    fn place(&mut self, look: Look, is_last: bool) -> TokenStream {
        self.asked = true;
        let error = &self.error;
        match look {
            Look::Whole if is_last || self.is_last => quote!(#error.take()),
            Look::Whole => quote!(#error),
            Look::Behind => quote!(&#error),
        }
    }

    /// `match r { … }`
    fn choice(&mut self, choice: &mut syn::ExprMatch) -> bool {
        let Some(look) = self.look(&choice.expr) else { return false };
        self.tell(choice.arms.iter().any(|arm| Holder::of_pattern(&arm.pat) == Some(Holder::Result)), Knows::IsResult);
        match grouped(&choice.arms) {
            Some(Grouped { ok, errors: None }) => choice.arms = ok,
            Some(Grouped { mut ok, errors: Some(errors) }) => {
                let is_last = errors.iter().all(|arm| leaves(&arm.body) || assigns(&arm.body, self.name));
                let place = self.place(look, is_last);
                let errors = errors.into_iter().map(held);
                ok.push(parse_quote!(Err(()) => match #place { #(#errors)* None => ::core::unreachable!(), },));
                choice.arms = ok;
            }
            None => self.tell(true, Knows::IsUsedOtherwise),
        }
        for arm in &mut choice.arms {
            self.visit_arm_mut(arm);
        }
        true
    }

    /// `match (&r, &s) { (Ok(a), Ok(b)) => …, … }`, which asks for no error.
    fn is_asked_beside(&mut self, choice: &syn::ExprMatch) -> bool {
        let syn::Expr::Tuple(tuple) = &*choice.expr else { return false };
        let is_quiet = |(at, value): (usize, &syn::Expr)| {
            let asks = |arm: &syn::Arm| match &arm.pat {
                syn::Pat::Tuple(parts) => parts.elems.get(at).and_then(super::error::asks_for_error) != Some(false),
                pattern => !matches!(pattern, syn::Pat::Wild(_)),
            };
            self.look(value).is_some() && !choice.arms.iter().any(asks) || !mentions(value, self.name)
        };
        let quiet = tuple.elems.iter().enumerate().all(is_quiet) && mentions(&choice.expr, self.name);
        self.tell(quiet, Knows::IsResult);
        quiet
    }

    /// `if let p = r { … }`
    fn if_let(&mut self, branch: &syn::ExprIf) -> Option<syn::Expr> {
        let syn::Expr::Let(binding) = &*branch.cond else { return None };
        self.look(&binding.expr)?;
        let (value, pattern, then) = (&binding.expr, &binding.pat, &branch.then_branch);
        let otherwise = branch.else_branch.as_ref().map_or_else(|| quote!({}), |(_, otherwise)| quote!(#otherwise));
        let mut choice: syn::ExprMatch =
            parse_quote_spanned!(branch.if_token.span=> match #value { #pattern => #then, _ => #otherwise });
        self.choice(&mut choice);
        Some(syn::Expr::Match(choice))
    }

    /// `while let p = r { … }`
    fn while_let(&mut self, looped: &syn::ExprWhile) -> Option<syn::Expr> {
        let syn::Expr::Let(binding) = &*looped.cond else { return None };
        self.look(&binding.expr).filter(|_| looped.attrs.is_empty())?;
        let (label, value, pattern, body) = (&looped.label, &binding.expr, &binding.pat, &looped.body);
        let span = looped.while_token.span;
        let mut choice = parse_quote_spanned!(span=> match #value { #pattern => #body, _ => break });
        self.choice(&mut choice);
        Some(parse_quote_spanned!(span=> #label loop { #choice }))
    }

    /// `r.is_ok()`, `r.unwrap_err()`
    fn method(&mut self, call: &mut syn::ExprMethodCall) -> Option<syn::Expr> {
        if !self.is_name(&call.receiver) {
            return None;
        }
        call.args.iter_mut().for_each(|argument| self.visit_expr_mut(argument));
        let name = call.method.to_string();
        self.tell(
            matches!(name.as_str(), "is_ok" | "is_err" | "unwrap_err" | "expect_err" | "err" | "ok" | "map_err"),
            Knows::IsResult,
        );
        let takes_error = matches!(name.as_str(), "unwrap_or_else" | "or_else" | "map_or_else")
            && matches!(call.args.first(), Some(syn::Expr::Closure(closure)) if closure.inputs.len() == 1);
        self.tell(takes_error, Knows::IsResult);
        match (name.as_str(), call.args.len()) {
            ("is_ok" | "is_err" | "unwrap" | "unwrap_or_default" | "ok", 0)
            | ("expect" | "unwrap_or", 1)
            | ("map_or", 2) => {}
            ("unwrap_err", 0) | ("expect_err", 1) => {
                let error = self.error(Look::Whole);
                return syn::parse2(error).ok();
            }
            ("err", 0) => {
                self.asked = true;
                let error = &self.error;
                return Some(parse_quote!(#error));
            }
            ("as_ref", 0) => return Some(self.whole(Look::Behind)),
            ("map" | "map_err" | "and_then" | "or_else" | "unwrap_or_else", 1) | ("map_or_else", 2) => {
                *call.receiver = self.whole(Look::Whole);
            }
            _ => self.tell(true, Knows::IsUsedOtherwise),
        }
        Some(syn::Expr::MethodCall(call.clone()))
    }

    /// The whole again.
    fn whole(&mut self, look: Look) -> syn::Expr {
        let (name, error) = (self.name, self.error(look));
        let inner = Ident::new("__inner", name.span());
        let reference = matches!(look, Look::Behind).then(|| quote!(&));
        parse_quote!(match #reference #name { Ok(#inner) => Ok(#inner), Err(()) => Err(#error) })
    }
}

/// `Err(pattern) => …`, of an error that is held.
fn held(arm: syn::Arm) -> syn::Arm {
    let pattern = &arm.pat;
    syn::Arm { pat: parse_quote!(Some(#pattern)), ..arm }
}

impl VisitMut for Uses<'_> {
    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        if self.knows == Knows::IsUsedOtherwise {
            return;
        }
        if let syn::Expr::Try(tried) = expr
            && self.tries
            && mentions(&tried.expr, self.name)
        {
            let outside = std::mem::replace(&mut self.is_last, true);
            self.visit_expr_mut(&mut tried.expr);
            self.is_last = outside;
            *expr = super::results::tried(&tried.expr, tried.question_token.span);
            return;
        }
        let outside = self.is_last;
        self.is_last = match expr {
            syn::Expr::Return(_) => true,
            syn::Expr::While(syn::ExprWhile { body, .. })
            | syn::Expr::Loop(syn::ExprLoop { body, .. })
            | syn::Expr::ForLoop(syn::ExprForLoop { body, .. }) => looks_once(body, self.name),
            _ => outside,
        };
        self.uses(expr);
        self.is_last = outside;
    }

    fn visit_pat_mut(&mut self, pattern: &mut syn::Pat) {
        self.tell(binds(pattern, self.name), Knows::IsUsedOtherwise);
    }

    fn visit_macro_mut(&mut self, invocation: &mut syn::Macro) {
        self.tell(crate::hoist::names(invocation.tokens.clone(), &self.name.to_string()), Knows::IsUsedOtherwise);
        // `"{name}"`
        self.tell(invocation.tokens.to_string().contains(&format!("{{{}", self.name)), Knows::IsUsedOtherwise);
    }

    fn visit_item_mut(&mut self, _item: &mut syn::Item) {}
}

impl Uses<'_> {
    fn uses(&mut self, expr: &mut syn::Expr) {
        let new = match expr {
            syn::Expr::Match(choice) => {
                if self.choice(choice) {
                    return;
                }
                if self.is_asked_beside(choice) {
                    return choice.arms.iter_mut().for_each(|arm| self.visit_arm_mut(arm));
                }
                None
            }
            syn::Expr::If(branch) => self.if_let(branch),
            syn::Expr::While(looped) => self.while_let(looped),
            syn::Expr::MethodCall(call) => self.method(call),
            syn::Expr::Assign(assign) if self.is_name(&assign.left) => {
                self.tell(!is_call(&assign.right), Knows::IsUsedOtherwise);
                return self.visit_expr_mut(&mut assign.right);
            }
            syn::Expr::Closure(_) | syn::Expr::Macro(_) => {
                self.tell(mentions(expr, self.name), Knows::IsUsedOtherwise);
                return;
            }
            syn::Expr::Path(_) => {
                if self.is_name(expr) {
                    *expr = self.whole(Look::Whole);
                }
                return;
            }
            syn::Expr::Reference(reference) => {
                self.tell(self.is_name(&reference.expr), Knows::IsUsedOtherwise);
                None
            }
            _ => None,
        };
        match new {
            Some(new) => *expr = new,
            None => visit_mut::visit_expr_mut(self, expr),
        }
    }
}
