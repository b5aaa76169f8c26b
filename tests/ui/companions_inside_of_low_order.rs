use chainrule::differentiate;

#[differentiate(order = 2, hessian, hvp)]
fn energy(x: f64, y: f64) -> f64 {
    x * y * y
}

#[differentiate]
fn field(x: f64, y: f64) -> [f64; 2] {
    [x * y, y]
}

#[differentiate(order = 2)]
fn squares(values: &[f64]) -> Vec<f64> {
    values.iter().map(|v| v * v).collect()
}

#[differentiate]
fn total(x: f64, y: f64) -> f64 {
    let curvature = hessian_energy(x, y)[0][1] + hvp_energy(x, 1.0, y, 0.0).0;
    let slope = jacobian_field(x, y)[0][0] + jacobian_squares(&[x, y])[(0, 0)];
    let mut bars = (0.0, 0.0);
    curvature + slope + accumulate_grad_energy(x, &mut bars.0, y, &mut bars.1)
}

fn main() {}
