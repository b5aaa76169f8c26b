use chainrule::differentiate;
#[allow(dead_code)]
pub fn square(x: f64) -> f64 {
    x * x
}
/// Value of [`square`], and its pullback: from an adjoint of the result to the adjoints of the arguments.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn vjp_square(x: f64) -> (f64, impl ::core::ops::Fn(f64) -> f64 + use<>) {
    /// Forward sweep.
    let value = x * x;
    (
        value,
        move |value_bar: f64| {
            /// Reverse sweep.
            let x_bar = 2.0 * x * value_bar;
            x_bar
        },
    )
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct square {}
#[doc(hidden)]
impl square {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
    ) -> f64 {
        let value = x * x;
        ::chainrule::__private::Handover::record(x_by, x, tape);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
    ) -> (f64,) {
        let x = ::chainrule::__private::Handover::restore(x_by, tape);
        let x_bar = 2.0 * x * value_bar;
        (x_bar,)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, x: f64) -> f64 {
        Self::forward_with(tape, x, ::chainrule::__private::ByTape)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(tape: &mut ::chainrule::__private::Tape, value_bar: f64) -> (f64,) {
        Self::reverse_with(tape, value_bar, ::chainrule::__private::ByTape)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        value_bar: f64,
    ) -> (f64, (f64,)) {
        let value = x * x;
        let x_bar = 2.0 * x * value_bar;
        (value, (x_bar,))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: f64,
        x_dot: impl ::chainrule::__private::DotOf<f64>,
    ) -> (f64, f64) {
        let x_dot = ::chainrule::__private::DotOf::<f64>::dot(x_dot, &x);
        let value = x * x;
        let value_dot = 2.0 * x * x_dot;
        (value, value_dot)
    }
}
#[allow(dead_code)]
pub fn call_by_value(x: f64, y: f64) -> f64 {
    square(x * y) + square(y)
}
/// Value and gradient of [`call_by_value`] with respect to `x` and `y`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_call_by_value(x: f64, y: f64) -> (f64, (f64, f64)) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let v0 = x * y;
    let both = square::sweep(tape, v0, 1.0);
    let slopes = both.1;
    let v1_slope = ::chainrule::__private::cotangent(slopes.0);
    let v1 = both.0;
    let both_1 = square::sweep(tape, y, 1.0);
    let slopes_1 = both_1.1;
    let v2_slope = ::chainrule::__private::cotangent(slopes_1.0);
    let v2 = both_1.0;
    let value = v1 + v2;
    /// Reverse sweep.
    let v0_bar = ::chainrule::rules::strong_product(1.0, v1_slope);
    let x_bar = y * v0_bar;
    let y_bar = ::chainrule::rules::strong_product(1.0, v2_slope) + x * v0_bar;
    (value, (x_bar, y_bar))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct call_by_value {}
#[doc(hidden)]
impl call_by_value {
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
        let both = square::sweep(tape, v0, 1.0);
        let slopes = both.1;
        let v1_slope = ::chainrule::__private::cotangent(slopes.0);
        let v1 = both.0;
        let both_1 = square::sweep(tape, y, 1.0);
        let slopes_1 = both_1.1;
        let v2_slope = ::chainrule::__private::cotangent(slopes_1.0);
        let v2 = both_1.0;
        let value = v1 + v2;
        ::chainrule::__private::Handover::record(x_by, x, tape);
        ::chainrule::__private::Handover::record(y_by, y, tape);
        tape.push([v1_slope, v2_slope]);
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
        let [v1_slope, v2_slope] = tape.pop::<[f64; 2]>();
        let y = ::chainrule::__private::Handover::restore(y_by, tape);
        let x = ::chainrule::__private::Handover::restore(x_by, tape);
        let v0_bar = ::chainrule::rules::strong_product(value_bar, v1_slope);
        let x_bar = y * v0_bar;
        let y_bar = ::chainrule::rules::strong_product(value_bar, v2_slope) + x * v0_bar;
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
        let both = square::sweep(tape, v0, 1.0);
        let slopes = both.1;
        let v1_slope = ::chainrule::__private::cotangent(slopes.0);
        let v1 = both.0;
        let both_1 = square::sweep(tape, y, 1.0);
        let slopes_1 = both_1.1;
        let v2_slope = ::chainrule::__private::cotangent(slopes_1.0);
        let v2 = both_1.0;
        let value = v1 + v2;
        let v0_bar = ::chainrule::rules::strong_product(value_bar, v1_slope);
        let x_bar = y * v0_bar;
        let y_bar = ::chainrule::rules::strong_product(value_bar, v2_slope) + x * v0_bar;
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
        let (v1, v1_dot) = square::tangent(v0, ::chainrule::__private::Dot(v0_dot));
        let (v2, v2_dot) = square::tangent(y, ::chainrule::__private::Dot(y_dot));
        let value = v1 + v2;
        let value_dot = v1_dot + v2_dot;
        (value, value_dot)
    }
}
