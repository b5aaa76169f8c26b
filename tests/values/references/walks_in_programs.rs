//! Walks, lent elements and what moves out, where contents change in loops; second order; checkpoints.

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

mod payload_method_names {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct I {
        lo: f64,
        hi: f64,
    }
    #[differentiate]
    impl I {
        fn abs(self) -> I {
            if self.lo > 0.0 { self } else { I { lo: 0.0, hi: self.hi.max(-self.lo) } }
        }
        fn max(self, o: I) -> I {
            I { lo: self.lo.max(o.lo), hi: self.hi.max(o.hi) }
        }
        fn sqrt(self) -> I {
            I { lo: self.lo.abs().sqrt(), hi: self.hi.abs().sqrt() }
        }
    }
    #[derive(Clone, Copy, Debug, Differentiable)]
    enum V {
        F(f64),
        R(I),
        N { f: f64, r: I },
    }
    #[differentiate]
    fn mag(v: &V) -> f64 {
        match v {
            V::F(a) => a.abs() + a.max(0.3).powi(2) + a.mul_add(2.0, 1.0).sin().abs(),
            V::R(i) => {
                let j: I = i.abs();
                j.max(I { lo: 0.1, hi: 0.2 }).sqrt().hi
            }
            V::N { f, r } => f.sin().abs() * (r.abs()).lo + f.hypot(2.0),
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        mag(&V::F(x)) + mag(&V::R(I { lo: x, hi: y })) * y + mag(&V::N { f: y, r: I { lo: x * y, hi: y } })
    }

    chainrule_tests::agrees!(f);
}

mod first_write_through_nested_lent {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = vec![vec![1.0; 2]; 3];
        m.last_mut().unwrap()[0] += x;
        if let Some(r) = m.first_mut() {
            r[1] *= y;
            if let Some(z) = r.last_mut() {
                *z += x * y;
            }
        }
        for r in m.iter_mut().skip(1) {
            if let Some(v) = r.get_mut(0) {
                *v *= x;
            }
        }
        let mut o: Option<Vec<f64>> = Some(vec![0.5]);
        o.as_mut().unwrap().push(y);
        if let Some(v) = o.as_mut() {
            v[0] += x;
        }
        let mut k = 0;
        let mut ints = vec![1, 2, 3];
        *ints.last_mut().unwrap() += 4;
        if let Some(i) = ints.get_mut(0) {
            *i += 1;
            k = *i;
        }
        m.concat().iter().product::<f64>() + o.unwrap().iter().sum::<f64>() * ints[2] as f64 + k as f64 * x
    }

    chainrule_tests::agrees!(f);
}

mod lent_in_loop_overwritten {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut h = vec![1.0];
        let mut s = x;
        for i in 0..5 {
            let t = {
                let last = h.last_mut().unwrap();
                *last *= s;
                *last
            };
            h.push(t + y);
            if i % 2 == 1 {
                *h.first_mut().unwrap() = s * 0.5;
                h.swap(0, i);
            }
            s = h.iter().sum::<f64>() * 0.3;
            if let Some(v) = h.get_mut(i) {
                if *v > 2.0 {
                    *v = v.sqrt();
                } else {
                    *v += 0.1 * s;
                }
            }
        }
        s * h[0] + h[2]
    }

    chainrule_tests::agrees!(f);
}

mod take_and_replace_of_fields_in_loops {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Default, Differentiable)]
    struct Q {
        cur: Option<f64>,
        buf: Vec<f64>,
        best: Option<Box<f64>>,
    }
    #[differentiate]
    impl Q {
        fn feed(&mut self, v: f64) -> f64 {
            let old = self.cur.take().unwrap_or(0.5);
            self.cur = Some(old * 0.5 + v);
            if self.buf.len() > 2 {
                let b = std::mem::take(&mut self.buf);
                self.buf.push(b.iter().sum::<f64>());
            }
            self.buf.push(v * old);
            if let Some(p) = self.best.take() {
                if *p < v {
                    self.best = Some(Box::new(v * *p));
                } else {
                    self.best = Some(p);
                }
            } else {
                self.best = Some(Box::new(v));
            }
            old * v
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut q = Q::default();
        let mut s = 0.0;
        for i in 0..6 {
            s += q.feed(x * i as f64 - y);
        }
        s + q.cur.unwrap_or(1.0) * q.buf.iter().product::<f64>() + *q.best.unwrap()
    }

    chainrule_tests::agrees!(f);
}

