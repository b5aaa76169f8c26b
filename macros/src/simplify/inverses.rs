//! One division where several rules divide by the same number, or one in each iteration of a loop that leaves the number
//! as it is: the others multiply by its inverse.
//!
//! ```text
//! let bars = rules::div(v, a, a_bar);          let v_inverse = rules::inverse(v);
//! let bars_1 = rules::div(v, b, b_bar);        let bars = rules::div_by(v_inverse, a, a_bar);
//!                                              let bars_1 = rules::div_by(v_inverse, b, b_bar);
//! ```
//!
//! Only rules: what the primal divides stays the same to the last digit.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Expr, Function, Loop, Stmt, StmtKind, VarId};

/// Shares inverses among `stmts`, and in each block inside.
pub(crate) fn share_inverses(function: &mut Function, stmts: &mut Vec<Stmt>) {
    share(function, stmts, None);
}

/// `varying` changes in the loop around, where there is one.
fn share(function: &mut Function, stmts: &mut Vec<Stmt>, varying: Option<&BTreeSet<VarId>>) {
    for stmt in stmts.iter_mut() {
        let own = match &stmt.kind {
            StmtKind::Loop(looped) => Some(varying_in(function, looped)),
            _ => None,
        };
        for block in stmt.kind.blocks_mut() {
            share(function, &mut block.stmts, own.as_ref().or(varying));
        }
    }
    let stays = |divisor: &VarId| varying.is_some_and(|varying| !varying.contains(divisor));
    // Where each divisor is used first, and how often.
    let mut uses: BTreeMap<VarId, (usize, usize)> = BTreeMap::new();
    for (index, stmt) in stmts.iter_mut().enumerate() {
        own_rules(stmt, &mut |expr| {
            if let Some((_, divisor)) = shared(function, expr) {
                uses.entry(divisor).or_insert((index, 0)).1 += 1;
            }
        });
    }
    let mut found: Vec<(usize, VarId)> = uses
        .into_iter()
        .filter(|(divisor, (_, count))| *count > 1 || stays(divisor))
        .map(|(divisor, (first, _))| (first, divisor))
        .collect();
    found.sort_unstable();
    for (first, divisor) in found.into_iter().rev() {
        let info = function.var(divisor);
        let (wish, span) = (format!("{}_inverse", info.name), info.name.span());
        let var = function.declare(&wish, span, crate::types::Ty::Unknown, false, crate::ir::Role::Local);
        for stmt in &mut stmts[first..] {
            own_rules(stmt, &mut |expr| {
                if let Some((by, _)) = shared(function, expr).filter(|(_, of)| *of == divisor)
                    && let Expr::Runtime(name, operands) = expr
                {
                    (*name, operands[0]) = (by, Expr::var(var));
                }
            });
        }
        let value = Expr::Runtime("rules::inverse", vec![Expr::var(divisor)]);
        stmts.insert(first, function.stmt(StmtKind::Let { var, value }, span));
    }
}

/// What has another value in another iteration: not a formula of what stays.
fn varying_in(function: &Function, looped: &Loop) -> BTreeSet<VarId> {
    let mut varying: BTreeSet<VarId> = looped.body.declared().into_iter().chain(looped.body.writes()).collect();
    varying.extend(looped.head.binds());
    varying.extend(super::changed(&looped.body.stmts));
    for stmt in &looped.body.stmts {
        if let StmtKind::Let { var, value } = &stmt.kind {
            let mut stays = !function.var(*var).mutable && is_formula(value);
            value.for_each_read(&mut |read| stays &= !varying.contains(&read));
            if stays {
                varying.remove(var);
            }
        }
    }
    varying
}

/// Arithmetic and methods of numbers.
fn is_formula(value: &Expr) -> bool {
    let own = match value {
        Expr::Tokens(tokens) => tokens.cheap || syn::parse2(tokens.stream.clone()).is_ok_and(|value| is_number(&value)),
        Expr::Place(place) => place.path.is_empty(),
        Expr::Number(_) | Expr::Neg(_) | Expr::Binary(..) | Expr::Method(..) => true,
        _ => false,
    };
    own && value.operands().into_iter().all(is_formula)
}

/// Arithmetic and methods of numbers in the user's words.
fn is_number(value: &syn::Expr) -> bool {
    match value {
        syn::Expr::Lit(_) | syn::Expr::Path(_) => true,
        syn::Expr::Paren(inner) => is_number(&inner.expr),
        syn::Expr::Unary(inner) => is_number(&inner.expr),
        syn::Expr::Cast(inner) => is_number(&inner.expr),
        syn::Expr::Binary(both) => is_number(&both.left) && is_number(&both.right),
        syn::Expr::MethodCall(call) => {
            let known = crate::primitives::is_differentiable(&call.method.to_string());
            known && is_number(&call.receiver) && call.args.iter().all(is_number)
        }
        _ => false,
    }
}

/// The expressions of a statement that stands for itself; what reads them may be looked at alone.
fn own_rules(stmt: &mut Stmt, visit: &mut dyn FnMut(&mut Expr)) {
    if let StmtKind::Let { value, .. } | StmtKind::Assign { value, .. } | StmtKind::Eval(value) = &mut stmt.kind {
        value.rewrite(visit);
    }
}

/// A rule that divides by a number that stays: the rule that takes its inverse, and the number.
fn shared(function: &Function, expr: &Expr) -> Option<(&'static str, VarId)> {
    let Expr::Runtime(name, operands) = expr else { return None };
    let by = match *name {
        "rules::div" => "rules::div_by",
        "rules::div_numerator" => "rules::div_numerator_by",
        "rules::div_denominator" => "rules::div_denominator_by",
        "rules::ln" => "rules::ln_by",
        _ => return None,
    };
    let Expr::Place(place) = operands.first()? else { return None };
    let info = function.var(place.root);
    let fits = place.path.is_empty() && info.ty.is_float() && !info.mutable && !info.deferred;
    fits.then_some((by, place.root))
}
