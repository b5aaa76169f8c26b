use chainrule::differentiate;
#[allow(dead_code)]
pub fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(f(x))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct twice {}
#[doc(hidden)]
impl twice {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        f: impl Fn(f64) -> f64,
        f_forward: &impl ::core::ops::Fn(&mut ::chainrule::__private::Tape, f64) -> f64,
        x: f64,
    ) -> f64 {
        let v0 = f_forward(tape, x);
        let v1 = f_forward(tape, v0);
        let value = v1;
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        f_reverse: &mut impl ::core::ops::FnMut(
            &mut ::chainrule::__private::Tape,
            f64,
        ) -> (f64,),
        value_bar: f64,
    ) -> (f64,) {
        let bars = f_reverse(tape, value_bar);
        let v0_bar = ::chainrule::__private::cotangent(bars.0);
        let bars_1 = f_reverse(tape, v0_bar);
        let x_bar = ::chainrule::__private::cotangent(bars_1.0);
        (x_bar,)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        f: impl Fn(f64) -> f64,
        f_tangent: &impl ::core::ops::Fn(
            f64,
            ::chainrule::__private::Dot<f64>,
        ) -> (f64, f64),
        x: f64,
        x_dot: impl ::chainrule::__private::DotOf<f64>,
    ) -> (f64, f64) {
        let x_dot = ::chainrule::__private::DotOf::<f64>::dot(x_dot, &x);
        let (v0, v0_dot) = f_tangent(x, ::chainrule::__private::Dot(x_dot));
        let (v1, v1_dot) = f_tangent(v0, ::chainrule::__private::Dot(v0_dot));
        (v1, v1_dot)
    }
}
#[allow(dead_code)]
pub fn passed_function(x: f64, scale: f64) -> f64 {
    twice(square, x) + twice(|y| y * scale, x)
}
/// Value and gradient of [`passed_function`] with respect to `x` and `scale`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_passed_function(x: f64, scale: f64) -> (f64, (f64, f64)) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let v0 = twice::forward(tape, square, &square::forward, x);
    let v1 = twice::forward(
        tape,
        |y| y * scale,
        &|tape: &mut ::chainrule::__private::Tape, y: f64| {
            let scale = &scale;
            let scale_1 = *scale;
            let value = y * scale_1;
            tape.push(y);
            value
        },
        x,
    );
    let value = v0 + v1;
    /// Reverse sweep.
    let mut scale_bar: f64 = 0.0;
    let bars = twice::reverse(
        tape,
        &mut |tape: &mut ::chainrule::__private::Tape, value_bar| {
            let (scale, scale_bar, scale_is) = (
                &scale,
                &mut scale_bar,
                ::chainrule::__private::Active,
            );
            let y = tape.pop::<f64>();
            let scale_1 = *scale;
            let y_bar = scale_1 * value_bar;
            let scale_1_bar = y * value_bar;
            if ::chainrule::__private::is_active(scale_is) {
                *scale_bar += scale_1_bar;
            }
            (y_bar,)
        },
        1.0,
    );
    let bars_1 = twice::reverse(tape, &mut square::reverse, 1.0);
    let x_bar = ::chainrule::__private::cotangent(bars.0)
        + ::chainrule::__private::cotangent(bars_1.0);
    (value, (x_bar, scale_bar))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct passed_function {}
