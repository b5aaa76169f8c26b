//! Arguments by value that the caller has in both sweeps, and those that only look like it.

use chainrule::differentiate;
use chainrule_tests::{check, check_pullback};

const GAIN: f64 = 0.7;

#[differentiate]
fn spring(x: f64, stiffness: f64, damping: f64, speed: f64) -> f64 {
    -stiffness * x * x - damping * speed.sin() * x
}

/// The first changes its parameter, the second only reads it.
#[differentiate]
fn worn(mut x: f64, mut times: usize, a: f64) -> f64 {
    while times > 0 {
        x *= a + x;
        times -= 1;
    }
    x
}

#[differentiate]
fn weighted(v: [f64; 3], w: [f64; 3], which: usize, flip: bool) -> f64 {
    let dot = v[0] * w[0] + v[1] * w[1] + v[2] * w[2];
    if flip { -dot * v[which] } else { dot * w[which] }
}

#[differentiate]
fn in_loop(x: f64, y: f64) -> f64 {
    let (mut position, mut speed) = (x, y);
    for _ in 0..5 {
        let force = spring(position, x, y, speed);
        speed += 0.1 * force;
        position += 0.1 * speed;
    }
    position
}

/// What the loop changes is another value in every iteration.
#[differentiate]
fn changed_in_loop(x: f64, y: f64) -> f64 {
    let mut stiffness = x;
    let mut a = y;
    for i in 0..4 {
        a = spring(a, stiffness, GAIN, 0.5 * GAIN);
        stiffness *= y + i as f64;
        a += spring(stiffness, a, 2.0, a);
    }
    a * stiffness
}

#[differentiate]
fn shadowed(x: f64, y: f64) -> f64 {
    let mut total = x;
    for _ in 0..3 {
        let x = total * y;
        total += spring(total, x, y, GAIN);
        let y = x * 0.5;
        total += spring(total, y, GAIN, x);
    }
    total
}

#[differentiate]
fn with_counters(x: f64, y: f64) -> f64 {
    let h = 1.0 / 4.0;
    let mut state = [x, y, x * y];
    for i in 0..3 {
        for j in 0..2 {
            let next = weighted(state, [x, y, 0.3], (i + j) % 3, j == 1);
            state[i] = worn(state[i] * 0.3, j + 1, h) + 0.2 * next;
        }
    }
    state[0] * state[1] + state[2]
}

#[differentiate]
fn elements(v: &[f64], w: &mut [f64], y: f64) -> f64 {
    let mut total = 1.0;
    for i in 0..v.len() {
        total *= spring(total, v[i], y, w[i]);
        w[i] = total * v[i];
        total += spring(v[i], total, w[i], y);
    }
    total
}

#[differentiate]
fn through_elements(x: f64, y: f64) -> f64 {
    let mut w = [y, x, 0.4];
    elements(&[x, y, x + y], &mut w, y) + w[2]
}

/// Arms, exits, loops that never run, results that are not used.
#[differentiate]
fn in_arms(x: f64, y: f64) -> f64 {
    let mut a = x;
    for i in 0..6 {
        if a * i as f64 > 1.5 {
            a = spring(a, x, y, 0.1);
        } else if i == 4 {
            break;
        } else {
            let _unused = spring(a, x, y, y);
            a = worn(a, 1, y);
        }
        for _ in 0..0 {
            a = spring(a, x, y, y);
        }
    }
    a
}

#[differentiate]
fn power(x: f64, n: u32) -> f64 {
    if n == 0 { 1.0 } else { x * power(x, n - 1) }
}

#[differentiate]
fn recursive(x: f64, y: f64) -> f64 {
    let mut total = 0.0;
    for n in 0..4 {
        total += power(x, n) * power(total + y, 2);
    }
    total
}

#[differentiate]
fn scaled<T: chainrule::Real>(x: T, scale: T) -> T {
    x * scale * x + scale
}

#[differentiate]
fn of_length<const N: usize>(v: [f64; N], single: f32, shift: i32) -> f64 {
    let mut total = 1.0;
    for i in 0..N {
        total *= v[i] + single as f64 * v[i] + shift as f64;
    }
    total
}

#[differentiate]
fn of_generics(x: f64, y: f64) -> f64 {
    let mut total = 0.5;
    for i in 0..3 {
        total += scaled(x, y) * scaled::<f64>(total, GAIN);
        total *= of_length([x, y, total], 0.5, i) + of_length::<1>([y], GAIN as f32, -2);
    }
    total
}

/// Names that collide with those of the sweeps.
#[differentiate]
fn collide(value: f64, value_by: f64, tape: f64, value_bar: &[f64]) -> f64 {
    value * value_by * tape * value_bar[0] * value
}

