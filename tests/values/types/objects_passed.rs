//! Objects that are made of values that have moved, and passed on by reference.

mod made_by_a_function {
    use chainrule::{Differentiable, differentiate};

    #[differentiate]
    trait Layer {
        fn forward(&self, input: f64) -> f64;
    }
    #[derive(Debug, Clone, Differentiable)]
    struct Dense {
        w: Vec<f64>,
    }
    #[differentiate]
    impl Layer for Dense {
        fn forward(&self, input: f64) -> f64 {
            self.w.iter().map(|w| w * input).sum()
        }
    }
    #[differentiate]
    fn dense(gain: f64) -> Dense {
        Dense { w: vec![gain, 2.0 * gain] }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let l: Box<dyn Layer> = Box::new(dense(x));
        l.forward(y)
    }

    chainrule_tests::agrees!(f);
}

mod in_a_list {
    use chainrule::{Differentiable, differentiate};

    #[differentiate]
    trait Layer {
        fn forward(&self, input: f64) -> f64;
    }
    #[derive(Debug, Clone, Differentiable)]
    struct Dense {
        w: Vec<f64>,
    }
    #[differentiate]
    impl Layer for Dense {
        fn forward(&self, input: f64) -> f64 {
            self.w.iter().map(|w| w * input).sum()
        }
    }
    #[differentiate]
    fn dense(gain: f64) -> Dense {
        Dense { w: vec![gain, 2.0 * gain] }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let layers: Vec<Box<dyn Layer>> = vec![Box::new(dense(x)), Box::new(Dense { w: vec![y] })];
        layers.iter().fold(x, |v, l| l.forward(v))
    }

    chainrule_tests::agrees!(f);
}

mod of_constants_in_a_loop {
    use chainrule::{Differentiable, differentiate};

    #[differentiate]
    trait Layer {
        fn forward(&self, input: f64) -> f64;
    }
    #[derive(Debug, Clone, Differentiable)]
    struct Dense {
        w: Vec<f64>,
    }
    #[differentiate]
    impl Layer for Dense {
        fn forward(&self, input: f64) -> f64 {
            self.w.iter().map(|w| w * input).sum()
        }
    }
    fn fixed(gain: f64) -> Dense {
        Dense { w: vec![gain, 2.0 * gain] }
    }
    #[differentiate]
    fn dense(gain: f64) -> Dense {
        Dense { w: vec![gain, 2.0 * gain] }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        for k in 0..3 {
            let c = fixed(0.3 + k as f64);
            let w = dense(x * y);
            let list: [Box<dyn Layer>; 2] = [Box::new(c), Box::new(w)];
            for l in &list {
                s += l.forward(y * y);
            }
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod of_a_concrete_argument {
    use chainrule::{Differentiable, differentiate};

    #[differentiate]
    trait Target {
        fn energy(&self, q: f64) -> f64;
    }
    #[derive(Debug, Clone, Differentiable)]
    struct T {
        w: f64,
    }
    #[differentiate]
    impl Target for T {
        fn energy(&self, q: f64) -> f64 {
            self.w * q
        }
    }
    #[differentiate]
    fn twice(t: &dyn Target, q: f64) -> f64 {
        t.energy(q) + t.energy(2.0 * q)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let t = T { w: x * y };
        twice(&t, y)
    }

    chainrule_tests::agrees!(f);
}

mod behind_as_ref {
    use chainrule::{Differentiable, differentiate};

    #[differentiate]
    trait Target {
        fn energy(&self, q: f64) -> f64;
    }
    #[derive(Debug, Clone, Differentiable)]
    struct T {
        w: f64,
    }
    #[differentiate]
    impl Target for T {
        fn energy(&self, q: f64) -> f64 {
            self.w * q
        }
    }
    #[differentiate]
    fn twice(t: &dyn Target, q: f64) -> f64 {
        t.energy(q) + t.energy(2.0 * q)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let t: Box<dyn Target> = Box::new(T { w: x * y });
        twice(t.as_ref(), y) + twice(&*t, x)
    }

    chainrule_tests::agrees!(f);
}

mod of_elements_behind_as_ref {
    use chainrule::{Differentiable, differentiate};

    #[differentiate]
    trait Target {
        fn energy(&self, q: f64) -> f64;
    }
    #[derive(Debug, Clone, Differentiable)]
    struct T {
        w: f64,
    }
    #[differentiate]
    impl Target for T {
        fn energy(&self, q: f64) -> f64 {
            self.w * q
        }
    }
    #[differentiate]
    fn twice(t: &dyn Target, q: f64) -> f64 {
        t.energy(q) + t.energy(2.0 * q)
    }
    #[differentiate]
    fn all(v: &[Box<dyn Target>], q: f64) -> f64 {
        v.iter().map(|t| twice(t.as_ref(), q) + twice(&**t, q)).sum()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let t: Vec<Box<dyn Target>> = vec![Box::new(T { w: x * y })];
        all(&t, y)
    }

    chainrule_tests::agrees!(f);
}

/// Lists of boxes that stand where a function takes objects.
mod lists_given {
    use chainrule::{Differentiable, differentiate};

    #[differentiate]
    trait Form {
        fn size(&self, k: f64) -> f64;
    }

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Two {
        a: f64,
        b: f64,
    }

    #[differentiate]
    impl Form for Two {
        fn size(&self, k: f64) -> f64 {
            self.a * k + self.b
        }
    }

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct One {
        a: f64,
    }

    #[differentiate]
    impl Form for One {
        fn size(&self, k: f64) -> f64 {
            self.a * k
        }
    }

    #[differentiate]
    fn in_turn(forms: &[Box<dyn Form>], k: f64) -> f64 {
        let mut s = k;
        for form in forms {
            s = (s + form.size(s)).sin();
        }
        s
    }

    #[differentiate]
    fn summed(k: f64, forms: &Vec<Box<dyn Form>>) -> f64 {
        forms.iter().map(|form| (0.3 * form.size(k)).tanh()).sum()
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p = Two { a: x, b: y };
        let mut s = in_turn(&[Box::new(p), Box::new(One { a: y })], x);
        s += summed(
            {
                s *= x;
                s
            },
            &vec![Box::new(p), Box::new(Two { a: y, b: s })],
        );
        s * in_turn(&[Box::new(One { a: s })], summed(x * y, &vec![Box::new(One { a: y })]))
    }

    chainrule_tests::agrees!(f);

    #[differentiate]
    fn doubled(s: &mut f64) -> f64 {
        *s *= 2.0;
        *s
    }

    #[differentiate]
    fn between(k: f64, forms: &[Box<dyn Form>], m: f64) -> f64 {
        let mut s = k;
        for form in forms {
            s = s * m + form.size(k);
        }
        s
    }

    /// What the list changes is read before it.
    #[differentiate]
    fn in_order(x: f64, y: f64) -> f64 {
        let mut s = x * y;
        between(
            s,
            &[
                Box::new(One { a: doubled(&mut s) }),
                Box::new(One {
                    a: {
                        s += x;
                        s
                    },
                }),
            ],
            s,
        ) + s
    }

    #[test]
    fn arguments_are_evaluated_in_their_order() {
        chainrule_tests::check!(in_order(0.7, 1.3));
        chainrule_tests::check!(in_order(1.9, 0.4));
    }
}
