//! Where a function finds the place to which its result refers, so that its callers find the same place in a shadow.
//!
//! ```text
//! fn row(&self, i: usize) -> &[f64] { &self.data[i * self.cols..(i + 1) * self.cols] }
//!
//! let at = m.__locate_row(i);       the way: which result of the body, and its indices
//! located(&at, &m)[j]               m.data[lo..hi][j]
//! located_shadow_mut(&at, &mut m_bar)[j]   m_bar.data[lo..hi][j]
//! ```

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::borrow::BorrowMut;
use core::fmt;
use core::marker::PhantomData;

use crate::blank::Blank;
use crate::differentiable::Differentiable;
use crate::tangent::Tangent;
use crate::tape::{Record, Tape};

/// So many numbers need no memory of their own.
const INLINE: usize = 6;

/// A way from a value to a part of it: which of the results of a function, and the indices of its path; a call inside
/// continues the way.
#[derive(Clone, Debug, Default)]
pub struct Way {
    first: [usize; INLINE],
    length: usize,
    rest: Vec<usize>,
}

impl Way {
    /// The way of the result of this number.
    #[inline]
    #[must_use]
    pub fn new(result: usize) -> Self {
        Self::default().then(result)
    }

    /// The way goes on at this index.
    #[inline]
    #[must_use]
    pub fn then(mut self, index: usize) -> Self {
        match self.first.get_mut(self.length) {
            Some(free) => *free = index,
            None => self.rest.push(index),
        }
        self.length += 1;
        self
    }

    /// The way goes on as `at` says.
    #[inline]
    #[must_use]
    pub fn along<W: ?Sized, F: ?Sized>(self, at: &At<W, F>) -> Self {
        let mut steps = at.way.steps();
        (0..at.way.length).fold(self, |way, _| way.then(steps.next()))
    }

    #[inline]
    fn steps(&self) -> Steps<'_> {
        Steps { way: self, position: 0 }
    }
}

/// What is left of a [`Way`].
#[derive(Clone, Debug)]
pub struct Steps<'w> {
    way: &'w Way,
    position: usize,
}

impl Steps<'_> {
    /// The next number.
    #[inline]
    #[must_use]
    #[allow(clippy::should_implement_trait, reason = "there is always one more, or the way is another function's")]
    pub fn next(&mut self) -> usize {
        let position = self.position;
        self.position += 1;
        self.way.first.get(position).copied().unwrap_or_else(|| self.way.rest[position - INLINE])
    }
}

/// Where the function `F` finds the place to which its result refers, in an argument of type `W`.
pub struct At<W: ?Sized, F: ?Sized> {
    way: Way,
    of: PhantomData<fn(&W, &F)>,
}

impl<W: ?Sized, F: ?Sized> Clone for At<W, F> {
    #[inline]
    fn clone(&self) -> Self {
        At::from(self.way.clone())
    }
}

impl<W: ?Sized, F: ?Sized> fmt::Debug for At<W, F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.way.fmt(formatter)
    }
}

impl<W: ?Sized, F: ?Sized> From<Way> for At<W, F> {
    #[inline]
    fn from(way: Way) -> Self {
        At { way, of: PhantomData }
    }
}

impl<W: ?Sized, F: ?Sized> Record for At<W, F> {
    #[inline]
    fn record(self, tape: &mut Tape) {
        let mut steps = self.way.steps();
        for _ in 0..self.way.length {
            tape.push(steps.next());
        }
        tape.push(self.way.length);
    }

    #[inline]
    fn restore(tape: &mut Tape) -> Self {
        let length: usize = tape.pop();
        let numbers: Vec<usize> = (0..length).map(|_| tape.pop()).collect();
        numbers.into_iter().rev().fold(Way::default(), Way::then).into()
    }
}

impl<W: ?Sized, F: ?Sized> Blank for At<W, F> {
    #[inline]
    fn blank() -> Self {
        At::from(Way::default())
    }
}

impl Blank for Way {
    #[inline]
    fn blank() -> Self {
        Way::default()
    }
}

/// The name of a method, by a number made from it.
#[derive(Debug)]
pub struct Named<const NAME: u64>;

/// A value of which a function `F` gives a part by reference.
#[diagnostic::on_unimplemented(
    message = "chainrule does not see to what the result of this call refers",
    note = "put `#[differentiate]` on the method, or on its `impl`, where it returns a reference to a part of `{Self}`"
)]
pub trait Locate<F: ?Sized>: Differentiable {
    /// To what the result refers.
    type Part: Differentiable + ?Sized;

