//! References to one of several places as arguments.

mod arguments {
    use chainrule::differentiate;
    #[differentiate]
    fn norm(a: &[f64], k: f64) -> f64 {
        a.iter().map(|v| v * v * k).sum::<f64>()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y];
        let b = vec![y, x];
        let c = x > 1.0;
        let s = norm(if c { &a } else { &b }, x);
        let r = if y > 1.0 { &a } else { &b };
        let t = r[0] * r[1] + r.len() as f64;
        let m = match (c, y > 1.0) {
            (true, _) => &a[..],
            (_, true) => &b[..],
            _ => &a[1..],
        };
        s + t
            + norm(r, y)
            + norm(m, 1.0)
            + norm(
                if c {
                    &a[1..]
                } else if y > 0.5 {
                    &b
                } else {
                    &a[..1]
                },
                2.0,
            )
    }
    chainrule_tests::agrees!(f);
}

mod slices {
    use chainrule::differentiate;
    #[differentiate]
    fn norm(a: &[f64]) -> f64 {
        a.iter().map(|v| v * v).sum::<f64>()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y];
        let b = vec![y, x];
        let c = x > 1.0;
        let s = norm(if c { &a } else { &b });
        let r = if y > 1.0 { &a } else { &b };
        let t = r[0] * r[1] + r.len() as f64;
        let m = match (c, y > 1.0) {
            (true, _) => &a[..],
            (_, true) => &b[..],
            _ => &a[1..],
        };
        s + t + norm(r) + norm(m)
    }
    chainrule_tests::agrees!(f);
}

mod arguments_that_change {
    use chainrule::differentiate;
    #[differentiate]
    fn mix(a: &mut f64, k: f64, j: f64) -> f64 {
        *a = *a * k + j;
        *a
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut a, mut b, mut s) = (x, y, x * y);
        let r = mix(
            if {
                s *= 2.0;
                s
            } > 1.0
            {
                &mut a
            } else {
                &mut b
            },
            s,
            2.0,
        );
        r + a * b + s
    }

    chainrule_tests::agrees!(f);
}
