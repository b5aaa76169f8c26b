use chainrule::differentiate;
#[allow(dead_code)]
pub fn shared_inverse(x: f64, n: usize) -> f64 {
    let (mut p, mut total) = (x, 0.0);
    for _ in 0..n {
        let variance = p + x;
        total += p.sin() / variance + variance.ln() + p.cos();
        p = total / variance;
    }
    total
}
/// Gradient of [`shared_inverse`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_shared_inverse(x: f64, n: usize) -> f64 {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let mut p = x;
    let mut total: f64 = 0.0;
    let [variance_column, v0_column, v1_column, v4_column, v5_column] = tape.columns(n);
    let variance_column_view = &mut variance_column[..n];
    let v0_column_view = &mut v0_column[..n];
    let v1_column_view = &mut v1_column[..n];
    let v4_column_view = &mut v4_column[..n];
    let v5_column_view = &mut v5_column[..n];
    (|
        variance_column_view: &mut [f64],
        v0_column_view: &mut [f64],
        v1_column_view: &mut [f64],
        v4_column_view: &mut [f64],
        v5_column_view: &mut [f64]|
    {
        for counter in 0..n {
            let variance = p + x;
            let v0 = p.sin();
            let v1 = v0 / variance;
            let v2 = variance.ln();
            let v3 = v1 + v2;
            let v4 = p.cos();
            total += v3 + v4;
            let v5 = total / variance;
            p = v5;
            variance_column_view[counter] = variance;
            v0_column_view[counter] = v0;
            v1_column_view[counter] = v1;
            v4_column_view[counter] = v4;
            v5_column_view[counter] = v5;
        }
    })(
        variance_column_view,
        v0_column_view,
        v1_column_view,
        v4_column_view,
        v5_column_view,
    );
    /// Reverse sweep.
    let mut total_bar: f64 = 1.0;
    let mut x_bar: f64 = 0.0;
    let mut p_bar: f64 = 0.0;
    let [variance_column_1, v0_column_1, v1_column_1, v4_column_1, v5_column_1] = tape
        .last_columns(n);
    let v5_column_1_view = &v5_column_1[..n];
    let v4_column_1_view = &v4_column_1[..n];
    let v1_column_1_view = &v1_column_1[..n];
    let v0_column_1_view = &v0_column_1[..n];
    let variance_column_1_view = &variance_column_1[..n];
    for counter in (0..n).rev() {
        let v5 = v5_column_1_view[counter];
        let v4 = v4_column_1_view[counter];
        let v1 = v1_column_1_view[counter];
        let v0 = v0_column_1_view[counter];
        let variance = variance_column_1_view[counter];
        let v5_bar = p_bar;
        let variance_inverse = ::chainrule::rules::inverse(variance);
        let bars = ::chainrule::rules::div_by(variance_inverse, v5, v5_bar);
        total_bar += bars.0;
        let v3_bar = total_bar;
        let v4_bar = total_bar;
        p_bar = -(v0 * v4_bar);
        let v1_bar = v3_bar;
        let v2_bar = v3_bar;
        let bars_1 = ::chainrule::rules::div_by(variance_inverse, v1, v1_bar);
        let v0_bar = bars_1.0;
        let variance_bar = bars.1 + ::chainrule::rules::ln_by(variance_inverse, v2_bar)
            + bars_1.1;
        p_bar += v4 * v0_bar;
        p_bar += variance_bar;
        x_bar += variance_bar;
    }
    tape.drop_columns(5usize, n);
    x_bar += p_bar;
    x_bar
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct shared_inverse {}
#[doc(hidden)]
impl shared_inverse {
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
        let mut p = x;
        let mut total: f64 = 0.0;
        let [variance_column, v0_column, v1_column, v4_column, v5_column] = tape
            .columns(n);
        let variance_column_view = &mut variance_column[..n];
        let v0_column_view = &mut v0_column[..n];
        let v1_column_view = &mut v1_column[..n];
        let v4_column_view = &mut v4_column[..n];
        let v5_column_view = &mut v5_column[..n];
        (|
            variance_column_view: &mut [f64],
            v0_column_view: &mut [f64],
            v1_column_view: &mut [f64],
            v4_column_view: &mut [f64],
            v5_column_view: &mut [f64]|
        {
            for counter in 0..n {
                let variance = p + x;
                let v0 = p.sin();
                let v1 = v0 / variance;
                let v2 = variance.ln();
                let v3 = v1 + v2;
                let v4 = p.cos();
                total += v3 + v4;
                let v5 = total / variance;
                p = v5;
                variance_column_view[counter] = variance;
                v0_column_view[counter] = v0;
                v1_column_view[counter] = v1;
                v4_column_view[counter] = v4;
                v5_column_view[counter] = v5;
            }
        })(
            variance_column_view,
            v0_column_view,
            v1_column_view,
            v4_column_view,
            v5_column_view,
        );
        let value = total;
        ::chainrule::__private::Handover::record(n_by, n, tape);
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
        let n = ::chainrule::__private::Handover::restore(n_by, tape);
        let mut total_bar = value_bar;
        let mut x_bar: f64 = 0.0;
        let mut p_bar: f64 = 0.0;
        let [variance_column_1, v0_column_1, v1_column_1, v4_column_1, v5_column_1] = tape
            .last_columns(n);
        let v5_column_1_view = &v5_column_1[..n];
        let v4_column_1_view = &v4_column_1[..n];
        let v1_column_1_view = &v1_column_1[..n];
        let v0_column_1_view = &v0_column_1[..n];
        let variance_column_1_view = &variance_column_1[..n];
        for counter in (0..n).rev() {
            let v5 = v5_column_1_view[counter];
            let v4 = v4_column_1_view[counter];
            let v1 = v1_column_1_view[counter];
            let v0 = v0_column_1_view[counter];
            let variance = variance_column_1_view[counter];
            let v5_bar = p_bar;
            let variance_inverse = ::chainrule::rules::inverse(variance);
            let bars = ::chainrule::rules::div_by(variance_inverse, v5, v5_bar);
            total_bar += bars.0;
            let v3_bar = total_bar;
            let v4_bar = total_bar;
            p_bar = -(v0 * v4_bar);
            let v1_bar = v3_bar;
            let v2_bar = v3_bar;
            let bars_1 = ::chainrule::rules::div_by(variance_inverse, v1, v1_bar);
            let v0_bar = bars_1.0;
            let variance_bar = bars.1
                + ::chainrule::rules::ln_by(variance_inverse, v2_bar) + bars_1.1;
            p_bar += v4 * v0_bar;
            p_bar += variance_bar;
            x_bar += variance_bar;
        }
        tape.drop_columns(5usize, n);
        x_bar += p_bar;
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
        let mut p = x;
        let mut total: f64 = 0.0;
        let [variance_column, v0_column, v1_column, v4_column, v5_column] = tape
            .columns(n);
        let variance_column_view = &mut variance_column[..n];
        let v0_column_view = &mut v0_column[..n];
        let v1_column_view = &mut v1_column[..n];
        let v4_column_view = &mut v4_column[..n];
        let v5_column_view = &mut v5_column[..n];
        (|
            variance_column_view: &mut [f64],
            v0_column_view: &mut [f64],
            v1_column_view: &mut [f64],
            v4_column_view: &mut [f64],
            v5_column_view: &mut [f64]|
        {
            for counter in 0..n {
                let variance = p + x;
                let v0 = p.sin();
                let v1 = v0 / variance;
                let v2 = variance.ln();
                let v3 = v1 + v2;
                let v4 = p.cos();
                total += v3 + v4;
                let v5 = total / variance;
                p = v5;
                variance_column_view[counter] = variance;
                v0_column_view[counter] = v0;
                v1_column_view[counter] = v1;
                v4_column_view[counter] = v4;
                v5_column_view[counter] = v5;
            }
        })(
            variance_column_view,
            v0_column_view,
            v1_column_view,
            v4_column_view,
            v5_column_view,
        );
        let value = total;
        let mut total_bar = value_bar;
        let mut x_bar: f64 = 0.0;
        let mut p_bar: f64 = 0.0;
        let [variance_column_1, v0_column_1, v1_column_1, v4_column_1, v5_column_1] = tape
            .last_columns(n);
        let v5_column_1_view = &v5_column_1[..n];
        let v4_column_1_view = &v4_column_1[..n];
        let v1_column_1_view = &v1_column_1[..n];
        let v0_column_1_view = &v0_column_1[..n];
        let variance_column_1_view = &variance_column_1[..n];
        for counter in (0..n).rev() {
            let v5 = v5_column_1_view[counter];
            let v4 = v4_column_1_view[counter];
            let v1 = v1_column_1_view[counter];
            let v0 = v0_column_1_view[counter];
            let variance = variance_column_1_view[counter];
            let v5_bar = p_bar;
            let variance_inverse = ::chainrule::rules::inverse(variance);
            let bars = ::chainrule::rules::div_by(variance_inverse, v5, v5_bar);
            total_bar += bars.0;
            let v3_bar = total_bar;
            let v4_bar = total_bar;
            p_bar = -(v0 * v4_bar);
            let v1_bar = v3_bar;
            let v2_bar = v3_bar;
            let bars_1 = ::chainrule::rules::div_by(variance_inverse, v1, v1_bar);
            let v0_bar = bars_1.0;
            let variance_bar = bars.1
                + ::chainrule::rules::ln_by(variance_inverse, v2_bar) + bars_1.1;
            p_bar += v4 * v0_bar;
            p_bar += variance_bar;
            x_bar += variance_bar;
        }
        tape.drop_columns(5usize, n);
        x_bar += p_bar;
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
        let mut p = x;
        let mut p_dot = x_dot;
        let mut total: f64 = 0.0;
        let mut total_dot: f64 = 0.0;
        for counter in 0..n {
            let variance = p + x;
            let variance_dot = p_dot + x_dot;
            let v0 = p.sin();
            let v0_dot = p.cos() * p_dot;
            let v1 = v0 / variance;
            let v1_dot = ::chainrule::rules::div_tangent(
                variance,
                v1,
                v0_dot,
                variance_dot,
            );
            let v2 = variance.ln();
            let v2_dot = ::chainrule::rules::ln(variance, variance_dot);
            let v3 = v1 + v2;
            let v3_dot = v1_dot + v2_dot;
            let v4 = p.cos();
            let v4_dot = -(p.sin() * p_dot);
            total_dot += v3_dot + v4_dot;
            total += v3 + v4;
            let v5 = total / variance;
            p_dot = ::chainrule::rules::div_tangent(
                variance,
                v5,
                total_dot,
                variance_dot,
            );
            p = v5;
        }
        (total, total_dot)
    }
}
