//! `Index` and `IndexMut` of types of one's own, by numbers and enums.

use chainrule::{Differentiable, differentiate};
use std::ops::{Index, IndexMut};

#[derive(Clone, Debug, Differentiable)]
struct Poly(Vec<f64>);

#[differentiate]
impl Index<usize> for Poly {
    type Output = f64;
    fn index(&self, i: usize) -> &f64 {
        &self.0[i]
    }
}

#[differentiate]
impl IndexMut<usize> for Poly {
    fn index_mut(&mut self, i: usize) -> &mut f64 {
        &mut self.0[i]
    }
}

mod polynomial {
    use super::{Poly, differentiate};

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = Poly(vec![x, y, x * y]);
        p[1] *= 2.0;
        p[0] = p[1] * x;
        p[0] * p[1] + p[2]
    }

    chainrule_tests::agrees!(f);
}

mod parameters {
    use chainrule::{Differentiable, differentiate};
    use std::ops::{Index, IndexMut};

    #[derive(Clone, Debug, Differentiable)]
    struct Poly {
        c: Vec<f64>,
    }

    #[differentiate]
    impl Index<usize> for Poly {
        type Output = f64;
        fn index(&self, i: usize) -> &Self::Output {
            &self.c[i]
        }
    }

    #[differentiate]
    impl IndexMut<usize> for Poly {
        fn index_mut(&mut self, i: usize) -> &mut Self::Output {
            &mut self.c[i]
        }
    }

    #[differentiate]
    fn g(p: &Poly, x: f64) -> f64 {
        let mut s = 0.0;
        for i in (0..p.c.len()).rev() {
            s = s * x + p[i];
        }
        s
    }

    #[differentiate]
    fn h(p: &mut Poly, x: f64) {
        for i in 0..3 {
            p[i] *= x;
            p[i] += p[(i + 1) % 3];
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = Poly { c: vec![x, y, x * y] };
        h(&mut p, y);
        g(&p, x)
    }

    chainrule_tests::agrees!(f);
}

mod named_fields {
    use chainrule::{Differentiable, differentiate};
    use std::ops::{Index, IndexMut};

    #[derive(Differentiable, Clone, Copy)]
    struct V {
        x: f64,
        y: f64,
    }

    #[differentiate]
    impl Index<usize> for V {
        type Output = f64;
        fn index(&self, i: usize) -> &f64 {
            match i {
                0 => &self.x,
                1 => &self.y,
                _ => panic!("index"),
            }
        }
    }

    #[differentiate]
    impl IndexMut<usize> for V {
        fn index_mut(&mut self, i: usize) -> &mut f64 {
            match i {
                0 => &mut self.x,
                1 => &mut self.y,
                _ => unreachable!(),
            }
        }
    }

    #[differentiate]
    impl V {
        fn dot(&self, o: &V) -> f64 {
            let mut s = 0.0;
            for i in 0..2 {
                s += self[i] * o[i];
            }
            s
        }
        fn scale(&mut self, k: f64) {
            for i in 0..2 {
                self[i] *= k;
            }
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = V { x, y };
        let w = V { x: y, y: x * x };
        v.scale(x);
        v.dot(&w) * v[0]
    }

    chainrule_tests::agrees!(f);
}

mod rows {
    use chainrule::{Differentiable, differentiate};
    use std::ops::{Index, IndexMut};

    #[derive(Clone, Debug, Differentiable)]
    struct M {
        d: Vec<f64>,
        c: usize,
    }

    #[differentiate]
    impl Index<usize> for M {
        type Output = [f64];
        fn index(&self, i: usize) -> &[f64] {
            &self.d[i * self.c..(i + 1) * self.c]
        }
    }

    #[differentiate]
    impl IndexMut<usize> for M {
        fn index_mut(&mut self, i: usize) -> &mut [f64] {
            let c = self.c;
            &mut self.d[i * c..(i + 1) * c]
        }
    }

    #[differentiate]
    fn matvec(m: &M, x: &[f64]) -> Vec<f64> {
        let mut out = vec![0.0; 2];
        for i in 0..m.c {
            for j in 0..2 {
                out[i] += m[i][j] * x[j];
            }
        }
        out
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = M { d: vec![x, y, x * y, 1.0], c: 2 };
        m[0][1] *= x;
        for i in 0..2 {
            m[i][i] += y * m[0][1];
        }
        let v = matvec(&m, &[x, y]);
        v[0] * v[1] + m[1].iter().sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod by_enum {
    use chainrule::{Differentiable, differentiate};
    use std::ops::Index;
    #[derive(Clone, Copy)]
    enum Ax {
        A,
        B,
    }

    #[derive(Clone, Debug, Differentiable)]
    struct S {
        v: [f64; 2],
    }

    #[differentiate]
    impl Index<Ax> for S {
        type Output = f64;
        fn index(&self, i: Ax) -> &f64 {
            &self.v[i as usize]
        }
    }

    #[differentiate]
    fn g(s: &S) -> f64 {
        s[Ax::A] * s[Ax::B]
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let s = S { v: [x, y * x] };
        g(&s)
    }

    chainrule_tests::agrees!(f);
}

mod generic {
    use chainrule::{Differentiable, differentiate};
    use std::ops::Index;

    #[derive(Clone, Debug, Differentiable)]
    struct P<T> {
        c: Vec<T>,
    }

    #[differentiate]
    impl<T: chainrule::Real> Index<usize> for P<T> {
        type Output = T;
        fn index(&self, i: usize) -> &T {
            &self.c[i]
        }
    }

    #[differentiate]
    fn g(p: &P<f64>, x: f64) -> f64 {
        let last = p.c.len() - 1;
        p[0] * x + p[last]
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p = P { c: vec![x, y * x] };
        g(&p, y)
    }

    chainrule_tests::agrees!(f);
}

mod field_of_a_struct {
    use super::{Differentiable, Poly, differentiate};

    #[differentiate]
    fn make(x: f64, y: f64) -> Poly {
        Poly(vec![x, y * x])
    }

    #[derive(Clone, Debug, Differentiable)]
    struct S {
        p: Poly,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = make(x, y);
        p[0] *= p[1];
        let s = S { p };
        s.p[0] * s.p[1] + y
    }

    chainrule_tests::agrees!(f);
}
