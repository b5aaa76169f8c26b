use chainrule::{differentiate, stop_gradient};
#[allow(dead_code)]
pub fn stopped(x: f64, y: f64) -> f64 {
    let scale = stop_gradient(x * y + 1.0);
    x * y / scale
}
/// Gradient of [`stopped`] with respect to `x` and `y`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_stopped(x: f64, y: f64) -> (f64, f64) {
    /// Forward sweep.
    let scale: f64 = stop_gradient(x * y + 1.0);
    /// Reverse sweep.
    let v0_bar = 1.0 / scale;
    let x_bar = y * v0_bar;
    let y_bar = x * v0_bar;
    (x_bar, y_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct stopped {}
#[doc(hidden)]
impl stopped {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        y: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
        y_by: impl ::chainrule::__private::Handover<f64>,
    ) -> f64 {
        let scale: f64 = stop_gradient(x * y + 1.0);
        let v0 = x * y;
        let v1 = v0 / scale;
        let value = v1;
        ::chainrule::__private::Handover::record(x_by, x, tape);
        ::chainrule::__private::Handover::record(y_by, y, tape);
        tape.push(scale);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
        y_by: impl ::chainrule::__private::Handover<f64>,
    ) -> (f64, f64) {
        let scale = tape.pop::<f64>();
        let y = ::chainrule::__private::Handover::restore(y_by, tape);
        let x = ::chainrule::__private::Handover::restore(x_by, tape);
        let v0_bar = ::chainrule::rules::div_numerator(scale, value_bar);
        let x_bar = y * v0_bar;
        let y_bar = x * v0_bar;
        (x_bar, y_bar)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, x: f64, y: f64) -> f64 {
        Self::forward_with(
            tape,
            x,
            y,
            ::chainrule::__private::ByTape,
            ::chainrule::__private::ByTape,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: f64,
    ) -> (f64, f64) {
        Self::reverse_with(
            tape,
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
        y: f64,
        value_bar: f64,
    ) -> (f64, (f64, f64)) {
        let scale: f64 = stop_gradient(x * y + 1.0);
        let v0 = x * y;
        let v1 = v0 / scale;
        let value = v1;
        let v0_bar = ::chainrule::rules::div_numerator(scale, value_bar);
        let x_bar = y * v0_bar;
        let y_bar = x * v0_bar;
        (value, (x_bar, y_bar))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: f64,
        x_dot: impl ::chainrule::__private::DotOf<f64>,
        y: f64,
        y_dot: impl ::chainrule::__private::DotOf<f64>,
    ) -> (f64, f64) {
        let x_dot = ::chainrule::__private::DotOf::<f64>::dot(x_dot, &x);
        let y_dot = ::chainrule::__private::DotOf::<f64>::dot(y_dot, &y);
        let scale: f64 = stop_gradient(x * y + 1.0);
        let v0 = x * y;
        let v0_dot = y * x_dot + x * y_dot;
        let v1 = v0 / scale;
        let v1_dot = ::chainrule::rules::div_numerator(scale, v0_dot);
        (v1, v1_dot)
    }
}
