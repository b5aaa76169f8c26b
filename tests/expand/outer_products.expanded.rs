use chainrule::differentiate;
#[allow(dead_code)]
pub fn outer_products(w: &[f64], x: &[f64], n: usize) -> f64 {
    let mut total = 0.0;
    for k in 0..n {
        let mut hidden = [0.0; 4];
        for i in 0..3 {
            for j in 0..4 {
                hidden[j] += x[k * 3 + i] * w[i * 4 + j];
            }
        }
        for j in 0..4 {
            total += hidden[j] * hidden[j];
        }
    }
    total
}
/// Gradient of [`outer_products`] with respect to `w`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_outer_products(
    w: &[f64],
    x: &[f64],
    n: usize,
) -> ::chainrule::__private::Vec<f64> {
    /// Reverse sweep.
    let mut w_bar = ::chainrule::__private::zero_tangent(w);
    let first: usize = 0;
    let end = n;
    let tile: usize = if w_bar.len() > 4096usize { 8usize } else { 1 };
    let mut hidden_bar_held = ::chainrule::__private::vec![[0.0; 4]; tile];
    for k in 0..n {
        let mut hidden: [f64; 4] = [0.0; 4];
        for i in 0..3 {
            for j in 0..4 {
                hidden[j] += x[k * 3 + i] * w[i * 4 + j];
            }
        }
        let mut hidden_bar = [0.0; 4];
        for j_1 in 0..4 {
            hidden_bar[j_1] = 2.0 * hidden[j_1];
        }
        let position: usize = (k - first) % tile;
        hidden_bar_held[position] = hidden_bar;
        if position + 1 == tile || k + 1 == end {
            for i in (0..3).rev() {
                let mut factors = [0.0; 8usize];
                for at in 0..(position + 1) {
                    let k: usize = k - position + at;
                    factors[at] = x[k * 3 + i];
                }
                if 0 < 4 {
                    ::chainrule::__private::add_products(
                        &mut w_bar[(i * 4)..((i * 4) + 4)],
                        &factors[..(position + 1)],
                        &hidden_bar_held[..(position + 1)],
                    );
                }
            }
        }
    }
    w_bar
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct outer_products {}
#[doc(hidden)]
impl outer_products {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        w: &[f64],
        x: &[f64],
        n: usize,
        n_by: impl ::chainrule::__private::Handover<usize>,
    ) -> f64 {
        let mut total: f64 = 0.0;
        for k in 0..n {
            let mut hidden: [f64; 4] = [0.0; 4];
            for i in 0..3 {
                for j in 0..4 {
                    hidden[j] += x[k * 3 + i] * w[i * 4 + j];
                }
            }
            for j_1 in 0..4 {
                total += hidden[j_1] * hidden[j_1];
            }
            tape.push(hidden);
        }
        let value = total;
        ::chainrule::__private::Handover::record(n_by, n, tape);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        w: &[f64],
        w_bar: &mut [f64],
        w_is: impl ::chainrule::__private::Activity,
        x: &[f64],
        _x_bar: &mut impl ?Sized,
        _: impl ::chainrule::__private::HeldShadow,
        value_bar: f64,
        n_by: impl ::chainrule::__private::Handover<usize>,
    ) -> ((),) {
        let n = ::chainrule::__private::Handover::restore(n_by, tape);
        for k in (0..n).rev() {
            let mut hidden = tape.pop::<[f64; 4]>();
            let mut hidden_bar = [0.0; 4];
            for j_1 in 0..4 {
                hidden_bar[j_1] = 2.0 * hidden[j_1] * value_bar;
            }
            for i in 0..3 {
                if 0 < 4 {
                    let w_bar_view = if ::chainrule::__private::is_active(w_is) {
                        &mut w_bar[(i * 4)..][..4]
                    } else {
                        &mut w_bar[..0]
                    };
                    for j in 0..4 {
                        let bar = hidden_bar[j];
                        if ::chainrule::__private::is_active(w_is) {
                            w_bar_view[j] += x[k * 3 + i] * bar;
                        }
                    }
                }
            }
        }
        ((),)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        w: &[f64],
        x: &[f64],
        n: usize,
    ) -> f64 {
        Self::forward_with(tape, w, x, n, ::chainrule::__private::ByTape)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        w: &[f64],
        w_bar: &mut [f64],
        w_is: impl ::chainrule::__private::Activity,
        x: &[f64],
        x_bar: &mut impl ?Sized,
        x_is: impl ::chainrule::__private::HeldShadow,
        value_bar: f64,
    ) -> ((),) {
        Self::reverse_with(
            tape,
            w,
            w_bar,
            w_is,
            x,
            x_bar,
            x_is,
            value_bar,
            ::chainrule::__private::ByTape,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        w: &[f64],
        w_bar: &mut [f64],
        w_is: impl ::chainrule::__private::Activity,
        x: &[f64],
        _x_bar: &mut impl ?Sized,
        _: impl ::chainrule::__private::Activity,
        n: usize,
        value_bar: f64,
    ) -> (f64, ((),)) {
        let mut total: f64 = 0.0;
        let first: usize = 0;
        let end = n;
        let tile: usize = if w_bar.len() > 4096usize { 8usize } else { 1 };
        let mut hidden_bar_held = ::chainrule::__private::vec![[0.0; 4]; tile];
        for k in 0..n {
            let mut hidden: [f64; 4] = [0.0; 4];
            for i in 0..3 {
                for j in 0..4 {
                    hidden[j] += x[k * 3 + i] * w[i * 4 + j];
                }
            }
            let mut hidden_bar = [0.0; 4];
            for j_1 in 0..4 {
                total += hidden[j_1] * hidden[j_1];
                hidden_bar[j_1] = 2.0 * hidden[j_1] * value_bar;
            }
            let position: usize = (k - first) % tile;
            hidden_bar_held[position] = hidden_bar;
            if position + 1 == tile || k + 1 == end {
                for i in (0..3).rev() {
                    let mut factors = [0.0; 8usize];
                    for at in 0..(position + 1) {
                        let k: usize = k - position + at;
                        factors[at] = x[k * 3 + i];
                    }
                    if 0 < 4 {
                        if ::chainrule::__private::is_active(w_is) {
                            ::chainrule::__private::add_products(
                                &mut w_bar[(i * 4)..((i * 4) + 4)],
                                &factors[..(position + 1)],
                                &hidden_bar_held[..(position + 1)],
                            );
                        }
                    }
                }
            }
        }
        let value = total;
        (value, ((),))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        w: &[f64],
        w_dot: &[f64],
        w_is: impl ::chainrule::__private::Activity,
        x: &[f64],
        _: &impl ?Sized,
        _: impl ::chainrule::__private::Activity,
        n: usize,
        _: impl ::chainrule::__private::HeldDot,
    ) -> (f64, f64) {
        let mut total: f64 = 0.0;
        let mut total_dot: f64 = 0.0;
        for k in 0..n {
            let mut hidden_dot = [0.0; 4];
            let mut hidden: [f64; 4] = [0.0; 4];
            for i in 0..3 {
                for j in 0..4 {
                    if ::chainrule::__private::is_active(w_is) {
                        hidden_dot[j] += x[k * 3 + i] * w_dot[i * 4 + j];
                    }
                    hidden[j] += x[k * 3 + i] * w[i * 4 + j];
                }
            }
            for j_1 in 0..4 {
                total_dot += 2.0 * hidden[j_1] * hidden_dot[j_1];
                total += hidden[j_1] * hidden[j_1];
            }
        }
        (total, total_dot)
    }
}
