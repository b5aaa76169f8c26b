use chainrule::differentiate;
use num_traits::Float;

#[differentiate(value_and_grad)]
pub fn generic_scalar<T: Float>(x: T, a: &[T], n: usize) -> T {
    let mut sum = T::zero();
    for v in a {
        sum = sum + (*v * x).sin() / T::from(2.0).unwrap();
    }
    let mut y = sum.powi(2);
    for _ in 0..n {
        y = y * x;
    }
    y.sqrt()
}
