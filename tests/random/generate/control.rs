//! Branches, loops, and exits.

use super::scope::{Access, Shape, Var};
use super::writer::{Loop, Writer};

const DEEPEST: usize = 4;
const MOST_TRIPS: usize = 60;

impl Writer<'_> {
    /// So many statements.
    pub fn statements(&mut self, count: usize) {
        for _ in 0..count {
            if self.nesting() < DEEPEST && self.rng.percent(32) {
                self.compound_statement();
            } else {
                self.simple();
            }
        }
    }

    fn compound_statement(&mut self) {
        let most = MOST_TRIPS / self.trips;
        let loops = usize::from(most >= 4);
        if self.rng.percent(35) {
            return self.newer_statement(loops > 0);
        }
        match self.rng.weighted(&[30, 10, 20 * loops, 12 * loops, 9 * loops, 9 * loops, 6, 6, 20 * loops]) {
            0 => self.branch(),
            1 => self.selection_statement(),
            2 => self.counted(),
            3 => self.over_elements(),
            4 => self.while_loop(),
            5 => self.endless_loop(),
            6 => self.borrowed_part(),
            7 => self.scoped(),
            _ => self.reduction(),
        }
    }

    fn newer_statement(&mut self, loops: bool) {
        match self.rng.below(if loops { 22 } else { 13 }) {
            6 | 7 => self.structure(),
            8 => self.enumeration(),
            9 => self.chain_statement(),
            10 | 17 | 18 => self.operands_that_change(),
            11 | 12 | 19 | 20 => self.streams(),
            0 => self.with_closure(),
            1 => self.accumulating_closure(),
            2 => self.labeled(),
            3 => self.split(),
            4 | 5 => self.option_use(),
            21 => self.chained_loop(),
            16 => self.stack(),
            13 => self.over_rows(),
            14 | 15 => self.refilled_loop(),
            _ => self.scratch_loop(),
        }
    }

    /// A few statements.
    pub fn body(&mut self) {
        let count = self.rng.weighted(&[0, 45, 40, 15]);
        self.statements(count);
    }

    fn branch(&mut self) {
        let condition = self.decision();
        self.nest(&format!("if {condition}"), |writer| {
            writer.body();
            writer.perhaps_exit();
        });
        if self.rng.percent(50) {
            let head = if self.rng.percent(30) { format!("else if {}", self.decision()) } else { "else".to_owned() };
            self.nest(&head, Self::body);
        }
    }

    /// `match` on a pair, with a binding, or on an integer.
    fn selection_statement(&mut self) {
        if self.rng.percent(40) {
            let (first, second) = (self.integer(), self.condition());
            let binding = self.scope.fresh("m");
            return self.nest(&format!("match ({first} % 4, {second})"), |writer| {
                writer.nest("(0, true) =>", Self::body);
                writer.nest(&format!("({binding}, false) if {binding} > 1 =>"), |writer| {
                    writer.scope.declare(Var::owned(&binding, Shape::Counter(4), false));
                    writer.body();
                    writer.perhaps_exit();
                });
                writer.nest("_ =>", Self::body);
            });
        }
        let (subject, guard) = (self.integer(), self.condition());
        self.nest(&format!("match {subject} % 4"), |writer| {
            writer.nest("0 =>", Self::body);
            writer.nest(&format!("1..=2 if {guard} =>"), |writer| {
                writer.body();
                writer.perhaps_exit();
            });
            writer.nest("_ =>", Self::body);
        });
    }

    /// An exit under a condition, where there is something to leave.
    pub fn perhaps_exit(&mut self) {
        if self.rng.percent(12) && self.has_result {
            let value = self.stored(1);
            self.line(&format!("return {value} + origin;"));
            return;
        }
        if self.loops.is_empty() || !self.rng.percent(45) {
            return;
        }
        let depth = self.rng.below(self.loops.len().min(2));
        let target = self.loops[self.loops.len() - 1 - depth].clone();
        let is_named = depth > 0 || target.is_block || self.rng.percent(30);
        let label = if is_named { format!(" {}", target.label) } else { String::new() };
        match target.before_continue {
            Some(before) if self.rng.percent(50) => {
                if !before.is_empty() {
                    self.line(&before);
                }
                self.line(&format!("continue{label};"));
            }
            _ => self.line(&format!("break{label};")),
        }
    }

    /// The inside of a loop that runs at most `trips` times.
    pub fn looped(&mut self, head: &str, trips: usize, before_continue: Option<&str>, inside: impl FnOnce(&mut Self)) {
        let label = self.scope.fresh("'l");
        self.loops.push(Loop {
            label: label.clone(),
            before_continue: before_continue.map(str::to_owned),
            is_block: false,
        });
        self.trips *= trips.max(1);
        self.nest(&format!("{label}: {head}"), inside);
        self.trips /= trips.max(1);
        self.loops.pop();
    }

    /// `for i in lo..hi`, in every direction.
    fn counted(&mut self) {
        let counter = self.name("i");
        let (range, bound) = match self.rng.below(7) {
            0 => ("0..n".to_owned(), 6),
            1 => ("(0..n).rev()".to_owned(), 6),
            2 => ("0..3".to_owned(), 3),
            3 => ("(1..=3).rev()".to_owned(), 4),
            4 => ("(0..5).step_by(2)".to_owned(), 5),
            5 => (format!("0..={}", self.counter_below(4)), 4),
            _ => (format!("{}..4", self.counter_below(4)), 4),
        };
        self.looped(&format!("for {counter} in {range}"), bound.min(4), Some(""), |writer| {
            writer.scope.declare(Var::owned(counter, Shape::Counter(bound), false));
            writer.body();
        });
    }

    /// `for v in &a`, `for v in a.iter_mut()`, with `enumerate` and `zip`.
    fn over_elements(&mut self) {
        let Some(var) = self.any(|var| matches!(var.shape, Shape::Array(_) | Shape::Slice(_))) else {
            return self.counted();
        };
        let (name, len) = (var.name.clone(), var.shape.len().unwrap_or(1));
        let changes = var.mutable && self.rng.percent(50);
        let (access, suffix) = if changes { (Access::Exclusive, "iter_mut") } else { (Access::Shared, "iter") };
        let element = self.scope.fresh("v");
        let declared = Var::owned(&element, Shape::Scalar, false).behind(access);
        let counter = self.scope.fresh("i");
        let second = self.any(|other| other.name != name && other.shape == var.shape);
        let (head, also) = match second {
            Some(other) if self.rng.percent(40) => {
                let partner = self.scope.fresh("w");
                let zipped = format!("for ({element}, {partner}) in {name}.{suffix}().zip({}.iter())", other.name);
                (zipped, Some((partner, other.name)))
            }
            _ if self.rng.percent(40) => (format!("for ({counter}, {element}) in {name}.{suffix}().enumerate()"), None),
            _ => (format!("for {element} in {name}.{suffix}()"), None),
        };
        let counts = head.contains("enumerate");
        let before = self.frozen(&name, !changes);
        let second_before = also.as_ref().map(|(_, other)| self.frozen(other, true));
        self.looped(&head, len, Some(""), |writer| {
            writer.scope.declare(declared);
            if let Some((partner, _)) = &also {
                writer.scope.declare(Var::owned(partner, Shape::Scalar, false).behind(Access::Shared));
            }
            if counts {
                writer.scope.declare(Var::owned(counter, Shape::Counter(len), false));
            }
            writer.body();
        });
        self.restore(before);
        if let Some(before) = second_before {
            self.restore(before);
        }
    }

    /// `for row in &mut a`, for nested arrays and `Vec`s.
    fn over_rows(&mut self) {
        let Some(var) = self.any(|var| matches!(var.shape, Shape::Matrix(..) | Shape::Nested(..))) else {
            return self.counted();
        };
        let (Shape::Matrix(rows, columns) | Shape::Nested(rows, columns)) = var.shape else { return };
        let changes = var.mutable && self.rng.percent(60);
        let (suffix, access) = if changes { ("iter_mut", Access::Exclusive) } else { ("iter", Access::Shared) };
        let row = self.scope.fresh("r");
        let before = self.frozen(&var.name, !changes);
        self.looped(&format!("for {row} in {}.{suffix}()", var.name), rows, Some(""), |writer| {
            writer.scope.declare(Var::owned(&row, Shape::Slice(columns), false).behind(access));
            writer.body();
        });
        self.restore(before);
    }

    /// Forbids changes of a variable that is borrowed, and its use where that is exclusive.
    pub fn frozen(&mut self, name: &str, usable: bool) -> Var {
        let mut before = None;
        self.scope.change(name, |var| {
            before = Some(var.clone());
            var.mutable = false;
            var.pinned = true;
            var.usable = usable;
        });
        before.unwrap_or_else(|| Var::owned(name, Shape::Scalar, false))
    }

    /// Ends what `frozen` began.
    pub fn restore(&mut self, before: Var) {
        let name = before.name.clone();
        self.scope.change(&name, |var| *var = before);
    }

    fn while_loop(&mut self) {
        let counter = self.scope.fresh("j");
        let condition = if self.rng.percent(40) { format!(" && {}", self.decision()) } else { String::new() };
        let bound = *self.rng.pick(&["n", "3", "4"]);
        self.line(&format!("let mut {counter} = 0;"));
        self.scope.declare(Var::owned(&counter, Shape::Counter(6), false).pinned());
        if self.rng.percent(25)
            && let Some(target) = self.any(|var| var.mutable && var.shape == Shape::Scalar)
        {
            let value = self.stored(1);
            let head =
                format!("while {{ {counter} += 1; {} = {value}; {counter} < {bound}{condition} }}", target.target());
            return self.looped(&head, 4, Some(""), Self::body);
        }
        self.looped(&format!("while {counter} < {bound}{condition}"), 4, Some(""), |writer| {
            writer.line(&format!("{counter} += 1;"));
            writer.body();
        });
    }

    /// `loop`, with or without a value, the counter at its end.
    fn endless_loop(&mut self) {
        let counter = self.scope.fresh("j");
        let (bound, step) = (self.rng.between(1, 4), format!("{counter} += 1;"));
        self.line(&format!("let mut {counter} = 0;"));
        self.scope.declare(Var::owned(&counter, Shape::Counter(6), false).pinned());
        if self.rng.percent(50) {
            return self.loop_with_value(&counter, bound, &step);
        }
        self.looped("loop", bound + 1, Some(&step), |writer| {
            writer.nest(&format!("if {counter} >= {bound}"), |writer| {
                writer.line("break;");
            });
            writer.body();
            writer.line(&step);
        });
    }

    fn loop_with_value(&mut self, counter: &str, bound: usize, step: &str) {
        let name = self.scope.fresh("s");
        self.line(&format!("let mut {name}: f64 = loop {{"));
        let mark = self.scope.mark();
        let loops = std::mem::take(&mut self.loops);
        self.trips *= bound + 1;
        self.body();
        let (condition, first, last) = (self.condition(), self.stored(1), self.stored(1));
        self.line(&format!("if {condition} {{ break {first}; }}"));
        self.line(&format!("if {counter} >= {bound} {{ break {last}; }}"));
        self.line(step);
        self.trips /= bound + 1;
        self.loops = loops;
        self.scope.reset(mark);
        self.line("};");
        self.scope.declare(Var::owned(name, Shape::Scalar, true));
    }

    /// A block.
    pub fn scoped(&mut self) {
        self.nest("", Self::body);
    }
}
