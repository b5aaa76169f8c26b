//! Iterators that are made from values, options that are flattened, and lists that are parted.

mod flatten_options {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![Some(x), None, Some(x * y), Some(y)];
        let s: f64 = v.iter().flatten().sum();
        let mut t = 0.0;
        for a in v.iter().flatten() {
            t += a * a;
        }
        let w: Vec<f64> = v.into_iter().flatten().map(|a| a.sin()).collect();
        s * t + w[1]
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod flatten_more {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v: Vec<Option<f64>> = (0..4).map(|i| if i % 2 == 0 { Some(x * i as f64) } else { None }).collect();
        let a: f64 = v.iter().flatten().map(|t| t * y).sum();
        let b: f64 = v.iter().copied().flatten().fold(1.0, |p, t| p * (t + y));
        let n = v.iter().flatten().count();
        a + b * n as f64
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod once_chain {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, y, x * y];
        let s: f64 = std::iter::once(x * x).chain(v.iter().copied()).map(|a| a.sin()).sum();
        let w: Vec<f64> = std::iter::once(0.0).chain(v.iter().map(|a| a * a)).chain(std::iter::once(y)).collect();
        s + w.windows(2).map(|p| p[0] * p[1]).sum::<f64>()
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod once_more {
    use chainrule::differentiate;
    use chainrule_tests::check;

    use std::iter;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![y, x * y];
        let mut s = 0.0;
        for (i, t) in iter::once(&x).chain(&v).enumerate() {
            s += t * i as f64;
        }
        let p: Vec<f64> = iter::once(x).chain(v).chain(iter::repeat_n(y, 2)).collect();
        for w in p.windows(2) {
            s += w[0] * w[1];
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

mod successors {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let s: f64 = std::iter::successors(Some(x), |t| Some(t * 0.5 * y)).take(5).sum();
        let v: Vec<f64> =
            std::iter::successors(Some(1.0), |t| if *t < 50.0 { Some(t * 2.0 + x.abs()) } else { None }).collect();
        s + v[v.len() - 1]
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod successors_for {
    use chainrule::differentiate;
    use chainrule_tests::check;

    use std::iter::successors;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        for t in successors(Some(x), |t| Some(t * 0.7 + y)) {
            if t < 0.0 {
                continue;
            }
            s += t.sin();
            if s > 3.0 || t > 4.0 {
                break;
            }
            if (t - y / 0.3).abs() < 1e-1 {
                break;
            }
        }
        let last = successors(Some((x, 1.0)), |&(a, b)| if b < 4.0 { Some((a * y, b + 1.0)) } else { None })
            .map(|(a, _)| a)
            .last()
            .unwrap();
        s + last
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod partition {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![x, y, x * y, x - y];
        let (a, b): (Vec<f64>, Vec<f64>) = v.into_iter().partition(|t| *t > 0.0);
        a.iter().sum::<f64>() * 2.0 + b.iter().map(|t| t * t).sum::<f64>()
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}
