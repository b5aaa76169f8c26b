//! Constant fields that change: clocks, histories, positions of sparse matrices. Their shadows stay `()`.

mod numbers_pushed {
    use chainrule::{Differentiable, differentiate};

    #[derive(Debug, Clone, Default, Differentiable)]
    struct Csr {
        #[constant]
        cols: Vec<f64>,
        vals: Vec<f64>,
    }
    #[differentiate]
    fn add(m: &mut Csr, _j: f64, v: f64) {
        m.cols.push(2.0 + 0.0 * 1.0);
        m.vals.push(v);
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = Csr::default();
        add(&mut m, 1.0, x);
        add(&mut m, 3.0, y * x);
        m.vals.iter().zip(&m.cols).map(|(v, c)| v * *c as f64).sum()
    }

    chainrule_tests::agrees!(f);
}

mod integers_pushed_as_numbers {
    use chainrule::{Differentiable, differentiate};

    #[derive(Debug, Clone, Default, Differentiable)]
    struct Csr {
        #[constant]
        cols: Vec<f64>,
        vals: Vec<f64>,
    }
    #[differentiate]
    fn add(m: &mut Csr, j: usize, v: f64) {
        m.cols.push(j as f64);
        m.vals.push(v);
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = Csr::default();
        add(&mut m, 1, x);
        add(&mut m, 3, y * x);
        m.vals.iter().zip(&m.cols).map(|(v, c)| v * *c as f64).sum()
    }

    chainrule_tests::agrees!(f);
}

mod every_motion {
    use chainrule::{Differentiable, differentiate};

    #[derive(Debug, Clone, Default, Differentiable)]
    struct Log {
        #[constant]
        at: Vec<f64>,
        what: Vec<f64>,
        #[constant]
        names: Vec<usize>,
    }
    #[differentiate]
    impl Log {
        fn fill(&mut self, v: f64) {
            self.at.extend([1.0, 3.0, 2.0]);
            self.names.extend(0..5);
            self.at.swap(0, 1);
            self.names.insert(1, 9);
            let last = self.names.pop().unwrap_or(0);
            self.what.push(v * last as f64);
            self.at.truncate(2);
            self.at.reverse();
            self.names.clear();
            self.at.resize(4, 0.5);
            let gone = self.at.remove(0);
            self.what.push(v * v * gone);
        }
        fn total(&self) -> f64 {
            self.at.iter().zip(&self.what).map(|(a, w)| a * w).sum()
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = Log::default();
        m.fill(x);
        m.fill(x * y);
        m.total() + m.names.len() as f64
    }

    chainrule_tests::agrees!(f);
}

mod clock {
    use chainrule::{Differentiable, differentiate};

    #[derive(Debug, Clone, Differentiable)]
    struct Sim {
        #[constant]
        t: f64,
        #[constant]
        dt: f64,
        #[constant]
        prev: f64,
        #[constant]
        buf: [f64; 3],
        x: f64,
        v: f64,
    }
    #[differentiate]
    impl Sim {
        fn step(&mut self, k: f64) {
            self.prev = self.t;
            self.t += self.dt;
            self.t *= 1.0;
            self.buf[1] = self.t;
            self.buf[2] += 0.5;
            self.v -= k * self.x * self.dt + 0.01 * (self.t - self.prev);
            self.x += self.v * self.dt * self.buf[2];
            if self.t > 0.5 {
                self.t = 0.0;
                self.buf = [0.0; 3];
                self.prev = 0.25;
            }
            std::mem::swap(&mut self.prev, &mut self.t);
            let old = self.prev;
            self.x += old * self.v;
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = Sim { t: 0.0, dt: 0.1, prev: 0.0, buf: [0.0; 3], x, v: y };
        for _ in 0..12 {
            s.step(x * y + 1.0);
        }
        s.x + s.v
    }

    chainrule_tests::agrees!(f);
}

mod sorted_and_shortened {
    use chainrule::{Differentiable, differentiate};

