use chainrule::differentiate;
#[allow(dead_code)]
/// Softmax, of which one part is asked for.
pub fn iterator_collect(x: &[f64], k: usize) -> f64 {
    let exponentials: Vec<f64> = x.iter().map(|x| x.exp()).collect();
    let sum: f64 = exponentials.iter().sum();
    exponentials[k] / sum
}
/// Value and gradient of [`iterator_collect`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_iterator_collect(
    x: &[f64],
    k: usize,
) -> (f64, ::chainrule::__private::Vec<f64>) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let mut exponentials = ::chainrule::__private::vec![0.0; x.len()];
    let [v0_column] = tape.columns(x.len());
    let exponentials_view = &mut exponentials[..x.len()];
    let v0_column_view = &mut v0_column[..x.len()];
    for k_1 in 0..x.len() {
        let v0 = x[k_1].exp();
        exponentials_view[k_1] = v0;
        v0_column_view[k_1] = v0;
    }
    let len: usize = exponentials.len();
    let mut sum: f64 = 0.0;
    let exponentials_view_1 = &exponentials[..len];
    for k_2 in 0..len {
        sum += exponentials_view_1[k_2];
    }
    let v1 = exponentials[k] / sum;
    let value = v1;
    /// Reverse sweep.
    let bars = 1.0 / sum;
    let mut exponentials_bar = ::chainrule::__private::vec![0.0; x.len()];
    exponentials_bar[k] += bars;
    let sum_bar = -(bars * v1);
    let exponentials_bar_view = &mut exponentials_bar[..len];
    for k_2 in 0..len {
        exponentials_bar_view[k_2] += sum_bar;
    }
    let mut x_bar: ::chainrule::__private::Vec<f64> = ::chainrule::__private::Vec::with_capacity(
        x.len(),
    );
    let [v0_column_1] = tape.last_columns(x.len());
    let exponentials_bar_view_1 = &mut exponentials_bar[..x.len()];
    let v0_column_1_view = &v0_column_1[..x.len()];
    x_bar
        .extend(
            (0..x.len())
                .map(|k_1| {
                    let v0 = v0_column_1_view[k_1];
                    let bar = exponentials_bar_view_1[k_1];
                    exponentials_bar_view_1[k_1] = 0.0;
                    v0 * bar
                }),
        );
    tape.drop_columns(1usize, x.len());
    (value, x_bar)
}
/// Gradient of [`iterator_collect`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_iterator_collect(x: &[f64], k: usize) -> ::chainrule::__private::Vec<f64> {
    value_and_grad_iterator_collect(x, k).1
}
/// Adds the gradient of [`iterator_collect`] with respect to `x` into the buffers, and returns the value.
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn accumulate_grad_iterator_collect(x: &[f64], x_bar: &mut [f64], k: usize) -> f64 {
    ::chainrule::__private::check_shadow("x", &*x, &*x_bar);
    let (value, bars) = iterator_collect::sweep(
        &mut ::chainrule::__private::Tape::new(),
        x,
        x_bar,
        ::chainrule::__private::Active,
        k,
        1.0,
    );
    value
}
/// Value of [`iterator_collect`], and its pullback: from an adjoint of the result to the adjoints of the arguments.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn vjp_iterator_collect<'borrowed_0>(
    x: &'borrowed_0 [f64],
    k: usize,
) -> (
    f64,
    impl ::core::ops::Fn(f64) -> ::chainrule::__private::Vec<f64> + use<'borrowed_0>,
) {
    let mut own_tape = ::chainrule::__private::Tape::new();
    let tape = &mut own_tape;
    /// Forward sweep.
    let mut exponentials = ::chainrule::__private::vec![0.0; x.len()];
    let [v0_column] = tape.columns(x.len());
    let exponentials_view = &mut exponentials[..x.len()];
    let v0_column_view = &mut v0_column[..x.len()];
    for k_1 in 0..x.len() {
        let v0 = x[k_1].exp();
        exponentials_view[k_1] = v0;
        v0_column_view[k_1] = v0;
    }
    let len: usize = exponentials.len();
    let mut sum: f64 = 0.0;
    let exponentials_view_1 = &exponentials[..len];
    for k_2 in 0..len {
        sum += exponentials_view_1[k_2];
    }
    let v1 = exponentials[k] / sum;
    let value = v1;
    let tape = own_tape;
    (
        value,
        move |value_bar: f64| {
            let tape = &mut ::core::clone::Clone::clone(&tape);
            /// Reverse sweep.
            let bars = ::chainrule::rules::div(sum, v1, value_bar);
            let mut exponentials_bar = ::chainrule::__private::vec![0.0; x.len()];
            exponentials_bar[k] += bars.0;
            let sum_bar = bars.1;
            let exponentials_bar_view = &mut exponentials_bar[..len];
            for k_2 in 0..len {
                exponentials_bar_view[k_2] += sum_bar;
            }
            let mut x_bar: ::chainrule::__private::Vec<f64> = ::chainrule::__private::Vec::with_capacity(
                x.len(),
            );
            let [v0_column_1] = tape.last_columns(x.len());
            let exponentials_bar_view_1 = &mut exponentials_bar[..x.len()];
            let v0_column_1_view = &v0_column_1[..x.len()];
            x_bar
                .extend(
                    (0..x.len())
                        .map(|k_1| {
                            let v0 = v0_column_1_view[k_1];
                            let bar = exponentials_bar_view_1[k_1];
                            exponentials_bar_view_1[k_1] = 0.0;
                            v0 * bar
                        }),
                );
            tape.drop_columns(1usize, x.len());
            x_bar
        },
    )
}
/// Value and tangent of [`iterator_collect`], by forward mode: each of `x` is followed by its tangent.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn jvp_iterator_collect(x: &[f64], x_dot: &[f64], k: usize) -> (f64, f64) {
    ::chainrule::__private::check_tangent("x", &*x, &*x_dot);
    let mut exponentials_dot = ::chainrule::__private::vec![0.0; x.len()];
    let mut exponentials = ::chainrule::__private::vec![0.0; x.len()];
    for k_1 in 0..x.len() {
        let v0 = x[k_1].exp();
        exponentials_dot[k_1] = v0 * x_dot[k_1];
        exponentials[k_1] = v0;
    }
    let len: usize = exponentials.len();
    let mut sum: f64 = 0.0;
    let mut sum_dot: f64 = 0.0;
    for k_2 in 0..len {
        sum_dot += exponentials_dot[k_2];
        sum += exponentials[k_2];
    }
    let v1 = exponentials[k] / sum;
    let v1_dot = ::chainrule::rules::div_tangent(sum, v1, exponentials_dot[k], sum_dot);
    (v1, v1_dot)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct iterator_collect {}
