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

mod objects_of_a_trait {
    use chainrule::{Differentiable, DynTangent, differentiate};

    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    struct Circle {
        radius: f64,
    }

    #[differentiate(order = 2)]
    trait Shape {
        fn area(&self, factor: f64) -> f64;
        fn corners(&self) -> usize;
    }

    #[differentiate(order = 2)]
    impl Shape for Circle {
        fn area(&self, factor: f64) -> f64 {
            self.radius * self.radius * self.radius * factor * factor
        }

        fn corners(&self) -> usize {
            1
        }
    }

    #[differentiate(hvp)]
    fn twice(shape: &dyn Shape, x: f64) -> f64 {
        shape.area(x) * shape.area(2.0) * shape.corners() as f64
    }

    #[test]
    fn products_with_directions() {
        let (circle, x) = (Circle { radius: 0.5 }, 1.3);
        let direction = DynTangent::new(CircleTangent { radius: 0.3 });
        let (bar, x_bar) = hvp_twice(&circle, &direction, x, -1.7);
        let found = [bar.get::<CircleTangent>().unwrap().radius, x_bar];
        let slope = |at: &[f64]| {
            let (bar, x_bar) = grad_twice(&Circle { radius: at[0] }, at[1]);
            0.3 * bar.get::<CircleTangent>().unwrap().radius - 1.7 * x_bar
        };
        chainrule_tests::assert_gradient(slope, &[0.5, 1.3], &found);
    }
}

/// What calls a function of second order needs none itself.
mod called_once {
    use chainrule::{Differentiable, differentiate};

    #[differentiate(order = 2)]
    trait Potential {
        fn at(&self, r: f64) -> f64;
    }

    #[derive(Clone, Differentiable)]
    struct Spring {
        stiffness: f64,
    }

    #[differentiate(order = 2)]
    impl Potential for Spring {
        fn at(&self, r: f64) -> f64 {
            self.stiffness * r * r * r
        }
    }

    #[derive(Clone, Differentiable)]
    struct Pair<T> {
        first: T,
        second: T,
    }

    #[differentiate(order = 2)]
    fn energy<P: Potential>(pair: &Pair<P>, r: f64) -> f64 {
        pair.first.at(r) * pair.second.at(2.0 * r)
    }

    #[differentiate]
    fn shifted<P: Potential>(pair: &Pair<P>, r: f64) -> f64 {
        energy(pair, r) + r * energy(pair, r + 1.0)
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        shifted(&Pair { first: Spring { stiffness: x }, second: Spring { stiffness: y } }, y)
    }

    chainrule_tests::agrees!(f);
}

mod functions_over_a_trait {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Spring {
        stiffness: f64,
    }

    #[derive(Clone, Differentiable)]
    struct Pair<T> {
        first: T,
        second: T,
    }

    #[differentiate(order = 3)]
    trait Potential {
        fn at(&self, r: f64) -> f64;
    }

    #[differentiate(order = 3)]
    impl Potential for Spring {
        fn at(&self, r: f64) -> f64 {
            self.stiffness * r.powi(3)
        }
    }

    #[differentiate(order = 3)]
    fn energy<P: Potential>(potentials: &[P], r: f64) -> f64 {
        let mut sum = r;
        for potential in potentials {
            sum += potential.at(r) * sum + potential.at(2.0 * r);
        }
        sum
    }

    #[differentiate(order = 2, hessian)]
    fn stored<P: Potential>(potential: &P, r: f64) -> f64 {
        potential.at(r) * r
    }

    #[differentiate(order = 2)]
    fn exchanged<T: Clone>(pair: &Pair<T>) -> Pair<T> {
        Pair { first: pair.second.clone(), second: pair.first.clone() }
    }

    #[differentiate(order = 2, hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let springs = [Spring { stiffness: x }, Spring { stiffness: x * y }];
        let pair = exchanged(&Pair { first: x * y, second: y });
        energy(&springs, x * 0.5) + stored(&springs[1], y) + pair.first * pair.first * pair.second
    }

    nestings!(f);

    #[test]
    fn hessian_over_any_potential() {
        let hessian = hessian_stored(&Spring { stiffness: 2.0 }, 0.5);
        assert_eq!([hessian[(0, 0)], hessian[(0, 1)], hessian[(1, 1)]], [0.0, 0.5, 6.0]);
    }
}

/// What is generic over a trait of the user's, in an `impl` of that trait: a sum over a list of them.
mod around_any_other {
    use chainrule::{Differentiable, differentiate};

    #[differentiate(order = 2)]
    trait Shape {
        fn area(&self) -> f64;
    }

    #[derive(Clone, Copy, Differentiable)]
    struct Circle {
        radius: f64,
    }

    #[derive(Clone, Copy, Differentiable)]
    struct Scaled<S> {
        inner: S,
        factor: f64,
    }

    #[differentiate(order = 2)]
    impl Shape for Circle {
        fn area(&self) -> f64 {
            self.radius * self.radius * 3.0
        }
    }

    #[differentiate(order = 2)]
    impl<S: Shape + Differentiable> Shape for Scaled<S> {
        fn area(&self) -> f64 {
            self.factor * self.factor * self.inner.area()
        }
    }

    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let twice = Scaled { inner: Scaled { inner: Circle { radius: y }, factor: x }, factor: 0.5 };
        let list = vec![
            Scaled { inner: Circle { radius: x }, factor: y },
            Scaled { inner: Circle { radius: x * y }, factor: x },
        ];
        list.iter().map(|s| s.area()).sum::<f64>() * twice.area()
    }

    nestings!(f);
}
