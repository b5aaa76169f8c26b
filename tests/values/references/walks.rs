//! References that walk along lists.

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
