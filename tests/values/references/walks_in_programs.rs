//! Walks where contents change in loops.

mod walk_overwritten_list_in_loop {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct N {
        v: f64,
        next: Option<Box<N>>,
    }
    #[differentiate]
    fn sum(n: &N) -> f64 {
        let mut s = 0.0;
        let mut c = n;
        loop {
            s = s * 0.5 + c.v * c.v;
            match &c.next {
                Some(m) => c = m,
                None => return s,
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut n = N { v: x, next: Some(Box::new(N { v: y, next: None })) };
        let mut t = 0.0;
        for i in 0..3 {
            t += sum(&n) * (i as f64 + 1.0);
            let mut c = &mut n;
            while c.next.is_some() {
                c = c.next.as_mut().unwrap();
                c.v *= x + t * 0.01;
            }
            c.next = Some(Box::new(N { v: t * y, next: None }));
            n.v += t * 0.1;
        }
        sum(&n) + t
    }

    chainrule_tests::agrees!(f);
}

mod walk_in_branch_with_overwritten_value_after {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct N {
        v: f64,
        next: Option<Box<N>>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut n = N { v: x, next: Some(Box::new(N { v: y, next: Some(Box::new(N { v: x * y, next: None })) })) };
        let mut s = 1.0;
        if x > 1.0 {
            let mut c = Some(&n);
            while let Some(m) = c {
                s *= m.v;
                if s > 3.0 {
                    break;
                }
                c = m.next.as_deref();
            }
        } else {
            let mut c = n.next.as_deref_mut();
            while let Some(m) = c {
                let old = m.v;
                m.v = old * old * s;
                s += m.v.sin();
                c = m.next.as_deref_mut();
            }
        }
        n.v *= s;
        n.next.as_mut().unwrap().v += n.v;
        n.v * n.next.as_ref().unwrap().v * s
    }

    chainrule_tests::agrees!(f);
}

mod walk_index_moves_and_reset {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct T {
        v: f64,
        kids: Vec<T>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut t = T {
            v: x,
            kids: vec![
                T { v: y, kids: vec![T { v: x * y, kids: vec![] }, T { v: 2.0, kids: vec![] }] },
                T { v: x + y, kids: vec![T { v: 3.0 * x, kids: vec![] }] },
            ],
        };
        let mut s = 0.0;
        for p in [vec![0, 1], vec![1, 0], vec![0, 0], vec![]] {
            let mut c = &mut t;
            for k in &p {
                c.v += 0.1 * s;
                c = &mut c.kids[*k];
            }
            c.v *= y;
            s += c.v * (p.len() as f64 + 1.0);
        }
        let mut c = &t;
        let mut d = 0;
        while let Some(k) = c.kids.last() {
            c = k;
            d += 1;
            s += c.v * d as f64;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod two_walkers_swap {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct N {
        v: f64,
        next: Option<Box<N>>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let n = N { v: x, next: Some(Box::new(N { v: y, next: Some(Box::new(N { v: x * y, next: None })) })) };
        let (mut a, mut b) = (&n, &n);
        let mut s = 0.0;
        for i in 0..4 {
            s += a.v * b.v * (i as f64);
            if i % 2 == 0 {
                if let Some(m) = &a.next {
                    a = m;
                }
            } else {
                let t = a;
                a = b;
                b = t;
            }
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod generic_list {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct L<T> {
        v: T,
        next: Option<Box<L<T>>>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let l: L<f64> = L { v: x, next: Some(Box::new(L { v: y, next: None })) };
        let mut c = Some(&l);
        let mut s = 0.0;
        while let Some(n) = c {
            s += n.v * n.v * x;
            c = n.next.as_deref();
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod list_of_vectors_and_tuples {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct L {
        v: Vec<f64>,
        p: (f64, [f64; 2]),
        next: Option<Box<L>>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut l = L {
            v: vec![x, y],
            p: (x, [y, 1.0]),
            next: Some(Box::new(L { v: vec![x * y], p: (2.0, [x, x]), next: None })),
        };
        let mut c = &mut l;
        let mut s = 0.0;
        loop {
            for q in c.v.iter_mut() {
                *q *= y;
                s += *q;
            }
            c.p.1[0] += s;
            c.v.push(s * x);
            let (a, [b, _]) = c.p;
            s += a * b;
            match c.next.as_deref_mut() {
                Some(n) => c = n,
                None => break,
            }
        }
        let mut c = &l;
        while let Some(n) = c.next.as_ref() {
            s += c.v.iter().sum::<f64>() * n.p.0;
            c = n;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod walk_with_early_question_mark {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct N {
        v: f64,
        next: Option<Box<N>>,
    }
    #[differentiate]
    fn nth(n: &N, k: usize) -> Option<f64> {
        let mut c = n;
        for _ in 0..k {
            c = c.next.as_deref()?;
        }
        Some(c.v * c.v)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let n = N { v: x, next: Some(Box::new(N { v: y, next: Some(Box::new(N { v: x * y, next: None })) })) };
        nth(&n, 2).unwrap_or(0.0) * x + nth(&n, 5).unwrap_or(y)
    }

    chainrule_tests::agrees!(f);
}

mod walk_closure_find {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct N {
        v: f64,
        #[constant]
        key: u32,
        next: Option<Box<N>>,
    }
    #[differentiate]
    fn find(n: &Option<Box<N>>, key: u32) -> f64 {
        let mut c = n;
        while let Some(m) = c {
            if m.key == key {
                return m.v;
            }
            c = &m.next;
        }
        0.0
    }
    #[differentiate]
    fn update(n: &mut Option<Box<N>>, key: u32, d: f64) -> bool {
        let mut c = n.as_mut();
        while let Some(m) = c {
            if m.key == key {
                m.v += d;
                return true;
            }
            c = m.next.as_mut();
        }
        false
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut n = None;
        for (i, v) in [x, y, x * y].into_iter().enumerate() {
            n = Some(Box::new(N { v, key: i as u32, next: n }));
        }
        if update(&mut n, 1, x * x) {
            update(&mut n, 7, y);
        }
        find(&n, 1) * find(&n, 0) + find(&n, 9)
    }

    chainrule_tests::agrees!(f);
}
