//! Errors in a `Result`, and methods of values whose type only rustc knows.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

const POINTS: [(f64, f64); 4] = [(0.7, 1.3), (1.9, 0.4), (2.3, 2.9), (-0.6, 0.8)];

mod an_error_enum_without_a_derive_passes_through_question_marks {
    #[allow(unused_imports, reason = "not every module derives")]
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in POINTS {
            check!(f(x, y));
        }
    }
}

mod an_error_is_taken_apart {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    #[derive(Debug, Clone, PartialEq)]
    enum Failure {
        Negative,
        TooLarge(usize),
        Slow { rounds: u32 },
    }
    #[differentiate]
    fn root(x: f64) -> Result<f64, Failure> {
        if x < 0.0 {
            return Err(Failure::TooLarge(2));
        }
        if x > 2.0 {
            return Err(Failure::Slow { rounds: 7 });
        }
        if x > 1.5 {
            return Err(Failure::Negative);
        }
        Ok(x.sqrt())
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match root(x) {
            Ok(v) => v * y,
            Err(Failure::TooLarge(n)) if n > 5 => y,
            Err(Failure::TooLarge(n)) => x * y * n as f64,
            Err(Failure::Slow { rounds }) => y * y * f64::from(rounds),
            Err(other) => {
                if other == Failure::Negative {
                    x * x * y
                } else {
                    y
                }
            }
        }
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in POINTS {
            check!(f(x, y));
        }
    }
}

mod an_error_behind_a_reference {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    #[derive(Debug, Clone)]
    enum Failure {
        TooLarge(usize),
        Negative,
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
    fn f(x: f64, y: f64) -> f64 {
        let mut sum = 0.0;
        for k in 0..4 {
            let r = root(x - 0.31 * k as f64);
            match &r {
                Ok(v) => sum += v * y,
                Err(Failure::TooLarge(n)) => sum += x * y * *n as f64,
                Err(_) => sum -= y * y,
            }
            if let Ok(v) = r {
                sum += v * v;
            }
        }
        sum
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in POINTS {
            check!(f(x, y));
        }
    }
}

mod an_error_of_text {
    #[allow(unused_imports, reason = "not every module derives")]
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in POINTS {
            check!(f(x, y));
        }
    }
}

mod an_error_is_converted {
    #[allow(unused_imports, reason = "not every module derives")]
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in POINTS {
            check!(f(x, y));
        }
    }
}

mod an_error_is_kept_in_a_loop {
    #[allow(unused_imports, reason = "not every module derives")]
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in POINTS {
            check!(f(x, y));
        }
    }
}

mod methods_of_results_whose_type_only_rustc_knows {
    #[allow(unused_imports, reason = "not every module derives")]
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in POINTS {
            check!(f(x, y));
        }
    }
}

mod methods_of_options_whose_type_only_rustc_knows {
    #[allow(unused_imports, reason = "not every module derives")]
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in POINTS {
            check!(f(x, y));
        }
    }
}

mod arrays_are_mapped_where_calls_give_them {
    #[allow(unused_imports, reason = "not every module derives")]
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in POINTS {
            check!(f(x, y));
        }
    }
}

mod integers_from_sorted_containers {
    #[allow(unused_imports, reason = "not every module derives")]
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in POINTS {
            check!(f(x, y));
        }
    }
}

mod an_error_that_if_let_binds {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    #[differentiate]
    fn g(x: f64) -> Result<f64, u8> {
        if x > 0.0 { Ok(x.ln()) } else { Err(3) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let r = g(x);
        if let Err(code) = r {
            return y * code as f64 * x;
        }
        let Ok(v) = r else { unreachable!() };
        v * y
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in POINTS {
            check!(f(x, y));
        }
    }
}

mod an_error_that_let_else_binds {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    #[differentiate]
    fn g(x: f64) -> Result<f64, u8> {
        if x > 0.0 { Ok(x.ln()) } else { Err(3) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let r = g(x);
        let Err(code) = r else {
            return x * y;
        };
        x * code as f64
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in POINTS {
            check!(f(x, y));
        }
    }
}

mod errors_side_by_side {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    #[differentiate]
    fn g(x: f64) -> Result<f64, u8> {
        if x > 0.0 { Ok(x.ln()) } else { Err(3) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match (g(x), g(y)) {
            (Ok(a), Ok(b)) => a * b,
            (Err(c), Ok(b)) => b * c as f64,
            (Ok(a), Err(c)) => a + c as f64,
            (Err(c), Err(d)) => x * c as f64 + y * d as f64,
        }
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in POINTS {
            check!(f(x, y));
        }
    }
}

mod several_errors_in_one_arm {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    #[derive(Clone, Debug)]
    enum E {
        A(u8),
        B(u8),
        C,
    }
    #[differentiate]
    fn g(x: f64) -> Result<f64, E> {
        if x > 2.0 {
            Err(E::A(2))
        } else if x > 1.0 {
            Err(E::B(5))
        } else if x > 0.0 {
            Ok(x.ln())
        } else {
            Err(E::C)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match g(x) {
            Ok(v) => v * y,
            Err(E::A(n) | E::B(n)) => x * y * n as f64,
            Err(E::C) => y,
        }
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in POINTS {
            check!(f(x, y));
        }
    }
}

mod an_error_by_its_path {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    #[differentiate]
    fn g(x: f64) -> Result<f64, &'static str> {
        if x > 0.0 { Result::Ok(x.ln()) } else { Result::Err("low") }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match g(x) {
            Result::Ok(v) => v * y,
            Result::Err(why) => x * y * why.len() as f64,
        }
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in POINTS {
            check!(f(x, y));
        }
    }
}

mod a_result_as_a_parameter {
    #[allow(unused_imports, reason = "not every module derives")]
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in POINTS {
            check!(f(x, y));
        }
    }
}

mod results_in_a_list {
    #[allow(unused_imports, reason = "not every module derives")]
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in POINTS {
            check!(f(x, y));
        }
    }
}

mod errors_that_are_made_and_changed {
    #[allow(unused_imports, reason = "not every module derives")]
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in POINTS {
            check!(f(x, y));
        }
    }
}
