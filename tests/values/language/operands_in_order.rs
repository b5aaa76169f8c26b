//! Operands that change what earlier ones were read from: positions, indices, fields, parts of a `match`.

use chainrule::{Differentiable, differentiate};

#[differentiate]
fn bump(s: &mut f64) -> f64 {
    *s *= 1.5;
    *s
}

mod positions {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut s, mut k) = (x * 0.5, 0usize);
        let mut v = vec![x, y, s];
        v.swap(k, {
            k += 1;
            k
        });
        v.insert(k % 2, {
            k += 1;
            bump(&mut s)
        });
        v.resize(k + 3, {
            k += 1;
            bump(&mut s)
        });
        v.truncate({
            k -= 1;
            k + 2
        });
        let mut rows = [vec![x, y], vec![s, x * y]];
        rows[k % 2].push({
            k += 1;
            s
        });
        rows[k % 2].swap(
            {
                k += 1;
                0
            },
            k % 2,
        );
        let all = v.iter().chain(rows.iter().flatten());
        all.enumerate().map(|(i, v)| v * (i as f64 + 1.0)).sum::<f64>() + s * k as f64
    }

    chainrule_tests::agrees!(f);
}

mod indices {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut s, mut k) = (x * 0.5, 0usize);
        let mut m = [[x, y, 1.0], [s, x * y, y]];
        let a = m[k % 2][{
            k += 1;
            s += 0.5;
            k
        }];
        m[k % 2][{
            k += 1;
            s *= 0.9;
            k
        }] *= s;
        let part = m[0][k - 1..{
            k += 1;
            s *= 0.7;
            k
        }]
            .iter()
            .sum::<f64>();
        a * part + m[1][2] * s + k as f64
    }

    chainrule_tests::agrees!(f);
}

mod fields_before_the_base {
    use super::*;

    #[derive(Differentiable, Clone)]
    struct P {
        x: f64,
        y: f64,
        z: f64,
    }
    #[differentiate]
    fn base(s: &mut f64) -> P {
        *s += 1.0;
        P { x: *s, y: *s * 2.0, z: *s * *s }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = x * y;
        let p = P { y: bump(&mut s), x: s, ..base(&mut s) };
        p.x + 2.0 * p.y + 3.0 * p.z * s
    }

    chainrule_tests::agrees!(f);
}

mod parts_of_a_match {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut s, mut t, mut k) = (x * 0.5, y, 0usize);
        let z = match (t, bump(&mut t)) {
            (a, b) if a < b => a * b,
            (a, b) => a + b,
        };
        let step = |k: &mut usize| {
            *k += 1;
            *k
        };
        let w = match (k, step(&mut k), s) {
            (0, 1, v) => v * t,
            (_, _, v) => v,
        };
        let q = if let (a, Some(b)) = (s, Some(bump(&mut s))) { a * b } else { 0.0 };
        z + w + q * k as f64
    }

    chainrule_tests::agrees!(f);
}

mod elements_by_two_indices {
    use super::*;

    #[derive(Differentiable, Clone)]
    struct Grid {
        d: Vec<f64>,
    }
    #[differentiate]
    impl std::ops::Index<(usize, usize)> for Grid {
        type Output = f64;
        fn index(&self, (i, j): (usize, usize)) -> &f64 {
            &self.d[i * 2 + j]
        }
    }
    #[differentiate]
    impl std::ops::IndexMut<(usize, usize)> for Grid {
        fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut f64 {
            &mut self.d[i * 2 + j]
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = Grid { d: vec![x, y, x * y, 1.0 + x] };
        let mut k = 0usize;
        m[(k, 0)] = {
            k += 1;
            x * y * y
        };
        m[(k, 1)] += {
            k -= 1;
            m[(1, 1)] *= 2.0;
            y
        };
        m[(0, k)] *= 1.5;
        m.d[0] + 2.0 * m.d[1] + 3.0 * m.d[2] + 4.0 * m.d[3]
    }

