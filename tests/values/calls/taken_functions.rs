//! Functions that are taken as pointers, as boxes, with several arguments; closures beside a field that a method changes.
use chainrule::{Differentiable, Real, differentiate};

mod pointers {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct Grid {
        data: Vec<f64>,
    }
    #[differentiate]
    impl Grid {
        fn map(&self, f: fn(f64) -> f64) -> Grid {
            Grid { data: self.data.iter().map(|v| f(*v)).collect() }
        }
        fn map2(&self, f: fn(f64) -> f64) -> Grid {
            Grid { data: self.data.iter().copied().map(f).collect() }
        }
        fn sum(&self) -> f64 {
            self.data.iter().sum()
        }
    }
    #[differentiate]
    fn relu(v: f64) -> f64 {
        v.max(0.0)
    }
    #[differentiate]
    fn apply(f: fn(f64) -> f64, x: f64) -> f64 {
        f(x) * f(x + 1.0)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let g = Grid { data: vec![x, y] };
        g.map(relu).sum() + g.map2(f64::tanh).sum() + apply(relu, x) + apply(f64::sin, y) + apply(|t| t * t, x)
    }

    chainrule_tests::agrees!(f);
}

mod boxes {
    use super::*;

    #[differentiate]
    fn apply(f: Box<dyn Fn(f64) -> f64>, x: f64) -> f64 {
        f(x) * f(x + 1.0)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        apply(Box::new(|t| t * t), x) + y
    }

    chainrule_tests::agrees!(f);
}

mod boxes_that_are_passed_on {
    use super::*;

    #[differentiate]
    fn inner(f: &dyn Fn(f64) -> f64, x: f64) -> f64 {
        f(x) + 1.0
    }
    #[differentiate]
    fn apply(f: Box<dyn Fn(f64) -> f64>, n: usize, x: f64) -> f64 {
        if n == 0 {
            inner(&f, x) + inner(&*f, x)
        } else {
            let v = f(x);
            apply(f, n - 1, v)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        apply(Box::new(move |t| t * t * 0.3 + y), 2, x) + y + apply(Box::new(f64::sin), 1, y)
    }

    chainrule_tests::agrees!(f);
}

mod fields_beside_a_field {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct Ode {
        y: Vec<f64>,
    }
    #[differentiate]
    impl Ode {
        fn step(&mut self, f: impl Fn(f64) -> f64, h: f64) {
            for v in self.y.iter_mut() {
                *v += h * f(*v);
            }
        }
    }
    #[derive(Clone, Differentiable)]
    struct Model {
        ode: Ode,
        k: f64,
        c: f64,
    }
    #[differentiate]
    impl Model {
        fn run(&mut self, n: usize) -> f64 {
            for _ in 0..n {
                self.ode.step(|v| -self.k * v + self.c.sin(), 0.1);
            }
            self.ode.y.iter().sum()
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = Model { ode: Ode { y: vec![x, 1.0] }, k: y, c: x * y };
        m.run(4)
    }

