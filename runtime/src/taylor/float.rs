//! The primitives of floats, for series.

use core::num::FpCategory;

use num_traits::{Float, One, Zero};

use super::Taylor;
use super::recurrences::{general_power, power, reciprocal, reciprocal_root, solve, solve_pair};
use crate::real::Real;

impl<T: Real, const N: usize> Taylor<T, N> {
    /// The series with another first coefficient.
    pub(super) fn starting(mut self, first: T) -> Self {
        self.coefficients[0] = first;
        self
    }

    /// The function with the value `first` and the derivative `slope` at this argument.
    fn with_slope(&self, first: T, slope: Self) -> Self {
        Self { coefficients: solve(&self.coefficients, first, |_, k| slope.coefficients[k]) }
    }

    fn scaled_by(self, factor: f64) -> Self {
        self * Self::constant(T::constant(factor))
    }

    fn reciprocal_root(self) -> Self {
        Self { coefficients: reciprocal_root(&self.coefficients) }
    }

    /// The power with a constant exponent.
    fn to_power(self, first: T, exponent: T) -> Self {
        Self { coefficients: power(&self.coefficients, first, exponent) }
    }

    /// `Σ yᵢ yⱼ` over `i + j = k`.
    fn square_at(y: &[T; N], k: usize) -> T {
        (0..=k).fold(T::zero(), |sum, i| sum + y[i] * y[k - i])
    }

    /// `(sin, cos)`, or `(sinh, cosh)`.
    fn pair(self, first: (T, T), sign: T) -> (Self, Self) {
        let (sine, cosine) = solve_pair(&self.coefficients, first, sign);
        (Self { coefficients: sine }, Self { coefficients: cosine })
    }

    /// The series of the derivative with respect to `t`; its last coefficient is not known.
    fn rate(self) -> Self {
        let mut rate = Self::zero();
        let mut order = T::zero();
        for k in 1..N {
            order += T::one();
            rate.coefficients[k - 1] = order * self.coefficients[k];
        }
        rate
    }
}

/// Those of the value alone: a step, a test, a constant.
macro_rules! of_value {
    (constants $($constant:ident)*) => {$(
        #[inline]
        fn $constant() -> Self {
            Self::constant(T::$constant())
        }
    )*};
    (steps $($step:ident)*) => {$(
        #[inline]
        fn $step(self) -> Self {
            Self::constant(self.value().$step())
        }
    )*};
    (tests $($test:ident)*) => {$(
        #[inline]
        fn $test(self) -> bool {
            self.value().$test()
        }
    )*};
}

impl<T: Real, const N: usize> Float for Taylor<T, N> {
    of_value! { constants nan infinity neg_infinity neg_zero min_value min_positive_value epsilon max_value }
    of_value! { steps floor ceil round trunc signum }
    of_value! { tests is_nan is_infinite is_finite is_normal is_sign_positive is_sign_negative }

    fn classify(self) -> FpCategory {
        self.value().classify()
    }

    fn integer_decode(self) -> (u64, i16, i8) {
        self.only_value("`integer_decode`").integer_decode()
    }

    fn fract(self) -> Self {
        self.starting(self.value().fract())
    }

    /// Slope 0 at 0.
    fn abs(self) -> Self {
        let value = self.value();
        if value.is_zero() {
            Self::constant(value.abs())
        } else if value < T::zero() {
            -self
        } else {
            self
        }
    }

    fn mul_add(self, factor: Self, summand: Self) -> Self {
        (self * factor + summand).starting(self.value().mul_add(factor.value(), summand.value()))
    }

    fn recip(self) -> Self {
        Self { coefficients: reciprocal(&self.coefficients) }
    }

    fn powi(self, n: i32) -> Self {
        self.to_power(self.value().powi(n), T::constant(f64::from(n)))
    }

    fn powf(self, exponent: Self) -> Self {
        if exponent.is_constant() {
            return self.to_power(self.value().powf(exponent.value()), exponent.value());
        }
        let logarithm = self.ln().coefficients;
        Self { coefficients: general_power(&self.coefficients, &exponent.coefficients, &logarithm) }
    }

    fn sqrt(self) -> Self {
        self.to_power(self.value().sqrt(), T::constant(0.5))
    }

    fn cbrt(self) -> Self {
        self.to_power(self.value().cbrt(), T::constant(1.0 / 3.0))
    }

    fn exp(self) -> Self {
        self.exp_from(self.value().exp())
    }

    fn exp2(self) -> Self {
        self.scaled_by(core::f64::consts::LN_2).exp_from(self.value().exp2())
    }

