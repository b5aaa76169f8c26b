use chainrule::differentiate;

#[differentiate(grad)]
pub fn constant(x: f64, #[constant] table: &[f64], n: usize) -> f64 {
    x * table[n].sin()
}
