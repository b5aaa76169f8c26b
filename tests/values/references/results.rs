//! Results that are references into an argument: the largest element, slices, pairs.

use chainrule::differentiate;

/// The largest element, by a reference that moves.
#[differentiate]
fn largest(a: &[f64]) -> &f64 {
    let mut best = &a[0];
    for v in a {
        if v > best {
            best = v;
        }
    }
    best
}

mod named_lifetime {
    use chainrule::differentiate;

    #[differentiate]
    fn largest<'a>(a: &'a [f64]) -> &'a f64 {
        let mut k = 0;
        for i in 1..a.len() {
            if a[i] > a[k] {
                k = i;
            }
        }
        &a[k]
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y * 2.0, x * y];
        let m: &f64 = largest(&a);
        m * x + *m + *largest(&a[1..])
    }

    chainrule_tests::agrees!(f);
}

mod largest_moving {
    use super::{differentiate, largest};

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y * 2.0, x * y];
        let m = *largest(&a);
        m * x + *largest(&a[1..])
    }

    chainrule_tests::agrees!(f);
}

mod found_by_an_iterator {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct P {
        id: usize,
        m: f64,
    }

    #[differentiate]
    fn by_id(ps: &[P], id: usize) -> &P {
        ps.iter().find(|p| p.id == id).unwrap()
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = vec![P { id: 3, m: y }, P { id: 5, m: x * y }];
        let h: &P = by_id(&w, 5);
        h.m * by_id_m(&w)
    }

    #[differentiate]
    fn by_id_m(ps: &[P]) -> f64 {
        let p: &P = by_id(ps, 3);
        p.m
    }

    chainrule_tests::agrees!(f);
}

mod changed_argument {
    use chainrule::differentiate;

    #[differentiate]
    fn slot(a: &mut [f64], i: usize) -> &mut f64 {
        &mut a[i % 2]
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        for i in 0..3 {
            *slot(&mut a, i) *= y;
            let s: &mut f64 = slot(&mut a, i + 1);
            *s += x;
        }
        a[0] * a[1]
    }

    chainrule_tests::agrees!(f);
}

mod overwritten_later {
    use super::{differentiate, largest};

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![x, y * 2.0, x * y];
        let mut s = 0.0;
        for i in 0..3 {
            let m = *largest(&a);
            s += m * m;
            a[i] = m * 0.3;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod on_the_way_of_another {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct G {
        rows: Vec<Vec<f64>>,
    }

    #[derive(Clone, Debug, Differentiable)]
    struct W {
        g: G,
        k: f64,
    }

    #[differentiate]
    impl G {
        fn row(&self, i: usize) -> &[f64] {
            &self.rows[i]
        }
        fn cell(&mut self, i: usize, j: usize) -> &mut f64 {
            &mut self.rows[i][j]
        }
    }

    #[differentiate]
    impl W {
        fn row(&self, i: usize) -> &[f64] {
            let r: &[f64] = self.g.row(i);
            r
        }
        fn e(&self) -> f64 {
            let mut s = 0.0;
            for v in self.row(1) {
                s += v * self.k;
            }
            s
        }
        fn bump(&mut self, x: f64) {
            *self.g.cell(0, 1) += x;
            *self.g.cell(1, 0) *= self.k;
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = W { g: G { rows: vec![vec![x, y], vec![x * y, 1.0]] }, k: x };
        w.bump(y);
        let r: &[f64] = w.row(0);
        r[0] * r[1] + w.e()
    }

    chainrule_tests::agrees!(f);
}

mod exchanged {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct A {
        v: Vec<f64>,
    }

    #[differentiate]
    impl A {
        fn s(&mut self, i: usize) -> &mut f64 {
            &mut self.v[i]
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = A { v: vec![x, y] };
        let t = *a.s(0);
        *a.s(0) = *a.s(1) * x;
        *a.s(1) = t * t;
        a.v[0] + a.v[1] * y
    }

    chainrule_tests::agrees!(f);
}

mod passed_on {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct A {
        v: Vec<f64>,
    }

    #[differentiate]
    impl A {
        fn all(&self) -> &[f64] {
            &self.v
        }
        fn all_mut(&mut self) -> &mut [f64] {
            &mut self.v
        }
        fn n(&self) -> f64 {
            norm(self.all())
        }
    }

    #[differentiate]
    fn norm(v: &[f64]) -> f64 {
        v.iter().map(|a| a * a).sum::<f64>().sqrt()
    }

    #[differentiate]
    fn scale(v: &mut [f64], k: f64) {
        for a in v {
            *a *= k;
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = A { v: vec![x, y] };
        scale(a.all_mut(), x);
        let s: &mut [f64] = a.all_mut();
        scale(s, y);
        s[0] += x;
        a.n() * norm(&a.v)
    }

    chainrule_tests::agrees!(f);
}

mod in_closures {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct A {
        v: Vec<f64>,
    }

    #[differentiate]
    impl A {
        fn at(&self, i: usize) -> &f64 {
            &self.v[i]
        }
        fn s(&self) -> f64 {
            (0..2).map(|i| self.at(i) * self.at(1 - i)).sum()
        }
        fn t(&self, x: f64) -> f64 {
            let g = |i: usize| *self.at(i) * x;
            g(0) + g(1) * g(0)
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = A { v: vec![x, y] };
        a.s() * a.t(y) + (0..2).map(|i| *a.at(i) * x).sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod slice_by_values {
    use chainrule::differentiate;

    #[differentiate]
    fn bigger<'a>(v: &'a [f64], t: f64) -> &'a [f64] {
        let mut n = 0;
        for x in v {
            if *x > t {
                n += 1;
            }
        }
        &v[..n]
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x * x, y * y, 5.0];
        let b: &[f64] = bigger(&a, x * 0.1);
        b.iter().sum::<f64>() * y
    }

    chainrule_tests::agrees!(f);
}

mod pairs {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct A(Vec<(f64, f64)>, f64);

    #[differentiate]
    impl A {
        #[differentiate]
        fn at(&self, i: usize) -> &(f64, f64) {
            &self.0[i]
        }
        fn s(&self) -> f64 {
            let p = self.at(0);
            let (a, b) = self.at(1);
            p.0 * a + p.1 * b * self.1
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = A(vec![(x, y), (y, x * y)], x);
        let (p, q): &(f64, f64) = a.at(1);
        a.s() + p * q
    }

    chainrule_tests::agrees!(f);
}
