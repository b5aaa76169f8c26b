//! Multiples of rows that are added to the same numbers, several rows at once, and loops that only look like that.

use chainrule::differentiate;

/// `count` numbers made of two.
#[differentiate(order = 2)]
fn list(x: f64, y: f64, count: usize) -> Vec<f64> {
    (0..count).map(|i| x * (i as f64 + 1.0).sin() + y * (i as f64).cos() + 0.1 * x * y).collect()
}

/// `c += a·b` for `rows × inner` and `inner × columns` numbers.
#[differentiate(order = 2)]
fn multiply(a: &[f64], b: &[f64], c: &mut [f64], [rows, inner, columns]: [usize; 3]) {
    for i in 0..rows {
        for k in 0..inner {
            let factor = a[i * inner + k];
            for j in 0..columns {
                c[i * columns + j] += factor * b[k * columns + j];
            }
        }
    }
}

/// Numbers of rows that are added together, and others; none at all.
mod products {
    use super::*;

    #[differentiate(grad, value_and_grad, accumulate_grad, vjp, jvp, hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut sum = 0.0;
        for (inner, columns) in [(1, 9), (4, 8), (7, 3), (8, 12), (11, 1), (0, 9), (9, 0)] {
            let (a, b) = (list(x, y, 2 * inner), list(y, x, inner * columns));
            let mut c = list(x, x, 2 * columns);
            multiply(&a, &b, &mut c, [2, inner, columns]);
            for (j, entry) in c.iter().enumerate() {
                sum += entry * entry / (j as f64 + 1.0);
            }
        }
        sum
    }

    chainrule_tests::agrees!(f);

    #[test]
    fn the_hessian_agrees() {
        let [[xx, xy], [yx, yy]] = hessian_f(0.7, 1.3);
        let h = 1e-5;
        let along = |dx: f64, dy: f64| {
            let (after, before) = (grad_f(0.7 + h * dx, 1.3 + h * dy), grad_f(0.7 - h * dx, 1.3 - h * dy));
            [(after.0 - before.0) / (2.0 * h), (after.1 - before.1) / (2.0 * h)]
        };
        for (found, wanted) in [xx, yx, xy, yy].into_iter().zip([along(1.0, 0.0), along(0.0, 1.0)].concat()) {
            approx::assert_relative_eq!(found, wanted, max_relative = 1e-6);
        }
    }

    /// The terms are added in the order of the function.
    #[test]
    fn the_value_is_that_of_the_function() {
        for (x, y) in chainrule_tests::POINTS {
            assert_eq!(value_and_grad_f(x, y).0.to_bits(), f(x, y).to_bits());
        }
    }
}

/// A list of rows, an array of rows, part of a struct's field; a loop that takes away.
mod shapes {
    use super::*;

    struct Layer {
        weights: Vec<[f64; 9]>,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let numbers = list(x, y, 54);
        let rows: Vec<Vec<f64>> = numbers.chunks_exact(9).map(|row| row.to_vec()).collect();
        let mut squares = [[0.0; 9]; 6];
        for i in 0..6 {
            for j in 0..9 {
                squares[i][j] = numbers[i * 9 + j] * x;
            }
        }
        let (mut sums, n) = (vec![[x; 9]; 2], rows.len());
        for k in 0..n {
            for j in 0..9 {
                sums[1][j] += numbers[k] * rows[k][j];
            }
        }
        for k in 1..n {
            let factor = rows[k][2].sin();
            for j in 0..9 {
                sums[0][j] -= squares[k][j] * factor;
            }
        }
        sums.iter().flatten().map(|sum| sum * sum * y).sum()
    }

    chainrule_tests::agrees!(f);

    #[differentiate(grad)]
    fn constant(x: &[f64], #[constant] layer: &Layer) -> f64 {
        let mut hidden = [0.5; 9];
        for (entry, row) in x.iter().zip(&layer.weights) {
            for j in 0..9 {
                hidden[j] += entry * row[j];
            }
        }
        hidden.iter().map(|unit| unit.tanh()).sum()
    }

