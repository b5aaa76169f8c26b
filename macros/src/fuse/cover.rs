//! Whether statements together overwrite all of a list.
//!
//! ```text
//! k[0] = a;                       0..1
//! for i in 1..n - 1 { k[i] = … }  1..n - 1
//! k[n - 1] = b;                   n - 1..n, and n is the length of k
//! ```

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use super::{keeps_length, swept};
use crate::emit;
use crate::ir::{Expr, Function, Head, Loop, Place, Step, Stmt, StmtKind, Tokens, Update, VarId};
use crate::types::Ty;

/// Elements of a list that a statement overwrites without reading any, from `lo` and before `hi`.
#[derive(Clone, Debug)]
pub struct Part {
    lo: Expr,
    hi: Expr,
}

impl Part {
    /// The elements of a loop.
    pub fn between(lo: &Expr, hi: &Expr) -> Part {
        Part { lo: lo.clone(), hi: hi.clone() }
    }

    /// Whether its first index is written like this.
    pub fn begins_at(&self, function: &Function, index: &str) -> bool {
        emit::expr(function, &self.lo).to_string() == index
    }

    /// One element.
    pub fn of(function: &Function, index: &Expr) -> Part {
        Part { lo: index.clone(), hi: next(function, index) }
    }
}

/// The part of `var` that `stmt` overwrites, if it changes nothing else: one element, or one in each iteration.
pub fn filled(function: &Function, stmt: &Stmt, var: VarId) -> Option<Part> {
    let part = match &stmt.kind {
        StmtKind::Assign { place, update: Update::Set, value } if place.root == var && !value.reads(var) => {
            let [Step::Index(index)] = place.path.as_slice() else { return None };
            Part::of(function, index)
        }
        StmtKind::Loop(looped) => run_through(function, looped, var)?,
        _ => return None,
    };
    let of_its_length = |bound: &Expr| !bound.reads(var) || is_length_of(function, bound, var);
    let stays = [&part.lo, &part.hi].iter().all(|bound| of_its_length(bound) && is_fixed(function, bound));
    stays.then_some(part)
}

/// Whether a bound or a length is the same wherever it stands: of numbers and lists that never change, of fields behind
/// references, or the length of a list that keeps it.
pub fn is_fixed(function: &Function, bound: &Expr) -> bool {
    let mut fixed = true;
    // What is not cheap may call anything.
    let is_read = !matches!(bound, Expr::Tokens(tokens) if !tokens.cheap);
    bound.for_each_read(&mut |read| {
        let info = function.var(read);
        let shared = !matches!(info.ty, Ty::Ref(true, _));
        let is_list = matches!(info.ty.peel(), Ty::Vec(_) | Ty::Array(..) | Ty::Slice(_));
        let is_behind = matches!(info.ty, Ty::Ref(false, _)) && is_read;
        let is_number = info.ty.is_scalar()
            || matches!(info.ty, Ty::Unknown) && is_operand(emit::expr(function, bound), &info.name);
        let constant = (is_number || shared && is_list || is_behind) && !info.mutable && !info.deferred;
        fixed &= constant || is_length_of(function, bound, read) && keeps_length(function, read);
    });
    fixed
}

/// Whether `name` stands in a bound as a number: nothing is asked of it, and it refers to nothing.
fn is_operand(tokens: TokenStream, name: &Ident) -> bool {
    let all: Vec<TokenTree> = tokens.into_iter().collect();
    all.iter().enumerate().all(|(position, token)| match token {
        TokenTree::Group(group) => is_operand(group.stream(), name),
        TokenTree::Ident(ident) if ident == name => {
            let at = |position: Option<usize>| position.and_then(|position| all.get(position));
            let is_one_of = |token: Option<&TokenTree>, signs: &[char]| matches!(token, Some(TokenTree::Punct(sign)) if signs.contains(&sign.as_char()));
            let after = at(Some(position + 1));
            let asks = is_one_of(after, &['.', '?', ':']) || matches!(after, Some(TokenTree::Group(_)));
            let before = at(position.checked_sub(1));
            // `2 * n`, but not `*n`: what it refers to may change.
            let is_factor = matches!(at(position.checked_sub(2)), Some(token) if !matches!(token, TokenTree::Punct(_)));
            !asks && !is_one_of(before, &['&', '.']) && (is_factor || !is_one_of(before, &['*']))
        }
        _ => true,
    })
}

