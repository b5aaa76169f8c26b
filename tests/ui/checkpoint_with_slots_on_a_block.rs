use chainrule::differentiate;

#[differentiate]
fn wave(x: f64) -> f64 {
    let mut y = x;
    #[checkpoint(binomial = 3)]
    {
        y = y.sin();
    }
    y
}

fn main() {}
