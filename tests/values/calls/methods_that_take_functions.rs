//! Methods and functions of types that take functions, in every form of a parameter; closures that capture `self`.
use chainrule::{Differentiable, Real, differentiate};

mod grids {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct Grid {
        data: Vec<f64>,
        h: f64,
    }
    #[differentiate]
    impl Grid {
        fn map(&self, g: impl Fn(f64) -> f64) -> Grid {
            Grid { data: self.data.iter().map(|v| g(*v)).collect(), h: self.h }
        }
        fn integrate<F: Fn(f64) -> f64>(&self, f: F) -> f64 {
            let mut s = 0.0;
            for v in &self.data {
                s += f(*v) * self.h;
            }
            s
        }
    }
    #[differentiate]
    fn sq(v: f64) -> f64 {
        v * v
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let g = Grid { data: vec![x, y, x * y], h: 0.1 + x * x };
        let m = g.map(|v| v * x + v.sin());
        m.integrate(|v| v * y) + g.integrate(sq) + g.map(sq).integrate(f64::exp)
    }

    chainrule_tests::agrees!(f);
}

mod first_parameters {
    use super::*;

    struct Solver;
    #[differentiate]
    impl Solver {
        fn bisect(f: impl Fn(f64) -> f64, a: f64, b: f64) -> f64 {
            let m = 0.5 * (a + b);
            m + f(m) * (b - a)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        Solver::bisect(|t| t * t - x * y, x, y)
    }

    chainrule_tests::agrees!(f);
}

mod objects_and_references {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct Grid {
        data: Vec<f64>,
        h: f64,
    }
    #[differentiate]
    impl Grid {
        fn integrate(&self, f: &dyn Fn(f64) -> f64) -> f64 {
            let mut s = 0.0;
            for v in &self.data {
                s += f(*v) * self.h;
            }
            s
        }
        fn integrate2(&self, f: &impl Fn(f64) -> f64) -> f64 {
            self.data.iter().map(|v| f(*v)).sum::<f64>() * self.h + self.integrate(&|v| f(v) * self.h)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let g = Grid { data: vec![x, y, x * y], h: 0.1 + x * x };
        g.integrate(&|v| v * y) + g.integrate2(&|v| v.sin() * x)
    }

    chainrule_tests::agrees!(f);
}

mod receivers_that_change {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct Ode {
        y: Vec<f64>,
        t: f64,
    }
    #[differentiate]
    impl Ode {
        fn step<F>(&mut self, f: F, h: f64)
        where
            F: Fn(f64, f64) -> f64,
        {
            for i in 0..self.y.len() {
                let k1 = f(self.t, self.y[i]);
                let k2 = f(self.t + h, self.y[i] + h * k1);
                self.y[i] += 0.5 * h * (k1 + k2);
            }
            self.t += h;
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = Ode { y: vec![x, y], t: 0.0 };
        for _ in 0..5 {
            o.step(|t, v| -x * v + (t * y).sin(), 0.1);
        }
        o.y[0] * o.y[1] + o.t
    }

    chainrule_tests::agrees!(f);
}

mod functions_of_structs {
    use super::*;

    #[derive(Clone, Copy, Differentiable)]
    struct P {
        x: f64,
        y: f64,
    }
    #[differentiate]
    impl P {
        fn with(self, f: impl Fn(P) -> P) -> P {
            f(self)
        }
        fn on(&self, f: impl Fn(&P) -> f64) -> f64 {
            f(self) + self.x
        }
        fn both(self, f: impl Fn(f64) -> f64) -> P {
            P { x: f(self.x), y: f(self.y) }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p = P { x, y }.both(|v| v * v + y).with(|p| P { x: p.x * p.y, ..p });
        p.on(|p| p.x * p.y + x)
    }

    chainrule_tests::agrees!(f);
}

mod grids_twice {
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
        fn map(&self, g: impl Fn(f64) -> f64) -> Grid {
            Grid { data: self.data.iter().map(|v| g(*v)).collect(), h: self.h }
        }
        fn integrate<F: Fn(f64) -> f64>(&self, f: F) -> f64 {
            let mut s = 0.0;
            for v in &self.data {
                s += f(*v) * self.h;
            }
            s
        }
        fn sweep(f: impl Fn(f64) -> f64, a: f64) -> f64 {
            f(a) * a
        }
    }
    #[differentiate(order = 2)]
    fn sq(v: f64) -> f64 {
        v * v
    }
    #[differentiate(hessian, hvp, grad, value_and_grad, accumulate_grad, vjp, jvp)]
    fn f(x: f64, y: f64) -> f64 {
        let g = Grid::new(4, 0.1 + x * x);
        let m = g.map(|v| v * x + v.sin());
        m.integrate(|v| v * y * g.h) + g.integrate(sq) + g.map(sq).integrate(f64::sin) + Grid::sweep(|t| t * t * y, x)
    }

    #[test]
    fn agrees_twice() {
        chainrule_tests::check_second!(f);
    }
}

mod methods_of_objects {
    use super::*;

