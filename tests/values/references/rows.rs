//! Results that are rows of matrices.

mod row {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Mat {
        data: Vec<f64>,
        cols: usize,
    }

    #[differentiate]
    impl Mat {
        fn row(&self, i: usize) -> &[f64] {
            &self.data[i * self.cols..(i + 1) * self.cols]
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = Mat { data: vec![x, y, x * y, 3.0 * x], cols: 2 };
        let r: &[f64] = m.row(1);
        r[0] * r[1] + (*m.row(0))[1]
    }

    chainrule_tests::agrees!(f);
}

mod rows_in_loops {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Mat {
        data: Vec<f64>,
        cols: usize,
    }

    #[differentiate]
    impl Mat {
        fn row(&self, i: usize) -> &[f64] {
            &self.data[i * self.cols..(i + 1) * self.cols]
        }
        fn at(&self, i: usize, j: usize) -> &f64 {
            &self.row(i)[j]
        }
        fn trace(&self) -> f64 {
            let mut s = 1.0;
            for i in 0..self.cols {
                s *= self.at(i, i);
                let r = self.row(i);
                s += r.iter().map(|v| v * v).sum::<f64>();
                for v in self.row(0) {
                    s += v;
                }
            }
            s
        }
    }

    #[differentiate]
    fn dot(a: &[f64], b: &[f64]) -> f64 {
        a.iter().zip(b).map(|(x, y)| x * y).sum()
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = Mat { data: vec![x, y, x * y, 3.0 * x], cols: 2 };
        let mut s = m.trace();
        for i in 0..2 {
            let r: &[f64] = m.row(i);
            let q: &[f64] = m.row(0);
            s = s * dot(r, q) + r[0];
        }
        s
    }

    chainrule_tests::agrees!(f);
}
