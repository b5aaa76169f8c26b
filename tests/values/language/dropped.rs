//! Values that `drop(..)` ends early.

#![allow(dropping_references, dropping_copy_types, reason = "users write it to end a loan")]

use chainrule::{Differentiable, differentiate};

mod a_list {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![x, y];
        let s = v[0] * v[1];
        drop(v);
        s * x
    }

    chainrule_tests::agrees!(f);
}

mod results {
    use super::*;

    #[differentiate]
    fn step(s: &mut f64, x: f64) -> f64 {
        *s *= x;
        *s + 1.0
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = y;
        drop(step(&mut s, x));
        std::mem::drop(step(&mut s, y));
        s * x
    }

    chainrule_tests::agrees!(f);
}

mod a_closure {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = y;
        let mut up = |a: f64| {
            s += a * x;
        };
        up(y);
        up(2.0);
        drop(up);
        s * x
    }

    chainrule_tests::agrees!(f);
}

mod references_and_iterators {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = vec![x, y];
        {
            let r = &mut s;
            r.push(x * y);
            drop(r);
        }
        let it = s.iter();
        drop(it);
        s.iter().sum::<f64>() * x
    }

    chainrule_tests::agrees!(f);
}

mod a_guard {
    use super::*;

    use std::cell::RefCell;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let log = RefCell::new(vec![0usize]);
        let mut s = x;
        for i in 0..3 {
            let mut g = log.borrow_mut();
            g.push(i);
            let n = g.len();
            drop(g);
            s = (s * y).sin() + n as f64;
            log.borrow_mut().push(n);
        }
        s * log.borrow().len() as f64
    }

    chainrule_tests::agrees!(f);
}

mod integers {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let idx = vec![1usize, 0];
        let a = [x, y];
        let mut s = y;
        for k in 0..2 {
            let t = idx.clone();
            s += a[t[k]] * a[k] * s.cos();
            drop(t);
        }
        drop(idx);
        s
    }

    chainrule_tests::agrees!(f);
}

mod structs_and_boxes {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct P {
        a: Vec<f64>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p = P { a: vec![x, y] };
        let q = p.clone();
        let s = p.a[0] * q.a[1];
        std::mem::drop(p);
        let r = Box::new(s * y);
        let z = *r * s;
        drop(r);
        drop(q);
        drop((s, x));
        z
    }

    chainrule_tests::agrees!(f);
}

mod parts {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y];
        let mut s = 0.0;
        {
            let (l, r) = v.split_at_mut(1);
            l[0] *= r[0];
            drop(l);
            drop(r);
        }
        for _ in 0..2 {
            let w = std::mem::take(&mut v);
            s += w.iter().sum::<f64>() * x;
            v = w.clone();
            drop(w);
        }
        s + v[0]
    }

    chainrule_tests::agrees!(f);
}

mod a_function_of_that_name {
    use super::*;

    #[differentiate]
    fn drop(s: &mut f64) -> f64 {
        *s *= 2.0;
        *s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = x * y;
        drop(&mut s);
        s * x
    }

    chainrule_tests::agrees!(f);
}

/// What others see the end of is dropped where the user says.
mod one_of_two_owners {
    use super::*;
    use std::rc::Rc;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = Rc::new(3_usize);
        let b = a.clone();
        drop(a);
        x * y * Rc::strong_count(&b) as f64
    }

    chainrule_tests::agrees!(f);
}

mod a_guard_with_its_type {
    use super::*;
    use std::cell::{RefCell, RefMut};

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let count = RefCell::new(2_usize);
        let mut guard: RefMut<usize> = count.borrow_mut();
        *guard += 1;
        drop(guard);
        let k = *count.borrow();
        x * y * k as f64
    }

    chainrule_tests::agrees!(f);
}

mod a_map {
    use super::*;
    use std::collections::HashMap;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let powers: HashMap<usize, i32> = HashMap::from([(1, 2)]);
        let r = (x * y).powi(powers[&1]);
        drop(powers);
        r * r
    }

    chainrule_tests::agrees!(f);
}
