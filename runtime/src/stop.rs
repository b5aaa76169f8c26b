//! The identity whose derivative is zero.

/// Returns `value`, and tells `#[differentiate]` to hold it constant.
///
/// Inside a differentiated function, what stands in the parentheses is not differentiated, so it
/// may call anything; the result is a constant to the rest of the function. Outside of one it is
/// the identity.
///
/// ```
/// use chainrule::stop_gradient;
///
/// assert_eq!(stop_gradient(3.0), 3.0);
/// ```
#[inline]
#[must_use]
pub fn stop_gradient<T>(value: T) -> T {
    value
}
