//! Counted loops, `while`, `loop`, and what they carry from one iteration to the next.

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn power(x: f64, n: usize) -> f64 {
    let mut y = 1.0;
    for _ in 0..n {
        y *= x;
    }
    y
}

#[test]
fn a_loop_of_no_one_and_many_iterations() {
    check!(power(1.5, const 0) => 0.0);
    check!(power(1.5, const 1) => 1.0);
    check!(power(1.5, const 7) => 7.0 * 1.5_f64.powi(6));
}

#[differentiate]
fn carried(x: f64, y: f64, n: usize) -> f64 {
    let mut a = x;
    let mut b = y;
    let mut c = 0.0;
    for i in 0..n {
        let t = a * b;
        a = b.sin() + c;
        b = t;
        c = a * x + 0.1 * i as f64;
    }
    a + b * c
}

#[test]
fn state_in_several_variables() {
    for n in [0, 1, 2, 5] {
        check!(carried(0.8, 1.2, const n));
    }
}

#[differentiate]
fn slowly_active(x: f64, n: usize) -> f64 {
    let (mut a, mut b, mut c, mut d) = (1.0, 2.0, 3.0, 4.0);
    for _ in 0..n {
        d = c * d;
        c = b + 0.5 * c;
        b = a * b;
        a = x;
    }
    a + b * c - d
}

#[test]
fn activity_that_takes_iterations_to_arrive() {
    for n in 0..6 {
        check!(slowly_active(0.7, const n));
    }
}

#[differentiate]
fn passive_again(x: f64, n: usize) -> f64 {
    let mut y = x * x;
    let mut sum = 0.0;
    for i in 0..n {
        sum += y * x;
        y = if i % 2 == 0 { 3.0 } else { y * x };
    }
    sum * y
}

#[test]
fn a_variable_that_becomes_constant_and_active_again() {
    for n in 0..5 {
        check!(passive_again(0.7, const n));
    }
}

#[differentiate]
fn ranges(x: f64, n: usize) -> f64 {
    let mut y = x;
    for i in 1..=n {
        y = y * x + i as f64;
    }
    for i in (0..n).rev() {
        y = (y * 0.1 + i as f64).sin() * x;
    }
    for i in (0..n).step_by(2) {
        y += x * y * i as f64;
    }
    for i in (0..=n).rev().step_by(3) {
        y = y.cos() + i as f64 * x;
    }
    for i in (1..n).step_by(2).rev() {
        y = y.sin() * i as f64;
    }
    for i in -2..=2_i32 {
        y = (y * x).sin() + f64::from(i);
    }
    y
}

#[test]
fn ranges_reversed_stepped_inclusive_and_signed() {
    for n in 0..6 {
        check!(ranges(0.7, const n));
    }
}

#[differentiate]
fn bound_changes(x: f64, n: usize) -> f64 {
    let mut n = n;
    let mut y = x;
    for i in 0..n {
        n += i;
        y = (y * x + n as f64).sin();
    }
    for i in n..n + 2 {
        n = 0;
        y *= x + (i - n) as f64 * 0.1;
    }
    y * n as f64 + y
}

#[test]
fn bounds_are_read_once() {
    for n in 0..4 {
        check!(bound_changes(0.7, const n));
    }
}

#[differentiate]
fn counter_names(x: f64, n: usize) -> f64 {
    let mut y = x;
    for i in 0..n {
        y = y * x + i as f64;
        for i in 0..i {
            let i = i * 2 + 1;
            y = y.sin() * i as f64;
        }
        let mut i = i + 1;
        i *= 2;
        y += x * i as f64;
    }
    for i in 0..n {
        y = y.cos() + i as f64 * x;
    }
    y
}

#[test]
fn counters_of_one_name_shadow_each_other() {
    for n in 0..5 {
        check!(counter_names(0.7, const n));
    }
}

#[differentiate]
fn shadowed_in_loop(x: f64, n: usize) -> f64 {
    let y = x * x;
    let mut sum = 0.0;
    for _ in 0..n {
        let x = x + sum;
        let y = y * x;
        let x = x.sin();
        sum += x * y;
    }
    sum * x + y
}

#[test]
fn shadowing_in_a_loop_starts_afresh_each_time() {
    for n in 0..4 {
        check!(shadowed_in_loop(0.6, const n));
    }
}

