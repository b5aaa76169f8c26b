//! Functions that are passed from everywhere: branches, loops, methods, closures.

use chainrule::differentiate;
use chainrule_tests::{check, check_effect};

#[differentiate]
fn times(f: impl Fn(f64) -> f64, x: f64, n: usize) -> f64 {
    let mut y = x;
    for _ in 0..n {
        y = f(y);
        if y > 50.0 {
            return y * 0.5;
        }
    }
    y
}
#[differentiate]
fn captures(w: &[f64], a: f64, n: usize) -> f64 {
    let mut s = a;
    for i in 0..n {
        s += times(|x| x * w[i % 2] + a * s, s, i);
    }
    s
}
#[differentiate]
fn half_constant(a: f64, w: &[f64], n: usize) -> f64 {
    captures(&[0.5, 0.25], a, n) * captures(w, 0.7, n) + captures(&[0.1, 0.2], 0.3, n) * a
}
#[differentiate]
fn zero_trips(a: f64) -> f64 {
    times(|x| x * a, a, 0) + times(|x| x + a, 2.0, 0) * a
}
#[differentiate]
fn overwrites(a: &mut [f64], k: f64) -> f64 {
    let mut t = 0.0;
    for i in 0..a.len() {
        let old = a[i];
        t += times(|x| x * old + k, a[i], 2);
        a[i] = times(|x| x * t, old, 1);
    }
    t
}
#[differentiate]
fn effect(f: impl Fn(f64) -> f64, a: &mut [f64]) {
    for v in a.iter_mut() {
        *v = f(*v) * *v;
    }
}
#[differentiate]
fn effects(a: &mut [f64], k: f64) {
    effect(|x| x * k, a);
    let c = a[0];
    effect(|x| x + c, &mut a[1..]);
}
#[differentiate]
fn vector(f: impl Fn(&[f64], f64) -> Vec<f64>, y: &[f64], n: usize) -> Vec<f64> {
    let mut z = y.to_vec();
    for i in 0..n {
        let d = f(&z, 0.1 * i as f64);
        for j in 0..z.len() {
            z[j] += 0.1 * d[j];
        }
    }
    z
}
#[differentiate]
fn pendulum(theta: f64, l: f64, n: usize) -> f64 {
    let z = vector(|y: &[f64], t: f64| vec![y[1], -(y[0].sin()) / l + t], &[theta, 0.0], n);
    z[0] * z[0] + z[1]
}
#[differentiate]
fn slope(y: &[f64], t: f64) -> Vec<f64> {
    vec![y[1] * t, -y[0]]
}
#[differentiate]
fn by_name(theta: f64, n: usize) -> f64 {
    vector(slope, &[theta, 1.0], n)[1]
}
#[differentiate]
fn pair(f: impl Fn(f64, f64) -> (f64, f64), x: f64) -> f64 {
    let (a, b) = f(x, 2.0 * x);
    let (c, d) = f(b, a);
    c * d + a
}
#[differentiate]
fn rotated(x: f64, angle: f64) -> f64 {
    pair(|u, v| (u * angle.cos() - v * angle.sin(), u * angle.sin() + v * angle.cos()), x)
}
#[differentiate]
fn arrays(f: impl Fn([f64; 2]) -> [f64; 2], x: [f64; 2], n: usize) -> [f64; 2] {
    let mut y = x;
    for _ in 0..n {
        y = f(y);
    }
    y
}
#[differentiate]
fn shear(x: [f64; 2], k: f64, n: usize) -> f64 {
    let m = [[1.0, k], [k * k, 0.5]];
    let y = arrays(|v: [f64; 2]| [m[0][0] * v[0] + m[0][1] * v[1], m[1][0] * v[0] + m[1][1] * v[1].sin()], x, n);
    y[0] * y[1]
}
#[differentiate]
fn conditional(f: impl Fn(f64) -> f64, g: impl Fn(f64) -> f64, x: f64) -> f64 {
    if f(x) > g(x) {
        f(x) * x
    } else {
        let y = g(x);
        match (y * 10.0) as i32 {
            0..=3 => f(y),
            _ => g(f(y)),
        }
    }
}
#[differentiate]
fn chosen(x: f64, a: f64) -> f64 {
    conditional(|t| t * a, |t| a - t, x) + conditional(|t| -t * a, |t| t * t, a)
}
#[differentiate]
fn shadowed(x: f64) -> f64 {
    let a = x * 2.0;
    let a = a * x;
    let r = times(|x| x * a, 0.5, 2);
    let a = r + a;
    times(|t| t + a, x, 2)
}
#[differentiate]
fn early(a: f64, n: usize) -> f64 {
    times(
        |x| {
            if x > 1.0 {
                return x * a;
            }
            let mut y = x;
            for _ in 0..n {
                y += a;
                if y > 3.0 {
                    break;
                }
            }
            y * y
        },
        a,
        3,
    )
}

#[test]
fn captures_that_change_and_functions_of_everything() {
    for n in 0..4 {
        check!(captures(&[0.3, 0.5], 0.4, const n));
        check!(half_constant(0.4, &[0.3, 0.5], const n));
        check!(pendulum(0.4, 0.9, const n));
        check!(by_name(0.3, const n));
        check!(shear([0.3, 0.2], 0.4, const n));
        check!(early(0.8, const n));
    }
    check!(zero_trips(0.4));
    check!(overwrites(&mut [0.3, 0.5, 0.2], 0.4));
    check_effect!(effects(&mut [0.3, 0.5, 0.2], 0.4));
    check!(rotated(0.3, 0.4));
    check!(chosen(0.3, 0.4));
    check!(chosen(0.9, 0.4));
    check!(chosen(0.2, 1.4));
    check!(shadowed(0.7));
}
