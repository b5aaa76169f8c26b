use chainrule::differentiate;

#[differentiate(partials(radius = 2.0, heigth = radius))]
fn area(radius: f64, height: f64) -> f64 {
    2.0 * radius * height
}

fn main() {}
