//! Short programs of mechanics, robotics and control.

#![allow(unused_imports, reason = "not every program derives")]

use chainrule::{Differentiable, differentiate};

mod verlet {
    use super::*;

    #[derive(Clone, Copy, Debug, Default, PartialEq, Differentiable)]
    struct Vec2 {
        x: f64,
        y: f64,
    }
    #[differentiate]
    impl std::ops::Add for Vec2 {
        type Output = Vec2;
        fn add(self, o: Vec2) -> Vec2 {
            Vec2 { x: self.x + o.x, y: self.y + o.y }
        }
    }
    #[differentiate]
    impl std::ops::Sub for Vec2 {
        type Output = Vec2;
        fn sub(self, o: Vec2) -> Vec2 {
            Vec2 { x: self.x - o.x, y: self.y - o.y }
        }
    }
    #[differentiate]
    impl std::ops::Mul<f64> for Vec2 {
        type Output = Vec2;
        fn mul(self, k: f64) -> Vec2 {
            Vec2 { x: self.x * k, y: self.y * k }
        }
    }
    #[differentiate]
    impl std::ops::AddAssign for Vec2 {
        fn add_assign(&mut self, o: Vec2) {
            self.x += o.x;
            self.y += o.y;
        }
    }
    #[differentiate]
    impl Vec2 {
        fn dot(self, o: Vec2) -> f64 {
            self.x * o.x + self.y * o.y
        }
        fn norm(self) -> f64 {
            self.dot(self).sqrt()
        }
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Body {
        pos: Vec2,
        vel: Vec2,
        mass: f64,
    }
    #[differentiate]
    fn forces(bodies: &[Body]) -> Vec<Vec2> {
        let mut f = vec![Vec2::default(); bodies.len()];
        for i in 0..bodies.len() {
            for j in (i + 1)..bodies.len() {
                let r = bodies[j].pos - bodies[i].pos;
                let d = r.norm().max(0.05);
                let s = bodies[i].mass * bodies[j].mass / (d * d * d);
                f[i] += r * s;
                f[j] += r * (-s);
            }
        }
        f
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut bodies = vec![
            Body { pos: Vec2 { x: 0.0, y: 0.0 }, vel: Vec2 { x: 0.0, y: y }, mass: 1.0 + x * x },
            Body { pos: Vec2 { x: 1.0 + y * y, y: 0.3 }, vel: Vec2::default(), mass: 0.5 },
        ];
        for _ in 0..4 {
            let acc = forces(&bodies);
            for (b, a) in bodies.iter_mut().zip(acc.iter()) {
                b.vel += *a * (0.01 / b.mass);
                let v = b.vel;
                b.pos += v * 0.01;
            }
        }
        bodies.iter().map(|b| 0.5 * b.mass * b.vel.dot(b.vel) + b.pos.x).sum()
    }

    chainrule_tests::agrees!(f);
}

mod quaternion {
    use super::*;

