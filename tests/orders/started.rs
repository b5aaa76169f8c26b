//! Second derivatives of sums that start with the result of a call: both could run forward and backward at once, but the
//! sum needs what the call gives.

mod sums {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn product(x: f64, y: f64) -> f64 {
        x * y.sin()
    }

    #[differentiate(order = 2, hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let pairs = [x * y, y];
        let mut s = product(x, y);
        for u in pairs.iter() {
            s += u * x;
        }
        let (mut a, mut b) = (product(y, x) * 2.0, s);
        for k in 0..3 {
            a += (x * k as f64).cos() * y;
            b += x * y * k as f64;
        }
        s * a + b
    }

    nestings!(f);
}
