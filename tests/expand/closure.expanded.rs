use chainrule::differentiate;
#[allow(dead_code)]
/// Two steps of Newton's method, by a closure that captures and one that changes what it captures.
pub fn closure(x: f64, start: f64) -> f64 {
    let f = |t: f64| t * t - x;
    let mut root = start;
    let mut step = || root -= f(root) / (2.0 * root);
    step();
    step();
    root
}
/// Value and gradient of [`closure`] with respect to `x` and `start`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_closure(x: f64, start: f64) -> (f64, (f64, f64)) {
    /// Forward sweep.
    let mut root = start;
    let t = root;
    let v0 = t * t;
    let v1 = v0 - x;
    let v2 = 2.0 * root;
    let v3 = v1 / v2;
    root -= v3;
    let t_1 = root;
    let v4 = t_1 * t_1;
    let v5 = v4 - x;
    let v6 = 2.0 * root;
    let v7 = v5 / v6;
    root -= v7;
    let value = root;
    /// Reverse sweep.
    let mut root_bar: f64 = 1.0;
    let v7_bar = -root_bar;
    let bars = ::chainrule::rules::div(v6, v7, v7_bar);
    let v5_bar = bars.0;
    let v6_bar = bars.1;
    root_bar += 2.0 * v6_bar;
    let v4_bar = v5_bar;
    let t_1_bar = 2.0 * t_1 * v4_bar;
    root_bar += t_1_bar;
    let v3_bar = -root_bar;
    let bars_1 = ::chainrule::rules::div(v2, v3, v3_bar);
    let v1_bar = bars_1.0;
    let v2_bar = bars_1.1;
    root_bar += 2.0 * v2_bar;
    let v0_bar = v1_bar;
    let x_bar = -v5_bar - v1_bar;
    let t_bar = 2.0 * t * v0_bar;
    root_bar += t_bar;
    let start_bar = root_bar;
    (value, (x_bar, start_bar))
}
/// Gradient of [`closure`] with respect to `x` and `start`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_closure(x: f64, start: f64) -> (f64, f64) {
    value_and_grad_closure(x, start).1
}
/// Adds the gradient of [`closure`] with respect to `x` and `start` into the buffers, and returns the value.
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn accumulate_grad_closure(
    x: f64,
    x_bar: &mut f64,
    start: f64,
    start_bar: &mut f64,
) -> f64 {
    let (value, bars) = closure::sweep(
        &mut ::chainrule::__private::Tape::new(),
        x,
        start,
        1.0,
    );
    *x_bar += bars.0;
    *start_bar += bars.1;
    value
}
/// Value of [`closure`], and its pullback: from an adjoint of the result to the adjoints of the arguments.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn vjp_closure(
    x: f64,
    start: f64,
) -> (f64, impl ::core::ops::Fn(f64) -> (f64, f64) + use<>) {
    /// Forward sweep.
    let mut root = start;
    let t = root;
    let v0 = t * t;
    let v1 = v0 - x;
    let v2 = 2.0 * root;
    let v3 = v1 / v2;
    root -= v3;
    let t_1 = root;
    let v4 = t_1 * t_1;
    let v5 = v4 - x;
    let v6 = 2.0 * root;
    let v7 = v5 / v6;
    root -= v7;
    let value = root;
    (
        value,
        move |value_bar: f64| {
            /// Reverse sweep.
            let mut root_bar = value_bar;
            let v7_bar = -root_bar;
            let bars = ::chainrule::rules::div(v6, v7, v7_bar);
            let v5_bar = bars.0;
            let v6_bar = bars.1;
            root_bar += 2.0 * v6_bar;
            let v4_bar = v5_bar;
            let t_1_bar = 2.0 * t_1 * v4_bar;
            root_bar += t_1_bar;
            let v3_bar = -root_bar;
            let bars_1 = ::chainrule::rules::div(v2, v3, v3_bar);
            let v1_bar = bars_1.0;
            let v2_bar = bars_1.1;
            root_bar += 2.0 * v2_bar;
            let v0_bar = v1_bar;
            let x_bar = -v5_bar - v1_bar;
            let t_bar = 2.0 * t * v0_bar;
            root_bar += t_bar;
            let start_bar = root_bar;
            (x_bar, start_bar)
        },
    )
}
/// Value and tangent of [`closure`], by forward mode: each of `x` and `start` is followed by its tangent.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn jvp_closure(x: f64, x_dot: f64, start: f64, start_dot: f64) -> (f64, f64) {
    let mut root = start;
    let mut root_dot = start_dot;
    let t = root;
    let t_dot = root_dot;
    let v0 = t * t;
    let v0_dot = 2.0 * t * t_dot;
    let v1 = v0 - x;
    let v1_dot = v0_dot - x_dot;
    let v2 = 2.0 * root;
    let v2_dot = 2.0 * root_dot;
    let v3 = v1 / v2;
    root_dot -= ::chainrule::rules::div_tangent(v2, v3, v1_dot, v2_dot);
    root -= v3;
    let t_1 = root;
    let t_1_dot = root_dot;
    let v4 = t_1 * t_1;
    let v4_dot = 2.0 * t_1 * t_1_dot;
    let v5 = v4 - x;
    let v5_dot = v4_dot - x_dot;
    let v6 = 2.0 * root;
    let v6_dot = 2.0 * root_dot;
    let v7 = v5 / v6;
    root_dot -= ::chainrule::rules::div_tangent(v6, v7, v5_dot, v6_dot);
    root -= v7;
    (root, root_dot)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct closure {}
