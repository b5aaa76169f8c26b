//! Scalars and types that the caller chooses.

use chainrule::differentiate;
use chainrule_tests::{check, check_effect, check_laws, check_pullback};

mod scalars {
    use std::fmt::Debug;
    use std::iter::Sum;
    use std::ops::{Add, Div, Mul, Neg, Sub};

    use chainrule::Real;
    use num_traits::{Float, FloatConst, One, Zero};

    use super::*;

    #[differentiate]
    fn real<T: Real>(x: T, a: &[T]) -> T {
        let mut sum = T::zero();
        for v in a {
            sum += (*v * x).sin();
        }
        sum / T::constant(2.0)
    }

    #[differentiate]
    fn by_float<T: Float>(x: T, y: T) -> T {
        let two = T::from(2.0).unwrap();
        let half: T = num_traits::cast(0.5).unwrap();
        let mut z = x.powi(2) * y.max(x) - (x * y).exp() / two;
        if z < T::zero() {
            z = -z * half;
        }
        z.mul_add(x, y) + z.hypot(x).sqrt() * T::epsilon() + T::one()
    }

    #[differentiate]
    fn by_where_clause<T>(x: &[T], n: usize) -> T
    where
        T: Float + FloatConst + Debug,
    {
        let mut y = x[0];
        for i in 0..n {
            let k = T::from(i).expect("small");
            y = y * (x[i] + k).cos() + T::PI();
            if y > T::from(10).unwrap() {
                y = y.ln();
            }
        }
        y
    }

    #[differentiate]
    fn by_operators<T: Copy + Mul<Output = T> + Add<Output = T> + Zero>(x: &[T], y: &[T]) -> T {
        let mut sum = T::zero();
        for i in 0..x.len() {
            sum = sum + x[i] * y[i] * x[i];
        }
        sum
    }

    #[differentiate]
    fn every_operator<T>(x: T, y: T) -> T
    where
        T: Copy + Add<Output = T> + Sub<Output = T> + Mul<Output = T> + Div<Output = T> + Neg<Output = T>,
    {
        let u = x * y - y / x;
        let v = -u * x + y;
        v / (u + x)
    }

    trait Scalar: Float + FloatConst + Sum + Debug {}
    impl Scalar for f32 {}
    impl Scalar for f64 {}

    #[differentiate]
    fn by_own_trait<S: Scalar>(x: [S; 3], scale: S) -> S {
        let [a, b, c] = x;
        let norm = (a * a + b * b + c * c).sqrt();
        let angle = a.atan2(b) * S::FRAC_PI_2();
        (norm * scale + angle).tanh()
    }

    #[differentiate]
    fn from_double<T: Copy + From<f64> + Mul<Output = T> + Add<Output = T>>(x: T, y: T) -> T {
        let c = T::from(0.5);
        x * y * c + x * T::from(3.0)
    }

    macro_rules! both {
        ($f:ident($($arguments:tt)*)) => {
            check!($f($($arguments)*));
            check_laws!($f($($arguments)*));
        };
    }

    #[test]
    fn every_bound_of_a_scalar() {
        both!(real(0.4_f64, &[0.3, -0.7, 1.2]));
        both!(real(0.4_f32, &[0.3, -0.7, 1.2]));
        both!(by_float(0.4_f64, 0.7));
        both!(by_float(0.4_f32, 0.7));
        both!(by_float(0.9_f64, 1.7));
        both!(by_where_clause(&[0.3_f64, 0.7, 1.2], const 3));
        both!(by_where_clause(&[0.3_f32, 0.7, 1.2], const 3));
        both!(by_operators(&[0.3_f64, 0.7], &[0.2, 0.5]));
        both!(by_operators(&[0.3_f32, 0.7], &[0.2, 0.5]));
        both!(every_operator(0.3_f64, 0.7));
        both!(every_operator(0.3_f32, 0.7));
        both!(by_own_trait([0.3_f64, 0.7, 0.2], 0.6));
        both!(by_own_trait([0.3_f32, 0.7, 0.2], 0.6));
        both!(from_double(0.3_f64, 0.7));
    }

    #[test]
    fn gradients_have_the_scalar_type() {
        let (x_bar, a_bar): (f32, Vec<f32>) = grad_real(0.5_f32, &[1.0, 2.0]);
        assert_eq!((x_bar, a_bar.len()), (0.5 * (0.5_f32.cos() + 2.0 * 1.0_f32.cos()), 2));
        let (value, (x_bar, _)): (f64, (f64, Vec<f64>)) = value_and_grad_real(0.5, &[]);
        assert_eq!((value, x_bar), (0.0, 0.0));
    }

