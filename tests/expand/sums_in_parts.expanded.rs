use chainrule::differentiate;
#[allow(dead_code)]
pub fn sums_in_parts(x: &[f64], a: &[f64]) -> f64 {
    let mut total = 0.0;
    for i in 0..x.len() {
        for j in 0..x.len() {
            total += x[i] * a[i * x.len() + j] * x[j];
        }
    }
    total
}
/// Gradient of [`sums_in_parts`] with respect to `x` and `a`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_sums_in_parts(
    x: &[f64],
    a: &[f64],
) -> (::chainrule::__private::Vec<f64>, ::chainrule::__private::Vec<f64>) {
    /// Forward sweep.
    let mut total: f64 = 0.0;
    /// Reverse sweep.
    let mut x_bar = ::chainrule::__private::zero_tangent(x);
    let mut a_bar = ::chainrule::__private::zero_tangent(a);
    for i in 0..x.len() {
        let mut x_bar_carried: f64 = 0.0;
        if 0 < x.len() {
            let x_bar_view = &mut x_bar[..x.len()];
            let x_view = &x[..(x.len())];
            let a_view = &a[(i * x.len())..][..(x.len())];
            let a_bar_view = &mut a_bar[(i * x.len())..][..(x.len())];
            (|
                x: &[f64],
                x_bar_view: &mut [f64],
                x_view: &[f64],
                a_view: &[f64],
                a_bar_view: &mut [f64]|
            {
                for j in 0..x.len() {
                    let v0 = x[i] * a_view[j];
                    total += v0 * x_view[j];
                    let v0_bar = x_view[j];
                    x_bar_view[j] += v0;
                    x_bar_carried += a_view[j] * v0_bar;
                    a_bar_view[j] += x[i] * v0_bar;
                }
            })(x, x_bar_view, x_view, a_view, a_bar_view);
        }
        if 0 < x.len() {
            x_bar[i] += x_bar_carried;
        }
    }
    (x_bar, a_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct sums_in_parts {}
#[doc(hidden)]
impl sums_in_parts {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        x: &[f64],
        a: &[f64],
    ) -> f64 {
        let mut total: f64 = 0.0;
        for i in 0..x.len() {
            if 0 < x.len() {
                let x_view_1 = &x[..(x.len())];
                let a_view_1 = &a[(i * x.len())..][..(x.len())];
                for j in 0..x.len() {
                    let v0 = x[i] * a_view_1[j];
                    total += v0 * x_view_1[j];
                }
            }
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
        a: &[f64],
        a_bar: &mut [f64],
        a_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> () {
        for i in 0..x.len() {
            let mut x_bar_carried: f64 = 0.0;
            if 0 < x.len() {
                let x_bar_view = if ::chainrule::__private::is_active(x_is) {
                    &mut x_bar[..x.len()]
                } else {
                    &mut x_bar[..0]
                };
                let x_view = &x[..(x.len())];
                let a_view = &a[(i * x.len())..][..(x.len())];
                let a_bar_view = if ::chainrule::__private::is_active(a_is) {
                    &mut a_bar[(i * x.len())..][..(x.len())]
                } else {
                    &mut a_bar[..0]
                };
                let factor = x[i];
                [x_bar_carried] = ::chainrule::__private::partial_sums(
                    [x_view, a_view],
                    [x_bar_view, a_bar_view],
                    [x_bar_carried],
                    |[x_1, a_1], [mut x_bar_1, mut a_bar_1], [mut x_bar_carried]| {
                        let v0 = factor * a_1;
                        let v0_bar = x_1 * value_bar;
                        if ::chainrule::__private::is_active(x_is) {
                            x_bar_1 += v0 * value_bar;
                        }
                        x_bar_carried += a_1 * v0_bar;
                        if ::chainrule::__private::is_active(a_is) {
                            a_bar_1 += factor * v0_bar;
                        }
                        ([x_bar_1, a_bar_1], [x_bar_carried])
                    },
                );
            }
            if 0 < x.len() {
                if ::chainrule::__private::is_active(x_is) {
                    x_bar[i] += x_bar_carried;
                }
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
        a: &[f64],
        a_bar: &mut [f64],
        a_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (f64, ()) {
        let mut total: f64 = 0.0;
        for i in 0..x.len() {
            let mut x_bar_carried: f64 = 0.0;
            if 0 < x.len() {
                let x_bar_view = if ::chainrule::__private::is_active(x_is) {
                    &mut x_bar[..x.len()]
                } else {
                    &mut x_bar[..0]
                };
                let x_view = &x[..(x.len())];
                let a_view = &a[(i * x.len())..][..(x.len())];
                let a_bar_view = if ::chainrule::__private::is_active(a_is) {
                    &mut a_bar[(i * x.len())..][..(x.len())]
                } else {
                    &mut a_bar[..0]
                };
                (|
                    x: &[f64],
                    x_bar_view: &mut [f64],
                    x_view: &[f64],
                    a_view: &[f64],
                    a_bar_view: &mut [f64]|
                {
                    for j in 0..x.len() {
                        let v0 = x[i] * a_view[j];
                        total += v0 * x_view[j];
                        let v0_bar = x_view[j] * value_bar;
                        if ::chainrule::__private::is_active(x_is) {
                            x_bar_view[j] += v0 * value_bar;
                        }
                        x_bar_carried += a_view[j] * v0_bar;
                        if ::chainrule::__private::is_active(a_is) {
                            a_bar_view[j] += x[i] * v0_bar;
                        }
                    }
                })(x, x_bar_view, x_view, a_view, a_bar_view);
            }
            if 0 < x.len() {
                if ::chainrule::__private::is_active(x_is) {
                    x_bar[i] += x_bar_carried;
                }
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
        a: &[f64],
        a_dot: &[f64],
        a_is: impl ::chainrule::__private::Activity,
    ) -> (f64, f64) {
        let mut total: f64 = 0.0;
        let mut total_dot: f64 = 0.0;
        for i in 0..x.len() {
            for j in 0..x.len() {
                let v0 = x[i] * a[i * x.len() + j];
                let v0_dot = (if ::chainrule::__private::is_active(x_is) {
                    a[i * x.len() + j] * x_dot[i]
                } else {
                    0.0
                })
                    + (if ::chainrule::__private::is_active(a_is) {
                        x[i] * a_dot[i * x.len() + j]
                    } else {
                        -0.0
                    });
                total_dot
                    += x[j] * v0_dot
                        + (if ::chainrule::__private::is_active(x_is) {
                            v0 * x_dot[j]
                        } else {
                            -0.0
                        });
                total += v0 * x[j];
            }
        }
        (total, total_dot)
    }
}
