//! Motion, as people write it who have read the README: rotations, integrators with traits, particles, orbits.

mod quaternion_attitude {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    use std::ops::{Add, Mul};
    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    struct Vec3 {
        x: f64,
        y: f64,
        z: f64,
    }
    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    struct Quat {
        w: f64,
        v: Vec3,
    }
    #[differentiate]
    impl Add for Vec3 {
        type Output = Vec3;
        fn add(self, o: Vec3) -> Vec3 {
            Vec3::new(self.x + o.x, self.y + o.y, self.z + o.z)
        }
    }
    #[differentiate]
    impl Mul<f64> for Vec3 {
        type Output = Vec3;
        fn mul(self, s: f64) -> Vec3 {
            Vec3::new(self.x * s, self.y * s, self.z * s)
        }
    }
    #[differentiate]
    impl Mul for Quat {
        type Output = Quat;
        fn mul(self, o: Quat) -> Quat {
            Quat { w: self.w * o.w - self.v.dot(o.v), v: o.v * self.w + self.v * o.w + self.v.cross(o.v) }
        }
    }
    #[differentiate]
    impl Vec3 {
        fn new(x: f64, y: f64, z: f64) -> Self {
            Self { x, y, z }
        }
        fn dot(self, o: Self) -> f64 {
            self.x * o.x + self.y * o.y + self.z * o.z
        }
        fn cross(self, o: Self) -> Self {
            Self::new(self.y * o.z - self.z * o.y, self.z * o.x - self.x * o.z, self.x * o.y - self.y * o.x)
        }
        fn norm(self) -> f64 {
            self.dot(self).sqrt()
        }
        fn normalized(self) -> Self {
            let n = self.norm();
            if n > 1e-12 { self * (1.0 / n) } else { self }
        }
    }
    #[differentiate]
    impl Quat {
        const IDENTITY: Quat = Quat { w: 1.0, v: Vec3 { x: 0.0, y: 0.0, z: 0.0 } };
        fn from_axis_angle(axis: Vec3, angle: f64) -> Self {
            let (s, c) = (0.5 * angle).sin_cos();
            Quat { w: c, v: axis.normalized() * s }
        }
        fn conj(self) -> Self {
            Quat { w: self.w, v: self.v * -1.0 }
        }
        fn rotate(self, p: Vec3) -> Vec3 {
            let q = self * Quat { w: 0.0, v: p } * self.conj();
            q.v
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut q = Quat::IDENTITY;
        for k in 0..3 {
            q = q * Quat::from_axis_angle(Vec3::new(x, 1.0, k as f64), y / (k + 1) as f64);
        }
        let p = q.rotate(Vec3::new(1.0, x, y));
        p.x * 2.0 + p.y * p.z
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod rk4_generic {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[differentiate]
    trait System {
        fn rhs(&self, t: f64, s: &[f64; 2]) -> [f64; 2];
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Pendulum {
        g: f64,
        l: f64,
        damping: f64,
    }
    #[differentiate]
    impl System for Pendulum {
        fn rhs(&self, _t: f64, s: &[f64; 2]) -> [f64; 2] {
            [s[1], -self.g / self.l * s[0].sin() - self.damping * s[1]]
        }
    }
    #[differentiate]
    fn axpy(a: &[f64; 2], h: f64, b: &[f64; 2]) -> [f64; 2] {
        [a[0] + h * b[0], a[1] + h * b[1]]
    }
    #[differentiate]
    fn rk4<S: System + Differentiable>(sys: &S, mut s: [f64; 2], h: f64, n: usize) -> [f64; 2] {
        let mut t = 0.0;
        for _ in 0..n {
            let k1 = sys.rhs(t, &s);
            let k2 = sys.rhs(t + 0.5 * h, &axpy(&s, 0.5 * h, &k1));
            let k3 = sys.rhs(t + 0.5 * h, &axpy(&s, 0.5 * h, &k2));
            let k4 = sys.rhs(t + h, &axpy(&s, h, &k3));
            for i in 0..2 {
                s[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
            }
            t += h;
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p = Pendulum { g: 9.81, l: 1.0 + y * y, damping: 0.1 * x };
        let s = rk4(&p, [x, y], 0.05, 10);
        s[0] * s[0] + s[1]
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod ecs_particles {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Copy, Debug, Default, Differentiable)]
    struct Particle {
        pos: [f64; 2],
        vel: [f64; 2],
        #[constant]
        mass: f64,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct World {
        particles: Vec<Particle>,
        stiffness: f64,
    }
    #[differentiate]
    impl World {
        fn forces(&self) -> Vec<[f64; 2]> {
            let mut f = vec![[0.0; 2]; self.particles.len()];
            for (i, a) in self.particles.iter().enumerate() {
                for (j, b) in self.particles.iter().enumerate().skip(i + 1) {
                    let d = [b.pos[0] - a.pos[0], b.pos[1] - a.pos[1]];
                    let r = (d[0] * d[0] + d[1] * d[1]).sqrt();
                    let k = self.stiffness * (r - 1.0) / r;
                    for c in 0..2 {
                        f[i][c] += k * d[c];
                        f[j][c] -= k * d[c];
                    }
                }
            }
            f
        }
        fn step(&mut self, dt: f64) {
            let forces = self.forces();
            for (p, f) in self.particles.iter_mut().zip(&forces) {
                for c in 0..2 {
                    p.vel[c] += f[c] / p.mass * dt;
                    p.pos[c] += p.vel[c] * dt;
                }
            }
        }
        fn energy(&self) -> f64 {
            self.particles.iter().map(|p| 0.5 * p.mass * p.vel.iter().map(|v| v * v).sum::<f64>()).sum()
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = World {
            particles: (0..3)
                .map(|i| Particle {
                    pos: [x * i as f64, y + (i * i) as f64],
                    mass: 1.0 + i as f64,
                    ..Default::default()
                })
                .collect(),
            stiffness: 2.0 * y,
        };
        for _ in 0..5 {
            w.step(0.05);
        }
        w.energy() + w.particles[1].pos[0]
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod bisection_implicit {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn kepler(m: f64, e: f64) -> f64 {
        let mut ecc = if e < 0.8 { m } else { std::f64::consts::PI };
        let mut iter = 0;
        while iter < 50 {
            let d = (ecc - e * ecc.sin() - m) / (1.0 - e * ecc.cos());
            ecc -= d;
            if d.abs() <= 1e-15 {
                break;
            }
            iter += 1;
        }
        ecc
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let e = 0.3 / (1.0 + y * y);
        let ea = kepler(x, e);
        let (s, c) = ea.sin_cos();
        let nu = ((1.0 - e * e).sqrt() * s).atan2(c - e);
        nu + ea * e
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod generic_vec {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    use std::ops::{Add, Mul};
    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    struct V<const N: usize>([f64; N]);
    #[differentiate]
    impl<const N: usize> Add for V<N> {
        type Output = V<N>;
        fn add(self, o: V<N>) -> V<N> {
            let mut r = self;
            for i in 0..N {
                r.0[i] += o.0[i];
            }
            r
        }
    }
    #[differentiate]
    impl<const N: usize> Mul<V<N>> for f64 {
        type Output = V<N>;
        fn mul(self, v: V<N>) -> V<N> {
            V(v.0.map(|c| self * c))
        }
    }
    #[differentiate]
    impl<const N: usize> V<N> {
        fn dot(&self, o: &V<N>) -> f64 {
            self.0.iter().zip(&o.0).map(|(a, b)| a * b).sum()
        }
        fn norm(&self) -> f64 {
            self.dot(self).sqrt()
        }
    }
    #[differentiate]
    fn lerp<const N: usize>(a: V<N>, b: V<N>, t: f64) -> V<N> {
        (1.0 - t) * a + t * b
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = V([x, y, 1.0]);
        let b = V([y, x * x, 2.0]);
        let c = lerp(a, b, 0.3 * x);
        c.norm() + c.dot(&a)
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}
