//! Which numbers have a lower bound that shows in the formula, such as `1.0 + x * x`.
//!
//! Rounding keeps the order of numbers, so the bounds hold to the last digit. NaN is allowed everywhere.

use std::collections::{BTreeMap, BTreeSet};

use super::each;
use crate::emit;
use crate::ir::{Expr, Function, Op, Stmt, StmtKind, VarId};

/// The greatest known numbers that locals of a function are never below, unless they are NaN.
pub(super) struct Floors {
    known: BTreeMap<VarId, f64>,
}

impl Floors {
    /// Of what the body of `function` binds and does not change.
    pub(super) fn of(function: &Function) -> Floors {
        let mut written: BTreeSet<VarId> = function.body.writes().into_iter().collect();
        let mut bound = BTreeSet::new();
        let mut floors = Floors { known: BTreeMap::new() };
        let mut note = |stmt: &Stmt| {
            let StmtKind::Let { var, value } = &stmt.kind else { return };
            // Bound twice, as in two copies of a block: then the name says too little.
            if !bound.insert(*var) {
                written.insert(*var);
                floors.known.remove(var);
            }
            if let Some(floor) = floors.value(function, value)
                && function.var(*var).ty.is_float()
                && !function.var(*var).mutable
                && !written.contains(var)
            {
                floors.known.insert(*var, floor);
            }
        };
        each(&function.body.stmts, &mut note);
        floors
    }

    /// The floor of a formula.
    pub(super) fn value(&self, function: &Function, value: &Expr) -> Option<f64> {
        let of = |part: &Expr| self.value(function, part);
        match value {
            Expr::Number(number) => Some(in_single_precision(*number)),
            Expr::Tokens(tokens) if tokens.reads.is_empty() => literal(&tokens.stream.to_string()),
            Expr::Place(place) if place.path.is_empty() => self.known.get(&place.root).copied(),
            Expr::Binary(Op::Add, a, b) => Some(of(a)? + of(b)?),
            Expr::Binary(Op::Mul, a, b) if is_square(function, a, b) => {
                Some(in_single_precision(of(a).map_or(0.0, |a| a.max(0.0) * a)))
            }
            Expr::Binary(Op::Mul, a, b) => Some(in_single_precision(positive(of(a)?)? * positive(of(b)?)?)),
            // A zero may be −0.
            Expr::Binary(Op::Div, a, b) => (of(a)? >= 0.0 && of(b)? > 0.0).then_some(0.0),
            Expr::Method(name, receiver, arguments) => self.method(function, &name.to_string(), receiver, arguments),
            _ => None,
        }
    }

    fn method(&self, function: &Function, name: &str, receiver: &Expr, arguments: &[Expr]) -> Option<f64> {
        if !is_float(function, receiver) {
            return None;
        }
        let of = |part: &Expr| self.value(function, part);
        let exponent = |part: &Expr| match part {
            Expr::Tokens(tokens) => tokens.stream.to_string().parse::<u32>().ok(),
            _ => None,
        };
        match (name, arguments) {
            ("sqrt", []) => Some(of(receiver).map_or(0.0, |floor| floor.max(0.0).sqrt())),
            ("abs", []) => Some(of(receiver).map_or(0.0, |floor| floor.max(0.0))),
            ("exp" | "exp2", []) => Some(0.0),
            ("cosh", []) => Some(1.0),
            ("powi", [n]) if exponent(n)? % 2 == 0 => Some(0.0),
            ("hypot", [_]) => Some(0.0),
            // The other operand wins over NaN: only a literal is sure not to be one.
            ("max", [Expr::Tokens(tokens)]) => literal(&tokens.stream.to_string()),
            _ => None,
        }
    }
}

fn positive(floor: f64) -> Option<f64> {
    (floor >= 0.0).then_some(floor)
}

fn literal(text: &str) -> Option<f64> {
    let text = text.replace('_', "");
    let digits = text.trim_end_matches("f64").trim_end_matches("f32");
    let number = text.starts_with(|first: char| first.is_ascii_digit()).then(|| digits.parse::<f64>().ok());
    number.flatten().map(in_single_precision)
}

/// What is too small for `f32` is 0.
fn in_single_precision(floor: f64) -> f64 {
    if floor.abs() < f64::from(f32::MIN_POSITIVE) { 0.0 } else { floor }
}

fn is_float(function: &Function, value: &Expr) -> bool {
    match value {
        Expr::Place(place) => function.place_ty(place).is_float_operand(),
        _ => true,
    }
}

fn is_square(function: &Function, a: &Expr, b: &Expr) -> bool {
    matches!((a, b), (Expr::Place(_), Expr::Place(_)))
        && is_float(function, a)
        && emit::expr(function, a).to_string() == emit::expr(function, b).to_string()
}
