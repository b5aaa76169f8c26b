use chainrule::differentiate;
#[allow(dead_code)]
pub fn straight_line(x: f64, y: f64) -> f64 {
    (x * y).exp() + x.sin()
}
/// Value and gradient of [`straight_line`] with respect to `x` and `y`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_straight_line(x: f64, y: f64) -> (f64, (f64, f64)) {
    /// Forward sweep.
    let v0 = x * y;
    let v1 = v0.exp();
    let v2 = x.sin();
    let value = v1 + v2;
    /// Reverse sweep.
    let x_bar = x.cos() + y * v1;
    let y_bar = x * v1;
    (value, (x_bar, y_bar))
}
/// Gradient of [`straight_line`] with respect to `x` and `y`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_straight_line(x: f64, y: f64) -> (f64, f64) {
    value_and_grad_straight_line(x, y).1
}
/// Adds the gradient of [`straight_line`] with respect to `x` and `y` into the buffers, and returns the value.
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn accumulate_grad_straight_line(
    x: f64,
    x_bar: &mut f64,
    y: f64,
    y_bar: &mut f64,
) -> f64 {
    let (value, bars) = straight_line::sweep(
        &mut ::chainrule::__private::Tape::new(),
        x,
        y,
        1.0,
    );
    *x_bar += bars.0;
    *y_bar += bars.1;
    value
}
/// Value of [`straight_line`], and its pullback: from an adjoint of the result to the adjoints of the arguments.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn vjp_straight_line(
    x: f64,
    y: f64,
) -> (f64, impl ::core::ops::Fn(f64) -> (f64, f64) + use<>) {
    /// Forward sweep.
    let v0 = x * y;
    let v1 = v0.exp();
    let v2 = x.sin();
    let value = v1 + v2;
    (
        value,
        move |value_bar: f64| {
            /// Reverse sweep.
            let v0_bar = v1 * value_bar;
            let x_bar = x.cos() * value_bar + y * v0_bar;
            let y_bar = x * v0_bar;
            (x_bar, y_bar)
        },
    )
}
/// Value and tangent of [`straight_line`], by forward mode: each of `x` and `y` is followed by its tangent.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn jvp_straight_line(x: f64, x_dot: f64, y: f64, y_dot: f64) -> (f64, f64) {
    let v0 = x * y;
    let v0_dot = y * x_dot + x * y_dot;
    let v1 = v0.exp();
    let v1_dot = v1 * v0_dot;
    let v2 = x.sin();
    let v2_dot = x.cos() * x_dot;
    let value = v1 + v2;
    let value_dot = v1_dot + v2_dot;
    (value, value_dot)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct straight_line {}
#[doc(hidden)]
impl straight_line {
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
        let v0 = x * y;
        let v1 = v0.exp();
        let v2 = x.sin();
        let value = v1 + v2;
        ::chainrule::__private::Handover::record(x_by, x, tape);
        ::chainrule::__private::Handover::record(y_by, y, tape);
        tape.push(v1);
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
        let v1 = tape.pop::<f64>();
        let y = ::chainrule::__private::Handover::restore(y_by, tape);
        let x = ::chainrule::__private::Handover::restore(x_by, tape);
        let v0_bar = v1 * value_bar;
        let x_bar = x.cos() * value_bar + y * v0_bar;
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
        let v0 = x * y;
        let v1 = v0.exp();
        let v2 = x.sin();
        let value = v1 + v2;
        let v0_bar = v1 * value_bar;
        let x_bar = x.cos() * value_bar + y * v0_bar;
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
        let v0 = x * y;
        let v0_dot = y * x_dot + x * y_dot;
        let v1 = v0.exp();
        let v1_dot = v1 * v0_dot;
        let v2 = x.sin();
        let v2_dot = x.cos() * x_dot;
        let value = v1 + v2;
        let value_dot = v1_dot + v2_dot;
        (value, value_dot)
    }
}
