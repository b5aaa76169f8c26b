//! A number with its derivatives in `N` directions at once: what a function is run on where several columns of a Jacobian
//! are wanted. The work of the function itself is shared by all directions, and the compiler makes vector instructions of
//! the rest.

mod arithmetic;
mod float;
mod space;

use core::fmt;

use crate::rules;

/// `value + dots · ε`, where products of `ε` vanish.
#[derive(Clone, Copy)]
pub struct Lanes<const N: usize> {
    value: f64,
    dots: [f64; N],
}

impl<const N: usize> Lanes<N> {
    /// A number that no direction changes.
    #[inline]
    #[must_use]
    pub fn constant(value: f64) -> Self {
        Self { value, dots: [0.0; N] }
    }

    /// The number that direction `lane` changes, if there is such a lane.
    #[inline]
    #[must_use]
    pub fn along(value: f64, lane: usize) -> Self {
        let mut along = Self::constant(value);
        if let Some(dot) = along.dots.get_mut(lane) {
            *dot = 1.0;
        }
        along
    }

    /// The number itself.
    #[inline]
    #[must_use]
    pub fn value(&self) -> f64 {
        self.value
    }

    /// The derivatives.
    #[inline]
    #[must_use]
    pub fn dots(&self) -> &[f64; N] {
        &self.dots
    }

    /// The number `value` with the derivatives `dots` times `slope`: 0 where they are 0, whatever the slope is.
    #[inline]
    fn chain(self, value: f64, slope: f64) -> Self {
        let dots = if slope.is_finite() {
            self.dots.map(|dot| slope * dot)
        } else {
            self.dots.map(|dot| rules::strong_product(dot, slope))
        };
        Self { value, dots }
    }

    /// The same in two arguments.
    #[inline]
    fn chain_of_two(self, other: Self, value: f64, slopes: (f64, f64)) -> Self {
        let (first, second) = (self.chain(value, slopes.0), other.chain(value, slopes.1));
        Self { value, dots: core::array::from_fn(|lane| first.dots[lane] + second.dots[lane]) }
    }

    fn is_constant(&self) -> bool {
        self.dots.iter().all(|dot| *dot == 0.0)
    }

    /// The number, whose derivatives must not be lost.
    #[track_caller]
    fn only_value(&self, what: &str) -> f64 {
        assert!(self.is_constant(), "{what} would drop the derivatives of {self:?}");
        self.value
    }
}

impl<const N: usize> Default for Lanes<N> {
    fn default() -> Self {
        Self::constant(0.0)
    }
}

impl<const N: usize> fmt::Debug for Lanes<N> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?} + {:?} ε", self.value, self.dots)
    }
}

impl<const N: usize> fmt::Display for Lanes<N> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(formatter)
    }
}

#[cfg(test)]
mod tests;
