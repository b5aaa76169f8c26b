use chainrule::differentiate;
#[allow(dead_code)]
/// A dot product: a sum of a map of a zip.
pub fn iterator_sum(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}
/// Value and gradient of [`iterator_sum`] with respect to `x` and `y`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_iterator_sum(
    x: &[f64],
    y: &[f64],
) -> (f64, (::chainrule::__private::Vec<f64>, ::chainrule::__private::Vec<f64>)) {
    /// Forward sweep.
    let mut total: f64 = 0.0;
    /// Reverse sweep.
    let mut x_bar = ::chainrule::__private::zero_tangent(x);
    let mut y_bar = ::chainrule::__private::zero_tangent(y);
    let x_view = &x[..(::core::cmp::Ord::min(x.len(), y.len()))];
    let y_view = &y[..(::core::cmp::Ord::min(x.len(), y.len()))];
    let x_bar_view = &mut x_bar[..(::core::cmp::Ord::min(x.len(), y.len()))];
    let y_bar_view = &mut y_bar[..(::core::cmp::Ord::min(x.len(), y.len()))];
    for k in 0..(::core::cmp::Ord::min(x.len(), y.len())) {
        total += x_view[k] * y_view[k];
        x_bar_view[k] = y_view[k];
        y_bar_view[k] = x_view[k];
    }
    let value = total;
    (value, (x_bar, y_bar))
}
/// Gradient of [`iterator_sum`] with respect to `x` and `y`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_iterator_sum(
    x: &[f64],
    y: &[f64],
) -> (::chainrule::__private::Vec<f64>, ::chainrule::__private::Vec<f64>) {
    value_and_grad_iterator_sum(x, y).1
}
/// Adds the gradient of [`iterator_sum`] with respect to `x` and `y` into the buffers, and returns the value.
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn accumulate_grad_iterator_sum(
    x: &[f64],
    x_bar: &mut [f64],
    y: &[f64],
    y_bar: &mut [f64],
) -> f64 {
    ::chainrule::__private::check_shadow("x", &*x, &*x_bar);
    ::chainrule::__private::check_shadow("y", &*y, &*y_bar);
    let (value, bars) = iterator_sum::sweep(
        &mut ::chainrule::__private::Tape::new(),
        x,
        x_bar,
        ::chainrule::__private::Active,
        y,
        y_bar,
        ::chainrule::__private::Active,
        1.0,
    );
    value
}
/// Value of [`iterator_sum`], and its pullback: from an adjoint of the result to the adjoints of the arguments.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn vjp_iterator_sum<'borrowed_1, 'borrowed_0>(
    x: &'borrowed_0 [f64],
    y: &'borrowed_1 [f64],
) -> (
    f64,
    impl ::core::ops::Fn(
        f64,
    ) -> (
            ::chainrule::__private::Vec<f64>,
            ::chainrule::__private::Vec<f64>,
        ) + use<'borrowed_0, 'borrowed_1>,
) {
    /// Forward sweep.
    let mut total: f64 = 0.0;
    let x_view_1 = &x[..(::core::cmp::Ord::min(x.len(), y.len()))];
    let y_view_1 = &y[..(::core::cmp::Ord::min(x.len(), y.len()))];
    for k in 0..(::core::cmp::Ord::min(x.len(), y.len())) {
        total += x_view_1[k] * y_view_1[k];
    }
    let value = total;
    (
        value,
        move |value_bar: f64| {
            /// Reverse sweep.
            let mut x_bar: ::chainrule::__private::Vec<f64> = ::chainrule::__private::Vec::with_capacity(
                x.len(),
            );
            let mut y_bar = ::chainrule::__private::zero_tangent(y);
            let x_view = &x[..(::core::cmp::Ord::min(x.len(), y.len()))];
            let y_view = &y[..(::core::cmp::Ord::min(x.len(), y.len()))];
            let y_bar_view = &mut y_bar[..(::core::cmp::Ord::min(x.len(), y.len()))];
            x_bar
                .extend(
                    (0..::core::cmp::Ord::min(x.len(), y.len()))
                        .map(|k| {
                            y_bar_view[k] = x_view[k] * value_bar;
                            y_view[k] * value_bar
                        }),
                );
            x_bar.resize(x.len(), 0.0);
            (x_bar, y_bar)
        },
    )
}
/// Value and tangent of [`iterator_sum`], by forward mode: each of `x` and `y` is followed by its tangent.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn jvp_iterator_sum(
    x: &[f64],
    x_dot: &[f64],
    y: &[f64],
    y_dot: &[f64],
) -> (f64, f64) {
    ::chainrule::__private::check_tangent("x", &*x, &*x_dot);
    ::chainrule::__private::check_tangent("y", &*y, &*y_dot);
    let mut total: f64 = 0.0;
    let mut total_dot: f64 = 0.0;
    for k in 0..(::core::cmp::Ord::min(x.len(), y.len())) {
        total_dot += y[k] * x_dot[k] + x[k] * y_dot[k];
        total += x[k] * y[k];
    }
    (total, total_dot)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct iterator_sum {}
#[doc(hidden)]
impl iterator_sum {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        x: &[f64],
        y: &[f64],
    ) -> f64 {
        let mut total: f64 = 0.0;
        let x_view_1 = &x[..(::core::cmp::Ord::min(x.len(), y.len()))];
        let y_view_1 = &y[..(::core::cmp::Ord::min(x.len(), y.len()))];
        for k in 0..(::core::cmp::Ord::min(x.len(), y.len())) {
            total += x_view_1[k] * y_view_1[k];
        }
        let value = total;
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
        y: &[f64],
        y_bar: &mut [f64],
        y_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> () {
        let x_view = &x[..(::core::cmp::Ord::min(x.len(), y.len()))];
        let y_view = &y[..(::core::cmp::Ord::min(x.len(), y.len()))];
        let x_bar_view = if ::chainrule::__private::is_active(x_is) {
            &mut x_bar[..(::core::cmp::Ord::min(x.len(), y.len()))]
        } else {
            &mut x_bar[..0]
        };
        let y_bar_view = if ::chainrule::__private::is_active(y_is) {
            &mut y_bar[..(::core::cmp::Ord::min(x.len(), y.len()))]
        } else {
            &mut y_bar[..0]
        };
        for k in 0..(::core::cmp::Ord::min(x.len(), y.len())) {
            if ::chainrule::__private::is_active(x_is) {
                x_bar_view[k] += y_view[k] * value_bar;
            }
            if ::chainrule::__private::is_active(y_is) {
                y_bar_view[k] += x_view[k] * value_bar;
            }
        }
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
        y: &[f64],
        y_bar: &mut [f64],
        y_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (f64, ()) {
        let mut total: f64 = 0.0;
        let x_view = &x[..(::core::cmp::Ord::min(x.len(), y.len()))];
        let y_view = &y[..(::core::cmp::Ord::min(x.len(), y.len()))];
        let x_bar_view = if ::chainrule::__private::is_active(x_is) {
            &mut x_bar[..(::core::cmp::Ord::min(x.len(), y.len()))]
        } else {
            &mut x_bar[..0]
        };
        let y_bar_view = if ::chainrule::__private::is_active(y_is) {
            &mut y_bar[..(::core::cmp::Ord::min(x.len(), y.len()))]
        } else {
            &mut y_bar[..0]
        };
        for k in 0..(::core::cmp::Ord::min(x.len(), y.len())) {
            total += x_view[k] * y_view[k];
            if ::chainrule::__private::is_active(x_is) {
                x_bar_view[k] += y_view[k] * value_bar;
            }
            if ::chainrule::__private::is_active(y_is) {
                y_bar_view[k] += x_view[k] * value_bar;
            }
        }
        let value = total;
        (value, ())
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: &[f64],
        x_dot: &[f64],
        x_is: impl ::chainrule::__private::Activity,
        y: &[f64],
        y_dot: &[f64],
        y_is: impl ::chainrule::__private::Activity,
    ) -> (f64, f64) {
        let mut total: f64 = 0.0;
        let mut total_dot: f64 = 0.0;
        for k in 0..(::core::cmp::Ord::min(x.len(), y.len())) {
            total_dot
                += (if ::chainrule::__private::is_active(x_is) {
                    y[k] * x_dot[k]
                } else {
                    0.0
                })
                    + (if ::chainrule::__private::is_active(y_is) {
                        x[k] * y_dot[k]
                    } else {
                        -0.0
                    });
            total += x[k] * y[k];
        }
        (total, total_dot)
    }
}
