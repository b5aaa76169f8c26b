//! A call with numbers in and one number out gives its slopes with its value: its adjoint need not be known before.
//!
//! ```text
//! let v = f(x, y);         let both = f::sweep(tape, x, y, 1.0);
//!                          let [v, x_slope, y_slope] = [both.0, both.1.0, both.1.1];
//! …                        …
//! f::reverse(tape, v_bar)  x_bar += x_slope * v_bar; y_bar += y_slope * v_bar;
//! ```
//!
//! The callee records nothing on the tape of its caller, and its loops may be fused; the caller keeps a slope for each
//! active argument where it would keep what the callee records.
//!
//! After this pass: such a call is a [`sweep`](Expr::Sweep), and its value an expression of the arguments and their
//! slopes, of which [`settle`] leaves the value.

pub(crate) mod formulas;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Span;

use crate::activity::Activity;
use crate::ir::{Argument, Call, Callee, Expr, Function, Place, Role, ShadowArgument, Stmt, StmtKind, VarId};
use crate::types::Ty;

/// The value of a call, then each active argument with its slope.
pub const SLOPED: &str = "__private::sloped";

/// A slope that is kept, and not computed again from what it was made of.
const KEPT: &str = "__private::slope";

/// Takes the slopes of the calls in `function`; whether there are any.
pub(crate) fn take(function: &mut Function, activity: &Activity) -> bool {
    let mut stmts = std::mem::take(&mut function.body.stmts);
    let found = in_stmts(function, activity, &mut stmts);
    function.body.stmts = stmts;
    found
}

fn in_stmts(function: &mut Function, activity: &Activity, stmts: &mut Vec<Stmt>) -> bool {
    let mut found = false;
    let mut out = Vec::with_capacity(stmts.len());
    for mut stmt in stmts.drain(..) {
        for block in stmt.kind.blocks_mut() {
            found |= in_stmts(function, activity, &mut block.stmts);
        }
        match slopes_of(function, activity, &stmt) {
            Some((call, active)) => {
                found = true;
                replace(function, stmt, &call, &active, &mut out);
            }
            None => out.push(stmt),
        }
    }
    *stmts = out;
    found
}

/// The call of `let v = f(x);`, and its active arguments with their positions among those by value.
fn slopes_of(function: &Function, activity: &Activity, stmt: &Stmt) -> Option<(Call, Vec<(u32, Place)>)> {
    let StmtKind::Let { var, value: Expr::Call(call) } = &stmt.kind else { return None };
    let result = number(&function.var(*var).ty)?;
    let fits = call.level == 0
        && matches!(call.callee, Callee::Function(_))
        && activity.is_active(*var)
        && !function.var(*var).mutable
        && !function.var(*var).deferred;
    if !fits {
        return None;
    }
    let (mut active, mut position) = (Vec::new(), 0);
    for argument in &call.arguments {
        match argument {
            Argument::Value(value) => {
                match value {
                    Expr::Place(place) if activity.is_active(place.root) => {
                        if number(&function.place_ty(place))? != result {
                            return None;
                        }
                        active.push((position, place.clone()));
                    }
                    value if carries(activity, value) => return None,
                    _ => {}
                }
                position += 1;
            }
            Argument::Borrow(false, place) if !activity.is_active(place.root) => {}
            _ => return None,
        }
    }
    (!active.is_empty()).then(|| ((**call).clone(), active))
}

/// Whether a derivative may flow through `value`.
fn carries(activity: &Activity, value: &Expr) -> bool {
    if let Expr::Tokens(tokens) = value {
        return tokens.flows.iter().any(|var| activity.is_active(*var));
    }
    let mut reads = false;
    value.for_each_read(&mut |var| reads |= activity.is_active(var));
    reads
}

/// The name of a type of numbers that is known.
fn number(ty: &Ty) -> Option<String> {
    match ty {
        Ty::Float(Some(name)) if name == "f64" || name == "f32" => Some(name.to_string()),
        _ => None,
    }
}

