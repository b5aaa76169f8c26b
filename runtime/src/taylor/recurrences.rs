//! The coefficients of elementary functions, one after the other: each follows from a differential equation
//! `y' = g(y) · a'` (Griewank and Walther, §13.2).
//!
//! An infinity behind a coefficient that is exactly zero adds nothing, as in the rules of first derivatives.

use crate::real::Real;

/// `Σ xᵢ yⱼ` over pairs; those with a zero are left out where the sum is NaN otherwise.
#[inline]
fn sum<T: Real>(terms: impl Iterator<Item = (T, T)> + Clone) -> T {
    let plain = terms.clone().fold(T::zero(), |sum, (x, y)| sum + x * y);
    if plain.is_nan() { strong_sum(terms) } else { plain }
}

#[cold]
fn strong_sum<T: Real>(terms: impl Iterator<Item = (T, T)>) -> T {
    terms.filter(|(x, y)| !x.is_zero() && !y.is_zero()).fold(T::zero(), |sum, (x, y)| sum + x * y)
}

/// `x y`, and 0 where `x`, a coefficient of an argument, is 0.
fn scaled<T: Real>(x: T, y: T) -> T {
    if x.is_zero() { x } else { x * y }
}

/// `0, 1, 2, …`.
fn number<T: Real>(n: usize) -> T {
    // Orders are small.
    T::constant(u32::try_from(n).map_or(f64::INFINITY, f64::from))
}

/// The coefficients of `t a'`.
fn rate<T: Real, const N: usize>(a: &[T; N]) -> [T; N] {
    core::array::from_fn(|i| number::<T>(i) * a[i])
}

/// The series of `x y`.
#[inline]
pub(super) fn products<T: Real, const N: usize>(x: &[T; N], y: &[T; N]) -> [T; N] {
    let mut all = [T::zero(); N];
    for k in 0..N {
        let plain = (0..=k).fold(T::zero(), |sum, i| sum + x[i] * y[k - i]);
        all[k] = if k > 0 && plain.is_nan() { strong_product(x, y, k) } else { plain };
    }
    all
}

/// A value times a coefficient of the other series is plain arithmetic, but for coefficients that are zero.
#[cold]
fn strong_product<T: Real, const N: usize>(x: &[T; N], y: &[T; N], k: usize) -> T {
    let inner = strong_sum((1..k).map(|i| (x[i], y[k - i])));
    scaled(x[k], y[0]) + scaled(y[k], x[0]) + inner
}

/// The series `y` with the first coefficient `first` and `y' = g a'`, where `g(y, k)` is the coefficient of order `k` of
/// `g`, which depends on those of `y` up to there.
pub(super) fn solve<T: Real, const N: usize>(a: &[T; N], first: T, slope: impl Fn(&[T; N], usize) -> T) -> [T; N] {
    let (mut y, mut g) = ([T::zero(); N], [T::zero(); N]);
    let rate = rate(a);
    y[0] = first;
    for k in 1..N {
        g[k - 1] = slope(&y, k - 1);
        y[k] = sum((1..=k).map(|i| (rate[i], g[k - i]))) / number(k);
    }
    defined(a, y)
}

/// The series `y` and `z` with `y' = z a'` and `z' = sign · y a'`: sines and cosines.
pub(super) fn solve_pair<T: Real, const N: usize>(a: &[T; N], first: (T, T), sign: T) -> ([T; N], [T; N]) {
    let (mut y, mut z) = ([T::zero(); N], [T::zero(); N]);
    let rate = rate(a);
    (y[0], z[0]) = first;
    for k in 1..N {
        y[k] = sum((1..=k).map(|i| (rate[i], z[k - i]))) / number(k);
        z[k] = sign * sum((1..=k).map(|i| (rate[i], y[k - i]))) / number(k);
    }
    (defined(a, y), defined(a, z))
}

/// A function that is NaN has no derivative: its coefficients are NaN where those of its argument are not zero.
fn defined<T: Real, const N: usize>(a: &[T; N], mut y: [T; N]) -> [T; N] {
    if y[0].is_nan() && !a[1..].iter().all(T::is_zero) {
        y.fill(T::nan());
    }
    y
}

/// The series of `aᵖ`, whose first coefficient is `first`: `a y' = p y a'`.
pub(super) fn power<T: Real, const N: usize>(a: &[T; N], first: T, p: T) -> [T; N] {
    if a[0].is_zero() || !first.is_finite() {
        return power_at_pole(a, first, p);
    }
    let mut y = [T::zero(); N];
    let numbers: [T; N] = core::array::from_fn(number);
    y[0] = first;
    for k in 1..N {
        let weight = |i: usize| numbers[i] * p - numbers[k - i];
        y[k] = (1..=k).fold(T::zero(), |sum, i| sum + weight(i) * a[i] * y[k - i]) / (numbers[k] * a[0]);
    }
    defined(a, y)
}

/// By the binomial series in `a - a₀`, where infinities need not be divided.
fn power_at_pole<T: Real, const N: usize>(a: &[T; N], first: T, p: T) -> [T; N] {
    let mut binomial = T::one();
    let mut outer = [first; N];
    for (j, derivative) in outer.iter_mut().enumerate().skip(1) {
        let j: T = number(j);
        binomial *= (p - j + T::one()) / j;
        *derivative = scaled(binomial, a[0].powf(p - j));
    }
    defined(a, composed(&outer, a))
}

/// The series `Σ outerⱼ (a - a₀)ʲ`.
fn composed<T: Real, const N: usize>(outer: &[T; N], a: &[T; N]) -> [T; N] {
    let mut inner = *a;
    inner[0] = T::zero();
    let mut power = inner;
    let mut all = [T::zero(); N];
    all[0] = outer[0];
    for derivative in &outer[1..] {
        for (sum, coefficient) in all[1..].iter_mut().zip(&power[1..]) {
            *sum += scaled(*coefficient, *derivative);
        }
        power = products(&power, &inner);
    }
    all
}

/// The series of `1 / a`.
pub(super) fn reciprocal<T: Real, const N: usize>(a: &[T; N]) -> [T; N] {
    power(a, a[0].recip(), -T::one())
}

/// The series of `a^(-1/2)`.
pub(super) fn reciprocal_root<T: Real, const N: usize>(a: &[T; N]) -> [T; N] {
    power(a, a[0].sqrt().recip(), T::constant(-0.5))
}

/// The series of `aᵇ` where `b` is no constant: `exp(b ln a)`.
///
/// At 0, the powers of logarithms vanish behind a power of `a` that is left.
pub(super) fn general_power<T: Real, const N: usize>(a: &[T; N], b: &[T; N], logarithm: &[T; N]) -> [T; N] {
    let first = a[0].powf(b[0]);
    if a[0] > T::zero() {
        return solve(&products(b, logarithm), first, |y, k| y[k]);
    }
    if !a[0].is_zero() || b[0] <= T::zero() {
        let mut all = [T::nan(); N];
        all[0] = first;
        return all;
    }
    let mut all = power(a, first, b[0]);
    if !a.iter().all(T::is_zero) {
        for (k, coefficient) in all.iter_mut().enumerate().skip(1) {
            if number::<T>(k) >= b[0] + T::one() {
                *coefficient = T::nan();
            }
        }
    }
    all
}
