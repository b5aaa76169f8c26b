//! What is recorded in a loop is the cheapest choice: states, rather than all that is made of them.

use chainrule::differentiate;
use chainrule_tests::{check, check_second};

/// Each iteration overwrites two numbers that what it computes is made of.
#[differentiate(order = 2)]
fn oscillator(mu: f64, x: f64, n: usize) -> f64 {
    let dt = 0.1;
    let (mut x, mut v) = (x, 0.5);
    for _ in 0..n {
        let a = mu * (1.0 - x * x) * v - x;
        x += dt * v;
        v += dt * a * x;
    }
    x * v
}

#[differentiate(hessian, hvp)]
fn second(mu: f64, x: f64) -> f64 {
    oscillator(mu, x, 7)
}

/// The states are read between their changes, by conditions, by reference and in inner loops, and loops are left.
#[differentiate]
fn looked_at(a: f64, b: f64, n: usize) -> f64 {
    #[differentiate]
    fn outside(x: f64, y: f64) -> bool {
        x * x + y * y > 50.0
    }
    let (mut x, mut y, mut sum) = (a, b, 0.0);
    let list = [a, b, a * b];
    for i in 0..n {
        let w = x * y + (1.0 - y) * (1.0 - x);
        x = w - 0.3 * x;
        if x > 0.2 {
            sum += x * w;
        }
        x *= 0.5 * y;
        for (j, e) in list.iter().enumerate() {
            if j > i {
                break;
            }
            sum += e * x * y;
        }
        let z = &x;
        y -= 0.25 * z * w * (y + 0.1);
        if outside(x, y) {
            break;
        }
        sum += w * w * y;
        y = x * y - 0.125 * y;
    }
    sum * x + y
}

/// States that are arrays, assigned as a whole and read by elements.
#[differentiate]
fn rotated(a: f64, b: f64, n: usize) -> f64 {
    let mut p = [a, b];
    let mut q = [b, 1.0, a];
    for k in 0..n {
        let c = p[0] * q[k % 3] + (p[1] + q[0]) * q[2];
        p = [c * p[1] * 0.5, p[0] + 0.25 * c * c];
        let d = p[0] * p[1] * c;
        q = [q[1] * d, q[2] - 0.5 * q[0], 0.5 * c];
        p = [0.5 * p[1] - d, p[0] * q[0]];
    }
    p[0] * p[1] + q[0] * q[1] * q[2]
}

/// A long chain of sums and products, of which the last is read: it is kept, and the chain is not computed again.
#[differentiate]
fn chain(a: f64, b: f64, n: usize) -> f64 {
    let mut x = a;
    for i in 0..n {
        let c = ((((x * b + 1.0) * b - x) * b + 0.5) * x - b) * (b + 0.1) * (x - 2.0) * b + (i as f64) * b;
        x = 0.5 * x + (0.01 * c).sin();
    }
    x
}

/// A step that divides by what it changes, with quotients that read the old contents.
#[differentiate]
fn divided(a: f64, b: f64, n: usize) -> f64 {
    let (mut x, mut y) = (a, b);
    let mut k = 0;
    while k < n {
        let r = x / (1.0 + y * y);
        let s = (r * r + x * x).sqrt();
        x = x + 0.1 * r * s - y / (2.0 + s);
        y /= 1.0 + 0.1 * s;
        y *= x;
        k += 1;
    }
    x + y
}

#[test]
fn cheapest_choices() {
    for (a, b) in [(0.7, 1.3), (1.9, 0.4), (-0.6, 0.8)] {
        for n in 0..6 {
            check!(oscillator(a, b, const n));
            check!(looked_at(a, b, const n));
            check!(rotated(a, b, const n));
            check!(chain(a, b, const n));
            check!(divided(a, b, const n));
        }
    }
    check_second!(second, [(0.7, 1.3), (1.9, 0.4)]);
}
