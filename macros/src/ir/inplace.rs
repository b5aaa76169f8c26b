//! Changes of containers in place: each moves values, and its inverse moves them back.
//!
//! ```text
//! v.push(x);                  let x = v.pop();
//! let r = v.remove(i);        v.insert(i, r);
//! swap(&mut a, &mut b);       swap(&mut a, &mut b);
//! ```
//!
//! The adjoint of a move is its inverse on the shadows, and where the reverse sweep reads the old contents, the same
//! inverse brings them back.

use super::{Expr, Place, VarId};

/// A change of `place`.
#[derive(Clone, Debug)]
pub struct InPlace {
    pub place: Place,
    pub motion: Motion,
    /// What moves in (or, where the motion copies, what is copied).
    pub value: Option<Expr>,
    /// What moves out.
    pub result: Option<VarId>,
}

/// Where a value enters or leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The end of a `Vec`.
    Last,
    /// The ends of a `VecDeque`.
    Back,
    Front,
}

/// What a `pop` gives.
#[derive(Clone, Debug)]
pub enum Popped {
    /// An `Option`.
    Optional,
    /// The element, by this method: `.unwrap()`, `.expect("…")`.
    Element(proc_macro2::TokenStream),
    /// The element, which the compiler knows to be there.
    Sure,
}

/// How the elements move.
#[derive(Clone, Debug)]
pub enum Motion {
    Push(End),
    Pop(End, Popped),
    Insert(Expr),
    Remove(Expr),
    SwapRemove(Expr),
    /// Under a key that a map does not have, and out again.
    Enter(Expr),
    Leave(Expr),
    /// Takes a `swap_remove` back.
    SwapInsert(Expr),
    Swap(Expr, Expr),
    Reverse,
    RotateLeft(Expr),
    RotateRight(Expr),
    /// Element `k` comes from `order[k]`.
    Permute(Expr),
    /// Element `k` goes to `order[k]`.
    Unpermute(Expr),
    /// With another place, as a whole.
    Exchange(Place),
    /// With another slice, element by element.
    ExchangeElements(Place),
    /// The contents leave, `value` (or the default) comes in.
    Replace,
    /// All elements of another container move to the end; before, there were `len`.
    Append(Place, Expr),
    /// The elements from a position on leave.
    SplitOff(Expr),
    /// An optional value comes in, or the elements of a container.
    Take(End),
    /// Copies of the elements of `value` come in behind the first `len`.
    Extend(Expr),
    /// The elements behind the first `to` (or all) are dropped; before, there were `len`.
    Truncate(Option<Expr>, Expr),
    /// The elements `lo..hi` are dropped.
    Drain(Expr, Expr),
    /// To the length `to` by dropping, or by copies of `value`; before, there were `len`.
    Resize(Expr, Expr),
}

impl InPlace {
    /// The other place that changes.
    pub fn other(&self) -> Option<&Place> {
        match &self.motion {
            Motion::Exchange(other) | Motion::ExchangeElements(other) | Motion::Append(other, _) => Some(other),
            _ => None,
        }
    }

    /// The places that change.
    pub fn targets(&self) -> impl Iterator<Item = &Place> {
        std::iter::once(&self.place).chain(self.other())
    }

    /// The places that change, to be changed.
    pub fn places_mut(&mut self) -> impl Iterator<Item = &mut Place> {
        let other = match &mut self.motion {
            Motion::Exchange(other) | Motion::ExchangeElements(other) | Motion::Append(other, _) => Some(other),
            _ => None,
        };
        std::iter::once(&mut self.place).chain(other)
    }

    /// Positions, lengths and orders.
    pub fn positions(&self) -> Vec<&Expr> {
        match &self.motion {
            Motion::Insert(a)
            | Motion::Remove(a)
            | Motion::Enter(a)
            | Motion::Leave(a)
            | Motion::SwapRemove(a)
            | Motion::SwapInsert(a)
            | Motion::RotateLeft(a)
            | Motion::RotateRight(a)
            | Motion::Permute(a)
            | Motion::Unpermute(a)
            | Motion::Append(_, a)
            | Motion::SplitOff(a)
            | Motion::Extend(a)
            | Motion::Truncate(None, a) => vec![a],
            Motion::Swap(a, b) | Motion::Truncate(Some(a), b) | Motion::Drain(a, b) | Motion::Resize(a, b) => {
                vec![a, b]
            }
            Motion::Push(_)
            | Motion::Pop(..)
            | Motion::Reverse
            | Motion::Exchange(_)
            | Motion::ExchangeElements(_)
            | Motion::Replace
            | Motion::Take(_) => Vec::new(),
        }
    }

    fn positions_mut(&mut self) -> Vec<&mut Expr> {
        match &mut self.motion {
            Motion::Insert(a)
            | Motion::Remove(a)
            | Motion::Enter(a)
            | Motion::Leave(a)
            | Motion::SwapRemove(a)
            | Motion::SwapInsert(a)
            | Motion::RotateLeft(a)
            | Motion::RotateRight(a)
            | Motion::Permute(a)
            | Motion::Unpermute(a)
            | Motion::Append(_, a)
            | Motion::SplitOff(a)
            | Motion::Extend(a)
            | Motion::Truncate(None, a) => vec![a],
            Motion::Swap(a, b) | Motion::Truncate(Some(a), b) | Motion::Drain(a, b) | Motion::Resize(a, b) => {
                vec![a, b]
            }
            Motion::Push(_)
            | Motion::Pop(..)
            | Motion::Reverse
            | Motion::Exchange(_)
            | Motion::ExchangeElements(_)
            | Motion::Replace
            | Motion::Take(_) => Vec::new(),
        }
    }

    /// Variables that are read to find what moves where: positions and indices, no contents.
    pub fn for_each_position(&self, visit: &mut dyn FnMut(VarId)) {
        self.positions().into_iter().for_each(|position| position.for_each_read(visit));
        self.targets().for_each(|place| place.for_each_index(visit));
    }

    /// Every variable read.
    pub fn for_each_read(&self, visit: &mut dyn FnMut(VarId)) {
        self.for_each_position(visit);
        self.targets().for_each(|place| visit(place.root));
        if let Some(value) = &self.value {
            value.for_each_read(visit);
        }
    }

    /// Visits every expression.
    pub fn rewrite(&mut self, change: &mut dyn FnMut(&mut Expr)) {
        self.place.rewrite(change);
        if let Motion::Exchange(other) | Motion::ExchangeElements(other) | Motion::Append(other, _) = &mut self.motion {
            other.rewrite(change);
        }
        self.positions_mut().into_iter().for_each(|position| position.rewrite(change));
        if let Some(value) = &mut self.value {
            value.rewrite(change);
        }
    }

    /// Whether `value` is moved in, and not copied.
    pub fn moves_value(&self) -> bool {
        !matches!(self.motion, Motion::Extend(_))
    }

    /// Whether elements are dropped that nothing keeps.
    pub fn loses(&self) -> bool {
        matches!(self.motion, Motion::Truncate(..) | Motion::Drain(..) | Motion::Resize(..))
    }

    /// Whether the elements only change their places.
    pub fn permutes(&self) -> bool {
        matches!(
            self.motion,
            Motion::Swap(..)
                | Motion::Reverse
                | Motion::RotateLeft(_)
                | Motion::RotateRight(_)
                | Motion::Permute(_)
                | Motion::Unpermute(_)
        )
    }

    /// Whether the length of a container may change.
    pub fn resizes(&self) -> bool {
        !self.permutes() && !matches!(self.motion, Motion::ExchangeElements(_))
    }
}
