//! Errors that are not `Clone`, looked at again, in part, and taken in the end.

use chainrule::differentiate;

mod looked_at_in_every_iteration {
    use super::*;

    struct Bad {
        n: usize,
        why: String,
    }
    #[differentiate]
    fn g(x: f64, n: &mut usize) -> Result<f64, Bad> {
        *n += 1;
        if *n % 3 == 0 {
            return Err(Bad { n: *n, why: "three".to_string() });
        }
        Ok(x * x * *n as f64)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut n = 0;
        let mut r = g(x, &mut n);
        let mut s = 0.0;
        for i in 0..5 {
            s += match r {
                Ok(v) => v.sin() * y,
                Err(Bad { n, ref why }) => n as f64 * x + why.len() as f64 * y,
            };
            r = g((x * y * i as f64 * 0.3).sin() + s.tanh(), &mut n);
        }
        if let Err(e) = &r {
            s *= e.n as f64 * y;
        }
        match r {
            Ok(v) => s + v,
            Err(e) => s * e.n as f64,
        }
    }

    chainrule_tests::agrees!(f);
}

mod looked_at_by_reference {
    use super::*;

    struct Bad {
        code: i32,
        note: String,
    }
    #[differentiate]
    fn g(x: f64, k: i32) -> Result<f64, Bad> {
        if k > 2 { Err(Bad { code: k, note: "n".repeat(k as usize) }) } else { Ok(x * k as f64 + x * x) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = x;
        for k in 0..6 {
            let r = g(s * y * 0.2, k);
            let bonus = if r.is_ok() { y } else { x * 2.0 };
            let m = match &r {
                Ok(v) if *v > 1.0 => v * bonus,
                Ok(v) => v + bonus,
                Err(e) if e.code == 4 => e.note.len() as f64 * bonus,
                Err(_) => bonus,
            };
            s = s * 0.5 + m * 0.2;
            let back = r.as_ref().map(|v| v * s).unwrap_or(y * 0.1);
            s += back * 0.1;
            if let Err(Bad { code, note }) = r {
                s += note.len() as f64 * code as f64 * x * 0.01;
                if code == 5 {
                    break;
                }
            }
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod taken_where_the_function_ends {
    use super::*;

    struct Bad(usize);
    #[differentiate]
    fn g(x: f64, k: usize) -> Result<f64, Bad> {
        if k % 3 == 2 { Err(Bad(k)) } else { Ok(x * x * 0.5) }
    }
    #[differentiate]
    fn run(x: f64, y: f64, n: usize) -> Result<f64, Bad> {
        let r = g(x, n);
        let mut q = g(y, 0);
        let mut s = 0.0;
        for k in 0..n {
            match r {
                Ok(v) => s += v * y,
                Err(e) => return Err(e),
            }
            match q {
                Ok(v) => s += v,
                Err(Bad(n)) if n > 7 => return Err(Bad(n - 1)),
                Err(e) => {
                    s += e.0 as f64;
                    q = g(x, 0);
                    continue;
                }
            }
            q = g(s, k + 1);
        }
        Ok(s + q?)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = run(x, y * 0.1, 3).unwrap_or_else(|e| e.0 as f64 * x);
        let b = run(x * 0.1, y * 0.1, 2).unwrap_or_else(|e| e.0 as f64 * y);
        let c = run(x * 0.1, y * 0.1, 1).unwrap_or_else(|e| e.0 as f64 * y);
        a + b * c
    }

    chainrule_tests::agrees!(f);
}

mod errors_that_are_copied {
    use super::*;

    #[derive(Clone, Copy)]
    struct Bad(usize);
    #[differentiate]
    fn g(x: f64, k: usize) -> Result<f64, Bad> {
        if k % 3 == 2 { Err(Bad(k)) } else { Ok(x * x * 0.5) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut r = g(x, 2);
        let mut s = y;
        for _ in 0..3 {
            match r {
                Ok(v) => s += v,
                Err(e) => s += e.0 as f64 * x,
            }
            if let Err(b) = r {
                s *= b.0 as f64
            }
        }
        s += match r {
            Ok(v) => v,
            Err(e) => e.0 as f64,
        };
        let p = r;
        r = g(y, 0);
        let q = r;
        s + q.unwrap_or(0.0)
            + match p {
                Ok(v) => v,
                Err(e) => e.0 as f64 * y,
            }
            + r.unwrap_or(x)
    }

    chainrule_tests::agrees!(f);
}
