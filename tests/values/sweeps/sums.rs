//! Sums that loops carry in locals, rules without their tests for zero, and gradients without the value.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[differentiate]
fn two_neighbors(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 1 {
        sum += x[i] * x[i + 1] * x[i];
    }
    sum
}

/// The middle of three is not read; the last loop does not run on short slices.
#[differentiate]
fn outer_neighbors(x: &[f64], w: f64) -> f64 {
    let mut sum = w;
    for i in 1..x.len() - 1 {
        sum += (x[i - 1] - x[i + 1]).sin() * w + (x[i - 1] * w).cos();
    }
    sum
}

/// The reverse sweep runs down.
#[differentiate]
fn recorded_neighbors(x: &[f64]) -> f64 {
    let mut s = 1.0;
    for i in 0..x.len() - 2 {
        s = s * x[i + 2] + (x[i] * x[i + 1]).sin() * s;
    }
    for i in (1..x.len()).rev() {
        s = s * x[i] + (x[i - 1] * x[i] * 0.5).sin();
    }
    s
}

/// Neighbors that a branch adds to: the last of them is out of bounds.
#[differentiate]
fn neighbors_in_branches(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i] * x[i];
        if i + 1 < x.len() {
            sum += x[i + 1] * x[i];
            sum += x[i + 1];
        }
        if i > 0 && x[i] > 0.5 {
            sum += x[i - 1] * x[i];
        }
    }
    sum
}

#[differentiate]
fn stencil(x: &[f64], n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 1..n - 1 {
        for j in 1..n - 1 {
            let k = i * n + j;
            let c = x[k - 1] + x[k + 1] * x[k - n] + x[k + n] - 4.0 * x[k] * x[k];
            sum += c * c;
        }
    }
    sum
}

/// With `n == 1`, different indices are one element.
#[differentiate]
fn distances(x: &[f64], n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 2 {
        sum += x[i] * x[i + n] + x[i + 1] * x[i + n + 1] + x[n + i];
    }
    sum
}

/// Elements that stay the same, also in a loop that does not run, where they do not exist.
#[differentiate]
fn staying(x: &[f64], w: &[f64], m: usize) -> f64 {
    let mut sum = w[0];
    for i in 0..x.len() {
        let next = m + 1;
        sum += (x[i] * w[m] + w[next]).sin() + w[0] * x[i];
    }
    sum
}

#[differentiate]
fn staying_in_rows(w: &[f64], x: &[f64], n: usize) -> f64 {
    let mut total = 0.0;
    for i in 0..n {
        let mut score = 0.0;
        for j in 0..n {
            score += w[i * n + j] * x[j] + x[i];
        }
        total += score * score;
    }
    total
}

#[derive(Clone, Copy, Differentiable)]
struct Point {
    x: f64,
    y: f64,
}

#[differentiate]
fn points(p: &[[f64; 2]], scale: f64) -> f64 {
    let points: Vec<Point> = p.iter().map(|p| Point { x: p[0], y: p[1] * scale }).collect();
    let mut sum = 0.0;
    for i in 0..points.len() - 1 {
        sum += points[i].x * points[i + 1].y + points[i + 1].x * points[i].y * points[i].x;
        sum += p[i][0] * p[i + 1][1] + p[i + 1][0] * p[i][1] * p[i][0];
    }
    sum
}

/// The neighbor is read after it was added to: nothing may wait.
#[differentiate]
fn changed_neighbors(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    for i in 0..a.len() - 1 {
        a[i + 1] += a[i] * a[i + 1];
        a[i] -= a[i + 1] * a[i + 1];
    }
    a[a.len() - 1] * a[1] + a[0]
}

/// The bound of the loop changes inside of it.
#[differentiate]
fn moving_bound(x: &[f64], mut n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..n - 1 {
        n = 2;
        sum += x[i] * x[i + 1] * x[n];
    }
    sum
}

