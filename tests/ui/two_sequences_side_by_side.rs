use chainrule::differentiate;

#[differentiate]
fn paired(a: f64, b: f64) -> f64 {
    let halves = std::iter::successors(Some(a), |x| Some(0.5 * x));
    halves.zip(std::iter::successors(Some(b), |x| Some(b * x))).take(5).map(|(x, y)| x * y).sum()
}

fn main() {
    paired(3.0, 0.5);
}
