//! Calls whose results are several values without a derivative.

/// Tests `f` of two scalars at several points.
macro_rules! tried {
    () => {
        #[test]
        fn gradients() {
            for (x, y) in [(0.7, 1.3), (1.9, 0.4), (2.3, 2.9), (-0.6, 0.8)] {
                chainrule_tests::check!(f(x, y));
            }
        }
    };
}

mod tuple_result {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> (usize, bool) {
        y[1] += y[0] * y[0] * x;
        (3, true)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let (n, z) = g(&mut a, y);
        if z {
            a[0] *= x;
        }
        a[0] * a[1] * n as f64
    }
    tried!();
}

mod tuple_result_jvp {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> (usize, bool) {
        y[1] += y[0] * y[0] * x;
        (3, true)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let (n, z) = g(&mut a, y);
        if z {
            a[0] *= x;
        }
        a[0] * a[1] * n as f64
    }
    tried!();
}

mod tuple_pair {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &[f64; 2], x: f64) -> (usize, bool) {
        (3, y[0] > x)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let (n, z) = g(&a, y);
        if z {
            a[0] *= x;
        }
        a[0] * a[1] * n as f64
    }
    tried!();
}

mod tuple_typed {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> (usize, bool) {
        y[1] += y[0] * y[0] * x;
        (3, true)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let (n, z): (usize, bool) = g(&mut a, y);
        if z {
            a[0] *= x;
        }
        a[0] * a[1] * n as f64
    }
    tried!();
}

mod tuple_whole {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> (usize, bool) {
        y[1] += y[0] * y[0] * x;
        (3, true)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let t = g(&mut a, y);
        if t.1 {
            a[0] *= x;
        }
        a[0] * a[1] * t.0 as f64
    }
    tried!();
}

mod tuple_mixed {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> (usize, (bool, i32)) {
        y[1] += y[0] * y[0] * x;
        (3, (true, 1))
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let (n, (z, _)) = g(&mut a, y);
        if z {
            a[0] *= x;
        }
        a[0] * a[1] * n as f64
    }
    tried!();
}

mod array_result {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> [usize; 2] {
        y[1] += y[0] * y[0] * x;
        [3, 1]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let [n, z] = g(&mut a, y);
        a[0] * a[1] * n as f64 + z as f64 * x
    }
    tried!();
}

mod vec_result {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> Vec<usize> {
        y[1] += y[0] * y[0] * x;
        vec![3, 1]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let n = g(&mut a, y);
        a[0] * a[n[1]] * n[0] as f64 + n[1] as f64 * x
    }
    tried!();
}

mod tuple_ignored {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> (usize, bool, i32) {
        y[1] += y[0] * y[0] * x;
        (3, true, 2)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let _t = g(&mut a, y);
        g(&mut a, y * x);
        a[0] * a[1]
    }
    tried!();
}

mod argsort {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn argsort(a: &[f64]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..a.len()).collect();
        order.sort_by(|i, j| a[*i].total_cmp(&a[*j]));
        order
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y, x * y, x + y];
        let order = argsort(&a);
        let mut s = 0.0;
        for (k, i) in order.iter().enumerate() {
            s += a[*i] * a[*i] * k as f64;
        }
        s
    }
    tried!();
}

mod option_pair {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn largest(a: &[f64]) -> Option<(usize, bool)> {
        let mut best = None;
        for i in 0..a.len() {
            if best.is_none_or(|b: (usize, bool)| a[i] > a[b.0]) {
                best = Some((i, i > 1));
            }
        }
        best
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y, x * y, x + y];
        let Some((i, late)) = largest(&a) else { return x };
        if late { a[i] * x } else { a[i] * y }
    }
    tried!();
}
