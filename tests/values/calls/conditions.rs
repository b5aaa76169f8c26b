//! Calls that change what is differentiated, in conditions, indices, bounds, and everywhere else where only their results
//! are read.

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

mod if_cond {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> bool {
        y[1] += y[0] * y[0] * x;
        y[1] > 1.0
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        if g(&mut a, y) {
            a[0] += a[1] * x;
        }
        a[0] * a[1]
    }
    tried!();
}

mod not_if {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> bool {
        y[1] += y[0] * y[0] * x;
        y[1] > 1.0
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        if !g(&mut a, y) {
            a[0] += a[1] * x;
        }
        a[0] * a[1]
    }
    tried!();
}

mod and_if {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> bool {
        y[1] += y[0] * y[0] * x;
        y[1] > 1.0
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        if x > 0.0 && g(&mut a, y) {
            a[0] += a[1] * x;
        }
        a[0] * a[1]
    }
    tried!();
}

mod value_if {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> f64 {
        y[1] += y[0] * y[0] * x;
        y[1]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        if g(&mut a, y) > 1.0 {
            a[0] += a[1] * x;
        }
        a[0] * a[1]
    }
    tried!();
}

mod while_cond {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> bool {
        y[1] += y[0] * y[0] * x * x;
        y[1] < 8.0 && y[1] > 0.0
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        while g(&mut a, y) {
            a[0] += a[1] * x.abs();
        }
        a[0] * a[1]
    }
    tried!();
}

mod while_value {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> f64 {
        y[1] += y[0] * y[0] * x * x;
        y[1]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        while g(&mut a, y) < 8.0 {
            a[0] += a[1] * x.abs();
        }
        a[0] * a[1]
    }
    tried!();
}

mod while_and {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> f64 {
        y[1] += y[0] * y[0] * x * x;
        y[1]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let mut n = 0;
        while n < 3 && g(&mut a, y) < 8.0 {
            n += 1;
            a[0] += a[1] * x.abs();
        }
        a[0] * a[1]
    }
    tried!();
}

mod match_scrutinee {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> usize {
        y[1] += y[0] * y[0] * x;
        if y[1] > 1.0 { 1 } else { 0 }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        match g(&mut a, y) {
            0 => a[0] += a[1] * x,
            _ => a[0] *= y,
        }
        a[0] * a[1]
    }
    tried!();
}

mod if_let {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> Option<usize> {
        y[1] += y[0] * y[0] * x;
        if y[1] > 1.0 { Some(1) } else { None }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        if let Some(n) = g(&mut a, y) {
            a[n] += a[1] * x;
        }
        a[0] * a[1]
    }
    tried!();
}

mod while_let {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> Option<usize> {
        y[1] += y[0] * y[0] * x * x;
        if y[1] < 8.0 { Some(1) } else { None }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        while let Some(n) = g(&mut a, y) {
            a[0] += a[n] * x.abs();
        }
        a[0] * a[1]
    }
    tried!();
}

mod let_else {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> Option<usize> {
        y[1] += y[0] * y[0] * x;
        if y[1] > 1.0 { Some(1) } else { None }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let Some(n) = g(&mut a, y) else {
            return a[1] * a[0] * x;
        };
        a[n] += a[1] * x;
        a[0] * a[1]
    }
    tried!();
}

mod bounds {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> usize {
        y[1] += y[0] * y[0] * x;
        3
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        for i in 0..g(&mut a, y) {
            a[0] += a[1] * x * i as f64;
        }
        a[0] * a[1]
    }
    tried!();
}

mod bounds2 {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> usize {
        y[1] += y[0] * y[0] * x;
        3
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        for i in g(&mut a, y)..=g(&mut a, x) + 1 {
            a[0] += a[1] * x * i as f64;
        }
        a[0] * a[1]
    }
    tried!();
}

