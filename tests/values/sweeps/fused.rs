//! Loops that only accumulate: rerun in the reverse sweep, or fused with it.

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn norm(a: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in a {
        sum += v * v;
    }
    sum.sqrt()
}

#[test]
fn the_adjoint_of_the_sum_reads_the_sum() {
    check!(norm(&[0.7, -1.2, 0.4]));
}

#[differentiate]
fn inner_loops_record(a: &[f64], n: usize) -> f64 {
    let mut total = 0.0;
    for i in 0..n {
        let mut power = 1.0;
        let mut s = a[i % a.len()];
        for j in 0..a.len() {
            s += a[j] * power;
            power *= 0.5 * a[i % a.len()];
            if s > 1.5 {
                s = s.sin();
            }
        }
        total += s * s;
    }
    0.5 * total
}

#[test]
fn carried_values_inside_of_an_iteration() {
    for n in 0..5 {
        check!(inner_loops_record(&[0.7, 1.2, -0.4], const n));
    }
}

#[differentiate]
fn last_value_is_used(a: &[f64], n: usize) -> f64 {
    let mut t = a[0];
    let mut sum = 0.0;
    for i in 0..n {
        t = a[i] * a[i];
        sum += t * a[0];
    }
    sum * 0.5 + t.sin()
}

#[differentiate]
fn scratch_is_used_after_the_loop(a: &[f64], n: usize) -> f64 {
    let mut u = vec![0.0; 4];
    let mut s = 0.0;
    for i in 0..n {
        for j in 0..4 {
            u[j] = a[j] * a[i];
        }
        s += u[1] * u[2];
    }
    let mut r = 0.0;
    for i in 0..n {
        for j in 0..4 {
            u[j] = a[j] + a[i];
        }
        r += u[0] * u[3];
    }
    s * r + u[2]
}

#[differentiate]
fn scratch_is_private(a: &[f64], n: usize) -> f64 {
    let mut u = vec![0.0; 4];
    let mut s = 0.0;
    for i in 0..n {
        for j in 0..4 {
            u[j] = a[j] * a[i];
        }
        u[1] *= u[0];
        s += u[1] * u[2];
    }
    let mut r = 0.0;
    for i in 0..n {
        for j in 0..4 {
            u[j] = a[j] + a[i];
        }
        r += u[0] * u[3];
    }
    s - r
}

#[test]
fn scratch_of_the_iterations() {
    for n in 0..5 {
        check!(last_value_is_used(&[0.7, 1.2, -0.4, 0.9], const n));
        check!(scratch_is_used_after_the_loop(&[0.7, 1.2, -0.4, 0.9], const n));
        check!(scratch_is_private(&[0.7, 1.2, -0.4, 0.9], const n));
    }
}

#[differentiate]
fn accumulator_is_read_before(a: &[f64], n: usize) -> f64 {
    let mut s = a[0];
    let square = s * s;
    for i in 0..n {
        s += a[i] * a[i];
    }
    let product = s * square;
    for i in 0..n {
        s -= 0.1 * product * a[i];
    }
    s * product
}

#[differentiate]
fn extremes(a: &[f64], n: usize) -> f64 {
    let mut largest = f64::NEG_INFINITY;
    let mut smallest: f64 = 10.0;
    for i in 0..n {
        let e = (a[i] * 1.3).sin();
        largest = largest.max(e);
        smallest = smallest.min(a[i] * a[0]);
    }
    largest.exp() * smallest
}

#[test]
fn accumulators_of_every_kind() {
    for n in 0..5 {
        check!(accumulator_is_read_before(&[0.7, 1.2, -0.4, 0.9], const n));
    }
    for n in 1..5 {
        check!(extremes(&[0.7, 1.2, -0.4, 0.9], const n));
    }
}

/// The second loop reads what the first one sums: only one of them can run forward and backward at once.
#[differentiate]
fn a_sum_of_sums(a: &[[f64; 2]; 2], x: [f64; 2]) -> f64 {
    let mut y = [0.0; 2];
    for i in 0..2 {
        for j in 0..2 {
            y[i] += a[i][j] * x[j];
        }
    }
    let mut sum = 0.0;
    for i in 0..2 {
        sum += y[i] * x[i];
    }
    sum
}

#[differentiate]
fn a_sum_with_a_sum(x: &[f64]) -> f64 {
    let mut mean = 0.0;
    for v in x {
        mean += v * v;
    }
    let mut sum = 0.0;
    for v in x {
        sum += v * mean;
    }
    sum
}

/// The first loop reads what the second one goes on to change.
#[differentiate]
fn a_sum_before_another(x: &[f64]) -> f64 {
    let mut y = x[0] * x[1];
    let mut sum = 0.0;
    for v in x {
        sum += v * y;
    }
    for v in x {
        y += v * v;
    }
    sum + 3.0 * y
}

#[differentiate]
fn a_linear_sum_before_another(x: &[f64]) -> f64 {
    let mut y = x[0] * x[1];
    let mut sum = 0.0;
    for v in x {
        sum += 2.0 * y + v;
    }
    for v in x {
        y += v * v;
    }
    sum + 3.0 * y
}

#[test]
fn a_loop_reads_the_sums_of_another() {
    check!(a_linear_sum_before_another(&[0.5, 0.6, -0.4]));
    check!(a_sum_before_another(&[0.5, 0.6, -0.4]));
    check!(a_sum_of_sums(&[[0.3, 0.2], [0.7, -0.4]], [0.5, 0.6]));
    check!(a_sum_with_a_sum(&[0.5, 0.6, -0.4]));
}

#[differentiate]
fn powers_of_each_point(x: &[f64], points: &[f64]) -> f64 {
    let mut total = 0.0;
    for i in 0..points.len() {
        let mut power = x[0];
        let mut residual = points[i];
        for k in 0..x.len() {
            residual -= x[k] * power;
            power *= points[i] * 0.5;
        }
        total += residual * residual;
    }
    total
}

#[differentiate]
fn powers_of_another_length_each_time(x: &[f64], points: &[f64]) -> f64 {
    let mut total = 0.0;
    for i in 0..points.len() {
        let mut power = 1.0;
        let mut residual = points[i];
        for k in 0..x.len() - i {
            residual -= x[k] * power;
            power *= points[i] * 0.5;
        }
        total += residual * residual;
    }
    total
}

#[differentiate]
fn two_recurrences_of_each_point(x: &[f64], points: &[f64]) -> f64 {
    let mut total = 0.0;
    for i in 0..points.len() {
        let (mut power, mut wave) = (1.0, points[i]);
        let mut residual = 0.0;
        for k in 0..x.len() {
            residual -= x[k] * power * wave;
            power *= points[i] * 0.5;
        }
        for k in 0..x.len() {
            residual += x[k] * wave;
            wave = wave.sin() * x[k];
        }
        for j in 0..2 {
            let mut inner = wave;
            for k in 0..x.len() {
                inner = inner * x[k] + power;
            }
            residual += inner * j as f64;
        }
        total += residual * residual;
    }
    total
}

#[test]
fn what_each_iteration_records_for_itself() {
    for len in [2, 3, 5] {
        let x: Vec<f64> = (0..len).map(|k| 0.4 + 0.2 * k as f64).collect();
        check!(powers_of_each_point(&x.clone(), &[0.7, -0.3]));
        check!(powers_of_another_length_each_time(&x.clone(), &[0.7, -0.3]));
        check!(two_recurrences_of_each_point(&x.clone(), &[0.7, -0.3]));
    }
    check!(powers_of_each_point(&[0.4, 0.2], &Vec::<f64>::new()));
}
