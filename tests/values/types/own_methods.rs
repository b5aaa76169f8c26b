//! Methods of a user's types that are named like those of floats and containers, and what they refer to.

mod complex_ops {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Complex {
        re: f64,
        im: f64,
    }
    #[differentiate]
    impl std::ops::Add for Complex {
        type Output = Complex;
        fn add(self, o: Complex) -> Complex {
            Complex { re: self.re + o.re, im: self.im + o.im }
        }
    }
    #[differentiate]
    impl std::ops::Mul for Complex {
        type Output = Complex;
        fn mul(self, o: Complex) -> Complex {
            Complex { re: self.re * o.re - self.im * o.im, im: self.re * o.im + self.im * o.re }
        }
    }
    #[differentiate]
    impl Complex {
        fn new(re: f64, im: f64) -> Complex {
            Complex { re, im }
        }
        fn exp(self) -> Complex {
            let r = self.re.exp();
            Complex { re: r * self.im.cos(), im: r * self.im.sin() }
        }
        fn abs(&self) -> f64 {
            self.re.hypot(self.im)
        }
        fn sqrt(self) -> Complex {
            let r = self.abs();
            let s = ((r + self.re) / 2.0).sqrt();
            Complex::new(s, self.im / (2.0 * s))
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = Complex::new(x, y);
        let b = Complex { re: y, im: x };
        let c = a * b;
        let d = (a + b).exp();
        let mut s = 0.0;
        for k in 0..3 {
            s += (c.exp() + d * d).abs() * k as f64;
        }
        s + a.exp().sqrt().abs() * 0.1 + c.abs()
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod vec_of_complex {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Complex {
        re: f64,
        im: f64,
    }
    #[differentiate]
    impl std::ops::Add for Complex {
        type Output = Complex;
        fn add(self, o: Complex) -> Complex {
            Complex { re: self.re + o.re, im: self.im + o.im }
        }
    }
    #[differentiate]
    impl Complex {
        fn new(re: f64, im: f64) -> Complex {
            Complex { re, im }
        }
        fn abs(&self) -> f64 {
            self.re.hypot(self.im)
        }
        fn exp(self) -> Complex {
            let r = self.re.exp();
            Complex { re: r * self.im.cos(), im: r * self.im.sin() }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let zs = vec![Complex::new(x, y), Complex::new(y, x + 1.0)];
        let t: f64 = zs.iter().map(|z| z.abs()).sum();
        let mut u = 0.0;
        for z in &zs {
            u += z.exp().abs();
        }
        t + u + zs[0].exp().re
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod unseen_refs {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct M {
        #[constant]
        cols: usize,
        data: Vec<f64>,
        id: f64,
    }
    #[differentiate]
    impl M {
        fn row(&self, i: usize) -> &[f64] {
            &self.data[i * self.cols..(i + 1) * self.cols]
        }
        fn row_mut(&mut self, i: usize) -> &mut [f64] {
            &mut self.data[i * self.cols..(i + 1) * self.cols]
        }
        fn id(&self) -> &f64 {
            &self.id
        }
        fn all(&self) -> &Vec<f64> {
            &self.data
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = M { cols: 2, data: vec![x, y, x * y, x + 1.0], id: y };
        let a: f64 = m.row(0).iter().zip(m.row(1)).map(|(a, b)| a * b).sum();
        m.data[1] = a.sin();
        let r = m.row(0);
        let b = r[0] * r[1];
        let t = m.all();
        let c: f64 = t.iter().sum();
        a + b * m.id() + c + m.row(1)[0]
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod own_type_name {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct M {
        #[constant]
        cols: usize,
        data: Vec<f64>,
    }
    #[differentiate]
    impl M {
        fn row(&self, i: usize) -> &[f64] {
            &self.data[i * self.cols..(i + 1) * self.cols]
        }
        fn dot(&self, o: &M) -> f64 {
            let mut s = 0.0;
            for i in 0..2 {
                s += self.row(i)[0] * o.row(i)[1];
                for (a, b) in self.row(i).iter().zip(o.row(i)) {
                    s += a * b;
                }
            }
            s
        }
        fn of(x: f64, y: f64) -> M {
            M { cols: 2, data: vec![x, y, x * y, x + 1.0] }
        }
        fn both(x: f64, y: f64) -> f64 {
            let a = M::of(x, y);
            let b = M::of(y, x);
            a.dot(&b)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        M::both(x, y)
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod ref_self {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        w: f64,
        kids: Vec<Node>,
    }
    #[differentiate]
    impl Node {
        fn kid(&self, i: usize) -> &Node {
            &self.kids[i]
        }
        fn total(&self) -> f64 {
            let mut s = self.w;
            for i in 0..self.kids.len() {
                s += self.kid(i).total() * self.kid(i).w.sin();
            }
            s
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let leaf = Node { w: x, kids: vec![] };
        let n = Node { w: y, kids: vec![leaf.clone(), Node { w: x * y, kids: vec![leaf] }] };
        n.total() + n.kid(1).kid(0).w
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod ref_asked {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct V {
        a: f64,
        b: f64,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct S {
        vs: Vec<V>,
        main: V,
    }
    #[differentiate]
    impl S {
        #[differentiate]
        fn main(&self) -> &V {
            &self.main
        }
        fn at(&self, i: usize) -> &V {
            &self.vs[i]
        }
        fn push(&mut self, v: V) {
            self.vs.push(v);
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = S { vs: vec![V { a: x, b: y }, V { a: x * y, b: 1.0 }], main: V { a: y, b: x } };
        s.push(V { a: y, b: y });
        let mut t = 0.0;
        for i in 0..3 {
            let v = s.at(i);
            t += v.a * v.b;
        }
        t + s.main().a * s.main().b
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod let_array {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct M {
        data: Vec<f64>,
    }
    #[differentiate]
    impl M {
        fn total(&self) -> f64 {
            self.data.iter().sum()
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let [a, b] = [1.0, 2.0].map(|k| M { data: vec![x * k, y] });
        let [c, mut d] = [vec![x], vec![y, x]];
        d[0] += c[0];
        a.total() * b.total() + d[0] * d[1]
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}
