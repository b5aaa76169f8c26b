//! Blocks and calls that are checkpoints.

use super::{assert_near_differences, bits, same, through};
use chainrule::{Differentiable, differentiate};

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

macro_rules! recursion {
    ($($at:tt)*) => {
        #[differentiate]
        fn tree(x: f64, y: f64, depth: usize) -> f64 {
            if depth == 0 {
                return (x * y).sin();
            }
            $($at)*
            let left = tree(x * 0.9 + 0.1, y, depth - 1);
            $($at)*
            let right = tree(left, x, depth - 1);
            (left * right).sin() + x
        }
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            $($at)*
            let t = tree(x, y, 4);
            t * t * y
        }
    };
}
same!(recursion once);

macro_rules! recursion_in_loops {
    ($($at:tt)*) => {
        #[differentiate]
        fn levels(u: &mut Vec<f64>, y: f64, depth: usize) {
            $($at)* for i in 0..depth {
                u[i] = (u[i] * y + u[0]).sin();
                levels(u, y * 0.9, depth - 1 - i);
            }
        }
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut u = vec![x, y, x * y, 0.7];
            levels(&mut u, x, 4);
            u[0] * u[1] + u[2] * u[3]
        }
    };
}
same!(recursion_in_loops);

macro_rules! blocks_in_everything {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut u = vec![x];
            let mut total = 0.0;
            for i in 0..5 {
                if i % 2 == 0 {
                    $($at)* {
                        u.push(u[i] * y);
                        let v = u[i + 1].sin();
                        u[0] += v;
                    }
                } else {
                    $($at)* match i {
                        1 => u.push(x * y),
                        _ => {
                            let w = u.clone();
                            u = w.iter().map(|e| e.cos()).collect();
                            u.push(w[0]);
                        }
                    }
                }
                $($at)* {
                    let mut part = 0.0;
                    for v in &u {
                        part += v * y;
                    }
                    total += part.sin();
                    $($at)* {
                        let inner = total * part;
                        u[i] *= inner.cos();
                    }
                }
            }
            $($at)*
            let mut tail = u.clone();
            tail.push(total);
            $($at)* tail[0] = tail[1].sin() * total.cos();
            tail.iter().product::<f64>() + u[2]
        }
    };
}
same!(blocks_in_everything once);

macro_rules! moved_into_blocks {
    ($($at:tt)*) => {
        #[differentiate]
        fn take(u: Vec<f64>, by: f64) -> Vec<f64> {
            u.iter().map(|v| (v * by).sin()).collect()
        }
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let (a, b, p, q) = (vec![x, y], vec![y, x * y], vec![x], vec![y]);
            $($at)*
            let d = take(a, y);
            $($at)*
            let e = {
                let kept = b;
                take(kept, d[0])
            };
            $($at)*
            let mut g = {
                let mut g = take(p, e[1]);
                let h = q;
                g.push(h[0]);
                g
            };
            g[1] *= y;
            g[0] * g[1] + d[1] * e[0]
        }
    };
}
same!(moved_into_blocks once);

macro_rules! traits {
    ($($at:tt)*) => {
        #[differentiate]
        trait System {
            fn rate(&self, s: f64) -> f64;
            fn run(&self, start: f64, n: usize) -> f64 {
                let mut s = start;
                $($at)* for _ in 0..n {
                    s += 0.1 * self.rate(s);
                }
                s
            }
        }
        #[derive(Clone, Debug, Differentiable)]
        pub struct Decay(f64);
        #[differentiate]
        impl System for Decay {
            fn rate(&self, s: f64) -> f64 {
                -self.0 * s.sin()
            }
        }
        #[differentiate]
        fn twice<S: System>(system: &S, s: f64) -> f64 {
            $($at)*
            let t = system.run(s, 5);
            system.run(t, 4) * t
        }
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            twice(&Decay(x), y)
        }
    };
}
same!(traits once);