mod index {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> usize {
        y[1] += y[0] * y[0] * x;
        1
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let b = [x * x, y * x];
        let s = b[g(&mut a, y)] * x;
        s * a[0] * a[1]
    }
    tried!();
}

mod index_written {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> usize {
        y[1] += y[0] * y[0] * x;
        1
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let mut b = [x * x, y * x];
        b[g(&mut a, y)] *= x;
        b[1] * a[0] * a[1]
    }
    tried!();
}

mod index_arith {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> usize {
        y[1] += y[0] * y[0] * x;
        1
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let mut b = [x * x, y * x, x];
        b[g(&mut a, y) + 1] *= x;
        b[2] * a[0] * a[1]
    }
    tried!();
}

mod cast {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> usize {
        y[1] += y[0] * y[0] * x;
        3
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let s = g(&mut a, y) as f64 * x;
        s + a[0] * a[1]
    }
    tried!();
}

mod let_int {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> usize {
        y[1] += y[0] * y[0] * x;
        3
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let n = g(&mut a, y) + 2;
        a[0] * a[1] * n as f64
    }
    tried!();
}

mod add_assign_int {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> usize {
        y[1] += y[0] * y[0] * x;
        3
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let mut n = 1;
        n += g(&mut a, y);
        n *= 1 + g(&mut a, x);
        a[0] * a[1] * n as f64
    }
    tried!();
}

mod as_argument {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> usize {
        y[1] += y[0] * y[0] * x;
        3
    }
    #[differentiate]
    fn h(n: usize, x: f64) -> f64 {
        x * n as f64
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let b = h(g(&mut a, y), x * y);
        a[0] * a[1] * b
    }
    tried!();
}

mod method_cond {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Differentiable)]
    struct S {
        v: [f64; 2],
    }
    #[differentiate]
    impl S {
        fn g(&mut self, x: f64) -> bool {
            self.v[1] += self.v[0] * self.v[0] * x;
            self.v[1] > 1.0
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = S { v: [x, y] };
        if a.g(y) {
            a.v[0] += a.v[1] * x;
        }
        a.v[0] * a.v[1]
    }
    tried!();
}

mod method_while {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Differentiable)]
    struct S {
        v: [f64; 2],
    }
    #[differentiate]
    impl S {
        fn g(&mut self, x: f64) -> bool {
            self.v[1] += self.v[0] * self.v[0] * x * x;
            self.v[1] < 8.0
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = S { v: [x, y] };
        while a.g(y) {
            a.v[0] += a.v[1] * x.abs();
        }
        a.v[0] * a.v[1]
    }
    tried!();
}

mod method_and {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Differentiable)]
    struct S {
        v: [f64; 2],
    }
    #[differentiate]
    impl S {
        fn g(&mut self, x: f64) -> bool {
            self.v[1] += self.v[0] * self.v[0] * x * x;
            self.v[1] < 8.0
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = S { v: [x, y] };
        let mut n = 0;
        while n < 4 && a.g(y) {
            n += 1;
            a.v[0] += a.v[1] * x.abs();
        }
        a.v[0] * a.v[1]
    }
    tried!();
}

mod method_index {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Differentiable)]
    struct S {
        v: [f64; 2],
    }
    #[differentiate]
    impl S {
        fn g(&mut self, x: f64) -> usize {
            self.v[1] += self.v[0] * self.v[0] * x * x;
            1
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = S { v: [x, y] };
        let b = [x, y * x];
        let c = b[a.g(y)];
        a.v[0] * a.v[1] * c
    }
    tried!();
}

mod tuple {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> usize {
        y[1] += y[0] * y[0] * x;
        3
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let (n, z) = (g(&mut a, y), a[1] * x);
        a[0] * z * n as f64
    }
    tried!();
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

mod repeat {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> usize {
        y[1] += y[0] * y[0] * x;
        3
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let v = vec![x; g(&mut a, y)];
        let s: f64 = v.iter().sum();
        s * a[0] * a[1]
    }
    tried!();
}

mod in_struct {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Differentiable)]
    struct S {
        v: f64,
        #[constant]
        n: usize,
    }
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> usize {
        y[1] += y[0] * y[0] * x;
        3
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let s = S { n: g(&mut a, y), v: a[1] * x };
        s.v * a[0] * s.n as f64
    }
    tried!();
}

