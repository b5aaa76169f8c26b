//! To and from the matrices of other crates.

use super::Matrix;

#[cfg(feature = "nalgebra")]
impl<T: nalgebra::Scalar> From<Matrix<T>> for nalgebra::DMatrix<T> {
    fn from(matrix: Matrix<T>) -> Self {
        nalgebra::DMatrix::from_row_iterator(matrix.rows, matrix.cols, matrix.elements)
    }
}

#[cfg(feature = "nalgebra")]
impl<T, R, C, S> From<nalgebra::Matrix<T, R, C, S>> for Matrix<T>
where
    T: nalgebra::Scalar,
    R: nalgebra::Dim,
    C: nalgebra::Dim,
    S: nalgebra::RawStorage<T, R, C>,
{
    fn from(matrix: nalgebra::Matrix<T, R, C, S>) -> Self {
        Matrix::from_fn(matrix.nrows(), matrix.ncols(), |i, j| matrix[(i, j)].clone())
    }
}

#[cfg(feature = "ndarray")]
impl<T> From<Matrix<T>> for ndarray::Array2<T> {
    fn from(matrix: Matrix<T>) -> Self {
        match ndarray::Array2::from_shape_vec((matrix.rows, matrix.cols), matrix.elements) {
            Ok(array) => array,
            Err(_) => unreachable!("bug in chainrule: a matrix has as many elements as its shape says"),
        }
    }
}

#[cfg(feature = "ndarray")]
impl<T: Clone, S: ndarray::Data<Elem = T>> From<ndarray::ArrayBase<S, ndarray::Ix2>> for Matrix<T> {
    fn from(array: ndarray::ArrayBase<S, ndarray::Ix2>) -> Self {
        let (rows, cols) = array.dim();
        Matrix::new(rows, cols, array.iter().cloned().collect())
    }
}

#[cfg(feature = "faer")]
impl<T: Clone> From<Matrix<T>> for faer::Mat<T> {
    fn from(matrix: Matrix<T>) -> Self {
        faer::Mat::from_fn(matrix.rows, matrix.cols, |i, j| matrix[(i, j)].clone())
    }
}

#[cfg(feature = "faer")]
impl<T: Clone> From<faer::Mat<T>> for Matrix<T> {
    fn from(matrix: faer::Mat<T>) -> Self {
        Matrix::from(matrix.as_ref())
    }
}

#[cfg(feature = "faer")]
impl<T: Clone> From<faer::MatRef<'_, T>> for Matrix<T> {
    fn from(matrix: faer::MatRef<'_, T>) -> Self {
        Matrix::from_fn(matrix.nrows(), matrix.ncols(), |i, j| matrix[(i, j)].clone())
    }
}
