use chainrule::differentiate;
#[allow(dead_code)]
pub fn accumulate_grad(x: f64, a: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (i, y) in a.iter().enumerate() {
        sum += y * x.powi(i as i32);
    }
    sum
}
/// Adds the gradient of [`accumulate_grad`] with respect to `x` and `a` into the buffers, and returns the value.
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn accumulate_grad_accumulate_grad(
    x: f64,
    x_bar: &mut f64,
    a: &[f64],
    a_bar: &mut [f64],
) -> f64 {
    ::chainrule::__private::check_shadow("a", &*a, &*a_bar);
    let (value, bars) = accumulate_grad::sweep(
        &mut ::chainrule::__private::Tape::new(),
        x,
        a,
        a_bar,
        ::chainrule::__private::Active,
        1.0,
    );
    *x_bar += bars.0;
    value
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct accumulate_grad {}
#[doc(hidden)]
impl accumulate_grad {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        a: &[f64],
        x_by: impl ::chainrule::__private::Handover<f64>,
    ) -> f64 {
        let mut sum: f64 = 0.0;
        let [v0_column] = tape.columns(a.len());
        let v0_column_view = &mut v0_column[..a.len()];
        for i in 0..a.len() {
            let v0 = x.powi(i as i32);
            sum += a[i] * v0;
            v0_column_view[i] = v0;
        }
        let value = sum;
        ::chainrule::__private::Handover::record(x_by, x, tape);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        a: &[f64],
        a_bar: &mut [f64],
        a_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
    ) -> (f64,) {
        let x = ::chainrule::__private::Handover::restore(x_by, tape);
        let mut x_bar: f64 = 0.0;
        let [v0_column_1] = tape.last_columns(a.len());
        let a_bar_view = if ::chainrule::__private::is_active(a_is) {
            &mut a_bar[..a.len()]
        } else {
            &mut a_bar[..0]
        };
        let v0_column_1_view = &v0_column_1[..a.len()];
        for i in 0..a.len() {
            let v0 = v0_column_1_view[i];
            if ::chainrule::__private::is_active(a_is) {
                a_bar_view[i] += v0 * value_bar;
            }
            let v0_bar = a[i] * value_bar;
            x_bar += ::chainrule::rules::powi(x, i as i32, v0_bar);
        }
        tape.drop_columns(1usize, a.len());
        (x_bar,)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, x: f64, a: &[f64]) -> f64 {
        Self::forward_with(tape, x, a, ::chainrule::__private::ByTape)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        a: &[f64],
        a_bar: &mut [f64],
        a_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (f64,) {
        Self::reverse_with(
            tape,
            a,
            a_bar,
            a_is,
            value_bar,
            ::chainrule::__private::ByTape,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        a: &[f64],
        a_bar: &mut [f64],
        a_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (f64, (f64,)) {
        let mut sum: f64 = 0.0;
        let mut x_bar: f64 = 0.0;
        let a_bar_view = if ::chainrule::__private::is_active(a_is) {
            &mut a_bar[..a.len()]
        } else {
            &mut a_bar[..0]
        };
        for i in 0..a.len() {
            let v0 = x.powi(i as i32);
            sum += a[i] * v0;
            if ::chainrule::__private::is_active(a_is) {
                a_bar_view[i] += v0 * value_bar;
            }
            let v0_bar = a[i] * value_bar;
            x_bar += ::chainrule::rules::powi(x, i as i32, v0_bar);
        }
        let value = sum;
        (value, (x_bar,))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: f64,
        x_dot: impl ::chainrule::__private::DotOf<f64>,
        a: &[f64],
        a_dot: &[f64],
        a_is: impl ::chainrule::__private::Activity,
    ) -> (f64, f64) {
        let x_dot = ::chainrule::__private::DotOf::<f64>::dot(x_dot, &x);
        let mut sum: f64 = 0.0;
        let mut sum_dot: f64 = 0.0;
        for i in 0..a.len() {
            let v0 = x.powi(i as i32);
            let v0_dot = ::chainrule::rules::powi(x, i as i32, x_dot);
            sum_dot
                += (if ::chainrule::__private::is_active(a_is) {
                    v0 * a_dot[i]
                } else {
                    -0.0
                }) + a[i] * v0_dot;
            sum += a[i] * v0;
        }
        (sum, sum_dot)
    }
}
