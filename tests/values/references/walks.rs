//! References that walk along lists and down trees.

mod cons {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    enum List {
        Cons(f64, Box<List>),
        Nil,
    }
    use List::*;
    #[differentiate]
    fn total(list: &List, x: f64) -> f64 {
        let mut cur = list;
        let mut s = 0.0;
        let mut p = 1.0;
        while let Cons(v, next) = cur {
            p *= x;
            s += v * v * p;
            cur = next;
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let l = Cons(x, Box::new(Cons(y * x, Box::new(Cons(x + y, Box::new(Nil))))));
        total(&l, y)
    }

    chainrule_tests::agrees!(f);
}

mod cons_local {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    enum List {
        Cons(f64, Box<List>),
        Nil,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let l = List::Cons(x, Box::new(List::Cons(y * x, Box::new(List::Cons(x + y, Box::new(List::Nil))))));
        let mut cur = &l;
        let mut s = 0.0;
        while let List::Cons(v, next) = cur {
            s += v.sin() * x;
            cur = &**next;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod opt_box {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        value: f64,
        next: Option<Box<Node>>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut list: Option<Box<Node>> = None;
        for i in 0..4 {
            list = Some(Box::new(Node { value: x * i as f64 + y, next: list }));
        }
        let mut current = &list;
        let mut sum = 0.0;
        while let Some(node) = current {
            sum += node.value * node.value * x;
            current = &node.next;
        }
        sum
    }

    chainrule_tests::agrees!(f);
}

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

mod prev_and_cur {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        value: f64,
        next: Option<Box<Node>>,
    }
    #[differentiate]
    fn smooth(list: &Node) -> f64 {
        let mut prev = list;
        let mut cur = list;
        let mut s = 0.0;
        while let Some(next) = &cur.next {
            s += (next.value - prev.value).powi(2) * cur.value;
            prev = cur;
            cur = next;
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut list = Node { value: x * y, next: None };
        for i in 0..5 {
            list = Node { value: x * i as f64 + y * y, next: Some(Box::new(list)) };
        }
        smooth(&list)
    }

    chainrule_tests::agrees!(f);
}

mod mutable_walk {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    enum L {
        C(f64, Box<L>),
        N,
    }
    #[differentiate]
    fn scale(l: &mut L, x: f64) {
        let mut cur = l;
        let mut k = x;
        while let L::C(v, next) = cur {
            *v *= k;
            k = k * x + *v;
            cur = next;
        }
    }
    #[differentiate]
    fn sum(l: &L) -> f64 {
        match l {
            L::C(v, r) => v + sum(r),
            L::N => 0.0,
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut l = L::C(x, Box::new(L::C(y, Box::new(L::C(x * y, Box::new(L::N))))));
        scale(&mut l, y);
        sum(&l) + x
    }

    chainrule_tests::agrees!(f);
}

mod reset_in_outer_loop {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        value: f64,
        next: Option<Box<Node>>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut list = Node { value: x * y, next: None };
        for i in 0..3 {
            list = Node { value: x * i as f64 + y * y, next: Some(Box::new(list)) };
        }
        let mut s = 0.0;
        let mut cur = &list;
        for k in 0..3 {
            cur = &list;
            for _ in 0..k {
                if let Some(n) = &cur.next {
                    cur = n;
                }
            }
            s = s * 0.5 + cur.value * x;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod method_self_head {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        v: f64,
        next: Option<Box<Node>>,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Stack {
        head: Option<Box<Node>>,
        bias: f64,
    }
    #[differentiate]
    impl Stack {
        fn push(&mut self, v: f64) {
            let old = self.head.take();
            self.head = Some(Box::new(Node { v, next: old }));
        }
        fn eval(&self, x: f64) -> f64 {
            let mut node = &self.head;
            let mut s = self.bias;
            while let Some(n) = node {
                s = s * x + n.v;
                node = &n.next;
            }
            s
        }
        fn eval2(&self, x: f64) -> f64 {
            let mut node = self.head.as_ref();
            let mut s = self.bias;
            while let Some(n) = node {
                s = s * x + n.v;
                node = n.next.as_ref();
            }
            s
        }
        fn eval3(&self, x: f64) -> f64 {
            let mut node = self.head.as_deref();
            let mut s = self.bias;
            while let Some(n) = node {
                s = s * x + n.v;
                node = n.next.as_deref();
            }
            s
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = Stack { head: None, bias: x * y };
        s.push(x);
        s.push(y);
        s.push(x.sin());
        s.eval(y) * s.eval2(x) + s.eval3(x)
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

mod mutable_option_walk {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        v: f64,
        next: Option<Box<Node>>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut head = Some(Box::new(Node {
            v: x,
            next: Some(Box::new(Node { v: y, next: Some(Box::new(Node { v: 1.0, next: None })) })),
        }));
        let mut cur = head.as_mut();
        let mut k = 1.0;
        while let Some(n) = cur {
            n.v *= x + k;
            k += n.v;
            cur = n.next.as_mut();
        }
        let mut cur = head.as_deref_mut();
        while let Some(n) = cur {
            n.v += y * n.v * n.v;
            cur = n.next.as_deref_mut();
        }
        let mut s = 0.0;
        let mut cur = &head;
        while let Some(n) = cur {
            s = s * 0.5 + n.v;
            cur = &n.next;
        }
        s
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

mod break_with_label_and_value {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        v: f64,
        #[constant]
        k: usize,
        next: Option<Box<Node>>,
    }
    #[differentiate]
    fn find(head: &Option<Box<Node>>, k: usize) -> Option<f64> {
        let mut cur = head.as_ref();
        while let Some(n) = cur {
            if n.k == k {
                return Some(n.v * n.v);
            }
            cur = n.next.as_ref();
        }
        None
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let head = Some(Box::new(Node {
            v: x,
            k: 3,
            next: Some(Box::new(Node { v: y * x, k: 5, next: Some(Box::new(Node { v: 1.0, k: 7, next: None })) })),
        }));
        find(&head, 5).unwrap_or(0.0) + find(&head, 3).unwrap_or(1.0) * y + find(&head, 4).unwrap_or(x)
    }

    chainrule_tests::agrees!(f);
}

mod passed_on {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        v: f64,
        next: Option<Box<Node>>,
    }
    #[differentiate]
    fn energy(n: &Node) -> f64 {
        n.v * n.v
    }
    #[differentiate]
    impl Node {
        fn at(&self, x: f64) -> f64 {
            self.v.powi(3) * x
        }
        fn bump(&mut self, x: f64) {
            self.v += x * self.v;
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut head =
            Node { v: x, next: Some(Box::new(Node { v: y * x, next: Some(Box::new(Node { v: 1.0, next: None })) })) };
        {
            let mut cur = &mut head;
            loop {
                cur.bump(y);
                match cur.next.as_mut() {
                    Some(n) => cur = n,
                    None => break,
                }
            }
        }
        let mut s = 0.0;
        let mut cur = Some(&head);
        while let Some(n) = cur {
            s += energy(n) * n.at(x);
            cur = n.next.as_deref();
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

mod reverse_list {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        v: f64,
        next: Option<Box<Node>>,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Stack {
        head: Option<Box<Node>>,
        #[constant]
        len: usize,
    }
    #[differentiate]
    impl Stack {
        fn push(&mut self, v: f64) {
            let node = Node { v, next: self.head.take() };
            self.head = Some(Box::new(node));
            self.len += 1;
        }
        fn pop(&mut self) -> Option<f64> {
            match self.head.take() {
                None => None,
                Some(b) => {
                    self.head = b.next;
                    self.len -= 1;
                    Some(b.v)
                }
            }
        }
        fn reverse(&mut self) {
            let mut out: Option<Box<Node>> = None;
            let mut cur = self.head.take();
            while let Some(mut n) = cur {
                cur = n.next.take();
                n.next = out;
                out = Some(n);
            }
            self.head = out;
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = Stack { head: None, len: 0 };
        s.push(x);
        s.push(y * x);
        s.push(x.sin());
        s.reverse();
        let a = s.pop().unwrap_or(0.0);
        let mut node = s.head.as_deref();
        let mut t = a * a;
        while let Some(n) = node {
            t = t * y + n.v;
            node = n.next.as_deref();
        }
        t
    }

    chainrule_tests::agrees!(f);
}

mod second_order_walk {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        v: f64,
        next: Option<Box<Node>>,
    }
    #[differentiate(order = 2)]
    fn g(x: f64, y: f64) -> f64 {
        let head = Node {
            v: x * x,
            next: Some(Box::new(Node { v: y * x, next: Some(Box::new(Node { v: x.sin(), next: None })) })),
        };
        let mut s: f64 = 0.0;
        let mut cur = Some(&head);
        while let Some(n) = cur {
            s = s * y + n.v * n.v;
            cur = n.next.as_deref();
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (a, b) = grad_g(x, y);
        a * x + b * b
    }

    chainrule_tests::agrees!(f);
}

mod checkpointed_walk {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        v: f64,
        next: Option<Box<Node>>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let head = Node {
            v: x * x,
            next: Some(Box::new(Node { v: y * x, next: Some(Box::new(Node { v: x.sin(), next: None })) })),
        };
        let mut s: f64 = 0.0;
        let mut cur = Some(&head);
        #[checkpoint]
        while let Some(n) = cur {
            s = s * y + n.v * n.v;
            cur = n.next.as_deref();
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod two_lists_zipped {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        v: f64,
        next: Option<Box<Node>>,
    }
    #[differentiate]
    fn dot(a: &Node, b: &Node) -> f64 {
        let (mut p, mut q) = (Some(a), Some(b));
        let mut s: f64 = 0.0;
        while let (Some(m), Some(n)) = (p, q) {
            s += m.v * n.v;
            p = m.next.as_deref();
            q = n.next.as_deref();
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = Node { v: x * x, next: Some(Box::new(Node { v: y * x, next: None })) };
        let b = Node {
            v: x.cos(),
            next: Some(Box::new(Node { v: y * y, next: Some(Box::new(Node { v: x.sin(), next: None })) })),
        };
        dot(&a, &b) + dot(&a, &a)
    }

    chainrule_tests::agrees!(f);
}

mod two_lists_nested {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        v: f64,
        next: Option<Box<Node>>,
    }
    #[differentiate]
    fn conv(a: &Option<Box<Node>>, b: &Option<Box<Node>>) -> f64 {
        let mut s: f64 = 0.0;
        let mut p = a.as_ref();
        while let Some(m) = p {
            let mut q = b.as_ref();
            while let Some(n) = q {
                s += m.v * n.v * (0.01 * s).cos();
                q = n.next.as_ref();
            }
            p = m.next.as_ref();
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = Some(Box::new(Node { v: x * x, next: Some(Box::new(Node { v: y * x, next: None })) }));
        let b = Some(Box::new(Node {
            v: x.cos(),
            next: Some(Box::new(Node { v: y * y, next: Some(Box::new(Node { v: x.sin(), next: None })) })),
        }));
        conv(&a, &b) + conv(&b, &b)
    }

    chainrule_tests::agrees!(f);
}

mod append_at_end {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        v: f64,
        next: Option<Box<Node>>,
    }
    #[differentiate]
    fn append(head: &mut Option<Box<Node>>, v: f64) {
        let mut cur = head;
        while let Some(n) = cur {
            cur = &mut n.next;
        }
        *cur = Some(Box::new(Node { v, next: None }));
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut head = None;
        append(&mut head, x);
        append(&mut head, x * y);
        append(&mut head, y.sin());
        let mut s: f64 = 0.0;
        let mut cur = &head;
        while let Some(n) = cur {
            s = s * x + n.v;
            cur = &n.next;
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

mod last_element_ref {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        v: f64,
        next: Option<Box<Node>>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut head = Node {
            v: x * x,
            next: Some(Box::new(Node { v: y * x, next: Some(Box::new(Node { v: x.sin(), next: None })) })),
        };
        let mut last = &mut head;
        while last.next.is_some() {
            last = last.next.as_mut().unwrap();
        }
        last.v *= y;
        let z = last.v;
        let mut n = &head;
        while let Some(next) = &n.next {
            n = next;
        }
        n.v * z + head.v
    }

    chainrule_tests::agrees!(f);
}

mod vec_of_lists {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        v: f64,
        next: Option<Box<Node>>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let lists = vec![
            Node { v: x * x, next: Some(Box::new(Node { v: y * x, next: None })) },
            Node {
                v: x.cos(),
                next: Some(Box::new(Node { v: y * y, next: Some(Box::new(Node { v: x.sin(), next: None })) })),
            },
        ];
        let mut s = 1.0;
        for list in &lists {
            let mut cur = Some(list);
            while let Some(n) = cur {
                s *= n.v + 2.0;
                cur = n.next.as_deref();
            }
        }
        let mut best = &lists[0];
        for i in 0..lists.len() {
            if lists[i].v > best.v {
                best = &lists[i];
            }
            while let Some(n) = &best.next {
                s += n.v;
                best = n;
            }
        }
        s + best.v
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
