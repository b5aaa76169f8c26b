//! References that methods give, bound by `let` without a type: the file tells what they are.

use chainrule::{Differentiable, differentiate};

#[derive(Differentiable, Clone)]
struct Part {
    a: f64,
    b: f64,
}

#[derive(Differentiable, Clone)]
struct Whole {
    p: [f64; 3],
    v: Vec<f64>,
    parts: Vec<Part>,
    one: Part,
    h: f64,
    k: usize,
}

#[differentiate]
impl Part {
    fn a(&self) -> &f64 {
        &self.a
    }
    fn b_mut(&mut self) -> &mut f64 {
        &mut self.b
    }
}

#[differentiate]
impl Whole {
    fn row(&mut self) -> &mut [f64] {
        &mut self.p
    }
    fn list(&mut self) -> &mut Vec<f64> {
        &mut self.v
    }
    fn at(&self, i: usize) -> &f64 {
        if i > 1 { &self.v[i - 2] } else { &self.p[i] }
    }
    fn top(&mut self) -> &mut f64 {
        let k = self.k;
        &mut self.v[k]
    }
    fn first(&mut self) -> &mut Part {
        &mut self.parts[0]
    }
    fn pick(&self, i: usize) -> &Part {
        if i == 0 { &self.one } else { &self.parts[i - 1] }
    }
}

#[differentiate]
fn whole(x: f64, y: f64) -> Whole {
    Whole {
        p: [x, y, x * y],
        v: vec![y, x],
        parts: vec![Part { a: x, b: y }, Part { a: y, b: x * y }],
        one: Part { a: 1.0, b: x },
        h: x * y,
        k: 0,
    }
}

mod numbers {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = whole(x, y);
        let n = w.v.len();
        for i in 0..n + 1 {
            let a = w.at(i);
            w.h += a * x;
        }
        w.k = n - 1;
        while w.h < 50.0 && w.k > 0 {
            let t = w.top();
            *t *= *t * 0.1;
            let z = *t;
            w.h += z;
            w.k -= 1;
        }
        let t = w.top();
        let u = *t;
        match t {
            q if *q > 0.0 => *q *= 2.0,
            q => *q -= u,
        }
        w.h + w.v[0] * w.v[1]
    }

    chainrule_tests::agrees!(f);
}

mod lists {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = whole(x, y);
        let r = w.row();
        r[0] *= y;
        r.swap(0, 2);
        let s: f64 = r.iter().sum();
        let l = w.list();
        l.push(s);
        l[0] *= l[1];
        w.v[0] * w.v[2] + w.p[0] * w.p[2]
    }

    chainrule_tests::agrees!(f);
}

mod structs {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = whole(x, y);
        let part = w.first();
        let b = part.b_mut();
        *b *= x;
        part.a += 1.0;
        let q = part.a();
        let mut s = *q * 2.0;
        for i in 0..3 {
            let p = w.pick(i);
            let a = p.a();
            s += a * p.b + *w.pick(2 - i).a();
        }
        let m = w.parts[1].b_mut();
        *m += s;
        let last = *m;
        w.one.a *= last;
        s + w.one.a * w.parts[0].b + w.parts[1].b
    }

    chainrule_tests::agrees!(f);
}

/// In a block that is an operand, beside what changes the same.
mod in_operands {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = whole(x, y);
        let mut sum = 0.0;
        sum += {
            let top = w.top();
            *top * x
        };
        sum += w.v[0]
            * {
                let top = w.top();
                *top *= y;
                *top
            }
            * w.v[0];
        sum + w.h
    }

    chainrule_tests::agrees!(f);
}

/// At order 2.
mod twice {
    use super::*;

    #[derive(Differentiable, Clone)]
    struct Pair {
        h: f64,
        t: f64,
    }

    #[differentiate(order = 2)]
    impl Pair {
        fn part(&mut self) -> &mut f64 {
            &mut self.h
        }
    }

    #[differentiate(grad, hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = Pair { h: x, t: y };
        let q = w.part();
        *q *= y * *q;
        let z = *q;
        z * w.t + w.h.sin()
    }

    #[test]
    fn the_hessian_agrees() {
        let (x, y) = (0.7f64, 1.3);
        // f = x²y² + sin(x²y)
        let (s, c) = (x * x * y).sin_cos();
        let (gx, gy) = grad_f(x, y);
        approx::assert_relative_eq!(gx, 2.0 * x * y * y + 2.0 * x * y * c, max_relative = 1e-14);
        approx::assert_relative_eq!(gy, 2.0 * x * x * y + x * x * c, max_relative = 1e-14);
        let [[xx, xy], [yx, yy]] = hessian_f(x, y);
        approx::assert_relative_eq!(xx, 2.0 * y * y + 2.0 * y * c - 4.0 * x * x * y * y * s, max_relative = 1e-13);
        approx::assert_relative_eq!(xy, 4.0 * x * y + 2.0 * x * c - 2.0 * x * x * x * y * s, max_relative = 1e-13);
        approx::assert_relative_eq!(yx, xy, max_relative = 1e-13);
        approx::assert_relative_eq!(yy, 2.0 * x * x - x * x * x * x * s, max_relative = 1e-13);
    }
}
