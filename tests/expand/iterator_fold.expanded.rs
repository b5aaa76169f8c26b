use chainrule::differentiate;
#[allow(dead_code)]
/// The logarithm of a sum of exponentials, by two folds.
pub fn iterator_fold(x: &[f64]) -> f64 {
    let largest = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let sum = x.iter().fold(0.0, |sum, x| sum + (x - largest).exp());
    largest + sum.ln()
}
/// Value and gradient of [`iterator_fold`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_iterator_fold(
    x: &[f64],
) -> (f64, ::chainrule::__private::Vec<f64>) {
    /// Forward sweep.
    let mut largest: f64 = f64::NEG_INFINITY;
    for k in 0..x.len() {
        let v0 = largest.max(x[k]);
        largest = v0;
    }
    let mut sum: f64 = 0.0;
    let mut largest_bar_part: f64 = 0.0;
    let mut x_bar = ::chainrule::__private::zero_tangent(x);
    let x_bar_view_1 = &mut x_bar[..x.len()];
    for k_1 in 0..x.len() {
        let v1 = x[k_1] - largest;
        let v2 = v1.exp();
        sum += v2;
        let v1_bar = v2;
        x_bar_view_1[k_1] += v1_bar;
        largest_bar_part -= v1_bar;
    }
    let v3 = sum.ln();
    let value = largest + v3;
    /// Reverse sweep.
    let mut largest_bar: f64 = 1.0;
    let sum_bar = ::chainrule::rules::ln(sum, 1.0);
    let x_bar_view = &mut x_bar[..x.len()];
    for k_1 in 0..x.len() {
        x_bar_view[k_1] *= sum_bar;
    }
    largest_bar += largest_bar_part * sum_bar;
    for k in (0..x.len()).rev() {
        if (x[k]) == largest {
            x_bar[k] += largest_bar;
            largest_bar = 0.0;
        }
    }
    (value, x_bar)
}
/// Gradient of [`iterator_fold`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_iterator_fold(x: &[f64]) -> ::chainrule::__private::Vec<f64> {
    value_and_grad_iterator_fold(x).1
}
/// Adds the gradient of [`iterator_fold`] with respect to `x` into the buffers, and returns the value.
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn accumulate_grad_iterator_fold(x: &[f64], x_bar: &mut [f64]) -> f64 {
    ::chainrule::__private::check_shadow("x", &*x, &*x_bar);
    let (value, bars) = iterator_fold::sweep(
        &mut ::chainrule::__private::Tape::new(),
        x,
        x_bar,
        ::chainrule::__private::Active,
        1.0,
    );
    value
}
/// Value of [`iterator_fold`], and its pullback: from an adjoint of the result to the adjoints of the arguments.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn vjp_iterator_fold<'borrowed_0>(
    x: &'borrowed_0 [f64],
) -> (
    f64,
    impl ::core::ops::Fn(f64) -> ::chainrule::__private::Vec<f64> + use<'borrowed_0>,
) {
    /// Forward sweep.
    let mut largest: f64 = f64::NEG_INFINITY;
    for k in 0..x.len() {
        let v0 = largest.max(x[k]);
        largest = v0;
    }
    let mut sum: f64 = 0.0;
    for k_1 in 0..x.len() {
        let v1 = x[k_1] - largest;
        let v2 = v1.exp();
        sum += v2;
    }
    let v3 = sum.ln();
    let value = largest + v3;
    (
        value,
        move |value_bar: f64| {
            /// Reverse sweep.
            let mut largest_bar = value_bar;
            let sum_bar = ::chainrule::rules::ln(sum, value_bar);
            let mut x_bar = ::chainrule::__private::zero_tangent(x);
            let x_bar_view = &mut x_bar[..x.len()];
            for k_1 in 0..x.len() {
                let v1 = x[k_1] - largest;
                let v2 = v1.exp();
                let v2_bar = sum_bar;
                let v1_bar = v2 * v2_bar;
                x_bar_view[k_1] = v1_bar;
                largest_bar -= v1_bar;
            }
            for k in (0..x.len()).rev() {
                if (x[k]) == largest {
                    x_bar[k] += largest_bar;
                    largest_bar = 0.0;
                }
            }
            x_bar
        },
    )
}
/// Value and tangent of [`iterator_fold`], by forward mode: each of `x` is followed by its tangent.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn jvp_iterator_fold(x: &[f64], x_dot: &[f64]) -> (f64, f64) {
    ::chainrule::__private::check_tangent("x", &*x, &*x_dot);
    let mut largest: f64 = f64::NEG_INFINITY;
    let mut largest_dot: f64 = 0.0;
    for k in 0..x.len() {
        largest_dot = ::chainrule::rules::max_tangent(
            largest,
            x[k],
            largest_dot,
            x_dot[k],
        );
        largest = largest.max(x[k]);
    }
    let mut sum: f64 = 0.0;
    let mut sum_dot: f64 = 0.0;
    for k_1 in 0..x.len() {
        let v1 = x[k_1] - largest;
        let v1_dot = x_dot[k_1] - largest_dot;
        let v2 = v1.exp();
        sum_dot += v2 * v1_dot;
        sum += v2;
    }
    let v3 = sum.ln();
    let v3_dot = ::chainrule::rules::ln(sum, sum_dot);
    let value = largest + v3;
    let value_dot = largest_dot + v3_dot;
    (value, value_dot)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct iterator_fold {}
