use chainrule::{Differentiable, differentiate};

#[derive(Differentiable)]
struct Samples {
    values: Vec<f64>,
}

#[differentiate]
impl Extend<f64> for Samples {
    fn extend<I: IntoIterator<Item = f64>>(&mut self, values: I) {
        self.values.extend(values);
    }
}

fn main() {
    Samples { values: Vec::new() }.extend([70.0]);
}
