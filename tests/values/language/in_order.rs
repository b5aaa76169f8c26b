//! Programs whose arguments, operands and conditions change what others read.

use chainrule::{Differentiable, differentiate};

mod arguments_that_draw_numbers {
    use super::*;

    #[derive(Differentiable, Clone, Debug)]
    struct Rng {
        s: f64,
        n: usize,
    }
    #[differentiate]
    impl Rng {
        fn next(&mut self) -> f64 {
            self.s = (self.s * 1.7).sin() + 0.3;
            self.n += 1;
            self.s
        }
        fn peek(&self) -> f64 {
            self.s * 2.0
        }
    }
    #[differentiate]
    fn mix(a: f64, b: f64, c: f64) -> f64 {
        a * b - c * a + b * b * c
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut r = Rng { s: x, n: 0 };
        let t = mix(r.next(), r.peek(), r.next()) * y;
        let u = r.next() - r.next() * r.peek();
        let arr = [r.next(), r.peek(), r.next()];
        let (p, q) = (r.next() * y, r.s);
        t + u + arr[0] * arr[2] - arr[1] + p * q + r.n as f64 * x
    }

    chainrule_tests::agrees!(f);
}

mod conditions_that_change {
    use super::*;

    #[derive(Differentiable, Clone)]
    struct Q {
        v: Vec<f64>,
        calls: usize,
    }
    #[differentiate]
    impl Q {
        fn pop(&mut self) -> f64 {
            self.calls += 1;
            self.v.pop().unwrap_or(0.5)
        }
        fn touch(&mut self, k: f64) -> bool {
            self.v[0] *= k;
            self.v[0] > 0.0
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut q = Q { v: vec![x, y, x * y, x + y], calls: 0 };
        let mut t = 0.0;
        if q.touch(y) && q.pop() > -5.0 || q.touch(x) {
            t += q.v[0];
        }
        if q.v.len() > 2 && q.touch(2.0) {
            t *= q.pop();
        }
        while q.v.len() > 1 && q.touch(1.1) {
            t += q.pop() * q.v[0];
        }
        match q.pop() {
            z if z > 100.0 => t,
            z => t * z + q.calls as f64 * y,
        }
    }

    chainrule_tests::agrees!(f);
}

mod indices_that_change {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y, x * y, x - y, 1.0];
        let mut i = 0usize;
        a[i] = a[i + 1]
            * a[{
                i += 1;
                i
            }]
            + x;
        a[i] += {
            i += 1;
            a[i] * y
        };
        let j = {
            i += 1;
            i
        };
        a[j] = a[j] * a[j - 1];
        a.swap(i, 0);
        let k = i;
        i = 0;
        a[k] *= a[i];
        a.iter().zip(1..).map(|(v, w)| v * w as f64).sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod updates_by_what_changes {
    use super::*;

    #[differentiate]
    fn bump(v: &mut Vec<f64>, k: f64) -> f64 {
        v[0] += k;
        v[0] * v[1]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y, 1.0];
        let mut a = [x, y];
        let mut t = x;
        t += bump(&mut v, t) * t;
        a[1] *= {
            a[0] += 1.0;
            a[0] * bump(&mut v, y)
        };
        t = t * bump(&mut v, x) - {
            t *= 2.0;
            t
        } + t;
        let z = (bump(&mut v, 0.1), v[0], bump(&mut v, 0.2), v[0]);
        a[0] -= z.0 * z.1 + z.2 * z.3;
        let w = [t, bump(&mut v, 1.0), v[0]].iter().sum::<f64>();
        v[2] = if {
            v[1] *= 1.5;
            v[1] > 100.0
        } {
            v[0]
        } else {
            v[1] * bump(&mut v, 0.5)
        };
        a[0] * a[1] + t + w * v[2] * 0.01
    }

    chainrule_tests::agrees!(f);
}

mod closures_with_a_state {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut acc = x;
        let mut log = Vec::new();
        let mut add = |v: f64| {
            acc = acc * 0.5 + v * y;
            log.push(acc);
            acc
        };
        let a = add(x) - add(y) * add(x * y);
        let n = log.len();
        let scale = |v: f64| v * acc;
        let b = scale(a) + scale(log[n - 1]);
        acc = b * y;
        let c: f64 = log.iter().rev().enumerate().map(|(i, v)| v * (i as f64 + acc)).sum();
        a * b + c - acc
    }

    chainrule_tests::agrees!(f);
}

mod buffers_that_change_places {
    use super::*;

    #[derive(Differentiable, Clone, Default)]
    struct Buf {
        cur: Vec<f64>,
        next: Vec<f64>,
        t: f64,
    }
    #[differentiate]
    impl Buf {
        fn advance(&mut self, c: f64) {
            let n = self.cur.len();
            for i in 0..n {
                let l = if i == 0 { self.cur[n - 1] } else { self.cur[i - 1] };
                let r = self.cur[(i + 1) % n];
                self.next[i] = self.cur[i] + c * (l - 2.0 * self.cur[i] + r) * self.cur[i];
            }
            std::mem::swap(&mut self.cur, &mut self.next);
            self.t += c;
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut b = Buf { cur: vec![x, y, x * y, 1.0], next: vec![0.0; 4], ..Default::default() };
        for k in 0..5 {
            b.advance(0.05 * y);
            if k == 2 {
                let old = std::mem::replace(&mut b.cur[1], x);
                b.next[0] += old;
                b.cur[0] *= old;
            }
            if k == 3 {
                let taken = std::mem::take(&mut b.next);
                b.next = taken.iter().map(|v| v * y).collect();
                b.cur[3] += b.next.iter().sum::<f64>();
            }
        }
        let v = &mut b.cur;
        v[0] += v[1] * v[2];
        let (l, r) = v.split_at_mut(2);
        l[0] *= r[1];
        r[0] -= l[1] * l[0];
        v.iter().product::<f64>() + b.t * v[2]
    }

    chainrule_tests::agrees!(f);
}