mod closure_cond {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let mut g = |k: f64| {
            a[1] += a[0] * a[0] * k;
            a[1] > 1.0
        };
        let mut t = x;
        if g(y) {
            t += y * x;
        }
        if g(t) {
            t *= y;
        }
        a[0] * a[1] * t
    }
    tried!();
}

mod else_if {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> bool {
        y[1] += y[0] * y[0] * x;
        y[1] > 3.0
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        if g(&mut a, y) {
            a[0] += a[1] * x;
        } else if g(&mut a, x) {
            a[0] += 2.0 * a[1];
        } else if g(&mut a, x * x) {
            a[0] -= a[1];
        }
        a[0] * a[1]
    }
    tried!();
}

mod branch_value {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> bool {
        y[1] += y[0] * y[0] * x;
        y[1] > 3.0
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let z = if g(&mut a, y) { a[1] * x } else { a[0] };
        z * a[0] * a[1]
    }
    tried!();
}

mod ret {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> bool {
        y[1] += y[0] * y[0] * x;
        y[1] > 3.0
    }
    #[differentiate]
    fn k(a: &mut [f64; 2], x: f64) -> bool {
        return g(a, x * x);
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        loop {
            if k(&mut a, x) || g(&mut a, 2.0) {
                break;
            }
            a[0] += 0.5;
        }
        a[0] * a[1]
    }
    tried!();
}

mod for_each_container {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut f64, x: f64) -> bool {
        *y += *y * *y * x;
        *y > 3.0
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![x, y, x * y];
        let mut n = 0;
        for v in a.iter_mut() {
            if g(v, x) {
                n += 1;
            }
        }
        a[0] * a[1] + a[2] * n as f64
    }
    tried!();
}

mod retain_like {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut f64, x: f64) -> bool {
        *y += *y * *y * x;
        *y > 0.5
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![x, y, x * y];
        let n = a.iter_mut().filter_map(|v| if g(v, x) { Some(*v) } else { None }).sum::<f64>();
        a[0] * a[1] + a[2] * n
    }
    tried!();
}

mod push_int {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> usize {
        y[1] += y[0] * y[0] * x;
        1
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let mut q = Vec::new();
        q.push(g(&mut a, x));
        q.push(g(&mut a, y));
        a[q[0]] * a[q[1] - 1]
    }
    tried!();
}

mod question {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> Option<usize> {
        y[1] += y[0] * y[0] * x;
        if y[1] > 1.0 { Some(1) } else { None }
    }
    #[differentiate]
    fn k(x: f64, y: f64) -> Option<f64> {
        let mut a = [x, y];
        let n = g(&mut a, y)?;
        Some(a[n] * a[0])
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        k(x, y).unwrap_or(x * y)
    }
    tried!();
}

mod is_some {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> Option<usize> {
        y[1] += y[0] * y[0] * x;
        if y[1] > 1.0 { Some(1) } else { None }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        if g(&mut a, y).is_some() {
            a[0] *= x;
        }
        a[0] * a[1]
    }
    tried!();
}

mod matches {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> Option<usize> {
        y[1] += y[0] * y[0] * x;
        if y[1] > 1.0 { Some(1) } else { None }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        if matches!(g(&mut a, y), Some(_)) {
            a[0] *= x;
        }
        a[0] * a[1]
    }
    tried!();
}

mod discard {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> bool {
        y[1] += y[0] * y[0] * x;
        y[1] > 3.0
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let _ = g(&mut a, y);
        _ = g(&mut a, x);
        g(&mut a, 2.0);
        a[0] * a[1]
    }
    tried!();
}

