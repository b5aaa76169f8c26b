//! Sums, products and quotients of series.

use core::ops::{Add, Div, Mul, Neg, Rem, Sub};

use num_traits::{Num, NumCast, One, ToPrimitive, Zero};

use super::Taylor;
use super::recurrences::{products, reciprocal};
use crate::real::Real;

impl<T: Real, const N: usize> Add for Taylor<T, N> {
    type Output = Self;

    #[inline]
    fn add(mut self, other: Self) -> Self {
        for (x, y) in self.coefficients.iter_mut().zip(other.coefficients) {
            *x += y;
        }
        self
    }
}

impl<T: Real, const N: usize> Sub for Taylor<T, N> {
    type Output = Self;

    #[inline]
    fn sub(mut self, other: Self) -> Self {
        for (x, y) in self.coefficients.iter_mut().zip(other.coefficients) {
            *x -= y;
        }
        self
    }
}

impl<T: Real, const N: usize> Neg for Taylor<T, N> {
    type Output = Self;

    #[inline]
    fn neg(self) -> Self {
        Self { coefficients: self.coefficients.map(Neg::neg) }
    }
}

impl<T: Real, const N: usize> Mul for Taylor<T, N> {
    type Output = Self;

    #[inline]
    fn mul(self, other: Self) -> Self {
        Self { coefficients: products(&self.coefficients, &other.coefficients) }
    }
}

/// `c b = a`, solved for one coefficient of `c` after the other.
impl<T: Real, const N: usize> Div for Taylor<T, N> {
    type Output = Self;

    #[inline]
    fn div(self, other: Self) -> Self {
        let value = self.value() / other.value();
        if other.value().is_zero() || !value.is_finite() {
            let mut quotient = self * Self { coefficients: reciprocal(&other.coefficients) };
            quotient.coefficients[0] = value;
            return quotient;
        }
        let (a, b) = (&self.coefficients, &other.coefficients);
        let mut c = [T::zero(); N];
        c[0] = value;
        for k in 1..N {
            let mut rest = a[k];
            for i in 1..=k {
                rest -= b[i] * c[k - i];
            }
            c[k] = rest / b[0];
        }
        Self { coefficients: c }
    }
}

/// The dividend, less the divisor times the quotient, which is constant but for its jumps.
impl<T: Real, const N: usize> Rem for Taylor<T, N> {
    type Output = Self;

    fn rem(self, divisor: Self) -> Self {
        let value = self.value() % divisor.value();
        let quotient = ((self.value() - value) / divisor.value()).round();
        let mut remainder = self - divisor * Self::constant(quotient);
        remainder.coefficients[0] = value;
        remainder
    }
}

/// Operators with a number on one side.
macro_rules! with_number {
    ($($Operator:ident $method:ident |$series:ident, $number:ident| $right:expr;)*) => {$(
        with_number!(@ f32 $Operator $method |$series, $number| $right);
        with_number!(@ f64 $Operator $method |$series, $number| $right);
    )*};
    (@ $float:ident $Operator:ident $method:ident |$series:ident, $number:ident| $right:expr) => {
        impl<const N: usize> $Operator<$float> for Taylor<$float, N> {
            type Output = Self;

            #[inline]
            fn $method(self, $number: $float) -> Self {
                let $series = self;
                $right
            }
        }

        impl<const N: usize> $Operator<Taylor<$float, N>> for $float {
            type Output = Taylor<$float, N>;

            #[inline]
            fn $method(self, series: Taylor<$float, N>) -> Taylor<$float, N> {
                Taylor::constant(self).$method(series)
            }
        }
    };
}

with_number! {
    Add add |series, number| series.starting(series.value() + number);
    Sub sub |series, number| series.starting(series.value() - number);
    Mul mul |series, number| Self { coefficients: series.coefficients.map(|coefficient| coefficient * number) };
    Div div |series, number| if number == 0.0 { series.div(Self::constant(number)) } else {
        Self { coefficients: series.coefficients.map(|coefficient| coefficient / number) }
    };
    Rem rem |series, number| series.rem(Self::constant(number));
}

crate::jet::arithmetic!([T: Real, const N: usize] Taylor<T, N>);

impl<T: Real, const N: usize> Zero for Taylor<T, N> {
    fn zero() -> Self {
        Self::constant(T::zero())
    }

    /// Whether all coefficients are zero.
    fn is_zero(&self) -> bool {
        self.coefficients.iter().all(T::is_zero)
    }
}

impl<T: Real, const N: usize> One for Taylor<T, N> {
    fn one() -> Self {
        Self::constant(T::one())
    }
}

impl<T: Real, const N: usize> Num for Taylor<T, N> {
    type FromStrRadixErr = T::FromStrRadixErr;

    fn from_str_radix(text: &str, radix: u32) -> Result<Self, Self::FromStrRadixErr> {
        T::from_str_radix(text, radix).map(Self::constant)
    }
}

impl<T: Real, const N: usize> NumCast for Taylor<T, N> {
    fn from<P: ToPrimitive>(number: P) -> Option<Self> {
        <T as NumCast>::from(number).map(Self::constant)
    }
}

/// Integers have no derivative, floats would drop it.
impl<T: Real, const N: usize> ToPrimitive for Taylor<T, N> {
    fn to_i64(&self) -> Option<i64> {
        self.value().to_i64()
    }

    fn to_u64(&self) -> Option<u64> {
        self.value().to_u64()
    }

    fn to_i128(&self) -> Option<i128> {
        self.value().to_i128()
    }

    fn to_u128(&self) -> Option<u128> {
        self.value().to_u128()
    }

    fn to_f32(&self) -> Option<f32> {
        self.only_value("`to_f32`").to_f32()
    }

    fn to_f64(&self) -> Option<f64> {
        self.only_value("`to_f64`").to_f64()
    }
}
