//! Walks and lent elements, differentiated twice; checkpoints; pullbacks that are called twice.

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
