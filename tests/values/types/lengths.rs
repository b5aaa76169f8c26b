//! Lengths that the caller chooses: const generics.

use chainrule::differentiate;
use chainrule_tests::{check, check_effect, check_laws, check_pullback};

#[differentiate]
fn dot<const N: usize>(x: [f64; N], y: &[f64; N]) -> f64 {
    let mut sum = 0.0;
    for i in 0..N {
        sum += x[i] * y[i];
    }
    sum / N as f64
}

#[differentiate]
fn scaled<const N: usize>(x: [f64; N], by: f64) -> [f64; N] {
    let mut out = [0.0; N];
    for i in 0..N {
        out[i] = x[i] * by;
    }
    out
}

#[differentiate]
fn product<const N: usize, const M: usize, const K: usize>(a: &[[f64; M]; N], b: &[[f64; K]; M]) -> [[f64; K]; N] {
    let mut c = [[0.0; K]; N];
    for i in 0..N {
        for j in 0..K {
            for k in 0..M {
                c[i][j] += a[i][k] * b[k][j];
            }
        }
    }
    c
}

#[differentiate]
fn relax<const N: usize>(x: &mut [f64; N], rate: f64) {
    for i in 1..N {
        x[i] += rate * (x[i - 1] - x[i]) * x[i];
    }
}

#[differentiate]
fn trace<const N: usize>(a: &[[f64; N]; N]) -> f64
where
    [f64; N]: Sized,
{
    let mut sum = 0.0;
    for i in 0..N {
        sum += a[i][i];
    }
    sum
}

#[test]
fn functions_of_any_length() {
    check!(dot([0.5, -0.7, 1.1], &[0.3, 0.9, -0.4]));
    check!(dot([0.5], &[0.3]) => [0.3, 0.5]);
    check!(dot([0.5; 5], &[0.3; 5]));
    check_laws!(dot([0.5, 0.2], &[0.3, 0.1]));
    check_pullback!(scaled([0.5, 0.2, 0.1], 0.3));
    check_pullback!(product(&[[0.5, 0.2, 0.1], [0.4, -0.2, 0.7]], &[[0.5], [0.2], [0.9]]));
    check_effect!(relax(&mut [0.5, 0.2, 0.1, 0.8], 0.3));
    check!(trace(&[[0.5, 0.2], [0.1, 0.8]]));
}

#[differentiate]
fn inferred(x: [f64; 3], y: f64) -> f64 {
    let z = scaled(x, y);
    let w = scaled(z, z[0]);
    dot(z, &w) * dot([y, z[1]], &[y, x[2]])
}

#[differentiate]
fn turbofish(x: [f64; 3], y: f64) -> f64 {
    let z = scaled::<3>(x, y);
    let m = product::<1, 3, 2>(&[z], &[[y, 1.0], [x[0], 2.0], [z[0], y]]);
    dot::<3>(z, &x) + dot::<2>(m[0], &[y, 0.5]) * trace::<1>(&[[y]])
}

/// The results of generic calls overwrite variables, are recorded, decide branches.
#[differentiate]
fn in_loops_and_branches(x: [f64; 3], y: f64, n: usize) -> f64 {
    let mut z = x;
    let mut sum = 0.0;
    let mut last = dot(z, &x);
    for i in 0..n {
        let w = scaled(z, y);
        z = if dot(w, &z) > 0.3 { scaled(w, w[1]) } else { w };
        last = dot(z, &w) * last;
        sum += last * dot(w, &x);
        if i % 2 == 0 {
            relax(&mut z, last);
            let m = product(&[z], &[[y], [last], [z[1]]]);
            sum *= m[0][0];
        }
    }
    while dot(z, &z) > 0.01 {
        z = scaled(z, 0.5 * y);
        sum += z[0] * z[1];
    }
    sum + last
}

#[differentiate]
fn recursive<const N: usize>(x: &[f64; N], at: usize) -> f64 {
    if at == N {
        return 1.0;
    }
    let rest = recursive(x, at + 1);
    rest * x[at] + rest.sin()
}

#[differentiate]
fn deferred<const N: usize>(x: [f64; N], y: f64) -> f64 {
    let z;
    if y > 0.5 {
        z = scaled(x, y);
    } else {
        z = scaled(x, y * y);
    }
    let norm;
    match N {
        1 => norm = dot(z, &x),
        _ => norm = dot(z, &z).sqrt(),
    }
    norm * norm + z[N - 1]
}

#[test]
fn calls_of_generic_functions() {
    check!(inferred([0.5, -0.7, 1.1], 0.3));
    check!(turbofish([0.5, -0.7, 1.1], 0.3));
    for n in 0..4 {
        check!(in_loops_and_branches([0.5, -0.7, 1.1], 0.8, const n));
    }
    check!(recursive(&[0.5, -0.7, 1.1], const 0));
    check!(deferred([0.5, -0.7, 1.1], 0.3));
    check!(deferred([0.5, -0.7, 1.1], 0.8));
    check!(deferred([0.5], 0.8));
}

/// Only its length is generic: nothing at run time says it.
#[differentiate]
fn powers<const N: usize>(x: f64) -> f64 {
    let mut powers = [1.0; N];
    for i in 1..N {
        powers[i] = powers[i - 1] * x;
    }
    let mut sum = 0.0;
    for p in powers {
        sum += p;
    }
    sum
}

#[differentiate]
fn chooses(x: f64) -> f64 {
    powers::<4>(x) * powers::<2>(x) + self::powers::<{ 1 + 2 }>(x)
}

#[test]
fn lengths_by_turbofish_only() {
    check!(chooses(0.7));
    assert_eq!(grad_powers::<3>(2.0), 5.0);
    assert_eq!(value_and_grad_powers::<3>(2.0), (7.0, 5.0));
    let (value, pullback) = vjp_powers::<3>(2.0);
    assert_eq!((value, pullback(2.0)), (7.0, 10.0));
}

#[differentiate]
fn other_constants<const UP: bool, const N: i32>(x: f64) -> f64 {
    let y = if UP { x.powi(N) } else { x.powi(-N) };
    y * f64::from(N)
}

#[differentiate]
fn both(x: f64) -> f64 {
    other_constants::<true, 3>(x) + other_constants::<false, 2>(x)
}

#[test]
fn constants_that_are_no_length() {
    check!(both(0.7));
}

/// Fields of a struct with parameters have the types that its parameters give them.
mod fields_of_instances {
    use chainrule::{Differentiable, differentiate};
    use std::array::from_fn;

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Matrix<const R: usize, const C: usize> {
        rows: [[f64; C]; R],
    }
    #[differentiate]
    impl<const R: usize, const C: usize> Matrix<R, C> {
        fn scaled(&self, k: f64) -> Self {
            Self { rows: from_fn(|i| from_fn(|j| k * self.rows[i][j])) }
        }
        fn transpose(&self) -> Matrix<C, R> {
            Matrix { rows: from_fn(|i| from_fn(|j| self.rows[j][i])) }
        }
        fn times<const K: usize>(&self, other: &Matrix<C, K>) -> Matrix<R, K> {
            Matrix { rows: from_fn(|i| from_fn(|j| (0..C).map(|k| self.rows[i][k] * other.rows[k][j]).sum())) }
        }
        fn diagonal(&self) -> [f64; R] {
            from_fn(|i| self.rows[i][i % C])
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = Matrix::<2, 3> { rows: [[x, y, 1.0], [x * y, 2.0, y]] };
        let p = m.times(&m.transpose().scaled(y));
        p.diagonal()[0] * p.rows[0][1] + p.diagonal()[1]
    }

    chainrule_tests::agrees!(f);
}
