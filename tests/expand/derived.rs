use chainrule::{Differentiable, differentiate};

#[derive(Clone, Debug, Differentiable)]
pub struct Line {
    pub slope: f64,
    pub offset: f64,
    #[constant]
    pub name: String,
}

#[differentiate]
pub fn derived(line: &Line, x: f64) -> f64 {
    line.slope * x + line.offset
}
