//! Operands of which one reads what another one changes: through methods, references, results, conditions and closures.

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

#[derive(Clone, Debug, Differentiable)]
struct Whole {
    first: Part,
    parts: Vec<Part>,
    load: f64,
}

#[differentiate]
impl Part {
    fn mixed(&self, a: f64, b: f64) -> f64 {
        self.x * a + self.y * b
    }
    fn grow(&mut self, a: f64) -> f64 {
        self.x += a;
        self.y *= a;
        self.x * self.y
    }
}

#[differentiate]
impl Whole {
    fn step(&mut self, a: f64) -> f64 {
        self.load += a;
        self.parts[0].x *= 1.1;
        self.load * self.first.x
    }
}

#[differentiate]
fn attempt(s: &mut f64, by: f64) -> Result<f64, i32> {
    *s *= 0.9;
    if by < -50.0 { Err(3) } else { Ok(*s * by) }
}

#[differentiate]
fn lent(a: f64, b: &mut f64, c: f64) -> f64 {
    *b += a * c;
    *b - c
}

fn next(k: &mut usize) -> usize {
    *k += 1;
    *k % 3
}

mod methods {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w =
            Whole { first: Part { x, y }, parts: vec![Part { x: y, y: x }, Part { x: x * y, y: 0.5 }], load: y };
        let a = w.load * w.step(x) + w.first.x * w.load;
        let b = (w.load, w.step(y), w.load).2 - w.load * w.step(0.3);
        let c = [w.load, w.step(x), w.load].iter().sum::<f64>();
        let d = Part { x: w.step(y), y: w.load }.mixed(w.load, w.step(0.1));
        let e = w.parts[0].x * w.parts[0].grow(y) + w.parts[0].x * w.step(0.2);
        w.load = w.step(x) * w.load;
        w.load += w.step(0.1);
        a + 0.3 * b + 0.1 * c + 0.1 * d + e + w.load
    }

    chainrule_tests::agrees!(f);
}

mod references {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut s, mut k, mut arr) = (x, 0usize, [x, y, x * y]);
        let mut w =
            Whole { first: Part { x, y }, parts: vec![Part { x: y, y: x }, Part { x: x * y, y: 0.5 }], load: y };
        let a = lent(s, &mut arr[next(&mut k)], bump(&mut s)) * arr[k % 3];
        let b = lent(bump(&mut s), &mut w.parts[k % 2].x, {
            k += 1;
            s *= 0.9;
            s
        });
        let c = w.parts[k % 2].x * s
            + w.parts[{
                k += 1;
                k % 2
            }]
            .y;
        let d = arr[next(&mut k)] * arr[next(&mut k)] + arr[k % 3] * bump(&mut arr[k % 3]);
        let r = &mut s;
        let e = *r * bump(r) * *r;
        for p in w.parts.iter_mut() {
            let z = p.grow(x) + p.x * p.grow(y);
            arr[0] += z;
        }
        a + b + c + d + e + s + arr[0] + w.parts[1].x
    }

    chainrule_tests::agrees!(f);
}

mod results {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut s, mut t) = (x + 2.0, y);
        let a = attempt(&mut s, t).unwrap_or(bump(&mut s)) * s;
        let b = s * attempt(&mut s, y).unwrap_or(0.1) + attempt(&mut s, x).unwrap() * attempt(&mut s, 0.3).unwrap();
        let c = match attempt(&mut s, 0.7) {
            Ok(v) => v * attempt(&mut t, s).unwrap_or(s) - t,
            Err(e) => f64::from(e) - bump(&mut t),
        };
        a + b + c + s * t
    }

    chainrule_tests::agrees!(f);
}

mod conditions {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut s, mut t, mut r) = (x + 1.0, y + 1.0, 0.0);
        let mut k = 0;
        if x < 50.0 && s * bump(&mut s) > -100.0 {
            r += s;
        } else if t * bump(&mut t) > 3.0 {
            r += t;
        }
        while k < 4 && s - bump(&mut s) > -10.0 {
            k += 1;
            r += s * t;
        }
        r += match k % 2 {
            0 if t * bump(&mut t) > 1e6 => s,
            _ => s + t * bump(&mut s),
        };
        r * f64::from(u8::from(s + bump(&mut s) > 0.0)) + s * t
    }

    chainrule_tests::agrees!(f);
}

mod closures {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut s, mut t, arr) = (x, y, [x, y, x * y]);
        let a = s * arr.iter().map(|v| v * t).sum::<f64>() * bump(&mut s);
        let b = arr.iter().map(|v| {
            t *= 0.9;
            v * t
        });
        let b = b.sum::<f64>() * t;
        let c = t
            * (1..4)
                .map(|i| {
                    t *= 0.9;
                    t * f64::from(i)
                })
                .sum::<f64>()
            - t;
        let mut draw = |by: f64| {
            s *= 0.8;
            s * by
        };
        let d = draw(x) - draw(y) * draw(0.3);
        let e = vec![s, bump(&mut s), s].into_iter().fold(s, |a, b| 0.5 * a + b) * bump(&mut s);
        a + b + c + d + e + s
    }

    chainrule_tests::agrees!(f);
}

mod values_behind_mutable_references {
    use super::*;

    #[differentiate]
    fn total(x: f64, list: &mut [f64]) -> f64 {
        list[0] += x;
        list.iter().sum()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let scratch = &mut [0.0; 3];
        scratch[1] = x * y;
        let rows = &mut vec![x, y * y];
        let scale = &mut (x + y);
        *scale *= 2.0;
        let part = &mut Part { x, y };
        total(y, scratch) * scratch[0] + total(x, rows) * rows[0] * *scale + part.x * part.grow(*scale) * part.x
    }

