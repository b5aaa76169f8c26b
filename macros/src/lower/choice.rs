//! A reference to one of several places, rewritten before lowering: what follows stands in each arm.
//!
//! ```text
//! let p = if c { &a } else { &b };     if c { let p = &a; rest } else { let p = &b; rest }
//! rest
//! ```
//!
//! So `p` is another name for one place in each arm, and the adjoint of that place is known there.

use quote::ToTokens;
use syn::visit::Visit;

/// More of them in one block would double what follows too often.
const MOST: usize = 4;

/// Rewrites the statements of `block`.
pub(super) fn rewrite(block: &mut syn::Block) {
    let choices = block.stmts.iter().filter(|stmt| chosen(stmt).is_some()).count();
    if choices == 0 || choices > MOST || block.stmts.iter().any(|stmt| matches!(stmt, syn::Stmt::Item(_))) {
        return;
    }
    let Some(index) = block.stmts.iter().position(|stmt| chosen(stmt).is_some()) else { return };
    let rest = block.stmts[index + 1..].to_vec();
    let Some((pattern, value)) = chosen(&block.stmts[index]) else { return };
    if rest.is_empty() || hides(value, &rest) {
        return;
    }
    let mut value = value.clone();
    distribute(&mut value, &pattern.clone(), &rest);
    block.stmts.truncate(index);
    let ends = matches!(rest.last(), Some(syn::Stmt::Expr(_, None)));
    let semicolon = (!ends).then(syn::token::Semi::default);
    block.stmts.push(syn::Stmt::Expr(value, semicolon));
}

/// `let p = if … { &a } else { &b };`
fn chosen(stmt: &syn::Stmt) -> Option<(&syn::Pat, &syn::Expr)> {
    let syn::Stmt::Local(local) = stmt else { return None };
    let init = local.init.as_ref().filter(|init| init.diverge.is_none())?;
    let name = match &local.pat {
        syn::Pat::Type(typed) => &*typed.pat,
        pattern => pattern,
    };
    let is_name = matches!(name, syn::Pat::Ident(name) if name.mutability.is_none() && name.by_ref.is_none());
    let is_choice = matches!(&*init.expr, syn::Expr::If(_) | syn::Expr::Match(_));
    (is_name && is_choice && ends_in_references(&init.expr)).then_some((&local.pat, &*init.expr))
}

/// Whether every arm ends in `&place`, or never ends.
fn ends_in_references(expr: &syn::Expr) -> bool {
    let of_block = |block: &syn::Block| match block.stmts.last() {
        Some(syn::Stmt::Expr(tail, None)) => ends_in_references(tail),
        Some(syn::Stmt::Expr(tail, Some(_))) => leaves(tail),
        Some(syn::Stmt::Macro(stmt)) => diverges(&stmt.mac),
        _ => false,
    };
    match expr {
        syn::Expr::Reference(reference) => is_place(&reference.expr),
        syn::Expr::Block(block) => of_block(&block.block),
        syn::Expr::If(branch) => {
            of_block(&branch.then_branch)
                && branch.else_branch.as_ref().is_some_and(|(_, other)| ends_in_references(other))
        }
        syn::Expr::Match(choice) => choice.arms.iter().all(|arm| ends_in_references(&arm.body)),
        other => leaves(other),
    }
}

fn leaves(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Return(_) | syn::Expr::Break(_) | syn::Expr::Continue(_) => true,
        syn::Expr::Macro(invocation) => diverges(&invocation.mac),
        _ => false,
    }
}

/// `panic!(..)` and the like, unlike `vec![..]`.
fn diverges(invocation: &syn::Macro) -> bool {
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

/// Whether a name that the arms bind means another thing in what follows.
fn hides(value: &syn::Expr, rest: &[syn::Stmt]) -> bool {
    struct Bound(Vec<String>);
    impl Visit<'_> for Bound {
        fn visit_pat_ident(&mut self, pattern: &syn::PatIdent) {
            self.0.push(pattern.ident.to_string());
        }
    }
    let mut bound = Bound(Vec::new());
    bound.visit_expr(value);
    let tokens: proc_macro2::TokenStream = rest.iter().map(ToTokens::to_token_stream).collect();
    bound.0.iter().any(|name| crate::hoist::names(tokens.clone(), name))
}

/// Puts `let pattern = &place; rest` in the place of each `&place`.
fn distribute(expr: &mut syn::Expr, pattern: &syn::Pat, rest: &[syn::Stmt]) {
    let into_block = |block: &mut syn::Block| {
        if let Some(syn::Stmt::Expr(tail, None)) = block.stmts.last_mut() {
            distribute(tail, pattern, rest);
        }
    };
    match expr {
        syn::Expr::Reference(_) => {
            let reference = expr.clone();
            *expr = syn::parse_quote!({ let #pattern = #reference; #(#rest)* });
        }
        syn::Expr::Block(block) => into_block(&mut block.block),
        syn::Expr::If(branch) => {
            into_block(&mut branch.then_branch);
            if let Some((_, other)) = &mut branch.else_branch {
                distribute(other, pattern, rest);
            }
        }
        syn::Expr::Match(choice) => choice.arms.iter_mut().for_each(|arm| {
            distribute(&mut arm.body, pattern, rest);
            arm.comma.get_or_insert_default();
        }),
        _ => {}
    }
}
