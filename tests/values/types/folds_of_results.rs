//! Folds, sums and loops over results whose errors are not `Clone`: the first error ends them.

use chainrule::differentiate;

struct Bad(usize);

mod sums_and_products {
    use super::*;

    #[differentiate]
    fn g(x: f64, k: usize) -> Result<f64, Bad> {
        if k > 3 { Err(Bad(k)) } else { Ok(x * k as f64) }
    }
    #[differentiate]
    fn sums(x: f64, n: usize) -> Result<f64, Bad> {
        let a: f64 = (0..n).map(|k| g(x, k)).sum::<Result<f64, Bad>>()?;
        let b = (0..n).map(|k| g(x, k)).product::<Result<f64, _>>()?;
        Ok(a + b)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        sums(x, 3).unwrap_or(0.0) + sums(y, 5).unwrap_or_else(|e| e.0 as f64 * x)
    }

    chainrule_tests::agrees!(f);
}

mod for_each_of_them {
    use super::*;

    #[differentiate]
    fn check(x: f64, k: usize) -> Result<(), Bad> {
        if x > 2.0 { Err(Bad(k)) } else { Ok(()) }
    }
    #[differentiate]
    fn run(v: &[f64]) -> Result<f64, Bad> {
        v.iter().enumerate().try_for_each(|(i, a)| check(*a, i))?;
        Ok(v.iter().product())
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        run(&[x, y]).unwrap_or_else(|e| e.0 as f64 * x * y)
    }

    chainrule_tests::agrees!(f);
}

mod conversions_on_the_way {
    use super::*;

    enum Out {
        In(Bad),
        Own,
    }
    impl From<Bad> for Out {
        fn from(b: Bad) -> Self {
            Out::In(b)
        }
    }
    #[differentiate]
    fn g(x: f64, k: usize) -> Result<f64, Bad> {
        if k > 3 { Err(Bad(k)) } else { Ok(x * k as f64) }
    }
    #[differentiate]
    fn sums(v: &[f64], y: f64) -> Result<f64, Out> {
        let a = v
            .iter()
            .enumerate()
            .map(|(k, u)| {
                let p = g(*u, k)?;
                if p > 100.0 { Err(Out::Own) } else { Ok(p * y) }
            })
            .collect::<Result<Vec<f64>, Out>>()?;
        let b = v
            .iter()
            .enumerate()
            .map(|(k, u)| {
                let p = g(*u, k)?;
                Ok(p.sin())
            })
            .sum::<Result<f64, Out>>()?;
        let mut n = 0;
        let c = v.iter().enumerate().try_fold(y, |acc, (k, u)| -> Result<f64, Out> {
            n += 1;
            let mut s = 0.0;
            for j in 0..2 {
                s += g(*u, k + j)?;
            }
            Ok(acc * s + 0.5)
        })?;
        v.iter().try_for_each(|u| -> Result<(), Out> {
            let w = g(*u, 1)?;
            if w > 50.0 {
                return Err(Out::Own);
            }
            Ok(())
        })?;
        Ok(a.iter().sum::<f64>() * b + c * n as f64)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = match sums(&[x, y, x * y], y) {
            Ok(v) => v,
            Err(Out::In(Bad(k))) => k as f64 * x,
            Err(Out::Own) => y,
        };
        let b = match sums(&[x, y, x * y, x, y, x], y) {
            Ok(v) => v,
            Err(Out::In(Bad(k))) => k as f64 * x,
            Err(Out::Own) => y,
        };
        a + b
    }

    chainrule_tests::agrees!(f);
}

mod folds_that_end_in_calls {
    use super::*;

