//! Functions whose derivative the user gives: by `partials`, by `vjp`, by `jvp`.

use std::cell::Cell;

use chainrule::differentiate;
use chainrule_tests::{check, check_effect, check_laws, check_pullback};

/// Foreign code in the eyes of the attribute: `unsafe`, macros, a `static`.
#[differentiate(partials(x = y * (x * y).cos(), y = x * (x * y).cos()))]
fn sine_of_product(x: f64, y: f64) -> f64 {
    static CALLS: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    CALLS.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let product = [x * y];
    unsafe { product.as_ptr().read() }.sin()
}

#[test]
fn partials_of_an_opaque_body() {
    check!(sine_of_product(0.7, 1.3) => (1.3 * 0.91_f64.cos(), 0.7 * 0.91_f64.cos()));
    check_laws!(sine_of_product(-0.4, 2.0));
}

#[differentiate(partials(x = value * f64::from(n)))]
fn exponential(x: f64, n: u32) -> f64 {
    (x * f64::from(n)).exp()
}

#[test]
fn the_result_is_called_value() {
    check!(exponential(0.3, const 2) => 2.0 * 0.6_f64.exp());
}

#[differentiate]
fn through_partials(x: f64, y: f64, n: usize) -> f64 {
    let mut sum = sine_of_product(x, x);
    for i in 0..n {
        sum = sine_of_product(sum, y) + exponential(x * 0.1, i as u32) * sum;
        if sum > 1.5 {
            sum -= exponential(sum * 0.1, 1);
        }
    }
    sum * sine_of_product(y, 2.0)
}

#[test]
fn callers_differentiate_through_partials() {
    for n in 0..5 {
        check!(through_partials(0.8, 1.1, const n));
    }
    check_laws!(through_partials(0.8, 1.1, const 3));
}

#[differentiate(partials(a = a.iter().map(|x| x / value).collect(), s = a.iter().sum::<f64>() * 0.0 + 1.0))]
fn norm_of(a: &[f64], s: &f64) -> f64 {
    a.iter().map(|x| x * x).sum::<f64>().sqrt() + *s - *s + (s - 0.0) - norm_free(*s) + norm_free(*s)
}

fn norm_free(s: f64) -> f64 {
    s.max(s)
}

#[differentiate(partials(a = a.iter().map(|x| 2.0 * x * s).collect(), s = a.iter().map(|x| x * x).sum()))]
fn weighted_square(a: &[f64], s: &f64) -> f64 {
    a.iter().map(|x| x * x).sum::<f64>() * s
}

#[differentiate(partials(a = a.map(|x| 2.0 * x), b = vec![value / b[0] - a[0]; 1], p = (p.1, p.0)))]
fn mixed(a: [f64; 2], b: Vec<f64>, p: (f64, f64)) -> f64 {
    a.iter().map(|x| x * x).sum::<f64>() + b[0] + p.0 * p.1
}

#[differentiate(partials(
    a = a.map(|x| 2.0 * x * b[0]),
    b = (0..b.len()).map(|i| if i == 0 { a.iter().map(|x| x * x).sum() } else { 0.0 }).collect()
))]
fn by_value(a: [f64; 2], b: Vec<f64>) -> f64 {
    a.iter().map(|x| x * x).sum::<f64>() * b[0]
}

#[test]
fn partials_of_slices_arrays_and_tuples() {
    check!(weighted_square(&[0.5, -1.5, 2.0], &0.75));
    check!(by_value([0.5, -1.5], vec![0.75]));
    let (value, (a_bar, b_bar, p_bar)) = value_and_grad_mixed([1.0, 2.0], vec![3.0], (4.0, 5.0));
    assert_eq!((value, a_bar, b_bar, p_bar), (28.0, [2.0, 4.0], vec![28.0 / 3.0 - 1.0], (5.0, 4.0)));
    assert_eq!(value_and_grad_norm_of(&[3.0, 4.0], &0.0).0, 5.0);
}

#[differentiate]
fn through_slices(a: &[f64], x: f64) -> f64 {
    let mut b = a.to_vec();
    for v in b.iter_mut() {
        *v *= x;
    }
    let first = weighted_square(&b, &x);
    b[0] = first;
    let second = weighted_square(&b[..2], &first) + weighted_square(a, &2.0) + weighted_square(&[1.0, 2.0], &x);
    second + by_value([x, first], vec![x * 0.1, 1.0]) + weighted_square(a, &a[1])
}

#[test]
fn callers_pass_parts_shared_and_constant_arguments() {
    check!(through_slices(&[0.4, -0.3, 0.2], 0.9));
    check_laws!(through_slices(&[0.4, -0.3], 0.9));
}

#[differentiate(partials(x = 2.0 * x * p.weight * scale))]
fn constants_beside(x: f64, #[constant] p: &Weights, #[constant] scale: f64, _: usize) -> f64 {
    x * x * p.weight * scale
}

#[derive(Clone, Copy)]
struct Weights {
    weight: f64,
}

