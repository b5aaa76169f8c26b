use chainrule::differentiate;

struct Solver {
    steps: usize,
}

#[differentiate]
impl Solver {
    fn run(#[constant] &self, f: impl Fn(f64) -> f64, x: f64) -> f64 {
        let mut y = x;
        for _ in 0..self.steps {
            y = f(y);
        }
        y
    }
}

fn main() {
    Solver { steps: 2 }.run(f64::sin, 3.0);
}
