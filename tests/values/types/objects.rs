//! Boxes of objects that are made inside of a differentiated function.

mod dyn_vec {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[differentiate]
    trait Shape {
        fn area(&self) -> f64;
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Circle {
        r: f64,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Rect {
        w: f64,
        h: f64,
    }
    #[differentiate]
    impl Shape for Circle {
        fn area(&self) -> f64 {
            3.0 * self.r * self.r
        }
    }
    #[differentiate]
    impl Shape for Rect {
        fn area(&self) -> f64 {
            self.w * self.h
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let shapes: Vec<Box<dyn Shape>> = vec![Box::new(Circle { r: x }), Box::new(Rect { w: x, h: y })];
        let mut s = 0.0;
        for shape in &shapes {
            s += shape.area();
        }
        s
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod dyn_vec_iter {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[differentiate]
    trait Shape {
        fn area(&self) -> f64;
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Circle {
        r: f64,
    }
    #[differentiate]
    impl Shape for Circle {
        fn area(&self) -> f64 {
            3.0 * self.r * self.r
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut shapes: Vec<Box<dyn Shape>> = Vec::new();
        shapes.push(Box::new(Circle { r: x }));
        shapes.push(Box::new(Circle { r: y }));
        shapes.iter().map(|s| s.area()).sum::<f64>() * x
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod dyn_box_one {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[differentiate]
    trait Shape {
        fn area(&self) -> f64;
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Circle {
        r: f64,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Rect {
        w: f64,
        h: f64,
    }
    #[differentiate]
    impl Shape for Circle {
        fn area(&self) -> f64 {
            3.0 * self.r * self.r
        }
    }
    #[differentiate]
    impl Shape for Rect {
        fn area(&self) -> f64 {
            self.w * self.h
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let shape: Box<dyn Shape> = if x > 1.0 { Box::new(Circle { r: x }) } else { Box::new(Rect { w: x, h: y }) };
        shape.area() + x * y
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod dyn_param_mix {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[differentiate]
    trait Layer {
        fn forward(&self, x: f64) -> f64;
        fn penalty(&self) -> f64 {
            0.0
        }
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Dense {
        w: f64,
        b: f64,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Relu;
    #[differentiate]
    impl Layer for Dense {
        fn forward(&self, x: f64) -> f64 {
            self.w * x + self.b
        }
        fn penalty(&self) -> f64 {
            self.w * self.w
        }
    }
    #[differentiate]
    impl Layer for Relu {
        fn forward(&self, x: f64) -> f64 {
            x.max(0.0)
        }
    }
    #[differentiate]
    fn run(layers: &[Box<dyn Layer>], x: f64) -> f64 {
        let mut v = x;
        for l in layers {
            v = l.forward(v);
        }
        v
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let layers: Vec<Box<dyn Layer>> =
            vec![Box::new(Dense { w: x, b: y }), Box::new(Relu), Box::new(Dense { w: y, b: 0.5 })];
        let p: f64 = layers.iter().map(|l| l.penalty()).sum();
        run(&layers, 1.3) + 0.1 * p
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod dyn_match {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[differentiate]
    trait Payoff {
        fn of(&self, s: f64) -> f64;
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Call {
        k: f64,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Put {
        k: f64,
    }
    #[differentiate]
    impl Payoff for Call {
        fn of(&self, s: f64) -> f64 {
            (s - self.k).max(0.0)
        }
    }
    #[differentiate]
    impl Payoff for Put {
        fn of(&self, s: f64) -> f64 {
            (self.k - s).max(0.0)
        }
    }
    #[differentiate]
    fn price(kind: usize, s: f64, k: f64) -> f64 {
        let payoff: Box<dyn Payoff> = match kind {
            0 => Box::new(Call { k }),
            _ => Box::new(Put { k }),
        };
        let mut total = 0.0;
        for i in 0..4 {
            total += payoff.of(s * (0.5 + i as f64 * 0.3));
        }
        total
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        price(0, x, y) + 2.0 * price(1, x, y)
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}
