//! Sums, products and quotients, all lanes at once.

#![allow(clippy::suspicious_arithmetic_impl, reason = "the product rule adds")]

use core::array::from_fn;
use core::ops::{Add, Div, Mul, Neg, Rem, Sub};

use num_traits::{Num, NumCast, One, ToPrimitive, Zero};

use super::Lanes;
use crate::rules;

impl<const N: usize> Add for Lanes<N> {
    type Output = Self;

    #[inline]
    fn add(self, other: Self) -> Self {
        Self { value: self.value + other.value, dots: from_fn(|lane| self.dots[lane] + other.dots[lane]) }
    }
}

impl<const N: usize> Sub for Lanes<N> {
    type Output = Self;

    #[inline]
    fn sub(self, other: Self) -> Self {
        Self { value: self.value - other.value, dots: from_fn(|lane| self.dots[lane] - other.dots[lane]) }
    }
}

impl<const N: usize> Neg for Lanes<N> {
    type Output = Self;

    #[inline]
    fn neg(self) -> Self {
        Self { value: -self.value, dots: self.dots.map(Neg::neg) }
    }
}

impl<const N: usize> Mul for Lanes<N> {
    type Output = Self;

    #[inline]
    fn mul(self, other: Self) -> Self {
        let (x, z) = (self.value, other.value);
        Self { value: x * z, dots: from_fn(|lane| z * self.dots[lane] + x * other.dots[lane]) }
    }
}

impl<const N: usize> Div for Lanes<N> {
    type Output = Self;

    #[inline]
    fn div(self, other: Self) -> Self {
        let (value, z) = (self.value / other.value, other.value);
        let dots = if value.is_finite() && z != 0.0 {
            from_fn(|lane| (self.dots[lane] - other.dots[lane] * value) / z)
        } else {
            from_fn(|lane| rules::div_tangent(z, value, self.dots[lane], other.dots[lane]))
        };
        Self { value, dots }
    }
}

impl<const N: usize> Rem for Lanes<N> {
    type Output = Self;

    #[inline]
    fn rem(self, other: Self) -> Self {
        let (x, z) = (self.value, other.value);
        Self { value: x % z, dots: from_fn(|lane| self.dots[lane] + rules::rem_divisor(x, z, other.dots[lane])) }
    }
}

/// Operators with a number to the right.
macro_rules! with_number {
    ($($Operator:ident $method:ident |$lanes:ident, $number:ident| $right:expr;)*) => {$(
        impl<const N: usize> $Operator<f64> for Lanes<N> {
            type Output = Self;

            #[inline]
            fn $method(self, $number: f64) -> Self {
                let $lanes = self;
                $right
            }
        }
    )*};
}

with_number! {
    Add add |lanes, number| Self { value: lanes.value + number, ..lanes };
    Sub sub |lanes, number| Self { value: lanes.value - number, ..lanes };
    Mul mul |lanes, number| Self { value: lanes.value * number, dots: lanes.dots.map(|dot| number * dot) };
    Div div |lanes, number| if number == 0.0 { lanes.div(Self::constant(number)) } else {
        Self { value: lanes.value / number, dots: lanes.dots.map(|dot| dot / number) }
    };
    Rem rem |lanes, number| Self { value: lanes.value % number, ..lanes };
}

crate::jet::arithmetic!([const N: usize] Lanes<N>);

impl<const N: usize> Zero for Lanes<N> {
    #[inline]
    fn zero() -> Self {
        Self::constant(0.0)
    }

    /// Whether the number and its derivatives are zero.
    fn is_zero(&self) -> bool {
        self.value == 0.0 && self.is_constant()
    }
}

impl<const N: usize> One for Lanes<N> {
    #[inline]
    fn one() -> Self {
        Self::constant(1.0)
    }
}

impl<const N: usize> Num for Lanes<N> {
    type FromStrRadixErr = <f64 as Num>::FromStrRadixErr;

    fn from_str_radix(text: &str, radix: u32) -> Result<Self, Self::FromStrRadixErr> {
        <f64 as Num>::from_str_radix(text, radix).map(Self::constant)
    }
}

impl<const N: usize> NumCast for Lanes<N> {
    fn from<P: ToPrimitive>(number: P) -> Option<Self> {
        number.to_f64().map(Self::constant)
    }
}

/// Integers have no derivative, floats would drop it.
impl<const N: usize> ToPrimitive for Lanes<N> {
    fn to_i64(&self) -> Option<i64> {
        self.value.to_i64()
    }

    fn to_u64(&self) -> Option<u64> {
        self.value.to_u64()
    }

    fn to_f64(&self) -> Option<f64> {
        Some(self.only_value("`to_f64`"))
    }
}
