//! Iterators that are asked for one item after another.

mod next_unwrap_then_for {
    use chainrule::differentiate;
    #[differentiate]
    fn g(xs: &[f64]) -> f64 {
        let mut it = xs.iter();
        let first = it.next().unwrap();
        let mut s = first * first;
        for x in it {
            s = s * x + first;
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y]) + g(&[y])
    }

    chainrule_tests::agrees!(f);
}

mod next_deref {
    use chainrule::differentiate;
    #[differentiate]
    fn g(xs: &[f64]) -> f64 {
        let mut it = xs.iter();
        let mut m = *it.next().unwrap();
        for &x in it {
            if x > m {
                m = x;
            }
        }
        m * m
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y]) + g(&[y])
    }

    chainrule_tests::agrees!(f);
}

mod while_let_next {
    use chainrule::differentiate;
    #[differentiate]
    fn g(xs: &[f64]) -> f64 {
        let mut it = xs.iter();
        let mut s = 1.0;
        while let Some(a) = it.next() {
            s *= a.sin() + 1.5;
            if let Some(b) = it.next() {
                s += b * a;
            }
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y]) + g(&[y]) + g(&[])
    }

    chainrule_tests::agrees!(f);
}

mod next_map_chain {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let xs = [x, y, x * y, 2.0 * x];
        let mut it = xs.iter().map(|a| a * a);
        let p = it.next().unwrap();
        let q = it.next().unwrap_or(0.0);
        p * q + it.sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod next_once {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let xs = [x, y, x * y, 2.0 * x];
        let a = xs.iter().next().unwrap();
        let b = xs.iter().nth(2).unwrap();
        let c = xs.iter().rev().next().copied().unwrap_or(0.0);
        a * b + c * c
    }

    chainrule_tests::agrees!(f);
}

mod nth {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let xs = vec![x, y, x * y, 2.0 * x, y * y];
        let mut it = xs.iter();
        let a = it.nth(1).unwrap();
        let b = it.nth(1).unwrap();
        a * b + it.next().unwrap()
    }

    chainrule_tests::agrees!(f);
}

mod next_match {
    use chainrule::differentiate;
    #[differentiate]
    fn g(xs: &[f64]) -> f64 {
        let mut it = xs.iter().copied();
        match it.next() {
            Some(a) => it.fold(a, |p, q| p * q + p),
            None => 0.0,
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y]) + g(&[y]) + g(&[])
    }

    chainrule_tests::agrees!(f);
}

mod next_let_else {
    use chainrule::differentiate;
    #[differentiate]
    fn g(xs: &[f64]) -> f64 {
        let mut it = xs.iter();
        let Some(first) = it.next() else { return 0.0 };
        it.fold(*first, |m, v| m.max(*v))
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y]) + g(&[y]) + g(&[])
    }

    chainrule_tests::agrees!(f);
}

mod next_pairs {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let xs = [x, y, x * y];
        let ys = [y, x * x, 2.0];
        let mut it = xs.iter().zip(ys.iter()).enumerate();
        let mut s = 0.0;
        while let Some((i, (a, b))) = it.next() {
            s += a * b * (i + 1) as f64;
            if i == 0 {
                if let Some((_, (c, _))) = it.next() {
                    s *= c;
                }
            }
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod next_mutable {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut xs = [x, y, x * y, y];
        {
            let mut it = xs.iter_mut();
            let a = it.next().unwrap();
            *a *= y;
            let b = it.next().unwrap();
            *b += *a;
            for c in it {
                *c *= *c;
            }
        }
        xs[0] * xs[1] + xs[2] * xs[3]
    }

    chainrule_tests::agrees!(f);
}

mod next_in_loops {
    use chainrule::differentiate;
    #[differentiate]
    fn g(xs: &[f64], n: usize) -> f64 {
        let mut s: f64 = 0.0;
        for k in 0..n {
            let mut it = xs.iter().rev();
            for _ in 0..k {
                let a = it.next().copied().unwrap_or(1.0);
                s += 0.1 * a * s.cos();
            }
            let rest: f64 = it.map(|v| v * v).sum();
            s += rest * k as f64;
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y], 5) + g(&[], 2) + g(&[x], 0)
    }

    chainrule_tests::agrees!(f);
}

mod next_else_return {
    use chainrule::differentiate;
    #[differentiate]
    fn g(xs: &[f64], ys: &[f64]) -> f64 {
        let mut a = xs.iter().copied();
        let mut b = ys.iter();
        let mut s = 0.0;
        loop {
            let (p, q) = match (a.next(), b.next()) {
                (Some(p), Some(q)) => (p, q),
                (Some(p), None) => {
                    s += p;
                    continue;
                }
                _ => break,
            };
            s += p * q;
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y], &[y, x])
    }

    chainrule_tests::agrees!(f);
}

mod next_merge {
    use chainrule::differentiate;
    #[differentiate]
    fn g(xs: &[f64]) -> f64 {
        let mut it = xs.chunks(2);
        let mut s = 0.0;
        while let Some(c) = it.next() {
            s += c[0] * c[c.len() - 1];
        }
        let w = xs.windows(2).next().unwrap();
        s + w[0] * w[1]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y])
    }

    chainrule_tests::agrees!(f);
}

mod next_question {
    use chainrule::differentiate;
    #[differentiate]
    fn g(xs: &[f64]) -> Option<f64> {
        let mut it = xs.iter();
        let a = it.next()?;
        let b = it.next()?;
        Some(a * b + it.sum::<f64>())
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = match g(&[x, y, x * y]) {
            Some(v) => v,
            None => 0.0,
        };
        let b = match g(&[x]) {
            Some(v) => v,
            None => y,
        };
        a * b
    }

    chainrule_tests::agrees!(f);
}
