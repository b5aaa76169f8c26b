use chainrule::differentiate;

#[differentiate(grad)]
pub fn sums_of_rows(x: &[f64], w: &[f64], n: usize) -> f64 {
    let mut hidden = vec![0.0; n];
    for (k, entry) in x.iter().enumerate() {
        for j in 0..n {
            hidden[j] += entry * w[k * n + j];
        }
    }
    let mut total = 0.0;
    for unit in &hidden {
        total += unit * unit;
    }
    total
}
