//! Functions that give no differentiated value, and change one that had no derivative before.

/// Away from what the filters compare with.
const POINTS: [(f64, f64); 3] = [(0.7, 1.3), (1.1, 0.4), (0.35, 0.8)];

mod closure_in_a_sum {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        let mut count = 0;
        let mut go = |k: i32| {
            s += x * k as f64;
            k
        };
        count += go(2);
        count += go(3);
        s * y + count as f64
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod bound_by_let {
    use chainrule::differentiate;

    #[differentiate]
    fn bump(s: &mut f64, x: f64) -> usize {
        *s += x * x;
        2
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        let k = bump(&mut s, x);
        s * y + k as f64
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod in_updates {
    use chainrule::differentiate;

    #[differentiate]
    fn bump(s: &mut f64, x: f64) -> usize {
        *s += x * x;
        2
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        let mut k = 0;
        k += bump(&mut s, x);
        k = bump(&mut s, y);
        s * y + k as f64
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod as_an_index {
    use chainrule::differentiate;

    #[differentiate]
    fn bump(s: &mut f64, x: f64) -> usize {
        *s += x * x;
        2
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        let v = [y, x, 1.0];
        let t = v[bump(&mut s, y)];
        s * t
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod in_heads {
    use chainrule::differentiate;

    #[differentiate]
    fn bump(s: &mut f64, x: f64) -> usize {
        *s += x * x;
        2
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        for i in 0..bump(&mut s, x) {
            s += y * i as f64;
        }
        while bump(&mut s, x) < 2 {
            s += 1.0;
        }
        if bump(&mut s, y) == 2 {
            s *= x;
        }
        match bump(&mut s, x) {
            2 => s *= 2.0,
            _ => {}
        }
        s
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod in_a_closure_of_a_chain {
    use chainrule::differentiate;

    #[differentiate]
    fn bump(s: &mut f64, x: f64) -> usize {
        *s += x * x;
        2
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        let u = (0..2).map(|i| bump(&mut s, y) + i).sum::<usize>();
        s * u as f64 + x
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod as_a_factor {
    use chainrule::differentiate;

    #[differentiate]
    fn bump(s: &mut f64, x: f64) -> usize {
        *s += x * x;
        2
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        let k = bump(&mut s, x) as f64 * y;
        let l = y * bump(&mut s, y) as f64;
        s * y + k + l
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod methods {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct A {
        v: Vec<f64>,
        n: usize,
    }

    #[differentiate]
    impl A {
        fn add(&mut self, x: f64) -> usize {
            self.v.push(x * x);
            self.n += 1;
            self.v.len()
        }
        fn step(&mut self, x: f64) -> bool {
            self.v[0] *= x;
            self.n < 3
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = A { v: vec![1.0], n: 0 };
        let i = a.add(x);
        let mut j = 0;
        j += a.add(y);
        let w = a.v[i - 1] * a.v[a.n];
        while a.step(x) {
            j += a.add(y);
        }
        let z = if a.step(y) { 1.0 } else { 2.0 };
        let t = a.add(x) * 2 + j;
        w * z * t as f64 + a.v.iter().sum::<f64>()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod methods_in_lists {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct A {
        v: Vec<f64>,
        n: usize,
    }

    #[differentiate]
    impl A {
        fn add(&mut self, x: f64) -> usize {
            self.v.push(x * x);
            self.v.len()
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = A { v: vec![], n: 0 };
        let ids: Vec<usize> = [x, y].iter().map(|&t| a.add(t)).collect();
        let ids2 = [a.add(x), a.add(y)];
        a.n = a.add(x * y);
        a.n += a.add(x);
        let e: Vec<(usize, f64)> = vec![(a.add(y), x)];
        ids.iter().zip(ids2).map(|(i, j)| a.v[i - 1] * a.v[j - 1]).sum::<f64>() * a.v[a.n - 6] + a.v[e[0].0 - 1]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod slices {
    use chainrule::differentiate;

    #[differentiate]
    fn fill(a: &mut [f64], x: f64) -> usize {
        for v in a.iter_mut() {
            *v += x;
        }
        a.len()
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [0.0; 3];
        let n = fill(&mut a, x);
        let m = fill(&mut a[1..], y);
        a[0] * a[1] * (n + m) as f64 + a[2]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod structs {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Default)]
    struct W {
        a: f64,
        n: usize,
    }

    #[differentiate]
    impl W {
        fn set(&mut self, x: f64) -> bool {
            self.a = x;
            true
        }
    }

    #[differentiate]
    fn put(w: &mut W, x: f64) -> bool {
        w.a += x;
        w.n += 1;
        w.n > 1
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = W::default();
        let ok = w.set(x);
        let ok2 = put(&mut w, y);
        let mut z = W::default();
        let k = put(&mut z, x) as i32;
        let l = !put(&mut z, y);
        w.a * z.a * (k + ok as i32 + ok2 as i32 + l as i32) as f64
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod other_modules_and_references {
    use chainrule::differentiate;
    mod m {
        use chainrule::differentiate;
        #[differentiate]
        pub fn bump(s: &mut f64, x: f64) -> usize {
            *s += x * x;
            2
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        let k = m::bump(&mut s, x);
        let r = &mut s;
        let l = m::bump(r, y);
        if m::bump(r, x) > 1 && m::bump(&mut s, y) > 3 {
            s *= 2.0;
        }
        s * (k + l) as f64
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod closures_and_blocks {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        let mut go = || {
            s = x * y;
            3
        };
        let k = go() + 1;
        let j = {
            let t = &mut s;
            *t *= y;
            3
        };
        let o = Some(x);
        let i = match o {
            Some(v) => {
                s += v;
                1
            }
            None => 0,
        };
        s * (k + j + i) as f64
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod options {
    use chainrule::differentiate;

    #[differentiate]
    fn step(s: &mut f64, x: f64) -> Option<usize> {
        *s += x;
        if *s < 2.0 { Some(1) } else { None }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        let mut n = 0;
        while let Some(k) = step(&mut s, x) {
            n += k;
        }
        if let Some(k) = step(&mut s, y) {
            n += k;
        }
        let b = step(&mut s, x).is_some();
        let c = step(&mut s, x).unwrap_or(3);
        s * (n + c + b as usize) as f64
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod states {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct R {
        s: f64,
        k: u64,
    }

    #[differentiate]
    impl R {
        fn next(&mut self, scale: f64) -> u64 {
            self.k = self.k * 5 % 17;
            self.s += scale;
            self.k
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut r = R { s: 0.0, k: 3 };
        let v: Vec<u64> = (0..3).map(|_| r.next(x)).collect();
        let i = (r.next(y) % 3) as usize;
        let z = [x, y, 1.0];
        z[i] * r.s * v[0] as f64 + z[(r.next(x) % 3) as usize] * r.s
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod generic_functions {
    use chainrule::{Differentiable, differentiate};

    #[differentiate]
    trait Sink {
        fn put(&mut self, x: f64) -> usize;
    }

    #[derive(Differentiable, Clone)]
    struct A {
        v: Vec<f64>,
    }

    #[differentiate]
    impl Sink for A {
        fn put(&mut self, x: f64) -> usize {
            self.v.push(x);
            self.v.len()
        }
    }

    #[differentiate]
    fn feed<S: Sink>(s: &mut S, x: f64) -> usize {
        s.put(x) + s.put(x * x)
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = A { v: vec![] };
        let n = feed(&mut a, x);
        let m = a.put(y) + n;
        a.v[0] * a.v[1] * a.v[m - n - 1] + feed(&mut a, y) as f64 * a.v[4]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod passed_functions {
    use chainrule::differentiate;

    #[differentiate]
    fn bump(s: &mut f64, x: f64) -> usize {
        *s += x * x;
        2
    }

    #[differentiate]
    fn apply(s: &mut f64, g: impl Fn(f64) -> f64, x: f64) -> bool {
        *s += g(x);
        true
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        let b = apply(&mut s, |t| t * y, 2.0);
        let mut z = 0.0;
        let c = apply(&mut z, |t| t * t, x);
        if b && c { s * z } else { 0.0 }
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod captured_arrays {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut hist = [0.0; 4];
        let mut fill = |i: usize, w: f64| -> usize {
            hist[i] += w;
            i + 1
        };
        let mut i = fill(0, x);
        i = fill(i, y);
        let j = fill(i, x * y).min(3);
        hist[0] * hist[1] * hist[2] + hist[j]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod memory {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        let pos = std::mem::replace(&mut s, x) > 0.5;
        if !pos { s * y } else { 0.0 }
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod entries {
    use std::collections::HashMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: HashMap<&str, f64> = HashMap::new();
        let new = m.insert("a", x).is_none();
        let n = {
            m.insert("b", y);
            m.len()
        };
        if new { m["a"] * m["b"] * n as f64 } else { 0.0 }
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod ends_of_lists {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d: VecDeque<f64> = VecDeque::new();
        d.push_back(x);
        let had = d.pop_front().is_some();
        d.push_back(y);
        let mut v = vec![];
        v.extend([x, y]);
        let z = v.pop().is_some() as usize;
        v.push(x);
        v[0] * v[1] * d[0] * (z + had as usize) as f64
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod discarded {
    use chainrule::differentiate;

    #[differentiate]
    fn fill(a: &mut [f64], x: f64) -> usize {
        for v in a.iter_mut() {
            *v += x;
        }
        a.len()
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [0.0; 3];
        fill(&mut a, x);
        let _ = fill(&mut a, y);
        let _k = fill(&mut a, x * y);
        _ = fill(&mut a, y);
        a[0] * a[1]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod asserted {
    use chainrule::differentiate;

    #[differentiate]
    fn fill(a: &mut [f64], x: f64) -> usize {
        for v in a.iter_mut() {
            *v += x;
        }
        a.len()
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [0.0; 3];
        assert!(fill(&mut a, x) > 0);
        a[0] * y
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod calls_in_calls {
    use chainrule::differentiate;

    #[differentiate]
    fn fill(a: &mut [f64], x: f64) -> usize {
        for v in a.iter_mut() {
            *v += x;
        }
        a.len()
    }

    #[differentiate]
    fn g(a: &mut [f64], x: f64) -> usize {
        let n = fill(a, x);
        if n > 5 {
            return fill(a, x * x);
        }
        fill(a, x) + fill(&mut a[1..], 2.0)
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [0.0; 3];
        let mut n = 0;
        n += g(&mut a, x);
        n -= g(&mut a, y);
        a[0] * a[1] * (n + 1) as f64
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod in_branches {
    use chainrule::differentiate;

    #[differentiate]
    fn fill(a: &mut [f64], x: f64) -> usize {
        for v in a.iter_mut() {
            *v += x;
        }
        a.len()
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [0.0; 3];
        let mut b = [0.0; 3];
        for k in 0..2 {
            if k == 0 {
                fill(&mut a, x);
            } else {
                fill(&mut b, y);
            }
        }
        let n = if x > 0.0 { fill(&mut b, a[0]) } else { 0 };
        match n {
            3 => {
                fill(&mut a, b[1]);
            }
            _ => {}
        }
        a[0] * b[1]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod chained_methods {
    use chainrule::{Differentiable, differentiate};

    #[differentiate]
    fn fill(a: &mut [f64], x: f64) -> usize {
        for v in a.iter_mut() {
            *v += x;
        }
        a.len()
    }

    #[derive(Differentiable, Clone)]
    struct S {
        a: Vec<f64>,
        n: usize,
        on: bool,
    }

    #[differentiate]
    impl S {
        fn go(&mut self, x: f64) -> &mut Self {
            self.n = fill(&mut self.a, x);
            self.on = fill(&mut self.a, x) == 2;
            self
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = S { a: vec![0.0; 2], n: 0, on: false };
        s.go(x).go(y);
        let t = S { n: fill(&mut s.a, x * y), a: vec![x], on: true };
        if s.on { s.a[0] * s.n as f64 * t.n as f64 } else { 0.0 }
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod kept_in_maps_and_lists {
    use std::collections::HashMap;

    use chainrule::differentiate;

    #[differentiate]
    fn put(a: &mut Vec<f64>, x: f64) -> usize {
        a.push(x);
        a.len() - 1
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![];
        let mut g: HashMap<&str, usize> = HashMap::new();
        g.insert("x", put(&mut a, x));
        g.insert("y", put(&mut a, y));
        let mut ids = vec![];
        ids.push(put(&mut a, x * y));
        ids.extend([put(&mut a, x), put(&mut a, y)]);
        let e = (put(&mut a, 2.0 * x), "e");
        a[g["x"]] * a[g["y"]] + a[ids[0]] * a[ids[1]] + a[e.0] * a[ids[2]]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod graph_of_nodes {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    enum Node {
        Leaf(f64),
        Add(usize, usize),
        Mul(usize, usize),
    }

    #[derive(Differentiable, Clone)]
    struct G {
        nodes: Vec<Node>,
    }

    #[differentiate]
    impl G {
        fn add(&mut self, n: Node) -> usize {
            self.nodes.push(n);
            self.nodes.len() - 1
        }
        fn leaf(&mut self, x: f64) -> usize {
            self.add(Node::Leaf(x))
        }
        fn eval(&self, i: usize) -> f64 {
            match &self.nodes[i] {
                Node::Leaf(v) => *v,
                Node::Add(a, b) => self.eval(*a) + self.eval(*b),
                Node::Mul(a, b) => self.eval(*a) * self.eval(*b),
            }
        }
    }

    #[differentiate]
    fn leaf(g: &mut G, x: f64) -> usize {
        g.add(Node::Leaf(x))
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut g = G { nodes: vec![] };
        let a = g.leaf(x);
        let b = leaf(&mut g, y);
        let c = g.add(Node::Mul(a, b));
        let d = {
            let e = leaf(&mut g, x);
            g.add(Node::Add(c, e))
        };
        let l = g.leaf(2.0);
        let z = g.add(Node::Mul(l, d));
        g.eval(z)
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod results_of_several_types {
    use chainrule::differentiate;

    #[differentiate]
    fn put(a: &mut Vec<f64>, x: f64) -> u32 {
        a.push(x);
        7
    }

    #[differentiate]
    fn both(a: &mut Vec<f64>, b: &mut f64, x: f64) -> (bool, i32) {
        a.push(x);
        *b *= x;
        (true, 2)
    }

    #[differentiate]
    fn name(a: &mut Vec<f64>, x: f64) -> String {
        a.push(x);
        "n".to_string()
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![];
        let mut b = 1.0;
        let (t, n) = both(&mut a, &mut b, x);
        let s = name(&mut a, y);
        let c = name(&mut a, x) + "k";
        let u = both(&mut a, &mut b, y).1 as u32 + put(&mut a, x);
        if t { a.iter().sum::<f64>() * b * (n as u32 + u + (s.len() + c.len()) as u32) as f64 } else { 0.0 }
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod every_consumer {
    use chainrule::differentiate;

    #[differentiate]
    fn put(a: &mut Vec<f64>, x: f64) -> u32 {
        a.push(x);
        7
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![x, y];
        let mut a = vec![];
        let ns: Vec<u32> = v.iter().map(|t| put(&mut a, *t)).collect();
        let mut b = vec![];
        let k = v.iter().filter(|t| put(&mut b, **t) == 7).count();
        let mut c = vec![];
        let any = v.iter().any(|t| put(&mut c, *t) == 8);
        let mut d = vec![];
        for (i, t) in v.iter().enumerate() {
            let q = put(&mut d, t * i as f64);
            if q != 7 {
                break;
            }
        }
        a[0] * a[1] + b[0] * b[1] * k as f64 + if any { 0.0 } else { c[0] * c[1] } + d[1] * ns[0] as f64
    }

    chainrule_tests::agrees!(f, super::POINTS);
}
