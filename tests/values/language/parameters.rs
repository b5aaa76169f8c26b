//! Which parameters are differentiated, and what `&mut` ones mean.

use std::panic::catch_unwind;

use chainrule::differentiate;
use chainrule_tests::{assert_gradient, check, check_effect};

#[differentiate]
fn all_kinds(x: f64, n: usize, flag: bool, a: &[f64], index: &[usize], name: &str, c: char) -> f64 {
    let factor = if flag { 2.0 } else { name.len() as f64 };
    let shift = if c == '+' { 1.0 } else { -1.0 };
    x * factor * a[index[n]] + shift * x
}

#[test]
fn what_carries_no_derivative_is_left_out() {
    let gradient: (f64, Vec<f64>) = grad_all_kinds(1.5, 1, false, &[2.0, 3.0], &[0, 1], "four", '+');
    assert_eq!(gradient, (13.0, vec![0.0, 6.0]));
    check!(all_kinds(1.5, const 0, const true, &[2.0, 3.0], const &[1, 0], const "", const '-'));
}

#[differentiate]
fn with_constants(
    x: f64,
    #[constant] c: f64,
    #[constant] table: &[f64],
    y: &mut f64,
    #[constant] count: &mut usize,
) -> f64 {
    *count += 1;
    *y *= c;
    x * c * table[0] + *y * table[1]
}

#[test]
fn constant_parameters() {
    check!(with_constants(1.5, const 0.7, const &[2.0, 3.0], &mut 4.0, const &mut 0) => (1.4, 0.7 * 3.0));
    let mut count = 5;
    let (x_bar, y_bar): (f64, f64) = grad_with_constants(1.5, 0.5, &[2.0, 3.0], &mut 4.0, &mut count);
    assert_eq!((x_bar, y_bar, count), (1.0, 1.5, 6));
}

#[differentiate(wrt(a, x))]
fn chosen(x: f64, y: f64, a: &[f64; 2]) -> f64 {
    x * y * a[0] + a[1] * a[1] * y
}

#[test]
fn wrt_chooses_and_orders_the_results() {
    let expected = ([6.0, 12.0], 3.0);
    assert_eq!(grad_chosen(2.0, 3.0, &[1.0, 2.0]), expected);
    assert_eq!(value_and_grad_chosen(2.0, 3.0, &[1.0, 2.0]), (18.0, expected));
    assert_eq!(vjp_chosen(2.0, 3.0, &[1.0, 2.0]).1(1.0), expected);
}

#[test]
fn wrt_leaves_the_order_of_the_arguments() {
    let (mut x_bar, mut a_bar) = (0.5, [1.0, 1.0]);
    let value = accumulate_grad_chosen(2.0, &mut x_bar, 3.0, &[1.0, 2.0], &mut a_bar);
    assert_eq!((value, x_bar, a_bar), (18.0, 3.5, [7.0, 13.0]));
}

#[differentiate(wrt(x))]
fn only_one(x: f64, a: &mut [f64], y: f64) -> f64 {
    a[0] *= x;
    a[0] * y
}

#[test]
fn one_parameter_gives_a_bare_value() {
    let mut a = [2.0];
    assert_eq!(grad_only_one(3.0, &mut a, 5.0), 10.0);
    assert_eq!(a, [6.0]);
}

#[differentiate]
fn unused(_unused: f64, x: f64, _: &[f64], _pair: (f64, f64)) -> f64 {
    x * x
}

#[test]
fn unused_parameters_get_their_zero() {
    let gradient = grad_unused(1.0, 3.0, &[1.0, 2.0, 3.0], (4.0, 5.0));
    assert_eq!(gradient, (0.0, 6.0, vec![0.0; 3], (0.0, 0.0)));
    check!(unused(1.0, 3.0, &[1.0, 2.0], (4.0, 5.0)));
}

#[differentiate]
fn patterns([x, y]: [f64; 2], (a, n): (f64, f64), mut z: f64) -> f64 {
    z *= x;
    x * y * a + z * n
}

#[test]
fn patterns_as_parameters() {
    check!(patterns([1.5, 0.5], (2.0, 3.0), 0.7) => ([0.5 * 2.0 + 2.1, 3.0], (0.75, 1.05), 4.5));
}

#[differentiate]
fn inout(a: &mut [f64], x: f64) -> f64 {
    let before = a[0] * a[1];
    a[0] = x;
    a[1] *= before;
    a[0] * a[1]
}

#[test]
fn the_gradient_is_with_respect_to_the_entry() {
    let mut a = [2.0, 3.0];
    let (a_bar, x_bar) = grad_inout(&mut a, 0.5);
    assert_eq!(a, [0.5, 18.0]);
    assert_eq!((a_bar, x_bar), (vec![4.5, 6.0], 18.0));
    check!(inout(&mut [2.0, 3.0], 0.5));
}

