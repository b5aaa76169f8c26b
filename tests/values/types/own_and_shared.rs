//! Folds that may stop, values by default, shared pointers in their own types, and methods that no float has.

mod try_fold_value {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, y, x * y, 0.5];
        let a = v.iter().try_fold(1.0, |acc, t| if *t > -9.0 { Some(acc * t + y) } else { None });
        let b = v
            .iter()
            .try_fold(0.0, |acc, t| {
                let s = acc + t;
                if s > 2.0 { None } else { Some(s) }
            })
            .unwrap_or(x);
        match a {
            Some(v) => v * b,
            None => 0.0,
        }
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod own_arity {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct V {
        a: f64,
        b: f64,
    }
    #[differentiate]
    impl V {
        fn max(&self) -> f64 {
            self.a.max(self.b)
        }
        fn sin(&self, k: f64) -> f64 {
            (self.a * k).sin()
        }
    }
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct B {
        lo: V,
        hi: V,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let b = B { lo: V { a: x, b: y }, hi: V { a: x * y, b: 2.0 } };
        b.hi.max() + b.lo.sin(x)
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod tuple_default {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut s, mut v): (f64, Vec<f64>) = Default::default();
        s += x;
        v.push(y);
        let mut w = <[f64; 3]>::default();
        w[1] = x;
        let mut z = f64::default();
        z += y;
        s * v[0] + w[1] * z
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod vec_default {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Default, Differentiable)]
    struct P {
        a: f64,
        b: Vec<f64>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut ps = vec![P::default(); 3];
        for (i, p) in ps.iter_mut().enumerate() {
            p.a = x * i as f64;
            p.b.push(y);
        }
        let q: Vec<P> = Default::default();
        let mut o: Option<P> = Default::default();
        o = Some(ps[1].clone());
        ps.iter().map(|p| p.a * p.b[0]).sum::<f64>() + q.len() as f64 * x + o.unwrap_or_default().a
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod rc_recursive {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    use std::rc::Rc;
    #[derive(Clone, Debug, Differentiable)]
    enum Expr {
        Const(f64),
        Add(Rc<Expr>, Rc<Expr>),
        Mul(Rc<Expr>, Rc<Expr>),
        Sin(Rc<Expr>),
    }
    #[differentiate]
    fn eval(e: &Expr) -> f64 {
        match e {
            Expr::Const(c) => *c,
            Expr::Add(a, b) => eval(a) + eval(b),
            Expr::Mul(a, b) => eval(a) * eval(b),
            Expr::Sin(a) => eval(a).sin(),
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = Rc::new(Expr::Const(x));
        let e = Expr::Add(Rc::new(Expr::Mul(a.clone(), Rc::new(Expr::Const(y)))), Rc::new(Expr::Sin(a)));
        eval(&e)
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod rc_list {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    use std::rc::Rc;
    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        v: f64,
        next: Option<Rc<Node>>,
    }
    #[differentiate]
    fn sum(n: &Node) -> f64 {
        let mut s = n.v * n.v;
        if let Some(m) = &n.next {
            s += sum(m) * n.v;
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let tail = Rc::new(Node { v: y, next: None });
        let a = Node { v: x, next: Some(tail.clone()) };
        let b = Node { v: x * y, next: Some(tail) };
        let mut t = 0.0;
        for i in 0..2 {
            let c = Node { v: i as f64 + x, next: a.next.clone() };
            t += sum(&c);
        }
        sum(&a) + sum(&b) + t
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}
