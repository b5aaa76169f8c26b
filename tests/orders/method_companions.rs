//! Companions of methods and of functions of a type, called by differentiated functions.

mod by_reference {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Differentiable)]
    struct Spring {
        stiffness: f64,
        terms: Vec<f64>,
        #[constant]
        name: String,
    }

    impl Spring {
        #[differentiate(order = 2)]
        fn energy(&self, x: f64, y: f64) -> f64 {
            let mut sum = self.stiffness * x * x * y;
            for term in &self.terms {
                sum = sum * 0.5 + term * term * x.sin();
            }
            sum
        }

        /// A method of the same type.
        #[differentiate]
        fn force(&self, x: f64) -> f64 {
            let (along, dx, dy) = self.grad_energy(x, x * x);
            dx * along.stiffness + dy * along.terms[0]
        }
    }

    #[differentiate]
    fn reverse(x: f64, y: f64) -> f64 {
        let mut spring = Spring { stiffness: x, terms: vec![y, x * y], name: "a".to_owned() };
        let mut sum = 0.0;
        for i in 0..3 {
            if i == 2 && x > 1e3 {
                return sum;
            }
            let (value, (along, dx, dy)) = spring.value_and_grad_energy(x * y, sum);
            spring.stiffness += 0.1 * along.stiffness;
            sum += value * dx + dy * along.terms[1];
        }
        sum + spring.force(y)
    }

    #[differentiate]
    fn forward(x: f64, y: f64) -> f64 {
        let spring = Spring { stiffness: x, terms: vec![y], name: String::new() };
        let (along, _, _) = spring.grad_energy(y, 1.0);
        let (value, tangent) = spring.jvp_energy(&along, x, y, x * y, 0.5);
        value * tangent
    }

    #[test]
    fn gradients_and_tangents_are_differentiated() {
        for (x, y) in [(0.7, 1.3), (-0.6, 0.8)] {
            check!(reverse(x, y));
            check!(forward(x, y));
        }
    }
}

mod by_value {
    use chainrule::{Differentiable, Real, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Copy, Differentiable)]
    struct Pair<T> {
        a: T,
        b: T,
    }

    #[differentiate(order = 2)]
    impl<T: Real> Pair<T> {
        fn mixed(self, v: &[T], k: &T, w: Vec<T>, n: usize) -> T {
            self.a * v[0] * v[n] * *k + (self.b * v[1] * w[0]).sin()
        }

        fn of(x: T, pair: &Pair<T>) -> T {
            pair.a * x * x * pair.b
        }

        fn cube(x: T) -> T {
            x * x * x
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let pair = Pair { a: x, b: y };
        let (along, dv, dk, dw) = pair.grad_mixed(&[x, y], &y, vec![x], 1);
        let (dx, of) = Pair::grad_of(x * y, &pair);
        let (value, tangent) = Pair::jvp_cube(x, y);
        along.a * dv[0] + along.b * dv[1] * dk + dw[0] + dx * of.a + of.b + value * tangent + Pair::grad_cube(y)
    }

    /// What is held constant gives nothing.
    #[differentiate]
    fn partly(x: f64) -> f64 {
        let (along, dv, _, dw) = Pair { a: 0.5, b: 2.0 }.grad_mixed(&[1.0, x], &3.0, vec![0.1], 0);
        along.a * dv[1] + dw[0]
    }

    #[test]
    fn arguments_of_every_kind_are_differentiated() {
        for (x, y) in [(0.7, 1.3), (-0.6, 0.8)] {
            check!(f(x, y));
        }
        check!(partly(0.7));
    }
}

mod higher {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Copy, Differentiable)]
    struct Curve {
        a: f64,
        b: f64,
    }

    impl Curve {
        #[differentiate(order = 3)]
        fn height(&self, x: f64) -> f64 {
            self.a * x * x * x + (self.b * x).sin()
        }

        #[differentiate(order = 2)]
        fn slope(&self, x: f64) -> f64 {
            self.jvp_height(&CurveTangent { a: 0.0, b: 0.0 }, x, 1.0).1
        }

        #[differentiate]
        fn curvature(&self, x: f64) -> f64 {
            self.grad_slope(x).1
        }

        #[differentiate(order = 2)]
        fn step(&mut self, x: f64) -> f64 {
            self.a = self.a * x + self.b * self.b;
            self.b *= x;
            self.a * self.b
        }
    }

    #[differentiate]
    fn changed(x: f64, y: f64) -> f64 {
        let mut curve = Curve { a: x, b: y };
        let mut along = CurveTangent { a: 1.0, b: x };
        let (value, tangent) = curve.jvp_step(&mut along, x * y, 1.0);
        value * tangent + curve.a * along.b + curve.b * along.a
    }

    #[differentiate]
    fn bent(a: f64, x: f64) -> f64 {
        let curve = Curve { a, b: 1.2 * x };
        curve.slope(x) * curve.curvature(x)
    }

    #[test]
    fn tangents_of_methods_are_differentiated_more_than_once() {
        let curve = Curve { a: 0.3, b: 1.2 };
        let x = 0.7_f64;
        assert!((curve.curvature(x) - (1.8 * x - 1.44 * (1.2 * x).sin())).abs() < 1e-12);
        check!(bent(0.3, x));
        check!(changed(0.7, 1.3));
    }
}
