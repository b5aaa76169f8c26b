//! Whole algorithms, written as people write them.

use chainrule::differentiate;
use chainrule_tests::{check, check_effect};

#[differentiate]
fn horner(coefficients: &[f64], x: f64) -> f64 {
    let mut y = 0.0;
    for c in coefficients {
        y = y * x + c;
    }
    y
}

#[test]
fn horner_scheme() {
    check!(horner(&[2.0, -1.0, 0.5], 1.5) => ([2.25, 1.5, 1.0], 5.0));
}

#[differentiate]
fn newton(a: f64, start: f64) -> f64 {
    let mut x = start;
    for _ in 0..50 {
        let residual = x * x * x - a;
        if residual.abs() < 1e-12 {
            break;
        }
        x -= residual / (3.0 * x * x);
    }
    x
}

#[test]
fn newton_iteration_until_convergence() {
    let a = 2.0_f64;
    let (value, (a_bar, _)) = value_and_grad_newton(a, 1.5);
    assert!((value - a.cbrt()).abs() < 1e-12);
    assert!((a_bar - a.cbrt() / (3.0 * a)).abs() < 1e-8);
    check!(newton(2.0, 1.5));
}

#[differentiate]
fn pendulum(state: &[f64; 2], length: f64) -> [f64; 2] {
    [state[1], -9.81 / length * state[0].sin()]
}

