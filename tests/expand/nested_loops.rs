use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn nested_loops(matrix: &[[f64; 3]], x: &[f64; 3]) -> f64 {
    let mut sum = 0.0;
    for row in matrix {
        let mut dot = 0.0;
        for (a, b) in row.iter().zip(x) {
            dot += a * b;
        }
        sum += dot * dot;
    }
    sum
}
