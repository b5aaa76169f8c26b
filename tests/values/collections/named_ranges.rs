//! Ranges that have names, and iterators that are lent by `by_ref`.

mod range_bound {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn g(s: &[usize], v: &[f64], x: &[f64]) -> Vec<f64> {
        (0..2)
            .map(|row| {
                let range = s[row]..s[row + 1];
                v[range.clone()].iter().zip(&x[range]).map(|(a, b)| a * b).sum()
            })
            .collect()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let r = g(&[0, 2, 3], &[x, y, x * y], &[y, 2.0, x]);
        r[0] + r[1]
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod range_plain {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![x, y, x * y, 2.0 * x];
        let mut s = 0.0;
        for k in 0..3 {
            let r = k..k + 2;
            let t: f64 = v[r.clone()].iter().product();
            s += t;
            for i in r {
                s += v[i] * i as f64;
            }
        }
        s
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod range_twice {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![x, y, x * y, 2.0 * x];
        let r = 1..3;
        let a: f64 = v[r.clone()].iter().sum();
        let part = &v[r.clone()];
        a * part[0] + part.iter().map(|p| p * p).sum::<f64>() + r.len() as f64 * x
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod inclusive {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, y, x * y, 2.0 * x];
        let r = 1..=3;
        let a: f64 = v[r.clone()].iter().map(|a| a.sin()).sum();
        let h = ..2;
        let b: f64 = v[h].iter().sum();
        let t = 2..;
        a * b + v[t].iter().product::<f64>()
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod byref_loop {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![x, y, x * y, 2.0 * x, x + y, y * y];
        let mut it = v.iter();
        let mut s = 0.0;
        for a in it.by_ref() {
            s += a.sin();
            if *a > 1.5 {
                break;
            }
        }
        for a in it.by_ref().take(2) {
            s += a * a * 0.3;
        }
        let rest: f64 = it.map(|a| a * x).sum();
        s + rest
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod byref_take {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![x, y, x * y, 2.0 * x, x + y, y * y];
        let mut it = v.iter();
        let a: f64 = it.by_ref().take(2).sum();
        let b: Vec<f64> = it.by_ref().take(3).map(|q| q * y).collect();
        let c: f64 = it.by_ref().take(7).product();
        let d: f64 = it.by_ref().take(7).product();
        a * b[0] + b[2] * c + d * x
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod byref_mixed {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![x, y, x * y, 2.0 * x, x + y, y * y];
        let mut it = v.iter().copied();
        let first = it.next().unwrap();
        let mut rows = Vec::new();
        for n in 1..3 {
            let r: Vec<f64> = it.by_ref().take(n).collect();
            rows.push(r);
        }
        first * rows[0][0] + rows[1][1].sin() * rows[1][0]
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}
