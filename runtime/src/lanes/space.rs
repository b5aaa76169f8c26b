//! Lanes as scalars: their tangents are lanes too.

use super::Lanes;
use crate::jet::Jet;
use crate::real::Real;
use crate::tape::{Record, Tape};

impl<const N: usize> Real for Lanes<N> {
    #[inline]
    fn constant(value: f64) -> Self {
        Self::constant(value)
    }

    /// # Panics
    ///
    /// Unless no direction changes the number: its derivatives would be dropped.
    #[track_caller]
    fn into_f64(self) -> f64 {
        self.only_value("`into_f64`")
    }
}

impl<const N: usize> Jet for Lanes<N> {
    #[inline]
    fn primal(&self) -> f64 {
        self.value()
    }
}

crate::jet::operators!([const N: usize] Lanes<N>);
crate::jet::space!([const N: usize] Lanes<N>);

impl<const N: usize> Record for Lanes<N> {
    fn record(self, tape: &mut Tape) {
        self.value.record(tape);
        self.dots.record(tape);
    }

    fn restore(tape: &mut Tape) -> Self {
        let dots = Record::restore(tape);
        Self { value: Record::restore(tape), dots }
    }
}
