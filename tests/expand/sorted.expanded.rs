use chainrule::differentiate;
#[allow(dead_code)]
pub fn sorted(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2] - sorted[0]
}
/// Value and gradient of [`sorted`] with respect to `values`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_sorted(values: &[f64]) -> (f64, ::chainrule::__private::Vec<f64>) {
    /// Forward sweep.
    let mut sorted = values.to_vec();
    let order: ::chainrule::__private::Vec<usize> = ::chainrule::__private::order(
        &sorted[..],
        f64::total_cmp,
    );
    ::chainrule::__private::permute(&mut sorted, &order);
    let value = sorted[sorted.len() / 2] - sorted[0];
    /// Reverse sweep.
    let mut sorted_bar = ::chainrule::__private::zero_tangent(&sorted);
    sorted_bar[sorted.len() / 2] += 1.0;
    sorted_bar[0] -= 1.0;
    ::chainrule::__private::unpermute(&mut sorted_bar, &order);
    let mut values_bar = ::chainrule::__private::zero_tangent(values);
    ::chainrule::__private::accumulate_elements(&mut values_bar[..], sorted_bar);
    (value, values_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct sorted {}
#[doc(hidden)]
impl sorted {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, values: &[f64]) -> f64 {
        let mut sorted = values.to_vec();
        let order: ::chainrule::__private::Vec<usize> = ::chainrule::__private::order(
            &sorted[..],
            f64::total_cmp,
        );
        ::chainrule::__private::permute(&mut sorted, &order);
        let value = sorted[sorted.len() / 2] - sorted[0];
        tape.push_vec(&sorted);
        tape.push_vec(&order);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        values: &[f64],
        values_bar: &mut [f64],
        values_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> () {
        let order = tape.pop::<::chainrule::__private::Vec<usize>>();
        let mut sorted = tape.pop::<::chainrule::__private::Vec<f64>>();
        let mut sorted_bar = ::chainrule::__private::zero_tangent(&sorted);
        sorted_bar[sorted.len() / 2] += value_bar;
        sorted_bar[0] -= value_bar;
        ::chainrule::__private::unpermute(&mut sorted_bar, &order);
        if ::chainrule::__private::is_active(values_is) {
            ::chainrule::__private::accumulate_elements(&mut values_bar[..], sorted_bar);
        }
        ()
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        values: &[f64],
        values_bar: &mut [f64],
        values_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (f64, ()) {
        let mut sorted = values.to_vec();
        let order: ::chainrule::__private::Vec<usize> = ::chainrule::__private::order(
            &sorted[..],
            f64::total_cmp,
        );
        ::chainrule::__private::permute(&mut sorted, &order);
        let value = sorted[sorted.len() / 2] - sorted[0];
        let mut sorted_bar = ::chainrule::__private::zero_tangent(&sorted);
        sorted_bar[sorted.len() / 2] += value_bar;
        sorted_bar[0] -= value_bar;
        ::chainrule::__private::unpermute(&mut sorted_bar, &order);
        if ::chainrule::__private::is_active(values_is) {
            ::chainrule::__private::accumulate_elements(&mut values_bar[..], sorted_bar);
        }
        (value, ())
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        values: &[f64],
        values_dot: &[f64],
        values_is: impl ::chainrule::__private::Activity,
    ) -> (f64, f64) {
        let mut sorted_dot = (if ::chainrule::__private::is_active(values_is) {
            values_dot.to_vec()
        } else {
            ::chainrule::__private::field_zero(&values.to_vec())
        });
        let mut sorted = values.to_vec();
        let order: ::chainrule::__private::Vec<usize> = ::chainrule::__private::order(
            &sorted[..],
            f64::total_cmp,
        );
        ::chainrule::__private::permute(&mut sorted_dot, &order);
        ::chainrule::__private::permute(&mut sorted, &order);
        let value = sorted[sorted.len() / 2] - sorted[0];
        let value_dot = sorted_dot[sorted.len() / 2] - sorted_dot[0];
        (value, value_dot)
    }
}
