use chainrule::{Differentiable, differentiate};

#[derive(Clone, Debug, Differentiable)]
enum Tree {
    Empty,
    Node {
        mass: f64,
        #[constant]
        size: f64,
    },
}

#[derive(Clone, Debug, Differentiable)]
struct Grid {
    mass: f64,
    #[constant]
    step: f64,
    #[constant]
    knots: Vec<f64>,
}

#[differentiate]
fn grown(node: &mut Tree, by: f64) {
    if let Tree::Node { size, .. } = node {
        *size += by;
    }
}

#[differentiate]
fn literals(x: f64, y: f64) -> f64 {
    let v = vec![x, y];
    let g = Grid { mass: x, step: v[0], knots: vec![1.0] };
    let h = Grid { mass: g.step, step: 1.0, knots: vec![x, y] };
    let k = Grid { step: g.mass * 2.0, ..h.clone() };
    k.step * h.knots[1]
}

#[derive(Clone, Debug, Differentiable)]
struct Settings {
    k: f64,
}

#[derive(Clone, Debug, Differentiable)]
struct Model {
    x: f64,
    #[constant]
    settings: Settings,
    #[constant]
    history: Vec<Settings>,
}

#[differentiate]
fn kept(x: f64, y: f64) -> f64 {
    let settings = Settings { k: y };
    let mut model = Model { x, settings: settings.clone(), history: vec![settings] };
    model.settings.k = y;
    model.history.push(Settings { k: x });
    model.x * model.settings.k
}

#[differentiate]
fn set(at: &mut f64, x: f64) {
    *at = x;
}

#[differentiate]
fn changes(mut x: f64, y: f64) -> f64 {
    let mut g = Grid { mass: x, step: 1.0, knots: vec![1.0, 2.0] };
    let step = &mut g.step;
    *step = y;
    (g.mass, g.step) = (y, x);
    for knot in g.knots.iter_mut() {
        *knot *= x;
    }
    let Grid { step, .. } = &mut g;
    *step = x * y;
    set(&mut g.step, y);
    std::mem::swap(&mut g.step, &mut x);
    g.step * g.knots[0]
}

fn main() {}
