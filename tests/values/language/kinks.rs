//! The conventions at points without a derivative.

use chainrule::differentiate;
use chainrule_tests::check;

macro_rules! elementary {
    ($($name:ident: $body:expr;)*) => {
        $(
            #[differentiate]
            fn $name(x: f64) -> f64 {
                $body(x)
            }
        )*
    };
}

elementary! {
    magnitude: f64::abs;
    root: f64::sqrt;
    cube_root: f64::cbrt;
    logarithm: f64::ln;
    reciprocal: f64::recip;
    floor: f64::floor;
    ceil: f64::ceil;
    round: f64::round;
    trunc: f64::trunc;
    signum: f64::signum;
    fract: f64::fract;
    arc_sine: f64::asin;
    arc_cosine: f64::acos;
    arc_tanh: f64::atanh;
    arc_cosh: f64::acosh;
}

#[differentiate]
fn larger(x: f64, y: f64) -> f64 {
    x.max(y)
}

#[differentiate]
fn smaller(x: f64, y: f64) -> f64 {
    x.min(y)
}

#[differentiate]
fn clamped(x: f64, lo: f64, hi: f64) -> f64 {
    x.clamp(lo, hi)
}

#[differentiate]
fn relu(x: f64) -> f64 {
    x.max(0.0)
}

#[differentiate]
fn norm(x: f64, y: f64) -> f64 {
    x.hypot(y)
}

#[differentiate]
fn angle(y: f64, x: f64) -> f64 {
    y.atan2(x)
}

#[differentiate]
fn power(x: f64, p: f64) -> f64 {
    x.powf(p)
}

#[differentiate]
fn integer_power(x: f64, n: i32) -> f64 {
    x.powi(n)
}

#[differentiate]
fn remainder(x: f64, y: f64) -> f64 {
    x % y
}

#[differentiate]
fn euclidean(x: f64, y: f64) -> f64 {
    x.rem_euclid(y)
}

#[differentiate]
fn weighted_root(w: f64, x: f64) -> f64 {
    w * x.sqrt() + w * x.ln() + w * x.cbrt() + w * x.powf(0.5)
}

#[differentiate]
fn sign_copied(x: f64, y: f64) -> f64 {
    x.copysign(y)
}

#[differentiate]
fn through_integer(x: f64) -> f64 {
    let n = x as i64;
    x * n as f64 + (x * 2.0) as usize as f64
}

#[test]
fn the_magnitude_has_derivative_zero_at_zero() {
    assert_eq!([-2.0, -0.0, 0.0, 2.0].map(grad_magnitude), [-1.0, 0.0, 0.0, 1.0]);
    assert!(grad_magnitude(f64::NAN).is_nan());
}

#[test]
fn a_tie_goes_to_the_second_argument() {
    assert_eq!(grad_larger(1.0, 1.0), (0.0, 1.0));
    assert_eq!(grad_smaller(1.0, 1.0), (0.0, 1.0));
    assert_eq!(grad_larger(2.0, 1.0), (1.0, 0.0));
    assert_eq!(grad_smaller(2.0, 1.0), (0.0, 1.0));
    assert_eq!([-1.0, 0.0, 1.0].map(grad_relu), [0.0, 0.0, 1.0]);
}

#[test]
fn maximum_and_minimum_follow_the_operand_that_is_a_number() {
    assert_eq!(grad_larger(1.0, f64::NAN), (1.0, 0.0));
    assert_eq!(grad_larger(f64::NAN, 1.0), (0.0, 1.0));
    assert_eq!(grad_smaller(1.0, f64::NAN), (1.0, 0.0));
    assert_eq!(grad_smaller(f64::NAN, 1.0), (0.0, 1.0));
}

#[test]
fn the_clamped_value_keeps_the_derivative_at_a_bound() {
    assert_eq!(grad_clamped(0.0, 0.0, 1.0), (1.0, 0.0, 0.0));
    assert_eq!(grad_clamped(1.0, 0.0, 1.0), (1.0, 0.0, 0.0));
    assert_eq!(grad_clamped(-1.0, 0.0, 1.0), (0.0, 1.0, 0.0));
    assert_eq!(grad_clamped(2.0, 0.0, 1.0), (0.0, 0.0, 1.0));
}

