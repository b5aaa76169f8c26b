//! `#[checkpoint]` changes where values come from, and nothing else: the gradient is the same, bit for bit.
//!
//! Each program is a macro of the attribute: it is compiled without it, with it, and with slots.

use chainrule::{Differentiable, differentiate};

/// The bits of a gradient.
pub(crate) fn bits((x, y): (f64, f64)) -> (u64, u64) {
    (x.to_bits(), y.to_bits())
}

/// Tests `program!` with each of these attributes against the program without one.
macro_rules! same {
    ($program:ident) => {
        same!($program, assert_near_differences);
    };
    ($program:ident without differences) => {
        same!($program, |_, _, _, _| ());
    };
    ($program:ident once) => {
        same!($program, assert_near_differences, once => (#[checkpoint]));
    };
    ($program:ident, $check:expr) => {
        same!(
            $program,
            $check,
            root => (#[checkpoint]),
            one => (#[checkpoint(binomial = 1)]),
            three => (#[checkpoint(binomial = 3)])
        );
    };
    ($program:ident, $check:expr, $($with:ident => ($($attribute:tt)*)),*) => {
        mod $program {
            use super::*;
            mod without {
                use super::*;
                $program!();
                through!();
            }
            $(mod $with {
                use super::*;
                $program!($($attribute)*);
                through!();
            })*
            #[test]
            fn gradients_are_the_same() {
                for (x, y) in [(0.7, 1.3), (1.9, 0.4), (-0.6, 0.8)] {
                    let (value, gradient) = without::value_and_grad_f(x, y);
                    let (_, back) = without::vjp_f(x, y);
                    let pulled = back(0.75);
                    let inside = without::grad_through(x, y);
                    let forward = without::jvp_f(x, 0.3, y, -0.7);
                    let check: fn(&dyn Fn(f64, f64) -> f64, (f64, f64), f64, f64) = $check;
                    check(&without::f, gradient, x, y);
                    $({
                        let name = stringify!($with);
                        let (found, again) = $with::value_and_grad_f(x, y);
                        assert_eq!(found.to_bits(), value.to_bits(), "{name}: value at {x} {y}");
                        assert_eq!(bits(again), bits(gradient), "{name}: {again:?} for {gradient:?} at {x} {y}");
                        let (found, back) = $with::vjp_f(x, y);
                        assert_eq!(found.to_bits(), value.to_bits(), "{name}: value of vjp at {x} {y}");
                        for call in ["first", "second"] {
                            let again = back(0.75);
                            assert_eq!(bits(again), bits(pulled), "{name}: {call} pullback {again:?} for {pulled:?}");
                        }
                        let found = $with::jvp_f(x, 0.3, y, -0.7);
                        assert_eq!(bits(found), bits(forward), "{name}: tangent {found:?} for {forward:?} at {x} {y}");
                        let again = $with::grad_through(x, y);
                        assert_eq!(bits(again), bits(inside), "{name}: {again:?} for {inside:?} in a caller at {x} {y}");
                    })*
                }
            }
        }
    };
}

/// A caller that runs the program in a loop.
macro_rules! through {
    () => {
        #[differentiate]
        pub fn through(x: f64, y: f64) -> f64 {
            let mut s = x;
            for _ in 0..2 {
                s = s * 0.5 + (f(s, y) * 0.25).sin();
            }
            s
        }
    };
}

pub(crate) use {same, through};

pub(crate) fn assert_near_differences(f: &dyn Fn(f64, f64) -> f64, gradient: (f64, f64), x: f64, y: f64) {
    let h = 1e-6;
    let by_x = (f(x + h, y) - f(x - h, y)) / (2.0 * h);
    let by_y = (f(x, y + h) - f(x, y - h)) / (2.0 * h);
    for (found, expected) in [(gradient.0, by_x), (gradient.1, by_y)] {
        let scale = 1.0 + found.abs().max(expected.abs());
        assert!((found - expected).abs() < 1e-5 * scale, "{gradient:?} for ({by_x}, {by_y}) at {x} {y}");
    }
}

macro_rules! scalar_state {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut s = x;
            $($at)* for i in 0..17 {
                s = (s * y).sin() + 0.1 * i as f64 * x;
            }
            s
        }
    };
}
same!(scalar_state);

macro_rules! state_is_used_before_and_after {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut s = x * x;
            let before = s * s;
            $($at)* for _ in 0..5 {
                s = s.cos() * y;
            }
            let middle = s * s * before;
            $($at)* for _ in 0..6 {
                s = s.sin() + middle;
            }
            s * s
        }
    };
}
same!(state_is_used_before_and_after);

macro_rules! two_variables_swap {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let (mut a, mut b) = (x, y);
            $($at)* for _ in 0..10 {
                let next = a * b.cos() + 0.5;
                a = b;
                b = next;
            }
            a * b
        }
    };
}
same!(two_variables_swap);

