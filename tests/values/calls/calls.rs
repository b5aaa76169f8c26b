//! Calls of other differentiated functions, from everywhere, with every kind of argument.

use chainrule::differentiate;
use chainrule_tests::{check, check_effect, check_pullback};

use geometry::area;
use geometry::plane::{self, distance as metric};

mod geometry {
    use chainrule::differentiate;

    #[differentiate]
    pub fn area(w: f64, h: f64) -> f64 {
        0.5 * w * h
    }

    pub mod plane {
        use chainrule::differentiate;

        #[differentiate]
        pub fn distance(a: &[f64], b: &[f64]) -> f64 {
            let mut sum = 0.0;
            for i in 0..a.len() {
                sum += (a[i] - b[i]) * (a[i] - b[i]);
            }
            super::root(sum)
        }

        #[differentiate]
        pub(crate) fn twice(x: f64) -> f64 {
            crate::calls::geometry::area(2.0, x) * 2.0
        }
    }

    #[differentiate]
    fn root(x: f64) -> f64 {
        x.sqrt()
    }
}

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn scale(a: &mut [f64], x: f64) {
    for v in a {
        *v *= x;
    }
}

#[differentiate]
fn advance(x: &mut f64, v: &f64, h: f64) -> f64 {
    *x += *v * h;
    *x * h
}

#[differentiate]
fn total(a: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in a {
        sum += v * v;
    }
    sum
}

#[differentiate]
fn product(a: &[f64], b: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (x, y) in a.iter().zip(b) {
        sum += x * y;
    }
    sum
}

#[differentiate]
fn sum_and_product(x: f64, y: f64) -> (f64, f64) {
    (x + y, x * y)
}

#[differentiate]
fn rotated(a: [f64; 2], angle: f64) -> [f64; 2] {
    [a[0] * angle.cos() - a[1] * angle.sin(), a[0] * angle.sin() + a[1] * angle.cos()]
}

#[differentiate]
fn doubled(a: &[f64]) -> Vec<f64> {
    let mut b = a.to_vec();
    scale(&mut b, 2.0);
    b
}

fn weight(i: usize) -> f64 {
    1.0 / (1.0 + i as f64)
}

#[differentiate]
fn paths(x: f64, y: f64) -> f64 {
    area(x, y) * self::square(x) + plane::twice(y) - geometry::plane::twice(x) + metric(&[x, y], &[1.0, 2.0 * x])
}

#[test]
fn functions_by_name_path_and_renamed() {
    check!(paths(0.7, 1.6));
}

#[differentiate]
fn composed(x: f64, y: f64) -> f64 {
    square(square(area(square(x), y)) + x) * area(square(y), square(y))
}

#[test]
fn calls_as_arguments_of_calls() {
    check!(composed(0.7, 1.2));
}

#[differentiate]
fn in_branches(x: f64, n: usize) -> f64 {
    let mut y = if square(x) > 1.0 { square(x) } else { area(x, x) };
    match n {
        0 => y *= square(y),
        _ => y = area(y, square(x)),
    }
    y
}

#[test]
fn calls_in_branches_and_conditions() {
    check!(in_branches(0.7, const 0));
    check!(in_branches(1.7, const 1));
}

#[differentiate]
fn in_loops(x: f64, n: usize) -> f64 {
    let mut y = x;
    let mut k = 0;
    while square(y) < 4.0 && k < n {
        y = area(y, square(x)) + 1.0;
        for _ in 0..k {
            y -= square(y) * 0.1;
        }
        k += 1;
    }
    y
}

#[test]
fn calls_in_loops_and_their_conditions() {
    for n in 0..5 {
        check!(in_loops(1.1, const n));
    }
}

#[differentiate]
fn twice_the_same(a: &[f64], x: f64) -> f64 {
    product(a, a) * x + product(&a[1..], &a[..2]) + metric(a, &[x, x, x])
}

#[test]
fn one_array_passed_twice() {
    check!(twice_the_same(&[0.9, -0.5, 0.4], 1.3));
}

#[differentiate]
fn mutating(x: f64, n: usize) -> f64 {
    let mut a = [x, x * x, 1.0];
    let mut position = x;
    let velocity = 0.5 * x;
    let mut energy = 0.0;
    for i in 0..n {
        scale(&mut a, position);
        energy += advance(&mut position, &velocity, 0.1);
        energy += advance(&mut a[i % 3], &velocity, energy);
        scale(&mut a[1..], x);
        let _ = advance(&mut energy, &a[2], x);
    }
    total(&a) * energy + position
}

#[test]
fn mutation_by_callees_in_a_loop() {
    for n in 0..4 {
        check!(mutating(1.1, const n));
    }
}

#[differentiate]
fn result_over_argument(x: f64) -> f64 {
    let mut y = x;
    let mut a = [x, 2.0];
    y = advance(&mut y, &x, 0.5) + y;
    y = square(y);
    a[0] = advance(&mut a[0], &x, y);
    a[1] += advance(&mut y, &a[0], a[1]);
    y * a[0] * a[1]
}

