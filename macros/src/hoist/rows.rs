//! Sums of multiples of rows, such as the product of a vector and a matrix: each sum is loaded and stored once for several
//! rows.
//!
//! ```text
//! for k in 0..n {                                 add_rows(&mut c[..], 0..m, 0..n, |k| {
//!     let factor = a[k];                              let factor = a[k];
//!     for j in 0..m {                                 (factor, &b[k * m..][..m])
//!         c[j] += factor * b[k * m + j];          });
//!     }
//! }
//! ```
//!
//! Each sum gets the same terms in the same order.

use std::collections::BTreeSet;

use quote::quote;

use super::quiet::is_formula;
use super::{names, sum_with};
use crate::emit;
use crate::forward;
use crate::ir::{Direction, Expr, Function, Head, Loop, Op, Place, Rows, Step, Stmt, StmtKind, Update, VarId};
use crate::types::Ty;

/// Rows that are shorter stay in registers.
const SHORT: u64 = 8;
/// So many rows are added together.
const FEW: u64 = 4;

/// Lets the sums of rows among `stmts` run together.
pub(super) fn sums(function: &Function, stmts: &mut [Stmt]) {
    for stmt in stmts {
        if let StmtKind::Loop(looped) = &mut stmt.kind
            && let Some(rows) = of_loop(function, looped)
        {
            looped.head = Head::Rows(Box::new(rows));
            looped.body.stmts.pop();
            continue;
        }
        stmt.kind.blocks_mut().into_iter().for_each(|block| sums(function, &mut block.stmts));
    }
}

/// A loop over all numbers of a range: the counter, and where it begins and ends.
fn range(function: &Function, looped: &Loop) -> Option<(VarId, Expr, Expr)> {
    let Head::For { counter, lo, hi, inclusive: false, step: None, direction: Direction::Up } = &looped.head else {
        return None;
    };
    let is_index = function.var(*counter).ty.tokens().is_some_and(|ty| ty.to_string() == "usize");
    (looped.until.is_empty() && is_index).then(|| (*counter, lo.clone(), hi.clone()))
}

fn is_less(function: &Function, number: &Expr, than: u64) -> bool {
    emit::expr(function, number).to_string().parse::<u64>().is_ok_and(|number| number < than)
}

fn of_loop(function: &Function, looped: &Loop) -> Option<Rows> {
    let (counter, lo, hi) = range(function, looped)?;
    let (last, before) = looped.body.stmts.split_last()?;
    let StmtKind::Loop(along) = &last.kind else { return None };
    let (column, first, len) = range(function, along)?;
    let from_zero = emit::expr(function, &first).to_string() == "0";
    if !from_zero || is_less(function, &len, SHORT) || is_less(function, &hi, FEW) {
        return None;
    }
    let mut own: BTreeSet<VarId> = BTreeSet::from([counter]);
    for stmt in before {
        let StmtKind::Let { var, value } = &stmt.kind else { return None };
        let fits = is_formula(value) && !function.var(*var).mutable;
        fits.then(|| own.insert(*var))?;
    }
    let (sums, start, factor, row) = product(function, along, column, &len)?;
    let rows = Rows { counter, lo, hi, sums, start, len, factor, row };
    is_independent(function, &rows, before, &own).then_some(rows)
}

/// `sums[start + column] += factor * row[… + column];`
fn product(function: &Function, along: &Loop, column: VarId, len: &Expr) -> Option<(Place, Expr, Expr, Place)> {
    let [stmt] = along.body.stmts.as_slice() else { return None };
    let StmtKind::Assign { place, update: Update::By(op @ (Op::Add | Op::Sub)), value } = &stmt.kind else {
        return None;
    };
    let Expr::Binary(Op::Mul, a, b) = value else { return None };
    let (mut row, start, factor) = match (part(function, a, column), part(function, b, column)) {
        (Some((row, start)), None) => (row, start, &**b),
        (None, Some((row, start))) => (row, start, &**a),
        _ => return None,
    };
    if !is_formula(factor) || factor.reads(column) {
        return None;
    }
    if emit::expr(function, &start).to_string() != "0" {
        row.path.push(Step::Slice(Box::new(start), None));
    }
    row.path.push(Step::Slice(Box::new(forward::tokens(quote!(0))), Some(Box::new(len.clone()))));
    let (mut sums, start) = element(function, place, column)?;
    sums.path.push(Step::Slice(Box::new(forward::tokens(quote!(0))), None));
    let factor = if *op == Op::Add { factor.clone() } else { factor.clone().neg() };
    Some((sums, start, factor, row))
}

fn part(function: &Function, value: &Expr, column: VarId) -> Option<(Place, Expr)> {
    let Expr::Place(place) = value else { return None };
    element(function, place, column)
}

/// The list of numbers of which `place` is the element at the sum of `column` and a start.
fn element(function: &Function, place: &Place, column: VarId) -> Option<(Place, Expr)> {
    let (Step::Index(index), before) = place.path.split_last()? else { return None };
    let list = Place { root: place.root, path: before.to_vec() };
    let ty = function.place_ty(&list);
    let is_number = |ty: &Ty| matches!(ty, Ty::Float(Some(name)) if name == "f64" || name == "f32");
    let fits = match ty.peel() {
        Ty::Vec(element) | Ty::Slice(element) | Ty::Array(element, _) => is_number(element),
        _ => false,
    };
    let absent = function.markers.contains_key(&place.root) || emit::may_be_constant(function, &list);
    let mut leads = false;
    list.for_each_index(&mut |var| leads |= var == column);
    let name = function.var(column).name.to_string();
    let start = sum_with(&emit::expr(function, index), &name, &quote!(0))?;
    let mut reads = Vec::new();
    index.for_each_read(&mut |var| reads.push(var));
    reads.retain(|var| *var != column);
    let start = crate::ir::Tokens { stream: start, reads, flows: Vec::new(), cheap: true };
    (fits && !absent && !leads).then_some((list, Expr::Tokens(start)))
}

/// Whether the rows have nothing to do with the sums, and these stand at one place.
fn is_independent(function: &Function, rows: &Rows, before: &[Stmt], own: &BTreeSet<VarId>) -> bool {
    let mut fits = !own.contains(&rows.row.root) && !own.contains(&rows.sums.root);
    rows.sums.for_each_index(&mut |var| fits &= !own.contains(&var));
    for value in [&rows.start, &rows.len, &rows.hi] {
        value.for_each_read(&mut |var| fits &= !own.contains(&var));
    }
    let name = function.var(rows.sums.root).name.to_string();
    let is_named = |tokens| names(tokens, &name);
    let row = emit::place(function, &rows.row);
    fits && !is_named(row)
        && !is_named(emit::stmts(function, before))
        && rows.values().into_iter().all(|value| !is_named(emit::expr(function, value)))
}
