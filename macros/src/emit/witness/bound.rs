//! Variables that patterns and heads of loops bind.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Witnesses, with_operands};
use crate::ir::{Call, Expr, Failure, Function, Head, Loop, Selector, StmtKind, Tokens, VarId};

/// What is matched where a pattern binds `var`, and the pattern.
pub(super) fn matched(function: &Function, var: VarId) -> Option<(Expr, TokenStream)> {
    let mut found = None;
    function.body.for_each_stmt(&mut |stmt| {
        if let StmtKind::Branch { selector: Selector::Match(scrutinee, patterns), .. } = &stmt.kind
            && let Some(head) = patterns.iter().find(|head| head.binds.contains(&var))
        {
            found = Some((scrutinee.clone(), head.pattern.clone()));
        }
    });
    found
}

/// The iterator whose items a loop over passive values binds to `var`.
pub(super) fn iterated(function: &Function, var: VarId) -> Option<Expr> {
    let mut found = None;
    function.body.for_each_stmt(&mut |stmt| {
        if let StmtKind::Loop(Loop { head: Head::Each { binds, iterator, .. }, .. }) = &stmt.kind
            && binds.contains(&var)
        {
            found = Some(Expr::Tokens(iterator.clone()));
        }
    });
    found
}

/// The ends of the range through which `var` runs.
pub(super) fn counted(function: &Function, var: VarId) -> Option<Expr> {
    let mut found = None;
    function.body.for_each_stmt(&mut |stmt| {
        if let StmtKind::Loop(Loop { head: Head::For { counter, lo, hi, .. }, .. }) = &stmt.kind
            && *counter == var
        {
            found = Some(Expr::Tuple(vec![lo.clone(), hi.clone()]));
        }
    });
    found
}

/// The call whose error is apart, where a `match` looks at value and error.
fn whole(function: &Function, scrutinee: Expr) -> Expr {
    let Expr::Tokens(tokens) = &scrutinee else { return scrutinee };
    let mut found = None;
    function.body.for_each_stmt(&mut |stmt| {
        if let StmtKind::Let { var, value: Expr::Call(call) } = &stmt.kind
            && tokens.reads.contains(var)
            && matches!(&call.error, Failure::Apart(error) if crate::hoist::names(tokens.stream.clone(), &error.to_string()))
        {
            found = Some(Expr::Call(Box::new(Call { error: Failure::Inside, ..(**call).clone() })));
        }
    });
    found.unwrap_or(scrutinee)
}

/// What the iterator or the pattern that binds `var` gives.
pub(super) fn item(function: &Witnesses, var: VarId) -> Option<TokenStream> {
    if let Some((scrutinee, pattern)) = matched(function, var) {
        let name = &function.var(var).name;
        let scrutinee = match whole(function, scrutinee) {
            Expr::Ref(inner) => {
                let inner = with_operands(function, &inner);
                quote!(__chainrule::__private::lasting(#inner))
            }
            other => with_operands(function, &other),
        };
        return Some(quote!(match #scrutinee { #pattern => #name, _ => __chainrule::__private::absent() }));
    }
    let mut found = None;
    function.body.for_each_stmt(&mut |stmt| {
        let StmtKind::Loop(looped) = &stmt.kind else { return };
        if !looped.head.binds().contains(&var) {
            return;
        }
        let name = &function.var(var).name;
        found = Some(match &looped.head {
            Head::For { lo, hi, .. } => {
                let (lo, hi) = (with_operands(function, lo), with_operands(function, hi));
                quote!(__chainrule::__private::item((#lo)..(#hi)))
            }
            Head::Each { pattern, iterator, .. } => {
                // A closure may hold on to the operands, so they stand around all of it.
                let stream = &iterator.stream;
                let stream = quote!({ let #pattern = __chainrule::__private::item(#stream); #name });
                with_operands(function, &Expr::Tokens(Tokens { stream, ..iterator.clone() }))
            }
            _ => return,
        });
    });
    found
}
