//! Results that a loop makes again, and whose errors it asks what to do.

use chainrule::differentiate;

mod results_made_again_in_loops {
    use super::*;

    #[derive(Debug, Clone)]
    struct Bad(i32);
    #[differentiate]
    fn root(x: f64) -> Result<f64, Bad> {
        if x < 0.5 {
            return Err(Bad(1));
        }
        Ok(x.sqrt() + x)
    }
    #[differentiate]
    fn retry(k: i32, y: f64) -> Result<f64, Bad> {
        if k < 3 {
            return Err(Bad(k + 1));
        }
        Ok(y * 2.0 + k as f64)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut r = root(x);
        let mut n = 0;
        while let Err(e) = r {
            r = retry(e.0, y + n as f64);
            n += 1;
        }
        let mut q = root(x);
        for _ in 0..4 {
            q = match q {
                Ok(v) => Ok(v * y),
                Err(e) => {
                    n += 1;
                    retry(e.0, y * x)
                }
            };
        }
        r.unwrap_or(x) * x + q.unwrap_or(y) * n as f64
    }

    chainrule_tests::agrees!(f);
}

mod results_made_again {
    use super::*;

    struct Bad(i32);
    #[differentiate]
    fn attempt(k: i32, y: f64) -> Result<f64, Bad> {
        if k < 3 {
            return Err(Bad(k + 1));
        }
        Ok(y * 2.0 + k as f64)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut q = attempt(if x < 0.5 { 0 } else { 4 }, x);
        let mut n = 0;
        for _ in 0..4 {
            q = match q {
                Ok(v) => Ok(v * y),
                Err(e) => {
                    n += 1;
                    attempt(e.0, y * x)
                }
            };
        }
        match q {
            Ok(v) => v,
            Err(e) => (e.0 + n) as f64 * y,
        }
    }

    chainrule_tests::agrees!(f);
}

mod results_of_arrays {
    use super::*;

    #[derive(Debug, Clone)]
    struct Bad;
    #[differentiate]
    fn root(x: f64, s: f64) -> Result<f64, Bad> {
        if x < 1.0 {
            return Err(Bad);
        }
        Ok(x.sqrt() * s)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = y;
        let mut n = 0;
        for r in [x, y, x * y].map(|u| {
            n += 1;
            root(u, s)
        }) {
            match r {
                Ok(v) => s += v * n as f64,
                Err(_) => break,
            }
        }
        s * n as f64
    }

    chainrule_tests::agrees!(f);
}

mod errors_looked_at_twice {
    use super::*;

    #[differentiate]
    fn root(x: f64) -> Result<f64, i32> {
        if x < 0.0 {
            return Err(4);
        }
        Ok(x.sqrt() + x)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut r = root(x);
        let a = match r {
            Ok(v) => v,
            Err(e) => e as f64 * y,
        };
        let b = match r {
            Ok(v) => v * y,
            Err(e) => e as f64 * y * y,
        };
        r = root(y);
        let c = match r {
            Ok(v) => v * y,
            Err(e) => e as f64 * y,
        };
        a + b + c
    }

    chainrule_tests::agrees!(f);
}
