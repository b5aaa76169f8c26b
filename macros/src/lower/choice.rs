//! A reference to one of several places, rewritten before lowering: what follows stands in each arm.
//!
//! ```text
//! let p = if c { &a } else { &b };     if c { let p = &a; rest } else { let p = &b; rest }
//! rest
//! ```
//!
//! So `p` is another name for one place in each arm, and the adjoint of that place is known there. A box of an object that
//! is one of several types is of one type in each arm:
//!
//! ```text
//! let s: Box<dyn Shape> = if c { Box::new(a) } else { Box::new(b) };
//! s.area()                             if c { let s = Box::new(a); s.area() } else { let s = Box::new(b); s.area() }
//! ```

//!
//! The same for an argument of a call whose other arguments are places and constants:
//!
//! ```text
//! norm(if c { &a } else { &b }, x)     if c { let p = &a; norm(p, x) } else { let p = &b; norm(p, x) }
//! ```

use proc_macro2::Span;
use quote::ToTokens;
use syn::parse_quote;
use syn::visit::Visit;

use super::lent::References;

/// More of them in one block would double what follows too often.
const MOST: usize = 4;

/// Rewrites the statements of `block`.
pub(super) fn rewrite(block: &mut syn::Block, references: &References) {
    name_references(block, references);
    let found = || block.stmts.iter().filter_map(chosen);
    let choices = found().filter(|(_, value, _)| ends(value) > 1).count();
    if found().next().is_none() || choices > MOST || block.stmts.iter().any(|stmt| matches!(stmt, syn::Stmt::Item(_))) {
        return;
    }
    let Some(index) = block.stmts.iter().position(|stmt| chosen(stmt).is_some()) else { return };
    let rest = block.stmts[index + 1..].to_vec();
    let Some((pattern, value, leaf)) = chosen(&block.stmts[index]) else { return };
    if rest.is_empty()
        || hides(value, &names_of(pattern), &rest)
        || leaf == Leaf::Object && !is_only_asked(pattern, &rest)
    {
        return;
    }
    let pattern = match (leaf, pattern) {
        (Leaf::Object, syn::Pat::Type(typed)) => &*typed.pat,
        (_, pattern) => pattern,
    };
    let mut value = value.clone();
    distribute(&mut value, &pattern.clone(), &rest, leaf);
    block.stmts.truncate(index);
    let has_value = matches!(rest.last(), Some(syn::Stmt::Expr(_, None)));
    let semicolon = (!has_value).then(syn::token::Semi::default);
    block.stmts.push(syn::Stmt::Expr(value, semicolon));
}

/// Writes the references that choices give as `&*name`.
fn name_references(block: &mut syn::Block, references: &References) {
    for index in 0..block.stmts.len() {
        let (before, rest) = block.stmts.split_at_mut(index + 1);
        if let Some(syn::Stmt::Local(local)) = before.last_mut()
            && may_choose(local)
            && let Some(init) = &mut local.init
            && !ends_in(&init.expr, Leaf::Reference)
            && let Some(value) = references.written(&local.pat, &init.expr, rest)
        {
            *init.expr = value;
        }
    }
}

/// How many values the choice has.
fn ends(value: &syn::Expr) -> usize {
    let mut count = 0;
    for_each_end(&mut value.clone(), &mut |_| count += 1);
    count
}

/// Calls `each` with what stands at the ends of a choice, but for what leaves it.
pub(super) fn for_each_end(expr: &mut syn::Expr, each: &mut dyn FnMut(&mut syn::Expr)) {
    let of_block = |block: &mut syn::Block, each: &mut dyn FnMut(&mut syn::Expr)| {
        if let Some(syn::Stmt::Expr(tail, None)) = block.stmts.last_mut() {
            for_each_end(tail, each);
        }
    };
    match expr {
        syn::Expr::Block(block) => of_block(&mut block.block, each),
        syn::Expr::If(branch) => {
            of_block(&mut branch.then_branch, each);
            if let Some((_, other)) = &mut branch.else_branch {
                for_each_end(other, each);
            }
        }
        syn::Expr::Match(choice) => choice.arms.iter_mut().for_each(|arm| for_each_end(&mut arm.body, each)),
        other if leaves(other) => {}
        other => each(other),
    }
}

