//! Statements without control flow.

use super::expression::LIMIT;
use super::scope::{Access, Shape, Var};
use super::writer::Writer;

impl Writer<'_> {
    /// One statement without control flow.
    pub fn simple(&mut self) {
        self.cost += self.trips;
        match self.rng.below(12) {
            3 | 4 => self.binding(),
            5 => self.array_binding(),
            6 if self.rng.percent(40) => self.replaced(),
            6 => self.integer_state(),
            7 if self.rng.percent(40) => self.assertion(),
            7 => self.flag(),
            9 | 10 => self.vectors(),
            11 => self.form(),
            _ => self.changing(),
        }
    }

    /// A statement that needs something to change, or a binding where there is nothing.
    fn changing(&mut self) {
        let done = match self.rng.weighted(&[40, 16, 14, 10, 20, 14]) {
            0 => self.compound(),
            1 => self.assignment(),
            2 => self.array_operation(),
            3 => self.simultaneous(),
            5 => self.container_operation(),
            _ => self.effect_call(),
        };
        if done.is_none() {
            self.binding();
        }
    }

    /// `let x = …;`
    pub fn binding(&mut self) {
        let depth = self.rng.between(1, 3);
        let value = self.stored(depth);
        if self.rng.percent(12) {
            return self.deferred(&value);
        }
        if self.rng.percent(6) {
            return self.leaving(&value);
        }
        let mutable = self.rng.percent(55);
        let name = self.name("s");
        let keyword = if mutable { "let mut" } else { "let" };
        let annotation = if self.rng.percent(15) { ": f64" } else { "" };
        self.line(&format!("{keyword} {name}{annotation} = {value};"));
        self.scope.declare(Var::owned(name, Shape::Scalar, mutable));
    }

    /// `mem::swap` or `mem::replace` of variables.
    fn replaced(&mut self) {
        let targets = self.scope.visible(|var| var.mutable && var.shape.is_real());
        if targets.is_empty() {
            return self.binding();
        }
        let var = self.rng.pick(&targets).clone();
        let partner = targets.iter().find(|other| other.name != var.name && other.shape == var.shape);
        let is_slice = matches!(var.shape, Shape::Slice(_)) || var.access != Access::Owned && var.shape.is_moved();
        match partner {
            Some(other)
                if !is_slice && other.access == var.access && var.access == Access::Owned && self.rng.percent(60) =>
            {
                self.line(&format!("std::mem::swap({}, {});", var.exclusive(), other.exclusive()));
            }
            _ if var.shape == Shape::Scalar && var.access == Access::Owned => {
                let (name, value) = (self.scope.fresh("s"), self.without(&var.name, |writer| writer.stored(2)));
                self.line(&format!("let {name} = std::mem::replace({}, {value});", var.exclusive()));
                self.scope.declare(Var::owned(name, Shape::Scalar, false));
            }
            _ => self.binding(),
        }
    }

    /// `let x;`, and a value for it in each branch.
    fn deferred(&mut self, value: &str) {
        let (condition, other) = (self.condition(), self.stored(1));
        let name = self.scope.fresh("s");
        self.line(&format!("let {name};"));
        self.line(&format!("if {condition} {{ {name} = {value}; }} else {{ {name} = {other}; }}"));
        self.scope.declare(Var::owned(name, Shape::Scalar, false));
    }

    /// `let x = if … { return … } else { … };`, or a loop left in the same way.
    fn leaving(&mut self, value: &str) {
        let (condition, returned) = (self.condition(), self.stored(1));
        let exit = match self.loops.last() {
            Some(inner) if self.rng.percent(60) => format!("break {}", inner.label),
            _ if self.has_result => format!("return {returned} + origin"),
            _ => "return".to_owned(),
        };
        let name = self.name("s");
        self.line(&format!("let {name} = if {condition} {{ {exit} }} else {{ ({value}) }};"));
        self.scope.declare(Var::owned(name, Shape::Scalar, false));
    }

    /// A scalar place that can be assigned.
    fn target(&mut self) -> Option<String> {
        let var = self.any(|var| var.mutable && var.shape.is_real())?;
        Some(if var.shape == Shape::Scalar {
            var.target()
        } else {
            self.without(&var.name, |writer| writer.part(&var))
        })
    }

    fn assignment(&mut self) -> Option<()> {
        let depth = self.rng.between(1, 3);
        let (target, value) = (self.target()?, self.stored(depth));
        self.line(&format!("{target} = {value};"));
        Some(())
    }

    /// `x += …;` and so on, also with the target on the right, and then back within the limit.
    fn compound(&mut self) -> Option<()> {
        let target = self.target()?;
        let depth = self.rng.between(0, 2);
        let value = self.expression(depth);
        let (operator, value, bound) = match self.rng.weighted(&[28, 20, 28, 10, 7, 7]) {
            0 => ("+=", value.text, LIMIT + value.bound),
            1 => ("-=", value.text, LIMIT + value.bound),
            2 => ("*=", value.text, LIMIT * value.bound),
            3 => ("/=", format!("1.5 + {}.cos()", value.text), 2.0 * LIMIT),
            4 => ("*=", target.clone(), LIMIT * LIMIT),
            _ => ("-=", format!("{target} * {}", value.text), LIMIT + LIMIT * value.bound),
        };
        self.line(&format!("{target} {operator} {value};"));
        if bound > LIMIT {
            self.settle(&target, bound);
        }
        Some(())
    }

    /// Brings a place back within the limit.
    fn settle(&mut self, target: &str, bound: f64) {
        let factor = 0.95 * LIMIT / bound;
        let text = match self.rng.below(4) {
            0 => format!("{target} = ({target}).sin();"),
            1 => format!("{target} = f64::tanh({target});"),
            2 => format!("if f64::abs({target}) > 1.9 {{ {target} *= {factor:.3}; }}"),
            _ => format!("{target} *= {factor:.3};"),
        };
        self.line(&text);
    }

    /// `let a = [..];`, nested, repeated, a tuple, a `Vec`, or a copy.
    fn array_binding(&mut self) {
        let len = self.rng.between(2, 4);
        let shape = *self.rng.pick(&[
            Shape::Array(len),
            Shape::Array(len),
            Shape::Vector(len),
            Shape::Matrix(2, len),
            Shape::Nested(2, len),
            Shape::Pair,
        ]);
        let copied = self.any(|var| matches!(var.shape, Shape::Array(_) | Shape::Vector(_) | Shape::Slice(_)));
        let (value, shape) = match copied {
            Some(var) if self.rng.percent(40) => match var.shape {
                Shape::Array(_) => (var.value(), var.shape),
                Shape::Vector(_) => (format!("{}.clone()", var.name), var.shape),
                other => (format!("{}.to_vec()", var.name), Shape::Vector(other.len().unwrap_or(1))),
            },
            _ => (self.fresh_value(shape), shape),
        };
        let mutable = self.rng.percent(75);
        let name = self.name("a");
        self.line(&format!("let {}{name} = {value};", if mutable { "mut " } else { "" }));
        self.scope.declare(Var::owned(name, shape, mutable));
    }

    /// `swap`, `fill`, `copy_from_slice`, `push`, or the assignment of a whole.
    fn array_operation(&mut self) -> Option<()> {
        let var = self.any(|var| var.mutable && var.shape.is_real() && var.shape != Shape::Scalar)?;
        if let Shape::Nested(rows, len) = var.shape {
            let row = self.without(&var.name, |writer| writer.index(rows));
            let value = self.without(&var.name, |writer| writer.fresh_value(Shape::Vector(len)));
            self.line(&format!("{}[{row}] = {value};", var.name));
            return Some(());
        }
        let Some(len) = var.shape.len() else {
            let whole = self.fresh_value(var.shape);
            self.line(&format!("{} = {whole};", var.target()));
            return Some(());
        };
        let name = &var.name;
        let text = match self.rng.weighted(&[30, 15, 20, 15, 20]) {
            0 => {
                let [i, j] = [(); 2].map(|()| self.without(name, |writer| writer.index(len)));
                format!("{name}.swap({i}, {j});")
            }
            1 => format!("{name}.fill({});", self.without(name, |writer| writer.stored(1))),
            2 => {
                let other = self.any(|other| other.name != *name && other.shape.len().is_some_and(|has| has >= 2))?;
                let part = other.shape.len()?.min(len).min(2);
                format!("{name}[..{part}].copy_from_slice(&{}[..{part}]);", other.name)
            }
            3 if var.access == Access::Owned && matches!(var.shape, Shape::Vector(_)) => {
                format!("{name}.push({});", self.stored(1))
            }
            _ if matches!(var.shape, Shape::Array(_)) => {
                format!("{} = {};", var.target(), self.fresh_value(var.shape))
            }
            _ => format!("{name}[1..].fill({});", self.without(name, |writer| writer.stored(1))),
        };
        self.line(&text);
        Some(())
    }

    /// What `write` gives where the variable `name` may not be read.
    pub fn without(&mut self, name: &str, write: impl FnOnce(&mut Self) -> String) -> String {
        let effects = std::mem::replace(&mut self.effects, false);
        self.scope.change(name, |var| var.usable = false);
        let text = write(self);
        self.scope.change(name, |var| var.usable = true);
        self.effects = effects;
        text
    }

    /// `(x, y) = (…, …);`
    fn simultaneous(&mut self) -> Option<()> {
        let targets = self.scope.visible(|var| var.mutable && var.shape == Shape::Scalar);
        if targets.len() < 2 {
            return None;
        }
        let first = self.rng.below(targets.len());
        let second = (first + 1 + self.rng.below(targets.len() - 1)) % targets.len();
        let values = if self.rng.percent(40) {
            (targets[second].value(), targets[first].value())
        } else {
            (self.stored(1), self.stored(2))
        };
        let (x, y) = (targets[first].target(), targets[second].target());
        self.line(&format!("({x}, {y}) = ({}, {});", values.0, values.1));
        Some(())
    }

    fn effect_call(&mut self) -> Option<()> {
        let text = self.call(false)?;
        self.line(&format!("{text};"));
        Some(())
    }

    /// A variable that steers indices and conditions.
    fn integer_state(&mut self) {
        let state = self.any(|var| var.mutable && var.shape == Shape::Integer);
        let value = self.integer();
        match state {
            Some(var) if self.rng.percent(75) => {
                let text = match self.rng.below(3) {
                    0 => format!("{0} = ({0} * 3 + {value}) % 7;", var.name),
                    1 => format!("{0} = ({0} + {value}) % 11;", var.name),
                    _ => format!("{0} /= 2;", var.name),
                };
                self.line(&text);
            }
            _ => {
                let name = self.name("k");
                self.line(&format!("let mut {name}: usize = {value} % 5;"));
                self.scope.declare(Var::owned(name, Shape::Integer, true));
            }
        }
    }

    fn flag(&mut self) {
        let condition = self.condition();
        let name = self.name("c");
        self.line(&format!("let {name} = {condition};"));
        self.scope.declare(Var::owned(name, Shape::Flag, false));
    }

    fn assertion(&mut self) {
        let leaf = self.leaf();
        self.line(&format!("assert!(f64::abs({}) < 1e3, \"too large\");", leaf.text));
    }
}
