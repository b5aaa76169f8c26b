use chainrule::differentiate;
#[allow(dead_code)]
pub fn scratch_buffers(x: &[f64], steps: usize) -> f64 {
    let n = x.len();
    let mut y = x.to_vec();
    let mut slope = vec![0.0; n];
    let mut square = vec![0.0; n];
    for _ in 0..steps {
        slope[0] = x[0] * y[0];
        for i in 1..n {
            slope[i] = x[i] * y[i - 1];
        }
        for i in 0..n {
            square[i] = slope[i] * slope[i];
        }
        for i in 0..n {
            y[i] += 0.1 * (slope[i] - square[i]);
        }
    }
    y[0]
}
/// Value and gradient of [`scratch_buffers`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_scratch_buffers(
    x: &[f64],
    steps: usize,
) -> (f64, ::chainrule::__private::Vec<f64>) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let n: usize = x.len();
    let mut y = x.to_vec();
    let mut slope = ::chainrule::__private::vec![0.0; n];
    let mut square = ::chainrule::__private::vec![0.0; n];
    for counter in 0..steps {
        slope[0] = x[0] * y[0];
        if 1 < n {
            let x_view_2 = &x[..n];
            let y_view_2 = &y[..(n - 1)];
            let slope_view_2 = &mut slope[..n];
            for i in 1..n {
                slope_view_2[i] = x_view_2[i] * y_view_2[i - 1];
            }
        }
        let slope_view_3 = &slope[..n];
        let square_view = &mut square[..n];
        for i_1 in 0..n {
            square_view[i_1] = slope_view_3[i_1] * slope_view_3[i_1];
        }
        tape.push_slice(&y[0..n]);
        let y_view_3 = &mut y[..n];
        let slope_view_4 = &slope[..n];
        let square_view_1 = &square[..n];
        for i_2 in 0..n {
            let v0 = slope_view_4[i_2] - square_view_1[i_2];
            y_view_3[i_2] += 0.1 * v0;
        }
    }
    let value = y[0];
    /// Reverse sweep.
    let mut y_bar = ::chainrule::__private::zero_tangent(&y);
    y_bar[0] = 1.0;
    let mut x_bar = ::chainrule::__private::zero_tangent(x);
    let mut slope_bar = ::chainrule::__private::vec![0.0; n];
    let mut square_bar = ::chainrule::__private::vec![0.0; n];
    let mut x_bar_carried: f64 = 0.0;
    for counter in (0..steps).rev() {
        let y_bar_view = &y_bar[..n];
        let slope_bar_view = &mut slope_bar[..n];
        let square_bar_view = &mut square_bar[..n];
        for i_2 in 0..n {
            let bar = y_bar_view[i_2];
            let v0_bar = 0.1 * bar;
            slope_bar_view[i_2] = v0_bar;
            square_bar_view[i_2] = -v0_bar;
        }
        tape.pop_slice(&mut y[0..n]);
        slope[0] = x[0] * y[0];
        if 1 < n {
            let x_view = &x[..n];
            let y_view = &y[..(n - 1)];
            let slope_view = &mut slope[..n];
            for i in 1..n {
                slope_view[i] = x_view[i] * y_view[i - 1];
            }
        }
        let slope_view_1 = &slope[..n];
        let slope_bar_view_1 = &mut slope_bar[..n];
        let square_bar_view_1 = &square_bar[..n];
        for i_1 in 0..n {
            let bar_1 = square_bar_view_1[i_1];
            slope_bar_view_1[i_1] += 2.0 * slope_view_1[i_1] * bar_1;
        }
        if 1 < n {
            let x_view_1 = &x[..n];
            let y_view_1 = &y[..(n - 1)];
            let y_bar_view_1 = &mut y_bar[..(n - 1)];
            let x_bar_view = &mut x_bar[..n];
            let slope_bar_view_2 = &slope_bar[..n];
            (|
                x_view_1: &[f64],
                y_view_1: &[f64],
                y_bar_view_1: &mut [f64],
                x_bar_view: &mut [f64],
                slope_bar_view_2: &[f64]|
            {
                for i in 1..n {
                    let bar_2 = slope_bar_view_2[i];
                    x_bar_view[i] += y_view_1[i - 1] * bar_2;
                    y_bar_view_1[i - 1] += x_view_1[i] * bar_2;
                }
            })(x_view_1, y_view_1, y_bar_view_1, x_bar_view, slope_bar_view_2);
        }
        let bar_3 = slope_bar[0];
        x_bar_carried += y[0] * bar_3;
        y_bar[0] += x[0] * bar_3;
    }
    if 0 < steps {
        x_bar[0] += x_bar_carried;
    }
    ::chainrule::__private::accumulate_elements(&mut x_bar[..], y_bar);
    (value, x_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct scratch_buffers {}
#[doc(hidden)]
impl scratch_buffers {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: &[f64],
        steps: usize,
        steps_by: impl ::chainrule::__private::Handover<usize>,
    ) -> f64 {
        let n: usize = x.len();
        let mut y = x.to_vec();
        let mut slope = ::chainrule::__private::vec![0.0; n];
        let mut square = ::chainrule::__private::vec![0.0; n];
        for counter in 0..steps {
            slope[0] = x[0] * y[0];
            if 1 < n {
                let x_view_2 = &x[..n];
                let y_view_2 = &y[..(n - 1)];
                let slope_view_2 = &mut slope[..n];
                for i in 1..n {
                    slope_view_2[i] = x_view_2[i] * y_view_2[i - 1];
                }
            }
            let slope_view_3 = &slope[..n];
            let square_view = &mut square[..n];
            for i_1 in 0..n {
                square_view[i_1] = slope_view_3[i_1] * slope_view_3[i_1];
            }
            tape.push_slice(&y[0..n]);
            let y_view_3 = &mut y[..n];
            let slope_view_4 = &slope[..n];
            let square_view_1 = &square[..n];
            for i_2 in 0..n {
                let v0 = slope_view_4[i_2] - square_view_1[i_2];
                y_view_3[i_2] += 0.1 * v0;
            }
        }
        let value = y[0];
        ::chainrule::__private::Handover::record(steps_by, steps, tape);
        tape.push_vec(&y);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        x: &[f64],
        x_bar: &mut [f64],
        x_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
        steps_by: impl ::chainrule::__private::Handover<usize>,
    ) -> ((),) {
        let mut y = tape.pop::<::chainrule::__private::Vec<f64>>();
        let steps = ::chainrule::__private::Handover::restore(steps_by, tape);
        let n: usize = x.len();
        let mut slope = ::chainrule::__private::vec![0.0; n];
        let mut y_bar = ::chainrule::__private::zero_tangent(&y);
        y_bar[0] = value_bar;
        let mut slope_bar = ::chainrule::__private::vec![0.0; n];
        let mut square_bar = ::chainrule::__private::vec![0.0; n];
        let mut x_bar_carried: f64 = 0.0;
        for counter in (0..steps).rev() {
            let y_bar_view = &y_bar[..n];
            let slope_bar_view = &mut slope_bar[..n];
            let square_bar_view = &mut square_bar[..n];
            for i_2 in 0..n {
                let bar = y_bar_view[i_2];
                let v0_bar = 0.1 * bar;
                slope_bar_view[i_2] = v0_bar;
                square_bar_view[i_2] = -v0_bar;
            }
            tape.pop_slice(&mut y[0..n]);
            slope[0] = x[0] * y[0];
            if 1 < n {
                let x_view = &x[..n];
                let y_view = &y[..(n - 1)];
                let slope_view = &mut slope[..n];
                for i in 1..n {
                    slope_view[i] = x_view[i] * y_view[i - 1];
                }
            }
            let slope_view_1 = &slope[..n];
            let slope_bar_view_1 = &mut slope_bar[..n];
            let square_bar_view_1 = &square_bar[..n];
            for i_1 in 0..n {
                let bar_1 = square_bar_view_1[i_1];
                slope_bar_view_1[i_1] += 2.0 * slope_view_1[i_1] * bar_1;
            }
            if 1 < n {
                let x_view_1 = &x[..n];
                let y_view_1 = &y[..(n - 1)];
                let x_bar_view = if ::chainrule::__private::is_active(x_is) {
                    &mut x_bar[..n]
                } else {
                    &mut x_bar[..0]
                };
                let y_bar_view_1 = &mut y_bar[..(n - 1)];
                let slope_bar_view_2 = &slope_bar[..n];
                (|
                    x_view_1: &[f64],
                    y_view_1: &[f64],
                    x_bar_view: &mut [f64],
                    y_bar_view_1: &mut [f64],
                    slope_bar_view_2: &[f64]|
                {
                    for i in 1..n {
                        let bar_2 = slope_bar_view_2[i];
                        if ::chainrule::__private::is_active(x_is) {
                            x_bar_view[i] += y_view_1[i - 1] * bar_2;
                        }
                        y_bar_view_1[i - 1] += x_view_1[i] * bar_2;
                    }
                })(x_view_1, y_view_1, x_bar_view, y_bar_view_1, slope_bar_view_2);
            }
            let bar_3 = slope_bar[0];
            x_bar_carried += y[0] * bar_3;
            y_bar[0] += x[0] * bar_3;
        }
        if 0 < steps {
            if ::chainrule::__private::is_active(x_is) {
                x_bar[0] += x_bar_carried;
            }
        }
        if ::chainrule::__private::is_active(x_is) {
            ::chainrule::__private::accumulate_elements(&mut x_bar[..], y_bar);
        }
        ((),)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        x: &[f64],
        steps: usize,
    ) -> f64 {
        Self::forward_with(tape, x, steps, ::chainrule::__private::ByTape)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        x: &[f64],
        x_bar: &mut [f64],
        x_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> ((),) {
        Self::reverse_with(
            tape,
            x,
            x_bar,
            x_is,
            value_bar,
            ::chainrule::__private::ByTape,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        x: &[f64],
        x_bar: &mut [f64],
        x_is: impl ::chainrule::__private::Activity,
        steps: usize,
        value_bar: f64,
    ) -> (f64, ((),)) {
        let n: usize = x.len();
        let mut y = x.to_vec();
        let mut slope = ::chainrule::__private::vec![0.0; n];
        let mut square = ::chainrule::__private::vec![0.0; n];
        for counter in 0..steps {
            slope[0] = x[0] * y[0];
            if 1 < n {
                let x_view_2 = &x[..n];
                let y_view_2 = &y[..(n - 1)];
                let slope_view_2 = &mut slope[..n];
                for i in 1..n {
                    slope_view_2[i] = x_view_2[i] * y_view_2[i - 1];
                }
            }
            let slope_view_3 = &slope[..n];
            let square_view = &mut square[..n];
            for i_1 in 0..n {
                square_view[i_1] = slope_view_3[i_1] * slope_view_3[i_1];
            }
            tape.push_slice(&y[0..n]);
            let y_view_3 = &mut y[..n];
            let slope_view_4 = &slope[..n];
            let square_view_1 = &square[..n];
            for i_2 in 0..n {
                let v0 = slope_view_4[i_2] - square_view_1[i_2];
                y_view_3[i_2] += 0.1 * v0;
            }
        }
        let value = y[0];
        let mut y_bar = ::chainrule::__private::zero_tangent(&y);
        y_bar[0] = value_bar;
        let mut slope_bar = ::chainrule::__private::vec![0.0; n];
        let mut square_bar = ::chainrule::__private::vec![0.0; n];
        let mut x_bar_carried: f64 = 0.0;
        for counter in (0..steps).rev() {
            let y_bar_view = &y_bar[..n];
            let slope_bar_view = &mut slope_bar[..n];
            let square_bar_view = &mut square_bar[..n];
            for i_2 in 0..n {
                let bar = y_bar_view[i_2];
                let v0_bar = 0.1 * bar;
                slope_bar_view[i_2] = v0_bar;
                square_bar_view[i_2] = -v0_bar;
            }
            tape.pop_slice(&mut y[0..n]);
            slope[0] = x[0] * y[0];
            if 1 < n {
                let x_view = &x[..n];
                let y_view = &y[..(n - 1)];
                let slope_view = &mut slope[..n];
                for i in 1..n {
                    slope_view[i] = x_view[i] * y_view[i - 1];
                }
            }
            let slope_view_1 = &slope[..n];
            let slope_bar_view_1 = &mut slope_bar[..n];
            let square_bar_view_1 = &square_bar[..n];
            for i_1 in 0..n {
                let bar_1 = square_bar_view_1[i_1];
                slope_bar_view_1[i_1] += 2.0 * slope_view_1[i_1] * bar_1;
            }
            if 1 < n {
                let x_view_1 = &x[..n];
                let y_view_1 = &y[..(n - 1)];
                let x_bar_view = if ::chainrule::__private::is_active(x_is) {
                    &mut x_bar[..n]
                } else {
                    &mut x_bar[..0]
                };
                let y_bar_view_1 = &mut y_bar[..(n - 1)];
                let slope_bar_view_2 = &slope_bar[..n];
                (|
                    x_view_1: &[f64],
                    y_view_1: &[f64],
                    x_bar_view: &mut [f64],
                    y_bar_view_1: &mut [f64],
                    slope_bar_view_2: &[f64]|
                {
                    for i in 1..n {
                        let bar_2 = slope_bar_view_2[i];
                        if ::chainrule::__private::is_active(x_is) {
                            x_bar_view[i] += y_view_1[i - 1] * bar_2;
                        }
                        y_bar_view_1[i - 1] += x_view_1[i] * bar_2;
                    }
                })(x_view_1, y_view_1, x_bar_view, y_bar_view_1, slope_bar_view_2);
            }
            let bar_3 = slope_bar[0];
            x_bar_carried += y[0] * bar_3;
            y_bar[0] += x[0] * bar_3;
        }
        if 0 < steps {
            if ::chainrule::__private::is_active(x_is) {
                x_bar[0] += x_bar_carried;
            }
        }
        if ::chainrule::__private::is_active(x_is) {
            ::chainrule::__private::accumulate_elements(&mut x_bar[..], y_bar);
        }
        (value, ((),))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: &[f64],
        x_dot: &[f64],
        x_is: impl ::chainrule::__private::Activity,
        steps: usize,
        _: impl ::chainrule::__private::HeldDot,
    ) -> (f64, f64) {
        let n: usize = x.len();
        let mut y_dot = (if ::chainrule::__private::is_active(x_is) {
            x_dot.to_vec()
        } else {
            ::chainrule::__private::field_zero(&x.to_vec())
        });
        let mut y = x.to_vec();
        let mut slope_dot = ::chainrule::__private::vec![0.0; n];
        let mut slope = ::chainrule::__private::vec![0.0; n];
        let mut square_dot = ::chainrule::__private::vec![0.0; n];
        let mut square = ::chainrule::__private::vec![0.0; n];
        for counter in 0..steps {
            slope[0] = x[0] * y[0];
            slope_dot[0] = (if ::chainrule::__private::is_active(x_is) {
                y[0] * x_dot[0]
            } else {
                -0.0
            }) + x[0] * y_dot[0];
            for i in 1..n {
                slope[i] = x[i] * y[i - 1];
                slope_dot[i] = (if ::chainrule::__private::is_active(x_is) {
                    y[i - 1] * x_dot[i]
                } else {
                    -0.0
                }) + x[i] * y_dot[i - 1];
            }
            for i_1 in 0..n {
                square[i_1] = slope[i_1] * slope[i_1];
                square_dot[i_1] = 2.0 * slope[i_1] * slope_dot[i_1];
            }
            for i_2 in 0..n {
                let v0 = slope[i_2] - square[i_2];
                let v0_dot = slope_dot[i_2] - square_dot[i_2];
                y_dot[i_2] += 0.1 * v0_dot;
                y[i_2] += 0.1 * v0;
            }
        }
        let value = y[0];
        let value_dot = y_dot[0];
        (value, value_dot)
    }
}