/// `list.len()`.
fn is_length_of(function: &Function, bound: &Expr, list: VarId) -> bool {
    let name = &function.var(list).name;
    emit::expr(function, bound).to_string() == quote!(#name.len()).to_string()
}

/// `for i in lo..hi { var[i] = …; }`
fn run_through(function: &Function, looped: &Loop, var: VarId) -> Option<Part> {
    let Head::For { lo, hi, inclusive: false, step: None, .. } = &looped.head else { return None };
    let [(stmt, Place { path, .. })] = &swept(function, looped)[..] else { return None };
    let assigned = looped.body.stmts.iter().find(|inner| inner.id == *stmt)?;
    let is_set = matches!(&assigned.kind, StmtKind::Assign { place, update: Update::Set, .. } if place.root == var);
    let declared = looped.body.declared();
    let only = looped.body.writes().iter().all(|write| *write == var || declared.contains(write));
    let simple = looped.until.is_empty() && path.len() == 1 && !looped.body.reads().contains(&var);
    (is_set && only && simple).then(|| Part { lo: lo.clone(), hi: hi.clone() })
}

/// The index after `index`.
fn next(function: &Function, index: &Expr) -> Expr {
    let text = emit::expr(function, index).to_string();
    let mut reads = Vec::new();
    index.for_each_read(&mut |var| reads.push(var));
    let after = match (text.parse::<u64>(), text.strip_suffix("- 1")) {
        (Ok(number), _) => (number + 1).to_string(),
        (_, Some(before)) if before.chars().all(|letter| letter.is_alphanumeric() || " _.()+-*/".contains(letter)) => {
            before.to_owned()
        }
        _ => format!("{text} + 1"),
    };
    let stream = after.parse().unwrap_or_default();
    Expr::Tokens(Tokens { stream, reads, flows: Vec::new(), cheap: true })
}

/// Whether `parts` are together all of `var`.
///
/// Each must begin where another one ends. A part that ends before it begins is empty, and then the others are all.
pub fn cover(function: &Function, parts: &[&Part], var: VarId) -> bool {
    let text = |expr: &Expr| emit::expr(function, expr).to_string();
    let mut end = "0".to_owned();
    let mut rest: Vec<&Part> = parts.to_vec();
    while let Some(index) = rest.iter().position(|part| text(&part.lo) == end) {
        let part = rest.swap_remove(index);
        if covers(function, &part.hi, var) {
            return true;
        }
        end = text(&part.hi);
    }
    false
}

/// Whether `parts` are together all of `var`, and no two of them share an element, whatever its length: at most one loop,
/// to its end, after single elements.
pub fn cover_apart(function: &Function, parts: &[&Part], var: VarId) -> bool {
    let number = |expr: &Expr| emit::expr(function, expr).to_string().parse::<u64>().ok();
    let mut bounds: Vec<_> = parts.iter().map(|part| (number(&part.lo), number(&part.hi))).collect();
    bounds.sort_unstable_by_key(|(lo, _)| *lo);
    let last = bounds.len().saturating_sub(1);
    let apart = bounds
        .iter()
        .zip(0..)
        .enumerate()
        .all(|(position, ((lo, hi), index))| *lo == Some(index) && (position == last || *hi == Some(index + 1)));
    apart && cover(function, parts, var)
}

/// Whether `0..hi` are all indices of `var`: `hi` is its length, or the number that it was made with.
pub(super) fn covers(function: &Function, hi: &Expr, var: VarId) -> bool {
    if !keeps_length(function, var) {
        return false;
    }
    let name = &function.var(var).name;
    let written = emit::expr(function, hi).to_string();
    let defined = definition(function, hi).map(|length| emit::expr(function, length).to_string());
    let is = |text: &str| written == text || defined.as_deref() == Some(text);
    if is(&quote!(#name.len()).to_string()) {
        return true;
    }
    if let Ty::Array(_, len) = &function.var(var).ty
        && is(&len.to_string())
    {
        return true;
    }
    let mut made_with = false;
    function.body.for_each_stmt(&mut |stmt| {
        if let StmtKind::Let { var: made, value: Expr::Repeat { len, .. } } = &stmt.kind
            && *made == var
        {
            let same = is(&len.stream.to_string()) || defined_by(function, len).is_some_and(|text| is(&text));
            made_with = same && is_fixed(function, &Expr::Tokens(len.clone()));
        }
    });
    made_with
}

/// What `len` was defined by, where that is still the same.
fn defined_by(function: &Function, len: &Tokens) -> Option<String> {
    let [var] = len.reads[..] else { return None };
    let name = &function.var(var).name;
    let Some(Expr::Tokens(value)) = definition(function, &Expr::var(var)) else { return None };
    let is_all = len.stream.to_string() == quote!(#name).to_string();
    (is_all && is_fixed(function, &Expr::Tokens(value.clone()))).then(|| value.stream.to_string())
}

/// What a variable that never changes was defined by.
fn definition<'f>(function: &'f Function, expr: &Expr) -> Option<&'f Expr> {
    let Expr::Place(place) = expr else { return None };
    if !place.path.is_empty() || function.var(place.root).mutable {
        return None;
    }
    let mut found = None;
    function.body.for_each_stmt(&mut |stmt| {
        if let StmtKind::Let { var, value: value @ Expr::Tokens(_) } = &stmt.kind
            && *var == place.root
        {
            found = Some(value);
        }
    });
    found
}
