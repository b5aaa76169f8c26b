//! Short programs of physicists and engineers: orbits, sound, circuits, steps that adapt, events.

mod kepler_orbit {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Orbit {
        a: f64,
        e: f64,
        period: f64,
    }
    #[differentiate]
    impl Orbit {
        fn eccentric_anomaly(&self, mean: f64) -> Option<f64> {
            let mut guess = if self.e > 0.8 { std::f64::consts::PI } else { mean };
            for _ in 0..50 {
                let delta = (guess - self.e * guess.sin() - mean) / (1.0 - self.e * guess.cos());
                guess -= delta;
                if delta.abs() < 1e-13 {
                    return Some(guess);
                }
            }
            None
        }
        fn position(&self, t: f64) -> Option<(f64, f64)> {
            let mean = (2.0 * std::f64::consts::PI * t / self.period).rem_euclid(2.0 * std::f64::consts::PI);
            let ea = self.eccentric_anomaly(mean)?;
            Some((self.a * (ea.cos() - self.e), self.a * (1.0 - self.e.powi(2)).sqrt() * ea.sin()))
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let orbit = Orbit { a: 1.0 + 0.1 * x, e: 0.3 + 0.05 * y, period: 2.0 + x * x };
        let mut worst = f64::MIN;
        let mut sum = 0.0;
        for k in 1..5 {
            let Some((px, py)) = orbit.position(0.37 * k as f64) else { continue };
            sum += px.hypot(py);
            worst = worst.max(py);
        }
        sum + worst * y
    }

    chainrule_tests::agrees!(f);
}

mod karplus_strong {
    use chainrule::differentiate;

    use std::collections::VecDeque;
    #[differentiate]
    fn pluck(pick: &[f64], damping: f64, n: usize) -> Vec<f64> {
        let mut line: VecDeque<f64> = pick.iter().copied().collect();
        let mut out = Vec::with_capacity(n);
        for _ in 0..n {
            let first = line.pop_front().unwrap();
            let next = line.front().copied().unwrap_or(0.0);
            line.push_back(damping * 0.5 * (first + next));
            out.push(first);
        }
        out
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let pick: Vec<f64> = (0..5).map(|i| (x * i as f64).sin()).collect();
        let out = pluck(&pick, 0.9 + 0.05 * y, 23);
        out.iter().enumerate().map(|(i, v)| v * v * (1.0 + i as f64 * 0.1)).sum::<f64>().sqrt()
    }

    chainrule_tests::agrees!(f);
}

mod circuit {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    enum Part {
        Resistor {
            #[constant]
            nodes: (usize, usize),
            ohms: f64,
        },
        Source {
            #[constant]
            node: usize,
            amps: f64,
        },
        Diode {
            #[constant]
            nodes: (usize, usize),
            is: f64,
        },
    }
    #[differentiate]
    fn solve(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
        let n = b.len();
        for c in 0..n {
            let p = (c..n).max_by(|&i, &j| a[i][c].abs().total_cmp(&a[j][c].abs())).unwrap();
            a.swap(c, p);
            b.swap(c, p);
            for r in c + 1..n {
                let m = a[r][c] / a[c][c];
                for k in c..n {
                    let t = a[c][k];
                    a[r][k] -= m * t;
                }
                b[r] -= m * b[c];
            }
        }
        for r in (0..n).rev() {
            let s: f64 = (r + 1..n).map(|k| a[r][k] * b[k]).sum();
            b[r] = (b[r] - s) / a[r][r];
        }
        b
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let parts = [
            Part::Resistor { nodes: (0, 1), ohms: 1.0 + x * x },
            Part::Resistor { nodes: (1, 2), ohms: 2.0 },
            Part::Source { node: 0, amps: y },
            Part::Diode { nodes: (2, 3), is: 0.1 },
            Part::Resistor { nodes: (2, 3), ohms: 5.0 + y },
        ];
        let mut v = vec![0.0f64; 3];
        for _ in 0..6 {
            let mut g = vec![vec![0.0; 3]; 3];
            let mut i = vec![0.0; 3];
            for (k, part) in parts.iter().enumerate() {
                match part {
                    Part::Source { node, amps } => i[*node] += amps,
                    Part::Resistor { nodes: (p, q), ohms } | Part::Diode { nodes: (p, q), is: ohms } => {
                        let cond =
                            if let Part::Diode { .. } = part { ohms * (1.0 + 0.1 * v[*p].tanh()) } else { 1.0 / ohms };
                        if *p < 3 {
                            g[*p][*p] += cond;
                        }
                        if *q < 3 {
                            g[*q][*q] += cond;
                        }
                        if *p < 3 && *q < 3 {
                            g[*p][*q] -= cond;
                            g[*q][*p] -= cond;
                        }
                    }
                }
                if k == 99 {
                    break;
                }
            }
            v = solve(g, i);
        }
        v[0] * v[1] + v[2]
    }

