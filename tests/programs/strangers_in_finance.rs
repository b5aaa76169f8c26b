//! Programs of strangers: a yield curve, an inventory, volatility that clusters.

mod yield_curve {
    use chainrule::{Differentiable, differentiate};

    #[derive(Debug, Clone, Copy, PartialEq)]
    enum Kind {
        Deposit,
        Swap,
    }
    #[derive(Debug, Clone, Differentiable)]
    struct Quote {
        #[constant]
        kind: Kind,
        #[constant]
        tenor: usize,
        rate: f64,
    }
    #[derive(Debug, Clone, Default, Differentiable)]
    struct Curve {
        #[constant]
        times: Vec<f64>,
        dfs: Vec<f64>,
    }
    #[differentiate]
    impl Curve {
        fn df(&self, t: f64) -> f64 {
            if t <= 0.0 {
                return 1.0;
            }
            let i = match self.times.binary_search_by(|p| p.partial_cmp(&t).unwrap()) {
                Ok(i) => return self.dfs[i],
                Err(i) => i,
            };
            if i == 0 {
                return self.dfs[0].powf(t / self.times[0]);
            }
            if i == self.times.len() {
                let z = -self.dfs[i - 1].ln() / self.times[i - 1];
                return (-z * t).exp();
            }
            let (t0, t1) = (self.times[i - 1], self.times[i]);
            let w = (t - t0) / (t1 - t0);
            ((1.0 - w) * self.dfs[i - 1].ln() + w * self.dfs[i].ln()).exp()
        }
        fn push(&mut self, #[constant] t: f64, d: f64) {
            self.times.push(t);
            self.dfs.push(d);
        }
    }
    #[differentiate]
    fn bootstrap(quotes: &[Quote]) -> Curve {
        let mut curve = Curve::default();
        for q in quotes {
            match q.kind {
                Kind::Deposit => curve.push(q.tenor as f64, 1.0 / (1.0 + q.rate * q.tenor as f64)),
                Kind::Swap => {
                    let annuity: f64 = (1..q.tenor).map(|t| curve.df(t as f64)).sum();
                    let d = (1.0 - q.rate * annuity) / (1.0 + q.rate);
                    curve.push(q.tenor as f64, d);
                }
            }
        }
        curve
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let quotes = vec![
            Quote { kind: Kind::Deposit, tenor: 1, rate: 0.02 + 0.001 * x },
            Quote { kind: Kind::Swap, tenor: 2, rate: 0.025 + 0.002 * y },
            Quote { kind: Kind::Swap, tenor: 3, rate: 0.03 },
            Quote { kind: Kind::Swap, tenor: 5, rate: 0.031 + 0.001 * x * y },
        ];
        let c = bootstrap(&quotes);
        let cashflows: [(f64, f64); 4] = [(0.5, 3.0), (1.0, 3.0), (2.5, 3.0), (6.0, 103.0)];
        cashflows.iter().fold(0.0, |pv, &(t, cf)| pv + cf * c.df(t)) / 10.0
    }

    chainrule_tests::agrees!(f);
}

mod inventory {
    use chainrule::{Differentiable, differentiate};

    use std::collections::HashMap;
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Costs {
        hold: f64,
        backlog: f64,
        order: f64,
        fixed: f64,
    }
    #[differentiate(order = 2)]
    fn soft_value(costs: &Costs, t: usize, stock: i32, memo: &mut HashMap<(usize, i32), f64>) -> f64 {
        if t == 4 {
            return 0.0;
        }
        if let Some(&v) = memo.get(&(t, stock)) {
            return v;
        }
        const DEMAND: [(i32, f64); 3] = [(0, 0.3), (1, 0.5), (2, 0.2)];
        let mut vals = Vec::new();
        for q in 0..=2 {
            let mut v = costs.order * q as f64 + if q > 0 { costs.fixed } else { 0.0 };
            for (d, p) in DEMAND {
                let next = stock + q - d;
                let stage = if next >= 0 { costs.hold * f64::from(next) } else { costs.backlog * f64::from(-next) };
                v += p * (stage + soft_value(costs, t + 1, next.clamp(-2, 3), memo));
            }
            vals.push(v);
        }
        let m = vals.iter().copied().fold(f64::INFINITY, f64::min);
        let v = m - 0.1 * vals.iter().map(|v| (-(v - m) / 0.1).exp()).sum::<f64>().ln();
        memo.insert((t, stock), v);
        v
    }
    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let costs = Costs { hold: 0.3 + 0.1 * x * x, backlog: 2.0 + y, order: 0.5, fixed: 0.2 * x };
        let mut memo = HashMap::new();
        soft_value(&costs, 0, 1, &mut memo) + soft_value(&costs, 1, 0, &mut memo)
    }

    #[test]
    fn agrees_twice() {
        chainrule_tests::check_second!(f);
    }
}

mod volatility {
    use chainrule::{Differentiable, differentiate};

    #[derive(Debug, Clone, Copy, Differentiable)]
    struct Garch {
        omega: f64,
        alpha: f64,
        beta: f64,
        gamma: f64,
    }
    #[derive(Debug, Clone, Differentiable)]
    struct ArmaGarch {
        phi: [f64; 2],
        theta: [f64; 1],
        vol: Garch,
    }
    impl Garch {
        const FLOOR: f64 = 1e-8;
    }
    #[differentiate]
    impl Garch {
        fn unconditional(&self) -> Option<f64> {
            let persistence = self.alpha + self.beta + 0.5 * self.gamma;
            if persistence >= 1.0 { None } else { Some(self.omega / (1.0 - persistence)) }
        }
        fn next(&self, var: f64, shock: f64) -> f64 {
            let leverage = if shock.is_sign_negative() { self.gamma } else { 0.0 };
            (self.omega + (self.alpha + leverage) * shock.powi(2) + self.beta * var).max(Self::FLOOR)
        }
    }
    #[differentiate]
    impl ArmaGarch {
        fn loglik(&self, r: &[f64]) -> Option<f64> {
            let mut var = self.vol.unconditional()?;
            let mut eps = vec![0.0f64; r.len()];
            let mut total = 0.0;
            for t in 2..r.len() {
                let ar: f64 = self.phi.iter().zip(r[..t].iter().rev()).map(|(p, v)| p * v).sum();
                let ma: f64 = self.theta.iter().enumerate().map(|(k, th)| th * eps[t - 1 - k]).sum();
                let e = r[t] - ar - ma;
                eps[t] = e;
                total -= 0.5 * ((std::f64::consts::TAU * var).ln() + e * e / var);
                var = self.vol.next(var, e);
            }
            Some(total)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut series = Vec::new();
        let mut seed: u64 = 12345;
        for _ in 0..20 {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            series.push(((seed >> 33) as f64 / (1u64 << 31) as f64 - 0.5) * (1.0 + 0.1 * x));
        }
        let model = ArmaGarch {
            phi: [0.3 * x.tanh(), -0.1],
            theta: [0.2 * y],
            vol: Garch { omega: 0.02 + 0.01 * y * y, alpha: 0.1, beta: 0.6, gamma: 0.05 },
        };
        model.loglik(&series).map_or(f64::NAN, |l| l / series.len() as f64)
    }

    chainrule_tests::agrees!(f);
}
