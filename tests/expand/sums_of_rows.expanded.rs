use chainrule::differentiate;
#[allow(dead_code)]
pub fn sums_of_rows(x: &[f64], w: &[f64], n: usize) -> f64 {
    let mut hidden = vec![0.0; n];
    for (k, entry) in x.iter().enumerate() {
        for j in 0..n {
            hidden[j] += entry * w[k * n + j];
        }
    }
    let mut total = 0.0;
    for unit in &hidden {
        total += unit * unit;
    }
    total
}
/// Gradient of [`sums_of_rows`] with respect to `x` and `w`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_sums_of_rows(
    x: &[f64],
    w: &[f64],
    n: usize,
) -> (::chainrule::__private::Vec<f64>, ::chainrule::__private::Vec<f64>) {
    /// Forward sweep.
    let mut hidden = ::chainrule::__private::vec![0.0; n];
    ::chainrule::__private::add_rows(
        &mut hidden[..],
        0..n,
        0..x.len(),
        |k| { (x[k], &w[(k * n)..][..n]) },
    );
    let mut total: f64 = 0.0;
    let len: usize = hidden.len();
    /// Reverse sweep.
    let mut hidden_bar = ::chainrule::__private::vec![0.0; n];
    let hidden_view = &hidden[..len];
    let hidden_bar_view = &mut hidden_bar[..len];
    for k_2 in 0..len {
        total += hidden_view[k_2] * hidden_view[k_2];
        hidden_bar_view[k_2] = 2.0 * hidden_view[k_2];
    }
    let mut x_bar = ::chainrule::__private::zero_tangent(x);
    let mut w_bar = ::chainrule::__private::zero_tangent(w);
    for k in 0..x.len() {
        let mut x_bar_carried: f64 = 0.0;
        if 0 < n {
            let hidden_bar_view_1 = &hidden_bar[..n];
            let w_view = &w[(k * n)..][..n];
            let w_bar_view = &mut w_bar[(k * n)..][..n];
            let factor = x[k];
            [x_bar_carried] = ::chainrule::__private::partial_sums(
                [hidden_bar_view_1, w_view],
                [w_bar_view],
                [x_bar_carried],
                |[hidden_bar_1, w_1], [mut w_bar_1], [mut x_bar_carried]| {
                    let bar = hidden_bar_1;
                    x_bar_carried += w_1 * bar;
                    w_bar_1 += factor * bar;
                    ([w_bar_1], [x_bar_carried])
                },
            );
        }
        if 0 < n {
            x_bar[k] += x_bar_carried;
        }
    }
    (x_bar, w_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct sums_of_rows {}
#[doc(hidden)]
impl sums_of_rows {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: &[f64],
        w: &[f64],
        n: usize,
        n_by: impl ::chainrule::__private::Handover<usize>,
    ) -> f64 {
        let mut hidden = ::chainrule::__private::vec![0.0; n];
        ::chainrule::__private::add_rows(
            &mut hidden[..],
            0..n,
            0..x.len(),
            |k| { (x[k], &w[(k * n)..][..n]) },
        );
        let mut total: f64 = 0.0;
        let len: usize = hidden.len();
        let hidden_view_1 = &hidden[..len];
        for k_2 in 0..len {
            total += hidden_view_1[k_2] * hidden_view_1[k_2];
        }
        let value = total;
        ::chainrule::__private::Handover::record(n_by, n, tape);
        tape.push_vec(&hidden);
        tape.push(len);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        x: &[f64],
        x_bar: &mut [f64],
        x_is: impl ::chainrule::__private::Activity,
        w: &[f64],
        w_bar: &mut [f64],
        w_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
        n_by: impl ::chainrule::__private::Handover<usize>,
    ) -> ((),) {
        let len = tape.pop::<usize>();
        let mut hidden = tape.pop::<::chainrule::__private::Vec<f64>>();
        let n = ::chainrule::__private::Handover::restore(n_by, tape);
        let mut hidden_bar = ::chainrule::__private::vec![0.0; n];
        let hidden_view = &hidden[..len];
        let hidden_bar_view = &mut hidden_bar[..len];
        for k_2 in 0..len {
            hidden_bar_view[k_2] = 2.0 * hidden_view[k_2] * value_bar;
        }
        for k in 0..x.len() {
            let mut x_bar_carried: f64 = 0.0;
            if 0 < n {
                let hidden_bar_view_1 = &hidden_bar[..n];
                let w_view = &w[(k * n)..][..n];
                let w_bar_view = if ::chainrule::__private::is_active(w_is) {
                    &mut w_bar[(k * n)..][..n]
                } else {
                    &mut w_bar[..0]
                };
                let factor = x[k];
                [x_bar_carried] = ::chainrule::__private::partial_sums(
                    [hidden_bar_view_1, w_view],
                    [w_bar_view],
                    [x_bar_carried],
                    |[hidden_bar_1, w_1], [mut w_bar_1], [mut x_bar_carried]| {
                        let bar = hidden_bar_1;
                        x_bar_carried += w_1 * bar;
                        if ::chainrule::__private::is_active(w_is) {
                            w_bar_1 += factor * bar;
                        }
                        ([w_bar_1], [x_bar_carried])
                    },
                );
            }
            if 0 < n {
                if ::chainrule::__private::is_active(x_is) {
                    x_bar[k] += x_bar_carried;
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
        x: &[f64],
        w: &[f64],
        n: usize,
    ) -> f64 {
        Self::forward_with(tape, x, w, n, ::chainrule::__private::ByTape)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        x: &[f64],
        x_bar: &mut [f64],
        x_is: impl ::chainrule::__private::Activity,
        w: &[f64],
        w_bar: &mut [f64],
        w_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> ((),) {
        Self::reverse_with(
            tape,
            x,
            x_bar,
            x_is,
            w,
            w_bar,
            w_is,
            value_bar,
            ::chainrule::__private::ByTape,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        x: &[f64],
        x_bar: &mut [f64],
        x_is: impl ::chainrule::__private::Activity,
        w: &[f64],
        w_bar: &mut [f64],
        w_is: impl ::chainrule::__private::Activity,
        n: usize,
        value_bar: f64,
    ) -> (f64, ((),)) {
        let mut hidden = ::chainrule::__private::vec![0.0; n];
        ::chainrule::__private::add_rows(
            &mut hidden[..],
            0..n,
            0..x.len(),
            |k| { (x[k], &w[(k * n)..][..n]) },
        );
        let mut total: f64 = 0.0;
        let len: usize = hidden.len();
        let mut hidden_bar = ::chainrule::__private::vec![0.0; n];
        let hidden_view = &hidden[..len];
        let hidden_bar_view = &mut hidden_bar[..len];
        for k_2 in 0..len {
            total += hidden_view[k_2] * hidden_view[k_2];
            hidden_bar_view[k_2] = 2.0 * hidden_view[k_2] * value_bar;
        }
        for k in 0..x.len() {
            let mut x_bar_carried: f64 = 0.0;
            if 0 < n {
                let hidden_bar_view_1 = &hidden_bar[..n];
                let w_view = &w[(k * n)..][..n];
                let w_bar_view = if ::chainrule::__private::is_active(w_is) {
                    &mut w_bar[(k * n)..][..n]
                } else {
                    &mut w_bar[..0]
                };
                let factor = x[k];
                [x_bar_carried] = ::chainrule::__private::partial_sums(
                    [hidden_bar_view_1, w_view],
                    [w_bar_view],
                    [x_bar_carried],
                    |[hidden_bar_1, w_1], [mut w_bar_1], [mut x_bar_carried]| {
                        let bar = hidden_bar_1;
                        x_bar_carried += w_1 * bar;
                        if ::chainrule::__private::is_active(w_is) {
                            w_bar_1 += factor * bar;
                        }
                        ([w_bar_1], [x_bar_carried])
                    },
                );
            }
            if 0 < n {
                if ::chainrule::__private::is_active(x_is) {
                    x_bar[k] += x_bar_carried;
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
        x: &[f64],
        x_dot: &[f64],
        x_is: impl ::chainrule::__private::Activity,
        w: &[f64],
        w_dot: &[f64],
        w_is: impl ::chainrule::__private::Activity,
        n: usize,
        _: impl ::chainrule::__private::HeldDot,
    ) -> (f64, f64) {
        let mut hidden_dot = ::chainrule::__private::vec![0.0; n];
        let mut hidden = ::chainrule::__private::vec![0.0; n];
        for k in 0..x.len() {
            for j in 0..n {
                hidden_dot[j]
                    += (if ::chainrule::__private::is_active(x_is) {
                        w[k * n + j] * x_dot[k]
                    } else {
                        0.0
                    })
                        + (if ::chainrule::__private::is_active(w_is) {
                            x[k] * w_dot[k * n + j]
                        } else {
                            -0.0
                        });
                hidden[j] += x[k] * w[k * n + j];
            }
        }
        let mut total: f64 = 0.0;
        let mut total_dot: f64 = 0.0;
        let len: usize = hidden.len();
        for k_2 in 0..len {
            total_dot += 2.0 * hidden[k_2] * hidden_dot[k_2];
            total += hidden[k_2] * hidden[k_2];
        }
        (total, total_dot)
    }
}
