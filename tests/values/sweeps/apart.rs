//! Inner loops along many slices, which run in a function of their own.

use chainrule::{Real, differentiate};
use chainrule_tests::check;

fn numbers(len: usize, phase: f64) -> Vec<f64> {
    (0..len).map(|i| 0.6 + 0.5 * (i as f64 * 1.7 + phase).sin()).collect()
}

#[differentiate]
fn stencil(start: &[f64], factors: &[f64], n: usize) -> f64 {
    let mut u = start.to_vec();
    let mut next = start.to_vec();
    for _ in 0..3 {
        for i in 1..n - 1 {
            for j in 1..n - 1 {
                let k = i * n + j;
                let curvature = u[k - 1] + u[k + 1] + u[k - n] + u[k + n] - 4.0 * u[k];
                next[k] = u[k] + factors[k] * curvature * u[k];
            }
        }
        std::mem::swap(&mut u, &mut next);
    }
    let mut sum = 0.0;
    for k in 0..n * n {
        sum += u[k] * u[k];
    }
    sum
}

#[test]
fn neighbors_in_two_directions() {
    for n in [1, 2, 3, 4, 7] {
        check!(stencil(&numbers(n * n, 0.0), &numbers(n * n, 1.0), const n));
    }
}

#[differentiate]
fn many(a: &[f64], b: &Vec<f64>, c: &[f64], w: f64) -> f64 {
    let n = a.len();
    let (mut p, mut q, mut r) = (vec![0.0; n], a.to_vec(), vec![w; n]);
    for round in 0..3 {
        for i in 0..n {
            let product = a[i] * b[i] * w;
            p[i] += product * q[i];
            q[i] = c[i] * r[i] + p[i] * (p.len() - n + 1) as f64;
            r[i] *= 0.5 * q[i];
        }
        if round == 1 {
            p[0] = q[n - 1];
        }
    }
    let mut total = 0.0;
    for i in 0..n {
        total += p[i] * q[i] - r[i];
    }
    total
}

#[test]
fn slices_that_change_together() {
    for n in [1, 2, 5, 8] {
        check!(many(&numbers(n, 0.0), &numbers(n, 1.0), &numbers(n, 2.0), 0.7));
    }
}

#[differentiate]
fn step(x: &[f64], v: &mut [f64], a: &mut [f64], e: &mut [f64], rate: f64) {
    for i in 0..x.len() {
        a[i] = x[i] * v[i] + a[i] * e[i];
        v[i] += rate * a[i];
        e[i] = v[i] * x[x.len() - 1 - i];
    }
}

#[differentiate]
fn through_a_call(x: &[f64], #[constant] held: &[f64], rate: f64) -> f64 {
    let n = x.len();
    let (mut v, mut a, mut e) = (held.to_vec(), x.to_vec(), vec![0.3; n]);
    step(x, &mut v, &mut a, &mut e, rate);
    step(held, &mut v, &mut e, &mut a, rate);
    let mut unwanted = held.to_vec();
    step(held, &mut unwanted, &mut v, &mut a, 0.5);
    v.iter().zip(&a).map(|(v, a)| v * a).sum::<f64>() + e[0]
}

#[test]
fn arguments_and_shadows_that_nobody_wants() {
    for n in [1, 3, 6] {
        let held = numbers(n, 1.0);
        check!(through_a_call(&numbers(n, 0.0), const &held, 0.4));
    }
}

#[differentiate]
fn generic<T: Real>(a: &[T], b: &[T]) -> T {
    let n = a.len();
    let (mut p, mut q) = (a.to_vec(), b.to_vec());
    let mut carried = a[0];
    for _ in 0..2 {
        for i in 1..n {
            p[i] = p[i] * a[i - 1] + q[i] * b[i];
            q[i] = q[i] * a[i] + p[i] * b[i - 1];
            carried = carried * q[i] + p[i];
        }
    }
    carried
}

#[test]
fn of_any_scalar_with_a_carried_one() {
    for n in [1, 2, 6] {
        check!(generic(&numbers(n, 0.0), &numbers(n, 1.0)));
    }
    let narrow: Vec<f32> = numbers(6, 0.0).iter().map(|x| *x as f32).collect();
    let (value, (a_bar, _)) = value_and_grad_generic(&narrow, &narrow);
    assert_eq!(value, generic(&narrow, &narrow));
    let wide = grad_generic(&numbers(6, 0.0), &numbers(6, 0.0)).0;
    assert!(a_bar.iter().zip(&wide).all(|(a, b)| (f64::from(*a) - b).abs() < 1e-4 * (1.0 + b.abs())));
}

#[differentiate(hessian)]
fn twice(x: &[f64]) -> f64 {
    let n = x.len();
    let (mut p, mut q, mut r) = (x.to_vec(), x.to_vec(), x.to_vec());
    for i in 0..n {
        p[i] = q[i] * x[i] * x[i];
        q[i] = r[i] * p[i];
        r[i] = p[i] + q[i] * x[i];
    }
    let mut total = 0.0;
    for i in 0..n {
        total += p[i] * q[i] * r[i];
    }
    total
}

#[test]
fn second_derivatives() {
    let x = numbers(3, 0.5);
    let hessian = hessian_twice(&x);
    for i in 0..3 {
        let at = |h: f64| {
            let mut x = x.clone();
            x[i] += h;
            grad_twice(&x)
        };
        let (up, down) = (at(1e-6), at(-1e-6));
        for j in 0..3 {
            let expected = (up[j] - down[j]) / 2e-6;
            assert!((hessian[(i, j)] - expected).abs() < 1e-6 * (1.0 + expected.abs()), "{i} {j}");
        }
    }
}