mod logic_with_changes {
    use chainrule::differentiate;

    #[differentiate]
    fn adv(s: &mut f64, k: f64) -> bool {
        *s = *s * 0.9 + k;
        *s > 1.0
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = x;
        let mut t = y;
        let mut r = 0.0;
        for i in 0..4 {
            if adv(&mut s, t * 0.1) | adv(&mut t, 0.2) {
                r += s * t;
            }
            if adv(&mut s, 0.3) & (i > 1) {
                r -= s;
            }
            assert!(adv(&mut t, 10.0), "t is {t} at {i}");
            t *= 0.1;
            if adv(&mut s, 0.1) && adv(&mut t, s) || t < 0.0 {
                r += t * x;
            }
        }
        r
    }

    chainrule_tests::agrees!(f);
}

mod or_patterns_with_payload_mix {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    enum Op {
        Add(f64),
        Sub(f64),
        Mul { k: f64 },
        Div { k: f64 },
        Clamp(f64, f64),
        Id,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = x;
        for op in [Op::Add(y), Op::Mul { k: x }, Op::Clamp(-1.0, 5.0), Op::Sub(x * y), Op::Div { k: y + 3.0 }, Op::Id] {
            v = match op {
                Op::Add(d) | Op::Sub(d) if d.abs() > 10.0 => v + 0.0 * d,
                Op::Add(d) => v + d,
                Op::Sub(d) => v - d,
                Op::Mul { k } => v * k,
                Op::Div { k } => v / k,
                Op::Clamp(a, b) => v.clamp(a, b),
                Op::Id => v,
            };
            if let Op::Add(k) | Op::Mul { k } = &op {
                v += 0.01 * k * k;
            }
        }
        v
    }

    chainrule_tests::agrees!(f);
}

mod fold_over_structs_and_tuples {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![(x, 1), (y, 2), (x * y, 3)];
        let (s, n) = v.iter().fold((0.0, 0), |(s, n), (a, k)| (s * 0.5 + a * *k as f64, n + k));
        let best = v.iter().max_by(|a, b| a.0.partial_cmp(&b.0).unwrap()).unwrap();
        let w: Vec<(usize, f64)> =
            v.iter().enumerate().filter(|(_, (a, _))| *a > 0.0).map(|(i, (a, k))| (i, a.powi(*k))).collect();
        let (a, b): (Vec<usize>, Vec<f64>) = w.into_iter().unzip();
        let t: f64 = a.iter().zip(b.iter()).map(|(i, z)| *i as f64 * z).sum();
        s * n as f64 + best.0 * best.1 as f64 + t
    }

    chainrule_tests::agrees!(f);
}

mod state_machine_enum_local {
    use chainrule::differentiate;

    #[derive(Clone, Copy, PartialEq)]
    enum M {
        Idle,
        Run(u32),
        Done,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = M::Idle;
        let mut s = x;
        let mut n = 0;
        while m != M::Done {
            n += 1;
            m = match m {
                M::Idle if s > 0.5 => M::Run(0),
                M::Idle => {
                    s += y.abs() + 0.1;
                    M::Idle
                }
                M::Run(k) if k > 2 || s > 50.0 => M::Done,
                M::Run(k) => {
                    s *= 1.0 + 0.1 * k as f64 * y;
                    M::Run(k + 1)
                }
                M::Done => unreachable!(),
            };
            if n > 20 {
                break;
            }
        }
        s * n as f64
    }

    chainrule_tests::agrees!(f);
}

