//! Comparison up to rounding.

use ::approx::{AbsDiffEq, RelativeEq, UlpsEq};

use super::Matrix;

impl<T: AbsDiffEq<Epsilon: Clone>> AbsDiffEq for Matrix<T> {
    type Epsilon = T::Epsilon;

    fn default_epsilon() -> T::Epsilon {
        T::default_epsilon()
    }

    fn abs_diff_eq(&self, other: &Self, epsilon: T::Epsilon) -> bool {
        self.pairs(other).is_some_and(|mut pairs| pairs.all(|(a, b)| a.abs_diff_eq(b, epsilon.clone())))
    }
}

impl<T: RelativeEq<Epsilon: Clone>> RelativeEq for Matrix<T> {
    fn default_max_relative() -> T::Epsilon {
        T::default_max_relative()
    }

    fn relative_eq(&self, other: &Self, epsilon: T::Epsilon, max_relative: T::Epsilon) -> bool {
        let close = |(a, b): (&T, &T)| a.relative_eq(b, epsilon.clone(), max_relative.clone());
        self.pairs(other).is_some_and(|mut pairs| pairs.all(close))
    }
}

impl<T: UlpsEq<Epsilon: Clone>> UlpsEq for Matrix<T> {
    fn default_max_ulps() -> u32 {
        T::default_max_ulps()
    }

    fn ulps_eq(&self, other: &Self, epsilon: T::Epsilon, max_ulps: u32) -> bool {
        self.pairs(other).is_some_and(|mut pairs| pairs.all(|(a, b)| a.ulps_eq(b, epsilon.clone(), max_ulps)))
    }
}

impl<T> Matrix<T> {
    /// Elements at the same places; of matrices of other shapes, none.
    fn pairs<'m>(&'m self, other: &'m Self) -> Option<impl Iterator<Item = (&'m T, &'m T)>> {
        let same = self.rows == other.rows && self.cols == other.cols;
        same.then(|| self.elements.iter().zip(&other.elements))
    }
}

#[cfg(test)]
mod tests {
    use ::approx::{assert_abs_diff_eq, assert_relative_eq, assert_relative_ne, assert_ulps_eq};

    use super::Matrix;

    #[test]
    fn matrices_are_compared_up_to_rounding() {
        let a = Matrix::from([[0.1 + 0.2, 1.0]]);
        let b = Matrix::from([[0.3, 1.0]]);
        assert_abs_diff_eq!(a, b);
        assert_relative_eq!(a, b);
        assert_ulps_eq!(a, b);
        assert_relative_ne!(a, a.transposed());
        assert_relative_ne!(a, Matrix::from([[0.31, 1.0]]), max_relative = 1e-3);
    }
}
