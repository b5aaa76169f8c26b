//! Iterators: every chain of adaptors becomes one loop.
//!
//! A chain is described before it is lowered: a *source* whose items have positions, so that `zip`, `rev`, `skip`,
//! `chunks` and their like are arithmetic on indices, and *stages* that run in the body of the loop: `filter` is a
//! branch, `take_while` a `break`, `scan` a variable. A consumer is what the body does with an item.
//!
//! ```text
//! xs.iter().zip(ys).map(|(x, y)| x * y).sum()     for k in 0..min(xs.len(), ys.len()) { sum += xs[k] * ys[k]; }
//! xs.iter().filter(|x| **x > 0.0).count()         for k in 0..xs.len() { if xs[k] > 0.0 { count += 1; } }
//! ```

mod adaptor;
mod array;
mod best;
mod bind;
pub(super) mod by_ref;
mod callee;
mod collect;
mod consume;
mod drain;
mod drive;
mod extreme;
mod fold;
mod gather;
mod indexed;
mod keyed;
mod next;
mod option;
mod own;
mod payload;
mod select;
mod source;
mod stage;
mod table;
mod unfold;

use std::rc::Rc;

pub(super) use next::Upcoming;
pub(super) use source::{is_adaptor, is_link};

use super::closure::Closure;
use super::item::Item;
use crate::ir::{Direction, Expr, Place, Tokens, VarId};
use crate::types::Ty;

/// A chain of adaptors.
#[derive(Clone, Debug)]
pub struct Stream {
    pub source: Source,
    pub stages: Vec<Stage>,
}

/// Where the items come from.
#[derive(Clone, Debug)]
pub enum Source {
    Indexed(Indexed),
    /// An iterator of passive values, which only rustc knows.
    Each(Tokens),
    Chain(Box<Stream>, Box<Stream>),
    /// `successors`: the first item, and what makes the next one.
    Successors(Item, Callee),
    /// `from_fn`: what is called for each item.
    Calls(Callee),
}

/// Items that have positions.
#[derive(Clone, Debug)]
pub struct Indexed {
    /// `None`: there is no end.
    pub len: Option<Expr>,
    pub at: At,
    pub direction: Direction,
    /// The loop runs over a range of the user's, and its counter is the item.
    pub range: Option<Range>,
}

/// `lo..hi`, `lo..=hi`, with a step.
#[derive(Clone, Debug)]
pub struct Range {
    pub lo: Expr,
    pub hi: Option<Expr>,
    pub inclusive: bool,
    pub step: Option<Expr>,
    pub ty: Ty,
}

/// The item at position `k`.
#[derive(Clone, Debug)]
pub enum At {
    /// The counter of a loop over a range.
    Counter,
    /// `lo + k`.
    Number(Expr, Ty),
    /// Element `k` of a container, by reference or by value.
    Element {
        place: Place,
        ty: Ty,
        reference: Option<bool>,
    },
    /// Elements `k * stride .. k * stride + size` of a container, in a ragged tail up to `end` only.
    Part {
        place: Place,
        element: Ty,
        stride: Expr,
        size: Expr,
        end: Option<Expr>,
        mutable: bool,
    },
    /// The value of key `k` of a map.
    Entry {
        place: Place,
        keys: VarId,
        ty: Ty,
        reference: Option<bool>,
    },
    Pair(Box<At>, Box<At>),
    /// The item at `len - 1 - k`.
    Reversed(Box<At>, Expr),
    /// The item at `k + n`.
    Skipped(Box<At>, Expr),
    /// The item at `k * n`.
    Strided(Box<At>, Expr),
    /// The item at `k % n`.
    Cycled(Box<At>, Expr),
    Mapped(Box<At>, Callee),
    /// What references refer to.
    Copied(Box<At>),
    /// References to what stays.
    Peeked(Box<At>),
    /// The same for all.
    Repeated(Item),
}

/// What an adaptor calls.
#[derive(Clone, Debug)]
pub enum Callee {
    Closure(Rc<Closure>),
    Path(Rc<syn::ExprPath>),
}

/// What happens to an item in the body of the loop.
#[derive(Clone, Debug)]
pub enum Stage {
    Map(Callee),
    Copied,
    Filter(Callee),
    FilterMap(Callee),
    Inspect(Callee),
    TakeWhile(Callee),
    SkipWhile(Callee),
    MapWhile(Callee),
    Scan(Item, Callee),
    Enumerate,
    Skip(Expr),
    Take(Expr),
    StepBy(Expr),
    /// With the items of another source; `true`: those come first in the pair.
    Zip(Indexed, bool),
    FlatMap(Callee),
    Flatten,
}