#[differentiate]
fn collided(x: f64, y: f64) -> f64 {
    let seed = [x * y];
    let mut value = 1.0;
    for _ in 0..2 {
        value = collide(value, x, y, &seed) + collide(x, value, GAIN, &seed);
    }
    value
}

#[test]
fn arguments_by_value_come_back() {
    check!(in_loop(0.7, 0.4));
    check!(in_loop(-0.3, 1.1));
    check!(changed_in_loop(0.7, 0.4));
    check!(changed_in_loop(-0.3, 1.1));
    check!(shadowed(0.7, 0.4));
    check!(shadowed(-0.3, 1.1));
    check!(with_counters(0.7, 0.4));
    check!(with_counters(-0.3, 1.1));
    check!(through_elements(0.7, 0.4));
    check!(through_elements(-0.3, 1.1));
    check!(in_arms(0.7, 0.4));
    check!(in_arms(-0.3, 1.1));
    check!(recursive(0.7, 0.4));
    check!(recursive(-0.3, 1.1));
    check!(of_generics(0.7, 0.4));
    check!(of_generics(-0.3, 1.1));
    check!(collided(0.7, 0.4));
    check!(collided(-0.3, 1.1));
}

#[derive(Clone, Debug, PartialEq, chainrule::Differentiable)]
struct Gains {
    first: f64,
    rest: Vec<f64>,
}

#[differentiate]
fn owned(gains: Gains, more: Vec<f64>, pair: (f64, f64), maybe: Option<f64>, n: usize) -> f64 {
    let base = maybe.unwrap_or(pair.1) * pair.0;
    gains.first * gains.rest[n] * more[0] * base
}

#[differentiate]
fn of_owned(x: f64, y: f64) -> f64 {
    let more = vec![y, x];
    let mut total = x;
    for n in 0..2 {
        let gains = Gains { first: total, rest: vec![x, y] };
        total += owned(gains, more.clone(), (x, total), if n == 0 { Some(y) } else { None }, n);
    }
    total
}

#[differentiate(partials(x = 2.0 * x * y + k, y = x * x, k = x))]
fn by_rule(x: f64, y: f64, k: f64) -> f64 {
    x * x * y + k * x
}

fn by_vjp_rule(value: &[f64], y: f64, k: f64) -> (f64, impl Fn(f64) -> (Vec<f64>, f64, f64)) {
    let (first, product) = (value[0], value[0] * y * k);
    (product, move |bar: f64| (vec![bar * y * k], bar * first * k, bar * first * y))
}

#[differentiate(vjp = by_vjp_rule)]
fn by_vjp(value: &[f64], y: f64, k: f64) -> f64 {
    value[0] * y * k
}

#[differentiate]
fn of_rules(x: f64, y: f64) -> f64 {
    let mut total = x;
    for _ in 0..3 {
        total += by_rule(total, y, 0.25) * by_rule(x, total, GAIN);
        total *= by_vjp(&[total], x, 0.5);
    }
    total
}

#[differentiate]
fn rolled(v: [f64; 2], a: f64) -> [f64; 2] {
    [v[1] * a, v[0] * v[1]]
}

#[differentiate]
fn states(start: [f64; 2], a: f64, steps: usize) -> [f64; 2] {
    let mut v = start;
    let twice = 2.0 * a;
    for _ in 0..steps {
        v = rolled(rolled(v, twice), a);
    }
    v
}

#[test]
fn other_arguments_and_other_rules() {
    check!(of_owned(0.7, 0.4));
    check!(of_owned(-0.3, 1.1));
    check!(of_rules(0.7, 0.4));
    check!(of_rules(-0.3, 1.1));
    check_pullback!(states([0.7, -0.4], 0.9, const 3));
    check_pullback!(states([0.7, -0.4], 0.9, const 0));
    check!(spring(0.4, 1.2, 0.3, 0.8));
}

/// Values whose types only rustc knows, each used by many others.
#[differentiate]
fn chained(x: f64, n: usize) -> f64 {
    let a = spring(x, x, 0.5, x);
    let b = a * a + a;
    let c = b * b + b - a;
    let d = c * c + b * c;
    let e = d * d - c * d;
    let h = (e * e + d * e) / (1.0 + e * e);
    let i = h * h + e * h;
    let j = i * i + h;
    let k = j * i - j * h;
    let l = k * k + j * k;
    let m = (l * l + k * l) / (2.0 + l * l);
    let o = m * m + l * m;
    o * o + m + n as f64 * o
}

#[differentiate]
fn of_chained(x: f64, y: f64) -> f64 {
    let mut total = x;
    for n in 0..3 {
        total = 0.3 * y + 0.1 * chained(total, n);
    }
    total
}

#[test]
fn types_are_told_once() {
    check!(of_chained(0.3, 0.4));
    check!(of_chained(-0.2, 0.7));
}
