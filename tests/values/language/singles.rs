//! Single precision throughout, and beside double precision.

use chainrule::differentiate;
use chainrule_tests::{check, check_effect, check_laws, check_pullback};

#[differentiate]
fn literals(x: f32, y: f32) -> f32 {
    let a = 2.0;
    let b = a * x + 1.0 - 0.5 * y;
    let c = 3.0_f32.sqrt();
    let mut d = 1.0;
    d *= y;
    let e = if x > 0.0 { 0.5 } else { 1.5 };
    b * c / d + e * x - 1e-3 + f32::EPSILON * std::f32::consts::PI
}
#[differentiate]
fn loops(a: &[f32], n: usize) -> f32 {
    let mut sum = 0.0;
    let mut work = [0.0; 3];
    let mut more = vec![1.0; 2];
    for (i, v) in a.iter().enumerate() {
        sum += v * v;
        work[i % 3] += v.sin() * sum;
        more[i % 2] *= work[i % 3];
    }
    let mut k = 0;
    while k < n {
        sum = sum * 0.5 + work[k % 3] * more[k % 2];
        work[k % 3] = sum.max(0.25);
        k += 1;
    }
    sum
}
#[differentiate]
fn tuples(p: (f32, [f32; 2]), q: &(f32, f32)) -> (f32, f32) {
    let (x, [y, z]) = p;
    let t = (x * q.0, y + q.1);
    let [u, v] = [t.0 * z, t.1];
    (u * v, u - v.powi(3))
}
#[differentiate]
fn methods(x: f32, y: f32) -> f32 {
    let (s, c) = x.sin_cos();
    let m = x.mul_add(y, 0.5).hypot(s).ln_1p() + c.atan2(y) + y.powf(x) + x.powi(3) + x.clamp(0.0, 1.0);
    f32::max(m, 0.1) * f32::sqrt(y)
        + x.rem_euclid(0.3)
        + (x / y).tanh()
        + y.recip()
        + x.to_radians()
        + x.exp2().log2()
        + y.log(3.0)
        + x.abs().cbrt()
}
#[differentiate]
fn mixed(x: f32, y: f64) -> f64 {
    let a = f64::from(x) * y;
    let b = (a * 2.0) as f32 * x;
    let c = x as f64 + y;
    let d = y as f32;
    let e: f64 = f64::from(d * b);
    a * c + f64::from(b) + e
}
#[differentiate]
fn to_single(x: f64, n: i32) -> f32 {
    let y = x as f32;
    let mut s = y;
    for i in 0..n {
        s = s * y + i as f32 * 0.1;
        s += (x * f64::from(s)) as f32;
    }
    s * n as f32
}
#[differentiate]
fn sq(x: f32) -> f32 {
    x * x
}
#[differentiate]
fn norm(x: &[f32]) -> f32 {
    let mut s = 0.0;
    for i in 0..x.len() {
        s += sq(x[i]);
    }
    s.sqrt()
}
#[differentiate]
fn calls(x: f32, n: usize) -> f32 {
    let mut y = sq(x) * 0.5;
    for _ in 0..n {
        y += 0.5 * sq(y) - norm(&[x, y, 1.0]);
        let h = sq(sq(y));
        y = h / (1.0 + h);
    }
    2.0 * y
}
#[differentiate]
fn scale(a: &mut [f32], by: f32) {
    for v in a.iter_mut() {
        *v *= by;
        *v = 1.0 - *v;
    }
}
#[differentiate]
fn matrix(m: &[[f32; 2]; 2], x: [f32; 2]) -> [f32; 2] {
    let mut y = [0.0; 2];
    for i in 0..2 {
        for j in 0..2 {
            y[i] += m[i][j] * x[j];
        }
    }
    y
}
#[differentiate]
fn sums(x: &[f64]) -> f32 {
    let mut s: f32 = 0.0;
    for v in x {
        s += *v as f32;
    }
    let mut t = 0.0_f64;
    for v in x {
        t += v * f64::from(s);
    }
    s * t as f32
}
#[differentiate]
fn exits(x: f32, a: &[f32]) -> f32 {
    let mut best = f32::NEG_INFINITY;
    for v in a {
        if *v > 10.0 {
            return v * x;
        }
        best = best.max(*v * x);
        if best > 5.0 {
            break;
        }
    }
    match a.len() {
        0 => x,
        1 => -x * 2.0,
        _ => best / x.abs().sqrt(),
    }
}
#[differentiate]
fn blocks(x: f32) -> f32 {
    let y;
    {
        let z = x * 2.0;
        y = z + 1.0;
    }
    let w = loop {
        break y * 0.5;
    };
    let c: f32 = 0.25;
    -w + c * (-x).exp()
}
fn close(a: f64, b: f64) {
    assert!((a - b).abs() <= 2e-3 * (1.0 + b.abs()), "{a} {b}");
}

#[test]
fn single_precision_everywhere() {
    check!(literals(0.4, 0.7));
    check!(literals(-0.4, 0.7));
    for n in 0..4 {
        check!(loops(&[0.4, 0.7, -0.2, 0.9], const n));
    }
    check!(loops(&[], const 2));
    check_pullback!(tuples((0.4, [0.7, -0.2]), &(0.9, 0.3)));
    check!(methods(0.4, 0.7));
    check_laws!(methods(0.4, 0.7));
    for n in 0..3 {
        check!(calls(0.4, const n));
    }
    check_effect!(scale(&mut [0.4, 0.7], 0.3));
    check_pullback!(matrix(&[[0.4, 0.7], [0.1, 0.2]], [0.5, 0.6]));
    check!(exits(0.4, &[0.3, 0.9]));
    check!(exits(0.4, &[0.3, 11.0]));
    check!(exits(4.0, &[0.3, 9.0]));
    check!(exits(0.4, &[0.3]));
    check!(blocks(0.4));
}

#[test]
fn two_precisions_in_one_function() {
    let (xb, yb): (f32, f64) = grad_mixed(0.5, 0.75);
    let f = |x: f64, y: f64| {
        let a = x * y;
        let b = a * 2.0 * x;
        let c = x + y;
        a * c + b + y * b
    };
    let h = 1e-6;
    close(xb.into(), (f(0.5 + h, 0.75) - f(0.5 - h, 0.75)) / (2.0 * h));
    close(yb, (f(0.5, 0.75 + h) - f(0.5, 0.75 - h)) / (2.0 * h));
    let g = |x: f64| {
        let mut s = x;
        for i in 0..3 {
            s = s * x + f64::from(i) * 0.1;
            s += x * s;
        }
        s * 3.0
    };
    close(grad_to_single(0.7, 3), (g(0.7 + h) - g(0.7 - h)) / (2.0 * h));
    let s = grad_sums(&[0.5, 0.25]);
    close(s[0], 3.0 * 0.75 * 0.75);
    close(s[1], 3.0 * 0.75 * 0.75);
}