#[differentiate]
fn runge_kutta(angle: f64, speed: f64, length: f64, steps: usize) -> f64 {
    let h = 0.05;
    let mut state = [angle, speed];
    for _ in 0..steps {
        let k1 = pendulum(&state, length);
        let k2 = pendulum(&[state[0] + 0.5 * h * k1[0], state[1] + 0.5 * h * k1[1]], length);
        let k3 = pendulum(&[state[0] + 0.5 * h * k2[0], state[1] + 0.5 * h * k2[1]], length);
        let k4 = pendulum(&[state[0] + h * k3[0], state[1] + h * k3[1]], length);
        for i in 0..2 {
            state[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
        }
    }
    state[0] * state[0] + 0.1 * state[1]
}

#[test]
fn runge_kutta_of_fourth_order() {
    for steps in [0, 1, 20] {
        check!(runge_kutta(0.8, 0.1, 1.2, const steps));
    }
}

#[differentiate]
fn matrix_product(a: &[[f64; 3]; 2], b: &[[f64; 2]; 3]) -> f64 {
    let mut c = [[0.0; 2]; 2];
    for i in 0..2 {
        for j in 0..2 {
            for k in 0..3 {
                c[i][j] += a[i][k] * b[k][j];
            }
        }
    }
    c[0][0] * c[1][1] - c[0][1] * c[1][0]
}

#[test]
fn determinant_of_a_matrix_product() {
    check!(matrix_product(&[[0.5, 1.2, -0.7], [0.9, -1.1, 0.4]], &[[1.3, 0.8], [-0.6, 0.2], [0.3, 0.7]]));
}

#[differentiate]
fn factorize(a: &mut [f64], n: usize) {
    for k in 0..n {
        for i in k + 1..n {
            a[i * n + k] /= a[k * n + k];
            for j in k + 1..n {
                a[i * n + j] -= a[i * n + k] * a[k * n + j];
            }
        }
    }
}

#[differentiate]
fn solve(a: &[f64], x: &mut [f64], n: usize) {
    for i in 0..n {
        for j in 0..i {
            x[i] -= a[i * n + j] * x[j];
        }
    }
    for i in (0..n).rev() {
        for j in i + 1..n {
            x[i] -= a[i * n + j] * x[j];
        }
        x[i] /= a[i * n + i];
    }
}

#[differentiate]
fn quadratic_form(a: &[f64], b: &[f64], n: usize) -> f64 {
    let mut lu = a.to_vec();
    let mut x = b.to_vec();
    factorize(&mut lu, n);
    solve(&lu, &mut x, n);
    let mut sum = 0.0;
    for i in 0..n {
        sum += b[i] * x[i];
    }
    sum
}

const MATRIX: [f64; 9] = [4.0, 1.2, -0.7, 0.9, 3.1, 0.4, 1.3, 0.8, 2.6];

#[test]
fn lu_factorization_in_place() {
    check_effect!(factorize(&mut MATRIX.clone(), const 3));
    check_effect!(solve(&MATRIX, &mut [0.5, -1.0, 2.0], const 3));
    check!(quadratic_form(&MATRIX, &[0.5, -1.0, 2.0], const 3));
}

#[differentiate]
fn pivoted_determinant(a: &mut [[f64; 3]; 3]) -> f64 {
    let mut determinant = 1.0;
    for k in 0..3 {
        let mut pivot = k;
        for i in k + 1..3 {
            if a[i][k].abs() > a[pivot][k].abs() {
                pivot = i;
            }
        }
        if pivot != k {
            a.swap(k, pivot);
            determinant = -determinant;
        }
        determinant *= a[k][k];
        for i in k + 1..3 {
            let factor = a[i][k] / a[k][k];
            for j in k..3 {
                a[i][j] -= factor * a[k][j];
            }
        }
    }
    determinant
}

#[test]
fn determinant_with_pivoting() {
    check!(pivoted_determinant(&mut [[0.2, 1.2, -0.7], [0.9, 3.1, 0.4], [-1.3, 0.8, 2.6]]));
}

#[differentiate]
fn cholesky(a: &[[f64; 3]; 3]) -> f64 {
    let mut l = [[0.0; 3]; 3];
    let mut log_determinant = 0.0;
    for i in 0..3 {
        for j in 0..=i {
            let mut sum = a[i][j];
            for k in 0..j {
                sum -= l[i][k] * l[j][k];
            }
            if i == j {
                l[i][i] = sum.sqrt();
                log_determinant += 2.0 * l[i][i].ln();
            } else {
                l[i][j] = sum / l[j][j];
            }
        }
    }
    log_determinant
}

#[test]
fn cholesky_factorization() {
    check!(cholesky(&[[4.0, 1.2, -0.7], [1.2, 3.1, 0.4], [-0.7, 0.4, 2.6]]));
}

#[differentiate]
fn log_sum_exp(x: &[f64]) -> f64 {
    let mut largest = f64::NEG_INFINITY;
    for v in x {
        largest = largest.max(*v);
    }
    let mut sum = 0.0;
    for v in x {
        sum += (v - largest).exp();
    }
    largest + sum.ln()
}

#[test]
fn the_gradient_of_log_sum_exp_is_softmax() {
    let e = 1.0_f64.exp();
    check!(log_sum_exp(&[1.5, 2.5]) => [1.0 / (1.0 + e), e / (1.0 + e)]);
    check!(log_sum_exp(&[0.5, 1.7, -0.4]));
    assert_eq!(grad_log_sum_exp(&[0.0, 1e4]), [0.0, 1.0]);
}

#[differentiate]
fn rosenbrock(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 1 {
        let a = 1.0 - x[i];
        let b = x[i + 1] - x[i] * x[i];
        sum += a * a + 100.0 * b * b;
    }
    sum
}

#[test]
fn rosenbrock_has_its_minimum_at_one() {
    assert_eq!(grad_rosenbrock(&[1.0; 6]), [0.0; 6]);
    check!(rosenbrock(&[1.2, 0.7, -0.3, 0.9]));
}

#[differentiate]
fn network(weights: &[[f64; 3]; 4], output: &[f64; 4], input: [f64; 2], target: f64) -> f64 {
    let mut hidden = [0.0; 4];
    for (h, w) in hidden.iter_mut().zip(weights) {
        *h = w[2];
        for i in 0..2 {
            *h += w[i] * input[i];
        }
        *h = h.tanh();
    }
    let mut y = 0.0;
    for (h, v) in hidden.iter().zip(output) {
        y += h * v;
    }
    let error = 1.0 / (1.0 + (-y).exp()) - target;
    error * error
}

#[test]
fn a_network_with_one_hidden_layer() {
    let weights = [[0.5, 1.2, -0.7], [0.9, -1.1, 0.4], [1.3, 0.8, -0.6], [0.2, 0.3, 0.7]];
    check!(network(&weights, &[0.5, -0.4, 1.1, 0.3], [0.8, -0.2], 0.6));
}

#[differentiate]
fn heat(u: &[f64], kappa: f64, steps: usize) -> f64 {
    let n = u.len();
    let mut u = u.to_vec();
    let mut next = vec![0.0; n];
    for _ in 0..steps {
        for i in 0..n {
            let left = if i == 0 { u[n - 1] } else { u[i - 1] };
            let right = u[(i + 1) % n];
            next[i] = u[i] + kappa * (left - 2.0 * u[i] + right) - 0.05 * u[i] * u[i];
        }
        u.copy_from_slice(&next);
    }
    let mut energy = 0.0;
    for v in &u {
        energy += v * v;
    }
    energy
}

#[test]
fn heat_on_a_ring() {
    for steps in [0, 1, 10] {
        check!(heat(&[0.5, 1.2, -0.7, 0.9], 0.2, const steps));
    }
}

#[differentiate]
fn trapezoids(a: f64, b: f64, n: usize) -> f64 {
    let h = (b - a) / n as f64;
    let mut sum = 0.5 * ((a * a).sin() + (b * b).sin());
    for i in 1..n {
        let x = a + i as f64 * h;
        sum += (x * x).sin();
    }
    sum * h
}

#[test]
fn numerical_integration_with_active_limits() {
    check!(trapezoids(0.3, 1.7, const 10));
    let (_, b_bar) = grad_trapezoids(0.3, 1.7, 2000);
    assert!((b_bar - (1.7_f64 * 1.7).sin()).abs() < 1e-5);
}

#[differentiate]
fn edit_cost(a: &[f64], b: &[f64], gap: f64) -> f64 {
    let n = b.len();
    let mut row = vec![0.0; n + 1];
    for j in 0..n {
        row[j + 1] = row[j] + gap;
    }
    for x in a {
        let mut diagonal = row[0];
        row[0] += gap;
        for j in 0..n {
            let difference = x - b[j];
            let replaced = diagonal + difference * difference;
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + gap).min(row[j] + gap);
        }
    }
    row[n]
}

