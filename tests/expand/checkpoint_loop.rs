use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn checkpoint_loop(x: f64, rate: f64, n: usize) -> f64 {
    let mut y = x;
    #[checkpoint]
    for _ in 0..n {
        y += rate * y.sin();
    }
    y
}
