//! Traits for numbers and lists, and traits whose methods take values of the type that they are written for.

mod lists {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    trait Statistics {
        fn norm(&self) -> f64;
        fn scale(&mut self, factor: f64);
        fn dot(&self, other: &[f64]) -> f64;
        fn head(&self) -> f64;
    }

    #[differentiate(order = 2)]
    impl Statistics for Vec<f64> {
        fn norm(&self) -> f64 {
            let mut sum = 0.0;
            for i in 0..self.len() {
                sum += self[i] * self[i];
            }
            sum.sqrt()
        }
        fn scale(&mut self, factor: f64) {
            for v in self.iter_mut() {
                *v *= factor;
            }
            self.push(factor);
            self[1] = self[0] * factor;
        }
        fn dot(&self, other: &[f64]) -> f64 {
            self.iter().zip(other).map(|(a, b)| a * b).sum()
        }
        fn head(&self) -> f64 {
            self[0]
        }
    }

    #[differentiate(order = 2)]
    impl Statistics for [[f64; 2]; 2] {
        fn norm(&self) -> f64 {
            self[0][0] * self[1][1] - self[0][1] * self[1][0]
        }
        fn scale(&mut self, factor: f64) {
            self[1][0] *= factor * self[0][1];
        }
        fn dot(&self, other: &[f64]) -> f64 {
            (0..2).map(|i| self[i][1 - i] * other[i]).sum()
        }
        fn head(&self) -> f64 {
            self[0][0]
        }
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut list = vec![x, y, x * y];
        let before = list.clone();
        list.scale(y);
        let mut matrix = [[x, y], [list.norm(), x * x]];
        matrix.scale(x);
        list.dot(&before) * list.head() + matrix.norm() + matrix.dot(&list) + matrix.head()
    }

    nestings!(f);
}

mod numbers {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    trait Activation {
        fn soft(self) -> f64;
        fn squash(&self, k: f64) -> f64;
        fn bump(&mut self, k: f64);
    }

    #[differentiate(order = 2)]
    impl Activation for f64 {
        fn soft(self) -> f64 {
            if self > 20.0 { self } else { self.exp().ln_1p() }
        }
        fn squash(&self, k: f64) -> f64 {
            (k * self).tanh() * *self
        }
        fn bump(&mut self, k: f64) {
            *self += k * self.sin();
        }
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = x * y;
        a.bump(y);
        a.soft() + x.squash(y) + (x + a).soft()
    }

    nestings!(f);
}

mod own_values {
    use chainrule::{Differentiable, differentiate};

    #[differentiate(order = 2)]
    trait Vector {
        fn dot(&self, other: &Self) -> f64;
        fn plus(&self, other: &Self, k: f64) -> Self;
        fn filled(k: f64) -> Self;
    }

    #[derive(Clone, Debug, Differentiable)]
    struct V {
        a: f64,
        b: Vec<f64>,
    }

    #[differentiate(order = 2)]
    impl Vector for V {
        fn dot(&self, other: &Self) -> f64 {
            self.a * other.a + self.b.iter().zip(&other.b).map(|(p, q)| p * q).sum::<f64>()
        }
        fn plus(&self, other: &Self, k: f64) -> Self {
            V { a: self.a + k * other.a, b: self.b.iter().zip(&other.b).map(|(p, q)| p + k * q).collect() }
        }
        fn filled(k: f64) -> Self {
            V { a: k, b: vec![k * k, 1.0] }
        }
    }

    #[differentiate(order = 2)]
    impl Vector for [f64; 2] {
        fn dot(&self, other: &Self) -> f64 {
            self[0] * other[0] + self[1] * other[1]
        }
        fn plus(&self, other: &Self, k: f64) -> Self {
            [self[0] + k * other[0], self[1] + k * other[1]]
        }
        fn filled(k: f64) -> Self {
            [k, 1.0]
        }
    }

    #[differentiate(order = 2)]
    fn length<T: Vector + Differentiable>(v: &T) -> f64 {
        v.dot(v).sqrt()
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let a = V { a: x, b: vec![y, x * y] };
        let c = a.plus(&V::filled(x), y);
        let u = [x, y].plus(&<[f64; 2]>::filled(y), x);
        a.dot(&c) + length(&u) * c.dot(&c)
    }

    nestings!(f);
}
