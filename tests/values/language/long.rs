//! A function with so many operations that its variables are declared many at a time.

use chainrule::differentiate;
use chainrule_tests::check;

/// Each line takes dozens of operations.
#[rustfmt::skip]
#[differentiate]
fn long(x: f64, y: f64, z: &[f64]) -> f64 {
    let a0 = (x * y * y * 0.1 - x * y * x * 0.2 + x * y * x * 0.3 - x * y * y * 0.4 + x * y * x * 0.5 - x * y * x * 0.6 + x * y * y * 0.7 - x * y * x * 0.8 + x * y * x * 0.9 - x * y * y * 0.10 + x * y * x * 0.11 - x * y * x * 0.12 + x * y * y * 0.13).sin();
    let a1 = (a0 * y * y * 0.1 - a0 * y * x * 0.2 + a0 * y * x * 0.3 - a0 * y * y * 0.4 + a0 * y * x * 0.5 - a0 * y * x * 0.6 + a0 * y * y * 0.7 - a0 * y * x * 0.8 + a0 * y * x * 0.9 - a0 * y * y * 0.10 + a0 * y * x * 0.11 - a0 * y * x * 0.12 + a0 * y * y * 0.13).sin();
    let a2 = (a1 * y * y * 0.1 - a1 * y * x * 0.2 + a1 * y * x * 0.3 - a1 * y * y * 0.4 + a1 * y * x * 0.5 - a1 * y * x * 0.6 + a1 * y * y * 0.7 - a1 * y * x * 0.8 + a1 * y * x * 0.9 - a1 * y * y * 0.10 + a1 * y * x * 0.11 - a1 * y * x * 0.12 + a1 * y * y * 0.13).sin();
    let a3 = (a2 * y * y * 0.1 - a2 * y * x * 0.2 + a2 * y * x * 0.3 - a2 * y * y * 0.4 + a2 * y * x * 0.5 - a2 * y * x * 0.6 + a2 * y * y * 0.7 - a2 * y * x * 0.8 + a2 * y * x * 0.9 - a2 * y * y * 0.10 + a2 * y * x * 0.11 - a2 * y * x * 0.12 + a2 * y * y * 0.13).sin();
    let a4 = (a3 * y * y * 0.1 - a3 * y * x * 0.2 + a3 * y * x * 0.3 - a3 * y * y * 0.4 + a3 * y * x * 0.5 - a3 * y * x * 0.6 + a3 * y * y * 0.7 - a3 * y * x * 0.8 + a3 * y * x * 0.9 - a3 * y * y * 0.10 + a3 * y * x * 0.11 - a3 * y * x * 0.12 + a3 * y * y * 0.13).sin();
    let a5 = (a4 * y * y * 0.1 - a4 * y * x * 0.2 + a4 * y * x * 0.3 - a4 * y * y * 0.4 + a4 * y * x * 0.5 - a4 * y * x * 0.6 + a4 * y * y * 0.7 - a4 * y * x * 0.8 + a4 * y * x * 0.9 - a4 * y * y * 0.10 + a4 * y * x * 0.11 - a4 * y * x * 0.12 + a4 * y * y * 0.13).sin();
    let a6 = (a5 * y * y * 0.1 - a5 * y * x * 0.2 + a5 * y * x * 0.3 - a5 * y * y * 0.4 + a5 * y * x * 0.5 - a5 * y * x * 0.6 + a5 * y * y * 0.7 - a5 * y * x * 0.8 + a5 * y * x * 0.9 - a5 * y * y * 0.10 + a5 * y * x * 0.11 - a5 * y * x * 0.12 + a5 * y * y * 0.13).sin();
    let a7 = (a6 * y * y * 0.1 - a6 * y * x * 0.2 + a6 * y * x * 0.3 - a6 * y * y * 0.4 + a6 * y * x * 0.5 - a6 * y * x * 0.6 + a6 * y * y * 0.7 - a6 * y * x * 0.8 + a6 * y * x * 0.9 - a6 * y * y * 0.10 + a6 * y * x * 0.11 - a6 * y * x * 0.12 + a6 * y * y * 0.13).sin();
    let a8 = (a7 * y * y * 0.1 - a7 * y * x * 0.2 + a7 * y * x * 0.3 - a7 * y * y * 0.4 + a7 * y * x * 0.5 - a7 * y * x * 0.6 + a7 * y * y * 0.7 - a7 * y * x * 0.8 + a7 * y * x * 0.9 - a7 * y * y * 0.10 + a7 * y * x * 0.11 - a7 * y * x * 0.12 + a7 * y * y * 0.13).sin();
    let a9 = (a8 * y * y * 0.1 - a8 * y * x * 0.2 + a8 * y * x * 0.3 - a8 * y * y * 0.4 + a8 * y * x * 0.5 - a8 * y * x * 0.6 + a8 * y * y * 0.7 - a8 * y * x * 0.8 + a8 * y * x * 0.9 - a8 * y * y * 0.10 + a8 * y * x * 0.11 - a8 * y * x * 0.12 + a8 * y * y * 0.13).sin();
    let a10 = (a9 * y * y * 0.1 - a9 * y * x * 0.2 + a9 * y * x * 0.3 - a9 * y * y * 0.4 + a9 * y * x * 0.5 - a9 * y * x * 0.6 + a9 * y * y * 0.7 - a9 * y * x * 0.8 + a9 * y * x * 0.9 - a9 * y * y * 0.10 + a9 * y * x * 0.11 - a9 * y * x * 0.12 + a9 * y * y * 0.13).sin();
    let a11 = (a10 * y * y * 0.1 - a10 * y * x * 0.2 + a10 * y * x * 0.3 - a10 * y * y * 0.4 + a10 * y * x * 0.5 - a10 * y * x * 0.6 + a10 * y * y * 0.7 - a10 * y * x * 0.8 + a10 * y * x * 0.9 - a10 * y * y * 0.10 + a10 * y * x * 0.11 - a10 * y * x * 0.12 + a10 * y * y * 0.13).sin();
    let a12 = (a11 * y * y * 0.1 - a11 * y * x * 0.2 + a11 * y * x * 0.3 - a11 * y * y * 0.4 + a11 * y * x * 0.5 - a11 * y * x * 0.6 + a11 * y * y * 0.7 - a11 * y * x * 0.8 + a11 * y * x * 0.9 - a11 * y * y * 0.10 + a11 * y * x * 0.11 - a11 * y * x * 0.12 + a11 * y * y * 0.13).sin();
    let a13 = (a12 * y * y * 0.1 - a12 * y * x * 0.2 + a12 * y * x * 0.3 - a12 * y * y * 0.4 + a12 * y * x * 0.5 - a12 * y * x * 0.6 + a12 * y * y * 0.7 - a12 * y * x * 0.8 + a12 * y * x * 0.9 - a12 * y * y * 0.10 + a12 * y * x * 0.11 - a12 * y * x * 0.12 + a12 * y * y * 0.13).sin();
    let a14 = (a13 * y * y * 0.1 - a13 * y * x * 0.2 + a13 * y * x * 0.3 - a13 * y * y * 0.4 + a13 * y * x * 0.5 - a13 * y * x * 0.6 + a13 * y * y * 0.7 - a13 * y * x * 0.8 + a13 * y * x * 0.9 - a13 * y * y * 0.10 + a13 * y * x * 0.11 - a13 * y * x * 0.12 + a13 * y * y * 0.13).sin();
    let a15 = (a14 * y * y * 0.1 - a14 * y * x * 0.2 + a14 * y * x * 0.3 - a14 * y * y * 0.4 + a14 * y * x * 0.5 - a14 * y * x * 0.6 + a14 * y * y * 0.7 - a14 * y * x * 0.8 + a14 * y * x * 0.9 - a14 * y * y * 0.10 + a14 * y * x * 0.11 - a14 * y * x * 0.12 + a14 * y * y * 0.13).sin();
    let a16 = (a15 * y * y * 0.1 - a15 * y * x * 0.2 + a15 * y * x * 0.3 - a15 * y * y * 0.4 + a15 * y * x * 0.5 - a15 * y * x * 0.6 + a15 * y * y * 0.7 - a15 * y * x * 0.8 + a15 * y * x * 0.9 - a15 * y * y * 0.10 + a15 * y * x * 0.11 - a15 * y * x * 0.12 + a15 * y * y * 0.13).sin();
    let a17 = (a16 * y * y * 0.1 - a16 * y * x * 0.2 + a16 * y * x * 0.3 - a16 * y * y * 0.4 + a16 * y * x * 0.5 - a16 * y * x * 0.6 + a16 * y * y * 0.7 - a16 * y * x * 0.8 + a16 * y * x * 0.9 - a16 * y * y * 0.10 + a16 * y * x * 0.11 - a16 * y * x * 0.12 + a16 * y * y * 0.13).sin();
    let a18 = (a17 * y * y * 0.1 - a17 * y * x * 0.2 + a17 * y * x * 0.3 - a17 * y * y * 0.4 + a17 * y * x * 0.5 - a17 * y * x * 0.6 + a17 * y * y * 0.7 - a17 * y * x * 0.8 + a17 * y * x * 0.9 - a17 * y * y * 0.10 + a17 * y * x * 0.11 - a17 * y * x * 0.12 + a17 * y * y * 0.13).sin();
    let a19 = (a18 * y * y * 0.1 - a18 * y * x * 0.2 + a18 * y * x * 0.3 - a18 * y * y * 0.4 + a18 * y * x * 0.5 - a18 * y * x * 0.6 + a18 * y * y * 0.7 - a18 * y * x * 0.8 + a18 * y * x * 0.9 - a18 * y * y * 0.10 + a18 * y * x * 0.11 - a18 * y * x * 0.12 + a18 * y * y * 0.13).sin();
    let a20 = (a19 * y * y * 0.1 - a19 * y * x * 0.2 + a19 * y * x * 0.3 - a19 * y * y * 0.4 + a19 * y * x * 0.5 - a19 * y * x * 0.6 + a19 * y * y * 0.7 - a19 * y * x * 0.8 + a19 * y * x * 0.9 - a19 * y * y * 0.10 + a19 * y * x * 0.11 - a19 * y * x * 0.12 + a19 * y * y * 0.13).sin();
    let a21 = (a20 * y * y * 0.1 - a20 * y * x * 0.2 + a20 * y * x * 0.3 - a20 * y * y * 0.4 + a20 * y * x * 0.5 - a20 * y * x * 0.6 + a20 * y * y * 0.7 - a20 * y * x * 0.8 + a20 * y * x * 0.9 - a20 * y * y * 0.10 + a20 * y * x * 0.11 - a20 * y * x * 0.12 + a20 * y * y * 0.13).sin();
    let mut sum = a21;
    if sum > 0.0 {
        sum *= z[0];
    }
    for k in 0..z.len() {
        sum += z[k] * a20;
    }
    sum
}

#[test]
fn thousands_of_variables() {
    check!(long(0.7, 1.3, &[0.4, 1.5]));
    check!(long(-0.7, 0.9, &[0.4]));
}
