//! References to the nodes of lists and trees, found by loops and recursion.

mod node_of_a_list {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        value: f64,
        next: Option<Box<Node>>,
    }

    #[differentiate]
    fn nth(n: &Node, k: usize) -> &f64 {
        if k == 0 {
            return &n.value;
        }
        match &n.next {
            Some(m) => nth(m, k - 1),
            None => &n.value,
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let l = Node {
            value: x,
            next: Some(Box::new(Node { value: x * y, next: Some(Box::new(Node { value: y, next: None })) })),
        };
        let mut s = 0.0;
        for k in 0..4 {
            s = s * x + *nth(&l, k) * *nth(&l, 1);
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod node_of_a_tree {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Tree {
        value: f64,
        kids: Vec<Tree>,
    }

    #[differentiate]
    fn leaf<'t>(t: &'t Tree, path: &[usize]) -> &'t Tree {
        match path.split_first() {
            Some((k, rest)) => leaf(&t.kids[*k], rest),
            None => t,
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let t = Tree {
            value: x,
            kids: vec![
                Tree { value: y, kids: vec![] },
                Tree { value: x * y, kids: vec![Tree { value: y * y, kids: vec![] }] },
            ],
        };
        let a: &Tree = leaf(&t, &[1, 0]);
        let b: &Tree = leaf(&t, &[0]);
        a.value * b.value + t.value
    }

    chainrule_tests::agrees!(f);
}

mod leaf_of_a_tree {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Tree {
        v: f64,
        l: Option<Box<Tree>>,
        r: Option<Box<Tree>>,
    }

    #[differentiate]
    fn least(t: &Tree) -> &f64 {
        match &t.l {
            Some(l) => least(l),
            None => &t.v,
        }
    }

    #[differentiate]
    fn walk<'a>(t: &'a Tree, path: &[bool]) -> &'a Tree {
        if path.is_empty() {
            return t;
        }
        let next = if path[0] { &t.l } else { &t.r };
        match next {
            Some(n) => walk(n, &path[1..]),
            None => t,
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let t = Tree {
            v: x,
            l: Some(Box::new(Tree { v: x * y, l: None, r: None })),
            r: Some(Box::new(Tree { v: y, l: Some(Box::new(Tree { v: y * y, l: None, r: None })), r: None })),
        };
        let w: &Tree = walk(&t, &[false, true]);
        *least(&t) * w.v + t.v
    }

    chainrule_tests::agrees!(f);
}
