//! Every primitive: its value, and its cotangents by the rule.

use chainrule::{Real, rules};

/// A primitive of one to three arguments.
pub struct Primitive<T> {
    /// Its name in `data/primitives.json`.
    pub name: &'static str,
    /// Its value at the arguments.
    pub value: fn(&[T]) -> T,
    /// The cotangents of the arguments, from the arguments, the value, and the cotangent of the value.
    pub cotangents: fn(&[T], T, T) -> Vec<T>,
}

macro_rules! primitives {
    ($($name:literal: |$x:ident| $value:expr, |$y:ident, $y_bar:ident| $cotangents:expr;)*) => {
        vec![$(Primitive {
            name: $name,
            value: |$x| $value,
            cotangents: |$x, $y, $y_bar| {
                let _ = ($x, $y);
                $cotangents
            },
        }),*]
    };
}

/// All that have a rule.
pub fn all<T: Real>() -> Vec<Primitive<T>> {
    let mut primitives = with_rules();
    primitives.extend(written_in_place());
    primitives
}

/// Those whose rule is a function of `chainrule::rules`.
pub fn with_rules<T: Real>() -> Vec<Primitive<T>> {
    primitives! {
        "tan": |x| x[0].tan(), |y, g| vec![rules::tan(y, g)];
        "asin": |x| x[0].asin(), |y, g| vec![rules::asin(x[0], g)];
        "acos": |x| x[0].acos(), |y, g| vec![rules::acos(x[0], g)];
        "atan": |x| x[0].atan(), |y, g| vec![rules::atan(x[0], g)];
        "tanh": |x| x[0].tanh(), |y, g| vec![rules::tanh_of(x[0], y, g)];
        "asinh": |x| x[0].asinh(), |y, g| vec![rules::asinh(x[0], g)];
        "acosh": |x| x[0].acosh(), |y, g| vec![rules::acosh(x[0], g)];
        "atanh": |x| x[0].atanh(), |y, g| vec![rules::atanh(x[0], g)];
        "exp2": |x| x[0].exp2(), |y, g| vec![rules::exp2(y, g)];
        "exp_m1": |x| x[0].exp_m1(), |y, g| vec![rules::exp_m1(x[0], g)];
        "ln": |x| x[0].ln(), |y, g| vec![rules::ln(x[0], g)];
        "log2": |x| x[0].log2(), |y, g| vec![rules::log2(x[0], g)];
        "log10": |x| x[0].log10(), |y, g| vec![rules::log10(x[0], g)];
        "ln_1p": |x| x[0].ln_1p(), |y, g| vec![rules::ln_1p(x[0], g)];
        "sqrt": |x| x[0].sqrt(), |y, g| vec![rules::sqrt(y, g)];
        "cbrt": |x| x[0].cbrt(), |y, g| vec![rules::cbrt(y, g)];
        "recip": |x| x[0].recip(), |y, g| vec![rules::recip(y, g)];
        "abs": |x| x[0].abs(), |y, g| vec![rules::abs(x[0], g)];
        "powi_3": |x| x[0].powi(3), |y, g| vec![rules::powi(x[0], 3, g)];
        "powi_-2": |x| x[0].powi(-2), |y, g| vec![rules::powi(x[0], -2, g)];
        "div": |x| x[0] / x[1], |y, g| pair(rules::div(x[1], y, g));
        "rem": |x| x[0] % x[1], |y, g| vec![g, rules::rem_divisor(x[0], x[1], g)];
        "rem_euclid": |x| x[0].rem_euclid(x[1]), |y, g| vec![g, rules::rem_euclid_divisor(x[0], x[1], g)];
        "atan2": |x| x[0].atan2(x[1]), |y, g| pair(rules::atan2(x[0], x[1], g));
        "hypot": |x| x[0].hypot(x[1]), |y, g| pair(rules::hypot(x[0], x[1], y, g));
        "powf": |x| x[0].powf(x[1]), |y, g| pair(rules::powf(x[0], x[1], y, g));
        "log": |x| x[0].log(x[1]), |y, g| pair(rules::log(x[0], x[1], y, g));
        "copysign": |x| x[0].copysign(x[1]), |y, g| vec![rules::copysign(x[0], x[1], g), T::zero()];
        "max": |x| x[0].max(x[1]), |y, g| pair(rules::max(x[0], x[1], g));
        "min": |x| x[0].min(x[1]), |y, g| pair(rules::min(x[0], x[1], g));
        "abs_sub": |x| (x[0] - x[1]).max(T::zero()), |y, g| pair(rules::abs_sub(x[0], x[1], g));
        "clamp": |x| x[0].clamp(x[1], x[2]), |y, g| triple(rules::clamp(x[0], x[1], x[2], g));
    }
}

/// Those whose rule is so plain that `#[differentiate]` writes it in place.
fn written_in_place<T: Real>() -> Vec<Primitive<T>> {
    primitives! {
        "sin": |x| x[0].sin(), |y, g| vec![x[0].cos() * g];
        "cos": |x| x[0].cos(), |y, g| vec![-(x[0].sin() * g)];
        "sinh": |x| x[0].sinh(), |y, g| vec![x[0].cosh() * g];
        "cosh": |x| x[0].cosh(), |y, g| vec![x[0].sinh() * g];
        "exp": |x| x[0].exp(), |y, g| vec![y * g];
        "to_degrees": |x| x[0].to_degrees(), |y, g| vec![g.to_degrees()];
        "to_radians": |x| x[0].to_radians(), |y, g| vec![g.to_radians()];
        "fract": |x| x[0].fract(), |y, g| vec![g];
        "add": |x| x[0] + x[1], |y, g| vec![g, g];
        "sub": |x| x[0] - x[1], |y, g| vec![g, -g];
        "mul": |x| x[0] * x[1], |y, g| vec![x[1] * g, x[0] * g];
        "div_euclid": |x| x[0].div_euclid(x[1]), |y, g| vec![T::zero() * g, T::zero() * g];
        "mul_add": |x| x[0].mul_add(x[1], x[2]), |y, g| vec![x[1] * g, x[0] * g, g];
        "midpoint": |x| (x[0] + x[1]) * T::constant(0.5), |y, g| vec![T::constant(0.5) * g; 2];
    }
}

/// Those of the data that are no methods of floats: convenience and special functions, for which
/// there is no rule.
pub const WITHOUT_RULE: [&str; 11] = [
    "sigmoid",
    "softplus",
    "log_sigmoid",
    "sinc_unnorm",
    "erf",
    "erfc",
    "gamma",
    "ln_gamma",
    "xlogx",
    "logaddexp",
    "xlogy",
];

fn pair<T>((x, z): (T, T)) -> Vec<T> {
    vec![x, z]
}

fn triple<T>((x, low, high): (T, T, T)) -> Vec<T> {
    vec![x, low, high]
}
