//! The derivatives of the primitives, one formula each.
//!
//! A rule is stateless: from the inputs it needs, the result where it needs that, and the cotangent
//! `y_bar` of the result, it gives the cotangents of the inputs. `x` is `self` and `z` is the second
//! argument; `x_bar` and `z_bar` are their cotangents. Primitives whose rule is one plain product,
//! such as `sin`, `exp`, and `*`, have none here: `#[differentiate]` writes their formula in place.
//!
//! # Points without a derivative
//!
//! - `abs` at 0: 0. `max` and `min` at a tie: all to the second argument. `clamp` at a bound: `x`
//!   keeps it. `hypot` and `atan2` at the origin: 0.
//! - At a pole, the true infinity, unless the cotangent of the result is exactly 0: then 0. This
//!   *strong zero* ([`strong_product`], [`strong_quotient`]) keeps a pole behind a zero weight from
//!   making a NaN.
//! - Outside of the domain, where the value is NaN, the derivative is NaN as well.
//!
//! # Sources
//!
//! The forms are those that keep their relative precision everywhere, which the textbook formula
//! often does not: `1 - y²` for `tanh` has lost every digit at x = 20. The conventions follow
//! `ChainRules.jl`. The rules are compositions of the primitives and the two strong operations, so
//! differentiating them gives the second derivatives.

mod domain;
mod elementary;
mod forward;
mod inverse;
mod logarithm;
mod piecewise;
mod power;
mod slope;
mod strong;
mod trigonometric;

pub use elementary::{cast, cbrt, div, div_denominator, div_numerator, exp_m1, exp2, hypot, recip, recip_slope, sqrt};
pub use forward::{
    abs_sub_tangent, atan2_tangent, clamp_tangent, div_tangent, hypot_tangent, log_tangent, max_tangent, min_tangent,
};
pub use inverse::{Inverse, div_by, div_denominator_by, div_numerator_by, inverse, ln_by};
pub use logarithm::{ln, ln_1p, log, log2, log10};
pub use piecewise::{abs, abs_sub, clamp, copysign, max, min, rem_divisor, rem_euclid_divisor};
pub use power::{powf, powf_base, powf_exponent, powi};
pub use slope::{one_minus_square, tanh_slope};
pub use strong::{strong_product, strong_quotient};
pub use trigonometric::{acos, acosh, asin, asinh, atan, atan2, atanh, tan, tanh, tanh_of};
