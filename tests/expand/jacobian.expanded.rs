use chainrule::differentiate;
#[allow(dead_code)]
pub fn tall(x: f64, y: f64) -> [f64; 3] {
    [x * y, x, y]
}
/// Value of [`tall`], and its pullback: from an adjoint of the result to the adjoints of the arguments.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn vjp_tall(
    x: f64,
    y: f64,
) -> ([f64; 3], impl ::core::ops::Fn([f64; 3]) -> (f64, f64) + use<>) {
    /// Forward sweep.
    let v0 = x * y;
    let value = [v0, x, y];
    (
        value,
        move |value_bar: [f64; 3]| {
            /// Reverse sweep.
            let v0_bar = value_bar[0];
            let x_bar = value_bar[1] + y * v0_bar;
            let y_bar = value_bar[2] + x * v0_bar;
            (x_bar, y_bar)
        },
    )
}
/// Value and tangent of [`tall`], by forward mode: each of `x` and `y` is followed by its tangent.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn jvp_tall(x: f64, x_dot: f64, y: f64, y_dot: f64) -> ([f64; 3], [f64; 3]) {
    let v0 = x * y;
    let v0_dot = y * x_dot + x * y_dot;
    let value_dot = [v0_dot, x_dot, y_dot];
    let value = [v0, x, y];
    (value, value_dot)
}
/// Jacobian of [`tall`] with respect to `x` and `y`, by forward mode: a row for each output, a column for each input.
#[inline]
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn jacobian_tall(x: f64, y: f64) -> [[f64; 2]; 3] {
    ::chainrule::__private::jacobian_in_lanes::<
        2,
        2,
        3,
        _,
    >(|start| {
        let mut directions = ::chainrule::__private::Directions::from(start);
        let x_lanes = directions.of(&x);
        let y_lanes = directions.of(&y);
        tall::over::<
            ::chainrule::__private::Lanes<2>,
        >((
            ::chainrule::__private::Varied(x_lanes),
            ::chainrule::__private::Varied(y_lanes),
        ))
    })
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct tall {}
#[doc(hidden)]
impl tall {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        y: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
        y_by: impl ::chainrule::__private::Handover<f64>,
    ) -> [f64; 3] {
        let v0 = x * y;
        let value = [v0, x, y];
        ::chainrule::__private::Handover::record(x_by, x, tape);
        ::chainrule::__private::Handover::record(y_by, y, tape);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: [f64; 3],
        x_by: impl ::chainrule::__private::Handover<f64>,
        y_by: impl ::chainrule::__private::Handover<f64>,
    ) -> (f64, f64) {
        let y = ::chainrule::__private::Handover::restore(y_by, tape);
        let x = ::chainrule::__private::Handover::restore(x_by, tape);
        let v0_bar = value_bar[0];
        let x_bar = value_bar[1] + y * v0_bar;
        let y_bar = value_bar[2] + x * v0_bar;
        (x_bar, y_bar)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, x: f64, y: f64) -> [f64; 3] {
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
        value_bar: [f64; 3],
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
        value_bar: [f64; 3],
    ) -> ([f64; 3], (f64, f64)) {
        let v0 = x * y;
        let value = [v0, x, y];
        let v0_bar = value_bar[0];
        let x_bar = value_bar[1] + y * v0_bar;
        let y_bar = value_bar[2] + x * v0_bar;
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
    ) -> ([f64; 3], [f64; 3]) {
        let x_dot = ::chainrule::__private::DotOf::<f64>::dot(x_dot, &x);
        let y_dot = ::chainrule::__private::DotOf::<f64>::dot(y_dot, &y);
        let v0 = x * y;
        let v0_dot = y * x_dot + x * y_dot;
        let value_dot = [v0_dot, x_dot, y_dot];
        let value = [v0, x, y];
        (value, value_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn over<S: ::chainrule::__private::Jet>(
        (
            x,
            y,
        ): (
            impl ::chainrule::__private::Passed<f64, S>,
            impl ::chainrule::__private::Passed<f64, S>,
        ),
    ) -> [S; 3] {
        let x = ::chainrule::__private::Passed::passed(x);
        let y = ::chainrule::__private::Passed::passed(y);
        let v0 = x * y;
        let value = [v0, x, y];
        value
    }
}
#[allow(dead_code)]
pub fn wide(p: [f64; 3]) -> [f64; 2] {
    [p[0] * p[1], p[2]]
}
/// Value of [`wide`], and its pullback: from an adjoint of the result to the adjoints of the arguments.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn vjp_wide(
    p: [f64; 3],
) -> ([f64; 2], impl ::core::ops::Fn([f64; 2]) -> [f64; 3] + use<>) {
    /// Forward sweep.
    let v0 = p[0] * p[1];
    let value = [v0, p[2]];
    (
        value,
        move |value_bar: [f64; 2]| {
            /// Reverse sweep.
            let v0_bar = value_bar[0];
            let mut p_bar = [0.0; 3];
            p_bar[2] = value_bar[1];
            p_bar[0] = p[1] * v0_bar;
            p_bar[1] = p[0] * v0_bar;
            p_bar
        },
    )
}
/// Value and tangent of [`wide`], by forward mode: each of `p` is followed by its tangent.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn jvp_wide(p: [f64; 3], p_dot: [f64; 3]) -> ([f64; 2], [f64; 2]) {
    let v0 = p[0] * p[1];
    let v0_dot = p[1] * p_dot[0] + p[0] * p_dot[1];
    let value_dot = [v0_dot, p_dot[2]];
    let value = [v0, p[2]];
    (value, value_dot)
}
/// Jacobian of [`wide`] with respect to `p`, by reverse mode: a row for each output, a column for each input.
#[inline]
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn jacobian_wide(p: [f64; 3]) -> [[f64; 3]; 2] {
    let (value, pullback) = vjp_wide(p);
    ::core::array::from_fn(|row: usize| {
        let seed = ::chainrule::__private::unit_tangent(&value, row);
        let p_adjoint = pullback(seed);
        p_adjoint
    })
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct wide {}
#[doc(hidden)]
impl wide {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        p: [f64; 3],
        p_by: impl ::chainrule::__private::Handover<[f64; 3]>,
    ) -> [f64; 2] {
        let v0 = p[0] * p[1];
        let value = [v0, p[2]];
        ::chainrule::__private::Handover::record(p_by, p, tape);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: [f64; 2],
        p_by: impl ::chainrule::__private::Handover<[f64; 3]>,
    ) -> ([f64; 3],) {
        let p = ::chainrule::__private::Handover::restore(p_by, tape);
        let v0_bar = value_bar[0];
        let mut p_bar = [0.0; 3];
        p_bar[2] = value_bar[1];
        p_bar[0] = p[1] * v0_bar;
        p_bar[1] = p[0] * v0_bar;
        (p_bar,)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, p: [f64; 3]) -> [f64; 2] {
        Self::forward_with(tape, p, ::chainrule::__private::ByTape)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: [f64; 2],
    ) -> ([f64; 3],) {
        Self::reverse_with(tape, value_bar, ::chainrule::__private::ByTape)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        p: [f64; 3],
        value_bar: [f64; 2],
    ) -> ([f64; 2], ([f64; 3],)) {
        let v0 = p[0] * p[1];
        let value = [v0, p[2]];
        let v0_bar = value_bar[0];
        let mut p_bar = [0.0; 3];
        p_bar[2] = value_bar[1];
        p_bar[0] = p[1] * v0_bar;
        p_bar[1] = p[0] * v0_bar;
        (value, (p_bar,))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        p: [f64; 3],
        p_dot: impl ::chainrule::__private::DotOf<[f64; 3]>,
    ) -> ([f64; 2], [f64; 2]) {
        let p_dot = ::chainrule::__private::DotOf::<[f64; 3]>::dot(p_dot, &p);
        let v0 = p[0] * p[1];
        let v0_dot = p[1] * p_dot[0] + p[0] * p_dot[1];
        let value_dot = [v0_dot, p_dot[2]];
        let value = [v0, p[2]];
        (value, value_dot)
    }
}
#[allow(dead_code)]
pub fn sized(a: &[f64], n: usize) -> Vec<f64> {
    vec![a[0] * a[1]; n]
}
/// Value of [`sized`], and its pullback: from an adjoint of the result to the adjoints of the arguments.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn vjp_sized<'borrowed_0>(
    a: &'borrowed_0 [f64],
    n: usize,
) -> (
    Vec<f64>,
    impl ::core::ops::Fn(&[f64]) -> ::chainrule::__private::Vec<f64> + use<'borrowed_0>,
) {
    /// Forward sweep.
    let v0 = a[0] * a[1];
    let value = ::chainrule::__private::vec![v0; n];
    let kept = ::core::clone::Clone::clone(&value);
    (
        kept,
        move |value_bar: &[f64]| {
            ::chainrule::__private::check_shadow("value", &value, &value_bar.to_vec());
            let value_bar = value_bar.to_vec();
            /// Reverse sweep.
            let v0_bar = ::chainrule::__private::sum(&value_bar, 0.0);
            let mut a_bar = ::chainrule::__private::zero_tangent(a);
            a_bar[0] = a[1] * v0_bar;
            a_bar[1] = a[0] * v0_bar;
            a_bar
        },
    )
}
/// Value and tangent of [`sized`], by forward mode: each of `a` is followed by its tangent.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn jvp_sized(
    a: &[f64],
    a_dot: &[f64],
    n: usize,
) -> (Vec<f64>, ::chainrule::__private::Vec<f64>) {
    ::chainrule::__private::check_tangent("a", &*a, &*a_dot);
    let v0 = a[0] * a[1];
    let v0_dot = a[1] * a_dot[0] + a[0] * a_dot[1];
    let value_dot = ::chainrule::__private::vec![v0_dot; n];
    let value = ::chainrule::__private::vec![v0; n];
    (value, value_dot)
}
/// Jacobian of [`sized`] with respect to `a`, by forward or reverse mode: a row for each output, a column for each input.
#[inline]
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn jacobian_sized(a: &[f64], n: usize) -> ::chainrule::Matrix {
    let (value, pullback) = vjp_sized(a, n);
    ::chainrule::__private::matrix_in_lanes_or_by_rows::<
        _,
        8,
        _,
        _,
    >(
        &value,
        0 + ::chainrule::__private::dimension(&*a),
        |start| {
            let mut directions = ::chainrule::__private::Directions::from(start);
            let a_lanes = directions.of(&*a);
            sized::over::<
                ::chainrule::__private::Lanes<8>,
            >((&a_lanes, ::chainrule::__private::Held(n)))
        },
        |seed| pullback(&seed),
    )
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct sized {}
#[doc(hidden)]
impl sized {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        a: &[f64],
        n: usize,
    ) -> Vec<f64> {
        let v0 = a[0] * a[1];
        let value = ::chainrule::__private::vec![v0; n];
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        a: &[f64],
        a_bar: &mut [f64],
        a_is: impl ::chainrule::__private::Activity,
        value_bar: ::chainrule::__private::Vec<f64>,
    ) -> ((),) {
        let v0_bar = ::chainrule::__private::sum(&value_bar, 0.0);
        if ::chainrule::__private::is_active(a_is) {
            a_bar[0] += a[1] * v0_bar;
        }
        if ::chainrule::__private::is_active(a_is) {
            a_bar[1] += a[0] * v0_bar;
        }
        ((),)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        a: &[f64],
        n: usize,
        _: impl Sized,
    ) -> Vec<f64> {
        Self::forward(tape, a, n)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        a: &[f64],
        a_bar: &mut [f64],
        a_is: impl ::chainrule::__private::Activity,
        value_bar: ::chainrule::__private::Vec<f64>,
        _: impl Sized,
    ) -> ((),) {
        Self::reverse(tape, a, a_bar, a_is, value_bar)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        a: &[f64],
        a_bar: &mut [f64],
        a_is: impl ::chainrule::__private::Activity,
        n: usize,
        value_bar: ::chainrule::__private::Vec<f64>,
    ) -> (Vec<f64>, ((),)) {
        let v0 = a[0] * a[1];
        let value = ::chainrule::__private::vec![v0; n];
        let v0_bar = ::chainrule::__private::sum(&value_bar, 0.0);
        if ::chainrule::__private::is_active(a_is) {
            a_bar[0] += a[1] * v0_bar;
        }
        if ::chainrule::__private::is_active(a_is) {
            a_bar[1] += a[0] * v0_bar;
        }
        (value, ((),))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        a: &[f64],
        a_dot: &[f64],
        a_is: impl ::chainrule::__private::Activity,
        n: usize,
        _: impl ::chainrule::__private::HeldDot,
    ) -> (Vec<f64>, ::chainrule::__private::Vec<f64>) {
        let v0 = a[0] * a[1];
        let v0_dot = (if ::chainrule::__private::is_active(a_is) {
            a[1] * a_dot[0] + a[0] * a_dot[1]
        } else {
            0.0
        });
        let value_dot = ::chainrule::__private::vec![v0_dot; n];
        let value = ::chainrule::__private::vec![v0; n];
        (value, value_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn over<S: ::chainrule::__private::Jet>(
        (a, n): (&[S], ::chainrule::__private::Held<usize>),
    ) -> Vec<S> {
        let n = n.0;
        let v0 = a[0] * a[1];
        let value = ::chainrule::__private::vec![v0; n];
        value
    }
}
