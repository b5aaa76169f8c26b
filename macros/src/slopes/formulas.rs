//! Formulas with one result in the body of a loop that counts its iterations: where there are no more inputs than there
//! would be records, the loop keeps the slopes.
//!
//! ```text
//! while … {                               while … {
//!     let v = e * x.sin();                    let v = e * x.sin(); let w = …; let step_0 = v / w;
//!     let w = 1.0 - e * x.cos();              let step_x = …; let step_e = …;
//!     let step = v / w;                       let step = step_0;
//!     x -= step;                              x -= step; tape.push([step_x, step_e]);
//! }                                       }
//! ```
//!
//! The reverse sweep, where each iteration waits for the one after it, is then a product and a sum for each input.

use std::collections::{BTreeMap, BTreeSet};

use super::{KEPT, SLOPED, local, number};
use crate::activity::Activity;
use crate::emit;
use crate::ir::{Block, Expr, Function, Op, Place, Rename, Stmt, StmtKind, VarId};
use crate::record::{Origin, Plan};
use crate::rules::{self, Cotangent, Operation};
use crate::simplify;

/// Takes the slopes of formulas in the loops of `function` that count; whether there are any.
pub(crate) fn take(function: &mut Function, activity: &Activity, plan: &Plan) -> bool {
    let mut readers: BTreeMap<VarId, usize> = BTreeMap::new();
    function.body.for_each_stmt(&mut |stmt| {
        stmt.kind.for_each_own_read(&mut |var| *readers.entry(var).or_default() += 1);
    });
    let mut borrowers: BTreeMap<VarId, Vec<VarId>> = BTreeMap::new();
    for index in 0..function.vars.len() {
        let var = VarId(u32::try_from(index).unwrap_or(u32::MAX));
        if let Some(partner) = activity.partner(var) {
            borrowers.entry(partner).or_default().push(var);
        }
    }
    let setting = Setting { activity, plan, readers, borrowers };
    let mut stmts = std::mem::take(&mut function.body.stmts);
    let found = in_stmts(function, &setting, &mut stmts);
    function.body.stmts = stmts;
    found
}

/// How far before its result a formula may start: the search stays linear.
const REACH: usize = 64;

struct Setting<'a> {
    activity: &'a Activity,
    plan: &'a Plan,
    /// How often each variable is read.
    readers: BTreeMap<VarId, usize>,
    /// The variables whose adjoint reads a variable as the slope.
    borrowers: BTreeMap<VarId, Vec<VarId>>,
}

impl Setting<'_> {
    /// Whether the adjoint of a statement around reads one of `members`, but for their result.
    fn lends(&self, stmts: &[Stmt], members: &[usize]) -> bool {
        let vars: Vec<VarId> = members.iter().flat_map(|at| stmts[*at].kind.declares()).collect();
        let Some((_, inner)) = vars.split_last() else { return false };
        let mut borrowers = inner.iter().filter_map(|var| self.borrowers.get(var)).flatten();
        borrowers.any(|borrower| !vars.contains(borrower))
    }
}

fn in_stmts(function: &mut Function, setting: &Setting, stmts: &mut [Stmt]) -> bool {
    let mut found = false;
    for stmt in stmts {
        let records = setting.plan.counted.contains(&stmt.id);
        for block in stmt.kind.blocks_mut() {
            found |= in_stmts(function, setting, &mut block.stmts);
        }
        if let StmtKind::Loop(looped) = &mut stmt.kind
            && records
        {
            found |= in_body(function, setting, &mut looped.body);
        }
    }
    found
}

/// Statements of a block that only make one number.
struct Formula {
    /// Where they stand, the last of which makes the number.
    members: Vec<usize>,
    /// What they read that is active, by its text.
    inputs: BTreeMap<String, Place>,
}

fn in_body(function: &mut Function, setting: &Setting, body: &mut Block) -> bool {
    let recorded: BTreeSet<VarId> =
        setting.plan.locals.get(&body.id).into_iter().flatten().filter_map(is_recorded).collect();
    let formulas = formulas(function, setting, &body.stmts, &recorded);
    for formula in formulas.iter().rev() {
        replace(function, setting.activity, formula, &mut body.stmts);
    }
    !formulas.is_empty()
}

fn is_recorded((var, origin): &(VarId, Origin)) -> Option<VarId> {
    matches!(origin, Origin::Recorded).then_some(*var)
}

