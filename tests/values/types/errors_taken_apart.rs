//! Errors that are matched, mapped and tried again: they need not be `Clone`.

use chainrule::differentiate;

#[derive(Debug)]
enum E {
    Code(i32),
    Text(String),
}

impl E {
    fn is_mild(&self) -> bool {
        matches!(self, E::Code(c) if *c < 5)
    }
}

#[differentiate]
fn step(v: f64) -> Result<f64, E> {
    if v > 1.5 {
        Err(E::Code(3))
    } else if v > 1.0 {
        Err(E::Text("t".into()))
    } else {
        Ok(v * v)
    }
}

mod guards_that_look_at_errors {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = match step(x) {
            Ok(v) if v > 0.2 => v * y,
            Ok(v) => v,
            Err(e) if e.is_mild() => x * y,
            Err(E::Code(c)) => c as f64 * x,
            Err(E::Text(t)) => t.len() as f64 * y,
        };
        a + match step(y) {
            Err(e) if e.is_mild() => y,
            Ok(v) => v * 2.0,
            Err(_) => y * y * y,
        }
    }

    chainrule_tests::agrees!(f);
}

mod results_of_arms {
    use super::*;

    #[differentiate]
    fn g(x: f64, y: f64) -> Result<f64, E> {
        let a = match step(x) {
            Ok(v) => v,
            Err(e) => match match e {
                E::Code(c) => step(x * 0.1 + c as f64),
                other => return Err(other),
            } {
                Ok(v) => v,
                Err(e) => return Err(e),
            },
        };
        Ok(a * y)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(x, y).unwrap_or(x)
    }

    chainrule_tests::agrees!(f);
}

mod another_try {
    use super::*;

    #[derive(Debug)]
    enum E {
        A,
        B(String),
    }
    #[differentiate]
    fn first(v: f64) -> Result<f64, E> {
        if v > 1.0 { Ok(v.ln() + 2.0) } else { Err(E::A) }
    }
    #[differentiate]
    fn second(v: f64) -> Result<f64, E> {
        if v > -5.0 { Ok(v * v) } else { Err(E::B("low".to_string())) }
    }
    #[differentiate]
    fn both(v: f64, w: f64) -> Result<f64, E> {
        let a = first(v).or_else(|_| second(v * w))?;
        let b = first(w).or_else(|e| match e {
            E::A => second(w),
            other => Err(other),
        })?;
        Ok(a * b)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        both(x, y).unwrap_or_else(|e| match e {
            E::A => x,
            E::B(text) => text.len() as f64 * y,
        })
    }

    chainrule_tests::agrees!(f);
}

mod errors_mapped {
    use super::*;

    #[derive(Debug)]
    struct E;
    #[derive(Debug)]
    struct Outer {
        what: String,
    }
    #[differentiate]
    fn first(v: f64) -> Result<f64, E> {
        if v > -10.0 { Ok(v.sin() + 2.0) } else { Err(E) }
    }
    #[differentiate]
    fn both(v: f64, w: f64) -> Result<f64, Outer> {
        let a = first(v).map(|u| u * w).map_err(|e| Outer { what: format!("{e:?}") })?;
        let b = first(w).map_err(|e| Outer { what: format!("second {e:?}") }).map(|u| u + a)?;
        Ok(a * b)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match both(x, y) {
            Ok(v) => v,
            Err(e) => e.what.len() as f64,
        }
    }

    chainrule_tests::agrees!(f);
}

mod tried_again {
    use super::*;

    #[derive(Debug)]
    enum E {
        Big(f64),
        Text(String),
    }
    #[differentiate]
    fn step(v: f64, h: f64) -> Result<f64, E> {
        if h * v.abs() > 0.4 {
            Err(if v > 1e9 { E::Text("far".to_owned()) } else { E::Big(0.5) })
        } else {
            Ok(v + h * v.sin())
        }
    }
    #[differentiate]
    fn run(x: f64) -> Result<f64, E> {
        let mut h = 1.0;
        let mut v = x;
        for _ in 0..3 {
            let mut r = step(v, h);
            let mut tries = 0;
            while r.is_err() && tries < 6 {
                match r.unwrap_err() {
                    E::Big(k) => h *= k,
                    other => return Err(other),
                }
                r = step(v, h);
                tries += 1;
            }
            v = r?;
        }
        Ok(v * h)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match run(x) {
            Ok(v) if v > 100.0 => 1.0,
            Ok(v) => v * y,
            Err(E::Big(k)) if k > 1.0 => k,
            Err(E::Big(_)) => y,
            Err(E::Text(t)) => t.len() as f64 * y,
        }
    }

    chainrule_tests::agrees!(f);
}

mod chains_taken_apart {
    use super::*;

    #[derive(Debug)]
    enum Inner {
        A(i32),
        B,
    }
    #[derive(Debug)]
    enum Outer {
        Low(i32),
        Wrapped(Inner),
    }
    #[differentiate]
    fn lo(v: f64) -> Result<f64, Inner> {
        if v > 2.0 {
            Err(Inner::A(2))
        } else if v < 0.0 {
            Err(Inner::B)
        } else {
            Ok(v.exp())
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let k = 3.0;
        let a = match lo(x).map(|v| v * y).map_err(|e| match e {
            Inner::A(n) => Outer::Low(n),
            e => Outer::Wrapped(e),
        }) {
            Ok(v) => v,
            Err(Outer::Low(n)) => x * n as f64,
            Err(Outer::Wrapped(Inner::B)) => x * x * k,
            Err(Outer::Wrapped(_)) => 1.0,
        };
        let b = if let Ok(v) = lo(y).and_then(|k| lo(k * 0.2)).map(|w| w * k) { v } else { y * k };
        let c = lo(x * y).map_err(|e| format!("{e:?}")).unwrap_or(x);
        let Ok(d) = lo(y * 0.3).map_err(|e| Outer::Wrapped(e)) else { return x };
        a + b * c + d
    }

    chainrule_tests::agrees!(f);
}

mod names_that_closures_hide {
    use super::*;

    #[derive(Debug)]
    struct Bad(f64);
    #[differentiate]
    fn g(v: f64) -> Result<f64, Bad> {
        if v > 2.5 { Err(Bad(2.0)) } else { Ok(v * v + 1.0) }
    }
    #[differentiate]
    fn h(x: f64, y: f64) -> Result<f64, Bad> {
        let v = 3.0 * y;
        let e = 2.0;
        let a = g(x).and_then(|v| g(v * 0.3)).map(|w| w * v)?;
        let b = g(y).or_else(|e| g(e.0)).map_err(|b| Bad(b.0 * e))?;
        let c = g(y).map_err(|e| Bad(e.0 + 1.0)).map_err(|q| Bad(q.0 * e)).or_else(|v| g(v.0 * 0.1))? * v;
        let d: Vec<f64> = [x, y]
            .iter()
            .map(|v| g(*v * 0.5))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| Bad(e))
            .map(|l| l.iter().map(|u| u * 2.0).collect())?;
        Ok(a + b * c + d[0] * d[1] * v)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match h(x, y) {
            Ok(v) => v,
            Err(Bad(k)) => k * x * y,
        }
    }

    chainrule_tests::agrees!(f);
}
