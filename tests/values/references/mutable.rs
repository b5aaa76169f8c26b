//! Programs with mutable references: halves, chunks, rows, ends, fields.

mod split_mut_cross {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![x, y, x * y, x + y];
        {
            let (l, r) = a.split_at_mut(2);
            for i in 0..2 {
                l[i] += r[1 - i] * x;
                r[i] *= l[i];
            }
        }
        a.iter().sum::<f64>() * a[3]
    }

    chainrule_tests::agrees!(f);
}

mod chunks_exact_mut {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![x, y, x * y, x + y, 2.0];
        for c in a.chunks_exact_mut(2) {
            let t = c[0];
            c[0] = c[1] * x;
            c[1] = t * t;
        }
        a[0] * a[1] + a[2] * a[3] * a[4]
    }

    chainrule_tests::agrees!(f);
}

mod iter_mut_zip {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![x, y, x * y];
        let b = [y, 2.0, x];
        for (p, q) in a.iter_mut().zip(&b) {
            *p = *p * q + p.sin();
        }
        for (p, q) in a.iter_mut().zip(b.iter().rev()) {
            *p *= q * q;
        }
        a.iter().map(|v| v * v).sum()
    }

    chainrule_tests::agrees!(f);
}

mod as_mut_option {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = Some(vec![x, y]);
        if let Some(v) = o.as_mut() {
            v[0] *= y;
            v.push(x);
        }
        if let Some(v) = &mut o {
            v[1] += v[2] * v[0];
        }
        o.unwrap().iter().product()
    }

    chainrule_tests::agrees!(f);
}

mod first_last_mut {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![x, y, x * y];
        if let Some(l) = a.last_mut() {
            *l *= x;
        }
        *a.first_mut().unwrap() += y;
        if let Some(v) = a.get_mut(1) {
            *v = *v * *v;
        }
        if let Some(v) = a.get_mut(9) {
            *v = 0.0;
        }
        a.iter().product()
    }

    chainrule_tests::agrees!(f);
}

mod two_rows_mut {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = vec![vec![x, y], vec![y, x * y], vec![1.0, x]];
        for k in 0..2 {
            let (top, bottom) = m.split_at_mut(k + 1);
            let pivot = &top[k];
            for row in bottom.iter_mut() {
                let c = row[k] / pivot[k];
                for j in 0..2 {
                    row[j] -= c * pivot[j];
                }
            }
        }
        m[1][1] * m[0][0] + m[2][1]
    }

    chainrule_tests::agrees!(f);
}

mod struct_field_refs {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct S {
        a: Vec<f64>,
        b: Vec<f64>,
        k: f64,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = S { a: vec![x, y], b: vec![y, x * x], k: x };
        {
            let S { a, b, k } = &mut s;
            for (p, q) in a.iter_mut().zip(b.iter()) {
                *p += q * *k;
            }
            b[0] *= a[1];
            *k += 1.0;
        }
        let a = &mut s.a;
        a.push(s.k);
        s.a[2] * s.b[0] + s.a[0]
    }

    chainrule_tests::agrees!(f);
}

mod reborrow {
    use chainrule::differentiate;

    #[differentiate]
    fn bump(v: &mut Vec<f64>, k: f64) {
        v[0] += k;
        v.push(k * v[0]);
    }

    #[differentiate]
    fn twice(v: &mut Vec<f64>, k: f64) {
        bump(v, k);
        bump(&mut *v, k * k);
        let w = &mut *v;
        w[1] *= 3.0;
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x];
        twice(&mut v, y);
        v.iter().product()
    }

    chainrule_tests::agrees!(f);
}

mod passed_mut_twice {
    use chainrule::differentiate;

    #[differentiate]
    fn mix(a: &mut [f64], b: &mut [f64]) {
        for i in 0..a.len() {
            a[i] += b[i];
            b[i] *= a[i];
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y, x * y, 1.0];
        {
            let (a, b) = v.split_at_mut(2);
            mix(a, b);
        }
        {
            let (a, b) = v.split_at_mut(2);
            mix(b, a);
        }
        v.iter().sum::<f64>() * v[0]
    }

    chainrule_tests::agrees!(f);
}

mod heat {
    use chainrule::differentiate;

    #[differentiate]
    fn heat(u0: &[f64], k: f64, n: usize) -> Vec<f64> {
        let mut a = u0.to_vec();
        let mut b = a.clone();
        let (mut u, mut v) = (&mut a, &mut b);
        for _ in 0..n {
            for i in 1..u.len() - 1 {
                v[i] = u[i] + k * (u[i - 1] - 2.0 * u[i] + u[i + 1]);
            }
            std::mem::swap(&mut u, &mut v);
        }
        u.clone()
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let u = heat(&[x, y, x * y, 1.0, x], 0.1 * y, 5);
        u.iter().enumerate().map(|(i, v)| v * v * i as f64).sum()
    }

    chainrule_tests::agrees!(f);
}

mod fields_swap {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct S {
        a: Vec<f64>,
        b: Vec<f64>,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = S { a: vec![x, y], b: vec![y, 1.0] };
        let (mut p, mut q) = (&mut s.a, &mut s.b);
        for _ in 0..3 {
            q[0] = p[0] * p[1];
            q[1] = p[0] + x;
            std::mem::swap(&mut p, &mut q);
        }
        p[0] + q[1]
    }

    chainrule_tests::agrees!(f);
}

mod swap_in_a_branch {
    use chainrule::differentiate;

    #[differentiate]
    fn g(x: f64, y: f64) -> f64 {
        let mut a = vec![x];
        let mut b = vec![y];
        let (mut p, mut q) = (&mut a, &mut b);
        if p[0] < q[0] {
            std::mem::swap(&mut p, &mut q);
        }
        p[0] -= q[0];
        if p[0] > 1.0 {
            return p[0] * x;
        }
        q[0] * p[0] * p[0]
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(x, y)
    }

    chainrule_tests::agrees!(f);
}
