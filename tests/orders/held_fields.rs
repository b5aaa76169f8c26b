//! Constant fields that change, in programs that are differentiated twice: clocks, scales, histories.

mod a_scale_that_is_halved {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Decaying {
        value: f64,
        #[constant]
        scale: f64,
    }

    #[differentiate(order = 2)]
    impl Decaying {
        fn flush(&mut self) -> f64 {
            self.scale *= 0.5;
            self.scale += 1.0;
            self.scale /= 1.25;
            self.value * self.value * self.scale
        }
    }

    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let mut decaying = Decaying { value: x * y, scale: 2.0 };
        let mut sum = 0.0;
        for _ in 0..3 {
            sum += decaying.flush() * x;
            decaying.scale -= 0.125;
        }
        sum + decaying.scale * y
    }

    nestings!(f);
}

mod a_clock_with_a_step_of_its_own {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Clock {
        #[constant]
        time: f64,
        #[constant]
        step: f64,
        #[constant]
        seen: Vec<(f64, usize)>,
        position: f64,
        speed: f64,
    }

    #[differentiate(order = 2)]
    impl Clock {
        fn tick(&mut self, stiffness: f64) {
            let step = self.step;
            self.speed -= stiffness * self.position * step * (1.0 + self.time.sin());
            self.position += self.speed * step;
            self.time += step;
            self.seen.push((self.time, self.seen.len()));
            if self.seen.len() == 3 {
                self.step = 0.5 * step;
                self.seen.clear();
            }
        }

        fn last(&self) -> f64 {
            self.seen.last().map_or(1.0, |entry| entry.0)
        }
    }

    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let mut clock = Clock { time: 0.0, step: 0.1, seen: Vec::new(), position: x, speed: y };
        let mut energy = 0.0;
        while clock.time < 0.4 {
            clock.tick(1.0 + x * y);
            energy += clock.position * clock.position * clock.last();
        }
        for (time, _) in &clock.seen {
            energy += time * clock.speed;
        }
        energy + clock.time * x
    }

    nestings!(f);
}

mod parts_that_are_assigned_and_exchanged {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Weights {
        value: f64,
        #[constant]
        scale: f64,
        #[constant]
        pair: [f64; 2],
        #[constant]
        count: (f64, usize),
        #[constant]
        log: Vec<f64>,
        #[constant]
        before: Option<f64>,
    }

    #[differentiate(order = 2)]
    fn next(w: &mut Weights) -> f64 {
        w.pair[1] = w.scale;
        w.pair = [w.pair[1] * 0.5, 1.0];
        w.count.0 += 1.0;
        w.count = (w.count.0 * 2.0, w.count.1 + 1);
        std::mem::swap(&mut w.scale, &mut w.pair[0]);
        w.log.push(w.scale);
        w.log[0] = 0.5;
        let before = w.before.replace(w.scale);
        w.value * w.value * w.scale * w.count.0 * before.unwrap_or(w.log[w.log.len() - 1])
    }

    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let mut w =
            Weights { value: x * y, scale: 2.0, pair: [1.0; 2], count: (0.5, 1), log: Vec::new(), before: None };
        let mut sum = 0.0;
        for _ in 0..3 {
            sum += next(&mut w) * x;
        }
        let flushed = std::mem::take(&mut w.log);
        sum + w.pair[0] * y * w.count.1 as f64 + flushed.iter().map(|entry| entry * x).sum::<f64>()
    }

    nestings!(f);
}

/// Fields without a derivative that are not marked, beside those of numbers.
mod fields_of_integers {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Counter {
        indices: Vec<usize>,
        count: usize,
        last: Option<usize>,
        value: f64,
    }

    #[differentiate(order = 2)]
    impl Counter {
        fn advance(&mut self, factor: f64) -> f64 {
            self.value *= factor;
            self.indices.push(self.count);
            self.indices = vec![self.count; self.count + 1];
            self.indices[0] = 2;
            self.count = self.indices.len();
            self.last = Some(self.count);
            self.value * self.indices[self.count - 1] as f64
        }
    }

    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let mut counter = Counter { indices: Vec::new(), count: 1, last: None, value: x };
        let mut sum = 0.0;
        for _ in 0..3 {
            sum += counter.advance(y);
            counter.indices[0] = 3;
            sum += counter.indices[0] as f64 * y * y;
        }
        sum + counter.last.unwrap_or(0) as f64 * x * x
    }

    nestings!(f);
}

/// Constant fields as receivers of methods and as arguments of functions, at every level.
mod passed_on {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Differentiable)]
    enum Activation {
        Tanh,
        Softplus,
    }

    #[differentiate(order = 2)]
    impl Activation {
        fn of(self, x: f64) -> f64 {
            match self {
                Activation::Tanh => x.tanh(),
                Activation::Softplus => x.exp().ln_1p(),
            }
        }
    }

    #[derive(Clone, Differentiable)]
    struct Shape {
        c: f64,
    }

    #[differentiate(order = 2)]
    impl Shape {
        fn of(&self, x: f64) -> f64 {
            (self.c * x).sin()
        }

        fn grow(&mut self, x: f64) {
            self.c *= x;
        }
    }

    #[differentiate(order = 2)]
    fn scaled(shape: &Shape, x: f64) -> f64 {
        shape.c * x * x
    }

    #[derive(Clone, Differentiable)]
    struct Layer {
        w: f64,
        #[constant]
        activation: Activation,
        shapes: Vec<Shape>,
        #[constant]
        fixed: Shape,
    }

    #[differentiate(order = 2)]
    impl Layer {
        fn forward(&mut self, x: f64) -> f64 {
            for shape in &mut self.shapes {
                shape.grow(x);
            }
            let sum = self.activation.of(self.w * x) + self.shapes[0].of(x) * self.fixed.of(x);
            sum + scaled(&self.shapes[0], x) + scaled(&self.fixed, x)
        }
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let (tanh, softplus) = (Activation::Tanh, Activation::Softplus);
        let (shapes, fixed) = (vec![Shape { c: y }], Shape { c: 0.5 });
        let mut first = Layer { w: x, activation: tanh, shapes: shapes.clone(), fixed: fixed.clone() };
        let mut second = Layer { w: y, activation: softplus, shapes, fixed };
        first.forward(second.forward(x * 0.5))
    }

    nestings!(f);
}
