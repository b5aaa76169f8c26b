//! Sparse Jacobians from few derivatives: compression by coloring a known sparsity pattern.
//!
//! Columns of a Jacobian that have no row in common can be asked for at once: the derivative in the sum of their unit
//! directions holds the elements of all of them, each in rows of its own. [`ByColumns`] puts the columns into as few
//! such groups as a greedy coloring finds, and calls `jvp_f` once for each (Curtis, Powell and Reid, 1974; Gebremedhin,
//! Manne and Pothen, 2005). [`ByRows`] does the same with rows and a pullback.
//!
//! ```
//! use chainrule::differentiate;
//! use chainrule::sparse::{self, Pattern};
//!
//! /// Each output depends on an element and its neighbors.
//! #[differentiate]
//! fn curvature(x: &[f64]) -> Vec<f64> {
//!     let n = x.len();
//!     let mut result = vec![0.0; n];
//!     for i in 0..n {
//!         let left = if i > 0 { x[i - 1] } else { 0.0 };
//!         let right = if i + 1 < n { x[i + 1] } else { 0.0 };
//!         result[i] = left * right - x[i] * x[i];
//!     }
//!     result
//! }
//!
//! let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
//! let pattern = Pattern::new(6, (0_usize..6).map(|i| i.saturating_sub(1)..(i + 2).min(6)));
//!
//! let mut calls = 0;
//! let jacobian = sparse::compressed(&pattern, |x_dot| {
//!     calls += 1;
//!     jvp_curvature(&x, x_dot).1
//! });
//! assert_eq!(calls, 3 + 1); // one more, to see that the pattern is right
//! assert!(jacobian.row(2).eq([(1, 4.0), (2, -6.0), (3, 2.0)]));
//!
//! let (_, pullback) = vjp_curvature(&x);
//! assert_eq!(sparse::compressed_by_rows(&pattern, |seed| pullback(&seed.to_vec())), jacobian);
//! ```
//!
//! A row that is full needs as many directions as it has columns: then take the rows together, or that row apart
//! ([`Pattern::block`], [`Csr::append`]).

mod coloring;
mod csr;
mod pattern;
mod probe;

pub use coloring::{ByColumns, ByRows};
pub use csr::Csr;
pub use pattern::Pattern;

use alloc::vec::Vec;

/// The Jacobian with this pattern, from its products with a few directions: those of `jvp_f`.
///
/// For the same pattern at many points, keep a [`ByColumns`].
///
/// ```
/// use chainrule::sparse::{Pattern, compressed};
///
/// // x ↦ (x₀², x₁ x₀, x₂³) at (1, 2, 3): columns 0 and 2 have no row in common, nor have 1 and 2.
/// let pattern = Pattern::new(3, [vec![0], vec![0, 1], vec![2]]);
/// let jacobian = compressed(&pattern, |v| vec![2.0 * v[0], 2.0 * v[0] + v[1], 27.0 * v[2]]);
/// assert_eq!(jacobian.values(), [2.0, 2.0, 1.0, 27.0]);
/// ```
///
/// # Panics
///
/// As [`ByColumns::jacobian`].
#[track_caller]
pub fn compressed(pattern: &Pattern, product: impl FnMut(&[f64]) -> Vec<f64>) -> Csr {
    ByColumns::new(pattern.clone()).jacobian(product)
}

/// The Jacobian with this pattern, from its products with a few seeds: those of the pullback of `vjp_f`.
///
/// For the same pattern at many points, keep a [`ByRows`].
///
/// ```
/// use chainrule::sparse::{Pattern, compressed_by_rows};
///
/// // The last input acts on every output: one seed for all outputs would mix them, so each needs its own.
/// let pattern = Pattern::new(3, [[0, 2], [1, 2]]);
/// let jacobian = compressed_by_rows(&pattern, |seed| vec![5.0 * seed[0], 6.0 * seed[1], seed[0] + seed[1]]);
/// assert_eq!(jacobian.values(), [5.0, 1.0, 6.0, 1.0]);
/// ```
///
/// # Panics
///
/// As [`ByRows::jacobian`].
#[track_caller]
pub fn compressed_by_rows(pattern: &Pattern, pullback: impl FnMut(&[f64]) -> Vec<f64>) -> Csr {
    ByRows::new(pattern.clone()).jacobian(pullback)
}

#[cfg(test)]
mod tests;
