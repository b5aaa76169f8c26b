//! What the standard library offers, on values of every kind.

mod deref_user_newtype {
    use chainrule::{Differentiable, differentiate};

    use std::ops::Deref;
    #[derive(Clone, Debug, Differentiable)]
    struct W(Vec<f64>);
    #[differentiate]
    impl W {
        fn norm(&self) -> f64 {
            self.0.iter().map(|v| v * v).sum::<f64>().sqrt()
        }
        fn len(&self) -> usize {
            self.0.len()
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = W(vec![x, y, x * y]);
        w.norm() * w.len() as f64 + w.0[1]
    }

    chainrule_tests::agrees!(f);
}

mod successors_and_from_fn {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let s: f64 =
            std::iter::successors(Some(x), |v| if *v < 10.0 { Some(v * 1.5 + y * y + 0.1) } else { None }).sum();
        let r: f64 = std::iter::repeat(x).take(3).zip([1.0, y, 2.0]).map(|(a, b)| a * b).sum();
        s + r
    }

    chainrule_tests::agrees!(f);
}

mod string_parsing_and_chars {
    use chainrule::differentiate;

    #[differentiate]
    fn eval(src: &str, x: f64) -> f64 {
        let mut stack: Vec<f64> = Vec::new();
        for tok in src.split_whitespace() {
            match tok {
                "x" => stack.push(x),
                "+" | "*" | "-" => {
                    let b = stack.pop().unwrap();
                    let a = stack.pop().unwrap();
                    stack.push(match tok {
                        "+" => a + b,
                        "*" => a * b,
                        _ => a - b,
                    });
                }
                "sin" => {
                    let a = stack.pop().unwrap();
                    stack.push(a.sin());
                }
                n => stack.push(n.parse().unwrap()),
            }
        }
        stack.pop().unwrap()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        eval("x x * 2 + sin x *", x) + eval("x 3 - x *", y) * x
    }

    chainrule_tests::agrees!(f);
}

mod tuple_struct_generic_phantom {
    use chainrule::{Differentiable, differentiate};

    use std::marker::PhantomData;
    #[derive(Clone, Copy, Debug)]
    struct Meter;
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Q<U> {
        v: f64,
        #[constant]
        u: PhantomData<U>,
    }
    #[differentiate]
    fn area(a: &Q<Meter>, b: &Q<Meter>) -> f64 {
        a.v * b.v
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = Q { v: x, u: PhantomData };
        let b = Q::<Meter> { v: y, u: PhantomData };
        area(&a, &b) + area(&a, &a)
    }

    chainrule_tests::agrees!(f);
}

mod arrays_of_arrays_mutated_by_helper {
    use chainrule::differentiate;

    #[differentiate]
    fn rot(m: &mut [[f64; 3]; 3], i: usize, j: usize, t: f64) {
        let (c, s) = (t.cos(), t.sin());
        for k in 0..3 {
            let (a, b) = (m[i][k], m[j][k]);
            m[i][k] = c * a - s * b;
            m[j][k] = s * a + c * b;
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = [[1.0, 0.0, x], [0.0, 1.0, y], [x * y, 0.0, 1.0]];
        rot(&mut m, 0, 1, x);
        rot(&mut m, 1, 2, y);
        rot(&mut m, 0, 2, x * y);
        let t = std::array::from_fn::<f64, 3, _>(|i| m[i].iter().map(|v| v * v * (i + 1) as f64).sum());
        let u = m.map(|r| r.iter().sum::<f64>());
        t.iter().zip(u).map(|(a, b)| a * b).sum()
    }

    chainrule_tests::agrees!(f);
}

mod while_let_some_with_pop_and_push_struct {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Job {
        w: f64,
        #[constant]
        depth: u32,
        path: Vec<f64>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut jobs = vec![Job { w: x, depth: 0, path: vec![y] }];
        let mut total = 0.0;
        while let Some(Job { w, depth, mut path }) = jobs.pop() {
            path.push(w * y);
            if depth >= 2 {
                total += path.iter().sum::<f64>() * w;
                continue;
            }
            for i in 0..2 {
                let mut p = path.clone();
                p[0] += i as f64 * x;
                jobs.push(Job { w: w * 0.5 + i as f64 * 0.1, depth: depth + 1, path: p });
            }
        }
        total
    }

