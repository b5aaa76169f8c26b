//! Elements of lists without derivatives in inner loops.

use chainrule::differentiate;

#[differentiate]
fn list(x: f64, y: f64, count: usize) -> Vec<f64> {
    (0..count).map(|i| x * (i as f64 + 1.0).sin() + y * (i as f64).cos() + 0.1 * x * y).collect()
}

/// Rows of a table, elements of two lists in one formula, integers, a list whose name is used again.
mod tables {
    use super::*;

    #[differentiate]
    fn against(
        w: &[f64],
        #[constant] table: &[f64],
        #[constant] scale: &[f64],
        counts: &[i32],
        #[constant] shifts: &Vec<f64>,
    ) -> f64 {
        let (n, mut total) = (w.len(), 0.0);
        for (k, row) in table.chunks_exact(n).enumerate() {
            let mut score = 0.0;
            for (j, (w, x)) in w.iter().zip(row).enumerate() {
                score += w * x * -scale[k] + w * w * (scale[k] * shifts[j] - x) / f64::from(counts[j]);
            }
            let scale: Vec<f64> = row.iter().map(|x| x * 2.0).collect();
            for j in 0..n {
                score += scale[j] * w[j] * w[n - 1 - j];
            }
            total += score.tanh();
        }
        total
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let table: Vec<f64> = (0..20).map(|i| (i as f64 * 0.3).cos()).collect();
        against(&list(x, y, 5), &table, &[0.5, -1.5, 1.0, 0.25], &[1, 2, 3, 4, 5], &vec![0.1, 0.2, 0.3, 0.4, 0.5])
    }

    chainrule_tests::agrees!(f);
}

/// Lists that change in the loop that reads them.
mod that_change {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = list(x, y, 12);
        let mut weights = vec![1.0; 12];
        let mut total = 0.0;
        for k in 0..3 {
            for j in 1..12 {
                total += a[j] * weights[j];
                weights[j] = 0.5 * weights[j - 1] + 0.1;
            }
            weights[0] += 1.0;
            for j in 0..4 {
                total += a[k * 4 + j] * weights[k * 4 + j] * x;
            }
            weights.rotate_left(1);
        }
        total
    }

    chainrule_tests::agrees!(f);
}

/// The element counts where its list has a derivative elsewhere.
mod also_differentiated {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = list(x, y, 6);
        let held: Vec<f64> = a.iter().map(|x| chainrule::stop_gradient(*x)).collect();
        let mut total = 0.0;
        for k in 0..2 {
            for j in 0..3 {
                total += a[k * 3 + j] * chainrule::stop_gradient(a[j]) + held[k * 3 + j] * held[j] * y;
                a[j] *= 1.1;
            }
        }
        total - x * x
    }

    #[test]
    fn held_elements_have_no_derivative() {
        let (x, y) = (0.7, 1.3);
        let (a, held) = (list(x, y, 6), list(x, y, 6));
        let whole = |a: &[f64], y: f64| {
            let (mut a, mut now) = (a.to_vec(), held.clone());
            let mut total = 0.0;
            for k in 0..2 {
                for j in 0..3 {
                    total += a[k * 3 + j] * now[j] + held[k * 3 + j] * held[j] * y;
                    a[j] *= 1.1;
                    now[j] *= 1.1;
                }
            }
            total
        };
        let h = 1e-6;
        let along = |dx: f64, dy: f64| whole(&list(x + dx, y + dy, 6), y + dy) - (x + dx) * (x + dx);
        let (gx, gy) = grad_f(x, y);
        approx::assert_relative_eq!(gx, (along(h, 0.0) - along(-h, 0.0)) / (2.0 * h), max_relative = 1e-7);
        approx::assert_relative_eq!(gy, (along(0.0, h) - along(0.0, -h)) / (2.0 * h), max_relative = 1e-7);
        approx::assert_relative_eq!(whole(&a, y) - x * x, f(x, y), max_relative = 1e-12);
        let (_, along_x) = jvp_f(x, 1.0, y, 0.0);
        approx::assert_relative_eq!(along_x, gx, max_relative = 1e-12);
    }
}
