//! The first differentiated value of a container or an option, written through what a method lends.

mod get_mut_first_write_vec {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![0.0; 3];
        if let Some(v) = a.get_mut(1) {
            *v += x * y;
        }
        *a.last_mut().unwrap() += y;
        *a.first_mut().unwrap() = x;
        *a.get_mut(0).unwrap() *= x;
        a.iter().sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod get_mut_first_write_if_only {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![1.0; 3];
        if let Some(v) = a.get_mut(1) {
            *v += x * y;
        }
        a[1] * a[0]
    }

    chainrule_tests::agrees!(f);
}

mod last_mut_first {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![1.0; 3];
        *a.last_mut().unwrap() += y;
        a[2] * x
    }

    chainrule_tests::agrees!(f);
}

mod last_mut_first_match {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![1.0; 3];
        match a.last_mut() {
            Some(v) => *v *= y,
            None => {}
        }
        if let Some(v) = a.first_mut() {
            *v = x;
        }
        a[2] * a[0]
    }

    chainrule_tests::agrees!(f);
}

mod map_get_mut_first {
    use chainrule::differentiate;

    use std::collections::HashMap;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut t: HashMap<String, f64> = HashMap::new();
        t.insert("a".to_string(), 1.0);
        t.insert("b".to_string(), 2.0);
        *t.get_mut("a").unwrap() += x;
        if let Some(r) = t.get_mut("b") {
            *r -= y * x;
        }
        t["a"] * t["b"]
    }

    chainrule_tests::agrees!(f);
}

mod map_get_mut_if_only {
    use chainrule::differentiate;

    use std::collections::HashMap;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut t: HashMap<u32, f64> = HashMap::new();
        t.insert(1, 1.0);
        if let Some(r) = t.get_mut(&1) {
            *r -= y * x;
        }
        for v in t.values_mut() {
            *v *= y;
        }
        t[&1]
    }

    chainrule_tests::agrees!(f);
}

mod iter_mut_first {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [1.0; 3];
        for v in a.iter_mut() {
            *v *= y;
        }
        let mut b = vec![vec![1.0; 2]; 2];
        for r in &mut b {
            for v in r {
                *v += x;
            }
        }
        let mut c = vec![(1.0, 2.0); 2];
        for (p, q) in c.iter_mut() {
            *p *= x;
            *q += *p;
        }
        a[0] * b[1][1] * c[0].1
    }

    chainrule_tests::agrees!(f);
}

mod option_as_mut_first {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = Some(1.0);
        if let Some(v) = o.as_mut() {
            *v += x;
        }
        if let Some(v) = &mut o {
            *v *= y;
        }
        let mut p = Some(2.0);
        *p.as_mut().unwrap() *= y;
        o.unwrap() * p.unwrap()
    }

    chainrule_tests::agrees!(f);
}

mod option_as_mut_varied {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = Some(x);
        *p.as_mut().unwrap() *= y;
        p.unwrap() + *p.as_ref().unwrap() * x
    }

    chainrule_tests::agrees!(f);
}

mod option_as_mut_struct {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct S {
        v: f64,
        next: Option<Box<S>>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = S { v: x, next: Some(Box::new(S { v: y, next: None })) };
        s.next.as_mut().unwrap().v *= x;
        let t = s.next.as_ref().unwrap();
        let mut o = Some(S { v: x, next: None });
        o.as_mut().unwrap().v += y * x;
        t.v * s.v + o.as_ref().map_or(0.0, |q| q.v) + s.next.as_deref().unwrap().v
    }

    chainrule_tests::agrees!(f);
}
