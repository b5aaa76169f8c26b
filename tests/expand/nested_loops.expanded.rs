use chainrule::differentiate;
#[allow(dead_code)]
pub fn nested_loops(matrix: &[[f64; 3]], x: &[f64; 3]) -> f64 {
    let mut sum = 0.0;
    for row in matrix {
        let mut dot = 0.0;
        for (a, b) in row.iter().zip(x) {
            dot += a * b;
        }
        sum += dot * dot;
    }
    sum
}
/// Value and gradient of [`nested_loops`] with respect to `matrix` and `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_nested_loops(
    matrix: &[[f64; 3]],
    x: &[f64; 3],
) -> (f64, (::chainrule::__private::Vec<[f64; 3]>, [f64; 3])) {
    /// Forward sweep.
    let mut sum: f64 = 0.0;
    /// Reverse sweep.
    let mut matrix_bar = ::chainrule::__private::zero_tangent(matrix);
    let mut x_bar = [0.0; 3];
    for k in 0..matrix.len() {
        let mut dot: f64 = 0.0;
        for k_1 in 0..3 {
            dot += matrix[k][k_1] * x[k_1];
        }
        sum += dot * dot;
        let dot_bar = 2.0 * dot;
        for k_1 in 0..3 {
            matrix_bar[k][k_1] = x[k_1] * dot_bar;
            x_bar[k_1] += matrix[k][k_1] * dot_bar;
        }
    }
    let value = sum;
    (value, (matrix_bar, x_bar))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct nested_loops {}
#[doc(hidden)]
impl nested_loops {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        matrix: &[[f64; 3]],
        x: &[f64; 3],
    ) -> f64 {
        let mut sum: f64 = 0.0;
        let [dot_column] = tape.columns(matrix.len());
        for k in 0..matrix.len() {
            let mut dot: f64 = 0.0;
            for k_1 in 0..3 {
                dot += matrix[k][k_1] * x[k_1];
            }
            sum += dot * dot;
            dot_column[k] = dot;
        }
        let value = sum;
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        matrix: &[[f64; 3]],
        matrix_bar: &mut [[f64; 3]],
        matrix_is: impl ::chainrule::__private::Activity,
        x: &[f64; 3],
        x_bar: &mut [f64; 3],
        x_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> () {
        let [dot_column_1] = tape.last_columns(matrix.len());
        let dot_column_1_view = &dot_column_1[..matrix.len()];
        for k in 0..matrix.len() {
            let mut dot = dot_column_1_view[k];
            let dot_bar = 2.0 * dot * value_bar;
            for k_1 in 0..3 {
                if ::chainrule::__private::is_active(matrix_is) {
                    matrix_bar[k][k_1] += x[k_1] * dot_bar;
                }
                if ::chainrule::__private::is_active(x_is) {
                    x_bar[k_1] += matrix[k][k_1] * dot_bar;
                }
            }
        }
        tape.drop_columns(1usize, matrix.len());
        ()
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        matrix: &[[f64; 3]],
        matrix_bar: &mut [[f64; 3]],
        matrix_is: impl ::chainrule::__private::Activity,
        x: &[f64; 3],
        x_bar: &mut [f64; 3],
        x_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (f64, ()) {
        let mut sum: f64 = 0.0;
        for k in 0..matrix.len() {
            let mut dot: f64 = 0.0;
            for k_1 in 0..3 {
                dot += matrix[k][k_1] * x[k_1];
            }
            sum += dot * dot;
            let dot_bar = 2.0 * dot * value_bar;
            for k_1 in 0..3 {
                if ::chainrule::__private::is_active(matrix_is) {
                    matrix_bar[k][k_1] += x[k_1] * dot_bar;
                }
                if ::chainrule::__private::is_active(x_is) {
                    x_bar[k_1] += matrix[k][k_1] * dot_bar;
                }
            }
        }
        let value = sum;
        (value, ())
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        matrix: &[[f64; 3]],
        matrix_dot: &[[f64; 3]],
        matrix_is: impl ::chainrule::__private::Activity,
        x: &[f64; 3],
        x_dot: &[f64; 3],
        x_is: impl ::chainrule::__private::Activity,
    ) -> (f64, f64) {
        let mut sum: f64 = 0.0;
        let mut sum_dot: f64 = 0.0;
        for k in 0..matrix.len() {
            let mut dot: f64 = 0.0;
            let mut dot_dot: f64 = 0.0;
            for k_1 in 0..3 {
                dot_dot
                    += (if ::chainrule::__private::is_active(matrix_is) {
                        x[k_1] * matrix_dot[k][k_1]
                    } else {
                        0.0
                    })
                        + (if ::chainrule::__private::is_active(x_is) {
                            matrix[k][k_1] * x_dot[k_1]
                        } else {
                            -0.0
                        });
                dot += matrix[k][k_1] * x[k_1];
            }
            sum_dot += 2.0 * dot * dot_dot;
            sum += dot * dot;
        }
        (sum, sum_dot)
    }
}
