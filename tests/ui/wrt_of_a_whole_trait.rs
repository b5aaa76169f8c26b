use chainrule::differentiate;

#[differentiate(wrt(factor))]
trait Shape {
    fn scaled(&self, factor: f64) -> f64;
}

fn main() {}