macro_rules! vector_state {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let n = 6;
            let mut u = vec![x; n];
            u[2] = y;
            let mut next = vec![0.0; n];
            $($at)* for step in 0..13 {
                for i in 1..n - 1 {
                    next[i] = u[i] + 0.2 * (u[i - 1] - 2.0 * u[i] + u[i + 1]).sin();
                }
                next[0] = u[1] * y;
                next[n - 1] = x * (step as f64).cos();
                std::mem::swap(&mut u, &mut next);
            }
            u.iter().map(|v| v * v).sum()
        }
    };
}
same!(vector_state);

macro_rules! array_state {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut p = [x, y];
            $($at)* for _ in 0..9 {
                p = [(-p[1] * x).sin(), p[0] * p[1] + 0.1];
                p[1] *= y;
            }
            p[0] * p[1] + p[0]
        }
    };
}
same!(array_state);

macro_rules! struct_state {
    ($($at:tt)*) => {
        #[derive(Clone, Debug, Differentiable)]
        pub struct Body {
            position: f64,
            velocity: Vec<f64>,
            #[constant]
            steps: usize,
        }
        #[differentiate]
        fn advance(body: &mut Body, h: f64) {
            body.velocity[body.steps % 2] -= h * body.position.sin();
            body.position += h * (body.velocity[0] + 2.0 * body.velocity[1]);
            body.steps += 1;
        }
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut body = Body { position: x, velocity: vec![y, x * y], steps: 0 };
            $($at)* for _ in 0..11 {
                advance(&mut body, 0.1 * y);
            }
            body.position * body.velocity[0] + body.velocity[1]
        }
    };
}
same!(struct_state);

macro_rules! moved_state {
    ($($at:tt)*) => {
        #[differentiate]
        fn advance(mut u: Vec<f64>, h: f64) -> Vec<f64> {
            for i in 1..u.len() {
                u[i] = (u[i] * u[i - 1] + h).sin();
            }
            u
        }
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut u = vec![x, y, x + y];
            $($at)* for k in 0..7 {
                u = advance(u, y * k as f64);
                u[0] += 0.1;
            }
            u[0] + u[1] * u[2]
        }
    };
}
same!(moved_state);

macro_rules! accumulators_and_history {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let (mut s, mut cost, mut history, mut at) = (x, 0.0, Vec::new(), [0.0; 12]);
            $($at)* for i in 0..12 {
                s = (s * y).sin() + 0.3;
                cost += s * s;
                cost -= x;
                history.push(s * x);
                at[i] = s * cost.cos();
            }
            cost * history[3] + history[11] * at[5] + at[11]
        }
    };
}
same!(accumulators_and_history);

macro_rules! outputs_are_read_before {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut a = vec![x, y, x * y, 1.0];
            let early = a[0] * a[1] * a[2];
            let mut s = y;
            $($at)* for i in 0..4 {
                s = s.sin() * x;
                a[i] = s;
            }
            let late = a[0] * a[1] * a[3];
            early * late
        }
    };
}
same!(outputs_are_read_before);

