//! Methods of results whose type only the file tells.

#![allow(dead_code, reason = "nobody reads what an error tells")]

mod a_builder {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Params {
        beta: f64,
        gamma: f64,
        mu: f64,
        #[constant]
        name: String,
    }
    #[derive(Debug, PartialEq)]
    enum ParamError {
        Negative(&'static str),
        Missing,
    }
    #[derive(Default, Clone, Differentiable)]
    struct ParamsBuilder {
        beta: Option<f64>,
        gamma: Option<f64>,
        mu: Option<f64>,
    }
    #[differentiate]
    impl ParamsBuilder {
        fn beta(mut self, b: f64) -> Self {
            self.beta = Some(b);
            self
        }
        fn gamma(mut self, g: f64) -> Self {
            self.gamma.replace(g);
            self
        }
        fn build(self) -> Result<Params, ParamError> {
            let beta = self.beta.ok_or(ParamError::Missing)?;
            let gamma = self.gamma.ok_or_else(|| ParamError::Missing)?;
            if beta < -10.0 {
                return Err(ParamError::Negative("beta"));
            }
            Ok(Params { beta, gamma, mu: self.mu.unwrap_or(0.01 * gamma), name: "sir".into() })
        }
    }
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct State {
        s: f64,
        i: f64,
        r: f64,
    }
    #[differentiate]
    impl std::ops::Add for State {
        type Output = State;
        fn add(self, o: State) -> State {
            State { s: self.s + o.s, i: self.i + o.i, r: self.r + o.r }
        }
    }
    #[differentiate]
    impl std::ops::Mul<State> for f64 {
        type Output = State;
        fn mul(self, o: State) -> State {
            State { s: self * o.s, i: self * o.i, r: self * o.r }
        }
    }
    #[differentiate]
    impl Params {
        fn rhs(&self, st: &State) -> State {
            let State { s, i, .. } = *st;
            let inf = self.beta * s * i;
            State {
                s: -inf + self.mu * (1.0 - s),
                i: inf - (self.gamma + self.mu) * i,
                r: self.gamma * i - self.mu * st.r,
            }
        }
    }
    #[differentiate]
    fn rk4(p: &Params, y0: State, h: f64, n: usize) -> (State, f64) {
        let mut y = y0;
        let mut peak = y.i;
        for _ in 0..n {
            let k1 = p.rhs(&y);
            let k2 = p.rhs(&(y + (0.5 * h) * k1));
            let k3 = p.rhs(&(y + (0.5 * h) * k2));
            let k4 = p.rhs(&(y + h * k3));
            y = y + (h / 6.0) * (k1 + 2.0 * k2 + 2.0 * k3 + k4);
            peak = peak.max(y.i);
        }
        (y, peak)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let built = ParamsBuilder::default().beta(x * x + 0.5).gamma(0.2 * y * y + 0.1).build();
        let missing = ParamsBuilder::default().beta(x).build();
        let penalty = missing.map_or(x * 0.1, |p| p.beta);
        let Ok(p) = built else { return penalty };
        let (end, peak) = rk4(&p, State { s: 0.99, i: 0.01 * (1.0 + y * y), r: 0.0 }, 0.2, 12);
        end.r * 3.0 + peak + penalty * end.s
    }

    chainrule_tests::agrees!(f);
}

mod a_book_of_options {
    use chainrule::{Differentiable, differentiate};

