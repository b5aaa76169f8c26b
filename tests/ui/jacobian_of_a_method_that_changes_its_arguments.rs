use chainrule::{Differentiable, differentiate};

#[derive(Clone, Differentiable)]
struct Disc {
    radius: f64,
}

impl Disc {
    #[differentiate(jacobian)]
    fn grow(&mut self, by: f64) -> [f64; 2] {
        self.radius *= by;
        [self.radius, by]
    }
}

fn main() {}
