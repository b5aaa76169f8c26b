//! The code that the attribute writes raises no warning, whatever its user denies and whatever names stand around it.

#![deny(warnings, missing_docs, unused, nonstandard_style, future_incompatible, rust_2018_idioms)]
#![deny(unreachable_pub, unused_qualifications, unused_lifetimes, single_use_lifetimes, unused_results)]
#![deny(missing_debug_implementations, missing_copy_implementations, trivial_casts, trivial_numeric_casts)]
#![deny(variant_size_differences, let_underscore_drop, meta_variable_misuse, keyword_idents)]
#![deny(clippy::all, clippy::pedantic)]
#![forbid(unsafe_code)]

use chainrule::differentiate;

/// With every companion and every kind of parameter.
#[differentiate]
pub fn every_kind(
    x: f64,
    y: &f64,
    a: &[f64],
    pair: [f64; 2],
    out: &mut [f64],
    n: usize,
    #[constant] scale: f64,
) -> f64 {
    for (i, value) in out.iter_mut().enumerate() {
        *value *= a[i % a.len()];
    }
    x * y + pair[0] * scale + out[n]
}

/// Nobody calls this function but through its gradient.
#[differentiate]
fn only_its_gradient_is_called(x: f64, a: &[f64]) -> f64 {
    let mut sum = 0.0;
    for y in a {
        sum += x * y;
    }
    sum
}

/// Nobody calls anything of this function.
#[differentiate]
fn nothing_is_called(x: f64) -> f64 {
    only_another_calls_it(x)
}

/// Only the code for `nothing_is_called` calls this function.
#[differentiate]
fn only_another_calls_it(x: f64) -> f64 {
    x.sin() * x
}

/// Its length and its lifetimes are parameters.
#[differentiate]
pub fn generic<'a, const N: usize>(x: &'a [f64; N], y: &[f64], z: &'a mut [f64; N]) -> f64
where
    [f64; N]: Sized,
{
    z[0] *= x[N - 1];
    let same = reversed(*x);
    z[0] * y[0] + same[0]
}

#[differentiate]
fn reversed<const N: usize>(x: [f64; N]) -> [f64; N] {
    let mut y = [0.0; N];
    for i in 0..N {
        y[i] = x[N - 1 - i];
    }
    y
}

#[differentiate(grad)]
fn undocumented_because_private(x: f64, unused_in_the_body: f64, _unused: &[f64]) -> f64 {
    let _ = unused_in_the_body;
    x * x
}

/// The attribute is written by its path.
pub mod by_its_path {
    /// A comment.
    ///
    /// # Panics
    ///
    /// Where the slice is empty.
    #[chainrule::differentiate]
    #[must_use]
    #[inline]
    pub fn first(a: &[f64]) -> f64 {
        a[0] * a[0]
    }

    pub(crate) mod visible_in_the_crate {
        #[chainrule::differentiate]
        pub(in crate::by_its_path) fn visible_in_the_parent(x: f64) -> f64 {
            x.exp()
        }

        #[chainrule::differentiate]
        pub(super) fn visible_above(x: f64) -> f64 {
            visible_in_the_parent(x)
        }

        #[chainrule::differentiate]
        pub(crate) fn visible_everywhere(x: f64) -> f64 {
            visible_above(x)
        }
    }
}

/// Every control flow that leaves its traces in the generated code.
mod constructs {
    use chainrule::{differentiate, stop_gradient};

    #[differentiate]
    pub(crate) fn branches(x: f64, flag: bool, n: i32) -> f64 {
        let y = if flag && x > 0.0 { x.ln() } else { return x * f64::from(n) };
        match n {
            0 => y,
            1..=3 => y * y,
            n => y.powi(n),
        }
    }

    #[differentiate]
    pub(crate) fn loops(x: f64, n: usize) -> f64 {
        let mut y = x;
        let mut count = 0;
        'outer: for i in (0..n).rev() {
            while y < 2.0 {
                y = y * y + 1.0;
                if y > 1e3 {
                    break 'outer;
                }
            }
            if i == 1 {
                continue;
            }
            y *= x;
            count += 1;
        }
        y * f64::from(count)
    }

    #[differentiate]
    pub(crate) fn containers(x: f64, n: usize) -> f64 {
        let mut list = vec![x; n];
        let mut rows: Vec<Vec<f64>> = Vec::new();
        list.push(x * x);
        list[0] = 1.0;
        rows.push(list.clone());
        rows.push(vec![x, 2.0]);
        let (left, right) = (rows[0][n], rows[1][0]);
        left * right + list[0]
    }

    #[differentiate]
    pub(crate) fn results(x: f64, y: &mut f64) -> (f64, [f64; 2], usize) {
        *y *= stop_gradient(x);
        (x * *y, [x, *y], 3)
    }

    #[differentiate]
    pub(crate) fn calls(x: f64, n: usize) -> f64 {
        let mut y = x;
        let (product, pair, _) = results(x, &mut y);
        if n == 0 { product + pair[0] } else { calls(product, n - 1) * y }
    }

    #[differentiate]
    pub(crate) fn effect(a: &mut [f64]) {
        a.swap(0, 1);
        a[0] *= 2.0;
    }
}

