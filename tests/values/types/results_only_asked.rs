//! Results of which a program asks only whether they are errors, or nothing.

use chainrule::differentiate;

struct Bad(usize);

#[differentiate]
fn g(s: &mut f64, x: f64) -> Result<f64, Bad> {
    *s *= x;
    if *s > 3.0 {
        *s *= 0.25;
        return Err(Bad(2));
    }
    *s += 0.5;
    Ok(*s * 2.0)
}

mod a_result_that_is_only_asked {
    use super::*;

    #[derive(Debug)]
    struct Bad;
    #[differentiate]
    fn try_get(xs: &[f64], i: usize) -> Result<f64, Bad> {
        if i < xs.len() { Ok(xs[i] * 2.0) } else { Err(Bad) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let xs = [x, y];
        let mut t = x * y;
        if try_get(&xs, 7).is_err() {
            t *= x;
        }
        if try_get(&xs, 1).is_ok() {
            t += try_get(&xs, 1).unwrap();
        }
        t
    }

    chainrule_tests::agrees!(f);
}

mod asked_inside_expressions {
    use super::*;

    struct Missing;
    #[differentiate]
    fn at(v: &[f64], i: usize) -> Result<f64, Missing> {
        if i < v.len() { Ok(v[i]) } else { Err(Missing) }
    }

    mod conditions {
        use super::*;

        #[differentiate]
        fn mix(v: &mut Vec<f64>, x: f64) -> Result<f64, Missing> {
            let w = if at(v, 0)? > 1.0 { at(v, 0)?.sqrt() } else { x };
            Ok(w)
        }
        #[differentiate]
        fn f(x: f64, y: f64) -> f64 {
            let mut v = vec![x, y, x * y];
            match mix(&mut v, x) {
                Ok(a) => a,
                Err(Missing) => v[1],
            }
        }

        chainrule_tests::agrees!(f);
    }

    mod indices {
        use super::*;

        #[differentiate]
        fn mix(v: &mut Vec<f64>, x: f64) -> Result<f64, Missing> {
            let w = at(v, at(v, 1)?.abs().floor() as usize)? * x;
            Ok(w)
        }
        #[differentiate]
        fn f(x: f64, y: f64) -> f64 {
            let mut v = vec![x, y];
            mix(&mut v, x).unwrap_or_else(|Missing| v[1] * y)
        }

        chainrule_tests::agrees!(f);
    }
}

mod results_that_nobody_reads {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = y;
        let _ = g(&mut s, 1.2);
        let _ = g(&mut s, x.abs());
        s * x
    }

    chainrule_tests::agrees!(f);
}

mod only_errors_matter {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = y;
        let mut n = 0;
        for k in 0..4 {
            if g(&mut s, x.abs() + k as f64).is_err() {
                n += 1;
                s += x;
            }
        }
        for k in 0..4 {
            if let Err(Bad(m)) = g(&mut s, x.abs() + k as f64) {
                n += m;
                s += y;
            }
        }
        s * x + n as f64 * y
    }

    chainrule_tests::agrees!(f);
}

mod loops_while_there_is_an_error {
    use super::*;

    #[differentiate]
    fn g(s: &mut f64, x: f64) -> Result<f64, Bad> {
        *s *= x;
        if *s > 0.3 {
            *s *= 0.25;
            return Err(Bad(2));
        }
        *s += 0.05;
        Ok(*s * 2.0)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = y * 9.0;
        let mut n = 0;
        while let Err(e) = g(&mut s, 1.1 + 0.1 * x) {
            n += e.0;
        }
        s * x + n as f64 * y
    }

    chainrule_tests::agrees!(f);
}

mod results_without_numbers {
    use super::*;

    #[differentiate]
    fn g(s: &mut f64, x: f64) -> Result<(), Bad> {
        *s *= x;
        if *s > 0.3 {
            *s *= 0.25;
            return Err(Bad(2));
        }
        *s += 0.05;
        Ok(())
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = y * 9.0;
        let mut n = 0;
        while let Err(e) = g(&mut s, 1.1 + 0.1 * x) {
            n += e.0;
        }
        let _ = g(&mut s, x);
        g(&mut s, y).ok();
        if g(&mut s, y).is_ok() {
            s *= x;
        }
        let ok = g(&mut s, y + x).is_ok();
        if ok {
            s += x * y;
        }
        s * x + n as f64 * y
    }

    chainrule_tests::agrees!(f);
}
