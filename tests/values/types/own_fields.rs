//! Methods that are given parts of their own receiver.

/// Tests `f` of two scalars at several points.
macro_rules! tried {
    () => {
        #[test]
        fn gradients() {
            for (x, y) in [(0.7, 1.3), (1.9, 0.4), (2.3, 2.9), (-0.6, 0.8)] {
                chainrule_tests::check!(f(x, y));
            }
        }
    };
}

mod energy_own_field {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Copy, Differentiable)]
    struct P {
        x: f64,
        v: [f64; 2],
    }
    #[differentiate]
    impl P {
        fn new(x: f64, y: f64) -> P {
            P { x, v: [y, x] }
        }
        fn energy(&self, w: f64) -> f64 {
            self.x * w + self.v[0]
        }
    }
    #[differentiate(vjp)]
    fn k(x: f64, y: f64, n: usize) -> f64 {
        let mut p = P::new(x, y);
        let s = p.energy(p.x);
        for _ in 0..n {
            p.v.rotate_left(1);
            p.x = p.x * s;
        }
        p.x * s + p.v[0]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        k(x, y, 2)
    }
    tried!();
}

mod energy_simple {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Copy, Differentiable)]
    struct P {
        x: f64,
        v: [f64; 2],
    }
    #[differentiate]
    impl P {
        fn new(x: f64, y: f64) -> P {
            P { x, v: [y, x] }
        }
        fn energy(&self, w: f64) -> f64 {
            self.x * w + self.v[0]
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = P::new(x, y);
        let s = p.energy(p.x);
        p.x = x;
        p.x * s + p.v[0]
    }
    tried!();
}

mod energy_if {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Copy, Differentiable)]
    struct P {
        x: f64,
        v: [f64; 2],
    }
    #[differentiate]
    impl P {
        fn new(x: f64, y: f64) -> P {
            P { x, v: [y, x] }
        }
        fn energy(&self, w: f64) -> f64 {
            self.x * w + self.v[0]
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = P::new(x, y);
        let s = p.energy(p.x);
        if x > 1.0 {
            p.v.swap(0, 1);
            p.x = {
                p.x = x;
                p.x
            };
        }
        p.x * s + p.v[0]
    }
    tried!();
}

mod step_by_own_field {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct P {
        x: f64,
        dt: f64,
        v: Vec<f64>,
        #[constant]
        n: usize,
    }
    #[differentiate]
    impl P {
        fn step(&mut self, dt: f64) {
            for v in &mut self.v {
                *v += self.x * dt;
            }
            self.x += self.v[0] * dt;
        }
        fn many(&mut self, n: usize, k: f64) {
            for _ in 0..n {
                self.step(self.dt * k);
                self.step(self.dt);
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = P { x, dt: y, v: vec![y, x], n: 2 };
        p.step(p.dt);
        p.step(p.v[1]);
        p.many(p.n, p.x);
        p.x * p.v[0]
    }
    tried!();
}

mod push_own {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y];
        v.push(v[0] * v[1]);
        v.push(v[2]);
        v.push(v.len() as f64 * v[3]);
        v.insert(v.len(), v[1]);
        v.resize(v.len() + 1, v[0]);
        v.iter().sum::<f64>() * v[4]
    }
    tried!();
}
