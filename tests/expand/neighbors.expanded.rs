use chainrule::differentiate;
#[allow(dead_code)]
pub fn neighbors(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 1 {
        let valley = x[i + 1] - x[i] * x[i];
        sum += 100.0 * valley * valley + (1.0 - x[i]).powi(2);
    }
    sum
}
/// Gradient of [`neighbors`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_neighbors(x: &[f64]) -> ::chainrule::__private::Vec<f64> {
    /// Reverse sweep.
    let mut x_bar: ::chainrule::__private::Vec<f64> = ::chainrule::__private::Vec::with_capacity(
        x.len(),
    );
    let mut x_bar_carried: f64 = 0.0;
    if 0 < x.len() - 1 {
        let x_view = &x[..(x.len() - 1)];
        let x_view_1 = &x[1..][..(x.len() - 1)];
        x_bar
            .extend(
                x_view
                    .iter()
                    .zip(x_view_1)
                    .map(|(&x_element, &x_1_element)| {
                        let v0 = x_element * x_element;
                        let valley = x_1_element - v0;
                        let v1 = 100.0 * valley;
                        let v3 = 1.0 - x_element;
                        let v3_bar = 2.0 * v3;
                        x_bar_carried -= v3_bar;
                        let valley_bar = v1 + 100.0 * valley;
                        let x_bar_sum = valley_bar;
                        let v0_bar = -valley_bar;
                        x_bar_carried += 2.0 * x_element * v0_bar;
                        let element = x_bar_carried;
                        x_bar_carried = x_bar_sum;
                        element
                    }),
            );
    }
    x_bar.resize(x.len(), 0.0);
    if 0 < x.len() - 1 {
        x_bar[x.len() - 1] += x_bar_carried;
    }
    x_bar
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct neighbors {}
#[doc(hidden)]
impl neighbors {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, x: &[f64]) -> f64 {
        let mut sum: f64 = 0.0;
        if 0 < x.len() - 1 {
            let x_view_2 = &x[..(x.len() - 1)];
            let x_view_3 = &x[1..][..(x.len() - 1)];
            for i in 0..(x.len() - 1) {
                let v0 = x_view_2[i] * x_view_2[i];
                let valley = x_view_3[i] - v0;
                let v1 = 100.0 * valley;
                let v2 = v1 * valley;
                let v3 = 1.0 - x_view_2[i];
                let v4 = v3.powi(2);
                sum += v2 + v4;
            }
        }
        let value = sum;
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
        let mut x_bar_carried: f64 = 0.0;
        if 0 < x.len() - 1 {
            let x_bar_view = if ::chainrule::__private::is_active(x_is) {
                &mut x_bar[..(x.len() - 1)]
            } else {
                &mut x_bar[..0]
            };
            let x_view = &x[..(x.len() - 1)];
            let x_view_1 = &x[1..][..(x.len() - 1)];
            for i in 0..(x.len() - 1) {
                let v0 = x_view[i] * x_view[i];
                let valley = x_view_1[i] - v0;
                let v1 = 100.0 * valley;
                let v3 = 1.0 - x_view[i];
                let v3_bar = 2.0 * v3 * value_bar;
                x_bar_carried -= v3_bar;
                let v1_bar = valley * value_bar;
                let valley_bar = v1 * value_bar + 100.0 * v1_bar;
                let x_bar_sum = valley_bar;
                let v0_bar = -valley_bar;
                x_bar_carried += 2.0 * x_view[i] * v0_bar;
                if ::chainrule::__private::is_active(x_is) {
                    x_bar_view[i] += x_bar_carried;
                }
                x_bar_carried = x_bar_sum;
            }
        }
        if 0 < x.len() - 1 {
            if ::chainrule::__private::is_active(x_is) {
                x_bar[x.len() - 1] += x_bar_carried;
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
        value_bar: f64,
    ) -> (f64, ()) {
        let mut sum: f64 = 0.0;
        let mut x_bar_carried: f64 = 0.0;
        if 0 < x.len() - 1 {
            let x_bar_view = if ::chainrule::__private::is_active(x_is) {
                &mut x_bar[..(x.len() - 1)]
            } else {
                &mut x_bar[..0]
            };
            let x_view = &x[..(x.len() - 1)];
            let x_view_1 = &x[1..][..(x.len() - 1)];
            for i in 0..(x.len() - 1) {
                let v0 = x_view[i] * x_view[i];
                let valley = x_view_1[i] - v0;
                let v1 = 100.0 * valley;
                let v2 = v1 * valley;
                let v3 = 1.0 - x_view[i];
                let v4 = v3.powi(2);
                sum += v2 + v4;
                let v3_bar = 2.0 * v3 * value_bar;
                x_bar_carried -= v3_bar;
                let v1_bar = valley * value_bar;
                let valley_bar = v1 * value_bar + 100.0 * v1_bar;
                let x_bar_sum = valley_bar;
                let v0_bar = -valley_bar;
                x_bar_carried += 2.0 * x_view[i] * v0_bar;
                if ::chainrule::__private::is_active(x_is) {
                    x_bar_view[i] += x_bar_carried;
                }
                x_bar_carried = x_bar_sum;
            }
        }
        if 0 < x.len() - 1 {
            if ::chainrule::__private::is_active(x_is) {
                x_bar[x.len() - 1] += x_bar_carried;
            }
        }
        let value = sum;
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
        let mut sum: f64 = 0.0;
        let mut sum_dot: f64 = 0.0;
        for i in 0..(x.len() - 1) {
            let v0 = x[i] * x[i];
            let v0_dot = (if ::chainrule::__private::is_active(x_is) {
                2.0 * x[i] * x_dot[i]
            } else {
                0.0
            });
            let valley = x[i + 1] - v0;
            let valley_dot = (if ::chainrule::__private::is_active(x_is) {
                x_dot[i + 1]
            } else {
                -0.0
            }) - v0_dot;
            let v1 = 100.0 * valley;
            let v1_dot = 100.0 * valley_dot;
            let v2 = v1 * valley;
            let v2_dot = valley * v1_dot + v1 * valley_dot;
            let v3 = 1.0 - x[i];
            let v3_dot = (if ::chainrule::__private::is_active(x_is) {
                -x_dot[i]
            } else {
                0.0
            });
            let v4 = v3.powi(2);
            let v4_dot = 2.0 * v3 * v3_dot;
            sum_dot += v2_dot + v4_dot;
            sum += v2 + v4;
        }
        (sum, sum_dot)
    }
}
