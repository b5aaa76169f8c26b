//! What `#[checkpoint]` saves and costs: the gradient of a simulation of many steps, recorded and run again.
//!
//! `cargo run --release --example checkpoint [-- STEPS]` integrates a chain of eight coupled pendula and differentiates
//! its final energy with respect to the stiffness of the springs; without an argument over 10⁶ steps.

#[path = "../benches/heap.rs"]
mod heap;

use std::env;
use std::hint::black_box;
use std::time::Instant;

use chainrule::differentiate;

#[global_allocator]
static HEAP: heap::Counting = heap::Counting;

const LINKS: usize = 8;
const STEP: f64 = 1e-4;
const ROUNDS: usize = 5;

/// One step of the symplectic Euler method.
#[differentiate]
fn advance(angle: &mut [f64; LINKS], speed: &mut [f64; LINKS], stiffness: f64) {
    for i in 0..LINKS {
        let left = if i > 0 { angle[i - 1] } else { 0.0 };
        let right = if i + 1 < LINKS { angle[i + 1] } else { 0.0 };
        speed[i] += STEP * (stiffness * (left + right - 2.0 * angle[i]) - angle[i].sin());
    }
    for i in 0..LINKS {
        angle[i] += STEP * speed[i];
    }
}

#[differentiate]
fn energy(angle: &[f64; LINKS], speed: &[f64; LINKS]) -> f64 {
    let mut sum = 0.0;
    for i in 0..LINKS {
        sum += 0.5 * speed[i] * speed[i] + 1.0 - angle[i].cos();
    }
    sum
}

/// The same simulation under an attribute of its loop.
macro_rules! simulation {
    ($name:ident, $($checkpoint:tt)*) => {
        #[differentiate]
        fn $name(stiffness: f64, #[constant] steps: usize) -> f64 {
            let (mut angle, mut speed) = ([0.0; LINKS], [0.0; LINKS]);
            angle[0] = 1.0;
            $($checkpoint)*
            for _ in 0..steps {
                advance(&mut angle, &mut speed, stiffness);
            }
            energy(&angle, &speed)
        }
    };
}

simulation!(recorded,);
simulation!(root, #[checkpoint]);
simulation!(slots_100, #[checkpoint(binomial = 100)]);
simulation!(slots_20, #[checkpoint(binomial = 20)]);
simulation!(slots_10, #[checkpoint(binomial = 10)]);

/// A loop that does not know its length.
#[differentiate]
fn unknown_length(stiffness: f64, #[constant] steps: usize) -> f64 {
    let (mut angle, mut speed) = ([0.0; LINKS], [0.0; LINKS]);
    angle[0] = 1.0;
    let mut time = 0;
    #[checkpoint]
    while time < steps {
        advance(&mut angle, &mut speed, stiffness);
        time += 1;
    }
    energy(&angle, &speed)
}

/// The name of a line, and the value and the gradient.
type Gradient = (&'static str, fn(f64, usize) -> (f64, f64));

const GRADIENTS: [Gradient; 6] = [
    ("recorded", value_and_grad_recorded),
    ("#[checkpoint]", value_and_grad_root),
    ("#[checkpoint] while", value_and_grad_unknown_length),
    ("binomial = 100", value_and_grad_slots_100),
    ("binomial = 20", value_and_grad_slots_20),
    ("binomial = 10", value_and_grad_slots_10),
];

fn main() {
    let steps = env::args().nth(1).map_or(1_000_000, |steps| steps.parse().expect("a number of steps"));
    let expected = value_and_grad_recorded(2.0, steps);
    println!("{LINKS} pendula, {steps} steps; the state has {} bytes.\n", 2 * LINKS * size_of::<f64>());
    println!("{:22} {:>12} {:>12} {:>14}", "", "time", "÷ primal", "peak heap");
    let mut times = vec![Vec::new(); GRADIENTS.len() + 1];
    for _ in 0..ROUNDS {
        times[0].push(seconds(|| recorded(black_box(2.0), steps)));
        for (times, (_, gradient)) in times[1..].iter_mut().zip(GRADIENTS) {
            times.push(seconds(|| gradient(black_box(2.0), steps)));
        }
    }
    let primal = median(&mut times[0]);
    println!("{:22} {:>9.1} ms", "primal", 1e3 * primal);
    for (times, (name, gradient)) in times[1..].iter_mut().zip(GRADIENTS) {
        let found = gradient(2.0, steps);
        assert_eq!(found, expected, "{name}: the gradient is the same, bit for bit");
        let heap = heap::beyond_result(|| gradient(2.0, steps));
        let time = median(times);
        println!("{name:22} {:>9.1} ms {:>12.2} {:>11.1} kB", 1e3 * time, time / primal, heap_kilobytes(heap));
    }
}

#[allow(clippy::cast_precision_loss)]
fn heap_kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1e3
}

fn seconds<T>(run: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    black_box(run());
    start.elapsed().as_secs_f64()
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
