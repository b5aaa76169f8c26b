use chainrule::differentiate;

#[differentiate(jacobian)]
fn area(x: f64, y: f64) -> f64 {
    x * y
}

#[differentiate(jacobian)]
fn rounded(x: f64, y: f64) -> (f64, f32) {
    (x * y, (x + y) as f32)
}

#[differentiate(jacobian, partials(x = y, y = x))]
fn given(x: f64, y: f64) -> f64 {
    x * y
}

fn main() {}
