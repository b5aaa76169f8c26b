use chainrule::differentiate;
#[allow(dead_code)]
pub fn recursive_call(x: f64, n: usize) -> f64 {
    if n == 0 {
        return 1.0;
    }
    x * recursive_call(x, n - 1)
}
/// Value and gradient of [`recursive_call`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_recursive_call(x: f64, n: usize) -> (f64, f64) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let value: f64;
    let mut v0_slope_0: f64 = 0.0;
    let mut v0_0: f64 = 0.0;
    if n == 0 {
        value = 1.0;
    } else {
        let both = recursive_call::sweep(tape, x, n - 1, 1.0);
        let slopes = both.1;
        let v0_slope = ::chainrule::__private::cotangent(slopes.0);
        let v0 = both.0;
        value = x * v0;
        v0_slope_0 = v0_slope;
        v0_0 = v0;
    }
    /// Reverse sweep.
    let mut x_bar: f64 = 0.0;
    if !(n == 0) {
        let v0 = v0_0;
        let v0_slope = v0_slope_0;
        x_bar += v0;
        x_bar += ::chainrule::rules::strong_product(x, v0_slope);
    }
    (value, x_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct recursive_call {}
#[doc(hidden)]
impl recursive_call {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        n: usize,
        x_by: impl ::chainrule::__private::Handover<f64>,
        n_by: impl ::chainrule::__private::Handover<usize>,
    ) -> f64 {
        let value: f64;
        let taken: bool = n == 0;
        if taken {
            value = 1.0;
        } else {
            let both = recursive_call::sweep(tape, x, n - 1, 1.0);
            let slopes = both.1;
            let v0_slope = ::chainrule::__private::cotangent(slopes.0);
            let v0 = both.0;
            value = x * v0;
            tape.push([v0_slope, v0]);
        }
        tape.push(taken);
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
        n_by: impl ::chainrule::__private::Handover<usize>,
    ) -> (f64, ()) {
        let x = ::chainrule::__private::Handover::restore(x_by, tape);
        let taken_1 = tape.pop::<bool>();
        let mut x_bar: f64 = 0.0;
        if !taken_1 {
            let [v0_slope, v0] = tape.pop::<[f64; 2]>();
            x_bar += v0 * value_bar;
            let v0_bar = x * value_bar;
            x_bar += ::chainrule::rules::strong_product(v0_bar, v0_slope);
        }
        (x_bar, ())
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, x: f64, n: usize) -> f64 {
        Self::forward_with(
            tape,
            x,
            n,
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
    ) -> (f64, ()) {
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
        n: usize,
        value_bar: f64,
    ) -> (f64, (f64, ())) {
        let value: f64;
        let mut v0_slope_0: f64 = 0.0;
        let mut v0_0: f64 = 0.0;
        if n == 0 {
            value = 1.0;
        } else {
            let both = recursive_call::sweep(tape, x, n - 1, 1.0);
            let slopes = both.1;
            let v0_slope = ::chainrule::__private::cotangent(slopes.0);
            let v0 = both.0;
            value = x * v0;
            v0_slope_0 = v0_slope;
            v0_0 = v0;
        }
        let mut x_bar: f64 = 0.0;
        if !(n == 0) {
            let v0 = v0_0;
            let v0_slope = v0_slope_0;
            x_bar += v0 * value_bar;
            let v0_bar = x * value_bar;
            x_bar += ::chainrule::rules::strong_product(v0_bar, v0_slope);
        }
        (value, (x_bar, ()))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: f64,
        x_dot: impl ::chainrule::__private::DotOf<f64>,
        n: usize,
        _: impl ::chainrule::__private::HeldDot,
    ) -> (f64, f64) {
        let x_dot = ::chainrule::__private::DotOf::<f64>::dot(x_dot, &x);
        let value: f64;
        let value_dot: f64;
        if n == 0 {
            value = 1.0;
            value_dot = 0.0;
        } else {
            let (v0, v0_dot) = recursive_call::tangent(
                x,
                ::chainrule::__private::Dot(x_dot),
                n - 1,
                ::chainrule::__private::NoDot,
            );
            value = x * v0;
            value_dot = v0 * x_dot + x * v0_dot;
        }
        (value, value_dot)
    }
}
