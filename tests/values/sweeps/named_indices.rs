//! Inner loops whose indices have names, and counters that only their use makes a `usize`: windows, in both sweeps.

use chainrule::differentiate;
use chainrule_tests::{check, check_effect};

const N: usize = 3;

/// Recorded, so that both sweeps have the loop; what an iteration reads, another has written.
#[differentiate]
fn diffusion(start: &[f64], factors: &[f64], n: usize) -> f64 {
    let mut u = start.to_vec();
    let mut next = start.to_vec();
    for _ in 0..3 {
        for i in 1..n - 1 {
            for j in 1..n - 1 {
                let k = i * n + j;
                let c = u[k - 1] + u[k + 1] * u[k - n] + u[k + n] - 4.0 * u[k];
                next[k] = u[k] + factors[k] * c;
            }
        }
        std::mem::swap(&mut u, &mut next);
    }
    let mut sum = 0.0;
    for k in 0..n * n {
        sum += u[k] * u[k] * next[n * n - 1 - k];
    }
    sum
}

/// In place: the left neighbor is new, the right one old.
#[differentiate]
fn in_place(a: &mut [f64], n: usize) {
    for i in 0..n {
        for j in 1..n - 1 {
            let k = j + i * n;
            a[k] = a[k - 1] * a[k + 1] + a[k].sin();
        }
    }
}

/// Names of names, a name that changes, one that is hidden by another, and one that is a number as well.
#[differentiate]
fn names(a: &[f64], n: usize) -> f64 {
    let mut b = a.to_vec();
    let mut sum = 0.0;
    for i in 0..n {
        for j in 0..n {
            let k = i * n + j;
            let l = k + n;
            let mut m = k;
            b[k] *= a[l];
            m += 1;
            sum += b[k] * a[m] * k as f64;
            let k = l - n;
            let k = k + j % 2;
            sum += a[k] * b[j];
        }
    }
    sum
}

/// The name is used behind a cast, in a condition, and as the index of an index.
#[differentiate]
fn elsewhere(a: &[f64], order: &[usize], n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..n {
        for j in 0..n {
            let k = i + j;
            sum += a[order[k]] * a[k] + a[(k as i32 / 2) as usize];
        }
        for j in 0..n {
            let k = i + j;
            if k > 1 {
                sum += a[k] * a[j];
            }
        }
        for j in i..n {
            let k = j - i;
            sum += a[k] * a[j] * a[n - 1 - j];
        }
    }
    sum
}

/// The bounds are constants, and nothing else tells what the counter is.
#[differentiate]
fn by_constants(w: &[f64], x: &[f64]) -> f64 {
    let mut hidden = [0.0; N];
    let mut product = 1.0;
    for (i, v) in x.iter().enumerate() {
        for j in 0..N {
            hidden[j] += v * w[i * N + j];
        }
    }
    for j in (0..N).rev() {
        product *= hidden[j] + hidden[2 - j];
    }
    for i in 0..3 {
        product += i as f64 * product * 0.1;
    }
    for i in 0..3_i32 {
        product += x[i as usize % 2] * f64::from(i);
    }
    product
}

#[test]
fn named_indices_get_windows() {
    let a: Vec<f64> = (0..16).map(|i| (f64::from(i) * 1.7).sin()).collect();
    check!(diffusion(&a.clone(), &vec![0.1; 16], const 4));
    check!(diffusion(&a[..9].to_vec(), &vec![0.1; 9], const 3));
    check!(diffusion(&a[..4].to_vec(), &vec![0.1; 4], const 2));
    check_effect!(in_place(&mut a.clone(), const 4));
    check_effect!(in_place(&mut a[..4].to_vec(), const 2));
    check!(names(&a.clone(), const 3));
    check!(names(&a[..0].to_vec(), const 0) => Vec::<f64>::new());
    check!(elsewhere(&a[..6].to_vec(), const &[2, 0, 1, 4, 5, 3], const 3));
    check!(by_constants(&a[..6].to_vec(), &vec![0.4, -0.9]));
}

/// A length that is too small panics, wherever in the loop, and with or without an adjoint.
#[test]
fn windows_panic_where_the_function_does() {
    let a = [0.5; 9];
    for (values, factors) in [(9, 7), (8, 9)] {
        let panics = |run: &dyn Fn()| std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).is_err();
        let primal = panics(&|| _ = diffusion(&a[..values], &a[..factors], 3));
        assert_eq!(panics(&|| _ = grad_diffusion(&a[..values], &a[..factors], 3)), primal);
        assert_eq!(panics(&|| _ = vjp_diffusion(&a[..values], &a[..factors], 3)), primal);
    }
}
