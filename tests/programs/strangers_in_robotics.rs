//! Programs of strangers: filters of matrices with const generics, rigid bodies, bundle adjustment.

mod tracking_filter {
    use chainrule::{Differentiable, differentiate};

    use std::ops::{Add, Mul, Sub};
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Mat<const R: usize, const C: usize> {
        m: [[f64; C]; R],
    }
    #[differentiate]
    impl<const R: usize, const C: usize> Mat<R, C> {
        const fn zeros() -> Self {
            Mat { m: [[0.0; C]; R] }
        }
        fn t(&self) -> Mat<C, R> {
            let mut o = Mat::<C, R>::zeros();
            for i in 0..R {
                for j in 0..C {
                    o.m[j][i] = self.m[i][j];
                }
            }
            o
        }
        fn scale(mut self, s: f64) -> Self {
            for row in self.m.iter_mut() {
                for e in row {
                    *e *= s;
                }
            }
            self
        }
    }
    #[differentiate]
    impl<const N: usize> Mat<N, N> {
        fn eye() -> Self {
            let mut o = Self::zeros();
            for i in 0..N {
                o.m[i][i] = 1.0;
            }
            o
        }
    }
    #[differentiate]
    impl<const R: usize, const K: usize, const C: usize> Mul<Mat<K, C>> for Mat<R, K> {
        type Output = Mat<R, C>;
        fn mul(self, b: Mat<K, C>) -> Mat<R, C> {
            let mut o = Mat::zeros();
            for i in 0..R {
                for j in 0..C {
                    for k in 0..K {
                        o.m[i][j] += self.m[i][k] * b.m[k][j];
                    }
                }
            }
            o
        }
    }
    #[differentiate]
    impl<const R: usize, const C: usize> Add for Mat<R, C> {
        type Output = Self;
        fn add(mut self, b: Self) -> Self {
            for i in 0..R {
                for j in 0..C {
                    self.m[i][j] += b.m[i][j];
                }
            }
            self
        }
    }
    #[differentiate]
    impl<const R: usize, const C: usize> Sub for Mat<R, C> {
        type Output = Self;
        fn sub(self, b: Self) -> Self {
            self + b.scale(-1.0)
        }
    }
    #[differentiate]
    fn inv2(a: &Mat<2, 2>) -> Option<Mat<2, 2>> {
        let [[p, q], [r, s]] = a.m;
        let det = p * s - q * r;
        if det.abs() < 1e-12 { None } else { Some(Mat { m: [[s / det, -q / det], [-r / det, p / det]] }) }
    }
    #[derive(Clone, Differentiable)]
    struct Filter {
        x: Mat<4, 1>,
        p: Mat<4, 4>,
        q: f64,
        r: f64,
    }
    #[differentiate]
    impl Filter {
        fn predict(&mut self, dt: f64) {
            let mut a = Mat::<4, 4>::eye();
            a.m[0][2] = dt;
            a.m[1][3] = dt;
            self.x = a * self.x;
            self.p = a * self.p * a.t() + Mat::<4, 4>::eye().scale(self.q);
        }
        fn update(&mut self, z: [f64; 2]) -> f64 {
            let h = Mat { m: [[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]] };
            let zz = Mat { m: [[z[0]], [z[1]]] };
            let innovation = zz - h * self.x;
            let s = h * self.p * h.t() + Mat::<2, 2>::eye().scale(self.r);
            let si = inv2(&s).expect("singular");
            let k = self.p * h.t() * si;
            self.x = self.x + k * innovation;
            self.p = (Mat::<4, 4>::eye() - k * h) * self.p;
            let maha = (innovation.t() * si * innovation).m[0][0];
            let det = s.m[0][0] * s.m[1][1] - s.m[0][1] * s.m[1][0];
            -0.5 * (maha + det.ln())
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut k = Filter { x: Mat::zeros(), p: Mat::eye(), q: 0.01 + 0.02 * x * x, r: 0.1 + y * y };
        let mut ll = 0.0;
        for t in 0..8 {
            k.predict(0.1);
            let tt = t as f64 * 0.1;
            ll += k.update([tt.sin() + 0.01 * x, (2.0 * tt).cos()]);
        }
        ll + k.x.m[3][0]
    }

    chainrule_tests::agrees!(f);
}

mod rigid_body {
    use chainrule::{Differentiable, differentiate};

