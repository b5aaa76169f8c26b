//! Linear equations by elimination with pivots, on rows that change places.

use chainrule::differentiate;
use chainrule_tests::check;

/// Solves the equations in the augmented matrix; `None` where they have no unique solution.
#[differentiate]
fn eliminate(mut rows: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    let n = rows.len();
    for k in 0..n {
        let pivot = (k..n).max_by(|&i, &j| rows[i][k].abs().total_cmp(&rows[j][k].abs()))?;
        if rows[pivot][k].abs() < 1e-12 {
            return None;
        }
        rows.swap(k, pivot);
        let (done, rest) = rows.split_at_mut(k + 1);
        let pivot_row = &done[k];
        for row in rest {
            let factor = row[k] / pivot_row[k];
            for j in k..=n {
                row[j] -= factor * pivot_row[j];
            }
        }
    }
    let mut x = vec![0.0; n];
    for i in (0..n).rev() {
        let known: f64 = rows[i][i + 1..n].iter().zip(&x[i + 1..]).map(|(a, b)| a * b).sum();
        x[i] = (rows[i][n] - known) / rows[i][i];
    }
    Some(x)
}

/// The currents in a bridge of resistors.
#[differentiate]
fn bridge(resistances: &[f64; 5], voltage: f64) -> f64 {
    let [a, b, c, d, e] = *resistances;
    let equations = vec![vec![a + b, 0.0, -b, voltage], vec![0.0, c + d, -c, voltage], vec![-b, -c, b + c + e, 0.0]];
    match eliminate(equations) {
        Some(currents) => currents[0] * currents[0] * a + (currents[1] - currents[2]).abs(),
        None => 0.0,
    }
}

#[test]
fn currents_in_a_bridge() {
    check!(bridge(&[1.0, 2.0, 1.5, 0.7, 3.0], 5.0));
    check!(bridge(&[0.1, 2.0, 5.5, 0.7, 0.2], 1.0));
}
