//! Exits and nests: `break`, `return`, labels, loops in loops, branches.

use super::{assert_near_differences, bits, same, through};
use chainrule::differentiate;

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
