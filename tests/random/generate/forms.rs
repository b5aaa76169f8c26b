//! A trait of the program, generic functions over it, and a struct that owns lists.

use super::scope::{Shape, Var};
use super::writer::Writer;

/// The trait, what implements it, and functions over it.
pub const TYPES: &str = "
    #[differentiate]
    pub trait Form {
        fn size(&self, k: f64) -> f64;
        fn scale(&mut self, by: f64);
        fn middle(&self) -> Two;
    }

    #[differentiate]
    impl Form for Two {
        fn size(&self, k: f64) -> f64 {
            if self.a * k > 0.4 { (self.a * self.b + k).sin() } else { self.norm2().cos() }
        }

        fn scale(&mut self, by: f64) {
            *self = *self * (0.5 + 0.2 * by);
        }

        fn middle(&self) -> Two {
            *self * 0.5
        }
    }

    #[differentiate]
    impl Form for Mass {
        fn size(&self, k: f64) -> f64 {
            (self.m * k + self.at.dot(self.go)).sin()
        }

        fn scale(&mut self, by: f64) {
            self.m = (self.m * by).tanh();
            self.at.grow(0.1 * by);
            self.at = self.at.settled();
        }

        fn middle(&self) -> Two {
            self.at
        }
    }

    #[differentiate]
    pub fn sizes<F: Form>(forms: &[F], k: f64) -> f64 {
        let mut s = 0.0;
        for (i, form) in forms.iter().enumerate() {
            if i > 2 {
                break;
            }
            s += 0.3 * form.size(k) * form.middle().norm2().cos();
        }
        s
    }

    #[differentiate]
    pub fn scaled<F: Form>(form: &mut F, by: f64) -> f64 {
        let before = form.size(by);
        form.scale(before);
        0.5 * before
    }

    #[derive(Clone, Debug, Differentiable)]
    pub struct Way {
        pub nodes: Vec<Two>,
        pub weights: [f64; 3],
        pub best: Option<f64>,
    }

    #[differentiate]
    impl Way {
        pub fn new(first: Two, weight: f64) -> Way {
            Way { nodes: vec![first, first.turned()], weights: [weight, 0.3, weight * weight * 0.4], best: None }
        }

        pub fn length(&self) -> f64 {
            let mut s = 0.0;
            for (k, pair) in self.nodes.windows(2).enumerate() {
                s += (pair[1] - pair[0]).norm2() * self.weights[k % 3] * 0.1;
            }
            s.sin()
        }

        pub fn add(&mut self, node: Two) {
            let last = self.nodes[self.nodes.len() - 1];
            if self.nodes.len() < 5 {
                self.nodes.push(last.blend(&node, 0.3).settled());
            } else {
                self.nodes.swap(0, 1);
                self.nodes[0] = node;
            }
            self.best = Some(self.best.map_or(0.3 * node.a, |best| 0.5 * best + 0.2 * node.b));
        }

        pub fn smooth(&mut self, by: f64) {
            for i in 1..self.nodes.len() {
                let before = self.nodes[i - 1];
                let node = &mut self.nodes[i];
                node.a = (node.a + by * before.b).sin();
                *node += before * 0.2;
                *node = node.settled();
            }
            self.weights[1] *= 0.5 * by;
        }

        pub fn seen(&self) -> f64 {
            match self.best {
                Some(best) if best > 0.2 => best * self.weights[0] * 0.4,
                Some(best) => 0.4 * best,
                None => 0.2 * self.weights[2],
            }
        }
    }
";

impl Writer<'_> {
    /// A statement with the trait, or with a struct that owns lists.
    pub fn form(&mut self) {
        self.cost += 6 * self.trips;
        if self.rng.percent(50) {
            return self.way();
        }
        let known = self.any(|var| matches!(var.shape, Shape::Two | Shape::Mass));
        let list = self.any(|var| matches!(var.shape, Shape::Twos(_)));
        let k = self.leaf().text;
        let name = self.scope.fresh("s");
        let text = match (known, list, self.rng.below(6)) {
            (Some(var), _, 0) => format!("sizes(&[{0}, {0}], {k})", var.value()),
            (_, Some(list), 1) => format!("sizes(&{}[..], {k})", list.name),
            (Some(var), _, 2) if var.mutable => {
                // The number is read before the struct is lent.
                self.line(&format!("let {name} = {k};"));
                self.scope.declare(Var::owned(&name, Shape::Scalar, false));
                let other = self.scope.fresh("s");
                self.line(&format!("let {other} = scaled({}, {name});", var.exclusive()));
                self.scope.declare(Var::owned(other, Shape::Scalar, false));
                return;
            }
            (Some(var), _, 3 | 4) => format!("{}.size({k})", var.name),
            _ => format!("{}.middle().norm2().sin()", self.vector(1).text),
        };
        self.line(&format!("let mut {name} = {text};"));
        self.scope.declare(Var::owned(name, Shape::Scalar, true));
    }

    fn way(&mut self) {
        let known = self.any(|var| var.shape == Shape::Way);
        let Some(var) = known.filter(|_| self.rng.percent(85)) else {
            let (first, weight, name) = (self.stored_vector(1), self.stored(1), self.scope.fresh("w"));
            self.line(&format!("let mut {name} = Way::new({first}, {weight});"));
            let mut var = Var::owned(&name, Shape::Way, true).pinned();
            var.mutable = true;
            self.scope.declare(var);
            let mut list = Var::owned(format!("{name}.nodes"), Shape::Twos(2), true).pinned();
            list.mutable = true;
            self.scope.declare(list);
            return;
        };
        let name = &var.name;
        let kind = self.rng.below(7);
        let effects = std::mem::replace(&mut self.effects, false);
        let (node, value) =
            (self.without(name, |writer| writer.stored_vector(1)), self.without(name, |writer| writer.stored(1)));
        self.effects = effects;
        let read = match kind {
            0 if var.mutable => return self.line(&format!("{name}.add({node});")),
            1 if var.mutable => return self.line(&format!("{name}.smooth({value});")),
            2 if var.mutable => return self.line(&format!("{name} = Way {{ best: Some({value}), ..{name} }};")),
            3 if var.mutable => return self.line(&format!("{name}.weights[1] = {value};")),
            4 => "length",
            _ => "seen",
        };
        let number = self.scope.fresh("s");
        self.line(&format!("let mut {number} = {name}.{read}();"));
        self.scope.declare(Var::owned(number, Shape::Scalar, true));
    }
}
