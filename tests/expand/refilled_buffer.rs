use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn refilled_buffer(a: &[f64], rounds: usize) -> f64 {
    let mut buffer = Vec::new();
    let mut sum = 0.0;
    for r in 0..rounds {
        buffer.clear();
        for x in a {
            buffer.push(x * r as f64);
        }
        for y in &buffer {
            sum += y * y;
        }
    }
    sum
}