#[test]
fn sums_are_carried_to_neighbors() {
    let x = vec![0.7, -0.4, 1.3, 0.9, 0.2, -1.1];
    check!(two_neighbors(&x.clone()));
    check!(two_neighbors(&x[..1].to_vec()) => vec![0.0]);
    check!(outer_neighbors(&x.clone(), 0.8));
    check!(outer_neighbors(&x[..3].to_vec(), 0.8));
    check!(outer_neighbors(&x[..2].to_vec(), 0.8) => (vec![0.0, 0.0], 1.0));
    check!(recorded_neighbors(&x.clone()));
    check!(recorded_neighbors(&x[..2].to_vec()));
    check!(neighbors_in_branches(&x.clone()));
    check!(neighbors_in_branches(&x[..1].to_vec()));
    check!(points(&[[0.3, 0.8], [-0.2, 1.5], [0.6, -0.9]], 1.3));
    check!(changed_neighbors(&x.clone()));
    check!(moving_bound(&x.clone(), const 5));
}

#[test]
fn sums_are_carried_along_rows() {
    let x: Vec<f64> = (0..16).map(|i| (f64::from(i) * 1.7).sin()).collect();
    check!(stencil(&x.clone(), const 4));
    check!(stencil(&x[..9].to_vec(), const 3));
    check!(stencil(&x[..4].to_vec(), const 2) => vec![0.0; 4]);
    check!(distances(&x[..6].to_vec(), const 1));
    check!(distances(&x[..2].to_vec(), const 7) => vec![0.0; 2]);
    check!(staying(&x[..3].to_vec(), &x[4..8].to_vec(), const 2));
    check!(staying(&x[..3].to_vec(), &x[4..8].to_vec(), const 0));
    check!(staying(&x[..0].to_vec(), &x[4..5].to_vec(), const 7) => (Vec::<f64>::new(), vec![1.0]));
    check!(staying_in_rows(&x[..9].to_vec(), &x[9..12].to_vec(), const 3));
}

/// Denominators and roots that are at least 1, or more than 0.
#[differentiate]
fn away_from_poles(x: f64, y: f64) -> f64 {
    let a = x * y + 0.5;
    let b = a / (x * x + 1.0);
    let c = (a * a + 1.0).sqrt();
    let d = (1.0 + (-x).exp()).recip();
    let mut e = 1.0 / (1.0 + y.abs());
    let g = e * y;
    e = g / (1.0 + g * g);
    b * c - e * d * g + (2.0 + a * a).ln() + y / (1.5 + x.cosh()) + (0.001 + y.powi(2)).sqrt()
}

/// In the loop, what is divided changes; the names of results are used again.
#[differentiate]
fn states(x: f64, y: f64) -> f64 {
    let (mut s, mut t) = (x, y);
    for _ in 0..3 {
        t = s / (1.0 + s * s);
        s = t / (x * x + 1.0) + s * (t * t + 2.0).sqrt();
    }
    s * t
}

/// A literal below which nothing is: but in `f32`, it is 0.
#[differentiate]
fn hidden_pole(x: f32, w: f32) -> f32 {
    let bottom = x * x + 1e-60;
    w * bottom.sqrt()
}

/// The square is not below 0, but it may be 0.
#[differentiate]
fn pole(x: f64, w: f64) -> f64 {
    let square = x * x;
    w * square.sqrt() + w * (1.0 / square)
}

/// −0 is not below 0 either.
#[differentiate]
fn signed_pole(x: f64, w: f64) -> f64 {
    w * (1.0 / x.abs().sqrt())
}

#[test]
fn rules_need_no_test_away_from_poles() {
    check!(away_from_poles(0.7, 1.3));
    check!(away_from_poles(-1.4, 1e-3));
    check!(states(0.7, 1.3));
}

#[test]
fn poles_behind_zero_weights_make_no_nan() {
    assert_eq!(grad_hidden_pole(0.0, 0.0), (0.0, 0.0));
    assert_eq!(grad_pole(0.0, 0.0).0, 0.0);
    assert_eq!(grad_signed_pole(0.0, 0.0).0, 0.0);
    assert_eq!(grad_signed_pole(-0.0, 0.0).0, 0.0);
}

