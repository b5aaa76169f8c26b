#![allow(clippy::float_cmp, reason = "infinities and zeros are exact")]

use num_traits::Float;

use super::Lanes;

fn x() -> Lanes<3> {
    Lanes { value: 0.6, dots: [1.0, 0.0, -2.0] }
}

fn z() -> Lanes<3> {
    Lanes { value: 1.7, dots: [0.0, 1.0, 0.5] }
}

/// The derivatives of `f` against differences along each lane.
#[track_caller]
fn check(name: &str, f: impl Fn(Lanes<3>, Lanes<3>) -> Lanes<3>) {
    let (x, z) = (x(), z());
    let exact = f(x, z);
    let moved = |step: f64, lane: usize| {
        f(Lanes::constant(x.value + step * x.dots[lane]), Lanes::constant(z.value + step * z.dots[lane])).value
    };
    for lane in 0..3 {
        let difference = (moved(1e-6, lane) - moved(-1e-6, lane)) / 2e-6;
        assert!(
            (exact.dots[lane] - difference).abs() < 1e-8,
            "{name}: {exact:?} in lane {lane}, differences {difference}"
        );
    }
}

#[test]
fn every_primitive_agrees_with_differences() {
    macro_rules! unary {
        ($($name:ident)*) => {
            $(check(stringify!($name), |x, _| Float::$name(x));)*
        };
    }
    unary! { abs exp exp2 exp_m1 ln log2 log10 ln_1p sqrt cbrt recip sin cos tan asin acos atan sinh cosh tanh asinh atanh }
    unary! { fract to_degrees to_radians floor }
    check("acosh", |_, z| z.acosh());
    check("powi", |x, _| x.powi(-3));
    check("powf", Float::powf);
    check("log", Float::log);
    check("hypot", Float::hypot);
    check("atan2", Float::atan2);
    check("copysign", |x, z| x.copysign(-z));
    check("max", Float::max);
    check("min", Float::min);
    check("abs_sub", |x, z| z.abs_sub(x));
    check("mul_add", |x, z| x.mul_add(z, x));
    check("/", |x, z| x / z);
    check("%", |x, z| z % x);
    check("*", |x, z| x * z - x + -z);
    check("clamp", |x, z| z.clamp(x, x * x + x));
}

#[test]
fn a_pole_behind_a_zero_makes_no_nan() {
    let x = Lanes::<2> { value: 0.0, dots: [1.0, 0.0] };
    assert_eq!(Float::sqrt(x).dots, [f64::INFINITY, 0.0]);
    assert_eq!((Lanes::constant(1.0) / x).dots, [f64::NEG_INFINITY, 0.0]);
    assert_eq!(Float::abs(x).dots, [0.0, 0.0]);
}

#[test]
fn what_would_drop_derivatives_panics() {
    let error = std::panic::catch_unwind(|| crate::Real::into_f64(x())).unwrap_err();
    let text = error.downcast_ref::<std::string::String>().unwrap();
    assert_eq!(text, "`into_f64` would drop the derivatives of 0.6 + [1.0, 0.0, -2.0] ε");
}

#[test]
fn numbers_stand_to_the_right_of_lanes() {
    check("with numbers", |x, z| ((x + 2.0) * 3.0 - 1.0) / 4.0 % 0.7 * z);
    let pole = x() / 0.0;
    assert_eq!(pole.dots, [f64::INFINITY, 0.0, f64::NEG_INFINITY]);
}
