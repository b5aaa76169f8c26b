//! Matches on results whose guards speak of something else, before, between and behind the errors.

use chainrule::differentiate;

#[derive(Debug, Clone)]
struct Bad(usize);

#[differentiate]
fn root(x: f64) -> Result<f64, Bad> {
    if x < 1.0 {
        return Err(Bad(1));
    }
    Ok(x.sqrt() * x)
}

mod guards_of_anything_asked_twice {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let r = root(x);
        let r2 = root(y);
        let s = if r.is_ok() { 2.0 } else { 3.0 };
        s * match r {
            _ if r2.is_err() => y * 7.0,
            Ok(v) => v * y,
            Err(e) => e.0 as f64 * x,
        }
    }

    chainrule_tests::agrees!(f);
}

mod guards_behind_errors {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match root(x).map(|v| v * y) {
            Err(Bad(3)) => 0.0,
            _ if y > 1.0 => x * 7.0,
            Err(Bad(n)) => n as f64 * y,
            Ok(v) => v,
        }
    }

    chainrule_tests::agrees!(f);
}

mod names_that_collide {
    use super::*;

    #[differentiate]
    fn solve(x: f64, e: f64) -> Result<f64, Bad> {
        if x < 1.0 {
            return Err(Bad(1));
        }
        Ok(x.sqrt() * x + e)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let fit_error = x * y;
        let fit = solve(x, fit_error);
        if fit.is_err() {
            return y;
        }
        match fit {
            Ok(v) => v * y,
            Err(e) => e.0 as f64 * x,
        }
    }

    chainrule_tests::agrees!(f);
}

mod guards_of_anything {
    use super::*;

    #[derive(Debug)]
    struct Bad(i32);
    #[differentiate]
    fn root(x: f64) -> Result<f64, Bad> {
        if x < 0.0 {
            return Err(Bad(1));
        }
        Ok(x.sqrt() + x)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let r = root(x);
        let scale = if r.is_ok() { 2.0 } else { 3.0 };
        scale
            * match r {
                _ if y > 1.0 => 7.0 * y,
                Ok(v) => v,
                Err(Bad(k)) => k as f64 * y,
            }
    }

    chainrule_tests::agrees!(f);
}
