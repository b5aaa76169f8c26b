//! Programs with references as people write them: windows, blocks, readers, networks, matrices.

mod windows_pattern {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y, y * y];
        let mut s = 0.0;
        for w in a.windows(2) {
            if let [p, q] = w {
                s += p * q * q;
            }
        }
        for w in a.windows(3) {
            let &[p, q, r] = w else { unreachable!() };
            s += p - 2.0 * q * r;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod rows_and_elements {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = vec![vec![x, y], vec![x * y, y], vec![y, x]];
        let mut rows = &m[..];
        let mut s = 0.0;
        while let Some((r, rest)) = rows.split_first() {
            let mut e = &r[..];
            while let Some((h, t)) = e.split_first() {
                s = s * x * 0.5 + h * h;
                e = t;
            }
            rows = rest;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod blocks {
    use chainrule::differentiate;

    #[differentiate]
    fn blocks(mut v: &[f64], n: usize) -> f64 {
        let mut s = 0.0;
        while v.len() >= n {
            let (b, rest) = v.split_at(n);
            s += b.iter().product::<f64>();
            v = rest;
        }
        for r in v {
            s += r;
        }
        s
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        blocks(&[x, y, x * y, y * y, 1.0 + x], 2)
    }

    chainrule_tests::agrees!(f);
}

mod reader {
    use chainrule::differentiate;

    #[differentiate]
    fn eval(mut ops: &[u8], mut vals: &[f64]) -> f64 {
        let mut acc = vals[0];
        vals = &vals[1..];
        while let [op, rest @ ..] = ops {
            let v = vals[0];
            match op {
                b'+' => acc += v,
                b'*' => acc *= v,
                _ => acc -= v,
            }
            vals = &vals[1..];
            ops = rest;
        }
        acc
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        eval(b"+*-", &[x, y, x * y, x])
    }

    chainrule_tests::agrees!(f);
}

mod interpolation {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct P {
        t: f64,
        v: f64,
    }

    #[differentiate]
    fn interp(mut ps: &[P], t: f64) -> f64 {
        while ps.len() > 2 && ps[1].t < t {
            ps = &ps[1..];
        }
        let (a, b) = (&ps[0], &ps[1]);
        a.v + (b.v - a.v) * (t - a.t) / (b.t - a.t)
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let ps = vec![P { t: 0.0, v: x }, P { t: 1.0, v: y }, P { t: 2.5, v: x * y }];
        interp(&ps, 0.4) + interp(&ps, 1.7) * interp(&ps, 5.0)
    }

    chainrule_tests::agrees!(f);
}

mod captured_slice {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y];
        let mut r = &a[..];
        let mut s = 0.0;
        while !r.is_empty() {
            let h = r;
            let g = |k: f64| h[0] * k + h[h.len() - 1];
            s += g(x) * g(y);
            r = &r[1..];
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod overwritten {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![x, y, x * y];
        let mut s = 0.0;
        for k in 0..3 {
            let mut r = &a[..];
            while r.len() > 1 {
                s += r[0] * r[1];
                r = &r[1..];
            }
            a[k] *= s;
        }
        s + a[0]
    }

    chainrule_tests::agrees!(f);
}

mod result_in_a_checkpoint {
    use chainrule::differentiate;

    #[differentiate]
    fn largest(a: &[f64]) -> &f64 {
        let mut b = &a[0];
        for v in a {
            if v > b {
                b = v;
            }
        }
        b
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![x, y, 0.5];
        #[checkpoint]
        for i in 0..6 {
            let m = *largest(&a);
            a[i % 3] = m.sin() * x + y * 0.1;
        }
        a[0] * a[1]
    }

    chainrule_tests::agrees!(f);
}

mod results_in_a_loop_that_ends {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct R {
        v: Vec<f64>,
    }

    #[differentiate]
    impl R {
        fn at(&self, i: usize) -> &f64 {
            &self.v[i % self.v.len()]
        }
        fn set(&mut self, i: usize) -> &mut f64 {
            let n = self.v.len();
            &mut self.v[i % n]
        }
        fn run(&mut self, x: f64) -> f64 {
            let mut i = 0;
            let mut s = 0.0;
            loop {
                let c = *self.at(i) * *self.at(i + 1);
                *self.set(i + 2) = c * 0.3 + x;
                s += c;
                i += 1;
                if i > 7 || s > 50.0 {
                    break;
                }
            }
            s
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut r = R { v: vec![x, y, x * y, 1.0] };
        r.run(y) * r.v[1]
    }

    chainrule_tests::agrees!(f);
}

mod by_name {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct K {
        name: String,
        v: f64,
    }

    #[derive(Clone, Debug, Differentiable)]
    struct D {
        ks: Vec<K>,
    }

    #[differentiate]
    impl D {
        #[differentiate]
        fn by(&self, n: &str) -> &K {
            self.ks.iter().find(|k| k.name == n).expect("there")
        }
        fn val(&self, n: &str) -> f64 {
            self.by(n).v
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let d = D { ks: vec![K { name: "a".into(), v: x }, K { name: "b".into(), v: x * y }] };
        d.val("a") * d.val("b") + (*d.by("b")).v
    }

    chainrule_tests::agrees!(f);
}

mod network {
    use chainrule::{Differentiable, differentiate};

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
    impl Layer {
        fn weights(&self, i: usize) -> &[f64] {
            &self.w[i]
        }
        fn run(&self, x: &[f64]) -> Vec<f64> {
            let mut out = Vec::new();
            for i in 0..self.b.len() {
                let w = self.weights(i);
                out.push((w.iter().zip(x).map(|(a, b)| a * b).sum::<f64>() + self.b[i]).tanh());
            }
            out
        }
    }

    #[differentiate]
    impl Net {
        #[differentiate]
        fn layer(&self, i: usize) -> &Layer {
            &self.layers[i]
        }
        fn run(&self, x: &[f64]) -> f64 {
            let mut h = x.to_vec();
            for i in 0..self.layers.len() {
                h = self.layer(i).run(&h);
            }
            h[0] * h[1]
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let l = Layer { w: vec![vec![x, y], vec![y, x * y]], b: vec![0.1, x] };
        let n = Net { layers: vec![l.clone(), l] };
        n.run(&[y, 1.0])
    }

    chainrule_tests::agrees!(f);
}

mod generic_matrix {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct G<T> {
        d: Vec<T>,
        w: usize,
    }

    #[differentiate]
    impl<T: chainrule::Real> G<T> {
        fn at(&self, i: usize, j: usize) -> &T {
            &self.d[i * self.w + j]
        }
        fn at_mut(&mut self, i: usize, j: usize) -> &mut T {
            let k = i * self.w + j;
            &mut self.d[k]
        }
        fn tr(&self) -> T {
            let mut s = T::zero();
            for i in 0..self.w {
                s = s + *self.at(i, i);
            }
            s
        }
        fn bump(&mut self, k: T) {
            for i in 0..self.w {
                *self.at_mut(i, 0) *= k;
            }
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut g = G { d: vec![x, y, x * y, x], w: 2 };
        g.bump(y);
        g.tr() * *g.at(0, 1) + g.d[2]
    }

    chainrule_tests::agrees!(f);
}

mod const_generic_matrix {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct M<const N: usize> {
        d: [[f64; N]; N],
    }

    #[differentiate]
    impl<const N: usize> M<N> {
        fn row(&self, i: usize) -> &[f64; N] {
            &self.d[i]
        }
        fn dotrows(&self, i: usize, j: usize) -> f64 {
            let mut s = 0.0;
            for k in 0..N {
                s += self.row(i)[k] * self.row(j)[k];
            }
            s
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = M { d: [[x, y], [x * y, 1.0]] };
        let r: &[f64; 2] = m.row(0);
        m.dotrows(0, 1) * r[0]
    }

    chainrule_tests::agrees!(f);
}