#[doc(hidden)]
impl iterator_fold {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, x: &[f64]) -> f64 {
        let mut largest: f64 = f64::NEG_INFINITY;
        let [largest_column] = tape.columns(x.len());
        let largest_column_view = &mut largest_column[..x.len()];
        for k in 0..x.len() {
            let v0 = largest.max(x[k]);
            largest_column_view[k] = largest;
            largest = v0;
        }
        let mut sum: f64 = 0.0;
        let [v2_column] = tape.columns(x.len());
        let v2_column_view = &mut v2_column[..x.len()];
        for k_1 in 0..x.len() {
            let v1 = x[k_1] - largest;
            let v2 = v1.exp();
            sum += v2;
            v2_column_view[k_1] = v2;
        }
        let v3 = sum.ln();
        let value = largest + v3;
        tape.push(sum);
        value
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
    ) -> () {
        let mut sum = tape.pop::<f64>();
        let mut largest: f64 = 0.0;
        let mut largest_bar = value_bar;
        let sum_bar = ::chainrule::rules::ln(sum, value_bar);
        let [v2_column_1] = tape.last_columns(x.len());
        let x_bar_view = if ::chainrule::__private::is_active(x_is) {
            &mut x_bar[..x.len()]
        } else {
            &mut x_bar[..0]
        };
        let v2_column_1_view = &v2_column_1[..x.len()];
        [largest_bar] = ::chainrule::__private::partial_sums(
            [v2_column_1_view],
            [x_bar_view],
            [largest_bar],
            |[v2_column_1_1], [mut x_bar_1], [mut largest_bar]| {
                let v2 = v2_column_1_1;
                let v2_bar = sum_bar;
                let v1_bar = v2 * v2_bar;
                if ::chainrule::__private::is_active(x_is) {
                    x_bar_1 += v1_bar;
                }
                largest_bar -= v1_bar;
                ([x_bar_1], [largest_bar])
            },
        );
        tape.drop_columns(1usize, x.len());
        let [largest_column_1] = tape.last_columns(x.len());
        let x_bar_view_1 = if ::chainrule::__private::is_active(x_is) {
            &mut x_bar[..x.len()]
        } else {
            &mut x_bar[..0]
        };
        let largest_column_1_view = &largest_column_1[..x.len()];
        for k in (0..x.len()).rev() {
            largest = largest_column_1_view[k];
            let v0_bar = largest_bar;
            let bars = ::chainrule::rules::max(largest, x[k], v0_bar);
            largest_bar = bars.0;
            if ::chainrule::__private::is_active(x_is) {
                x_bar_view_1[k] += bars.1;
            }
        }
        tape.drop_columns(1usize, x.len());
        ()
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        x: &[f64],
        x_bar: &mut [f64],
        x_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (f64, ()) {
        let mut largest: f64 = f64::NEG_INFINITY;
        for k in 0..x.len() {
            let v0 = largest.max(x[k]);
            largest = v0;
        }
        let mut sum: f64 = 0.0;
        for k_1 in 0..x.len() {
            let v1 = x[k_1] - largest;
            let v2 = v1.exp();
            sum += v2;
        }
        let v3 = sum.ln();
        let value = largest + v3;
        let mut largest_bar = value_bar;
        let sum_bar = ::chainrule::rules::ln(sum, value_bar);
        let x_bar_view = if ::chainrule::__private::is_active(x_is) {
            &mut x_bar[..x.len()]
        } else {
            &mut x_bar[..0]
        };
        for k_1 in 0..x.len() {
            let v1 = x[k_1] - largest;
            let v2 = v1.exp();
            let v2_bar = sum_bar;
            let v1_bar = v2 * v2_bar;
            if ::chainrule::__private::is_active(x_is) {
                x_bar_view[k_1] += v1_bar;
            }
            largest_bar -= v1_bar;
        }
        for k in (0..x.len()).rev() {
            if (x[k]) == largest {
                if ::chainrule::__private::is_active(x_is) {
                    x_bar[k] += largest_bar;
                }
                largest_bar = 0.0;
            }
        }
        (value, ())
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: &[f64],
        x_dot: &[f64],
        x_is: impl ::chainrule::__private::Activity,
    ) -> (f64, f64) {
        let mut largest: f64 = f64::NEG_INFINITY;
        let mut largest_dot: f64 = 0.0;
        for k in 0..x.len() {
            largest_dot = ::chainrule::rules::max_tangent(
                largest,
                x[k],
                largest_dot,
                (if ::chainrule::__private::is_active(x_is) { x_dot[k] } else { 0.0 }),
            );
            largest = largest.max(x[k]);
        }
        let mut sum: f64 = 0.0;
        let mut sum_dot: f64 = 0.0;
        for k_1 in 0..x.len() {
            let v1 = x[k_1] - largest;
            let v1_dot = (if ::chainrule::__private::is_active(x_is) {
                x_dot[k_1]
            } else {
                -0.0
            }) - largest_dot;
            let v2 = v1.exp();
            sum_dot += v2 * v1_dot;
            sum += v2;
        }
        let v3 = sum.ln();
        let v3_dot = ::chainrule::rules::ln(sum, sum_dot);
        let value = largest + v3;
        let value_dot = largest_dot + v3_dot;
        (value, value_dot)
    }
}
