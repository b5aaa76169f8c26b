use chainrule::differentiate;

#[differentiate(grad)]
pub fn outer_products(w: &[f64], #[constant] x: &[f64], n: usize) -> f64 {
    let mut total = 0.0;
    for k in 0..n {
        let mut hidden = [0.0; 4];
        for i in 0..3 {
            for j in 0..4 {
                hidden[j] += x[k * 3 + i] * w[i * 4 + j];
            }
        }
        for j in 0..4 {
            total += hidden[j] * hidden[j];
        }
    }
    total
}
