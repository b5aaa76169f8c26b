//! A value whose type only its arms tell, with an early end between them; a constant field changed by `..base`.

mod early_ends {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Pose {
        x: f64,
        y: f64,
        theta: f64,
    }
    #[differentiate]
    impl Pose {
        fn identity() -> Self {
            Pose { x: 0.0, y: 0.0, theta: 0.0 }
        }
        fn compose(self, other: Pose) -> Pose {
            let (s, c) = self.theta.sin_cos();
            Pose {
                x: self.x + c * other.x - s * other.y,
                y: self.y + s * other.x + c * other.y,
                theta: self.theta + other.theta,
            }
        }
        fn inverse(&self) -> Pose {
            let (s, c) = self.theta.sin_cos();
            Pose { x: -c * self.x - s * self.y, y: s * self.x - c * self.y, theta: -self.theta }
        }
    }
    #[derive(Clone, Debug, Differentiable)]
    enum Joint {
        Revolute { offset: f64, length: f64 },
        Prismatic { dir: f64 },
        Fixed(Pose),
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Arm {
        joints: Vec<Joint>,
        base: Pose,
    }
    #[differentiate]
    impl Arm {
        fn end_effector(&self, q: &[f64]) -> Option<Pose> {
            let mut pose = self.base;
            let mut angles = q.iter();
            for joint in &self.joints {
                let local = match joint {
                    Joint::Revolute { offset, length } => {
                        let q = angles.next()?;
                        Pose { x: *length * (q + offset).cos(), y: *length * (q + offset).sin(), theta: q + offset }
                    }
                    Joint::Prismatic { dir } => {
                        let d = angles.next()?;
                        Pose { x: d * dir.cos(), y: d * dir.sin(), theta: 0.0 }
                    }
                    Joint::Fixed(p) => *p,
                };
                pose = pose.compose(local);
            }
            Some(pose)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let arm = Arm {
            joints: vec![
                Joint::Revolute { offset: 0.1, length: 1.0 + y * y },
                Joint::Fixed(Pose { x: y, y: 0.2, theta: 0.3 }),
                Joint::Prismatic { dir: x * y },
                Joint::Revolute { offset: -0.2, length: 0.5 },
            ],
            base: Pose::identity(),
        };
        let q = [x, y * 0.5, x - y];
        let Some(p) = arm.end_effector(&q) else { return 0.0 };
        let missing = arm.end_effector(&q[..2]);
        let back = p.inverse().compose(p);
        let extra = if let Some(m) = missing { m.x } else { -x };
        p.x * p.y + p.theta.sin() + back.x + extra
    }
    chainrule_tests::agrees!(f);
}

mod updated {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    enum Kind {
        UpOut,
        DownOut,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Contract {
        strike: f64,
        #[constant]
        kind: Kind,
        rebate: f64,
    }
    #[differentiate]
    fn price(spot: f64, c: &Contract) -> f64 {
        match c.kind {
            Kind::UpOut => spot * c.strike,
            Kind::DownOut => c.rebate,
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let c = Contract { strike: 1.0 + 0.1 * x, kind: Kind::UpOut, rebate: 0.1 * y };
        let d = Contract { kind: Kind::DownOut, rebate: x * y, ..c.clone() };
        price(x, &c) * y + price(y, &d)
    }
    chainrule_tests::agrees!(f);
}
