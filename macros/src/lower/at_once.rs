//! A `Result` that is taken apart at once, rewritten before lowering: its error moves, and nothing holds the whole.
//!
//! ```text
//! let r = f(x);                       match f(x) { Ok(v) => …, Err(e) => … }
//! match r { Ok(v) => …, Err(e) => … }
//! for r in xs.map(|u| f(u)) { match r { Ok(v) => …, Err(e) => … } }
//!                                     for u in xs { match f(u) { Ok(v) => …, Err(e) => … } }
//! ```

use quote::ToTokens;

use super::option::Holder;

/// Rewrites the statements of `block`; `tries` where `?` takes a `Result` apart.
pub(super) fn rewrite(block: &mut syn::Block, tries: bool) {
    let mut index = 0;
    while index + 1 < block.stmts.len() {
        let (before, after) = block.stmts.split_at_mut(index + 1);
        if let Some((name, call)) = result_of_call(&before[index])
            && mentions(after, name) == 1
            && let Some(subject) = subject(&mut after[0], tries)
            && matches!(subject, syn::Expr::Path(path) if path.path.is_ident(name))
        {
            *subject = call.clone();
            block.stmts.remove(index);
        } else {
            index += 1;
        }
    }
}

/// A loop over results that are made of items, which it takes apart at once.
pub(super) fn looped(looped: &mut syn::ExprForLoop, tries: bool) {
    let syn::Pat::Ident(name) = &*looped.pat else { return };
    let name = name.ident.clone();
    if !is_lazy(&looped.expr) {
        return;
    }
    let (pattern, items, made) = super::gathered::each(&looped.expr, looped.for_token.span);
    let mut bound = Vec::new();
    super::flows::names(&pattern, &mut bound);
    let body = &mut looped.body.stmts;
    let hidden = bound.iter().any(|bound| mentions(body, &syn::Ident::new(bound, name.span())) > 0);
    if matches!(made, syn::Expr::Path(_)) || mentions(body, &name) != 1 {
        return;
    }
    if let Some(subject) = body.first_mut().and_then(|first| subject(first, tries))
        && matches!(subject, syn::Expr::Path(path) if path.path.is_ident(&name))
    {
        if hidden {
            *subject = syn::parse_quote!({ let #pattern = #name; #made });
        } else {
            *subject = made;
            *looped.pat = pattern;
        }
        *looped.expr = items;
    }
}

/// Whether items are made one by one: `map` of an iterator, unlike that of an array.
fn is_lazy(items: &syn::Expr) -> bool {
    let syn::Expr::MethodCall(call) = items else { return true };
    match &*call.receiver {
        _ if call.method != "map" => true,
        syn::Expr::Paren(inner) => matches!(&*inner.expr, syn::Expr::Range(_)),
        syn::Expr::MethodCall(inner) => {
            let name = inner.method.to_string();
            super::stream::is_link(&name) && !matches!(name.as_str(), "map" | "clone")
                || name == "map" && is_lazy(&call.receiver)
        }
        _ => false,
    }
}

/// `let name = f(x);`
fn result_of_call(stmt: &syn::Stmt) -> Option<(&syn::Ident, &syn::Expr)> {
    let syn::Stmt::Local(local) = stmt else { return None };
    let gathered = matches!(local.init.as_ref().map(|init| &*init.expr), Some(syn::Expr::MethodCall(call))
        if super::gathered::collected(call, None).is_some());
    let pattern = match &local.pat {
        syn::Pat::Type(typed) if gathered => &*typed.pat,
        pattern => pattern,
    };
    let syn::Pat::Ident(name) = pattern else { return None };
    let plain = name.by_ref.is_none() && name.mutability.is_none() && name.subpat.is_none() && local.attrs.is_empty();
    let init = local.init.as_ref().filter(|init| plain && init.diverge.is_none())?;
    matches!(&*init.expr, syn::Expr::Call(_) | syn::Expr::MethodCall(_)).then_some((&name.ident, &*init.expr))
}

/// What a statement takes apart before it does anything else, where its patterns are those of a `Result`.
fn subject(stmt: &mut syn::Stmt, tries: bool) -> Option<&mut syn::Expr> {
    match stmt {
        syn::Stmt::Local(local) => {
            let is_result = Holder::of_pattern(&local.pat) == Some(Holder::Result);
            let init = local.init.as_mut()?;
            match &init.diverge {
                Some(_) => is_result.then_some(&mut *init.expr),
                None => in_expr(&mut init.expr, tries),
            }
        }
        syn::Stmt::Expr(expr, _) => in_expr(expr, tries),
        _ => None,
    }
}

fn in_expr(expr: &mut syn::Expr, tries: bool) -> Option<&mut syn::Expr> {
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
        syn::Expr::Try(tried) if tries => Some(&mut *tried.expr),
        syn::Expr::Return(returned) => in_expr(returned.expr.as_mut()?, tries),
        // What is assigned is evaluated first.
        syn::Expr::Assign(assign) if is_name(&assign.left) => in_expr(&mut assign.right, tries),
        syn::Expr::Binary(binary) if super::questions::is_update(binary.op) && is_name(&binary.left) => {
            in_expr(&mut binary.right, tries)
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
