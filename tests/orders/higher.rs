//! Derivatives above the second: by four nested levels, against closed forms, and all mixtures of both modes.

use chainrule::{Differentiable, Real, differentiate};
use chainrule_tests::{assert_alike, check, check_second};

/// A function of one variable, and its derivatives by nested gradients.
macro_rules! derivatives {
    ($name:ident |$x:ident| $body:expr; $($expected:expr),*) => {
        mod $name {
            use chainrule::differentiate;

            #[differentiate(order = 4)]
            fn f($x: f64) -> f64 {
                $body
            }

            #[differentiate(order = 3)]
            fn first(x: f64) -> f64 {
                grad_f(x)
            }

            #[differentiate(order = 2)]
            fn second(x: f64) -> f64 {
                grad_first(x)
            }

            #[differentiate]
            fn third(x: f64) -> f64 {
                jvp_second(x, 1.0).1
            }

            #[test]
            fn up_to_the_fourth() {
                for $x in [0.3, 0.9, 1.7] {
                    let found = [first($x), second($x), third($x), grad_third($x), jvp_third($x, 1.0).1];
                    let expected: [f64; 4] = [$($expected),*];
                    chainrule_tests::assert_alike(&found[..4], &expected);
                    chainrule_tests::assert_alike(&found[4..], &expected[3..]);
                }
            }
        }
    };
}

derivatives!(polynomial |x| 2.0 * x * x * x * x * x - x * x * x + 3.0 * x;
    10.0 * x.powi(4) - 3.0 * x * x + 3.0, 40.0 * x.powi(3) - 6.0 * x, 120.0 * x * x - 6.0, 240.0 * x);
derivatives!(powers |x| x.powi(5) / 5.0; x.powi(4), 4.0 * x.powi(3), 12.0 * x * x, 24.0 * x);
derivatives!(tangent |x| x.tanh();
    1.0 - x.tanh().powi(2),
    -2.0 * x.tanh() * (1.0 - x.tanh().powi(2)),
    (6.0 * x.tanh().powi(2) - 2.0) * (1.0 - x.tanh().powi(2)),
    (16.0 * x.tanh() - 24.0 * x.tanh().powi(3)) * (1.0 - x.tanh().powi(2)));
derivatives!(real_power |x| x.powf(3.5);
    3.5 * x.powf(2.5), 8.75 * x.powf(1.5), 13.125 * x.powf(0.5), 6.5625 * x.powf(-0.5));
derivatives!(composition |x| (x * x).exp();
    2.0 * x * (x * x).exp(),
    (2.0 + 4.0 * x * x) * (x * x).exp(),
    (12.0 * x + 8.0 * x.powi(3)) * (x * x).exp(),
    (12.0 + 48.0 * x * x + 16.0 * x.powi(4)) * (x * x).exp());
derivatives!(logarithm |x| x.ln(); 1.0 / x, -1.0 / (x * x), 2.0 / x.powi(3), -6.0 / x.powi(4));
derivatives!(quotient |x| 1.0 / (1.0 + x);
    -1.0 / (1.0 + x).powi(2), 2.0 / (1.0 + x).powi(3), -6.0 / (1.0 + x).powi(4), 24.0 / (1.0 + x).powi(5));
derivatives!(root |x| x.sqrt();
    0.5 / x.sqrt(), -0.25 / x.powf(1.5), 0.375 / x.powf(2.5), -0.9375 / x.powf(3.5));
derivatives!(looped |x| { let mut product = 1.0; for _ in 0..4 { product *= x; } product };
    4.0 * x.powi(3), 12.0 * x * x, 24.0 * x, 24.0);

#[differentiate(order = 3)]
fn wave(x: f64) -> f64 {
    (x * x).sin() * x.exp()
}

/// The derivatives of `$first`, itself a first derivative, by all three companions.
macro_rules! derivatives_of {
    ($first:ident: $by_grad:ident $by_both:ident $by_jvp:ident) => {
        pastey::paste! {
            #[differentiate]
            fn $by_grad(x: f64) -> f64 {
                [<grad_ $first>](x)
            }

            #[differentiate]
            fn $by_both(x: f64) -> f64 {
                [<value_and_grad_ $first>](x).1
            }

            #[differentiate]
            fn $by_jvp(x: f64) -> f64 {
                [<jvp_ $first>](x, 1.0).1
            }
        }
    };
}

#[differentiate(order = 2)]
fn grad_of(x: f64) -> f64 {
    grad_wave(x)
}

