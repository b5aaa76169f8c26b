//! Results that are made step by step, kept and asked again: their errors need not be `Clone`.

#![allow(dead_code, reason = "nobody reads what an error tells")]

mod gathered_with_question_mark {
    use chainrule::differentiate;

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
            Err(Bad::Neg(_)) => 0.0,
            Err(Bad::Empty) => x,
        }
    }

    chainrule_tests::agrees!(f);
}

mod gathered_for_a_variable {
    use chainrule::differentiate;

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
        all(&[x, y, x * y]).unwrap_or(3.0) * x
    }

    chainrule_tests::agrees!(f);
}

mod another_try {
    use chainrule::differentiate;

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
        both(x, y).unwrap_or_else(|_| x)
    }

    chainrule_tests::agrees!(f);
}

mod errors_mapped {
    use chainrule::differentiate;

    #[derive(Debug)]
    enum E {
        A,
        B(String),
    }
    #[derive(Debug)]
    struct Outer {
        what: String,
    }
    #[differentiate]
    fn first(v: f64) -> Result<f64, E> {
        if v > -10.0 { Ok(v.sin() + 2.0) } else { Err(E::A) }
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

mod guards_that_look_at_errors {
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

mod asked_whether_and_then_which {
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

mod results_of_arms {
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

mod lists_filled_by_hand {
    use chainrule::differentiate;

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
        all(&[x, y, x * y]).unwrap_or(3.0) * x
    }

    chainrule_tests::agrees!(f);
}

mod tried_again {
    use chainrule::differentiate;

    #[derive(Debug)]
    enum E {
        Big(f64),
        Text(String),
    }
    #[differentiate]
    fn step(v: f64, h: f64) -> Result<f64, E> {
        if h * v.abs() > 0.4 { Err(E::Big(0.5)) } else { Ok(v + h * v.sin()) }
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
            Err(E::Big(_)) | Err(E::Text(_)) => y,
        }
    }

    chainrule_tests::agrees!(f);
}

mod chains_taken_apart {
    use chainrule::differentiate;

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
    use chainrule::differentiate;

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

mod gathered_and_matched {
    use chainrule::differentiate;

    #[derive(Debug)]
    enum E {
        At(usize),
        None,
    }
    #[differentiate]
    fn one(i: usize, v: f64) -> Result<f64, E> {
        if v > 2.6 { Err(E::At(i)) } else { Ok(v.sqrt().ln_1p()) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let xs = [x * x + 0.5, y, 0.5];
        let a = match xs.iter().enumerate().map(|(i, v)| one(i, *v)).collect::<Result<Vec<f64>, E>>() {
            Ok(v) => v.iter().product::<f64>(),
            Err(E::At(i)) => xs[i] * x,
            Err(E::None) => 0.0,
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

mod one_of_two_results {
    use chainrule::differentiate;

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
    use chainrule::differentiate;

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
        g(x, y).unwrap_or(1.0)
    }

    chainrule_tests::agrees!(f);
}

mod given_back_after_asking {
    use chainrule::differentiate;

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
    use chainrule::differentiate;

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
