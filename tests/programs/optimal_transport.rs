//! Entropic optimal transport by Sinkhorn's iteration.

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn transport_cost(source: &[f64], target: &[f64], places: &[f64], sharpness: f64) -> f64 {
    let cost: Vec<Vec<f64>> =
        places.iter().map(|x| (0..target.len()).map(|j| (x - 0.5 * j as f64).powi(2)).collect()).collect();
    let kernel: Vec<Vec<f64>> = cost.iter().map(|row| row.iter().map(|c| (-sharpness * c).exp()).collect()).collect();
    let mut u = vec![1.0; source.len()];
    let mut v = vec![1.0; target.len()];
    for _ in 0..15 {
        for (i, u) in u.iter_mut().enumerate() {
            let sum: f64 = kernel[i].iter().zip(&v).map(|(k, v)| k * v).sum();
            *u = source[i] / sum;
        }
        for (j, v) in v.iter_mut().enumerate() {
            let sum: f64 = kernel.iter().zip(&u).map(|(row, u)| row[j] * u).sum();
            *v = target[j] / sum;
        }
    }
    let mut total = 0.0;
    for (i, (row, costs)) in kernel.iter().zip(&cost).enumerate() {
        for (j, (k, c)) in row.iter().zip(costs).enumerate() {
            total += u[i] * k * v[j] * c;
        }
    }
    total
}

#[test]
fn cost_of_a_transport() {
    check!(transport_cost(&[0.2, 0.5, 0.3], &[0.4, 0.6], &[0.0, 0.3, 0.9], 2.0));
}
