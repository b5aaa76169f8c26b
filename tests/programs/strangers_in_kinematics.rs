//! Programs of strangers: chains of joints, trust regions.

mod chain_of_joints {
    use chainrule::{Differentiable, differentiate};

    use std::ops::{Add, Mul};
    #[derive(Clone, Copy, Debug, Differentiable)]
    pub struct Vec3 {
        pub x: f64,
        pub y: f64,
        pub z: f64,
    }
    #[differentiate]
    impl Add for Vec3 {
        type Output = Self;
        fn add(self, o: Self) -> Self {
            Self { x: self.x + o.x, y: self.y + o.y, z: self.z + o.z }
        }
    }
    #[derive(Clone, Copy, Debug, Differentiable)]
    pub struct Rotation([Vec3; 3]);
    #[differentiate]
    impl Vec3 {
        pub const ZERO: Vec3 = Vec3 { x: 0.0, y: 0.0, z: 0.0 };
        pub const fn new(x: f64, y: f64, z: f64) -> Self {
            Self { x, y, z }
        }
        pub fn dot(&self, o: &Vec3) -> f64 {
            self.x.mul_add(o.x, self.y.mul_add(o.y, self.z * o.z))
        }
        pub fn norm(self) -> f64 {
            self.dot(&self).sqrt()
        }
    }
    #[differentiate]
    impl Mul<Vec3> for Rotation {
        type Output = Vec3;
        fn mul(self, v: Vec3) -> Vec3 {
            let Rotation([a, b, c]) = self;
            Vec3::new(a.dot(&v), b.dot(&v), c.dot(&v))
        }
    }
    #[differentiate]
    impl Rotation {
        fn transpose(&self) -> Rotation {
            let [a, b, c] = &self.0;
            Rotation([Vec3::new(a.x, b.x, c.x), Vec3::new(a.y, b.y, c.y), Vec3::new(a.z, b.z, c.z)])
        }
    }
    #[differentiate]
    impl Mul for Rotation {
        type Output = Rotation;
        fn mul(self, o: Rotation) -> Rotation {
            let t = o.transpose();
            Rotation(self.0.map(|row| Vec3::new(row.dot(&t.0[0]), row.dot(&t.0[1]), row.dot(&t.0[2]))))
        }
    }
    #[derive(Clone, Copy, Debug, Differentiable)]
    pub struct Pose {
        r: Rotation,
        t: Vec3,
    }
    #[differentiate]
    impl Mul for Pose {
        type Output = Pose;
        fn mul(self, o: Pose) -> Pose {
            Pose { r: self.r * o.r, t: self.r * o.t + self.t }
        }
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    enum Axis {
        X,
        Y,
        Z,
    }
    #[derive(Clone, Debug, Differentiable)]
    enum Joint {
        Revolute {
            #[constant]
            axis: Axis,
            offset: Vec3,
        },
        Prismatic {
            direction: Vec3,
        },
        Fixed(Vec3),
    }
    #[differentiate]
    fn about(#[constant] axis: Axis, angle: f64) -> Rotation {
        let (s, c) = angle.sin_cos();
        match axis {
            Axis::X => Rotation([Vec3::new(1.0, 0.0, 0.0), Vec3::new(0.0, c, -s), Vec3::new(0.0, s, c)]),
            Axis::Y => Rotation([Vec3::new(c, 0.0, s), Vec3::new(0.0, 1.0, 0.0), Vec3::new(-s, 0.0, c)]),
            Axis::Z => Rotation([Vec3::new(c, -s, 0.0), Vec3::new(s, c, 0.0), Vec3::new(0.0, 0.0, 1.0)]),
        }
    }
    const IDENTITY: Rotation = Rotation([Vec3::new(1.0, 0.0, 0.0), Vec3::new(0.0, 1.0, 0.0), Vec3::new(0.0, 0.0, 1.0)]);
    #[differentiate]
    impl Joint {
        fn pose(&self, q: f64) -> Pose {
            match self {
                Self::Revolute { axis, offset } => Pose { r: about(*axis, q), t: *offset },
                Self::Prismatic { direction: Vec3 { x, y, z } } => {
                    Pose { r: IDENTITY, t: Vec3::new(x * q, y * q, z * q) }
                }
                &Self::Fixed(t) => Pose { r: IDENTITY, t },
            }
        }
    }
    #[derive(Debug, Clone, Default, Differentiable)]
    struct Chain {
        joints: Vec<Joint>,
    }
    #[differentiate]
    impl Chain {
        fn with(mut self, joint: Joint) -> Self {
            self.joints.push(joint);
            self
        }
        fn forward(&self, q: &[f64]) -> Vec3 {
            let mut it = q.iter().copied();
            let base = Pose { r: IDENTITY, t: Vec3::ZERO };
            self.joints
                .iter()
                .fold(base, |pose, joint| {
                    let q = match joint {
                        Joint::Fixed(_) => 0.0,
                        _ => it.next().unwrap_or_default(),
                    };
                    pose * joint.pose(q)
                })
                .t
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let arm = Chain::default()
            .with(Joint::Revolute { axis: Axis::Z, offset: Vec3::new(0.0, 0.0, 0.3) })
            .with(Joint::Fixed(Vec3::new(1.0, 0.0, 0.1 * y)))
            .with(Joint::Revolute { axis: Axis::Y, offset: Vec3::new(0.1, 0.0, 0.3) })
            .with(Joint::Prismatic { direction: Vec3::new(0.6, 0.8, x) })
            .with(Joint::Revolute { axis: Axis::X, offset: Vec3::ZERO })
            .with(Joint::Fixed(Vec3::new(0.5, 0.2, 0.0)));
        let tip = arm.forward(&[x, y, x * y, 0.3 + x]);
        let target = Vec3::new(0.5, 0.5, 0.5);
        (tip + Vec3::new(-target.x, -target.y, -target.z)).norm()
    }

