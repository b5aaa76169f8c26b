//! Programs with iterators over structs, and over items of any scalar and length.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Differentiable, Clone, Debug)]
struct Layer {
    weights: Vec<Vec<f64>>,
    bias: Vec<f64>,
}

#[differentiate]
fn forward(layer: &Layer, input: &[f64]) -> Vec<f64> {
    layer
        .weights
        .iter()
        .zip(layer.bias.iter())
        .map(|(row, b)| row.iter().zip(input.iter()).map(|(w, x)| w * x).sum::<f64>() + b)
        .map(f64::tanh)
        .collect()
}

#[differentiate]
fn loss(w: &[Vec<f64>], b: &[f64], x: &[f64]) -> f64 {
    let layer = Layer { weights: w.to_vec(), bias: b.to_vec() };
    let y = forward(&layer, x);
    let z = forward(&layer, &y);
    z.iter().map(|v| v * v).sum()
}

#[test]
fn fields_of_structs() {
    check!(loss(&[vec![0.5, 0.2], vec![-0.3, 0.9]], &[0.1, 0.2], &[0.7, -0.4]));
}

#[differentiate]
fn dots<const N: usize>(a: [f64; N], b: &[[f64; N]]) -> f64 {
    let rows: Vec<f64> = b.iter().map(|row| a.iter().zip(row.iter()).map(|(x, y)| x * y).sum()).collect();
    let scaled = a.map(|x| x * 2.0);
    let squares: [f64; N] = std::array::from_fn(|i| scaled[i] * scaled[i]);
    rows.iter().map(|r| r.tanh()).sum::<f64>() + squares.iter().sum::<f64>()
}

#[test]
fn lengths_by_const_generics() {
    check!(dots([0.5, 0.2], &[[1.0, 2.0], [0.3, -0.4]]));
}

#[differentiate]
fn generic_dot<T: chainrule::Real>(a: &[T], b: &[T]) -> T {
    a.iter().zip(b).map(|(x, y)| *x * *y).fold(T::zero(), |s, x| s + x)
}

#[differentiate]
fn generic_norm<T: chainrule::Real>(a: &[T]) -> T {
    let mut sum = T::zero();
    for &x in a.iter() {
        sum = sum + x * x;
    }
    let scaled: Vec<T> = a.iter().map(|&x| x * sum).collect();
    let mut total = T::zero();
    for (i, x) in scaled.iter().enumerate() {
        if i % 2 == 0 {
            total = total + *x;
        }
    }
    total.sqrt()
}

#[differentiate]
fn with_floats(a: &[f64], b: &[f64]) -> f64 {
    generic_dot(a, b) * generic_norm::<f64>(a)
}

#[test]
fn generic_scalars() {
    check!(with_floats(&[0.5, 0.2, 0.7], &[1.0, 2.0, 0.3]));
}

#[derive(Differentiable, Clone, Copy, Debug)]
struct Particle {
    x: [f64; 2],
    mass: f64,
}

#[differentiate]
fn energy(particles: &[Particle], g: f64) -> f64 {
    let kinetic: f64 = particles.iter().map(|p| p.mass * p.x.iter().map(|v| v * v).sum::<f64>()).sum();
    let mut potential = 0.0;
    for (i, a) in particles.iter().enumerate() {
        for b in &particles[i + 1..] {
            let d: f64 = a.x.iter().zip(&b.x).map(|(p, q)| (p - q).powi(2)).sum::<f64>().sqrt();
            potential -= g * a.mass * b.mass / d;
        }
    }
    let heaviest = particles.iter().max_by(|a, b| a.mass.total_cmp(&b.mass)).unwrap();
    kinetic + potential + heaviest.x[0] * heaviest.mass
}

#[differentiate]
fn system(xs: &[f64], g: f64) -> f64 {
    let particles: Vec<Particle> = xs.chunks_exact(3).map(|c| Particle { x: [c[0], c[1]], mass: c[2] }).collect();
    energy(&particles, g)
}

#[test]
fn a_vector_of_structs() {
    check!(system(&[0.5, 1.5, 0.7, -0.4, 0.2, 1.3, 0.9, -0.8, 0.4], 0.6));
}

#[differentiate]
fn closures_over_structs(xs: &[f64]) -> f64 {
    let p = Particle { x: [xs[0], xs[1]], mass: xs[2] };
    let weight = |q: &Particle| q.mass * q.x[0];
    let at: [f64; 2] = p.x;
    let shifted = |d: f64| Particle { x: at.map(|v| v + d), mass: p.mass * d };
    let moved: Vec<Particle> = (0..3).map(|i| shifted(i as f64 * xs[0])).collect();
    moved.iter().map(weight).sum::<f64>() + weight(&p) + shifted(xs[1]).mass
}

#[test]
fn structs_through_closures() {
    check!(closures_over_structs(&[0.5, 1.5, 0.7]));
}
