use chainrule::differentiate;
#[allow(dead_code)]
pub fn primitives(x: f64, y: f64) -> f64 {
    let r = x.hypot(y);
    let s = r.ln() + (x / y).powi(3) - r.sqrt();
    s.max(x).mul_add(2.0, y.powf(x))
}
/// Gradient of [`primitives`] with respect to `x` and `y`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_primitives(x: f64, y: f64) -> (f64, f64) {
    /// Forward sweep.
    let r = x.hypot(y);
    let v0 = r.ln();
    let v1 = x / y;
    let v2 = v1.powi(3);
    let v3 = v0 + v2;
    let v4 = r.sqrt();
    let s = v3 - v4;
    let v6 = y.powf(x);
    /// Reverse sweep.
    let v5_bar: f64 = 2.0;
    let bars = ::chainrule::rules::powf(y, x, v6, 1.0);
    let bars_1 = ::chainrule::rules::max(s, x, v5_bar);
    let s_bar = bars_1.0;
    let v3_bar = s_bar;
    let v4_bar = -s_bar;
    let v0_bar = v3_bar;
    let v2_bar = v3_bar;
    let v1_bar = 3.0 * v1 * v1 * v2_bar;
    let bars_2 = ::chainrule::rules::div(y, v1, v1_bar);
    let r_bar = ::chainrule::rules::sqrt(v4, v4_bar) + ::chainrule::rules::ln(r, v0_bar);
    let bars_3 = ::chainrule::rules::hypot(x, y, r, r_bar);
    let x_bar = bars.1 + bars_1.1 + bars_2.0 + bars_3.0;
    let y_bar = bars.0 + bars_2.1 + bars_3.1;
    (x_bar, y_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct primitives {}
#[doc(hidden)]
impl primitives {
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
        let r = x.hypot(y);
        let v0 = r.ln();
        let v1 = x / y;
        let v2 = v1.powi(3);
        let v3 = v0 + v2;
        let v4 = r.sqrt();
        let s = v3 - v4;
        let v5 = s.max(x);
        let v6 = y.powf(x);
        let v7 = v5.mul_add(2.0, v6);
        let value = v7;
        ::chainrule::__private::Handover::record(x_by, x, tape);
        ::chainrule::__private::Handover::record(y_by, y, tape);
        tape.push([r, v1, v4, s, v6]);
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
        let [r, v1, v4, s, v6] = tape.pop::<[f64; 5]>();
        let y = ::chainrule::__private::Handover::restore(y_by, tape);
        let x = ::chainrule::__private::Handover::restore(x_by, tape);
        let v5_bar = 2.0 * value_bar;
        let bars = ::chainrule::rules::powf(y, x, v6, value_bar);
        let bars_1 = ::chainrule::rules::max(s, x, v5_bar);
        let s_bar = bars_1.0;
        let v3_bar = s_bar;
        let v4_bar = -s_bar;
        let v0_bar = v3_bar;
        let v2_bar = v3_bar;
        let v1_bar = 3.0 * v1 * v1 * v2_bar;
        let bars_2 = ::chainrule::rules::div(y, v1, v1_bar);
        let r_bar = ::chainrule::rules::sqrt(v4, v4_bar)
            + ::chainrule::rules::ln(r, v0_bar);
        let bars_3 = ::chainrule::rules::hypot(x, y, r, r_bar);
        let x_bar = bars.1 + bars_1.1 + bars_2.0 + bars_3.0;
        let y_bar = bars.0 + bars_2.1 + bars_3.1;
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
        let r = x.hypot(y);
        let v0 = r.ln();
        let v1 = x / y;
        let v2 = v1.powi(3);
        let v3 = v0 + v2;
        let v4 = r.sqrt();
        let s = v3 - v4;
        let v5 = s.max(x);
        let v6 = y.powf(x);
        let v7 = v5.mul_add(2.0, v6);
        let value = v7;
        let v5_bar = 2.0 * value_bar;
        let bars = ::chainrule::rules::powf(y, x, v6, value_bar);
        let bars_1 = ::chainrule::rules::max(s, x, v5_bar);
        let s_bar = bars_1.0;
        let v3_bar = s_bar;
        let v4_bar = -s_bar;
        let v0_bar = v3_bar;
        let v2_bar = v3_bar;
        let v1_bar = 3.0 * v1 * v1 * v2_bar;
        let bars_2 = ::chainrule::rules::div(y, v1, v1_bar);
        let r_bar = ::chainrule::rules::sqrt(v4, v4_bar)
            + ::chainrule::rules::ln(r, v0_bar);
        let bars_3 = ::chainrule::rules::hypot(x, y, r, r_bar);
        let x_bar = bars.1 + bars_1.1 + bars_2.0 + bars_3.0;
        let y_bar = bars.0 + bars_2.1 + bars_3.1;
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
        let r = x.hypot(y);
        let r_dot = ::chainrule::rules::hypot_tangent(x, y, r, x_dot, y_dot);
        let v0 = r.ln();
        let v0_dot = ::chainrule::rules::ln(r, r_dot);
        let v1 = x / y;
        let v1_dot = ::chainrule::rules::div_tangent(y, v1, x_dot, y_dot);
        let v2 = v1.powi(3);
        let v2_dot = 3.0 * v1 * v1 * v1_dot;
        let v3 = v0 + v2;
        let v3_dot = v0_dot + v2_dot;
        let v4 = r.sqrt();
        let v4_dot = ::chainrule::rules::sqrt(v4, r_dot);
        let s = v3 - v4;
        let s_dot = v3_dot - v4_dot;
        let v5 = s.max(x);
        let v5_dot = ::chainrule::rules::max_tangent(s, x, s_dot, x_dot);
        let v6 = y.powf(x);
        let v6_dot = ::chainrule::rules::powf_base(y, x, y_dot)
            + ::chainrule::rules::powf_exponent(y, x, v6, x_dot);
        let v7 = v5.mul_add(2.0, v6);
        let v7_dot = 2.0 * v5_dot + v6_dot;
        (v7, v7_dot)
    }
}
