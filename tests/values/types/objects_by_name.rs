//! Other names for values, passed as objects.

use chainrule::{Differentiable, differentiate};

mod a_name_for_a_value {
    use super::*;

    #[differentiate]
    trait Shape {
        fn size(&self) -> f64;
    }
    #[derive(Differentiable, Clone)]
    struct Sq {
        s: f64,
    }
    #[differentiate]
    impl Shape for Sq {
        fn size(&self) -> f64 {
            self.s * self.s
        }
    }
    #[differentiate]
    fn size(s: &dyn Shape) -> f64 {
        s.size() * 2.0
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let q = Sq { s: x * y };
        let p = &q;
        size(p) + size(&q)
    }

    chainrule_tests::agrees!(f);
}

mod names_for_parts_and_items {
    use super::*;

    #[differentiate]
    trait Shape {
        fn size(&self) -> f64;
        fn scale(&self, k: f64) -> f64 {
            self.size() * k
        }
    }
    #[derive(Differentiable, Clone)]
    struct Sq {
        s: f64,
    }
    #[derive(Differentiable, Clone)]
    struct Ci {
        r: f64,
    }
    #[differentiate]
    impl Shape for Sq {
        fn size(&self) -> f64 {
            self.s * self.s
        }
    }
    #[differentiate]
    impl Shape for Ci {
        fn size(&self) -> f64 {
            self.r * self.r * 3.0
        }
        fn scale(&self, k: f64) -> f64 {
            self.r * k
        }
    }
    #[differentiate]
    fn size(s: &dyn Shape, k: f64) -> f64 {
        s.size() * 2.0 + s.scale(k)
    }
    #[derive(Differentiable, Clone)]
    struct Scene {
        a: Vec<Sq>,
        c: Ci,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let sc = Scene { a: vec![Sq { s: x }, Sq { s: y }], c: Ci { r: x * y } };
        let first = &sc.a[0];
        let c = &sc.c;
        let mut t = size(first, y) * size(c, x);
        for q in &sc.a {
            t += size(q, t);
        }
        for q in sc.a.iter() {
            t -= size(q, x);
        }
        let p = &sc.a[1];
        t + size(p, y) + size(&sc.c, 1.0)
    }

    chainrule_tests::agrees!(f);
}