#[differentiate(order = 2)]
fn both_of(x: f64) -> f64 {
    value_and_grad_wave(x).1
}

#[differentiate(order = 2)]
fn jvp_of(x: f64) -> f64 {
    jvp_wave(x, 1.0).1
}

derivatives_of!(grad_of: grad_of_grad both_of_grad jvp_of_grad);
derivatives_of!(both_of: grad_of_both both_of_both jvp_of_both);
derivatives_of!(jvp_of: grad_of_jvp both_of_jvp jvp_of_jvp);

#[test]
fn all_mixtures_of_both_modes_agree() {
    for x in [0.4_f64, 1.1] {
        // eˣ s with s = sin x²: eˣ (s + 3 s′ + 3 s″ + s‴).
        let (s, c) = (x * x).sin_cos();
        let (s1, c1) = (2.0 * x * c, -2.0 * x * s);
        let (s2, s3) = (2.0 * c + 2.0 * x * c1, 4.0 * c1 - 4.0 * x * (s + x * s1));
        let expected = x.exp() * (s + 3.0 * s1 + 3.0 * s2 + s3);
        macro_rules! third {
            ($($second:ident)*) => { pastey::paste! {
                [$([<grad_ $second>](x), [<value_and_grad_ $second>](x).1, [<jvp_ $second>](x, 1.0).1),*]
            } };
        }
        let found = third! {
            grad_of_grad both_of_grad jvp_of_grad
            grad_of_both both_of_both jvp_of_both
            grad_of_jvp both_of_jvp jvp_of_jvp
        };
        assert_alike(&found, &[expected; 27]);
    }
}

/// Perturbation confusion: d/dx (x · d/dy (x + y)) is 1, and 2 where the two perturbations are mixed up.
#[differentiate(order = 4)]
fn sum(x: f64, y: f64, z: f64) -> f64 {
    x + y + z
}

#[differentiate(order = 3)]
fn inner(x: f64, y: f64) -> f64 {
    let (_, slope) = jvp_sum(x, 0.0, y, 1.0, 1.0, 0.0);
    x * slope * y
}

#[differentiate(order = 2)]
fn outer(x: f64) -> f64 {
    let (_, slope) = jvp_inner(x, 0.0, x, 1.0);
    x * slope + grad_inner(x, 1.0).0
}

#[differentiate]
fn outermost(x: f64) -> f64 {
    grad_outer(x) * x
}

#[test]
fn perturbations_of_three_levels_stay_apart() {
    // inner = x y, outer = x² + 1, outermost = 2 x².
    assert_eq!(outer(3.0), 10.0);
    assert_eq!(jvp_outer(3.0, 1.0), (10.0, 6.0));
    assert_eq!((outermost(3.0), grad_outermost(3.0), jvp_outermost(3.0, 1.0).1), (18.0, 12.0, 12.0));
}

#[derive(Clone, Debug, Differentiable)]
struct Spring {
    stiffness: f64,
    rest: Vec<f64>,
}

#[differentiate(order = 3)]
impl Spring {
    fn stretched(&self, x: f64) -> f64 {
        self.stiffness * self.rest[0] * x / (1.0 + self.rest[1])
    }

    fn harden(&mut self, x: f64) {
        self.stiffness *= x * self.rest[0];
        self.rest.push(self.stiffness * x);
    }

    fn parts(&self) -> usize {
        self.rest.len()
    }
}

#[differentiate(order = 3)]
fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(f(x) * 0.1) * x
}

#[differentiate(order = 3)]
fn cube(x: f64) -> f64 {
    x * x * x
}

#[differentiate(order = 3)]
fn scale(values: &mut [f64], factor: f64) {
    for value in values.iter_mut() {
        *value *= factor.cos();
    }
}

#[differentiate(order = 3)]
fn rising(x: f64, n: usize) -> f64 {
    if n == 0 { 1.0 } else { x * rising(x + 0.1, n - 1) }
}

#[differentiate(order = 3)]
fn everything(x: f64, y: f64) -> f64 {
    let mut spring = Spring { stiffness: x, rest: vec![y, x * y] };
    spring.harden(y);
    let parts = spring.parts() as f64;
    let mut list = vec![x, y, x + y];
    scale(&mut list, y);
    let sum: f64 = list.iter().map(|value| value * value * x).sum();
    let mut i = 0;
    let mut total = sum;
    while total < 20.0 && i < 4 {
        total += rising(x, i) * total.abs().sqrt();
        i += 1;
    }
    spring.stretched(x) * twice(cube, y) + twice(|t| t * t * x + parts, spring.stretched(y)) + total.max(x)
}

