//! Errors that are not `Clone`: they move to whoever asks for them, and nothing records them.

use chainrule::{Differentiable, differentiate};

mod an_error_enum_behind_several_exits {
    use super::*;

    #[derive(Debug, PartialEq)]
    enum MyError {
        Neg,
        Big(String),
    }
    #[differentiate]
    fn g(x: f64) -> Result<f64, MyError> {
        if x < -5.0 {
            return Err(MyError::Neg);
        }
        if x > 50.0 {
            return Err(MyError::Big(format!("too big")));
        }
        let z = x * x + 1.0;
        if z > 1e6 {
            return Err(MyError::Neg);
        }
        Ok(z.sqrt())
    }
    #[differentiate]
    fn h(x: f64, y: f64) -> Result<f64, MyError> {
        let a = g(x)?;
        let b = g(y)?;
        if a * b > 1e9 {
            return Err(MyError::Neg);
        }
        Ok(a * b)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match h(x, y) {
            Ok(v) => v * x,
            Err(MyError::Neg) => x,
            Err(_) => y,
        }
    }

    chainrule_tests::agrees!(f);
}

mod an_error_after_a_loop {
    use super::*;

    #[derive(Debug)]
    enum SolveError {
        NoConvergence { iterations: usize, residual: f64 },
        Singular,
    }
    #[differentiate]
    fn newton(a: f64, x0: f64) -> Result<f64, SolveError> {
        let mut x = x0;
        for _ in 0..50 {
            let fx = x * x * x + x - a;
            let d = 3.0 * x * x + 1.0;
            if d.abs() < 1e-14 {
                return Err(SolveError::Singular);
            }
            let step = fx / d;
            x -= step;
            if step.abs() < 1e-13 {
                return Ok(x);
            }
        }
        Err(SolveError::NoConvergence { iterations: 50, residual: 1.0 })
    }
    #[differentiate]
    fn total(x: f64, y: f64) -> Result<f64, SolveError> {
        let mut s = 0.0;
        for k in 1..4 {
            s += newton(x * k as f64, 1.0)? * y;
        }
        let last = newton(y, 0.5)?;
        Ok(s + last)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match total(x, y) {
            Ok(v) => v,
            Err(SolveError::NoConvergence { iterations, residual }) => iterations as f64 * residual,
            Err(SolveError::Singular) => y,
        }
    }

    chainrule_tests::agrees!(f);
}

mod an_error_where_there_is_nothing {
    use super::*;

    #[derive(Debug)]
    struct Bad;
    #[differentiate]
    fn g(xs: &[f64]) -> Result<f64, Bad> {
        let first = xs.first().ok_or(Bad)?;
        let last = xs.last().ok_or_else(|| Bad)?;
        let big = xs.iter().copied().find(|v| *v > 100.0);
        if big.is_some() {
            return Err(Bad);
        }
        let i = xs.iter().position(|v| *v < 10.0).ok_or(Bad)?;
        Ok(first * last + xs[i])
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, x * y, y]).unwrap_or(0.0)
    }

    chainrule_tests::agrees!(f);
}

mod errors_made_in_any_case {
    use super::*;

    struct Bad(usize);
    #[differentiate]
    fn find(xs: &[f64], t: f64, n: &mut usize) -> Result<f64, Bad> {
        let i = xs.iter().position(|v| *v > t).ok_or({
            *n += 1;
            Bad(*n)
        })?;
        let j = xs.iter().rposition(|v| *v > t).ok_or_else(|| Bad(7))?;
        Ok(xs[i] * xs[j])
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, y, 3.0 + x * y];
        let mut n = 0;
        let a = find(&v, 0.5, &mut n).unwrap_or(x);
        let b = find(&v, 50.0, &mut n).unwrap_or_else(|e: Bad| e.0 as f64 * y);
        a * b + n as f64 * x
    }

    chainrule_tests::agrees!(f);
}

mod errors_put_together {
    use super::*;

