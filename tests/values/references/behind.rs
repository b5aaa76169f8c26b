//! What stands behind references to structs: exchanged, replaced, looked into by `as_deref`.

mod swapped_behind_references {
    use chainrule::differentiate;

    #[differentiate]
    fn sw(a: &mut f64, b: &mut f64) {
        std::mem::swap(a, b);
        *a *= 2.0;
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = x;
        let mut q = y * y;
        sw(&mut p, &mut q);
        sw(&mut q, &mut p);
        p * q + p
    }

    chainrule_tests::agrees!(f);
}

mod replaced_behind_a_reference {
    use chainrule::differentiate;

    #[differentiate]
    fn rp(a: &mut f64, b: f64) -> f64 {
        let old = std::mem::replace(a, b * 2.0);
        old * b
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = x;
        let s = rp(&mut p, y);
        s * p
    }

    chainrule_tests::agrees!(f);
}

mod as_deref {
    use chainrule::differentiate;

    #[differentiate]
    fn g(o: &Option<Box<f64>>, x: f64) -> f64 {
        match o.as_deref() {
            Some(v) => v * x,
            None => x,
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&Some(Box::new(x * y)), y) + g(&None, x)
    }

    chainrule_tests::agrees!(f);
}

mod list_by_as_deref {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        v: f64,
        next: Option<Box<Node>>,
    }

    #[differentiate]
    fn total(n: &Node) -> f64 {
        let rest = if let Some(next) = n.next.as_deref() { total(next) } else { 0.0 };
        n.v * n.v + rest * n.v
    }

    #[differentiate]
    fn scale(n: &mut Node, k: f64) {
        n.v *= k;
        if let Some(next) = n.next.as_deref_mut() {
            scale(next, k * n.v);
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut l =
            Node { v: x, next: Some(Box::new(Node { v: x * y, next: Some(Box::new(Node { v: y, next: None })) })) };
        scale(&mut l, y);
        total(&l)
    }

    chainrule_tests::agrees!(f);
}

mod fields_in_conditions {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Two {
        a: f64,
        b: f64,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = x;
        let mut pairs = [(x * y, x), (x, y)];
        for p in pairs.iter_mut() {
            let mut g = 0.0;
            for _ in 0..2 {
                g = if p.0 > p.1 { x } else { y * p.0 };
            }
            s += g;
        }
        let mut q = [Two { a: x, b: y * x }, Two { a: y, b: x }];
        for (i, p) in q.iter_mut().enumerate() {
            assert!(p.a < 100.0, "{}", p.b);
            let k = if p.a.abs() > 50.0 { 1 } else { 0 };
            if p.b.max(p.a) > 1e3 && i == k {
                s *= 2.0;
            }
            s += match i {
                0 if p.a > 1e3 => x,
                _ => y * s * p.b,
            };
        }
        s * y
    }

    chainrule_tests::agrees!(f);
}
