use chainrule::differentiate;
#[allow(dead_code)]
pub fn arrays(v: [f64; 3], w: [f64; 3]) -> f64 {
    let cross = [
        v[1] * w[2] - v[2] * w[1],
        v[2] * w[0] - v[0] * w[2],
        v[0] * w[1] - v[1] * w[0],
    ];
    cross[0] + 2.0 * cross[1] + 3.0 * cross[2]
}
/// Value and gradient of [`arrays`] with respect to `v` and `w`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_arrays(v: [f64; 3], w: [f64; 3]) -> (f64, ([f64; 3], [f64; 3])) {
    /// Forward sweep.
    let v0 = v[1] * w[2];
    let v1 = v[2] * w[1];
    let v2 = v0 - v1;
    let v3 = v[2] * w[0];
    let v4 = v[0] * w[2];
    let v5 = v3 - v4;
    let v6 = v[0] * w[1];
    let v7 = v[1] * w[0];
    let v8 = v6 - v7;
    let cross = [v2, v5, v8];
    let v9 = 2.0 * cross[1];
    let v10 = cross[0] + v9;
    let v11 = 3.0 * cross[2];
    let value = v10 + v11;
    /// Reverse sweep.
    let mut cross_bar = [0.0; 3usize];
    cross_bar[2] = 3.0;
    cross_bar[0] = 1.0;
    cross_bar[1] = 2.0;
    let v2_bar = cross_bar[0];
    let v5_bar = cross_bar[1];
    let v8_bar = cross_bar[2];
    let v6_bar = v8_bar;
    let v7_bar = -v8_bar;
    let mut v_bar = [0.0; 3];
    v_bar[1] = w[0] * v7_bar;
    let mut w_bar = [0.0; 3];
    w_bar[0] = v[1] * v7_bar;
    v_bar[0] = w[1] * v6_bar;
    w_bar[1] = v[0] * v6_bar;
    let v3_bar = v5_bar;
    let v4_bar = -v5_bar;
    v_bar[0] += w[2] * v4_bar;
    w_bar[2] = v[0] * v4_bar;
    v_bar[2] = w[0] * v3_bar;
    w_bar[0] += v[2] * v3_bar;
    let v0_bar = v2_bar;
    let v1_bar = -v2_bar;
    v_bar[2] += w[1] * v1_bar;
    w_bar[1] += v[2] * v1_bar;
    v_bar[1] += w[2] * v0_bar;
    w_bar[2] += v[1] * v0_bar;
    (value, (v_bar, w_bar))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct arrays {}
