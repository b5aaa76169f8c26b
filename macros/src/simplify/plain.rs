//! Rules with poles become plain arithmetic where the operand is known to be away from the pole.
//!
//! ```text
//! let v0 = 1.0 + x * x;                    let v0 = 1.0 + x * x;
//! let y = v0.sqrt();                       let y = v0.sqrt();
//! v0_bar = rules::sqrt(y, y_bar);          v0_bar = 0.5 * y_bar / y;
//! ```
//!
//! The rules give 0 for an adjoint that is exactly 0, whatever the slope is. Where the slope is finite, or the adjoint is not
//! 0, arithmetic gives the same, and no test stands in the way of vectorization. NaN stays NaN.

use std::collections::BTreeMap;

use super::floors::Floors;
use crate::ir::{Expr, Function, Place, Stmt, StmtKind, VarId};

/// Writes out the rules among `stmts` that need no test.
pub(super) fn rules(function: &Function, floors: &Floors, stmts: &mut [Stmt]) {
    let plain = Plain { function, floors };
    plain.quotients(stmts, &mut BTreeMap::new());
    stmts.iter_mut().for_each(|stmt| stmt.rewrite(&mut |expr| plain.rule(expr)));
}

struct Plain<'a> {
    function: &'a Function,
    floors: &'a Floors,
}

impl Plain<'_> {
    fn is_positive(&self, value: &Expr) -> bool {
        self.floors.value(self.function, value).is_some_and(|floor| floor > 0.0)
    }

    /// Dividing by it makes nothing greater.
    fn is_at_least_one(&self, value: &Expr) -> bool {
        self.floors.value(self.function, value).is_some_and(|floor| floor >= 1.0)
    }

    /// Never 0; a number of the compiler's may be negative.
    fn is_nonzero(&self, value: &Expr) -> bool {
        match value {
            Expr::Neg(inner) => self.is_nonzero(inner),
            Expr::Number(number) => number.abs() > 0.0,
            value => self.is_positive(value),
        }
    }

    fn rule(&self, expr: &mut Expr) {
        let Expr::Runtime(name, operands) = &*expr else { return };
        if operands.last().is_some_and(is_untyped) {
            return;
        }
        let operand = |index: usize| operands[index].clone();
        let new = match (*name, operands.as_slice()) {
            ("rules::div_numerator", [z, g]) if self.is_positive(z) || self.is_nonzero(g) => operand(1).div(operand(0)),
            ("rules::div_denominator", [z, _, g]) if self.is_at_least_one(z) || self.is_nonzero(g) => {
                operand(2).div(operand(0)).mul(operand(1)).neg()
            }
            ("rules::sqrt", [y, _]) if self.is_positive(y) => Expr::Number(0.5).mul(operand(1)).div(operand(0)),
            ("rules::ln", [x, _]) if self.is_positive(x) => operand(1).div(operand(0)),
            _ => return,
        };
        *expr = new;
    }

    /// `let bars = rules::div(z, y, g);` is `let bar = g / z;`, where the other cotangent is `-bar * y`.
    fn quotients(&self, stmts: &mut [Stmt], known: &mut BTreeMap<VarId, Expr>) {
        for stmt in stmts {
            stmt.rewrite(&mut |expr| {
                let Expr::Field(inner, index) = &*expr else { return };
                if let Expr::Place(Place { root, path }) = &**inner
                    && path.is_empty()
                    && let Some(y) = known.get(root)
                {
                    let bar = Expr::var(*root);
                    *expr = if *index == 0 { bar } else { bar.mul(y.clone()).neg() };
                }
            });
            stmt.kind.blocks_mut().into_iter().for_each(|block| self.quotients(&mut block.stmts, known));
            if let StmtKind::Let { var, value } = &mut stmt.kind
                && let Expr::Runtime("rules::div", operands) = &*value
                && let [z, y, g] = operands.as_slice()
                && (self.is_at_least_one(z) || self.is_nonzero(g))
                && !is_untyped(g)
                && self.stays(y)
            {
                known.insert(*var, y.clone());
                *value = g.clone().div(z.clone());
            }
        }
    }

    /// Whether `value` is the same wherever it is read.
    fn stays(&self, value: &Expr) -> bool {
        matches!(value, Expr::Place(place) if place.path.is_empty() && !self.function.var(place.root).mutable)
    }
}

/// A number of which only a rule tells which scalar it is.
fn is_untyped(value: &Expr) -> bool {
    match value {
        Expr::Number(_) => crate::generics::any_scalar(),
        Expr::Neg(inner) => is_untyped(inner),
        _ => false,
    }
}