    #[derive(Debug, Clone, Default, Differentiable)]
    struct Log {
        #[constant]
        at: Vec<f64>,
        what: Vec<f64>,
    }
    #[differentiate]
    impl Log {
        fn fill(&mut self, v: f64) {
            self.at.extend([1.0, 3.0, 2.0]);
            self.at.sort_by(|a, b| b.partial_cmp(a).unwrap());
            let k = self.at.swap_remove(0);
            self.at.rotate_left(1);
            self.at.drain(0..1);
            self.at.insert(0, 7.0);
            self.what.push(v * self.at[0] + k * v * v);
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = Log::default();
        m.fill(x);
        m.fill(x * y);
        m.what.iter().sum()
    }

    chainrule_tests::agrees!(f);
}

mod clock_set_to_a_sum {
    use chainrule::{Differentiable, differentiate};

    #[derive(Debug, Clone, Differentiable)]
    struct Sim {
        #[constant]
        t: f64,
        #[constant]
        dt: f64,
        x: f64,
        v: f64,
    }
    #[differentiate]
    impl Sim {
        fn step(&mut self, k: f64) {
            self.t = self.t + self.dt;
            self.x += self.v * self.dt + 0.01 * self.t * k;
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = Sim { t: 0.0, dt: 0.1, x, v: y };
        for _ in 0..12 {
            s.step(x * y + 1.0);
        }
        s.x + s.v
    }

    chainrule_tests::agrees!(f);
}

mod clock_advanced_by_a_product {
    use chainrule::{Differentiable, differentiate};

    #[derive(Debug, Clone, Differentiable)]
    struct Sim {
        #[constant]
        t: f64,
        #[constant]
        dt: f64,
        x: f64,
        v: f64,
    }
    #[differentiate]
    impl Sim {
        fn step(&mut self, k: f64) {
            self.t += self.dt * 0.5;
            self.x += self.v * self.dt + 0.01 * self.t * k;
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = Sim { t: 0.0, dt: 0.1, x, v: y };
        for _ in 0..12 {
            s.step(x * y + 1.0);
        }
        s.x + s.v
    }

    chainrule_tests::agrees!(f);
}

mod clock_with_constant_steps {
    use chainrule::{Differentiable, differentiate};

    #[derive(Debug, Clone, Differentiable)]
    struct Sim {
        #[constant]
        t: f64,
        #[constant]
        dt: f64,
        x: f64,
        v: f64,
    }
    #[differentiate]
    impl Sim {
        fn new(x: f64, v: f64, #[constant] dt: f64) -> Self {
            Self { t: 0.0, dt, x, v }
        }
        fn step(&mut self, k: f64, #[constant] dt: f64) {
            let h = 0.5 * dt;
            self.t += h;
            self.t = self.t.min(100.0) + h;
            self.x += self.v * self.dt + 0.01 * self.t * k;
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = Sim::new(x, y, 0.1);
        for _ in 0..12 {
            s.step(x * y + 1.0, 0.1);
        }
        s.x + s.v
    }

    chainrule_tests::agrees!(f);
}

/// What is made of constant fields alone is constant, and may enter another one; methods are written out where they are
/// called.
mod clocks {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Clock {
        #[constant]
        time: f64,
        #[constant]
        step: f64,
        #[constant]
        before: Option<f64>,
        position: f64,
    }

    #[differentiate]
    impl Clock {
        fn tick(&mut self, speed: f64) -> f64 {
            let half = 0.5 * self.step;
            self.time += half;
            self.position += speed * self.step * self.time.cos();
            self.time += half;
            self.step = (self.step * 1.1).min(0.2);
            let before = self.before.replace(self.time);
            self.position * before.unwrap_or(2.0)
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut clock = Clock { time: 0.0, step: 0.1, before: None, position: x };
        let mut sum = 0.0;
        while clock.time < 0.6 {
            sum += clock.tick(x * y);
            if clock.step >= 0.2 {
                clock.step = 0.1;
            }
        }
        sum * clock.time + clock.before.unwrap_or(0.0) * y
    }

    chainrule_tests::agrees!(f);
}

/// Literals whose constant fields are made of other constants, beside differentiated ones.
mod made_of_constants {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Cell {
        mass: f64,
        #[constant]
        size: f64,
        #[constant]
        count: usize,
    }

    #[differentiate]
    impl Cell {
        fn grown(&self, by: f64, #[constant] step: f64) -> Cell {
            Cell { mass: self.mass * by, size: self.size + step, ..self.clone() }
        }

        fn again(&self) -> Self {
            let Cell { mass, size, count } = self.clone();
            Self { mass: mass * 2.0, size, count: count + 1 }
        }