/// The type of what a consumer gives, where its name or its arguments tell.
pub(super) fn answer(call: &syn::ExprMethodCall) -> Option<Ty> {
    match call.method.to_string().as_str() {
        "any" | "all" => Some(Ty::boolean()),
        "position" | "rposition" => Some(Ty::Passive(None)),
        "sum" | "product" | "collect" => fold::turbofish(call),
        "try_fold" => Some(Ty::Option(Box::default())),
        name if consume::OPTIONS.contains(&name) => Some(Ty::Option(Box::default())),
        "max" | "min" | "count" if gives_passive(&call.receiver) => Some(Ty::Passive(None)),
        _ => None,
    }
}

/// Whether the items of a chain never carry a derivative, as the closure that makes them shows.
fn gives_passive(chain: &syn::Expr) -> bool {
    let syn::Expr::MethodCall(call) = chain else { return false };
    match call.method.to_string().as_str() {
        "map" => matches!(call.args.first(), Some(syn::Expr::Closure(closure)) if is_passive_value(&closure.body)),
        "filter" | "rev" | "skip" | "take" | "inspect" | "step_by" | "skip_while" | "take_while" => {
            gives_passive(&call.receiver)
        }
        _ => false,
    }
}

fn is_passive_value(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Paren(inner) => is_passive_value(&inner.expr),
        syn::Expr::Cast(cast) => Ty::of(&cast.ty).is_passive(),
        syn::Expr::Lit(literal) => !matches!(literal.lit, syn::Lit::Float(_)),
        _ => false,
    }
}

impl Stream {
    pub(super) fn indexed(source: Indexed) -> Stream {
        Stream { source: Source::Indexed(source), stages: Vec::new() }
    }

    /// A stream whose items have positions.
    pub(super) fn as_indexed(&self) -> Option<&Indexed> {
        match &self.source {
            Source::Indexed(indexed) if self.stages.is_empty() => Some(indexed),
            _ => None,
        }
    }

    /// Whether a call inside changes what it captures.
    pub(super) fn changes(&self) -> bool {
        let source = match &self.source {
            Source::Indexed(indexed) => indexed.at.changes(),
            Source::Each(_) => false,
            Source::Chain(a, b) => a.changes() || b.changes(),
            Source::Successors(_, callee) => callee.changes(),
            // It is called for each item in its turn.
            Source::Calls(_) => false,
        };
        source || self.stages.iter().any(Stage::changes)
    }

    pub(super) fn then(mut self, stage: Stage) -> Stream {
        self.stages.push(stage);
        self
    }
}

impl Stage {
    fn changes(&self) -> bool {
        match self {
            Stage::Map(callee)
            | Stage::Filter(callee)
            | Stage::FilterMap(callee)
            | Stage::Inspect(callee)
            | Stage::TakeWhile(callee)
            | Stage::SkipWhile(callee)
            | Stage::MapWhile(callee)
            | Stage::Scan(_, callee)
            | Stage::FlatMap(callee) => callee.changes(),
            Stage::Zip(indexed, _) => indexed.at.changes(),
            Stage::Copied | Stage::Enumerate | Stage::Skip(_) | Stage::Take(_) | Stage::StepBy(_) | Stage::Flatten => {
                false
            }
        }
    }
}

impl Callee {
    /// It changes what it captures: how often and in what order it is called matters.
    pub(super) fn changes(&self) -> bool {
        matches!(self, Callee::Closure(closure) if closure.changes)
    }
}

impl At {
    /// Whether a call inside changes what it captures.
    pub(super) fn changes(&self) -> bool {
        match self {
            At::Counter | At::Number(..) | At::Element { .. } | At::Part { .. } => false,
            At::Entry { .. } | At::Repeated(_) => false,
            At::Pair(a, b) => a.changes() || b.changes(),
            At::Reversed(at, _) | At::Skipped(at, _) | At::Strided(at, _) | At::Cycled(at, _) => at.changes(),
            At::Copied(at) | At::Peeked(at) => at.changes(),
            At::Mapped(at, callee) => callee.changes() || at.changes(),
        }
    }

    /// Whether finding the item calls nothing.
    pub(super) fn is_place(&self) -> bool {
        match self {
            At::Counter | At::Number(..) | At::Element { .. } | At::Part { .. } => true,
            At::Entry { .. } | At::Repeated(_) => true,
            At::Pair(a, b) => a.is_place() && b.is_place(),
            At::Reversed(at, _) | At::Skipped(at, _) | At::Strided(at, _) | At::Cycled(at, _) => at.is_place(),
            At::Copied(at) | At::Peeked(at) => at.is_place(),
            At::Mapped(..) => false,
        }
    }
}