    use std::collections::{BTreeMap, HashMap};
    #[derive(Debug)]
    enum PriceError {
        NoCurve(String),
        Expired,
    }
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    enum Ccy {
        Usd,
        Eur,
    }
    #[derive(Clone, Differentiable)]
    struct Contract {
        strike: f64,
        vol: f64,
        #[constant]
        expiry: f64,
        is_call: bool,
        #[constant]
        ccy: String,
    }
    #[differentiate]
    fn norm_cdf(x: f64) -> f64 {
        1.0 / (1.0 + (-1.5976 * x - 0.070566 * x * x * x).exp())
    }
    #[differentiate]
    fn price(o: &Contract, spot: f64, rate: f64) -> Result<f64, PriceError> {
        if o.expiry <= 0.0 {
            return Err(PriceError::Expired);
        }
        let sq = o.expiry.sqrt() * o.vol;
        let d1 = ((spot / o.strike).ln() + (rate + 0.5 * o.vol * o.vol) * o.expiry) / sq;
        let d2 = d1 - sq;
        let df = (-rate * o.expiry).exp();
        Ok(if o.is_call {
            spot * norm_cdf(d1) - o.strike * df * norm_cdf(d2)
        } else {
            o.strike * df * norm_cdf(-d2) - spot * norm_cdf(-d1)
        })
    }
    #[differentiate]
    fn book_value(book: &[Contract], spots: &HashMap<String, f64>, rate: f64) -> Result<f64, PriceError> {
        let mut total = 0.0;
        for o in book {
            let spot = match spots.get(&o.ccy) {
                Some(s) => *s,
                None => return Err(PriceError::NoCurve(o.ccy.clone())),
            };
            total += match price(o, spot, rate) {
                Ok(v) => v,
                Err(PriceError::Expired) => continue,
                Err(e) => return Err(e),
            };
        }
        Ok(total)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut spots = HashMap::new();
        spots.insert("usd".to_string(), 1.0 + x * x);
        spots.insert("eur".to_string(), 1.1 + 0.1 * y);
        let mk = |k: f64, v: f64, t: f64, c: bool, ccy: &str| Contract {
            strike: k,
            vol: v,
            expiry: t,
            is_call: c,
            ccy: ccy.to_string(),
        };
        let book = vec![
            mk(1.0 + 0.1 * y, 0.2 + 0.01 * x, 1.5, true, "usd"),
            mk(1.2, 0.3 + 0.02 * y, 0.0, false, "usd"),
            mk(1.0 + 0.05 * x, 0.25, 0.75, false, "eur"),
        ];
        let a = book_value(&book, &spots, 0.03 * y).unwrap_or(0.0);
        let only: Vec<Contract> = book.iter().filter(|o| o.ccy == "usd").cloned().collect();
        let b = book_value(&only, &spots, 0.01).map(|v| v * v).unwrap_or_default();
        let c = book_value(&[mk(1.0, 0.2, 1.0, true, "gbp")], &spots, 0.01).unwrap_or_else(|e| match e {
            PriceError::NoCurve(n) => n.len() as f64 * x,
            _ => 0.0,
        });
        a + b + c
    }

    chainrule_tests::agrees!(f);
}

mod in_the_order_of_rust {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Rng {
        state: f64,
        #[constant]
        n: usize,
    }
    #[differentiate]
    impl Rng {
        fn next(&mut self) -> f64 {
            self.state = (self.state * 1.7).sin() + 0.3;
            self.n += 1;
            self.state
        }
        fn pair(&mut self) -> (f64, f64) {
            (self.next(), self.next() * 2.0)
        }
        fn try_next(&mut self, lim: f64) -> Result<f64, String> {
            let v = self.next();
            if v > lim { Err(format!("{}", self.n)) } else { Ok(v) }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut r = Rng { state: x, n: 0 };
        let a = r.next() - r.next() * r.next();
        let v = [r.next(), y * r.next(), r.next() / 2.0];
        let (p, q) = r.pair();
        let w = r.state + r.next();
        let z = r.next() + r.state * y;
        let t = r.try_next(0.9).map(|v| v * r.next()).unwrap_or(y);
        let u = r
            .try_next(5.0)
            .and_then(|v| r.try_next(5.0).map(|w| w - v * y))
            .unwrap_or_else(|e| e.len() as f64 * r.next());
        let m =
            r.try_next(-5.0).or_else(|e| r.try_next(4.0).map(|k| k * e.len() as f64)).map_or(r.next(), |k| k * r.state);
        a + v.iter().rev().fold(0.0, |acc, k| acc * r.next() + k) + p * q + w * z + t * u + m + r.n as f64 * 0.01 * x
    }

    chainrule_tests::agrees!(f);
}