    /// The part at the end of the way.
    fn part<'w>(whole: &'w Self, steps: &mut Steps<'_>) -> &'w Self::Part;

    /// The same, to be changed.
    fn part_mut<'w>(whole: &'w mut Self, steps: &mut Steps<'_>) -> &'w mut Self::Part;

    /// The same part of a shadow.
    fn shadow<'w>(whole: &'w Self::Shadow, steps: &mut Steps<'_>) -> &'w <Self::Part as Differentiable>::Shadow;

    /// The same part of a shadow, to be changed.
    fn shadow_mut<'w>(
        whole: &'w mut Self::Shadow,
        steps: &mut Steps<'_>,
    ) -> &'w mut <Self::Part as Differentiable>::Shadow;
}

/// What a function takes by reference may stand in a box, or be all elements of a container.
macro_rules! through {
    ([$($generics:tt)*] $whole:ty, $inner:ty, $shadow:ty, |$value:ident| $read:expr, $changed:expr, $bar:expr, $bar_mut:expr) => {
        impl<F: ?Sized, $($generics)*> Locate<F> for $whole
        where
            $inner: Locate<F> + Differentiable<Shadow = $shadow>,
        {
            type Part = <$inner as Locate<F>>::Part;

            #[inline]
            fn part<'w>($value: &'w Self, steps: &mut Steps<'_>) -> &'w Self::Part {
                <$inner as Locate<F>>::part($read, steps)
            }

            #[inline]
            fn part_mut<'w>($value: &'w mut Self, steps: &mut Steps<'_>) -> &'w mut Self::Part {
                <$inner as Locate<F>>::part_mut($changed, steps)
            }

            #[inline]
            fn shadow<'w>(
                $value: &'w Self::Shadow,
                steps: &mut Steps<'_>,
            ) -> &'w <Self::Part as Differentiable>::Shadow {
                <$inner as Locate<F>>::shadow($bar, steps)
            }

            #[inline]
            fn shadow_mut<'w>(
                $value: &'w mut Self::Shadow,
                steps: &mut Steps<'_>,
            ) -> &'w mut <Self::Part as Differentiable>::Shadow {
                <$inner as Locate<F>>::shadow_mut($bar_mut, steps)
            }
        }
    };
}

through!([T: Differentiable<Tangent = S>, S: Tangent + BorrowMut<S>] Box<T>, T, S, |w| &**w, &mut **w, &**w, &mut **w);
through!([T: Differentiable] Vec<T>, [T], [T::Tangent], |w| w, w, w, w);
through!([T: Differentiable, const N: usize] [T; N], [T], [T::Tangent], |w| w, w, w, w);

impl<W: Locate<F> + ?Sized, F: ?Sized> At<W, F> {
    /// The part of `whole` that was found.
    #[inline]
    #[must_use]
    pub fn located<'w>(&self, whole: &'w W) -> &'w W::Part {
        W::part(whole, &mut self.way.steps())
    }

    /// The same, to be changed.
    #[inline]
    #[must_use]
    pub fn located_mut<'w>(&self, whole: &'w mut W) -> &'w mut W::Part {
        W::part_mut(whole, &mut self.way.steps())
    }

    /// The same part of a shadow.
    #[inline]
    #[must_use]
    pub fn located_shadow<'w>(&self, whole: &'w W::Shadow) -> &'w <W::Part as Differentiable>::Shadow {
        W::shadow(whole, &mut self.way.steps())
    }

    /// The same part of a shadow, to be changed.
    #[inline]
    #[must_use]
    pub fn located_shadow_mut<'w>(&self, whole: &'w mut W::Shadow) -> &'w mut <W::Part as Differentiable>::Shadow {
        W::shadow_mut(whole, &mut self.way.steps())
    }
}

/// The part of `whole` that was found.
#[inline]
#[must_use]
pub fn located<'w, F: ?Sized, W: Locate<F> + ?Sized>(at: &At<W, F>, whole: &'w W) -> &'w W::Part {
    W::part(whole, &mut at.way.steps())
}

/// The same, to be changed.
#[inline]
#[must_use]
pub fn located_mut<'w, F: ?Sized, W: Locate<F> + ?Sized>(at: &At<W, F>, whole: &'w mut W) -> &'w mut W::Part {
    W::part_mut(whole, &mut at.way.steps())
}

