//! Results asked whether they are errors, then for the error, or given on as they are.

use chainrule::differentiate;

#[derive(Debug)]
enum E {
    Neg,
    Big(i64),
}

#[differentiate]
fn root(v: f64) -> Result<f64, E> {
    if v < 0.0 {
        Err(E::Neg)
    } else if v > 2.0 {
        Err(E::Big(7))
    } else {
        Ok(v.sqrt())
    }
}

#[derive(Debug)]
struct Bad {
    pivot: usize,
}

#[differentiate]
fn solve(a: f64, b: f64) -> Result<f64, Bad> {
    if a > 2.0 {
        return Err(Bad { pivot: 1 });
    }
    Ok(b * a)
}

mod asked_whether_and_then_which {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let r = root(x);
        if r.is_ok() {
            r.unwrap() * y
        } else {
            match r.unwrap_err() {
                E::Neg => x * x,
                E::Big(k) => k as f64 * x * y,
            }
        }
    }

    chainrule_tests::agrees!(f);
}

mod returned_after_asking {
    use super::*;

    #[differentiate]
    fn outer(x: f64, y: f64) -> Result<f64, E> {
        let r = root(x);
        if r.is_err() {
            return Err(r.unwrap_err());
        }
        let a = r.unwrap();
        let s = root(y);
        if let Err(e) = s {
            return Err(e);
        }
        let b = s.unwrap();
        Ok(a * b)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match outer(x, y) {
            Ok(v) => v,
            Err(E::Neg) => x * y,
            Err(E::Big(n)) => n as f64 * y,
        }
    }

    chainrule_tests::agrees!(f);
}

mod given_back_after_asking {
    use super::*;

    #[differentiate]
    fn g(x: f64, y: f64) -> Result<f64, Bad> {
        let r = solve(x, y);
        if r.is_err() {}
        r
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(x, y).unwrap_or(x * 3.0)
    }

    chainrule_tests::agrees!(f);
}

mod loops_over_results {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut good = 0.0;
        let mut bad = 0;
        for r in [x, y].iter().map(|v| solve(*v, x)) {
            match r {
                Ok(v) => good += v * v,
                Err(Bad { pivot }) => bad += pivot,
            }
        }
        let ok: f64 = [x, y].iter().filter_map(|v| solve(*v, y).ok()).sum();
        let (a, b): (Vec<f64>, Vec<f64>) = [x, y].iter().map(|v| solve(*v, y).unwrap_or(0.5)).partition(|v| *v > 1.0);
        good * bad as f64 + ok + a.iter().sum::<f64>() + 2.0 * b.iter().sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod one_of_two_results {
    use super::*;

    #[derive(Debug)]
    struct Singular {
        pivot: usize,
    }
    #[differentiate]
    fn solve(a: [[f64; 2]; 2], b: [f64; 2]) -> Result<[f64; 2], Singular> {
        let d = a[0][0] * a[1][1] - a[0][1] * a[1][0];
        if d.abs() < 1e-9 {
            return Err(Singular { pivot: 1 });
        }
        Ok([(b[0] * a[1][1] - b[1] * a[0][1]) / d, (a[0][0] * b[1] - a[1][0] * b[0]) / d])
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let first = solve([[x, 1.0], [1.0, y]], [1.0, 2.0]);
        let sol = if first.is_ok() { first } else { solve([[x + 1.0, 1.0], [1.0, y]], [1.0, 2.0]) };
        match sol {
            Ok([a, b]) => a * b,
            Err(Singular { pivot }) => pivot as f64 * x,
        }
    }

    chainrule_tests::agrees!(f);
}

mod two_results_at_once {
    use super::*;

    #[derive(Debug)]
    struct Singular {
        pivot: usize,
    }
    #[differentiate]
    fn solve(a: f64, b: f64) -> Result<f64, Singular> {
        if a.abs() < 1e-9 {
            return Err(Singular { pivot: 1 });
        }
        Ok(b / a)
    }
    #[differentiate]
    fn g(x: f64, y: f64) -> Result<f64, Singular> {
        let first = solve(x, y);
        let second = solve(y, x);
        if let Err(e) = &first {
            eprintln!("{e:?}");
        }
        match (&first, &second) {
            (Ok(a), Ok(b)) => Ok(a * b + a),
            _ => first,
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(x, y).unwrap_or_else(|e| e.pivot as f64)
    }

    chainrule_tests::agrees!(f);
}
