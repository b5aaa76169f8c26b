//! Differentiated values that a call could put where no analysis sees them: into a `Cell`, a `Mutex`, a channel, a static.
//!
//! Such a call is given a differentiated value and a shared reference to something of unknown type, and nobody uses what
//! it returns: it is there for its effect.

use proc_macro2::Span;

use crate::activity::{self, Activity};
use crate::diagnostic::{Errors, Message};
use crate::ir::{Argument, Call, Callee, Expr, Function, Place, Role, Step, Stmt, StmtKind, VarId};
use crate::lower::references;
use crate::types::Ty;

/// Methods that store what they are given, whatever they return.
const STORES: &[&str] =
    &["send", "try_send", "set", "try_set", "store", "replace", "swap", "update", "fetch_update", "push", "insert"];

/// Refuses calls whose only use can be to store a differentiated value, and assignments through references to what is
/// not known.
pub fn check(function: &Function, activity: &Activity) -> syn::Result<()> {
    let mut seeds = vec![false; function.vars.len()];
    for parameter in &function.parameters {
        seeds[parameter.var.0 as usize] = parameter.active;
    }
    let varied = activity::reachable(function, &seeds);
    let used = used(function);
    let given = references(function);
    let is_given = |var: &VarId| varied[var.0 as usize] && given.iter().any(|(reference, _)| reference == var);
    let mut errors = Errors::default();
    function.body.for_each_stmt(&mut |stmt| {
        if let StmtKind::Assign { place, value, .. } = &stmt.kind
            && is_foreign(function, place)
            && (varied[place.root.0 as usize] || reads_varied(value, &varied))
        {
            errors.push(unknown_reference(function, place.root, stmt));
        } else if let Some(var) = stmt.kind.own_writes().into_iter().find(is_given) {
            errors.push(unknown_reference(function, var, stmt));
        }
        let Some((result, call)) = call_of(stmt) else { return };
        if call.writes().is_empty()
            && call.arguments.iter().any(|argument| is_varied(argument, &varied))
            && by_reference(call).any(|argument| may_hide(function, argument, &varied))
        {
            let (name, span) = callee(function, call, stmt);
            let unused = result.is_none_or(|result| !used[result.0 as usize]);
            let stores = STORES.contains(&name.as_str()) && result.is_none_or(|result| !activity.is_active(result));
            if unused || stores {
                errors.push(refusal(&name, span));
            }
        }
    });
    errors.finish()
}

/// Behind a local that is no reference which the macro has followed: what it refers to is somewhere else.
fn is_foreign(function: &Function, place: &Place) -> bool {
    let var = function.var(place.root);
    let unknown = matches!(var.ty, Ty::Unknown | Ty::Opaque(_) | Ty::Named(_) | Ty::Ref(true, _));
    let parameter = function.parameters.iter().any(|parameter| parameter.var == place.root);
    matches!(place.path.first(), Some(Step::Deref | Step::Unbox)) && unknown && !parameter
}

fn unknown_reference(function: &Function, var: VarId, stmt: &Stmt) -> syn::Error {
    let name = &function.var(var).name;
    Message::new(format!("chainrule does not see what `{name}` refers to"))
        .note("a differentiated value is stored there, behind a guard or a reference that a call returned")
        .help("assign to the variable itself, to an element or a field")
        .at(stmt.span)
}

fn call_of(stmt: &Stmt) -> Option<(Option<VarId>, &Call)> {
    match &stmt.kind {
        StmtKind::Let { var, value } => Some((Some(*var), value.call()?)),
        StmtKind::Eval(value) => Some((None, value.call()?)),
        _ => None,
    }
}

fn is_varied(argument: &Argument, varied: &[bool]) -> bool {
    argument.value().is_some_and(|value| reads_varied(value, varied))
        || argument.borrowed().is_some_and(|(_, place)| varied[place.root.0 as usize])
}

fn reads_varied(value: &Expr, varied: &[bool]) -> bool {
    let mut found = false;
    value.for_each_read(&mut |var| found |= varied[var.0 as usize]);
    found
}

/// The arguments that may be references: the first of an associated function is passed on as one, whatever it is.
fn by_reference(call: &Call) -> impl Iterator<Item = &Argument> {
    let first = usize::from(matches!(call.callee, Callee::Associated { by_value: true, .. }));
    call.arguments.iter().skip(first)
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

fn callee(function: &Function, call: &Call, stmt: &Stmt) -> (String, Span) {
    match &call.callee {
        Callee::Method { name, .. } => (name.to_string(), name.span()),
        Callee::Function(path) | Callee::Associated { path, .. } => match path.path.segments.last() {
            Some(segment) => (segment.ident.to_string(), segment.ident.span()),
            None => (String::new(), stmt.span),
        },
        Callee::Parameter(var) => (function.var(*var).name.to_string(), stmt.span),
    }
}

fn refusal(name: &str, span: Span) -> syn::Error {
    Message::new(format!("`{name}` is given a differentiated value for its effect alone"))
        .note("what it stores behind a shared reference, in a `Cell`, a channel, a `static`, has no derivative")
        .help("keep the value in a local variable, or give it as a constant: `stop_gradient(..)`")
        .at(span)
}
