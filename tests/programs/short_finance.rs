//! Short programs of finance, and of types that programs are built from.

#![allow(unused_imports, reason = "not every program derives")]

use chainrule::{Differentiable, differentiate};

mod american_option {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (s, k, r, sigma, t, n) = (100.0 + x, 100.0 + y, 0.05, 0.2 + 0.01 * x, 1.0, 12usize);
        let dt = t / n as f64;
        let u = (sigma * dt.sqrt()).exp();
        let d = u.recip();
        let p = ((r * dt).exp() - d) / (u - d);
        let disc = (-r * dt).exp();
        let mut v: Vec<f64> = (0..=n).map(|i| (k - s * u.powi(2 * i as i32 - n as i32)).max(0.0)).collect();
        for step in (0..n).rev() {
            for i in 0..=step {
                let cont = disc * (p * v[i + 1] + (1.0 - p) * v[i]);
                let exercise = k - s * u.powi(2 * i as i32 - step as i32);
                v[i] = cont.max(exercise);
            }
        }
        v[0]
    }

    chainrule_tests::agrees!(f);
}

mod curve_bootstrap {
    use super::*;

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        #[constant]
        t: f64,
        df: f64,
    }
    #[differentiate]
    fn interpolate(nodes: &[Node], t: f64) -> f64 {
        match nodes.iter().position(|n| n.t >= t) {
            Some(0) => nodes[0].df.powf(t / nodes[0].t),
            Some(i) => {
                let (a, b) = (&nodes[i - 1], &nodes[i]);
                let w = (t - a.t) / (b.t - a.t);
                (a.df.ln() * (1.0 - w) + b.df.ln() * w).exp()
            }
            None => nodes.last().map(|n| n.df).unwrap_or(1.0),
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut nodes: Vec<Node> = Vec::new();
        for (k, rate) in [0.02 + 0.01 * x, 0.03, 0.025 + 0.01 * y].into_iter().enumerate() {
            let t = (k + 1) as f64;
            let annuity: f64 = nodes.iter().map(|n| n.df).sum();
            nodes.push(Node { t, df: (1.0 - rate * annuity) / (1.0 + rate) });
        }
        interpolate(&nodes, 0.5) + interpolate(&nodes, 1.7) * 2.0 + interpolate(&nodes, 9.0)
    }

    chainrule_tests::agrees!(f);
}

mod units {
    use super::*;

    #[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Differentiable)]
    struct Meters(f64);
    #[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Differentiable)]
    struct Seconds(f64);
    #[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Differentiable)]
    struct Speed(f64);
    #[differentiate]
    impl std::ops::Div<Seconds> for Meters {
        type Output = Speed;
        fn div(self, t: Seconds) -> Speed {
            Speed(self.0 / t.0)
        }
    }
    #[differentiate]
    impl std::ops::Mul<Seconds> for Speed {
        type Output = Meters;
        fn mul(self, t: Seconds) -> Meters {
            Meters(self.0 * t.0)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = Meters(x) / Seconds(1.0 + y * y);
        let d = v * Seconds(x + 2.0);
        if d > Meters(0.5) { d.0 * v.0 } else { v.0 }
    }

    chainrule_tests::agrees!(f);
}

mod builder {
    use super::*;

    #[derive(Clone, Debug, Default, Differentiable)]
    struct Config {
        gain: f64,
        bias: f64,
        #[constant]
        order: usize,
    }
    #[differentiate]
    impl Config {
        fn new() -> Self {
            Self::default()
        }
        fn with_gain(mut self, gain: f64) -> Self {
            self.gain = gain;
            self
        }
        fn with_bias(self, bias: f64) -> Self {
            Self { bias, ..self }
        }
        fn apply(&self, v: f64) -> f64 {
            (0..self.order).fold(v, |acc, _| self.gain * acc + self.bias)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut c = Config::new().with_gain(x).with_bias(y);
        c.order = 3;
        c.apply(x * y)
    }

    chainrule_tests::agrees!(f);
}

mod expression_tree {
    use super::*;

    #[derive(Clone, Debug, Differentiable)]
    enum Expr {
        Num(f64),
        Add(Box<Expr>, Box<Expr>),
        Mul(Box<Expr>, Box<Expr>),
        Sin(Box<Expr>),
        Var,
    }
    #[differentiate]
    fn eval(e: &Expr, v: f64) -> f64 {
        match e {
            Expr::Num(n) => *n,
            Expr::Var => v,
            Expr::Add(a, b) => eval(a, v) + eval(b, v),
            Expr::Mul(a, b) => eval(a, v) * eval(b, v),
            Expr::Sin(a) => eval(a, v).sin(),
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let e = Expr::Mul(
            Box::new(Expr::Add(Box::new(Expr::Num(x)), Box::new(Expr::Var))),
            Box::new(Expr::Sin(Box::new(Expr::Mul(Box::new(Expr::Var), Box::new(Expr::Num(y)))))),
        );
        eval(&e, x * y) + eval(&e, 0.5)
    }

    chainrule_tests::agrees!(f);
}

mod activations {
    use super::*;

    #[derive(Clone, Copy)]
    enum Act {
        Relu,
        Tanh,
        Leaky(f64),
    }
    #[differentiate]
    fn activate(#[constant] a: Act, z: f64) -> f64 {
        match a {
            Act::Relu => z.max(0.0),
            Act::Tanh => z.tanh(),
            Act::Leaky(s) => {
                if z > 0.0 {
                    z
                } else {
                    s * z
                }
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let layers = [Act::Tanh, Act::Leaky(0.1), Act::Relu];
        let mut h = [x, y];
        for act in layers {
            h = [activate(act, 0.5 * h[0] - y * h[1]), activate(act, x * h[0] + h[1] + 0.1)];
        }
        h[0] + h[1]
    }

    chainrule_tests::agrees!(f);
}