macro_rules! breaks {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut s = x;
            $($at)* for i in 0..50 {
                s = s * 0.9 + y;
                if i == 3 {
                    continue;
                }
                s *= s.cos();
                if s > 1.1 && i > 9 || i > 20 {
                    break;
                }
                s += 0.01 * x;
            }
            s * s
        }
    };
}
same!(breaks);

macro_rules! returns {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut s = x;
            $($at)* for i in 0..30 {
                s = (s + y).sin() * 1.3;
                if i > 8 && s > 0.2 {
                    return s * x;
                }
            }
            s * y
        }
    };
}
same!(returns);

macro_rules! while_loop {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let (mut s, mut n) = (x, 0);
            $($at)* while n < 14 && s.abs() < 100.0 {
                s = s * y.cos() + x;
                n += 1;
                if n == 5 {
                    continue;
                }
                s = s.sin();
            }
            s * n as f64
        }
    };
}
same!(while_loop);

macro_rules! infinite_loop {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let (mut s, mut n) = (x, 0_u32);
            $($at)* loop {
                let old = s;
                s = 0.5 * (s + (y * y + 1.0) / s);
                n += 1;
                if (s - old).abs() < 1e-3 || n > 40 {
                    break;
                }
            }
            s
        }
    };
}
same!(infinite_loop);

macro_rules! loop_with_a_value {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut s = x;
            let mut n = 0;
            $($at)* loop {
                s = (s * y).sin() + 0.2;
                n += 1;
                if n > 6 {
                    break s * s;
                }
            }
        }
    };
}
same!(loop_with_a_value);

macro_rules! while_let_loop {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut stack = vec![x, y, x * y, 0.5, y * y];
            let mut s = 1.0;
            $($at)* while let Some(top) = stack.pop() {
                s = (s * top).sin() + x;
                if stack.len() == 2 {
                    stack.push(s);
                    stack[1] *= s;
                    stack.truncate(2);
                }
            }
            s
        }
    };
}
same!(while_let_loop);

macro_rules! few_trips {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut s = x * y;
            for n in 0..5_usize {
                $($at)* for i in 0..n {
                    s = (s * y).cos() + i as f64 * x;
                }
                let mut k = 0;
                $($at)* while k < n / 2 {
                    s = s.sin() * x;
                    k += 1;
                }
            }
            s
        }
    };
}
same!(few_trips);

macro_rules! ranges {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut s = x;
            $($at)* for i in (3..20_i32).rev() {
                s = (s + y * i as f64).sin();
            }
            $($at)* for i in (-7..9_i32).step_by(3) {
                s = (s * x + 0.1 * i as f64).cos();
            }
            $($at)* for i in 2..=9_u8 {
                s = s * y.sin() + f64::from(i);
            }
            $($at)* for i in (1..12_usize).step_by(4).rev() {
                s = (s * 0.1 * i as f64).sin();
            }
            let mut n = 3;
            $($at)* for _ in 0..n {
                n += 2;
                s = s.sin() * x + n as f64;
            }
            s
        }
    };
}
same!(ranges);

macro_rules! iterators {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let a = [x, y, 0.5, x * y, 2.0];
            let weights = vec![1.0, 0.5, 0.25, 2.0, 1.5];
            let mut s = y;
            $($at)* for v in a.iter() {
                s = (s * v).sin();
            }
            $($at)* for (i, (v, w)) in a.iter().zip(&weights).enumerate().rev() {
                s = (s + v * w * i as f64).cos();
            }
            $($at)* for (w, v) in weights.iter().zip(a.iter().skip(1)).filter(|(w, _)| **w < 1.2) {
                s = s * w + x * v;
            }
            $($at)* for v in a.iter().chain(&[y, x]).skip(1) {
                s = (s - v).sin();
            }
            let words = ["a", "bc", "", "def"];
            $($at)* for word in words.iter() {
                s = (s * word.len() as f64 + y).sin() + x;
            }
            s
        }
    };
}
same!(iterators);

