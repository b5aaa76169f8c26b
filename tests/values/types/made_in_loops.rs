//! Objects that are made in loops, structs that end what they are made of, arrays of open length.

mod objects_loop {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[differentiate]
    trait Force {
        fn at(&self, p: f64, v: f64) -> f64;
        fn work(&self, p: f64) -> f64 {
            self.at(p, 0.0) * p
        }
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Spring {
        k: f64,
        rest: f64,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Drag {
        c: f64,
    }
    #[differentiate]
    impl Force for Spring {
        fn at(&self, p: f64, _v: f64) -> f64 {
            -self.k * (p - self.rest)
        }
    }
    #[differentiate]
    impl Force for Drag {
        fn at(&self, _p: f64, v: f64) -> f64 {
            -self.c * v * v.abs()
        }
    }
    #[differentiate]
    fn simulate(forces: &[Box<dyn Force>], p0: f64, n: usize) -> (f64, f64) {
        let (mut p, mut v) = (p0, 0.0);
        for _ in 0..n {
            let a: f64 = forces.iter().map(|f| f.at(p, v)).sum();
            v += 0.1 * a;
            p += 0.1 * v;
        }
        (p, v)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut total = 0.0;
        for i in 1..3 {
            let forces: Vec<Box<dyn Force>> =
                vec![Box::new(Spring { k: x * i as f64, rest: y }), Box::new(Drag { c: 0.1 * y })];
            let (p, v) = simulate(&forces, x, 5);
            total += p * v + forces[0].work(p);
        }
        total
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod moved_struct_fields {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct L {
        w: Vec<f64>,
        b: Vec<f64>,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct N {
        ls: Vec<L>,
        out: Vec<f64>,
    }
    #[differentiate]
    fn build(p: &[f64], n: usize) -> N {
        let mut ls = Vec::new();
        let mut out = vec![0.0; n];
        for i in 0..n {
            let w: Vec<f64> = p.iter().map(|a| a * (i + 1) as f64).collect();
            let mut b = w.clone();
            b[0] = b[0].sin();
            out[i] = b[0] * w[1];
            ls.push(L { w, b });
        }
        let l0 = ls[0].clone();
        ls.push(l0);
        N { ls, out }
    }
    #[differentiate]
    fn total(n: &N) -> f64 {
        n.ls.iter().map(|l| l.w.iter().zip(&l.b).map(|(a, b)| a * b).sum::<f64>()).sum::<f64>()
            + n.out.iter().sum::<f64>()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut t = 0.0;
        for k in 1..3 {
            let n = build(&[x, y, x * y], k);
            t += total(&n) * n.out[0];
        }
        t
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod moved_struct_used {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct L {
        w: Vec<f64>,
        s: f64,
    }
    #[differentiate]
    fn mk(x: f64, y: f64) -> (L, f64) {
        let mut w = vec![x; 3];
        for i in 0..3 {
            w[i] *= y + i as f64;
        }
        let s: f64 = w.iter().sum();
        let k = w[1];
        let l = L { w, s };
        (l, k)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut t = 0.0;
        for i in 0..3 {
            let (l, k) = mk(x + i as f64, y);
            t += l.w[2] * l.s + k * k;
        }
        t
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod array_inferred {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct M<const N: usize>([[f64; N]; N]);
    #[differentiate]
    fn outer<const N: usize>(a: [f64; N], b: [f64; N]) -> M<N> {
        M(std::array::from_fn(|i| std::array::from_fn(|j| a[i] * b[j] + (i * j) as f64)))
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        for k in 0..3 {
            let m = outer([x, y, x * y], [y, k as f64, x]);
            s += m.0[0][1] * m.0[2][0] + m.0[1][2].sin();
        }
        let t: M<2> = M(std::array::from_fn(|i| std::array::from_fn(|j| if i == j { x * s } else { y })));
        s + t.0[0][0] * t.0[1][0]
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}