    #[test]
    fn constant_rows() {
        let layer = Layer { weights: (0..6).map(|k| std::array::from_fn(|j| ((k * 9 + j) as f64).sin())).collect() };
        let x = [0.3, -0.2, 0.5, 0.1, -0.4, 0.25];
        let gradient = grad_constant(&x, &layer);
        for k in 0..6 {
            let along = |by: f64| {
                let mut moved = x;
                moved[k] += by;
                constant(&moved, &layer)
            };
            approx::assert_relative_eq!(gradient[k], (along(1e-6) - along(-1e-6)) / 2e-6, max_relative = 1e-7);
        }
    }
}

/// The factor or the row is one of the sums, or what the loop has changed.
mod not_independent {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (n, m) = (6, 9);
        let mut a = list(x, y, n * m);
        let b = list(y, x, n * m);
        for k in 0..n {
            for j in 0..m {
                a[j] += a[k] * b[k * m + j] * 0.1;
            }
        }
        for k in 0..n {
            let factor = a[k + 1];
            for j in 0..m {
                a[j] += factor * b[k * m + j];
            }
        }
        for k in 1..n {
            for j in 0..m {
                a[j] -= 0.01 * a[k * m + j];
            }
        }
        for k in 1..n {
            for j in 0..m {
                a[k * m + j] -= b[k] * a[(k - 1) * m + j];
            }
        }
        a.iter().sum()
    }

    chainrule_tests::agrees!(f);
}

/// The sums move with the rows, the rows become shorter, the loop ends early, goes down or skips rows.
mod other_loops {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (n, m) = (7, 8);
        let (a, b) = (list(x, y, n), list(y, x, n * m));
        let mut folded = vec![x; n + m];
        for k in 0..n {
            for j in 0..m {
                folded[k + j] += a[k] * b[k * m + j];
            }
        }
        let mut sums = vec![y; m];
        for k in 0..n {
            for j in 0..m - k {
                sums[j] += a[k] * b[k * m + j];
            }
        }
        for k in (0..n).rev() {
            for j in 0..m {
                sums[j] += a[k] * b[k * m + j];
            }
        }
        for k in (0..n).step_by(2) {
            for j in 1..m {
                sums[j] += a[k] * b[k * m + j - 1];
            }
        }
        for k in 0..n {
            for j in 0..m {
                if j == 5 {
                    break;
                }
                sums[j] += a[k] * b[k * m + j];
            }
            if k == 4 {
                break;
            }
        }
        folded.iter().chain(&sums).map(|sum| sum * sum).sum()
    }

    chainrule_tests::agrees!(f);
}

/// Single precision, and rows whose type is a parameter.
mod types {
    use super::*;

    #[differentiate(grad)]
    fn single(x: &[f32], w: &[f32]) -> f32 {
        let mut sums = [0.0f32; 10];
        for (k, entry) in x.iter().enumerate() {
            for j in 0..10 {
                sums[j] += *entry * w[k * 10 + j];
            }
        }
        sums.iter().map(|sum| sum * sum).sum()
    }

    #[test]
    fn single_precision() {
        let (x, w): (Vec<f32>, Vec<f32>) =
            ((0..6).map(|i| i as f32 * 0.25).collect(), (0..60).map(|i| (i as f32 * 0.7).sin()).collect());
        let (x_bar, w_bar) = grad_single(&x, &w);
        let sums: Vec<f32> = (0..10).map(|j| (0..6).map(|k| x[k] * w[k * 10 + j]).sum()).collect();
        for k in 0..6 {
            let wanted: f32 = (0..10).map(|j| 2.0 * sums[j] * w[k * 10 + j]).sum();
            approx::assert_relative_eq!(x_bar[k], wanted, max_relative = 1e-4, epsilon = 1e-4);
            approx::assert_relative_eq!(w_bar[k * 10 + 3], 2.0 * sums[3] * x[k], max_relative = 1e-4, epsilon = 1e-4);
        }
    }

    #[differentiate]
    fn general<T: chainrule::Real>(x: &[T], w: &[T]) -> T {
        let mut sums = vec![T::zero(); 10];
        for k in 0..x.len() {
            for j in 0..10 {
                sums[j] += x[k] * w[k * 10 + j];
            }
        }
        let mut total = T::zero();
        for sum in sums {
            total += sum * sum;
        }
        total
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        general(&list(x, y, 6), &list(y, x, 60))
    }

    chainrule_tests::agrees!(f);
}
