use chainrule::differentiate;
#[allow(dead_code)]
pub fn checkpoint_slots(x: f64, rate: f64, n: usize) -> f64 {
    let mut y = x;
    for _ in 0..n {
        y += rate * y.sin();
    }
    y
}
/// Value and gradient of [`checkpoint_slots`] with respect to `x` and `rate`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_checkpoint_slots(
    x: f64,
    rate: f64,
    n: usize,
) -> (f64, (f64, f64)) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let mut y = x;
    let slots: usize = 20;
    let iterations: usize = ::chainrule::__private::iterations(0, n, 1, false);
    let mut index: usize = 0_usize;
    let mut trips: usize = 0_usize;
    let mut snapshot: usize = 0_usize;
    while index < iterations {
        if trips == snapshot {
            tape.push(y);
            tape.push(index);
            snapshot = ::chainrule::__private::next_snapshot(
                slots,
                iterations,
                snapshot,
            );
        }
        trips += 1;
        let counter: usize = ::chainrule::__private::counter_at(0, 1, index);
        index += 1;
        let v0 = y.sin();
        y += rate * v0;
    }
    let value = y;
    /// Reverse sweep.
    let mut y_bar: f64 = 1.0;
    let mut rate_bar: f64 = 0.0;
    for step in ::chainrule::__private::binomial(slots, iterations, trips) {
        index = tape.pop::<usize>();
        y = tape.pop::<f64>();
        if step.keep {
            tape.push(y);
            tape.push(index);
        }
        for _ in 0..step.advance {
            index += 1;
            let v0 = y.sin();
            y += rate * v0;
        }
        if step.store {
            tape.push(y);
            tape.push(index);
        } else {
            index += 1;
            let v0 = y.sin();
            let y_0 = y;
            y += rate * v0;
            y = y_0;
            rate_bar += v0 * y_bar;
            let v0_bar = rate * y_bar;
            y_bar += y.cos() * v0_bar;
        }
    }
    let x_bar = y_bar;
    (value, (x_bar, rate_bar))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct checkpoint_slots {}
