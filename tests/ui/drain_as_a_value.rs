use chainrule::differentiate;

fn half(n: usize) -> usize {
    n / 2
}

#[differentiate]
fn first(x: f64, y: f64) -> f64 {
    let mut all = vec![x, y];
    let mut taken = all.drain(..half(2));
    taken.next().unwrap()
}

fn main() {
    first(3.0, 4.0);
}