#[test]
fn shadows_are_the_cotangents_of_exit_and_entry() {
    let mut a = [2.0, 3.0];
    let (value, pullback) = vjp_inout(&mut a, 0.5);
    let mut a_bar = [1.0, 0.0];
    let x_bar: f64 = pullback(0.0, &mut a_bar);
    assert_eq!((value, x_bar, a_bar), (9.0, 1.0, [0.0, 0.0]));
    let mut a_bar = [0.0, 1.0];
    assert_eq!((pullback(0.0, &mut a_bar), a_bar), (0.0, [9.0, 12.0]));
    drop(pullback);
    assert_eq!(a, [0.5, 18.0]);
}

#[differentiate]
fn overwritten_on_entry(a: &mut [f64; 2], x: &mut f64) -> f64 {
    *a = [*x, 1.0];
    *x = a[0] * 2.0;
    *x
}

#[test]
fn what_is_overwritten_at_once_has_no_influence() {
    check!(overwritten_on_entry(&mut [7.0, 8.0], &mut 3.0) => ([0.0, 0.0], 2.0));
}

#[differentiate]
fn only_read(a: &mut [f64], b: &Vec<f64>) -> f64 {
    a[0] * b[1]
}

#[test]
fn a_mutable_parameter_that_is_only_read() {
    check!(only_read(&mut [2.0, 3.0], &vec![4.0, 5.0]) => ([5.0, 0.0], [0.0, 2.0]));
}

#[differentiate]
fn without_result(x: &mut f64, y: &mut f64, k: f64, n: usize) {
    for _ in 0..n {
        let t = *x;
        *x -= k * *y;
        *y += k * t;
        if n == 2 {
            return;
        }
    }
}

#[test]
fn a_function_without_a_result_has_a_pullback() {
    for n in 0..4 {
        check_effect!(without_result(&mut 1.5, &mut 0.5, 0.3, const n));
    }
}

#[differentiate]
fn passive_result(a: &mut [f64], x: f64) -> usize {
    let mut count = 0;
    for v in a {
        if *v < x {
            *v *= x;
            count += 1;
        }
    }
    count
}

#[test]
fn a_result_without_derivative_needs_no_seed() {
    check_effect!(passive_result(&mut [0.5, 2.0, 0.7], 1.2));
    let mut a = [0.5, 2.0];
    let (count, pullback) = vjp_passive_result(&mut a, 1.2);
    let mut a_bar = [1.0, 1.0];
    assert_eq!((count, pullback(&mut a_bar), a_bar), (1, 0.5, [1.2, 1.0]));
}

/// Its documentation stays, and so do its attributes.
#[differentiate]
#[must_use]
#[inline]
#[allow(clippy::let_and_return)]
pub(crate) fn documented(x: f64) -> f64 {
    let y = x * 3.0;
    y
}

#[test]
fn attributes_of_the_function_stay() {
    check!(documented(2.0) => 3.0);
}

#[differentiate]
fn guarded(x: f64, a: &[f64]) -> f64 {
    assert!(x > 0.0, "x is {x}");
    assert_eq!(a.len(), 2);
    debug_assert!(a[0] > -1.0);
    println!("{x} {:?}", a);
    eprintln!("{}", a[1]);
    if x > 10.0 {
        panic!("too large: {x}");
    }
    x * a[0]
}

#[test]
fn companions_panic_as_the_function_does() {
    check!(guarded(2.0, &[0.5, 0.25]) => (0.5, [2.0, 0.0]));
    for (x, message) in [(-1.0, "x is -1"), (11.0, "too large: 11")] {
        for call in [|x| guarded(x, &[1.0, 2.0]), |x| grad_guarded(x, &[1.0, 2.0]).0, |x| vjp_guarded(x, &[1.0, 2.0]).0]
        {
            let payload = catch_unwind(|| call(x)).expect_err("a panic");
            assert_eq!(payload.downcast_ref::<String>().expect("a formatted message"), message);
        }
    }
}

#[differentiate]
fn boundary(a: &[f64], i: usize) -> f64 {
    a[i] * a[i]
}

#[test]
fn an_index_out_of_bounds_panics() {
    assert!(catch_unwind(|| grad_boundary(&[1.0], 1)).is_err());
}

#[test]
fn a_buffer_of_the_wrong_length_panics_before_anything_is_written() {
    let mut a_bar = vec![1.0; 3];
    let payload = catch_unwind(move || {
        let buffer = &mut a_bar;
        accumulate_grad_boundary(&[1.0, 2.0], buffer, 1)
    })
    .expect_err("a panic");
    let message = payload.downcast_ref::<String>().expect("a formatted message");
    assert!(message.contains('2') && message.contains('3'), "{message}");
}

#[test]
fn accumulation_starts_from_what_the_buffers_hold() {
    let mut a_bar = vec![0.0; 3];
    for i in [0, 2, 2] {
        accumulate_grad_boundary(&[1.0, 2.0, 3.0], &mut a_bar, i);
    }
    assert_eq!(a_bar, [2.0, 0.0, 12.0]);
    assert_gradient(|a| boundary(a, 0) + 2.0 * boundary(a, 2), &[1.0, 2.0, 3.0], &a_bar);
}