/// The formulas among `stmts` that are worth it, in their order.
fn formulas(function: &Function, setting: &Setting, stmts: &[Stmt], recorded: &BTreeSet<VarId>) -> Vec<Formula> {
    let mut found = Vec::new();
    let mut end = 0;
    while end < stmts.len() {
        let start = end;
        while end < stmts.len() && made(function, setting.activity, &stmts[end]).is_some() {
            end += 1;
        }
        let mut taken = BTreeSet::new();
        for last in (start..end).rev() {
            if taken.contains(&last) {
                continue;
            }
            let members = cone(setting, stmts, (start, last));
            taken.extend(members.iter().copied());
            let inputs = inputs(function, setting.activity, stmts, &members);
            let kept = members.iter().filter_map(|at| stmts[*at].kind.declares().pop());
            let kept = kept.filter(|var| recorded.contains(var)).count();
            let still = || {
                let mut made = stmts[last].kind.declares().into_iter().filter(|var| recorded.contains(var));
                made.any(|var| !is_only_linear(stmts, last, var))
            };
            let few = |more: usize| inputs.len() + more <= kept;
            if members.len() > 1 && !setting.lends(stmts, &members) && few(0) && few(usize::from(still())) {
                found.push(Formula { members, inputs });
            }
        }
        end += 1;
    }
    found.sort_by_key(|formula| formula.members.last().copied());
    found
}

/// The variable of `let v = a * b;`, a number that carries a derivative.
fn made(function: &Function, activity: &Activity, stmt: &Stmt) -> Option<VarId> {
    let StmtKind::Let { var, value } = &stmt.kind else { return None };
    let info = function.var(*var);
    let known = number(&info.ty)?;
    let is_operand = |operand: &Expr| match operand {
        Expr::Place(place) => number(&function.place_ty(place)).is_some_and(|name| name == known),
        Expr::Number(_) => true,
        Expr::Tokens(tokens) => tokens.flows.iter().all(|var| !activity.is_active(*var)),
        _ => false,
    };
    let plain = match value {
        Expr::Neg(_) | Expr::Binary(..) | Expr::Method(..) => value.operands().into_iter().all(is_operand),
        _ => false,
    };
    (plain && activity.is_active(*var) && !info.mutable && !info.deferred).then_some(*var)
}

/// The statement at `last` with those from `start` on whose results only they read.
fn cone(setting: &Setting, stmts: &[Stmt], (start, last): (usize, usize)) -> Vec<usize> {
    let mut members = vec![last];
    for at in (start.max(last.saturating_sub(REACH))..last).rev() {
        let Some(var) = stmts[at].kind.declares().pop() else { continue };
        let inside: usize = members.iter().map(|member| reads_of(&stmts[*member], var)).sum();
        if inside > 0 && setting.readers.get(&var) == Some(&inside) {
            members.push(at);
        }
    }
    members.reverse();
    members
}

fn reads_of(stmt: &Stmt, var: VarId) -> usize {
    let mut count = 0;
    stmt.kind.for_each_own_read(&mut |read| count += usize::from(read == var));
    count
}

fn inputs(function: &Function, activity: &Activity, stmts: &[Stmt], members: &[usize]) -> BTreeMap<String, Place> {
    let inside: BTreeSet<VarId> = members.iter().flat_map(|at| stmts[*at].kind.declares()).collect();
    let mut inputs = BTreeMap::new();
    for at in members {
        let StmtKind::Let { value, .. } = &stmts[*at].kind else { continue };
        for operand in value.operands() {
            if let Expr::Place(place) = operand
                && activity.is_active(place.root)
                && !inside.contains(&place.root)
            {
                inputs.insert(emit::place(function, place).to_string(), place.clone());
            }
        }
    }
    inputs
}

/// Whether no adjoint of a statement after the one at `last` reads `var`: it is only handed on, and added.
fn is_only_linear(stmts: &[Stmt], last: usize, var: VarId) -> bool {
    stmts[last + 1..].iter().all(|stmt| match &stmt.kind {
        StmtKind::Let { value, .. } | StmtKind::Assign { value, .. } => {
            let linear = matches!(value, Expr::Place(_) | Expr::Neg(_) | Expr::Binary(Op::Add | Op::Sub, ..));
            linear || !value.reads(var)
        }
        kind => {
            let mut reads = false;
            kind.for_each_own_read(&mut |read| reads |= read == var);
            !reads && kind.blocks().iter().all(|block| !block.reads().contains(&var))
        }
    })
}

