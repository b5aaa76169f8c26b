use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn loop_with_break(a: f64) -> f64 {
    let mut x = a;
    loop {
        let next = 0.5 * (x + a / x);
        if (next - x).abs() < 1e-12 {
            break;
        }
        x = next;
    }
    x
}