    #[derive(Debug)]
    enum Kind {
        Short { need: usize, got: usize },
        Name(String),
    }
    #[differentiate]
    fn pick(v: &[f64], names: &[&str], name: &str) -> Result<f64, Kind> {
        if v.len() != names.len() {
            return Err(Kind::Short { need: names.len(), got: v.len() });
        }
        let i = names.iter().position(|n| *n == name).ok_or(Kind::Name(name.to_string()))?;
        let w = v.get(i + 1).ok_or(Kind::Short { need: i + 1, got: v.len() })?;
        let u = v.first().copied().ok_or(Kind::Name(format!("{name} first")))?;
        Ok(v[i] * w + u)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, y, x * y];
        let names = ["a", "b", "c"];
        let mut s = 0.0;
        for n in ["a", "b", "c", "d"] {
            s += match pick(&v, &names, n) {
                Ok(v) => v,
                Err(Kind::Short { need, got }) => (need * got) as f64 * x,
                Err(Kind::Name(n)) => n.len() as f64 * y,
            };
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod a_loop_whose_value_is_a_result {
    use super::*;

    #[derive(Debug)]
    struct NoRoot;
    #[differentiate]
    fn bisect(y: f64, lo: f64, hi: f64) -> Result<(f64, usize), NoRoot> {
        let (mut a, mut b) = (lo, hi);
        let f = |z: f64| z * z * z + z - y;
        if f(a) * f(b) > 0.0 {
            return Err(NoRoot);
        }
        for k in 0..8 {
            let m = 0.5 * (a + b);
            if f(m) > 0.0 {
                b = m;
            } else {
                a = m;
            }
            if b - a < 1e-9 {
                return Ok((m, k));
            }
        }
        // polish
        let mut z = 0.5 * (a + b);
        loop {
            let d = f(z) / (3.0 * z * z + 1.0);
            z -= d;
            if d.abs() < 1e-13 {
                break Ok((z, 99));
            }
            if z.is_nan() {
                return Err(NoRoot);
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let Ok((r, k)) = bisect(x + y, -3.0, 3.0) else { return x * y };
        let s = match bisect(x, -10.0, -9.0) {
            Ok((v, _)) => v,
            Err(NoRoot) => x * x,
        };
        r * s + k as f64
    }

    chainrule_tests::agrees!(f);
}

mod in_assignments {
    use super::*;

    #[derive(Debug)]
    enum Fail {
        Negative(String),
        Large(Vec<u8>),
    }
    #[differentiate]
    fn square(v: &[f64]) -> Result<f64, Fail> {
        if v[0] > 1.5 {
            return Err(Fail::Large(vec![1, 2]));
        }
        if v[0] < -0.5 {
            return Err(Fail::Negative(format!("{}", v.len())));
        }
        Ok(v[0] * v[1])
    }
    #[differentiate]
    fn sum(x: f64, y: f64) -> Result<f64, Fail> {
        let mut sum = x;
        for k in 0..2 {
            let part = square(&[x, y * k as f64 + sum]);
            sum += match part {
                Ok(v) => v * x,
                Err(Fail::Large(list)) => y * list.len() as f64,
                Err(error) => return Err(error),
            };
            let last = square(&[0.1 * x, sum]);
            sum = match last {
                Ok(v) => v - sum * y,
                Err(error) => return Err(error),
            };
        }
        Ok(sum * y)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match sum(x, y) {
            Ok(v) => v * v,
            Err(Fail::Negative(text)) => y * y * text.len() as f64,
            Err(Fail::Large(_)) => x,
        }
    }

    chainrule_tests::agrees!(f);
}

mod a_struct_returned_out_of_a_loop {
    use super::*;

    #[derive(Differentiable, Debug, Clone)]
    struct P {
        a: f64,
        v: Vec<f64>,
    }
    #[differentiate]
    fn find(x: f64, n: usize) -> P {
        let mut z = x;
        let mut hist = vec![x];
        for i in 0..n {
            z = z.sin() + 1.0;
            hist.push(z * z);
            if z > 1.9 {
                return P { a: z * x, v: hist };
            }
            if i == 7 {
                let a = hist[2];
                return P { a, v: hist };
            }
        }
        P { a: z, v: vec![z, x] }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p = find(x, 20);
        let q = find(y, 3);
        p.a * q.a + p.v.iter().sum::<f64>() * q.v[1]
    }

    chainrule_tests::agrees!(f);
}

mod second_derivatives_of_results_set_in_a_loop {
    use super::*;

    #[derive(Clone, Debug)]
    enum E {
        Bad,
        Worse(String),
    }
    #[differentiate(order = 2)]
    fn g(x: f64) -> Result<f64, E> {
        if x < -5.0 {
            return Err(E::Bad);
        }
        let mut z = x;
        for i in 0..3 {
            z = z.sin() + x;
            if z > 100.0 {
                return Err(E::Worse(format!("{i}")));
            }
        }
        Ok(z * z)
    }
    #[differentiate(hessian, hvp, grad, value_and_grad, accumulate_grad, vjp, jvp)]
    fn f(x: f64, y: f64) -> f64 {
        match g(x * y) {
            Ok(v) => v * y,
            Err(E::Bad) => x,
            Err(E::Worse(s)) => s.len() as f64 * y,
        }
    }

    #[test]
    fn agrees_with_differences() {
        chainrule_tests::check_second!(f);
    }
}