    chainrule_tests::agrees!(f);
}

mod results_of_every_kind {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct T {
        v: Vec<f64>,
    }
    #[differentiate]
    impl T {
        fn find_map(&self, f: impl Fn(f64) -> Option<f64>) -> Option<f64> {
            for v in &self.v {
                if let Some(r) = f(*v) {
                    return Some(r);
                }
            }
            None
        }
        fn argmax(&self, key: impl Fn(&f64) -> f64) -> usize {
            let mut b = 0;
            for i in 1..self.v.len() {
                if key(&self.v[i]) > key(&self.v[b]) {
                    b = i;
                }
            }
            b
        }
        fn pairs(&self, f: impl Fn((f64, f64)) -> (f64, f64)) -> Vec<(f64, f64)> {
            self.v.windows(2).map(|w| f((w[0], w[1]))).collect()
        }
        fn rows(&self, f: impl Fn(&[f64]) -> f64) -> f64 {
            self.v.chunks(2).map(|c| f(c)).sum()
        }
        fn try_all(&self, f: impl Fn(f64) -> Result<f64, String>) -> Result<f64, String> {
            let mut s = 0.0;
            for v in &self.v {
                s += f(*v)?;
            }
            Ok(s)
        }
        fn indexed(&self, f: impl Fn(usize, f64) -> f64) -> Vec<f64> {
            self.v.iter().enumerate().map(|(i, v)| f(i, *v)).collect()
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let t = T { v: vec![x, y, x * y, 0.3] };
        let a = t.find_map(|v| if v > 0.5 { Some(v * x) } else { None }).unwrap_or(0.0);
        let i = t.argmax(|v| (v - 0.17).powi(2));
        let p = t.pairs(|(a, b)| (a * b, a + y));
        let r = t.rows(|c| c.iter().map(|v| v * v).sum::<f64>() * x);
        let e = t.try_all(|v| if v.is_nan() { Err("nan".to_string()) } else { Ok(v * y) }).unwrap();
        let ix = t.indexed(|i, v| if i % 2 == 0 { v * x } else { v / (2.0 + y * y) });
        a + t.v[i] + p.iter().map(|(a, b)| a * b).sum::<f64>() + r + e + ix.iter().sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod matrices {
    use super::*;

    #[derive(Clone, Debug, Differentiable)]
    struct Mat {
        r: usize,
        c: usize,
        d: Vec<f64>,
    }
    #[differentiate]
    impl Mat {
        fn from_fn<F>(r: usize, c: usize, f: F) -> Self
        where
            F: Fn(usize, usize) -> f64,
        {
            let mut d = Vec::with_capacity(r * c);
            for i in 0..r {
                for j in 0..c {
                    d.push(f(i, j));
                }
            }
            Self { r, c, d }
        }
        fn map<F: Fn(f64) -> f64>(&self, f: F) -> Self {
            Mat::from_fn(self.r, self.c, |i, j| f(self.at(i, j)))
        }
        fn zip(&self, o: &Mat, f: impl Fn(f64, f64) -> f64) -> Self {
            Self::from_fn(self.r, self.c, |i, j| f(self.at(i, j), o.at(i, j)))
        }
        fn at(&self, i: usize, j: usize) -> f64 {
            self.d[i * self.c + j]
        }
        fn mul(&self, o: &Mat) -> Mat {
            Mat::from_fn(self.r, o.c, |i, j| (0..self.c).map(|k| self.at(i, k) * o.at(k, j)).sum())
        }
        fn fold(&self, init: f64, f: impl Fn(f64, f64) -> f64) -> f64 {
            self.d.iter().fold(init, |a, v| f(a, *v))
        }
        fn apply(&mut self, f: impl Fn(f64) -> f64) -> &mut Self {
            for v in &mut self.d {
                *v = f(*v);
            }
            self
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = Mat::from_fn(2, 3, |i, j| x * (i + 1) as f64 + y * j as f64);
        let v = Mat::from_fn(3, 1, |i, _| y + i as f64 * x);
        let h = w.mul(&v).map(f64::tanh);
        let z = h.zip(&h.map(|t| t * x), |a, b| a * b + y);
        let mut q = z.clone();
        q.apply(|t| t * 2.0).apply(|t| t + x);
        q.fold(1.0, |a, b| a + b * b) + z.fold(0.0, f64::max)
    }

    chainrule_tests::agrees!(f);
}

mod arguments_that_change {
    use super::*;

    #[differentiate]
    fn update(w: &mut Vec<f64>, f: impl Fn(&mut f64, usize)) {
        for (i, v) in w.iter_mut().enumerate() {
            f(v, i);
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = vec![x, y, x * y];
        update(&mut w, |v, i| *v *= y + i as f64);
        w.iter().sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod closures_by_name {
    use super::*;

    #[differentiate]
    fn apply(f: impl Fn(f64) -> f64, g: impl Fn(f64) -> f64, x: f64) -> f64 {
        f(x) / (2.0 + g(x))
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let g = |t: f64| t * t - y;
        let dg = |t: f64| 2.0 * t * t;
        apply(g, dg, x)
    }

    chainrule_tests::agrees!(f);
}

mod containers_in_fields_twice {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct Grid {
        data: Vec<f64>,
        h: f64,
    }
    #[differentiate(order = 2)]
    impl Grid {
        fn new(n: usize, h: f64) -> Grid {
            Grid { data: (0..n).map(|i| i as f64 * h).collect(), h }
        }
    }
    #[differentiate(hessian, hvp, grad, value_and_grad, accumulate_grad, vjp, jvp)]
    fn f(x: f64, y: f64) -> f64 {
        let g = Grid::new(3, x * y);
        g.data[1] * g.data[2]
    }

    #[test]
    fn agrees_twice() {
        chainrule_tests::check_second!(f);
    }
}

mod branches_beside_a_field {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct Ode {
        y: Vec<f64>,
    }
    #[differentiate]
    impl Ode {
        fn step(&mut self, f: impl Fn(f64) -> f64, h: f64) {
            for v in self.y.iter_mut() {
                *v += h * f(*v);
            }
        }
    }
    #[derive(Clone, Differentiable)]
    struct Model {
        ode: Ode,
        k: f64,
        #[constant]
        c: f64,
        n: usize,
    }
    #[differentiate]
    impl Model {
        fn run(&mut self) -> f64 {
            for _ in 0..self.n {
                self.ode.step(
                    |v| {
                        let w = if v > 0.1 { -self.k * v } else { v * v };
                        match self.n {
                            4 => w + self.c,
                            _ => w,
                        }
                    },
                    0.1,
                );
            }
            self.ode.y.iter().sum()
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = Model { ode: Ode { y: vec![x, 1.0] }, k: y, c: 0.3, n: 4 };
        m.run()
    }

    chainrule_tests::agrees!(f);
}
