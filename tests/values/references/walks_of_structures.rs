//! Walks down decision trees, through sorted lists and tables, from one of several places.

mod walk_passive_enum_tree_with_floats_in_arms {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    enum Dt {
        Split {
            #[constant]
            feature: usize,
            threshold: f64,
            left: Box<Dt>,
            right: Box<Dt>,
        },
        Leaf(f64),
    }
    #[differentiate]
    fn predict(t: &Dt, x: &[f64]) -> f64 {
        let mut cur = t;
        let mut soft = 1.0;
        loop {
            match cur {
                Dt::Leaf(v) => return v * soft,
                Dt::Split { feature, threshold, left, right } => {
                    let d = x[*feature] - threshold;
                    soft *= 1.0 / (1.0 + (-d).exp());
                    cur = if d < 0.0 { left } else { right };
                }
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let t = Dt::Split {
            feature: 0,
            threshold: y,
            left: Box::new(Dt::Leaf(x * y)),
            right: Box::new(Dt::Split {
                feature: 1,
                threshold: 0.3 * x,
                left: Box::new(Dt::Leaf(1.5)),
                right: Box::new(Dt::Leaf(y)),
            }),
        };
        predict(&t, &[x, y]) + predict(&t, &[y + 0.1, 0.2]) * x
    }

    chainrule_tests::agrees!(f);
}

mod walk_then_recursion_then_walk {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct T {
        v: f64,
        l: Option<Box<T>>,
        r: Option<Box<T>>,
    }
    #[differentiate]
    fn build(v: f64, d: u32) -> Option<Box<T>> {
        if d == 0 {
            return None;
        }
        Some(Box::new(T { v, l: build(v * 0.7, d - 1), r: build(v + 0.3, d - 1) }))
    }
    #[differentiate]
    fn spine(t: &T, left: bool) -> f64 {
        let mut c = t;
        let mut s = c.v;
        while let Some(n) = if left { &c.l } else { &c.r } {
            c = n;
            s = s * 0.9 + c.v * c.v;
        }
        s
    }
    #[differentiate]
    fn all(t: &T) -> f64 {
        spine(t, true) * t.l.as_deref().map_or(1.0, all) + spine(t, false) + t.r.as_deref().map_or(0.5, all)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let t = build(x, 3).unwrap();
        all(&t) * y
    }

    chainrule_tests::agrees!(f);
}

mod sorted_insert_then_sum {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct N {
        v: f64,
        next: Option<Box<N>>,
    }
    #[differentiate]
    fn insert(head: &mut Option<Box<N>>, v: f64) {
        let mut cur = head;
        while cur.as_ref().map_or(false, |n| n.v < v) {
            cur = &mut cur.as_mut().unwrap().next;
        }
        let next = cur.take();
        *cur = Some(Box::new(N { v, next }));
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut h = None;
        for v in [x, y, x * y, x - y, 0.45] {
            insert(&mut h, v * v);
        }
        let mut s = 0.0;
        let mut k = 1.0;
        let mut c = h.as_ref();
        while let Some(n) = c {
            s += n.v * k;
            k *= 0.7;
            c = n.next.as_ref();
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod delete_from_list {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct N {
        v: f64,
        next: Option<Box<N>>,
    }
    #[differentiate]
    fn drop_second(n: &mut N) -> f64 {
        let mut gone = n.next.take();
        let mut out = 0.0;
        if let Some(g) = gone.as_mut() {
            out = g.v;
            n.next = g.next.take();
        }
        out
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut n = N { v: x, next: Some(Box::new(N { v: y, next: Some(Box::new(N { v: x * y, next: None })) })) };
        let a = drop_second(&mut n);
        let mut s = a * n.v;
        let mut c = &n;
        while let Some(m) = c.next.as_deref() {
            s += m.v * m.v;
            c = m;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod walk_inside_closure_and_iterator {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct N {
        v: f64,
        next: Option<Box<N>>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let n = N { v: x, next: Some(Box::new(N { v: y, next: Some(Box::new(N { v: x * y, next: None })) })) };
        let at = |k: usize| {
            let mut c = &n;
            for _ in 0..k {
                if let Some(m) = &c.next {
                    c = m;
                }
            }
            c.v
        };
        (0..5).map(|k| at(k) * (k as f64 + 1.0)).sum::<f64>() + at(1) * at(2)
    }

    chainrule_tests::agrees!(f);
}

mod struct_field_walker {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct N {
        v: f64,
        next: Option<Box<N>>,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Table {
        buckets: Vec<Option<Box<N>>>,
    }
    #[differentiate]
    impl Table {
        fn put(&mut self, k: usize, v: f64) {
            let i = k % self.buckets.len();
            let next = self.buckets[i].take();
            self.buckets[i] = Some(Box::new(N { v, next }));
        }
        fn sum(&self, k: usize) -> f64 {
            let mut c = &self.buckets[k % self.buckets.len()];
            let mut s = 0.0;
            while let Some(n) = c {
                s += n.v * n.v;
                c = &n.next;
            }
            s
        }
        fn scale(&mut self, k: usize, a: f64) {
            let i = k % self.buckets.len();
            let mut c = self.buckets[i].as_mut();
            while let Some(n) = c {
                n.v *= a;
                c = n.next.as_mut();
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut t = Table { buckets: vec![None, None] };
        for (i, v) in [x, y, x * y, 2.0, x + y].iter().enumerate() {
            t.put(i, *v);
        }
        t.scale(0, y);
        t.scale(1, x);
        t.sum(2) * t.sum(1) * 0.01
    }

    chainrule_tests::agrees!(f);
}

mod while_let_of_a_choice_by_value {
    use chainrule::differentiate;

    #[differentiate]
    fn g(x: f64) -> Option<f64> {
        if x < 5.0 { Some(x * 1.5 + 0.2) } else { None }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = x;
        let mut n = 0;
        'o: while let Some(v) = if n % 2 == 0 { g(s) } else { g(s * y) } {
            s = v;
            n += 1;
            if n > 6 {
                break 'o;
            }
            if n == 3 {
                continue 'o;
            }
            s += 0.1 * y;
        }
        while let Some(v) = match n {
            0..=9 => Some(s * 0.5),
            _ => None,
        } {
            s += v;
            n += 1;
        }
        s * y
    }

    chainrule_tests::agrees!(f);
}

mod inside_of_boxes {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct T {
        v: f64,
        l: Option<Box<T>>,
        r: Option<Box<T>>,
    }
    #[differentiate]
    impl T {
        fn sum(&self) -> f64 {
            self.v + self.l.as_deref().map_or(0.0, |n| n.sum() * self.v) + self.r.as_deref().map_or(0.5, T::sum)
        }
        fn left(&self) -> Option<f64> {
            self.l.as_deref().map(|n| n.v * 2.0)
        }
        fn deep(&self) -> Option<f64> {
            self.l.as_deref().and_then(|n| n.left())
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let leaf = |v: f64| Some(Box::new(T { v, l: None, r: None }));
        let t = T { v: x, l: Some(Box::new(T { v: y, l: leaf(x * y), r: leaf(2.0) })), r: leaf(y * y) };
        t.sum() + t.left().unwrap_or(0.0) * x + t.deep().unwrap_or(0.0)
    }

    chainrule_tests::agrees!(f);
}
