//! Programs with references as people write them: halves, chunks, rows, ends, patterns.

mod split_mut_cross {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![x, y, x * y, x + y];
        {
            let (l, r) = a.split_at_mut(2);
            for i in 0..2 {
                l[i] += r[1 - i] * x;
                r[i] *= l[i];
            }
        }
        a.iter().sum::<f64>() * a[3]
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod chunks_exact_mut {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![x, y, x * y, x + y, 2.0];
        for c in a.chunks_exact_mut(2) {
            let t = c[0];
            c[0] = c[1] * x;
            c[1] = t * t;
        }
        a[0] * a[1] + a[2] * a[3] * a[4]
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod iter_mut_zip {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![x, y, x * y];
        let b = [y, 2.0, x];
        for (p, q) in a.iter_mut().zip(&b) {
            *p = *p * q + p.sin();
        }
        for (p, q) in a.iter_mut().zip(b.iter().rev()) {
            *p *= q * q;
        }
        a.iter().map(|v| v * v).sum()
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod as_mut_option {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = Some(vec![x, y]);
        if let Some(v) = o.as_mut() {
            v[0] *= y;
            v.push(x);
        }
        if let Some(v) = &mut o {
            v[1] += v[2] * v[0];
        }
        o.unwrap().iter().product()
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod windows_pattern {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y, y * y];
        let mut s = 0.0;
        for w in a.windows(2) {
            if let [p, q] = w {
                s += p * q * q;
            }
        }
        for w in a.windows(3) {
            let &[p, q, r] = w else { unreachable!() };
            s += p - 2.0 * q * r;
        }
        s
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod first_last_mut {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![x, y, x * y];
        if let Some(l) = a.last_mut() {
            *l *= x;
        }
        *a.first_mut().unwrap() += y;
        if let Some(v) = a.get_mut(1) {
            *v = *v * *v;
        }
        if let Some(v) = a.get_mut(9) {
            *v = 0.0;
        }
        a.iter().product()
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod two_rows_mut {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = vec![vec![x, y], vec![y, x * y], vec![1.0, x]];
        for k in 0..2 {
            let (top, bottom) = m.split_at_mut(k + 1);
            let pivot = &top[k];
            for row in bottom.iter_mut() {
                let c = row[k] / pivot[k];
                for j in 0..2 {
                    row[j] -= c * pivot[j];
                }
            }
        }
        m[1][1] * m[0][0] + m[2][1]
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod struct_field_refs {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct S {
        a: Vec<f64>,
        b: Vec<f64>,
        k: f64,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = S { a: vec![x, y], b: vec![y, x * x], k: x };
        {
            let S { a, b, k } = &mut s;
            for (p, q) in a.iter_mut().zip(b.iter()) {
                *p += q * *k;
            }
            b[0] *= a[1];
            *k += 1.0;
        }
        let a = &mut s.a;
        a.push(s.k);
        s.a[2] * s.b[0] + s.a[0]
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod reborrow {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn bump(v: &mut Vec<f64>, k: f64) {
        v[0] += k;
        v.push(k * v[0]);
    }

    #[differentiate]
    fn twice(v: &mut Vec<f64>, k: f64) {
        bump(v, k);
        bump(&mut *v, k * k);
        let w = &mut *v;
        w[1] *= 3.0;
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x];
        twice(&mut v, y);
        v.iter().product()
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod passed_mut_twice {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn mix(a: &mut [f64], b: &mut [f64]) {
        for i in 0..a.len() {
            a[i] += b[i];
            b[i] *= a[i];
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y, x * y, 1.0];
        {
            let (a, b) = v.split_at_mut(2);
            mix(a, b);
        }
        {
            let (a, b) = v.split_at_mut(2);
            mix(b, a);
        }
        v.iter().sum::<f64>() * v[0]
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod rows_and_elements {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = vec![vec![x, y], vec![x * y, y], vec![y, x]];
        let mut rows = &m[..];
        let mut s = 0.0;
        while let Some((r, rest)) = rows.split_first() {
            let mut e = &r[..];
            while let Some((h, t)) = e.split_first() {
                s = s * x * 0.5 + h * h;
                e = t;
            }
            rows = rest;
        }
        s
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod blocks {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn blocks(mut v: &[f64], n: usize) -> f64 {
        let mut s = 0.0;
        while v.len() >= n {
            let (b, rest) = v.split_at(n);
            s += b.iter().product::<f64>();
            v = rest;
        }
        for r in v {
            s += r;
        }
        s
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        blocks(&[x, y, x * y, y * y, 1.0 + x], 2)
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod reader {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn eval(mut ops: &[u8], mut vals: &[f64]) -> f64 {
        let mut acc = vals[0];
        vals = &vals[1..];
        while let [op, rest @ ..] = ops {
            let v = vals[0];
            match op {
                b'+' => acc += v,
                b'*' => acc *= v,
                _ => acc -= v,
            }
            vals = &vals[1..];
            ops = rest;
        }
        acc
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        eval(b"+*-", &[x, y, x * y, x])
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod interpolation {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct P {
        t: f64,
        v: f64,
    }

    #[differentiate]
    fn interp(mut ps: &[P], t: f64) -> f64 {
        while ps.len() > 2 && ps[1].t < t {
            ps = &ps[1..];
        }
        let (a, b) = (&ps[0], &ps[1]);
        a.v + (b.v - a.v) * (t - a.t) / (b.t - a.t)
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let ps = vec![P { t: 0.0, v: x }, P { t: 1.0, v: y }, P { t: 2.5, v: x * y }];
        interp(&ps, 0.4) + interp(&ps, 1.7) * interp(&ps, 5.0)
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod heat {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn heat(u0: &[f64], k: f64, n: usize) -> Vec<f64> {
        let mut a = u0.to_vec();
        let mut b = a.clone();
        let (mut u, mut v) = (&mut a, &mut b);
        for _ in 0..n {
            for i in 1..u.len() - 1 {
                v[i] = u[i] + k * (u[i - 1] - 2.0 * u[i] + u[i + 1]);
            }
            std::mem::swap(&mut u, &mut v);
        }
        u.clone()
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let u = heat(&[x, y, x * y, 1.0, x], 0.1 * y, 5);
        u.iter().enumerate().map(|(i, v)| v * v * i as f64).sum()
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod fields_swap {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct S {
        a: Vec<f64>,
        b: Vec<f64>,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = S { a: vec![x, y], b: vec![y, 1.0] };
        let (mut p, mut q) = (&mut s.a, &mut s.b);
        for _ in 0..3 {
            q[0] = p[0] * p[1];
            q[1] = p[0] + x;
            std::mem::swap(&mut p, &mut q);
        }
        p[0] + q[1]
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod swap_in_a_branch {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn g(x: f64, y: f64) -> f64 {
        let mut a = vec![x];
        let mut b = vec![y];
        let (mut p, mut q) = (&mut a, &mut b);
        if p[0] < q[0] {
            std::mem::swap(&mut p, &mut q);
        }
        p[0] -= q[0];
        if p[0] > 1.0 {
            return p[0] * x;
        }
        q[0] * p[0] * p[0]
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(x, y)
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod captured_slice {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y];
        let mut r = &a[..];
        let mut s = 0.0;
        while !r.is_empty() {
            let h = r;
            let g = |k: f64| h[0] * k + h[h.len() - 1];
            s += g(x) * g(y);
            r = &r[1..];
        }
        s
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod overwritten {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![x, y, x * y];
        let mut s = 0.0;
        for k in 0..3 {
            let mut r = &a[..];
            while r.len() > 1 {
                s += r[0] * r[1];
                r = &r[1..];
            }
            a[k] *= s;
        }
        s + a[0]
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod result_in_a_checkpoint {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn largest(a: &[f64]) -> &f64 {
        let mut b = &a[0];
        for v in a {
            if v > b {
                b = v;
            }
        }
        b
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![x, y, 0.5];
        #[checkpoint]
        for i in 0..6 {
            let m = *largest(&a);
            a[i % 3] = m.sin() * x + y * 0.1;
        }
        a[0] * a[1]
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod results_in_a_loop_that_ends {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct R {
        v: Vec<f64>,
    }

    #[differentiate]
    impl R {
        fn at(&self, i: usize) -> &f64 {
            &self.v[i % self.v.len()]
        }
        fn set(&mut self, i: usize) -> &mut f64 {
            let n = self.v.len();
            &mut self.v[i % n]
        }
        fn run(&mut self, x: f64) -> f64 {
            let mut i = 0;
            let mut s = 0.0;
            loop {
                let c = *self.at(i) * *self.at(i + 1);
                *self.set(i + 2) = c * 0.3 + x;
                s += c;
                i += 1;
                if i > 7 || s > 50.0 {
                    break;
                }
            }
            s
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut r = R { v: vec![x, y, x * y, 1.0] };
        r.run(y) * r.v[1]
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod by_name {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct K {
        name: String,
        v: f64,
    }

    #[derive(Clone, Debug, Differentiable)]
    struct D {
        ks: Vec<K>,
    }

    #[differentiate]
    impl D {
        #[differentiate]
        fn by(&self, n: &str) -> &K {
            self.ks.iter().find(|k| k.name == n).expect("there")
        }
        fn val(&self, n: &str) -> f64 {
            self.by(n).v
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let d = D { ks: vec![K { name: "a".into(), v: x }, K { name: "b".into(), v: x * y }] };
        d.val("a") * d.val("b") + (*d.by("b")).v
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod network {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct Layer {
        w: Vec<Vec<f64>>,
        b: Vec<f64>,
    }

    #[derive(Clone, Debug, Differentiable)]
    struct Net {
        layers: Vec<Layer>,
    }

    #[differentiate]
    impl Layer {
        fn weights(&self, i: usize) -> &[f64] {
            &self.w[i]
        }
        fn run(&self, x: &[f64]) -> Vec<f64> {
            let mut out = Vec::new();
            for i in 0..self.b.len() {
                let w = self.weights(i);
                out.push((w.iter().zip(x).map(|(a, b)| a * b).sum::<f64>() + self.b[i]).tanh());
            }
            out
        }
    }

    #[differentiate]
    impl Net {
        #[differentiate]
        fn layer(&self, i: usize) -> &Layer {
            &self.layers[i]
        }
        fn run(&self, x: &[f64]) -> f64 {
            let mut h = x.to_vec();
            for i in 0..self.layers.len() {
                h = self.layer(i).run(&h);
            }
            h[0] * h[1]
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let l = Layer { w: vec![vec![x, y], vec![y, x * y]], b: vec![0.1, x] };
        let n = Net { layers: vec![l.clone(), l] };
        n.run(&[y, 1.0])
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod generic_matrix {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct G<T> {
        d: Vec<T>,
        w: usize,
    }

    #[differentiate]
    impl<T: chainrule::Real> G<T> {
        fn at(&self, i: usize, j: usize) -> &T {
            &self.d[i * self.w + j]
        }
        fn at_mut(&mut self, i: usize, j: usize) -> &mut T {
            let k = i * self.w + j;
            &mut self.d[k]
        }
        fn tr(&self) -> T {
            let mut s = T::zero();
            for i in 0..self.w {
                s = s + *self.at(i, i);
            }
            s
        }
        fn bump(&mut self, k: T) {
            for i in 0..self.w {
                *self.at_mut(i, 0) *= k;
            }
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut g = G { d: vec![x, y, x * y, x], w: 2 };
        g.bump(y);
        g.tr() * *g.at(0, 1) + g.d[2]
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod const_generic_matrix {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct M<const N: usize> {
        d: [[f64; N]; N],
    }

    #[differentiate]
    impl<const N: usize> M<N> {
        fn row(&self, i: usize) -> &[f64; N] {
            &self.d[i]
        }
        fn dotrows(&self, i: usize, j: usize) -> f64 {
            let mut s = 0.0;
            for k in 0..N {
                s += self.row(i)[k] * self.row(j)[k];
            }
            s
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = M { d: [[x, y], [x * y, 1.0]] };
        let r: &[f64; 2] = m.row(0);
        m.dotrows(0, 1) * r[0]
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}