    #[differentiate]
    fn g(x: f64, k: usize) -> Result<f64, Bad> {
        if k == 3 { Err(Bad(k)) } else { Ok(x * 1.1 + k as f64 * 0.1) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let d = (0..5).try_fold(y, |acc, k| g(acc * x, k));
        let d = match d {
            Ok(v) => v,
            Err(Bad(n)) => n as f64 * x,
        };
        let e = (0..3).try_fold(y, |acc, k| g(acc * x, k).map(|v| v + x)).unwrap_or(0.0);
        let h = (0..3)
            .try_fold(y, |acc, k| {
                let v = g(acc * x, k)?;
                g(v, k + 4)
            })
            .unwrap_or(x);
        let i = g(x, 2).map(|v| v * y).unwrap_or_default() * x + g(y, 3).map(|v| v * y).unwrap_or_default();
        d * e + h * i
    }

    chainrule_tests::agrees!(f);
}

mod sums_of_closures_with_questions {
    use super::*;

    #[differentiate]
    fn g(x: f64, n: usize) -> Result<f64, Bad> {
        if n > 3 { Err(Bad(n)) } else { Ok(x.exp() * n as f64) }
    }
    #[differentiate]
    fn all(x: f64, y: f64, m: usize) -> Result<f64, Bad> {
        let mut s = 0.0;
        let mut w = x;
        for k in 0..m {
            w *= y;
            let part = (0..k)
                .map(|j| {
                    let v = g(x * 0.1 * j as f64, j)?;
                    Ok(v * w)
                })
                .sum::<Result<f64, Bad>>()?;
            s += part;
        }
        Ok(s + w)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = match all(x, y, 3) {
            Ok(v) => v,
            Err(Bad(n)) => n as f64 * x,
        };
        let b = all(x, y, 6).unwrap_or_else(|e| e.0 as f64 * y * x);
        let c = all(y, x, 4).map(|v| v * x).unwrap_or_else(|Bad(n)| n as f64 * y);
        a + b * c
    }

    chainrule_tests::agrees!(f);
}

mod errors_of_lists {
    use super::*;

    #[differentiate]
    fn norm(v: &[f64], lim: f64) -> Result<f64, Bad> {
        let mut seen = 0;
        v.iter().enumerate().try_for_each(|(i, a)| {
            seen += 1;
            if a.abs() > lim { Err(Bad(i)) } else { Ok(()) }
        })?;
        let s = v.iter().try_fold(0.0, |acc, a| {
            let n = acc + a * a;
            if n > 40.0 { Err(Bad(seen)) } else { Ok(n) }
        })?;
        Ok(s.sqrt() * seen as f64)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![x, y * 2.0, x * y, 1.0];
        let a = norm(&v, 10.0).unwrap_or_else(|Bad(n)| x * n as f64);
        let b = match norm(&v, 2.0) {
            Ok(a) => a * y,
            Err(Bad(i)) => v[i] * x,
        };
        a + b
    }

    chainrule_tests::agrees!(f);
}

mod folds_in_folds {
    use super::*;

    #[differentiate]
    fn g(x: f64, k: usize) -> Result<f64, Bad> {
        if k > 3 { Err(Bad(k)) } else { Ok(x * 1.1) }
    }
    #[differentiate]
    fn run(x: f64, n: usize) -> Result<f64, Bad> {
        (0..2).try_fold(x, |acc, i| {
            let v = (0..n).try_fold(acc, |a, k| {
                let w = g(a, k)?;
                Ok(w + i as f64)
            })?;
            Ok(v * x)
        })
    }
    #[differentiate]
    fn sums(x: f64, n: usize) -> Result<f64, Bad> {
        (0..2)
            .map(|i| {
                let v = (0..n)
                    .map(|k| {
                        let w = g(x, k)?;
                        Ok(w + i as f64)
                    })
                    .sum::<Result<f64, Bad>>()?;
                Ok(v * x)
            })
            .sum::<Result<f64, Bad>>()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = run(x, 3).unwrap_or(1.0) + sums(x, 3).unwrap_or(1.0);
        let b = run(y, 6).unwrap_or_else(|e| e.0 as f64 * x) + sums(y, 6).unwrap_or_else(|e| e.0 as f64 * y);
        a * b
    }

    chainrule_tests::agrees!(f);
}