    #[differentiate]
    fn step<T: Float>(state: [T; 2], h: T) -> [T; 2] {
        let [x, v] = state;
        [x + h * v, v - h * x.sin()]
    }

    #[differentiate]
    fn advance<T: Float>(state: &mut [T], h: &T) {
        for i in 0..state.len() {
            state[i] = state[i] * *h + state[i] * state[i];
        }
    }

    /// Generic functions call generic functions; their results are recorded, compared, returned.
    #[differentiate]
    fn simulate<T: Float>(x: T, v: T, h: T, n: usize) -> T {
        let mut state = [x, v];
        let mut energy = T::zero();
        let mut work = vec![T::one(); 2];
        for i in 0..n {
            state = step(state, h);
            if i % 2 == 1 {
                state = step::<T>(state, h * state[0]);
                advance(&mut state, &h);
                work[i % 2] = state[1] * work[0];
            }
            energy = energy + state[0] * state[1] * work[1];
            if energy > T::one() {
                break;
            }
        }
        while energy.abs() > T::from(0.1).unwrap() {
            energy = energy * h;
        }
        energy
    }

    #[differentiate]
    fn called_with_both(x: f64, y: f32) -> f64 {
        let a = simulate(x, 0.5, 0.1, 5);
        let b = simulate(y, 0.5, 0.1, 5);
        let state = step([x, a], 0.3);
        a * f64::from(b) * state[0] + f64::from(step::<f32>([y, 1.0], 0.1)[0])
    }

    #[test]
    fn generic_functions_call_generic_functions() {
        for n in 0..5 {
            check!(simulate(0.9_f64, 0.4, 0.3, const n));
            check!(simulate(0.9_f32, 0.4, 0.3, const n));
        }
        check_pullback!(step([0.3_f64, 0.2], 0.1));
        check_effect!(advance(&mut [0.3_f32, 0.2], &0.1));
        let (x_bar, y_bar) = grad_called_with_both(0.9, 0.7);
        let eps = 1e-6;
        let by_x = (called_with_both(0.9 + eps, 0.7) - called_with_both(0.9 - eps, 0.7)) / (2.0 * eps);
        assert!((x_bar - by_x).abs() < 1e-7, "{x_bar} {by_x}");
        let eps = 1e-2_f32;
        let by_y = (called_with_both(0.9, 0.7 + eps) - called_with_both(0.9, 0.7 - eps)) / f64::from(2.0 * eps);
        assert!((f64::from(y_bar) - by_y).abs() < 1e-3, "{y_bar} {by_y}");
    }

    /// Values of two scalar types, converted.
    #[differentiate]
    fn converted<T: Float, U: Float>(x: T, y: U, z: f64) -> T {
        let a = T::from(y).unwrap() * x;
        let b = y.to_f64().unwrap() * z;
        let c: T = num_traits::cast(b * z).unwrap();
        let d = U::from(x).unwrap() + y;
        a * c + T::from(d * y).unwrap() + T::from(z.sin()).unwrap()
    }

    #[test]
    fn conversions_between_scalars() {
        check!(converted(0.4_f64, 0.7_f64, 0.3));
        let (x_bar, y_bar, z_bar): (f32, f64, f64) = grad_converted(0.5_f32, 0.75_f64, 0.25);
        let (x, y, z) = grad_converted(0.5_f64, 0.75_f64, 0.25);
        assert!((f64::from(x_bar) - x).abs() < 1e-6 && (y_bar - y).abs() < 1e-6 && (z_bar - z).abs() < 1e-6);
    }

    #[differentiate]
    fn matrix<T: Float, const N: usize>(a: &[[T; N]; N], x: [T; N]) -> T {
        let mut y = [T::zero(); N];
        for i in 0..N {
            for j in 0..N {
                y[i] = y[i] + a[i][j] * x[j];
            }
        }
        let mut sum = T::zero();
        for (i, v) in y.iter().enumerate() {
            sum = sum + *v * x[i];
        }
        sum
    }

    #[differentiate]
    fn methods<T: Real>(x: T, y: T, n: i32) -> T {
        let (s, c) = x.sin_cos();
        let p = (s * s).powi(n) + c.abs().powf(y) + x.min(y).recip() + x.copysign(y);
        let q = T::max(x, y) * Float::sqrt(y) + <T as Float>::cbrt(x) + T::rem_euclid(x, y);
        p * q + x.clamp(T::zero(), T::one()) + x.exp_m1() + y.ln_1p() + y.log(x + T::one()) + x.floor() * y.signum()
    }

    #[test]
    fn lengths_and_scalars_together() {
        check!(matrix(&[[0.3_f64, 0.2], [0.7, -0.4]], [0.5, 0.6]));
        check!(matrix(&[[0.3_f32, 0.2], [0.7, -0.4]], [0.5, 0.6]));
        check!(methods(0.4_f64, 0.7, const 3));
        check!(methods(0.4_f32, 0.7, const 3));
    }

