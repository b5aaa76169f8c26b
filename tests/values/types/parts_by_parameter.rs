//! Methods of structs whose fields are of a type parameter: the `impl` asks for what the body needs, no more.

use chainrule::{Differentiable, differentiate};

#[differentiate]
trait Potential {
    fn energy(&self, square: f64) -> f64;

    fn scaled(&self, square: f64, factor: f64) -> f64 {
        factor * self.energy(square)
    }
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Spring {
    stiffness: f64,
    rest: f64,
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Well(f64);

#[differentiate]
impl Potential for Spring {
    fn energy(&self, square: f64) -> f64 {
        0.5 * self.stiffness * (square.sqrt() - self.rest).powi(2)
    }
}

#[differentiate]
impl Potential for Well {
    fn energy(&self, square: f64) -> f64 {
        -self.0 * (-square).exp()
    }
}

mod read_and_changed {
    use super::*;

    #[derive(Clone, Debug, Differentiable)]
    struct System<P> {
        positions: Vec<f64>,
        potential: P,
    }
    #[differentiate]
    impl<P: Potential> System<P> {
        fn energy(&self) -> f64 {
            self.positions.iter().map(|p| self.potential.energy(p * p + 1.0)).sum()
        }
        fn step(&mut self, dt: f64) {
            let energy = self.energy();
            for p in self.positions.iter_mut() {
                *p += dt * energy;
            }
        }
        fn into_potential(self) -> P {
            self.potential
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut springs = System { positions: vec![x, y, 1.0], potential: Spring { stiffness: x, rest: 0.3 } };
        let mut wells = System { positions: vec![y], potential: Well(x * y) };
        for _ in 0..3 {
            springs.step(0.1);
            wells.step(0.2 * x);
        }
        springs.energy() * wells.energy() + springs.into_potential().scaled(y, x)
    }

    chainrule_tests::agrees!(f);
}

mod with_lengths_and_clauses {
    use super::*;

    #[derive(Clone, Debug, Differentiable)]
    struct Layer<P, const N: usize> {
        weights: [f64; N],
        potential: P,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Pair<A, B>
    where
        A: Clone,
    {
        first: Layer<A, 3>,
        second: Layer<B, 2>,
    }
    #[differentiate]
    impl<P: Potential, const N: usize> Layer<P, N> {
        fn with(potential: P, weight: f64) -> Self {
            Self { weights: std::array::from_fn(|i| weight * i as f64), potential }
        }
        fn apply(&self, v: f64) -> f64 {
            self.weights.iter().map(|w| self.potential.scaled(w * w + 0.5, v)).sum()
        }
    }
    #[differentiate]
    impl<A, B> Pair<A, B>
    where
        A: Potential + Clone,
        B: Potential,
    {
        fn apply(&self, v: f64) -> f64 {
            self.second.apply(self.first.apply(v))
        }
        fn decay(&mut self, rate: f64) {
            for w in &mut self.first.weights {
                *w *= 1.0 - rate;
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let spring = Spring { stiffness: 0.4 * y, rest: x };
        let mut pair = Pair { first: Layer::with(spring, x), second: Layer::with(Well(y), y * x) };
        pair.decay(0.1 * x);
        pair.apply(x + y)
    }

    chainrule_tests::agrees!(f);
}

mod of_constants {
    use super::*;
    use std::marker::PhantomData;

    trait Rule {
        const WEIGHT: f64;
    }
    #[derive(Clone)]
    struct Half;
    impl Rule for Half {
        const WEIGHT: f64 = 0.5;
    }
    /// The derivative does not know `R`, which needs none.
    #[derive(Clone, Differentiable)]
    struct Panel<R> {
        height: f64,
        #[constant]
        rule: PhantomData<R>,
    }
    #[differentiate]
    impl<R: Rule> Panel<R> {
        fn new(height: f64) -> Self {
            Panel { height, rule: PhantomData }
        }
        fn area(&self, width: f64) -> f64 {
            self.height * width * R::WEIGHT
        }
        fn grow(&mut self, by: f64) {
            self.height += by * by * R::WEIGHT;
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut panel = Panel::<Half>::new(x);
        panel.grow(y);
        panel.grow(x);
        panel.area(y)
    }

    chainrule_tests::agrees!(f);
}

mod boxed_arrays {
    use super::*;

    #[derive(Clone, Debug, Differentiable)]
    enum Tree {
        Leaf(f64),
        Node { children: Box<[Tree; 2]>, mass: f64 },
    }
    #[differentiate]
    impl Tree {
        fn sum(&self, at: f64) -> f64 {
            match self {
                Tree::Leaf(m) => m * at,
                Tree::Node { children, mass } => mass * children.iter().map(|c| c.sum(at * mass)).sum::<f64>(),
            }
        }
        fn scale(&mut self, by: f64) {
            match self {
                Tree::Leaf(m) => *m *= by,
                Tree::Node { children, .. } => {
                    for child in children.iter_mut() {
                        child.scale(by);
                    }
                }
            }
        }
    }
    #[differentiate]
    fn rows(table: &Box<[[f64; 2]; 2]>) -> f64 {
        table.iter().enumerate().map(|(i, row)| row.iter().map(|v| v * v).sum::<f64>() * (i + 1) as f64).sum()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let inner = Tree::Node { children: Box::new([Tree::Leaf(x), Tree::Leaf(y)]), mass: y };
        let mut tree = Tree::Node { children: Box::new([inner, Tree::Leaf(x * y)]), mass: x };
        tree.scale(y);
        let table = Box::new([[x, y], [y, x * y]]);
        tree.sum(x) + rows(&table)
    }

    chainrule_tests::agrees!(f);
}