/// Puts slopes after the formula, and gives its result by them.
fn replace(function: &mut Function, activity: &Activity, formula: &Formula, stmts: &mut Vec<Stmt>) {
    let Some(last) = formula.members.last().copied() else { return };
    let Some(result) = stmts[last].kind.declares().pop() else { return };
    let span = stmts[last].span;
    let members: Vec<Stmt> = formula.members.iter().map(|at| stmts[*at].clone()).collect();
    let mut after = slopes(function, activity, formula, &members);
    let mut sloped = after.pop();
    let mut renamed = Vec::new();
    for stmt in &members {
        let Some(var) = stmt.kind.declares().pop() else { continue };
        let info = function.var(var).clone();
        let fresh = if var == result {
            local(function, &format!("{}_value", info.name), span, info.ty)
        } else {
            function.vars.push(info);
            VarId(u32::try_from(function.vars.len() - 1).unwrap_or(u32::MAX))
        };
        renamed.push(Rename { from: var, to: fresh });
    }
    let mut moved: Vec<Stmt> = formula.members.iter().map(|at| stmts[*at].clone()).collect();
    for rename in &renamed {
        moved.iter_mut().chain(&mut after).chain(&mut sloped).for_each(|stmt| rename.stmt(stmt));
    }
    for (at, stmt) in formula.members.iter().zip(moved) {
        stmts[*at] = stmt;
    }
    let (Some(Stmt { kind: StmtKind::Let { value: Expr::Runtime(name, mut operands), .. }, .. }), Some(rename)) =
        (sloped, renamed.last())
    else {
        return;
    };
    operands[0] = Expr::var(rename.to);
    after.push(function.stmt(StmtKind::Let { var: result, value: Expr::Runtime(name, operands) }, span));
    stmts.splice(last + 1..=last, after);
}

/// The adjoint of `members` for the seed 1: the slope of each input, and last the result as [`SLOPED`].
fn slopes(function: &mut Function, activity: &Activity, formula: &Formula, members: &[Stmt]) -> Vec<Stmt> {
    let mut out = Vec::new();
    let mut bars: BTreeMap<String, Expr> = BTreeMap::new();
    let Some(result) = members.last().and_then(|stmt| stmt.kind.declares().pop()) else { return out };
    let (ty, span) = (function.var(result).ty.clone(), members[members.len() - 1].span);
    bars.insert(function.var(result).name.to_string(), Expr::Number(1.0));
    let inside: BTreeSet<VarId> = members.iter().flat_map(|stmt| stmt.kind.declares()).collect();
    for stmt in members.iter().rev() {
        let StmtKind::Let { var, value } = &stmt.kind else { continue };
        let Some(bar) = bars.remove(&function.var(*var).name.to_string()) else { continue };
        let seed = named(function, &format!("{}_bar", function.var(*var).name), bar, &ty, &mut out);
        let place = Expr::var(*var);
        let slope = activity.partner(*var).filter(|partner| inside.contains(partner));
        let active = |place: &Place| activity.is_active(place.root);
        let operation = Operation { value, result: &place, seed: &seed, slope };
        let cotangents = rules::cotangents(function, &active, operation);
        let shared = cotangents.shared.map(|shared| {
            let bars = local(function, "bars", span, crate::types::Ty::Unknown);
            out.push(function.stmt(StmtKind::Let { var: bars, value: shared }, span));
            bars
        });
        for (place, cotangent) in cotangents.parts {
            let value = match (cotangent, shared) {
                (Cotangent::Value(value), _) => value,
                (Cotangent::Shared(index), Some(bars)) => Expr::var(bars).field(index),
                (Cotangent::Shared(_), None) => continue,
            };
            let text = emit::place(function, &place).to_string();
            let sum = match bars.remove(&text) {
                Some(other) => other.add(value),
                None => value,
            };
            bars.insert(text, sum);
        }
    }
    let mut operands = vec![Expr::var(result)];
    for (text, place) in &formula.inputs {
        let Some(bar) = bars.remove(text) else { continue };
        let wish = format!("{}_slope", function.var(result).name);
        let slope = local(function, &wish, span, ty.clone());
        let value = if matches!(bar, Expr::Number(_)) { bar } else { Expr::Runtime(KEPT, vec![bar]) };
        out.push(function.stmt(StmtKind::Let { var: slope, value }, span));
        operands.extend([Expr::Place(place.clone()), Expr::var(slope)]);
    }
    let value = Expr::Runtime(SLOPED, operands);
    out.push(function.stmt(StmtKind::Let { var: result, value }, span));
    simplify::in_forward(function, &mut out);
    out
}

/// The value, by a name if it is a formula.
fn named(function: &mut Function, wish: &str, value: Expr, ty: &crate::types::Ty, out: &mut Vec<Stmt>) -> Expr {
    if value.is_atom() {
        return value;
    }
    let span = proc_macro2::Span::mixed_site();
    let var = local(function, wish, span, ty.clone());
    out.push(function.stmt(StmtKind::Let { var, value }, span));
    Expr::var(var)
}
