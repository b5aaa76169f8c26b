//! Errors that `?` and `map_err` turn into text, into boxes, and into other errors.

use chainrule::{Differentiable, differentiate, stop_gradient};

mod an_error_of_text_from_options_and_parsers {
    use super::*;

    #[differentiate]
    fn g(x: f64, names: &[&str]) -> Result<f64, String> {
        let first = names.first().ok_or("no names".to_string())?;
        if first.is_empty() {
            return Err(format!("empty {}", first));
        }
        let k: f64 = first.parse().map_err(|_| String::from("not a number"))?;
        if x > 100.0 {
            return Err("big".to_string());
        }
        let mut t = x;
        for n in names {
            let c: f64 = n.parse::<f64>().map_err(|e| e.to_string())?;
            t = t * c + x.sin();
            if t > 1e10 {
                return Err("diverged".into());
            }
        }
        Ok(t * k)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = g(x, &["1.5", "0.25"]).unwrap_or(3.0);
        let b = match g(y, &["1.5", "oops"]) {
            Ok(v) => v,
            Err(_) => x * y,
        };
        a * b
    }

    chainrule_tests::agrees!(f);
}

mod a_boxed_error {
    use super::*;
    use std::error::Error;

    #[differentiate]
    fn g(x: f64, s: &str) -> Result<f64, Box<dyn Error>> {
        let k: f64 = s.parse()?;
        if x > 100.0 {
            return Err("too large".into());
        }
        if x < -100.0 {
            return Err(Box::from("too small"));
        }
        Ok(x * k + x.exp())
    }
    #[differentiate]
    fn h(x: f64, y: f64) -> Result<f64, Box<dyn Error>> {
        let mut s = 0.0;
        for w in ["1.0", "2.5"] {
            let v = g(x * y, w)?;
            if v > 1e9 {
                return Err("bad".into());
            }
            s += v * y;
        }
        Ok(s)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let q = h(x, y);
        if let Ok(v) = q { v } else { 0.0 * x }
    }

    chainrule_tests::agrees!(f);
}

mod an_error_of_the_standard_library {
    use super::*;

    #[differentiate]
    fn g(x: f64, s: &str) -> Result<f64, std::num::ParseFloatError> {
        let k = s.trim().parse::<f64>()?;
        let j: f64 = s.parse()?;
        if k > 10.0 {
            return Ok(x);
        }
        Ok(x.powi(2) * k + j)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(x, "2.5").unwrap() * y + g(y, "abc").unwrap_or(x) + g(y, "20").unwrap()
    }

    chainrule_tests::agrees!(f);
}

mod errors_that_become_others {
    use super::*;

    #[derive(Debug)]
    enum Inner {
        A,
    }
    #[derive(Debug)]
    enum Outer {
        FromInner(Inner),
        Other(String),
    }
    impl From<Inner> for Outer {
        fn from(e: Inner) -> Self {
            Outer::FromInner(e)
        }
    }
    impl std::fmt::Display for Outer {
        fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
            write!(f, "outer")
        }
    }
    impl std::error::Error for Outer {}
    #[differentiate]
    fn low(x: f64) -> Result<f64, Inner> {
        if x > 100.0 { Err(Inner::A) } else { Ok(x.tanh()) }
    }
    #[differentiate]
    fn mid(x: f64, y: f64) -> Result<f64, Outer> {
        let a = low(x)?;
        let b = low(a * y).map_err(|_| Outer::Other("b".to_owned()))?;
        let c = low(b).map_err(Outer::FromInner)?;
        if c > 10.0 {
            return Err(Outer::Other(format!("c {}", 3)));
        }
        Ok(a + b * c)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match mid(x, y) {
            Ok(v) => v,
            Err(Outer::FromInner(_)) => 0.0,
            Err(Outer::Other(s)) => s.len() as f64 * x,
        }
    }

    chainrule_tests::agrees!(f);
}

mod errors_of_objects_and_generic_models {
    use super::*;

    #[derive(Debug)]
    enum E {
        Domain { value: f64 },
        Other(Box<E>),
    }
    impl std::fmt::Display for E {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "{self:?}")
        }
    }
    impl std::error::Error for E {}
    #[differentiate]
    trait Model {
        fn eval(&self, x: f64) -> Result<f64, E>;
    }
    #[derive(Differentiable, Clone)]
    struct Lin {
        a: f64,
    }
    #[derive(Differentiable, Clone)]
    struct Log {
        b: f64,
    }
    #[differentiate]
    impl Model for Lin {
        fn eval(&self, x: f64) -> Result<f64, E> {
            Ok(self.a * x)
        }
    }
    #[differentiate]
    impl Model for Log {
        fn eval(&self, x: f64) -> Result<f64, E> {
            if x <= -10.0 {
                return Err(E::Domain { value: stop_gradient(x) });
            }
            Ok((x + 10.0).ln() * self.b)
        }
    }
    #[differentiate]
    fn chain<M: Model, N: Model>(m: &M, n: &N, x: f64) -> Result<f64, Box<dyn std::error::Error>> {
        let a = m.eval(x)?;
        let b = n.eval(a).map_err(|e| E::Other(Box::new(e)))?;
        Ok(a + b)
    }
    #[differentiate]
    fn dynamic(m: &dyn Model, x: f64) -> Result<f64, E> {
        let v = m.eval(x)?;
        Ok(v * v)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = Lin { a: y };
        let n = Log { b: x * y };
        chain(&m, &n, x).unwrap_or(0.0)
            + match dynamic(&n, x) {
                Ok(v) => v,
                Err(E::Domain { value }) => value,
                Err(E::Other(inner)) => y * format!("{inner:?}").len() as f64,
            }
    }

    chainrule_tests::agrees!(f);
}
