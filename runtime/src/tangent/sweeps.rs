//! The sweeps of the methods of tangents, for functions that call them on what is differentiated: a step of gradient
//! descent, a product of two gradients.
//!
//! The methods are linear in each argument. Where forward mode was applied `k` times, an argument has `N = 2ᵏ` parts: itself,
//! and its tangents, at the positions whose bits say which directions take part. The part `m` of a product is the sum of
//! the products of the parts `a` and `b` over all `a + b = m` without a common bit.

use crate::differentiable::Differentiable;
use crate::tangent::Tangent;

/// The parts that the part `m` of a product is made of.
fn pairs(m: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..=m).filter(move |a| a & !m == 0).map(move |a| (a, m & !a))
}

/// Adds `factor` times `vector`.
fn add<T: Tangent>(sum: &mut T, vector: &T, factor: f64) {
    let mut scaled = vector.clone();
    scaled.scale(factor);
    sum.accumulate(scaled);
}

/// The dot product and its tangents; parts that are absent are zero.
pub fn dots<T: Tangent, const N: usize>(x: [Option<&T>; N], y: [Option<&T>; N]) -> [f64; N] {
    core::array::from_fn(|m| pairs(m).filter_map(|(a, b)| Some(x[a]?.dot(y[b]?))).sum())
}

/// Adds to the adjoint of one factor of a dot product.
pub fn dots_reverse<T: Tangent, const N: usize>(bars: [Option<&mut T>; N], other: [Option<&T>; N], seeds: [f64; N]) {
    for (a, bar) in bars.into_iter().enumerate() {
        let Some(bar) = bar else { continue };
        for b in (0..N).filter(|b| a & b == 0) {
            if let Some(other) = other[b] {
                add(bar, other, seeds[a | b]);
            }
        }
    }
}

/// Multiplies a vector by a number, and makes the tangents those of the product.
pub fn scaled<T: Tangent, const N: usize>(mut parts: [Option<&mut T>; N], factors: [f64; N]) {
    for m in (0..N).rev() {
        let (below, rest) = parts.split_at_mut(m);
        let Some(part) = &mut rest[0] else { continue };
        part.scale(factors[0]);
        for (a, b) in pairs(m).filter(|(a, _)| *a < m) {
            if let Some(below) = &below[a] {
                add(*part, below, factors[b]);
            }
        }
    }
}

/// The adjoints of the factors; those of the product become those of the vector, whose parts these are.
pub fn scaled_reverse<T: Tangent, const N: usize>(
    parts: [Option<&T>; N],
    factors: [f64; N],
    mut bars: [Option<&mut T>; N],
) -> [f64; N] {
    let cotangents = core::array::from_fn(|b| {
        let terms = (0..N).filter(|a| a & b == 0).filter_map(|a| Some(parts[a]?.dot(bars[a | b].as_deref()?)));
        terms.sum()
    });
    for a in 0..N {
        let (first, above) = bars.split_at_mut(a + 1);
        let Some(bar) = &mut first[a] else { continue };
        bar.scale(factors[0]);
        for b in (1..N).filter(|b| a & b == 0) {
            if let Some(above) = &above[(a | b) - a - 1] {
                add(*bar, above, factors[b]);
            }
        }
    }
    cotangents
}

/// Moves a value along a vector, and its tangents `dots` too.
pub fn moved<S: Differentiable, const N: usize>(
    value: &mut S,
    dots: [Option<&mut S::Tangent>; N],
    along: [Option<&S::Tangent>; N],
    steps: [f64; N],
) {
    if let Some(along) = along[0] {
        value.move_along(core::borrow::Borrow::borrow(along), steps[0]);
    }
    for (m, dot) in dots.into_iter().enumerate().skip(1) {
        let Some(dot) = dot else { continue };
        for (a, b) in pairs(m) {
            if let Some(along) = along[a] {
                add(dot, along, steps[b]);
            }
        }
    }
}

/// Adds to the adjoint of the vector along which a value was moved; those of the steps.
pub fn moved_reverse<T: Tangent, const N: usize>(
    bars: [Option<&T>; N],
    along: [Option<&T>; N],
    along_bars: [Option<&mut T>; N],
    steps: [f64; N],
) -> [f64; N] {
    for (a, along_bar) in along_bars.into_iter().enumerate() {
        let Some(along_bar) = along_bar else { continue };
        for b in (0..N).filter(|b| a & b == 0) {
            if let Some(bar) = bars[a | b] {
                add(along_bar, bar, steps[b]);
            }
        }
    }
    core::array::from_fn(|b| (0..N).filter(|a| a & b == 0).filter_map(|a| Some(along[a]?.dot(bars[a | b]?))).sum())
}

/// The square root of a number and of its tangents; all zero at zero.
pub fn norms<const N: usize>(squares: [f64; N]) -> [f64; N] {
    let mut norms = [0.0; N];
    norms[0] = num_traits::Float::sqrt(squares[0]);
    if norms[0] == 0.0 {
        return norms;
    }
    for m in 1..N {
        let products: f64 = pairs(m).filter(|(a, b)| *a > 0 && *b > 0).map(|(a, b)| norms[a] * norms[b]).sum();
        norms[m] = (squares[m] - products) / (2.0 * norms[0]);
    }
    norms
}

/// The adjoints of the squares of norms; zero at zero.
pub fn norms_reverse<const N: usize>(norms: [f64; N], mut seeds: [f64; N]) -> [f64; N] {
    let mut squares = [0.0; N];
    if norms[0] == 0.0 {
        return squares;
    }
    for m in (0..N).rev() {
        squares[m] = seeds[m] / (2.0 * norms[0]);
        // Part `m` of the square is the sum of all products of parts of the norm.
        for (a, b) in pairs(m).filter(|(_, b)| *b > 0) {
            seeds[a] -= 2.0 * squares[m] * norms[b];
        }
    }
    squares
}

/// Adds to the adjoints of a vector those that its norm gives.
pub fn norm_reverse<T: Tangent, const N: usize>(bars: [Option<&mut T>; N], parts: [Option<&T>; N], seeds: [f64; N]) {
    let norms = norms(dots(parts, parts));
    dots_reverse(bars, parts, norms_reverse(norms, seeds).map(|square| 2.0 * square));
}

/// Adds a tangent, where there is one.
pub fn accumulated<T: Tangent>(sum: Option<&mut T>, other: Option<T>) {
    if let (Some(sum), Some(other)) = (sum, other) {
        sum.accumulate(other);
    }
}
