//! A variable for each number that a function reads, outside of its loops, of an argument by value which is held constant.
//!
//! ```text
//! fn f(#[constant] disc: Disc, x: f64) …      let held = disc.r;
//! ```
//!
//! What is recorded of such an argument is then the number, and not a copy of the whole.

use crate::activity::Activity;
use crate::ir::{Expr, Function, Role, Stmt, StmtKind, Tokens, VarId};
use crate::types::Ty;

/// Names the numbers, in place.
pub fn name_numbers(function: &mut Function, activity: &Activity) {
    let is_held = |parameter: &&crate::ir::Parameter| {
        let info = function.var(parameter.var);
        !parameter.stays() && !activity.is_active(parameter.var) && !info.mutable && matches!(info.ty, Ty::Named(_))
    };
    let held: Vec<VarId> = function.parameters.iter().filter(is_held).map(|parameter| parameter.var).collect();
    if held.is_empty() {
        return;
    }
    let stmts = std::mem::take(&mut function.body.stmts);
    for mut stmt in stmts {
        let before = named(function, &held, &mut stmt);
        function.body.stmts.extend(before);
        function.body.stmts.push(stmt);
    }
}

/// Statements that name what the formula of `stmt` reads of these variables.
fn named(function: &mut Function, held: &[VarId], stmt: &mut Stmt) -> Vec<Stmt> {
    let ty = match &stmt.kind {
        StmtKind::Let { var, .. } => function.var(*var).ty.clone(),
        StmtKind::Assign { place, .. } => function.place_ty(place),
        _ => return Vec::new(),
    };
    let (StmtKind::Let { value, .. } | StmtKind::Assign { value, .. }) = &mut stmt.kind else { return Vec::new() };
    if !super::is_number(&ty) || !ty.is_float() || !matches!(value, Expr::Binary(..)) {
        return Vec::new();
    }
    let span = stmt.span;
    let mut before = Vec::new();
    value.rewrite(&mut |operand| {
        if let Expr::Tokens(Tokens { reads, cheap: true, .. }) = operand
            && !reads.is_empty()
            && reads.iter().all(|read| held.contains(read))
        {
            let var = function.declare("held", span, ty.clone(), false, Role::Local);
            let value = std::mem::replace(operand, Expr::var(var));
            before.push(function.stmt(StmtKind::Let { var, value }, span));
        }
    });
    before
}
