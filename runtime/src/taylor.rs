//! Higher derivatives of a scalar function, to any order: arithmetic of truncated Taylor series.
//!
//! A function that is generic over [`Real`] is a function of series as well: it maps the series of its argument to that of
//! its result, which holds all derivatives along the way (Griewank and Walther, *Evaluating Derivatives*, §13). [`derivatives`]
//! starts it on `x + t`. The function needs no attribute. Of a function of plain `f64`, `#[differentiate(taylor)]` writes
//! one that takes series: see [`differentiate`](macro@crate::differentiate).
//!
//! ```
//! use chainrule::{Real, derivatives};
//!
//! fn f<T: Real>(x: T) -> T {
//!     T::one() / (T::constant(3.0) - x)
//! }
//!
//! // Value, first, second and third derivative, at once.
//! let [value, first, second, third] = derivatives(f, 2.0);
//! assert_eq!([value, first, second, third], [1.0, 1.0, 2.0, 6.0]);
//! ```
//!
//! The order is the length of the array less one. It costs a multiple of the function that grows with its square, not
//! exponentially as nested derivatives do.
//!
//! A function of several arguments is expanded along a line or a curve: each argument is a series of its own.
//!
//! ```
//! use chainrule::{Real, Taylor};
//!
//! fn area<T: Real>(a: T, b: T) -> T {
//!     a * b
//! }
//!
//! // a = 2 + t, b = 3 - 2t + t²
//! let area = area(Taylor::variable(2.0), Taylor::new([3.0, -2.0, 1.0, 0.0]));
//! assert_eq!(area.coefficients(), [6.0, -1.0, 0.0, 1.0]);
//! ```
//!
//! So are the companions of a generic function: the gradient of a series holds the derivatives of the gradient along the
//! line.
//!
//! ```
//! use chainrule::{Real, Taylor, differentiate};
//!
//! #[differentiate]
//! fn energy<T: Real>(x: T, y: T) -> T {
//!     x * x * x * y
//! }
//!
//! let (x_bar, _) = grad_energy(Taylor::<f64, 3>::variable(2.0), Taylor::constant(5.0));
//! assert_eq!(x_bar.derivatives(), [60.0, 60.0, 30.0]); // 3 x² y, 6 x y, 6 y
//! ```
//!
//! Comparisons, and with them branches, see the values, that is the coefficients of order zero. Where a function has no
//! derivative, coefficients are by the conventions of [`rules`](crate::rules): at a pole the true infinity.
//! What would drop the other coefficients, such as [`Real::into_f64`], panics unless they are zero.

mod arithmetic;
mod float;
mod recurrences;
mod space;

use core::fmt;

use crate::real::Real;

/// A power series `c₀ + c₁ t + … + c₍N₋₁₎ tᴺ⁻¹`, where higher powers of `t` are left out.
///
/// ```
/// use chainrule::Taylor;
///
/// let x = Taylor::<f64, 4>::variable(0.0);
/// let y = num_traits::Float::sin(x);
/// assert_eq!(y.coefficients(), [0.0, 1.0, 0.0, -1.0 / 6.0]);
/// ```
#[derive(Clone, Copy)]
pub struct Taylor<T, const N: usize> {
    coefficients: [T; N],
}

/// The derivatives of `f` at `x`: of order zero (the value), one, two, and so on.
///
/// ```
/// let [value, slope, curvature] = chainrule::derivatives(|x| x * x * x, 2.0);
/// assert_eq!([value, slope, curvature], [8.0, 12.0, 12.0]);
/// ```
pub fn derivatives<T: Real, const N: usize>(f: impl FnOnce(Taylor<T, N>) -> Taylor<T, N>, x: T) -> [T; N] {
    f(Taylor::variable(x)).derivatives()
}

