//! Enums: trees, lists, state machines, and every way to look into them.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Differentiable)]
enum Tree {
    Leaf(f64),
    X,
    Add(Box<Tree>, Box<Tree>),
    Mul(Vec<Tree>),
    Power { base: Box<Tree>, n: i32 },
}

#[differentiate]
fn eval(t: &Tree, x: f64) -> f64 {
    match t {
        Tree::Leaf(c) => *c,
        Tree::X => x,
        Tree::Add(a, b) => eval(a, x) + eval(b, x),
        Tree::Mul(list) => {
            let mut p = 1.0;
            for t in list {
                p *= eval(t, x);
            }
            p
        }
        Tree::Power { base, n } => eval(base, x).powi(*n),
    }
}

#[differentiate]
fn of_tree(c: f64, x: f64) -> f64 {
    let product = Tree::Mul(vec![Tree::X, Tree::Leaf(c * x), Tree::Add(Box::new(Tree::X), Box::new(Tree::Leaf(c)))]);
    let t = Tree::Power { base: Box::new(product), n: 3 };
    eval(&t, x) * c
}

#[test]
fn recursive_trees() {
    check!(of_tree(0.7, 1.2));
}

#[derive(Clone, Copy, Differentiable)]
enum State {
    Run(f64),
    Rest { at: f64, left: usize },
    Done,
}

#[differentiate]
fn machine(x: f64, y: f64, n: usize) -> f64 {
    let mut state = State::Run(x);
    let mut s = 0.0;
    for _ in 0..n {
        state = match state {
            State::Run(v) if v > 2.0 => State::Rest { at: v * y, left: 2 },
            State::Run(v) => State::Run(v * 1.7 + y),
            State::Rest { at, left: 0 } if at > 1e6 => State::Done,
            State::Rest { at, left: 0 } => State::Run(at.sin()),
            State::Rest { at, left } => State::Rest { at: at * at, left: left - 1 },
            State::Done => break,
        };
        s += match &state {
            State::Run(v) | State::Rest { at: v, .. } => v * x,
            State::Done => 1.0,
        };
    }
    s
}

#[differentiate]
fn in_place(x: f64, y: f64, n: usize) -> f64 {
    let mut state = State::Run(x);
    for k in 0..n {
        match state {
            State::Run(ref mut v) => *v *= *v + y,
            State::Rest { ref mut at, ref left } if *left > 1 => *at += y,
            State::Rest { ref at, .. } => {
                let v = *at * y;
                state = State::Run(v);
            }
            State::Done => {}
        }
        if k == 2 && matches!(state, State::Run(v) if v > 0.0) {
            state = State::Rest { at: x * y, left: k };
        }
    }
    if let State::Run(v) = state {
        v * y
    } else if let State::Rest { at: w @ _, .. } = state {
        w * w
    } else {
        x
    }
}

#[test]
fn state_machines() {
    for n in [0, 1, 3, 4, 9] {
        check!(machine(0.6, 0.3, const n));
        check!(in_place(0.6, 0.3, const n));
    }
}

#[derive(Clone, Differentiable)]
struct Node {
    value: f64,
    next: Option<Box<Node>>,
}

#[differentiate]
fn length(list: &Option<Box<Node>>, x: f64) -> f64 {
    match list {
        Some(node) => node.value * x + length(&node.next, x * node.value),
        None => x,
    }
}

#[differentiate]
fn of_list(a: f64, x: f64) -> f64 {
    let end = Some(Box::new(Node { value: a * x, next: None }));
    let list = Some(Box::new(Node { value: a, next: end }));
    length(&list, x)
}

#[test]
fn linked_lists() {
    check!(of_list(0.7, 1.3));
}

#[differentiate]
fn stack(x: f64, y: f64) -> f64 {
    let mut stack = vec![State::Run(x), State::Rest { at: y, left: 3 }, State::Done];
    let mut s = y;
    while let Some(top) = stack.pop() {
        let v = match top {
            State::Done => {
                stack.push(State::Run(s * x));
                continue;
            }
            State::Run(v) => v,
            State::Rest { at, left } => {
                if left > 0 {
                    stack.push(State::Rest { at: at * y, left: left - 1 });
                    continue;
                }
                at
            }
        };
        s += s * v;
    }
    s
}

#[test]
fn a_stack_of_states() {
    check!(stack(0.6, 1.3));
}

enum Phase {
    Up(usize),
    Down,
}

#[differentiate]
fn passive_machine(x: f64, n: usize) -> f64 {
    let mut phase = Phase::Up(0);
    let mut s = x;
    for _ in 0..n {
        phase = match phase {
            Phase::Up(k) if k < 2 => {
                s *= s + x;
                Phase::Up(k + 1)
            }
            Phase::Up(_) => Phase::Down,
            Phase::Down => {
                s = s.sin();
                Phase::Up(1)
            }
        };
    }
    s
}

#[test]
fn a_passive_state_machine() {
    for n in [0, 1, 4, 7] {
        check!(passive_machine(0.8, const n));
    }
}

#[differentiate]
fn root(x: f64) -> Result<f64, String> {
    if x < 0.0 {
        return Err(format!("negative: {}", 1));
    }
    Ok(x.sqrt())
}

#[differentiate]
fn roots(x: f64, y: f64) -> Result<Vec<f64>, String> {
    let mut all: Vec<f64> = vec![];
    for k in 0..3 {
        let r = root(x - y * k as f64)?;
        all.push(r * x);
    }
    Ok(all)
}

#[differentiate]
fn of_roots(x: f64, y: f64) -> f64 {
    match roots(x, y) {
        Ok(all) => all[0] * all[1] * all[2],
        Err(_) => x * y,
    }
}

#[test]
fn results_with_early_errors() {
    check!(of_roots(3.0, 1.2));
    check!(of_roots(3.0, 1.7));
}
