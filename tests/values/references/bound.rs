//! References that are bound to parts of places, or to one of several places.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Debug, Differentiable)]
struct State {
    position: f64,
    velocity: [f64; 2],
    steps: usize,
    #[constant]
    weights: Vec<f64>,
}

#[derive(Clone, Debug, Differentiable)]
struct Axes {
    x: Vec<f64>,
    y: Vec<f64>,
    z: Vec<f64>,
}

#[differentiate]
fn tuple_parts(x: f64, y: f64) -> f64 {
    let mut pairs = [(x, y), (y, x * y)];
    for i in 0..2 {
        let (a, b) = &mut pairs[i];
        *a += *b * x;
        *b *= a.sin();
    }
    let (c, d) = &pairs[0];
    let [(e, _), (_, g)] = &pairs;
    c * d + pairs[1].0 * pairs[1].1 + e * g
}

#[differentiate]
fn slice_parts(x: f64, y: f64) -> f64 {
    let mut rows = vec![vec![x, y], vec![y * y, x]];
    for k in 0..3 {
        let [a, b] = &mut rows[k % 2][..] else { panic!("two elements") };
        *a *= *b;
        *b += *a * y;
    }
    rows[0][0] + rows[1][1] * rows[0][1]
}

#[differentiate]
fn advance(state: &mut State, h: f64) {
    let State { position, velocity, steps, .. } = state;
    *position += velocity[0] * h;
    velocity[1] *= *position;
    *steps += 1;
}

#[differentiate]
fn struct_parts(x: f64, y: f64) -> f64 {
    let mut state = State { position: x, velocity: [y, x * y], steps: 0, weights: vec![0.5, -2.0] };
    for _ in 0..3 {
        advance(&mut state, 0.1);
        let State { position: a, velocity: [b, _], .. } = &mut state;
        *b += *a;
    }
    let State { weights, steps, position, .. } = &state;
    let mut sum = 0.0;
    for (i, weight) in weights.iter().enumerate() {
        sum += weight * position * (i + steps) as f64;
    }
    sum + state.position * state.velocity[1] + state.velocity[0] * state.steps as f64
}

#[differentiate]
fn one_of_two(x: f64, y: f64) -> f64 {
    let a = [x, y];
    let b = [y * y, x];
    let chosen = if x > y { &a } else { &b };
    let mut sum = 0.0;
    for i in 0..2 {
        sum += chosen[i] * chosen[i] * y;
    }
    sum + a[0]
}

#[differentiate]
fn changed_through_one_of_two(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    let mut b = [y * y, x];
    for k in 0..4 {
        let chosen = if k % 2 == 0 { &mut a } else { &mut b };
        chosen[0] *= y;
        chosen[1] += chosen[0];
        if chosen[1] > 10.0 {
            continue;
        }
        chosen[0] += 1.0;
    }
    a[0] * b[1] + a[1]
}

#[differentiate]
impl Axes {
    fn product(&self, k: usize) -> f64 {
        let row = match k {
            0 => &self.x,
            1 => &self.y,
            _ => &self.z,
        };
        let mut product = 1.0;
        for v in row {
            product *= v;
        }
        for (i, v) in row.iter().enumerate() {
            product += v * i as f64;
        }
        product
    }

    fn bump(&mut self, k: usize, by: f64) {
        let row = match k {
            0 => &mut self.x,
            1 => &mut self.y,
            _ => return,
        };
        row[0] += by;
        row[1] *= row[0];
    }
}

#[differentiate]
fn one_of_three_fields(x: f64, y: f64) -> f64 {
    let mut axes = Axes { x: vec![x, y], y: vec![y, x * y], z: vec![1.0, x] };
    let mut sum = 0.0;
    for k in 0..3 {
        axes.bump(k, sum + 0.1);
        sum += axes.product(k);
    }
    sum
}

#[differentiate]
fn one_or_return(x: f64, y: f64) -> f64 {
    let a = [x, y];
    let position = if x > 1.0 { Some(1_usize) } else { None };
    let p = match position {
        Some(i) => &a[i],
        None => &x,
    };
    let q: &f64 = if y > 1.0 {
        &y
    } else {
        return *p;
    };
    *p * *q + p * 2.0
}

#[differentiate]
fn one_of_one_of_two(x: f64, y: f64) -> f64 {
    let a = [x, y];
    let b = [y, y];
    let mut sum = 0.0;
    for i in 0..4 {
        let p = if i % 2 == 0 { &a } else { &b };
        let q = if i < 2 { &p[0] } else { &b[1] };
        if sum > 100.0 {
            break;
        }
        sum += p[1] * q;
    }
    sum
}

#[differentiate]
fn of_constants(x: f64, y: f64) -> f64 {
    let a = [1.0, 2.0];
    let b = [3.0, 4.0];
    let order = [1, 0];
    let values = [x, y];
    let p = if x > y { &a } else { &b };
    let mut sum = x * p[0] + p[1] * y;
    for i in 0..2 {
        if x > y {
            let order = &order;
            sum += values[order[i]] * values[0] * sum;
        } else {
            let one = &order[i];
            sum += x * values[*one];
        }
    }
    sum
}

#[test]
fn references_are_bound_to_parts() {
    for (x, y) in [(0.7, 1.3), (1.9, 0.4), (2.3, 2.9)] {
        check!(tuple_parts(x, y));
        check!(slice_parts(x, y));
        check!(struct_parts(x, y));
    }
}

#[test]
fn references_are_bound_to_one_of_several_places() {
    for (x, y) in [(0.7, 1.3), (1.9, 0.4), (2.3, 2.9)] {
        check!(one_of_two(x, y));
        check!(changed_through_one_of_two(x, y));
        check!(one_of_three_fields(x, y));
        check!(one_or_return(x, y));
        check!(one_of_one_of_two(x, y));
    }
}

#[test]
fn references_to_constants_are_not_recorded() {
    for (x, y) in [(0.7, 1.3), (1.9, 0.4), (2.3, 2.9)] {
        check!(of_constants(x, y));
    }
}
