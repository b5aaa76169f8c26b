//! Second derivatives through functions and closures that are passed to functions, and through parts of one container.

mod parts_of_one_container {
    use chainrule::{Differentiable, differentiate};

    #[differentiate(order = 2)]
    fn g(x: f64, a: &[f64]) -> f64 {
        let mut s = x;
        for i in 0..a.len() {
            s = s * a[i] + x.sin();
        }
        s
    }
    #[differentiate(order = 2)]
    fn scale(a: &mut [f64], b: &[f64], x: f64) {
        for i in 0..a.len() {
            a[i] *= x * b[i % b.len()];
        }
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = [x, y, x * y, 2.0];
        let (l, r) = v.split_at_mut(2);
        scale(l, r, x);
        scale(r, l, y);
        g(x * y, &v) * g(y, &[x, 3.0])
    }

    nestings!(f);
}

mod functions_that_are_passed {
    use chainrule::{Differentiable, differentiate};

    #[differentiate(order = 2)]
    fn cube(x: f64) -> f64 {
        x * x * x + x.sin()
    }
    #[differentiate(order = 2)]
    fn twice(g: impl Fn(f64) -> f64, x: f64) -> f64 {
        g(g(x) * 0.1) * x
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        twice(cube, x * y) + twice(&cube, y)
    }

    nestings!(f);
}

mod closures_that_capture {
    use chainrule::{Differentiable, differentiate};

    #[differentiate(order = 2)]
    fn newton<F: Fn(f64) -> f64>(g: F, x: f64, n: usize) -> f64 {
        let mut s = x;
        for _ in 0..n {
            s = s - 0.1 * g(s) * s;
        }
        s
    }
    #[differentiate(order = 2)]
    fn chain(g: &dyn Fn(f64) -> f64, x: f64) -> f64 {
        newton(|t| g(t * x) * t, x, 2)
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, y * x, 3.0];
        let k: usize = 2;
        let c = x * y;
        newton(|t| t * t * c - v[k] * t + v[1], y, 3) * newton(|t: f64| t.sin() * x, c, k) + chain(&|t: f64| t * y, x)
    }

    nestings!(f);
}

mod functions_of_slices_that_are_passed {
    use chainrule::{Differentiable, differentiate};

    #[differentiate(order = 2)]
    fn walk(g: impl Fn(&[f64], f64) -> f64, a: &[f64]) -> f64 {
        let mut b = a.to_vec();
        let mut s = 1.0;
        for i in 0..a.len() {
            b[i] *= s;
            s = g(&b, s) * a[i];
        }
        s
    }
    #[differentiate(order = 2)]
    fn total(a: &[f64], w: f64) -> f64 {
        let mut s = 0.0;
        for v in a {
            s += v * v * w;
        }
        s
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y, x * y];
        walk(total, &a) + walk(|b: &[f64], s: f64| b[0] * b[1] * s * x + a[2], &a)
    }

    nestings!(f);
}

mod functions_that_are_passed_on {
    use chainrule::{Differentiable, differentiate};

    #[differentiate(order = 2)]
    fn inner(g: &impl Fn(f64) -> f64, x: f64) -> f64 {
        if x > 100.0 { x } else { g(x) * inner(g, x * 10.0) }
    }
    #[differentiate(order = 2)]
    fn outer(g: impl Fn(f64) -> f64, h: impl Fn(f64) -> f64, x: f64) -> f64 {
        inner(&g, x) * inner(&|t: f64| h(g(t)) * x, x)
    }
    #[differentiate(order = 2)]
    fn sq(x: f64) -> f64 {
        x * x * 0.01
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let k = |t: f64| t * y + x;
        outer(sq, k, x.abs() + 1.0)
    }

    nestings!(f);
}

/// What a function gives is only compared.
mod compared {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn narrowed(f: impl Fn(f64) -> f64, mut lo: f64, mut hi: f64) -> f64 {
        for _ in 0..3 {
            let middle = 0.5 * (lo + hi);
            let next = middle - f(middle) * 0.1;
            if next > lo && next < middle {
                hi = middle;
            } else {
                lo = middle;
            }
        }
        lo - f(lo) * (hi - lo) / (f(hi) - f(lo))
    }

    #[differentiate(order = 2)]
    fn height(x: f64) -> f64 {
        x * x - 1.0
    }

    #[differentiate(order = 2, hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let over = height(x * y) * 2.0;
        let root = narrowed(|t| t * t * t - y * y - 3.0, x * 0.1, 4.0);
        if over > 100.0 { root } else { root * root * x }
    }

    nestings!(f);
}

mod values_of_local_lists {
    use chainrule::{Differentiable, differentiate};

    #[differentiate(order = 2)]
    fn bent(x: f64) -> f64 {
        x.sin() * x
    }
    #[differentiate(order = 2)]
    fn integrate<F: Fn(f64) -> f64>(g: F, a: f64) -> f64 {
        let nodes = vec![a, 2.0 * a];
        let mut s = 0.0;
        for q in nodes.iter() {
            s += g(*q) + bent(*q);
        }
        s
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        integrate(|t| (t * x).sin(), y)
    }

    nestings!(f);
}