    use core::ops::Mul;
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Quat {
        w: f64,
        v: [f64; 3],
    }
    #[differentiate(order = 2)]
    fn cross([a, b, c]: [f64; 3], [d, e, g]: [f64; 3]) -> [f64; 3] {
        [b * g - c * e, c * d - a * g, a * e - b * d]
    }
    #[differentiate(order = 2)]
    fn dot3(a: &[f64; 3], b: &[f64; 3]) -> f64 {
        a.iter().zip(b.iter()).map(|(p, q)| p * q).sum()
    }
    #[differentiate(order = 2)]
    impl Mul for Quat {
        type Output = Quat;
        fn mul(self, o: Quat) -> Quat {
            let c = cross(self.v, o.v);
            let mut v = [0.0; 3];
            for i in 0..3 {
                v[i] = self.w * o.v[i] + o.w * self.v[i] + c[i];
            }
            Quat { w: self.w * o.w - dot3(&self.v, &o.v), v }
        }
    }
    #[differentiate(order = 2)]
    impl Quat {
        fn norm(&self) -> f64 {
            (self.w.powi(2) + dot3(&self.v, &self.v)).sqrt()
        }
        fn normalize(&mut self) {
            let n = self.norm();
            self.w /= n;
            for e in &mut self.v {
                *e /= n;
            }
        }
        fn conj(self) -> Quat {
            Quat { v: self.v.map(|e| -e), ..self }
        }
        fn rotate(self, p: [f64; 3]) -> [f64; 3] {
            (self * Quat { w: 0.0, v: p } * self.conj()).v
        }
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Rigid {
        q: Quat,
        omega: [f64; 3],
        inertia: [f64; 3],
    }
    #[differentiate(order = 2)]
    impl Rigid {
        fn derivative(&self) -> (Quat, [f64; 3]) {
            let qd = self.q * Quat { w: 0.0, v: self.omega.map(|o| 0.5 * o) };
            let l = [self.inertia[0] * self.omega[0], self.inertia[1] * self.omega[1], self.inertia[2] * self.omega[2]];
            let t = cross(self.omega, l);
            (qd, std::array::from_fn(|i| -t[i] / self.inertia[i]))
        }
        fn advanced(&self, (dq, dw): &(Quat, [f64; 3]), h: f64) -> Rigid {
            let mut r = self.clone();
            r.q.w += h * dq.w;
            for i in 0..3 {
                r.q.v[i] += h * dq.v[i];
                r.omega[i] += h * dw[i];
            }
            r
        }
        fn step(&mut self, h: f64) {
            let k1 = self.derivative();
            let k2 = self.advanced(&k1, h / 2.0).derivative();
            let k3 = self.advanced(&k2, h / 2.0).derivative();
            let k4 = self.advanced(&k3, h).derivative();
            for (k, w) in [(k1, 1.0), (k2, 2.0), (k3, 2.0), (k4, 1.0)] {
                *self = self.advanced(&k, w * h / 6.0);
            }
            self.q.normalize();
        }
    }
    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let mut b = Rigid { q: Quat { w: 1.0, v: [0.0; 3] }, omega: [x, 0.1, y], inertia: [1.0, 2.0 + 0.1 * x, 3.0] };
        (0..25).for_each(|_| b.step(0.04));
        let tip = b.q.rotate([1.0, 0.5, 0.0]);
        tip[0] + 2.0 * tip[2] + dot3(&b.omega, &b.inertia)
    }

    #[test]
    fn agrees_twice() {
        chainrule_tests::check_second!(f);
    }
}

mod bundle_adjustment {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Camera {
        rot: [f64; 3],
        trans: [f64; 3],
        focal: f64,
        #[constant]
        k1: f64,
    }
    #[derive(Clone, Debug)]
    struct Observation {
        cam: usize,
        pt: usize,
        uv: (f64, f64),
    }
    #[differentiate]
    fn rodrigues(w: &[f64; 3], p: &[f64; 3]) -> [f64; 3] {
        let th2: f64 = w.iter().map(|v| v * v).sum();
        let c = [w[1] * p[2] - w[2] * p[1], w[2] * p[0] - w[0] * p[2], w[0] * p[1] - w[1] * p[0]];
        if th2 > 1e-12 {
            let th = th2.sqrt();
            let (s, co) = th.sin_cos();
            let d = (w[0] * p[0] + w[1] * p[1] + w[2] * p[2]) * (1.0 - co) / th2;
            let mut out = [0.0; 3];
            for i in 0..3 {
                out[i] = p[i] * co + c[i] * s / th + w[i] * d;
            }
            out
        } else {
            [p[0] + c[0], p[1] + c[1], p[2] + c[2]]
        }
    }
    #[differentiate]
    fn project(cam: &Camera, p: &[f64; 3]) -> (f64, f64) {
        let mut q = rodrigues(&cam.rot, p);
        for (q, t) in q.iter_mut().zip(cam.trans) {
            *q += t;
        }
        let (u, v) = (-q[0] / q[2], -q[1] / q[2]);
        let r2 = u * u + v * v;
        let d = 1.0 + cam.k1 * r2;
        (cam.focal * d * u, cam.focal * d * v)
    }
    #[differentiate]
    fn huber(r: f64, delta: f64) -> f64 {
        match r.abs() {
            a if a <= delta => 0.5 * a * a,
            a => delta * (a - 0.5 * delta),
        }
    }
    #[differentiate]
    fn cost(cams: &[Camera], pts: &[[f64; 3]], #[constant] obs: &[Observation]) -> f64 {
        obs.iter()
            .map(|o| {
                let (u, v) = project(&cams[o.cam], &pts[o.pt]);
                huber(u - o.uv.0, 0.5) + huber(v - o.uv.1, 0.5)
            })
            .sum()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let cams = [
            Camera { rot: [0.1 * x, -0.05, 0.02], trans: [0.0, 0.1, -5.0], focal: 2.0 + 0.1 * y, k1: -0.02 },
            Camera { rot: [0.0; 3], trans: [0.3 * y, 0.0, -4.0], focal: 2.0, k1: 0.01 },
        ];
        let pts = vec![[0.5, 0.2, 0.1], [-0.4, y * 0.1, 0.3], [0.1 * x, 0.4, -0.2]];
        let obs: Vec<Observation> =
            (0..6).map(|i| Observation { cam: i % 2, pt: i / 2, uv: (0.1 * i as f64, 0.15) }).collect();
        cost(&cams, &pts, &obs)
    }

    chainrule_tests::agrees!(f);
}