/// What only the value needs: sums, and a branch.
#[differentiate]
fn value_alone(x: &[f64], #[constant] w: &[f64], y: f64) -> f64 {
    let (mut sum, mut twice) = (0.0, y);
    for i in 0..x.len() {
        let term = x[i] * y;
        sum += term.exp();
        if term > 1.0 {
            twice += sum;
        }
        twice += w[i];
    }
    sum + 2.0 * twice
}

#[test]
fn gradients_are_right_without_the_value() {
    check!(value_alone(&vec![0.4, 1.9, -0.3], const &[1.0, 2.0, 3.0], 0.9));
}

/// What only the value reads is checked all the same: its length is too small.
#[test]
fn gradients_panic_where_the_value_does() {
    let gradient = std::panic::catch_unwind(|| grad_value_alone(&[0.4, 1.9, -0.3], &[1.0, 2.0], 0.9));
    assert!(gradient.is_err());
}

/// In the reverse sweep each iteration sets the power before it reads it, and nobody reads it afterwards.
#[differentiate]
fn powers(x: &[f64], n: usize) -> f64 {
    let mut total = 0.0;
    for i in 0..n {
        let (mut power, mut residual) = (1.0, i as f64);
        for k in 0..x.len() {
            residual -= x[k] * power;
            power *= 0.3 * i as f64;
        }
        total += residual * residual;
    }
    total
}

/// Of the adjoints that the iterations set, the last one counts.
#[differentiate]
fn last_adjoint(x: &[f64], start: f64, n: usize) -> f64 {
    let mut total = 0.0;
    for i in 0..n {
        let mut y = start * x[i];
        for k in 0..x.len() {
            total += y * x[k];
            y = 2.0;
        }
    }
    total
}

#[differentiate]
fn last_adjoint_of_a_parameter(x: &[f64], mut y: f64) -> f64 {
    let mut total = 0.0;
    for k in 0..x.len() {
        total += y * x[k];
        y = 2.0;
    }
    total
}

#[differentiate]
fn two_states(x: &[f64], n: usize) -> f64 {
    let mut total = 0.0;
    for i in 0..n {
        let (mut a, mut b) = (x[0], 1.0 + i as f64);
        for k in 0..x.len() {
            let c = a * x[k];
            total += c * b;
            a = b * x[k];
            b = 0.5;
        }
        total += a;
    }
    total
}

#[test]
fn loops_turn_only_where_the_order_is_nothing() {
    let x = vec![0.7, -0.4, 1.3];
    check!(powers(&x.clone(), const 3));
    check!(last_adjoint(&x.clone(), 0.4, const 3));
    check!(last_adjoint_of_a_parameter(&x.clone(), 0.4));
    check!(two_states(&x, const 2));
}

#[differentiate]
fn neighbours_downwards(u: &[f64], n: usize) -> f64 {
    let mut energy = 0.0;
    for i in (1..n).rev() {
        energy += u[i] * u[i - 1] * u[n - i];
    }
    energy
}

#[differentiate]
fn pairs_downwards(u: &[f64; 5]) -> f64 {
    let mut energy = 0.1;
    for i in (0..5).rev() {
        for j in (0..i).rev() {
            energy += u[i] * u[j] / 3.0;
        }
    }
    energy
}

#[differentiate]
fn rows_downwards(u: &[f64]) -> f64 {
    let n = u.len();
    let mut rows = vec![0.3; n];
    for i in (0..n).rev() {
        for j in (0..n).rev() {
            rows[i] += u[i] * u[j] / 3.0;
        }
    }
    rows.iter().rev().sum::<f64>()
}

/// The value beside the gradient is that of the function to the last digit.
#[test]
fn sums_keep_the_order_in_which_they_are_written() {
    let u = [0.7, -0.4, 1.3, 0.9, 0.1];
    check!(neighbours_downwards(&u.to_vec(), const 4));
    check!(neighbours_downwards(&u.to_vec(), const 1));
    check!(pairs_downwards(&u));
    check!(rows_downwards(&u.to_vec()));
}
