use chainrule::differentiate;

trait Trigonometry {
    fn sinn(self) -> f64;
}

impl Trigonometry for f64 {
    fn sinn(self) -> f64 {
        self.sin()
    }
}

#[differentiate]
fn wave(x: f64) -> f64 {
    x.sinn()
}

fn main() {
    wave(3.0);
}