    chainrule_tests::agrees!(f);
}

mod options_that_are_filled {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = x;
        let mut o: Option<f64> = None;
        *o.get_or_insert(bump(&mut s)) += 0.5;
        *o.get_or_insert(bump(&mut s)) = x * s;
        *o.get_or_insert(0.5) *= bump(&mut s);
        *o.get_or_insert_with(|| s) += bump(&mut s);
        let a = s * *o.get_or_insert(y);
        let q = o.get_or_insert(x * x);
        *q *= y;
        a + o.unwrap_or(1.0)
    }

    chainrule_tests::agrees!(f);
}

mod patterns_that_are_assigned {
    use super::*;

    #[derive(Differentiable, Clone, Copy)]
    struct Pair(f64, f64);
    #[derive(Differentiable, Clone, Copy)]
    struct P {
        x: f64,
        y: f64,
        z: f64,
    }
    #[differentiate]
    fn g(a: f64, b: f64) -> P {
        P { x: a * b, y: a, z: b }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut s, mut t, mut w, mut k) = (x, y, 0.0, 0usize);
        Pair(s, t) = Pair(t * x, s);
        P { x: s, y: t, .. } = g(s, t);
        P { x: w, y: _, z: t } = P { x: s, y: t, z: w + s };
        let mut a = [0.0; 3];
        (a[k], (a[k + 1], _), [a[2], w]) = (
            {
                k += 1;
                s
            },
            (t, w),
            [w, s * t],
        );
        a[0] + 2.0 * a[1] + 3.0 * a[2] + w * s
    }

    chainrule_tests::agrees!(f);
}

mod numbers_in_boxes {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let b = Box::new(x * y);
        b.sin() + b.powi(2) * *b + Box::new(x).cos()
    }

    chainrule_tests::agrees!(f);
}

mod defaults_that_change_something {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut s, t) = (x, y);
        let v = vec![y, s * 0.5];
        let mut r = v.first().copied().unwrap_or(bump(&mut s)) * s;
        r += v.get(7).copied().unwrap_or(bump(&mut s));
        r += *v.last().unwrap_or(&bump(&mut s)) * s;
        r += v.last().map_or(bump(&mut s), |w| w * s);
        r += v.iter().copied().reduce(f64::max).unwrap_or(bump(&mut s));
        r += v.iter().map(|w| w * s).max_by(|a, b| a.total_cmp(b)).unwrap_or(bump(&mut s));
        r += v.iter().filter(|w| **w > -1e9).map(|w| w * s).last().unwrap_or(bump(&mut s));
        r += v.iter().copied().find(|w| *w > 1e9).unwrap_or(bump(&mut s)) * s;
        r += v.iter().position(|w| *w > 1e9).map(|i| v[i]).unwrap_or(bump(&mut s));
        r + s * t
    }

    chainrule_tests::agrees!(f);
}

mod references_to_elements {
    use super::*;

    #[differentiate]
    fn scaled(a: &f64, b: f64) -> f64 {
        a * b + b
    }
    #[differentiate]
    fn grown(a: &mut f64, b: f64) -> f64 {
        *a += b;
        *a * b
    }
    #[differentiate]
    fn row(a: &[f64], b: f64) -> f64 {
        a[0] * b + a[1]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut s, mut k) = (x + y, 0usize);
        let mut xs = vec![x, y, s, 0.7];
        let m = [[x, y], [s, 0.2]];
        let a = scaled(&xs[k], {
            k += 1;
            s
        });
        let b = grown(&mut xs[k], {
            k += 1;
            s *= 0.9;
            s
        });
        let c = row(&xs[k..], {
            k -= 1;
            s
        });
        let d = row(&m[k], {
            k -= 1;
            s *= 1.1;
            s
        });
        let e = scaled(
            &m[k][1 - k],
            bump(&mut s) + {
                k += 1;
                s
            },
        );
        a + 2.0 * b + 3.0 * c + d + e + xs[1] * k as f64
    }

    chainrule_tests::agrees!(f);
}
