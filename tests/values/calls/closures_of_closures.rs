//! Closures that are passed to functions and call other closures.

mod composed {
    use chainrule::differentiate;
    #[differentiate]
    fn simpson(f: impl Fn(f64) -> f64, a: f64, b: f64) -> f64 {
        let m = 0.5 * (a + b);
        (b - a) / 6.0 * (f(a) + 4.0 * f(m) + f(b))
    }
    #[differentiate]
    fn root(f: &dyn Fn(f64) -> f64, mut t: f64) -> f64 {
        for _ in 0..3 {
            let h = f(t);
            t -= 0.1 * h;
        }
        t
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let k = x * y;
        let inner = |u: f64| (u * k).sin() + x;
        let outer = |u: f64, w: f64| inner(u) * inner(w) + y;
        let a = simpson(|t| outer(t, x) * t, 0.0, y);
        let k = a * 0.1 + k;
        let b = simpson(|t| inner(t) - k, 0.0, 1.0);
        let mut s = 0.0;
        for i in 0..3 {
            let w = i as f64;
            let g = |t: f64| inner(t + w) * k;
            s += simpson(g, 0.0, x) + root(&|t| g(t) - outer(t, w), y);
        }
        a * b + s
    }
    chainrule_tests::agrees!(f);
}

mod of_structs {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn rk(f: impl Fn(f64, [f64; 2]) -> [f64; 2], mut s: [f64; 2], #[constant] n: usize) -> [f64; 2] {
        for i in 0..n {
            let k = f(i as f64, s);
            for j in 0..2 {
                s[j] += 0.1 * k[j];
            }
        }
        s
    }
    #[derive(Clone, Debug, Differentiable)]
    struct P {
        m: f64,
        c: Vec<f64>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p = P { m: x, c: vec![y, x * y] };
        let force = |u: f64| -p.c.iter().enumerate().map(|(i, c)| c * u.powi(i as i32 + 1)).sum::<f64>();
        let damp = |v: f64| -0.1 * v * p.m;
        let acc = |u: f64, v: f64| (force(u) + damp(v)) / (1.0 + p.m * p.m);
        let [a, b] = rk(|_t, [u, v]| [v, acc(u, v)], [x, 0.5], 4);
        a * b
    }
    chainrule_tests::agrees!(f);
}
