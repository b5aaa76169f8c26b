//! References that walk from where another one is.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Differentiable)]
enum List {
    Nil,
    Cons(f64, Box<List>),
}

#[derive(Clone, Differentiable)]
struct Node {
    v: f64,
    next: Option<Box<Node>>,
}

#[derive(Clone, Differentiable)]
enum Rows {
    Nil,
    Cons(List, Box<Rows>),
}

#[differentiate]
fn pairs_along(l: &List) -> f64 {
    let mut t = 0.0;
    let mut a = l;
    while let List::Cons(v, rest) = a {
        let mut b = &**rest;
        while let List::Cons(w, r2) = b {
            t += v * w * (t + 1.0);
            b = r2;
        }
        a = rest;
    }
    t
}

#[differentiate]
fn pairs(x: f64, y: f64) -> f64 {
    let l = List::Cons(x, Box::new(List::Cons(y, Box::new(List::Cons(x + y, Box::new(List::Nil))))));
    pairs_along(&l)
}

#[differentiate]
fn pairs_by_assignment_along(l: &List) -> f64 {
    let mut t = 0.0;
    let mut a = l;
    let mut b = l;
    while let List::Cons(v, rest) = a {
        b = &**rest;
        while let List::Cons(w, r2) = b {
            t += v * w * (t + 1.0);
            b = r2;
        }
        a = rest;
    }
    t
}

#[differentiate]
fn pairs_by_assignment(x: f64, y: f64) -> f64 {
    let l = List::Cons(x, Box::new(List::Cons(y, Box::new(List::Cons(x + y, Box::new(List::Nil))))));
    pairs_by_assignment_along(&l)
}

#[differentiate]
fn rows_along(m: &Rows) -> f64 {
    let mut t = 1.0;
    let mut r = m;
    while let Rows::Cons(row, more) = r {
        let mut c = row;
        while let List::Cons(v, next) = c {
            t += v * t * v;
            c = next;
        }
        r = more;
    }
    t
}

#[differentiate]
fn rows(x: f64, y: f64) -> f64 {
    let m = Rows::Cons(
        List::Cons(x, Box::new(List::Cons(y, Box::new(List::Nil)))),
        Box::new(Rows::Cons(List::Cons(x * y, Box::new(List::Nil)), Box::new(Rows::Nil))),
    );
    rows_along(&m)
}

#[differentiate]
fn middle_along(h: &Node) -> f64 {
    let mut slow = h;
    let mut fast = h;
    let mut t = 0.0;
    while let Some(n) = &fast.next {
        t += fast.v * slow.v;
        fast = n;
        if let Some(m) = &fast.next {
            fast = m;
        }
        if let Some(s) = &slow.next {
            slow = s;
        }
    }
    slow.v * fast.v + t
}

#[differentiate]
fn middle(x: f64, y: f64) -> f64 {
    let n = Node {
        v: x,
        next: Some(Box::new(Node {
            v: y * x,
            next: Some(Box::new(Node { v: y, next: Some(Box::new(Node { v: x - y, next: None })) })),
        })),
    };
    middle_along(&n)
}

#[differentiate]
fn alias_along(h: &Node) -> f64 {
    let mut a = h;
    let mut t = 1.0;
    while let Some(n) = &a.next {
        let mut b = a;
        let mut d = 0;
        while let Some(m) = &b.next {
            t += b.v * m.v * t * 0.1;
            b = m;
            d += 1;
            if d > 1 {
                break;
            }
        }
        a = n;
    }
    t * a.v
}

#[differentiate]
fn alias(x: f64, y: f64) -> f64 {
    let n = Node {
        v: x,
        next: Some(Box::new(Node {
            v: y * x,
            next: Some(Box::new(Node { v: y, next: Some(Box::new(Node { v: x - y, next: None })) })),
        })),
    };
    alias_along(&n)
}

#[differentiate]
fn many_along(hs: &[Node], s: f64) -> f64 {
    let mut t = 0.0;
    for h in hs {
        let mut a = h;
        t += a.v * s;
        while let Some(n) = &a.next {
            t += n.v * a.v * t;
            a = n;
        }
    }
    for i in 0..hs.len() {
        let mut a = &hs[i];
        for _ in 0..i {
            if let Some(n) = &a.next {
                a = n;
            }
        }
        t *= 1.0 + a.v * 0.1;
    }
    t
}

#[differentiate]
fn many(x: f64, y: f64) -> f64 {
    let n = Node { v: x, next: Some(Box::new(Node { v: y * x, next: None })) };
    let m = Node { v: y, next: Some(Box::new(Node { v: x + x, next: None })) };
    many_along(&[n, m], y)
}

#[differentiate]
fn triples_along(l: &List) -> f64 {
    let mut t = 0.0;
    let mut a = l;
    while let List::Cons(u, ra) = a {
        let mut b = ra;
        while let List::Cons(v, rb) = &**b {
            let mut c = rb;
            while let List::Cons(w, rc) = &**c {
                t += u * v * w * (1.0 + t);
                c = rc;
            }
            b = rb;
        }
        a = ra;
    }
    t
}

#[differentiate]
fn triples(x: f64, y: f64) -> f64 {
    let l = List::Cons(
        x,
        Box::new(List::Cons(y, Box::new(List::Cons(x + y, Box::new(List::Cons(x - y, Box::new(List::Nil))))))),
    );
    triples_along(&l)
}

#[test]
fn walks_start_where_others_are() {
    for (x, y) in [(0.7, 1.3), (1.9, 0.4), (-0.6, 0.8)] {
        check!(pairs(x, y));
        check!(pairs_by_assignment(x, y));
        check!(rows(x, y));
        check!(middle(x, y));
        check!(alias(x, y));
        check!(many(x, y));
        check!(triples(x, y));
    }
}
