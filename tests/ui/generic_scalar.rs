use std::ops::Mul;

use chainrule::differentiate;

#[differentiate]
fn square<T: Copy + Mul<Output = T>>(x: T) -> T {
    x * x
}

fn main() {
    square(3.0);
}