    chainrule_tests::agrees!(f);
}

mod binary_heap_passive_keys {
    use chainrule::differentiate;

    use std::cmp::Reverse;
    use std::collections::BinaryHeap;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = [[0.0, x * x, 4.0], [x * x, 0.0, y * y], [4.0, y * y, 0.0]];
        let mut dist = [f64::INFINITY; 3];
        dist[0] = 0.0;
        let mut done = [false; 3];
        for _ in 0..3 {
            let Some(u) = (0..3).filter(|i| !done[*i]).min_by(|a, b| dist[*a].total_cmp(&dist[*b])) else { break };
            done[u] = true;
            for v in 0..3 {
                if !done[v] && u != v {
                    let d = dist[u] + w[u][v];
                    if d < dist[v] {
                        dist[v] = d;
                    }
                }
            }
        }
        dist[1] * 2.0 + dist[2]
    }

    chainrule_tests::agrees!(f);
}

mod sum_of_option_and_nested {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let o = [Some(x), None, Some(y * x)];
        let s: f64 = o.iter().flatten().sum();
        let t: f64 = o.iter().filter_map(|v| *v).map(|v| v * v).sum();
        let u = o.iter().map(|v| v.unwrap_or(y)).fold(1.0, |a, b| a * b);
        let n = o.iter().filter(|v| v.is_some()).count();
        let Some(first) = o.iter().find_map(|v| *v) else { return x };
        s + t + u * n as f64 + first
    }

    chainrule_tests::agrees!(f);
}

mod let_else_chain_and_nested_option_structs {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Default, Differentiable)]
    struct Cfg {
        gain: Option<f64>,
        limits: Option<(f64, f64)>,
        inner: Option<Box<Cfg>>,
    }
    #[differentiate]
    fn run(c: &Cfg, x: f64) -> Option<f64> {
        let Some(g) = c.gain else { return c.inner.as_ref().and_then(|i| run(i, x)) };
        let v = g * x;
        let v = match c.limits {
            Some((lo, hi)) => v.max(lo).min(hi),
            None => v,
        };
        let inner = if let Some(i) = &c.inner { run(i, v)? } else { 0.0 };
        Some(v + inner)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let c = Cfg {
            gain: Some(x),
            limits: Some((-1.0, y * 2.0)),
            inner: Some(Box::new(Cfg {
                inner: Some(Box::new(Cfg { gain: Some(y * x), ..Default::default() })),
                ..Cfg::default()
            })),
        };
        run(&c, 1.3).unwrap_or(0.0) + run(&Cfg::default(), x).unwrap_or(y)
    }

    chainrule_tests::agrees!(f);
}

mod integer_heavy_with_casts {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut h: u64 = 1469598103934665603;
        let mut s = 0.0;
        for i in 0..6u64 {
            h = (h ^ i).wrapping_mul(1099511628211);
            let u = (h >> 11) as f64 / (1u64 << 53) as f64;
            if u < 0.5 {
                s += x * u
            } else {
                s *= y * u
            }
            let k = (s * 10.0) as i64 % 3;
            s += k as f64 * 0.0 + x * (i & 1) as f64;
        }
        s + (h.count_ones() as f64) * y
    }

    chainrule_tests::agrees!(f);
}

mod then_in_positions {
    use chainrule::differentiate;

    #[differentiate]
    fn root(x: f64) -> Option<f64> {
        (x > 0.0).then(|| x.sqrt())
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = (x > 1.0).then(|| x * y);
        let b = (y > 1.0).then(|| y * y).unwrap_or(x);
        let c = [x, y].iter().filter_map(|v| (*v > 0.5).then(|| v * v)).sum::<f64>();
        a.unwrap_or(0.0) + b + c + root(y).map_or(0.0, |r| r * x)
    }

    chainrule_tests::agrees!(f);
}
