//! Errors in a `Result`: passed on, converted, kept, changed.

#![allow(unused_imports, reason = "not every module derives")]

use chainrule::differentiate;

mod an_error_enum_without_a_derive_passes_through_question_marks {
    use super::*;

    #[derive(Debug, Clone, PartialEq)]
    enum Failure {
        Negative,
        TooLarge(usize),
    }
    #[differentiate]
    fn root(x: f64) -> Result<f64, Failure> {
        if x < 0.0 {
            return Err(Failure::Negative);
        }
        if x > 2.0 {
            return Err(Failure::TooLarge(3));
        }
        Ok(x.sqrt())
    }
    #[differentiate]
    fn both(x: f64, y: f64) -> Result<f64, Failure> {
        let a = root(x)?;
        let b = root(y)?;
        Ok(a * b)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match both(x, y) {
            Ok(v) => v,
            Err(_) => x * y,
        }
    }

    chainrule_tests::agrees!(f);
}

mod an_error_of_text {
    use super::*;

    #[differentiate]
    fn root(x: f64) -> Result<f64, String> {
        if x < 0.0 {
            return Err(format!("{x} is negative"));
        }
        if x > 2.0 {
            return Err("large".to_string());
        }
        Ok(x.sqrt())
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match root(x) {
            Ok(v) => v * y,
            Err(e) if e.ends_with("negative") => x * y,
            Err(e) => x * x * y * e.len() as f64,
        }
    }

    chainrule_tests::agrees!(f);
}

mod an_error_is_converted {
    use super::*;

    #[derive(Debug, Clone)]
    enum Low {
        Negative,
    }
    #[derive(Debug, Clone)]
    enum High {
        Low(Low),
        Large,
    }
    impl From<Low> for High {
        fn from(low: Low) -> High {
            High::Low(low)
        }
    }
    #[differentiate]
    fn root(x: f64) -> Result<f64, Low> {
        if x < 0.0 {
            return Err(Low::Negative);
        }
        Ok(x.sqrt())
    }
    #[differentiate]
    fn both(x: f64, y: f64) -> Result<f64, High> {
        let a = root(x)?;
        if y > 2.0 {
            return Err(High::Large);
        }
        Ok(a * root(y)?)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match both(x, y) {
            Ok(v) => v * x,
            Err(High::Low(Low::Negative)) => x * y,
            Err(High::Large) => x / y,
        }
    }

    chainrule_tests::agrees!(f);
}

mod an_error_is_kept_in_a_loop {
    use super::*;

    #[derive(Debug, Clone, PartialEq)]
    enum Failure {
        Far(u8),
        Near,
    }
    #[differentiate]
    fn step(x: f64, k: usize) -> Result<f64, Failure> {
        if x > 2.5 {
            return Err(Failure::Far(k as u8));
        }
        if x < -5.0 {
            return Err(Failure::Near);
        }
        Ok(x * 1.3 + 0.1 * x * x)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut state, mut sum) = (x, 0.0);
        for k in 0..6 {
            match step(state, k) {
                Ok(next) => {
                    sum += next * y;
                    state = next;
                }
                Err(Failure::Far(k)) => {
                    state *= 0.5;
                    sum += state * k as f64;
                }
                Err(Failure::Near) => break,
            }
        }
        sum
    }

    chainrule_tests::agrees!(f);
}

mod a_result_as_a_parameter {
    use super::*;

    #[differentiate]
    fn g(r: Result<f64, u8>, y: f64) -> f64 {
        match r {
            Ok(v) => v * y,
            Err(n) => y * n as f64,
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(if x > 0.0 { Ok(x * y) } else { Err(4) }, y)
    }

    chainrule_tests::agrees!(f);
}

mod results_in_a_list {
    use super::*;

    #[differentiate]
    fn g(x: f64) -> Result<f64, u8> {
        if x > 0.0 { Ok(x.ln()) } else { Err(3) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let all: Vec<Result<f64, u8>> = vec![g(x), g(y), Err(2)];
        let mut s = y;
        for r in &all {
            match r {
                Ok(v) => s += v * x,
                Err(n) => s *= 1.0 + *n as f64 * 0.1,
            }
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod errors_that_are_made_and_changed {
    use super::*;

    #[derive(Clone, Debug)]
    enum E {
        Missing,
        Parse(String),
    }
    #[differentiate]
    fn first(v: &[f64]) -> Result<f64, E> {
        let x = v.first().copied().ok_or(E::Missing)?;
        if x.is_nan() {
            return Err(E::Parse("nan".into()));
        }
        Ok(x)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match first(&[x * y, y]).map_err(|e| match e {
            E::Missing => 1usize,
            E::Parse(s) => s.len(),
        }) {
            Ok(v) => v * x,
            Err(n) => n as f64 * y,
        }
    }

    chainrule_tests::agrees!(f);
}
