//! Second derivatives through methods of traits.

mod methods_of_a_trait {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct P {
        a: f64,
        b: f64,
    }
    #[differentiate(order = 2)]
    trait Shape {
        fn area(&self, s: f64) -> f64;
        fn twice(&self, s: f64) -> f64 {
            self.area(s) * self.area(s * s)
        }
        fn grow(&mut self, s: f64);
        fn count(&self) -> usize;
    }
    #[differentiate(order = 2)]
    impl Shape for P {
        fn area(&self, s: f64) -> f64 {
            self.a * self.b * s
        }
        fn grow(&mut self, s: f64) {
            self.a *= s * self.b;
        }
        fn count(&self) -> usize {
            2
        }
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = P { a: x, b: y * x };
        p.grow(y);
        p.twice(x) * p.area(y) * p.count() as f64
    }

    nestings!(f);
}