    #[differentiate]
    trait Rule {
        fn apply(&self, f: &dyn Fn(f64) -> f64, a: f64, b: f64) -> f64;
        fn twice(&self, f: &dyn Fn(f64) -> f64, a: f64, b: f64) -> f64 {
            self.apply(f, a, b) + self.apply(f, b, a + b)
        }
    }
    #[derive(Clone, Differentiable)]
    struct Mid {
        w: f64,
    }
    #[derive(Clone, Differentiable)]
    struct Trap;
    #[differentiate]
    impl Rule for Mid {
        fn apply(&self, f: &dyn Fn(f64) -> f64, a: f64, b: f64) -> f64 {
            self.w * f(0.5 * (a + b)) * (b - a)
        }
    }
    #[differentiate]
    impl Rule for Trap {
        fn apply(&self, f: &dyn Fn(f64) -> f64, a: f64, b: f64) -> f64 {
            0.5 * (f(a) + f(b)) * (b - a)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let rules: Vec<Box<dyn Rule>> = vec![Box::new(Mid { w: y }), Box::new(Trap)];
        let mut s = 0.0;
        for r in &rules {
            s += r.twice(&|t| t * t * y + x, 0.1, x);
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod methods_of_traits {
    use super::*;

    #[differentiate]
    trait Rule {
        fn apply<F: Fn(f64) -> f64>(&self, f: F, a: f64, b: f64) -> f64;
    }
    #[derive(Clone, Differentiable)]
    struct Mid {
        w: f64,
    }
    #[differentiate]
    impl Rule for Mid {
        fn apply<F: Fn(f64) -> f64>(&self, f: F, a: f64, b: f64) -> f64 {
            self.w * f(0.5 * (a + b)) * (b - a)
        }
    }
    #[differentiate]
    fn run<R: Rule>(r: &R, k: f64) -> f64 {
        r.apply(|t| t * k, 0.0, k)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = Mid { w: x };
        run(&m, y) + m.apply(f64::sin, x, y)
    }

    chainrule_tests::agrees!(f);
}

mod generic_types {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct Poly<T> {
        c: Vec<T>,
    }
    #[differentiate]
    impl<T: Real> Poly<T> {
        fn eval(&self, x: T) -> T {
            self.c.iter().rev().fold(T::zero(), |acc, c| acc * x + *c)
        }
        fn compose(&self, f: impl Fn(T) -> T, x: T) -> T {
            self.eval(f(x))
        }
        fn newton(&self, g: impl Fn(T, &Poly<T>) -> T, x0: T, n: usize) -> T {
            let mut x = x0;
            for _ in 0..n {
                x = x - g(x, self);
            }
            x
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p = Poly { c: vec![x, y, 0.5] };
        p.compose(|t| t * y, x) + p.newton(|t: f64, p: &Poly<f64>| p.eval(t) * 0.1, y, 3)
    }

    chainrule_tests::agrees!(f);
}

mod closures_that_capture_the_receiver {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct Net {
        w: Vec<f64>,
        b: f64,
        #[constant]
        n: usize,
    }
    #[differentiate]
    impl Net {
        fn layer(&self, act: impl Fn(f64) -> f64, x: f64) -> f64 {
            let mut h = x;
            for i in 0..self.n {
                h = act(self.w[i] * h + self.b);
            }
            h
        }
        fn run(&self, x: f64) -> f64 {
            let k = self.w[0] * x;
            self.layer(|t| (t * self.b + k).tanh(), x) + self.twice(|a, i| a * self.w[i])
        }
        fn twice(&self, f: impl Fn(f64, usize) -> f64) -> f64 {
            f(self.b, 0) + f(self.b * self.b, self.n - 1)
        }
        fn rec(&self, f: &impl Fn(f64) -> f64, d: usize, x: f64) -> f64 {
            if d == 0 { f(x) } else { self.rec(f, d - 1, f(x) * self.b) }
        }
        fn own(mut self, f: impl Fn(f64) -> f64) -> Net {
            for v in self.w.iter_mut() {
                *v = f(*v);
            }
            self.b = f(self.b);
            self
        }
        fn update(&mut self, f: impl Fn(&mut f64, usize)) {
            for (i, v) in self.w.iter_mut().enumerate() {
                f(v, i);
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let n = Net { w: vec![x, y, x + y], b: 0.3, n: 3 };
        let a = n.run(y);
        let mut m = n.own(|v| v * v * 0.5 + x);
        let r = m.rec(&|t| t.sin() * y, 3, x);
        m.update(|v, i| *v *= y + i as f64);
        a + r + m.w.iter().sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod solvers {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct Root {
        tol: f64,
        #[constant]
        it: usize,
    }
    #[differentiate]
    impl Root {
        fn newton<F, D>(&self, f: F, df: D, x0: f64) -> f64
        where
            F: Fn(f64) -> f64,
            D: Fn(f64) -> f64,
        {
            let mut x = x0;
            let mut k = 0;
            loop {
                let step = f(x) / df(x);
                x -= step;
                k += 1;
                if step.abs() < self.tol || k >= self.it {
                    break;
                }
            }
            x
        }
        fn bracket<F: Fn(f64) -> f64>(f: F, a: f64, b: f64) -> Option<(f64, f64)> {
            let m = (a + b) / 2.0;
            if f(m) > 0.0 { Some((a, m)) } else { Some((m, b)) }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = 2.0 + x * x;
        let g = |t: f64| t * t - a;
        let dg = |t: f64| 2.0 * t;
        let r = Root { tol: 1e-12, it: 50 };
        let s = r.newton(g, dg, 1.0);
        let s2 = r.newton(|t| t * t * t - a * y.abs(), |t| 3.0 * t * t, 1.5);
        let (lo, hi) = Root::bracket(|t| g(t) * y, 0.0, x).unwrap_or((0.0, 1.0));
        s + s2 * y + lo * hi
    }

    chainrule_tests::agrees!(f);
}
