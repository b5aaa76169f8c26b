//! Containers in the fields of structs, changed in place.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Debug, Differentiable)]
struct Machine {
    stack: Vec<f64>,
    rows: Vec<Vec<f64>>,
    sum: f64,
    count: usize,
}

#[differentiate]
fn run(a: &[f64], x: f64, n: usize) -> f64 {
    let mut machine = Machine { stack: vec![x], rows: Vec::new(), sum: 0.0, count: 0 };
    for i in 0..n {
        machine.stack.push(a[i] * x);
        machine.count += 1;
        if i % 2 == 1 {
            let top = machine.stack.pop().unwrap();
            machine.sum += top * machine.stack[0];
            let row = std::mem::take(&mut machine.stack);
            machine.rows.push(row);
            machine.stack.push(machine.sum);
        }
        machine.stack.insert(0, x);
        machine.stack.reverse();
        if let Some(row) = machine.rows.last_mut() {
            row.push(machine.sum);
            row[0] *= x;
        }
    }
    machine.stack.sort_by(|a, b| b.total_cmp(a));
    let mut sum = machine.sum * machine.stack[0];
    for row in &machine.rows {
        for v in row {
            sum += v * v;
        }
    }
    sum + machine.count as f64
}

#[test]
fn a_machine_with_a_stack() {
    for n in 0..5 {
        check!(run(&[0.5, 1.2, -0.7, 0.3], 0.9, const n));
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Particle {
    at: [f64; 2],
    mass: f64,
}

#[differentiate]
fn particles(x: f64, n: usize) -> f64 {
    let mut all: Vec<Particle> = Vec::new();
    for i in 0..n {
        all.push(Particle { at: [x * i as f64, x], mass: x.sin() + i as f64 });
    }
    all.sort_by(|a, b| b.mass.partial_cmp(&a.mass).unwrap());
    all.swap(0, n / 2);
    all.rotate_left(1);
    let last = all.pop().unwrap();
    let mut sum = last.mass * last.at[0];
    all.insert(0, last);
    if n > 2 {
        let (first, rest) = all.split_first_mut().unwrap();
        std::mem::swap(&mut first.mass, &mut rest[1].mass);
        first.at[0] = first.at[0] * rest[0].mass;
    }
    for particle in &all {
        sum = sum * particle.mass + particle.at[0] * particle.at[1];
    }
    all.truncate(1);
    sum + all[0].mass * all[0].mass
}

#[test]
fn particles_in_a_vec() {
    for n in 1..5 {
        check!(particles(0.9, const n));
    }
}
