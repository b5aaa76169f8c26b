//! Second derivatives of programs as people write them: lists of structs, lists that move away, builders, buffers that a
//! method fills, getters, parameters of types without a derivative.

mod kinds_without_a_derive {
    use chainrule::differentiate;

    #[derive(Clone, Copy)]
    enum Act {
        Relu,
        Wave,
        Leaky(f64),
    }
    #[differentiate(order = 2)]
    fn activate(#[constant] a: Act, z: f64) -> f64 {
        match a {
            Act::Relu => z.max(0.0),
            Act::Wave => z.sin(),
            Act::Leaky(s) => s * z * z,
        }
    }
    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        activate(Act::Wave, x * y) + activate(Act::Leaky(0.5), x) + activate(Act::Relu, y * y)
    }

    nestings!(f);
}

mod a_list_by_boxes {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Term {
        c: f64,
        rest: Option<Box<Term>>,
    }
    #[derive(Clone, Debug, Default, Differentiable)]
    struct Poly {
        head: Option<Box<Term>>,
    }
    #[differentiate(order = 2)]
    impl Poly {
        fn add_term(&mut self, c: f64) {
            let rest = self.head.take();
            self.head = Some(Box::new(Term { c, rest }));
        }
    }
    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = Poly::default();
        for i in 0..3 {
            p.add_term(x * y * i as f64);
        }
        let t = p.head.unwrap();
        t.c * t.c
    }

    nestings!(f);
}

mod structs_with_constant_fields {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Default, Differentiable)]
    struct P {
        pos: [f64; 2],
        vel: [f64; 2],
        #[constant]
        mass: f64,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct W {
        particles: Vec<P>,
        k: f64,
    }
    #[differentiate(order = 2)]
    impl W {
        fn energy(&self) -> f64 {
            self.particles.iter().map(|p| self.k * p.mass * p.vel.iter().map(|v| v * v).sum::<f64>() + p.pos[0]).sum()
        }
    }
    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let w = W {
            particles: (0..3).map(|i| P { pos: [x * i as f64, y], vel: [x, y * x], mass: 1.0 }).collect(),
            k: 2.0 * y,
        };
        w.energy()
    }

    nestings!(f);
}

mod structs_in_a_vec {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Default, Differentiable)]
    struct P {
        pos: [f64; 2],
        vel: [f64; 2],
    }
    #[derive(Clone, Debug, Differentiable)]
    struct W {
        particles: Vec<P>,
        k: f64,
    }
    #[differentiate(order = 2)]
    impl W {
        fn energy(&self) -> f64 {
            self.particles.iter().map(|p| self.k * p.vel.iter().map(|v| v * v).sum::<f64>() + p.pos[0]).sum()
        }
        fn step(&mut self) {
            for p in self.particles.iter_mut() {
                p.vel[0] *= self.k;
            }
        }
    }
    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let mut w =
            W { particles: (0..3).map(|i| P { pos: [x * i as f64, y], vel: [x, y * x] }).collect(), k: 2.0 * y };
        w.step();
        w.energy() + w.particles[1].pos[0]
    }

    nestings!(f);
}

mod a_buffer_filled_by_a_function {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn inplace(a: &[f64], scratch: &mut Vec<f64>) {
        scratch.clear();
        scratch.resize(a.len(), 0.0);
        for i in 0..a.len() {
            scratch[i] = a[i] * a[i];
        }
    }
    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let mut scratch = Vec::new();
        let mut s = 0.0;
        for _ in 0..2 {
            inplace(&[x, y * x], &mut scratch);
            s += scratch[0] * scratch[1];
        }
        s
    }

    nestings!(f);
}

mod a_buffer_filled_by_a_method {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct D {
        d: f64,
    }
    #[differentiate(order = 2)]
    impl D {
        fn inplace(&self, a: &mut [f64], scratch: &mut Vec<f64>) {
            scratch.clear();
            scratch.resize(a.len(), 0.0);
            for i in 0..a.len() {
                scratch[i] = a[i] * a[i];
            }
            a[0] = self.d * scratch[1];
        }
    }
    #[differentiate(order = 2)]
    fn g(x: f64, y: f64) -> Vec<f64> {
        let d = D { d: x };
        let mut scratch = Vec::new();
        let mut u = vec![x, y];
        for _ in 0..2 {
            let mut b = u.clone();
            d.inplace(&mut b, &mut scratch);
            u = b;
        }
        u
    }
    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        g(x, y)[0]
    }

    nestings!(f);
}

mod a_table_filled_by_recursion {
    use chainrule::differentiate;

