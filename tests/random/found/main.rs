//! What random programs led to, reduced: each of these was once wrong, or did not compile.

#![allow(
    clippy::all,
    clippy::pedantic,
    unused_assignments,
    unused_mut,
    unused_variables,
    reason = "reduced programs do strange things"
)]

mod buffers;

use chainrule::{Differentiable, differentiate};
use chainrule_tests::{check, check_effect};

#[differentiate]
fn not_read(x: f64, a: Vec<f64>, b: [f64; 2], c: (f64, f64), d: Vec<Vec<f64>>) -> f64 {
    x * x
}

#[differentiate]
fn not_read_in_effect(a: Vec<f64>, z: &mut f64) {
    *z *= 2.0;
}

#[differentiate]
fn overwritten_unread(x: f64, mut a: (f64, f64), mut b: [f64; 2], mut c: Vec<f64>) -> f64 {
    a = (x.sin(), x);
    b = [a.0, x * x];
    c = vec![b[1], a.1];
    a.1 * b[0] * c[0]
}

#[differentiate]
fn swapped_unread(x: f64, mut b: [f64; 2], n: usize) -> f64 {
    b.swap(n % 2, (n * 3) % 2);
    for _ in 0..n {
        let c = b;
    }
    x + b[1]
}

#[test]
fn parameters_by_value_that_are_not_read() {
    check!(not_read(3.0, vec![1.0], [1.0; 2], (1.0, 1.0), vec![vec![1.0], vec![]]));
    check_effect!(not_read_in_effect(vec![0.5], &mut 0.3));
    check!(overwritten_unread(0.7, (1.0, 2.0), [3.0, 4.0], vec![5.0]));
    check!(swapped_unread(0.7, [3.0, 4.0], const 1));
}

#[differentiate]
fn shadowed_by_scalar(x: f64, mut a: Vec<f64>, mut y: (f64, f64)) -> f64 {
    let mut kept = a[1];
    let mut a: f64 = x * kept;
    let mut y: f64 = f64::max(
        {
            kept = y.0;
            kept
        },
        a,
    );
    kept = kept.sin();
    let kept = x;
    y * kept + a
}

#[test]
fn a_parameter_hidden_by_a_variable_of_another_type() {
    check!(shadowed_by_scalar(0.7, vec![0.3, 0.4], (0.9, 0.1)));
}

#[differentiate]
fn bound_by_patterns(x: f64, a: &[f64], n: usize) -> f64 {
    let mut s = x;
    let mut j = 0;
    while j < n {
        j += 1;
        match j % 4 {
            m if m > 1 => s *= a[(n + m) % 3],
            _ => {}
        }
    }
    for b in (0..5).step_by(2) {
        match (b % 4, b * 2 + n > 3) {
            (m, false) if m > 1 => s += a[(m / 2 + n) % 3] * s,
            (m, _) => s *= a[m % 3],
        }
    }
    s
}

#[test]
fn integers_bound_by_patterns_in_loops() {
    for n in 0..4 {
        check!(bound_by_patterns(0.7, &[0.3, 0.9, 1.3], const n));
    }
}

#[differentiate]
fn not_of_an_unknown_call(x: f64, y: f64) -> f64 {
    let mut s = x;
    for _ in 0..3 {
        let is_less = std::convert::identity(x < y);
        let is_more = !is_less;
        s = (if !is_more { s.sin() } else { s * 0.3 }).cos();
    }
    s * y
}

#[test]
fn the_result_of_a_call_without_derivative_may_be_negated() {
    check!(not_of_an_unknown_call(0.7, 0.9));
    check!(not_of_an_unknown_call(0.9, 0.7));
}

#[differentiate]
fn read_by_position(x: f64, y: f64) -> f64 {
    let mut a = vec![x, y, x * y];
    let mut s = 0.0;
    {
        let (left, right) = a.split_at_mut(1);
        let is_large = right.iter().map(|v| left[0] * v).any(|v| v > 0.3);
        if is_large {
            s += right[0];
        }
        left[0] *= y;
    }
    s + a[0] * x
}

#[test]
fn parts_of_a_split_are_read_together_where_nothing_is_differentiated() {
    check!(read_by_position(0.7, 0.9));
    check!(read_by_position(0.2, 0.3));
}

#[differentiate]
fn stepped(x: f64, a: &mut f64, n: usize) -> f64 {
    let mut x = x;
    *a = x.atan();
    if n > 0 {
        stepped(a.cos(), &mut x, n - 1);
    }
    0.9 * x.sin()
}

#[differentiate]
fn last_step(x: f64, y: f64) -> f64 {
    let mut s = 0.0;
    for _ in 0..3 {
        s = stepped(x.sin(), &mut 0.86, 2);
    }
    y * s
}

#[test]
fn a_temporary_behind_a_mutable_reference_is_what_the_call_left_in_it() {
    check!(last_step(0.7, 1.3));
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Pose {
    x: f64,
    v: [f64; 2],
}

#[differentiate]
impl Pose {
    fn new(x: f64, y: f64) -> Pose {
        Pose { x, v: [x * y, y] }
    }
}

#[differentiate]
fn scaled_by_an_element(x: f64, y: f64) -> f64 {
    let n = 1;
    let a = [x, y, x * y];
    let mut pose = Pose { x, v: [x, y] };
    if y > 0.3 {
        pose.v[n % 2] *= a[f64::abs(y) as usize % 2];
    }
    pose.x * pose.v[1]
}

#[test]
fn the_index_of_a_factor_is_there_in_the_reverse_sweep() {
    check!(scaled_by_an_element(0.7, 1.3));
}

#[differentiate]
fn made_in_vain(x: f64, y: f64) -> f64 {
    let pose = Pose::new((0..3).fold(0.6_f64, |a, i| a * (i as f64).sin()), y.tanh());
    x * y
}

#[test]
fn a_struct_may_be_made_in_vain_from_a_constant_of_unknown_type() {
    check!(made_in_vain(0.7, 1.3));
}

#[differentiate]
impl Pose {
    fn stepped(&mut self, y: f64) -> Pose {
        let before = *self;
        self.x *= y;
        before
    }
}

#[differentiate]
fn stepped_in_vain(x: f64, y: f64) -> f64 {
    let mut pose = Pose { x, v: [y, x] };
    pose.stepped(y);
    let _ = pose.stepped(x);
    pose.x
}

#[test]
fn a_struct_that_a_call_returns_may_be_ignored() {
    check!(stepped_in_vain(0.7, 1.3));
}

#[differentiate]
fn largest_of_a_block(x: f64) -> f64 {
    let mut m = 0.13_f64;
    for _ in 0..3 {
        let s = {
            let t = 0.61_f64;
            t + 0.23_f64
        } * 0.6;
        m = m.max(0.3 * (s - x));
    }
    m
}

#[test]
fn the_type_of_a_value_that_begins_with_a_block_is_found() {
    check!(largest_of_a_block(-0.7));
}