#[test]
fn dynamic_programming_in_one_row() {
    check!(edit_cost(&[0.5, 1.2, -0.7], &[0.4, -0.5, 2.0, 0.1], 0.6));
}

#[differentiate]
fn quicksorted(values: &[f64], w: f64) -> f64 {
    let mut a = values.to_vec();
    let mut stack = vec![(0, values.len())];
    let mut top = 1;
    while top > 0 {
        top -= 1;
        let (lo, hi) = stack[top];
        if hi - lo < 2 {
            continue;
        }
        let mut middle = lo;
        for i in lo..hi - 1 {
            if a[i] < a[hi - 1] {
                a.swap(i, middle);
                middle += 1;
            }
        }
        a.swap(middle, hi - 1);
        for part in [(lo, middle), (middle + 1, hi)] {
            if top < stack.len() {
                stack[top] = part;
            } else {
                stack.push(part);
            }
            top += 1;
        }
    }
    let mut sum = 0.0;
    for i in 0..a.len() {
        sum = sum * w + a[i] * a[i];
    }
    sum
}

#[test]
fn quicksort_with_a_stack_of_indices() {
    check!(quicksorted(&[0.5, 1.2, -0.7, 0.9, 0.1, -1.4], 0.8));
    check!(quicksorted(&[], 0.8) => ([0.0; 0], 0.0));
}
