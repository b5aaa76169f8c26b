//! Containers whose type only their use tells.

mod with_capacity_untyped {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let n = 4;
        let mut v = Vec::with_capacity(n);
        for i in 0..n {
            v.push(x * i as f64 + y);
        }
        let mut s = 0.0;
        for a in &v {
            s += a * a;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod with_capacity_branch {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = Vec::with_capacity(8);
        if x > 1.0 {
            v.push(x.sin());
            v.push(y);
        } else {
            v.push(x * y);
        }
        v.iter().map(|a| a * a * x).sum()
    }

    chainrule_tests::agrees!(f);
}

mod with_capacity_empty {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = Vec::with_capacity(8);
        if x > 100.0 {
            v.push(x);
        }
        let mut s = x * y;
        for a in v.iter() {
            s += a * a;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod with_capacity_pairs {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = Vec::with_capacity(8);
        for i in 0..3 {
            v.push((x * i as f64, y));
        }
        let mut s = 0.0;
        for (a, b) in &v {
            s += a * b;
        }
        for &(a, b) in v.iter() {
            s += a.sin() * b;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod with_capacity_rows {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = Vec::with_capacity(3);
        for i in 0..3 {
            let mut row = Vec::with_capacity(2);
            for j in 0..2 {
                row.push(x * (i + j) as f64 + y * y);
            }
            m.push(row);
        }
        let mut s = 0.0;
        for r in &m {
            for v in r {
                s += v * v;
            }
        }
        s + m[1][1] * m[2][0]
    }

    chainrule_tests::agrees!(f);
}

mod with_capacity_arrays {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = Vec::with_capacity(3);
        for i in 0..3 {
            m.push([x * i as f64, y, x * y]);
        }
        m[0][1] = m[1][0] * m[2][2];
        let mut s = 0.0;
        for r in &m {
            for v in r {
                s += v * v;
            }
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod deque_untyped {
    use chainrule::differentiate;
    use std::collections::VecDeque;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut q = VecDeque::new();
        q.push_back(x);
        q.push_back(y);
        let mut s = 0.0;
        for _ in 0..6 {
            let a = q.pop_front().unwrap();
            s += a * a;
            q.push_back(a.sin() * y);
        }
        s + q[0] * q[1]
    }

    chainrule_tests::agrees!(f);
}

mod deque_capacity {
    use chainrule::differentiate;
    use std::collections::VecDeque;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut q = VecDeque::with_capacity(3);
        let mut s = 0.0;
        for i in 0..6 {
            if q.len() == 3 {
                q.pop_front();
            }
            q.push_back(x * y + i as f64);
            s += q.iter().sum::<f64>() / q.len() as f64;
        }
        s * s
    }

    chainrule_tests::agrees!(f);
}

mod new_in_branch {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = Vec::new();
        if x > 0.0 {
            for i in 0..3 {
                v.push(x * y + i as f64);
            }
        } else {
            v.push(x);
        }
        v.push(y);
        v.iter().product()
    }

    chainrule_tests::agrees!(f);
}

mod new_reassigned {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut cur = vec![x, y, x * y];
        for _ in 0..2 {
            let mut next = Vec::new();
            for i in 0..cur.len() - 1 {
                next.push(cur[i] * cur[i + 1]);
            }
            next.push(cur[0].sin());
            cur = next;
        }
        cur.iter().sum()
    }

    chainrule_tests::agrees!(f);
}

mod new_struct {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Differentiable)]
    struct P {
        a: f64,
        b: f64,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = Vec::with_capacity(3);
        for i in 0..3 {
            v.push(P { a: x * i as f64, b: y });
        }
        let mut s = 0.0;
        for p in &v {
            s += p.a * p.b;
        }
        for p in v.iter_mut() {
            p.a *= p.b;
        }
        s + v[2].a * v[1].b
    }

    chainrule_tests::agrees!(f);
}

mod new_into_field {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Differentiable)]
    struct P {
        a: Vec<f64>,
        b: f64,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = Vec::new();
        for i in 0..3 {
            v.push(x * y * i as f64);
        }
        let p = P { a: v, b: y };
        p.a.iter().sum::<f64>() * p.b + p.a[1] * p.a[2]
    }

    chainrule_tests::agrees!(f);
}

mod new_extend {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y, x * y];
        let mut v = Vec::with_capacity(6);
        v.extend(a.iter().map(|t| t * t));
        v.extend_from_slice(&a);
        v.iter().map(|t| t.sin()).sum()
    }

    chainrule_tests::agrees!(f);
}

mod new_resize {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = Vec::new();
        v.resize(4, x);
        v[1] = y;
        v.resize(2, 0.0);
        v[0] * v[1]
    }

    chainrule_tests::agrees!(f);
}

mod vec_in_struct_default {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Default, Differentiable)]
    struct P {
        a: Vec<f64>,
        b: f64,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = P { a: Vec::with_capacity(3), b: y };
        for i in 0..3 {
            p.a.push(x * i as f64 * p.b);
        }
        p.a[1] * p.a[2] + p.b
    }

    chainrule_tests::agrees!(f);
}

mod map_of_field_used_after {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Copy, Differentiable)]
    struct P {
        a: [f64; 3],
        b: f64,
    }
    #[differentiate]
    fn norm(p: &P) -> [f64; 3] {
        p.a.map(|v| v / p.b)
    }
    #[differentiate]
    fn g(p: P) -> P {
        let mut q = p;
        q.a = p.a.map(|v| v * v);
        let w = q.a.map(f64::sin);
        q.a[1] += w[0];
        q
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = P { a: [x, y, x * y], b: 2.0 + y * y };
        let mut s = 0.0;
        for _ in 0..2 {
            p = g(p);
            let n = norm(&p);
            s += n[0] * n[1] + n[2];
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod push_struct_calls {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Differentiable)]
    struct P {
        a: f64,
        b: f64,
    }
    #[differentiate]
    impl P {
        fn new(a: f64, b: f64) -> P {
            P { a, b }
        }
        fn e(&self) -> f64 {
            self.a * self.a * self.b
        }
        fn step(&mut self, h: f64) {
            self.a += h * self.b;
            self.b -= h * self.a.sin();
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = Vec::new();
        for i in 0..3 {
            v.push(P::new(x * i as f64, y));
        }
        for _ in 0..3 {
            for p in v.iter_mut() {
                p.step(0.1);
            }
        }
        let mut s = 0.0;
        for p in &v {
            s += p.e();
        }
        s + v[0].a * v[2].b
    }

    chainrule_tests::agrees!(f);
}

mod push_struct_previous {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Differentiable)]
    struct P {
        a: f64,
        b: f64,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = Vec::new();
        v.push(P { a: x, b: y });
        for i in 0..3 {
            let p = P { a: v[i].a * v[i].b, b: v[i].b.sin() };
            v.push(p);
        }
        let last = v.pop().unwrap();
        for q in v.iter_mut() {
            q.a *= 2.0;
        }
        last.a * last.b + v[1].a + v[2].b * v[2].a
    }

    chainrule_tests::agrees!(f);
}
