//! `VecDeque`: values that enter and leave at both ends.

use std::collections::VecDeque;

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate(value_and_grad, grad, accumulate_grad, vjp, jvp)]
fn moving_window(a: &[f64], width: usize) -> f64 {
    let mut window: VecDeque<f64> = VecDeque::new();
    let mut sum = 0.0;
    for i in 0..a.len() {
        window.push_back(a[i] * a[i]);
        if window.len() > width {
            let oldest = window.pop_front().unwrap();
            sum -= oldest * a[i];
        }
        sum += window[0] * window[window.len() - 1];
    }
    window.push_front(sum);
    window.swap(0, 1);
    sum + window[0] * 2.0
}

#[test]
fn a_moving_window() {
    for width in 1..4 {
        check!(moving_window(&[0.5, 1.2, -0.7, 1.6], const width));
    }
}
