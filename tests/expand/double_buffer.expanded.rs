use chainrule::differentiate;
#[allow(dead_code)]
pub fn double_buffer(start: &[f64], rate: f64, steps: usize) -> f64 {
    let mut now = start.to_vec();
    let mut next = vec![0.0; now.len()];
    for _ in 0..steps {
        for i in 1..now.len() {
            next[i] = now[i] + rate * now[i - 1];
        }
        std::mem::swap(&mut now, &mut next);
    }
    now[1]
}
/// Value and gradient of [`double_buffer`] with respect to `start` and `rate`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_double_buffer(
    start: &[f64],
    rate: f64,
    steps: usize,
) -> (f64, (::chainrule::__private::Vec<f64>, f64)) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let mut now = start.to_vec();
    let mut next = ::chainrule::__private::vec![0.0; now.len()];
    for counter in 0..steps {
        let bound: usize = now.len();
        if 1 < bound {
            tape.push_slice(&next[1..bound]);
        }
        if 1 < bound {
            let now_view_1 = &now[..bound];
            let next_view = &mut next[..bound];
            for i in 1..bound {
                let v0 = rate * now_view_1[i - 1];
                next_view[i] = now_view_1[i] + v0;
            }
        }
        ::core::mem::swap(&mut now, &mut next);
        tape.push(bound);
    }
    let value = now[1];
    /// Reverse sweep.
    let mut now_bar = ::chainrule::__private::zero_tangent(&now);
    now_bar[1] = 1.0;
    let mut rate_bar: f64 = 0.0;
    let mut next_bar = ::chainrule::__private::zero_tangent(&next);
    for counter in (0..steps).rev() {
        let bound = tape.pop::<usize>();
        ::core::mem::swap(&mut now_bar, &mut next_bar);
        ::core::mem::swap(&mut now, &mut next);
        let mut now_bar_carried: f64 = 0.0;
        if 1 < bound {
            let now_view = &now[..(bound - 1)];
            let now_bar_view = &mut now_bar[..(bound - 1)];
            let next_bar_view = &mut next_bar[..bound];
            for i in 1..bound {
                let bar = next_bar_view[i];
                next_bar_view[i] = 0.0;
                let now_bar_sum = bar;
                rate_bar += now_view[i - 1] * bar;
                now_bar_carried += rate * bar;
                now_bar_view[i - 1] += now_bar_carried;
                now_bar_carried = now_bar_sum;
            }
        }
        if 1 < bound {
            now_bar[bound - 1] += now_bar_carried;
        }
        if 1 < bound {
            tape.pop_slice(&mut next[1..bound]);
        }
    }
    let mut start_bar = ::chainrule::__private::zero_tangent(start);
    ::chainrule::__private::accumulate_elements(&mut start_bar[..], now_bar);
    (value, (start_bar, rate_bar))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct double_buffer {}