#[doc(hidden)]
impl passed_function {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        scale: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
        scale_by: impl ::chainrule::__private::Handover<f64>,
    ) -> f64 {
        let v0 = twice::forward(tape, square, &square::forward, x);
        let v1 = twice::forward(
            tape,
            |y| y * scale,
            &|tape: &mut ::chainrule::__private::Tape, y: f64| {
                let scale = &scale;
                let scale_1 = *scale;
                let value = y * scale_1;
                tape.push(y);
                value
            },
            x,
        );
        let value = v0 + v1;
        ::chainrule::__private::Handover::record(scale_by, scale, tape);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
        scale_by: impl ::chainrule::__private::Handover<f64>,
    ) -> (f64, f64) {
        let scale = ::chainrule::__private::Handover::restore(scale_by, tape);
        let mut scale_bar: f64 = 0.0;
        let bars = twice::reverse(
            tape,
            &mut |tape: &mut ::chainrule::__private::Tape, value_bar| {
                let (scale, scale_bar, scale_is) = (
                    &scale,
                    &mut scale_bar,
                    ::chainrule::__private::Active,
                );
                let y = tape.pop::<f64>();
                let scale_1 = *scale;
                let y_bar = scale_1 * value_bar;
                let scale_1_bar = y * value_bar;
                if ::chainrule::__private::is_active(scale_is) {
                    *scale_bar += scale_1_bar;
                }
                (y_bar,)
            },
            value_bar,
        );
        let bars_1 = twice::reverse(tape, &mut square::reverse, value_bar);
        let x_bar = ::chainrule::__private::cotangent(bars.0)
            + ::chainrule::__private::cotangent(bars_1.0);
        (x_bar, scale_bar)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, x: f64, scale: f64) -> f64 {
        Self::forward_with(
            tape,
            x,
            scale,
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
        scale: f64,
        value_bar: f64,
    ) -> (f64, (f64, f64)) {
        let v0 = twice::forward(tape, square, &square::forward, x);
        let v1 = twice::forward(
            tape,
            |y| y * scale,
            &|tape: &mut ::chainrule::__private::Tape, y: f64| {
                let scale = &scale;
                let scale_1 = *scale;
                let value = y * scale_1;
                tape.push(y);
                value
            },
            x,
        );
        let value = v0 + v1;
        let mut scale_bar: f64 = 0.0;
        let bars = twice::reverse(
            tape,
            &mut |tape: &mut ::chainrule::__private::Tape, value_bar| {
                let (scale, scale_bar, scale_is) = (
                    &scale,
                    &mut scale_bar,
                    ::chainrule::__private::Active,
                );
                let y = tape.pop::<f64>();
                let scale_1 = *scale;
                let y_bar = scale_1 * value_bar;
                let scale_1_bar = y * value_bar;
                if ::chainrule::__private::is_active(scale_is) {
                    *scale_bar += scale_1_bar;
                }
                (y_bar,)
            },
            value_bar,
        );
        let bars_1 = twice::reverse(tape, &mut square::reverse, value_bar);
        let x_bar = ::chainrule::__private::cotangent(bars.0)
            + ::chainrule::__private::cotangent(bars_1.0);
        (value, (x_bar, scale_bar))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: f64,
        x_dot: impl ::chainrule::__private::DotOf<f64>,
        scale: f64,
        scale_dot: impl ::chainrule::__private::DotOf<f64>,
    ) -> (f64, f64) {
        let x_dot = ::chainrule::__private::DotOf::<f64>::dot(x_dot, &x);
        let scale_dot = ::chainrule::__private::DotOf::<f64>::dot(scale_dot, &scale);
        let (v0, v0_dot) = twice::tangent(
            square,
            &square::tangent,
            x,
            ::chainrule::__private::Dot(x_dot),
        );
        let (v1, v1_dot) = twice::tangent(
            |y| y * scale,
            &|
                y: f64,
                ::chainrule::__private::Dot(y_dot): ::chainrule::__private::Dot<f64>|
            {
                let (scale, scale_dot, scale_is) = (
                    &scale,
                    &scale_dot,
                    ::chainrule::__private::Active,
                );
                let scale_dot = if ::chainrule::__private::is_active(scale_is) {
                    *scale_dot
                } else {
                    0.0
                };
                let scale_1 = *scale;
                let scale_1_dot = scale_dot;
                let value = y * scale_1;
                let value_dot = scale_1 * y_dot + y * scale_1_dot;
                (value, value_dot)
            },
            x,
            ::chainrule::__private::Dot(x_dot),
        );
        let value = v0 + v1;
        let value_dot = v0_dot + v1_dot;
        (value, value_dot)
    }
}
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
