//! Errors that are not `Clone`, looked at again, in part, or not at all.

#![allow(dead_code, reason = "nobody reads all that an error tells")]

mod looked_at_in_every_iteration {
    use chainrule::differentiate;

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
    use chainrule::differentiate;

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
    use chainrule::differentiate;

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
    use chainrule::differentiate;

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

mod results_of_methods {
    use chainrule::{Differentiable, differentiate};

    #[derive(Debug)]
    enum Err1 {
        Empty,
        Neg(i32),
    }
    #[derive(Clone, Differentiable)]
    struct Tank {
        level: f64,
        rate: f64,
    }
    #[differentiate]
    impl Tank {
        fn drain(&mut self, q: f64) -> Result<f64, Err1> {
            self.level -= q * 0.1;
            if self.level < 0.0 {
                let was = self.level;
                self.level = 0.0;
                self.rate += was;
                return Err(Err1::Empty);
            }
            if q < 0.0 {
                self.rate *= 1.1;
                return Err(Err1::Neg(-1));
            }
            self.rate += q * self.level;
            Ok(self.level * self.rate)
        }
        fn run(&mut self, qs: &[f64]) -> Result<f64, Err1> {
            let mut s = 0.0;
            for &q in qs {
                s += match self.drain(q) {
                    Ok(v) => v,
                    Err(Err1::Neg(n)) => self.rate * n as f64,
                    Err(e) => return Err(e),
                };
            }
            Ok(s)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut t = Tank { level: y, rate: x };
        let a = t.run(&[x, y, x * y]).unwrap_or(x);
        let b = t.run(&[y * 3.0, 4.0, y * 9.0]);
        let b = match b {
            Ok(v) => v,
            Err(e) => {
                t.level += 0.5 * x;
                format!("{e:?}").len() as f64 * t.rate
            }
        };
        a + b + t.level * t.rate
    }

    chainrule_tests::agrees!(f);
}

mod gathered_and_bound_again {
    use chainrule::differentiate;

    struct Bad(usize);
    #[differentiate]
    fn fit(x: f64, y: f64) -> Result<f64, Bad> {
        if y < 0.0 { Err(Bad(1)) } else { Ok(x * y) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let good = vec![(x, y), (y, 2.0)];
        let c: Result<Vec<f64>, Bad> = good.iter().map(|(p, q)| fit(*p, *q)).collect();
        let c = c.map(|v| v.iter().map(|m| m.sin()).sum::<f64>()).unwrap_or(0.0);
        c
    }

    chainrule_tests::agrees!(f);
}

mod asked_in_conditions {
    use chainrule::differentiate;

    struct Bad;
    #[differentiate]
    fn at(v: &[f64], i: usize) -> Result<f64, Bad> {
        if i < v.len() { Ok(v[i]) } else { Err(Bad) }
    }
    #[differentiate]
    fn mix(v: &mut Vec<f64>, x: f64) -> Result<f64, Bad> {
        let w = if at(v, 0)? > 1.0 { at(v, 0)?.sqrt() } else { x };
        Ok(w)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y, x * y];
        match mix(&mut v, x) {
            Ok(a) => a,
            Err(Bad) => v[1],
        }
    }

    chainrule_tests::agrees!(f);
}

mod asked_in_indices {
    use chainrule::differentiate;

    struct Bad;
    #[differentiate]
    fn at(v: &[f64], i: usize) -> Result<f64, Bad> {
        if i < v.len() { Ok(v[i]) } else { Err(Bad) }
    }
    #[differentiate]
    fn mix(v: &mut Vec<f64>, x: f64) -> Result<f64, Bad> {
        let w = at(v, at(v, 1)?.abs().floor() as usize)? * x;
        Ok(w)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y, x * y];
        match mix(&mut v, x) {
            Ok(a) => a,
            Err(Bad) => v[1],
        }
    }

    chainrule_tests::agrees!(f);
}

mod results_that_nobody_reads {
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
    use chainrule::differentiate;

    struct Bad(usize);
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
    use chainrule::differentiate;

    struct Bad(usize);
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

mod errors_made_in_any_case {
    use chainrule::differentiate;

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
    use chainrule::differentiate;

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
