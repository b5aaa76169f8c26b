//! A workload with all that can run on it: the primal, what `#[differentiate]` wrote, a gradient by hand, and peers.

use std::hint::black_box;

use crate::flat::Flat;

/// What runs on a workload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tool {
    /// The function itself.
    Primal,
    /// `grad_f`, or the derivative that is asked for where that is more than a gradient.
    Gradient,
    /// `value_and_grad_f`.
    Value,
    /// A tuned gradient, written by hand.
    Hand,
    /// Another crate.
    Peer(&'static str),
}

impl Tool {
    /// Its column in a table.
    pub fn label(self) -> &'static str {
        match self {
            Self::Primal => "primal",
            Self::Gradient => "grad_f",
            Self::Value => "value_and_grad_f",
            Self::Hand => "by hand",
            Self::Peer(name) => name,
        }
    }
}

/// One computation, with its arguments.
pub trait Run {
    /// Does it that often; the results are thrown away.
    fn repeat(&mut self, count: u32);
    /// Does it once, for its numbers.
    fn numbers(&mut self) -> Vec<f64>;
    /// Does it once: the bytes beyond its result that it holds at its peak, as `measure` finds them.
    fn observe(&mut self, observe: &dyn Fn(&mut dyn FnMut() -> Held) -> usize) -> usize;
}

/// A result that is kept until its memory is counted.
pub type Held = Box<dyn Flat>;

struct Closure<F>(F);

impl<R: Flat + 'static, F: FnMut() -> R> Run for Closure<F> {
    fn repeat(&mut self, count: u32) {
        for _ in 0..count {
            black_box((self.0)());
        }
    }

    fn numbers(&mut self) -> Vec<f64> {
        let mut numbers = Vec::new();
        (self.0)().flatten(&mut numbers);
        numbers
    }

    fn observe(&mut self, observe: &dyn Fn(&mut dyn FnMut() -> Held) -> usize) -> usize {
        observe(&mut || Box::new((self.0)()))
    }
}

/// A workload of one size.
#[derive(Default)]
pub struct Case {
    /// All that runs on it, the primal first.
    pub runs: Vec<(Tool, Box<dyn Run>)>,
    /// The value of the function that other crates get.
    pub generic: Option<f64>,
}

impl Case {
    /// A workload on which nothing runs yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Also this.
    #[must_use]
    pub fn with<R: Flat + 'static>(mut self, tool: Tool, run: impl FnMut() -> R + 'static) -> Self {
        self.runs.push((tool, Box::new(Closure(run))));
        self
    }
}

/// A line of the table.
pub struct Workload {
    /// Its name, with the size of the table.
    pub name: &'static str,
    /// Gradient ÷ primal is to stay below this.
    pub limit: Option<f64>,
    /// Makes it in one size.
    pub case: fn(usize) -> Case,
    /// The size of the table.
    pub size: usize,
    /// The sizes of the plot; empty where there is one size only.
    pub sizes: &'static [usize],
}
