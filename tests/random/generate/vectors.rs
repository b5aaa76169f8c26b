//! Small structs with operators and short methods, lists of them, and what people do with them.
//!
//! The fields are in scope as variables of their own, beside the whole: `p`, `p.a` and `p.b`.

use super::expression::{LIMIT, Term};
use super::scope::{Access, Shape, Var};
use super::writer::Writer;

impl Writer<'_> {
    /// A struct, and its fields as variables.
    pub fn declare_two(&mut self, name: &str, access: Access, mutable: bool) {
        let is_mutable = mutable || access == Access::Exclusive;
        let mut whole = Var::owned(name, Shape::Two, is_mutable).pinned();
        (whole.access, whole.mutable) = (access, is_mutable);
        self.scope.declare(whole);
        for field in ["a", "b"] {
            let mut var = Var::owned(format!("{name}.{field}"), Shape::Scalar, is_mutable).pinned();
            var.mutable = is_mutable;
            self.scope.declare(var);
        }
    }

    fn declare_mass(&mut self, name: &str) {
        let mut whole = Var::owned(name, Shape::Mass, true).pinned();
        whole.mutable = true;
        self.scope.declare(whole);
        self.declare_two(&format!("{name}.at"), Access::Owned, true);
        self.declare_two(&format!("{name}.go"), Access::Owned, true);
        let mut mass = Var::owned(format!("{name}.m"), Shape::Scalar, true).pinned();
        mass.mutable = true;
        self.scope.declare(mass);
    }

    /// A struct with operators in an expression.
    pub fn vector(&mut self, depth: usize) -> Term {
        if depth == 0 {
            return self.vector_leaf();
        }
        let x = self.vector(depth - 1);
        let text = &x.text;
        match self.rng.weighted(&[20, 18, 18, 8, 8, 8, 6, 6, 4, 4]) {
            0 => {
                let y = self.vector(depth - 1);
                Term { text: format!("({text} + {})", y.text), bound: x.bound + y.bound }
            }
            1 => {
                let y = self.vector(depth - 1);
                Term { text: format!("({text} - {})", y.text), bound: x.bound + y.bound }
            }
            2 => {
                let factor = self.expression(depth - 1);
                Term { text: format!("({text} * ({}))", factor.text), bound: x.bound * factor.bound }
            }
            3 => Term { text: format!("(-{text})"), bound: x.bound },
            4 => Term { text: format!("{text}.turned()"), bound: x.bound },
            5 => {
                let (y, weight) = (self.vector(depth - 1), self.leaf());
                let bound = (1.0 + weight.bound) * x.bound + weight.bound * y.bound;
                Term { text: format!("{text}.blend(&{}, {})", y.text, weight.text), bound }
            }
            6 => {
                let by = self.leaf();
                Term { text: format!("{text}.taken({})", by.text), bound: x.bound * (1.0 + by.bound) }
            }
            7 => Term { text: format!("{text}.limited()"), bound: x.bound },
            8 => {
                let condition = self.condition();
                let y = self.vector(depth - 1);
                let bound = x.bound.max(y.bound);
                Term { text: format!("(if {condition} {{ {text} }} else {{ {} }})", y.text), bound }
            }
            _ => Term { text: format!("{text}.settled()"), bound: 1.0 },
        }
    }

    fn vector_leaf(&mut self) -> Term {
        let known = self.any(|var| matches!(var.shape, Shape::Two | Shape::Twos(_)));
        match known {
            Some(var) if self.rng.percent(80) => Term { text: self.vector_place(&var), bound: LIMIT },
            _ => {
                let (a, b) = (self.stored(1), self.stored(1));
                let text = match self.rng.below(2) {
                    0 => format!("Two::new({a}, {b})"),
                    _ => format!("(Two {{ a: {a}, b: {b} }})"),
                };
                Term { text, bound: LIMIT }
            }
        }
    }

    /// Where a struct is: a variable or an element.
    fn vector_place(&mut self, var: &Var) -> String {
        match var.shape {
            Shape::Twos(len) => format!("{}[{}]", var.name, self.index(len)),
            _ => var.value(),
        }
    }

    /// One that may be stored.
    pub fn stored_vector(&mut self, depth: usize) -> String {
        let term = self.vector(depth);
        if term.bound <= LIMIT { term.text } else { format!("{}.settled()", term.text) }
    }

    /// A statement with structs.
    pub fn vectors(&mut self) {
        self.cost += self.trips;
        let any = self.any(|var| var.shape == Shape::Two && var.mutable);
        let done = match (any, self.rng.below(14)) {
            (_, 6) => return self.vector_list(),
            (_, 10) => return self.vector_reduced(),
            (_, 11) => return self.vector_taken_apart(),
            (_, 12 | 13) => return self.mass(),
            (None, 1..=5) | (_, 0) => None,
            (_, 1..=4) => self.vector_changed(),
            (_, 5) => self.vector_traded(),
            (_, 9) => self.vector_borrowed(),
            _ => self.over_vectors(),
        };
        if done.is_none() {
            let (value, name) = (self.stored_vector(2), self.scope.fresh("p"));
            let mutable = self.rng.percent(75);
            self.line(&format!("let {}{name} = {value};", if mutable { "mut " } else { "" }));
            self.declare_two(&name, Access::Owned, mutable);
        }
    }

    /// A method or an operator that changes one.
    fn vector_changed(&mut self) -> Option<()> {
        let var = self.any(|var| matches!(var.shape, Shape::Two | Shape::Twos(_)) && var.mutable)?;
        let place = self.vector_place(&var);
        let is_element = var.shape != Shape::Two;
        let (kind, depth) = (self.rng.below(7), self.rng.between(0, 2));
        let (vector, scalar) = if is_element {
            // What indexes a list may not be borrowed while the list is.
            let text = self.without(&var.name, |writer| writer.stored_vector(depth));
            (text, self.without(&var.name, |writer| writer.stored(depth)))
        } else {
            // Nothing may change what is borrowed for the call.
            let effects = std::mem::replace(&mut self.effects, false);
            let operands = (self.stored_vector(depth), self.stored(depth));
            self.effects = effects;
            operands
        };
        self.line(&match kind {
            0 => format!("{place} += {vector};"),
            1 => format!("{place} -= {vector};"),
            2 => format!("{place} *= {scalar};"),
            3 => format!("{place}.grow({scalar});"),
            4 => format!("{place}.pull({vector});"),
            5 => format!("{place} = {vector}.taken({scalar});"),
            _ => format!("{place} = {vector};"),
        });
        if kind < 6 {
            let limited = self.rng.percent(30);
            let settle = if limited { "limited" } else { "settled" };
            let text = match (limited, self.rng.below(2)) {
                (false, 0) => format!("if {place}.norm2() > 1.1 {{ {place} = {place}.settled(); }}"),
                _ => format!("{place} = {place}.{settle}();"),
            };
            self.line(&text);
        }
        Some(())
    }

    fn vector_traded(&mut self) -> Option<()> {
        let all = self.scope.visible(|var| var.shape == Shape::Two && var.mutable);
        let [first, .., second] = &all[..] else { return None };
        if first.name.split('.').next() == second.name.split('.').next() {
            return None;
        }
        let text = match self.rng.below(3) {
            0 => format!("std::mem::swap({}, {});", first.exclusive(), second.exclusive()),
            _ => format!("{}.trade({});", first.name, second.exclusive()),
        };
        self.line(&text);
        for var in [first, second] {
            let place = var.value();
            self.line(&format!("{} = {place}.settled();", var.target()));
        }
        Some(())
    }

    fn vector_list(&mut self) {
        let known = self.any(|var| matches!(var.shape, Shape::Twos(_)) && var.mutable);
        if let Some(var) = known
            && self.rng.percent(50)
            && let Shape::Twos(len) = var.shape
        {
            let [i, j] = [(); 2].map(|()| self.without(&var.name, |writer| writer.index(len)));
            self.line(&format!("{}.swap({i}, {j});", var.name));
            return;
        }
        let len = self.rng.between(2, 3);
        let items: Vec<String> = (0..len).map(|_| self.stored_vector(1)).collect();
        let name = self.scope.fresh("q");
        let text = match self.rng.below(4) {
            0 => format!("vec![{}]", items.join(", ")),
            1 => format!("vec![{}; {len}]", items[0]),
            _ => format!("[{}]", items.join(", ")),
        };
        self.line(&format!("let mut {name} = {text};"));
        let mut var = Var::owned(name, Shape::Twos(len), true).pinned();
        var.mutable = true;
        self.scope.declare(var);
    }

    /// `for p in &mut q`.
    fn over_vectors(&mut self) -> Option<()> {
        let var = self.any(|var| matches!(var.shape, Shape::Twos(_)))?;
        let Shape::Twos(len) = var.shape else { return None };
        if self.trips * len > 60 {
            return None;
        }
        let changes = var.mutable && self.rng.percent(60);
        let (suffix, access) = if changes { ("iter_mut", Access::Exclusive) } else { ("iter", Access::Shared) };
        let (name, counter) = (self.scope.fresh("p"), self.scope.fresh("i"));
        let counts = self.rng.percent(30);
        let head = if counts {
            format!("for ({counter}, {name}) in {}.{suffix}().enumerate()", var.name)
        } else {
            format!("for {name} in {}.{suffix}()", var.name)
        };
        let before = self.frozen(&var.name, !changes);
        self.looped(&head, len, Some(""), |writer| {
            writer.declare_two(&name, access, false);
            if counts {
                writer.scope.declare(Var::owned(counter, Shape::Counter(len), false));
            }
            writer.body();
            writer.vectors();
        });
        self.restore(before);
        Some(())
    }

    /// A block in which a struct is borrowed.
    fn vector_borrowed(&mut self) -> Option<()> {
        let changes = self.rng.percent(60);
        let var = self.any(|var| matches!(var.shape, Shape::Two | Shape::Twos(_)) && (var.mutable || !changes))?;
        let (name, place) = (self.scope.fresh("r"), self.vector_place(&var));
        let (symbol, access) = if changes { ("&mut ", Access::Exclusive) } else { ("&", Access::Shared) };
        let before = self.frozen(&var.name, !changes);
        self.nest("", |writer| {
            writer.line(&format!("let {name} = {symbol}{place};"));
            writer.declare_two(&name, access, false);
            writer.vectors();
            writer.body();
        });
        self.restore(before);
        Some(())
    }

    /// A number that is made of one or of a list of them.
    fn vector_reduced(&mut self) {
        let list = self.any(|var| matches!(var.shape, Shape::Twos(_)));
        let name = self.scope.fresh("s");
        let value = match (list, self.rng.below(4)) {
            (Some(list), 0) => format!("{}.iter().map(|p| p.norm2()).sum::<f64>().sin()", list.name),
            (Some(list), 1) => {
                let factor = self.constant();
                let start = self.stored_vector(0);
                format!("{}.iter().fold({start}, |t, p| (t * {factor} + *p).settled()).norm2().cos()", list.name)
            }
            (_, 2) => format!("{}.norm2().sin()", self.vector(1).text),
            _ => format!("{}.dot({}).sin()", self.vector(1).text, self.vector(1).text),
        };
        self.line(&format!("let mut {name}: f64 = {value};"));
        self.scope.declare(Var::owned(name, Shape::Scalar, true));
    }

    fn vector_taken_apart(&mut self) {
        let [a, b] = ["s", "s"].map(|prefix| self.scope.fresh(prefix));
        let value = self.stored_vector(1);
        let pattern = if self.rng.percent(50) { format!("a: {a}, b: {b}") } else { format!("b: {a}, a: mut {b}") };
        self.line(&format!("let Two {{ {pattern} }} = {value};"));
        for name in [a, b] {
            self.scope.declare(Var::owned(name, Shape::Scalar, false));
        }
    }

    /// A struct of structs.
    fn mass(&mut self) {
        let known = self.any(|var| var.shape == Shape::Mass && var.mutable);
        let Some(var) = known.filter(|_| self.rng.percent(80)) else {
            let name = self.scope.fresh("m");
            let (at, go, m) = (self.stored_vector(1), self.stored_vector(1), self.stored(1));
            self.line(&format!("let mut {name} = Mass {{ at: {at}, go: {go}, m: {m} }};"));
            self.declare_mass(&name);
            return;
        };
        let name = var.name;
        match self.rng.below(4) {
            0 | 1 => {
                let dt = self.stored(1);
                self.line(&format!("{name}.step({dt});"));
            }
            2 => {
                let by = self.stored_vector(1);
                self.line(&format!("{name} = {name}.moved({by});"));
                self.line(&format!("{name}.at = {name}.at.settled();"));
            }
            _ => {
                let energy = self.scope.fresh("s");
                self.line(&format!("let mut {energy} = {name}.energy().sin();"));
                self.scope.declare(Var::owned(energy, Shape::Scalar, true));
            }
        }
    }
}
