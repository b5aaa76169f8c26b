//! Closures without types, passed to functions that the file shows: integers, references, patterns.

#![allow(unused_imports, reason = "not every module needs them")]

use chainrule::{Differentiable, differentiate};

mod an_index {
    use super::*;

    #[differentiate]
    fn visit(v: &[f64], g: impl Fn(usize, f64) -> f64) -> f64 {
        let mut t = 0.0;
        for (i, a) in v.iter().enumerate() {
            t += g(i, *a);
        }
        t
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let k = x * y;
        visit(&[x, y, 2.0], |i, a| a * k + i as f64)
    }

    chainrule_tests::agrees!(f);
}

mod an_index_that_is_not_used {
    use super::*;

    #[differentiate]
    fn visit(v: &[f64], g: impl Fn(usize, f64) -> f64) -> f64 {
        let mut t = 0.0;
        for (i, a) in v.iter().enumerate() {
            t += g(i, *a);
        }
        t
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        visit(&[y], |_, a| a.sin() * x)
    }

    chainrule_tests::agrees!(f);
}

mod a_slice_of_state {
    use super::*;

    #[differentiate]
    fn rk<F: Fn(f64, &[f64; 2]) -> [f64; 2]>(g: F, mut s: [f64; 2], n: usize) -> [f64; 2] {
        for i in 0..n {
            let k = g(i as f64 * 0.1, &s);
            s = [s[0] + 0.1 * k[0], s[1] + 0.1 * k[1]];
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let s = rk(|t, s| [s[1] * x, -s[0] * y + t], [x, 1.0], 4);
        let damped = |_, s: &[f64; 2]| [-s[0] * x, s[1] * y];
        s[0] * rk(damped, s, 2)[1]
    }

    chainrule_tests::agrees!(f);
}

mod patterns_and_options {
    use super::*;

    #[differentiate]
    fn solve<const N: usize>(g: &dyn Fn(usize, [f64; 2]) -> Option<f64>, v: [f64; N]) -> f64 {
        let mut t = 0.0;
        for i in 0..N {
            if let Some(r) = g(i, [v[i], 1.0]) {
                t += r;
            }
        }
        t
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        solve(&|i, [a, b]| if i == 1 { None } else { Some(a * x + b * i as f64) }, [x, y, x * y])
    }

    chainrule_tests::agrees!(f);
}

mod an_index_with_its_type {
    use super::*;

    #[differentiate]
    fn visit(v: &[f64], g: impl Fn(usize, f64) -> f64) -> f64 {
        let mut t = 0.0;
        for (i, a) in v.iter().enumerate() {
            t += g(i, *a);
        }
        t
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let k = x * y;
        visit(&[x, y, 2.0], |i: usize, a: f64| a * k + i as f64)
    }

    chainrule_tests::agrees!(f);
}
