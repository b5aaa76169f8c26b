//! Mutable references that walk along lists, which they change.

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
