use chainrule::differentiate;

#[differentiate(vjp = extended_vjp)]
fn extended(a: &mut Vec<f64>) {
    a.push(1.0);
}

fn extended_vjp(a: &mut Vec<f64>) -> ((), impl Fn(&mut Vec<f64>) + use<>) {
    extended(a);
    ((), |a_bar: &mut Vec<f64>| a_bar.truncate(a_bar.len() - 1))
}

fn main() {}
