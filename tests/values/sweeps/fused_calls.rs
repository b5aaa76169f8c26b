//! Calls whose adjoint is known before them, and loops in loops: both sweeps at once, in every order that a person may write.

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn wave(x: f64, y: f64) -> f64 {
    let z = x * y;
    z.sin() + x * x * y
}

#[differentiate]
fn energy(a: &[f64], scale: f64) -> f64 {
    let mut sum = 0.0;
    for &entry in a {
        sum += (entry * scale).exp();
    }
    sum.ln()
}

#[differentiate]
fn halves(a: Vec<f64>, k: f64) -> Vec<f64> {
    let mut out = a.clone();
    for entry in &mut out {
        *entry *= 0.5 * k;
    }
    out
}

/// The value of a call meets others in a product: their adjoints wait for it.
#[differentiate]
fn product_of_calls(x: f64, y: f64) -> f64 {
    let a = x.cos();
    let v = wave(x, y);
    let b = y.exp();
    a * v * b + v
}

/// One call reads the value of another.
#[differentiate]
fn chained(x: f64, y: f64) -> f64 {
    let first = wave(x, y);
    let second = wave(first, x);
    first * second + wave(second, second)
}

/// The arguments change after the call.
#[differentiate]
fn overwritten(x: f64, y: f64, a: &mut [f64]) -> f64 {
    let mut x = x;
    let mut n = 0;
    let v = wave(x, y);
    x *= 3.0;
    let w = energy(a, x);
    a[n] *= y;
    n += 1;
    a[n] += x;
    v * w * x + a[0] * a[1] + n as f64
}

/// Different calls in two places add to one shadow, and a clear of it stands between.
#[differentiate]
fn refilled(a: &[f64], y: f64) -> f64 {
    let mut b = a.to_vec();
    let v = energy(&b, y);
    b[0] = y * y;
    let w = energy(&b, 1.5);
    v * w + b[0] * b[1]
}

/// The value decides what happens next.
#[differentiate]
fn decided(x: f64, y: f64) -> f64 {
    let v = wave(x, y);
    let mut out = v * x;
    if v > 0.3 {
        out += v * v;
    }
    for _ in 0..2 {
        out *= v;
    }
    out
}

/// Calls in fused loops, with factors of every kind, at two depths.
#[differentiate]
fn in_loops(a: &[f64], b: &[f64], scale: f64) -> f64 {
    let mut total = 0.0;
    for (i, &x) in a.iter().enumerate() {
        let own = x * scale;
        total += wave(x, scale) * own;
        for &y in b {
            total += y * wave(own, y) * wave(y, x);
        }
        let mut squares = 0.0;
        for &y in b {
            squares += y * y * own;
        }
        if i > 0 {
            total -= squares * a[i - 1];
        } else {
            total += squares;
        }
    }
    2.0 * total
}

/// The sum of the inner loop is carried into the next iteration: neither may be fused.
#[differentiate]
fn carried(a: &[f64], b: &[f64]) -> f64 {
    let mut state = 1.0;
    let mut total = 0.0;
    for &x in a {
        let mut sum = 0.0;
        for &y in b {
            sum += wave(x, y) * state;
        }
        state = 0.1 * sum;
        total += state * sum;
    }
    total
}

/// A scratch buffer is filled for each iteration, read by a call, and read by the one after it.
#[differentiate]
fn scratch(a: &[f64], scale: f64) -> f64 {
    let mut buffer = vec![0.0; a.len()];
    let mut total = 0.0;
    for &x in a {
        buffer.fill(0.0);
        for (slot, &y) in buffer.iter_mut().zip(a) {
            *slot += x * y;
        }
        total += energy(&buffer, scale) * x;
        let e = energy(&buffer, x);
        total += e;
    }
    total
}

#[differentiate]
fn vectors(a: &[f64], k: f64) -> f64 {
    let h = halves(a.to_vec(), k);
    let g = halves(h.clone(), h[0]);
    h[0] * g[1] * k + g[0]
}

/// The recursion of a determinant: each minor is reached with the adjoint that it will have.
#[differentiate]
fn minors(a: &[f64], size: usize, row: usize, used: usize) -> f64 {
    if row == size {
        return 1.0;
    }
    let mut sum = 0.0;
    let mut sign = 1.0;
    for column in 0..size {
        if used & (1 << column) == 0 {
            sum += sign * a[row * size + column] * minors(a, size, row + 1, used | (1 << column));
            sign = -sign;
        }
    }
    sum
}

/// The same argument twice, and one that does not matter.
#[differentiate]
fn twice(a: &[f64], b: &[f64], #[constant] c: &[f64], k: f64) -> f64 {
    let u = pair(a, a, c);
    let v = pair(b, a, a);
    k * u * v + pair(c, b, b)
}

#[differentiate]
fn pair(a: &[f64], b: &[f64], c: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..a.len() {
        sum += a[i] * b[i] * b[i] + c[i].sin() * a[i];
    }
    sum
}

#[test]
fn values_of_calls_in_formulas() {
    check!(product_of_calls(0.7, 1.3));
    check!(chained(0.4, 0.9));
    check!(decided(0.7, 1.3));
    check!(decided(-0.7, 0.3));
    check!(refilled(&[0.5, -0.2, 0.9], 1.1));
    check!(vectors(&[0.5, -0.2, 0.9], 1.1));
    check!(twice(&[0.5, -0.2], &[1.5, 0.3], const &[0.7, 0.2], 0.4));
}

#[test]
fn arguments_that_change_after_the_call() {
    check!(overwritten(0.7, 1.3, &mut [0.5, -0.2]));
}

#[test]
fn calls_and_loops_in_loops() {
    check!(in_loops(&[0.5, -0.2, 0.9], &[0.3, 1.2], 1.1));
    check!(in_loops(&[], &[0.3, 1.2], 1.1));
    check!(in_loops(&[0.5], &[], 1.1));
    check!(carried(&[0.5, -0.2, 0.9], &[0.3, 1.2]));
    check!(scratch(&[0.5, -0.2, 0.9], 1.1));
}

#[test]
fn recursion_with_known_adjoints() {
    check!(minors(&[0.5, -0.2, 0.9, 0.3, 1.2, 0.7, -0.4, 0.8, 0.1], const 3, const 0, const 0));
}

#[differentiate]
fn grow(x: &[f64], e: &mut [f64]) {
    for i in 0..x.len() {
        e[i] = e[i] * x[i] + e[i] * e[i];
    }
}

#[differentiate]
fn reads_what_calls_changed(x: &[f64]) -> f64 {
    let mut e = vec![0.3; x.len()];
    grow(x, &mut e);
    grow(x, &mut e);
    let mut total = 0.0;
    for i in 0..x.len() {
        total += x[i] * x[i];
    }
    total + e[0]
}

#[differentiate]
fn reads_what_was_exchanged(x: &[f64]) -> f64 {
    let (mut u, mut w) = (x.to_vec(), vec![2.0; x.len()]);
    u[0] *= x[1];
    for _ in 0..3 {
        std::mem::swap(&mut u, &mut w);
    }
    w.push(x[1]);
    let mut total = 0.0;
    for i in 0..x.len() {
        total += x[i] * u[i];
    }
    total * u[0] + w[0] * w[2]
}

#[test]
fn the_value_is_made_after_the_reverse_sweep_only_of_what_that_leaves_alone() {
    check!(reads_what_calls_changed(&[0.7, -1.2]));
    check!(reads_what_was_exchanged(&[0.7, -1.2]));
}
