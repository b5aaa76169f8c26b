//! `Option`s and `Result`s as iterators of the value inside.

#![expect(for_loops_over_fallibles, reason = "what is tested")]

/// Away from what the filters compare with.
const POINTS: [(f64, f64); 3] = [(0.7, 1.3), (1.1, 0.4), (0.35, 0.8)];

mod items_of_an_option {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let o = if x > 0.5 { Some(x * y) } else { None };
        o.iter().map(|t| t * y).sum::<f64>() + x
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod chained_with_an_option {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let o = if x > 0.5 { Some(x * y) } else { None };
        o.into_iter().chain(Some(y)).map(|t| t * y).sum::<f64>() + x
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod items_of_a_literal {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        Some(x).into_iter().map(|t| t * y).sum::<f64>() + x
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod one_item_more {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y];
        a.iter().copied().chain(Some(x * y)).map(|t| t * y).sum::<f64>() + x
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod chained_with_a_reference {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y];
        let o = (x > 0.5).then_some(x * y);
        a.iter().chain(o.iter()).map(|t| t * y).sum::<f64>() + x
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod changed_inside {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = (x > 0.5).then_some(x * y);
        for t in o.iter_mut() {
            *t *= y;
        }
        for t in o {
            return t * x;
        }
        y * y
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod options_in_a_list {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![Some(x), None, Some(y)];
        a.iter().flatten().map(|t| t * y).sum::<f64>() + a.iter().flat_map(|o| o.iter()).sum::<f64>()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod first_and_last {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y];
        a.first().into_iter().chain(a.last()).map(|t| t * y).sum::<f64>() + x
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod items_of_a_result {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let o: Result<f64, String> = if x > 0.5 { Ok(x * y) } else { Err("a".into()) };
        o.iter().map(|t| t * y).sum::<f64>() + o.into_iter().sum::<f64>() + x
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod fields {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    pub struct P {
        a: Option<f64>,
        b: Option<Vec<f64>>,
        c: Vec<Option<f64>>,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p = P { a: Some(x), b: Some(vec![x, y]), c: vec![None, Some(x * y)] };
        let mut r = 0.0;
        for t in p.a {
            r += t * y;
        }
        for t in &p.a {
            r += t * x;
        }
        for v in p.b.iter() {
            r += v[0] * v[1];
        }
        for v in p.b {
            r += v.iter().sum::<f64>();
        }
        for o in &p.c {
            for t in o {
                r *= t;
            }
        }
        r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod changed_fields {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    pub struct P {
        a: Option<f64>,
        b: Option<Vec<f64>>,
        c: Vec<Option<f64>>,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = P { a: Some(x), b: Some(vec![x, y]), c: vec![None, Some(x * y)] };
        let mut r = 0.0;
        for t in &mut p.a {
            *t *= y;
            r += *t;
        }
        for v in p.b.iter_mut() {
            v.push(y * y);
            for e in v.iter_mut() {
                *e *= x;
            }
        }
        for v in p.b.iter() {
            r += v.iter().product::<f64>();
        }
        for o in p.c.iter_mut() {
            for t in o.iter_mut() {
                *t = r * *t;
            }
        }
        for o in p.c {
            for t in o {
                r += t;
            }
        }
        r + p.a.unwrap_or(0.0)
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod assigned_while_it_is_read {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = Some(x * y);
        let mut r = y;
        for t in o {
            o = None;
            r += t * t;
        }
        if let Some(z) = o {
            r += z;
        }
        o = Some(r);
        for t in o {
            r *= t;
        }
        r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod results_of_functions {
    use chainrule::differentiate;

    #[differentiate]
    fn g(x: f64) -> Option<f64> {
        if x > 0.5 { Some(x * x) } else { None }
    }

    #[differentiate]
    fn h(x: f64) -> Result<f64, String> {
        if x > 0.5 { Ok(x * x) } else { Err("no".to_string()) }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut r = x;
        for t in g(x) {
            r += t;
        }
        for t in h(y) {
            r *= t;
        }
        r += g(y).into_iter().chain(h(x)).map(|t| t * x).sum::<f64>();
        r += g(y).iter().chain(h(x).iter()).sum::<f64>();
        r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod side_by_side {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let o = Some(x);
        let q: Option<f64> = None;
        o.iter().zip(Some(y).iter()).map(|(a, b)| a * b).sum::<f64>()
            + o.into_iter().zip(q).map(|(a, b)| a * b).sum::<f64>()
            + x
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod chosen_items {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y, x * y];
        let m = a.iter().copied().reduce(f64::max);
        let v: Vec<f64> = m.into_iter().chain(a.iter().copied().min_by(|p, q| p.total_cmp(q))).collect();
        v[0] * v[1]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod lists_extended {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y, x * y];
        let mut v: Vec<f64> = Vec::new();
        v.extend(a.get(1));
        v.extend(a.last().copied());
        v.extend(a.iter().max_by(|p, q| p.total_cmp(q)));
        v.extend(if x > 0.5 { Some(x) } else { None });
        v.extend(match v.len() {
            4 => Some(x * x),
            _ => None,
        });
        v.iter().product::<f64>() + v.len() as f64 * x
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod popped_items {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y, 0.3];
        let mut r = 0.0;
        for t in v.pop() {
            r += t * x;
        }
        for t in v.pop() {
            r += t * x;
        }
        while let Some(t) = v.pop() {
            r += t;
        }
        for t in v.pop() {
            r += 100.0 * t;
        }
        for _ in v.first() {
            r *= 2.0;
        }
        r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod pairs {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let o = Some((x, y * x));
        let mut r = 0.0;
        for (a, b) in o {
            r += a * b;
        }
        for (a, b) in o.iter() {
            r += a / b;
        }
        for &(a, b) in &o {
            r -= a * a * b;
        }
        r + o.iter().map(|(a, b)| a - b).sum::<f64>()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod asked_in_many_ways {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let o = Some(x);
        let e = o.iter().count();
        let d = o.into_iter().map(|t| t * y).last().unwrap_or(0.0);
        let c = o.iter().any(|t| *t > 0.5);
        let b = o.into_iter().chain(Some(y)).rev().fold(0.5, |s, t| s * t + t);
        let s = o.iter().chain(&[y, x]).skip(1).step_by(1).map(|t| t * 2.0).sum::<f64>();
        d + b + s + e as f64 * x + if c { y } else { x * y }
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod best_so_far {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut best: Option<f64> = None;
        for i in 0..4 {
            let c = (x * i as f64).sin() * y;
            if best.iter().all(|b| c > *b) {
                best = Some(c);
            }
        }
        best.into_iter().sum::<f64>() + best.map_or(0.0, |b| b * x)
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod options_in_an_array {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let xs = [Some(x), None, Some(y), Some(x * y)];
        let mut r = 0.0;
        for o in xs {
            for t in o {
                r = r * y + t;
            }
        }
        for o in xs.iter().rev() {
            for t in o {
                r = r * y + t;
            }
        }
        r + xs.iter().filter_map(|o| o.iter().next()).sum::<f64>() + xs.into_iter().flatten().product::<f64>()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod lists_inside {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![x, y];
        let o = Some(v);
        let r: f64 = o.iter().flat_map(|v| v.iter()).sum();
        let q: f64 = o.iter().flatten().map(|t| t * x).sum();
        let p: f64 = o.into_iter().flatten().map(|t| t * x).sum();
        r * q + p
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod structs {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Differentiable)]
    pub struct P {
        a: f64,
        b: f64,
    }

    #[differentiate]
    impl P {
        pub fn norm(&self) -> f64 {
            (self.a * self.a + self.b * self.b).sqrt()
        }
        pub fn grow(&mut self, k: f64) {
            self.a *= k;
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = Some(P { a: x, b: y });
        for p in o.iter_mut() {
            p.grow(y);
            p.b += x;
        }
        let r: f64 = o.iter().map(P::norm).sum();
        let s: f64 = o.iter().map(|p| p.norm() * p.a).sum();
        for p in o {
            return p.norm() * r * s;
        }
        r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod boxes {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let b: Option<Box<f64>> = Some(Box::new(x));
        let mut r = 0.0;
        for t in b.iter() {
            r += **t * y;
        }
        for t in b {
            r += *t * x;
        }
        r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod entries_of_a_map {
    use std::collections::HashMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = HashMap::new();
        m.insert(1u32, x);
        m.insert(2, y);
        let mut r = 0.0;
        for t in m.get(&1) {
            r += t * y;
        }
        for t in m.get_mut(&2) {
            *t *= x;
        }
        r += m.get(&2).into_iter().chain(m.get(&3)).sum::<f64>();
        for t in m.remove(&1) {
            r += t * t;
        }
        r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod extended_by_choices {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![x];
        a.extend(Some(y));
        a.extend(Some(x * y).into_iter());
        a.extend((x > 0.5).then_some(y * y));
        a.iter().product()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}
