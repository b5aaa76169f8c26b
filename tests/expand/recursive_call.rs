use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn recursive_call(x: f64, n: usize) -> f64 {
    if n == 0 {
        return 1.0;
    }
    x * recursive_call(x, n - 1)
}
