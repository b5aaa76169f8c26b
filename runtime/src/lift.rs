//! Structures of floats as structures of other scalars, and Jacobians from lanes.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::differentiable::Differentiable;
use crate::jacobian::{append_coordinates, dimension, jacobian_by_rows};
use crate::lanes::Lanes;
use crate::matrix::Matrix;
use crate::real::Real;
use crate::tangent::Tangent;

/// A structure of floats.
pub trait Lift {
    /// The same structure of `S`.
    type Over<S>;

    /// The structure that holds what `each` makes of the floats, in order.
    fn lift<S>(&self, each: &mut impl FnMut(f64) -> S) -> Self::Over<S>;
}

/// What holds numbers with derivatives in `K` directions.
pub trait Components<const K: usize> {
    /// Visits the numbers in order.
    fn components(&self, visit: &mut impl FnMut(&Lanes<K>));
}

impl Lift for f64 {
    type Over<S> = S;

    #[inline]
    fn lift<S>(&self, each: &mut impl FnMut(f64) -> S) -> S {
        each(*self)
    }
}

impl<const K: usize> Components<K> for Lanes<K> {
    #[inline]
    fn components(&self, visit: &mut impl FnMut(&Lanes<K>)) {
        visit(self);
    }
}

impl<V: Lift, const N: usize> Lift for [V; N] {
    type Over<S> = [V::Over<S>; N];

    #[inline]
    fn lift<S>(&self, each: &mut impl FnMut(f64) -> S) -> Self::Over<S> {
        core::array::from_fn(|index| self[index].lift(each))
    }
}

impl<V: Components<K>, const K: usize, const N: usize> Components<K> for [V; N] {
    #[inline]
    fn components(&self, visit: &mut impl FnMut(&Lanes<K>)) {
        self.iter().for_each(|element| element.components(visit));
    }
}

impl<V: Lift> Lift for [V] {
    type Over<S> = Vec<V::Over<S>>;

    #[inline]
    fn lift<S>(&self, each: &mut impl FnMut(f64) -> S) -> Self::Over<S> {
        self.iter().map(|element| element.lift(each)).collect()
    }
}

impl<V: Lift> Lift for Vec<V> {
    type Over<S> = Vec<V::Over<S>>;

    #[inline]
    fn lift<S>(&self, each: &mut impl FnMut(f64) -> S) -> Self::Over<S> {
        self.as_slice().lift(each)
    }
}

impl<V: Components<K>, const K: usize> Components<K> for Vec<V> {
    #[inline]
    fn components(&self, visit: &mut impl FnMut(&Lanes<K>)) {
        self.iter().for_each(|element| element.components(visit));
    }
}

impl<V: Lift> Lift for Option<V> {
    type Over<S> = Option<V::Over<S>>;

    #[inline]
    fn lift<S>(&self, each: &mut impl FnMut(f64) -> S) -> Self::Over<S> {
        self.as_ref().map(|value| value.lift(each))
    }
}

impl<V: Lift> Lift for Box<V> {
    type Over<S> = Box<V::Over<S>>;

    #[inline]
    fn lift<S>(&self, each: &mut impl FnMut(f64) -> S) -> Self::Over<S> {
        Box::new((**self).lift(each))
    }
}

macro_rules! tuples {
    ($(($($V:ident $index:tt)*))*) => {$(
        impl<$($V: Lift),*> Lift for ($($V,)*) {
            type Over<S> = ($($V::Over<S>,)*);

            #[inline]
            fn lift<S>(&self, each: &mut impl FnMut(f64) -> S) -> Self::Over<S> {
                ($(self.$index.lift(each),)*)
            }
        }

        impl<$($V: Components<K>,)* const K: usize> Components<K> for ($($V,)*) {
            #[inline]
            fn components(&self, visit: &mut impl FnMut(&Lanes<K>)) {
                $(self.$index.components(visit);)*
            }
        }
    )*};
}

tuples! {
    (A 0) (A 0 B 1) (A 0 B 1 C 2) (A 0 B 1 C 2 D 3) (A 0 B 1 C 2 D 3 E 4) (A 0 B 1 C 2 D 3 E 4 F 5)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6) (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7)
}

/// An argument by value that varies.
#[derive(Clone, Copy, Debug)]
pub struct Varied<T>(pub T);

/// An argument by value that is a constant.
#[derive(Clone, Copy, Debug)]
pub struct Held<T>(pub T);

/// What may be passed for a parameter of type `V` of a function over `S`.
pub trait Passed<V: Lift, S> {
    /// The value.
    fn passed(self) -> V::Over<S>;
}

