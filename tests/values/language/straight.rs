//! Straight-line code: arithmetic, methods, literals, bindings, blocks, items of the body.

use std::f64::consts::PI;

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn product_and_sine(x: f64, y: f64) -> f64 {
    (x * y).exp() + x.sin()
}

#[test]
fn several_parameters_give_a_tuple() {
    let (x, y) = (0.7_f64, -0.4_f64);
    let e = (x * y).exp();
    check!(product_and_sine(x, y) => (y * e + x.cos(), x * e));
}

#[differentiate]
fn unchanged(x: f64) -> f64 {
    x
}

#[test]
fn the_identity_has_derivative_one() {
    check!(unchanged(-3.0) => 1.0);
}

#[differentiate]
fn minus_square(x: f64, y: f64) -> f64 {
    -x.powi(2) - -(y * y) * -x
}

#[test]
fn unary_minus_binds_weaker_than_methods() {
    let (x, y) = (1.25, 0.5);
    check!(minus_square(x, y) => (-2.0 * x - y * y, -2.0 * x * y));
}

#[differentiate]
fn literals(x: f64) -> f64 {
    2. * x + 1e-1 * x * x - 1_000.0 / x + 0.5f64 - 3_f64 * (7.0 - x) + 1.5_f64.powi(2) * x
}

#[test]
fn every_form_of_literal() {
    let x = 1.7;
    check!(literals(x) => 2.0 + 0.2 * x + 1000.0 / (x * x) + 3.0 + 2.25);
}

#[differentiate]
fn constants(x: f64) -> f64 {
    x * PI + (x * std::f64::consts::E).sin() * core::f64::consts::LN_2 + f64::EPSILON * x
}

#[test]
fn constants_by_every_path() {
    check!(constants(0.3));
}

#[differentiate]
fn by_path(x: f64, y: f64) -> f64 {
    f64::sin(x) * f64::powf(y, x) + f64::mul_add(x, y, f64::exp(f64::cos(y))) + <f64>::ln(y)
}

#[test]
fn methods_called_by_path() {
    check!(by_path(0.8, 1.9));
}

#[differentiate]
fn trigonometric(x: f64) -> f64 {
    let (s, c) = x.sin_cos();
    let circular = x.sin() * x.cos() + x.tan() + x.asin() * x.acos() - x.atan();
    let hyperbolic = x.sinh() - x.cosh() * x.tanh() + x.asinh() + (1.0 + x).acosh() * x.atanh();
    circular * hyperbolic + s * c + x.atan2(2.0) - (3.0_f64).atan2(x)
}

#[test]
fn trigonometric_and_hyperbolic_methods() {
    check!(trigonometric(0.37));
}

#[differentiate]
fn exponential(x: f64, b: f64) -> f64 {
    let powers = x.exp() + x.exp2() * x.exp_m1() + x.powi(3) * x.powi(-2) + x.powf(b);
    let logarithms = x.ln() * x.log2() - x.log10() + x.log(b) + x.ln_1p();
    powers * logarithms + x.sqrt() * x.cbrt() - x.recip() + x.hypot(b)
}

#[test]
fn powers_and_logarithms() {
    check!(exponential(1.3, 2.6));
}

#[differentiate]
fn piecewise(x: f64, y: f64) -> f64 {
    let steps = x.floor() * y + x.ceil() - x.round() * x.trunc() + y.signum() + x.round_ties_even();
    let pieces = x.abs() * y.abs() + x.max(y) - x.min(3.0) * y.clamp(-1.0, 1.0) + x.fract() * y.fract();
    steps * x + pieces + x.copysign(y) * x % 0.7 + y.rem_euclid(0.3) * x.div_euclid(0.4)
}

#[test]
fn piecewise_methods_away_from_their_kinks() {
    check!(piecewise(1.37, -0.57));
    check!(piecewise(-2.21, 0.83));
}

#[differentiate]
fn angles(x: f64, y: f64) -> f64 {
    x.to_degrees() * 0.01 + y.to_radians() + x.midpoint(y) * y.mul_add(x, x)
}

