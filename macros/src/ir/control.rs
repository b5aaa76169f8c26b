//! Control flow: what a branch chooses by, how a loop runs, and jumps.

use proc_macro2::TokenStream;

use super::{Block, Expr, Place, Tokens, VarId};

/// What decides between the arms of a branch.
#[derive(Clone, Debug)]
pub enum Selector {
    /// Two arms: then and else.
    If(Expr),
    /// One arm a pattern, with its guard.
    Match(Expr, Vec<MatchPattern>),
    /// Runs an arm by its number: the recorded choice.
    Recorded(Expr),
    /// The one arm always runs, and records nothing: the reverse sweep runs it again.
    Checkpoint(Snapshots),
}

/// From which states the inside of a checkpoint runs again.
#[derive(Clone, Copy, Debug)]
pub enum Snapshots {
    /// From the one before it.
    Entry,
    /// The inside is a loop: its iterations run again from states in `slots` places, by the schedule of Griewank and
    /// Walther (2000); `expected` iterations are known before it.
    Binomial { slots: VarId, expected: Option<VarId> },
}

/// The head of a `match` arm.
#[derive(Clone, Debug)]
pub struct MatchPattern {
    pub pattern: TokenStream,
    pub guard: Option<Tokens>,
    /// Passive variables that the pattern binds.
    pub binds: Vec<VarId>,
}

/// The order in which a `for` loop runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

/// What repeats a loop.
#[derive(Clone, Debug)]
pub enum Head {
    /// `for counter in lo..hi` (or `lo..=hi`), by `step`, up or down.
    For {
        counter: VarId,
        lo: Expr,
        hi: Expr,
        inclusive: bool,
        step: Option<Expr>,
        direction: Direction,
    },
    /// `for pattern in tokens`: an iterator of passive values.
    Each {
        pattern: TokenStream,
        binds: Vec<VarId>,
        iterator: Tokens,
    },
    While(Tokens),
    Forever,
    /// Along slices of one length, whose elements have names, with several partial sums at once: see `hoist::partial`.
    Partial(Partial),
    /// A loop in a function of its own, whose arguments are these slices, some of them changed: see `hoist::apart`.
    Apart(Box<Head>, Vec<(VarId, bool)>),
    /// Multiples of rows that are added to the same numbers: see `hoist::rows`. The body comes before each row.
    Rows(Box<Rows>),
}

/// `sums[start..][..len] += factor * row` for each `counter` in `lo..hi`.
#[derive(Clone, Debug)]
pub struct Rows {
    pub counter: VarId,
    pub lo: Expr,
    pub hi: Expr,
    pub sums: Place,
    pub start: Expr,
    pub len: Expr,
    pub factor: Expr,
    pub row: Place,
}

impl Rows {
    /// The values in it, but for the row and the sums.
    pub fn values(&self) -> [&Expr; 5] {
        [&self.lo, &self.hi, &self.start, &self.len, &self.factor]
    }

    pub fn values_mut(&mut self) -> [&mut Expr; 5] {
        [&mut self.lo, &mut self.hi, &mut self.start, &mut self.len, &mut self.factor]
    }
}

/// Elements of slices, and sums to which all of them add.
#[derive(Clone, Debug)]
pub struct Partial {
    pub reads: Vec<(VarId, Place)>,
    pub writes: Vec<(VarId, Place)>,
    pub sums: Vec<VarId>,
}

/// A loop: after each iteration it ends where one of the flags in `until` is set.
#[derive(Clone, Debug)]
pub struct Loop {
    pub head: Head,
    pub body: Block,
    pub until: Vec<VarId>,
    /// The user's label, which exits name before they are structured.
    pub label: LoopId,
}

/// A loop or a labeled block as the target of exits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LoopId(pub u32);

/// A jump; `structure` replaces it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Exit {
    Break(LoopId),
    Continue(LoopId),
    Return,
}
