//! Labeled blocks: `'a: { … break 'a value … }`.

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn capped(x: f64) -> f64 {
    let y = 'compute: {
        if x > 1.0 {
            break 'compute x.sqrt();
        }
        x * x
    };
    y * x
}

#[test]
fn a_block_with_a_value() {
    check!(capped(3.0));
    check!(capped(0.5));
}

#[differentiate]
fn without_a_value(x: f64, n: usize) -> f64 {
    let mut y = x;
    'steps: {
        y *= x;
        if n == 0 {
            break 'steps;
        }
        y = y.sin();
        if n == 1 {
            break 'steps;
        }
        y *= y;
    }
    y + x
}

#[test]
fn a_block_for_its_effects() {
    check!(without_a_value(0.7, const 0));
    check!(without_a_value(0.7, const 1));
    check!(without_a_value(0.7, const 2));
}

#[differentiate]
fn out_of_loops(xs: &[f64], limit: f64) -> f64 {
    let mut total = 0.0;
    let found = 'search: {
        for i in 0..xs.len() {
            for j in 0..i {
                let product = xs[i] * xs[j];
                total += product * product;
                if product > limit {
                    break 'search product * limit;
                }
                if product < -limit {
                    break;
                }
            }
            total *= 1.5;
        }
        total + 1.0
    };
    found * found + total
}

#[test]
fn a_jump_out_of_two_loops() {
    check!(out_of_loops(&[0.5, 1.5, -2.1, 3.0, 4.0], 1.0));
    check!(out_of_loops(&[0.5, 0.4, 0.3], 1.0));
    check!(out_of_loops(&[], 1.0) => (vec![0.0; 0], 0.0));
}

#[differentiate]
fn nested(x: f64, n: usize) -> f64 {
    'outer: {
        let a = 'inner: {
            match n {
                0 => break 'inner x,
                1 => break 'outer x * 10.0,
                2 => return x * x * x,
                _ => {}
            }
            if n == 3 {
                break 'outer x.exp();
            }
            x * 2.0
        };
        let b = 'inner: {
            if a > 1.0 {
                break 'inner a * a;
            }
            a
        };
        a * b
    }
}

#[test]
fn blocks_in_blocks_and_a_name_used_twice() {
    for n in 0..5 {
        check!(nested(0.8, const n));
        check!(nested(1.4, const n));
    }
}

#[differentiate]
fn in_a_loop(xs: &[f64]) -> f64 {
    let mut sum = 0.0;
    'points: for (i, x) in xs.iter().enumerate() {
        let y = 'term: {
            if i == 3 {
                continue 'points;
            }
            if *x < 0.0 {
                break 'term x * x;
            }
            if i == 5 {
                break 'points;
            }
            x.sqrt()
        };
        sum += y * sum + y;
    }
    sum
}

#[test]
fn a_block_in_a_loop_with_jumps_of_the_loop() {
    check!(in_a_loop(&[0.5, -1.0, 2.0, 7.0, -0.3, 0.9, 4.0]));
    check!(in_a_loop(&[0.5, -1.0, 2.0, 7.0, -0.3, -0.9, 4.0]));
}

#[differentiate]
fn integer_from_a_block(xs: &[f64], n: usize) -> f64 {
    let k = 'k: {
        if n > 2 {
            break 'k 1;
        }
        if xs[0] > 1.0 {
            break 'k 2;
        }
        0
    };
    xs[k] * xs[k]
}

#[test]
fn a_block_with_a_passive_value() {
    check!(integer_from_a_block(&[0.5, 2.0, 3.0], const 3));
    check!(integer_from_a_block(&[0.5, 2.0, 3.0], const 1));
    check!(integer_from_a_block(&[1.5, 2.0, 3.0], const 1));
}
