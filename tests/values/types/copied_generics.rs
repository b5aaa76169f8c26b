//! Values of type parameters that are copied: copies are recorded.

use chainrule::{Differentiable, differentiate};

mod copies_of_a_parameter {
    use super::*;

    #[differentiate]
    trait Sz {
        fn size(&self) -> f64;
    }
    #[derive(Differentiable, Clone)]
    struct A {
        v: f64,
    }
    #[differentiate]
    impl Sz for A {
        fn size(&self) -> f64 {
            self.v * self.v
        }
    }
    #[differentiate]
    fn twice<T: Sz + Clone>(t: &T) -> f64 {
        let u = t.clone();
        let w = u.clone();
        u.size() * w.size() + t.size()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        twice(&A { v: x * y })
    }

    chainrule_tests::agrees!(f);
}

mod copies_that_are_overwritten {
    use super::*;

    #[differentiate]
    trait Op {
        fn at(&self, x: f64) -> f64;
    }
    #[derive(Differentiable, Clone)]
    struct Lin {
        a: f64,
        b: Vec<f64>,
    }
    #[differentiate]
    impl Op for Lin {
        fn at(&self, x: f64) -> f64 {
            self.a * x + self.b[0] * x * x
        }
    }
    #[differentiate]
    fn iterate<T: Op + Clone>(t: &T, x: f64, n: usize) -> f64 {
        let mut cur = t.clone();
        let mut s = 0.0_f64;
        for i in 0..n {
            let next = t.clone();
            s += next.at(x) * cur.at(s.sin());
            if i % 2 == 0 {
                cur = next;
            }
        }
        s + cur.at(1.0)
    }
    #[differentiate]
    fn outer<T: Op + Clone>(ts: &[T], x: f64) -> f64 {
        ts.iter().map(|t| iterate(t, x, 3)).sum()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let l = Lin { a: x, b: vec![y] };
        let m = Lin { a: y, b: vec![x] };
        outer(&[l, m], x) * 0.01
    }

    chainrule_tests::agrees!(f);
}