#[doc(hidden)]
impl checkpoint_slots {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        rate: f64,
        n: usize,
        x_by: impl ::chainrule::__private::Handover<f64>,
        rate_by: impl ::chainrule::__private::Handover<f64>,
        n_by: impl ::chainrule::__private::Handover<usize>,
    ) -> f64 {
        let mut y = x;
        let slots: usize = 20;
        let iterations: usize = ::chainrule::__private::iterations(0, n, 1, false);
        let mut index: usize = 0_usize;
        let mut trips: usize = 0_usize;
        let mut snapshot: usize = 0_usize;
        while index < iterations {
            if trips == snapshot {
                tape.push(y);
                tape.push(index);
                snapshot = ::chainrule::__private::next_snapshot(
                    slots,
                    iterations,
                    snapshot,
                );
            }
            trips += 1;
            let counter: usize = ::chainrule::__private::counter_at(0, 1, index);
            index += 1;
            let v0 = y.sin();
            y += rate * v0;
        }
        tape.push(trips);
        let value = y;
        ::chainrule::__private::Handover::record(rate_by, rate, tape);
        ::chainrule::__private::Handover::record(n_by, n, tape);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
        rate_by: impl ::chainrule::__private::Handover<f64>,
        n_by: impl ::chainrule::__private::Handover<usize>,
    ) -> (f64, f64, ()) {
        let n = ::chainrule::__private::Handover::restore(n_by, tape);
        let rate = ::chainrule::__private::Handover::restore(rate_by, tape);
        let slots: usize = 20;
        let iterations: usize = ::chainrule::__private::iterations(0, n, 1, false);
        let mut y: f64 = 0.0;
        let mut index: usize = 0;
        let mut y_bar = value_bar;
        let mut rate_bar: f64 = 0.0;
        let trips_1 = tape.pop::<usize>();
        for step in ::chainrule::__private::binomial(slots, iterations, trips_1) {
            index = tape.pop::<usize>();
            y = tape.pop::<f64>();
            if step.keep {
                tape.push(y);
                tape.push(index);
            }
            for _ in 0..step.advance {
                index += 1;
                let v0 = y.sin();
                y += rate * v0;
            }
            if step.store {
                tape.push(y);
                tape.push(index);
            } else {
                index += 1;
                let v0 = y.sin();
                let y_0 = y;
                y += rate * v0;
                y = y_0;
                rate_bar += v0 * y_bar;
                let v0_bar = rate * y_bar;
                y_bar += y.cos() * v0_bar;
            }
        }
        let x_bar = y_bar;
        (x_bar, rate_bar, ())
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        rate: f64,
        n: usize,
    ) -> f64 {
        Self::forward_with(
            tape,
            x,
            rate,
            n,
            ::chainrule::__private::ByTape,
            ::chainrule::__private::ByTape,
            ::chainrule::__private::ByTape,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: f64,
    ) -> (f64, f64, ()) {
        Self::reverse_with(
            tape,
            value_bar,
            ::chainrule::__private::ByTape,
            ::chainrule::__private::ByTape,
            ::chainrule::__private::ByTape,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        rate: f64,
        n: usize,
        value_bar: f64,
    ) -> (f64, (f64, f64, ())) {
        let mut y = x;
        let slots: usize = 20;
        let iterations: usize = ::chainrule::__private::iterations(0, n, 1, false);
        let mut index: usize = 0_usize;
        let mut trips: usize = 0_usize;
        let mut snapshot: usize = 0_usize;
        while index < iterations {
            if trips == snapshot {
                tape.push(y);
                tape.push(index);
                snapshot = ::chainrule::__private::next_snapshot(
                    slots,
                    iterations,
                    snapshot,
                );
            }
            trips += 1;
            let counter: usize = ::chainrule::__private::counter_at(0, 1, index);
            index += 1;
            let v0 = y.sin();
            y += rate * v0;
        }
        let value = y;
        let mut y_bar = value_bar;
        let mut rate_bar: f64 = 0.0;
        for step in ::chainrule::__private::binomial(slots, iterations, trips) {
            index = tape.pop::<usize>();
            y = tape.pop::<f64>();
            if step.keep {
                tape.push(y);
                tape.push(index);
            }
            for _ in 0..step.advance {
                index += 1;
                let v0 = y.sin();
                y += rate * v0;
            }
            if step.store {
                tape.push(y);
                tape.push(index);
            } else {
                index += 1;
                let v0 = y.sin();
                let y_0 = y;
                y += rate * v0;
                y = y_0;
                rate_bar += v0 * y_bar;
                let v0_bar = rate * y_bar;
                y_bar += y.cos() * v0_bar;
            }
        }
        let x_bar = y_bar;
        (value, (x_bar, rate_bar, ()))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: f64,
        x_dot: impl ::chainrule::__private::DotOf<f64>,
        rate: f64,
        rate_dot: impl ::chainrule::__private::DotOf<f64>,
        n: usize,
        _: impl ::chainrule::__private::HeldDot,
    ) -> (f64, f64) {
        let x_dot = ::chainrule::__private::DotOf::<f64>::dot(x_dot, &x);
        let rate_dot = ::chainrule::__private::DotOf::<f64>::dot(rate_dot, &rate);
        let mut y = x;
        let mut y_dot = x_dot;
        let slots: usize = 20;
        let iterations: usize = ::chainrule::__private::iterations(0, n, 1, false);
        let mut index: usize = 0_usize;
        {
            while index < iterations {
                let counter: usize = ::chainrule::__private::counter_at(0, 1, index);
                index += 1;
                let v0 = y.sin();
                let v0_dot = y.cos() * y_dot;
                y_dot += v0 * rate_dot + rate * v0_dot;
                y += rate * v0;
            }
        }
        (y, y_dot)
    }
}
