//! Which variables carry derivatives: those that depend on an active parameter (*varied*) and reach the result or the
//! final contents of a `&mut` parameter (*useful*).
//!
//! After this pass: a variable outside of both sets has no shadow, and no statement of the reverse sweep.

mod dependence;
mod partners;

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Expr, Function, InPlace, Selector, Stmt, StmtKind, VarId};

/// What [`analyze`] found.
#[derive(Clone, Debug)]
pub struct Activity {
    active: Vec<bool>,
    /// The result depends on an active parameter in any way.
    pub result_depends: bool,
    partners: BTreeMap<VarId, VarId>,
    /// Results that nothing reads, of calls that are reversed for what they write: their seeds have the shape of the result.
    unread: BTreeSet<VarId>,
}

impl Activity {
    /// Whether `var` carries a derivative.
    pub fn is_active(&self, var: VarId) -> bool {
        self.active.get(var.0 as usize).copied().unwrap_or(false)
    }

    /// Whether `var` is the result of a call whose reverse needs a seed of its shape, although nothing reads it.
    pub fn is_unread(&self, var: VarId) -> bool {
        self.unread.contains(&var)
    }

    /// `var` carries a derivative where `other` does.
    pub fn like(&mut self, var: VarId, other: VarId) {
        let active = self.is_active(other);
        self.active.resize(self.active.len().max(var.0 as usize + 1), false);
        self.active[var.0 as usize] = active;
    }

    /// The variable that holds the slope of the function whose result is `var`, up to a sign.
    pub fn partner(&self, var: VarId) -> Option<VarId> {
        self.partners.get(&var).copied()
    }
}

/// Finds the active variables of `function`.
pub fn analyze(function: &Function) -> Activity {
    let mut seeds = vec![false; function.vars.len()];
    for parameter in &function.parameters {
        seeds[parameter.var.0 as usize] = parameter.active;
    }
    let varied = reachable(function, &seeds);
    let mut outputs = vec![false; function.vars.len()];
    if let Some(result) = function.result {
        outputs[result.0 as usize] = true;
    }
    for parameter in function.parameters.iter().filter(|parameter| parameter.is_inout()) {
        outputs[parameter.var.0 as usize] = true;
    }
    let useful = closure(&edges(function, &flows_of), outputs.clone(), true);
    let mut active: Vec<bool> = varied.iter().zip(&useful).map(|(varied, useful)| *varied && *useful).collect();
    // A function has no shadow: its reverse sweep knows where derivatives go.
    for parameter in function.functions.keys() {
        active[parameter.0 as usize] = false;
    }
    let unread = unread(function, &varied, &active);
    unread.iter().for_each(|var| active[var.0 as usize] = true);
    let touched = dependence::at_the_end(function, seeds);
    let any = |set: &[bool]| set.iter().zip(&outputs).any(|(a, b)| *a && *b);
    Activity { active, result_depends: any(&touched), partners: partners::of(function), unread }
}

/// Results of calls that are reversed for what they write alone, where no seed can be made without the result.
fn unread(function: &Function, varied: &[bool], active: &[bool]) -> BTreeSet<VarId> {
    let mut found = BTreeSet::new();
    function.body.for_each_stmt(&mut |stmt| {
        if let StmtKind::Let { var, value } = &stmt.kind
            && let Some(call) = value.call()
            && varied[var.0 as usize]
            && !active[var.0 as usize]
            && function.var(*var).ty.has_shape()
            && call.writes().iter().any(|var| active[var.0 as usize])
        {
            found.insert(*var);
        }
    });
    found
}

/// All variables to which a derivative flows from those marked in `seeds`.
pub fn reachable(function: &Function, seeds: &[bool]) -> Vec<bool> {
    let mut marked = closure(&edges(function, &flows_of), seeds.to_vec(), false);
    for (var, marked) in function.vars.iter().zip(&mut marked) {
        *marked &= !var.ty.is_passive();
    }
    marked
}

/// An edge: a value flows from the first variable to the second.
type Edge = (VarId, VarId);

