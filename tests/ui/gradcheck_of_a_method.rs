use chainrule::{Differentiable, differentiate, gradcheck};

#[derive(Clone, Differentiable)]
struct Square {
    side: f64,
}

impl Square {
    #[differentiate]
    fn area(&self, scale: f64) -> f64 {
        self.side * self.side * scale
    }
}

fn main() {
    let square = Square { side: 1.0 };
    gradcheck!(square.area(2.0)).assert_ok();
}
