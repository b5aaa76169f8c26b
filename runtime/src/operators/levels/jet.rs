//! The highest tangents of operators of scalars, and their reverse rules.
//!
//! With `x_p` for the tangent of `x` at position `p`, and `x_0` for `x` itself, `(x z)_p` is the sum of `x_s z_{p∖s}` over
//! all subsets `s` of the bits of `p`. The derivative of `(x z)_p` with respect to `x_s` is `z_{p∖s}`: it is linear.

use crate::real::Real;
use crate::rules::{rem_divisor, strong_product, strong_quotient};

/// A scalar with its tangents.
#[derive(Clone, Copy)]
struct Jet<'d, T>(T, &'d [T]);

impl<T: Real> Jet<'_, T> {
    fn at(&self, position: usize) -> T {
        if position == 0 { self.0 } else { self.1[position - 1] }
    }
}

/// The subsets of the bits of `position` other than itself.
fn parts(position: usize) -> impl Iterator<Item = usize> {
    let next = move |part: &usize| if *part == 0 { None } else { Some((part - 1) & position) };
    core::iter::successors(if position == 0 { None } else { Some((position - 1) & position) }, next)
}

/// `(a b)_p`.
fn product_at<T: Real>(a: Jet<T>, b: Jet<T>, position: usize) -> T {
    let whole = a.at(position) * b.at(0);
    parts(position).fold(whole, |sum, part| sum + a.at(part) * b.at(position - part))
}

/// All of `a / b`.
fn divided<T: Real, const N: usize>(a: Jet<T>, b: Jet<T>) -> (T, [T; N]) {
    let value = a.at(0) / b.at(0);
    let mut dots = [T::constant(0.0); N];
    for position in 1..=N {
        let known = Jet(value, &dots);
        let rest = parts(position)
            .fold(a.at(position), |sum, part| sum - strong_product(b.at(position - part), known.at(part)));
        dots[position - 1] = strong_quotient(rest, b.at(0));
    }
    (value, dots)
}

/// The cotangents of both operands and of their tangents.
type Bars<T, const N: usize> = (T, T, [T; N], [T; N]);

/// Cotangents by the position of what they are of.
fn bars<T: Real, const N: usize>(a: impl Fn(usize) -> T, b: impl Fn(usize) -> T) -> Bars<T, N> {
    (a(0), b(0), core::array::from_fn(|index| a(index + 1)), core::array::from_fn(|index| b(index + 1)))
}

/// `seed` at the highest position.
fn highest<T: Real, const N: usize>(seed: T) -> impl Fn(usize) -> T {
    move |position| if position == N { seed } else { T::constant(0.0) }
}

/// Declares a formula.
macro_rules! formulas {
    ($($name:ident |$x:ident, $z:ident| $tangent:expr; |$seed:ident| $bars:expr;)*) => {$(
        pub(super) mod $name {
            use super::*;

            #[inline]
            pub(in super::super) fn tangent<T: Real, const N: usize>(x: T, z: T, x_dots: &[T; N], z_dots: &[T; N]) -> T {
                let ($x, $z) = (Jet(x, x_dots), Jet(z, z_dots));
                $tangent
            }

            #[inline]
            pub(in super::super) fn reverse<T: Real, const N: usize>(
                x: T,
                z: T,
                x_dots: &[T; N],
                z_dots: &[T; N],
                $seed: T,
            ) -> Bars<T, N> {
                let ($x, $z) = (Jet(x, x_dots), Jet(z, z_dots));
                let _ = ($x, $z);
                $bars
            }
        }
    )*};
}

formulas! {
    sum |x, z| x.at(N) + z.at(N); |seed| bars(highest::<T, N>(seed), highest::<T, N>(seed));
    difference |x, z| x.at(N) - z.at(N); |seed| bars(highest::<T, N>(seed), highest::<T, N>(-seed));
    product |x, z| product_at(x, z, N); |seed| bars(|p| z.at(N - p) * seed, |p| x.at(N - p) * seed);
    quotient |x, z| divided::<T, N>(x, z).1[N - 1]; |seed| {
        // (x / z)_N is linear in the tangents: by those of 1 / z for x, and of −(x / z) / z for z.
        let zeros = [T::constant(0.0); N];
        let (inverse, inverse_dots) = divided::<T, N>(Jet(T::constant(1.0), &zeros), z);
        let (value, dots) = divided::<T, N>(x, z);
        let (inverse, quotient) = (Jet(inverse, &inverse_dots), Jet(value, &dots));
        bars(
            |p| strong_product(seed, inverse.at(N - p)),
            |p| if seed == T::constant(0.0) { seed } else { -(product_at(quotient, inverse, N - p) * seed) },
        )
    };
    remainder |x, z| x.at(N) + rem_divisor(x.0, z.0, z.at(N)); |seed| {
        bars(highest::<T, N>(seed), highest::<T, N>(rem_divisor(x.0, z.0, seed)))
    };
}
