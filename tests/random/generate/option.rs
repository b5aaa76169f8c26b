//! Options of floats.

use super::scope::{Access, Shape, Var};
use super::writer::Writer;

impl Writer<'_> {
    /// `let mut o = …;`
    pub fn option_binding(&mut self) {
        let (condition, value) = (self.condition(), self.stored(2));
        let text = match self.rng.below(4) {
            0 => format!("Some({value})"),
            1 => format!("if {condition} {{ None }} else {{ Some({value}) }}"),
            2 => format!(
                "match {} % 3 {{ 0 => None, 1 => Some({value}), _ => Some({}) }}",
                self.integer(),
                self.stored(1)
            ),
            _ => format!("if {condition} {{ Some({value}) }} else {{ None }}"),
        };
        let name = self.scope.fresh("o");
        self.line(&format!("let mut {name}: Option<f64> = {text};"));
        self.scope.declare(Var::owned(name, Shape::Maybe, true));
    }

    /// Something that reads or changes an option.
    pub fn option_use(&mut self) {
        let Some(var) = self.any(|var| var.shape == Shape::Maybe) else {
            return self.option_binding();
        };
        let name = &var.name;
        match self.rng.below(7) {
            0 if var.mutable => {
                let text = if self.rng.percent(20) { "None".to_owned() } else { format!("Some({})", self.stored(1)) };
                self.line(&format!("{name} = {text};"));
            }
            1 if var.mutable => {
                let inner = self.scope.fresh("v");
                let before = self.frozen(name, false);
                self.nest(&format!("if let Some({inner}) = &mut {name}"), |writer| {
                    writer.scope.declare(Var::owned(inner, Shape::Scalar, false).behind(Access::Exclusive));
                    writer.body();
                });
                self.restore(before);
            }
            2 => self.option_match(name),
            3 if self.has_result && self.loops.is_empty() => {
                let (inner, returned) = (self.scope.fresh("s"), self.stored(1));
                self.line(&format!("let Some({inner}) = {name} else {{ return {returned} + origin; }};"));
                self.scope.declare(Var::owned(inner, Shape::Scalar, false));
            }
            4 => self.option_condition(name),
            _ => self.option_value(name),
        }
    }

    fn option_match(&mut self, name: &str) {
        let inner = self.scope.fresh("v");
        let before = self.frozen(name, true);
        let guard = self.condition();
        self.nest(&format!("match {name}"), |writer| {
            writer.nest(&format!("Some({inner}) if {inner} > 0.2 && {guard} =>"), |writer| {
                writer.scope.declare(Var::owned(&inner, Shape::Scalar, false));
                writer.body();
                writer.perhaps_exit();
            });
            writer.nest(&format!("Some({inner}) =>"), |writer| {
                writer.scope.declare(Var::owned(&inner, Shape::Scalar, false));
                writer.body();
            });
            writer.nest("None =>", Self::body);
        });
        self.restore(before);
    }

    fn option_condition(&mut self, name: &str) {
        let inner = self.scope.fresh("v");
        let before = self.frozen(name, true);
        self.nest(&format!("if let Some({inner}) = {name}"), |writer| {
            writer.scope.declare(Var::owned(&inner, Shape::Scalar, false));
            writer.body();
            writer.perhaps_exit();
        });
        if self.rng.percent(50) {
            self.nest("else", Self::body);
        }
        self.restore(before);
    }

    fn option_value(&mut self, name: &str) {
        let other = self.stored(1);
        let container = self.any(|var| var.shape.len().is_some());
        let text = match (self.rng.below(6), container) {
            (0, Some(var)) => format!("{}.get({} % 5).copied().unwrap_or({other})", var.name, self.integer()),
            (1, Some(var)) => format!("if let Some(v) = {}.last() {{ v * 0.5 }} else {{ {other} }}", var.name),
            (2, _) => format!("{name}.unwrap_or({other})"),
            (3, _) => format!("{name}.map_or({other}, |v| v * 0.9)"),
            (4, _) => format!("{name}.map(|v| v.sin()).unwrap_or({other})"),
            _ => format!("if let Some(v) = {name} {{ v * 0.5 }} else {{ {other} }}"),
        };
        let result = self.scope.fresh("s");
        self.line(&format!("let mut {result} = {text};"));
        self.scope.declare(Var::owned(result, Shape::Scalar, true));
    }
}
