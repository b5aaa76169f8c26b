use chainrule::differentiate;
#[allow(dead_code)]
pub fn parameter_used_once(x: f64, y: f64, z: f64) -> f64 {
    2.0 * x - y + 3.0 * z
}
/// Gradient of [`parameter_used_once`] with respect to `x`, `y` and `z`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_parameter_used_once(x: f64, y: f64, z: f64) -> (f64, f64, f64) {
    /// Reverse sweep.
    let z_bar: f64 = 3.0;
    let y_bar: f64 = -1.0;
    let x_bar: f64 = 2.0;
    (x_bar, y_bar, z_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct parameter_used_once {}
#[doc(hidden)]
impl parameter_used_once {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        y: f64,
        z: f64,
    ) -> f64 {
        let v0 = 2.0 * x;
        let v1 = v0 - y;
        let v2 = 3.0 * z;
        let value = v1 + v2;
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: f64,
    ) -> (f64, f64, f64) {
        let z_bar = 3.0 * value_bar;
        let y_bar = -value_bar;
        let x_bar = 2.0 * value_bar;
        (x_bar, y_bar, z_bar)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        y: f64,
        z: f64,
        _: impl Sized,
        _: impl Sized,
        _: impl Sized,
    ) -> f64 {
        Self::forward(tape, x, y, z)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: f64,
        _: impl Sized,
        _: impl Sized,
        _: impl Sized,
    ) -> (f64, f64, f64) {
        Self::reverse(tape, value_bar)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        y: f64,
        z: f64,
        value_bar: f64,
    ) -> (f64, (f64, f64, f64)) {
        let v0 = 2.0 * x;
        let v1 = v0 - y;
        let v2 = 3.0 * z;
        let value = v1 + v2;
        let z_bar = 3.0 * value_bar;
        let y_bar = -value_bar;
        let x_bar = 2.0 * value_bar;
        (value, (x_bar, y_bar, z_bar))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: f64,
        x_dot: impl ::chainrule::__private::DotOf<f64>,
        y: f64,
        y_dot: impl ::chainrule::__private::DotOf<f64>,
        z: f64,
        z_dot: impl ::chainrule::__private::DotOf<f64>,
    ) -> (f64, f64) {
        let x_dot = ::chainrule::__private::DotOf::<f64>::dot(x_dot, &x);
        let y_dot = ::chainrule::__private::DotOf::<f64>::dot(y_dot, &y);
        let z_dot = ::chainrule::__private::DotOf::<f64>::dot(z_dot, &z);
        let v0 = 2.0 * x;
        let v0_dot = 2.0 * x_dot;
        let v1 = v0 - y;
        let v1_dot = v0_dot - y_dot;
        let v2 = 3.0 * z;
        let v2_dot = 3.0 * z_dot;
        let value = v1 + v2;
        let value_dot = v1_dot + v2_dot;
        (value, value_dot)
    }
}
