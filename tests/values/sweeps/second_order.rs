//! Hessians, Hessian-vector products, and derivatives of derivatives, against differences of gradients.

use chainrule::{Differentiable, Real, differentiate};
use chainrule_tests::{assert_gradient, check};

#[differentiate(order = 2)]
fn oscillation(x: f64, k: usize) -> f64 {
    let mut y = x;
    for _ in 0..k {
        y *= x.sin();
    }
    y
}

#[differentiate(order = 2)]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..a.len() {
        sum += a[i] * b[i];
    }
    sum
}

#[differentiate(order = 2)]
fn scale(a: &mut [f64], x: f64) {
    for v in a.iter_mut() {
        *v *= x;
    }
}

#[differentiate(order = 2)]
fn rising(x: f64, n: usize) -> f64 {
    if n == 0 { 1.0 } else { x * rising(x + 0.1, n - 1) }
}

#[differentiate(hvp, hessian)]
fn through_calls(x: f64, y: f64) -> f64 {
    let mut v = [x, y, x * y];
    let mut s = 0.0;
    for i in 0..3 {
        s += oscillation(v[i], i) * dot(&v, &[1.0, y, 3.0]);
        scale(&mut v, s);
        if i == 1 {
            s *= dot(&v[1..], &v[..2]);
        }
    }
    s * rising(x, 3) + dot(&[1.0, 2.0], &v[..2])
}

#[test]
fn hessians_through_calls() {
    for (x, y) in [(0.3, 0.7), (-0.6, 0.9)] {
        let [first, second] = hessian_through_calls(x, y);
        assert_gradient(|p| grad_through_calls(p[0], p[1]).0, &[x, y], &first);
        assert_gradient(|p| grad_through_calls(p[0], p[1]).1, &[x, y], &second);
        let (a, b) = hvp_through_calls(x, 0.5, y, -2.0);
        assert_gradient(
            |p| {
                let (a, b) = grad_through_calls(x + 0.5 * p[0], y - 2.0 * p[0]);
                3.0 * a - b
            },
            &[0.0],
            &[3.0 * a - b],
        );
    }
}

#[differentiate(hvp)]
fn exits(x: f64, y: f64, v: &[f64]) -> f64 {
    let mut s = x.sqrt() + (x / y).atan2(y).tanh() + y.powf(x) + x.hypot(y).ln() - y.powi(5) / x;
    let mut i = 0;
    let mut w = vec![0.0; 3];
    while i < 3 {
        s *= (x * y).exp() + s;
        s = s / y.max(x);
        w[i] = s * v[i % 2];
        i += 1;
        if s > 100.0 {
            break;
        }
    }
    w.iter().map(|q| q * s).sum::<f64>()
}

#[test]
fn products_with_slices_in_loops_that_end_early() {
    let (x, y, v) = (0.3, 0.7, [0.2, 0.4]);
    let (a, b, c) = hvp_exits(x, 1.0, y, 2.0, &v, &[0.5, -1.0]);
    let moved = |t: f64| grad_exits(x + t, y + 2.0 * t, &[v[0] + 0.5 * t, v[1] - t]);
    assert_gradient(|t| moved(t[0]).0 * 1e-6, &[0.0], &[a * 1e-6]);
    assert_gradient(|t| moved(t[0]).1 * 1e-6, &[0.0], &[b * 1e-6]);
    assert_gradient(|t| moved(t[0]).2[0] * 1e-6, &[0.0], &[c[0] * 1e-6]);
    assert_gradient(|t| moved(t[0]).2[1] * 1e-6, &[0.0], &[c[1] * 1e-6]);
}

#[differentiate(order = 2)]
fn inner(x: f64, a: &[f64]) -> f64 {
    let mut s = x;
    for i in 0..a.len() {
        s = (s * a[i]).sin() + x * x;
    }
    s * s * x
}

#[differentiate(order = 2)]
fn cubic(x: f64) -> f64 {
    x * x * x * x.exp()
}

#[differentiate]
fn reverse_inside(x: f64, y: f64) -> f64 {
    let (gx, ga) = grad_inner(x * y, &[x, y]);
    gx * ga[0] * x + ga[1] + grad_cubic(y) * x
}

