//! Series as scalars: their tangents are series too.

use super::Taylor;
use crate::real::Real;
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

crate::jet::operators!([T: Real, const N: usize] Taylor<T, N>);
crate::jet::space!([T: Real, const N: usize] Taylor<T, N>);

impl<T: Real, const N: usize> Record for Taylor<T, N> {
    fn record(self, tape: &mut Tape) {
        self.coefficients.record(tape);
    }

    fn restore(tape: &mut Tape) -> Self {
        Self { coefficients: Record::restore(tape) }
    }
}
