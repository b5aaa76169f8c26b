use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn checkpoint_slots(x: f64, rate: f64, n: usize) -> f64 {
    let mut y = x;
    #[checkpoint(binomial = 20)]
    for _ in 0..n {
        y += rate * y.sin();
    }
    y
}
