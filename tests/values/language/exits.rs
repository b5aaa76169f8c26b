//! `break`, `continue`, labels, `loop` with a value, `return` from anywhere.

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn found(xs: &[f64], limit: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..xs.len() {
        sum += xs[i] * xs[i];
        if sum > limit {
            sum *= limit;
            break;
        }
        sum *= 1.1;
    }
    sum
}

#[test]
fn a_break_in_the_first_a_later_and_no_iteration() {
    check!(found(&[3.0, 1.0, 2.0], 1.0));
    check!(found(&[0.5, 1.0, 2.0], 1.0));
    check!(found(&[0.5, 0.1, 0.2], 100.0));
    check!(found(&[], 1.0) => (vec![0.0; 0], 0.0));
}

#[differentiate]
fn skipping(xs: &[f64], y: f64) -> f64 {
    let mut sum = y;
    let mut product = 1.0;
    for i in 0..xs.len() {
        if i % 3 == 1 {
            continue;
        }
        let x = xs[i] * sum;
        if x < 0.0 {
            product *= x;
            continue;
        }
        sum += x * product;
    }
    sum * product
}

#[test]
fn continue_skips_the_rest() {
    check!(skipping(&[0.5, 1.5, -0.7, 0.3, 2.0, 1.1], 0.9));
}

#[differentiate]
fn while_continue(x: f64, n: usize) -> f64 {
    let mut k = 0;
    let mut y = x;
    while k < n {
        k += 1;
        if k == 2 {
            continue;
        }
        y = y * x + k as f64;
        if k == 5 {
            break;
        }
        y = y.sin();
    }
    y
}

#[test]
fn continue_and_break_in_while() {
    for n in 0..8 {
        check!(while_continue(0.8, const n));
    }
}

#[differentiate]
fn newton_root(a: f64) -> f64 {
    let mut x = a;
    loop {
        let next = 0.5 * (x + a / x);
        if (next - x).abs() < 1e-13 {
            break next;
        }
        x = next;
    }
}

#[test]
fn a_loop_as_the_result() {
    check!(newton_root(2.7) => 0.5 / 2.7_f64.sqrt());
}

#[differentiate]
fn break_values(x: f64, n: usize) -> f64 {
    let mut k = 0;
    let mut y = x;
    let z = loop {
        if k == n {
            break y * x;
        }
        y = y.sin() + x;
        if y > 1.9 {
            y *= 2.0;
            break y;
        }
        k += 1;
    };
    z * z + y
}

#[test]
fn break_with_one_of_two_values() {
    check!(break_values(0.3, const 0));
    check!(break_values(0.3, const 2));
    check!(break_values(1.2, const 9));
}

#[differentiate]
fn labels(a: &[f64], n: usize, limit: f64) -> f64 {
    let mut sum = 0.0;
    'rows: for i in 0..n {
        let mut row = 1.0;
        for j in 0..n {
            if j > i {
                sum += row;
                continue 'rows;
            }
            row *= a[i * n + j];
            if row < 0.0 {
                continue;
            }
            sum += row * row;
            if sum > limit {
                sum *= a[0];
                break 'rows;
            }
        }
        sum *= 1.5;
    }
    sum
}

#[test]
fn exits_of_the_outer_loop_from_the_inner() {
    let a = [0.5, 1.2, -0.7, 0.9, -1.1, 0.4, 1.3, 0.8, -0.6];
    check!(labels(&a, const 3, 100.0));
    check!(labels(&a, const 3, 0.9));
    check!(labels(&a, const 3, 0.1));
    check!(labels(&a, const 0, 0.1));
}

#[differentiate]
fn three_deep(x: f64, n: usize) -> f64 {
    let mut y = x;
    let mut k = 0;
    'a: loop {
        y += 0.1 * x;
        'b: while k < n {
            k += 1;
            for i in 0..3 {
                y = (y * x).sin() + i as f64 * 0.2;
                match (k + i) % 5 {
                    0 => continue 'b,
                    1 if k > 4 => break 'b,
                    2 if k > 6 => break 'a,
                    3 => break,
                    _ => y *= x,
                }
                y -= 0.01;
            }
            y *= 1.01;
        }
        k += 2;
        if k > n {
            break;
        }
        y = y.cos();
    }
    y * y
}

