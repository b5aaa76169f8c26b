use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn stack(a: &[f64]) -> f64 {
    let mut stack = Vec::new();
    for x in a {
        while stack.len() > 1 {
            let top = stack.pop().unwrap();
            stack[0] *= top;
        }
        stack.push(x * x);
    }
    stack[0]
}