#[test]
fn conversions_and_fused_operations() {
    check!(angles(0.5, 20.0));
}

#[differentiate]
fn used_many_times(x: f64) -> f64 {
    let y = x * x;
    let z = y * y * x;
    y * z + z / y - y * y + (y + z) * (y - z)
}

#[test]
fn adjoints_of_all_uses_add_up() {
    check!(used_many_times(0.9));
}

#[differentiate]
fn remainders(x: f64, y: f64) -> f64 {
    x % y * 2.0 + (x * x) % 1.5 - 7.0 % y
}

#[test]
fn remainder_of_floats() {
    check!(remainders(5.3, 1.3));
    check!(remainders(-5.3, 1.3));
}

#[differentiate]
fn shadowed(x: f64) -> f64 {
    let y = x.sin();
    let x = x * y;
    let y = y + x * x;
    let x = x - y * 0.5;
    x * y
}

#[test]
fn shadowing_keeps_the_older_bindings() {
    check!(shadowed(0.8));
}

#[differentiate]
fn blocks(x: f64) -> f64 {
    let y = {
        let x = x * x;
        let z = { x.sin() + 1.0 };
        z * x
    };
    y * {
        let y = x + 2.0;
        y * y
    } + { x }
}

#[test]
fn blocks_are_values_with_their_own_scope() {
    check!(blocks(1.1));
}

#[differentiate]
fn deferred(x: f64) -> f64 {
    let y;
    let z: f64;
    y = x * x;
    z = y.sin() * x;
    y * z
}

#[test]
fn deferred_initialization() {
    check!(deferred(0.6));
}

#[differentiate]
fn typed(x: f64) -> f64 {
    let y: f64 = x * 2.0;
    let z: &f64 = &y;
    let (a, b): (f64, f64) = (*z + 1.0, z * x);
    let _ = a.sin();
    let _unused = b.cos();
    a * b
}

#[test]
fn typed_bindings_patterns_and_unused_values() {
    let x = 0.3;
    check!(typed(x) => 8.0 * x * x * 1.5 + 4.0 * x);
}

const OUTER: f64 = 1.5;

#[differentiate]
fn with_items(x: f64, n: usize) -> f64 {
    use std::f64::consts::SQRT_2;
    const FACTOR: f64 = 3.0 * OUTER;
    const TABLE: [f64; 3] = [1.0, -2.0, 0.5];
    fn wrapped(i: usize) -> usize {
        (i + 1) % TABLE.len()
    }
    #[differentiate]
    fn square(x: f64) -> f64 {
        x * x
    }
    FACTOR * square(x) * TABLE[wrapped(n)] + SQRT_2 * square(square(x))
}

#[test]
fn items_of_the_body() {
    let x = 0.8;
    check!(with_items(x, const 1) => 4.5 * x + 4.0 * 2.0_f64.sqrt() * x * x * x);
}

#[differentiate]
fn returned(x: f64, y: f64) -> f64 {
    return x * y.cos();
}

#[test]
fn a_return_in_place_of_a_value() {
    check!(returned(0.8, 0.2));
}

#[differentiate]
fn dead(x: f64) -> f64 {
    let zero = x - x;
    let pole = zero.ln() / zero;
    let _nothing = pole * x;
    let y = x * x;
    let unused = pole * y;
    let _ = unused.sqrt();
    y
}

#[test]
fn dead_code_with_poles_gives_no_nan() {
    check!(dead(1.5) => 3.0);
}

#[differentiate]
fn rational(x: f64, y: f64) -> f64 {
    (1.0 + x / (2.0 + y / (3.0 + x * y))) / (1.0 - x / y) / 2.0
}

#[test]
fn nested_quotients() {
    check!(rational(0.4, 1.7));
}

#[differentiate]
fn cancelled(x: f64, y: f64) -> f64 {
    x * y - y * x + 0.0 * x + x / 1.0 + (x - y) * 1.0 + y
}

#[test]
fn terms_that_cancel() {
    check!(cancelled(0.4, 1.7) => (2.0, 0.0));
}
