use chainrule::differentiate;

#[differentiate(vjp)]
pub fn scaled<const N: usize>(a: [f64; N], by: f64) -> [f64; N] {
    let mut b = [0.0; N];
    for i in 0..N {
        b[i] = a[i] * by;
    }
    b
}

#[differentiate(value_and_grad)]
pub fn generic_length<'a, const N: usize>(a: &'a [f64; N], by: f64) -> f64 {
    let b = scaled::<N>(*a, by);
    b[0] * b[N - 1]
}
