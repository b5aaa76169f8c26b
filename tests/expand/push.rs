use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn push(x: f64, n: usize) -> f64 {
    let mut powers = vec![1.0];
    for i in 0..n {
        let next = powers[i] * x;
        powers.push(next);
    }
    powers[n] + powers[0]
}