#[test]
fn every_exit_from_three_loops() {
    for n in 0..12 {
        check!(three_deep(0.9, const n));
    }
}

#[differentiate]
fn returns(x: f64, n: usize) -> f64 {
    if n == 0 {
        return x * x;
    }
    let mut y = x;
    for i in 0..n {
        y = y.sin() * x;
        for j in 0..i {
            if i * j == 6 {
                return y * j as f64 + x;
            }
            y += 0.1 * j as f64;
        }
        if y < 0.01 {
            return y.exp();
        }
    }
    let z = y * y;
    z * x
}

#[test]
fn returns_from_within_loops() {
    for n in 0..6 {
        check!(returns(0.9, const n));
        check!(returns(0.3, const n));
    }
}

#[differentiate]
fn returns_from_expressions(x: f64, n: usize) -> f64 {
    let y = if x > 2.0 { return x } else { x * x };
    let z = y + match n {
        0 => return y.sin(),
        1 => x,
        _ => {
            let t = loop {
                if n > 3 {
                    return x.exp();
                }
                break y * x;
            };
            t * t
        }
    };
    z * y
}

#[test]
fn returns_from_within_expressions() {
    check!(returns_from_expressions(2.5, const 0) => 1.0);
    for n in 0..5 {
        check!(returns_from_expressions(0.7, const n));
    }
}

#[differentiate]
fn return_after_mutation(a: &mut [f64], x: f64) -> f64 {
    for i in 0..a.len() {
        a[i] *= x;
        if a[i] > 2.0 {
            a[0] = a[i] * a[i];
            return a[0] * x;
        }
        a[i] += a[0];
    }
    a[0]
}

#[test]
fn a_return_leaves_mutated_arguments_as_they_are() {
    check!(return_after_mutation(&mut [0.5, 0.7, 1.9, 0.3], 1.5));
    check!(return_after_mutation(&mut [0.5, 0.7, 0.9], 1.5));
}

#[differentiate]
fn break_before_anything(x: f64, n: usize) -> f64 {
    let mut y = x;
    for i in 0..n {
        if i + 1 == n {
            break;
        }
        y *= x;
    }
    loop {
        break;
    }
    while y > 0.0 {
        y = -y;
    }
    y
}

#[test]
fn loops_left_before_their_first_statement() {
    for n in 0..4 {
        check!(break_before_anything(1.3, const n));
    }
}

#[differentiate]
fn deferred_over_loop(x: f64, n: usize) -> f64 {
    let y;
    let mut k = n;
    loop {
        if k > 5 {
            y = x * k as f64;
            break;
        }
        k += 1;
    }
    y * y
}

#[test]
fn initialized_at_the_exit_of_a_loop() {
    check!(deferred_over_loop(0.5, const 2) => 36.0);
}

#[differentiate]
fn bisection(a: f64, b: f64, c: f64) -> f64 {
    let (mut lo, mut hi) = (a, b);
    let mut steps = 0;
    while hi - lo > 1e-3 {
        let middle = 0.5 * (lo + hi);
        if middle * middle < c {
            lo = middle;
        } else {
            hi = middle;
        }
        steps += 1;
        if steps == 5 {
            break;
        }
    }
    lo * hi * c
}

#[test]
fn bisection_is_differentiated_as_it_runs() {
    check!(bisection(0.0, 3.0, 2.1));
}

#[differentiate]
fn search(xs: &[f64], target: f64) -> f64 {
    let mut best = xs[0];
    let mut distance = (best - target) * (best - target);
    for x in xs {
        let d = (x - target) * (x - target);
        if d >= distance {
            continue;
        }
        distance = d;
        best = *x;
        if distance < 1e-6 {
            return 0.0 * best;
        }
    }
    best * distance
}

#[test]
fn nearest_element() {
    check!(search(&[4.0, 1.2, -3.0, 0.7], 1.0));
    assert_eq!(value_and_grad_search(&[4.0, 1.0001, -3.0, 0.7], 1.0), (0.0, (vec![0.0; 4], 0.0)));
}
