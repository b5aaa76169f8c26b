//! Results that are references into structs: getters, fields, elements.

mod getter {
    use chainrule::{Differentiable, differentiate};

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

    chainrule_tests::agrees!(f);
}

mod getters_beside {
    use chainrule::{Differentiable, differentiate};

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

    chainrule_tests::agrees!(f);
}

mod changed_element {
    use chainrule::{Differentiable, differentiate};

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

    chainrule_tests::agrees!(f);
}

mod changed_in_loops {
    use chainrule::{Differentiable, differentiate};

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

    chainrule_tests::agrees!(f);
}

mod generic {
    use chainrule::differentiate;

    #[differentiate]
    fn first<T: chainrule::Real>(a: &[T], i: usize) -> &T {
        if i > 5 { &a[0] } else { &a[i] }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y * 2.0, x * y];
        *first(&a, 1) * *first(&a, 7)
    }

    chainrule_tests::agrees!(f);
}

mod field_by_number {
    use chainrule::{Differentiable, differentiate};

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

    chainrule_tests::agrees!(f);
}

mod structs {
    use chainrule::{Differentiable, differentiate};

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

    chainrule_tests::agrees!(f);
}

mod changed_structs_in_loops {
    use chainrule::{Differentiable, differentiate};

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

    chainrule_tests::agrees!(f);
}