mod second_order_mutable_walk {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct N {
        v: f64,
        next: Option<Box<N>>,
    }
    #[differentiate(order = 2)]
    fn g(x: f64, y: f64) -> f64 {
        let mut n = N { v: x, next: Some(Box::new(N { v: y, next: Some(Box::new(N { v: x * y, next: None })) })) };
        let mut c = Some(&mut n);
        let mut s = 1.0;
        while let Some(m) = c {
            m.v *= m.v * s;
            s += m.v * 0.1;
            c = m.next.as_deref_mut();
        }
        let mut c = &n;
        while let Some(m) = &c.next {
            s += c.v * m.v;
            c = m;
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (a, b) = grad_g(x, y);
        a * b + a
    }

    chainrule_tests::agrees!(f);
}

mod second_order_lent {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn g(x: f64, y: f64) -> f64 {
        let mut m = vec![vec![1.0; 2]; 2];
        m.last_mut().unwrap()[0] += x * x;
        if let Some(r) = m.first_mut() {
            r[1] *= y * x;
        }
        let mut o = Some(1.0);
        *o.as_mut().unwrap() *= x * y;
        let t = o.take().unwrap_or(2.0);
        m[1][0] * m[0][1] * t + o.unwrap_or(x)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (a, b) = grad_g(x, y);
        a * b + a
    }

    chainrule_tests::agrees!(f);
}

mod second_order_logic_and_enum {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    enum Op {
        A(f64),
        B { k: f64 },
    }
    #[differentiate(order = 2)]
    fn big(v: f64) -> bool {
        v > 0.5
    }
    #[differentiate(order = 2)]
    fn g(x: f64, y: f64) -> f64 {
        let o = if big(x) | big(y) { Op::A(x * y) } else { Op::B { k: x + y } };
        let p = if big(x) & !big(y) { Op::B { k: x } } else { o };
        let mut s = 0.0;
        for o in [o, p] {
            s += match o {
                Op::A(v) => v.abs().sqrt() * x,
                Op::B { k } => k.sin() * k.abs(),
            };
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (a, b) = grad_g(x, y);
        a * b + a
    }

    chainrule_tests::agrees!(f);
}

mod checkpointed_mutable_walk_in_loop {
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
        #[checkpoint]
        for i in 0..4 {
            let mut c = &mut n;
            for _ in 0..i % 3 {
                c = c.next.as_mut().unwrap();
            }
            c.v = c.v * 0.9 + s * 0.1;
            s += c.v * y;
        }
        s + n.v
    }

    chainrule_tests::agrees!(f);
}

mod pullback_twice_and_methods_by_box {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    enum Tree {
        Leaf(f64),
        Node(Box<Tree>, Box<Tree>),
    }
    #[differentiate]
    impl Tree {
        fn leftmost(&self) -> f64 {
            let mut t = self;
            while let Tree::Node(l, _) = t {
                t = l;
            }
            match t {
                Tree::Leaf(v) => *v,
                _ => 0.0,
            }
        }
        fn rightmost(&self) -> f64 {
            let mut t = self;
            loop {
                match t {
                    Tree::Leaf(v) => return *v,
                    Tree::Node(_, r) => t = r.as_ref(),
                }
            }
        }
        fn scale_left(&mut self, k: f64) {
            let mut t = self;
            while let Tree::Node(l, _) = t {
                t = l;
            }
            if let Tree::Leaf(v) = t {
                *v *= k;
            }
        }
        fn depth_weighted(&self) -> f64 {
            match self {
                Tree::Leaf(v) => *v,
                Tree::Node(l, r) => 0.5 * l.depth_weighted() + l.leftmost() * r.rightmost(),
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let leaf = |v: f64| Box::new(Tree::Leaf(v));
        let mut t =
            Tree::Node(Box::new(Tree::Node(leaf(x), leaf(y))), Box::new(Tree::Node(leaf(x * y), leaf(2.0 * y))));
        t.scale_left(y);
        t.depth_weighted() * t.leftmost() + t.rightmost()
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
