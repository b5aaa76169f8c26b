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
