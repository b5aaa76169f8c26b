//! The state that loops carry: scalars, vectors, structs, and what is moved.

use super::{assert_near_differences, bits, same, through};
use chainrule::{Differentiable, differentiate, stop_gradient};

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
