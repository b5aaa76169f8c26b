use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn for_loop(x: f64, n: usize) -> f64 {
    let mut y = 1.0;
    for i in 0..n {
        y = y * x + i as f64;
    }
    y
}
