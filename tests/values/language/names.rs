//! Names of the user's that collide with each other, with functions, and with what generated code might use.

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn generated(x: f64, x_bar: f64, value: f64, tape: &[f64]) -> f64 {
    let v0 = x * x_bar;
    let v1 = v0.sin() * value;
    let t0 = v1 * v0;
    let t0_bar = t0 + tape[0];
    let value_bar = t0_bar * t0;
    let tape_bar = value_bar * tape[1];
    tape_bar * x_bar + v1
}

#[test]
fn variables_named_like_adjoints_and_temporaries() {
    check!(generated(0.7, 1.2, -0.4, &[0.6, 1.1]));
}

#[differentiate]
fn machinery(seed: f64, gradient: f64, cursor: usize, mut tangent: f64) -> f64 {
    let mut adjoint = seed * gradient;
    let mut pullback = 1.0;
    let (zero, one, record) = (adjoint, tangent, seed);
    for iteration in 0..cursor {
        let trip = iteration as f64 * seed;
        pullback *= adjoint + trip;
        let counter = pullback * gradient;
        adjoint += counter;
        tangent = adjoint.sin();
    }
    let result = pullback * adjoint + zero * one - record;
    result * tangent
}

#[test]
fn variables_named_like_the_machinery() {
    for n in 0..3 {
        check!(machinery(0.7, 1.2, const n, 0.3));
    }
}

#[differentiate]
fn grad(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn value_and_grad(x: f64) -> f64 {
    grad(x) * x
}

#[differentiate]
fn vjp(grad: f64, vjp: f64) -> f64 {
    grad * vjp * vjp
}

#[differentiate]
fn tape(x: f64) -> f64 {
    let tape = vjp(x, value_and_grad(x));
    tape * grad(x)
}

#[differentiate]
fn value(value: f64) -> f64 {
    let value = tape(value);
    value.sin()
}

#[test]
fn functions_named_like_companions() {
    check!(grad(3.0) => 6.0);
    check!(value_and_grad(3.0) => 27.0);
    check!(vjp(3.0, 0.5));
    check!(tape(0.9));
    check!(value(0.9));
}

#[differentiate]
fn square(square: f64) -> f64 {
    square * square
}

#[differentiate]
fn shadowed_function(x: f64) -> f64 {
    let square = square(x) + x;
    let shadowed_function = square * self::square(square);
    shadowed_function * x
}

#[test]
fn variables_shadow_functions() {
    check!(square(1.5) => 3.0);
    check!(shadowed_function(0.7));
}

#[differentiate]
fn keywords(r#in: f64, r#type: &[f64], r#loop: usize) -> f64 {
    let mut r#match = r#in;
    for r#for in 0..r#loop {
        r#match *= r#type[r#for] + r#in;
    }
    r#match
}

#[differentiate]
fn r#impl(r#fn: f64) -> f64 {
    r#fn.exp() * keywords(r#fn, &[r#fn, 2.0], 2)
}

#[test]
fn raw_identifiers() {
    check!(keywords(0.7, &[0.5, 1.5], const 2));
    let x = 0.7;
    let polynomial = |x: f64| x.exp() * x * (x + x) * (2.0 + x);
    assert_eq!(value_and_grad_impl(x).0, r#impl(x));
    chainrule_tests::assert_gradient(|x| polynomial(x[0]), &[x], &[grad_impl(x)]);
}

#[differentiate]
fn types_and_methods(f64: f64, sin: f64) -> f64 {
    let cos = f64::sin(f64) * sin.sin();
    let len = [cos, sin];
    let usize = len.len();
    let max = usize as f64 * cos.max(sin);
    max * len[0] * f64
}

#[test]
fn variables_named_like_types_and_methods() {
    check!(types_and_methods(0.7, 1.2));
}

#[differentiate]
fn letters(a: f64, b: f64, i: usize) -> f64 {
    let s = a * b;
    let x = s.sin();
    let y = x * a;
    let mut acc = y;
    for k in 0..i {
        let n = k + 1;
        acc += y * n as f64;
        let i = acc;
        acc = i * b;
    }
    acc * s
}

#[test]
fn one_letter_names() {
    for i in 0..3 {
        check!(letters(0.7, 1.2, const i));
    }
}

#[differentiate]
fn underscores(_x: f64, __y: f64, x_: f64, _1: f64) -> f64 {
    let _z = _x * __y;
    let __ = _z * x_;
    __ * _z + _1 * x_
}

#[test]
fn names_with_underscores() {
    check!(underscores(0.7, 1.2, -0.4, 0.5));
}

/// A neighborhood in which the prelude means something else.
mod hostile {
    #![allow(dead_code, unused_macros, reason = "hostile on purpose")]

    use chainrule_tests::check;

    struct Vec;
    struct Option;
    struct Some;
    struct None;
    struct Tape;
    struct Clone;
    struct Default;
    struct Iterator;
    struct Drop;
    fn drop() {}
    fn zero() {}
    mod std {}
    mod core {}
    mod chainrule {}
    macro_rules! vec {
        () => {
            compile_error!("the user's own")
        };
    }

    #[::chainrule::differentiate]
    fn power(x: f64, a: &[f64; 2], n: usize) -> f64 {
        let mut y = x;
        for i in 0..n {
            if y > 2.0 {
                y = y.sqrt();
                continue;
            }
            y *= x + a[i % 2];
        }
        y
    }

    #[::chainrule::differentiate]
    fn calls(x: f64, b: &mut [f64]) -> f64 {
        b[0] *= power(x, &[x, 1.0], 3);
        b[0] * power(b[1], &[0.5, b[0]], 2)
    }

    #[test]
    fn names_of_the_prelude_may_be_taken() {
        check!(power(0.9, &[0.6, 1.1], const 3));
        check!(calls(0.9, &mut [0.6, 1.1]));
    }
}

macro_rules! written_by_a_macro {
    ($name:ident, $x:ident, $body:expr, $type:ty, $n:literal) => {
        #[differentiate]
        fn $name($x: $type, a: &[$type; $n]) -> $type {
            let mut sum = 2.0 * $body;
            for i in 0..$n {
                sum += $body * a[i] - $body;
            }
            sum
        }
    };
}

written_by_a_macro!(from_macro, z, z + z.sin(), f64, 2);

#[test]
fn functions_written_by_macros_keep_their_precedence() {
    let z = 0.7_f64;
    assert_eq!(from_macro(z, &[1.0, 1.0]), 2.0 * (z + z.sin()));
    check!(from_macro(z, &[0.5, 1.5]));
}

#[differentiate]
fn outer(x: f64) -> f64 {
    fn shift(i: usize) -> usize {
        i + 1
    }
    #[differentiate]
    fn outer(x: f64) -> f64 {
        x * x
    }
    #[allow(unused_variables)]
    let shift_of_one = shift(1);
    outer(x) * outer(x + shift(0) as f64)
}

#[test]
fn an_inner_function_named_like_the_outer() {
    check!(outer(0.7) => 2.0 * 0.7 * 1.7 * 1.7 + 2.0 * 1.7 * 0.49);
}
