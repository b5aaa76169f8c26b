//! Series as scalars: their tangents are series too.

use super::Taylor;
use crate::activity::cotangent;
use crate::blank::Blank;
use crate::check::Place;
use crate::differentiable::Differentiable;
use crate::real::Real;
use crate::sweep::NoSeed;
use crate::tangent::Tangent;
use crate::tape::{Record, Tape};

impl<T: Real, const N: usize> Real for Taylor<T, N> {
    fn constant(value: f64) -> Self {
        Self::constant(T::constant(value))
    }

    /// # Panics
    ///
    /// Unless the series is constant: its derivatives would be dropped.
    #[track_caller]
    fn into_f64(self) -> f64 {
        self.only_value("`into_f64`").into_f64()
    }
}

impl<T: Real, const N: usize> Differentiable for Taylor<T, N> {
    type Tangent = Self;
    type Shadow = Self;

    const FIXED_SHAPE: bool = true;

    fn zero_tangent(&self) -> Self {
        Self::default()
    }

    fn check_shadow(&self, _place: Place<'_>, _shadow: &Self) {}

    fn move_along(&mut self, tangent: &Self, step: f64) {
        *self += *tangent * <Self as Real>::constant(step);
    }
}

cotangent!([T: Real, const N: usize] Taylor<T, N>);

/// One coordinate, which must be a constant to be read.
impl<T: Real, const N: usize> Tangent for Taylor<T, N> {
    fn zero_like(&self) -> Self {
        Self::default()
    }

    fn accumulate(&mut self, other: Self) {
        *self += other;
    }

    fn scale(&mut self, factor: f64) {
        *self *= <Self as Real>::constant(factor);
    }

    fn map_coordinates(&mut self, change: &mut dyn FnMut(f64) -> f64) {
        *self = <Self as Real>::constant(change(self.only_value("a coordinate").into_f64()));
    }

    fn dot(&self, other: &Self) -> f64 {
        (*self * *other).only_value("a dot product").into_f64()
    }
}

impl<T: Real, const N: usize> Record for Taylor<T, N> {
    fn record(self, tape: &mut Tape) {
        self.coefficients.record(tape);
    }

    fn restore(tape: &mut Tape) -> Self {
        Self { coefficients: Record::restore(tape) }
    }
}

impl<T: Real, const N: usize> NoSeed for Taylor<T, N> {
    fn no_seed() -> Self {
        Self::default()
    }
}

impl<T: Real, const N: usize> Blank for Taylor<T, N> {
    fn blank() -> Self {
        Self::default()
    }
}
