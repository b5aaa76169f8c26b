use chainrule::differentiate;
#[allow(dead_code)]
pub fn vjp(x: f64, a: &mut [f64]) -> [f64; 2] {
    a[0] *= x;
    [a[0] * a[1], x.cos()]
}
/// Value of [`vjp`], and its pullback: from an adjoint of the result to the adjoints of the arguments.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn vjp_vjp<'borrowed_1>(
    x: f64,
    a: &'borrowed_1 mut [f64],
) -> ([f64; 2], impl ::core::ops::Fn([f64; 2], &mut [f64]) -> f64 + use<>) {
    /// Forward sweep.
    let a_0 = a[0];
    a[0] *= x;
    let v0 = a[0] * a[1];
    let v1 = x.cos();
    let value = [v0, v1];
    let a = a.to_vec();
    (
        value,
        move |value_bar: [f64; 2], a_bar: &mut [f64]| {
            let mut a_copy = ::core::clone::Clone::clone(&a);
            let a = &mut a_copy;
            /// Reverse sweep.
            let v0_bar = value_bar[0];
            let v1_bar = value_bar[1];
            a_bar[0] += a[1] * v0_bar;
            a_bar[1] += a[0] * v0_bar;
            a[0] = a_0;
            let bar = a_bar[0];
            a_bar[0] = x * bar;
            let x_bar = -(x.sin() * v1_bar) + a[0] * bar;
            x_bar
        },
    )
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct vjp {}
#[doc(hidden)]
impl vjp {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        a: &mut [f64],
        x_by: impl ::chainrule::__private::Handover<f64>,
    ) -> [f64; 2] {
        tape.push(a[0]);
        a[0] *= x;
        let v0 = a[0] * a[1];
        let v1 = x.cos();
        let value = [v0, v1];
        ::chainrule::__private::Handover::record(x_by, x, tape);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        a: &mut [f64],
        a_bar: &mut [f64],
        _: impl ::chainrule::__private::Activity,
        value_bar: [f64; 2],
        x_by: impl ::chainrule::__private::Handover<f64>,
    ) -> (f64,) {
        let x = ::chainrule::__private::Handover::restore(x_by, tape);
        let v0_bar = value_bar[0];
        let v1_bar = value_bar[1];
        a_bar[0] += a[1] * v0_bar;
        a_bar[1] += a[0] * v0_bar;
        a[0] = tape.pop::<f64>();
        let bar = a_bar[0];
        a_bar[0] = x * bar;
        let x_bar = -(x.sin() * v1_bar) + a[0] * bar;
        (x_bar,)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        a: &mut [f64],
    ) -> [f64; 2] {
        Self::forward_with(tape, x, a, ::chainrule::__private::ByTape)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        a: &mut [f64],
        a_bar: &mut [f64],
        a_is: impl ::chainrule::__private::Activity,
        value_bar: [f64; 2],
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
    pub fn tangent(
        x: f64,
        x_dot: impl ::chainrule::__private::DotOf<f64>,
        a: &mut [f64],
        a_dot: &mut [f64],
        _: impl ::chainrule::__private::Activity,
    ) -> ([f64; 2], [f64; 2]) {
        let x_dot = ::chainrule::__private::DotOf::<f64>::dot(x_dot, &x);
        a_dot[0] = x * a_dot[0] + a[0] * x_dot;
        a[0] *= x;
        let v0 = a[0] * a[1];
        let v0_dot = a[1] * a_dot[0] + a[0] * a_dot[1];
        let v1 = x.cos();
        let v1_dot = -(x.sin() * x_dot);
        let value_dot = [v0_dot, v1_dot];
        let value = [v0, v1];
        (value, value_dot)
    }
}
