//! Numbers that carry derivatives with them, on which a function runs in place of floats: [`Taylor`](crate::Taylor) series,
//! and lanes of directions. What they share as scalars is here: their tangents are numbers of the same type.

use core::ops::{Add, Div, Mul, Rem, Sub};

use crate::real::Real;
use crate::taylor::Taylor;

/// A scalar that a function of floats may run on.
pub trait Jet:
    Real
    + Add<f64, Output = Self>
    + Sub<f64, Output = Self>
    + Mul<f64, Output = Self>
    + Div<f64, Output = Self>
    + Rem<f64, Output = Self>
{
    /// The number without its derivatives, by which branches are taken.
    fn primal(&self) -> f64;
}

impl Jet for f64 {
    #[inline]
    fn primal(&self) -> f64 {
        *self
    }
}

impl<const N: usize> Jet for Taylor<f64, N> {
    #[inline]
    fn primal(&self) -> f64 {
        self.value()
    }
}

/// The number without its derivatives.
#[inline]
#[must_use]
pub fn primal<S: Jet>(jet: &S) -> f64 {
    jet.primal()
}

/// The rule of an operator between numbers of one type: that of floats.
macro_rules! rule {
    ([$($generics:tt)*] $jet:ty: $Rule:ident |$x:ident, $z:ident, $($y:ident,)? @ $seed:ident| $cotangents:expr;
        |$x_dot:ident, $z_dot:ident| $tangent:expr) => {
        impl<$($generics)*> $crate::operators::$Rule for $jet {
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

/// The rules of all operators.
macro_rules! operators {
    ([$($generics:tt)*] $jet:ty) => {
        $crate::jet::rule!([$($generics)*] $jet: AddRule |_x, _z, @ y_bar| (y_bar, y_bar); |x_dot, z_dot| x_dot + z_dot);
        $crate::jet::rule!([$($generics)*] $jet: SubRule |_x, _z, @ y_bar| (y_bar, -y_bar); |x_dot, z_dot| x_dot - z_dot);
        $crate::jet::rule!([$($generics)*] $jet: MulRule |x, z, @ y_bar| (y_bar * z, y_bar * x);
            |x_dot, z_dot| z * x_dot + x * z_dot);
        $crate::jet::rule!([$($generics)*] $jet: DivRule |x, z, y, @ y_bar| {
            let _ = x;
            $crate::rules::div(z, y, y_bar)
        }; |x_dot, z_dot| $crate::rules::div_tangent(z, x / z, x_dot, z_dot));
        $crate::jet::rule!([$($generics)*] $jet: RemRule |x, z, @ y_bar| (y_bar, $crate::rules::rem_divisor(x, z, y_bar));
            |x_dot, z_dot| x_dot + $crate::rules::rem_divisor(x, z, z_dot));

        impl<$($generics)*> $crate::operators::NegRule for $jet {
            #[inline]
            fn reverse(_self: &Self, y_bar: Self) -> Self {
                -y_bar
            }

            #[inline]
            fn tangent(_self: &Self, x_dot: Self) -> Self {
                -x_dot
            }
        }
    };
}

/// The space of its tangents, of one coordinate, which must be a constant to be read: the type has `only_value`.
macro_rules! space {
    ([$($generics:tt)*] $jet:ty) => {
        impl<$($generics)*> $crate::differentiable::Differentiable for $jet {
            type Tangent = Self;
            type Shadow = Self;

            const FIXED_SHAPE: bool = true;

            fn zero_tangent(&self) -> Self {
                Self::default()
            }

            fn check_shadow(&self, _place: $crate::check::Place<'_>, _shadow: &Self) {}

            fn move_along(&mut self, tangent: &Self, step: f64) {
                *self += *tangent * <Self as $crate::real::Real>::constant(step);
            }
        }

        $crate::activity::cotangent!([$($generics)*] $jet);

        impl<$($generics)*> $crate::tangent::Tangent for $jet {
            fn zero_like(&self) -> Self {
                Self::default()
            }

            fn accumulate(&mut self, other: Self) {
                *self += other;
            }

            fn scale(&mut self, factor: f64) {
                *self *= <Self as $crate::real::Real>::constant(factor);
            }

            fn map_coordinates(&mut self, change: &mut dyn FnMut(f64) -> f64) {
                let coordinate = $crate::real::Real::into_f64(self.only_value("a coordinate"));
                *self = <Self as $crate::real::Real>::constant(change(coordinate));
            }

            fn dot(&self, other: &Self) -> f64 {
                $crate::real::Real::into_f64((*self * *other).only_value("a dot product"))
            }
        }

        impl<$($generics)*> $crate::sweep::NoSeed for $jet {
            fn no_seed() -> Self {
                Self::default()
            }
        }

        impl<$($generics)*> $crate::blank::Blank for $jet {
            fn blank() -> Self {
                Self::default()
            }
        }

        impl<$($generics)*> $crate::real::SecondAndThird for $jet {}
    };
}

/// Assignment by operators, sums and products.
macro_rules! arithmetic {
    ([$($generics:tt)*] $jet:ty) => {
        $crate::jet::arithmetic! { @assign [$($generics)*] $jet:
            AddAssign add_assign + SubAssign sub_assign - MulAssign mul_assign * DivAssign div_assign /
            RemAssign rem_assign %
        }
        $crate::jet::arithmetic! { @fold [$($generics)*] $jet: Sum sum zero Zero + }
        $crate::jet::arithmetic! { @fold [$($generics)*] $jet: Product product one One * }

        /// By values alone, as branches are taken.
        impl<$($generics)*> PartialEq for $jet {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.value() == other.value()
            }
        }

        /// By values alone, as branches are taken.
        impl<$($generics)*> PartialOrd for $jet {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
                self.value().partial_cmp(&other.value())
            }
        }
    };
    (@assign $generics:tt $jet:ty: $($Operator:ident $method:ident $operator:tt)*) => {
        $($crate::jet::arithmetic! { @one $generics $jet: $Operator $method $operator })*
    };
    (@one [$($generics:tt)*] $jet:ty: $Operator:ident $method:ident $operator:tt) => {
        impl<$($generics)*> core::ops::$Operator for $jet {
            #[inline]
            fn $method(&mut self, other: Self) {
                *self = *self $operator other;
            }
        }
    };
    (@fold [$($generics:tt)*] $jet:ty: $Fold:ident $method:ident $start:ident $Start:ident $operator:tt) => {
        impl<$($generics)*> core::iter::$Fold for $jet {
            #[inline]
            fn $method<I: Iterator<Item = Self>>(all: I) -> Self {
                all.fold(<Self as num_traits::$Start>::$start(), |result, x| result $operator x)
            }
        }

        impl<'a, $($generics)*> core::iter::$Fold<&'a Self> for $jet {
            #[inline]
            fn $method<I: Iterator<Item = &'a Self>>(all: I) -> Self {
                all.copied().$method()
            }
        }
    };
}

pub(crate) use {arithmetic, operators, rule, space};
