//! Keys of maps that are text, ends of deques, extremes with their positions, and patterns with cases.

mod map_keys_of_text {
    use chainrule::differentiate;

    use std::collections::HashMap;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut tot: HashMap<&str, f64> = HashMap::new();
        tot.insert("a", x);
        tot.insert("b", x * y);
        let mut s = 0.0;
        for k in ["a", "b", "c"] {
            if let Some(v) = tot.get(k) {
                s = s * 2.0 + v * v;
            }
        }
        s + tot["a"] * tot[&"b"]
    }

    chainrule_tests::agrees!(f);
}

mod map_keys_of_pairs {
    use chainrule::differentiate;

    use std::collections::BTreeMap;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut tot: BTreeMap<&str, f64> = BTreeMap::new();
        for (k, v) in [("a", x), ("b", y), ("a", x * y)] {
            *tot.entry(k).or_insert(1.0) += v * v;
        }
        tot.values().product()
    }

    chainrule_tests::agrees!(f);
}

mod map_keys_owned {
    use chainrule::differentiate;

    use std::collections::BTreeMap;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut tot: BTreeMap<String, f64> = BTreeMap::new();
        for (i, v) in [x, y, x * y].iter().enumerate() {
            *tot.entry(format!("n{}", i % 2)).or_insert(1.0) *= v;
        }
        let name = String::from("n0");
        tot[&name] + tot["n1"] * tot.get(name.as_str()).unwrap()
    }

    chainrule_tests::agrees!(f);
}

mod min_by_of_enumerate {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y, 0.9];
        let best = a.iter().enumerate().min_by(|p, q| p.1.total_cmp(q.1)).map(|(i, v)| v * (i as f64 + 1.0)).unwrap();
        best * x
    }

    chainrule_tests::agrees!(f);
}

mod min_by_of_enumerate_copied {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y, 0.9];
        let (i, v) = a.iter().copied().enumerate().max_by(|p, q| p.1.partial_cmp(&q.1).unwrap()).unwrap();
        let best = a.iter().enumerate().min_by(|(_, p), (_, q)| p.total_cmp(q)).unwrap();
        let k = a.iter().enumerate().max_by(|p, q| p.1.total_cmp(q.1)).map(|(i, _)| i).unwrap();
        v * (i as f64 + 1.0) + best.1 * best.0 as f64 + a[k]
    }

    chainrule_tests::agrees!(f);
}

mod deque_ends {
    use chainrule::differentiate;

    use std::collections::VecDeque;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w: VecDeque<f64> = VecDeque::new();
        w.push_back(x);
        w.push_front(y * x);
        let v = vec![vec![x], vec![y, x]];
        let l = v.last().cloned().unwrap();
        w.front().copied().unwrap() * w.back().copied().expect("b") + l[1] * l[0]
    }

    chainrule_tests::agrees!(f);
}

mod nested_from_fn_typed {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct M<const R: usize, const C: usize> {
        a: [[f64; C]; R],
    }
    #[differentiate]
    impl<const R: usize, const C: usize> M<R, C> {
        fn t(&self) -> M<C, R> {
            let a: [[f64; R]; C] = std::array::from_fn(|i| std::array::from_fn(|j| self.a[j][i]));
            M { a }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = M { a: [[x, y], [x * y, 1.0], [y, y]] }.t();
        m.a[0][1] * m.a[1][2]
    }

    chainrule_tests::agrees!(f);
}

mod arrays_built_in_const_generic {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct M<const R: usize, const C: usize> {
        a: [[f64; C]; R],
    }
    #[differentiate]
    impl<const R: usize, const C: usize> M<R, C> {
        fn mul<const K: usize>(&self, o: &M<C, K>) -> M<R, K> {
            let mut a = [[0.0; K]; R];
            for i in 0..R {
                for j in 0..K {
                    for k in 0..C {
                        a[i][j] += self.a[i][k] * o.a[k][j];
                    }
                }
            }
            M { a }
        }
        fn trace(&self) -> f64 {
            (0..R.min(C)).map(|i| self.a[i][i]).sum()
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = M { a: [[x, y, 1.0], [x * y, 2.0, x]] };
        let t = M { a: [[x, y], [1.0, x * y], [2.0, x]] };
        let p = m.mul(&t);
        p.trace() * p.a[0][1] + t.mul(&m).trace()
    }

    chainrule_tests::agrees!(f);
}

mod or_patterns {
    use chainrule::differentiate;

    #[differentiate]
    fn pick(x: f64) -> Option<f64> {
        if x > 0.0 { Some(x.ln()) } else { None }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let d = if let (Some(p), None) | (None, Some(p)) = (pick(x), pick(-y)) { p * 2.0 } else { x };
        let e = if let Some(p) | Some(p) = pick(y) { p } else { y };
        d * x + e
    }

    chainrule_tests::agrees!(f);
}

mod keys_told_by_pairs {
    use chainrule::differentiate;

    use std::collections::BTreeMap;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut flows = BTreeMap::new();
        for (t, c) in [(2u32, 5.0), (4, 105.0), (1, x)] {
            flows.insert(t, c);
        }
        flows.iter().map(|(&t, cash)| cash * (-y * t as f64).exp()).sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}
