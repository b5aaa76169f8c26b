//! The conventions at kinks, poles, and NaN.

#![allow(clippy::float_cmp, reason = "the conventions are exact")]

use chainrule::{Real, rules};

use crate::primitives;

const NAN: f64 = f64::NAN;
const INFINITY: f64 = f64::INFINITY;

#[test]
fn abs_is_flat_at_zero() {
    assert_eq!(rules::abs(0.0, 3.0), 0.0);
    assert_eq!(rules::abs(-0.0, 3.0), 0.0);
    assert_eq!(rules::abs(0.0, INFINITY), 0.0);
    assert!(rules::abs(NAN, 3.0).is_nan());
}

#[test]
fn ties_go_to_the_second_argument() {
    assert_eq!(rules::max(2.0, 2.0, 3.0), (0.0, 3.0));
    assert_eq!(rules::min(2.0, 2.0, 3.0), (0.0, 3.0));
    assert_eq!(rules::max(0.0, -0.0, 3.0), (0.0, 3.0));
    assert_eq!(rules::min(-0.0, 0.0, 3.0), (0.0, 3.0));
    assert_eq!(rules::abs_sub(2.0, 2.0, 3.0), (0.0, 0.0));
}

#[test]
fn max_and_min_follow_the_operand_that_they_return() {
    for rule in [rules::max, rules::min] {
        assert_eq!(rule(1.0, NAN, 3.0), (3.0, 0.0));
        assert_eq!(rule(NAN, 1.0, 3.0), (0.0, 3.0));
    }
}

#[test]
fn clamp_keeps_the_bounds() {
    assert_eq!(rules::clamp(0.0, 0.0, 1.0, 3.0), (3.0, 0.0, 0.0));
    assert_eq!(rules::clamp(1.0, 0.0, 1.0, 3.0), (3.0, 0.0, 0.0));
    assert_eq!(rules::clamp(1.0, 1.0, 1.0, 3.0), (3.0, 0.0, 0.0));
    assert!(rules::clamp(NAN, 0.0, 1.0, 3.0).0.is_nan());
}

/// The cotangent at a pole, as a function of the cotangent of the result.
type Pole = fn(f64) -> f64;

const POLES: [(&str, Pole, f64); 25] = [
    ("sqrt at 0", |g| rules::sqrt(0.0, g), INFINITY),
    ("sqrt at -0", |g| rules::sqrt(-0.0, g), INFINITY),
    ("cbrt at 0", |g| rules::cbrt(0.0, g), INFINITY),
    ("cbrt at -0", |g| rules::cbrt(-0.0, g), INFINITY),
    ("recip at 0", |g| rules::recip(INFINITY, g), -INFINITY),
    ("recip at -0", |g| rules::recip(-INFINITY, g), -INFINITY),
    ("ln at 0", |g| rules::ln(0.0, g), INFINITY),
    ("ln at -0", |g| rules::ln(-0.0, g), INFINITY),
    ("log2 at 0", |g| rules::log2(0.0, g), INFINITY),
    ("log10 at 0", |g| rules::log10(0.0, g), INFINITY),
    ("ln_1p at -1", |g| rules::ln_1p(-1.0, g), INFINITY),
    ("log at 0", |g| rules::log(0.0, 2.0, -INFINITY, g).0, INFINITY),
    ("log at 0, base", |g| rules::log(0.0, 2.0, -INFINITY, g).1, INFINITY),
    ("asin at 1", |g| rules::asin(1.0, g), INFINITY),
    ("asin at -1", |g| rules::asin(-1.0, g), INFINITY),
    ("acos at 1", |g| rules::acos(1.0, g), -INFINITY),
    ("acosh at 1", |g| rules::acosh(1.0, g), INFINITY),
    ("atanh at 1", |g| rules::atanh(1.0, g), INFINITY),
    ("atanh at -1", |g| rules::atanh(-1.0, g), INFINITY),
    ("powf at 0", |g| rules::powf_base(0.0, 0.5, g), INFINITY),
    ("powf at 0, -1", |g| rules::powf_base(0.0, -1.0, g), -INFINITY),
    ("powi at 0, -1", |g| rules::powi(0.0, -1, g), -INFINITY),
    ("div at 0, numerator", |g| rules::div(0.0, INFINITY, g).0, INFINITY),
    ("div at 0, denominator", |g| rules::div(0.0, INFINITY, g).1, -INFINITY),
    ("div at -0, denominator", |g| rules::div(-0.0, -INFINITY, g).1, -INFINITY),
];

#[test]
fn poles_are_infinite() {
    for (name, pole, expected) in POLES {
        assert_eq!(pole(1.0), expected, "{name}");
        assert_eq!(pole(-1.0), -expected, "{name}");
    }
}

#[test]
fn poles_behind_a_zero_weight_are_zero() {
    for (name, pole, _) in POLES {
        assert_eq!(pole(0.0), 0.0, "{name}");
        assert_eq!(pole(-0.0), 0.0, "{name}");
    }
    assert_eq!(rules::div(0.0, NAN, 0.0), (0.0, 0.0)); // 0 / 0
}

#[test]
fn the_origin_is_flat() {
    for zero in [0.0, -0.0] {
        assert_eq!(rules::hypot(0.0, zero, 0.0, 3.0), (0.0, 0.0));
        assert_eq!(rules::atan2(0.0, zero, 3.0), (0.0, 0.0));
    }
}

