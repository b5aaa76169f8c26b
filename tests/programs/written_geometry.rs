//! Short programs of geometry and algebra: solids, curves, polynomials as lists.

mod constructive_solid_geometry {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct P3 {
        x: f64,
        y: f64,
        z: f64,
    }
    #[derive(Clone, Debug, Differentiable)]
    enum Solid {
        Sphere { center: P3, radius: f64 },
        HalfSpace(P3, f64),
        Union(Box<Solid>, Box<Solid>),
        Difference(Box<Solid>, Box<Solid>),
        Smooth { parts: Vec<Solid>, k: f64 },
    }
    #[differentiate]
    impl Solid {
        fn distance(&self, p: &P3) -> f64 {
            match self {
                Solid::Sphere { center: P3 { x, y, z }, radius } => {
                    ((p.x - x).powi(2) + (p.y - y).powi(2) + (p.z - z).powi(2)).sqrt() - radius
                }
                Solid::HalfSpace(n, d) => n.x * p.x + n.y * p.y + n.z * p.z - d,
                Solid::Union(a, b) => a.distance(p).min(b.distance(p)),
                Solid::Difference(a, b) => a.distance(p).max(-b.distance(p)),
                Solid::Smooth { parts, k } => -parts.iter().map(|s| (-k * s.distance(p)).exp()).sum::<f64>().ln() / k,
            }
        }
    }
    #[differentiate]
    fn march(scene: &Solid, from: P3, dir: P3) -> f64 {
        let mut t = 0.0;
        let mut steps = 0;
        while steps < 40 {
            let p = P3 { x: from.x + dir.x * t, y: from.y + dir.y * t, z: from.z + dir.z * t };
            let d = scene.distance(&p);
            if d < 1e-9 || t > 20.0 {
                break;
            }
            t += d;
            steps += 1;
        }
        t
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let ball = |c: f64, r: f64| Solid::Sphere { center: P3 { x: c, y: 0.1 * c, z: 5.0 }, radius: r };
        let scene = Solid::Difference(
            Box::new(Solid::Union(
                Box::new(Solid::Smooth { parts: vec![ball(0.1 * x, 1.0 + 0.1 * y), ball(0.8, 1.1)], k: 3.0 }),
                Box::new(Solid::HalfSpace(P3 { x: 0.0, y: 1.0, z: 0.0 }, -3.0)),
            )),
            Box::new(ball(-2.0, 0.5 + 0.01 * x)),
        );
        march(&scene, P3 { x: 0.05 * y, y: 0.0, z: 0.0 }, P3 { x: 0.0, y: 0.02 * x, z: 1.0 })
    }

    chainrule_tests::agrees!(f);
}

mod bezier_flattening {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    struct Pt(f64, f64);
    #[differentiate]
    impl Pt {
        fn lerp(self, o: Pt, t: f64) -> Pt {
            Pt(self.0 + (o.0 - self.0) * t, self.1 + (o.1 - self.1) * t)
        }
        fn dist(self, o: Pt) -> f64 {
            (self.0 - o.0).hypot(self.1 - o.1)
        }
    }
    #[differentiate]
    fn length(c: [Pt; 4], depth: usize) -> f64 {
        let [a, b, d, e] = c;
        let chord = a.dist(e);
        let poly = a.dist(b) + b.dist(d) + d.dist(e);
        if depth == 0 || poly - chord < 1e-3 {
            return (2.0 * chord + 2.0 * poly) / 4.0;
        }
        let (ab, bd, de) = (a.lerp(b, 0.5), b.lerp(d, 0.5), d.lerp(e, 0.5));
        let (l, r) = (ab.lerp(bd, 0.5), bd.lerp(de, 0.5));
        let m = l.lerp(r, 0.5);
        length([a, ab, l, m], depth - 1) + length([m, r, de, e], depth - 1)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        length([Pt(0.0, 0.0), Pt(x, 1.0), Pt(1.0, y), Pt(2.0, x * y)], 6)
    }

    chainrule_tests::agrees!(f);
}

mod linked_polynomial {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Term {
        c: f64,
        #[constant]
        e: i32,
        rest: Option<Box<Term>>,
    }
    #[derive(Clone, Debug, Default, Differentiable)]
    struct Poly {
        head: Option<Box<Term>>,
    }
    #[differentiate(order = 2)]
    impl Poly {
        fn add_term(&mut self, c: f64, e: i32) {
            let mut cur = &mut self.head;
            while cur.as_ref().is_some_and(|t| t.e > e) {
                cur = &mut cur.as_mut().unwrap().rest;
            }
            if let Some(t) = cur
                && t.e == e
            {
                t.c += c;
                return;
            }
            let rest = cur.take();
            *cur = Some(Box::new(Term { c, e, rest }));
        }
        fn eval(&self, x: f64) -> f64 {
            let mut s = 0.0;
            let mut cur = self.head.as_deref();
            while let Some(t) = cur {
                s += t.c * x.powi(t.e);
                cur = t.rest.as_deref();
            }
            s
        }
    }
    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = Poly::default();
        for (i, e) in [2, 0, 3, 2].into_iter().enumerate() {
            p.add_term(x + y * i as f64, e);
        }
        p.eval(y) * p.eval(0.3)
    }

    #[test]
    fn agrees_twice() {
        chainrule_tests::check_second!(f);
    }
}
