//! The primitives of floats: each derivative is the slope of the rule of reverse mode.

use core::num::FpCategory;

use num_traits::Float;

use super::Lanes;
use crate::rules;

/// Those of the value alone: a step, a test, a constant.
macro_rules! of_value {
    (constants $($constant:ident)*) => {$(
        #[inline]
        fn $constant() -> Self {
            Self::constant(<f64 as Float>::$constant())
        }
    )*};
    (steps $($step:ident)*) => {$(
        #[inline]
        fn $step(self) -> Self {
            Self::constant(Float::$step(self.value))
        }
    )*};
    (tests $($test:ident)*) => {$(
        #[inline]
        fn $test(self) -> bool {
            self.value.$test()
        }
    )*};
}

/// Functions of one argument: the slope by the rule, of the argument or of the value.
macro_rules! unary {
    (of_argument $($name:ident)*) => {$(
        #[inline]
        fn $name(self) -> Self {
            self.chain(Float::$name(self.value), rules::$name(self.value, 1.0))
        }
    )*};
    (of_value $($name:ident)*) => {$(
        #[inline]
        fn $name(self) -> Self {
            let y = Float::$name(self.value);
            self.chain(y, rules::$name(y, 1.0))
        }
    )*};
}

impl<const N: usize> Float for Lanes<N> {
    of_value! { constants nan infinity neg_infinity neg_zero min_value min_positive_value epsilon max_value }
    of_value! { steps floor ceil round trunc signum }
    of_value! { tests is_nan is_infinite is_finite is_normal is_sign_positive is_sign_negative }
    unary! { of_argument abs exp_m1 ln log2 log10 ln_1p asin acos atan tanh asinh acosh atanh }
    unary! { of_value sqrt cbrt recip exp2 tan }

    fn classify(self) -> FpCategory {
        self.value.classify()
    }

    fn integer_decode(self) -> (u64, i16, i8) {
        self.only_value("`integer_decode`").integer_decode()
    }

    fn fract(self) -> Self {
        Self { value: Float::fract(self.value), ..self }
    }

    fn mul_add(self, factor: Self, summand: Self) -> Self {
        let value = Float::mul_add(self.value, factor.value, summand.value);
        Self { value, ..self * factor + summand }
    }

    fn powi(self, n: i32) -> Self {
        self.chain(Float::powi(self.value, n), rules::powi(self.value, n, 1.0))
    }

    fn powf(self, exponent: Self) -> Self {
        let (x, z) = (self.value, exponent.value);
        let y = Float::powf(x, z);
        let power = self.chain(y, rules::powf_base(x, z, 1.0));
        if exponent.is_constant() { power } else { power + exponent.chain(0.0, rules::powf_exponent(x, z, y, 1.0)) }
    }

    fn exp(self) -> Self {
        let y = Float::exp(self.value);
        self.chain(y, y)
    }

    fn log(self, base: Self) -> Self {
        let y = Float::log(self.value, base.value);
        self.chain_of_two(base, y, rules::log(self.value, base.value, y, 1.0))
    }

    fn to_degrees(self) -> Self {
        self.chain(self.value.to_degrees(), 1.0_f64.to_degrees())
    }

    fn to_radians(self) -> Self {
        self.chain(self.value.to_radians(), 1.0_f64.to_radians())
    }

    /// The second at a tie.
    fn max(self, other: Self) -> Self {
        if self.value > other.value || other.value.is_nan() { self } else { other }
    }

    /// The second at a tie.
    fn min(self, other: Self) -> Self {
        if self.value < other.value || other.value.is_nan() { self } else { other }
    }

    fn abs_sub(self, other: Self) -> Self {
        if self.value <= other.value { Self::constant(0.0) } else { self - other }
    }

    fn copysign(self, sign: Self) -> Self {
        let value = Float::copysign(self.value, sign.value);
        self.chain(value, rules::copysign(self.value, sign.value, 1.0))
    }

    fn hypot(self, other: Self) -> Self {
        let y = Float::hypot(self.value, other.value);
        self.chain_of_two(other, y, rules::hypot(self.value, other.value, y, 1.0))
    }

    fn sin(self) -> Self {
        self.sin_cos().0
    }

    fn cos(self) -> Self {
        self.sin_cos().1
    }

    #[inline]
    fn sin_cos(self) -> (Self, Self) {
        let (sine, cosine) = Float::sin_cos(self.value);
        (self.chain(sine, cosine), self.chain(cosine, -sine))
    }

    fn atan2(self, other: Self) -> Self {
        let y = Float::atan2(self.value, other.value);
        self.chain_of_two(other, y, rules::atan2(self.value, other.value, 1.0))
    }

    fn sinh(self) -> Self {
        self.chain(Float::sinh(self.value), Float::cosh(self.value))
    }

    fn cosh(self) -> Self {
        self.chain(Float::cosh(self.value), Float::sinh(self.value))
    }
}
