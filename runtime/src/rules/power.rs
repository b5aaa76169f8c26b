//! Powers.

use super::strong::strong_product;
use crate::Real;

/// `y = xⁿ` for an integer `n`: `x̄ = n xⁿ⁻¹ ȳ`.
///
/// ```
/// assert_eq!(chainrule::rules::powi(2.0, 3, 1.0), 12.0);
/// assert_eq!(chainrule::rules::powi(0.0, 1, 1.0), 1.0);
/// ```
#[inline]
#[must_use]
pub fn powi<T: Real>(x: T, n: i32, y_bar: T) -> T {
    if n == 0 {
        return T::zero();
    }
    let power = match n.checked_sub(1) {
        Some(less) => x.powi(less),
        None => x.powi(n) / x,
    };
    strong_product(y_bar, T::constant(f64::from(n)) * power)
}

/// `y = xᶻ`: `x̄ = z xᶻ⁻¹ ȳ`, `z̄ = y ln x ȳ`.
///
/// ```
/// assert_eq!(chainrule::rules::powf(1.0, 3.0, 1.0, 1.0), (3.0, 0.0));
/// ```
#[inline]
#[must_use]
pub fn powf<T: Real>(x: T, z: T, y: T, y_bar: T) -> (T, T) {
    (powf_base(x, z, y_bar), powf_exponent(x, z, y, y_bar))
}

/// `y = xᶻ` with `z` held constant: `x̄ = z xᶻ⁻¹ ȳ`.
///
/// At 0 these are the limits: 0 for z > 1, 1 for z = 1, infinite for 0 < z < 1, and 0 for z = 0. The
/// form `z y / x` would overflow and underflow where this does not.
///
/// ```
/// assert_eq!(chainrule::rules::powf_base(0.0, 2.0, 1.0), 0.0);
/// assert_eq!(chainrule::rules::powf_base(0.0, 0.0, 1.0), 0.0);
/// ```
#[inline]
#[must_use]
pub fn powf_base<T: Real>(x: T, z: T, y_bar: T) -> T {
    strong_product(y_bar, strong_product(z, x.powf(z - T::one())))
}

/// `y = xᶻ` with `x` held constant: `z̄ = y ln x ȳ`.
///
/// At x = 0 it is 0 for z > 0, and NaN elsewhere; for x < 0, where `y` is real for integers `z`
/// only, it is NaN.
///
/// ```
/// assert_eq!(chainrule::rules::powf_exponent(0.0, 2.0, 0.0, 1.0), 0.0);
/// assert!(chainrule::rules::powf_exponent(0.0, 0.0, 1.0_f64, 1.0).is_nan());
/// ```
#[inline]
#[must_use]
pub fn powf_exponent<T: Real>(x: T, z: T, y: T, y_bar: T) -> T {
    let slope = if x < T::zero() || (x == T::zero() && z <= T::zero()) { T::nan() } else { strong_product(y, x.ln()) };
    strong_product(y_bar, slope)
}
