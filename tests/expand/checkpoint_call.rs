use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn checkpoint_call(x: f64, y: f64) -> f64 {
    #[differentiate]
    fn wave(x: f64, n: usize) -> f64 {
        let mut sum = 0.0;
        for k in 0..n {
            sum += (x * k as f64).sin();
        }
        sum
    }
    #[checkpoint]
    let low: f64 = wave(x, 10);
    low * wave(y, 20)
}