    chainrule_tests::agrees!(f);
}

mod dogleg {
    use chainrule::{Differentiable, differentiate};

    type Vec2 = [f64; 2];
    type Mat2 = [[f64; 2]; 2];
    #[derive(Debug, Clone, Copy, PartialEq, Differentiable)]
    enum StepKind {
        Newton,
        Cauchy,
        Dogleg,
    }
    #[differentiate]
    fn norm(v: Vec2) -> f64 {
        v.iter().map(|c| c * c).sum::<f64>().sqrt()
    }
    #[differentiate]
    fn mat_vec(m: &Mat2, v: &Vec2) -> Vec2 {
        std::array::from_fn(|i| m[i].iter().zip(v).map(|(a, b)| a * b).sum())
    }
    #[differentiate]
    fn solve(m: &Mat2, b: Vec2) -> Option<Vec2> {
        let &[[a, c], [d, e]] = m;
        let det = a * e - c * d;
        (det.abs() > 1e-14).then(|| [(e * b[0] - c * b[1]) / det, (a * b[1] - d * b[0]) / det])
    }
    #[differentiate]
    fn dogleg(h: &Mat2, g: Vec2, radius: f64) -> (StepKind, Vec2) {
        let Some(newton) = solve(h, [-g[0], -g[1]]) else {
            let n = norm(g);
            return (StepKind::Cauchy, g.map(|c| -radius * c / n));
        };
        if norm(newton) <= radius {
            return (StepKind::Newton, newton);
        }
        let hg = mat_vec(h, &g);
        let t = (g[0] * g[0] + g[1] * g[1]) / (g[0] * hg[0] + g[1] * hg[1]);
        let cauchy = g.map(|c| -t * c);
        if norm(cauchy) >= radius {
            let n = norm(cauchy);
            return (StepKind::Cauchy, cauchy.map(|c| c * radius / n));
        }
        let d = [newton[0] - cauchy[0], newton[1] - cauchy[1]];
        let (aa, bb, cc) = (
            d[0] * d[0] + d[1] * d[1],
            2.0 * (cauchy[0] * d[0] + cauchy[1] * d[1]),
            norm(cauchy).powi(2) - radius * radius,
        );
        let tau = (-bb + (bb * bb - 4.0 * aa * cc).sqrt()) / (2.0 * aa);
        (StepKind::Dogleg, [cauchy[0] + tau * d[0], cauchy[1] + tau * d[1]])
    }
    #[differentiate]
    fn model(p: &Vec2, k: f64) -> (f64, Vec2, Mat2) {
        let [u, v] = *p;
        let value = (u * u + v * v).ln_1p() + k * (u - v).powi(2);
        let s = 1.0 + u * u + v * v;
        let g = [2.0 * u / s + 2.0 * k * (u - v), 2.0 * v / s - 2.0 * k * (u - v)];
        let h = [[2.0 / s + 2.0 * k, -2.0 * k], [-2.0 * k, 2.0 / s + 2.0 * k]];
        (value, g, h)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = [x + 2.0, y - 1.0];
        let mut radius = 0.31;
        let k = 0.7 + 0.1 * x * y;
        'outer: for iteration in 0..12 {
            let (value, g, h) = model(&p, k);
            if norm(g) < 1e-3 {
                break 'outer;
            }
            let (kind, step) = dogleg(&h, g, radius);
            let trial = [p[0] + step[0], p[1] + step[1]];
            let (new, ..) = model(&trial, k);
            let hs = mat_vec(&h, &step);
            let predicted = -(g[0] * step[0] + g[1] * step[1]) - 0.5 * (step[0] * hs[0] + step[1] * hs[1]);
            let ratio = (value - new) / predicted;
            radius *= match ratio {
                r if r < 0.25 => 0.25,
                r if r > 0.75 && !matches!(kind, StepKind::Newton) => 2.0,
                _ => 1.0,
            };
            if ratio > 0.1 {
                p = trial;
            }
            if iteration > 3 {
                break;
            }
        }
        p[0] * 2.0 + p[1] + radius * x
    }

    chainrule_tests::agrees!(f);
}
