//! The state of a function while it is written.

use super::rng::Rng;
use super::scope::{Scope, Shape};
use super::signature::Function;

/// A loop around the current statement.
#[derive(Clone, Debug)]
pub struct Loop {
    /// Its label, where it has one.
    pub label: String,
    /// What must run before a `continue`.
    pub before_continue: Option<String>,
    /// A labeled block: no loop.
    pub is_block: bool,
}

/// Writes one function.
pub struct Writer<'a> {
    /// Where choices come from.
    pub rng: Rng,
    /// What can be seen.
    pub scope: Scope,
    /// The functions that may be called; none where calls are not allowed.
    pub functions: &'a [Function],
    /// Whether an expression may change a variable.
    pub effects: bool,
    /// The loops around, the innermost last.
    pub loops: Vec<Loop>,
    /// How often the current statement runs at most.
    pub trips: usize,
    /// Statements run so far, at most.
    pub cost: usize,
    /// Whether the expression is that of a closure: chains are not nested without end.
    pub in_closure: bool,
    /// Whether the function returns a value.
    pub has_result: bool,
    /// What is written.
    pub text: String,
    depth: usize,
}

impl<'a> Writer<'a> {
    /// An empty body that may call `functions`.
    pub fn new(rng: Rng, functions: &'a [Function], has_result: bool) -> Writer<'a> {
        Writer {
            rng,
            scope: Scope::default(),
            functions,
            effects: true,
            loops: Vec::new(),
            trips: 1,
            cost: 0,
            in_closure: false,
            has_result,
            text: String::new(),
            depth: 2,
        }
    }

    /// Writes one line.
    pub fn line(&mut self, text: &str) {
        self.text.push_str(&"    ".repeat(self.depth));
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Writes a block: its head, what `inside` writes, and the end of its scope.
    pub fn nest(&mut self, head: &str, inside: impl FnOnce(&mut Self)) {
        self.line(&format!("{head} {{"));
        let mark = self.scope.mark();
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        self.scope.reset(mark);
        self.line("}");
    }

    /// How deep blocks are nested.
    pub fn nesting(&self) -> usize {
        self.depth - 2
    }

    /// A name for a new variable: sometimes one that is in use, which it hides.
    pub fn name(&mut self, prefix: &str) -> String {
        let hidden = if self.rng.percent(12) { self.any(|var| !var.pinned) } else { None };
        hidden.map_or_else(|| self.scope.fresh(prefix), |var| var.name)
    }

    /// A counter less than `bound` that is in scope, or a literal.
    pub fn counter_below(&mut self, bound: usize) -> String {
        match self.any(|var| matches!(var.shape, Shape::Counter(most) if most <= bound)) {
            Some(var) => var.name,
            None => self.rng.below(bound).to_string(),
        }
    }
}
