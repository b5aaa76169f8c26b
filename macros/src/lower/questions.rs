//! `?` on an element that may be there: the element is named, not copied.
//!
//! ```text
//! *v.last_mut()? += e;         let other = e; let Some(at) = v.last_mut() else { return None }; *at += other;
//! let row = g.get(i)?;         let Some(row) = g.get(i) else { return None };
//! let (a, rest) = v.split_first()?;
//!                              let Some((a, rest)) = v.split_first() else { return None };
//! let row = g.get(i).ok_or(e)?;
//!                              let Some(row) = g.get(i) else { return Err(e.into()) };
//! g.get(i)?.get(j).copied()    { let Some(at) = g.get(i) else { return None }; at.get(j).copied() }
//! g.get(i).and_then(|r| r.get(j)).copied()    g.get(i).and_then(|r| r.get(j).copied())
//! ```

use syn::parse_quote;

/// Methods that give an element that may be there.
const ACCESSES: &[&str] = &[
    "get",
    "get_mut",
    "first",
    "first_mut",
    "last",
    "last_mut",
    "front",
    "front_mut",
    "back",
    "back_mut",
    "as_ref",
    "as_mut",
];

/// Methods of iterators that give an item that may be there.
const CHOICES: &[&str] = &["next", "nth", "peek", "find", "max_by", "min_by", "max_by_key", "min_by_key", "reduce"];

fn is_access(expr: &syn::Expr) -> bool {
    matches!(expr, syn::Expr::MethodCall(call) if ACCESSES.contains(&call.method.to_string().as_str()))
}

/// An item of an iterator, or the last one.
fn is_choice(expr: &syn::Expr) -> bool {
    matches!(expr, syn::Expr::MethodCall(call) if call.method == "last" || CHOICES.contains(&call.method.to_string().as_str()))
}

/// Whether `expr` gives an element or an item that may be there, by its method's name.
pub(super) fn may_be_there(expr: &syn::Expr) -> bool {
    is_access(expr) || is_choice(expr)
}

/// An element and the rest.
fn is_split(expr: &syn::Expr) -> bool {
    const SPLITS: &[&str] = &["split_first", "split_last", "split_first_mut", "split_last_mut"];
    matches!(expr, syn::Expr::MethodCall(call) if SPLITS.contains(&call.method.to_string().as_str()))
}

/// `let name = v.get(i)?;`, where the function gives an `Option`; `let name = v.get(i).ok_or(e)?;`, where it gives a
/// `Result`.
pub(super) fn of_local(local: &mut syn::Local, gives_result: bool) {
    let (plain, pair) = match &local.pat {
        syn::Pat::Ident(name) => (name.mutability.is_none() && name.by_ref.is_none() && name.subpat.is_none(), false),
        syn::Pat::Reference(reference) => (matches!(&*reference.pat, syn::Pat::Ident(_)), false),
        syn::Pat::Tuple(parts) => (false, parts.elems.len() == 2),
        _ => (false, false),
    };
    let Some(init) = local.init.as_mut().filter(|init| init.diverge.is_none()) else { return };
    let syn::Expr::Try(question) = &*init.expr else { return };
    let (access, left): (&syn::Expr, syn::Expr) = match &*question.expr {
        access if !gives_result => (access, parse_quote!(None)),
        syn::Expr::MethodCall(call) => {
            let Some(error) = super::holder_arms::error_of_none(call) else { return };
            (&call.receiver, parse_quote!(Err(__chainrule::stop_gradient(::core::convert::From::from(#error)))))
        }
        _ => return,
    };
    if !(plain && is_access(access) || pair && is_split(access) || (plain || pair) && is_choice(access)) {
        return;
    }
    let pattern = &local.pat;
    let access = access.clone();
    *init.expr = access;
    init.diverge = Some((
        syn::token::Else::default(),
        Box::new(parse_quote!({
            return #left;
        })),
    ));
    local.pat = parse_quote!(Some(#pattern));
}

/// A method, a field, an element, or `*` of such an element, where the function gives an `Option`.
pub(super) fn inside(expr: &syn::Expr) -> Option<syn::Expr> {
    let (stmts, value) = unrolled(expr)?;
    Some(parse_quote!({ #(#stmts)* #value }))
}

/// `*v.last_mut()? += e`: what is assigned is evaluated before the element is looked for.
pub(super) fn target(expr: &syn::Expr) -> Option<syn::Expr> {
    let mut expr = expr.clone();
    let (left, right) = match &mut expr {
        syn::Expr::Assign(assign) => (&mut assign.left, &mut assign.right),
        syn::Expr::Binary(binary) if is_update(binary.op) => (&mut binary.left, &mut binary.right),
        _ => return None,
    };
    let (stmts, place) = unrolled(left)?;
    let value = std::mem::replace(right, parse_quote!(__other));
    **left = place;
    Some(parse_quote!({ let __other = #value; #(#stmts)* #expr; }))
}

pub(super) fn is_update(op: syn::BinOp) -> bool {
    use syn::BinOp::{AddAssign, DivAssign, MulAssign, RemAssign, SubAssign};
    matches!(op, AddAssign(_) | SubAssign(_) | MulAssign(_) | DivAssign(_) | RemAssign(_))
}

fn unrolled(expr: &syn::Expr) -> Option<(Vec<syn::Stmt>, syn::Expr)> {
    let mut outer = expr.clone();
    let base = match &mut outer {
        syn::Expr::MethodCall(call) => &mut call.receiver,
        syn::Expr::Index(index) => &mut index.expr,
        syn::Expr::Field(field) => &mut field.base,
        syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => &mut unary.expr,
        _ => return None,
    };
    let stmts = match &**base {
        syn::Expr::Try(question) => {
            let (mut stmts, access) =
                unrolled(&question.expr).unwrap_or_else(|| (Vec::new(), (*question.expr).clone()));
            if !is_access(&access) && !is_choice(&access) {
                return None;
            }
            stmts.push(parse_quote!(let Some(__at) = #access else { return None; };));
            **base = parse_quote!(__at);
            stmts
        }
        inner => {
            let (stmts, inner) = unrolled(inner)?;
            **base = inner;
            stmts
        }
    };
    Some((stmts, outer))
}

/// What is done with an element that a closure finds is done in the closure.
pub(super) fn into_closure(call: &syn::ExprMethodCall) -> Option<syn::Expr> {
    let fits = match call.method.to_string().as_str() {
        "copied" | "cloned" => call.args.is_empty(),
        "map" | "and_then" => call.args.len() == 1,
        _ => false,
    };
    let syn::Expr::MethodCall(inner) = &*call.receiver else { return None };
    let mut inner = inner.clone();
    let syn::Expr::Closure(closure) = inner.args.first_mut().filter(|_| fits && inner.method == "and_then")? else {
        return None;
    };
    if !is_access(&closure.body) {
        return None;
    }
    let moved = syn::ExprMethodCall { receiver: closure.body.clone(), ..call.clone() };
    *closure.body = syn::Expr::MethodCall(moved);
    Some(syn::Expr::MethodCall(inner))
}
