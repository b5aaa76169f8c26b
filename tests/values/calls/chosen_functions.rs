//! Functions that are chosen when the program runs, and tables of functions.
use chainrule::{Differentiable, Real, differentiate};

mod arrays {
    use super::*;

    #[differentiate]
    fn sq(v: f64) -> f64 {
        v * v
    }
    #[differentiate]
    fn cube(v: f64) -> f64 {
        v * v * v
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let fs: [fn(f64) -> f64; 3] = [sq, cube, f64::sin];
        let a: f64 = fs.iter().map(|g| g(x)).sum();
        let mut b = 0.0;
        for (i, g) in fs.iter().enumerate() {
            b += g(y) * i as f64;
        }
        for g in fs {
            b += g(x * y);
        }
        a + b * fs[1](y) + fs[0](x)
    }

    chainrule_tests::agrees!(f);
}

mod by_an_enum {
    use super::*;

    #[derive(Clone, Copy)]
    enum Act {
        Relu,
        Tanh,
        Id,
    }
    #[differentiate]
    fn relu(v: f64) -> f64 {
        v.max(0.0)
    }
    #[differentiate]
    fn layer(#[constant] kind: Act, w: &[f64], x: f64) -> f64 {
        let act = match kind {
            Act::Relu => relu,
            Act::Tanh => f64::tanh,
            Act::Id => |v| v,
        };
        w.iter().map(|c| act(c * x)).sum::<f64>() + act(x)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = [x, y, 0.3];
        layer(Act::Relu, &w, y) + layer(Act::Tanh, &w, x) * layer(Act::Id, &w, y)
    }

    chainrule_tests::agrees!(f);
}

mod boxes_of_closures {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = x * y;
        let terms: Vec<Box<dyn Fn(f64) -> f64>> =
            vec![Box::new(|t| t * a), Box::new(move |t| (t + a).sin()), Box::new(f64::exp)];
        let mut s = 0.0;
        for t in &terms {
            s += t(y);
        }
        for (k, t) in terms.iter().enumerate() {
            s += t(x) * k as f64;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod beside_other_values {
    use super::*;

    #[differentiate]
    fn sq(v: f64) -> f64 {
        v * v
    }
    #[differentiate]
    fn integrate(f: impl Fn(f64) -> f64, a: f64, b: f64) -> f64 {
        (f(a) + f(b)) * 0.5 * (b - a)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let table: Vec<(&str, fn(f64) -> f64, f64)> = vec![("sq", sq, 0.5), ("cos", f64::cos, 2.0)];
        let mut s = 0.0;
        for (name, g, w) in &table {
            s += w * g(x) + if *name == "cos" { integrate(*g, 0.0, y) } else { 0.0 };
        }
        let pick = if s > 0.0 { sq } else { f64::sin };
        let (a, b) = (pick(x), integrate(pick, x, y));
        s + a * b + table.iter().map(|(_, g, w)| g(*w * y)).sum::<f64>() + (table[1].1)(x)
    }

    chainrule_tests::agrees!(f);
}

mod options_and_assignments {
    use super::*;

    #[differentiate]
    fn sq(v: f64) -> f64 {
        v * v
    }
    #[differentiate]
    fn two(a: f64, b: f64) -> f64 {
        a * b + a
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let g: Option<fn(f64) -> f64> = if y > 0.0 { Some(sq) } else { None };
        let mut h: fn(f64, f64) -> f64 = two;
        if x > 1.0 {
            h = f64::hypot;
        }
        let base = if let Some(g) = g { g(x) } else { x };
        let ops = [two, f64::atan2];
        base + h(x, y)
            + ops.iter().fold(x, |acc, op| op(acc, y))
            + match g {
                Some(g) => g(y),
                None => 0.0,
            }
    }

    chainrule_tests::agrees!(f);
}

mod by_another_name {
    use super::*;

    #[differentiate]
    fn sq(v: f64) -> f64 {
        v * v
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let g = sq;
        let h: fn(f64) -> f64 = f64::sin;
        let list = vec![x, y];
        g(x) * h(y) + list.iter().copied().map(g).sum::<f64>() + list.iter().map(|v| h(*v)).sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod closures_by_name {
    use super::*;

    #[differentiate]
    fn compose(fs: usize, x: f64, k: f64) -> f64 {
        let up = |v: f64| v * k;
        let down = |v: f64| v / (1.0 + k * k);
        let step = if fs % 2 == 0 { &up as &dyn Fn(f64) -> f64 } else { &down };
        let mut v = x;
        for _ in 0..3 {
            v = step(v);
        }
        v
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        compose(0, x, y) + compose(1, y, x)
    }

    chainrule_tests::agrees!(f);
}

mod layers_with_activations {
    use super::*;

    #[derive(Clone, Debug, Differentiable)]
    struct Layer {
        w: Vec<Vec<f64>>,
        b: Vec<f64>,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Net {
        layers: Vec<Layer>,
    }
    #[differentiate]
    fn relu(v: f64) -> f64 {
        v.max(0.0)
    }
    #[differentiate]
    fn soft(v: f64) -> f64 {
        v.exp().ln_1p()
    }
    #[differentiate]
    impl Layer {
        fn new(n: usize, m: usize, init: impl Fn(usize, usize) -> f64) -> Self {
            Layer { w: (0..n).map(|i| (0..m).map(|j| init(i, j)).collect()).collect(), b: vec![0.1; n] }
        }
        fn forward(&self, x: &[f64], act: impl Fn(f64) -> f64) -> Vec<f64> {
            self.w
                .iter()
                .zip(&self.b)
                .map(|(row, b)| act(row.iter().zip(x).map(|(a, b)| a * b).sum::<f64>() + b))
                .collect()
        }
    }
    #[differentiate]
    impl Net {
        fn forward(&self, x: &[f64]) -> Vec<f64> {
            let acts: [fn(f64) -> f64; 3] = [soft, f64::tanh, relu];
            let mut h = x.to_vec();
            for (layer, act) in self.layers.iter().zip(acts.iter().cycle()) {
                h = layer.forward(&h, *act);
            }
            h
        }
        fn loss(&self, data: &[(Vec<f64>, f64)], metric: impl Fn(f64, f64) -> f64) -> f64 {
            data.iter().map(|(x, t)| metric(self.forward(x)[0], *t)).sum::<f64>() / data.len() as f64
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let net = Net {
            layers: vec![
                Layer::new(3, 2, |i, j| x * (i as f64 + 0.5) - y * j as f64),
                Layer::new(2, 3, |i, j| y * 0.3 + (i + j) as f64 * x * 0.1),
                Layer::new(1, 2, |_, j| 0.5 + j as f64 * y),
            ],
        };
        let data = vec![(vec![0.1, 0.7], 1.0), (vec![0.4, 0.2], 0.5)];
        net.loss(&data, |p, t| (p - t).powi(2))
    }

    chainrule_tests::agrees!(f);
}

mod elements_that_are_passed {
    use super::*;

    #[differentiate]
    fn sq(v: f64) -> f64 {
        v * v
    }
    #[differentiate]
    fn apply(f: impl Fn(f64) -> f64, x: f64) -> f64 {
        f(x) + f(x * 0.5)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let fs = [sq, f64::sin];
        let mut s = 0.0;
        for g in &fs {
            s += apply(g, x);
        }
        for (i, g) in fs.iter().enumerate() {
            s += apply(*g, y) * i as f64;
        }
        s + fs.iter().map(|g| apply(g, x * y)).sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}
