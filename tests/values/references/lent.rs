//! References that a choice gives by name: parameters, locals, and what a pattern binds.

mod parameters {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Body {
        mass: f64,
        arms: Vec<f64>,
    }

    #[derive(Clone, Differentiable)]
    struct Pair {
        left: Body,
        right: Body,
    }

    #[differentiate(order = 2)]
    impl Pair {
        fn moment(&self, other: &Body, which: usize) -> f64 {
            let body = match which {
                0 => &self.left,
                1 => &self.right,
                _ => other,
            };
            body.mass * body.arms[0]
        }

        fn load(&mut self, other: &mut Body, which: usize, by: f64) {
            let body = match which {
                0 => &mut self.left,
                1 => &mut self.right,
                _ => other,
            };
            body.mass *= by;
            body.arms[0] += body.mass;
        }
    }

    #[differentiate(order = 2)]
    fn scale(a: &mut f64, b: &mut f64, first: bool) -> f64 {
        let t = if first { a } else { b };
        *t *= 1.5;
        let before = *t;
        *t += before * before;
        before
    }

    #[differentiate(order = 2)]
    fn overlap(a: &[f64], b: &[f64]) -> f64 {
        let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
        short.iter().enumerate().map(|(i, v)| v * long[i + 1]).sum()
    }

    #[differentiate(order = 2)]
    fn raise(a: &mut [f64], b: &mut [f64], first: bool) {
        let t: &mut [f64] = if first { a } else { b };
        t[0] *= 1.5;
        t[1] += t[0] * t[0];
    }

    #[differentiate(order = 2, hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut pair = Pair { left: Body { mass: x, arms: vec![y] }, right: Body { mass: y, arms: vec![x * y] } };
        let mut other = Body { mass: x * x, arms: vec![y * y] };
        let mut sum = 0.0;
        for k in 0..3 {
            sum += pair.moment(&other, k) * (k as f64 + x);
            pair.load(&mut other, k, sum * 0.1);
        }
        let (mut u, mut v) = (x * y, y);
        sum += scale(&mut u, &mut v, x > 0.0) * u * v;
        let (mut a, mut b) = (vec![u, v], [x, y]);
        raise(&mut a, &mut b, y > 1.0);
        sum + other.mass * pair.right.arms[0] + overlap(&a, &[x, b[1], b[0]])
    }
    chainrule_tests::agrees!(f);
}

mod locals {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut lo, mut hi) = (vec![x, y], vec![y, x * y]);
        let (a, b) = (&mut lo, &mut hi);
        let side = if x > 0.0 { a } else { b };
        side[0] *= 3.0;
        side.push(x);
        for i in 0..5 {
            let side = if i % 2 == 0 { &mut lo } else { &mut hi };
            side.push(x * i as f64);
            let n = side.len();
            side[0] += side[n - 1] * y;
            let last = match side.last_mut() {
                Some(last) => last,
                None => continue,
            };
            *last *= 0.5;
        }
        let end = {
            let n = lo.len() - 1;
            &mut lo[n]
        };
        *end *= y;
        lo.iter().chain(&hi).fold(0.0, |sum, v| sum * 0.5 + v * v)
    }
    chainrule_tests::agrees!(f);
}

mod parts {
    use chainrule::differentiate;

    #[differentiate]
    fn by_match(value: &mut Option<f64>) -> f64 {
        let v = match value {
            Some(v) => v,
            None => return 1.0,
        };
        *v = v.sin() + *v * *v;
        *v
    }

    #[differentiate]
    fn by_question(value: &mut Option<f64>) -> Option<f64> {
        let v = value.as_mut()?;
        *v = v.sin() + *v * *v;
        Some(*v)
    }

    #[differentiate]
    fn by_error(value: &mut Option<f64>) -> Result<f64, String> {
        let v = value.as_mut().ok_or("nothing")?;
        *v = v.cos() + *v * *v;
        Ok(*v)
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut value, mut nothing) = (Some(x * y), None);
        let sum = by_match(&mut value) * by_question(&mut value).unwrap_or(x) * by_error(&mut value).unwrap_or(y);
        sum + value.unwrap_or(0.0) + by_error(&mut nothing).unwrap_or(x) * by_match(&mut nothing)
    }
    chainrule_tests::agrees!(f);
}

mod elements_or_errors {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, PartialEq)]
    enum Failure {
        Missing(usize),
        Empty { what: String },
    }

    #[derive(Clone, Differentiable)]
    struct Item {
        weight: f64,
        parts: Vec<f64>,
    }

    #[derive(Clone, Differentiable)]
    struct Store {
        items: Vec<Item>,
        best: Option<Item>,
    }

    #[differentiate]
    impl Store {
        fn weight(&self, i: usize) -> Result<f64, Failure> {
            let item = self.items.get(i).ok_or(Failure::Missing(i))?;
            let first = item.parts.first().ok_or_else(|| Failure::Empty { what: format!("item {i}") })?;
            let last = item.parts.last().copied().ok_or(Failure::Empty { what: "last".to_string() })?;
            let best = self.best.as_ref().ok_or(Failure::Missing(0))?;
            Ok(item.weight * first * last + best.weight * item.parts.len() as f64)
        }

        fn update(&mut self, i: usize, by: f64) -> Result<(), Failure> {
            let item = self.items.get_mut(i).ok_or(Failure::Missing(i))?;
            item.weight *= by;
            let last = item.parts.last_mut().ok_or(Failure::Missing(99))?;
            *last += by * item.weight;
            let target = match self.best.as_mut() {
                Some(best) => best,
                None => &mut self.items[0],
            };
            target.weight += by * by;
            Ok(())
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut store = Store {
            items: vec![Item { weight: x, parts: vec![y, x * y] }, Item { weight: y, parts: vec![x] }],
            best: Some(Item { weight: x * x, parts: vec![] }),
        };
        let mut sum = 0.0;
        for i in 0..3 {
            if store.update(i, 0.5 * x).is_ok() {
                sum += store.weight(i).unwrap_or(1.0) * y;
            } else {
                store.best = None;
            }
        }
        let _ = store.update(0, y);
        sum + store.items[0].weight * store.weight(1).unwrap_or(x)
    }
    chainrule_tests::agrees!(f);
}
