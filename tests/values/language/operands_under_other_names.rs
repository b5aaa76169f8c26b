//! Operands of which one reads under another name what another one changes: a reference, a closure, a part of a pattern.

use chainrule::{Differentiable, differentiate};

#[differentiate]
fn bump(s: &mut f64) -> f64 {
    *s *= 1.25;
    *s
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Part {
    x: f64,
    y: f64,
}

#[differentiate]
impl Part {
    fn raised(s: &mut f64) -> Part {
        *s *= 1.25;
        Part { x: *s, y: 1.0 }
    }
    fn grow(&mut self, a: f64) -> f64 {
        self.x += a;
        self.y *= a;
        self.x * self.y
    }
}

fn next(k: &mut usize) -> usize {
    *k += 1;
    *k % 3
}

#[differentiate]
fn times(a: &f64, b: f64) -> f64 {
    *a * b + b
}

mod references {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = x * y;
        let p = &s;
        let a = match (*p, bump(&mut s)) {
            (before, after) if before < after => before * after,
            (before, after) => before - after * y,
        };
        let p = &s;
        let made = Part { x: *p, ..Part::raised(&mut s) };
        let z = if x > 1.0 { &s } else { &a };
        let b = match (*z, bump(&mut s)) {
            (before, after) => before * after,
        };
        let u = &mut s;
        *u += y;
        let c = match (*u, bump(&mut s)) {
            (before, after) => before * after - before,
        };
        a + made.x * made.y + 0.5 * b + 0.1 * c + s
    }

    chainrule_tests::agrees!(f);
}

mod indices {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut k = 0;
        let m = [[x, y], [y * y, x * y]];
        let mut row = [x, y, x - y, x * x];
        let q = &k;
        let a = m[*q][{
            k += 1;
            k % 2
        }];
        let q = &k;
        row.swap(*q, {
            k += 1;
            k
        });
        let q = &k;
        let b = row[*q..{
            k += 1;
            k
        }]
            .iter()
            .sum::<f64>();
        k = 0;
        let q = &k;
        let c = times(&row[*q], {
            k += 1;
            y
        });
        a + b * c + row[k] * row[2]
    }

    chainrule_tests::agrees!(f);
}

mod closures {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut s, mut k) = (x, 0);
        let m = [[x, y], [y, x * y]];
        let get = || s;
        let a = match (get(), bump(&mut s)) {
            (before, after) => before * after + before,
        };
        let at = || k;
        let b = m[at()][{
            k += 1;
            k % 2
        }];
        let mut grown = |by: f64| {
            s += by * y;
            s
        };
        let c = grown(1.0) * grown(x);
        a + b + c * s + m[k][0]
    }

    chainrule_tests::agrees!(f);
}

mod parts {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut row = [x, y, x * y];
        let mut held = Some(x);
        let [u, v, _] = &row;
        let a = match (*u * *v, bump(&mut row[0])) {
            (before, after) => before * after - before,
        };
        let (l, r) = row.split_at_mut(1);
        l[0] += bump(&mut r[0]) * r[0];
        let b = l[0] * bump(&mut l[0]) * r[1];
        let mut c = 0.0;
        if let Some(v) = &held {
            c = match (*v, held.take()) {
                (p, Some(q)) => p * q * y,
                (p, None) => p,
            };
        }
        a + b + c + row[0] * bump(&mut row[0])
    }

    chainrule_tests::agrees!(f);
}

/// An index that a closure gives is asked for its type where the closure has captured what stands beside it.
mod indices_from_closures {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (n, m, mut calls) = (2, [x, y, x * y, 1.0], 0);
        let at = |i: usize, j: usize| i * n + j;
        let mut counted = |i: usize| {
            calls += 1;
            i % 3
        };
        let mut sum = 0.0;
        for i in 0..2 {
            for j in 0..2 {
                let (o, q) = (at(i, j), counted(i));
                sum += m[o] * m[q] * bump(&mut sum);
            }
        }
        sum * f64::from(calls)
    }

    chainrule_tests::agrees!(f);
}

mod changes {
    use super::*;

    #[differentiate]
    fn two(a: f64, b: f64) -> f64 {
        a + 2.0 * b * a
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = x;
        let mut k = 0usize;
        let p = &mut s;
        let a = bump(p) + two(s, bump(&mut s));
        let mut again = || {
            s *= 1.5;
            s
        };
        let b = again() + two(s, bump(&mut s));
        let mut part = Part { x, y };
        let q = &mut part;
        let c = q.grow(x) * (part.x - part.grow(y));
        let m = &mut k;
        let d = (next(m) as f64) * x + [x, y, s][next(&mut k)] * y;
        a + b + c + d + s
    }

    chainrule_tests::agrees!(f);
}
