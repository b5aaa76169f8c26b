use chainrule::differentiate;
#[allow(dead_code)]
pub fn checkpoint_loop(x: f64, rate: f64, n: usize) -> f64 {
    let mut y = x;
    for _ in 0..n {
        y += rate * y.sin();
    }
    y
}
/// Value and gradient of [`checkpoint_loop`] with respect to `x` and `rate`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_checkpoint_loop(x: f64, rate: f64, n: usize) -> (f64, (f64, f64)) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let mut y = x;
    for segment in 0..::chainrule::__private::segments(0, n, 1, false) {
        let start: usize = ::chainrule::__private::segment_start(
            0,
            n,
            1,
            false,
            segment,
        );
        let end: usize = ::chainrule::__private::segment_end(0, n, 1, false, segment);
        tape.push(y);
        {
            for counter in start..end {
                let v0 = y.sin();
                y += rate * v0;
            }
        }
    }
    let value = y;
    /// Reverse sweep.
    let mut y_bar: f64 = 1.0;
    let mut rate_bar: f64 = 0.0;
    for segment in (0..::chainrule::__private::segments(0, n, 1, false)).rev() {
        let start: usize = ::chainrule::__private::segment_start(
            0,
            n,
            1,
            false,
            segment,
        );
        let end: usize = ::chainrule::__private::segment_end(0, n, 1, false, segment);
        y = tape.pop::<f64>();
        {
            let [y_column, v0_column] = tape
                .columns(::chainrule::__private::length(start, end));
            if start < end {
                let y_column_view = &mut y_column[..(end - start)];
                let v0_column_view = &mut v0_column[..(end - start)];
                for counter in start..end {
                    let v0 = y.sin();
                    y_column_view[counter - start] = y;
                    y += rate * v0;
                    v0_column_view[counter - start] = v0;
                }
            }
            let [y_column_1, v0_column_1] = tape
                .last_columns(::chainrule::__private::length(start, end));
            if start < end {
                let v0_column_1_view = &v0_column_1[..(end - start)];
                let y_column_1_view = &y_column_1[..(end - start)];
                for counter in (start..end).rev() {
                    let v0 = v0_column_1_view[counter - start];
                    y = y_column_1_view[counter - start];
                    rate_bar += v0 * y_bar;
                    let v0_bar = rate * y_bar;
                    y_bar += y.cos() * v0_bar;
                }
            }
            tape.drop_columns(2usize, ::chainrule::__private::length(start, end));
        }
    }
    let x_bar = y_bar;
    (value, (x_bar, rate_bar))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct checkpoint_loop {}
#[doc(hidden)]
impl checkpoint_loop {
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
        for segment in 0..::chainrule::__private::segments(0, n, 1, false) {
            let start: usize = ::chainrule::__private::segment_start(
                0,
                n,
                1,
                false,
                segment,
            );
            let end: usize = ::chainrule::__private::segment_end(
                0,
                n,
                1,
                false,
                segment,
            );
            tape.push(y);
            {
                for counter in start..end {
                    let v0 = y.sin();
                    y += rate * v0;
                }
            }
        }
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
        let mut y: f64 = 0.0;
        let mut y_bar = value_bar;
        let mut rate_bar: f64 = 0.0;
        for segment in (0..::chainrule::__private::segments(0, n, 1, false)).rev() {
            let start: usize = ::chainrule::__private::segment_start(
                0,
                n,
                1,
                false,
                segment,
            );
            let end: usize = ::chainrule::__private::segment_end(
                0,
                n,
                1,
                false,
                segment,
            );
            y = tape.pop::<f64>();
            {
                let [y_column, v0_column] = tape
                    .columns(::chainrule::__private::length(start, end));
                if start < end {
                    let y_column_view = &mut y_column[..(end - start)];
                    let v0_column_view = &mut v0_column[..(end - start)];
                    for counter in start..end {
                        let v0 = y.sin();
                        y_column_view[counter - start] = y;
                        y += rate * v0;
                        v0_column_view[counter - start] = v0;
                    }
                }
                let [y_column_1, v0_column_1] = tape
                    .last_columns(::chainrule::__private::length(start, end));
                if start < end {
                    let v0_column_1_view = &v0_column_1[..(end - start)];
                    let y_column_1_view = &y_column_1[..(end - start)];
                    for counter in (start..end).rev() {
                        let v0 = v0_column_1_view[counter - start];
                        y = y_column_1_view[counter - start];
                        rate_bar += v0 * y_bar;
                        let v0_bar = rate * y_bar;
                        y_bar += y.cos() * v0_bar;
                    }
                }
                tape.drop_columns(2usize, ::chainrule::__private::length(start, end));
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
        for segment in 0..::chainrule::__private::segments(0, n, 1, false) {
            let start: usize = ::chainrule::__private::segment_start(
                0,
                n,
                1,
                false,
                segment,
            );
            let end: usize = ::chainrule::__private::segment_end(
                0,
                n,
                1,
                false,
                segment,
            );
            tape.push(y);
            {
                for counter in start..end {
                    let v0 = y.sin();
                    y += rate * v0;
                }
            }
        }
        let value = y;
        let mut y_bar = value_bar;
        let mut rate_bar: f64 = 0.0;
        for segment in (0..::chainrule::__private::segments(0, n, 1, false)).rev() {
            let start: usize = ::chainrule::__private::segment_start(
                0,
                n,
                1,
                false,
                segment,
            );
            let end: usize = ::chainrule::__private::segment_end(
                0,
                n,
                1,
                false,
                segment,
            );
            y = tape.pop::<f64>();
            {
                let [y_column, v0_column] = tape
                    .columns(::chainrule::__private::length(start, end));
                if start < end {
                    let y_column_view = &mut y_column[..(end - start)];
                    let v0_column_view = &mut v0_column[..(end - start)];
                    for counter in start..end {
                        let v0 = y.sin();
                        y_column_view[counter - start] = y;
                        y += rate * v0;
                        v0_column_view[counter - start] = v0;
                    }
                }
                let [y_column_1, v0_column_1] = tape
                    .last_columns(::chainrule::__private::length(start, end));
                if start < end {
                    let v0_column_1_view = &v0_column_1[..(end - start)];
                    let y_column_1_view = &y_column_1[..(end - start)];
                    for counter in (start..end).rev() {
                        let v0 = v0_column_1_view[counter - start];
                        y = y_column_1_view[counter - start];
                        rate_bar += v0 * y_bar;
                        let v0_bar = rate * y_bar;
                        y_bar += y.cos() * v0_bar;
                    }
                }
                tape.drop_columns(2usize, ::chainrule::__private::length(start, end));
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
        for segment in 0..::chainrule::__private::segments(0, n, 1, false) {
            let start: usize = ::chainrule::__private::segment_start(
                0,
                n,
                1,
                false,
                segment,
            );
            let end: usize = ::chainrule::__private::segment_end(
                0,
                n,
                1,
                false,
                segment,
            );
            {
                for counter in start..end {
                    let v0 = y.sin();
                    let v0_dot = y.cos() * y_dot;
                    y_dot += v0 * rate_dot + rate * v0_dot;
                    y += rate * v0;
                }
            }
        }
        (y, y_dot)
    }
}
