//! What ends at the first failure: `collect` into a `Result` or an `Option`, `?` in closures; states in constant fields.

#![allow(unused_imports, reason = "not every module needs them")]

use chainrule::{Differentiable, differentiate};

mod collect_result {
    use super::*;

    #[differentiate]
    fn root(v: f64) -> Result<f64, String> {
        if v < 0.0 { Err(format!("neg {v}")) } else { Ok(v.sqrt()) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, y, x * y];
        let roots: Result<Vec<f64>, String> = v.iter().map(|t| root(*t)).collect();
        match roots {
            Ok(r) => r.iter().sum(),
            Err(_) => x * x,
        }
    }

    chainrule_tests::agrees!(f);
}

mod collect_turbofish {
    use super::*;

    #[derive(Debug, Clone)]
    enum Bad {
        Neg(usize),
    }
    #[differentiate]
    fn root(i: usize, v: f64) -> Result<f64, Bad> {
        if v < 0.0 { Err(Bad::Neg(i)) } else { Ok(v.sqrt()) }
    }
    #[differentiate]
    fn all(v: &[f64]) -> Result<Vec<f64>, Bad> {
        v.iter().enumerate().map(|(i, t)| root(i, *t)).collect()
    }
    #[differentiate]
    fn total(v: &[f64]) -> Result<f64, Bad> {
        let r = v.iter().enumerate().map(|(i, t)| root(i, *t)).collect::<Result<Vec<_>, _>>()?;
        Ok(r.iter().sum())
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = match all(&[x, y, x * y]) {
            Ok(v) => v[0] * v[2],
            Err(Bad::Neg(i)) => y * i as f64 + x,
        };
        a + total(&[y, x]).unwrap_or(x * x)
    }

    chainrule_tests::agrees!(f);
}

mod try_closure {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let inv = |a: f64| -> Option<f64> { if a.abs() < 1e-3 { None } else { Some(1.0 / a) } };
        let all = (|| -> Option<f64> {
            let a = inv(x)?;
            let b = inv(a + y)?;
            Some(a * b)
        })();
        all.unwrap_or(0.0) + inv(y).map_or(0.0, |v| v * v)
    }

    chainrule_tests::agrees!(f);
}

mod state_machine {
    use super::*;

    #[derive(Clone, Copy, PartialEq, Debug)]
    enum Mode {
        Idle,
        Charge { ticks: u32 },
        Fire,
    }
    #[derive(Clone, Differentiable)]
    struct Plant {
        v: f64,
        i: f64,
        #[constant]
        mode: Mode,
    }
    #[differentiate]
    impl Plant {
        fn tick(&mut self, u: f64) -> Option<f64> {
            self.mode = match self.mode {
                Mode::Idle if self.v < 1.0 => Mode::Charge { ticks: 0 },
                Mode::Idle => Mode::Fire,
                Mode::Charge { ticks } if ticks >= 2 => Mode::Fire,
                Mode::Charge { ticks } => Mode::Charge { ticks: ticks + 1 },
                Mode::Fire => Mode::Idle,
            };
            match self.mode {
                Mode::Charge { ticks } => {
                    self.v += u * (ticks + 1) as f64 * 0.1;
                    None
                }
                Mode::Fire => {
                    let e = 0.5 * self.v * self.v;
                    self.v *= 0.3;
                    Some(e)
                }
                Mode::Idle => {
                    self.i += self.v;
                    None
                }
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = Plant { v: x * 0.1, i: 0.0, mode: Mode::Idle };
        let mut out = Vec::new();
        for k in 0..12 {
            if let Some(e) = p.tick(y + k as f64 * x) {
                out.push(e);
            }
        }
        out.iter().sum::<f64>() + p.i * p.v
    }

    chainrule_tests::agrees!(f);
}

mod filtered_by_a_closure_that_captures {
    use super::*;

