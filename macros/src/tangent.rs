//! Forward mode: beside every active variable stands its tangent, and beside every statement the statement for it.
//!
//! ```text
//! let v0 = x.sin();        let v0 = x.sin(); let v0_dot = x.cos() * x_dot;
//! s += v0 * y;             s_dot += y * v0_dot + v0 * y_dot; s += v0 * y;
//! a.push(s);               a_dot.push(s_dot); a.push(s);
//! let z = g(s);            let (z, z_dot) = g::tangent(s, s_dot);
//! if c { … }               the same choice, with both statements in its arms
//! ```
//!
//! The result is again a program of the representation, so that every pass, reverse mode among them, may be applied to it.
//! A tangent has the structure of its primal: that of a place stands at the same path.

mod aggregate;
mod call;
mod inplace;
mod rules;
mod update;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Span;
use update::is_touched;

use crate::activity::Activity;
use crate::ir::{Block, Expr, Function, Loop, Op, Place, Role, Step, Stmt, StmtKind, Update, VarId};
use crate::reverse::zero_of;
use crate::types::Ty;

/// A function with the tangents of its variables.
pub struct Forward {
    pub function: Function,
    /// The tangent of each active variable that has one.
    pub tangents: BTreeMap<VarId, VarId>,
}

/// What is done with the program that forward mode writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// It runs.
    Run,
    /// It is differentiated in its turn.
    Again,
}

/// Applies forward mode to `function`; the tangents of parameters are `given`.
pub fn generate(function: Function, activity: &Activity, given: BTreeMap<VarId, VarId>, purpose: Purpose) -> Forward {
    let kept = if purpose == Purpose::Run { kept(&function) } else { BTreeSet::new() };
    let has_flags = has_flags(&function);
    let declared = function.parameters.iter().map(|parameter| parameter.var).collect();
    let mut pass =
        Pass { function, activity, tangents: given, kept, purpose, has_flags, outside: BTreeSet::new(), declared };
    let body = pass.function.body.clone();
    let mut start = pass.held();
    pass.function.body = pass.block(&body);
    start.append(&mut pass.function.body.stmts);
    pass.function.body.stmts = start;
    let Pass { mut function, tangents, .. } = pass;
    for (primal, tangent) in &tangents {
        function.tangents.insert(*tangent, *primal);
    }
    Forward { function, tangents }
}

/// What operators of unknown types keep for reverse mode.
fn kept(function: &Function) -> BTreeSet<VarId> {
    let mut all = BTreeSet::new();
    function.body.for_each_stmt(&mut |stmt| {
        if let StmtKind::Assign { value: Expr::Kept(_, kept), .. } = &stmt.kind
            && let Expr::Place(kept) = &**kept
        {
            all.insert(kept.root);
        }
    });
    all
}

/// Whether the tangent that is bound reads `var`.
fn tangent_reads(kind: &StmtKind, var: VarId) -> bool {
    matches!(kind, StmtKind::Let { value, .. } if value.reads(var))
}

/// Whether a loop ends by a flag.
fn has_flags(function: &Function) -> bool {
    let mut found = false;
    function.body.for_each_stmt(&mut |stmt| {
        found |= matches!(&stmt.kind, StmtKind::Loop(looped) if !looped.until.is_empty());
    });
    found
}

struct Pass<'a> {
    function: Function,
    activity: &'a Activity,
    tangents: BTreeMap<VarId, VarId>,
    kept: BTreeSet<VarId>,
    purpose: Purpose,
    /// Jumps became flags: rustc no longer sees that what moves before one is not used again.
    has_flags: bool,
    /// The variables declared outside of the innermost loop.
    outside: BTreeSet<VarId>,
    /// Those declared so far.
    declared: BTreeSet<VarId>,
}

