//! The types that have derivatives, and the shapes of their tangents and shadows.

use core::borrow::BorrowMut;

use crate::check::Place;
use crate::tangent::{Tangent, of_values, sweeps};

/// A type whose values can be differentiated, or held while others are.
///
/// Its tangents, and its adjoints alike, are values of [`Tangent`](Self::Tangent): the same
/// structure, owned. A type without a derivative, such as an integer, has the tangent `()`, so
/// that the code for its adjoint compiles to nothing.
///
/// | type | tangent | shadow |
/// | --- | --- | --- |
/// | `f64`, `f32` | the same | the same |
/// | `[T]` | `Vec<T::Tangent>` | `[T::Tangent]` |
/// | `Vec<T>`, `[T; N]`, tuples, `Option<T>`, `Box<T>` | the same, of `T::Tangent` | the same |
/// | `&T`, `&mut T` | that of `T` | that of `T` |
/// | integers, `bool`, `char`, `()`, `String`, `str` | `()` | `()` |
///
/// ```
/// use chainrule::Differentiable;
///
/// let inputs = (vec![1.0, 2.0], [3.0_f32], 4_usize);
/// assert_eq!(inputs.zero_tangent(), (vec![0.0, 0.0], [0.0], ()));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no derivative",
    note = "derive `Differentiable` for it, or mark the parameter or the field `#[constant]`"
)]
pub trait Differentiable {
    /// The owned form of a tangent or an adjoint.
    type Tangent: Tangent + BorrowMut<Self::Shadow>;

    /// What a `&mut` buffer for an adjoint points to.
    type Shadow: ?Sized;

    /// Whether all values of this type have tangents of one shape.
    ///
    /// If so, the elements of a slice share one zero, and need no check one by one.
    const FIXED_SHAPE: bool = false;

    /// The zero of the shape of `self`.
    ///
    /// ```
    /// use chainrule::Differentiable;
    ///
    /// assert_eq!([1.0, 2.0][..].zero_tangent(), vec![0.0, 0.0]);
    /// ```
    #[must_use]
    fn zero_tangent(&self) -> Self::Tangent;

    /// Stands in for a shadow that is never read or written, and owns no memory where that can be.
    #[doc(hidden)]
    #[inline]
    #[must_use]
    fn dummy_shadow(&self) -> Self::Tangent {
        self.zero_tangent()
    }

    /// Panics unless `shadow` has the shape of `self`, which stands at `place`.
    ///
    /// ```
    /// use chainrule::{Differentiable, Place};
    ///
    /// [1.0, 2.0][..].check_shadow(Place::root("a"), &[0.0, 0.0]);
    /// ```
    ///
    /// # Panics
    ///
    /// If a length differs: "the shadow of `a[2]` has length 3, but `a[2]` has length 4".
    #[track_caller]
    fn check_shadow(&self, place: Place<'_>, shadow: &Self::Shadow);

    /// Adds `step` times `tangent` to the value: the update of gradient descent, with a negative step.
    ///
    /// ```
    /// use chainrule::Differentiable;
    ///
    /// let mut weights = vec![1.0, 2.0];
    /// weights.move_along(&vec![10.0, 20.0], -0.1);
    /// assert_eq!(weights, [0.0, 0.0]);
    /// ```
    ///
    /// # Panics
    ///
    /// If the shapes differ, and for a value behind a shared reference.
    #[track_caller]
    fn move_along(&mut self, tangent: &Self::Shadow, step: f64);

    of_values::of_values!();
}
