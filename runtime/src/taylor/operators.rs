//! The rules of the operators between series: those of floats.

use super::Taylor;
use crate::operators::{AddRule, DivRule, MulRule, NegRule, RemRule, SubRule};
use crate::real::Real;
use crate::rules;

macro_rules! rule {
    ($Rule:ident |$x:ident, $z:ident, $($y:ident,)? @ $seed:ident| $cotangents:expr; |$x_dot:ident, $z_dot:ident| $tangent:expr) => {
        impl<T: Real, const N: usize> $Rule for Taylor<T, N> {
            #[inline]
            fn reverse($x: &Self, $z: &Self, $($y: &Self,)? $seed: Self) -> (Self, Self) {
                let ($x, $z) = (*$x, *$z);
                $(let $y = *$y;)?
                $cotangents
            }

            #[inline]
            fn tangent($x: &Self, $z: &Self, $x_dot: Self, $z_dot: Self) -> Self {
                let ($x, $z) = (*$x, *$z);
                $tangent
            }
        }
    };
}

rule!(AddRule |_x, _z, @ y_bar| (y_bar, y_bar); |x_dot, z_dot| x_dot + z_dot);
rule!(SubRule |_x, _z, @ y_bar| (y_bar, -y_bar); |x_dot, z_dot| x_dot - z_dot);
rule!(MulRule |x, z, @ y_bar| (y_bar * z, y_bar * x); |x_dot, z_dot| z * x_dot + x * z_dot);
rule!(DivRule |x, z, y, @ y_bar| {
    let _ = x;
    rules::div(z, y, y_bar)
}; |x_dot, z_dot| rules::div_tangent(z, x / z, x_dot, z_dot));
rule!(RemRule |x, z, @ y_bar| (y_bar, rules::rem_divisor(x, z, y_bar));
    |x_dot, z_dot| x_dot + rules::rem_divisor(x, z, z_dot));

impl<T: Real, const N: usize> NegRule for Taylor<T, N> {
    #[inline]
    fn reverse(_self: &Self, y_bar: Self) -> Self {
        -y_bar
    }

    #[inline]
    fn tangent(_self: &Self, x_dot: Self) -> Self {
        -x_dot
    }
}
