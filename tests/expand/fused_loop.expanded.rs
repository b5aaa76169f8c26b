use chainrule::differentiate;
#[allow(dead_code)]
pub fn fused_loop(x: f64, a: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..a.len() {
        sum += (a[i] * x).sin();
    }
    sum
}
/// Value and gradient of [`fused_loop`] with respect to `x` and `a`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_fused_loop(
    x: f64,
    a: &[f64],
) -> (f64, (f64, ::chainrule::__private::Vec<f64>)) {
    /// Forward sweep.
    let mut sum: f64 = 0.0;
    /// Reverse sweep.
    let mut x_bar: f64 = 0.0;
    let mut a_bar = ::chainrule::__private::zero_tangent(a);
    let a_bar_view = &mut a_bar[..a.len()];
    for i in 0..a.len() {
        let v0 = a[i] * x;
        let v1 = v0.sin();
        sum += v1;
        let v0_bar = v0.cos();
        a_bar_view[i] = x * v0_bar;
        x_bar += a[i] * v0_bar;
    }
    let value = sum;
    (value, (x_bar, a_bar))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct fused_loop {}
#[doc(hidden)]
impl fused_loop {
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
        for i in 0..a.len() {
            let v0 = a[i] * x;
            let v1 = v0.sin();
            sum += v1;
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
        let a_bar_view = if ::chainrule::__private::is_active(a_is) {
            &mut a_bar[..a.len()]
        } else {
            &mut a_bar[..0]
        };
        for i in 0..a.len() {
            let v0 = a[i] * x;
            let v0_bar = v0.cos() * value_bar;
            if ::chainrule::__private::is_active(a_is) {
                a_bar_view[i] += x * v0_bar;
            }
            x_bar += a[i] * v0_bar;
        }
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
            let v0 = a[i] * x;
            let v1 = v0.sin();
            sum += v1;
            let v0_bar = v0.cos() * value_bar;
            if ::chainrule::__private::is_active(a_is) {
                a_bar_view[i] += x * v0_bar;
            }
            x_bar += a[i] * v0_bar;
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
            let v0 = a[i] * x;
            let v0_dot = (if ::chainrule::__private::is_active(a_is) {
                x * a_dot[i]
            } else {
                -0.0
            }) + a[i] * x_dot;
            sum_dot += v0.cos() * v0_dot;
            sum += v0.sin();
        }
        (sum, sum_dot)
    }
}
