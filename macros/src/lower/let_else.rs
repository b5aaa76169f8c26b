//! A `let` whose other cases leave, as `let … else`: what it binds is named, not copied.
//!
//! ```text
//! let p = match e { Some(p) => p, None => return x };      let Some(p) = e else { return x };
//! let p = if let Some(p) = e { p } else { continue };      let Some(p) = e else { continue };
//! ```

use syn::parse_quote;

/// Rewrites `stmt`, if it is one.
pub(super) fn rewritten(mut stmt: syn::Stmt) -> syn::Stmt {
    if let syn::Stmt::Local(local) = &mut stmt
        && is_plain(&local.pat)
        && let Some(init) = local.init.as_mut().filter(|init| init.diverge.is_none())
        && let Some((pattern, value, other)) = cases(&init.expr)
    {
        let name = &local.pat;
        let pattern: syn::Pat = {
            let path = &pattern.path;
            parse_quote!(#path(#name))
        };
        *init.expr = value;
        init.diverge = Some((syn::token::Else::default(), Box::new(other)));
        local.pat = pattern;
    }
    stmt
}

/// The pattern with a value, what it is matched with, and what leaves otherwise.
fn cases(expr: &syn::Expr) -> Option<(&syn::PatTupleStruct, syn::Expr, syn::Expr)> {
    match expr {
        syn::Expr::Paren(inner) => cases(&inner.expr),
        syn::Expr::If(branch) => {
            let syn::Expr::Let(condition) = &*branch.cond else { return None };
            let (_, other) = branch.else_branch.as_ref()?;
            let given = tail(&branch.then_branch)?;
            let pattern = gives_its_name(&condition.pat, given).filter(|_| leaves(other))?;
            Some((pattern, (*condition.expr).clone(), (**other).clone()))
        }
        syn::Expr::Match(choice) => {
            let [first, second] = &choice.arms[..] else { return None };
            if first.guard.is_some() || second.guard.is_some() {
                return None;
            }
            let (given, other) = if leaves(&second.body) { (first, second) } else { (second, first) };
            let pattern = gives_its_name(&given.pat, &given.body)?;
            if !leaves(&other.body) || !is_the_other(&other.pat, std::ptr::eq(given, first)) {
                return None;
            }
            let body = &other.body;
            Some((pattern, (*choice.expr).clone(), parse_quote!({ #body })))
        }
        _ => None,
    }
}

/// `Some(p)`, where the value is `p`.
fn gives_its_name<'e>(pattern: &'e syn::Pat, value: &syn::Expr) -> Option<&'e syn::PatTupleStruct> {
    let syn::Pat::TupleStruct(held) = pattern else { return None };
    let [syn::Pat::Ident(name)] = &held.elems.iter().collect::<Vec<_>>()[..] else { return None };
    let same = matches!(value, syn::Expr::Path(path) if path.path.is_ident(&name.ident));
    let holds = held.path.is_ident("Some") || held.path.is_ident("Ok");
    (same && holds && is_plain(&held.elems[0])).then_some(held)
}

/// Whether `pattern` fits what is left, behind the case with a value or before it, and names nothing.
fn is_the_other(pattern: &syn::Pat, behind: bool) -> bool {
    match pattern {
        syn::Pat::Wild(_) => behind,
        syn::Pat::Ident(name) => name.ident == "None",
        syn::Pat::TupleStruct(error) => {
            error.path.is_ident("Err") && error.elems.iter().all(|part| matches!(part, syn::Pat::Wild(_)))
        }
        _ => false,
    }
}

fn is_plain(pattern: &syn::Pat) -> bool {
    matches!(pattern, syn::Pat::Ident(name) if name.mutability.is_none() && name.by_ref.is_none() && name.subpat.is_none())
}

fn tail(block: &syn::Block) -> Option<&syn::Expr> {
    match &block.stmts[..] {
        [syn::Stmt::Expr(value, None)] => Some(value),
        _ => None,
    }
}

fn leaves(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Block(block) => match block.block.stmts.last() {
            Some(syn::Stmt::Expr(last, _)) => leaves(last),
            Some(syn::Stmt::Macro(last)) => super::choice::diverges(&last.mac),
            _ => false,
        },
        other => super::choice::leaves(other),
    }
}
