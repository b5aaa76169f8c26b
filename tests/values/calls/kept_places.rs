//! Arguments by value whose places move, change, or are shadowed before the reverse sweep.

mod inout_kept {
    use chainrule::differentiate;

    #[differentiate]
    fn k(a: f64, b: f64) -> f64 {
        0.3 * (a * b).sin() + 0.1 * a * a
    }
    #[differentiate]
    fn g(w: &mut [f64], y: f64) -> f64 {
        let mut t = 0.0;
        for i in 0..w.len() {
            t += k(w[i], y) * k(y, w[0]);
            w[i] = t;
        }
        t
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = vec![x, y, x * y];
        g(&mut w, y) + w[1]
    }

    chainrule_tests::agrees!(f);
}

mod inout_scalar {
    use chainrule::differentiate;

    #[differentiate]
    fn k(a: f64, b: f64) -> f64 {
        0.3 * (a * b).sin() + 0.1 * a * a
    }
    #[differentiate]
    fn g(w: &mut f64, y: f64) -> f64 {
        let mut t = 0.0;
        for _ in 0..3 {
            t += k(*w, y) * k(y, *w);
            *w = t;
        }
        t
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = x;
        g(&mut w, y) + w
    }

    chainrule_tests::agrees!(f);
}

mod moved_after {
    use chainrule::differentiate;

    #[differentiate]
    fn k(a: f64, b: f64) -> f64 {
        0.3 * (a * b).sin() + 0.1 * a * a
    }
    #[differentiate]
    fn eat(v: Vec<f64>) -> f64 {
        v[0] * v[1]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y];
        let mut t = 0.0;
        for i in 0..3 {
            t += k(a[i], y);
        }
        let mut b = a;
        b[0] = t;
        t + b[0] * b[2] + eat(b)
    }

    chainrule_tests::agrees!(f);
}

mod shadowed_param {
    use chainrule::differentiate;

    #[differentiate]
    fn k(a: f64, b: f64) -> f64 {
        0.3 * (a * b).sin() + 0.1 * a * a
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let z = k(x, y);
        let x = z * y;
        let mut t = k(x, z);
        {
            let x = t;
            t = k(x, y) * k(z, x);
        }
        for x in [z, t] {
            t += k(x, y);
        }
        t + k(x, t)
    }

    chainrule_tests::agrees!(f);
}

mod swapped {
    use chainrule::differentiate;

    #[differentiate]
    fn k(a: f64, b: f64) -> f64 {
        0.3 * (a * b).sin() + 0.1 * a * a
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let mut b = [y, x * x];
        let mut t = 1.0;
        for i in 0..3 {
            t = k(a[0], t) + k(b[i % 2], a[1]);
            std::mem::swap(&mut a, &mut b);
            a[i % 2] *= t;
        }
        t + a[0] * b[1]
    }

    chainrule_tests::agrees!(f);
}

mod closure_kept {
    use chainrule::differentiate;

    #[differentiate]
    fn k(a: f64, b: f64, n: usize) -> f64 {
        (a * b).sin() + a * n as f64
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let c = |s: f64, i: usize| k(s, x, i) * k(y, s, i + 1);
        let mut t = y;
        for i in 0..3 {
            t += 0.3 * c(t, i);
        }
        (0..4).map(|i| k(x, y, i) * c(x, i)).sum::<f64>() + t
    }

    chainrule_tests::agrees!(f);
}

mod struct_fields {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct P {
        a: f64,
        b: [f64; 2],
        v: Vec<f64>,
    }
    #[differentiate]
    fn k(a: f64, b: [f64; 2]) -> f64 {
        0.3 * (a * b[0]).sin() + 0.1 * a * b[1]
    }
    #[differentiate]
    fn g(p: &P, q: &mut P) -> f64 {
        let mut t = 0.2;
        for i in 0..2 {
            t += k(p.a, p.b) * k(q.a, q.b) + k(p.v[i], [t, q.v[i]]);
            q.a = t;
            q.b[i] = p.a * t;
            q.v[i] *= t;
        }
        t
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p = P { a: x, b: [y, x], v: vec![x, y] };
        let mut q = p.clone();
        g(&p, &mut q) * q.b[0] + q.v[1]
    }

    chainrule_tests::agrees!(f);
}

mod while_state {
    use chainrule::differentiate;

    #[differentiate]
    fn k(a: f64, b: f64, n: i32) -> f64 {
        (a * b).sin() * 0.5 + a.powi(n) * 0.1
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut n = 0;
        let mut t = x;
        while n < 4 {
            n += 1;
            t = k(t, y, n) + k(x, t, 2);
            if t > 3.0 {
                n += 1;
                continue;
            }
            let m = n * 2;
            t += k(y, t, m);
        }
        t
    }

    chainrule_tests::agrees!(f);
}

mod tuple_arrays {
    use chainrule::differentiate;

    #[differentiate]
    fn k(a: (f64, f64), m: [[f64; 2]; 2], n: u8) -> f64 {
        a.0 * m[0][1] + a.1 * m[1][n as usize] * m[0][0]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = [[x, y], [y * y, 1.0]];
        let n = 1u8;
        let mut t = x;
        for _ in 0..3 {
            t += 0.2 * k((t, x), m, n) + k((y, t), [[t, x], [m[0][0], y]], 0) * 0.1;
        }
        t
    }

    chainrule_tests::agrees!(f);
}
