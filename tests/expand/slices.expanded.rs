use chainrule::differentiate;
#[allow(dead_code)]
pub fn slices(a: &mut [f64], split: usize) -> f64 {
    let head = &a[..split];
    let first = head[0] * head[split - 1];
    let tail = &mut a[split..];
    tail[0] *= first;
    a[split]
}
/// Value and gradient of [`slices`] with respect to `a`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_slices(
    a: &mut [f64],
    split: usize,
) -> (f64, ::chainrule::__private::Vec<f64>) {
    /// Forward sweep.
    let first = a[0] * a[split - 1];
    let a_0 = a[split];
    a[split] *= first;
    let value = a[split];
    let a_final = a.to_vec();
    /// Reverse sweep.
    let mut a_bar = ::chainrule::__private::zero_tangent(a);
    a_bar[split] += 1.0;
    a[split] = a_0;
    let bar = a_bar[split];
    a_bar[split] = first * bar;
    let first_bar = a[split] * bar;
    a_bar[0] += a[split - 1] * first_bar;
    a_bar[split - 1] += a[0] * first_bar;
    a.clone_from_slice(&a_final);
    (value, a_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct slices {}
#[doc(hidden)]
impl slices {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        a: &mut [f64],
        split: usize,
        split_by: impl ::chainrule::__private::Handover<usize>,
    ) -> f64 {
        let first = a[0] * a[split - 1];
        tape.push(a[split]);
        a[split] *= first;
        let value = a[split];
        ::chainrule::__private::Handover::record(split_by, split, tape);
        tape.push(first);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        a: &mut [f64],
        a_bar: &mut [f64],
        _: impl ::chainrule::__private::Activity,
        value_bar: f64,
        split_by: impl ::chainrule::__private::Handover<usize>,
    ) -> ((),) {
        let first = tape.pop::<f64>();
        let split = ::chainrule::__private::Handover::restore(split_by, tape);
        a_bar[split] += value_bar;
        a[split] = tape.pop::<f64>();
        let bar = a_bar[split];
        a_bar[split] = first * bar;
        let first_bar = a[split] * bar;
        a_bar[0] += a[split - 1] * first_bar;
        a_bar[split - 1] += a[0] * first_bar;
        ((),)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        a: &mut [f64],
        split: usize,
    ) -> f64 {
        Self::forward_with(tape, a, split, ::chainrule::__private::ByTape)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        a: &mut [f64],
        a_bar: &mut [f64],
        a_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> ((),) {
        Self::reverse_with(
            tape,
            a,
            a_bar,
            a_is,
            value_bar,
            ::chainrule::__private::ByTape,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        a: &mut [f64],
        a_dot: &mut [f64],
        _: impl ::chainrule::__private::Activity,
        split: usize,
        _: impl ::chainrule::__private::HeldDot,
    ) -> (f64, f64) {
        let first = a[0] * a[split - 1];
        let first_dot = a[split - 1] * a_dot[0] + a[0] * a_dot[split - 1];
        a_dot[split] = first * a_dot[split] + a[split] * first_dot;
        a[split] *= first;
        let value = a[split];
        let value_dot = a_dot[split];
        (value, value_dot)
    }
}
