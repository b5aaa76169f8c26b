//! Containers, iterators, and what patterns look into.

use super::{assert_near_differences, bits, same, through};
use chainrule::{Differentiable, differentiate};

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

macro_rules! stacks {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut stack = vec![x, y];
            let mut queue: std::collections::VecDeque<f64> = std::collections::VecDeque::new();
            queue.push_back(x);
            let mut s = 1.0;
            $($at)* for i in 0..9 {
                let top = stack.pop().unwrap();
                s = (s * top).sin();
                queue.push_back(s * y);
                if i % 2 == 0 {
                    s += queue.pop_front().unwrap();
                }
                stack.push(s);
                stack.push(top * s);
                if stack.len() > 4 {
                    let lost = stack.remove(1);
                    stack[0] *= lost;
                }
            }
            stack.iter().sum::<f64>() + queue[1] * queue[2]
        }
    };
}
same!(stacks);

macro_rules! optional_state {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut best: Option<f64> = None;
            let mut pair = Some((x, vec![y]));
            $($at)* for i in 0..8 {
                let v = (x * i as f64).sin() * y;
                best = match best {
                    Some(b) if b > v => Some(b * 0.9),
                    Some(b) => Some(v + 0.1 * b),
                    None => Some(v),
                };
                if let Some((a, list)) = &mut pair {
                    *a *= y;
                    list[0] += *a;
                }
                if i == 5 {
                    let old = pair.take().unwrap();
                    pair = Some((old.0 * old.1[0], vec![old.0]));
                }
            }
            let end = pair.unwrap();
            best.unwrap() * end.0 + end.1[0]
        }
    };
}
same!(optional_state);

macro_rules! shadowed_names {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let s = x * y;
            let mut t = s;
            $($at)* for s in 0..6 {
                let t_old = t;
                let y = y * 0.2 * s as f64;
                t = {
                    let t = (t_old * y).sin();
                    t * t + x
                };
                let x = t * y;
                t += x;
            }
            let start = t;
            let end = start * s;
            $($at)* for segment in 0..3 {
                let trips = t.sin();
                t = trips * y + segment as f64 * end;
            }
            t * s + start
        }
    };
}
same!(shadowed_names);

macro_rules! mutable_iterators {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut u = vec![x, y, x * y, 0.3, x + y];
            let w = [y, x, 1.5, y * y, 0.2];
            let mut carry = x;
            $($at)* for v in u.iter_mut() {
                carry = (carry * *v).sin();
                *v = carry * y;
            }
            $($at)* for (v, b) in u.iter_mut().zip(&w).rev() {
                *v = (*v * b + carry).cos();
                carry += *v;
            }
            $($at)* for part in u.chunks_mut(2) {
                part[0] *= carry;
                carry = part[0].sin() + part[part.len() - 1];
            }
            $($at)* for pair in w.windows(2) {
                carry = (carry + pair[0] * pair[1]).sin();
            }
            u.iter().sum::<f64>() * carry
        }
    };
}
same!(mutable_iterators);

macro_rules! matrices {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut a = [[x, y, 1.0], [y, x * 0.5, 0.2], [0.1, 0.3, x * y]];
            let mut rows = vec![vec![x, y], vec![y * y, 1.0]];
            $($at)* for k in 0..7 {
                let mut b = [[0.0; 3]; 3];
                for i in 0..3 {
                    for j in 0..3 {
                        for l in 0..3 {
                            b[i][j] += a[i][l] * a[l][j];
                        }
                        b[i][j] = b[i][j].sin();
                    }
                }
                a = b;
                a.swap(0, k % 3);
                rows.rotate_left(1);
                let row: Vec<f64> = rows[0].iter().map(|v| v * a[0][1]).collect();
                rows[1] = row;
                rows[0][1] += a[2][2];
            }
            a[0][0] * a[1][2] + a[2][1] * rows[0][0] + rows[1][1]
        }
    };
}
same!(matrices);

macro_rules! sorted {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut u = vec![x, y, x * y, 0.5, x - y];
            $($at)* for i in 0..5 {
                u[i] = (u[i] * y).sin();
                u.sort_by(|a, b| a.total_cmp(b));
                u[0] += x * u[4 - i];
                u.reverse();
            }
            u[0] * u[1] + u[2] * u[3] * u[4]
        }
    };
}
same!(sorted);

macro_rules! enums {
    ($($at:tt)*) => {
        #[derive(Clone, Debug, Differentiable)]
        pub enum Phase {
            Start,
            Rise { rate: f64 },
            Fall(f64, Vec<f64>),
        }
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut phase = Phase::Start;
            let mut s = x;
            $($at)* for i in 0..9 {
                phase = match phase {
                    Phase::Start => Phase::Rise { rate: s * y },
                    Phase::Rise { rate } if i % 4 == 2 => Phase::Fall(rate * s, vec![s, rate]),
                    Phase::Rise { rate } => Phase::Rise { rate: (rate * y).sin() },
                    Phase::Fall(a, list) => {
                        s += list[0] * a;
                        if i > 6 { Phase::Start } else { Phase::Fall(a * x, list) }
                    }
                };
                s = s.sin() + x;
            }
            match &phase {
                Phase::Start => s,
                Phase::Rise { rate } => s * rate,
                Phase::Fall(a, list) => s * a * list[1],
            }
        }
    };
}
same!(enums);

macro_rules! fields {
    ($($at:tt)*) => {
        #[derive(Clone, Debug, Differentiable)]
        pub struct Cell {
            a: [f64; 2],
            list: Vec<(f64, f64)>,
        }
        #[differentiate]
        impl Cell {
            fn run(&mut self, other: &Cell, n: usize) -> f64 {
                let mut last = 0.0;
                $($at)* for k in 0..n {
                    self.a[k % 2] *= other.a[1].sin();
                    for (p, q) in self.list.iter_mut() {
                        *p = (*q * self.a[0]).sin();
                        *q += *p;
                    }
                    last = self.a[0] * self.list[0].1;
                    self.a[1] += last;
                }
                last
            }
        }
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let other = Cell { a: [y, x * y], list: vec![] };
            let mut cell = Cell { a: [x, y], list: vec![(x, y), (0.5, x)] };
            let first = cell.run(&other, 5);
            let mut copy = cell.clone();
            copy.a[0] = first;
            let second = copy.run(&cell, 3);
            first * second + cell.a[1] * copy.list[1].0
        }
    };
}
same!(fields);

macro_rules! slices_of_vectors {
    ($($at:tt)*) => {
        #[differentiate]
        fn run(rows: &mut [Vec<f64>], y: f64) -> f64 {
            let mut s = y;
            $($at)* for i in 0..6 {
                let row = i % rows.len();
                rows[row][i % 2] = (rows[(i + 1) % 2][1] * s).sin();
                s += rows[row][0] * y;
            }
            s
        }
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut rows = vec![vec![x, y], vec![x * y, 0.5]];
            let s = run(&mut rows, y) * run(&mut rows, x);
            s * rows[1][1]
        }
    };
}
same!(slices_of_vectors);
