use chainrule::{differentiate, gradcheck};

#[differentiate]
fn area(x: &mut f64, y: f64) -> f64 {
    *x *= y;
    *x * y
}

fn main() {
    let mut x = 1.0;
    gradcheck!(area(&mut x, 2.0)).assert_ok();
}
