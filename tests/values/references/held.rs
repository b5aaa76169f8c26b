//! Structs that hold references, made inside of a function, and passed on.

use chainrule::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy)]
struct View<'a> {
    data: &'a [f64],
    k: f64,
}

#[differentiate]
fn energy(v: &View<'_>) -> f64 {
    v.data.iter().map(|d| d * d * v.k).sum::<f64>().abs().sqrt()
}

mod passed {
    use chainrule::{Differentiable, differentiate};

    #[derive(Debug, Differentiable)]
    struct View<'a> {
        data: &'a [f64],
        n: usize,
    }

    #[differentiate]
    fn sum(v: &View<'_>) -> f64 {
        let mut s = 0.0;
        for i in 0..v.n {
            s += v.data[i] * v.data[i];
        }
        s
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y];
        let v = View { data: &a, n: 2 };
        sum(&v) * x
    }

    chainrule_tests::agrees!(f);
}

mod local {
    use chainrule::{Differentiable, differentiate};

    #[derive(Debug, Differentiable)]
    struct View<'a> {
        data: &'a [f64],
        n: usize,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y, x * y];
        let v = View { data: &a[1..], n: 2 };
        let mut s = 0.0;
        for i in 0..v.n {
            s = s * x + v.data[i] * v.data[i];
        }
        s + a[0]
    }

    chainrule_tests::agrees!(f);
}

mod methods {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Copy)]
    struct View<'a> {
        data: &'a [f64],
        cols: usize,
    }

    #[differentiate]
    impl<'a> View<'a> {
        fn at(&self, i: usize, j: usize) -> f64 {
            self.data[i * self.cols + j]
        }
        fn sum(&self) -> f64 {
            self.data.iter().map(|v| v * v).sum()
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y, 1.0];
        let v = View { data: &a, cols: 2 };
        v.at(0, 1) * v.at(1, 0) + v.sum()
    }

    chainrule_tests::agrees!(f);
}

mod of_parameters {
    use super::{View, differentiate, energy};

    #[differentiate]
    fn g(a: &[f64], k: f64) -> f64 {
        let v = View { data: a, k };
        energy(&v) * energy(&v) * v.k
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, 1.0], x * y) + y
    }

    chainrule_tests::agrees!(f);
}

mod in_loops {
    use super::{View, differentiate, energy};

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y, 1.0];
        let mut s = x;
        for i in 0..3 {
            let v = View { data: &a[i..i + 2], k: s * s };
            s = energy(&v) + s * 0.1;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod problem {
    use chainrule::{Differentiable, differentiate};

    #[derive(Debug, Differentiable)]
    struct Problem<'a> {
        xs: &'a [f64],
        ys: &'a Vec<f64>,
        w: f64,
    }

    #[differentiate]
    impl<'a> Problem<'a> {
        fn loss(&self, p: &[f64; 2]) -> f64 {
            let mut s = 0.0;
            for (x, y) in self.xs.iter().zip(self.ys) {
                let r = p[0] + p[1] * x - y;
                s += r * r * self.w;
            }
            s
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let xs = [0.5, x, 2.0];
        let ys = vec![y, x * y, 1.0];
        let p = Problem { xs: &xs, ys: &ys, w: x };
        p.loss(&[y, x])
    }

    chainrule_tests::agrees!(f);
}

mod nested {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Copy)]
    struct View<'a> {
        data: &'a [f64],
    }

    #[derive(Differentiable, Clone, Copy)]
    struct Two<'a> {
        a: View<'a>,
        k: f64,
    }

    #[differentiate]
    fn g(r: &Two<'_>) -> f64 {
        r.a.data[0] * r.a.data[1] * r.k
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y];
        let v = View { data: &a };
        let t = Two { a: v, k: x };
        g(&t) * v.data[0]
    }

    chainrule_tests::agrees!(f);
}

mod in_branches {
    use chainrule::{Differentiable, differentiate};

    #[derive(Debug, Differentiable)]
    struct View<'a> {
        data: &'a [f64],
        k: f64,
    }

    #[differentiate]
    impl<'a> View<'a> {
        fn e(&self) -> f64 {
            self.data.iter().map(|d| d * d).sum::<f64>() * self.k
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y];
        let head = &a[..2];
        let mut s = 0.0;
        if x > 1.0 {
            let v = View { data: head, k: y };
            s += v.e() * v.k;
        } else {
            let v = View { data: &a[1..], k: x };
            s += v.e().sin();
        }
        s * a[0]
    }

    chainrule_tests::agrees!(f);
}

mod twice_used {
    use chainrule::{Differentiable, differentiate};

    #[derive(Debug, Differentiable)]
    struct Lin<'a> {
        w: &'a [Vec<f64>],
        b: &'a [f64],
    }

    #[differentiate]
    impl<'a> Lin<'a> {
        fn apply(&self, x: &[f64]) -> Vec<f64> {
            let mut out = self.b.to_vec();
            for (i, row) in self.w.iter().enumerate() {
                for (a, v) in row.iter().zip(x) {
                    out[i] += a * v;
                }
            }
            out
        }
    }

    #[differentiate]
    fn net(w: &[Vec<f64>], b: &[f64], x: &[f64]) -> f64 {
        let l = Lin { w, b };
        let h = l.apply(x);
        let h: Vec<f64> = h.iter().map(|v| v.tanh()).collect();
        let o = l.apply(&h);
        o[0] * o[1]
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        net(&[vec![x, y], vec![y, x * y]], &[x, 0.5], &[y, 1.0])
    }

    chainrule_tests::agrees!(f);
}

mod tuple_struct {
    use chainrule::{Differentiable, differentiate};

    #[derive(Debug, Differentiable)]
    struct Pair<'a>(&'a [f64], &'a [f64]);

    #[differentiate]
    fn dot(p: &Pair<'_>) -> f64 {
        p.0.iter().zip(p.1).map(|(a, b)| a * b).sum()
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y];
        let b = vec![y, x * x];
        let p = Pair(&a, &b);
        let q = Pair(&a, &a);
        dot(&p) * dot(&q)
    }

    chainrule_tests::agrees!(f);
}

mod early_return {
    use chainrule::{Differentiable, differentiate};

    #[derive(Debug, Differentiable)]
    struct V<'a> {
        d: &'a [f64],
    }

    #[differentiate]
    fn g(v: &V<'_>) -> f64 {
        v.d[0] * v.d[1]
    }

    #[differentiate]
    fn h(a: &[f64], x: f64) -> f64 {
        let mut s = x;
        for i in 0..a.len() - 1 {
            let v = V { d: &a[i..] };
            s = s * 0.5 + g(&v) * s;
            if s > 40.0 {
                return s * a[i];
            }
        }
        s
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        h(&[x, y, x * y, 1.0, y], y)
    }

    chainrule_tests::agrees!(f);
}
