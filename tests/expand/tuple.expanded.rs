use chainrule::differentiate;
#[allow(dead_code)]
pub fn tuple(point: (f64, f64), angle: f64) -> (f64, f64) {
    let (x, y) = point;
    let (sin, cos) = angle.sin_cos();
    (x * cos - y * sin, x * sin + y * cos)
}
/// Value of [`tuple`], and its pullback: from an adjoint of the result to the adjoints of the arguments.
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
            let mut v0_bar = (0.0, 0.0);
            v0_bar.1 += cos_bar;
            v0_bar.0 += sin_bar;
            let angle_bar = v0.1 * v0_bar.0 - v0.0 * v0_bar.1;
            let mut point_bar = (0.0, 0.0);
            point_bar.1 += y_bar;
            point_bar.0 += x_bar;
            (point_bar, angle_bar)
        },
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
        tape.push(point);
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
        let point = tape.pop::<(f64, f64)>();
        let x = point.0;
        let y = point.1;
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
        let mut v0_bar = (0.0, 0.0);
        v0_bar.1 += cos_bar;
        v0_bar.0 += sin_bar;
        let angle_bar = v0.1 * v0_bar.0 - v0.0 * v0_bar.1;
        let mut point_bar = (0.0, 0.0);
        point_bar.1 += y_bar;
        point_bar.0 += x_bar;
        (point_bar, angle_bar)
    }
}
