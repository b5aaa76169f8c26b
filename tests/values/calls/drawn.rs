//! Generators of random numbers in closures: the chain that calls them ends where it stands.

mod drawn_by_a_chain {
    use chainrule::{Differentiable, differentiate};

    struct Rng(u32);
    impl Rng {
        fn gauss(&mut self) -> f64 {
            self.0 = self.0.wrapping_mul(1664525).wrapping_add(1013904223);
            (self.0 >> 8) as f64 / 16777216.0
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut rng = Rng(12345);
        let mut acc = 0.0;
        for _ in 0..3 {
            let eps: Vec<f64> = (0..4).map(|_| rng.gauss()).collect();
            acc += eps.iter().map(|e| (e * x).sin() * y).sum::<f64>();
        }
        acc
    }

    chainrule_tests::agrees!(f);
}

mod drawn_as_often_as_a_type_says {
    use chainrule::{Differentiable, differentiate};

    struct Rng(u32);
    impl Rng {
        fn gauss(&mut self) -> f64 {
            self.0 = self.0.wrapping_mul(1664525).wrapping_add(1013904223);
            (self.0 >> 8) as f64 / 16777216.0
        }
    }
    #[differentiate]
    trait D {
        const DIM: usize;
        fn ld(&self, z: &[f64]) -> f64;
    }
    #[derive(Clone, Debug, Differentiable)]
    struct B {
        b: f64,
    }
    #[differentiate]
    impl D for B {
        const DIM: usize = 3;
        fn ld(&self, z: &[f64]) -> f64 {
            z.iter().map(|v| (v * self.b).sin()).sum()
        }
    }
    #[differentiate]
    fn g<T: D>(t: &T, x: f64) -> f64 {
        let mut rng = Rng(12345);
        let mut acc = 0.0;
        for _ in 0..3 {
            let eps: Vec<f64> = (0..T::DIM).map(|_| rng.gauss()).collect();
            acc += t.ld(&eps) * x;
        }
        acc
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&B { b: x }, y)
    }

    chainrule_tests::agrees!(f);
}

mod drawn_in_a_method {
    use chainrule::{Differentiable, differentiate};

    struct Rng(u32);
    impl Rng {
        fn gauss(&mut self) -> f64 {
            self.0 = self.0.wrapping_mul(1664525).wrapping_add(1013904223);
            (self.0 >> 8) as f64 / 16777216.0
        }
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Mf {
        mu: Vec<f64>,
    }
    #[differentiate]
    impl Mf {
        fn sample(&self, eps: &[f64]) -> Vec<f64> {
            self.mu.iter().zip(eps).map(|(m, e)| m + m.exp() * e).collect()
        }
        fn elbo(&self, n: usize) -> f64 {
            let mut rng = Rng(12345);
            let mut acc = 0.0;
            for _ in 0..n {
                let eps: Vec<f64> = (0..2).map(|_| rng.gauss()).collect();
                let z = self.sample(&eps);
                acc += z[0] * z[1];
            }
            acc
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        Mf { mu: vec![x, y] }.elbo(3)
    }

    chainrule_tests::agrees!(f);
}

mod by_functions_that_are_read {
    use chainrule::{Differentiable, differentiate};

    fn next(seed: &mut u64) -> f64 {
        *seed = (*seed * 1103 + 12345) % 65536;
        *seed as f64 / 65536.0
    }

    fn below(seed: &mut u64, n: usize) -> usize {
        *seed = (*seed * 1103 + 12345) % 65536;
        *seed as usize % n
    }

    #[derive(Clone, Copy, Differentiable)]
    struct Pair {
        a: f64,
        b: f64,
    }

    #[differentiate]
    impl Pair {
        fn apply(&self, k: f64, i: usize) -> f64 {
            self.a * k + self.b * i as f64 * self.a
        }
    }

    #[differentiate]
    fn wave(x: f64, k: f64, i: usize) -> f64 {
        (x * k).sin() + x * i as f64
    }

    /// Each number is drawn once, wherever it stands: the reverse sweep reads what was drawn.
    #[differentiate(order = 2, hessian, hvp, grad, value_and_grad, accumulate_grad, vjp, jvp)]
    fn factors(x: f64, y: f64) -> f64 {
        let mut s = 7;
        let v = [x, y, x * y];
        let c = v[below(&mut s, 3)] * v[below(&mut s, 3)] * next(&mut s);
        let d = x.powi(below(&mut s, 4) as i32) * x.max(next(&mut s)).mul_add(next(&mut s), y);
        let e = (1.0 - next(&mut s)) * x * (2.0 * next(&mut s)) / (1.0 + next(&mut s)) * -next(&mut s);
        let mut z = x * x;
        z *= next(&mut s);
        z /= 1.0 + next(&mut s);
        z -= y * next(&mut s);
        z = z * next(&mut s);
        c * d + e * z * z
    }

    #[differentiate]
    fn operands(x: f64, y: f64) -> f64 {
        let mut s = 7;
        let a = wave(x, next(&mut s), below(&mut s, 5));
        let p = Pair { a, b: y };
        let b = p.apply(next(&mut s), below(&mut s, 4));
        let q = Pair { a: next(&mut s) * a, b: next(&mut s) };
        let w: Vec<f64> = (0..3).map(|_| x * next(&mut s)).collect();
        let t = if next(&mut s) > 0.5 { x * next(&mut s) } else { y / (1.0 + next(&mut s)) };
        let u = match below(&mut s, 3) {
            0 => x,
            1 => y * next(&mut s),
            _ => x * y,
        };
        a + b + q.a * q.b + w.iter().sum::<f64>() * w[1] + t * u
    }

    #[test]
    fn numbers_are_drawn_once() {
        for (x, y) in [(0.7, 1.3), (1.9, 0.4), (-0.6, 0.8)] {
            chainrule_tests::check!(operands(x, y));
        }
        chainrule_tests::check_second!(factors);
    }
}
