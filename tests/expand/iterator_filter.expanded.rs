use chainrule::differentiate;
#[allow(dead_code)]
/// What lies above a limit, weighted by how many came before.
pub fn iterator_filter(x: &[f64], limit: f64) -> f64 {
    x.iter().filter(|x| **x > limit).enumerate().map(|(i, x)| x * limit * i as f64).sum()
}
/// Value and gradient of [`iterator_filter`] with respect to `x` and `limit`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_iterator_filter(
    x: &[f64],
    limit: f64,
) -> (f64, (::chainrule::__private::Vec<f64>, f64)) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let mut total: f64 = 0.0;
    let mut position: usize = 0;
    for k in 0..x.len() {
        if (x[k]) > limit {
            let i_1 = position;
            position += 1;
            let v0 = x[k] * limit;
            total += v0 * (i_1 as f64);
            tape.push(i_1);
        }
    }
    let value = total;
    /// Reverse sweep.
    let mut x_bar = ::chainrule::__private::zero_tangent(x);
    let mut limit_bar: f64 = 0.0;
    for k in (0..x.len()).rev() {
        if (x[k]) > limit {
            let i_1 = tape.pop::<usize>();
            let v0_bar: f64 = i_1 as f64;
            x_bar[k] += limit * v0_bar;
            limit_bar += x[k] * v0_bar;
        }
    }
    (value, (x_bar, limit_bar))
}
/// Gradient of [`iterator_filter`] with respect to `x` and `limit`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_iterator_filter(
    x: &[f64],
    limit: f64,
) -> (::chainrule::__private::Vec<f64>, f64) {
    value_and_grad_iterator_filter(x, limit).1
}
/// Adds the gradient of [`iterator_filter`] with respect to `x` and `limit` into the buffers, and returns the value.
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn accumulate_grad_iterator_filter(
    x: &[f64],
    x_bar: &mut [f64],
    limit: f64,
    limit_bar: &mut f64,
) -> f64 {
    ::chainrule::__private::check_shadow("x", &*x, &*x_bar);
    let (value, bars) = iterator_filter::sweep(
        &mut ::chainrule::__private::Tape::new(),
        x,
        x_bar,
        ::chainrule::__private::Active,
        limit,
        1.0,
    );
    *limit_bar += bars.0;
    value
}
/// Value of [`iterator_filter`], and its pullback: from an adjoint of the result to the adjoints of the arguments.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn vjp_iterator_filter<'borrowed_0>(
    x: &'borrowed_0 [f64],
    limit: f64,
) -> (
    f64,
    impl ::core::ops::Fn(
        f64,
    ) -> (::chainrule::__private::Vec<f64>, f64) + use<'borrowed_0>,
) {
    let mut own_tape = ::chainrule::__private::Tape::new();
    let tape = &mut own_tape;
    /// Forward sweep.
    let mut total: f64 = 0.0;
    let mut position: usize = 0;
    for k in 0..x.len() {
        if (x[k]) > limit {
            let i_1 = position;
            position += 1;
            let v0 = x[k] * limit;
            total += v0 * (i_1 as f64);
            tape.push(i_1);
        }
    }
    let value = total;
    let tape = own_tape;
    (
        value,
        move |value_bar: f64| {
            let tape = &mut ::core::clone::Clone::clone(&tape);
            /// Reverse sweep.
            let mut x_bar = ::chainrule::__private::zero_tangent(x);
            let mut limit_bar: f64 = 0.0;
            for k in (0..x.len()).rev() {
                if (x[k]) > limit {
                    let i_1 = tape.pop::<usize>();
                    let v0_bar = (i_1 as f64) * value_bar;
                    x_bar[k] += limit * v0_bar;
                    limit_bar += x[k] * v0_bar;
                }
            }
            (x_bar, limit_bar)
        },
    )
}
/// Value and tangent of [`iterator_filter`], by forward mode: each of `x` and `limit` is followed by its tangent.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn jvp_iterator_filter(
    x: &[f64],
    x_dot: &[f64],
    limit: f64,
    limit_dot: f64,
) -> (f64, f64) {
    ::chainrule::__private::check_tangent("x", &*x, &*x_dot);
    let mut total: f64 = 0.0;
    let mut total_dot: f64 = 0.0;
    let mut position: usize = 0;
    for k in 0..x.len() {
        if (x[k]) > limit {
            let i_1 = position;
            position += 1;
            let v0 = x[k] * limit;
            let v0_dot = limit * x_dot[k] + x[k] * limit_dot;
            total_dot += (i_1 as f64) * v0_dot;
            total += v0 * (i_1 as f64);
        }
    }
    (total, total_dot)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct iterator_filter {}
#[doc(hidden)]
impl iterator_filter {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: &[f64],
        limit: f64,
        limit_by: impl ::chainrule::__private::Handover<f64>,
    ) -> f64 {
        let mut total: f64 = 0.0;
        let mut position: usize = 0;
        for k in 0..x.len() {
            let taken: bool = (x[k]) > limit;
            if taken {
                let i_1 = position;
                position += 1;
                let v0 = x[k] * limit;
                total += v0 * (i_1 as f64);
                tape.push(i_1);
            }
            tape.push(taken);
        }
        let value = total;
        ::chainrule::__private::Handover::record(limit_by, limit, tape);
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
        limit_by: impl ::chainrule::__private::Handover<f64>,
    ) -> (f64,) {
        let limit = ::chainrule::__private::Handover::restore(limit_by, tape);
        let mut limit_bar: f64 = 0.0;
        for k in (0..x.len()).rev() {
            let taken_1 = tape.pop::<bool>();
            if taken_1 {
                let i_1 = tape.pop::<usize>();
                let v0_bar = (i_1 as f64) * value_bar;
                if ::chainrule::__private::is_active(x_is) {
                    x_bar[k] += limit * v0_bar;
                }
                limit_bar += x[k] * v0_bar;
            }
        }
        (limit_bar,)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        x: &[f64],
        limit: f64,
    ) -> f64 {
        Self::forward_with(tape, x, limit, ::chainrule::__private::ByTape)
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
    ) -> (f64,) {
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
        limit: f64,
        value_bar: f64,
    ) -> (f64, (f64,)) {
        let mut total: f64 = 0.0;
        let mut position: usize = 0;
        for k in 0..x.len() {
            if (x[k]) > limit {
                let i_1 = position;
                position += 1;
                let v0 = x[k] * limit;
                total += v0 * (i_1 as f64);
                tape.push(i_1);
            }
        }
        let value = total;
        let mut limit_bar: f64 = 0.0;
        for k in (0..x.len()).rev() {
            if (x[k]) > limit {
                let i_1 = tape.pop::<usize>();
                let v0_bar = (i_1 as f64) * value_bar;
                if ::chainrule::__private::is_active(x_is) {
                    x_bar[k] += limit * v0_bar;
                }
                limit_bar += x[k] * v0_bar;
            }
        }
        (value, (limit_bar,))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: &[f64],
        x_dot: &[f64],
        x_is: impl ::chainrule::__private::Activity,
        limit: f64,
        limit_dot: impl ::chainrule::__private::DotOf<f64>,
    ) -> (f64, f64) {
        let limit_dot = ::chainrule::__private::DotOf::<f64>::dot(limit_dot, &limit);
        let mut total: f64 = 0.0;
        let mut total_dot: f64 = 0.0;
        let mut position: usize = 0;
        for k in 0..x.len() {
            if (x[k]) > limit {
                let i_1 = position;
                position += 1;
                let v0 = x[k] * limit;
                let v0_dot = (if ::chainrule::__private::is_active(x_is) {
                    limit * x_dot[k]
                } else {
                    -0.0
                }) + x[k] * limit_dot;
                total_dot += (i_1 as f64) * v0_dot;
                total += v0 * (i_1 as f64);
            }
        }
        (total, total_dot)
    }
}