#[doc(hidden)]
impl arrays {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        v: [f64; 3],
        w: [f64; 3],
        v_by: impl ::chainrule::__private::Handover<[f64; 3]>,
        w_by: impl ::chainrule::__private::Handover<[f64; 3]>,
    ) -> f64 {
        let v0 = v[1] * w[2];
        let v1 = v[2] * w[1];
        let v2 = v0 - v1;
        let v3 = v[2] * w[0];
        let v4 = v[0] * w[2];
        let v5 = v3 - v4;
        let v6 = v[0] * w[1];
        let v7 = v[1] * w[0];
        let v8 = v6 - v7;
        let cross = [v2, v5, v8];
        let v9 = 2.0 * cross[1];
        let v10 = cross[0] + v9;
        let v11 = 3.0 * cross[2];
        let value = v10 + v11;
        ::chainrule::__private::Handover::record(v_by, v, tape);
        ::chainrule::__private::Handover::record(w_by, w, tape);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: f64,
        v_by: impl ::chainrule::__private::Handover<[f64; 3]>,
        w_by: impl ::chainrule::__private::Handover<[f64; 3]>,
    ) -> ([f64; 3], [f64; 3]) {
        let w = ::chainrule::__private::Handover::restore(w_by, tape);
        let v = ::chainrule::__private::Handover::restore(v_by, tape);
        let mut cross_bar = [0.0; 3usize];
        cross_bar[2] = 3.0 * value_bar;
        cross_bar[0] = value_bar;
        cross_bar[1] = 2.0 * value_bar;
        let v2_bar = cross_bar[0];
        let v5_bar = cross_bar[1];
        let v8_bar = cross_bar[2];
        let v6_bar = v8_bar;
        let v7_bar = -v8_bar;
        let mut v_bar = [0.0; 3];
        v_bar[1] = w[0] * v7_bar;
        let mut w_bar = [0.0; 3];
        w_bar[0] = v[1] * v7_bar;
        v_bar[0] = w[1] * v6_bar;
        w_bar[1] = v[0] * v6_bar;
        let v3_bar = v5_bar;
        let v4_bar = -v5_bar;
        v_bar[0] += w[2] * v4_bar;
        w_bar[2] = v[0] * v4_bar;
        v_bar[2] = w[0] * v3_bar;
        w_bar[0] += v[2] * v3_bar;
        let v0_bar = v2_bar;
        let v1_bar = -v2_bar;
        v_bar[2] += w[1] * v1_bar;
        w_bar[1] += v[2] * v1_bar;
        v_bar[1] += w[2] * v0_bar;
        w_bar[2] += v[1] * v0_bar;
        (v_bar, w_bar)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        v: [f64; 3],
        w: [f64; 3],
    ) -> f64 {
        Self::forward_with(
            tape,
            v,
            w,
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
    ) -> ([f64; 3], [f64; 3]) {
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
        v: [f64; 3],
        w: [f64; 3],
        value_bar: f64,
    ) -> (f64, ([f64; 3], [f64; 3])) {
        let v0 = v[1] * w[2];
        let v1 = v[2] * w[1];
        let v2 = v0 - v1;
        let v3 = v[2] * w[0];
        let v4 = v[0] * w[2];
        let v5 = v3 - v4;
        let v6 = v[0] * w[1];
        let v7 = v[1] * w[0];
        let v8 = v6 - v7;
        let cross = [v2, v5, v8];
        let v9 = 2.0 * cross[1];
        let v10 = cross[0] + v9;
        let v11 = 3.0 * cross[2];
        let value = v10 + v11;
        let mut cross_bar = [0.0; 3usize];
        cross_bar[2] = 3.0 * value_bar;
        cross_bar[0] = value_bar;
        cross_bar[1] = 2.0 * value_bar;
        let v2_bar = cross_bar[0];
        let v5_bar = cross_bar[1];
        let v8_bar = cross_bar[2];
        let v6_bar = v8_bar;
        let v7_bar = -v8_bar;
        let mut v_bar = [0.0; 3];
        v_bar[1] = w[0] * v7_bar;
        let mut w_bar = [0.0; 3];
        w_bar[0] = v[1] * v7_bar;
        v_bar[0] = w[1] * v6_bar;
        w_bar[1] = v[0] * v6_bar;
        let v3_bar = v5_bar;
        let v4_bar = -v5_bar;
        v_bar[0] += w[2] * v4_bar;
        w_bar[2] = v[0] * v4_bar;
        v_bar[2] = w[0] * v3_bar;
        w_bar[0] += v[2] * v3_bar;
        let v0_bar = v2_bar;
        let v1_bar = -v2_bar;
        v_bar[2] += w[1] * v1_bar;
        w_bar[1] += v[2] * v1_bar;
        v_bar[1] += w[2] * v0_bar;
        w_bar[2] += v[1] * v0_bar;
        (value, (v_bar, w_bar))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        v: [f64; 3],
        v_dot: impl ::chainrule::__private::DotOf<[f64; 3]>,
        w: [f64; 3],
        w_dot: impl ::chainrule::__private::DotOf<[f64; 3]>,
    ) -> (f64, f64) {
        let v_dot = ::chainrule::__private::DotOf::<[f64; 3]>::dot(v_dot, &v);
        let w_dot = ::chainrule::__private::DotOf::<[f64; 3]>::dot(w_dot, &w);
        let v0 = v[1] * w[2];
        let v0_dot = w[2] * v_dot[1] + v[1] * w_dot[2];
        let v1 = v[2] * w[1];
        let v1_dot = w[1] * v_dot[2] + v[2] * w_dot[1];
        let v2 = v0 - v1;
        let v2_dot = v0_dot - v1_dot;
        let v3 = v[2] * w[0];
        let v3_dot = w[0] * v_dot[2] + v[2] * w_dot[0];
        let v4 = v[0] * w[2];
        let v4_dot = w[2] * v_dot[0] + v[0] * w_dot[2];
        let v5 = v3 - v4;
        let v5_dot = v3_dot - v4_dot;
        let v6 = v[0] * w[1];
        let v6_dot = w[1] * v_dot[0] + v[0] * w_dot[1];
        let v7 = v[1] * w[0];
        let v7_dot = w[0] * v_dot[1] + v[1] * w_dot[0];
        let v8 = v6 - v7;
        let v8_dot = v6_dot - v7_dot;
        let cross_dot = [v2_dot, v5_dot, v8_dot];
        let cross = [v2, v5, v8];
        let v9 = 2.0 * cross[1];
        let v9_dot = 2.0 * cross_dot[1];
        let v10 = cross[0] + v9;
        let v10_dot = cross_dot[0] + v9_dot;
        let v11 = 3.0 * cross[2];
        let v11_dot = 3.0 * cross_dot[2];
        let value = v10 + v11;
        let value_dot = v10_dot + v11_dot;
        (value, value_dot)
    }
}
