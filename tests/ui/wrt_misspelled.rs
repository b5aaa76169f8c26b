use chainrule::differentiate;

#[differentiate(wrt(thetta))]
fn model(theta: f64, time: f64) -> f64 {
    (-theta * time).exp()
}

fn main() {
    model(3.0, 0.5);
}