#[doc(hidden)]
impl iterator_collect {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: &[f64],
        k: usize,
        k_by: impl ::chainrule::__private::Handover<usize>,
    ) -> f64 {
        let mut exponentials = ::chainrule::__private::vec![0.0; x.len()];
        let [v0_column] = tape.columns(x.len());
        let exponentials_view = &mut exponentials[..x.len()];
        let v0_column_view = &mut v0_column[..x.len()];
        for k_1 in 0..x.len() {
            let v0 = x[k_1].exp();
            exponentials_view[k_1] = v0;
            v0_column_view[k_1] = v0;
        }
        let len: usize = exponentials.len();
        let mut sum: f64 = 0.0;
        let exponentials_view_1 = &exponentials[..len];
        for k_2 in 0..len {
            sum += exponentials_view_1[k_2];
        }
        let v1 = exponentials[k] / sum;
        let value = v1;
        ::chainrule::__private::Handover::record(k_by, k, tape);
        tape.push(len);
        tape.push([sum, v1]);
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
        value_bar: f64,
        k_by: impl ::chainrule::__private::Handover<usize>,
    ) -> ((),) {
        let [mut sum, v1] = tape.pop::<[f64; 2]>();
        let len = tape.pop::<usize>();
        let k = ::chainrule::__private::Handover::restore(k_by, tape);
        let bars = ::chainrule::rules::div(sum, v1, value_bar);
        let mut exponentials_bar = ::chainrule::__private::vec![0.0; x.len()];
        exponentials_bar[k] += bars.0;
        let sum_bar = bars.1;
        let exponentials_bar_view = &mut exponentials_bar[..len];
        for k_2 in 0..len {
            exponentials_bar_view[k_2] += sum_bar;
        }
        let [v0_column_1] = tape.last_columns(x.len());
        let x_bar_view = if ::chainrule::__private::is_active(x_is) {
            &mut x_bar[..x.len()]
        } else {
            &mut x_bar[..0]
        };
        let exponentials_bar_view_1 = &mut exponentials_bar[..x.len()];
        let v0_column_1_view = &v0_column_1[..x.len()];
        for k_1 in 0..x.len() {
            let v0 = v0_column_1_view[k_1];
            let bar = exponentials_bar_view_1[k_1];
            exponentials_bar_view_1[k_1] = 0.0;
            if ::chainrule::__private::is_active(x_is) {
                x_bar_view[k_1] += v0 * bar;
            }
        }
        tape.drop_columns(1usize, x.len());
        ((),)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, x: &[f64], k: usize) -> f64 {
        Self::forward_with(tape, x, k, ::chainrule::__private::ByTape)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        x: &[f64],
        x_bar: &mut [f64],
        x_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> ((),) {
        Self::reverse_with(
            tape,
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
        x: &[f64],
        x_bar: &mut [f64],
        x_is: impl ::chainrule::__private::Activity,
        k: usize,
        value_bar: f64,
    ) -> (f64, ((),)) {
        let mut exponentials = ::chainrule::__private::vec![0.0; x.len()];
        let [v0_column] = tape.columns(x.len());
        let exponentials_view = &mut exponentials[..x.len()];
        let v0_column_view = &mut v0_column[..x.len()];
        for k_1 in 0..x.len() {
            let v0 = x[k_1].exp();
            exponentials_view[k_1] = v0;
            v0_column_view[k_1] = v0;
        }
        let len: usize = exponentials.len();
        let mut sum: f64 = 0.0;
        let exponentials_view_1 = &exponentials[..len];
        for k_2 in 0..len {
            sum += exponentials_view_1[k_2];
        }
        let v1 = exponentials[k] / sum;
        let value = v1;
        let bars = ::chainrule::rules::div(sum, v1, value_bar);
        let mut exponentials_bar = ::chainrule::__private::vec![0.0; x.len()];
        exponentials_bar[k] += bars.0;
        let sum_bar = bars.1;
        let exponentials_bar_view = &mut exponentials_bar[..len];
        for k_2 in 0..len {
            exponentials_bar_view[k_2] += sum_bar;
        }
        let [v0_column_1] = tape.last_columns(x.len());
        let x_bar_view = if ::chainrule::__private::is_active(x_is) {
            &mut x_bar[..x.len()]
        } else {
            &mut x_bar[..0]
        };
        let exponentials_bar_view_1 = &mut exponentials_bar[..x.len()];
        let v0_column_1_view = &v0_column_1[..x.len()];
        for k_1 in 0..x.len() {
            let v0 = v0_column_1_view[k_1];
            let bar = exponentials_bar_view_1[k_1];
            exponentials_bar_view_1[k_1] = 0.0;
            if ::chainrule::__private::is_active(x_is) {
                x_bar_view[k_1] += v0 * bar;
            }
        }
        tape.drop_columns(1usize, x.len());
        (value, ((),))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: &[f64],
        x_dot: &[f64],
        x_is: impl ::chainrule::__private::Activity,
        k: usize,
        _: impl ::chainrule::__private::HeldDot,
    ) -> (f64, f64) {
        let mut exponentials_dot = ::chainrule::__private::vec![0.0; x.len()];
        let mut exponentials = ::chainrule::__private::vec![0.0; x.len()];
        for k_1 in 0..x.len() {
            let v0 = x[k_1].exp();
            exponentials_dot[k_1] = (if ::chainrule::__private::is_active(x_is) {
                v0 * x_dot[k_1]
            } else {
                0.0
            });
            exponentials[k_1] = v0;
        }
        let len: usize = exponentials.len();
        let mut sum: f64 = 0.0;
        let mut sum_dot: f64 = 0.0;
        for k_2 in 0..len {
            sum_dot += exponentials_dot[k_2];
            sum += exponentials[k_2];
        }
        let v1 = exponentials[k] / sum;
        let v1_dot = ::chainrule::rules::div_tangent(
            sum,
            v1,
            exponentials_dot[k],
            sum_dot,
        );
        (v1, v1_dot)
    }
}
