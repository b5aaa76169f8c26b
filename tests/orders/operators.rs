//! Second derivatives through operators of the user's types.

mod every_operator {
    use chainrule::{Differentiable, differentiate};

    use std::ops::*;
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct V {
        a: f64,
        b: f64,
    }
    #[differentiate(order = 2)]
    impl Mul<V> for V {
        type Output = V;
        fn mul(self, o: V) -> V {
            V { a: self.a * o.b, b: self.b * o.a * self.a }
        }
    }
    #[differentiate(order = 2)]
    impl Mul<f64> for V {
        type Output = V;
        fn mul(self, o: f64) -> V {
            V { a: self.a * o, b: self.b * o.sin() }
        }
    }
    #[differentiate(order = 2)]
    impl Add for V {
        type Output = V;
        fn add(self, o: V) -> V {
            V { a: self.a + o.a, b: self.b + o.b }
        }
    }
    #[differentiate(order = 2)]
    impl Div for V {
        type Output = V;
        fn div(self, o: V) -> V {
            V { a: self.a / o.a, b: self.b / o.b }
        }
    }
    #[differentiate(order = 2)]
    impl Neg for V {
        type Output = V;
        fn neg(self) -> V {
            V { a: -self.a * self.b, b: -self.b }
        }
    }
    #[differentiate(order = 2)]
    impl<'a> Sub<&'a V> for &V {
        type Output = V;
        fn sub(self, o: &V) -> V {
            V { a: self.a - o.a * o.b, b: self.b - o.b }
        }
    }
    #[differentiate(order = 2)]
    impl AddAssign for V {
        fn add_assign(&mut self, o: V) {
            self.a += o.a;
            self.b += o.b * self.a;
        }
    }
    #[differentiate(order = 2)]
    fn g(p: V, q: &V) -> V {
        let mut r = -p * *q;
        r += *q;
        r = r / *q + p * q.a;
        &r - &p
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let p = V { a: x, b: y * x };
        let q = V { a: y, b: x };
        let r = g(p, &q);
        (r * q).a * r.b
    }

    nestings!(f);
}

mod generic_operators {
    use chainrule::{Differentiable, Real, differentiate};
    use std::ops::{Add, Mul, MulAssign};

    #[derive(Clone, Debug, Differentiable)]
    struct Pair<T> {
        first: T,
        rest: Vec<T>,
    }

    #[differentiate(order = 2)]
    impl<T: Real> Mul<T> for &Pair<T> {
        type Output = Pair<T>;

        fn mul(self, factor: T) -> Pair<T> {
            let mut rest = self.rest.clone();
            for i in 0..rest.len() {
                rest[i] = rest[i] * factor * self.first;
            }
            Pair { first: self.first * factor.sin(), rest }
        }
    }

    #[differentiate(order = 2)]
    impl<'a, T: Real> Add<&'a Pair<T>> for &Pair<T> {
        type Output = Pair<T>;

        fn add(self, other: &'a Pair<T>) -> Pair<T> {
            let mut rest = self.rest.clone();
            for i in 0..rest.len() {
                rest[i] = rest[i] + other.rest[i] * other.first;
            }
            Pair { first: self.first / other.first, rest }
        }
    }

    #[differentiate(order = 2)]
    impl MulAssign<&Pair<f64>> for Pair<f64> {
        fn mul_assign(&mut self, other: &Pair<f64>) {
            if other.first > 0.0 {
                self.first *= other.first;
            }
            for i in 0..self.rest.len() {
                self.rest[i] *= other.rest[self.rest.len() - 1 - i];
                self.first += self.rest[i];
            }
        }
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let pair = Pair { first: x, rest: vec![y, x * y] };
        let scaled = &pair * y;
        let mut other = &scaled + &pair;
        for _ in 0..2 {
            other *= &pair;
        }
        other.first * other.rest[0] + other.rest[1]
    }

    nestings!(f);
}
