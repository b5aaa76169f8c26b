//! Statistics and finance, as people write them who have read the README.

mod loglik_mixture {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct Component {
        weight: f64,
        mu: f64,
        log_sigma: f64,
    }
    #[differentiate]
    impl Component {
        fn log_pdf(&self, x: f64) -> f64 {
            let sigma = self.log_sigma.exp();
            let z = (x - self.mu) / sigma;
            self.weight.ln() - self.log_sigma - 0.5 * z.powi(2) - 0.5 * (2.0 * std::f64::consts::PI).ln()
        }
    }
    #[differentiate]
    fn log_sum_exp(v: &[f64]) -> f64 {
        let m = v.iter().cloned().fold(f64::NEG_INFINITY, f64::max);
        m + v.iter().map(|a| (a - m).exp()).sum::<f64>().ln()
    }
    #[differentiate]
    fn log_likelihood(components: &[Component], #[constant] data: &[f64]) -> f64 {
        data.iter()
            .map(|&x| {
                let terms: Vec<f64> = components.iter().map(|c| c.log_pdf(x)).collect();
                log_sum_exp(&terms)
            })
            .sum()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let cs =
            [Component { weight: 0.3, mu: x, log_sigma: 0.1 * y }, Component { weight: 0.7, mu: -y, log_sigma: -0.2 }];
        log_likelihood(&cs, &[0.1, 1.4, -0.7, 2.2])
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod monte_carlo_payoff {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    struct Lcg(u64);
    impl Lcg {
        fn next_f64(&mut self) -> f64 {
            self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (self.0 >> 11) as f64 / (1u64 << 53) as f64
        }
        fn normal(&mut self) -> f64 {
            let u = self.next_f64().max(1e-12);
            let v = self.next_f64();
            (-2.0 * u.ln()).sqrt() * (2.0 * std::f64::consts::PI * v).cos()
        }
    }
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Market {
        spot: f64,
        vol: f64,
        #[constant]
        rate: f64,
    }
    #[differentiate]
    fn simulate<P: Fn(f64) -> f64>(m: &Market, payoff: P, t: f64, n: usize) -> f64 {
        let mut rng = Lcg(42);
        let mut sum = 0.0;
        for _ in 0..n {
            let z = rng.normal();
            let s = m.spot * ((m.rate - 0.5 * m.vol * m.vol) * t + m.vol * t.sqrt() * z).exp();
            sum += payoff(s);
        }
        (-m.rate * t).exp() * sum / n as f64
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = Market { spot: 2.0 + x, vol: 0.2 + 0.1 * y.abs(), rate: 0.03 };
        let k = 1.5 + y.abs();
        simulate(&m, |s| (s - k).max(0.0), 1.0, 16)
            + simulate(&m, |s| if s > k { (s - k).ln_1p() } else { 0.0 }, 0.5, 16)
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod kalman_with_struct {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct State {
        mean: [f64; 2],
        cov: [[f64; 2]; 2],
    }
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Params {
        q: f64,
        r: f64,
    }
    #[differentiate]
    impl State {
        fn predict(&self, dt: f64, p: &Params) -> State {
            let f = [[1.0, dt], [0.0, 1.0]];
            let mut mean = [0.0; 2];
            let mut cov = [[0.0; 2]; 2];
            for i in 0..2 {
                for j in 0..2 {
                    mean[i] += f[i][j] * self.mean[j];
                    for k in 0..2 {
                        for l in 0..2 {
                            cov[i][j] += f[i][k] * self.cov[k][l] * f[j][l];
                        }
                    }
                }
            }
            cov[0][0] += p.q * dt;
            cov[1][1] += p.q * dt;
            State { mean, cov }
        }
        fn update(&mut self, z: f64, p: &Params) -> f64 {
            let s = self.cov[0][0] + p.r;
            let k = [self.cov[0][0] / s, self.cov[1][0] / s];
            let innov = z - self.mean[0];
            for i in 0..2 {
                self.mean[i] += k[i] * innov;
            }
            let c = self.cov;
            for i in 0..2 {
                for j in 0..2 {
                    self.cov[i][j] = c[i][j] - k[i] * c[0][j];
                }
            }
            -0.5 * (s.ln() + innov * innov / s)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p = Params { q: x * x + 0.1, r: y * y + 0.2 };
        let mut st = State { mean: [0.0, 0.0], cov: [[1.0, 0.0], [0.0, 1.0]] };
        [0.3, 0.7, 0.4, 1.9]
            .iter()
            .map(|&z| {
                st = st.predict(0.5, &p);
                st.update(z, &p)
            })
            .sum()
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod hmm_viterbi {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn forward(init: &[f64], trans: &[Vec<f64>], emit: &[Vec<f64>], obs: &[usize]) -> f64 {
        let n = init.len();
        let mut alpha: Vec<f64> = (0..n).map(|s| init[s] * emit[s][obs[0]]).collect();
        let mut ll = 0.0;
        for &o in &obs[1..] {
            let next: Vec<f64> =
                (0..n).map(|t| alpha.iter().zip(trans).map(|(a, row)| a * row[t]).sum::<f64>() * emit[t][o]).collect();
            let c: f64 = next.iter().sum();
            alpha = next.into_iter().map(|v| v / c).collect();
            ll += c.ln();
        }
        ll + alpha.iter().copied().reduce(f64::max).unwrap()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let s = |v: f64| 1.0 / (1.0 + (-v).exp());
        let (p, q) = (s(x), s(y));
        forward(&[0.5, 0.5], &[vec![p, 1.0 - p], vec![1.0 - q, q]], &[vec![0.8, 0.2], vec![0.3, 0.7]], &[0, 1, 1, 0, 1])
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod sort_quantile {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn quantile(data: &[f64], q: f64) -> f64 {
        let mut v = data.to_vec();
        v.sort_by(|a, b| a.partial_cmp(b).unwrap());
        let pos = q * (v.len() - 1) as f64;
        let lo = pos.floor() as usize;
        let hi = (lo + 1).min(v.len() - 1);
        let w = pos - lo as f64;
        v[lo] * (1.0 - w) + v[hi] * w
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let d = [x, y, x * y, 3.0 * x - y, 0.77];
        quantile(&d, 0.3) + quantile(&d, 0.9) * x
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod autodiff_param_vec {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn unpack(p: &[f64]) -> (Vec<Vec<f64>>, Vec<f64>) {
        let (w, b) = p.split_at(4);
        (w.chunks(2).map(|r| r.to_vec()).collect(), b.to_vec())
    }
    #[differentiate]
    fn mlp(p: &[f64], input: &[f64]) -> f64 {
        let (w, b) = unpack(p);
        let h: Vec<f64> = w
            .iter()
            .zip(&b)
            .map(|(row, b)| {
                let s: f64 = row.iter().zip(input).map(|(w, x)| w * x).sum();
                (s + b).tanh()
            })
            .collect();
        h.iter().sum()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        mlp(&[x, y, x * y, 0.5, 0.1, y], &[0.3, 1.2]) + mlp(&[1.0; 6], &[x, y])
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}
