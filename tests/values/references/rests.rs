//! References to the rest of a slice, from which elements go one by one.

mod rest_of_a_slice {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y * 2.0, x * y];
        let mut rest = &a[..];
        let mut s = 0.0;
        while !rest.is_empty() {
            s = s * x + rest[0];
            rest = &rest[1..];
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod first_and_rest {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y * 2.0, x * y];
        let mut rest = &a[..];
        let mut s = 0.0;
        while let Some((head, tail)) = rest.split_first() {
            s = s * x + head;
            rest = tail;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod slice_pattern {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y * 2.0, x * y];
        let mut rest = &a[..];
        let mut s = 0.0;
        while let [head, tail @ ..] = rest {
            s = s * x + head;
            rest = tail;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod parameter_that_moves {
    use chainrule::differentiate;

    #[differentiate]
    fn horner(mut c: &[f64], x: f64) -> f64 {
        let mut s = 0.0;
        while let Some((h, t)) = c.split_first() {
            s = s * x + h;
            c = t;
        }
        s
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y * 2.0, x * y];
        horner(&a, x)
    }

    chainrule_tests::agrees!(f);
}

mod two_pointers {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y];
        let b = vec![y, x];
        let (mut p, mut q) = (&a[..], &b[..]);
        let mut s = 0.0;
        while !p.is_empty() && !q.is_empty() {
            if p[0] < q[0] {
                s = s * x + p[0];
                p = &p[1..];
            } else {
                s = s * y + q[0] * q[0];
                q = &q[1..];
            }
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod rest_by_mutable_reference {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![x, y, x * y, 1.0];
        {
            let mut rest = &mut a[..];
            while rest.len() >= 2 {
                let (l, r) = rest.split_at_mut(2);
                l[0] *= l[1];
                rest = r;
            }
        }
        a[0] + a[2] * x
    }

    chainrule_tests::agrees!(f);
}

mod last_and_rest {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y * 2.0, x * y];
        let mut rest = a.as_slice();
        let mut s = 0.0;
        while let Some((last, init)) = rest.split_last() {
            s = s * y + last.sin();
            rest = init;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod two_elements_at_once {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y * 2.0, x * y, y];
        let mut rest = &a[..];
        let mut s = 0.0;
        loop {
            match rest {
                [a, b, tail @ ..] => {
                    s += a * b * x;
                    rest = tail;
                }
                [a] => {
                    s += a;
                    break;
                }
                _ => break,
            }
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod both_ends {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y * 2.0, x * y, y, x];
        let mut rest = &a[..];
        let mut s = 0.0;
        while let [first, middle @ .., last] = rest {
            s += first * last;
            rest = middle;
        }
        s + rest.len() as f64 * x
    }

    chainrule_tests::agrees!(f);
}

mod two_parameters {
    use chainrule::differentiate;

    #[differentiate]
    fn dot(mut a: &[f64], mut b: &[f64]) -> f64 {
        let mut s = 0.0;
        while let (Some((x, ra)), Some((y, rb))) = (a.split_first(), b.split_first()) {
            s += x * y * y;
            a = ra;
            b = rb;
        }
        s
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        dot(&[x, y, x * y], &[y, x])
    }

    chainrule_tests::agrees!(f);
}

mod parameter_used_after {
    use chainrule::differentiate;

    #[differentiate]
    fn dot(mut a: &[f64], b: &[f64]) -> f64 {
        let mut s = 0.0;
        for y in b {
            s += a[0] * y;
            a = &a[1..];
        }
        s + a.iter().sum::<f64>()
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        dot(&[x, y, x * y, y], &[y, x])
    }

    chainrule_tests::agrees!(f);
}

mod parameter_by_mutable_reference {
    use chainrule::differentiate;

    #[differentiate]
    fn g(mut a: &mut [f64], x: f64) {
        while a.len() > 1 {
            a[1] += a[0] * x;
            a = &mut a[1..];
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y, x * y];
        g(&mut v, y);
        v[0] * v[1] * v[2]
    }

    chainrule_tests::agrees!(f);
}

mod overlapping_changes {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y, x * y, 2.0 * y];
        {
            let mut r = &mut v[..];
            while r.len() >= 2 {
                r[0] *= r[1] * r[1];
                r[1] = r[0].sin();
                r = &mut r[1..];
            }
        }
        v.iter().map(|v| v * v).sum::<f64>()
    }

    chainrule_tests::agrees!(f, [(0.7, 1.3), (1.9, 0.4), (-0.6, 0.85)]);
}

mod taken_slice {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y, x * y, 2.0 * y];
        {
            let mut r = &mut v[..];
            while !r.is_empty() {
                let (a, b) = std::mem::take(&mut r).split_at_mut(1);
                a[0] *= x;
                r = b;
            }
        }
        v.iter().map(|v| v * v).sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod rest_consumed {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y, 2.0 * y];
        let mut r = &a[..];
        let mut s = 0.0;
        while !r.is_empty() {
            s += r.iter().map(|v| v * v).sum::<f64>() * r[0];
            r = &r[1..];
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod rest_passed_on {
    use chainrule::differentiate;

    #[differentiate]
    fn dot(a: &[f64], b: &[f64]) -> f64 {
        a.iter().zip(b).map(|(x, y)| x * y).sum()
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y, 2.0 * y];
        let mut r = &a[..];
        let mut s = 0.0;
        while r.len() > 1 {
            s += dot(r, &r[1..]);
            r = &r[1..];
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod chunk_and_rest {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y, 2.0 * y, 1.0];
        let mut r = &a[..];
        let mut s = 1.0;
        while r.len() >= 2 {
            let (l, rest) = r.split_at(2);
            s *= l[0] + l[1];
            r = rest;
        }
        s * r[0]
    }

    chainrule_tests::agrees!(f);
}

mod early_return {
    use chainrule::differentiate;

    #[differentiate]
    fn g(mut r: &[f64], t: f64) -> f64 {
        let mut s = 0.0;
        while let Some((h, tail)) = r.split_first() {
            if *h > t {
                return s * h;
            }
            s += h * h;
            r = tail;
        }
        s
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y, 2.5], 2.0)
    }

    chainrule_tests::agrees!(f);
}

mod moved_by_a_closure {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y];
        let mut r = &a[..];
        let mut next = || {
            let v = r[0];
            r = &r[1..];
            v
        };
        let p = next();
        let q = next();
        p * q * q + p
    }

    chainrule_tests::agrees!(f);
}
