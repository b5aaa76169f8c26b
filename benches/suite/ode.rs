//! The classical Runge–Kutta method on a chain of equations.

use std::hint::black_box;

use gradbench::ode::{grad_last_entry, last_entry, value_and_grad_last_entry};

use crate::case::{Case, Tool, Workload};
use crate::number::{Function, Number};
use crate::random::Random;

/// Records `y` before each step. The reverse sweep computes where the slopes are taken again, and goes back through each
/// stage in one loop. Half a step is a factor of `x` from the start.
pub fn by_hand(x: &[f64], s: usize) -> Vec<f64> {
    let n = x.len();
    let h = 2.0 / s as f64;
    let half: Vec<f64> = x.iter().map(|x| 0.5 * h * x).collect();
    let mut record = vec![0.0; n * s];
    let mut places = [(); 3].map(|()| vec![0.0; n]);
    let mut y = vec![0.0; n];
    for kept in record.chunks_exact_mut(n) {
        kept.copy_from_slice(&y);
        find(&half, kept, &mut places);
        step(&half, &mut y, &places);
    }
    let mut half_bar = vec![0.0; n];
    let mut y_bar = vec![0.0; n];
    let mut bars = [vec![0.0; n], vec![0.0; n]];
    y_bar[n - 1] = 1.0;
    for kept in record.chunks_exact(n).rev() {
        find(&half, kept, &mut places);
        backward((&half, &mut half_bar), kept, &places, &mut y_bar, &mut bars);
    }
    half_bar.iter_mut().for_each(|bar| *bar *= 0.5 * h);
    half_bar
}

/// The places of the last three slopes, `y + ½·k1`, `y + ½·k2`, `y + k3`, all multiplied by the step.
fn find(half: &[f64], y: &[f64], places: &mut [Vec<f64>; 3]) {
    let n = half.len();
    let [second, third, fourth] = places.each_mut().map(|place| &mut place[..n]);
    let y = &y[..n];
    second[0] = y[0] + half[0];
    third[0] = y[0] + half[0];
    fourth[0] = y[0] + 2.0 * half[0];
    for i in 1..n {
        second[i] = y[i] + half[i] * y[i - 1];
    }
    for i in 1..n {
        third[i] = y[i] + half[i] * second[i - 1];
    }
    for i in 1..n {
        fourth[i] = y[i] + 2.0 * half[i] * third[i - 1];
    }
}

/// `y + (k1 + 2·k2 + 2·k3 + k4)/6`, where the first three slopes are differences of places.
fn step(half: &[f64], y: &mut [f64], places: &[Vec<f64>; 3]) {
    let n = half.len();
    let [second, third, fourth] = places.each_ref().map(|place| &place[..n]);
    let y = &mut y[..n];
    y[0] = (second[0] - y[0] + 2.0 * third[0] + fourth[0] + half[0]) * (1.0 / 3.0);
    for i in 1..n {
        y[i] = (second[i] - y[i] + 2.0 * third[i] + fourth[i] + half[i] * fourth[i - 1]) * (1.0 / 3.0);
    }
}

/// The adjoint of a step: of each place, one entry lower than the slope that is taken there.
fn backward(
    (half, half_bar): (&[f64], &mut [f64]),
    y: &[f64],
    places: &[Vec<f64>; 3],
    y_bar: &mut [f64],
    bars: &mut [Vec<f64>; 2],
) {
    let n = half.len();
    let [second, third, fourth] = places.each_ref().map(|place| &place[..n]);
    let [fourth_bar, third_bar] = bars.each_mut().map(|bar| &mut bar[..n]);
    let (y, y_bar, half_bar) = (&y[..n], &mut y_bar[..n], &mut half_bar[..n]);
    y_bar.iter_mut().for_each(|bar| *bar *= 1.0 / 3.0);
    let mut first = y_bar[0];
    for i in 1..n {
        fourth_bar[i - 1] = y_bar[i - 1] + half[i] * y_bar[i];
        half_bar[i] += y_bar[i] * fourth[i - 1];
    }
    fourth_bar[n - 1] = y_bar[n - 1];
    first += 2.0 * fourth_bar[0];
    for i in 1..n {
        third_bar[i - 1] = 2.0 * (y_bar[i - 1] + half[i] * fourth_bar[i]);
        half_bar[i] += 2.0 * fourth_bar[i] * third[i - 1];
    }
    third_bar[n - 1] = 2.0 * y_bar[n - 1];
    first += third_bar[0];
    // From here on, of the first three places together but `y` itself.
    let second_bar = |y_bar: f64, half: f64, third_bar: f64| y_bar + half * third_bar;
    let mut sums = y_bar[0] + half.get(1).map_or(0.0, |half| half * third_bar[1]);
    first += sums;
    for i in 1..n - 1 {
        let (own, below) = (second_bar(y_bar[i], half[i + 1], third_bar[i + 1]), sums);
        half_bar[i] += third_bar[i] * second[i - 1] + own * y[i - 1];
        y_bar[i - 1] = below - y_bar[i - 1] + fourth_bar[i - 1] + third_bar[i - 1] + half[i] * own;
        sums = own;
    }
    if n > 1 {
        let (i, own) = (n - 1, y_bar[n - 1]);
        half_bar[i] += third_bar[i] * second[i - 1] + own * y[i - 1];
        y_bar[i - 1] = sums - y_bar[i - 1] + fourth_bar[i - 1] + third_bar[i - 1] + half[i] * own;
        sums = own;
    }
    y_bar[n - 1] = sums - y_bar[n - 1] + fourth_bar[n - 1] + third_bar[n - 1];
    half_bar[0] += first;
}

struct LastEntry(usize);

impl Function for LastEntry {
    fn call<T: Number>(&self, x: &[T]) -> T {
        let h = 2.0 / self.0 as f64;
        let mut y: Vec<T> = x.iter().map(|x| x.times(0.0)).collect();
        let slope = |y: &[T]| -> Vec<T> {
            let rest = x[1..].iter().zip(y).map(|(&x, &y)| x * y);
            [x[0]].into_iter().chain(rest).collect()
        };
        let ahead = |y: &[T], c: f64, k: &[T]| -> Vec<T> { y.iter().zip(k).map(|(&y, &k)| y + k.times(c)).collect() };
        for _ in 0..self.0 {
            let k1 = slope(&y);
            let k2 = slope(&ahead(&y, 0.5 * h, &k1));
            let k3 = slope(&ahead(&y, 0.5 * h, &k2));
            let k4 = slope(&ahead(&y, h, &k3));
            for i in 0..y.len() {
                y[i] = y[i] + (k1[i] + (k2[i] + k3[i]).times(2.0) + k4[i]).times(h / 6.0);
            }
        }
        y[y.len() - 1]
    }
}

fn case(n: usize) -> Case {
    let s = 100;
    let x = || Random::new().list(n, 0.0..1.0);
    let (a, b, c, d) = (x(), x(), x(), x());
    Case::new()
        .with(Tool::Primal, move || last_entry(black_box(&a), s))
        .with(Tool::Gradient, move || grad_last_entry(black_box(&b), s))
        .with(Tool::Value, move || value_and_grad_last_entry(black_box(&c), s))
        .with(Tool::Hand, move || by_hand(black_box(&d), s))
        .peers(LastEntry(s), x())
}

/// A thousand equations, a hundred steps.
pub const WORKLOAD: Workload =
    Workload { name: "ode, n = 1000, 100 steps", limit: Some(2.7), case, size: 1000, sizes: &[10, 100, 1000, 10_000] };
