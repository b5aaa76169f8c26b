//! Containers whose type only their use tells, byte strings, and types under names of the user's.

/// Where the programs are tried.
const POINTS: [(f64, f64); 4] = [(0.7, 1.3), (1.9, 0.4), (2.3, 2.9), (-0.6, 0.8)];

mod with_capacity_untyped {
    use chainrule::differentiate;
    use chainrule_tests::check;
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod with_capacity_branch {
    use chainrule::differentiate;
    use chainrule_tests::check;
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod with_capacity_empty {
    use chainrule::differentiate;
    use chainrule_tests::check;
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod with_capacity_pairs {
    use chainrule::differentiate;
    use chainrule_tests::check;
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod with_capacity_rows {
    use chainrule::differentiate;
    use chainrule_tests::check;
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod with_capacity_arrays {
    use chainrule::differentiate;
    use chainrule_tests::check;
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod deque_untyped {
    use chainrule::differentiate;
    use chainrule_tests::check;
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod deque_capacity {
    use chainrule::differentiate;
    use chainrule_tests::check;
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod new_in_branch {
    use chainrule::differentiate;
    use chainrule_tests::check;
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod new_reassigned {
    use chainrule::differentiate;
    use chainrule_tests::check;
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod new_struct {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod new_into_field {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod new_extend {
    use chainrule::differentiate;
    use chainrule_tests::check;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y, x * y];
        let mut v = Vec::with_capacity(6);
        v.extend(a.iter().map(|t| t * t));
        v.extend_from_slice(&a);
        v.iter().map(|t| t.sin()).sum()
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod new_resize {
    use chainrule::differentiate;
    use chainrule_tests::check;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = Vec::new();
        v.resize(4, x);
        v[1] = y;
        v.resize(2, 0.0);
        v[0] * v[1]
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod vec_in_struct_default {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod bytes {
    use chainrule::differentiate;
    use chainrule_tests::check;
    #[differentiate]
    fn g(x: f64, prog: &[u8]) -> f64 {
        let mut s = x;
        for &c in prog {
            match c {
                b'+' => s += x,
                b'*' => s *= x,
                _ => s = s.sin(),
            }
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(x, b"+*s+") * g(y, b"**") + g(x * y, b"")
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod alias_scalar {
    use chainrule::differentiate;
    use chainrule_tests::check;
    type Real = f64;
    #[differentiate]
    fn g(x: Real, y: Real) -> Real {
        let z: Real = x * y;
        z.sin() + x
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(x, y) * g(y, x)
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod alias_array {
    use chainrule::differentiate;
    use chainrule_tests::check;
    type Vec3 = [f64; 3];
    #[differentiate]
    fn dot(a: &Vec3, b: &Vec3) -> f64 {
        a.iter().zip(b.iter()).map(|(p, q)| p * q).sum()
    }
    #[differentiate]
    fn cross(a: Vec3, b: Vec3) -> Vec3 {
        [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a: Vec3 = [x, y, 1.0];
        let b: Vec3 = [y * y, x, x * y];
        let c = cross(a, b);
        dot(&c, &a) + dot(&c, &c) + c[2] * c[0]
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod alias_vec {
    use chainrule::differentiate;
    use chainrule_tests::check;
    type Matrix = Vec<Vec<f64>>;
    #[differentiate]
    fn mul(a: &Matrix, b: &Matrix) -> Matrix {
        let n = a.len();
        let mut c: Matrix = vec![vec![0.0; n]; n];
        for i in 0..n {
            for j in 0..n {
                for k in 0..n {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        c
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a: Matrix = vec![vec![x, y], vec![1.0, x * y]];
        let c = mul(&a, &a);
        c[0][1] * c[1][0] + c[1][1]
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod alias_from_fn {
    use chainrule::differentiate;
    use chainrule_tests::check;
    type Vec3 = [f64; 3];
    #[differentiate]
    fn sc(a: Vec3, s: f64) -> Vec3 {
        std::array::from_fn(|i| a[i] * s)
    }
    #[differentiate]
    fn sc2(a: Vec3, s: f64) -> Vec3 {
        a.map(|v| v * s)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = sc([x, y, x * y], y);
        let b: Vec3 = std::array::from_fn(|i| a[i] * a[(i + 1) % 3]);
        let c = sc2(b, x);
        b[0] + b[1] * b[2] + c[1] * c[0]
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod alias_struct {
    use chainrule::differentiate;
    use chainrule_tests::check;
    type V<T> = Vec<T>;
    type Pair = (f64, f64);
    #[differentiate]
    fn g(p: Pair, v: &V<f64>) -> f64 {
        p.0 * v[0] + p.1 * v[1] * p.0
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p: Pair = (x, y);
        let (a, b) = p;
        g(p, &vec![a * b, y])
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod map_of_field_used_after {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod push_struct_calls {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod push_struct_previous {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;
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

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}
