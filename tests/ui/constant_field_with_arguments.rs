use chainrule::Differentiable;

#[derive(Differentiable)]
struct Spring {
    length: f64,
    #[constant(stiff)]
    stiffness: f64,
}

fn main() {}
