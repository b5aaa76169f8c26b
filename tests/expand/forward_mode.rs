use chainrule::{Differentiable, differentiate};

#[derive(Clone, Copy, Debug, Differentiable)]
pub struct Spring {
    pub stiffness: f64,
    pub length: f64,
}

#[differentiate(jvp)]
pub fn pull(spring: &Spring, distance: f64) -> f64 {
    spring.stiffness * (distance - spring.length)
}

#[differentiate(jvp)]
pub fn forward_mode(spring: Spring, positions: &mut [f64], step: f64) -> f64 {
    let mut energy = 0.0;
    for i in 1..positions.len() {
        let force = pull(&spring, positions[i] - positions[i - 1]);
        positions[i] -= step * force;
        energy += force * force / 2.0;
    }
    energy
}
