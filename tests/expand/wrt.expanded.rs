use chainrule::differentiate;
#[allow(dead_code)]
pub fn wrt(x: f64, a: f64, b: &[f64]) -> f64 {
    x * a * b[0]
}
/// Gradient of [`wrt`] with respect to `b` and `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_wrt(x: f64, a: f64, b: &[f64]) -> (::chainrule::__private::Vec<f64>, f64) {
    /// Forward sweep.
    let v0 = x * a;
    /// Reverse sweep.
    let v0_bar = b[0];
    let mut b_bar = ::chainrule::__private::zero_tangent(b);
    b_bar[0] = v0;
    let x_bar = a * v0_bar;
    (b_bar, x_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct wrt {}
#[doc(hidden)]
impl wrt {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        a: f64,
        b: &[f64],
        x_by: impl ::chainrule::__private::Handover<f64>,
        a_by: impl ::chainrule::__private::Handover<f64>,
    ) -> f64 {
        let v0 = x * a;
        let value = v0 * b[0];
        ::chainrule::__private::Handover::record(x_by, x, tape);
        ::chainrule::__private::Handover::record(a_by, a, tape);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        b: &[f64],
        b_bar: &mut [f64],
        b_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
        a_by: impl ::chainrule::__private::Handover<f64>,
    ) -> (f64, ::chainrule::__private::HeldConstant) {
        let a = ::chainrule::__private::Handover::restore(a_by, tape);
        let x = ::chainrule::__private::Handover::restore(x_by, tape);
        let v0 = x * a;
        let v0_bar = b[0] * value_bar;
        if ::chainrule::__private::is_active(b_is) {
            b_bar[0] += v0 * value_bar;
        }
        let x_bar = a * v0_bar;
        (x_bar, ::chainrule::__private::HeldConstant)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        a: f64,
        b: &[f64],
    ) -> f64 {
        Self::forward_with(
            tape,
            x,
            a,
            b,
            ::chainrule::__private::ByTape,
            ::chainrule::__private::ByTape,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        b: &[f64],
        b_bar: &mut [f64],
        b_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (f64, ::chainrule::__private::HeldConstant) {
        Self::reverse_with(
            tape,
            b,
            b_bar,
            b_is,
            value_bar,
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
        a: f64,
        b: &[f64],
        b_bar: &mut [f64],
        b_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (f64, (f64, ::chainrule::__private::HeldConstant)) {
        let v0 = x * a;
        let value = v0 * b[0];
        let v0_bar = b[0] * value_bar;
        if ::chainrule::__private::is_active(b_is) {
            b_bar[0] += v0 * value_bar;
        }
        let x_bar = a * v0_bar;
        (value, (x_bar, ::chainrule::__private::HeldConstant))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: f64,
        x_dot: impl ::chainrule::__private::DotOf<f64>,
        a: f64,
        _: impl ::chainrule::__private::HeldDot,
        b: &[f64],
        b_dot: &[f64],
        b_is: impl ::chainrule::__private::Activity,
    ) -> (f64, f64) {
        let x_dot = ::chainrule::__private::DotOf::<f64>::dot(x_dot, &x);
        let v0 = x * a;
        let v0_dot = a * x_dot;
        let value = v0 * b[0];
        let value_dot = b[0] * v0_dot
            + (if ::chainrule::__private::is_active(b_is) {
                v0 * b_dot[0]
            } else {
                -0.0
            });
        (value, value_dot)
    }
}
