//! Fields are saved apart: only those whose old values are read.

mod elements {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Body {
        x: f64,
        v: [f64; 2],
        mass: f64,
        next: Option<Box<f64>>,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct World {
        bodies: Vec<Body>,
        drag: f64,
        time: (f64, f64),
    }
    #[differentiate]
    impl World {
        fn step(&mut self, dt: f64) {
            let n = self.bodies.len();
            for k in 0..n {
                let pull = self.bodies[k].x * self.bodies[(k + 1) % n].x * self.bodies[k].mass;
                let b = &mut self.bodies[k];
                b.v[0] -= dt * pull * self.drag;
                b.v[1] *= b.v[0] * self.time.0;
                b.x += dt * b.v[1] * b.mass;
                if let Some(next) = &mut b.next {
                    **next *= b.x;
                }
            }
            self.time.1 += dt * self.time.0;
        }
        fn grow(&mut self, by: f64) {
            for b in self.bodies.iter_mut() {
                b.mass *= by;
            }
            self.bodies.swap(0, 1);
            self.time = (self.time.1, self.time.0 * by);
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let body = |k: f64| Body { x: x * k, v: [y, k], mass: 1.0 + 0.1 * k, next: Some(Box::new(x)) };
        let mut w = World { bodies: vec![body(1.0), body(2.0), body(0.5)], drag: 0.3 * y, time: (x, y) };
        for k in 0..4 {
            w.step(0.1);
            if k == 1 {
                w.grow(y);
                w.bodies[2] = Body { mass: w.time.0, ..w.bodies[0].clone() };
            }
        }
        w.bodies.iter().map(|b| b.x * b.v[0] * b.mass + b.next.as_ref().map_or(0.0, |n| **n)).sum::<f64>() * w.time.1
    }
    chainrule_tests::agrees!(f);
}

mod whole_and_part {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Inner {
        a: f64,
        b: f64,
    }
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Outer {
        one: Inner,
        two: Inner,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let start = Outer { one: Inner { a: x, b: y }, two: Inner { a: y, b: x * y } };
        let mut list = [start, start];
        let mut sum = 0.0;
        for k in 0..5 {
            let o = &mut list[k % 2];
            sum += o.one.a * o.one.b * o.two.a;
            o.one = Inner { a: o.two.b, b: o.one.a * 0.5 };
            sum += o.one.b * o.two.b;
            o.two.a += o.one.a * o.two.a;
            std::mem::swap(&mut o.one, &mut o.two);
            sum *= o.two.b;
            list[(k + 1) % 2].two.b = list[k % 2].one.a;
            if k == 3 {
                list[0] = list[1];
            }
        }
        sum * list[0].two.b
    }
    chainrule_tests::agrees!(f);
}

mod books_beside_numbers {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Log {
        count: usize,
        names: Vec<usize>,
        value: f64,
        weights: Vec<f64>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut log = Log { count: 0, names: vec![1], value: x, weights: vec![y; 3] };
        for k in 0..6 {
            let w = log.weights[log.count % 3] * log.names.len() as f64;
            log.value *= w * 0.2;
            log.count += log.names[log.names.len() - 1];
            if log.count % 2 == 0 {
                log.names.push(k % 2 + 1);
                log.weights[log.count % 3] += log.value;
            }
        }
        log.value * log.weights[0] + log.weights[1] * log.weights[2]
    }
    chainrule_tests::agrees!(f);
}
