//! Functions that are passed where a turbofish names the parameters of the function that takes them.

use chainrule::{Differentiable, differentiate};

#[differentiate]
fn sum<const N: usize, G: Fn(f64) -> f64>(g: G, x: f64) -> f64 {
    let mut s = 0.0;
    for i in 0..N {
        s += g(x + i as f64 * 0.1) * 0.5;
    }
    s
}

#[differentiate]
fn newton<F, D, const N: usize>(value: F, slope: D, start: f64) -> f64
where
    F: Fn(f64) -> f64,
    D: Fn(f64) -> f64,
{
    let mut x = start;
    for _ in 0..N {
        x -= value(x) / slope(x);
    }
    x
}

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

#[derive(Differentiable, Clone)]
struct Weighted<T> {
    weight: T,
}

#[differentiate]
impl<T: Differentiable + Clone> Weighted<T> {
    fn summed<G, const N: usize>(&self, #[constant] _by: T, g: &G, x: [f64; N]) -> f64
    where
        G: Fn(f64) -> f64,
    {
        x.iter().map(|x| g(*x)).sum()
    }
}

struct Sums;

#[differentiate]
impl Sums {
    fn of<G: Fn(f64) -> f64, const N: usize>(g: G, x: [f64; N]) -> f64 {
        x.iter().map(|x| g(*x)).sum()
    }
}

mod functions {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        sum::<3, _>(|t| t * t * y, x) + sum::<2, _>(square, y)
    }

    chainrule_tests::agrees!(f);
}

mod two_functions {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        newton::<_, _, 4>(|t| t * t * t - x * x - 2.0, |t| 3.0 * t * t, 1.5 + 0.1 * y)
    }

    chainrule_tests::agrees!(f);
}

mod functions_of_a_type {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        Sums::of::<_, 2>(|t| t * t * y, [x, y]) * Sums::of::<_, 1>(square, [x])
    }

    chainrule_tests::agrees!(f);
}

mod methods {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = Weighted { weight: x };
        w.summed::<_, 2>(1.0, &|t| t * t, [x, y]) + Weighted::summed::<_, 1>(&w, 2.0, &|t| t * y, [w.weight])
    }

    chainrule_tests::agrees!(f);
}