#[doc(hidden)]
impl closure {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, x: f64, start: f64) -> f64 {
        let mut root = start;
        let t = root;
        let v0 = t * t;
        let v1 = v0 - x;
        let v2 = 2.0 * root;
        let v3 = v1 / v2;
        root -= v3;
        let t_1 = root;
        let v4 = t_1 * t_1;
        let v5 = v4 - x;
        let v6 = 2.0 * root;
        let v7 = v5 / v6;
        root -= v7;
        let value = root;
        tape.push([t, v2, v3, t_1, v6, v7]);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: f64,
    ) -> (f64, f64) {
        let [t, v2, v3, t_1, v6, v7] = tape.pop::<[f64; 6]>();
        let mut root_bar = value_bar;
        let v7_bar = -root_bar;
        let bars = ::chainrule::rules::div(v6, v7, v7_bar);
        let v5_bar = bars.0;
        let v6_bar = bars.1;
        root_bar += 2.0 * v6_bar;
        let v4_bar = v5_bar;
        let t_1_bar = 2.0 * t_1 * v4_bar;
        root_bar += t_1_bar;
        let v3_bar = -root_bar;
        let bars_1 = ::chainrule::rules::div(v2, v3, v3_bar);
        let v1_bar = bars_1.0;
        let v2_bar = bars_1.1;
        root_bar += 2.0 * v2_bar;
        let v0_bar = v1_bar;
        let x_bar = -v5_bar - v1_bar;
        let t_bar = 2.0 * t * v0_bar;
        root_bar += t_bar;
        let start_bar = root_bar;
        (x_bar, start_bar)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        start: f64,
        _: impl Sized,
        _: impl Sized,
    ) -> f64 {
        Self::forward(tape, x, start)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: f64,
        _: impl Sized,
        _: impl Sized,
    ) -> (f64, f64) {
        Self::reverse(tape, value_bar)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        start: f64,
        value_bar: f64,
    ) -> (f64, (f64, f64)) {
        let mut root = start;
        let t = root;
        let v0 = t * t;
        let v1 = v0 - x;
        let v2 = 2.0 * root;
        let v3 = v1 / v2;
        root -= v3;
        let t_1 = root;
        let v4 = t_1 * t_1;
        let v5 = v4 - x;
        let v6 = 2.0 * root;
        let v7 = v5 / v6;
        root -= v7;
        let value = root;
        let mut root_bar = value_bar;
        let v7_bar = -root_bar;
        let bars = ::chainrule::rules::div(v6, v7, v7_bar);
        let v5_bar = bars.0;
        let v6_bar = bars.1;
        root_bar += 2.0 * v6_bar;
        let v4_bar = v5_bar;
        let t_1_bar = 2.0 * t_1 * v4_bar;
        root_bar += t_1_bar;
        let v3_bar = -root_bar;
        let bars_1 = ::chainrule::rules::div(v2, v3, v3_bar);
        let v1_bar = bars_1.0;
        let v2_bar = bars_1.1;
        root_bar += 2.0 * v2_bar;
        let v0_bar = v1_bar;
        let x_bar = -v5_bar - v1_bar;
        let t_bar = 2.0 * t * v0_bar;
        root_bar += t_bar;
        let start_bar = root_bar;
        (value, (x_bar, start_bar))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: f64,
        x_dot: impl ::chainrule::__private::DotOf<f64>,
        start: f64,
        start_dot: impl ::chainrule::__private::DotOf<f64>,
    ) -> (f64, f64) {
        let x_dot = ::chainrule::__private::DotOf::<f64>::dot(x_dot, &x);
        let start_dot = ::chainrule::__private::DotOf::<f64>::dot(start_dot, &start);
        let mut root = start;
        let mut root_dot = start_dot;
        let t = root;
        let t_dot = root_dot;
        let v0 = t * t;
        let v0_dot = 2.0 * t * t_dot;
        let v1 = v0 - x;
        let v1_dot = v0_dot - x_dot;
        let v2 = 2.0 * root;
        let v2_dot = 2.0 * root_dot;
        let v3 = v1 / v2;
        root_dot -= ::chainrule::rules::div_tangent(v2, v3, v1_dot, v2_dot);
        root -= v3;
        let t_1 = root;
        let t_1_dot = root_dot;
        let v4 = t_1 * t_1;
        let v4_dot = 2.0 * t_1 * t_1_dot;
        let v5 = v4 - x;
        let v5_dot = v4_dot - x_dot;
        let v6 = 2.0 * root;
        let v6_dot = 2.0 * root_dot;
        let v7 = v5 / v6;
        root_dot -= ::chainrule::rules::div_tangent(v6, v7, v5_dot, v6_dot);
        root -= v7;
        (root, root_dot)
    }
}
