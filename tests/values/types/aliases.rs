//! Aliases of types, of which the attribute reads in the file what they stand for.

mod closure_of_the_name {
    use chainrule::differentiate;

    #[differentiate]
    fn slope(y: f64) -> [f64; 3] {
        [y, y * y, 1.0]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let slope = |a: f64| a * a * y;
        let k = slope(x);
        k * k + slope(k)
    }

    chainrule_tests::agrees!(f);
}

mod parameter_of_the_name {
    use chainrule::differentiate;

    #[differentiate]
    fn slope(y: f64) -> [f64; 3] {
        [y, y * y, 1.0]
    }
    #[differentiate]
    fn g(slope: impl Fn(f64) -> f64, x: f64) -> f64 {
        let k = slope(x);
        k * k + slope(k)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let c = slope(x);
        g(|a| a * y * c[1], x)
    }

    chainrule_tests::agrees!(f);
}

mod module_of_the_name {
    use chainrule::differentiate;

    mod m {
        use chainrule::differentiate;
        #[differentiate]
        pub fn slope(y: f64) -> f64 {
            y * y
        }
        pub const G: f32 = 2.0;
    }
    use m::slope as bend;
    #[differentiate]
    fn slope(y: f64) -> [f64; 3] {
        [y, y * y, 1.0]
    }
    const G: f64 = 3.0;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        m::slope(x) * slope(y)[1] * m::G as f64 * G + bend(x)
    }

    chainrule_tests::agrees!(f);
}

mod assoc_of_the_name {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Differentiable)]
    struct S {
        a: f64,
    }
    #[differentiate]
    fn slope(y: f64) -> [f64; 3] {
        [y, y * y, 1.0]
    }
    #[differentiate]
    impl S {
        const K: f64 = 2.0;
        fn slope(&self) -> f64 {
            self.a * Self::K
        }
        fn new(a: f64) -> Self {
            S { a }
        }
        fn both(&self) -> f64 {
            self.slope() * slope(self.a)[1]
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let s = S::new(x);
        s.both() * S::slope(&S::new(y))
    }

    chainrule_tests::agrees!(f);
}

mod generic_fn {
    use chainrule::differentiate;

    #[differentiate]
    fn pick<T: chainrule::Real>(a: T, b: T) -> T {
        a * b
    }
    type Row = [f64; 2];
    type Row3 = Vec<Row>;
    #[differentiate]
    fn mk(a: f64) -> Row3 {
        vec![[a, a * a], [1.0, a]]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = mk(x);
        let r: Row = m[0];
        let q = pick(x, y);
        r[1] * q * m[1][1]
    }

    chainrule_tests::agrees!(f);
}

mod f64_alias {
    use chainrule::{Differentiable, differentiate};

    type Real = f64;
    type V = [Real; 2];
    #[derive(Clone, Differentiable)]
    struct P {
        x: Real,
        v: V,
    }
    #[differentiate]
    fn g(p: &P, s: Real) -> Real {
        p.x * p.v[0] * s + p.v[1]
    }
    #[differentiate]
    fn f(x: Real, y: Real) -> Real {
        g(&P { x, v: [y, x * y] }, y)
    }

    chainrule_tests::agrees!(f);
}

mod result_alias {
    use chainrule::differentiate;

    type R = Result<f64, String>;
    #[differentiate]
    fn mk(a: f64) -> R {
        if a > 100.0 { Err("no".into()) } else { Ok(a * a) }
    }
    #[differentiate]
    fn g(a: f64) -> R {
        let b = mk(a)?;
        Ok(b * a)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(x).unwrap() * y
    }

    chainrule_tests::agrees!(f);
}

mod result_generic {
    use chainrule::differentiate;

    #[derive(Clone, Debug)]
    enum MyErr {
        Big,
    }
    type Result<T> = std::result::Result<T, MyErr>;
    #[differentiate]
    fn mk(a: f64) -> Result<(f64, f64)> {
        if a > 100.0 { Err(MyErr::Big) } else { Ok((a * a, a)) }
    }
    #[differentiate]
    fn g(a: f64) -> Result<f64> {
        let (b, c) = mk(a)?;
        Ok(b * c)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match g(x) {
            Ok(v) => v * y,
            Err(_) => x,
        }
    }

    chainrule_tests::agrees!(f);
}

mod const_generic_alias {
    use chainrule::differentiate;

    type V<const N: usize> = [f64; N];
    type M<const R: usize, const C: usize> = [V<C>; R];
    #[differentiate]
    fn det(m: M<2, 2>) -> f64 {
        m[0][0] * m[1][1] - m[0][1] * m[1][0]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m: M<2, 2> = [[x, y], [y * y, x * y]];
        let v: V<2> = m[1];
        det(m) * v[0]
    }

    chainrule_tests::agrees!(f);
}

mod own_generic_of_the_name {
    use chainrule::differentiate;

    type Pair = (T, T);
    #[allow(non_camel_case_types)]
    type T = f64;
    #[differentiate]
    fn both<T: chainrule::Real>(a: T, b: T) -> T {
        let p: (T, T) = (a, b);
        p.0 * p.1
    }
    #[differentiate]
    fn h(p: Pair) -> f64 {
        p.0 * p.1 * p.1
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        both(x, y) * h((x, y))
    }

    chainrule_tests::agrees!(f);
}

mod two_impls {
    use chainrule::{Differentiable, differentiate};

    type Row = Vec<f64>;
    #[derive(Clone, Differentiable)]
    struct A {
        r: Row,
    }
    #[derive(Clone, Differentiable)]
    struct B {
        r: Row,
    }
    #[differentiate]
    impl A {
        fn eval(&self, w: &Row) -> f64 {
            self.r[0] * w[1]
        }
    }
    #[differentiate]
    impl B {
        fn eval(&self, w: &Row) -> f64 {
            self.r[1] * w[0] * w[0]
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w: Row = vec![x, y];
        A { r: vec![y, x] }.eval(&w) * B { r: w.clone() }.eval(&w)
    }

    chainrule_tests::agrees!(f);
}

mod opt_alias {
    use chainrule::{Differentiable, differentiate};

    type Link = Option<Box<Node>>;
    #[derive(Clone, Differentiable)]
    struct Node {
        v: f64,
        next: Link,
    }
    #[differentiate]
    fn total(l: &Link) -> f64 {
        match l {
            None => 0.0,
            Some(n) => n.v * n.v + total(&n.next),
        }
    }
    #[differentiate]
    fn walk(l: &Link, a: f64) -> f64 {
        let mut cur = l;
        let mut t = a;
        while let Some(n) = cur {
            t = t * n.v + a;
            cur = &n.next;
        }
        t
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let l: Link = Some(Box::new(Node { v: x, next: Some(Box::new(Node { v: y, next: None })) }));
        total(&l) + walk(&l, y)
    }

    chainrule_tests::agrees!(f);
}

mod map_alias {
    use chainrule::differentiate;

    use std::collections::HashMap;
    type Params = HashMap<String, f64>;
    #[differentiate]
    fn g(p: &Params) -> f64 {
        p["a"] * p["b"] * p["b"]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut p: Params = HashMap::new();
        p.insert("a".to_string(), x);
        p.insert("b".to_string(), y);
        g(&p)
    }

    chainrule_tests::agrees!(f);
}