fn replace(function: &mut Function, stmt: Stmt, call: &Call, active: &[(u32, Place)], out: &mut Vec<Stmt>) {
    let StmtKind::Let { var, .. } = stmt.kind else { return };
    let (span, ty) = (stmt.span, function.var(var).ty.clone());
    let borrowed = call.arguments.iter().filter_map(Argument::borrowed);
    let shadows = borrowed.map(|(_, place)| ShadowArgument::Dummy(place.clone())).collect();
    let both = local(function, "both", Span::mixed_site(), Ty::Unknown);
    let sweep = Expr::Sweep(Box::new(call.clone()), shadows, Some(Box::new(Expr::Number(1.0))));
    out.push(function.stmt(StmtKind::Let { var: both, value: sweep }, span));
    let by_value = call.located().filter(|(argument, _)| argument.is_by_value());
    let spans: Vec<_> = by_value.map(|(_, span)| span).collect();
    let mut operands = vec![Expr::var(both).field(0)];
    let bars = local(function, "slopes", Span::mixed_site(), Ty::Unknown);
    function.cotangents.insert(bars, spans);
    out.push(function.stmt(StmtKind::Let { var: bars, value: Expr::var(both).field(1) }, span));
    for (position, place) in active {
        let wish = format!("{}_slope", function.var(var).name);
        let slope = local(function, &wish, Span::mixed_site(), ty.clone());
        let value = Expr::Runtime("__private::cotangent", vec![Expr::var(bars).field(*position)]);
        out.push(function.stmt(StmtKind::Let { var: slope, value }, span));
        operands.extend([Expr::Place(place.clone()), Expr::var(slope)]);
    }
    out.push(Stmt { kind: StmtKind::Let { var, value: Expr::Runtime(SLOPED, operands) }, ..stmt });
}

fn local(function: &mut Function, wish: &str, span: Span, ty: Ty) -> VarId {
    function.declare(wish.trim_start_matches("r#"), span, ty, false, Role::Local)
}

/// Leaves the values of what [`take`] made.
pub(crate) fn settle(stmts: &mut [Stmt]) {
    for stmt in stmts {
        stmt.rewrite(&mut |expr| {
            if let Expr::Runtime(SLOPED | KEPT, operands) = expr {
                *expr = operands.swap_remove(0);
            }
        });
    }
}

/// The calls themselves in the place of what [`take`] made, where nothing reads the slopes: in a run of a checkpoint that
/// only leaves values.
pub(crate) fn without(stmts: &mut Vec<Stmt>) {
    without_in(stmts, &mut BTreeMap::new(), &mut BTreeSet::new());
}

/// `calls` by what holds the value and the slopes of each, and the variables that hold slopes.
fn without_in(stmts: &mut Vec<Stmt>, calls: &mut BTreeMap<VarId, Expr>, slopes: &mut BTreeSet<VarId>) {
    stmts.retain_mut(|stmt| {
        for block in stmt.kind.blocks_mut() {
            without_in(&mut block.stmts, calls, slopes);
        }
        let StmtKind::Let { var, value } = &mut stmt.kind else { return true };
        match value {
            Expr::Sweep(call, ..) => {
                calls.insert(*var, Expr::Call(call.clone()));
                false
            }
            Expr::Runtime(SLOPED, operands) => {
                let whole = match operands.first() {
                    Some(Expr::Field(whole, 0)) => held(whole),
                    _ => None,
                };
                if let Some(call) = whole.and_then(|whole| calls.get(&whole)) {
                    *value = call.clone();
                }
                true
            }
            Expr::Field(whole, 1) if held(whole).is_some_and(|whole| calls.contains_key(&whole)) => {
                slopes.insert(*var);
                false
            }
            Expr::Runtime("__private::cotangent", operands) => {
                let part = match operands.first() {
                    Some(Expr::Field(whole, _)) => held(whole),
                    _ => None,
                };
                part.is_none_or(|part| !slopes.contains(&part))
            }
            _ => true,
        }
    });
}

fn held(value: &Expr) -> Option<VarId> {
    match value {
        Expr::Place(place) if place.path.is_empty() => Some(place.root),
        _ => None,
    }
}
