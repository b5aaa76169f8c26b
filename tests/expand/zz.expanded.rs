use chainrule::differentiate;
#[allow(dead_code)]
pub fn taken_and_put_back(x: f64, n: usize) -> f64 {
    let mut state = (vec![x, x * x], 0.0);
    for i in 0..n {
        let mut buffer = std::mem::take(&mut state.0);
        buffer[0] *= buffer[1] + i as f64;
        state.1 += buffer[buffer.len() - 1];
        state.0 = buffer;
    }
    state.1 * state.0[0] + state.0.len() as f64
}
/// Value and gradient of [`taken_and_put_back`] with respect to `x`, by reverse mode.
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_taken_and_put_back(x: f64, n: usize) -> (f64, f64) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let v0 = x * x;
    let v1 = ::chainrule::__private::vec![x, v0];
    let mut state = (v1, 0.0);
    for i in 0..n {
        let mut buffer = ::core::mem::take(&mut state.0);
        let v3 = buffer[1] + (i as f64);
        tape.push(buffer[0]);
        buffer[0] *= v3;
        tape.push(state.1);
        state.1 += buffer[buffer.len() - 1];
        tape.push(state.0.clone());
        state.0 = buffer.clone();
        tape.push(buffer.clone());
        tape.push(v3);
    }
    let v4 = state.1 * state.0[0];
    let value = v4 + (state.0.len() as f64);
    /// Reverse sweep.
    let mut state_bar = ::chainrule::__private::zero_tangent(&state);
    state_bar.1 += state.0[0];
    state_bar.0[0] += state.1;
    for i in (0..n).rev() {
        let v3 = tape.pop::<f64>();
        let mut buffer = tape.pop::<::chainrule::__private::Vec<f64>>();
        state.0 = tape.pop::<::chainrule::__private::Vec<f64>>();
        let bar = ::chainrule::__private::take(&mut state_bar.0, &state.0);
        let mut buffer_bar = bar;
        state.1 = tape.pop::<f64>();
        let bar_1 = state_bar.1;
        buffer_bar[buffer.len() - 1] += bar_1;
        buffer[0] = tape.pop::<f64>();
        let bar_2 = buffer_bar[0];
        buffer_bar[0] = v3 * bar_2;
        let v3_bar = buffer[0] * bar_2;
        buffer_bar[1] += v3_bar;
        state_bar.0 = buffer_bar;
        state.0 = buffer.clone();
    }
    let v1_bar = state_bar.0.clone();
    let v0_bar = v1_bar[1];
    let x_bar = v1_bar[0] + 2.0 * x * v0_bar;
    (value, x_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct taken_and_put_back {}
#[doc(hidden)]
impl taken_and_put_back {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, x: f64, n: usize) -> f64 {
        let v0 = x * x;
        let v1 = ::chainrule::__private::vec![x, v0];
        let mut state = (v1, 0.0);
        for i in 0..n {
            let mut buffer = ::core::mem::take(&mut state.0);
            let v3 = buffer[1] + (i as f64);
            tape.push(buffer[0]);
            buffer[0] *= v3;
            tape.push(state.1);
            state.1 += buffer[buffer.len() - 1];
            tape.push(state.0.clone());
            state.0 = buffer.clone();
            tape.push(buffer.clone());
            tape.push(v3);
        }
        let v4 = state.1 * state.0[0];
        let value = v4 + (state.0.len() as f64);
        tape.push(x);
        tape.push(n);
        tape.push(state.clone());
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: f64,
    ) -> (f64, ::chainrule::__private::HeldConstant) {
        let mut state = tape.pop::<(::chainrule::__private::Vec<f64>, f64)>();
        let n = tape.pop::<usize>();
        let x = tape.pop::<f64>();
        let mut state_bar = ::chainrule::__private::zero_tangent(&state);
        state_bar.1 += state.0[0] * value_bar;
        state_bar.0[0] += state.1 * value_bar;
        for i in (0..n).rev() {
            let v3 = tape.pop::<f64>();
            let mut buffer = tape.pop::<::chainrule::__private::Vec<f64>>();
            state.0 = tape.pop::<::chainrule::__private::Vec<f64>>();
            let bar = ::chainrule::__private::take(&mut state_bar.0, &state.0);
            let mut buffer_bar = bar;
            state.1 = tape.pop::<f64>();
            let bar_1 = state_bar.1;
            buffer_bar[buffer.len() - 1] += bar_1;
            buffer[0] = tape.pop::<f64>();
            let bar_2 = buffer_bar[0];
            buffer_bar[0] = v3 * bar_2;
            let v3_bar = buffer[0] * bar_2;
            buffer_bar[1] += v3_bar;
            state_bar.0 = buffer_bar;
            state.0 = buffer.clone();
        }
        let v1_bar = state_bar.0.clone();
        let v0_bar = v1_bar[1];
        let x_bar = v1_bar[0] + 2.0 * x * v0_bar;
        (x_bar, ::chainrule::__private::HeldConstant)
    }
}
#[allow(dead_code)]
pub fn power_step(m: &[f64], x: f64, n: usize) -> f64 {
    let mut v = vec![x; n];
    for _ in 0..n {
        let mut next = vec![0.0; n];
        for i in 0..n {
            for j in 0..n {
                next[i] += m[i * n + j] * v[j];
            }
        }
        v = next;
    }
    v[0]
}
/// Value and gradient of [`power_step`] with respect to `m` and `x`, by reverse mode.
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_power_step(
    m: &[f64],
    x: f64,
    n: usize,
) -> (f64, (::chainrule::__private::Vec<f64>, f64)) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let mut v = ::chainrule::__private::vec![x; n];
    for counter in 0..n {
        let mut next = ::chainrule::__private::vec![0.0; n];
        for i in 0..n {
            for j in 0..n {
                next[i] += m[i * n + j] * v[j];
            }
        }
        tape.push(v.clone());
        v = next.clone();
    }
    let value = v[0];
    /// Reverse sweep.
    let mut v_bar = ::chainrule::__private::vec![0.0; n];
    v_bar[0] += 1.0;
    let mut m_bar = ::chainrule::__private::zero_tangent(m);
    for counter in (0..n).rev() {
        v = tape.pop::<::chainrule::__private::Vec<f64>>();
        let bar = ::chainrule::__private::take(&mut v_bar, &v);
        let next_bar = bar;
        for i in (0..n).rev() {
            let v_view = &v[..n];
            let v_bar_view = &mut v_bar[..n];
            for j in (0..n).rev() {
                let bar_1 = next_bar[i];
                m_bar[i * n + j] += v_view[j] * bar_1;
                v_bar_view[j] += m[i * n + j] * bar_1;
            }
        }
    }
    let x_bar = ::chainrule::__private::sum(&v_bar, 0.0);
    (value, (m_bar, x_bar))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct power_step {}
