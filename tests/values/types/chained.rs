//! Methods that change their receiver and give it back, called in chains.

mod chains {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct M {
        a: f64,
        v: Vec<f64>,
    }
    #[differentiate]
    impl M {
        fn scale(&mut self, k: f64) -> &mut Self {
            if k > 2.0 {
                self.a += k;
                return self;
            }
            self.a *= k;
            self.v.iter_mut().for_each(|v| *v *= k);
            self
        }
        fn shift(&mut self, k: f64) -> &mut M {
            self.v[0] += k * self.a;
            self
        }
        fn trace(&self) -> f64 {
            self.a + self.v.iter().map(|v| v * v).sum::<f64>()
        }
    }
    #[derive(Clone, Debug, Differentiable)]
    struct H {
        m: M,
        ms: Vec<M>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = M { a: x, v: vec![x, y] };
        m.scale(y).shift(x).scale(x);
        let t = m.shift(y * y).scale(0.5).trace();
        let mut h = H { m: m.clone(), ms: vec![m.clone(), m] };
        h.m.shift(t).scale(x);
        for k in 0..2 {
            h.ms[k].scale(y).shift(k as f64);
        }
        for q in h.ms.iter_mut() {
            q.shift(x).shift(y);
        }
        let r = h.m.scale(0.3);
        r.a *= x;
        t * h.m.trace() + h.ms[1].scale(2.0).trace() + h.ms[0].a
    }
    chainrule_tests::agrees!(f);
}

mod builders {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Default, Differentiable)]
    struct Model {
        bias: f64,
        w: Vec<f64>,
    }
    #[differentiate]
    impl Model {
        fn new() -> Self {
            Model { bias: 0.0, w: vec![] }
        }
        fn add(&mut self, w: f64) -> &mut Self {
            self.w.push(w);
            self
        }
        fn bias(&mut self, b: f64) -> &mut Self {
            self.bias = b;
            self
        }
        fn run(&self, x: f64) -> f64 {
            self.w.iter().fold(self.bias, |a, w| a * x + w)
        }
        fn build(&mut self) -> Model {
            self.w.push(self.bias);
            self.clone()
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = Model::new();
        m.add(x).add(y).bias(x * y);
        let n = Model::new().add(x * 2.0).bias(y).build();
        n.run(x) + m.run(y) + Model::new().bias(x).add(y).run(x)
    }
    chainrule_tests::agrees!(f);
}

mod builders_by_value {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Default, Differentiable)]
    struct Model {
        bias: f64,
        w: Vec<f64>,
    }
    #[differentiate]
    impl Model {
        fn new() -> Self {
            Model { bias: 0.0, w: vec![] }
        }
        fn add(mut self, w: f64) -> Self {
            self.w.push(w);
            self
        }
        fn bias(self, b: f64) -> Self {
            Model { bias: b, ..self }
        }
        fn run(&self, x: f64) -> f64 {
            self.w.iter().fold(self.bias, |a, w| a * x + w)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = Model::new().add(x).add(y).bias(x * y);
        m.run(y) + Model::new().bias(x).add(y).run(x)
    }
    chainrule_tests::agrees!(f);
}

mod elements {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct M {
        a: f64,
        v: Vec<f64>,
    }
    #[differentiate]
    impl M {
        fn scale(&mut self, k: f64) {
            self.a *= k;
            self.v.iter_mut().for_each(|v| *v *= k);
        }
        fn shift(&mut self, k: f64) {
            self.v[0] += k * self.a;
        }
        fn trace(&self) -> f64 {
            self.a + self.v.iter().map(|v| v * v).sum::<f64>()
        }
    }
    #[derive(Clone, Debug, Differentiable)]
    struct H {
        m: M,
        ms: Vec<M>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = M { a: x, v: vec![x, y] };
        let mut h = H { m: m.clone(), ms: vec![m.clone(), m] };
        for k in 0..2 {
            h.ms[k].scale(y);
            h.ms[k].shift(k as f64);
        }
        h.m.trace() + h.ms[1].trace() + h.ms[0].a
    }
    chainrule_tests::agrees!(f);
}

mod matrices {
    use chainrule::{Differentiable, differentiate};
    use std::ops::{Add, AddAssign, Index, IndexMut, Mul, Neg, Sub};
    #[derive(Clone, Debug, Differentiable)]
    struct Mat {
        #[constant]
        rows: usize,
        #[constant]
        cols: usize,
        data: Vec<f64>,
    }
    #[differentiate]
    impl Mat {
        fn zeros(rows: usize, cols: usize) -> Self {
            Mat { rows, cols, data: vec![0.0; rows * cols] }
        }
        fn from_rows(r: &[[f64; 2]]) -> Self {
            let mut m = Self::zeros(r.len(), 2);
            for (i, row) in r.iter().enumerate() {
                for (j, v) in row.iter().enumerate() {
                    m[(i, j)] = *v;
                }
            }
            m
        }
        fn transpose(&self) -> Mat {
            let mut t = Mat::zeros(self.cols, self.rows);
            for i in 0..self.rows {
                for j in 0..self.cols {
                    t[(j, i)] = self[(i, j)];
                }
            }
            t
        }
        fn swap_rows(&mut self, a: usize, b: usize) -> &mut Self {
            for j in 0..self.cols {
                let t = self[(a, j)];
                self[(a, j)] = self[(b, j)];
                self[(b, j)] = t;
            }
            self
        }
        fn scale(&mut self, k: f64) -> &mut Self {
            self.data.iter_mut().for_each(|v| *v *= k);
            self
        }
        fn trace(&self) -> f64 {
            (0..self.rows).map(|i| self[(i, i)]).sum()
        }
        fn lu_det(mut self) -> f64 {
            let n = self.rows;
            let mut det = 1.0;
            for k in 0..n {
                let p = (k..n).max_by(|&a, &b| self[(a, k)].abs().total_cmp(&self[(b, k)].abs())).unwrap();
                if p != k {
                    self.swap_rows(p, k);
                    det = -det;
                }
                let piv = self[(k, k)];
                det *= piv;
                for i in k + 1..n {
                    let m = self[(i, k)] / piv;
                    for j in k..n {
                        let s = m * self[(k, j)];
                        self[(i, j)] -= s;
                    }
                }
            }
            det
        }
    }
    #[differentiate]
    impl Index<(usize, usize)> for Mat {
        type Output = f64;
        fn index(&self, (i, j): (usize, usize)) -> &f64 {
            &self.data[i * self.cols + j]
        }
    }
    #[differentiate]
    impl IndexMut<(usize, usize)> for Mat {
        fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut f64 {
            &mut self.data[i * self.cols + j]
        }
    }
    #[differentiate]
    impl Mul for &Mat {
        type Output = Mat;
        fn mul(self, o: &Mat) -> Mat {
            let mut r = Mat::zeros(self.rows, o.cols);
            for i in 0..self.rows {
                for j in 0..o.cols {
                    for k in 0..self.cols {
                        r[(i, j)] += self[(i, k)] * o[(k, j)];
                    }
                }
            }
            r
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = Mat::from_rows(&[[x, y], [y * y, 1.0 + x], [0.2, x * y]]);
        let mut g = &a.transpose() * &a;
        g.scale(y).swap_rows(0, 1).scale(0.5);
        let t = g.trace();
        t * x + g.lu_det()
    }
    chainrule_tests::agrees!(f);
}
