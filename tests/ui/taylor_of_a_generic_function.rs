use chainrule::{Real, differentiate};

#[differentiate(taylor)]
fn square<T: Real>(x: T) -> T {
    x * x
}

fn main() {
    println!("{}", square(2.0));
}
