//! What has no derivative and is handed on by `&mut`, such as a generator of random numbers.

#[derive(Clone)]
struct Random(u64);

impl Random {
    fn draw(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) as f64 / (1u64 << 31) as f64
    }
}

mod to_functions {
    use super::Random;
    use chainrule::differentiate;

    #[derive(Clone)]
    struct Own(Random);

    #[differentiate(order = 2)]
    fn draw(mean: f64, spread: f64, #[constant] random: &mut Own) -> f64 {
        mean + spread * spread * (random.0.draw() - 0.5)
    }

    #[differentiate(order = 2)]
    fn twice(mean: f64, spread: f64, #[constant] random: &mut Own) -> f64 {
        draw(mean, spread, random) * draw(spread, mean, random)
    }

    #[differentiate(order = 2)]
    fn path(mean: f64, spread: f64, #[constant] mut random: Own, n: usize) -> f64 {
        let mut product = 1.0;
        for _ in 0..n {
            product *= draw(mean, spread, &mut random);
        }
        product
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut random = Own(Random(7));
        let mut sum = 0.0;
        for _ in 0..4 {
            sum += draw(x, y * y, &mut random).powi(3);
        }
        sum + twice(x, y, &mut random) + path(y, x, random.clone(), 3)
    }

    nestings!(f);
}

mod to_methods {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug)]
    struct Steps {
        seed: u64,
    }

    impl Steps {
        fn draw(&mut self) -> f64 {
            self.seed = self.seed * 16_807 % 2_147_483_647;
            self.seed as f64 / 2_147_483_647.0
        }
    }

    #[derive(Clone, Debug, Differentiable)]
    struct Process {
        state: f64,
        spread: f64,
    }

    impl Process {
        #[differentiate(order = 2)]
        fn step(&mut self, h: f64, #[constant] steps: &mut Steps) -> f64 {
            self.state += h * (self.spread * (steps.draw() - 0.5) - self.state * self.state);
            self.state
        }
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut steps = Steps { seed: 42 };
        let mut process = Process { state: x, spread: y * y };
        let mut sum = 0.0;
        for _ in 0..3 {
            sum += process.step(0.1 + x * 0.01, &mut steps);
        }
        sum * process.state
    }

    nestings!(f);
}
