//! Jacobians against the rows of the pullback, differences, and closed forms.

use chainrule::{Matrix, differentiate};

fn close(a: &[f64], b: &[f64]) {
    chainrule_tests::compare::assert_close("jacobian", a, b, chainrule_tests::compare::Tolerance::DIFFERENCES);
}

/// Central differences of `f`: a row for each output.
fn differences(f: impl Fn(&[f64]) -> Vec<f64>, x: &[f64]) -> Matrix {
    let outputs = f(x).len();
    Matrix::from_rows((0..outputs).map(|i| {
        let output = |x: &[f64]| f(x)[i];
        chainrule_tests::differences::gradient(&output, x, f64::EPSILON)
    }))
}

#[differentiate(jacobian)]
fn polar(p: [f64; 2]) -> [f64; 3] {
    let mut out = [p[0] * p[1].cos(), p[0] * p[1].sin(), 0.0];
    for k in 0..2 {
        out[2] += out[k] * out[k] * p[k];
    }
    out
}

#[test]
fn arrays_give_arrays() {
    let p = [1.5, 0.5];
    let jacobian: [[f64; 2]; 3] = jacobian_polar(p);
    let expected = differences(|p| polar([p[0], p[1]]).to_vec(), &p);
    close(Matrix::from(jacobian).as_slice(), expected.as_slice());
    assert!((jacobian[0][1] + 1.5 * 0.5_f64.sin()).abs() < 1e-15);
}

#[differentiate(jacobian, vjp)]
fn pair(x: f64, y: f64) -> (f64, f64) {
    (x * y, x / y)
}

#[differentiate(jacobian, wrt(y, x))]
fn turned(x: f64, y: f64) -> (f64, f64) {
    (x * y, x / y)
}

#[differentiate(jacobian)]
fn curve(t: f64) -> [f64; 2] {
    [t.cos(), t * t]
}

#[differentiate(jacobian)]
fn powers(t: f64, n: usize) -> Vec<f64> {
    let mut out = vec![1.0];
    for k in 0..n {
        out.push(out[k] * t);
    }
    out
}

#[test]
fn scalars_count_as_columns_and_one_has_none() {
    assert_eq!(jacobian_pair(3.0, 2.0), [[2.0, 3.0], [0.5, -0.75]]);
    assert_eq!(jacobian_turned(3.0, 2.0), [[3.0, 2.0], [-0.75, 0.5]]);
    assert_eq!(jacobian_curve(2.0), [-(2.0_f64.sin()), 4.0]);
    assert_eq!(jacobian_powers(2.0, 3), [0.0, 1.0, 4.0, 12.0]);
}

#[differentiate(jacobian)]
fn mixed(w: f64, a: &[f64], b: [[f64; 2]; 2], c: Vec<f64>, n: usize) -> Vec<f64> {
    let mut out = vec![0.0; n];
    for i in 0..n {
        out[i] = w * a[i] + b[i % 2][1] * b[0][0];
        if i > 0 {
            out[i] += out[i - 1] * c[0].sin();
        }
    }
    out
}

#[test]
fn several_parameters_are_flattened_in_order() {
    let (a, b, c) = ([0.5, -1.0, 2.0], [[1.0, 2.0], [3.0, 4.0]], vec![0.3, 9.0]);
    let jacobian = jacobian_mixed(1.5, &a, b, c, 3);
    let x = [1.5, 0.5, -1.0, 2.0, 1.0, 2.0, 3.0, 4.0, 0.3, 9.0];
    let f = |x: &[f64]| mixed(x[0], &x[1..4], [[x[4], x[5]], [x[6], x[7]]], x[8..].to_vec(), 3);
    let expected = differences(f, &x);
    assert_eq!((jacobian.rows(), jacobian.cols()), (3, 10));
    close(jacobian.as_slice(), expected.as_slice());
    let empty = jacobian_mixed(1.5, &a, b, vec![0.3], 0);
    assert_eq!((empty.rows(), empty.cols()), (0, 9));
}

#[differentiate(jacobian)]
fn shift(a: &mut [f64], by: f64) -> [[f64; 2]; 2] {
    a[0] *= by;
    let out = [[a[0], a[1] * by], [a[0] * a[1], by]];
    a[1] = 0.0;
    out
}

