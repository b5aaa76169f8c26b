//! Second derivatives from products with the Hessian.

use crate::differentiable::Differentiable;
use crate::forward::{coordinates, set_coordinate};
use crate::tangent::Tangent;

/// The diagonal of a Hessian, in the shape of the gradient, from its products with the unit directions: those of `hvp_f`.
///
/// ```
/// use chainrule::{differentiate, hessian_diagonal};
///
/// #[differentiate(hvp)]
/// fn energy(x: &[f64], y: f64) -> f64 {
///     x.iter().map(|x| x * x * x * y).sum::<f64>() + x[0] * x[1] * y * y
/// }
///
/// let (x, y) = (vec![1.0, 2.0], 3.0);
/// let (xs, ys) = hessian_diagonal(&(x.clone(), y), |(x_dot, y_dot)| hvp_energy(&x, x_dot, y, *y_dot));
/// assert_eq!((xs, ys), (vec![18.0, 36.0], 4.0));
/// ```
///
/// It takes as many products as there are coordinates. Where it is known which second derivatives vanish, fewer do: one, with
/// the direction of all ones, where the Hessian is diagonal, and by [`sparse::compressed`](crate::sparse::compressed) those
/// of a few groups of columns.
///
/// ```
/// # use chainrule::differentiate;
/// #[differentiate(hvp)]
/// fn separable(x: &[f64]) -> f64 {
///     x.iter().map(|x| x * x * x).sum()
/// }
///
/// assert_eq!(hvp_separable(&[1.0, 2.0], &[1.0, 1.0]), [6.0, 12.0]);
/// ```
///
/// Products with several vectors at one point are calls of one pullback, where the gradient is itself differentiated: the
/// Hessian is symmetric, so the pullback of the gradient multiplies with it. Each call costs what `hvp_f` does.
///
/// ```
/// # use chainrule::differentiate;
/// #[differentiate(order = 2)]
/// fn energy(x: &[f64]) -> f64 {
///     x.iter().map(|x| x * x * x).sum::<f64>() + x[0] * x[1]
/// }
///
/// #[differentiate]
/// fn slope(x: &[f64]) -> Vec<f64> {
///     grad_energy(x)
/// }
///
/// let (_, product) = vjp_slope(&[1.0, 2.0]);
/// assert_eq!(product(&[1.0, 0.0]), [6.0, 1.0]);
/// assert_eq!(product(&[0.0, 1.0]), [1.0, 12.0]);
/// ```
pub fn hessian_diagonal<P: Differentiable>(
    point: &P,
    mut product: impl FnMut(&P::Tangent) -> P::Tangent,
) -> P::Tangent {
    let mut direction = point.zero_tangent();
    let mut diagonal = direction.clone();
    for index in 0..coordinates(&direction) {
        set_coordinate(&mut direction, index, 1.0);
        let column = product(&direction);
        set_coordinate(&mut direction, index, 0.0);
        set_coordinate(&mut diagonal, index, coordinate(column, index));
    }
    diagonal
}

/// One coordinate of a tangent.
fn coordinate<T: Tangent>(mut tangent: T, index: usize) -> f64 {
    let (mut at, mut found) = (0, f64::NAN);
    tangent.map_coordinates(&mut |coordinate| {
        at += 1;
        if at == index + 1 {
            found = coordinate;
        }
        coordinate
    });
    found
}