#[differentiate(hessian)]
fn forward_in_everything(x: f64, y: f64) -> f64 {
    let (value, slope) = jvp_everything(x, y, y, x * x);
    value * 0.1 + slope
}

#[differentiate(hessian)]
fn reverse_in_everything(x: f64, y: f64) -> f64 {
    let (a, b) = grad_everything(x, y);
    a * 0.1 + b * x
}

#[test]
fn third_derivatives_of_programs() {
    check_second!(forward_in_everything, [(0.7, 1.3), (1.1, 0.4)]);
    check_second!(reverse_in_everything, [(0.7, 1.3), (1.1, 0.4)]);
}

#[differentiate(order = 4)]
fn of_slices(x: f64, a: &[f64], #[constant] weights: &[f64], p: (f64, f64), n: usize) -> f64 {
    let mut sum = x * p.0;
    for i in 0..n {
        sum += a[i] * a[i] * weights[i] * sum.sin() * p.1;
    }
    sum
}

#[differentiate(order = 3)]
fn first_of_slices(x: f64, y: f64) -> f64 {
    let (d, a, p) = grad_of_slices(x, &[y, x * y], &[0.5, 2.0], (x, y), 2);
    d * a[0] + a[1] * p.1 + p.0
}

#[differentiate(hessian)]
fn second_of_slices(x: f64, y: f64) -> f64 {
    let (value, (a, b)) = value_and_grad_first_of_slices(x * 0.5, y);
    value + a * x + b * y
}

#[test]
fn fourth_derivatives_through_slices_and_constants() {
    check_second!(second_of_slices, [(0.7, 0.6), (0.4, -0.8)]);
}

/// A slice without a derivative beside one with: what is absent is a zero of the same length.
#[differentiate]
fn along_one_slice(x: f64, y: f64) -> f64 {
    let a = [x * y, y.exp()];
    let (_, along) = jvp_first_of_lists(x, 1.0, &a, &[0.0; 2]);
    let (d, bars) = grad_first_of_lists(y, &a);
    along + d * bars[1]
}

#[differentiate(order = 4)]
fn of_lists(x: f64, a: &[f64]) -> f64 {
    a.iter().enumerate().map(|(i, c)| c * (x * (i as f64 + 1.0)).sin()).sum()
}

#[differentiate(order = 3)]
fn first_of_lists(x: f64, a: &[f64]) -> f64 {
    grad_of_lists(x, a).0
}

#[test]
fn constant_directions_of_slices() {
    check!(along_one_slice(0.7, 0.6));
}

#[differentiate(order = 3)]
fn generic<T: Real>(x: T, y: T) -> T {
    x * x * x * y + (x * y).sin() / (x + y)
}

#[differentiate(order = 2)]
fn first_of_generic(x: f64, y: f64) -> f64 {
    let (a, b) = grad_generic(x, y);
    a * b
}

#[differentiate]
fn second_of_generic(x: f64, y: f64) -> f64 {
    let (a, b) = grad_first_of_generic(x, y);
    a * y - b
}

#[differentiate(order = 3)]
fn single(x: f32) -> f32 {
    x * x * x * x
}

#[differentiate(order = 2)]
fn first_of_single(x: f32) -> f32 {
    grad_single(x)
}

#[differentiate]
fn second_of_single(x: f32) -> f32 {
    grad_first_of_single(x)
}

#[test]
fn generic_scalars_and_single_precision() {
    check!(second_of_generic(0.7, 1.3));
    assert_eq!(grad_second_of_single(2.0), 48.0);
}

#[differentiate(order = 3)]
fn filled(buffer: &mut [f64], x: f64) -> f64 {
    buffer[0] = x * x;
    buffer[0] * x
}

#[differentiate(order = 3)]
fn with_a_buffer_that_nobody_reads(x: f64, y: f64) -> f64 {
    let mut scratch = [0.0; 2];
    filled(&mut scratch, x * y)
}

#[differentiate(hessian)]
fn slope_with_a_buffer(x: f64, y: f64) -> f64 {
    let (value, slope) = jvp_with_a_buffer_that_nobody_reads(x, y, y, x);
    let (a, b) = grad_with_a_buffer_that_nobody_reads(x, y);
    value + slope * x + a * b
}

#[test]
fn buffers_that_nobody_reads() {
    check_second!(slope_with_a_buffer);
}
