use chainrule::differentiate;

#[differentiate]
fn double_jvp(x: &mut [f64], x_dot: &mut [f64]) {
    for i in 0..x.len() {
        x[i] *= 2.0;
        x_dot[i] *= 2.0;
    }
}

#[differentiate(jvp = double_jvp, order = 2)]
fn double(x: &mut [f64]) {
    x.iter_mut().for_each(|v| *v *= 2.0);
}

fn main() {}
