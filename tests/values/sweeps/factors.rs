//! Loops that run once, with what they add scaled when the adjoint is known; gradients and Hessian-vector products together.

use chainrule::differentiate;
use chainrule_tests::{check, check_laws};

#[differentiate]
fn log_sum_exp(x: &[f64]) -> f64 {
    let mut largest = f64::NEG_INFINITY;
    for &entry in x {
        largest = largest.max(entry);
    }
    let mut sum = 0.0;
    for &entry in x {
        sum += (entry - largest).exp();
    }
    largest + sum.ln()
}

/// Two such loops over one container, of which the first is read by the second.
#[differentiate]
fn twice(x: &[f64], w: f64) -> f64 {
    let mut s = 0.0;
    for k in 0..x.len() {
        s += (x[k] * w).exp();
    }
    let mut t = 0.0;
    for k in 0..x.len() {
        t += (x[k] - s).cos();
    }
    s.ln() * w + t * s
}

/// The container is read after the loop as well.
#[differentiate]
fn read_after(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for k in 0..x.len() {
        s += x[k].sin() * x[k];
    }
    s.ln_1p() + s * x[0]
}

/// And by a loop that is reversed before it.
#[differentiate]
fn added_to_before(x: &[f64], n: usize) -> f64 {
    let mut s = 0.0;
    for k in 0..n {
        s += x[k].exp() * 0.1;
    }
    let mut t = s * s;
    for k in 0..n {
        t += x[k] * s * t;
    }
    t
}

#[differentiate]
fn only_numbers(x: f64, y: f64) -> f64 {
    let mut s = 0.0;
    for k in 0..4 {
        let c = (x * k as f64).cos();
        s += c * c * y;
    }
    (s * s + 1.0).sqrt() * y
}

/// Two sums: their adjoints are two factors.
#[differentiate]
fn two_sums(x: &[f64]) -> f64 {
    let (mut s, mut t) = (0.0, 1.0);
    for k in 0..x.len() {
        let e = x[k].exp();
        s += e;
        t += e * x[k];
    }
    t / s
}

/// A rule inside looks at its adjoint.
#[differentiate]
fn poles(x: &[f64], w: f64) -> f64 {
    let mut s = 0.0;
    for k in 0..x.len() {
        s += x[k].abs().sqrt().exp() / (1.0 + x[k] * x[k]) + x[k].sqrt();
    }
    s * s * w
}

/// Neighbors are added to as well.
#[differentiate]
fn neighbors(x: &[f64], n: usize) -> f64 {
    let mut s = 0.0;
    for k in 0..n {
        s += (x[k + 1] * x[k]).exp() * 0.1;
    }
    s.sin()
}

/// Only some of the elements.
#[differentiate]
fn some_elements(x: &[f64], n: usize) -> f64 {
    let mut s = x[0];
    for k in 1..n {
        s += x[k].exp() * 0.1;
    }
    s.sin() + x[0]
}

/// The container is overwritten after the loop.
#[differentiate]
fn overwritten(x: f64, y: f64) -> f64 {
    let mut a = vec![x, y, x * y];
    let mut s = 0.0;
    for k in 0..3 {
        s += a[k].exp() * 0.1;
    }
    for k in 0..3 {
        a[k] = s * a[k];
    }
    let mut t = 0.0;
    for k in 0..3 {
        t += a[k].sin();
    }
    t * s
}

/// And grows after it, and is used up.
#[differentiate]
fn grown(x: f64, y: f64) -> f64 {
    let mut a = vec![x, y];
    let mut s = y;
    for k in 0..a.len() {
        s += a[k].exp() * 0.1;
    }
    a.push(s * s);
    let b = a;
    s * b[2] + b[0]
}

/// The sum is changed between the loop and its use, and the loop adds to it and takes from it.
#[differentiate]
fn changed_sum(x: &[f64], y: f64) -> f64 {
    let mut s = 0.0;
    for k in 0..x.len() {
        let z = (x[k] * y).exp();
        s += z * x[k] + z;
        s -= y * y.cos();
    }
    s *= s * y;
    s = s.sin() + s;
    s
}

/// The loop stands in another one, and inside of a branch.
#[differentiate]
fn inside(x: &[f64], y: f64) -> f64 {
    let mut t = y;
    for i in 0..3 {
        let mut s = 0.0;
        for k in 0..x.len() {
            s += (x[k] * t * 0.3).sin();
        }
        t = s.cos() + i as f64;
    }
    if t > -10.0 {
        let mut s = 0.0;
        for k in 0..x.len() {
            s += (x[k] * y).sin();
        }
        t *= s.exp();
    }
    t
}

#[test]
fn loops_run_once_with_a_factor() {
    let x = vec![0.3, -0.4, 0.9, 0.1];
    check!(log_sum_exp(&x.clone()));
    check!(log_sum_exp(&vec![800.0, 799.0, 1.0]));
    check!(twice(&x.clone(), 0.7));
    check!(twice(&vec![0.2], 0.7));
    check!(read_after(&x.clone()));
    check!(added_to_before(&x.clone(), const 4));
    check!(only_numbers(0.3, 0.8));
    check!(two_sums(&x.clone()));
    check!(poles(&vec![0.3, 0.4, 2.0], 0.5));
    check!(neighbors(&x.clone(), const 3));
    check!(some_elements(&x.clone(), const 3));
    check!(some_elements(&x.clone(), const 1));
    check!(overwritten(0.3, 0.8));
    check!(grown(0.3, 0.8));
    check!(changed_sum(&x.clone(), 0.4));
    check!(inside(&x, 0.4));
}

/// Behind a weight of 0, a pole in the loop makes no NaN.
#[test]
fn factors_of_zero_are_strong() {
    assert_eq!(grad_poles(&[0.0, 1.0], 0.0).0, [0.0, 0.0]);
}

#[differentiate(order = 2)]
fn cubes(#[constant] p: &[f64], c: &[f64], w: f64, d: usize) -> f64 {
    let mut t = 0.0;
    for i in 0..p.len() / d {
        for j in 0..d {
            let e = p[i * d + j] - c[j] * w;
            t += e * e * e;
        }
    }
    t * w
}

#[differentiate(order = 2)]
fn chain(mut a: [f64; 3], b: f64) -> f64 {
    for i in 1..3 {
        a[i] *= a[i - 1] * b;
    }
    a[2].tanh() + a[0] * a[1]
}

#[differentiate(order = 2, wrt(b, a))]
fn swapped(a: &[f64; 2], b: Vec<f64>, k: f64) -> f64 {
    let mut s = 0.0;
    for i in 0..2 {
        s += (a[i] * b[i] * k).sin();
    }
    s
}

/// What each gradient is used for needs it and its derivative.
#[differentiate]
fn slopes(x: f64, y: f64) -> f64 {
    let (a, b) = grad_cubes(&[1.0, 0.5, 0.3, 0.2], &[x, y], x * y, 2);
    let (c, d) = grad_chain([x, y, x + y], y);
    let (f, g) = grad_swapped(&[x, y], vec![y, x * y], 0.7);
    a[0] * a[1] + b * x + c[0] * d + c[1] * c[2] + f[0] * g[1] + g[0] * f[1]
}

#[test]
fn gradients_come_with_their_derivatives() {
    check!(slopes(0.7, 0.4));
    check_laws!(slopes(-0.3, 1.2));
}