    chainrule_tests::agrees!(f);
}

mod indices {
    use super::*;

    #[differentiate]
    fn raised(b: &mut f64, c: f64) -> f64 {
        *b += c;
        *b - c
    }
    #[differentiate]
    fn element(list: &mut [f64], k: usize) -> &mut f64 {
        &mut list[k % 3]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut s, mut k, mut arr) = (x, 0usize, [x, y, x * y]);
        let mut m = [[x, y], [y, s]];
        let a = raised(&mut arr[next(&mut k)], y) * arr[k % 3];
        let b = raised(
            &mut arr[{
                k += 1;
                k % 3
            }],
            bump(&mut s),
        );
        *element(&mut arr, next(&mut k)) += y;
        *element(
            &mut arr,
            if s > 0.0 {
                k += 1;
                k
            } else {
                0
            },
        ) *= s;
        for q in m[next(&mut k) % 2].iter_mut() {
            *q += y * 0.5;
        }
        std::mem::swap(&mut arr[next(&mut k)], &mut m[next(&mut k) % 2][0]);
        arr[next(&mut k)] -= arr[next(&mut k)] * s;
        a + b + s + arr[0] * arr[1] + arr[2] * arr[k % 3] + m[0][0] * m[1][1] + m[1][0] * m[0][1]
    }

    chainrule_tests::agrees!(f);
}

mod updates {
    use super::*;

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Pair(f64, f64);
    #[differentiate]
    impl std::ops::AddAssign<f64> for Pair {
        fn add_assign(&mut self, by: f64) {
            self.0 += by;
            self.1 *= by;
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut s, mut k) = (x * 0.5, 0usize);
        let mut m = [[x, y, 1.0], [s, x * y, y]];
        let mut own = [Pair(x, y), Pair(y, x * y), Pair(2.0, x)];
        // Of numbers the value comes first, of other types the place.
        m[k % 2][next(&mut k)] += m[k % 2][next(&mut k)] * s;
        own[k % 3] += {
            k += 1;
            s *= 0.9;
            s
        };
        own[next(&mut k)] += {
            k += 1;
            bump(&mut s) * x
        };
        s += bump(&mut s) * s;
        m.iter().flatten().sum::<f64>() * s + own[0].0 * own[0].1 + own[1].0 * own[1].1 + own[2].0 * own[2].1
    }

    chainrule_tests::agrees!(f);
}

mod parts_that_functions_find {
    use super::*;

    #[differentiate]
    fn part(w: &mut Whole, k: usize) -> &mut Part {
        &mut w.parts[k % 2]
    }
    #[differentiate]
    impl Whole {
        fn part_at(&self, k: usize) -> &Part {
            &self.parts[k % 2]
        }
        fn part_at_mut(&mut self, k: usize) -> &mut Part {
            &mut self.parts[k % 2]
        }
    }
    #[differentiate]
    fn grown(p: &mut Part, by: f64) -> f64 {
        p.x += by;
        p.x * p.y - by
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut k = 0usize;
        let mut w =
            Whole { first: Part { x, y }, parts: vec![Part { x: y, y: x }, Part { x: x * y, y: 0.5 }], load: y };
        let a = grown(part(&mut w, next(&mut k)), x) + bump(&mut part(&mut w, next(&mut k)).x);
        let b = grown(w.part_at_mut(next(&mut k)), y) + w.part_at_mut(next(&mut k)).grow(x);
        w.part_at_mut(next(&mut k)).y *= x;
        let c = w.part_at(next(&mut k)).x * w.part_at(next(&mut k)).y;
        a + b + c + w.parts[0].x * w.parts[0].y + w.parts[1].x * w.parts[1].y
    }

    chainrule_tests::agrees!(f);
}

mod indices_before_operands {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut s, mut k) = (x * 0.5, 0usize);
        let mut m = [[x, y], [s, x * y]];
        let a = m[k % 2][{
            k += 1;
            s *= 0.9;
            k % 2
        }] * bump(&mut s);
        m[k % 2][next(&mut k) % 2] -= m[k % 2][next(&mut k) % 2] * bump(&mut s);
        let b = [s, bump(&mut s)].iter().skip(k % 2 * next(&mut k)).fold(s, |a, b| a * b) * bump(&mut s);
        a + b + m[0][0] * m[1][1] + m[1][0] * m[0][1] + s
    }

    chainrule_tests::agrees!(f);
}

mod parts_of_what_calls_give {
    use super::*;

    #[differentiate]
    fn dot(a: &[f64], b: &[f64]) -> f64 {
        a.iter().zip(b).map(|(a, b)| a * b).sum()
    }
    #[differentiate]
    fn made(s: &mut f64) -> Vec<f64> {
        *s *= 0.9;
        vec![*s, *s * *s, 0.5]
    }
    #[differentiate]
    impl Whole {
        fn found_mut(&mut self, k: usize) -> &mut Part {
            &mut self.parts[k % 2]
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut s, mut k) = (x, 0usize);
        let mut w =
            Whole { first: Part { x, y }, parts: vec![Part { x: y, y: x }, Part { x: x * y, y: 0.5 }], load: y };
        let a = dot(&made(&mut s)[..2], &made(&mut s)[1..]);
        w.found_mut(next(&mut k)).x = x * y * (next(&mut k) as f64);
        w.found_mut(next(&mut k)).y += bump(&mut w.load);
        let list = [x, y, x * y];
        let b = list.iter().nth(next(&mut k)).unwrap() * y;
        let c = vec![
            s;
            {
                s += y;
                3
            }
        ];
        a + b + c[0] * c[2] * s + w.parts[0].x * w.parts[0].y + w.parts[1].x * w.parts[1].y + k as f64
    }

    chainrule_tests::agrees!(f);
}