#[differentiate]
fn halving(x: f64, n: u64) -> f64 {
    let mut result = 1.0;
    let mut base = x;
    let mut n = n;
    while n > 0 {
        if n & 1 == 1 {
            result *= base;
        }
        base *= base;
        n >>= 1;
    }
    result
}

#[test]
fn power_by_repeated_squaring() {
    for n in [0, 1, 2, 5, 13] {
        check!(halving(1.1, const n));
    }
    check!(halving(1.1, const 13) => 13.0 * 1.1_f64.powi(12));
}

#[differentiate]
fn collatz(x: f64, start: u32) -> f64 {
    let mut k = start;
    let mut y = x;
    while k != 1 {
        if k % 2 == 0 {
            k /= 2;
            y = y.sin();
        } else {
            k = 3 * k + 1;
            y = y * x + f64::from(k) * 0.01;
        }
    }
    y
}

#[test]
fn a_counter_without_an_inverse() {
    for k in [1, 2, 3, 6, 7] {
        check!(collatz(0.9, const k));
    }
}

#[differentiate]
fn while_active(x: f64) -> f64 {
    let mut y = x;
    let mut trips = 0;
    while y < 10.0 && trips < 50 {
        y = y * 1.5 + x;
        trips += 1;
    }
    y / (1 + trips) as f64
}

#[test]
fn a_condition_on_an_active_value() {
    check!(while_active(1.0));
    check!(while_active(0.3));
    check!(while_active(11.0) => 1.0);
}

#[differentiate]
fn do_while(x: f64, n: usize) -> f64 {
    let mut k = 0;
    let mut y = x;
    while {
        y = y.sin() * x + 1.0;
        k += 1;
        k < n
    } {
        y *= x;
    }
    y
}

#[test]
fn the_condition_has_the_body() {
    for n in 0..4 {
        check!(do_while(0.7, const n));
    }
}

#[differentiate]
fn flagged(x: f64, n: usize) -> f64 {
    let mut done = false;
    let mut y = x;
    let mut k = 0;
    while !done {
        y = (y + x) * 0.75;
        k += 1;
        done = y > 2.0 || k >= n;
        if done {
            y *= y;
        }
    }
    y
}

#[test]
fn a_flag_ends_the_loop() {
    check!(flagged(0.9, const 1));
    check!(flagged(0.9, const 20));
}

#[differentiate]
fn triangular(a: &[f64], n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..n {
        for j in i + 1..n {
            sum += a[i] * a[j] * a[j];
        }
        for j in 0..i {
            sum -= a[i] / a[j];
        }
        for j in (i..n).rev() {
            sum *= 1.0 + 0.1 * a[j];
        }
    }
    sum
}

#[test]
fn bounds_from_outer_counters() {
    check!(triangular(&[0.5, -1.5, 2.0, 0.7], const 4));
    check!(triangular(&[0.5], const 1));
    check!(triangular(&[0.5], const 0));
}

#[differentiate]
fn empty(x: f64, a: &[f64]) -> f64 {
    let mut y = x * x;
    for i in 3..1 {
        y *= i as f64;
    }
    for v in a {
        y += v * v;
    }
    while y < -1e9 {
        y = 0.0;
    }
    y
}

#[test]
fn loops_that_never_run() {
    check!(empty(1.5, &vec![0.0; 0]) => (3.0, [0.0; 0]));
    check!(empty(1.5, &[2.0]) => (3.0, 4.0));
}

#[differentiate]
fn in_sequence(x: f64, n: usize) -> f64 {
    let mut y = x;
    let mut last = 0.0;
    for i in 0..n {
        last = y;
        y = y * x + i as f64 * 0.1;
    }
    let kept = last * y;
    for _ in 0..n {
        y = y.sin();
        last += y * kept;
    }
    last + y
}

#[test]
fn values_of_the_last_iteration_are_read_after_the_loop() {
    for n in 0..4 {
        check!(in_sequence(0.8, const n));
    }
}

#[differentiate]
fn long(x: f64, n: usize) -> f64 {
    let mut y = x;
    for i in 0..n {
        y = (y + x * 1e-5).sin() * 0.999 + 1e-4 * (i % 7) as f64;
    }
    y
}

#[test]
fn a_hundred_thousand_iterations() {
    check!(long(0.8, const 100_000));
}
