use chainrule::differentiate;

#[differentiate]
fn energy(x: f64) -> f64 {
    #[cfg(debug_assertions)]
    println!("energy at {x}");
    x * x
}

fn main() {
    energy(3.0);
}