    use std::collections::HashMap;
    #[differentiate(order = 2)]
    fn soft(t: usize, x: f64, memo: &mut HashMap<usize, f64>) -> f64 {
        if t == 0 {
            return x * x;
        }
        if let Some(&v) = memo.get(&t) {
            return v;
        }
        let v = soft(t - 1, x * 0.5, memo) * x;
        memo.insert(t, v);
        v
    }
    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let mut memo = HashMap::new();
        soft(3, x * y, &mut memo) + soft(2, y, &mut memo)
    }

    nestings!(f);
}

mod a_field_changed_by_its_method {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Q {
        w: f64,
        v: [f64; 3],
    }
    #[derive(Clone, Debug, Differentiable)]
    struct R {
        q: Q,
        w: [f64; 2],
    }
    #[differentiate(order = 2)]
    impl Q {
        fn normalize(&mut self) {
            self.w *= self.v[0];
        }
    }
    #[differentiate(order = 2)]
    impl R {
        fn step(&mut self, h: f64) {
            self.w[0] *= h;
            self.q.normalize();
        }
    }
    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let mut b = R { q: Q { w: x, v: [y; 3] }, w: [y, x * x] };
        b.step(x);
        b.q.w * b.w[0]
    }

    nestings!(f);
}

mod getters_of_rows {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, PartialEq, Differentiable)]
    struct M {
        cols: usize,
        data: Vec<f64>,
    }
    #[differentiate(order = 2)]
    impl M {
        fn row(&self, i: usize) -> &[f64] {
            &self.data[i * self.cols..(i + 1) * self.cols]
        }
        fn d(&self) -> f64 {
            self.row(0).iter().zip(self.row(1)).map(|(a, b)| a * b).sum()
        }
    }
    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        M { cols: 2, data: vec![x, y, y * x, x] }.d()
    }

    nestings!(f);
}

mod getters_of_others {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, PartialEq, Differentiable)]
    struct M {
        cols: usize,
        data: Vec<f64>,
    }
    #[differentiate(order = 2)]
    impl M {
        fn row(&self, i: usize) -> &[f64] {
            &self.data[i * self.cols..(i + 1) * self.cols]
        }
    }
    #[differentiate(order = 2)]
    fn mul(m: &M, v: &[f64]) -> Vec<f64> {
        (0..2).map(|i| m.row(i).iter().zip(v).map(|(a, b)| a * b).sum()).collect()
    }
    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let m = M { cols: 2, data: vec![x, y, y * x, x] };
        let ys = [x, y, x];
        let p = mul(&m, &ys[..2]);
        p[0] * p[1]
    }

    nestings!(f);
}

mod getters_in_operators {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, PartialEq, Differentiable)]
    struct M {
        cols: usize,
        data: Vec<f64>,
    }
    #[differentiate(order = 2)]
    impl M {
        fn row(&self, i: usize) -> &[f64] {
            &self.data[i * self.cols..(i + 1) * self.cols]
        }
    }
    #[differentiate(order = 2)]
    impl std::ops::Mul<&[f64]> for &M {
        type Output = f64;
        fn mul(self, v: &[f64]) -> f64 {
            let r = self.row(1);
            r[0] * r[1] * v[0]
        }
    }
    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let m = M { cols: 2, data: vec![x, y, y * x, x] };
        let ys = [x, y, x];
        &m * &ys[..2]
    }

    nestings!(f);
}

mod slices_as_operands {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, PartialEq, Differentiable)]
    struct M {
        cols: usize,
        data: Vec<f64>,
    }
    #[differentiate(order = 2)]
    impl std::ops::Mul<&[f64]> for &M {
        type Output = Vec<f64>;
        fn mul(self, v: &[f64]) -> Vec<f64> {
            (0..self.data.len() / self.cols).map(|i| self.data[i] * v[i] * v[0]).collect()
        }
    }
    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let m = M { cols: 2, data: vec![x, y, y * x, x] };
        let ys = [x, y, x];
        let p = &m * &ys[..2];
        p[0] * p[1]
    }

    nestings!(f);
}

mod an_option_held_constant {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Default, Differentiable)]
    struct Config {
        lr: f64,
        #[constant]
        clip: Option<f64>,
    }
    #[differentiate(order = 2)]
    fn opt(cfg: &Config, g: f64) -> f64 {
        match cfg.clip {
            Some(c) => g.clamp(-c, c) * cfg.lr,
            None => g * g * cfg.lr,
        }
    }
    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        opt(&Config { lr: x, clip: None }, y * x) + opt(&Config { lr: x, clip: Some(50.0) }, y * x)
    }

    nestings!(f);
}
