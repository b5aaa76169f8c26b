use chainrule::differentiate;
#[allow(dead_code)]
pub fn refilled_buffer(a: &[f64], rounds: usize) -> f64 {
    let mut buffer = Vec::new();
    let mut sum = 0.0;
    for r in 0..rounds {
        buffer.clear();
        for x in a {
            buffer.push(x * r as f64);
        }
        for y in &buffer {
            sum += y * y;
        }
    }
    sum
}
/// Value and gradient of [`refilled_buffer`] with respect to `a`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_refilled_buffer(
    a: &[f64],
    rounds: usize,
) -> (f64, ::chainrule::__private::Vec<f64>) {
    /// Forward sweep.
    let mut buffer: ::chainrule::__private::Vec<f64> = Vec::new();
    let mut sum: f64 = 0.0;
    /// Reverse sweep.
    let mut a_bar = ::chainrule::__private::zero_tangent(a);
    for r in 0..rounds {
        let len: usize = buffer.len();
        buffer.clear();
        for k in 0..a.len() {
            let v0 = a[k] * (r as f64);
            buffer.push(v0);
        }
        let len_1: usize = buffer.len();
        let mut buffer_bar = ::chainrule::__private::zero_tangent(&buffer);
        let buffer_view = &buffer[..len_1];
        let buffer_bar_view = &mut buffer_bar[..len_1];
        for k_1 in 0..len_1 {
            sum += buffer_view[k_1] * buffer_view[k_1];
            buffer_bar_view[k_1] = 2.0 * buffer_view[k_1];
        }
        let a_bar_view = &mut a_bar[..a.len()];
        for k in (0..a.len()).rev() {
            let bar = ::chainrule::__private::pop_element(&mut buffer_bar);
            a_bar_view[k] += (r as f64) * bar;
        }
    }
    let value = sum;
    (value, a_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct refilled_buffer {}
#[doc(hidden)]
impl refilled_buffer {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        a: &[f64],
        rounds: usize,
        rounds_by: impl ::chainrule::__private::Handover<usize>,
    ) -> f64 {
        let mut buffer: ::chainrule::__private::Vec<f64> = Vec::new();
        let mut sum: f64 = 0.0;
        for r in 0..rounds {
            let len: usize = buffer.len();
            tape.push_vec(&buffer);
            buffer.clear();
            for k in 0..a.len() {
                let v0 = a[k] * (r as f64);
                buffer.push(v0);
            }
            let len_1: usize = buffer.len();
            let buffer_view_1 = &buffer[..len_1];
            for k_1 in 0..len_1 {
                sum += buffer_view_1[k_1] * buffer_view_1[k_1];
            }
            tape.push(len);
            tape.push(len_1);
        }
        let value = sum;
        ::chainrule::__private::Handover::record(rounds_by, rounds, tape);
        tape.push_vec(&buffer);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        a: &[f64],
        a_bar: &mut [f64],
        a_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
        rounds_by: impl ::chainrule::__private::Handover<usize>,
    ) -> ((),) {
        let mut buffer = tape.pop::<::chainrule::__private::Vec<f64>>();
        let rounds = ::chainrule::__private::Handover::restore(rounds_by, tape);
        let mut buffer_bar = ::chainrule::__private::zero_tangent(&buffer);
        for r in (0..rounds).rev() {
            let len_1 = tape.pop::<usize>();
            let len = tape.pop::<usize>();
            let buffer_view = &buffer[..len_1];
            let buffer_bar_view = &mut buffer_bar[..len_1];
            for k_1 in 0..len_1 {
                buffer_bar_view[k_1] += 2.0 * buffer_view[k_1] * value_bar;
            }
            let a_bar_view = if ::chainrule::__private::is_active(a_is) {
                &mut a_bar[..a.len()]
            } else {
                &mut a_bar[..0]
            };
            for k in (0..a.len()).rev() {
                let bar = ::chainrule::__private::pop_element(&mut buffer_bar);
                if ::chainrule::__private::is_active(a_is) {
                    a_bar_view[k] += (r as f64) * bar;
                }
            }
            tape.pop_vec(&mut buffer);
            buffer_bar.resize(len, 0.0);
        }
        ((),)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        a: &[f64],
        rounds: usize,
    ) -> f64 {
        Self::forward_with(tape, a, rounds, ::chainrule::__private::ByTape)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        a: &[f64],
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
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        a: &[f64],
        a_bar: &mut [f64],
        a_is: impl ::chainrule::__private::Activity,
        rounds: usize,
        value_bar: f64,
    ) -> (f64, ((),)) {
        let mut buffer: ::chainrule::__private::Vec<f64> = Vec::new();
        let mut sum: f64 = 0.0;
        for r in 0..rounds {
            let len: usize = buffer.len();
            buffer.clear();
            for k in 0..a.len() {
                let v0 = a[k] * (r as f64);
                buffer.push(v0);
            }
            let len_1: usize = buffer.len();
            let mut buffer_bar = ::chainrule::__private::zero_tangent(&buffer);
            let buffer_view = &buffer[..len_1];
            let buffer_bar_view = &mut buffer_bar[..len_1];
            for k_1 in 0..len_1 {
                sum += buffer_view[k_1] * buffer_view[k_1];
                buffer_bar_view[k_1] = 2.0 * buffer_view[k_1] * value_bar;
            }
            let a_bar_view = if ::chainrule::__private::is_active(a_is) {
                &mut a_bar[..a.len()]
            } else {
                &mut a_bar[..0]
            };
            for k in (0..a.len()).rev() {
                let bar = ::chainrule::__private::pop_element(&mut buffer_bar);
                if ::chainrule::__private::is_active(a_is) {
                    a_bar_view[k] += (r as f64) * bar;
                }
            }
        }
        let value = sum;
        (value, ((),))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        a: &[f64],
        a_dot: &[f64],
        a_is: impl ::chainrule::__private::Activity,
        rounds: usize,
        _: impl ::chainrule::__private::HeldDot,
    ) -> (f64, f64) {
        let mut buffer: ::chainrule::__private::Vec<f64> = Vec::new();
        let mut buffer_dot = ::chainrule::__private::zero_tangent(&buffer);
        let mut sum: f64 = 0.0;
        let mut sum_dot: f64 = 0.0;
        for r in 0..rounds {
            let len: usize = buffer.len();
            buffer_dot.clear();
            buffer.clear();
            for k in 0..a.len() {
                let v0 = a[k] * (r as f64);
                let v0_dot = (if ::chainrule::__private::is_active(a_is) {
                    (r as f64) * a_dot[k]
                } else {
                    0.0
                });
                buffer_dot.push(v0_dot);
                buffer.push(v0);
            }
            let len_1: usize = buffer.len();
            for k_1 in 0..len_1 {
                sum_dot += 2.0 * buffer[k_1] * buffer_dot[k_1];
                sum += buffer[k_1] * buffer[k_1];
            }
        }
        (sum, sum_dot)
    }
}