    fn exp_m1(self) -> Self {
        self.exp().starting(self.value().exp_m1())
    }

    fn ln(self) -> Self {
        self.with_slope(self.value().ln(), self.recip())
    }

    fn log(self, base: Self) -> Self {
        (self.ln() / base.ln()).starting(self.value().log(base.value()))
    }

    fn log2(self) -> Self {
        self.with_slope(self.value().log2(), self.scaled_by(core::f64::consts::LN_2).recip())
    }

    fn log10(self) -> Self {
        self.with_slope(self.value().log10(), self.scaled_by(core::f64::consts::LN_10).recip())
    }

    fn ln_1p(self) -> Self {
        self.with_slope(self.value().ln_1p(), (self + Self::one()).recip())
    }

    fn to_degrees(self) -> Self {
        self.scaled_by(1.0_f64.to_degrees()).starting(self.value().to_degrees())
    }

    fn to_radians(self) -> Self {
        self.scaled_by(1.0_f64.to_radians()).starting(self.value().to_radians())
    }

    /// The second at a tie.
    fn max(self, other: Self) -> Self {
        if self.value() > other.value() || other.is_nan() { self } else { other }
    }

    /// The second at a tie.
    fn min(self, other: Self) -> Self {
        if self.value() < other.value() || other.is_nan() { self } else { other }
    }

    fn abs_sub(self, other: Self) -> Self {
        if self.value() <= other.value() { Self::zero() } else { self - other }
    }

    /// Slope 0 at the origin.
    fn hypot(self, other: Self) -> Self {
        let length = self.value().hypot(other.value());
        if length.is_zero() {
            return Self::constant(length);
        }
        let scale = Self::constant(length);
        let (x, y) = (self / scale, other / scale);
        ((x * x + y * y).sqrt() * scale).starting(length)
    }

    fn sin(self) -> Self {
        self.sin_cos().0
    }

    fn cos(self) -> Self {
        self.sin_cos().1
    }

    fn sin_cos(self) -> (Self, Self) {
        self.pair(self.value().sin_cos(), -T::one())
    }

    fn tan(self) -> Self {
        let slope = |y: &[T; N], k: usize| Self::square_at(y, k) + if k == 0 { T::one() } else { T::zero() };
        Self { coefficients: solve(&self.coefficients, self.value().tan(), slope) }
    }

    fn asin(self) -> Self {
        let slope = ((Self::one() - self) * (Self::one() + self)).reciprocal_root();
        self.with_slope(self.value().asin(), slope)
    }

    fn acos(self) -> Self {
        (-self.asin()).starting(self.value().acos())
    }

    fn atan(self) -> Self {
        self.with_slope(self.value().atan(), (Self::one() + self * self).recip())
    }

    /// Slope 0 at the origin.
    fn atan2(self, other: Self) -> Self {
        let (angle, length) = (self.value().atan2(other.value()), self.value().hypot(other.value()));
        if length.is_zero() {
            return Self::constant(angle);
        }
        let scale = Self::constant(length);
        let (y, x) = (self / scale, other / scale);
        let rate = (x * y.rate() - y * x.rate()) / (x * x + y * y);
        let mut angles = Self::constant(angle);
        let mut order = T::zero();
        for k in 1..N {
            order += T::one();
            angles.coefficients[k] = rate.coefficients[k - 1] / order;
        }
        angles
    }

    fn sinh(self) -> Self {
        self.hyperbolic().0
    }

    fn cosh(self) -> Self {
        self.hyperbolic().1
    }

    fn tanh(self) -> Self {
        let slope = |y: &[T; N], k: usize| if k == 0 { T::one() } else { T::zero() } - Self::square_at(y, k);
        Self { coefficients: solve(&self.coefficients, self.value().tanh(), slope) }
    }

    fn asinh(self) -> Self {
        self.with_slope(self.value().asinh(), self.hypot(Self::one()).recip())
    }

    fn acosh(self) -> Self {
        let slope = (self - Self::one()).reciprocal_root() * (self + Self::one()).reciprocal_root();
        self.with_slope(self.value().acosh(), slope)
    }

    fn atanh(self) -> Self {
        let slope = ((Self::one() - self) * (Self::one() + self)).recip();
        self.with_slope(self.value().atanh(), slope)
    }
}

impl<T: Real, const N: usize> Taylor<T, N> {
    /// `exp`, with another first coefficient.
    fn exp_from(self, first: T) -> Self {
        Self { coefficients: solve(&self.coefficients, first, |y, k| y[k]) }
    }

    fn hyperbolic(self) -> (Self, Self) {
        self.pair((self.value().sinh(), self.value().cosh()), T::one())
    }
}
