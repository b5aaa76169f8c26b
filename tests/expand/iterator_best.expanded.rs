use chainrule::differentiate;
#[allow(dead_code)]
/// The largest element, times its position.
pub fn iterator_best(x: &[f64]) -> f64 {
    let (i, largest) = x
        .iter()
        .enumerate()
        .max_by(|(_, a), (_, b)| a.total_cmp(b))
        .unwrap();
    largest * i as f64
}
/// Value and gradient of [`iterator_best`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_iterator_best(
    x: &[f64],
) -> (f64, ::chainrule::__private::Vec<f64>) {
    /// Forward sweep.
    let count: usize = x.len();
    let mut best: usize = 0;
    for k in 1..count {
        let index = best;
        let better: bool = x[index].total_cmp(&x[k]) != ::core::cmp::Ordering::Greater;
        if better {
            best = k;
        }
    }
    let found = best;
    ::core::assert!(count > 0, "called `Option::unwrap()` on a `None` value");
    let value = x[found] * (found as f64);
    /// Reverse sweep.
    let mut x_bar = ::chainrule::__private::zero_tangent(x);
    x_bar[found] += found as f64;
    (value, x_bar)
}
/// Gradient of [`iterator_best`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_iterator_best(x: &[f64]) -> ::chainrule::__private::Vec<f64> {
    value_and_grad_iterator_best(x).1
}
/// Adds the gradient of [`iterator_best`] with respect to `x` into the buffers, and returns the value.
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn accumulate_grad_iterator_best(x: &[f64], x_bar: &mut [f64]) -> f64 {
    ::chainrule::__private::check_shadow("x", &*x, &*x_bar);
    let (value, bars) = iterator_best::sweep(
        &mut ::chainrule::__private::Tape::new(),
        x,
        x_bar,
        ::chainrule::__private::Active,
        1.0,
    );
    value
}
/// Value of [`iterator_best`], and its pullback: from an adjoint of the result to the adjoints of the arguments.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn vjp_iterator_best<'borrowed_0>(
    x: &'borrowed_0 [f64],
) -> (
    f64,
    impl ::core::ops::Fn(f64) -> ::chainrule::__private::Vec<f64> + use<'borrowed_0>,
) {
    /// Forward sweep.
    let count: usize = x.len();
    let mut best: usize = 0;
    for k in 1..count {
        let index = best;
        let better: bool = x[index].total_cmp(&x[k]) != ::core::cmp::Ordering::Greater;
        if better {
            best = k;
        }
    }
    let found = best;
    ::core::assert!(count > 0, "called `Option::unwrap()` on a `None` value");
    let value = x[found] * (found as f64);
    (
        value,
        move |value_bar: f64| {
            /// Reverse sweep.
            let mut x_bar = ::chainrule::__private::zero_tangent(x);
            x_bar[found] += (found as f64) * value_bar;
            x_bar
        },
    )
}
/// Value and tangent of [`iterator_best`], by forward mode: each of `x` is followed by its tangent.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn jvp_iterator_best(x: &[f64], x_dot: &[f64]) -> (f64, f64) {
    ::chainrule::__private::check_tangent("x", &*x, &*x_dot);
    let count: usize = x.len();
    let mut best: usize = 0;
    for k in 1..count {
        let index = best;
        let better: bool = x[index].total_cmp(&x[k]) != ::core::cmp::Ordering::Greater;
        if better {
            best = k;
        }
    }
    let found = best;
    ::core::assert!(count > 0, "called `Option::unwrap()` on a `None` value");
    let value = x[found] * (found as f64);
    let value_dot = (found as f64) * x_dot[found];
    (value, value_dot)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct iterator_best {}
#[doc(hidden)]
impl iterator_best {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, x: &[f64]) -> f64 {
        let count: usize = x.len();
        let mut best: usize = 0;
        for k in 1..count {
            let index = best;
            let better: bool = x[index].total_cmp(&x[k])
                != ::core::cmp::Ordering::Greater;
            if better {
                best = k;
            }
        }
        let found = best;
        ::core::assert!(count > 0, "called `Option::unwrap()` on a `None` value");
        let value = x[found] * (found as f64);
        tape.push(found);
        value
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
    ) -> () {
        let found = tape.pop::<usize>();
        if ::chainrule::__private::is_active(x_is) {
            x_bar[found] += (found as f64) * value_bar;
        }
        ()
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        x: &[f64],
        x_bar: &mut [f64],
        x_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (f64, ()) {
        let count: usize = x.len();
        let mut best: usize = 0;
        for k in 1..count {
            let index = best;
            let better: bool = x[index].total_cmp(&x[k])
                != ::core::cmp::Ordering::Greater;
            if better {
                best = k;
            }
        }
        let found = best;
        ::core::assert!(count > 0, "called `Option::unwrap()` on a `None` value");
        let value = x[found] * (found as f64);
        if ::chainrule::__private::is_active(x_is) {
            x_bar[found] += (found as f64) * value_bar;
        }
        (value, ())
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: &[f64],
        x_dot: &[f64],
        x_is: impl ::chainrule::__private::Activity,
    ) -> (f64, f64) {
        let count: usize = x.len();
        let mut best: usize = 0;
        for k in 1..count {
            let index = best;
            let better: bool = x[index].total_cmp(&x[k])
                != ::core::cmp::Ordering::Greater;
            if better {
                best = k;
            }
        }
        let found = best;
        ::core::assert!(count > 0, "called `Option::unwrap()` on a `None` value");
        let value = x[found] * (found as f64);
        let value_dot = (if ::chainrule::__private::is_active(x_is) {
            (found as f64) * x_dot[found]
        } else {
            0.0
        });
        (value, value_dot)
    }
}
