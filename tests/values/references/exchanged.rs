//! References that are exchanged: the two buffers of a simulation, elements, rows.

mod elements_swap {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y];
        let mut p = &a[0];
        let mut q = &a[1];
        let mut s = 0.0;
        for i in 0..4 {
            s += *p * (i as f64) + q * q;
            (p, q) = (q, p);
        }
        s + p
    }

    chainrule_tests::agrees!(f);
}

mod two_buffers {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![x, y, x * y];
        let mut b = vec![0.0; 3];
        let (mut cur, mut next) = (&mut a, &mut b);
        for _ in 0..3 {
            for i in 0..3 {
                next[i] = cur[i] * cur[(i + 1) % 3] * 0.5 + x;
            }
            std::mem::swap(&mut cur, &mut next);
        }
        cur.iter().sum::<f64>() * next[0]
    }

    chainrule_tests::agrees!(f);
}

mod two_arrays_by_tuple {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y, x * y];
        let mut b = [0.0; 3];
        let mut cur = &mut a;
        let mut next = &mut b;
        for _ in 0..3 {
            for i in 0..3 {
                next[i] = cur[i] * cur[(i + 1) % 3] * 0.5 + x;
            }
            (cur, next) = (next, cur);
        }
        cur[0] + next[1] * 3.0
    }

    chainrule_tests::agrees!(f);
}

mod elements_swap_odd {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y];
        let mut p = &a[0];
        let mut q = &a[1];
        let mut s = 0.0;
        for i in 0..3 {
            s += *p * (i as f64 + 1.0) + q * q;
            (p, q) = (q, p);
        }
        s + p * 2.0 + a[0]
    }

    chainrule_tests::agrees!(f);
}

mod rows_swap {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![vec![x, y], vec![x * y, x]];
        let mut p = &a[0];
        let mut q = &a[1];
        let mut s = 0.0;
        for i in 0..3 {
            s += p[0] * (i as f64 + 1.0) + q[1] * q[0];
            std::mem::swap(&mut p, &mut q);
        }
        s + p[0] * 2.0 + a[0][1]
    }

    chainrule_tests::agrees!(f);
}

mod buffers_in_a_loop {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        for t in 0..3 {
            let mut a = vec![x, y * t as f64];
            let mut b = vec![0.0; 2];
            let (mut c, mut n) = (&mut a, &mut b);
            for _ in 0..(t + 2) {
                n[0] = c[1] * x;
                n[1] = c[0].sin();
                std::mem::swap(&mut c, &mut n);
            }
            s += c[0] + n[1] * 2.0;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod replaced {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y];
        let mut r = &a[0];
        let old = std::mem::replace(&mut r, &a[2]);
        old * r * r
    }

    chainrule_tests::agrees!(f);
}