fn closure(edges: &[Edge], mut marked: Vec<bool>, backward: bool) -> Vec<bool> {
    loop {
        let mut changed = false;
        for (from, to) in edges {
            let (from, to) = if backward { (to, from) } else { (from, to) };
            if marked[from.0 as usize] && !marked[to.0 as usize] {
                marked[to.0 as usize] = true;
                changed = true;
            }
        }
        if !changed {
            return marked;
        }
    }
}

fn edges(function: &Function, sources: &dyn Fn(&Expr) -> Vec<VarId>) -> Vec<Edge> {
    let mut edges = Vec::new();
    function.body.for_each_stmt(&mut |stmt| {
        assert_calls_are_statements(stmt);
        for (value, targets) in assignments(function, stmt) {
            let mut sources = sources(value);
            sources.retain(|var| !function.var(*var).ty.is_passive());
            for target in targets.iter().filter(|target| !function.var(**target).ty.is_passive()) {
                edges.extend(sources.iter().map(|source| (*source, *target)));
            }
        }
        if let StmtKind::InPlace(change) = &stmt.kind {
            let targets = change.targets().map(|place| place.root).chain(change.result);
            let targets: Vec<VarId> = targets.filter(|var| !function.var(*var).ty.is_passive()).collect();
            // What moves out of a container was in it; two containers may exchange what they hold.
            for source in change.targets().map(|place| place.root) {
                edges.extend(targets.iter().filter(|target| **target != source).map(|target| (source, *target)));
            }
        }
    });
    edges
}

/// Only a call that is a statement of its own has a reverse sweep.
fn assert_calls_are_statements(stmt: &Stmt) {
    let is_lost = match &stmt.kind {
        StmtKind::Let { value, .. }
        | StmtKind::Eval(value)
        | StmtKind::Assign { value, .. }
        | StmtKind::InPlace(InPlace { value: Some(value), .. }) => value.operands().into_iter().any(changes_inside),
        StmtKind::Branch { selector: Selector::If(value) | Selector::Match(value, _), .. } => changes_inside(value),
        _ => false,
    };
    assert!(!is_lost, "bug in chainrule: a call changes a variable inside of an expression");
}

/// Whether a call in `expr` changes anything.
fn changes_inside(expr: &Expr) -> bool {
    expr.call().is_some_and(|call| call.changed().next().is_some()) || expr.operands().into_iter().any(changes_inside)
}

/// The values that a statement computes, and the variables that they reach.
///
/// What the function holds constant is held by whom it is handed on to as well: its caller sees that by its shadow.
fn assignments<'s>(function: &Function, stmt: &'s Stmt) -> Vec<(&'s Expr, Vec<VarId>)> {
    let (value, target) = match &stmt.kind {
        StmtKind::Let { var, value } => (value, Some(*var)),
        StmtKind::Eval(value) => (value, None),
        StmtKind::Assign { place, value, .. } | StmtKind::InPlace(InPlace { place, value: Some(value), .. }) => {
            (value, Some(place.root))
        }
        _ => return Vec::new(),
    };
    let mut targets = value.call().map_or_else(Vec::new, crate::ir::Call::writes);
    targets.retain(|var| !function.held.contains(var) && !function.plain.contains(var));
    targets.extend(target);
    vec![(value, targets)]
}

/// The variables through which a derivative flows into `expr`.
pub fn flows_of(expr: &Expr) -> Vec<VarId> {
    let mut all = Vec::new();
    match expr {
        Expr::Place(place) | Expr::Copy(_, place) => all.push(place.root),
        Expr::Tokens(tokens) => all.extend(&tokens.flows),
        Expr::Call(call) => {
            all.extend(call.parameters());
            for argument in &call.arguments {
                all.extend(argument.value().map_or_else(Vec::new, flows_of));
                all.extend(argument.borrowed().map(|(_, place)| place.root));
            }
        }
        _ => {}
    }
    for operand in expr.operands() {
        all.extend(flows_of(operand));
    }
    all
}