    #[derive(Clone, Copy, Differentiable, Default)]
    struct Body {
        p: [f64; 3],
        v: [f64; 3],
        m: f64,
    }
    #[differentiate]
    fn step(bodies: &mut [Body; 3], h: f64) {
        let mut acc = [[0.0; 3]; 3];
        for i in 0..3 {
            for j in (0..3).filter(|&j| j != i) {
                let d: [f64; 3] = std::array::from_fn(|k| bodies[j].p[k] - bodies[i].p[k]);
                let r2 = d.iter().map(|v| v * v).sum::<f64>() + 0.01;
                let s = bodies[j].m / (r2 * r2.sqrt());
                acc[i].iter_mut().zip(d).for_each(|(a, d)| *a += s * d);
            }
        }
        for (b, a) in bodies.iter_mut().zip(&acc) {
            for k in 0..3 {
                b.v[k] += h * a[k];
                b.p[k] += h * b.v[k];
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut b = [
            Body { m: 1.0, ..Body::default() },
            Body { p: [x, 1.0, 0.0], v: [0.0, y, 0.0], m: 0.5 },
            Body { p: [-1.0, y, 0.5], m: x * x, ..Default::default() },
        ];
        for _ in 0..5 {
            step(&mut b, 0.1);
        }
        b.iter().map(|b| 0.5 * b.m * b.v.iter().map(|v| v * v).sum::<f64>()).sum::<f64>() + b[1].p[0]
    }

    chainrule_tests::agrees!(f);
}

mod let_else_chain {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct Order {
        px: Option<f64>,
        qty: Result<f64, String>,
    }
    #[differentiate]
    fn notional(o: &Order, fx: f64) -> Result<f64, String> {
        let Some(px) = o.px else {
            return Err("no price".into());
        };
        let qty = match &o.qty {
            Ok(q) => *q,
            Err(e) => return Err(e.clone()),
        };
        if qty < 0.0 {
            return Err(format!("bad {qty}"));
        }
        Ok(px * qty * fx)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let orders = [
            Order { px: Some(x), qty: Ok(y) },
            Order { px: None, qty: Ok(x) },
            Order { px: Some(y), qty: Err("bad".to_string()) },
            Order { px: Some(x * y), qty: Ok(x) },
        ];
        let (mut total, mut bad) = (0.0, 0);
        for o in &orders {
            match notional(o, y) {
                Ok(v) => total += v,
                Err(e) if e.starts_with("no") => bad += 1,
                Err(_) => bad += 10,
            }
        }
        total * (1.0 + bad as f64)
    }

    chainrule_tests::agrees!(f);
}

mod particle_swarm {
    use super::*;

    #[derive(Clone, Debug, Differentiable)]
    struct Particle {
        pos: Vec<f64>,
        vel: Vec<f64>,
        best: Option<(f64, Vec<f64>)>,
    }
    #[differentiate]
    impl Particle {
        fn update(&mut self, target: &[f64], w: f64) {
            for ((p, v), t) in self.pos.iter_mut().zip(self.vel.iter_mut()).zip(target) {
                *v = w * *v + 0.3 * (t - *p);
                *p += *v;
            }
            let c: f64 = self.pos.iter().map(|p| p * p).sum();
            let better = match &self.best {
                None => true,
                Some((b, _)) => c < *b,
            };
            if better {
                self.best = Some((c, self.pos.clone()));
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut swarm: Vec<Particle> =
            (0..3).map(|i| Particle { pos: vec![x + i as f64, y], vel: vec![0.1, -x * 0.2], best: None }).collect();
        for _ in 0..4 {
            for p in swarm.iter_mut() {
                p.update(&[y, 0.5], 0.7);
            }
        }
        swarm.iter().filter_map(|p| p.best.as_ref().map(|(c, pos)| c + pos[0])).sum()
    }

    chainrule_tests::agrees!(f);
}

mod exits_inside_of_indices {
    use chainrule::differentiate;

    fn half(k: usize) -> Option<usize> {
        if k > 7 { None } else { Some(k / 2) }
    }
    fn bump(n: &mut usize) -> usize {
        *n += 1;
        *n
    }
    #[differentiate]
    fn g(xs: &[f64], mut k: usize, n: &mut usize, t: f64) -> Option<f64> {
        let j =
            k + {
                k += 1;
                half(k)?
            } + k;
        let m = bump(n) + half(*n)?;
        while half(k)? + 1 < 4 {
            k += 1;
        }
        let large = k > 1 && half(k)? > 0;
        let factor = if large || half(100)? > 1 { t } else { 1.0 };
        let at = xs.iter().position(|&x| x < t)?.checked_sub(1)?;
        Some(xs[j % 3] * t * factor + xs[m % 3] * k as f64 + xs[at])
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut n = 1;
        let xs = [x, y, x * y, -1.0];
        let a = g(&xs, 1, &mut n, y).unwrap_or(x);
        let b = g(&xs, 2, &mut n, x).unwrap_or(y * y);
        let c = g(&xs, 9, &mut n, x).unwrap_or(n as f64 * x);
        a + b * c + n as f64 * y
    }

    chainrule_tests::agrees!(f);
}
