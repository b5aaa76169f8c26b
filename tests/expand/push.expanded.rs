use chainrule::differentiate;
#[allow(dead_code)]
pub fn push(x: f64, n: usize) -> f64 {
    let mut powers = vec![1.0];
    for i in 0..n {
        let next = powers[i] * x;
        powers.push(next);
    }
    powers[n] + powers[0]
}
/// Value and gradient of [`push`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_push(x: f64, n: usize) -> (f64, f64) {
    /// Forward sweep.
    let mut powers: ::chainrule::__private::Vec<f64> = vec![1.0];
    for i in 0..n {
        let next = powers[i] * x;
        powers.push(next);
    }
    let value = powers[n] + powers[0];
    /// Reverse sweep.
    let mut powers_bar = ::chainrule::__private::zero_tangent(&powers);
    powers_bar[n] += 1.0;
    powers_bar[0] += 1.0;
    let mut x_bar: f64 = 0.0;
    for i in (0..n).rev() {
        let bar = ::chainrule::__private::pop_element(&mut powers_bar);
        powers.pop();
        powers_bar[i] += x * bar;
        x_bar += powers[i] * bar;
    }
    (value, x_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct push {}
#[doc(hidden)]
impl push {
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
        let mut powers: ::chainrule::__private::Vec<f64> = vec![1.0];
        for i in 0..n {
            let next = powers[i] * x;
            powers.push(next);
        }
        let value = powers[n] + powers[0];
        ::chainrule::__private::Handover::record(x_by, x, tape);
        ::chainrule::__private::Handover::record(n_by, n, tape);
        tape.push_vec(&powers);
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
        let mut powers = tape.pop::<::chainrule::__private::Vec<f64>>();
        let n = ::chainrule::__private::Handover::restore(n_by, tape);
        let x = ::chainrule::__private::Handover::restore(x_by, tape);
        let mut powers_bar = ::chainrule::__private::zero_tangent(&powers);
        powers_bar[n] += value_bar;
        powers_bar[0] += value_bar;
        let mut x_bar: f64 = 0.0;
        for i in (0..n).rev() {
            let bar = ::chainrule::__private::pop_element(&mut powers_bar);
            powers.pop();
            powers_bar[i] += x * bar;
            x_bar += powers[i] * bar;
        }
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
        let mut powers: ::chainrule::__private::Vec<f64> = vec![1.0];
        for i in 0..n {
            let next = powers[i] * x;
            powers.push(next);
        }
        let value = powers[n] + powers[0];
        let mut powers_bar = ::chainrule::__private::zero_tangent(&powers);
        powers_bar[n] += value_bar;
        powers_bar[0] += value_bar;
        let mut x_bar: f64 = 0.0;
        for i in (0..n).rev() {
            let bar = ::chainrule::__private::pop_element(&mut powers_bar);
            powers.pop();
            powers_bar[i] += x * bar;
            x_bar += powers[i] * bar;
        }
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
        let mut powers: ::chainrule::__private::Vec<f64> = vec![1.0];
        let mut powers_dot = ::chainrule::__private::zero_tangent(&powers);
        for i in 0..n {
            let next = powers[i] * x;
            let next_dot = x * powers_dot[i] + powers[i] * x_dot;
            powers_dot.push(next_dot);
            powers.push(next);
        }
        let value = powers[n] + powers[0];
        let value_dot = powers_dot[n] + powers_dot[0];
        (value, value_dot)
    }
}