#[test]
fn a_result_overwrites_its_own_argument() {
    check!(result_over_argument(0.6));
}

#[differentiate]
fn forwarded(a: &mut [f64], x: f64) -> f64 {
    scale(a, x);
    let before = total(a);
    scale(a, before);
    scale(&mut *a, 2.0);
    before * total(a)
}

#[test]
fn a_mutable_parameter_is_passed_on() {
    check!(forwarded(&mut [0.9, -0.5], 1.3));
}

#[differentiate]
fn effect(a: &mut [f64; 3], x: f64) {
    scale(a, x);
    a[0] += total(&a[1..]);
    scale(&mut a[..2], 0.5);
}

#[test]
fn functions_for_their_effect() {
    check_effect!(effect(&mut [0.9, -0.5, 0.4], 1.3));
    check_effect!(scale(&mut [0.9, -0.5, 0.4], 1.3));
    check!(advance(&mut 0.9, &0.4, 0.1) => (0.1, 0.01, 0.9 + 2.0 * 0.4 * 0.1));
}

#[differentiate]
fn structured_results(x: f64, n: usize) -> f64 {
    let (s, p) = sum_and_product(x, square(x));
    let mut state = [s, p];
    for _ in 0..n {
        state = rotated(state, x);
        let t = sum_and_product(state[0], state[1]);
        state[1] = t.1 - t.0;
    }
    rotated(state, s)[1] * doubled(&state)[0] + total(&doubled(&doubled(&state)))
}

#[test]
fn results_that_are_tuples_arrays_and_vectors() {
    for n in 0..3 {
        check!(structured_results(0.6, const n));
    }
    check_pullback!(sum_and_product(0.6, 0.7));
    check_pullback!(rotated([0.6, 0.7], 0.3));
    check_pullback!(doubled(&[0.6, 0.7]));
}

#[differentiate]
fn rows(m: &mut [[f64; 2]; 2], t: &mut (f64, f64), x: f64) -> f64 {
    scale(&mut m[1], x);
    let corner = m[1][0];
    scale(&mut m[0][..1], corner);
    let y = advance(&mut t.0, &t.1, m[0][0]);
    let z = advance(&mut m[1][1], &t.1, y);
    total(&m[0]) * product(&m[0], &m[1]) + z * t.0
}

#[test]
fn parts_of_matrices_and_tuples_as_arguments() {
    check!(rows(&mut [[0.9, -0.5], [0.4, -1.2]], &mut (0.3, 0.8), 1.3));
}

#[differentiate]
fn passive_calls(x: f64, n: usize) -> f64 {
    let c = weight(n);
    let mut y = weight(n + 1) * x;
    for i in 0..n.min(3) {
        y += weight(i) * x * y;
    }
    y * c + square(3.0) * x + square(c)
}

#[test]
fn calls_without_active_arguments() {
    check!(passive_calls(0.6, const 2));
}

#[differentiate]
fn ignored(x: f64) -> f64 {
    let mut y = x;
    let _ = advance(&mut y, &x, 2.0);
    let _unused = square(y);
    advance(&mut y, &2.0, x);
    y
}

#[test]
fn results_that_are_ignored() {
    check!(ignored(0.6) => 5.0);
}

#[differentiate]
fn argument_order(x: f64) -> f64 {
    let mut y = x;
    let z = area(y, {
        y *= y;
        y + 1.0
    });
    z * area(advance(&mut y, &x, 0.5), y)
}

#[test]
fn arguments_are_evaluated_from_left_to_right() {
    let x = 0.6_f64;
    let y = x * x + 0.5 * x;
    let expected = 0.5 * x * (x * x + 1.0) * 0.5 * (0.5 * y) * y;
    assert!((argument_order(x) - expected).abs() < 1e-15);
    check!(argument_order(x));
}

#[differentiate]
fn ten_calls(x: f64, a: &mut Vec<f64>, b: &Vec<f64>) -> f64 {
    a.push(x);
    scale(a, x);
    a.push(total(b));
    product(a, b) * total(a)
}

#[test]
fn vectors_as_arguments() {
    let mut a = vec![0.9, -0.5];
    let b = vec![0.4, -1.2, 0.7];
    let (value, (x_bar, b_bar)) = (ten_calls(1.3, &mut a.clone(), &b), vjp_parts(1.3, &mut a, &b));
    let differences = |h: f64| ten_calls(1.3 + h, &mut vec![0.9, -0.5], &b);
    chainrule_tests::assert_gradient(|h| differences(h[0]), &[0.0], &[x_bar]);
    chainrule_tests::assert_gradient(|b| ten_calls(1.3, &mut vec![0.9, -0.5], &b.to_vec()), &b, &b_bar);
    assert!(value.is_finite());
}

/// A `Vec` that grows: its gradient has the length of the entry.
fn vjp_parts(x: f64, a: &mut Vec<f64>, b: &Vec<f64>) -> (f64, Vec<f64>) {
    let (x_bar, a_bar, b_bar) = grad_ten_calls(x, a, b);
    assert_eq!(a_bar.len(), 2);
    (x_bar, b_bar)
}