/// A call in each arm of the choice that is its argument.
pub(super) fn of_argument(expr: &syn::Expr) -> Option<syn::Expr> {
    let mut call = expr.clone();
    let (receiver, arguments) = match &mut call {
        syn::Expr::Call(call) => {
            let syn::Expr::Path(path) = &*call.func else { return None };
            if path.path.segments.last()?.ident.to_string().starts_with(char::is_uppercase) {
                return None;
            }
            (None, &mut call.args)
        }
        syn::Expr::MethodCall(call) => (Some(&*call.receiver), &mut call.args),
        _ => return None,
    };
    let is_choice = |argument: &syn::Expr| {
        matches!(argument, syn::Expr::If(_) | syn::Expr::Match(_)) && ends_in(argument, Leaf::Reference)
    };
    let index = arguments.iter().position(is_choice)?;
    if !receiver.into_iter().all(is_simple)
        || arguments.iter().enumerate().any(|(at, other)| at != index && !is_simple(other))
    {
        return None;
    }
    let name = syn::Ident::new("__inner", Span::mixed_site());
    let mut value = std::mem::replace(arguments.get_mut(index)?, parse_quote!(#name));
    let rest = [syn::Stmt::Expr(call, None)];
    if hides(&value, &[], &rest) {
        return None;
    }
    distribute(&mut value, &parse_quote!(#name), &rest, Leaf::Reference);
    Some(value)
}

/// What may be evaluated before or after a condition.
fn is_simple(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Lit(_) => true,
        syn::Expr::Reference(reference) => is_simple(&reference.expr),
        syn::Expr::Unary(unary) => is_simple(&unary.expr),
        syn::Expr::Field(field) => is_simple(&field.base),
        expr => is_place(expr),
    }
}

/// What the arms end with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leaf {
    /// `&place`
    Reference,
    /// `Box::new(..)`, where a box of an object is wanted.
    Object,
}

impl Leaf {
    fn is(self, expr: &syn::Expr) -> bool {
        match (self, expr) {
            (Leaf::Reference, syn::Expr::Reference(reference)) => is_place(&reference.expr),
            (Leaf::Reference, syn::Expr::Tuple(tuple)) => {
                !tuple.elems.is_empty() && tuple.elems.iter().all(|part| self.is(part))
            }
            (Leaf::Object, syn::Expr::Call(call)) => {
                call.func.to_token_stream().to_string().replace(' ', "").ends_with("Box::new")
            }
            _ => false,
        }
    }
}

/// Whether the name stands before a method everywhere.
fn is_only_asked(pattern: &syn::Pat, rest: &[syn::Stmt]) -> bool {
    struct Uses {
        name: String,
        asked: usize,
        all: usize,
    }
    impl Visit<'_> for Uses {
        fn visit_expr_method_call(&mut self, call: &syn::ExprMethodCall) {
            let plain = !matches!(call.method.to_string().as_str(), "clone" | "as_ref" | "as_mut" | "into");
            let name = |path: &syn::ExprPath| path.path.get_ident().is_some_and(|name| *name == self.name);
            self.asked += usize::from(plain && matches!(&*call.receiver, syn::Expr::Path(path) if name(path)));
            syn::visit::visit_expr_method_call(self, call);
        }
        fn visit_ident(&mut self, name: &proc_macro2::Ident) {
            self.all += usize::from(*name == self.name);
        }
        fn visit_macro(&mut self, invocation: &syn::Macro) {
            self.all += usize::from(invocation.tokens.to_string().contains(&self.name));
        }
    }
    let syn::Pat::Type(typed) = pattern else { return false };
    let mut uses = Uses { name: typed.pat.to_token_stream().to_string(), asked: 0, all: 0 };
    rest.iter().for_each(|stmt| uses.visit_stmt(stmt));
    uses.asked == uses.all
}

/// `let p = if … { &a } else { &b };`
fn chosen(stmt: &syn::Stmt) -> Option<(&syn::Pat, &syn::Expr, Leaf)> {
    let syn::Stmt::Local(local) = stmt else { return None };
    let init = local.init.as_ref().filter(|_| may_choose(local))?;
    let is_object =
        matches!(&local.pat, syn::Pat::Type(typed) if super::object::is_object(&crate::types::Ty::of(&typed.ty)));
    let leaf = if is_object { Leaf::Object } else { Leaf::Reference };
    ends_in(&init.expr, leaf).then_some((&local.pat, &*init.expr, leaf))
}

/// Whether `local` binds names that do not change to what one of several arms gives.
fn may_choose(local: &syn::Local) -> bool {
    let is_name = |pattern: &syn::Pat| matches!(pattern, syn::Pat::Ident(name) if name.mutability.is_none() && name.by_ref.is_none());
    let binds = match &local.pat {
        syn::Pat::Type(typed) => is_name(&typed.pat),
        syn::Pat::Tuple(tuple) => tuple.elems.iter().all(is_name),
        pattern => is_name(pattern),
    };
    binds
        && local.init.as_ref().is_some_and(|init| {
            init.diverge.is_none()
                && match &*init.expr {
                    syn::Expr::If(_) | syn::Expr::Match(_) => true,
                    syn::Expr::Block(block) => block.label.is_none(),
                    _ => false,
                }
        })
}

/// The names that a pattern binds.
fn names_of(pattern: &syn::Pat) -> Vec<String> {
    let mut names = Vec::new();
    super::flows::names(pattern, &mut names);
    names
}

/// Whether every arm ends in a leaf, or never ends.
fn ends_in(expr: &syn::Expr, leaf: Leaf) -> bool {
    let of_block = |block: &syn::Block| match block.stmts.last() {
        Some(syn::Stmt::Expr(tail, None)) => ends_in(tail, leaf),
        Some(syn::Stmt::Expr(tail, Some(_))) => leaves(tail),
        Some(syn::Stmt::Macro(stmt)) => diverges(&stmt.mac),
        _ => false,
    };
    match expr {
        expr if leaf.is(expr) => true,
        syn::Expr::Block(block) => of_block(&block.block),
        syn::Expr::If(branch) => {
            of_block(&branch.then_branch) && branch.else_branch.as_ref().is_some_and(|(_, other)| ends_in(other, leaf))
        }
        syn::Expr::Match(choice) => choice.arms.iter().all(|arm| ends_in(&arm.body, leaf)),
        other => leaves(other),
    }
}

pub(super) fn leaves(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Return(_) | syn::Expr::Break(_) | syn::Expr::Continue(_) => true,
        syn::Expr::Macro(invocation) => diverges(&invocation.mac),
        _ => false,
    }
}