#[differentiate]
fn value_and_reverse_inside(x: f64, y: f64) -> f64 {
    let (v, (gx, ga)) = value_and_grad_inner(x * y, &[x, y]);
    let (w, d) = value_and_grad_cubic(x * y);
    v * gx * ga[0] * x + ga[1] + w * d
}

#[differentiate]
fn forward_inside(x: f64, y: f64) -> f64 {
    let (v, d) = jvp_inner(x * y, x, &[x, y], &[1.0, y * y]);
    let (w, e) = jvp_cubic(x, y);
    v * d + w * e
}

#[test]
fn all_four_nestings() {
    for (x, y) in [(0.6, 0.8), (-0.4, 1.1)] {
        check!(reverse_inside(x, y));
        check!(value_and_reverse_inside(x, y));
        check!(forward_inside(x, y));
    }
}

#[differentiate(order = 2)]
fn cubes(a: &[f64], #[constant] b: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..a.len() {
        sum += b[i] * a[i] * a[i] * a[i] * a[0];
    }
    sum
}

#[differentiate]
fn slope_of_cubes(a: &[f64], #[constant] b: &[f64]) -> Vec<f64> {
    grad_cubes(a, b)
}

#[differentiate]
fn one_list_inside(x: f64, y: f64) -> f64 {
    let slope = grad_cubes(&[x, x * y, y], &[1.0, -2.0, 0.5]);
    let again = slope_of_cubes(&[y, x], &[0.3, 1.7]);
    slope[0] * y + slope[1] * slope[2] + again[0] * again[1]
}

#[test]
fn gradients_that_are_one_list_inside_of_both_modes() {
    for (x, y) in [(0.6, 0.8), (-0.4, 1.1)] {
        check!(one_list_inside(x, y));
    }
}

/// Perturbation confusion: d/dx (x · d/dy (x + y)) is 1, and 2 where the two perturbations are mixed up.
#[differentiate(order = 2)]
fn sum(x: f64, y: f64) -> f64 {
    x + y
}

#[differentiate]
fn confused(x: f64) -> f64 {
    let (_, slope) = jvp_sum(x, 0.0, 1.0, 1.0);
    x * slope
}

#[test]
fn perturbations_of_two_levels_stay_apart() {
    assert_eq!(jvp_confused(3.0, 1.0), (3.0, 1.0));
    assert_eq!(grad_confused(3.0), 1.0);
}

#[differentiate(order = 2)]
fn log_sum_exp(x: &[f64]) -> f64 {
    let mut greatest = f64::NEG_INFINITY;
    for v in x {
        greatest = greatest.max(*v);
    }
    let mut sum = 0.0;
    for v in x {
        sum += (v - greatest).exp();
    }
    greatest + sum.ln()
}

/// The gradient is the softmax of the arguments.
#[differentiate]
fn softmax_twice(x: &[f64], weight: f64) -> f64 {
    let p = grad_log_sum_exp(x);
    let q = grad_log_sum_exp(&p);
    q[0] * weight + p[1] * q[2]
}

#[test]
fn gradients_of_slices_inside() {
    check!(softmax_twice(&[0.3, -0.5, 1.2], 0.7));
}

#[differentiate(hessian)]
fn mixed_parameters(x: f64, a: &[f64], p: (f64, f64)) -> f64 {
    let mut s = x * p.0;
    for v in a {
        s += (v * x).sin() * p.1 + v * v * p.0;
    }
    s
}

#[differentiate(hessian)]
fn changed(a: &mut [f64], x: f64) -> f64 {
    for v in a.iter_mut() {
        *v = *v * x + v.sin();
    }
    a[0] * a[1]
}