mod assign_bool {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(y: &mut [f64; 2], x: f64) -> bool {
        y[1] += y[0] * y[0] * x;
        y[1] > 3.0
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let mut ok = false;
        ok = g(&mut a, y);
        let mut n = [false; 2];
        n[1] = g(&mut a, x);
        ok |= g(&mut a, y);
        if ok && n[1] {
            a[0] *= 2.0;
        }
        a[0] * a[1]
    }
    tried!();
}

mod cond_param {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(x: f64, y: &mut [f64; 2]) -> f64 {
        y[1] *= y[0] * x;
        y[0] = y[0].sin();
        y[1]
    }
    #[differentiate]
    fn h(x: f64, y: &mut [f64; 2]) -> f64 {
        if !(g(x, y) < 0.58) {
            return x;
        }
        y[0] * y[1] * x
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        h(x, &mut a) * a[0] + a[1]
    }
    tried!();
}

mod cond_param_twice {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(x: f64, y: &mut [f64; 2]) -> f64 {
        y[1] *= y[0] * x;
        y[0] = y[0].sin();
        y[1]
    }
    #[differentiate]
    fn h(x: f64, y: &mut [f64; 2]) -> f64 {
        let s = g(x, y);
        if !(g(x, y) < 0.58) {
            return x;
        }
        y[0] * y[1] * x * s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        h(x, &mut a) * a[0] + a[1]
    }
    tried!();
}

mod lent_aliases {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn g(x: f64, y: &mut f64) -> f64 {
        *y *= *y * x;
        *y
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let r = &mut a[0];
        if g(x, r) > 0.58 {
            *r *= 2.0;
        }
        let mut n = 0;
        for v in a.iter_mut() {
            if g(y, v) > 0.4 {
                n += 1;
            }
            while n < 4 && g(x, v) > 0.2 {
                n += 1;
            }
        }
        a[0] + a[1] * n as f64
    }
    tried!();
}

mod lent_to_methods {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Differentiable)]
    struct S {
        v: f64,
    }
    #[differentiate]
    impl S {
        fn g(&self, x: f64, y: &mut [f64; 2]) -> bool {
            y[1] *= y[0] * x * self.v;
            y[1] > 0.3
        }
    }
    #[differentiate]
    fn h(x: f64, y: &mut [f64; 2], s: &S) -> f64 {
        if x > 0.0 || s.g(x, y) {
            y[1] *= x;
        }
        let b = [x, x * x];
        let c = b[if s.g(y[0], y) { 1 } else { 0 }];
        y[0] * y[1] * c
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let s = S { v: y };
        h(x, &mut a, &s) * a[0] + a[1]
    }
    tried!();
}

mod lent_receivers {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Differentiable)]
    struct S {
        v: f64,
    }
    #[differentiate]
    impl S {
        fn g(&mut self, x: f64) -> f64 {
            self.v *= x * x;
            self.v
        }
        fn h(&mut self, x: f64) -> f64 {
            if self.g(x) > 0.5 {
                self.v += x;
            }
            let mut n = 0;
            while n < 3 && self.g(x) < 3.0 {
                n += 1;
            }
            self.v * self.v
        }
    }
    #[differentiate]
    fn k(s: &mut S, x: f64) -> f64 {
        if s.g(x) > 1.0 { s.v * 2.0 } else { s.h(x) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = S { v: y };
        let a = s.h(x);
        let b = k(&mut s, y);
        a * b * s.v
    }
    tried!();
}

mod lent_to_closures {
    use chainrule::{Differentiable, differentiate};
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let up = |v: &mut f64| {
            *v *= x;
            *v > 0.7
        };
        if up(&mut a[0]) {
            a[1] *= 2.0;
        }
        let r = &mut a[1];
        if up(r) {
            a[1] *= x;
        }
        a[0] * a[1]
    }
    tried!();
}
