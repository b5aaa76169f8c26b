//! Results gathered in a list up to the first error, which moves out.

use chainrule::differentiate;

mod gathered_with_question_mark {
    use super::*;

    #[derive(Debug)]
    enum Bad {
        Neg(f64),
        Empty,
    }
    #[differentiate]
    fn root(v: f64) -> Result<f64, Bad> {
        if v < -100.0 { Err(Bad::Neg(1.0)) } else { Ok((v * v + 1.0).sqrt()) }
    }
    #[differentiate]
    fn all(v: &[f64]) -> Result<f64, Bad> {
        let roots = v.iter().map(|u| root(*u)).collect::<Result<Vec<_>, Bad>>()?;
        if roots.is_empty() {
            return Err(Bad::Empty);
        }
        Ok(roots.iter().sum::<f64>() / roots.len() as f64)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match all(&[x, y, x * y]) {
            Ok(v) => v * x,
            Err(Bad::Neg(v)) => v,
            Err(Bad::Empty) => x,
        }
    }

    chainrule_tests::agrees!(f);
}

mod gathered_for_a_variable {
    use super::*;

    #[derive(Debug)]
    struct Bad(usize);
    #[differentiate]
    fn root(v: f64, i: usize) -> Result<f64, Bad> {
        if v < -100.0 { Err(Bad(i)) } else { Ok((v * v + 1.0).sqrt()) }
    }
    #[differentiate]
    fn all(v: &[f64]) -> Result<f64, Bad> {
        let roots: Vec<f64> = v.iter().enumerate().map(|(i, u)| root(*u, i)).collect::<Result<_, _>>()?;
        let again: Result<Vec<f64>, Bad> = v.iter().enumerate().map(|(i, u)| root(*u * 2.0, i)).collect();
        let again = again?;
        Ok(roots.iter().zip(&again).map(|(a, b)| a * b).sum())
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        all(&[x, y, x * y]).unwrap_or_else(|e| e.0 as f64) * x
    }

    chainrule_tests::agrees!(f);
}

mod lists_filled_by_hand {
    use super::*;

    #[derive(Debug)]
    struct Bad(usize, String);
    #[differentiate]
    fn root(v: f64, i: usize) -> Result<f64, Bad> {
        if v < -1.0 { Err(Bad(i, String::new())) } else { Ok((v * v + 1.0).sqrt()) }
    }
    #[differentiate]
    fn all(v: &[f64]) -> Result<f64, Bad> {
        let roots = {
            let mut list: Vec<f64> = Vec::new();
            for item in v.iter().enumerate().map(|(i, u)| root(*u, i)) {
                match item {
                    Ok(value) => {
                        list.push(value);
                    }
                    Err(error) => return Err(From::from(error)),
                }
            }
            list
        };
        let mut failed = None;
        let mut list: Vec<f64> = Vec::new();
        for item in v.iter().enumerate().map(|(i, u)| root(*u, i)) {
            match item {
                Ok(value) => {
                    list.push(value);
                }
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            }
        }
        let again = match failed {
            Some(error) => return Err(error),
            None => list,
        };
        Ok(roots.iter().sum::<f64>() * again[0])
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        all(&[x, y, x * y]).unwrap_or_else(|e| (e.0 + e.1.len()) as f64) * x
    }

    chainrule_tests::agrees!(f);
}

mod gathered_and_matched {
    use super::*;

    #[derive(Debug)]
    enum E {
        At(usize),
        Nan,
    }
    #[differentiate]
    fn one(i: usize, v: f64) -> Result<f64, E> {
        if v.is_nan() {
            Err(E::Nan)
        } else if v > 2.6 {
            Err(E::At(i))
        } else {
            Ok(v.sqrt().ln_1p())
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let xs = [x * x + 0.5, y, 0.5];
        let a = match xs.iter().enumerate().map(|(i, v)| one(i, *v)).collect::<Result<Vec<f64>, E>>() {
            Ok(v) => v.iter().product::<f64>(),
            Err(E::At(i)) => xs[i] * x,
            Err(E::Nan) => 0.0,
        };
        let logs: Result<Vec<f64>, E> = xs.iter().enumerate().map(|(i, v)| one(i, *v * 0.5)).collect();
        let b = match logs {
            Ok(l) => l.iter().map(|v| v * v).sum(),
            Err(e) => y * format!("{e:?}").len() as f64,
        };
        let more: Result<Vec<_>, E> = xs.iter().map(|v| one(7, v * 0.1)).collect();
        let n = if more.is_ok() { 1.0 } else { 2.0 };
        let m = more.unwrap_or_default();
        a * n + b + m.iter().sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod gathered_and_bound_again {
    use super::*;

    struct Bad(usize);
    #[differentiate]
    fn fit(x: f64, y: f64) -> Result<f64, Bad> {
        if y < 0.0 { Err(Bad(1)) } else { Ok(x * y) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let good = vec![(x, y), (y, 2.0)];
        let c: Result<Vec<f64>, Bad> = good.iter().map(|(p, q)| fit(*p, *q)).collect();
        let c = c.map(|v| v.iter().map(|m| m.sin()).sum::<f64>()).unwrap_or_else(|e| e.0 as f64);
        c
    }

    chainrule_tests::agrees!(f);
}
