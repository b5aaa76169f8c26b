//! Types that only the surroundings of a value tell: of results, of fields, of ranges; types without a derivative in containers.

mod list_of_a_type_without_a_derivative {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug)]
    struct Obs {
        i: usize,
        uv: (f64, f64),
    }
    #[differentiate]
    fn cost(p: &[f64], #[constant] obs: &[Obs]) -> f64 {
        obs.iter().map(|o| (p[o.i] - o.uv.0).powi(2)).sum()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p = [x, y * x];
        let obs: Vec<Obs> = (0..6).map(|i| Obs { i: i % 2, uv: (0.1 * i as f64, 0.15) }).collect();
        cost(&p, &obs)
    }

    chainrule_tests::agrees!(f);
}

mod arrays_in_a_tuple_struct {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    struct M2([[f64; 2]; 2]);
    #[differentiate]
    impl M2 {
        fn mulv(&self, v: [f64; 2]) -> [f64; 2] {
            self.0.map(|row| row[0] * v[0] + row[1] * v[1])
        }
        fn sum(&self, v: [f64; 2]) -> f64 {
            let a: [f64; 2] = self.0.map(|row| row[0] * v[0] + row[1] * v[1]);
            a[0] * a[1]
        }
        fn add(self, o: M2) -> M2 {
            M2(std::array::from_fn(|i| std::array::from_fn(|j| self.0[i][j] + o.0[i][j])))
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = M2([[x, y], [y * y, 1.0]]).add(M2([[x * x, 1.0], [0.0, 2.0]]));
        m.mulv([x, 1.0])[1] + m.sum([1.0, y])
    }

    chainrule_tests::agrees!(f);
}

mod ranges_from_below_zero {
    use chainrule::{Differentiable, differentiate};

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let k = [x, y, x * y];
        let mut s = 0.0;
        for (d, w) in (-1..=1).zip(&k) {
            s += w * (d as f64 + 2.0) * (x + d as f64).sin();
        }
        for (d, w) in (-1..=1).zip(k.iter()) {
            s += w * f64::from(d);
        }
        for (w, d) in k.iter().zip(-1i32..) {
            s += w * f64::from(d).powi(2);
        }
        for (d, w) in (0..3u8).zip(k) {
            s += w * f64::from(d);
        }
        s + (-2..=2).map(|d| (x + d as f64 * 0.1).cos()).sum::<f64>()
            + k.iter().zip(-1..2).map(|(w, d)| w.powi(d + 2)).sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod operator_on_a_part_of_a_list {
    use chainrule::{Differentiable, differentiate};

    use std::ops::Mul;
    #[derive(Clone, Debug, PartialEq, Differentiable)]
    struct Matrix {
        rows: usize,
        cols: usize,
        data: Vec<f64>,
    }
    #[differentiate]
    impl Mul<&[f64]> for &Matrix {
        type Output = Vec<f64>;
        fn mul(self, v: &[f64]) -> Vec<f64> {
            (0..self.rows).map(|i| (0..self.cols).map(|j| self.data[i * self.cols + j] * v[j]).sum()).collect()
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let ys = vec![x, y, 1.0];
        let m = Matrix { rows: 2, cols: 2, data: vec![x, y, 1.0, x * y] };
        let p = &m * &ys[..2];
        let q = &m * &ys[1..];
        p[0] * q[1]
    }

    chainrule_tests::agrees!(f);
}

mod list_of_what_a_range_gives {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Costs {
        hold: f64,
        backlog: f64,
        fixed: f64,
    }
    #[differentiate]
    fn g(costs: &Costs, _t: usize, _stock: i32) -> f64 {
        let mut vals = Vec::new();
        for q in 0..=2 {
            let mut v = costs.hold * q as f64 + costs.fixed;
            v += costs.backlog;
            vals.push(v);
        }
        vals.iter().map(|v| (-(v - 1.0) / 0.1).exp()).sum::<f64>().ln()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&Costs { hold: x, backlog: y, fixed: x * y }, 0, 1)
    }

    chainrule_tests::agrees!(f);
}

mod least_of_such_a_list {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Costs {
        hold: f64,
        backlog: f64,
        fixed: f64,
    }
    #[differentiate]
    fn g(costs: &Costs, _t: usize, _stock: i32) -> f64 {
        let mut vals = Vec::new();
        for q in 0..=2 {
            let mut v = costs.hold * q as f64 + if q > 0 { costs.fixed } else { 0.0 };
            v += costs.backlog;
            vals.push(v);
        }
        let m = vals.iter().copied().fold(f64::INFINITY, f64::min);
        m
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&Costs { hold: x, backlog: y, fixed: x * y }, 0, 1)
    }

    chainrule_tests::agrees!(f);
}

mod owned_copy_of_a_slice {
    use chainrule::{Differentiable, differentiate};

    #[differentiate]
    fn g(u0: &[f64]) -> f64 {
        let mut u = u0.to_owned();
        for _ in 0..2 {
            let b: Vec<f64> = u.iter().map(|v| v * v).collect();
            u = b;
        }
        u[0] * u[1]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y])
    }

    chainrule_tests::agrees!(f);
}

mod boxes_taken_apart {
    use chainrule::{Differentiable, differentiate};

    #[derive(Debug, Clone, Differentiable)]
    enum Node {
        Const(f64),
        Var(f64),
        Bin(#[constant] char, Box<Node>, Box<Node>),
    }
    #[differentiate]
    fn eval(n: &Node) -> f64 {
        match n {
            Node::Const(c) => *c,
            Node::Var(c) => c * c,
            Node::Bin('+', a, b) => eval(a) + eval(b),
            Node::Bin(_, a, b) => eval(a) * eval(b),
        }
    }
    #[differentiate]
    fn simplify(n: Node) -> Node {
        match n {
            Node::Bin('*', a, b) if matches!(*a, Node::Const(c) if c == 1.0) => simplify(*b),
            Node::Bin(op, a, b) => Node::Bin(op, Box::new(simplify(*a)), Box::new(simplify(*b))),
            leaf => leaf,
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let b = |op, a, b| Node::Bin(op, Box::new(a), Box::new(b));
        eval(&simplify(b('+', b('*', Node::Const(1.0), Node::Var(x)), b('*', Node::Const(y), Node::Var(x * y)))))
    }

    chainrule_tests::agrees!(f);
}

mod box_given_away {
    use chainrule::{Differentiable, differentiate};

    #[derive(Debug, Clone, Differentiable)]
    struct P {
        a: f64,
        v: Vec<f64>,
    }
    #[differentiate]
    fn g(p: P) -> f64 {
        p.a * p.v[0]
    }
    #[differentiate]
    fn h(b: Box<P>) -> f64 {
        g(*b) * 2.0
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let b = Box::new(P { a: x, v: vec![y, x] });
        let c = b.clone();
        h(b) + g(*c)
    }

    chainrule_tests::agrees!(f);
}

mod lengths_told_by_fields {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct M {
        a: [f64; 3],
        b: [[f64; 2]; 3],
    }
    #[differentiate]
    fn soft<const N: usize>(row: [f64; N]) -> [f64; N] {
        row.map(|v| v.exp())
    }
    #[differentiate]
    fn make(x: f64, y: f64) -> M {
        let raw = |i: usize, j: usize| x * i as f64 + y * j as f64;
        let a = soft(std::array::from_fn(|i| raw(i, 3)));
        let b = std::array::from_fn(|i| soft(std::array::from_fn(|j| raw(i, j))));
        M { a, b }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = make(x, y);
        m.a[1] + m.b[2][1] * m.a[0]
    }

    chainrule_tests::agrees!(f);
}