    chainrule_tests::agrees!(f);
}

mod adaptive_step {
    use chainrule::differentiate;

    #[differentiate]
    fn rkf(rhs: impl Fn(f64, &[f64; 2]) -> [f64; 2], mut u: [f64; 2], end: f64, tol: f64) -> [f64; 2] {
        let (mut t, mut h) = (0.0, 0.1);
        let mut rejected = 0;
        while t < end {
            if t + h > end {
                h = end - t;
            }
            let k1 = rhs(t, &u);
            let mid = [u[0] + 0.5 * h * k1[0], u[1] + 0.5 * h * k1[1]];
            let k2 = rhs(t + 0.5 * h, &mid);
            let err = (0..2).map(|i| (k2[i] - k1[i]).abs() * h).fold(0.0, f64::max);
            if err > tol && rejected < 50 {
                h *= 0.5;
                rejected += 1;
                continue;
            }
            for (ui, ki) in u.iter_mut().zip(k2) {
                *ui += h * ki;
            }
            t += h;
            if err < tol * 0.1 {
                h *= 1.5;
            }
        }
        u
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let u =
            rkf(|t, u: &[f64; 2]| [u[1] + 0.1 * t, (1.0 - u[0] * u[0]) * u[1] * 0.3 - u[0] * y], [x, 0.5], 1.5, 0.05);
        u[0] * u[0] + u[1]
    }

    chainrule_tests::agrees!(f);
}

mod bouncing_ball {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Ball {
        height: f64,
        speed: f64,
        #[constant]
        bounces: u32,
    }
    #[derive(Clone, Debug, PartialEq, Differentiable)]
    enum Stop {
        Rest(#[constant] u32),
        Sank {
            #[constant]
            at: u32,
        },
    }
    #[differentiate(order = 2)]
    fn fly(ball: &mut Ball, restitution: f64, gravity: f64) -> Result<f64, Stop> {
        if ball.height < 0.0 {
            return Err(Stop::Sank { at: ball.bounces });
        }
        let t = (ball.speed + (ball.speed * ball.speed + 2.0 * gravity * ball.height).sqrt()) / gravity;
        ball.speed = restitution * (gravity * t - ball.speed);
        ball.height = 0.0;
        ball.bounces += 1;
        if ball.speed < 0.05 { Err(Stop::Rest(ball.bounces)) } else { Ok(t) }
    }
    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let mut ball = Ball { height: x.abs() + 0.2, speed: y, bounces: 0 };
        let mut clock = 0.0;
        let why = loop {
            match fly(&mut ball, 0.6, 9.81) {
                Ok(t) => clock += t,
                Err(stop) => break stop,
            }
        };
        let last = match why {
            Stop::Rest(n) if n > 2 => clock * n as f64,
            Stop::Rest(_) => clock,
            Stop::Sank { .. } => y,
        };
        last + ball.speed
    }

    #[test]
    fn agrees_twice() {
        chainrule_tests::check_second!(f);
    }
}