#[differentiate]
fn calls_with_constants(x: f64, n: usize) -> f64 {
    let mut y = x;
    for i in 0..n {
        y += constants_beside(y, &Weights { weight: 0.25 }, 0.5, i);
    }
    y
}

#[test]
fn constants_are_read_by_partials() {
    check!(constants_beside(1.5, const &Weights { weight: 0.25 }, const 3.0, const 0) => 2.25);
}

#[differentiate(wrt(y, x), partials(x = y * z, y = x * z))]
fn ordered(x: f64, y: f64, z: f64) -> f64 {
    x * y * z
}

#[test]
fn wrt_orders_the_results_of_partials() {
    assert_eq!(grad_ordered(2.0, 3.0, 5.0), (10.0, 15.0));
    let (value, pullback) = vjp_ordered(2.0, 3.0, 5.0);
    assert_eq!((value, pullback(2.0), pullback(-1.0)), (30.0, (20.0, 30.0), (-10.0, -15.0)));
}

#[differentiate(partials(x = 2.0 * x * y as f32, y = f64::from(x * x)))]
fn narrow(x: f32, y: f64) -> f32 {
    x * x * y as f32
}

#[differentiate(grad, partials(x = counted(2.0 * x)))]
fn only_grad(x: f64) -> f64 {
    x * x
}

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

fn counted(x: f64) -> f64 {
    COUNT.set(COUNT.get() + 1);
    x
}

#[test]
fn each_partial_is_evaluated_once() {
    COUNT.set(0);
    assert_eq!(grad_only_grad(3.0), 6.0);
    assert_eq!(COUNT.get(), 1);
}

/// `argument` and `pullback` are names that the companions use as well.
#[differentiate(partials(pullback = tape, tape = pullback, x_partial = 1.0 + 0.0 * value_bar, value_bar = 0.0))]
fn names(pullback: f64, tape: f64, x_partial: f64, value_bar: f64) -> f64 {
    pullback * tape + x_partial + (value_bar - value_bar)
}

#[test]
fn names_of_the_companions_are_free() {
    check!(names(1.25, 2.0, 3.0, 4.0) => (2.0, 1.25, 1.0, 0.0));
}

fn dot_vjp<'a>(a: &'a [f64], b: &'a [f64]) -> (f64, impl Fn(f64) -> (Vec<f64>, Vec<f64>) + use<'a>) {
    let scaled = |a: &[f64], s: f64| a.iter().map(|x| x * s).collect();
    (dot(a, b), move |seed| (scaled(b, seed), scaled(a, seed)))
}

#[differentiate(vjp = dot_vjp)]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    unsafe { (0..a.len()).map(|i| a.get_unchecked(i) * b.get_unchecked(i)).sum() }
}

mod rules {
    /// The rule in another module, generic in nothing, with a vector as the result.
    pub fn powers_vjp(x: f64, n: usize) -> (Vec<f64>, impl Fn(&[f64]) -> f64) {
        let values = (0..n).map(|i| x.powi(i as i32)).collect();
        (values, move |seed: &[f64]| seed.iter().enumerate().map(|(i, s)| s * i as f64 * x.powi(i as i32 - 1)).sum())
    }

    pub fn polar_vjp(p: (f64, f64)) -> ([f64; 2], impl Fn([f64; 2]) -> (f64, f64)) {
        let (sin, cos) = p.1.sin_cos();
        ([p.0 * cos, p.0 * sin], move |s: [f64; 2]| (s[0] * cos + s[1] * sin, p.0 * (s[1] * cos - s[0] * sin)))
    }
}

#[differentiate(vjp = rules::powers_vjp)]
fn powers(x: f64, n: usize) -> Vec<f64> {
    let mut powers = Vec::new();
    powers.extend((0..n).map(|i| x.powi(i as i32)));
    powers
}

#[differentiate(vjp = self::rules::polar_vjp)]
fn polar((radius, angle): (f64, f64)) -> [f64; 2] {
    [radius * angle.cos(), radius * angle.sin()]
}

#[differentiate]
fn through_pullbacks(x: f64, a: &[f64], n: usize) -> f64 {
    let p = powers(x, 3);
    let mut sum = dot(&p, a) + dot(a, a) * dot(&a[1..], &p[..2]);
    for i in 0..n {
        let q = polar((sum, x));
        sum = q[0] * 0.5 + q[1] * a[i % 3] + dot(&q, &a[..2]);
    }
    sum
}

#[test]
fn pullbacks_of_the_user() {
    check!(dot(&[0.5, -1.0], &[2.0, 0.25]) => (vec![2.0, 0.25], vec![0.5, -1.0]));
    check_pullback!(powers(1.3, const 4));
    check_pullback!(polar((1.3, 0.6)));
    for n in 0..4 {
        check!(through_pullbacks(0.9, &[0.4, -0.3, 0.2], const n));
    }
    check_laws!(through_pullbacks(0.9, &[0.4, -0.3, 0.2], const 2));
}

