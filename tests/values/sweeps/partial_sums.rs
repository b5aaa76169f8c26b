//! Inner loops of the reverse sweep that add to adjoints in several parts.

use chainrule::{Real, differentiate};
use chainrule_tests::{check, check_laws};

fn numbers(len: usize) -> Vec<f64> {
    (0..len).map(|i| 0.3 + 0.7 * (i as f64 * 1.7).sin()).collect()
}

#[differentiate]
fn bilinear(x: &[f64], a: &[f64], y: &[f64]) -> f64 {
    let mut total = 0.0;
    for i in 0..x.len() {
        let mut row = 0.0;
        for j in 0..y.len() {
            row += x[i] * a[i * y.len() + j] * y[j];
        }
        total += row * row;
    }
    total
}

#[test]
fn of_every_length() {
    for len in 0..14 {
        check!(bilinear(&numbers(3), &numbers(3 * len), &numbers(len)));
    }
}

#[differentiate(hvp)]
fn chain(x: &[f64], a: &[f64]) -> f64 {
    let n = x.len();
    let mut state = x.to_vec();
    for _ in 0..2 {
        let mut next: Vec<f64> = vec![0.0; n];
        for i in 0..n {
            for j in 0..n {
                next[j] += state[i] * a[i * n + j];
            }
        }
        for i in 0..n {
            state[i] = next[i].sin();
        }
    }
    state.iter().sum()
}

#[test]
fn products_in_a_row_and_their_second_derivatives() {
    for n in [1, 3, 4, 9] {
        let (x, a) = (numbers(n), numbers(n * n));
        check!(chain(&numbers(n), &numbers(n * n)));
        let (x_dot, a_dot) = (numbers(n), numbers(n * n));
        let h = 1e-6;
        let at = |t: f64| {
            let moved = |v: &[f64], d: &[f64]| v.iter().zip(d).map(|(v, d)| v + t * d).collect::<Vec<f64>>();
            grad_chain(&moved(&x, &x_dot), &moved(&a, &a_dot))
        };
        let (up, down) = (at(h), at(-h));
        let found = hvp_chain(&x, &x_dot, &a, &a_dot);
        for (found, (up, down)) in found.0.iter().zip(up.0.iter().zip(&down.0)) {
            assert!((found - (up - down) / (2.0 * h)).abs() < 1e-6);
        }
        for (found, (up, down)) in found.1.iter().zip(up.1.iter().zip(&down.1)) {
            assert!((found - (up - down) / (2.0 * h)).abs() < 1e-6);
        }
    }
}

#[differentiate]
fn multiply(a: &[f64], b: &[f64], c: &mut [f64], n: usize) {
    for i in 0..n {
        for k in 0..n {
            for j in 0..n {
                c[i * n + j] += a[i * n + k] * b[k * n + j];
            }
        }
    }
}

#[differentiate]
fn left_only(a: &[f64], #[constant] b: &[f64], n: usize) -> f64 {
    let mut c = vec![0.1; n * n];
    multiply(a, b, &mut c, n);
    multiply(&c.clone(), b, &mut c, n);
    c.iter().map(|c| c * c).sum()
}

#[differentiate]
fn right_only(#[constant] a: &[f64], b: &[f64], n: usize) -> f64 {
    let mut c = vec![0.1; n * n];
    multiply(a, b, &mut c, n);
    c.iter().map(|c| c.sin()).sum()
}

#[test]
fn shadows_that_nobody_wants() {
    for n in [0, 1, 2, 4, 5, 8] {
        let (a, b) = (numbers(n * n), numbers(n * n + 1)[1..].to_vec());
        check!(left_only(&numbers(n * n), const &b, const n));
        check!(right_only(const &a, &b.clone(), const n));
    }
}

#[differentiate]
fn triangle(a: &[f64], x: &[f64]) -> f64 {
    let mut total = 0.0;
    for i in 0..x.len() {
        let scale = x[i].cos();
        let mut row = 0.0;
        for j in i + 1..x.len() {
            row += a[j] * x[j] * scale;
        }
        for j in 2..x.len() {
            row -= x[j] * x[j] * scale + a[j];
        }
        total += row * row * x[i];
    }
    total
}

#[test]
fn loops_that_start_late_or_do_not_run() {
    for len in 0..12 {
        check!(triangle(&numbers(len), &numbers(len)));
    }
}

#[differentiate]
fn factor_beyond_the_end(a: &[f64], x: &[f64], n: usize) -> f64 {
    let mut total = x[0];
    for i in 0..3 {
        let mut row = 0.0;
        for j in 0..n {
            row += a[i] * x[j];
        }
        total += row.sin();
    }
    total
}