#[doc(hidden)]
impl double_buffer {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        start: &[f64],
        rate: f64,
        steps: usize,
        rate_by: impl ::chainrule::__private::Handover<f64>,
        steps_by: impl ::chainrule::__private::Handover<usize>,
    ) -> f64 {
        let mut now = start.to_vec();
        let mut next = ::chainrule::__private::vec![0.0; now.len()];
        for counter in 0..steps {
            let bound: usize = now.len();
            if 1 < bound {
                tape.push_slice(&next[1..bound]);
            }
            if 1 < bound {
                let now_view_1 = &now[..bound];
                let next_view = &mut next[..bound];
                for i in 1..bound {
                    let v0 = rate * now_view_1[i - 1];
                    next_view[i] = now_view_1[i] + v0;
                }
            }
            ::core::mem::swap(&mut now, &mut next);
            tape.push(bound);
        }
        let value = now[1];
        ::chainrule::__private::Handover::record(rate_by, rate, tape);
        ::chainrule::__private::Handover::record(steps_by, steps, tape);
        tape.push_vec(&now);
        tape.push_vec(&next);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        start: &[f64],
        start_bar: &mut [f64],
        start_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
        rate_by: impl ::chainrule::__private::Handover<f64>,
        steps_by: impl ::chainrule::__private::Handover<usize>,
    ) -> (f64, ()) {
        let mut next = tape.pop::<::chainrule::__private::Vec<f64>>();
        let mut now = tape.pop::<::chainrule::__private::Vec<f64>>();
        let steps = ::chainrule::__private::Handover::restore(steps_by, tape);
        let rate = ::chainrule::__private::Handover::restore(rate_by, tape);
        let mut now_bar = ::chainrule::__private::zero_tangent(&now);
        now_bar[1] = value_bar;
        let mut rate_bar: f64 = 0.0;
        let mut next_bar = ::chainrule::__private::zero_tangent(&next);
        for counter in (0..steps).rev() {
            let bound = tape.pop::<usize>();
            ::core::mem::swap(&mut now_bar, &mut next_bar);
            ::core::mem::swap(&mut now, &mut next);
            let mut now_bar_carried: f64 = 0.0;
            if 1 < bound {
                let now_view = &now[..(bound - 1)];
                let now_bar_view = &mut now_bar[..(bound - 1)];
                let next_bar_view = &mut next_bar[..bound];
                for i in 1..bound {
                    let bar = next_bar_view[i];
                    next_bar_view[i] = 0.0;
                    let now_bar_sum = bar;
                    rate_bar += now_view[i - 1] * bar;
                    now_bar_carried += rate * bar;
                    now_bar_view[i - 1] += now_bar_carried;
                    now_bar_carried = now_bar_sum;
                }
            }
            if 1 < bound {
                now_bar[bound - 1] += now_bar_carried;
            }
            if 1 < bound {
                tape.pop_slice(&mut next[1..bound]);
            }
        }
        if ::chainrule::__private::is_active(start_is) {
            ::chainrule::__private::accumulate_elements(&mut start_bar[..], now_bar);
        }
        (rate_bar, ())
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        start: &[f64],
        rate: f64,
        steps: usize,
    ) -> f64 {
        Self::forward_with(
            tape,
            start,
            rate,
            steps,
            ::chainrule::__private::ByTape,
            ::chainrule::__private::ByTape,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        start: &[f64],
        start_bar: &mut [f64],
        start_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (f64, ()) {
        Self::reverse_with(
            tape,
            start,
            start_bar,
            start_is,
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
        start: &[f64],
        start_bar: &mut [f64],
        start_is: impl ::chainrule::__private::Activity,
        rate: f64,
        steps: usize,
        value_bar: f64,
    ) -> (f64, (f64, ())) {
        let mut now = start.to_vec();
        let mut next = ::chainrule::__private::vec![0.0; now.len()];
        for counter in 0..steps {
            let bound: usize = now.len();
            if 1 < bound {
                tape.push_slice(&next[1..bound]);
            }
            if 1 < bound {
                let now_view_1 = &now[..bound];
                let next_view = &mut next[..bound];
                for i in 1..bound {
                    let v0 = rate * now_view_1[i - 1];
                    next_view[i] = now_view_1[i] + v0;
                }
            }
            ::core::mem::swap(&mut now, &mut next);
            tape.push(bound);
        }
        let value = now[1];
        let mut now_bar = ::chainrule::__private::zero_tangent(&now);
        now_bar[1] = value_bar;
        let mut rate_bar: f64 = 0.0;
        let mut next_bar = ::chainrule::__private::zero_tangent(&next);
        for counter in (0..steps).rev() {
            let bound = tape.pop::<usize>();
            ::core::mem::swap(&mut now_bar, &mut next_bar);
            ::core::mem::swap(&mut now, &mut next);
            let mut now_bar_carried: f64 = 0.0;
            if 1 < bound {
                let now_view = &now[..(bound - 1)];
                let now_bar_view = &mut now_bar[..(bound - 1)];
                let next_bar_view = &mut next_bar[..bound];
                for i in 1..bound {
                    let bar = next_bar_view[i];
                    next_bar_view[i] = 0.0;
                    let now_bar_sum = bar;
                    rate_bar += now_view[i - 1] * bar;
                    now_bar_carried += rate * bar;
                    now_bar_view[i - 1] += now_bar_carried;
                    now_bar_carried = now_bar_sum;
                }
            }
            if 1 < bound {
                now_bar[bound - 1] += now_bar_carried;
            }
            if 1 < bound {
                tape.pop_slice(&mut next[1..bound]);
            }
        }
        if ::chainrule::__private::is_active(start_is) {
            ::chainrule::__private::accumulate_elements(&mut start_bar[..], now_bar);
        }
        (value, (rate_bar, ()))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        start: &[f64],
        start_dot: &[f64],
        start_is: impl ::chainrule::__private::Activity,
        rate: f64,
        rate_dot: impl ::chainrule::__private::DotOf<f64>,
        steps: usize,
        _: impl ::chainrule::__private::HeldDot,
    ) -> (f64, f64) {
        let rate_dot = ::chainrule::__private::DotOf::<f64>::dot(rate_dot, &rate);
        let mut now_dot = (if ::chainrule::__private::is_active(start_is) {
            start_dot.to_vec()
        } else {
            ::chainrule::__private::field_zero(&start.to_vec())
        });
        let mut now = start.to_vec();
        let mut next_dot = ::chainrule::__private::vec![0.0; now.len()];
        let mut next = ::chainrule::__private::vec![0.0; now.len()];
        for counter in 0..steps {
            let bound: usize = now.len();
            for i in 1..bound {
                let v0 = rate * now[i - 1];
                let v0_dot = now[i - 1] * rate_dot + rate * now_dot[i - 1];
                next[i] = now[i] + v0;
                next_dot[i] = now_dot[i] + v0_dot;
            }
            ::core::mem::swap(&mut now_dot, &mut next_dot);
            ::core::mem::swap(&mut now, &mut next);
        }
        let value = now[1];
        let value_dot = now_dot[1];
        (value, value_dot)
    }
}
