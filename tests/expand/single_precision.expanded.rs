use chainrule::differentiate;
#[allow(dead_code)]
pub fn single_precision(x: f32, y: f64) -> f64 {
    (x * 2.0) as f64 * y
}
/// Gradient of [`single_precision`] with respect to `x` and `y`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_single_precision(x: f32, y: f64) -> (f32, f64) {
    /// Forward sweep.
    let v0 = x * 2.0;
    let v1 = v0 as f64;
    /// Reverse sweep.
    let y_bar = v1;
    let v0_bar = y as f32;
    let x_bar = 2.0 * v0_bar;
    (x_bar, y_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct single_precision {}
#[doc(hidden)]
impl single_precision {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: f32,
        y: f64,
        x_by: impl ::chainrule::__private::Handover<f32>,
        y_by: impl ::chainrule::__private::Handover<f64>,
    ) -> f64 {
        let v0 = x * 2.0;
        let v1 = v0 as f64;
        let value = v1 * y;
        ::chainrule::__private::Handover::record(x_by, x, tape);
        ::chainrule::__private::Handover::record(y_by, y, tape);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: f64,
        x_by: impl ::chainrule::__private::Handover<f32>,
        y_by: impl ::chainrule::__private::Handover<f64>,
    ) -> (f32, f64) {
        let y = ::chainrule::__private::Handover::restore(y_by, tape);
        let x = ::chainrule::__private::Handover::restore(x_by, tape);
        let v0 = x * 2.0;
        let v1 = v0 as f64;
        let v1_bar = y * value_bar;
        let y_bar = v1 * value_bar;
        let v0_bar = v1_bar as f32;
        let x_bar = 2.0 * v0_bar;
        (x_bar, y_bar)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, x: f32, y: f64) -> f64 {
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
    ) -> (f32, f64) {
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
        x: f32,
        y: f64,
        value_bar: f64,
    ) -> (f64, (f32, f64)) {
        let v0 = x * 2.0;
        let v1 = v0 as f64;
        let value = v1 * y;
        let v1_bar = y * value_bar;
        let y_bar = v1 * value_bar;
        let v0_bar = v1_bar as f32;
        let x_bar = 2.0 * v0_bar;
        (value, (x_bar, y_bar))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: f32,
        x_dot: impl ::chainrule::__private::DotOf<f32>,
        y: f64,
        y_dot: impl ::chainrule::__private::DotOf<f64>,
    ) -> (f64, f64) {
        let x_dot = ::chainrule::__private::DotOf::<f32>::dot(x_dot, &x);
        let y_dot = ::chainrule::__private::DotOf::<f64>::dot(y_dot, &y);
        let v0 = x * 2.0;
        let v0_dot = 2.0 * x_dot;
        let v1 = v0 as f64;
        let v1_dot = v0_dot as f64;
        let value = v1 * y;
        let value_dot = y * v1_dot + v1 * y_dot;
        (value, value_dot)
    }
}
