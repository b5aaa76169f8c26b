use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn recorded_loop(x: f64, steps: usize) -> f64 {
    let mut y = x;
    for _ in 0..steps {
        y = y.sin() * x;
    }
    y
}
