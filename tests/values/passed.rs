//! Functions that take functions, differentiated through.

use chainrule::differentiate;
use chainrule_tests::check;
#[differentiate]
fn newton(f: impl Fn(f64) -> f64, x0: f64, n: usize) -> f64 {
    let mut x = x0;
    for _ in 0..n {
        let slope = (f(x + 1e-3) - f(x - 1e-3)) / 2e-3;
        x -= f(x) / slope;
        if f(x).abs() < 1e-9 {
            break;
        }
    }
    x
}
#[differentiate]
fn integrate<F: Fn(f64, f64) -> f64>(f: F, a: f64, b: f64) -> f64 {
    let n = 4;
    let h = (b - a) / n as f64;
    let mut sum = 0.5 * (f(a, b) + f(b, a));
    for i in 1..n {
        sum += f(a + i as f64 * h, h);
    }
    sum * h
}
#[differentiate]
fn by_reference<F>(f: &F, x: f64) -> f64
where
    F: Fn(f64) -> f64,
{
    let y = f(x);
    f(y) * y
}
#[differentiate]
fn by_dyn(f: &dyn Fn(f64) -> f64, x: f64) -> f64 {
    let g = f;
    g(x) * f(x * x)
}
#[differentiate]
fn mixed(f: impl Fn(f64, usize, &[f64]) -> f64, x: f64, a: &[f64]) -> f64 {
    let mut s = f(x, 1, a);
    let w = [s, x, 2.0];
    for i in 0..2 {
        s += f(s, i, &w) * f(a[0], i, &a[1..]);
    }
    s + f(1.0, 0, &[1.0, 2.0, x])
}
#[differentiate]
fn cubic(x: f64) -> f64 {
    x * x * x - 2.0 * x + 0.5
}
#[differentiate]
fn product(x: f64, y: f64) -> f64 {
    x * y.sin() + x
}
#[differentiate]
fn pick(x: f64, i: usize, a: &[f64]) -> f64 {
    a[i] * x * a[i]
}
#[differentiate]
fn generic<T: chainrule::Real>(x: T) -> T {
    x * x + x.sin()
}
#[differentiate]
fn adaptive(f: &impl Fn(f64) -> f64, a: f64, b: f64, depth: u32) -> f64 {
    let m = 0.5 * (a + b);
    let whole = (f(a) + f(b)) * 0.5 * (b - a);
    let halves = (f(a) + 2.0 * f(m) + f(b)) * 0.25 * (b - a);
    if depth == 0 || (whole - halves).abs() < 1e-3 {
        halves
    } else {
        adaptive(f, a, m, depth - 1) + adaptive(f, m, b, depth - 1)
    }
}
#[differentiate]
fn passes_on(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    newton(&f, x, 2) * by_reference(&f, x) + by_dyn(&f, x) + adaptive(&f, 0.0, x, 2)
}
#[differentiate]
fn uses(x: f64, a: &[f64], n: usize) -> f64 {
    let mut s = newton(cubic, x, 4) + integrate(product, x, 2.0 * x);
    for _ in 0..n {
        s += by_reference(&cubic, s * 0.1)
            + by_dyn(&generic, x)
            + by_reference(&generic, x)
            + passes_on(self::generic, x + 1.0)
            + adaptive(&cubic, x, 2.0, 3);
        s *= 0.1;
        s += mixed(pick, s, a);
    }
    s
}
#[differentiate]
fn nothing_active_but_it(x: f64) -> f64 {
    newton(cubic, 0.2, 2) * x + newton(f64::sin, 0.3, 2)
}

#[test]
fn functions_by_name() {
    for n in 0..3 {
        check!(uses(0.2, &[0.3, 0.5, 0.7], const n));
    }
    check!(nothing_active_but_it(0.3));
}

/// Nothing but the function is differentiated.
#[differentiate]
fn mean(f: impl Fn(f64) -> f64, n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..n {
        sum += f(i as f64);
    }
    sum / n as f64
}

#[differentiate]
fn of_nothing_else(x: f64) -> f64 {
    mean(cubic, 3) * x
}

#[test]
fn only_the_function_is_active() {
    check!(of_nothing_else(0.4));
}
