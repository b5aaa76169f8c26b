use chainrule::differentiate;
#[allow(dead_code)]
/// The first large element, or a fallback.
pub fn labeled_block(x: &[f64], limit: f64) -> f64 {
    let found = 'search: {
        for i in 0..x.len() {
            if x[i] > limit {
                break 'search x[i] * x[i];
            }
        }
        limit
    };
    found * limit
}
/// Value and gradient of [`labeled_block`] with respect to `x` and `limit`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_labeled_block(
    x: &[f64],
    limit: f64,
) -> (f64, (::chainrule::__private::Vec<f64>, f64)) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let mut found: f64 = 0.0;
    let mut broken: bool = false;
    let mut trips: usize = 0_usize;
    for i in 0..x.len() {
        if x[i] > limit {
            found = x[i] * x[i];
            broken = true;
        }
        tape.push(i);
        trips += 1;
        if broken {
            break;
        }
    }
    let taken: bool = !broken;
    if taken {
        found = limit;
    }
    let value = found * limit;
    /// Reverse sweep.
    let mut found_bar = limit;
    let mut limit_bar = found;
    if taken {
        limit_bar += found_bar;
        found_bar = 0.0;
    }
    let mut x_bar = ::chainrule::__private::zero_tangent(x);
    for _ in 0..trips {
        let i = tape.pop::<usize>();
        if x[i] > limit {
            x_bar[i] += 2.0 * x[i] * found_bar;
            found_bar = 0.0;
        }
    }
    (value, (x_bar, limit_bar))
}
/// Gradient of [`labeled_block`] with respect to `x` and `limit`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_labeled_block(
    x: &[f64],
    limit: f64,
) -> (::chainrule::__private::Vec<f64>, f64) {
    value_and_grad_labeled_block(x, limit).1
}
/// Adds the gradient of [`labeled_block`] with respect to `x` and `limit` into the buffers, and returns the value.
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn accumulate_grad_labeled_block(
    x: &[f64],
    x_bar: &mut [f64],
    limit: f64,
    limit_bar: &mut f64,
) -> f64 {
    ::chainrule::__private::check_shadow("x", &*x, &*x_bar);
    let (value, bars) = labeled_block::sweep(
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
/// Value of [`labeled_block`], and its pullback: from an adjoint of the result to the adjoints of the arguments.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn vjp_labeled_block<'borrowed_0>(
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
    let mut found: f64 = 0.0;
    let mut broken: bool = false;
    let mut trips: usize = 0_usize;
    for i in 0..x.len() {
        if x[i] > limit {
            found = x[i] * x[i];
            broken = true;
        }
        tape.push(i);
        trips += 1;
        if broken {
            break;
        }
    }
    let taken: bool = !broken;
    if taken {
        found = limit;
    }
    let value = found * limit;
    let tape = own_tape;
    (
        value,
        move |value_bar: f64| {
            let tape = &mut ::core::clone::Clone::clone(&tape);
            /// Reverse sweep.
            let mut found_bar = limit * value_bar;
            let mut limit_bar = found * value_bar;
            if taken {
                limit_bar += found_bar;
                found_bar = 0.0;
            }
            let mut x_bar = ::chainrule::__private::zero_tangent(x);
            for _ in 0..trips {
                let i = tape.pop::<usize>();
                if x[i] > limit {
                    x_bar[i] += 2.0 * x[i] * found_bar;
                    found_bar = 0.0;
                }
            }
            (x_bar, limit_bar)
        },
    )
}
/// Value and tangent of [`labeled_block`], by forward mode: each of `x` and `limit` is followed by its tangent.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn jvp_labeled_block(
    x: &[f64],
    x_dot: &[f64],
    limit: f64,
    limit_dot: f64,
) -> (f64, f64) {
    ::chainrule::__private::check_tangent("x", &*x, &*x_dot);
    let mut found: f64 = 0.0;
    let mut found_dot: f64 = 0.0;
    let mut broken: bool = false;
    for i in 0..x.len() {
        if x[i] > limit {
            found = x[i] * x[i];
            found_dot = 2.0 * x[i] * x_dot[i];
            broken = true;
        }
        if broken {
            break;
        }
    }
    if !broken {
        found_dot = limit_dot;
        found = limit;
    }
    let value = found * limit;
    let value_dot = limit * found_dot + found * limit_dot;
    (value, value_dot)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct labeled_block {}
#[doc(hidden)]
impl labeled_block {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: &[f64],
        limit: f64,
        limit_by: impl ::chainrule::__private::Handover<f64>,
    ) -> f64 {
        let mut found: f64 = 0.0;
        let mut broken: bool = false;
        let mut trips: usize = 0_usize;
        for i in 0..x.len() {
            let taken: bool = x[i] > limit;
            if taken {
                found = x[i] * x[i];
                broken = true;
            }
            tape.push(taken);
            tape.push(i);
            trips += 1;
            if broken {
                break;
            }
        }
        tape.push(trips);
        let taken_1: bool = !broken;
        if taken_1 {
            found = limit;
        }
        tape.push(taken_1);
        let value = found * limit;
        ::chainrule::__private::Handover::record(limit_by, limit, tape);
        tape.push(found);
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
        let mut found = tape.pop::<f64>();
        let limit = ::chainrule::__private::Handover::restore(limit_by, tape);
        let mut found_bar = limit * value_bar;
        let mut limit_bar = found * value_bar;
        let taken_2 = tape.pop::<bool>();
        if taken_2 {
            limit_bar += found_bar;
            found_bar = 0.0;
        }
        let trips_1 = tape.pop::<usize>();
        for _ in 0..trips_1 {
            let i = tape.pop::<usize>();
            let taken_3 = tape.pop::<bool>();
            if taken_3 {
                if ::chainrule::__private::is_active(x_is) {
                    x_bar[i] += 2.0 * x[i] * found_bar;
                }
                found_bar = 0.0;
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
        let mut found: f64 = 0.0;
        let mut broken: bool = false;
        let mut trips: usize = 0_usize;
        for i in 0..x.len() {
            if x[i] > limit {
                found = x[i] * x[i];
                broken = true;
            }
            tape.push(i);
            trips += 1;
            if broken {
                break;
            }
        }
        let taken: bool = !broken;
        if taken {
            found = limit;
        }
        let value = found * limit;
        let mut found_bar = limit * value_bar;
        let mut limit_bar = found * value_bar;
        if taken {
            limit_bar += found_bar;
            found_bar = 0.0;
        }
        for _ in 0..trips {
            let i = tape.pop::<usize>();
            if x[i] > limit {
                if ::chainrule::__private::is_active(x_is) {
                    x_bar[i] += 2.0 * x[i] * found_bar;
                }
                found_bar = 0.0;
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
        let mut found: f64 = 0.0;
        let mut found_dot: f64 = 0.0;
        let mut broken: bool = false;
        for i in 0..x.len() {
            if x[i] > limit {
                found = x[i] * x[i];
                found_dot = (if ::chainrule::__private::is_active(x_is) {
                    2.0 * x[i] * x_dot[i]
                } else {
                    0.0
                });
                broken = true;
            }
            if broken {
                break;
            }
        }
        if !broken {
            found_dot = limit_dot;
            found = limit;
        }
        let value = found * limit;
        let value_dot = limit * found_dot + found * limit_dot;
        (value, value_dot)
    }
}