    #[differentiate]
    fn power<T: Copy + Mul<Output = T> + One>(x: T, n: u32) -> T {
        if n == 0 {
            return T::one();
        }
        let half = power(x, n / 2);
        if n % 2 == 0 { half * half } else { half * half * x }
    }

    #[test]
    fn generic_recursion() {
        check!(power(0.7_f64, const 5));
        check!(power(0.7_f32, const 5) => 5.0 * 0.7_f32.powi(4));
        check!(power(0.7_f64, const 0));
    }

    #[differentiate]
    fn held<T: Real, C: Copy>(x: T, #[constant] weight: T, #[constant] _config: C) -> T {
        x * weight * weight
    }

    #[test]
    fn constant_parameters_of_any_type() {
        check!(held(0.7_f64, const 2.0, const "anything") => 4.0);
        assert_eq!(grad_held(0.7_f32, 2.0, &[1, 2]), 4.0);
    }
}

mod impl_trait {
    use super::*;

    #[differentiate]
    fn scaled(x: f64, a: &[f64], #[constant] by: impl Into<f64>) -> f64 {
        let by: f64 = by.into();
        let mut sum = 0.0;
        for v in a {
            sum += v * x * by;
        }
        sum.sin()
    }

    #[test]
    fn constant_parameters_by_impl_trait() {
        check!(scaled(0.7, &[0.3, 0.5], const 2.0_f32));
        check!(scaled(0.7, &[0.3, 0.5], const 2_u8));
    }

    #[differentiate]
    fn calls(x: f64, n: usize) -> f64 {
        let mut y = x;
        for _ in 0..n {
            y += scaled(y, &[x, y], 3_i32);
        }
        y
    }

    #[test]
    fn calls_with_constants_by_impl_trait() {
        check!(calls(0.3, const 3));
    }
}

mod structs {
    use super::*;
    use chainrule::{Differentiable, Real};
    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    struct Point<T> {
        x: T,
        y: T,
    }
    #[differentiate]
    fn norm<T: Real>(p: &Point<T>) -> T {
        (p.x * p.x + p.y * p.y).sqrt()
    }
    #[differentiate]
    fn moved<T: Real>(p: Point<T>, by: T) -> Point<T> {
        Point { x: p.x + by, y: p.y * by }
    }
    #[differentiate]
    fn path<T: Real>(x: T, y: T, n: usize) -> T {
        let mut p = Point { x, y };
        let mut s = T::zero();
        for _ in 0..n {
            p = moved(p, y);
            s += norm(&p);
        }
        s
    }
    #[differentiate]
    fn sums<T: Real>(a: &[T], b: &[T]) -> T {
        let d: T = a.iter().zip(b).map(|(x, y)| *x * *y).sum();
        let m = a.iter().fold(T::neg_infinity(), |m, v| m.max(*v));
        let o = if d > T::zero() { Some(d * m) } else { None };
        o.unwrap_or(m) + a.iter().map(|v| v.exp()).sum::<T>().ln()
    }

    #[test]
    fn structs_and_iterators_of_scalars() {
        for n in 0..3 {
            check!(path(0.4, 0.7, const n));
            check!(path(0.4_f32, 0.7, const n));
        }
        check!(sums(&[0.3, 0.7], &[0.2, 0.9]));
        check!(sums(&[0.3_f32, 0.7], &[0.2, -0.9]));
        let g = grad_norm(&Point { x: 3.0_f64, y: 4.0 });
        assert!((g.x - 0.6).abs() < 1e-12 && (g.y - 0.8).abs() < 1e-12);
    }
}

/// Functions that are called like those of num-traits, and those themselves.
mod conversions {
    use super::*;
    use num_traits::Float;
    #[differentiate]
    fn cast(x: f64) -> Option<f64> {
        Some(x * x)
    }
    #[differentiate]
    fn own(x: f64) -> f64 {
        cast(x).unwrap() * x
    }
    #[differentiate]
    fn binned<T: Float>(x: T, a: &[T]) -> T {
        let i = (x * T::from(2.0).unwrap()).to_usize().unwrap();
        let k = x.to_i32().unwrap_or(0);
        let f: T = num_traits::cast(x.to_f64().unwrap() * 2.0).unwrap();
        a[i] * x + T::from(k).unwrap() + f * a[0]
    }

    #[test]
    fn conversions_by_name() {
        check!(own(0.4));
        check!(binned(0.7_f64, &[0.3, 0.9]));
        check!(binned(0.7_f32, &[0.3, 0.9]));
    }
}
