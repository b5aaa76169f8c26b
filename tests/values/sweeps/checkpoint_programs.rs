//! `#[checkpoint]` beside everything else: the gradient is the same, bit for bit.

use super::checkpoints::{assert_near_differences, bits, same, through};
use chainrule::{Differentiable, differentiate, stop_gradient};

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

macro_rules! labeled_values {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut s = x;
            let mut n = 0;
            let found = 'search: {
                $($at)* for i in 0..5 {
                    $($at)* for j in 0..5 {
                        s = (s + y * j as f64).sin();
                        n += 1;
                        if i == 2 && j == 3 {
                            break 'search s * x;
                        }
                        if s > 0.999 {
                            continue;
                        }
                        s *= 1.0 + 0.1 * x;
                    }
                    s -= 0.1;
                }
                y
            };
            'rows: for i in 0..4 {
                $($at)* loop {
                    s = s.cos() * found;
                    n += 1;
                    if n % 3 == 0 {
                        continue 'rows;
                    }
                    if n > 20 {
                        break 'rows;
                    }
                    if n % 5 == i {
                        break;
                    }
                }
                s += y;
            }
            s * found
        }
    };
}
same!(labeled_values);

macro_rules! question_marks {
    ($($at:tt)*) => {
        #[differentiate]
        fn root(v: f64) -> Option<f64> {
            if v < -0.9 { None } else { Some((v + 1.0).sqrt()) }
        }
        #[differentiate]
        fn chain(x: f64, y: f64) -> Option<f64> {
            let mut s = x;
            $($at)* for i in 0..7 {
                s = root(s * y - 0.1 * i as f64)?;
                let Some(t) = root(s) else { return Some(s * x) };
                s += t * x;
            }
            Some(s)
        }
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            chain(x, y).unwrap_or(x * y) + chain(-x, y * 3.0).unwrap_or(y)
        }
    };
}
same!(question_marks);

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

macro_rules! rules_and_constants {
    ($($at:tt)*) => {
        #[differentiate(partials(x = 2.0 * x * k, k = x * x))]
        fn square(x: f64, k: f64) -> f64 {
            x * x * k
        }
        #[differentiate]
        fn run(x: f64, #[constant] data: &[f64], n: &mut usize) -> f64 {
            let mut s = x;
            $($at)* for (i, d) in data.iter().enumerate() {
                s = square(s, *d).sin() + stop_gradient(s) * 0.5;
                assert!(s < 100.0, "{i}");
                *n += 1;
                if *n % 3 == 0 {
                    s += data[*n % data.len()] * x;
                }
            }
            s
        }
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let data = vec![1.0, 0.5, -0.3, 2.0, 0.1, 0.9, 1.1];
            let mut n = 1;
            let a = run(x, &data, &mut n);
            a * run(y, &data[1..], &mut n) * n as f64
        }
    };
}
// What is stopped is no derivative: differences see it all the same.
same!(rules_and_constants without differences);

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

macro_rules! active_conditions {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let (mut error, mut s, mut old) = (1.0, x, 0.0);
            $($at)* while error > 1e-4 {
                let next = 0.5 * (s + (y * y + 0.5) / s);
                error = (next - s).abs() + old * 0.0;
                old = s;
                s = next;
            }
            let mut t = x;
            let mut n = 0;
            $($at)* while { n += 1; n < 9 } && t.abs() < 10.0 {
                t = t * y + s;
            }
            s * old + t
        }
    };
}
same!(active_conditions);

macro_rules! single_precision {
    ($($at:tt)*) => {
        #[differentiate]
        fn run(x: f32, y: f32) -> f32 {
            let mut s = x;
            $($at)* for i in 0..11 {
                s = (s * y).sin() + 0.1 * i as f32 * x;
            }
            s
        }
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            f64::from(run(x as f32, y as f32)) * x
        }
    };
}
same!(single_precision without differences);

macro_rules! first_and_last_statement {
    ($($at:tt)*) => {
        #[differentiate]
        fn fill(u: &mut [f64], x: f64) {
            $($at)* for i in 1..u.len() {
                u[i] = (u[i - 1] * x).sin() + u[i];
            }
        }
        #[differentiate]
        fn clear(u: &mut Vec<f64>, x: f64) {
            $($at)* while u.len() > 1 {
                let top = u.pop().unwrap();
                u[0] += top * x;
            }
        }
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut u = vec![x, y, 0.4, x * y];
            fill(&mut u, y);
            let before = u[2] * u[3];
            fill(&mut u[1..], x);
            let after = u[3] * before;
            clear(&mut u, y);
            u[0] * after
        }
    };
}
same!(first_and_last_statement);

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

macro_rules! loops_in_arms_of_blocks {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut s = x;
            for i in 0..4 {
                #[checkpoint]
                if i % 2 == 1 {
                    s = s.sin() + y;
                } else {
                    let mut stack = vec![x, y, s];
                    $($at)* while let Some(top) = stack.pop() {
                        if top > 5.0 {
                            continue;
                        }
                        s = (s * top).cos();
                    }
                }
            }
            s
        }
    };
}
same!(loops_in_arms_of_blocks);

macro_rules! overwritten_again {
    ($($at:tt)*) => {
        #[differentiate]
        pub fn f(x: f64, y: f64) -> f64 {
            let mut s = 'start: {
                if x > 5.0 {
                    break 'start y;
                }
                x * y
            };
            let early = s * s;
            {
                $($at)*
                s = (s * y).sin().tanh();
                let middle = s * early;
                $($at)*
                s = f64::tanh(middle * x);
                $($at)*
                s = f64::sin(y) * early;
            }
            s * s
        }
    };
}
same!(overwritten_again once);

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
