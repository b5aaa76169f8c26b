use chainrule::{Differentiable, differentiate};

#[derive(Differentiable)]
struct View<'a> {
    data: &'a [f64],
}

#[differentiate]
fn norm(v: &View<'_>) -> f64 {
    v.data[0].hypot(v.data[1])
}

#[differentiate]
fn scaled(x: f64, y: f64) -> f64 {
    let mut a = vec![x, y];
    let view = View { data: &a };
    let n = norm(&view);
    a[0] /= n;
    a[0] * x
}

fn main() {
    scaled(3.0, 4.0);
}
