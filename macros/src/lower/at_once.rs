//! A `Result` that is taken apart at once, rewritten before lowering: its error moves, and nothing holds the whole.
//!
//! ```text
//! let r = f(x);                       match f(x) { Ok(v) => …, Err(e) => … }
//! match r { Ok(v) => …, Err(e) => … }
//! ```

use quote::ToTokens;

use super::option::Holder;

/// Rewrites the statements of `block`.
pub(super) fn rewrite(block: &mut syn::Block) {
    let mut index = 0;
    while index + 1 < block.stmts.len() {
        let (before, after) = block.stmts.split_at_mut(index + 1);
        if let Some((name, call)) = result_of_call(&before[index])
            && mentions(after, name) == 1
            && let Some(subject) = subject(&mut after[0])
            && matches!(subject, syn::Expr::Path(path) if path.path.is_ident(name))
        {
            *subject = call.clone();
            block.stmts.remove(index);
        } else {
            index += 1;
        }
    }
}

/// `let name = f(x);`
fn result_of_call(stmt: &syn::Stmt) -> Option<(&syn::Ident, &syn::Expr)> {
    let syn::Stmt::Local(local) = stmt else { return None };
    let syn::Pat::Ident(name) = &local.pat else { return None };
    let plain = name.by_ref.is_none() && name.mutability.is_none() && name.subpat.is_none() && local.attrs.is_empty();
    let init = local.init.as_ref().filter(|init| plain && init.diverge.is_none())?;
    matches!(&*init.expr, syn::Expr::Call(_) | syn::Expr::MethodCall(_)).then_some((&name.ident, &*init.expr))
}

/// What a statement takes apart before it does anything else, where its patterns are those of a `Result`.
fn subject(stmt: &mut syn::Stmt) -> Option<&mut syn::Expr> {
    match stmt {
        syn::Stmt::Local(local) => {
            let is_result = Holder::of_pattern(&local.pat) == Some(Holder::Result);
            let init = local.init.as_mut()?;
            match &init.diverge {
                Some(_) => is_result.then_some(&mut *init.expr),
                None => in_expr(&mut init.expr),
            }
        }
        syn::Stmt::Expr(expr, _) => in_expr(expr),
        _ => None,
    }
}

fn in_expr(expr: &mut syn::Expr) -> Option<&mut syn::Expr> {
    match expr {
        syn::Expr::Match(choice) => {
            let is_result = choice.arms.iter().any(|arm| Holder::of_pattern(&arm.pat) == Some(Holder::Result));
            is_result.then_some(&mut *choice.expr)
        }
        syn::Expr::If(branch) => match &mut *branch.cond {
            syn::Expr::Let(binding) if Holder::of_pattern(&binding.pat) == Some(Holder::Result) => {
                Some(&mut *binding.expr)
            }
            _ => None,
        },
        syn::Expr::Return(returned) => in_expr(returned.expr.as_mut()?),
        // What is assigned is evaluated first.
        syn::Expr::Assign(assign) if is_name(&assign.left) => in_expr(&mut assign.right),
        syn::Expr::Binary(binary) if super::questions::is_update(binary.op) && is_name(&binary.left) => {
            in_expr(&mut binary.right)
        }
        _ => None,
    }
}

fn is_name(expr: &syn::Expr) -> bool {
    matches!(expr, syn::Expr::Path(path) if path.path.get_ident().is_some())
}

/// How often `name` stands in `stmts`, in macros too.
fn mentions(stmts: &[syn::Stmt], name: &syn::Ident) -> usize {
    stmts.iter().map(|stmt| count(stmt.to_token_stream(), name)).sum()
}

fn count(tokens: proc_macro2::TokenStream, name: &syn::Ident) -> usize {
    let each = |token| match token {
        proc_macro2::TokenTree::Ident(ident) => usize::from(ident == *name),
        proc_macro2::TokenTree::Group(group) => count(group.stream(), name),
        // `"{name}"`
        proc_macro2::TokenTree::Literal(text) => usize::from(text.to_string().contains(&format!("{{{name}"))),
        proc_macro2::TokenTree::Punct(_) => 0,
    };
    tokens.into_iter().map(each).sum()
}
