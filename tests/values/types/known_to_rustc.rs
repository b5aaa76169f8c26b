//! Methods of values whose type only rustc knows.

#![allow(unused_imports, reason = "not every module derives")]

use chainrule::{Differentiable, differentiate};

mod methods_of_results_whose_type_only_rustc_knows {
    use super::*;

    #[differentiate]
    fn safe(x: f64) -> Result<f64, String> {
        if x > 0.0 { Ok(x.sqrt()) } else { Err("no".to_string()) }
    }
    #[differentiate]
    fn g(x: f64, y: f64) -> Result<f64, String> {
        let v = safe(x).map(|r| r * y)?;
        Ok(v + safe(y).map_err(|_| String::from("never")).map(|q| q * q)?)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match g(x, y).map(|v| v * 2.0) {
            Ok(v) => v * x,
            Err(_) => y,
        }
    }

    chainrule_tests::agrees!(f);
}

mod methods_of_options_whose_type_only_rustc_knows {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct Pair {
        a: Option<f64>,
        b: f64,
    }
    #[differentiate]
    fn safe(x: f64) -> Option<f64> {
        if x > 0.0 { Some(x.sqrt()) } else { None }
    }
    #[differentiate]
    fn g(x: f64, y: f64) -> Option<f64> {
        safe(x).map(|r| r * y).filter(|v| *v < 1.2).map(|v| v.sin())
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let pair = Pair { a: safe(x - 1.0), b: y };
        let found: Option<f64> = safe(x).map(|r| r * y);
        let kept = safe(y).map(|v| v * x);
        let first = if let Some(v) = g(x, y).or(safe(y)).map(|q| q * 2.0) { v * x } else { y };
        let third = match kept {
            Some(v) => v * v,
            None => y,
        };
        first + pair.a.map(|v| v * v).unwrap_or(pair.b) * y + found.unwrap_or(y) * third
    }

    chainrule_tests::agrees!(f);
}

mod arrays_are_mapped_where_calls_give_them {
    use super::*;

    #[differentiate]
    fn three(x: f64, y: f64) -> [f64; 3] {
        [x, y, x * y]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = three(x, y).map(|v| v.sin());
        let b = three(y, x).map(f64::cos);
        a[0] * a[1] + a[2] * b[0] - b[2]
    }

    chainrule_tests::agrees!(f);
}

mod integers_from_sorted_containers {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct Table {
        #[constant]
        knots: Vec<f64>,
        values: Vec<f64>,
    }
    #[differentiate]
    impl Table {
        fn at(&self, t: f64) -> f64 {
            let i = self.knots.partition_point(|knot| *knot < t).clamp(1, self.knots.len() - 1);
            let share = (t - self.knots[i - 1]) / (self.knots[i] - self.knots[i - 1]);
            self.values[i - 1] * (1.0 - share) + self.values[i] * share
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let table = Table { knots: vec![-1.0, 0.0, 0.5, 1.0, 2.0, 3.0], values: vec![x, y, x * y, x + y, y * y, x] };
        let found = match table.knots.binary_search_by(|knot| knot.total_cmp(&0.75)) {
            Ok(i) | Err(i) => i,
        };
        let mut extra = Vec::with_capacity(table.values.len() * 2);
        extra.push(table.at(y));
        table.at(x) * table.values[found] + extra[0]
    }

    chainrule_tests::agrees!(f);
}

mod types_without_a_derive {
    use super::*;

    #[derive(Clone)]
    struct Config {
        steps: usize,
        k: f64,
        name: String,
    }
    enum Mode {
        Fast { tol: f64 },
        Slow(usize),
        Off,
    }
    fn config(n: usize) -> Config {
        Config { steps: n, k: 2.0, name: "a".into() }
    }
    fn mode(i: usize) -> Mode {
        match i % 3 {
            0 => Mode::Fast { tol: 0.5 },
            1 => Mode::Slow(2),
            _ => Mode::Off,
        }
    }
    #[differentiate]
    fn stepped(x: f64, n: usize) -> f64 {
        let cfg = config(n);
        let mut a = x;
        for _ in 0..cfg.steps {
            a = a.sin() * x * cfg.k + cfg.k;
        }
        a * cfg.name.len() as f64
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = stepped(x, 3) * stepped(y, 2);
        for i in 0..5 {
            let mode = mode(i);
            a = match mode {
                Mode::Fast { tol } => a * tol * y,
                Mode::Slow(n) if n > 5 => a,
                Mode::Slow(n) => (a * n as f64).sin(),
                Mode::Off => a + y,
            };
        }
        a
    }

    chainrule_tests::agrees!(f);
}
