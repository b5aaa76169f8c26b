//! Local structs and tuples that are used field by field, each of whose fields is a variable of its own; and those that
//! something needs as a whole.

use chainrule::Differentiable;

#[derive(Clone, Copy, Debug, Differentiable)]
struct State {
    x: f64,
    v: f64,
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Pair(f64, f64);

#[derive(Clone, Debug, Differentiable)]
struct Body {
    at: State,
    trace: Vec<f64>,
    hits: usize,
}

mod updated_in_loops {
    use super::State;
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = State { x, v: 0.5 };
        for k in 0..7 {
            let a = -y * s.x;
            s.v += 0.1 * a * s.v;
            if s.x > 0.3 {
                s.x *= s.v;
            }
            s.x += 0.1 * s.v * k as f64;
        }
        s.x * s.v
    }
    chainrule_tests::agrees!(f);
}

mod swapped_as_a_whole {
    use super::State;
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = State { x, v: y };
        for _ in 0..3 {
            s = State { x: s.v, v: s.x };
            s = State { v: s.x * s.v, x: s.v + s.x };
            let t = s;
            s.x = t.v * t.x;
            s.v += t.x * s.x;
            s = t;
        }
        s.x * s.x + s.v
    }
    chainrule_tests::agrees!(f);
}

mod tuples {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut t = (x, y, 0usize);
        while t.2 < 4 {
            t = (t.1 * t.0, t.0 - 0.5 * t.1, t.2 + 1);
            if t.0 > 4.0 {
                break;
            }
        }
        t.0 * t.1 + t.2 as f64
    }
    chainrule_tests::agrees!(f);
}

mod returned_and_copied {
    use super::{Pair, State};
    use chainrule::differentiate;
    #[differentiate]
    fn step(s: State, k: f64) -> State {
        let mut n = State { x: s.x * k, v: s.v };
        n.v -= n.x * s.v;
        let m = n;
        n.x += m.v;
        n
    }
    #[differentiate]
    fn pair(x: f64, y: f64) -> Pair {
        let mut p = Pair(x, y);
        p.0 *= p.1;
        p.1 *= p.0;
        p
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = State { x, v: y };
        for _ in 0..3 {
            s = step(s, 0.5);
            s.x += s.v * y;
        }
        let Pair(a, b) = pair(s.x, s.v);
        a * b
    }
    chainrule_tests::agrees!(f);
}

mod nested {
    use super::{Body, State};
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut b = Body { at: State { x, v: y }, trace: vec![x], hits: 0 };
        for _ in 0..5 {
            b.at.v -= 0.2 * b.at.x;
            b.at.x += 0.2 * b.at.v * y;
            b.trace.push(b.at.x * b.at.v);
            if b.at.x < 0.4 {
                b.hits += 1;
                b.at = State { x: b.at.v, v: b.trace[b.hits] };
            }
        }
        let total: f64 = b.trace.iter().map(|t| t * b.at.x).sum();
        total * b.at.v + b.hits as f64 * x
    }
    chainrule_tests::agrees!(f);
}

mod shadowed_and_captured {
    use super::State;
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let s = State { x, v: y };
        let s_x = s.v * 2.0;
        let s = State { x: s.x * s_x, v: s.v };
        let scaled = |k: f64| k * s.x + s.v;
        let s = State { x: scaled(s_x), v: scaled(s.x) };
        s.x * s.v
    }
    chainrule_tests::agrees!(f);
}

mod needed_as_a_whole {
    use super::State;
    use chainrule::differentiate;
    #[differentiate]
    impl State {
        fn energy(&self) -> f64 {
            self.x * self.x + self.v
        }
        fn kick(&mut self, by: f64) {
            self.v += by * self.x;
            self.x *= by;
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = State { x, v: y };
        let mut sum = 0.0;
        for _ in 0..3 {
            s.x += 0.5 * s.v;
            s.kick(y);
            sum += s.energy() * s.x;
        }
        let label = format!("{s:?}");
        sum + label.len() as f64 * 0.0
    }
    chainrule_tests::agrees!(f);
}

mod declared_first {
    use super::State;
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let s;
        if x > 1.0 {
            s = State { x: x * y, v: y };
        } else {
            s = State { v: x - y, x: y * y };
        }
        let mut out = s.x;
        let mut q = State { x: 0.0, v: 1.0 };
        for k in 0..4 {
            if k == 2 {
                continue;
            }
            q = match k {
                0 => s,
                1 => State { x: q.v * s.x, v: q.x },
                _ => State { x: q.x, v: q.v + s.v },
            };
            out += q.x * q.v;
        }
        out
    }
    chainrule_tests::agrees!(f);
}

mod in_tokens {
    use super::State;
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = State { x, v: y };
        let mut n = (0usize, [1.0; 3]);
        while s.x.abs() < 5.0 && n.0 < 6 {
            assert!(s.v.is_finite(), "{} {}", s.x, n.0);
            s.x += s.v * n.1[n.0 % 3];
            n.0 += 1;
            n.1[n.0 % 3] = s.x * 0.5;
        }
        s.x * n.1[1] + n.1.len() as f64
    }
    chainrule_tests::agrees!(f);
}
