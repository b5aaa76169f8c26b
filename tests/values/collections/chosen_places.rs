//! Items that are chosen among several: the place is named, and what is written to it arrives.

/// Away from what the filters compare with.
const POINTS: [(f64, f64); 3] = [(0.7, 1.3), (1.1, 0.4), (0.35, 0.8)];

mod found_behind_a_filter {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = [x, 0.1, y];
        let m = w.iter().filter(|a| **a > 0.2).find(|a| **a < 0.9).unwrap();
        let a = *m * y;
        a
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod found_and_kept {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = [x, 0.1, y];
        let m = w.iter().filter(|a| **a > 0.2).find(|a| **a < 0.9);
        let a = *m.unwrap() * y;
        a + m.unwrap()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod compared_by_dereference {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = [x, 0.1, y];
        let m = w.iter().filter(|a| **a > 0.2).max_by(|a, b| (**a).total_cmp(*b)).unwrap();
        let l = w.iter().min_by(|a, b| (**a).partial_cmp(*b).unwrap()).unwrap();
        *m * y + l
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod reduced_by_dereference {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = [x, 0.1, y];
        let m = w.iter().filter(|a| **a > 0.2).reduce(|a, b| if *a > *b { a } else { b }).unwrap();
        let l = w.iter().reduce(|a, b| if *a < *b { a } else { b }).unwrap();
        *m * y + l * x
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod by_key {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = [x, 0.1, y];
        let m = w.iter().filter(|a| **a > 0.2).max_by_key(|a| (**a * 1000.0) as i64).unwrap();
        let l = w.iter().min_by_key(|a| (**a * 1000.0) as i64).unwrap();
        *m * y + l * x
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod tuples {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = [(x, 1), (0.1, 2), (y, 3)];
        let m = w.iter().filter(|(a, _)| *a > 0.2).find(|(a, k)| *a < 0.9 && *k > 0).unwrap();
        let n = w.iter().filter(|(a, _)| *a > 0.2).max_by(|(a, _), (b, _)| a.total_cmp(b)).unwrap();
        m.0 * y + n.0 * m.1 as f64
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod structs {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Copy)]
    struct P {
        a: f64,
        b: f64,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = vec![P { a: x, b: y }, P { a: 0.1, b: x }, P { a: y, b: x * y }];
        let m = w.iter().filter(|p| p.a > 0.2).find(|p| p.a < 0.9).unwrap();
        let n = w.iter().filter(|p| p.a > 0.2).max_by(|p, q| p.a.total_cmp(&q.a)).unwrap();
        let o = w.iter().filter(|p| p.a > 0.2).min_by_key(|p| (p.a * 100.0) as i32).unwrap();
        m.b * y + n.b * n.a + o.b
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod patterns_of_closures {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Copy)]
    struct P {
        a: f64,
        b: f64,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = vec![P { a: x, b: y }, P { a: 0.1, b: x }, P { a: y, b: x * y }];
        let Some(m) = w.iter().filter(|p| p.a > 0.2).find(|&&p| p.a < 0.9) else { return x };
        let n = w
            .iter()
            .skip_while(|p| p.a < 0.1)
            .filter(|&&P { a, .. }| a > 0.2)
            .find(|&&P { a, b }| a < 0.9 && b > 0.0)
            .copied()
            .unwrap_or(w[0]);
        m.b * y + n.b * n.a
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod written_to_the_largest {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = [x, 0.1, y];
        *w.iter_mut().filter(|a| **a > 0.2).max_by(|a, b| a.total_cmp(b)).unwrap() *= 2.0;
        w[0] * w[2] + w[2]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod written_to_the_first_found {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = [x, 0.1, y];
        *w.iter_mut().filter(|a| **a > 0.2).find(|a| **a < 0.9).unwrap() *= 2.0;
        w[0] * w[2] + w[2]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod written_to_the_last {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = [x, 0.1, y];
        if let Some(a) = w.iter_mut().filter(|a| **a > 0.2).last() {
            *a *= 2.0;
        }
        w[0] * w[2] + w[2]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod written_to_the_next {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = [x, 0.1, y];
        if let Some(a) = w.iter_mut().skip_while(|a| **a > 0.4).next() {
            *a *= 2.0 * x;
        }
        w[0] * w[2] + w[1]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod struct_with_a_list_written {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct P {
        a: f64,
        b: Vec<f64>,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = vec![P { a: x, b: vec![y] }, P { a: 0.1, b: vec![x] }, P { a: y, b: vec![x * y] }];
        let p = w.iter_mut().filter(|p| p.a > 0.2).min_by(|p, q| p.a.total_cmp(&q.a)).unwrap();
        p.a *= y;
        p.b.push(x);
        w.iter().map(|p| p.a * p.b.iter().sum::<f64>()).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod struct_found_and_written {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct P {
        a: f64,
        b: Vec<f64>,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = vec![P { a: x, b: vec![y] }, P { a: 0.1, b: vec![x] }, P { a: y, b: vec![x * y] }];
        if let Some(p) = w.iter_mut().filter(|p| p.a > 0.2).find(|p| p.a < 0.9) {
            p.a *= y;
            p.b.push(x);
        }
        w.iter().map(|p| p.a * p.b.iter().sum::<f64>()).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod pairs_of_two_lists {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct S {
        m: f64,
        n: f64,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = vec![S { m: x, n: y }, S { m: y, n: x * y }];
        let mut z = [x, y];
        let (a, b) = w.iter_mut().zip(z.iter_mut()).max_by(|a, b| a.0.m.total_cmp(&b.0.m)).unwrap();
        a.m *= y;
        *b *= x;
        w.iter().map(|s| s.m * s.n).sum::<f64>() + z[0] * z[1]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod found_again_until_none {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct P {
        a: f64,
        b: f64,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = vec![P { a: x, b: y }, P { a: 0.1, b: x }, P { a: y, b: x * y }];
        while let Some(p) = w.iter_mut().find(|p| p.a < 0.3) {
            p.a *= 2.0 + x;
        }
        w.iter().map(|p| p.a * p.b).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod last_again_until_none {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct P {
        a: f64,
        b: f64,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = vec![P { a: x, b: y }, P { a: 0.1, b: x }, P { a: y, b: x * y }];
        while let Some(p) = w.iter_mut().filter(|p| p.a < 0.3).last() {
            p.a *= 2.0 + x;
            p.b += p.a;
        }
        w.iter().map(|p| p.a * p.b).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod map_for_its_effect {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct P {
        a: f64,
        b: f64,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = vec![P { a: x, b: y }, P { a: 0.1, b: x }, P { a: y, b: x * y }];
        w.iter_mut().filter(|p| p.a > 0.2).nth(1).map(|p| p.a *= y);
        let c = w.iter().filter(|p| p.a > 0.2).max_by(|p, q| p.a.total_cmp(&q.a)).map(|p| p.a * p.b).unwrap_or(0.0);
        c + w.iter().map(|p| p.a * p.b).sum::<f64>()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod matched_by_patterns {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct P {
        a: f64,
        b: f64,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = vec![P { a: x, b: y }, P { a: 0.1, b: x }, P { a: y, b: x * y }];
        let best = w.iter().filter(|p| p.a > 0.2).max_by(|p, q| p.a.total_cmp(&q.a));
        match best {
            Some(p) if p.a > 10.0 => p.b,
            Some(P { a, b }) => a * b,
            None => x,
        }
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod question_marks {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct P {
        a: f64,
        b: Vec<f64>,
    }

    #[differentiate]
    fn pick(w: &[P]) -> Option<f64> {
        let p = w.iter().filter(|p| p.a > 0.2).max_by(|p, q| p.a.total_cmp(&q.a))?;
        let q = w.iter().skip_while(|p| p.a < 0.05).filter(|p| p.b.len() > 0).last()?;
        Some(p.b[0] * q.a)
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = vec![P { a: x, b: vec![y] }, P { a: 0.1, b: vec![] }, P { a: y, b: vec![x * y] }];
        pick(&w).unwrap_or(x)
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod in_a_loop_with_let_else {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct P {
        a: f64,
        b: f64,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = vec![P { a: x, b: y }, P { a: 0.1, b: x }, P { a: y, b: x * y }];
        for k in 0..3 {
            if let Some(p) = w.iter_mut().skip(k).filter(|p| p.a > 0.05).min_by(|p, q| p.a.partial_cmp(&q.a).unwrap()) {
                p.a = p.a * y + p.b;
            }
            let Some(q) = w.iter_mut().find(|p| p.b > 0.01) else { continue };
            q.b *= q.a;
        }
        w.iter().map(|p| p.a * p.b).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod rows {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![vec![x, 0.1], vec![y, x * y, 0.2], vec![]];
        let row = v.iter().filter(|r| !r.is_empty()).max_by(|a, b| a[0].total_cmp(&b[0])).unwrap();
        let longest = v.iter().filter(|r| r.len() > 1).max_by_key(|r| r.len()).unwrap();
        row.iter().sum::<f64>() * longest[1]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod rows_that_grow {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![vec![x, 0.1], vec![y, x * y, 0.2], vec![]];
        v.iter_mut().filter(|r| !r.is_empty()).max_by(|a, b| a[0].total_cmp(&b[0])).unwrap().push(x * x);
        if let Some(r) = v.iter_mut().rev().filter(|r| !r.is_empty()).next() {
            r[0] *= y;
        }
        if let Some(r) = v.iter_mut().filter(|r| !r.is_empty()).rev().next() {
            r[1] *= y;
        }
        v.iter().flatten().sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod zipped_and_enumerated {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let t = [0.0, 1.0, 2.0];
        let v = [x, y, x * y];
        let (tk, vk) = t.iter().zip(v.iter()).filter(|(t, _)| **t > 0.5).min_by(|a, b| a.1.total_cmp(b.1)).unwrap();
        let i =
            v.iter().enumerate().filter(|(_, a)| **a > 0.3).max_by(|a, b| a.1.total_cmp(b.1)).map(|(i, _)| i).unwrap();
        let (j, w) = v.iter().enumerate().filter(|&(i, _)| i != 1).min_by(|(_, a), (_, b)| a.total_cmp(b)).unwrap();
        tk * vk + v[i] * x + w * j as f64 + w
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod entries_of_a_map {
    use std::collections::BTreeMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m: BTreeMap<i32, f64> = BTreeMap::from([(1, x), (2, y), (3, x * y)]);
        let best = m.iter().filter(|(k, _)| **k > 1).max_by(|a, b| a.1.total_cmp(b.1)).unwrap();
        let v = m.values().filter(|v| **v > 0.01).last().unwrap();
        best.1 * v * (*best.0 as f64)
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod entries_written {
    use std::collections::BTreeMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: BTreeMap<i32, f64> = BTreeMap::from([(1, x), (2, y), (3, x * y)]);
        *m.values_mut().filter(|v| **v > 0.01).last().unwrap() *= y;
        if let Some((k, v)) = m.iter_mut().filter(|(k, _)| **k < 3).last() {
            *v *= x * *k as f64;
        }
        m.values().product()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod deque {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut q: VecDeque<f64> = VecDeque::from(vec![x, y, x * y]);
        *q.iter_mut().filter(|v| **v > 0.01).nth(1).unwrap() *= y;
        let l = *q.iter().filter(|v| **v > 0.01).last().unwrap();
        l * q[1] + q[0]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod counted_stages {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, y, x * y, 0.2];
        let p = v.iter().skip(1).step_by(2).filter(|a| **a > 0.1).reduce(|a, b| if a < b { a } else { b }).unwrap();
        let q = v.iter().filter(|a| **a > 0.1).take(2).last().copied().unwrap_or_default();
        let r = v.iter().inspect(|a| assert!(a.is_finite())).filter(|a| **a > 0.1).find(|&&a| a < 100.0).unwrap();
        p * q * r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod last_mapped_for_its_effect {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct P {
        a: f64,
        b: f64,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = vec![P { a: x, b: y }, P { a: 0.1, b: x }, P { a: y, b: x * y }];
        w.iter_mut().filter(|p| p.a > 0.2).last().map(|p| p.a *= y);
        w.iter().map(|p| p.a * p.b).sum::<f64>()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod elements_mapped_for_their_effect {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct P {
        a: f64,
        b: f64,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = vec![P { a: x, b: y }, P { a: 0.1, b: x }, P { a: y, b: x * y }];
        w.iter_mut().nth(1).map(|p| p.a *= y);
        w.iter_mut().last().map(|p| p.a *= y);
        w.get_mut(0).map(|p| p.a *= x);
        w.first_mut().map(|p| p.b *= x);
        w.iter().map(|p| p.a * p.b).sum::<f64>()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod captured_sums {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y];
        let mut s = 0.0;
        v.iter().filter(|p| **p > 0.1).last().map(|p| s += *p);
        v.iter_mut().filter(|p| **p > 0.1).last().map(|p| {
            *p *= x;
            s += *p;
        });
        v[0] * v[1] + s
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod next_with_question_marks {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct P {
        a: f64,
        b: Vec<f64>,
    }

    #[differentiate]
    fn pick(w: &[P]) -> Option<f64> {
        let mut it = w.iter();
        let p = it.next()?;
        let q = it.next()?;
        Some(p.b[0] * q.a)
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = vec![P { a: x, b: vec![y] }, P { a: 0.1, b: vec![] }, P { a: y, b: vec![x * y] }];
        pick(&w).unwrap_or(x)
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod chosen_and_elements_with_question_marks {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct P {
        a: f64,
        b: Vec<f64>,
    }

    #[differentiate]
    fn pick(w: &[P]) -> Option<f64> {
        let p = w.iter().max_by(|p, q| p.a.total_cmp(&q.a))?;
        let q = w.first()?;
        let r = w.get(1)?;
        Some(p.b[0] * q.a * r.a)
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = vec![P { a: x, b: vec![y] }, P { a: 0.1, b: vec![] }, P { a: y, b: vec![x * y] }];
        pick(&w).unwrap_or(x)
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod matches_that_leave {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct P {
        a: f64,
        b: Vec<f64>,
    }

    #[differentiate]
    fn pick(w: &[P]) -> f64 {
        let p = match w.iter().max_by(|p, q| p.a.total_cmp(&q.a)) {
            Some(p) => p,
            None => return 1.0,
        };
        let q = match w.iter().nth(1) {
            Some(p) => p,
            None => return 2.0,
        };
        p.b[0] * q.a
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = vec![P { a: x, b: vec![y] }, P { a: 0.1, b: vec![] }, P { a: y, b: vec![x * y] }];
        pick(&w)
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod results_of_what_is_missing {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct P {
        a: f64,
        b: Vec<f64>,
    }

    #[differentiate]
    fn pick(w: &[P]) -> Result<f64, String> {
        let p = w.iter().max_by(|p, q| p.a.total_cmp(&q.a)).ok_or("none")?;
        let q = w.iter().filter(|p| p.a > 0.3).last().ok_or_else(|| "none".to_string())?;
        Ok(p.b[0] * q.a)
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = vec![P { a: x, b: vec![y] }, P { a: 0.1, b: vec![] }, P { a: y, b: vec![x * y] }];
        pick(&w).unwrap_or(x)
    }

    chainrule_tests::agrees!(f, super::POINTS);
}
