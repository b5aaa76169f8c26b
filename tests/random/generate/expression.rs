//! Expressions whose values stay moderate.
//!
//! Every variable keeps |value| ≤ 2 after each statement. An expression carries a bound of its value, by which the
//! statement that stores it decides whether it must be damped.

use super::scope::{Shape, Var};
use super::writer::Writer;

/// What every stored value stays within.
pub const LIMIT: f64 = 2.0;

/// An expression and a bound of its absolute value.
#[derive(Clone, Debug)]
pub struct Term {
    /// In parentheses where it needs them.
    pub text: String,
    /// Of the absolute value.
    pub bound: f64,
}

impl Term {
    fn new(text: String, bound: f64) -> Term {
        Term { text, bound }
    }
}

impl Writer<'_> {
    /// An expression that may be stored.
    pub fn stored(&mut self, depth: usize) -> String {
        let term = self.expression(depth);
        self.damped(&term)
    }

    /// `term`, brought within the limit.
    pub fn damped(&mut self, term: &Term) -> String {
        if term.bound <= LIMIT && !self.rng.percent(15) {
            return term.text.clone();
        }
        let factor = 0.9 * LIMIT / term.bound.max(LIMIT);
        match self.rng.below(4) {
            0 => format!("{}.sin()", term.text),
            1 => format!("{}.tanh()", term.text),
            2 => format!("({} * 0.5).atan()", term.text),
            // A block at the start of a statement would end there.
            _ if term.text.starts_with('{') => format!("({}) * {factor:.3}", term.text),
            _ => format!("{} * {factor:.3}", term.text),
        }
    }

    /// An expression at most so deep.
    pub fn expression(&mut self, depth: usize) -> Term {
        if depth == 0 {
            return self.leaf();
        }
        let chains = if self.in_closure || self.trips > 15 { 0 } else { 4 };
        let calls = if self.functions.is_empty() { 0 } else { 7 };
        match self.rng.weighted(&[38, 26, 10, 12, 5, 3, 5, calls, chains]) {
            0 => self.binary(depth),
            1 => self.unary(depth),
            2 => self.quotient(depth),
            3 => self.leaf(),
            4 => self.choice(depth),
            5 => self.selection(depth),
            6 => self.block(depth),
            8 => self.chain_value(),
            _ => self.call_of_value().unwrap_or_else(|| self.binary(depth)),
        }
    }

    /// A variable, an element, a literal, or a counter as a number.
    pub fn leaf(&mut self) -> Term {
        let closures = self.scope.visible(|var| var.shape == Shape::Closure);
        if !closures.is_empty() && self.rng.percent(35) {
            let closure = self.rng.pick(&closures).name.clone();
            return Term::new(format!("{closure}({})", self.leaf().text), LIMIT);
        }
        let chosen = self.scope.visible(|var| var.shape.is_real());
        if chosen.is_empty() || self.rng.percent(14) {
            return self.number();
        }
        let var = self.rng.pick(&chosen).clone();
        Term::new(self.part(&var), LIMIT)
    }

    fn number(&mut self) -> Term {
        let counters = self.scope.visible(|var| matches!(var.shape, Shape::Counter(_)));
        if !counters.is_empty() && self.rng.percent(30) {
            let counter = self.rng.pick(&counters).name.clone();
            return Term::new(format!("({counter} as f64 * 0.15)"), 1.5);
        }
        Term::new(self.constant(), 1.0)
    }

    /// A literal.
    pub fn constant(&mut self) -> String {
        let digits = self.rng.between(11, 99);
        if self.rng.percent(25) { format!("(-0.{digits}_f64)") } else { format!("0.{digits}_f64") }
    }

    /// A scalar part of a variable.
    pub fn part(&mut self, var: &Var) -> String {
        match var.shape {
            Shape::Scalar => var.value(),
            Shape::Pair => format!("{}.{}", var.name, self.rng.below(2)),
            Shape::Matrix(rows, columns) | Shape::Nested(rows, columns) => {
                format!("{}[{}][{}]", var.name, self.index(rows), self.index(columns))
            }
            Shape::Twos(len) => format!("{}[{}]", var.name, self.index(len)),
            shape => format!("{}[{}]", var.name, self.index(shape.len().unwrap_or(1))),
        }
    }

    /// An index less than `len`.
    pub fn index(&mut self, len: usize) -> String {
        let safe = self.scope.visible(|var| matches!(var.shape, Shape::Counter(bound) if bound <= len));
        if !safe.is_empty() && self.rng.percent(60) {
            let counter = self.rng.pick(&safe).name.clone();
            return if self.rng.percent(25) { format!("{} - {counter}", len - 1) } else { counter };
        }
        if self.rng.percent(40) {
            return self.rng.below(len).to_string();
        }
        if self.rng.percent(8) {
            return format!("(f64::abs({}) * 2.5) as usize % {len}", self.leaf().text);
        }
        if self.rng.percent(20) {
            return format!("({} + {}) % {len}", self.integer(), len - 1);
        }
        format!("{} % {len}", self.integer())
    }

    /// A small integer.
    pub fn integer(&mut self) -> String {
        let all = self.scope.visible(|var| matches!(var.shape, Shape::Counter(_) | Shape::Integer));
        if all.is_empty() {
            return self.rng.below(6).to_string();
        }
        let (a, b) = (self.rng.pick(&all).name.clone(), self.rng.pick(&all).name.clone());
        match self.rng.below(5) {
            0 | 1 => a,
            2 => format!("({a} + {})", self.rng.between(1, 3)),
            3 => format!("({a} * {} + {b})", self.rng.between(2, 3)),
            _ => format!("({a} / 2 + {b})"),
        }
    }

    fn binary(&mut self, depth: usize) -> Term {
        let (left, right) = (self.expression(depth - 1), self.expression(depth - 1));
        let (x, y) = (&left.text, &right.text);
        match self.rng.weighted(&[26, 18, 40, 5, 5, 6]) {
            0 => Term::new(format!("({x} + {y})"), left.bound + right.bound),
            1 => Term::new(format!("({x} - {y})"), left.bound + right.bound),
            2 => Term::new(format!("({x} * {y})"), left.bound * right.bound),
            3 => Term::new(format!("f64::max({x}, {y})"), left.bound.max(right.bound)),
            4 => Term::new(format!("f64::hypot({x}, 0.5 + {y} * {y})"), left.bound + 0.5 + right.bound * right.bound),
            _ => {
                let summand = self.leaf();
                Term::new(format!("f64::mul_add({x}, {y}, {})", summand.text), left.bound * right.bound + summand.bound)
            }
        }
    }

    fn unary(&mut self, depth: usize) -> Term {
        let a = self.expression(depth - 1);
        let x = &a.text;
        let square = a.bound * a.bound;
        match self.rng.weighted(&[14, 20, 16, 14, 8, 8, 8, 8, 4]) {
            0 => Term::new(format!("(-{x})"), a.bound),
            1 => Term::new(format!("f64::sin({x})"), 1.0),
            2 => Term::new(format!("({x} * 0.7).cos()"), 1.0),
            3 => Term::new(format!("f64::tanh({x})"), 1.0),
            4 => Term::new(format!("(0.3 * {x}.sin()).exp()"), 1.4),
            5 => Term::new(format!("(1.0 + {x} * {x}).ln()"), square),
            6 => Term::new(format!("(0.5 + {x} * {x}).sqrt()"), 1.0 + a.bound),
            7 => Term::new(format!("f64::powi({x}, 2)"), square),
            _ => Term::new(format!("f64::abs({x})"), a.bound),
        }
    }

    fn quotient(&mut self, depth: usize) -> Term {
        let (a, b) = (self.expression(depth - 1), self.expression(depth - 1));
        let (x, y) = (&a.text, &b.text);
        if self.rng.percent(50) {
            Term::new(format!("({x} / (1.5 + {y}.sin()))"), 2.0 * a.bound)
        } else {
            Term::new(format!("({x} / (1.0 + {y} * {y}))"), a.bound)
        }
    }

    /// `if` as a value.
    fn choice(&mut self, depth: usize) -> Term {
        let condition = self.condition();
        let (a, b) = (self.expression(depth - 1), self.expression(depth - 1));
        Term::new(format!("(if {condition} {{ {} }} else {{ {} }})", a.text, b.text), a.bound.max(b.bound))
    }

    /// `match` as a value.
    fn selection(&mut self, depth: usize) -> Term {
        let subject = self.integer();
        let [a, b, c] = [0; 3].map(|_| self.expression(depth - 1));
        let arms = format!("0 => {}, 1 | 3 => {}, _ => {}", a.text, b.text, c.text);
        Term::new(format!("(match {subject} % 5 {{ {arms} }})"), a.bound.max(b.bound).max(c.bound))
    }

    /// A block as a value: with a name of its own, or with an effect on a variable.
    fn block(&mut self, depth: usize) -> Term {
        let value = self.stored(depth - 1);
        let targets = self.scope.visible(|var| var.mutable && var.shape == Shape::Scalar);
        if self.effects && !targets.is_empty() && self.rng.percent(50) {
            let target = self.rng.pick(&targets).clone();
            return Term::new(format!("{{ {} = {value}; {} }}", target.target(), target.value()), LIMIT);
        }
        let mark = self.scope.mark();
        let name = self.name("t");
        self.scope.declare(Var::owned(&name, Shape::Scalar, false));
        let result = self.expression(depth - 1);
        self.scope.reset(mark);
        Term::new(format!("{{ let {name} = {value}; {name} + {} }}", result.text), LIMIT + result.bound)
    }

    /// A condition, on integers, flags, and active values.
    pub fn condition(&mut self) -> String {
        match self.rng.weighted(&[30, 30, 10, 8, 8]) {
            0 => self.integer_condition(),
            1 => self.active_condition(),
            2 => match self.scope.visible(|var| var.shape == Shape::Flag) {
                flags if flags.is_empty() => self.integer_condition(),
                flags => format!("{}{}", self.rng.pick(&["", "!"]), self.rng.pick(&flags).name),
            },
            3 => format!("({} && {})", self.integer_condition(), self.active_condition()),
            _ => format!("({} || {})", self.active_condition(), self.integer_condition()),
        }
    }

    /// A condition that is evaluated once, where it stands: it may call what changes variables.
    pub fn decision(&mut self) -> String {
        if !self.effects || !self.rng.percent(20) {
            return self.condition();
        }
        let Some(call) = self.call(true) else { return self.condition() };
        let comparison = format!("{call} {} {}", self.rng.pick(&["<", ">", ">="]), self.constant());
        match self.rng.below(4) {
            0 => format!("({} && {comparison})", self.integer_condition()),
            1 => format!("({comparison} || {})", self.integer_condition()),
            2 => format!("!({comparison})"),
            _ => comparison,
        }
    }

    /// A condition that does not depend on active values.
    pub fn integer_condition(&mut self) -> String {
        let (a, b) = (self.integer(), self.rng.below(4));
        match self.rng.below(4) {
            0 => format!("{a} % 2 == {}", b % 2),
            1 => format!("{a} > {b}"),
            2 => format!("{a} % 3 != {b}"),
            _ => format!("{a} < {} + {b}", self.integer()),
        }
    }

    fn active_condition(&mut self) -> String {
        let effects = std::mem::replace(&mut self.effects, false);
        let (leaf, comparison) = (self.leaf().text, *self.rng.pick(&["<", ">", ">="]));
        let other = if self.rng.percent(40) { self.leaf().text } else { self.constant() };
        self.effects = effects;
        format!("{leaf} {comparison} {other}")
    }

    /// A variable that is admitted, if there is one.
    pub fn any(&mut self, wanted: impl Fn(&Var) -> bool) -> Option<Var> {
        let all = self.scope.visible(wanted);
        if all.is_empty() { None } else { Some(self.rng.pick(&all).clone()) }
    }
}