macro_rules! nested {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut s = x;
            $($at)* for i in 0..5 {
                let mut t = s * y;
                $($at)* for j in 0..i + 1 {
                    t = (t + 0.1 * j as f64).sin() * x;
                    if t > 0.9 {
                        break;
                    }
                }
                s += t * t;
                let mut k = 0;
                $($at)* while k < 3 {
                    s = s.cos() * t;
                    k += 1;
                }
            }
            s
        }
    };
}
same!(nested);

macro_rules! labels {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut s = x;
            let mut n = 0;
            'outer: for i in 0..6 {
                s = s.sin() + y;
                $($at)* for j in 0..6 {
                    n += 1;
                    s *= 1.0 + 0.01 * y * j as f64;
                    if j == 2 && i == 1 {
                        continue 'outer;
                    }
                    if n > 17 {
                        break 'outer;
                    }
                }
                s *= x.cos();
            }
            s
        }
    };
}
same!(labels);

macro_rules! branches_inside {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let (mut s, mut last) = (x, None);
            $($at)* for i in 0..15 {
                let t = if s > 0.3 { s * y } else { s - y };
                match i % 3 {
                    0 => s = t.sin(),
                    1 => last = Some(t),
                    _ => {
                        if let Some(v) = last {
                            s = (v * s).cos();
                        }
                    }
                }
            }
            s + last.unwrap_or(y)
        }
    };
}
same!(branches_inside);

macro_rules! block {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut s = x;
            let t = y.sin();
            $($at)* {
                let u = s * t;
                s = u.exp() * 0.1;
                for i in 0..4 {
                    s = (s * u).sin() + t * i as f64;
                }
            }
            let v = s * t;
            for _ in 0..3 {
                $($at)* {
                    let w = (s * v).sin();
                    s = w * w + x;
                }
                s *= y;
            }
            s * v
        }
    };
}
same!(block once);

macro_rules! block_with_a_value {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let u = x * y;
            $($at)*
            let t = {
                let a = u.sin();
                let b = (a * y).exp();
                a * b
            };
            $($at)*
            let mut w = if t > 0.5 { t.cos() } else { t * t };
            w *= t;
            $($at)* {
                let z = w * t;
                z.sin() * x
            }
        }
    };
}
same!(block_with_a_value once);

macro_rules! block_that_leaves {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut s = x;
            for i in 0..9 {
                $($at)* {
                    s = (s * y).sin() + 0.4;
                    if i == 2 {
                        continue;
                    }
                    let t = s * s;
                    if i > 6 {
                        return t * x;
                    }
                    if t > 1.4 {
                        break;
                    }
                    s = t * 0.9;
                }
                s += x * 0.1;
            }
            s * y
        }
    };
}
same!(block_that_leaves once);

macro_rules! calls {
    ($($at:tt)*) => {
        #[differentiate]
        fn step(u: &[f64], h: f64) -> Vec<f64> {
            let mut next = u.to_vec();
            for i in 1..u.len() {
                next[i] = (u[i] + h * u[i - 1]).sin();
            }
            next
        }
        #[differentiate]
        fn split(a: f64, b: f64) -> (f64, f64) {
            (a * b, (a - b).sin())
        }
        #[differentiate]
        fn change(u: &mut [f64], h: f64) {
            for v in u.iter_mut() {
                *v = (*v * h).cos();
            }
        }
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let u = vec![x, y, x * y];
            $($at)*
            let mut v = step(&u, y);
            v[0] *= x;
            for _ in 0..3 {
                $($at)*
                let w = step(&v, x);
                $($at)*
                let (a, b) = split(w[1], w[2]);
                v[1] = a * b;
                $($at)* change(&mut v, y);
                $($at)* v[0] += split(a, y).1;
                $($at)*
                v = step(&v, b);
            }
            $($at)*
            let size: f64 = v.iter().map(|e| e * e).sum();
            size + v[0]
        }
    };
}
same!(calls once);

