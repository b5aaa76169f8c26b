use chainrule::differentiate;
#[allow(dead_code)]
pub fn tuple(point: (f64, f64), angle: f64) -> (f64, f64) {
    let (x, y) = point;
    let (sin, cos) = angle.sin_cos();
    (x * cos - y * sin, x * sin + y * cos)
}
/// Value of [`tuple`], and its pullback: from an adjoint of the result to the adjoints of the arguments.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn vjp_tuple(
    point: (f64, f64),
    angle: f64,
) -> ((f64, f64), impl ::core::ops::Fn((f64, f64)) -> ((f64, f64), f64) + use<>) {
    /// Forward sweep.
    let x = point.0;
    let y = point.1;
    let v0 = angle.sin_cos();
    let sin = v0.0;
    let cos = v0.1;
    let v1 = x * cos;
    let v2 = y * sin;
    let v3 = v1 - v2;
    let v4 = x * sin;
    let v5 = y * cos;
    let v6 = v4 + v5;
    let value = (v3, v6);
    (
        value,
        move |value_bar: (f64, f64)| {
            /// Reverse sweep.
            let v3_bar = value_bar.0;
            let v6_bar = value_bar.1;
            let v4_bar = v6_bar;
            let v5_bar = v6_bar;
            let v1_bar = v3_bar;
            let v2_bar = -v3_bar;
            let y_bar = cos * v5_bar + sin * v2_bar;
            let sin_bar = x * v4_bar + y * v2_bar;
            let x_bar = sin * v4_bar + cos * v1_bar;
            let cos_bar = y * v5_bar + x * v1_bar;
            let v0_bar = (sin_bar, cos_bar);
            let angle_bar = v0.1 * v0_bar.0 - v0.0 * v0_bar.1;
            let point_bar = (x_bar, y_bar);
            (point_bar, angle_bar)
        },
    )
}
/// Value and tangent of [`tuple`], by forward mode: each of `point` and `angle` is followed by its tangent.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn jvp_tuple(
    point: (f64, f64),
    point_dot: (f64, f64),
    angle: f64,
    angle_dot: f64,
) -> ((f64, f64), (f64, f64)) {
    let x = point.0;
    let x_dot = point_dot.0;
    let y = point.1;
    let y_dot = point_dot.1;
    let v0 = angle.sin_cos();
    let v0_dot = (v0.1 * angle_dot, -(v0.0 * angle_dot));
    let sin = v0.0;
    let sin_dot = v0_dot.0;
    let cos = v0.1;
    let cos_dot = v0_dot.1;
    let v1 = x * cos;
    let v1_dot = cos * x_dot + x * cos_dot;
    let v2 = y * sin;
    let v2_dot = sin * y_dot + y * sin_dot;
    let v3 = v1 - v2;
    let v3_dot = v1_dot - v2_dot;
    let v4 = x * sin;
    let v4_dot = sin * x_dot + x * sin_dot;
    let v5 = y * cos;
    let v5_dot = cos * y_dot + y * cos_dot;
    let v6 = v4 + v5;
    let v6_dot = v4_dot + v5_dot;
    let value_dot = (v3_dot, v6_dot);
    let value = (v3, v6);
    (value, value_dot)
}
/// Jacobian of [`tuple`] with respect to `point` and `angle`, by forward or reverse mode: a row for each output, a column for each input.
#[inline]
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn jacobian_tuple(point: (f64, f64), angle: f64) -> ::chainrule::Matrix {
    let (value, pullback) = vjp_tuple(point, angle);
    ::chainrule::__private::matrix_in_lanes_or_by_rows::<
        _,
        8,
        _,
        _,
    >(
        &value,
        0 + ::chainrule::__private::dimension(&point)
            + ::chainrule::__private::dimension(&angle),
        |start| {
            let mut directions = ::chainrule::__private::Directions::from(start);
            let point_lanes = directions.of(&point);
            let angle_lanes = directions.of(&angle);
            tuple::over::<
                ::chainrule::__private::Lanes<8>,
            >((
                ::chainrule::__private::Varied(point_lanes),
                ::chainrule::__private::Varied(angle_lanes),
            ))
        },
        |seed| pullback(seed),
    )
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct tuple {}
#[doc(hidden)]
impl tuple {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        point: (f64, f64),
        angle: f64,
    ) -> (f64, f64) {
        let x = point.0;
        let y = point.1;
        let v0 = angle.sin_cos();
        let sin = v0.0;
        let cos = v0.1;
        let v1 = x * cos;
        let v2 = y * sin;
        let v3 = v1 - v2;
        let v4 = x * sin;
        let v5 = y * cos;
        let v6 = v4 + v5;
        let value = (v3, v6);
        tape.push([x, y]);
        tape.push(v0);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: (f64, f64),
    ) -> ((f64, f64), f64) {
        let v0 = tape.pop::<(f64, f64)>();
        let [x, y] = tape.pop::<[f64; 2]>();
        let sin = v0.0;
        let cos = v0.1;
        let v3_bar = value_bar.0;
        let v6_bar = value_bar.1;
        let v4_bar = v6_bar;
        let v5_bar = v6_bar;
        let v1_bar = v3_bar;
        let v2_bar = -v3_bar;
        let y_bar = cos * v5_bar + sin * v2_bar;
        let sin_bar = x * v4_bar + y * v2_bar;
        let x_bar = sin * v4_bar + cos * v1_bar;
        let cos_bar = y * v5_bar + x * v1_bar;
        let v0_bar = (sin_bar, cos_bar);
        let angle_bar = v0.1 * v0_bar.0 - v0.0 * v0_bar.1;
        let point_bar = (x_bar, y_bar);
        (point_bar, angle_bar)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        point: (f64, f64),
        angle: f64,
        _: impl Sized,
        _: impl Sized,
    ) -> (f64, f64) {
        Self::forward(tape, point, angle)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: (f64, f64),
        _: impl Sized,
        _: impl Sized,
    ) -> ((f64, f64), f64) {
        Self::reverse(tape, value_bar)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        point: (f64, f64),
        angle: f64,
        value_bar: (f64, f64),
    ) -> ((f64, f64), ((f64, f64), f64)) {
        let x = point.0;
        let y = point.1;
        let v0 = angle.sin_cos();
        let sin = v0.0;
        let cos = v0.1;
        let v1 = x * cos;
        let v2 = y * sin;
        let v3 = v1 - v2;
        let v4 = x * sin;
        let v5 = y * cos;
        let v6 = v4 + v5;
        let value = (v3, v6);
        let v3_bar = value_bar.0;
        let v6_bar = value_bar.1;
        let v4_bar = v6_bar;
        let v5_bar = v6_bar;
        let v1_bar = v3_bar;
        let v2_bar = -v3_bar;
        let y_bar = cos * v5_bar + sin * v2_bar;
        let sin_bar = x * v4_bar + y * v2_bar;
        let x_bar = sin * v4_bar + cos * v1_bar;
        let cos_bar = y * v5_bar + x * v1_bar;
        let v0_bar = (sin_bar, cos_bar);
        let angle_bar = v0.1 * v0_bar.0 - v0.0 * v0_bar.1;
        let point_bar = (x_bar, y_bar);
        (value, (point_bar, angle_bar))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        point: (f64, f64),
        point_dot: impl ::chainrule::__private::DotOf<(f64, f64)>,
        angle: f64,
        angle_dot: impl ::chainrule::__private::DotOf<f64>,
    ) -> ((f64, f64), (f64, f64)) {
        let point_dot = ::chainrule::__private::DotOf::<
            (f64, f64),
        >::dot(point_dot, &point);
        let angle_dot = ::chainrule::__private::DotOf::<f64>::dot(angle_dot, &angle);
        let x = point.0;
        let x_dot = point_dot.0;
        let y = point.1;
        let y_dot = point_dot.1;
        let v0 = angle.sin_cos();
        let v0_dot = (v0.1 * angle_dot, -(v0.0 * angle_dot));
        let sin = v0.0;
        let sin_dot = v0_dot.0;
        let cos = v0.1;
        let cos_dot = v0_dot.1;
        let v1 = x * cos;
        let v1_dot = cos * x_dot + x * cos_dot;
        let v2 = y * sin;
        let v2_dot = sin * y_dot + y * sin_dot;
        let v3 = v1 - v2;
        let v3_dot = v1_dot - v2_dot;
        let v4 = x * sin;
        let v4_dot = sin * x_dot + x * sin_dot;
        let v5 = y * cos;
        let v5_dot = cos * y_dot + y * cos_dot;
        let v6 = v4 + v5;
        let v6_dot = v4_dot + v5_dot;
        let value_dot = (v3_dot, v6_dot);
        let value = (v3, v6);
        (value, value_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn over<S: ::chainrule::__private::Jet>(
        (
            point,
            angle,
        ): (
            impl ::chainrule::__private::Passed<(f64, f64), S>,
            impl ::chainrule::__private::Passed<f64, S>,
        ),
    ) -> (S, S) {
        let point = ::chainrule::__private::Passed::passed(point);
        let angle = ::chainrule::__private::Passed::passed(angle);
        let x = point.0;
        let y = point.1;
        let v0 = angle.sin_cos();
        let sin = v0.0;
        let cos = v0.1;
        let v1 = x * cos;
        let v2 = y * sin;
        let v3 = v1 - v2;
        let v4 = x * sin;
        let v5 = y * cos;
        let v6 = v4 + v5;
        let value = (v3, v6);
        value
    }
}
