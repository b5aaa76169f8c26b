//! A struct and an enum of each program, their literals, fields, methods, and matches.
//!
//! The fields of a struct are in scope as variables of their own: `p.x` is a name like any other.

use super::scope::{Shape, Var};
use super::writer::Writer;

/// The types of every program, and methods that do a little of everything.
pub const TYPES: &str = "
    #[derive(Clone, Copy, Debug, Differentiable)]
    pub struct Pose {
        pub x: f64,
        pub v: [f64; 2],
        pub t: (f64, f64),
    }

    #[derive(Clone, Copy, Debug, Differentiable)]
    pub enum Kind {
        One(f64),
        Two { x: f64, v: [f64; 2] },
        Nothing,
    }

    #[differentiate]
    impl Pose {
        pub fn new(x: f64, y: f64) -> Self {
            Pose { x, v: [x * y * 0.4, y], t: (y, x) }
        }

        pub fn energy(&self, weight: f64) -> f64 {
            let s: f64 = self.v.iter().map(|v| v * v).sum();
            (0.2 * s * weight + self.x * self.t.0).sin()
        }

        pub fn turn(&mut self, angle: f64) {
            let [a, b] = self.v;
            let (sin, cos) = angle.sin_cos();
            self.v = [cos * a - sin * b, sin * a + cos * b].map(|v| 0.7 * v);
            self.x = (self.x + angle).tanh();
        }

        pub fn mixed(self, other: &Pose) -> Pose {
            Pose { x: 0.5 * (self.x + other.x), v: [self.v[0] * 0.5, other.v[1]], ..self }
        }
    }
";

impl Writer<'_> {
    /// A new struct, or something done with one that is there.
    pub fn structure(&mut self) {
        let fields = self.scope.visible(|var| var.name.contains('.') && var.mutable);
        let whole = |x: &Var| {
            let name = x.name.strip_suffix(".x").map(|name| format!("{name}."));
            name.is_some_and(|name| fields.iter().filter(|field| field.name.starts_with(&name)).count() == 3)
        };
        let known = self.any(whole);
        let name = match known {
            Some(var) if self.rng.percent(75) => var.name.trim_end_matches(".x").to_owned(),
            _ => return self.new_structure(),
        };
        let value = self.stored(1);
        match self.rng.below(6) {
            0 => self.line(&format!("{name}.turn({value});")),
            1 => self.line(&format!("{name} = Pose {{ x: {value}, ..{name} }};")),
            2 => {
                let other = self.stored(1);
                self.line(&format!("{name} = {name}.mixed(&Pose::new({value}, {other}));"));
            }
            3 => {
                let [x, rest] = ["s", "s"].map(|prefix| self.scope.fresh(prefix));
                self.line(&format!("let Pose {{ x: {x}, v: [_, {rest}], .. }} = {name};"));
                for name in [x, rest] {
                    self.scope.declare(Var::owned(name, Shape::Scalar, false));
                }
            }
            _ => {
                let energy = self.scope.fresh("s");
                self.line(&format!("let mut {energy} = {name}.energy({value});"));
                self.scope.declare(Var::owned(energy, Shape::Scalar, true));
            }
        }
    }

    fn new_structure(&mut self) {
        let (a, b, name) = (self.stored(1), self.stored(2), self.scope.fresh("p"));
        let text = if self.rng.percent(50) {
            format!("Pose::new({a}, {b})")
        } else {
            format!("Pose {{ x: {a}, v: [{b}, {}], t: (0.3, {}) }}", self.stored(1), self.stored(1))
        };
        self.line(&format!("let mut {name} = {text};"));
        for (field, shape) in [("x", Shape::Scalar), ("v", Shape::Array(2)), ("t", Shape::Pair)] {
            let mut var = Var::owned(format!("{name}.{field}"), shape, false).pinned();
            var.mutable = true;
            self.scope.declare(var);
        }
    }

    /// A value of the enum, and a `match` on it.
    pub fn enumeration(&mut self) {
        let name = self.scope.fresh("e");
        let (condition, other) = (self.condition(), self.integer_condition());
        let [a, b, c] = [(); 3].map(|()| self.stored(1));
        self.line(&format!(
            "let mut {name} = if {condition} {{ Kind::One({a}) }} else if {other} {{ Kind::Nothing }} else {{ Kind::Two {{ x: {b}, v: [{c}, 0.5] }} }};"
        ));
        if self.rng.percent(40) {
            let (value, inner) = (self.stored(1), self.scope.fresh("w"));
            self.line(&format!("if let Kind::One({inner}) = &mut {name} {{ *{inner} = (*{inner} * {value}).sin(); }}"));
        }
        let [one, x, v] = ["w", "w", "w"].map(|prefix| self.scope.fresh(prefix));
        self.nest(&format!("match {name}"), |writer| {
            writer.nest(&format!("Kind::One({one}) =>"), |writer| {
                writer.scope.declare(Var::owned(&one, Shape::Scalar, false));
                writer.body();
                writer.perhaps_exit();
            });
            writer.nest(&format!("Kind::Two {{ x: {x}, v: {v} }} if {x} > -0.4 =>"), |writer| {
                writer.scope.declare(Var::owned(&x, Shape::Scalar, false));
                writer.scope.declare(Var::owned(&v, Shape::Array(2), false));
                writer.body();
            });
            writer.nest(&format!("Kind::Two {{ v: [{one}, _], .. }} =>"), |writer| {
                writer.scope.declare(Var::owned(&one, Shape::Scalar, false));
                writer.body();
            });
            writer.nest("Kind::Nothing =>", Self::body);
        });
    }
}
