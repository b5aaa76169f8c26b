//! Methods of traits of the user's on fields, and networks of objects.

mod trait_method_on_a_field {
    use chainrule::{Differentiable, differentiate};

    #[differentiate]
    trait Shape {
        fn area(&self, k: f64) -> f64;
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Circle {
        r: f64,
    }
    #[differentiate]
    impl Shape for Circle {
        fn area(&self, k: f64) -> f64 {
            3.0 * self.r * self.r * k
        }
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Scene {
        c: Circle,
        v: Vec<Circle>,
        #[constant]
        d: Circle,
    }
    #[differentiate]
    fn total(s: &Scene, k: f64) -> f64 {
        s.c.area(k) * s.v[0].area(2.0) + s.d.area(k)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let s = Scene { c: Circle { r: x * y }, v: vec![Circle { r: y }], d: Circle { r: 1.5 } };
        total(&s, y) + s.c.area(x)
    }

    chainrule_tests::agrees!(f);
}

mod network_behind_a_reference {
    use chainrule::{Differentiable, Tangent, differentiate};

    #[differentiate]
    trait Layer {
        fn apply(&self, x: f64) -> f64;
    }

    #[derive(Clone, Debug, Differentiable)]
    struct Affine {
        w: f64,
        b: f64,
    }

    #[derive(Clone, Debug, Differentiable)]
    struct Tanh;

    #[differentiate]
    impl Layer for Affine {
        fn apply(&self, x: f64) -> f64 {
            self.w * x + self.b
        }
    }

    #[differentiate]
    impl Layer for Tanh {
        fn apply(&self, x: f64) -> f64 {
            x.tanh()
        }
    }

    #[derive(Differentiable)]
    struct Net {
        layers: Vec<Box<dyn Layer>>,
        gain: f64,
    }

    #[differentiate]
    impl Net {
        fn run(&self, x: f64) -> f64 {
            let mut h = x;
            for layer in &self.layers {
                h = layer.apply(h);
            }
            h * self.gain
        }
    }

    #[differentiate]
    fn loss(net: &Net, x: f64) -> f64 {
        let error = net.run(x) - 1.0;
        error * error + net.layers[0].apply(x)
    }

    fn net(w: f64) -> Net {
        Net { layers: vec![Box::new(Affine { w, b: 0.3 }), Box::new(Tanh)], gain: 0.7 }
    }

    #[test]
    fn gradient_of_a_layer_agrees_with_differences() {
        let (w, x, h) = (0.8, 1.3, 1e-6);
        let (value, (bar, x_bar)) = value_and_grad_loss(&net(w), x);
        assert_eq!(value, loss(&net(w), x));
        let slope = |up: f64, down: f64| (up - down) / (2.0 * h);
        let first = bar.layers[0].get::<AffineTangent>().unwrap();
        assert!((first.w - slope(loss(&net(w + h), x), loss(&net(w - h), x))).abs() < 1e-6);
        assert!((x_bar - slope(loss(&net(w), x + h), loss(&net(w), x - h))).abs() < 1e-6);
        let (_, x_dot) = jvp_loss(&net(w), &bar.zero_like(), x, 1.0);
        assert!((x_dot - x_bar).abs() < 1e-12);
        assert_eq!(bar, bar.clone());
    }
}

/// What is behind `&mut` may be overwritten, and is recorded: its type need not say so.
mod lent_generics {
    use chainrule::{Differentiable, differentiate};

    #[differentiate]
    trait Form {
        fn size(&self, k: f64) -> f64;
        fn scale(&mut self, by: f64);
    }

    #[derive(Clone, Debug, Differentiable)]
    struct Two {
        a: f64,
        b: f64,
    }

    #[differentiate]
    impl Form for Two {
        fn size(&self, k: f64) -> f64 {
            if self.a > k { self.a * self.b } else { self.b * k }
        }

        fn scale(&mut self, by: f64) {
            self.a = (self.a * by).sin();
            self.b = (self.a + by).cos();
        }
    }

    #[differentiate]
    fn scaled<F: Form>(form: &mut F, by: f64) -> f64 {
        let before = form.size(by);
        form.scale(before);
        0.5 * before
    }

    #[differentiate]
    fn all<F: Form>(forms: &mut [F], by: f64) -> f64 {
        let mut s = by;
        for form in forms.iter_mut() {
            s += scaled(form, s.sin());
            form.scale(s.cos());
        }
        s
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut t = Two { a: x, b: y };
        let s = scaled(&mut t, 1.3);
        let mut list = vec![t.clone(), Two { a: y, b: s }];
        s * all(&mut list, 0.4 * x) + t.a + list[1].b
    }

    chainrule_tests::agrees!(f);
}
