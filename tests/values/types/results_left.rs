//! Calls whose result is left: `self.update(z)?;` is made for what it changes. And the ends of slices that must be there.

use chainrule::{Differentiable, differentiate};

mod methods_that_change {
    use super::*;

    #[derive(Clone, Debug, Differentiable)]
    struct Filter {
        state: f64,
        #[constant]
        steps: usize,
    }
    #[derive(Clone, Debug)]
    enum Problem {
        Large { step: usize },
        Odd,
    }
    #[differentiate]
    impl Filter {
        fn perhaps(&mut self, z: f64) -> Option<f64> {
            if z > 2.0 {
                return None;
            }
            self.state += z * z;
            Some(self.state)
        }
        fn update(&mut self, z: f64) -> Result<f64, Problem> {
            let seen = self.perhaps(z).ok_or(Problem::Large { step: self.steps })?;
            self.state *= z;
            self.steps += 1;
            Ok(seen * self.state)
        }
        fn pair(&mut self, z: f64) -> Result<([f64; 2], usize), Problem> {
            let seen = self.update(z);
            self.state += 1.0;
            if self.steps > 40 {
                return Err(Problem::Odd);
            }
            seen.map(|v| ([v, z], 2))
        }
        fn all(&mut self, data: &[f64]) -> Result<(), Problem> {
            for &z in data {
                self.update(z)?;
                self.pair(0.5 * z)?;
                self.state = self.state.sin();
            }
            Ok(())
        }
        fn run(mut self, data: &[f64]) -> Result<Self, Problem> {
            for &z in data {
                self.update(z)?;
            }
            Ok(self)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut filter = Filter { state: x, steps: 0 };
        let _ = filter.pair(y);
        for z in [x, y, 0.3 * x * y] {
            filter.all(&[z, y]).ok();
            let _ = filter.perhaps(z * 0.5);
            if filter.pair(z).is_err() {
                filter.state += 0.3;
            }
        }
        match filter.clone().run(&[y, x]) {
            Ok(done) => done.state + filter.state,
            Err(Problem::Large { step }) => filter.state * step as f64,
            Err(Problem::Odd) => 0.0,
        }
    }

    chainrule_tests::agrees!(f);
}

mod ends_that_must_be_there {
    use super::*;

    #[differentiate]
    fn horner(values: &[f64]) -> Option<f64> {
        let (&first, rest) = values.split_first()?;
        Some(rest.iter().fold(first, |sum, v| sum * v + 1.0))
    }
    #[differentiate]
    fn middle(values: &[f64]) -> Result<f64, String> {
        let (&first, rest) = values.split_first().ok_or("empty")?;
        let (last, middle) = rest.split_last().ok_or_else(|| String::from("short"))?;
        Ok(first * last + middle.iter().product::<f64>())
    }
    #[differentiate]
    fn spread(values: &mut [f64]) -> Option<()> {
        let (head, tail) = values.split_first_mut()?;
        for v in tail {
            *v *= *head;
        }
        *head += 1.0;
        Some(())
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut values = [x, y, x * y, 0.5];
        spread(&mut values[1..]);
        let short = horner(&[]).unwrap_or(x) + middle(&[y]).unwrap_or(y);
        horner(&values).unwrap_or(0.0) * middle(&values).unwrap_or(1.0) + short
    }

    chainrule_tests::agrees!(f);
}

mod results_without_a_value {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct Keeper {
        sum: f64,
        saved: Option<f64>,
        checked: Result<f64, ()>,
    }
    #[differentiate]
    impl Keeper {
        fn get(&mut self, x: f64) -> Option<f64> {
            self.sum *= x;
            if x > -5.0 {
                return self.saved;
            }
            self.saved = Some(x);
            self.saved
        }
        fn check(&mut self, x: f64) -> Result<f64, ()> {
            self.sum += x * x;
            self.checked
        }
        fn passed_on(&mut self, x: f64) -> Option<f64> {
            let found = self.get(x);
            self.sum += x;
            if x > 0.0 {
                return found;
            }
            self.saved = Some(x * self.sum);
            self.get(x * 0.5)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut keeper = Keeper { sum: y, saved: None, checked: Err(()) };
        let _ = keeper.get(x);
        let _ = keeper.check(y);
        for z in [x, y, x * y] {
            let _ = keeper.passed_on(z);
            keeper.check(z).ok();
        }
        keeper.sum * x + keeper.saved.unwrap_or(y) + keeper.checked.unwrap_or(x * y)
    }

    chainrule_tests::agrees!(f);
}