        fn parts(&self) -> Vec<Cell> {
            let size = self.size;
            let half = size * 0.5;
            (0..3).map(|i| Cell { mass: self.mass / 3.0, size: half * i as f64, count: i }).collect()
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let first = Cell { mass: x * y, size: 1.5, count: if x > y { 1 } else { 2 } };
        let size = first.size * 2.0;
        let second = Cell { size, mass: y, count: first.count };
        let parts = first.grown(x, 0.5).again().parts();
        parts[1].mass * second.size * second.mass + parts[2].size * x
    }

    chainrule_tests::agrees!(f);
}

/// Patterns bind constant fields as constants.
mod taken_apart {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Body {
        mass: f64,
        #[constant]
        size: f64,
        #[constant]
        limit: Option<f64>,
        #[constant]
        table: Vec<f64>,
        #[constant]
        name: String,
    }

    #[differentiate]
    impl Body {
        fn energy(&self, v: f64) -> f64 {
            let Body { mass, size, .. } = self;
            mass * v * size + *size * 2.0 * v
        }
    }

    #[differentiate]
    fn grown(body: Body, k: f64) -> Body {
        let Body { mass, size, limit, table, name } = body;
        let doubled: Vec<f64> = table.iter().map(|t| t * 2.0).collect();
        Body { mass: mass * k + table[0], size: size * 2.0, limit, table: doubled, name: name + "'" }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let first = Body { mass: y, size: 3.0, limit: Some(0.5), table: vec![1.0, 2.0], name: "a".into() };
        let mut second = grown(first.clone(), x);
        let Body { mass, size, table, .. } = &mut second;
        *size += 1.0;
        *mass *= x * *size;
        table[1] *= *size;
        let mut sum = second.energy(x) * first.energy(y);
        for Body { mass, size, limit, table, name } in [first, second] {
            sum += mass * size.sqrt() * table[1] * limit.unwrap_or(1.0) * name.len() as f64;
        }
        sum
    }

    chainrule_tests::agrees!(f);
}

/// A branch that depends on what is differentiated lets nothing of it in.
mod events {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Ball {
        height: f64,
        #[constant]
        time: f64,
        #[constant]
        hits: Vec<f64>,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut ball = Ball { height: y, time: 3.0, hits: vec![] };
        for _ in 0..4 {
            if ball.height > 0.5 {
                ball.time += 0.1;
                ball.hits.push(ball.time);
            } else {
                ball.hits.push(2.0);
            }
            ball.height *= x;
        }
        ball.height * ball.time * ball.hits[1]
    }

    chainrule_tests::agrees!(f);
}

/// Variants made and taken apart.
mod variants {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    enum Shape {
        Disc(f64, #[constant] f64),
        Ring {
            r: f64,
            #[constant]
            k: f64,
        },
    }

    #[differentiate]
    impl Shape {
        fn area(&self, z: f64) -> f64 {
            match self {
                Shape::Disc(a, b) => a * b * z,
                Shape::Ring { r, k } => r * *k * k * z,
            }
        }
        fn next(self) -> Shape {
            match self {
                Shape::Disc(r, b) => Shape::Ring { r, k: b + 1.0 },
                Shape::Ring { r, k } => Shape::Disc(r, k * 2.0),
            }
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut shape = Shape::Disc(x, 2.0);
        if let Shape::Disc(_, b) = &mut shape {
            *b += 0.5;
        }
        shape.next().next().area(y) + Shape::Ring { r: x * y, k: 3.0 }.area(x)
    }

    chainrule_tests::agrees!(f);
}

/// Settings of a type of one's own, which is not `Copy`.
mod settings {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone)]
    struct Settings {
        dt: f64,
        name: String,
    }
    #[derive(Clone, Differentiable)]
    struct System {
        k: f64,
        #[constant]
        settings: Settings,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = System { k: y, settings: Settings { dt: 0.1, name: "a".into() } };
        let b = System { k: x, ..a.clone() };
        let c = System { settings: Settings { dt: 0.3, ..a.settings.clone() }, ..b.clone() };
        a.settings.dt = 0.2;
        a.k * b.k * b.settings.dt * c.settings.dt + a.k * a.settings.dt * c.k * c.settings.name.len() as f64
    }

    chainrule_tests::agrees!(f);
}