/// `panic!(..)` and the like, unlike `vec![..]`.
pub(super) fn diverges(invocation: &syn::Macro) -> bool {
    let name = invocation.path.segments.last().map(|last| last.ident.to_string());
    name.is_some_and(|name| ["panic", "unreachable", "unimplemented", "todo"].contains(&name.as_str()))
}

fn is_place(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Paren(inner) => is_place(&inner.expr),
        syn::Expr::Field(field) => is_place(&field.base),
        syn::Expr::Index(index) => is_place(&index.expr),
        syn::Expr::Unary(unary) => matches!(unary.op, syn::UnOp::Deref(_)) && is_place(&unary.expr),
        syn::Expr::Path(path) => path.path.get_ident().is_some(),
        _ => false,
    }
}

/// Whether a name that the arms bind means another thing in what follows, where `names` are bound again.
fn hides(value: &syn::Expr, names: &[String], rest: &[syn::Stmt]) -> bool {
    struct Bound(Vec<String>);
    impl Visit<'_> for Bound {
        fn visit_pat_ident(&mut self, pattern: &syn::PatIdent) {
            self.0.push(pattern.ident.to_string());
        }
    }
    let mut bound = Bound(Vec::new());
    bound.visit_expr(value);
    let tokens: proc_macro2::TokenStream = rest.iter().map(ToTokens::to_token_stream).collect();
    bound.0.iter().filter(|name| !names.contains(name)).any(|name| crate::hoist::names(tokens.clone(), name))
}

/// Puts `let pattern = &place; rest` in the place of each `&place`.
fn distribute(expr: &mut syn::Expr, pattern: &syn::Pat, rest: &[syn::Stmt], leaf: Leaf) {
    let into_block = |block: &mut syn::Block| {
        if let Some(syn::Stmt::Expr(tail, None)) = block.stmts.last_mut() {
            distribute(tail, pattern, rest, leaf);
        }
    };
    match expr {
        found if leaf.is(found) => {
            let reference = found.clone();
            *found = syn::parse_quote!({ let #pattern = #reference; #(#rest)* });
        }
        syn::Expr::Block(block) => into_block(&mut block.block),
        syn::Expr::If(branch) => {
            into_block(&mut branch.then_branch);
            if let Some((_, other)) = &mut branch.else_branch {
                distribute(other, pattern, rest, leaf);
            }
        }
        syn::Expr::Match(choice) => choice.arms.iter_mut().for_each(|arm| {
            distribute(&mut arm.body, pattern, rest, leaf);
            arm.comma.get_or_insert_default();
        }),
        _ => {}
    }
}
