use chainrule::differentiate;
#[allow(dead_code)]
pub fn log_sum_exp(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for entry in x {
        sum += entry.exp();
    }
    sum.ln()
}
/// Value and gradient of [`log_sum_exp`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_log_sum_exp(x: &[f64]) -> (f64, ::chainrule::__private::Vec<f64>) {
    /// Forward sweep.
    let mut sum: f64 = 0.0;
    let mut x_bar = ::chainrule::__private::zero_tangent(x);
    let x_bar_view_1 = &mut x_bar[..x.len()];
    for k in 0..x.len() {
        let v0 = x[k].exp();
        sum += v0;
        x_bar_view_1[k] += v0;
    }
    let v1 = sum.ln();
    let value = v1;
    /// Reverse sweep.
    let sum_bar = ::chainrule::rules::ln(sum, 1.0);
    let x_bar_view = &mut x_bar[..x.len()];
    for k in 0..x.len() {
        x_bar_view[k] *= sum_bar;
    }
    (value, x_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct log_sum_exp {}
#[doc(hidden)]
impl log_sum_exp {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, x: &[f64]) -> f64 {
        let mut sum: f64 = 0.0;
        let [v0_column] = tape.columns(x.len());
        let v0_column_view = &mut v0_column[..x.len()];
        for k in 0..x.len() {
            let v0 = x[k].exp();
            sum += v0;
            v0_column_view[k] = v0;
        }
        let v1 = sum.ln();
        let value = v1;
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
        let sum_bar = ::chainrule::rules::ln(sum, value_bar);
        let [v0_column_1] = tape.last_columns(x.len());
        let x_bar_view = if ::chainrule::__private::is_active(x_is) {
            &mut x_bar[..x.len()]
        } else {
            &mut x_bar[..0]
        };
        let v0_column_1_view = &v0_column_1[..x.len()];
        for k in 0..x.len() {
            let v0 = v0_column_1_view[k];
            let v0_bar = sum_bar;
            if ::chainrule::__private::is_active(x_is) {
                x_bar_view[k] += v0 * v0_bar;
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
        let mut sum: f64 = 0.0;
        for k in 0..x.len() {
            let v0 = x[k].exp();
            sum += v0;
        }
        let v1 = sum.ln();
        let value = v1;
        let sum_bar = ::chainrule::rules::ln(sum, value_bar);
        let x_bar_view = if ::chainrule::__private::is_active(x_is) {
            &mut x_bar[..x.len()]
        } else {
            &mut x_bar[..0]
        };
        for k in 0..x.len() {
            let v0 = x[k].exp();
            let v0_bar = sum_bar;
            if ::chainrule::__private::is_active(x_is) {
                x_bar_view[k] += v0 * v0_bar;
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
        let mut sum: f64 = 0.0;
        let mut sum_dot: f64 = 0.0;
        for k in 0..x.len() {
            let v0 = x[k].exp();
            if ::chainrule::__private::is_active(x_is) {
                sum_dot += v0 * x_dot[k];
            }
            sum += v0;
        }
        let v1 = sum.ln();
        let v1_dot = ::chainrule::rules::ln(sum, sum_dot);
        (v1, v1_dot)
    }
}