macro_rules! methods {
    ($($at:tt)*) => {
        #[derive(Clone, Copy, Debug, Differentiable)]
        pub struct Point {
            a: f64,
            b: f64,
        }
        #[differentiate]
        impl Point {
            fn turn(self, by: f64) -> Point {
                Point { a: self.a * by.cos() - self.b * by.sin(), b: self.a * by.sin() + self.b * by.cos() }
            }
            fn walk(&mut self, by: f64) {
                $($at)* for _ in 0..4 {
                    *self = self.turn(by);
                    self.a += by * self.b;
                }
            }
        }
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut p = Point { a: x, b: y };
            p.walk(y);
            $($at)* for _ in 0..3 {
                p = p.turn(x);
                p.walk(0.5);
            }
            p.a * p.b
        }
    };
}
same!(methods);

macro_rules! generics {
    ($($at:tt)*) => {
        #[differentiate]
        fn iterate<T: chainrule::Real, const N: usize>(start: [T; N], by: T, n: usize) -> T {
            let mut u = start;
            $($at)* for _ in 0..n {
                for i in 0..N {
                    u[i] = (u[i] * by).sin() + u[(i + 1) % N];
                }
            }
            u[0] * u[N - 1]
        }
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            iterate([x, y, x * y], y, 9) * iterate([x], y, 2)
        }
    };
}
same!(generics);

macro_rules! mutable_parameters {
    ($($at:tt)*) => {
        #[differentiate]
        fn run(u: &mut [f64], total: &mut f64, mut h: f64) -> f64 {
            $($at)* for k in 0..8 {
                u[k % 3] = (u[(k + 1) % 3] * h).sin();
                h *= 1.1;
                *total += u[k % 3] * h;
            }
            h * u[0]
        }
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let (mut u, mut total) = (vec![x, y, x - y], x);
            let v = run(&mut u, &mut total, y);
            let w = run(&mut u[..], &mut total, x);
            v * w + total * u[1]
        }
    };
}
same!(mutable_parameters);

macro_rules! closures {
    ($($at:tt)*) => {
        #[differentiate]
        fn integrate(g: impl Fn(f64) -> f64, n: usize) -> f64 {
            let mut s = 0.0;
            for i in 0..n {
                s += g(s + i as f64);
            }
            s
        }
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut s = x;
            let rate = |v: f64| (v * y).sin();
            $($at)* for _ in 0..6 {
                s += 0.2 * rate(s);
                s *= integrate(|v| v.cos() * y, 3);
            }
            s
        }
    };
}
same!(closures);

macro_rules! extremes_and_sums {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let a = [x, y, x * y, x - y];
            let (mut s, mut top) = (0.5, f64::NEG_INFINITY);
            $($at)* for i in 0..4 {
                top = top.max(a[i]);
                let mut inner = 0.0;
                for v in &a {
                    inner += v * s;
                }
                s = inner.sin() + top;
            }
            s * top
        }
    };
}
same!(extremes_and_sums);

macro_rules! scratch {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut u = [x, y];
            let mut k = vec![0.0; 2];
            let (mut t, mut small) = (0.0, [0.0; 2]);
            $($at)* for step in 0..10 {
                t = 0.1 * step as f64;
                small = [t, u[0]];
                for i in 0..2 {
                    k[i] = (u[1 - i] * t + small[i]).sin();
                }
                for i in 0..2 {
                    u[i] += 0.3 * k[i] * y;
                }
            }
            u[0] * u[1] + t + small[1] * k[0]
        }
    };
}
same!(scratch);
