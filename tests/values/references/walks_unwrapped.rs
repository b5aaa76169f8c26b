//! `unwrap()` of a reference that walks: the place where there is one, a panic where `f` panics.

mod last {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        v: f64,
        next: Option<Box<Node>>,
    }
    #[differentiate]
    fn last(h: &Option<Box<Node>>, a: f64, #[constant] n: usize) -> f64 {
        let mut cur = h.as_deref();
        let mut t = a;
        for _ in 0..n {
            if cur.is_some() && cur.unwrap().v > 0.5 {
                t += cur.unwrap().v * a;
            }
            t = t * cur.unwrap().v;
            cur = cur.unwrap().next.as_deref();
        }
        t
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let h = Some(Box::new(Node { v: x, next: Some(Box::new(Node { v: y, next: None })) }));
        last(&h, x * y, 2)
    }

    chainrule_tests::agrees!(f);

    /// One node, two steps.
    fn short() -> Option<Box<Node>> {
        Some(Box::new(Node { v: 1.0, next: None }))
    }

    #[test]
    #[should_panic(expected = "called `Option::unwrap()` on a `None` value")]
    fn by_value() {
        let _ = last(&short(), 1.0, 2);
    }

    #[test]
    #[should_panic(expected = "called `Option::unwrap()` on a `None` value")]
    fn by_gradient() {
        let _ = grad_last(&short(), 1.0, 2);
    }

    #[test]
    #[should_panic(expected = "called `Option::unwrap()` on a `None` value")]
    fn by_jvp() {
        let _ = jvp_last(&short(), &Some(Box::new(NodeTangent { v: 1.0, next: None })), 1.0, 1.0, 2);
    }
}

mod expect {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        v: f64,
        next: Option<Box<Node>>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let h = Some(Box::new(Node { v: x, next: Some(Box::new(Node { v: y, next: None })) }));
        let mut cur = h.as_deref();
        let mut t = x;
        while cur.is_some() && cur.unwrap().v > -5.0 {
            t += cur.expect("one").v * t;
            cur = cur.unwrap().next.as_deref();
        }
        t
    }

    chainrule_tests::agrees!(f);
}

mod let_in {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        v: f64,
        next: Option<Box<Node>>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let h = Some(Box::new(Node { v: x, next: Some(Box::new(Node { v: y, next: None })) }));
        let mut cur = h.as_ref();
        let mut t = x;
        loop {
            let n = cur.unwrap();
            t += n.v * t;
            cur = n.next.as_ref();
            if cur.is_none() {
                break;
            }
        }
        t
    }

    chainrule_tests::agrees!(f);
}
