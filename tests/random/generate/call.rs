//! Calls of functions that were generated before.

use super::expression::{LIMIT, Term};
use super::scope::{Access, Shape, Var};
use super::signature::Function;
use super::writer::Writer;

const MOST_STATEMENTS: usize = 1500;

impl Writer<'_> {
    /// A call of a function with a result.
    pub fn call_of_value(&mut self) -> Option<Term> {
        let text = self.call(true)?;
        Some(Term { text, bound: LIMIT })
    }

    /// A call of a function with or without a result.
    pub fn call(&mut self, has_result: bool) -> Option<String> {
        let functions = std::mem::take(&mut self.functions);
        let room = MOST_STATEMENTS.saturating_sub(self.cost) / self.trips;
        let fitting: Vec<&Function> =
            functions.iter().filter(|function| function.has_result == has_result && function.cost <= room).collect();
        let text = if fitting.is_empty() {
            None
        } else {
            let function = *self.rng.pick(&fitting);
            self.cost += function.cost * self.trips;
            Some(self.call_of(function))
        };
        self.functions = functions;
        text
    }

    /// A call of a function, with a small integer at the end.
    fn call_of(&mut self, function: &Function) -> String {
        let n = if self.rng.percent(60) { self.counter_below(6) } else { format!("{} % 4", self.integer()) };
        self.call_with(function, &n)
    }

    /// Targets of `&mut` are chosen first, and the other arguments do not read them.
    pub fn call_with(&mut self, function: &Function, n: &str) -> String {
        let effects = std::mem::replace(&mut self.effects, false);
        let mut taken = Vec::new();
        let mut arguments = vec![String::new(); function.parameters.len()];
        for (text, parameter) in arguments.iter_mut().zip(&function.parameters) {
            if parameter.access == Access::Exclusive {
                *text = self.exclusive(parameter.shape, &mut taken);
            }
        }
        for (text, parameter) in arguments.iter_mut().zip(&function.parameters) {
            match parameter.access {
                Access::Owned => *text = self.by_value(parameter.shape),
                Access::Shared => *text = self.shared(parameter.shape),
                Access::Exclusive => {}
            }
        }
        for name in taken {
            self.scope.change(&name, |var| var.usable = true);
        }
        self.effects = effects;
        format!("{}({}, {n})", function.name, arguments.join(", "))
    }

    /// `&mut` of something in scope, or of a temporary.
    fn exclusive(&mut self, shape: Shape, taken: &mut Vec<String>) -> String {
        let fits = |var: &Var| var.mutable && (var.shape == shape || is_container(var.shape, shape));
        let Some(var) = self.any(fits) else {
            return format!("&mut {}", self.fresh_value(shape));
        };
        self.scope.change(&var.name, |var| var.usable = false);
        taken.push(var.name.clone());
        if var.shape == shape && !matches!(shape, Shape::Vector(_)) {
            return var.exclusive();
        }
        format!("&mut {}", self.inner(&var, shape))
    }

    /// `&` of something in scope, or of a temporary.
    fn shared(&mut self, shape: Shape) -> String {
        match self.any(|var| var.shape == shape || is_container(var.shape, shape)) {
            Some(var) if var.shape == shape => var.shared(),
            Some(var) => format!("&{}", self.inner(&var, shape)),
            None => format!("&{}", self.fresh_value(shape)),
        }
    }

    /// The part of `var` that has `shape`.
    fn inner(&mut self, var: &Var, shape: Shape) -> String {
        match (var.shape, shape) {
            (Shape::Matrix(rows, _) | Shape::Nested(rows, _), Shape::Array(_) | Shape::Slice(_)) => {
                format!("{}[{}]", var.name, self.index(rows))
            }
            (_, Shape::Slice(len)) => {
                let lo = self.rng.between(0, var.shape.len().unwrap_or(len) - len);
                format!("{}[{lo}..{}]", var.name, lo + len)
            }
            _ => self.part(var),
        }
    }

    /// A value of `shape` as an argument.
    fn by_value(&mut self, shape: Shape) -> String {
        if shape == Shape::Scalar {
            return self.stored(1);
        }
        if shape == Shape::Two {
            return self.stored_vector(1);
        }
        let fits = |var: &Var| match (var.shape, shape) {
            (Shape::Vector(has), Shape::Vector(needs)) => has >= needs,
            (Shape::Array(has), Shape::Vector(needs)) => has == needs,
            (has, needs) => has == needs,
        };
        match self.any(fits) {
            Some(var) if matches!(var.shape, Shape::Vector(_)) => format!("{}.clone()", var.name),
            Some(var) if shape.is_moved() => format!("{}.to_vec()", var.name),
            Some(var) => var.value(),
            None => self.fresh_value(shape),
        }
    }

    /// A new value of `shape`.
    pub fn fresh_value(&mut self, shape: Shape) -> String {
        let list = |writer: &mut Self, len: usize| {
            let items: Vec<String> = (0..len).map(|_| writer.stored(1)).collect();
            items.join(", ")
        };
        match shape {
            Shape::Two => self.stored_vector(1),
            Shape::Pair => format!("({})", list(self, 2)),
            Shape::Vector(len) if self.rng.percent(30) => {
                format!("vec![{}; {len}]", self.stored(1))
            }
            Shape::Vector(len) => format!("vec![{}]", list(self, len)),
            Shape::Array(len) | Shape::Slice(len) if self.rng.percent(30) => {
                format!("[{}; {len}]", self.stored(1))
            }
            Shape::Array(len) | Shape::Slice(len) => format!("[{}]", list(self, len)),
            Shape::Matrix(rows, columns) => {
                let rows: Vec<String> = (0..rows).map(|_| format!("[{}]", list(self, columns))).collect();
                format!("[{}]", rows.join(", "))
            }
            Shape::Nested(rows, columns) if self.rng.percent(30) => {
                format!("vec![vec![{}; {columns}]; {rows}]", self.stored(1))
            }
            Shape::Nested(rows, columns) => {
                let rows: Vec<String> = (0..rows).map(|_| format!("vec![{}]", list(self, columns))).collect();
                format!("vec![{}]", rows.join(", "))
            }
            _ => self.constant(),
        }
    }
}

/// Whether a part of `whole` has the shape `part`.
fn is_container(whole: Shape, part: Shape) -> bool {
    match (whole, part) {
        (Shape::Scalar, Shape::Scalar) => false,
        (whole, Shape::Scalar) => whole.is_real(),
        (Shape::Array(has) | Shape::Slice(has) | Shape::Vector(has), Shape::Slice(needs)) => has >= needs,
        (Shape::Matrix(_, columns), Shape::Array(len) | Shape::Slice(len)) => columns == len,
        (Shape::Nested(_, columns), Shape::Slice(len)) => columns == len,
        (Shape::Twos(_), Shape::Two) => true,
        _ => false,
    }
}
