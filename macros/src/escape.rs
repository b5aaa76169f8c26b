//! Differentiated values that a call could put where no analysis sees them: into a `Cell`, a `Mutex`, a channel, a static.
//!
//! Such a call is given a differentiated value and a shared reference to something of unknown type, and nobody uses what
//! it returns: it is there for its effect.

use crate::activity;
use crate::diagnostic::{Errors, Message};
use crate::ir::{Argument, Call, Callee, Function, Role, Stmt, StmtKind, VarId};

/// Refuses calls whose only use can be to store a differentiated value.
pub fn check(function: &Function) -> syn::Result<()> {
    let mut seeds = vec![false; function.vars.len()];
    for parameter in &function.parameters {
        seeds[parameter.var.0 as usize] = parameter.active;
    }
    let varied = activity::reachable(function, &seeds);
    let used = used(function);
    let mut errors = Errors::default();
    function.body.for_each_stmt(&mut |stmt| {
        let Some((result, call)) = call_of(stmt) else { return };
        if result.is_some_and(|result| used[result.0 as usize]) || !call.writes().is_empty() {
            return;
        }
        if call.arguments.iter().any(|argument| is_varied(argument, &varied))
            && call.arguments.iter().any(|argument| may_hide(function, argument, &varied))
        {
            errors.push(refusal(function, call, stmt));
        }
    });
    errors.finish()
}

fn call_of(stmt: &Stmt) -> Option<(Option<VarId>, &Call)> {
    match &stmt.kind {
        StmtKind::Let { var, value } => Some((Some(*var), value.call()?)),
        StmtKind::Eval(value) => Some((None, value.call()?)),
        _ => None,
    }
}

fn is_varied(argument: &Argument, varied: &[bool]) -> bool {
    let mut found = false;
    match argument {
        Argument::Value(value) => value.for_each_read(&mut |var| found |= varied[var.0 as usize]),
        Argument::Borrow(_, place) => found = varied[place.root.0 as usize],
        Argument::Function(_) => {}
    }
    found
}

/// A shared reference to a value that may change behind it.
fn may_hide(function: &Function, argument: &Argument, varied: &[bool]) -> bool {
    match argument {
        Argument::Borrow(false, place) => !varied[place.root.0 as usize] && !function.place_ty(place).has_tangent(),
        _ => false,
    }
}

/// The variables whose values are used: by what is no mere copy for a variable that nobody uses.
fn used(function: &Function) -> Vec<bool> {
    let mut used = vec![false; function.vars.len()];
    if let Some(result) = function.result {
        used[result.0 as usize] = true;
    }
    loop {
        let mut changed = false;
        function.body.for_each_stmt(&mut |stmt| {
            if let StmtKind::Let { var, value } = &stmt.kind
                && value.call().is_none()
                && !used[var.0 as usize]
                && function.var(*var).role == Role::Temporary
            {
                return;
            }
            stmt.kind.for_each_own_read(&mut |var| changed |= !std::mem::replace(&mut used[var.0 as usize], true));
        });
        if !changed {
            return used;
        }
    }
}

fn refusal(function: &Function, call: &Call, stmt: &Stmt) -> syn::Error {
    let (name, span) = match &call.callee {
        Callee::Method { name, .. } => (name.to_string(), name.span()),
        Callee::Function(path) | Callee::Associated { path, .. } => match path.path.segments.last() {
            Some(segment) => (segment.ident.to_string(), segment.ident.span()),
            None => (String::new(), stmt.span),
        },
        Callee::Parameter(var) => (function.var(*var).name.to_string(), stmt.span),
    };
    Message::new(format!("`{name}` is given a differentiated value for its effect alone"))
        .note("what it stores behind a shared reference, in a `Cell`, a channel, a `static`, has no derivative")
        .help("keep the value in a local variable, or give it as a constant: `stop_gradient(..)`")
        .at(span)
}