impl<T: Real, const N: usize> Taylor<T, N> {
    /// The series with these coefficients.
    ///
    /// ```
    /// assert_eq!(chainrule::Taylor::new([1.0, 2.0]).value(), 1.0);
    /// ```
    #[inline]
    #[must_use]
    pub fn new(coefficients: [T; N]) -> Self {
        const { assert!(N > 0, "a Taylor series has at least one coefficient") };
        Self { coefficients }
    }

    /// The series of a number: all coefficients but the first are zero.
    ///
    /// ```
    /// assert_eq!(chainrule::Taylor::constant(5.0).coefficients(), [5.0, 0.0, 0.0]);
    /// ```
    #[inline]
    #[must_use]
    pub fn constant(value: T) -> Self {
        const { assert!(N > 0, "a Taylor series has at least one coefficient") };
        let mut coefficients = [T::zero(); N];
        coefficients[0] = value;
        Self { coefficients }
    }

    /// `x + t`: what a function is expanded in.
    ///
    /// ```
    /// assert_eq!(chainrule::Taylor::variable(5.0).coefficients(), [5.0, 1.0, 0.0]);
    /// ```
    #[inline]
    #[must_use]
    pub fn variable(x: T) -> Self {
        let mut series = Self::constant(x);
        if let Some(slope) = series.coefficients.get_mut(1) {
            *slope = T::one();
        }
        series
    }

    /// The coefficient of order zero.
    #[inline]
    #[must_use]
    pub fn value(&self) -> T {
        self.coefficients[0]
    }

    /// The coefficients, that of order zero first.
    #[inline]
    #[must_use]
    pub fn coefficients(&self) -> [T; N] {
        self.coefficients
    }

    /// The derivatives at `t = 0`: each coefficient times the factorial of its order.
    ///
    /// ```
    /// assert_eq!(chainrule::Taylor::new([1.0, 1.0, 1.0, 1.0]).derivatives(), [1.0, 1.0, 2.0, 6.0]);
    /// ```
    #[must_use]
    pub fn derivatives(&self) -> [T; N] {
        let mut factorial = T::one();
        let mut order = T::zero();
        self.coefficients.map(|coefficient| {
            let derivative = coefficient * factorial;
            order += T::one();
            factorial *= order;
            derivative
        })
    }

    /// The value of the polynomial at `t`.
    ///
    /// ```
    /// assert_eq!(chainrule::Taylor::new([1.0, 2.0, 3.0]).at(10.0), 321.0);
    /// ```
    #[must_use]
    pub fn at(&self, t: T) -> T {
        self.coefficients.iter().rev().fold(T::zero(), |sum, coefficient| sum * t + *coefficient)
    }

    /// Whether all coefficients but the first are zero.
    fn is_constant(&self) -> bool {
        self.coefficients[1..].iter().all(T::is_zero)
    }

    /// The value of a series that is constant.
    #[track_caller]
    fn only_value(&self, what: &str) -> T {
        assert!(self.is_constant(), "{what} would drop the derivatives of the Taylor series {self:?}");
        self.value()
    }
}

/// A constant.
impl<T: Real, const N: usize> From<T> for Taylor<T, N> {
    #[inline]
    fn from(value: T) -> Self {
        Self::constant(value)
    }
}

impl<T: Real, const N: usize> Default for Taylor<T, N> {
    fn default() -> Self {
        Self::constant(T::zero())
    }
}

impl<T: fmt::Debug, const N: usize> fmt::Debug for Taylor<T, N> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(&self.coefficients).finish()
    }
}

/// As a polynomial in `t`.
impl<T: fmt::Display, const N: usize> fmt::Display for Taylor<T, N> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (order, coefficient) in self.coefficients.iter().enumerate() {
            match order {
                0 => coefficient.fmt(formatter)?,
                1 => {
                    formatter.write_str(" + ")?;
                    coefficient.fmt(formatter)?;
                    formatter.write_str(" t")?;
                }
                _ => {
                    formatter.write_str(" + ")?;
                    coefficient.fmt(formatter)?;
                    write!(formatter, " t^{order}")?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
