//! Second derivatives through methods, and through types that only the compiler knows.

mod methods_that_take_self_in_every_way {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct P {
        a: f64,
        b: f64,
    }
    #[differentiate(order = 2)]
    impl P {
        fn m(&self, x: f64) -> f64 {
            self.a * self.b * x + self.a * x * x
        }
        fn new(a: f64, b: f64) -> P {
            P { a: a * b, b }
        }
        fn by_value(self, x: f64) -> P {
            P { a: self.a * x, b: self.b * self.a }
        }
        fn grow(&mut self, x: f64, o: &P) {
            self.a *= x * o.b;
            self.b += x * self.a;
        }
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = P::new(x, y);
        let q = p.by_value(y);
        p.grow(x * y, &q);
        p.m(y) * q.m(x) + p.b
    }

    nestings!(f);
}

mod methods_of_a_whole_block {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct P {
        a: Vec<f64>,
        #[constant]
        n: usize,
    }
    #[differentiate(order = 2)]
    impl P {
        fn len(&self) -> usize {
            self.a.len()
        }
        fn at(&self, i: usize) -> f64 {
            self.a[i] * self.a[0]
        }
        fn total(&self, w: &[f64]) -> f64 {
            let mut s = 0.0;
            for i in 0..self.len() {
                s += self.at(i) * w[i];
            }
            s
        }
        fn enlarge(&mut self, x: f64) {
            let l = self.total(&vec![1.0; self.a.len()]);
            self.a.push(l * x);
            self.n += 1;
        }
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = P { a: vec![x, y * x], n: 2 };
        p.enlarge(y);
        let w = [x, 2.0, y * y];
        p.total(&w) * p.at(1)
    }

    nestings!(f);
}

mod operators_on_fields {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct P {
        a: f64,
        b: f64,
        n: i32,
    }
    #[differentiate(order = 2)]
    fn g(p: &P) -> f64 {
        p.a * p.b / (p.a + p.b * p.b) - p.a % 0.37
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let p = P { a: x, b: y * x, n: 2 };
        let q = &p;
        g(q) * q.a * q.b
    }

    nestings!(f, [(0.7, 1.3), (1.9, 0.4)]);
}

mod float_methods_on_fields {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct P {
        a: f64,
        b: f64,
        n: i32,
    }
    #[differentiate(order = 2)]
    fn g(p: &P) -> f64 {
        p.a.sin() * p.b.exp() + p.a.abs().powf(p.b) * p.a.hypot(p.b) + p.a.max(p.b) + p.a.powi(p.n) + p.b.tanh()
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let p = P { a: x, b: y * x, n: 3 };
        let q = &p;
        g(q) * q.a * q.b
    }

    nestings!(f);
}

mod compound_operators_on_fields {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct P {
        a: f64,
        b: f64,
        n: i32,
    }
    #[differentiate(order = 2)]
    fn g(p: P, q: &[P]) -> f64 {
        let mut s = p.a;
        for r in q {
            s -= r.a * r.b / p.b;
            s *= r.b;
            let t = -r.a;
            s += t;
        }
        s
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let p = P { a: x, b: y * x, n: 2 };
        let q = vec![p, P { a: y, b: x, n: 1 }];
        g(p, &q)
    }

    nestings!(f);
}

mod factors_of_fields_and_constant_lists {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Mf {
        mu: Vec<f64>,
    }
    #[differentiate(order = 2)]
    impl Mf {
        fn sample(&self, eps: &[f64]) -> Vec<f64> {
            self.mu.iter().zip(eps).map(|(m, e)| m + m.exp() * e).collect()
        }
        fn elbo(&self, n: usize) -> f64 {
            let mut acc = 0.0;
            for k in 0..n {
                let eps: Vec<f64> = vec![0.5, 0.7 + 0.1 * k as f64];
                let z = self.sample(&eps);
                acc += z[0] * z[1];
            }
            acc
        }
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        Mf { mu: vec![x, y] }.elbo(3)
    }

    nestings!(f);
}

mod constant_fields_of_one_call_and_constant_lists_of_another {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Mf {
        mu: Vec<f64>,
        k: f64,
    }
    #[differentiate(order = 2)]
    impl Mf {
        fn sample(&self, eps: &[f64]) -> Vec<f64> {
            self.mu.iter().zip(eps).map(|(m, e)| m * e / self.k - e * self.k).collect()
        }
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let m = Mf { mu: vec![1.5, 0.3], k: 2.0 };
        let z = m.sample(&[x, y * x]);
        let w = Mf { mu: vec![x, y], k: 0.5 }.sample(&[0.1, 0.2]);
        z[0] * z[1] * w[0] + w[1]
    }

    nestings!(f);
}

/// Nothing in these functions says that they stand in an `impl`.
mod functions_of_a_type_without_self {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Turn {
        cos: f64,
        sin: f64,
    }
    impl Turn {
        #[differentiate(order = 2)]
        fn about(axis: [f64; 2], angle: f64) -> Turn {
            let (sin, cos) = angle.sin_cos();
            Turn { cos, sin: sin * axis[0].hypot(axis[1]) }
        }
        #[differentiate(order = 2)]
        fn half(x: f64) -> f64 {
            #[differentiate(order = 2)]
            fn inside(x: f64) -> f64 {
                x * 0.5 + x * x
            }
            inside(x)
        }
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let turn = Turn::about([x, y], Turn::half(x * y));
        turn.cos * turn.sin + turn.sin
    }

    nestings!(f);
}