    #[derive(Clone, Copy, Differentiable)]
    struct Quat {
        w: f64,
        v: [f64; 3],
    }
    #[differentiate]
    fn cross(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
        [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
    }
    #[differentiate]
    impl Quat {
        fn from_axis_angle(axis: [f64; 3], angle: f64) -> Self {
            let half = angle / 2.0;
            let n = axis.iter().map(|c| c * c).sum::<f64>().sqrt();
            Self { w: half.cos(), v: axis.map(|c| c / n * half.sin()) }
        }
        fn rotate(&self, p: [f64; 3]) -> [f64; 3] {
            let t = cross(self.v, p).map(|c| 2.0 * c);
            let u = cross(self.v, t);
            [p[0] + self.w * t[0] + u[0], p[1] + self.w * t[1] + u[1], p[2] + self.w * t[2] + u[2]]
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let q = Quat::from_axis_angle([x, 1.0, y], x * y);
        let [a, b, c] = q.rotate([1.0, x, 2.0]);
        a * b + c
    }

    chainrule_tests::agrees!(f);
}

mod tracker {
    use super::*;

    #[derive(Clone, Debug, Differentiable)]
    struct Kalman {
        x: [f64; 2],
        p: [[f64; 2]; 2],
        q: f64,
        r: f64,
    }
    #[differentiate]
    impl Kalman {
        fn predict(&mut self, dt: f64) {
            self.x[0] += dt * self.x[1];
            let p = self.p;
            self.p = [
                [p[0][0] + dt * (p[1][0] + p[0][1] + dt * p[1][1]) + self.q, p[0][1] + dt * p[1][1]],
                [p[1][0] + dt * p[1][1], p[1][1] + self.q],
            ];
        }
        fn update(&mut self, z: f64) -> f64 {
            let innovation = z - self.x[0];
            let s = self.p[0][0] + self.r;
            let k = [self.p[0][0] / s, self.p[1][0] / s];
            for (xi, ki) in self.x.iter_mut().zip(k.iter()) {
                *xi += ki * innovation;
            }
            let p = self.p;
            for i in 0..2 {
                for j in 0..2 {
                    self.p[i][j] = p[i][j] - k[i] * p[0][j];
                }
            }
            -0.5 * (innovation * innovation / s + s.ln())
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut kf = Kalman { x: [0.0, x], p: [[1.0, 0.0], [0.0, 1.0]], q: 0.01 + y * y, r: 0.5 };
        let zs = [0.1, 0.5, 0.9, 1.2];
        zs.iter()
            .map(|&z| {
                kf.predict(0.1);
                kf.update(z)
            })
            .sum()
    }

    chainrule_tests::agrees!(f);
}

mod controller {
    use super::*;

    #[derive(Default, Clone, Differentiable)]
    struct Pid {
        kp: f64,
        ki: f64,
        integral: f64,
        last: Option<f64>,
    }
    #[differentiate]
    impl Pid {
        fn update(&mut self, error: f64, dt: f64) -> f64 {
            self.integral = (self.integral + error * dt).clamp(-1.0, 1.0);
            let derivative = match self.last {
                Some(previous) => (error - previous) / dt,
                None => 0.0,
            };
            self.last = Some(error);
            (self.kp * error + self.ki * self.integral + 0.01 * derivative).clamp(-2.0, 2.0)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut pid = Pid { kp: x, ki: y, ..Pid::default() };
        let (mut pos, mut vel, mut cost) = (0.0, 0.0, 0.0);
        for _ in 0..25 {
            let u = pid.update(1.0 - pos, 0.1);
            vel += 0.1 * (u - 0.4 * vel);
            pos += 0.1 * vel;
            cost += (1.0 - pos).powi(2);
        }
        cost
    }

    chainrule_tests::agrees!(f);
}

mod bouncing_ball {
    use super::*;

    #[derive(Clone, Copy, Differentiable)]
    struct S {
        pos: f64,
        vel: f64,
        #[constant]
        bounces: u32,
    }
    #[differentiate]
    fn step(s: S, dt: f64, e: f64) -> Option<S> {
        let pos = s.pos + s.vel * dt;
        let vel = s.vel - 9.81 * dt;
        if s.bounces > 3 {
            return None;
        }
        Some(if pos < 0.0 { S { pos: -pos, vel: -vel * e, bounces: s.bounces + 1 } } else { S { pos, vel, ..s } })
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = S { pos: 1.0 + x * x, vel: 0.0, bounces: 0 };
        let mut n = 0;
        while let Some(next) = step(s, 0.02, 0.5 + 0.1 * y.sin()) {
            s = next;
            n += 1;
            if n > 150 {
                break;
            }
        }
        s.pos + 0.1 * s.vel
    }

    chainrule_tests::agrees!(f);
}

mod rocket {
    use super::*;

    #[derive(Clone, Copy, Debug, Differentiable)]
    enum Phase {
        Boost { fuel: f64 },
        Coast,
        Landed(f64),
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut phase = Phase::Boost { fuel: 0.5 + x * x };
        let (mut h, mut v) = (0.0_f64, 0.0_f64);
        for _ in 0..60 {
            let thrust = match &mut phase {
                Phase::Boost { fuel } => {
                    *fuel -= 0.05;
                    20.0 + y
                }
                _ => 0.0,
            };
            v += 0.05 * (thrust - 9.8);
            h += 0.05 * v;
            phase = match phase {
                Phase::Boost { fuel } if fuel <= 0.0 => Phase::Coast,
                Phase::Coast if h < 0.0 => Phase::Landed(v),
                p => p,
            };
            if let Phase::Landed(_) = phase {
                break;
            }
        }
        match phase {
            Phase::Landed(speed) => speed * speed,
            Phase::Coast => h + v,
            Phase::Boost { fuel } => fuel * h,
        }
    }

    chainrule_tests::agrees!(f);
}

mod filter {
    use super::*;

    #[derive(Clone, Default, Differentiable)]
    struct Biquad {
        b0: f64,
        b1: f64,
        b2: f64,
        a1: f64,
        a2: f64,
        z1: f64,
        z2: f64,
    }
    #[differentiate]
    impl Biquad {
        fn lowpass(freq: f64, q: f64) -> Biquad {
            let w = 2.0 * std::f64::consts::PI * freq;
            let alpha = w.sin() / (2.0 * q);
            let c = w.cos();
            let a0 = 1.0 + alpha;
            Biquad {
                b0: (1.0 - c) / 2.0 / a0,
                b1: (1.0 - c) / a0,
                b2: (1.0 - c) / 2.0 / a0,
                a1: -2.0 * c / a0,
                a2: (1.0 - alpha) / a0,
                ..Default::default()
            }
        }
        fn process(&mut self, x: f64) -> f64 {
            let y = self.b0 * x + self.z1;
            self.z1 = self.b1 * x - self.a1 * y + self.z2;
            self.z2 = self.b2 * x - self.a2 * y;
            y
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut filter = Biquad::lowpass(0.05 + 0.01 * x, 0.7 + 0.1 * y * y);
        let mut energy = 0.0;
        for n in 0..10 {
            let s = if n == 0 { 1.0 } else { 0.0 };
            let o = filter.process(s);
            energy += o * o * n as f64;
        }
        energy
    }

    chainrule_tests::agrees!(f);
}