#[test]
fn powers_of_zero_have_their_limits() {
    let slopes = [(2.0, 0.0), (3.5, 0.0), (1.0, 1.0), (0.5, INFINITY), (0.0, 0.0)];
    for (exponent, slope) in slopes {
        let y = 0.0_f64.powf(exponent);
        assert_eq!(rules::powf_base(0.0, exponent, 1.0), slope);
        assert_eq!(rules::powf(0.0, exponent, y, 1.0).0, slope);
    }
    assert_eq!(rules::powf_base(0.0, -2.0, 1.0), -INFINITY);
    assert_eq!(rules::powf_base(-0.0, -2.0, 1.0), INFINITY);
    for (exponent, slope) in [(2, 0.0), (1, 1.0), (0, 0.0), (-1, -INFINITY)] {
        assert_eq!(rules::powi(0.0, exponent, 1.0), slope);
    }
    assert_eq!(rules::powi(1.0, i32::MIN, 1.0), f64::from(i32::MIN));
}

#[test]
fn exponents_of_zero_have_a_derivative_where_they_are_positive() {
    for exponent in [0.5, 1.0, 2.0] {
        assert_eq!(rules::powf_exponent(0.0, exponent, 0.0, 1.0), 0.0);
    }
    assert!(rules::powf_exponent(0.0, 0.0, 1.0, 1.0_f64).is_nan());
    assert!(rules::powf_exponent(0.0, -1.0, INFINITY, 1.0).is_nan());
    assert!(rules::powf_exponent(-2.0, 2.0, 4.0, 1.0_f64).is_nan());
    assert_eq!(rules::powf_exponent(0.0, -1.0, INFINITY, 0.0), 0.0);
    assert_eq!(rules::powf_exponent(INFINITY, -1.0, 0.0, 1.0), 0.0);
}

#[test]
fn remainders_count_the_quotient() {
    for (x, z) in [(7.0_f64, 3.0_f64), (-7.0, 3.0), (7.0, -3.0), (-7.0, -3.0), (6.0, 3.0), (-6.0, 3.0)] {
        assert_eq!(rules::rem_divisor(x, z, 1.0), -(x / z).trunc());
        assert_eq!(rules::rem_euclid_divisor(x, z, 1.0), -f64::div_euclid(x, z));
        assert_eq!(Real::div_euclid(x, z), f64::div_euclid(x, z));
        assert_eq!(Real::rem_euclid(x, z), f64::rem_euclid(x, z));
    }
}

#[test]
fn copysign_compares_bits() {
    assert_eq!(rules::copysign(2.0, -0.0, 1.0), -1.0);
    assert_eq!(rules::copysign(-2.0, -0.0, 1.0), 1.0);
    assert_eq!(rules::copysign(-0.0, 3.0, 1.0), -1.0);
}

#[test]
fn casts_keep_the_precision_of_the_source() {
    assert_eq!(rules::cast(&1.0_f32, 0.1_f64), 0.1_f32);
    assert_eq!(rules::cast(&1.0_f64, 0.1_f32), f64::from(0.1_f32));
}

#[test]
fn nan_gives_nan() {
    /// These return the operand that is not NaN, and so do their cotangents.
    const SELECTING: [&str; 2] = ["max", "min"];
    /// These take the first cotangent, or the second, from the seed alone.
    const LINEAR: [(&str, usize); 3] = [("rem", 0), ("rem_euclid", 0), ("copysign", 1)];
    for primitive in primitives::with_rules::<f64>() {
        let name = primitive.name;
        if SELECTING.contains(&name) {
            continue; // Tested above.
        }
        let arguments = if name == "clamp" { [NAN, 0.0, 1.0] } else { [NAN; 3] };
        let cotangents = (primitive.cotangents)(&arguments, (primitive.value)(&arguments), 1.0);
        for (index, cotangent) in cotangents.into_iter().enumerate() {
            let constant = LINEAR.contains(&(name, index)) || name == "clamp" && index > 0;
            assert!(constant || cotangent.is_nan(), "{name}, argument {index}: {cotangent}");
        }
    }
}

#[test]
fn outside_of_the_domain_is_nan() {
    let slopes = [
        ("sqrt", rules::sqrt((-1.0_f64).sqrt(), 1.0)),
        ("ln", rules::ln(-1.0, 1.0)),
        ("log2", rules::log2(-1.0, 1.0)),
        ("log10", rules::log10(-1.0, 1.0)),
        ("ln_1p", rules::ln_1p(-2.0, 1.0)),
        ("log", rules::log(-1.0, 2.0, NAN, 1.0).0),
        ("log, base", rules::log(2.0, -1.0, NAN, 1.0).1),
        ("asin", rules::asin(2.0, 1.0)),
        ("acos", rules::acos(-2.0, 1.0)),
        ("acosh", rules::acosh(0.5, 1.0)),
        ("acosh", rules::acosh(-2.0, 1.0)),
        ("atanh", rules::atanh(2.0, 1.0)),
        ("atanh", rules::atanh(-2.0, 1.0)),
        ("powf", rules::powf_base(-8.0, 1.0 / 3.0, 1.0)),
    ];
    for (name, slope) in slopes {
        assert!(slope.is_nan(), "{name}: {slope}");
    }
}
