use chainrule::differentiate;

#[differentiate]
fn mean(a: &[f64]) -> f64 {
    unsafe { *a.get_unchecked(0) + a.len() as f64 }
}

#[differentiate(value_and_gard)]
fn square(x: f64, n: usize, y: &mut f64) -> f64 {
    *y += x;
    x * x * n as f64
}

#[differentiate]
fn variance(a: &[f64], y: f64) -> f64 {
    let mut sum = mean(a);
    let mut z = y;
    for x in a {
        sum += x * square(*x, 3, &mut z);
    }
    sum / a.len() as f64 + z
}

fn main() {
    let a = [3.0, 4.0];
    assert_eq!(mean(&a), 5.0);
    assert_eq!(grad_mean(&a), [1.0, 0.0]);
    let (value, pullback) = vjp_mean(&a);
    let a_bar: Vec<f64> = pullback(value);
    let (dx, dy): (f64, f64) = grad_square(a_bar[0], 3, &mut 1.0);
    let _: f64 = accumulate_grad_square(1.0, &mut 2.0, 3, &mut 1.0, &mut (dx + dy));
    assert_eq!(grad_variance(&a, 1.0).0, [3.0, 4.0]);
}
