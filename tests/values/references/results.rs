//! Results that are references into an argument: getters, rows, elements, the node of a tree.

mod largest {
    use chainrule::differentiate;
    use chainrule_tests::check;

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

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod largest_moving {
    use chainrule::differentiate;
    use chainrule_tests::check;

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

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y * 2.0, x * y];
        let m = *largest(&a);
        m * x + *largest(&a[1..])
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod row {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct Mat {
        data: Vec<f64>,
        cols: usize,
    }

    #[differentiate]
    impl Mat {
        fn row(&self, i: usize) -> &[f64] {
            &self.data[i * self.cols..(i + 1) * self.cols]
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = Mat { data: vec![x, y, x * y, 3.0 * x], cols: 2 };
        let r: &[f64] = m.row(1);
        r[0] * r[1] + (*m.row(0))[1]
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod rows_in_loops {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct Mat {
        data: Vec<f64>,
        cols: usize,
    }

    #[differentiate]
    impl Mat {
        fn row(&self, i: usize) -> &[f64] {
            &self.data[i * self.cols..(i + 1) * self.cols]
        }
        fn at(&self, i: usize, j: usize) -> &f64 {
            &self.row(i)[j]
        }
        fn trace(&self) -> f64 {
            let mut s = 1.0;
            for i in 0..self.cols {
                s *= self.at(i, i);
                let r = self.row(i);
                s += r.iter().map(|v| v * v).sum::<f64>();
                for v in self.row(0) {
                    s += v;
                }
            }
            s
        }
    }

    #[differentiate]
    fn dot(a: &[f64], b: &[f64]) -> f64 {
        a.iter().zip(b).map(|(x, y)| x * y).sum()
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = Mat { data: vec![x, y, x * y, 3.0 * x], cols: 2 };
        let mut s = m.trace();
        for i in 0..2 {
            let r: &[f64] = m.row(i);
            let q: &[f64] = m.row(0);
            s = s * dot(r, q) + r[0];
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

mod getter {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct P {
        x: f64,
        v: Vec<f64>,
    }

    #[differentiate]
    impl P {
        fn x(&self) -> &f64 {
            &self.x
        }
        fn v(&self) -> &Vec<f64> {
            &self.v
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p = P { x: x * y, v: vec![y, x] };
        let v: &Vec<f64> = p.v();
        *p.x() * v[1] + (*p.x()).sin()
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod getters_beside {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct P {
        x: f64,
        v: Vec<f64>,
    }

    #[differentiate]
    impl P {
        fn x(&self) -> &f64 {
            &self.x
        }
        fn v(&self) -> &[f64] {
            &self.v
        }
        fn total(&self) -> f64 {
            let mut s = *self.x();
            for v in self.v() {
                s += v * v;
            }
            s + self.x().sin() * self.v()[0]
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p = P { x: x * y, v: vec![y, x] };
        p.total()
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod changed_element {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct P {
        v: Vec<f64>,
    }

    #[differentiate]
    impl P {
        fn get_mut(&mut self, i: usize) -> &mut f64 {
            &mut self.v[i]
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = P { v: vec![y, x] };
        *p.get_mut(0) *= x;
        *p.get_mut(1) += y;
        *p.get_mut(1) = p.v[0] * p.v[1];
        p.v[0] * p.v[1]
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod changed_in_loops {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct M {
        v: Vec<f64>,
        c: usize,
    }

    #[differentiate]
    impl M {
        fn at(&self, i: usize, j: usize) -> &f64 {
            &self.v[i * self.c + j]
        }
        fn at_mut(&mut self, i: usize, j: usize) -> &mut f64 {
            &mut self.v[i * self.c + j]
        }
        fn row_mut(&mut self, i: usize) -> &mut [f64] {
            let c = self.c;
            &mut self.v[i * c..][..c]
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = M { v: vec![1.0; 9], c: 3 };
        for i in 0..3 {
            for j in 0..3 {
                *m.at_mut(i, j) = x * (i as f64) + y * *m.at(j, i);
            }
        }
        for i in 0..3 {
            let r = m.row_mut(i);
            r[1] *= r[0];
            for v in r.iter_mut() {
                *v += x;
            }
        }
        for v in m.row_mut(2) {
            *v *= y;
        }
        m.row_mut(0)[2] += x * x;
        m.v.iter().map(|v| v * v).sum()
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod node_of_a_list {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        value: f64,
        next: Option<Box<Node>>,
    }

    #[differentiate]
    fn nth(n: &Node, k: usize) -> &f64 {
        if k == 0 {
            return &n.value;
        }
        match &n.next {
            Some(m) => nth(m, k - 1),
            None => &n.value,
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let l = Node {
            value: x,
            next: Some(Box::new(Node { value: x * y, next: Some(Box::new(Node { value: y, next: None })) })),
        };
        let mut s = 0.0;
        for k in 0..4 {
            s = s * x + *nth(&l, k) * *nth(&l, 1);
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

mod node_of_a_tree {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct Tree {
        value: f64,
        kids: Vec<Tree>,
    }

    #[differentiate]
    fn leaf<'t>(t: &'t Tree, path: &[usize]) -> &'t Tree {
        match path.split_first() {
            Some((k, rest)) => leaf(&t.kids[*k], rest),
            None => t,
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let t = Tree {
            value: x,
            kids: vec![
                Tree { value: y, kids: vec![] },
                Tree { value: x * y, kids: vec![Tree { value: y * y, kids: vec![] }] },
            ],
        };
        let a: &Tree = leaf(&t, &[1, 0]);
        let b: &Tree = leaf(&t, &[0]);
        a.value * b.value + t.value
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod generic {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn first<T: chainrule::Real>(a: &[T], i: usize) -> &T {
        if i > 5 { &a[0] } else { &a[i] }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y * 2.0, x * y];
        *first(&a, 1) * *first(&a, 7)
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod field_by_number {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Differentiable, Clone, Copy)]
    struct V3 {
        x: f64,
        y: f64,
        z: f64,
    }

    #[differentiate]
    impl V3 {
        fn get(&self, i: usize) -> &f64 {
            match i {
                0 => &self.x,
                1 => &self.y,
                2 => &self.z,
                _ => panic!("no"),
            }
        }
        fn get_mut(&mut self, i: usize) -> &mut f64 {
            match i {
                0 => &mut self.x,
                1 => &mut self.y,
                _ => &mut self.z,
            }
        }
        fn norm(&self) -> f64 {
            let mut s = 0.0;
            for i in 0..3 {
                s += self.get(i) * self.get(i);
            }
            s.sqrt()
        }
        fn scale(&mut self, k: f64) {
            for i in 0..3 {
                *self.get_mut(i) *= k;
            }
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = V3 { x, y, z: x * y };
        v.scale(x);
        *v.get_mut(1) += y;
        v.norm() * *v.get(2)
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod structs {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct P {
        x: f64,
        m: f64,
    }

    #[derive(Clone, Debug, Differentiable)]
    struct W {
        ps: Vec<P>,
    }

    #[differentiate]
    impl W {
        #[differentiate]
        fn heavy(&self) -> &P {
            let mut b = &self.ps[0];
            for p in &self.ps {
                if p.m > b.m {
                    b = p;
                }
            }
            b
        }
        fn e(&self) -> f64 {
            let h = self.heavy();
            h.x * h.m
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = W { ps: vec![P { x, m: y }, P { x: y, m: x * y }] };
        let h: &P = w.heavy();
        h.x * h.m * w.e()
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod found_by_an_iterator {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

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

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod changed_argument {
    use chainrule::differentiate;
    use chainrule_tests::check;

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

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod overwritten_later {
    use chainrule::differentiate;
    use chainrule_tests::check;

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

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod on_the_way_of_another {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

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

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod exchanged {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

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

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod passed_on {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

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

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod changed_structs_in_loops {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct Cell {
        m: f64,
        n: f64,
    }

    #[derive(Clone, Debug, Differentiable)]
    struct Grid {
        c: Vec<Cell>,
        w: usize,
    }

    #[differentiate]
    impl Grid {
        #[differentiate]
        fn cell(&self, i: usize, j: usize) -> &Cell {
            &self.c[i * self.w + j]
        }
        #[differentiate]
        fn cell_mut(&mut self, i: usize, j: usize) -> &mut Cell {
            let w = self.w;
            &mut self.c[i * w + j]
        }
        fn step(&mut self, k: f64) {
            for i in 0..2 {
                for j in 0..2 {
                    let o = self.cell(j, i).m;
                    let c = self.cell_mut(i, j);
                    c.m += k * c.n;
                    c.n *= o;
                }
            }
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut g = Grid {
            c: vec![Cell { m: x, n: y }, Cell { m: y, n: x }, Cell { m: x * y, n: 1.0 }, Cell { m: 1.0, n: 2.0 }],
            w: 2,
        };
        for _ in 0..2 {
            g.step(x * 0.5);
        }
        let mut s = 0.0;
        for i in 0..2 {
            let c: &Cell = g.cell(i, 1);
            s += c.m * c.n;
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

mod leaf_of_a_tree {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct Tree {
        v: f64,
        l: Option<Box<Tree>>,
        r: Option<Box<Tree>>,
    }

    #[differentiate]
    fn least(t: &Tree) -> &f64 {
        match &t.l {
            Some(l) => least(l),
            None => &t.v,
        }
    }

    #[differentiate]
    fn walk<'a>(t: &'a Tree, path: &[bool]) -> &'a Tree {
        if path.is_empty() {
            return t;
        }
        let next = if path[0] { &t.l } else { &t.r };
        match next {
            Some(n) => walk(n, &path[1..]),
            None => t,
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let t = Tree {
            v: x,
            l: Some(Box::new(Tree { v: x * y, l: None, r: None })),
            r: Some(Box::new(Tree { v: y, l: Some(Box::new(Tree { v: y * y, l: None, r: None })), r: None })),
        };
        let w: &Tree = walk(&t, &[false, true]);
        *least(&t) * w.v + t.v
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod in_closures {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

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

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod slice_by_values {
    use chainrule::differentiate;
    use chainrule_tests::check;

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

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod pairs {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

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

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}
