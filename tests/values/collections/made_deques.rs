//! Deques that are made from lists, references that branches give, and closures over what is constant.

mod deque_from {
    use chainrule::differentiate;
    use chainrule_tests::check;

    use std::collections::VecDeque;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d = VecDeque::from(vec![x, y, x * y]);
        let mut e = VecDeque::from(vec![x; 3]);
        let mut g: VecDeque<f64> = (0..3).map(|i| x * i as f64).collect();
        d.push_front(1.0);
        let b = d.pop_back().unwrap();
        e.push_back(b);
        g.pop_front();
        let h = VecDeque::from([y, x]);
        d.iter().sum::<f64>() * e[3] + g.iter().map(|v| v * v).sum::<f64>() + h[0] * h[1]
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod kalman_map_ref {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct S {
        a: f64,
    }
    #[differentiate]
    impl S {
        fn upd(&mut self, z: f64, q: f64) -> f64 {
            self.a = self.a * 0.5 + z * q;
            self.a * q
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut st = S { a: x };
        let v: f64 = [0.3, 0.7].iter().map(|&z| st.upd(z, y)).sum();
        let mut t = 0.0;
        for &z in &[0.1, 0.2] {
            t += st.upd(z, x);
        }
        for z in [0.4, 0.5].iter() {
            t += st.upd(*z, x);
        }
        v + t
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod deref_question {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct S {
        #[constant]
        xs: Vec<f64>,
        ys: Vec<f64>,
    }
    #[differentiate]
    impl S {
        fn ev(&self, t: f64) -> Option<f64> {
            let e = *self.xs.last()?;
            if t > e {
                return None;
            }
            let g = *self.ys.first()?;
            Some(g * t + e * *self.ys.get(1)?)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        S { xs: vec![0.0, 9.0], ys: vec![x, y] }.ev(y).unwrap_or(0.0)
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod deref_match {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct S {
        ys: Vec<f64>,
    }
    #[differentiate]
    impl S {
        fn ev(&self, t: f64) -> f64 {
            let e = *match self.ys.last() {
                Some(v) => v,
                None => return 0.0,
            };
            let Some(h) = self.ys.first() else { return t };
            let k = *h;
            e * t + k
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        S { ys: vec![x, y] }.ev(y)
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod fir_filter_deque {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    use std::collections::VecDeque;
    #[derive(Clone, Debug, Differentiable)]
    struct Fir {
        taps: Vec<f64>,
        delay: VecDeque<f64>,
    }
    #[differentiate]
    impl Fir {
        fn new(taps: &[f64]) -> Self {
            Fir { taps: taps.to_vec(), delay: VecDeque::from(vec![0.0; taps.len()]) }
        }
        fn process(&mut self, x: f64) -> f64 {
            self.delay.pop_back();
            self.delay.push_front(x);
            self.taps.iter().zip(self.delay.iter()).map(|(t, d)| t * d).sum()
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut fir = Fir::new(&[x, y, 0.5 * x]);
        let mut energy = 0.0;
        for n in 0..6 {
            let out = fir.process((n as f64 * y).sin());
            energy += out * out;
        }
        energy
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}
