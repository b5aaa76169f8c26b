//! References that walk down trees.

mod tree_down {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Tree {
        v: f64,
        l: Option<Box<Tree>>,
        r: Option<Box<Tree>>,
    }
    #[differentiate]
    fn leaf(v: f64) -> Option<Box<Tree>> {
        Some(Box::new(Tree { v, l: None, r: None }))
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let t = Tree { v: x, l: leaf(x * y), r: Some(Box::new(Tree { v: y, l: leaf(x.sin()), r: leaf(y * y) })) };
        let mut s = 0.0;
        for q in [0.1, 0.9, 2.0] {
            let mut n = &t;
            loop {
                s += n.v * q;
                let next = if q < n.v { &n.l } else { &n.r };
                match next {
                    Some(b) => n = b,
                    None => break,
                }
            }
            s *= 1.1;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod children_index {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Tree {
        v: f64,
        kids: Vec<Tree>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let t = Tree {
            v: x,
            kids: vec![Tree { v: x * y, kids: vec![Tree { v: y, kids: vec![] }] }, Tree { v: y * y, kids: vec![] }],
        };
        let mut s = 0.0;
        let mut n = &t;
        while !n.kids.is_empty() {
            s += n.v * n.v;
            let k = if x > 1.0 { n.kids.len() - 1 } else { 0 };
            n = &n.kids[k];
        }
        s * n.v
    }

    chainrule_tests::agrees!(f);
}

mod tree_search_with_some {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Tree {
        v: f64,
        l: Option<Box<Tree>>,
        r: Option<Box<Tree>>,
    }
    #[differentiate]
    fn leaf(v: f64) -> Option<Box<Tree>> {
        Some(Box::new(Tree { v, l: None, r: None }))
    }
    #[differentiate]
    fn path(t: &Tree, q: f64) -> f64 {
        let mut cur = Some(t);
        let mut best = 1.0;
        while let Some(n) = cur {
            best *= 1.0 + (n.v - q) * (n.v - q);
            cur = if q < n.v { n.l.as_deref() } else { n.r.as_deref() };
        }
        best
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let t = Tree { v: x, l: leaf(x * y), r: Some(Box::new(Tree { v: y, l: leaf(x.sin()), r: leaf(y * y) })) };
        path(&t, 0.1) + path(&t, 3.0 * x)
    }

    chainrule_tests::agrees!(f);
}

mod tree_search_ref {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Tree {
        v: f64,
        l: Option<Box<Tree>>,
        r: Option<Box<Tree>>,
    }
    #[differentiate]
    fn leaf(v: f64) -> Option<Box<Tree>> {
        Some(Box::new(Tree { v, l: None, r: None }))
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let t = Tree { v: x, l: leaf(x * y), r: Some(Box::new(Tree { v: y, l: leaf(x.sin()), r: leaf(y * y) })) };
        let mut s = 0.0;
        let mut node = Some(&t);
        let mut depth = 0;
        while let Some(Tree { v, l, r }) = node {
            s += v * v / (1.0 + depth as f64);
            depth += 1;
            node = match (l, r) {
                (Some(l), _) if l.v > 0.5 => Some(l.as_ref()),
                (_, Some(r)) => Some(&**r),
                _ => None,
            };
        }
        if node.is_none() { s * x } else { s }
    }

    chainrule_tests::agrees!(f);
}

mod and_then {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        v: f64,
        next: Option<Box<Node>>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let head = Some(Box::new(Node {
            v: x,
            next: Some(Box::new(Node { v: y * x, next: Some(Box::new(Node { v: 1.0, next: None })) })),
        }));
        let mut slow = head.as_deref();
        let mut fast = head.as_deref();
        let mut s = 0.0;
        while let Some(q) = fast {
            let Some(p) = slow else { break };
            s += p.v * q.v;
            slow = p.next.as_deref();
            fast = fast.and_then(|n| n.next.as_deref());
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod expression_tree_spine {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    enum E {
        Lit(f64),
        Add(Box<E>, Box<E>),
        Mul(Box<E>, f64),
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let e = E::Add(
            Box::new(E::Mul(Box::new(E::Add(Box::new(E::Lit(x)), Box::new(E::Lit(y)))), x * y)),
            Box::new(E::Lit(2.0)),
        );
        let mut cur = &e;
        let mut scale = 1.0;
        let mut s = 0.0;
        loop {
            match cur {
                E::Lit(v) => {
                    s += scale * v;
                    break;
                }
                E::Add(a, b) => {
                    if let E::Lit(w) = &**b {
                        s += w * scale;
                    }
                    cur = a;
                }
                E::Mul(a, k) => {
                    scale *= k;
                    cur = a.as_ref();
                }
            }
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod bst_insert {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Tree {
        v: f64,
        l: Option<Box<Tree>>,
        r: Option<Box<Tree>>,
    }
    #[differentiate]
    fn insert(root: &mut Option<Box<Tree>>, v: f64) {
        let mut cur = root;
        while let Some(n) = cur {
            if v < n.v {
                cur = &mut n.l;
            } else {
                cur = &mut n.r;
            }
        }
        *cur = Some(Box::new(Tree { v, l: None, r: None }));
    }
    #[differentiate]
    fn depth_sum(t: &Option<Box<Tree>>, d: f64) -> f64 {
        match t {
            None => 0.0,
            Some(n) => n.v * n.v * d + depth_sum(&n.l, d + 1.0) + depth_sum(&n.r, d + 2.0),
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut t = None;
        for v in [x, y, x * y, x + y, x - y] {
            insert(&mut t, v);
        }
        depth_sum(&t, x)
    }

    chainrule_tests::agrees!(f);
}

mod arena_linked_by_index {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Slot {
        v: f64,
        #[constant]
        next: Option<usize>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let arena = vec![Slot { v: x, next: Some(2) }, Slot { v: y, next: None }, Slot { v: x * y, next: Some(1) }];
        let mut i = Some(0);
        let mut s: f64 = 0.0;
        while let Some(k) = i {
            let node = &arena[k];
            s = s * x + node.v;
            i = node.next;
        }
        let mut node = &arena[0];
        while let Some(k) = node.next {
            node = &arena[k];
            s += node.v * node.v;
        }
        s
    }

    chainrule_tests::agrees!(f);
}
