//! Types that only the surroundings of a value tell: of results, of fields, of ranges; types without a derivative in containers.

mod list_of_a_type_without_a_derivative {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug)]
    struct Obs {
        i: usize,
        uv: (f64, f64),
    }
    #[differentiate]
    fn cost(p: &[f64], #[constant] obs: &[Obs]) -> f64 {
        obs.iter().map(|o| (p[o.i] - o.uv.0).powi(2)).sum()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p = [x, y * x];
        let obs: Vec<Obs> = (0..6).map(|i| Obs { i: i % 2, uv: (0.1 * i as f64, 0.15) }).collect();
        cost(&p, &obs)
    }

    chainrule_tests::agrees!(f);
}

mod arrays_in_a_tuple_struct {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    struct M2([[f64; 2]; 2]);
    #[differentiate]
    impl M2 {
        fn mulv(&self, v: [f64; 2]) -> [f64; 2] {
            self.0.map(|row| row[0] * v[0] + row[1] * v[1])
        }
        fn sum(&self, v: [f64; 2]) -> f64 {
            let a: [f64; 2] = self.0.map(|row| row[0] * v[0] + row[1] * v[1]);
            a[0] * a[1]
        }
        fn add(self, o: M2) -> M2 {
            M2(std::array::from_fn(|i| std::array::from_fn(|j| self.0[i][j] + o.0[i][j])))
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = M2([[x, y], [y * y, 1.0]]).add(M2([[x * x, 1.0], [0.0, 2.0]]));
        m.mulv([x, 1.0])[1] + m.sum([1.0, y])
    }

    chainrule_tests::agrees!(f);
}

mod ranges_from_below_zero {
    use chainrule::{Differentiable, differentiate};

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let k = [x, y, x * y];
        let mut s = 0.0;
        for (d, w) in (-1..=1).zip(&k) {
            s += w * (d as f64 + 2.0) * (x + d as f64).sin();
        }
        for (d, w) in (-1..=1).zip(k.iter()) {
            s += w * f64::from(d);
        }
        for (w, d) in k.iter().zip(-1i32..) {
            s += w * f64::from(d).powi(2);
        }
        for (d, w) in (0..3u8).zip(k) {
            s += w * f64::from(d);
        }
        s + (-2..=2).map(|d| (x + d as f64 * 0.1).cos()).sum::<f64>()
            + k.iter().zip(-1..2).map(|(w, d)| w.powi(d + 2)).sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod operator_on_a_part_of_a_list {
    use chainrule::{Differentiable, differentiate};

    use std::ops::Mul;
    #[derive(Clone, Debug, PartialEq, Differentiable)]
    struct Matrix {
        rows: usize,
        cols: usize,
        data: Vec<f64>,
    }
    #[differentiate]
    impl Mul<&[f64]> for &Matrix {
        type Output = Vec<f64>;
        fn mul(self, v: &[f64]) -> Vec<f64> {
            (0..self.rows).map(|i| (0..self.cols).map(|j| self.data[i * self.cols + j] * v[j]).sum()).collect()
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let ys = vec![x, y, 1.0];
        let m = Matrix { rows: 2, cols: 2, data: vec![x, y, 1.0, x * y] };
        let p = &m * &ys[..2];
        let q = &m * &ys[1..];
        p[0] * q[1]
    }

    chainrule_tests::agrees!(f);
}
