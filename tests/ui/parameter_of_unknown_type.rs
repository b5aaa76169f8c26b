use chainrule::differentiate;

struct Params {
    rate: f64,
}

#[differentiate]
fn decay(time: f64, params: &Params) -> f64 {
    (-params.rate * time).exp()
}

fn main() {
    decay(3.0, &Params { rate: 0.5 });
}