impl Pass<'_> {
    fn is_active(&self, var: VarId) -> bool {
        self.activity.is_active(var)
    }

    /// Zeros for the parameters that are held constant, and overwritten.
    fn held(&mut self) -> Vec<Stmt> {
        let mut start = Vec::new();
        for parameter in self.function.parameters.clone() {
            if self.is_active(parameter.var) && !self.tangents.contains_key(&parameter.var) {
                let value = self.zero_at(&Place::of(parameter.var));
                let var = self.tangent_var(parameter.var);
                self.push(StmtKind::Let { var, value }, parameter.name.span(), &mut start);
            }
        }
        start
    }

    /// The tangent of `var`.
    fn tangent_var(&mut self, var: VarId) -> VarId {
        if let Some(tangent) = self.tangents.get(&var) {
            return *tangent;
        }
        let info = self.function.var(var).clone();
        let wish = format!("{}_dot", info.name.to_string().trim_start_matches("r#"));
        let tangent = self.function.declare(&wish, Span::mixed_site(), info.ty.tangent(), info.mutable, Role::Shadow);
        self.function.vars[tangent.0 as usize].deferred = info.deferred;
        self.tangents.insert(var, tangent);
        tangent
    }

    /// The tangent of a place.
    fn tangent_place(&mut self, place: &Place) -> Place {
        let root = self.tangent_var(place.root);
        let mut path: Vec<Step> = place.path.iter().filter(|step| !matches!(step, Step::Deref)).cloned().collect();
        // The whole behind a reference: `*y = …`.
        let is_whole = path.is_empty() && !place.path.is_empty();
        if matches!(&self.function.var(root).ty, Ty::Ref(_, inner) if inner.is_float() || is_whole) {
            path.push(Step::Deref);
        }
        Place { root, path }
    }

    /// The zero tangent of what stands at `place`.
    fn zero_at(&self, place: &Place) -> Expr {
        let ty = self.function.place_ty(place);
        if ty.has_no_tangent() {
            return Expr::Tuple(Vec::new());
        }
        let held = self.function.held.contains(&place.root);
        if held || place.path.is_empty() && self.function.is_handed_on(place.root) {
            return Expr::Runtime("__private::zero_or_nothing", vec![Expr::Place(place.clone()).by_ref()]);
        }
        zero_of(&ty)
            .unwrap_or_else(|| Expr::Runtime("__private::zero_tangent", vec![Expr::Place(place.clone()).by_ref()]))
    }

    fn fresh(&mut self, wish: &str, ty: Ty) -> VarId {
        self.function.declare(wish, Span::mixed_site(), ty, false, Role::Temporary)
    }

    fn push(&mut self, kind: StmtKind, span: Span, out: &mut Vec<Stmt>) {
        let stmt = self.function.stmt(kind, span);
        out.push(stmt);
    }

    fn block(&mut self, block: &Block) -> Block {
        let mut stmts = Vec::new();
        for stmt in &block.stmts {
            self.stmt(stmt, &mut stmts);
        }
        Block { id: block.id, stmts }
    }

    fn stmt(&mut self, stmt: &Stmt, out: &mut Vec<Stmt>) {
        let span = stmt.span;
        self.declared.extend(stmt.kind.declares());
        let start = out.len();
        self.stmt_into(stmt, span, out);
        if self.has_flags {
            for stmt in &mut out[start..] {
                self.keep_moved(stmt);
            }
        }
    }

    /// What moves out of a loop that ends by a flag is cloned.
    fn keep_moved(&self, stmt: &mut Stmt) {
        let (StmtKind::Let { value, .. } | StmtKind::Assign { value, .. }) = &stmt.kind else { return };
        let primal = |var: VarId| self.function.tangents.get(&var).copied().unwrap_or(var);
        let is_outside = |var: VarId| {
            let of = self.tangents.iter().find(|(_, tangent)| **tangent == var).map_or(primal(var), |(of, _)| *of);
            self.outside.contains(&of) && !self.function.var(var).ty.is_copy()
        };
        let mut found = false;
        value.for_each_read(&mut |var| found |= is_outside(var));
        if found {
            crate::forward::clone_moves(&mut stmt.kind, &|_| true);
        }
    }

    fn stmt_into(&mut self, stmt: &Stmt, span: Span, out: &mut Vec<Stmt>) {
        match &stmt.kind {
            StmtKind::Let { var, .. } if self.kept.contains(var) => {}
            StmtKind::Let { var, value: Expr::Call(call) } if self.reaches(call) => {
                self.call(Some(*var), call, span, out);
            }
            StmtKind::Eval(Expr::Call(call)) if self.reaches(call) => self.call(None, call, span, out),
            StmtKind::Let { var, value } if self.is_active(*var) => self.bind(*var, value, stmt, out),
            StmtKind::Declare { var } if self.is_active(*var) => {
                out.push(stmt.clone());
                let var = self.tangent_var(*var);
                self.push(StmtKind::Declare { var }, span, out);
            }
            StmtKind::Assign { place, update, value }
                if self.is_active(place.root) && !self.function.is_held(place) =>
            {
                self.assign(place, *update, value, stmt, out);
            }
            StmtKind::Assign { value: Expr::Call(call), place, update } if self.reaches(call) => {
                let ty = self.function.place_ty(place).peel().clone();
                let value = self.fresh("value", ty);
                self.call(Some(value), call, span, out);
                let kind = StmtKind::Assign { place: place.clone(), update: *update, value: Expr::var(value) };
                self.push(kind, span, out);
            }
            StmtKind::Branch { selector, arms } => {
                let arms = arms.iter().map(|arm| self.block(arm)).collect();
                out.push(Stmt { kind: StmtKind::Branch { selector: selector.clone(), arms }, ..stmt.clone() });
            }
            StmtKind::Loop(looped) => {
                let outside = std::mem::replace(&mut self.outside, self.declared.clone());
                let body = self.block(&looped.body);
                self.outside = outside;
                out.push(Stmt { kind: StmtKind::Loop(Loop { body, ..looped.clone() }), ..stmt.clone() });
            }
            StmtKind::Labeled { label, body } => {
                let body = self.block(body);
                out.push(Stmt { kind: StmtKind::Labeled { label: *label, body }, ..stmt.clone() });
            }
            StmtKind::InPlace(change) => self.in_place(change, stmt, out),
            _ => out.push(stmt.clone()),
        }
    }

    /// `let var = value;`
    fn bind(&mut self, var: VarId, value: &Expr, stmt: &Stmt, out: &mut Vec<Stmt>) {
        let result = Place::of(var);
        let tangent = self.tangent(value, &result, out);
        let root = self.tangent_var(var);
        let kind = StmtKind::Let { var: root, value: tangent };
        // What moves, or what an operator of a user's type takes by value, is gone after the statement.
        let moves = !self.function.var(var).ty.is_float() && !tangent_reads(&kind, var);
        if self.is_foreign(value) || moves {
            self.push(kind, stmt.span, out);
            out.push(stmt.clone());
        } else {
            out.push(stmt.clone());
            self.push(kind, stmt.span, out);
        }
    }

    /// `place op= value;`
    fn assign(&mut self, place: &Place, update: Update, value: &Expr, stmt: &Stmt, out: &mut Vec<Stmt>) {
        let span = stmt.span;
        if let (Update::By(op), Expr::Kept(operand, _)) = (update, value) {
            return self.assign_by_rule(place, op, operand, stmt, out);
        }
        let at_once = !matches!(value, Expr::Call(_)) && !self.is_foreign(value) && !is_touched(place, value);
        if value.is_atom() || matches!(update, Update::Set) && at_once {
            return match update {
                Update::Set => self.set(place, value, stmt, out),
                Update::By(op) => self.update(place, op, value, stmt, out),
            };
        }
        // The tangent of the value reads the old contents: the value comes first.
        let ty = self.function.place_ty(place).peel().clone();
        let whole = self.fresh("value", ty);
        if let Expr::Call(call) = value {
            self.call_into(whole, call, span, out);
        } else {
            let result = Place::of(whole);
            let tangent = self.tangent(value, &result, out);
            let root = self.tangent_var(whole);
            let bound = StmtKind::Let { var: whole, value: value.clone() };
            let tangent = StmtKind::Let { var: root, value: tangent };
            let foreign = self.is_foreign(value);
            let (first, second) = if foreign { (tangent, bound) } else { (bound, tangent) };
            self.push(first, span, out);
            self.push(second, span, out);
        }
        let root = self.tangent_var(whole);
        let target = self.tangent_place(place);
        if let Update::By(op @ (Op::Mul | Op::Div | Op::Rem)) = update {
            let tangent = self.scaled(place, op, &Place::of(whole), &Expr::var(root));
            self.push(StmtKind::Assign { place: target, update: Update::Set, value: tangent }, span, out);
        } else {
            self.push(StmtKind::Assign { place: target, update, value: Expr::var(root) }, span, out);
        }
        self.push(StmtKind::Assign { place: place.clone(), update, value: Expr::var(whole) }, span, out);
    }

    /// `place = value;` where the value does not read the place, or is an atom.
    fn set(&mut self, place: &Place, value: &Expr, stmt: &Stmt, out: &mut Vec<Stmt>) {
        let target = self.tangent_place(place);
        let tangent = match value {
            // Whatever is assigned, the shape of a zero is that of the new contents.
            Expr::Tokens(_) | Expr::Number(_) => None,
            Expr::Place(source) if !self.is_active(source.root) => None,
            _ => Some(self.tangent(value, place, out)),
        };
        match tangent {
            Some(value) if value.is_atom() => {
                let kind = StmtKind::Assign { place: target, update: Update::Set, value };
                self.push(kind, stmt.span, out);
                out.push(stmt.clone());
            }
            tangent => {
                out.push(stmt.clone());
                let value = tangent.unwrap_or_else(|| self.zero_at(place));
                self.push(StmtKind::Assign { place: target, update: Update::Set, value }, stmt.span, out);
            }
        }
    }
}
