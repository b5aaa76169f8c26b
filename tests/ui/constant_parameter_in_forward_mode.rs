use chainrule::differentiate;

#[differentiate(jvp, wrt(x, weights))]
fn scaled(x: f64, weights: &[f64], shift: &f64) -> f64 {
    x * weights[0] + shift
}

#[differentiate(jvp)]
fn shifted(x: f64) -> f64 {
    scaled(2.0, &[x], &x)
}

fn main() {
    jvp_shifted(3.0, 1.0);
}
