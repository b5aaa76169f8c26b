//! Structs and enums without `Clone`: what a function keeps of them moves to where the reverse sweep finds it.

use chainrule::{Differentiable, differentiate};

mod a_model {
    use super::*;

    #[derive(Differentiable)]
    struct Model {
        #[constant]
        name: String,
        k: Vec<f64>,
    }
    #[differentiate]
    impl Model {
        fn new(x: f64) -> Self {
            let mut k = Vec::new();
            for i in 0..3 {
                k.push(x * i as f64);
            }
            Model { name: "m".to_string(), k }
        }
        fn run(&self, x: f64) -> f64 {
            let mut s = x;
            for k in &self.k {
                s = s * k + s.sin();
            }
            s
        }
    }
    #[differentiate]
    fn g(x: f64, y: f64) -> f64 {
        let m = Model::new(x);
        m.run(y) * m.run(x) + m.k.iter().sum::<f64>() * m.name.len() as f64
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(x * y, y) * g(y, x)
    }

    chainrule_tests::agrees!(f);
}

mod trees {
    use super::*;

    #[derive(Differentiable)]
    enum Expr {
        Num(f64),
        Var,
        Add(Box<Expr>, Box<Expr>),
        Mul(Box<Expr>, Box<Expr>),
    }
    #[differentiate]
    fn eval(e: &Expr, x: f64) -> f64 {
        match e {
            Expr::Num(n) => *n,
            Expr::Var => x,
            Expr::Add(a, b) => eval(a, x) + eval(b, x),
            Expr::Mul(a, b) => eval(a, x) * eval(b, x),
        }
    }
    #[differentiate]
    fn g(x: f64, y: f64) -> f64 {
        let sum = Expr::Add(Box::new(Expr::Var), Box::new(Expr::Num(y)));
        let e = Expr::Mul(Box::new(sum), Box::new(Expr::Var));
        eval(&e, x)
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(x * y, y) * g(y, x)
    }

    chainrule_tests::agrees!(f);
}

mod nodes {
    use super::*;

    #[derive(Differentiable)]
    struct Node {
        v: f64,
        left: Option<Box<Node>>,
        right: Option<Box<Node>>,
    }
    #[differentiate]
    impl Node {
        fn sum(&self, k: f64) -> f64 {
            let left = self.left.as_ref().map_or(0.0, |n| n.sum(k));
            let right = match &self.right {
                Some(n) => n.sum(k * 2.0),
                None => 0.0,
            };
            self.v * k + left + right
        }
    }
    #[differentiate]
    fn g(x: f64, y: f64) -> f64 {
        let leaf = Node { v: y, left: None, right: None };
        let t = Node { v: x, left: Some(Box::new(leaf)), right: None };
        t.sum(y)
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(x * y, y) * g(y, x)
    }

    chainrule_tests::agrees!(f);
}

mod passed_by_value {
    use super::*;

    #[derive(Differentiable)]
    struct P {
        a: f64,
        list: Vec<f64>,
    }
    #[differentiate]
    fn make(x: f64) -> P {
        P { a: x, list: vec![x * 2.0, x] }
    }
    #[differentiate]
    fn product(p: P, y: f64) -> f64 {
        p.a * p.list[0] * y
    }
    #[differentiate]
    fn g(x: f64, y: f64) -> f64 {
        let mut all = Vec::new();
        for i in 0..3 {
            let p = P { a: y * i as f64, list: vec![x; i + 1] };
            all.push(p);
        }
        let last = all.pop().unwrap();
        let sum: f64 = all.iter().map(|p| p.a * p.list[0]).sum();
        product(make(x), y) + product(P { a: y, list: vec![x] }, x) + sum + last.a * last.list.len() as f64
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(x * y, y) * g(y, x)
    }

    chainrule_tests::agrees!(f);
}

/// Only who calls the pullback again needs copies.
mod changed_in_place {
    use super::*;

    #[derive(Debug, Differentiable)]
    struct World {
        bodies: Vec<f64>,
        time: f64,
    }
    #[differentiate]
    impl World {
        fn step(&mut self, dt: f64) -> f64 {
            for b in &mut self.bodies {
                *b += *b * *b * dt;
            }
            self.time += dt;
            self.time * 2.0
        }
        fn total(&self) -> f64 {
            self.bodies.iter().sum()
        }
        fn shifted(&self, by: f64) -> Vec<f64> {
            self.bodies.iter().map(|b| b * by + self.time).collect()
        }
    }
    #[differentiate]
    fn run(world: &mut World, x: f64) -> Vec<f64> {
        let mut s = 0.0;
        while world.time < 1.0 {
            s += world.step(0.3 * x * x + 0.2);
            if s > 5.0 {
                break;
            }
        }
        world.time *= s;
        world.shifted(x)
    }
    #[differentiate]
    fn g(x: f64, y: f64) -> f64 {
        let mut world = World { bodies: vec![x, y], time: 0.0 };
        let shifted = run(&mut world, y);
        world.bodies.push(x * world.time);
        world.total() * shifted[1]
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(x * y, y) * g(y, x)
    }

    chainrule_tests::agrees!(f);
}
