use chainrule::differentiate;

#[differentiate(vjp)]
pub fn norm(a: &[f64]) -> f64 {
    let mut sum = 0.0;
    for x in a {
        sum += x * x;
    }
    sum.sqrt()
}

#[differentiate(value_and_grad)]
pub fn call_by_reference(a: &[f64], b: &[f64; 2]) -> f64 {
    norm(a) * norm(&a[1..]) + norm(b)
}
