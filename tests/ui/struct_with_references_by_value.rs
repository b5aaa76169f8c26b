use chainrule::{Differentiable, differentiate};

#[derive(Clone, Copy, Differentiable)]
struct View<'a> {
    data: &'a [f64],
}

#[differentiate]
fn first(v: View<'_>) -> f64 {
    v.data[0] * v.data[0]
}

fn main() {
    first(View { data: &[1.0] });
}
