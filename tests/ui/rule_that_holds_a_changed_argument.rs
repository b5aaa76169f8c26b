use chainrule::differentiate;

#[differentiate(vjp = scale_vjp)]
fn scale(a: &mut [f64], x: f64) {
    a.iter_mut().for_each(|y| *y *= x);
}

fn scale_vjp(a: &mut [f64], x: f64) -> ((), impl Fn(&mut [f64]) -> f64) {
    scale(a, x);
    ((), move |a_bar: &mut [f64]| {
        let sum = a.iter().zip(a_bar.iter()).map(|(y, bar)| y / x * bar).sum();
        a_bar.iter_mut().for_each(|bar| *bar *= x);
        sum
    })
}

fn main() {}