#[test]
fn what_is_changed_is_differentiated_on_entry() {
    let mut a = [2.0, 3.0];
    let jacobian = jacobian_shift(&mut a, 5.0);
    assert_eq!(a, [10.0, 0.0]);
    assert_eq!(jacobian, [[5.0, 0.0, 2.0], [0.0, 5.0, 3.0], [15.0, 10.0, 6.0], [0.0, 0.0, 1.0]]);
}

#[differentiate(jacobian)]
fn single(x: f32, y: f32) -> [f32; 2] {
    [x * y, x - y]
}

struct Scale;

impl Scale {
    #[differentiate(jacobian)]
    fn both(#[constant] &self, x: [f64; 2], by: f64) -> (f64, f64) {
        (x[0] * by, x[1] * x[0])
    }
}

#[differentiate(jacobian)]
fn generic<T: chainrule::Real, const N: usize>(x: [T; N]) -> [T; N] {
    let mut out = x;
    for i in 0..N {
        out[i] = x[i] * x[N - 1 - i];
    }
    out
}

#[test]
fn methods_generics_and_single_precision_have_jacobians() {
    assert_eq!(jacobian_single(2.0, 3.0), [[3.0_f32, 2.0], [1.0, -1.0]]);
    assert_eq!(Scale.jacobian_both([2.0, 3.0], 4.0), [[4.0, 0.0, 2.0], [3.0, 2.0, 0.0]]);
    assert_eq!(jacobian_generic([2.0, 3.0]), [[3.0, 2.0], [3.0, 2.0]]);
}

#[differentiate(wrt(y, x))]
fn spiral(x: f64, n: usize, y: f64) -> Vec<f64> {
    (0..n).map(|k| x.sin() * y.powi(k as i32)).collect()
}

#[differentiate]
fn shares(x: f64, #[constant] k: &[f64], y: f64) -> (f64, f64, f64) {
    (x * k[0], x * y, y * y * k[1])
}

#[differentiate]
fn widened(x: &[f64; 2], #[constant] k: Vec<f64>) -> [f64; 4] {
    [x[0] * k[0], x[1] * x[0], x[1], k[1]]
}

struct Factor(f64);

impl Factor {
    #[differentiate]
    fn times(#[constant] &self, x: f64) -> [f64; 2] {
        [x * self.0, x * x]
    }
}

#[differentiate]
fn tall<T: chainrule::Real>(x: T, y: T) -> [T; 3] {
    [x * y, x - y, y * y]
}

#[differentiate]
fn precise(x: f32, y: f64) -> [f64; 3] {
    [f64::from(x) * y, f64::from(x), y * y]
}

#[differentiate]
fn moved(a: &mut f64, by: f64) -> [f64; 3] {
    *a *= by;
    [*a, by, *a * by]
}

#[test]
fn few_inputs_of_many_outputs() {
    let jacobian = jacobian_spiral(0.5, 3, 2.0);
    let expected = differences(|x| spiral(x[1], 3, x[0]), &[2.0, 0.5]);
    assert_eq!((jacobian.rows(), jacobian.cols()), (3, 2));
    close(jacobian.as_slice(), expected.as_slice());
    assert_eq!((jacobian_spiral(0.5, 0, 2.0).rows(), jacobian_spiral(0.5, 0, 2.0).cols()), (0, 2));
    let k = [7.0, 5.0];
    assert_eq!(jacobian_shares(2.0, &k, 3.0), [[7.0, 0.0], [3.0, 2.0], [0.0, 30.0]]);
    assert_eq!(jacobian_widened(&[2.0, 3.0], k.to_vec()), [[7.0, 0.0], [3.0, 2.0], [0.0, 1.0], [0.0, 0.0]]);
    assert_eq!(Factor(3.0).jacobian_times(2.0), [3.0, 4.0]);
    assert_eq!(jacobian_tall(2.0_f32, 3.0), [[3.0, 2.0], [1.0, -1.0], [0.0, 6.0]]);
    assert_eq!(jacobian_precise(2.0, 3.0), [[3.0, 2.0], [1.0, 0.0], [0.0, 6.0]]);
    let mut a = 2.0;
    assert_eq!(jacobian_moved(&mut a, 3.0), [[3.0, 2.0], [0.0, 1.0], [9.0, 12.0]]);
    assert_eq!(a, 6.0);
}
