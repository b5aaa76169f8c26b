//! Short programs of statistics and of numerical analysis.

#![allow(unused_imports, reason = "not every program derives")]

use chainrule::{Differentiable, differentiate};

mod log_gamma {
    use super::*;

    const G: f64 = 7.0;
    const C: [f64; 9] = [
        0.99999999999980993,
        676.5203681218851,
        -1259.1392167224028,
        771.32342877765313,
        -176.61502916214059,
        12.507343278686905,
        -0.13857109526572012,
        9.9843695780195716e-6,
        1.5056327351493116e-7,
    ];
    #[differentiate]
    fn ln_gamma(z: f64) -> f64 {
        if z < 0.5 {
            return (std::f64::consts::PI / (std::f64::consts::PI * z).sin()).abs().ln() - ln_gamma(1.0 - z);
        }
        let z = z - 1.0;
        let mut x = C[0];
        for (i, c) in C.iter().enumerate().skip(1) {
            x += c / (z + i as f64);
        }
        let t = z + G + 0.5;
        0.5 * (2.0 * std::f64::consts::PI).ln() + (z + 0.5) * t.ln() - t + x.ln()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        ln_gamma(x * x + 0.3) - ln_gamma(y * y + 1.0) + ln_gamma(x * x + y * y)
    }

    chainrule_tests::agrees!(f);
}

mod gaussian_process {
    use super::*;

    #[differentiate]
    fn kernel(a: f64, b: f64, len: f64, var: f64) -> f64 {
        var * (-0.5 * ((a - b) / len).powi(2)).exp()
    }
    #[differentiate]
    fn cholesky(a: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
        let n = a.len();
        let mut l = vec![vec![0.0; n]; n];
        for i in 0..n {
            for j in 0..=i {
                let s: f64 = (0..j).map(|k| l[i][k] * l[j][k]).sum();
                if i == j {
                    let d = a[i][i] - s;
                    if d <= 0.0 {
                        return None;
                    }
                    l[i][j] = d.sqrt();
                } else {
                    l[i][j] = (a[i][j] - s) / l[j][j];
                }
            }
        }
        Some(l)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let xs = [0.0, 0.4, 1.1];
        let ys = [0.2, -0.1, 0.7];
        let (len, var, noise) = (0.5 + x * x, y * y + 0.2, 0.1);
        let k: Vec<Vec<f64>> = xs
            .iter()
            .enumerate()
            .map(|(i, a)| {
                xs.iter()
                    .enumerate()
                    .map(|(j, b)| kernel(*a, *b, len, var) + if i == j { noise } else { 0.0 })
                    .collect()
            })
            .collect();
        let Some(l) = cholesky(&k) else { return f64::NAN };
        let mut z = vec![0.0; 3];
        for i in 0..3 {
            let s: f64 = (0..i).map(|k| l[i][k] * z[k]).sum();
            z[i] = (ys[i] - s) / l[i][i];
        }
        -0.5 * z.iter().map(|v| v * v).sum::<f64>() - (0..3).map(|i| l[i][i].ln()).sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod weighted_fit {
    use super::*;

    #[derive(Debug, Clone, Copy)]
    struct Sample {
        t: f64,
        v: f64,
        weight: f64,
    }
    const DATA: &[Sample] = &[
        Sample { t: 0.0, v: 1.0, weight: 1.0 },
        Sample { t: 0.5, v: 0.7, weight: 2.0 },
        Sample { t: 1.5, v: 0.2, weight: 0.5 },
    ];
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let model = |t: f64| x * (-y * t).exp();
        let mut chi2 = 0.0;
        for s in DATA {
            let r = (s.v - model(s.t)) * s.weight;
            chi2 += r * r;
        }
        let chi2b: f64 = DATA.iter().filter(|s| s.weight >= 1.0).map(|s| (model(s.t) - s.v).abs()).sum();
        chi2 + chi2b
    }

    chainrule_tests::agrees!(f);
}

mod b_splines {
    use super::*;