/// The same part of a shadow.
#[inline]
#[must_use]
pub fn located_shadow<'w, F: ?Sized, W: Locate<F> + ?Sized>(
    at: &At<W, F>,
    whole: &'w W::Shadow,
) -> &'w <W::Part as Differentiable>::Shadow {
    W::shadow(whole, &mut at.way.steps())
}

/// The same part of a shadow, to be changed.
#[inline]
#[must_use]
pub fn located_shadow_mut<'w, F: ?Sized, W: Locate<F> + ?Sized>(
    at: &At<W, F>,
    whole: &'w mut W::Shadow,
) -> &'w mut <W::Part as Differentiable>::Shadow {
    W::shadow_mut(whole, &mut at.way.steps())
}

/// The way goes on where another function found it.
#[inline]
#[must_use]
pub fn along<'w, F: ?Sized, W: Locate<F> + ?Sized>(steps: &mut Steps<'_>, whole: &'w W) -> &'w W::Part {
    W::part(whole, steps)
}

/// The same, to be changed.
#[inline]
#[must_use]
pub fn along_mut<'w, F: ?Sized, W: Locate<F> + ?Sized>(steps: &mut Steps<'_>, whole: &'w mut W) -> &'w mut W::Part {
    W::part_mut(whole, steps)
}

/// The same in a shadow; `_primal` tells the type of what it is the shadow of.
#[inline]
#[must_use]
pub fn shadow_along<'w, F: ?Sized, S: ?Sized, W: Locate<F> + ?Sized>(
    steps: &mut Steps<'_>,
    _primal: impl for<'s> FnOnce(&'s S) -> &'s W,
    whole: &'w W::Shadow,
) -> &'w <W::Part as Differentiable>::Shadow {
    W::shadow(whole, steps)
}

/// The same, to be changed.
#[inline]
#[must_use]
pub fn shadow_along_mut<'w, F: ?Sized, S: ?Sized, W: Locate<F> + ?Sized>(
    steps: &mut Steps<'_>,
    _primal: impl for<'s> FnOnce(&'s S) -> &'s W,
    whole: &'w mut W::Shadow,
) -> &'w mut <W::Part as Differentiable>::Shadow {
    W::shadow_mut(whole, steps)
}

/// A part that callers get as a copy, where they do not see that the result of a call is a reference to it.
#[diagnostic::on_unimplemented(
    message = "the result of this call is a reference to a part of an argument, a `{Self}`",
    note = "its derivative belongs to that part, so the caller must see that it is a reference, or the part must be `Clone`",
    note = "write the type where it is bound: `let part: &[f64] = ..;`, or read what is behind it: `*..`"
)]
pub trait CopiedPart: Differentiable {
    /// The copy.
    type Owned: Differentiable;

    /// Copies.
    fn copy(&self) -> Self::Owned;

    /// Adds the adjoint of a copy to that of the part.
    fn add(shadow: &mut Self::Shadow, bar: <Self::Owned as Differentiable>::Tangent);

    /// The tangent of a copy.
    fn dot(shadow: &Self::Shadow) -> <Self::Owned as Differentiable>::Tangent;
}

impl<T: Clone + Differentiable<Tangent = S, Shadow = S>, S: Tangent + BorrowMut<S>> CopiedPart for T {
    type Owned = T;

    #[inline]
    fn copy(&self) -> T {
        self.clone()
    }

    #[inline]
    fn add(shadow: &mut S, bar: S) {
        shadow.accumulate(bar);
    }

    #[inline]
    fn dot(shadow: &S) -> S {
        shadow.clone()
    }
}

impl<T: Clone + Differentiable> CopiedPart for [T] {
    type Owned = Vec<T>;

    #[inline]
    fn copy(&self) -> Vec<T> {
        self.to_vec()
    }

    #[inline]
    fn add(shadow: &mut [T::Tangent], bar: Vec<T::Tangent>) {
        shadow.iter_mut().zip(bar).for_each(|(part, bar)| part.accumulate(bar));
    }

    #[inline]
    fn dot(shadow: &[T::Tangent]) -> Vec<T::Tangent> {
        shadow.to_vec()
    }
}

/// The tape of a caller that knows that the result of a call is a reference: there is none.
#[diagnostic::on_unimplemented(
    message = "the result of this call is a reference to a part of an argument",
    note = "its derivative belongs to that part, so the caller must see that it is a reference",
    note = "write the type where it is bound: `let part: &[f64] = ..;`, or read what is behind it: `*..`"
)]
pub trait SeesReferences {}