#[doc(hidden)]
impl power_step {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        m: &[f64],
        x: f64,
        n: usize,
    ) -> f64 {
        let mut v = ::chainrule::__private::vec![x; n];
        for counter in 0..n {
            let mut next = ::chainrule::__private::vec![0.0; n];
            for i in 0..n {
                for j in 0..n {
                    next[i] += m[i * n + j] * v[j];
                }
            }
            tape.push(v.clone());
            v = next.clone();
        }
        let value = v[0];
        tape.push(n);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        m: &[f64],
        m_bar: &mut [f64],
        m_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (f64, ::chainrule::__private::HeldConstant) {
        let n = tape.pop::<usize>();
        let mut v: ::chainrule::__private::Vec<f64> = ::core::default::Default::default();
        let mut v_bar = ::chainrule::__private::vec![0.0; n];
        v_bar[0] += value_bar;
        for counter in (0..n).rev() {
            v = tape.pop::<::chainrule::__private::Vec<f64>>();
            let bar = ::chainrule::__private::take(&mut v_bar, &v);
            let next_bar = bar;
            for i in (0..n).rev() {
                let v_view = &v[..n];
                let v_bar_view = &mut v_bar[..n];
                for j in (0..n).rev() {
                    let bar_1 = next_bar[i];
                    if ::chainrule::__private::is_active(m_is) {
                        m_bar[i * n + j] += v_view[j] * bar_1;
                    }
                    v_bar_view[j] += m[i * n + j] * bar_1;
                }
            }
        }
        let x_bar = ::chainrule::__private::sum(&v_bar, 0.0);
        (x_bar, ::chainrule::__private::HeldConstant)
    }
}
#[allow(dead_code)]
pub fn moved(x: f64, n: usize) -> f64 {
    let mut rows = vec![];
    for i in 0..n {
        let mut row = Vec::new();
        row.push(x * i as f64);
        rows.push(row);
    }
    let all = rows;
    all[0][0] * all[1][0]
}
/// Value and gradient of [`moved`] with respect to `x`, by reverse mode.
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_moved(x: f64, n: usize) -> (f64, f64) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let mut rows: ::chainrule::__private::Vec<::chainrule::__private::Vec<f64>> = vec![];
    for i in 0..n {
        let mut row: ::chainrule::__private::Vec<f64> = Vec::new();
        let v0 = x * (i as f64);
        row.push(v0);
        rows.push(row.clone());
        tape.push(row.clone());
    }
    let all = rows.clone();
    let value = all[0][0] * all[1][0];
    /// Reverse sweep.
    let mut all_bar = ::chainrule::__private::zero_tangent(&all);
    all_bar[0][0] += all[1][0];
    all_bar[1][0] += all[0][0];
    let mut rows_bar = all_bar;
    let mut x_bar: f64 = 0.0;
    for i in (0..n).rev() {
        let mut row = tape.pop::<::chainrule::__private::Vec<f64>>();
        let bar = ::chainrule::__private::pop_element(&mut rows_bar);
        let mut row_bar = bar;
        let bar_1 = ::chainrule::__private::pop_element(&mut row_bar);
        x_bar += (i as f64) * bar_1;
    }
    (value, x_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct moved {}
#[doc(hidden)]
impl moved {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, x: f64, n: usize) -> f64 {
        let mut rows: ::chainrule::__private::Vec<::chainrule::__private::Vec<f64>> = vec![];
        for i in 0..n {
            let mut row: ::chainrule::__private::Vec<f64> = Vec::new();
            let v0 = x * (i as f64);
            row.push(v0);
            rows.push(row.clone());
            tape.push(row.clone());
        }
        let all = rows.clone();
        let value = all[0][0] * all[1][0];
        tape.push(n);
        tape.push(rows.clone());
        tape.push(all.clone());
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: f64,
    ) -> (f64, ::chainrule::__private::HeldConstant) {
        let all = tape
            .pop::<::chainrule::__private::Vec<::chainrule::__private::Vec<f64>>>();
        let mut rows = tape
            .pop::<::chainrule::__private::Vec<::chainrule::__private::Vec<f64>>>();
        let n = tape.pop::<usize>();
        let mut all_bar = ::chainrule::__private::zero_tangent(&all);
        all_bar[0][0] += all[1][0] * value_bar;
        all_bar[1][0] += all[0][0] * value_bar;
        let mut rows_bar = all_bar;
        let mut x_bar: f64 = 0.0;
        for i in (0..n).rev() {
            let mut row = tape.pop::<::chainrule::__private::Vec<f64>>();
            let bar = ::chainrule::__private::pop_element(&mut rows_bar);
            let mut row_bar = bar;
            let bar_1 = ::chainrule::__private::pop_element(&mut row_bar);
            x_bar += (i as f64) * bar_1;
        }
        (x_bar, ::chainrule::__private::HeldConstant)
    }
}