impl<V: Lift, S> Passed<V, S> for Varied<<V as Lift>::Over<S>> {
    #[inline]
    fn passed(self) -> V::Over<S> {
        self.0
    }
}

impl<V: Lift, S: Real> Passed<V, S> for Held<V> {
    #[inline]
    fn passed(self) -> V::Over<S> {
        lifted(&self.0)
    }
}

/// Functions that run on other scalars, where callers may rely on it: those with `taylor`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be called with Taylor series",
    label = "series are asked for of what calls it",
    note = "put `taylor` into the attribute of the function: `#[differentiate(taylor)]`",
    note = "a function with a rule of the user's (`vjp = …`, `partials(..)`) has none: only bodies are expanded"
)]
pub trait OfSeries {}

/// Asks for that.
#[inline]
pub fn of_series<F: OfSeries>() {}

/// Stands in for a function that cannot: it is never called.
pub trait NotOver {
    /// Whether it can.
    const OVER: bool = false;

    /// The function.
    #[must_use]
    fn over<A, R>(_: A) -> R {
        unreachable!()
    }
}

impl<T: ?Sized> NotOver for T {}

macro_rules! passive {
    ($($passive:ty),*) => {$(
        impl Lift for $passive {
            type Over<S> = $passive;

            #[inline]
            fn lift<S>(&self, _each: &mut impl FnMut(f64) -> S) -> Self {
                *self
            }
        }
    )*};
}

passive! { u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, bool, char, () }

/// A structure of constants.
#[inline]
pub fn lifted<V: Lift + ?Sized, S: Real>(value: &V) -> V::Over<S> {
    value.lift(&mut S::constant)
}

/// The directions of one run: `K` coordinates of the arguments, from `start` on.
#[derive(Debug)]
pub struct Directions {
    start: usize,
    next: usize,
}

impl Directions {
    /// From this coordinate on.
    #[inline]
    #[must_use]
    pub fn from(start: usize) -> Self {
        Self { start, next: 0 }
    }

    /// The next argument.
    #[inline]
    pub fn of<V: Lift + ?Sized, const K: usize>(&mut self, value: &V) -> V::Over<Lanes<K>> {
        value.lift(&mut |number| {
            let lane = self.next.wrapping_sub(self.start);
            self.next += 1;
            Lanes::along(number, lane)
        })
    }
}

/// Runs along `cols` directions, `K` at once, and hands over each derivative with its row and column; the number of rows.
#[inline]
fn columns<const K: usize, Y: Components<K>>(
    cols: usize,
    run: impl Fn(usize) -> Y,
    mut set: impl FnMut(usize, usize, f64),
) {
    for start in (0..cols).step_by(K) {
        let mut row = 0;
        run(start).components(&mut |component| {
            for (lane, dot) in component.dots().iter().enumerate().take(cols - start) {
                set(row, start + lane, *dot);
            }
            row += 1;
        });
    }
}

/// The Jacobian of a function of `N` floats that gives `M`.
#[inline]
pub fn jacobian_in_lanes<const K: usize, const N: usize, const M: usize, Y: Components<K>>(
    run: impl Fn(usize) -> Y,
) -> [[f64; N]; M] {
    let mut jacobian = [[0.0; N]; M];
    columns(N, run, |row, col, dot| jacobian[row][col] = dot);
    jacobian
}

/// The Jacobian of a function of `cols` floats that gives any number of them.
pub fn matrix_in_lanes<const K: usize, Y: Components<K>>(cols: usize, run: impl Fn(usize) -> Y) -> Matrix {
    let mut rows = 0;
    let mut elements = Vec::new();
    // Column by column: how many rows there are, the first run tells.
    columns(cols, run, |row, col, dot| {
        if row >= rows {
            rows = row + 1;
            elements.resize(rows * cols, 0.0);
        }
        elements[row * cols + col] = dot;
    });
    Matrix::new(rows, cols, elements)
}

/// The Jacobian of a function with the value `value`: in lanes where its `cols` inputs are fewer than its outputs, else from
/// one `pull` of each unit seed.
#[track_caller]
pub fn matrix_in_lanes_or_by_rows<V: Differentiable + ?Sized, const K: usize, Y: Components<K>, G: Tangent>(
    value: &V,
    cols: usize,
    run: impl Fn(usize) -> Y,
    pull: impl Fn(V::Tangent) -> G,
) -> Matrix {
    if cols < dimension(value) {
        return matrix_in_lanes(cols, run);
    }
    jacobian_by_rows(value, cols, |seed, row| append_coordinates(row, pull(seed)))
}