fn smooth_vjp(a: &mut [f64], w: f64) -> ((), impl Fn(&mut [f64]) -> f64 + use<>) {
    let entry = a.to_vec();
    smooth(a, w);
    let last = a.to_vec();
    ((), move |a_bar: &mut [f64]| {
        let mut w_bar = 0.0;
        for i in (1..entry.len()).rev() {
            w_bar += last[i - 1] * a_bar[i];
            a_bar[i - 1] += w * a_bar[i];
        }
        w_bar
    })
}

#[differentiate(vjp = smooth_vjp)]
fn smooth(a: &mut [f64], w: f64) {
    for i in 1..a.len() {
        a[i] += w * a[i - 1];
    }
}

fn step_vjp(x: &mut f64, p: &mut [f64; 2]) -> (f64, impl Fn(f64, &mut f64, &mut [f64; 2]) + use<>) {
    let (x0, p0) = (*x, *p);
    let value = step(x, p);
    (value, move |seed, x_bar: &mut f64, p_bar: &mut [f64; 2]| {
        // x' = x p0, p1' = x' p1, value = x' + p1'
        let p1_bar = p_bar[1] + seed;
        let x1_bar = *x_bar + seed + p0[1] * p1_bar;
        p_bar[1] = x0 * p0[0] * p1_bar;
        p_bar[0] += x0 * x1_bar;
        *x_bar = p0[0] * x1_bar;
    })
}

#[differentiate(vjp = step_vjp)]
fn step(x: &mut f64, p: &mut [f64; 2]) -> f64 {
    *x *= p[0];
    p[1] *= *x;
    *x + p[1]
}

#[differentiate]
fn through_changes(x: f64, a: &[f64], n: usize) -> f64 {
    let mut b = a.to_vec();
    let mut p = [x, 0.5];
    let mut y = x;
    let mut sum = 0.0;
    for i in 0..n {
        smooth(&mut b, y);
        smooth(&mut b[1..], 0.5);
        sum += step(&mut y, &mut p) * b[i];
        step(&mut b[i], &mut p);
    }
    sum + b[1] * y * p[1]
}

#[test]
fn pullbacks_of_the_user_change_arguments() {
    check_effect!(smooth(&mut [0.5, 1.5, -0.5], 0.75));
    check!(step(&mut 0.75, &mut [1.25, 0.5]));
    for n in 0..4 {
        check!(through_changes(0.8, &[0.5, -0.6, 0.7], const n));
    }
}

#[test]
fn a_rule_may_have_the_name_of_the_companion() {
    fn vjp_cube(x: f64) -> (f64, impl Fn(f64) -> f64) {
        (cube(x), move |seed| 3.0 * x * x * seed)
    }

    fn jvp_cube(x: f64, x_dot: f64) -> (f64, f64) {
        (cube(x), 3.0 * x * x * x_dot)
    }

    #[differentiate(vjp = vjp_cube, jvp = jvp_cube)]
    fn cube(x: f64) -> f64 {
        std::hint::black_box(x * x * x)
    }

    #[differentiate]
    fn through(x: f64) -> f64 {
        cube(cube(x))
    }

    check!(cube(1.5) => 6.75);
    check!(through(0.9));
    assert_eq!(jvp_cube(2.0, 0.5), (8.0, 6.0));
}

fn line_jvp(x: f64, x_dot: f64, a: &[f64], a_dot: &[f64], n: usize) -> (f64, f64) {
    let value = line(x, a, n);
    (value, x_dot * a[n] + x * a_dot[n])
}

#[differentiate(jvp = line_jvp)]
fn line(x: f64, a: &[f64], n: usize) -> f64 {
    let position = &raw const a[n];
    x * unsafe { *position }
}

/// It is called with constants only, so no reverse sweep of it is needed.
#[differentiate]
fn calls_it_with_constants(x: f64) -> f64 {
    x * line(2.0, &[3.0], 0)
}

#[test]
fn the_tangent_of_the_user() {
    assert_eq!(jvp_line(2.0, 1.0, &[3.0, 4.0], &[0.0, 10.0], 1), (8.0, 24.0));
    assert_eq!(grad_calls_it_with_constants(5.0), 6.0);
}

#[test]
fn partials_in_single_precision() {
    assert_eq!(value_and_grad_narrow(2.0, 3.0), (12.0, (12.0, 4.0)));
    assert_eq!(vjp_narrow(2.0, 3.0).1(0.5), (6.0, 2.0));
}

#[test]
fn callers_pass_constants() {
    check!(calls_with_constants(0.7, const 3));
}

mod macros_make_rules {
    use super::*;

    macro_rules! rule {
        ($name:ident, $x:ident, $partial:expr) => {
            #[differentiate(partials($x = $partial))]
            fn $name($x: f64) -> f64 {
                $x * $x * $x
            }
        };
    }

    rule!(cubic, t, 3.0 * t * t);

    macro_rules! inner {
        ($name:ident) => {
            #[differentiate(partials(x = 3.0 * value / x))]
            fn $name(x: f64) -> f64 {
                x * x * x
            }
        };
    }

    inner!(hidden_names);

    #[test]
    fn rules_from_macros() {
        check!(cubic(1.5));
        check!(hidden_names(1.5));
    }
}