    #[differentiate]
    fn basis(knots: &[f64], i: usize, p: usize, t: f64) -> f64 {
        if p == 0 {
            return if t >= knots[i] && t < knots[i + 1] { 1.0 } else { 0.0 };
        }
        let left = if knots[i + p] > knots[i] {
            (t - knots[i]) / (knots[i + p] - knots[i]) * basis(knots, i, p - 1, t)
        } else {
            0.0
        };
        let right = if knots[i + p + 1] > knots[i + 1] {
            (knots[i + p + 1] - t) / (knots[i + p + 1] - knots[i + 1]) * basis(knots, i + 1, p - 1, t)
        } else {
            0.0
        };
        left + right
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let knots = [0.0, 0.0, 0.0, 1.0, 2.0 + 0.1 * x, 3.0, 4.0, 4.0, 4.0];
        let control = [x, y, x * y, 1.0, 0.5, y * y];
        let t = 1.4 + 0.3 * y.sin();
        control.iter().enumerate().map(|(i, c)| c * basis(&knots, i, 2, t)).sum()
    }

    chainrule_tests::agrees!(f);
}

mod recursive_transform {
    use super::*;

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct C {
        re: f64,
        im: f64,
    }
    #[differentiate]
    impl std::ops::Add for C {
        type Output = C;
        fn add(self, o: C) -> C {
            C { re: self.re + o.re, im: self.im + o.im }
        }
    }
    #[differentiate]
    impl std::ops::Sub for C {
        type Output = C;
        fn sub(self, o: C) -> C {
            C { re: self.re - o.re, im: self.im - o.im }
        }
    }
    #[differentiate]
    impl std::ops::Mul for C {
        type Output = C;
        fn mul(self, o: C) -> C {
            C { re: self.re * o.re - self.im * o.im, im: self.re * o.im + self.im * o.re }
        }
    }
    #[differentiate]
    fn fft(v: &[C]) -> Vec<C> {
        let n = v.len();
        if n == 1 {
            return v.to_vec();
        }
        let even: Vec<C> = v.iter().step_by(2).copied().collect();
        let odd: Vec<C> = v.iter().skip(1).step_by(2).copied().collect();
        let (e, o) = (fft(&even), fft(&odd));
        let mut out = vec![C { re: 0.0, im: 0.0 }; n];
        for k in 0..n / 2 {
            let angle = -2.0 * std::f64::consts::PI * k as f64 / n as f64;
            let t = C { re: angle.cos(), im: angle.sin() } * o[k];
            out[k] = e[k] + t;
            out[k + n / 2] = e[k] - t;
        }
        out
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let s: Vec<C> = [x, y, x * y, 1.0].iter().map(|&re| C { re, im: 0.0 }).collect();
        fft(&s).iter().enumerate().map(|(k, c)| (c.re * c.re + c.im * c.im) * k as f64).sum()
    }

    chainrule_tests::agrees!(f);
}

mod linear_solver {
    use super::*;

    use std::fmt;
    #[derive(Debug, Clone)]
    struct Singular {
        row: usize,
    }
    impl fmt::Display for Singular {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "row {}", self.row)
        }
    }
    impl std::error::Error for Singular {}
    #[differentiate]
    fn solve(a: [[f64; 2]; 2], b: [f64; 2]) -> Result<[f64; 2], Singular> {
        let mut m = a;
        let mut r = b;
        for k in 0..2 {
            if m[k][k].abs() < 1e-12 {
                return Err(Singular { row: k });
            }
            for i in k + 1..2 {
                let q = m[i][k] / m[k][k];
                for j in k..2 {
                    m[i][j] -= q * m[k][j];
                }
                r[i] -= q * r[k];
            }
        }
        let x1 = r[1] / m[1][1];
        Ok([(r[0] - m[0][1] * x1) / m[0][0], x1])
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match solve([[x + 3.0, 1.0], [y, 2.0]], [y, x * x]) {
            Ok([a, b]) => a * b + a,
            Err(e) => {
                eprintln!("{e}");
                e.row as f64 * x
            }
        }
    }

    chainrule_tests::agrees!(f);
}