#[test]
fn hessians_of_several_parameters_are_matrices() {
    let (x, a, p) = (0.4, [0.5, -0.3], (1.2, 0.7));
    let hessian = hessian_mixed_parameters(x, &a, p);
    assert_eq!((hessian.rows(), hessian.cols()), (5, 5));
    let flat = |at: &[f64]| {
        let (x, a, p) = grad_mixed_parameters(at[0], &at[1..3], (at[3], at[4]));
        [x, a[0], a[1], p.0, p.1]
    };
    for row in 0..5 {
        assert_gradient(|at| flat(at)[row], &[x, a[0], a[1], p.0, p.1], hessian.row(row));
    }
    let mut a = [0.5, -0.3];
    let hessian = hessian_changed(&mut a, 0.8);
    let mut left = [0.5, -0.3];
    changed(&mut left, 0.8);
    assert_eq!(a, left);
    let flat = |at: &[f64]| {
        let (a, x) = grad_changed(&mut [at[0], at[1]], at[2]);
        [a[0], a[1], x]
    };
    for row in 0..3 {
        assert_gradient(|at| flat(at)[row], &[0.5, -0.3, 0.8], hessian.row(row));
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Spring {
    stiffness: f64,
    length: f64,
}

impl Spring {
    #[differentiate(hessian)]
    fn energy(&self, x: f64) -> f64 {
        0.5 * self.stiffness * (x - self.length) * (x - self.length)
    }
}

#[differentiate(hessian)]
fn by_struct(spring: &Spring, x: f64) -> f64 {
    let d = x - spring.length;
    let scaled = Spring { stiffness: spring.stiffness * d, length: d };
    scaled.stiffness * scaled.length.sin()
}

#[derive(Clone, Debug, Differentiable)]
enum Shape {
    Circle(f64),
    Rectangle { a: f64, b: f64 },
}

#[differentiate(hessian)]
fn area(shape: &Shape) -> f64 {
    match shape {
        Shape::Circle(r) => 3.0 * r * r * r,
        Shape::Rectangle { a, b } => a * b * a,
    }
}

#[test]
fn hessians_of_structs_and_enums() {
    let at = [2.0, 0.5, 1.0];
    let spring = |at: &[f64]| Spring { stiffness: at[0], length: at[1] };
    let flat = |(spring, x): (SpringTangent, f64)| [spring.stiffness, spring.length, x];
    for row in 0..3 {
        let hessian = spring(&at).hessian_energy(at[2]);
        assert_gradient(|at| flat(spring(at).grad_energy(at[2]))[row], &at, hessian.row(row));
        let hessian = hessian_by_struct(&spring(&at), at[2]);
        assert_gradient(|at| flat(grad_by_struct(&spring(at), at[2]))[row], &at, hessian.row(row));
    }
    assert_eq!(hessian_area(&Shape::Circle(2.0)).as_slice(), [36.0]);
    let rectangle = Shape::Rectangle { a: 1.5, b: 2.0 };
    assert_eq!(hessian_area(&rectangle).as_slice(), [4.0, 3.0, 3.0, 0.0]);
}

#[differentiate(hessian)]
fn generic<T: Real>(x: T, y: T) -> T {
    x * x * y + y.sin() * x.exp()
}

#[differentiate(hessian)]
fn of_any_length<const N: usize>(x: [f64; N]) -> f64 {
    let mut s = 0.0;
    for i in 0..N {
        s += x[i] * x[i] * x[(i + 1) % N];
    }
    s
}

#[differentiate(hessian)]
fn single(x: f32, y: f32) -> f32 {
    x * x * y + y * y
}

#[differentiate(hessian)]
fn iterators(x: f64, y: f64) -> f64 {
    let v: Vec<f64> = [x, y, x * y].iter().map(|t| t * t).collect();
    let most = v.iter().copied().fold(0.0, f64::max);
    let product = if x > 0.0 { Some(x * y) } else { None };
    most + product.map(|t| t * t * t).unwrap_or(y) + v.iter().zip(v.iter().rev()).map(|(a, b)| a * b).sum::<f64>()
}

#[test]
fn hessians_of_generic_functions_and_iterators() {
    let [first, second] = hessian_generic(0.5, 0.2);
    assert_gradient(|p| grad_generic(p[0], p[1]).0, &[0.5, 0.2], &first);
    assert_gradient(|p| grad_generic(p[0], p[1]).1, &[0.5, 0.2], &second);
    assert_eq!(hessian_of_any_length([1.0, 2.0, 3.0]), [[4.0, 2.0, 6.0], [2.0, 6.0, 4.0], [6.0, 4.0, 2.0]]);
    assert_eq!(hessian_single(1.0, 2.0), [[4.0, 2.0], [2.0, 2.0]]);
    for (x, y) in [(0.7, 0.4), (-0.3, 1.2)] {
        let [first, second] = hessian_iterators(x, y);
        assert_gradient(|p| grad_iterators(p[0], p[1]).0, &[x, y], &first);
        assert_gradient(|p| grad_iterators(p[0], p[1]).1, &[x, y], &second);
    }
}
