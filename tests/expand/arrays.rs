use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn arrays(v: [f64; 3], w: [f64; 3]) -> f64 {
    let cross = [v[1] * w[2] - v[2] * w[1], v[2] * w[0] - v[0] * w[2], v[0] * w[1] - v[1] * w[0]];
    cross[0] + 2.0 * cross[1] + 3.0 * cross[2]
}
