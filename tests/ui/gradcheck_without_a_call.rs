use chainrule::{differentiate, gradcheck};

#[differentiate]
fn area(x: f64, y: f64) -> f64 {
    x * y
}

fn main() {
    gradcheck!(area, 1.0, 2.0).assert_ok();
}