#[test]
fn a_factor_is_not_looked_at_where_the_loop_does_not_run() {
    check!(factor_beyond_the_end(&numbers(0), &numbers(4), const 0));
    check!(factor_beyond_the_end(&numbers(3), &numbers(7), const 7));
}

/// The order of the sum in the function is the user's: `check!` wants the very value.
#[differentiate]
fn sums_of_the_function_itself(a: &[f64], x: &[f64]) -> f64 {
    let mut total = 0.0;
    for i in 0..x.len() {
        let mut row = [1e16, 0.1];
        for j in 0..a.len() {
            row[0] += a[j] * x[i];
            row[1] -= a[j] * 1e-3;
        }
        total += (row[0] - 1e16) * 1e-3 + row[1];
        let scaled = total;
        total = scaled;
    }
    total
}

#[test]
fn the_value_is_the_same_bit_for_bit() {
    let (a, x) = (numbers(9), numbers(5));
    assert_eq!(value_and_grad_sums_of_the_function_itself(&a, &x).0, sums_of_the_function_itself(&a, &x));
    let (mut a_bar, mut x_bar) = (vec![0.0; 9], vec![0.0; 5]);
    let value = accumulate_grad_sums_of_the_function_itself(&a, &mut a_bar, &x, &mut x_bar);
    assert_eq!(value, sums_of_the_function_itself(&a, &x));
}

#[differentiate]
fn neighbors_and_twice(x: &[f64], w: &[f64]) -> f64 {
    let mut total = 0.0;
    for i in 0..w.len() {
        let mut sum = 0.0;
        for j in 1..x.len() - 1 {
            sum += x[j - 1] * w[i] * x[j + 1] + x[j] * x[j] * w[i];
        }
        for j in 0..x.len() {
            sum += w[i] * w[i] * x[j] * x[x.len() - 1 - j];
        }
        total += sum.sin();
    }
    total
}

#[test]
fn elements_of_neighbors_and_from_behind() {
    for len in [2, 3, 5, 9] {
        check!(neighbors_and_twice(&numbers(len), &numbers(3)));
    }
}

#[differentiate]
fn generic<T: Real>(x: &[T], w: T) -> T {
    let mut total = w;
    for i in 0..2 {
        let scale = w * x[i];
        let mut sum = w;
        for j in 0..x.len() {
            sum = sum + scale * x[j] * x[j];
        }
        total = total + sum.sin();
    }
    total
}

#[test]
fn of_any_scalar() {
    check!(generic(&numbers(7), 0.4));
    let (_, (x_bar, w_bar)) = value_and_grad_generic(&[0.5_f32; 5], 0.25_f32);
    let (_, (wide, wide_w)) = value_and_grad_generic(&[0.5; 5], 0.25);
    assert!(x_bar.iter().zip(&wide).all(|(a, b)| (f64::from(*a) - b).abs() < 1e-5));
    assert!((f64::from(w_bar) - wide_w).abs() < 1e-5);
}

#[differentiate]
fn arrays(x: [f64; 9], w: &[[f64; 9]]) -> f64 {
    let mut total = 0.0;
    for row in w {
        let mut sum = 0.0;
        let scale = x[3].exp();
        for j in 0..9 {
            sum += x[j] * row[j] * scale;
        }
        total += sum * sum;
    }
    total
}

#[test]
fn of_arrays() {
    let x = std::array::from_fn(|i| numbers(9)[i]);
    check!(arrays(x, &[x, [0.5; 9]]));
    check_laws!(arrays(x, &[x, [0.5; 9]]));
}

#[differentiate]
fn overwritten_and_read_again(x: &[f64], w: f64) -> f64 {
    let mut y = x.to_vec();
    let mut factor = w;
    for _ in 0..3 {
        let mut sum = 0.0;
        for j in 0..y.len() {
            y[j] = factor * y[j];
            sum += y[j];
        }
        factor = sum.cos();
    }
    factor + y.iter().sum::<f64>()
}

#[test]
fn elements_that_each_round_overwrites() {
    for len in [0, 1, 4, 6, 11] {
        check!(overwritten_and_read_again(&numbers(len), 0.8));
    }
}

#[differentiate]
fn bounded_by_what_it_changes(left: &mut [f64], right: &mut [f64], factor: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..left.len().min(right.len()) {
        left[i] = factor * right[i];
        sum += left[i] * right[i];
    }
    sum
}

#[test]
fn slices_whose_lengths_bound_the_loop() {
    for len in [0, 3, 8] {
        check!(bounded_by_what_it_changes(&mut numbers(len), &mut numbers(9), 0.7));
    }
}
