//! Constant lists of structs, enums and tuples: their elements, and what these hold, are named where they stand.

mod structs {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug)]
    struct Bar {
        from: usize,
        to: usize,
        area: f64,
    }

    impl Bar {
        fn stiffness(&self, modulus: f64) -> f64 {
            modulus * self.area
        }
        fn ends(&self) -> (usize, usize) {
            (self.from, self.to)
        }
    }

    #[derive(Clone, Debug, Differentiable)]
    struct Truss {
        positions: Vec<[f64; 2]>,
        #[constant]
        bars: Vec<Bar>,
        modulus: f64,
    }

    impl Truss {
        #[differentiate(order = 2)]
        fn energy(&self) -> f64 {
            let mut total = 0.0;
            for bar in &self.bars {
                let (i, j) = bar.ends();
                let d = [self.positions[j][0] - self.positions[i][0], self.positions[j][1] - self.positions[i][1]];
                let length = (d[0] * d[0] + d[1] * d[1]).sqrt();
                total += 0.5 * bar.stiffness(2.0) * self.modulus * (length - 1.0).powi(2);
            }
            for n in 0..self.bars.len() {
                let Bar { to, area, .. } = &self.bars[n];
                total += self.bars[n].stiffness(0.5) * self.positions[*to][0] + area * self.positions[*to][1];
            }
            if let Some(bar) = self.bars.last() {
                total *= 1.0 + bar.area * self.modulus;
            }
            total
        }
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let truss = Truss {
            positions: vec![[0.0, 0.0], [x, 0.2], [0.4, y]],
            bars: vec![Bar { from: 0, to: 1, area: 1.5 }, Bar { from: 1, to: 2, area: 0.7 }],
            modulus: 1.0 + x * x,
        };
        truss.energy()
    }

    nestings!(f);
}

mod enums {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug)]
    enum Node {
        Leaf(f64),
        Split { at: f64, left: usize, right: usize },
        Line { slopes: Vec<f64>, offset: f64 },
    }

    #[derive(Clone, Debug, Differentiable)]
    struct Tree {
        bias: f64,
        #[constant]
        nodes: Vec<Node>,
        #[constant]
        weights: Vec<(i32, f64)>,
        #[constant]
        extra: Option<Node>,
    }

    impl Tree {
        #[differentiate(order = 2)]
        fn value(&self, index: usize, x: f64) -> f64 {
            match &self.nodes[index] {
                Node::Leaf(v) => v + self.bias,
                Node::Split { at, left, right } => {
                    let p = 1.0 / (1.0 + (-(x - at) * 3.0).exp());
                    (1.0 - p) * self.value(*left, x) + p * self.value(*right, x)
                }
                Node::Line { slopes, offset } => {
                    slopes.iter().rev().fold(0.0, |sum, slope| sum * x + slope) + offset * self.bias
                }
            }
        }

        #[differentiate(order = 2)]
        fn weighted(&self, x: f64) -> f64 {
            let mut sum = 0.0;
            for (power, weight) in self.weights.iter() {
                sum += weight * x.powi(*power);
            }
            if let Some((power, weight)) = self.weights.first() {
                sum += weight * self.bias + *power as f64 * x;
            }
            if let Some(Node::Split { at, .. }) = &self.extra {
                sum += at * x;
            }
            if let Some(Node::Leaf(v)) = self.nodes.last() {
                sum *= v * x;
            }
            sum
        }
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let split = |at, left, right| Node::Split { at, left, right };
        let line = Node::Line { slopes: vec![0.2, 0.3], offset: 0.7 };
        let tree = Tree {
            bias: y,
            nodes: vec![split(0.5, 1, 2), Node::Leaf(0.4), split(1.1, 3, 1), line, Node::Leaf(2.0)],
            weights: vec![(1, 0.3), (2, 0.9)],
            extra: Some(split(0.25, 0, 0)),
        };
        tree.value(0, x) * x + tree.weighted(x * y)
    }

    nestings!(f);
}

mod parameters {
    use chainrule::differentiate;

    #[derive(Clone, Debug)]
    enum Gate {
        Turn(usize),
        Scale { wire: usize, by: f64 },
        Nothing,
    }

    #[differentiate(order = 2)]
    fn run(angles: &[f64], #[constant] gates: &[Gate], start: f64) -> f64 {
        let mut state = [1.0, start];
        for gate in gates {
            match gate {
                Gate::Turn(i) => {
                    let (sin, cos) = angles[*i].sin_cos();
                    state = [cos * state[0] - sin * state[1], sin * state[0] + cos * state[1]];
                }
                Gate::Scale { wire, by } => state[*wire] *= by * 1.1,
                Gate::Nothing => {}
            }
        }
        for i in 0..gates.len() {
            if let Gate::Scale { by, .. } = &gates[i] {
                state[0] += by * angles[0];
            }
        }
        if let Some(Gate::Turn(i)) = gates.first() {
            state[1] *= angles[*i];
        }
        state[0] * state[1] + state[0]
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let gates = [Gate::Turn(0), Gate::Scale { wire: 1, by: 0.4 }, Gate::Turn(1), Gate::Nothing];
        run(&[x, y], &gates, y) * x
    }

    nestings!(f);
}