/// Names of the standard library that mean something else here.
mod shadows {
    #![allow(dead_code, non_camel_case_types, reason = "the names are what this module is for")]

    pub(crate) mod core {}
    pub(crate) mod std {}
    pub(crate) mod alloc {}
    pub(crate) mod chainrule {}

    pub(crate) struct Vec;
    pub(crate) struct Option;
    pub(crate) struct Clone;
    pub(crate) struct Fn;
    pub(crate) struct Tape;
    pub(crate) struct Default;
    pub(crate) enum Result {
        Ok,
        Err,
    }
    pub(crate) trait Iterator {}
    pub(crate) trait Drop {}

    pub(crate) const fn drop() {}
    pub(crate) const fn tape() {}
    pub(crate) const fn value() {}
    pub(crate) const fn v0() {}
    pub(crate) const fn x_bar() {}
    pub(crate) const fn bars() {}

    macro_rules! vec {
        () => {};
    }
    macro_rules! assert {
        () => {};
    }
    vec![];
    assert!();

    #[::chainrule::differentiate]
    pub(crate) fn among_them(x: f64, a: &[f64], b: &mut [f64]) -> f64 {
        let mut y = x;
        for i in 0..a.len() {
            y = y.sin() * a[i] + b[0];
            b[i] = y;
        }
        y
    }
}

/// The words of the generated code as the user's own.
mod words {
    use chainrule::differentiate;

    #[differentiate]
    pub(crate) fn result(tape: f64, value_bar: f64, v0: &[f64], counter: usize) -> f64 {
        let v1 = tape * value_bar;
        let tape_bar = v0[counter] * v1;
        tape_bar * v1
    }

    #[differentiate]
    pub(crate) fn value(value: f64, bars: f64) -> f64 {
        result(value, bars, &[value, bars], 1) * bars
    }

    #[differentiate]
    pub(crate) fn tape(forward: f64) -> f64 {
        value(forward, 2.0)
    }

    #[differentiate]
    pub(crate) fn forward(reverse: f64) -> f64 {
        tape(reverse)
    }

    #[differentiate]
    pub(crate) fn reverse(tape: f64) -> f64 {
        forward(tape) * tape
    }

    #[differentiate]
    pub(crate) fn r#type(r#match: f64, r#fn: &[f64]) -> f64 {
        r#match * r#fn[0]
    }
}

#[test]
fn a_function_inside_of_a_function() {
    #[differentiate]
    fn inner(x: f64) -> f64 {
        #[differentiate]
        fn innermost(x: f64) -> f64 {
            x * x
        }
        innermost(x) * x
    }
    let gradient = grad_inner(2.0);
    assert!((gradient - 12.0).abs() < 1e-12, "{gradient}");
}

#[test]
fn the_code_runs_too() {
    let gradient = grad_every_kind(1.0, &2.0, &[3.0], [4.0, 5.0], &mut [6.0], 0, 7.0);
    assert_eq!(gradient, (2.0, 1.0, vec![6.0], [7.0, 0.0], vec![3.0]));
    assert_eq!(grad_only_its_gradient_is_called(1.0, &[2.0, 3.0]), (5.0, vec![1.0, 1.0]));
    assert_eq!(grad_undocumented_because_private(1.0, 2.0, &[3.0]), (2.0, 0.0, vec![0.0]));
    assert_eq!(by_its_path::grad_first(&[3.0]), [6.0]);
    let (value, gradient) = by_its_path::visible_in_the_crate::value_and_grad_visible_everywhere(1.0);
    assert!((value - gradient).abs() < 1e-12, "{value} {gradient}");
    let (value, _) = shadows::value_and_grad_among_them(0.5, &[1.0], &mut [0.0]);
    assert!((value - 0.5_f64.sin()).abs() < 1e-12, "{value}");
}