#[test]
fn poles_are_infinite() {
    assert_eq!(grad_root(0.0), f64::INFINITY);
    assert_eq!(grad_cube_root(0.0), f64::INFINITY);
    assert_eq!(grad_logarithm(0.0), f64::INFINITY);
    assert_eq!(grad_reciprocal(0.0), f64::NEG_INFINITY);
    assert_eq!(grad_arc_sine(1.0), f64::INFINITY);
    assert_eq!(grad_arc_cosine(1.0), f64::NEG_INFINITY);
    assert_eq!(grad_arc_tanh(1.0), f64::INFINITY);
    assert_eq!(grad_arc_cosh(1.0), f64::INFINITY);
}

#[test]
fn a_pole_behind_a_zero_weight_is_zero() {
    let (w_bar, x_bar) = grad_weighted_root(0.0, 0.0);
    assert_eq!((w_bar, x_bar), (f64::NEG_INFINITY, 0.0));
    for f in [vjp_root(0.0).1(0.0), vjp_logarithm(0.0).1(0.0), vjp_cube_root(0.0).1(0.0)] {
        assert_eq!(f, 0.0);
    }
}

#[test]
fn norms_have_derivative_zero_at_the_origin() {
    assert_eq!(grad_norm(0.0, 0.0), (0.0, 0.0));
    assert_eq!(grad_angle(0.0, 0.0), (0.0, 0.0));
    check!(norm(0.6, -0.8) => (0.6, -0.8));
}

#[test]
fn steps_have_derivative_zero() {
    for x in [-1.5, -1.0, 0.0, 0.5, 2.0] {
        let steps = [grad_floor(x), grad_ceil(x), grad_round(x), grad_trunc(x), grad_signum(x)];
        assert_eq!(steps, [0.0; 5]);
        assert_eq!(grad_fract(x), 1.0);
    }
    check!(through_integer(3.7) => 3.0);
    check!(through_integer(0.2) => 0.0);
}

#[test]
fn remainders_count_their_quotient() {
    for (x, y) in [(7.0, 3.0), (-7.0, 3.0), (7.0, -3.0), (6.0, 3.0), (-6.0, 3.0)] {
        assert_eq!(grad_remainder(x, y), (1.0, -(x / y).trunc()));
        assert_eq!(grad_euclidean(x, y), (1.0, -x.div_euclid(y)));
    }
}

#[test]
fn powers_at_zero_take_their_limits() {
    let by_base = [2.5, 2.0, 1.0, 0.5, 0.0].map(|p| grad_power(0.0, p).0);
    assert_eq!(by_base, [0.0, 0.0, 1.0, f64::INFINITY, 0.0]);
    assert_eq!([2.0, 1.0, 0.5].map(|p| grad_power(0.0, p).1), [0.0; 3]);
    assert!([0.0, -1.0].iter().all(|p| grad_power(0.0, *p).1.is_nan()));
    assert_eq!([0, 1, 2, 3].map(|n| grad_integer_power(0.0, n)), [0.0, 1.0, 0.0, 0.0]);
    check!(integer_power(-1.5, const -3) => -3.0 * (-1.5_f64).powi(-4));
}

#[test]
fn the_sign_may_come_from_another_value() {
    assert_eq!(grad_sign_copied(2.0, -3.0), (-1.0, 0.0));
    assert_eq!(grad_sign_copied(-2.0, -3.0), (1.0, 0.0));
}

#[test]
fn nan_in_gives_nan_out() {
    let gradients =
        [grad_root(f64::NAN), grad_logarithm(f64::NAN), grad_cube_root(f64::NAN), grad_reciprocal(f64::NAN)];
    assert!(gradients.iter().all(|g| g.is_nan()));
    assert!(grad_norm(f64::NAN, 1.0).0.is_nan());
}

#[differentiate]
fn by_hand(x: f64, y: f64) -> f64 {
    let larger = if x > y { x } else { y };
    let magnitude = if x < 0.0 { -x } else { x };
    larger * 2.0 + magnitude
}

#[test]
fn a_kink_made_by_a_branch_follows_the_branch() {
    assert_eq!(grad_by_hand(0.0, 0.0), (1.0, 2.0));
    assert_eq!(grad_by_hand(1.0, 1.0), (1.0, 2.0));
}

#[differentiate]
fn overflowing(x: f64) -> f64 {
    let y = x * x;
    if y.is_infinite() { x } else { y }
}

#[test]
fn an_infinite_intermediate_value_that_is_not_used() {
    assert_eq!(grad_overflowing(1e200), 1.0);
    assert_eq!(grad_overflowing(3.0), 6.0);
}
