//! Taylor series through functions of the user's and through the companions that are written for them.

use chainrule::{Real, Taylor, derivatives, differentiate};

/// One function of one argument for each primitive.
macro_rules! primitives {
    ($($name:ident $x:literal |$argument:ident| $value:expr;)*) => {
        $(
            #[differentiate(grad)]
            fn $name<T: Real>($argument: T) -> T {
                $value
            }
        )*

        /// Three levels of first derivatives give the third one.
        #[test]
        fn every_primitive_by_nested_levels() {
            type Level<T> = Taylor<T, 2>;
            $(
                let x: Level<Level<Level<f64>>> = Level::variable(Level::variable(Level::variable($x)));
                let found = $name(x).coefficients()[1].coefficients()[1].coefficients()[1];
                let [_, _, _, expected]: [f64; 4] = derivatives($name, $x);
                assert!(
                    (found - expected).abs() <= 1e-10 * (1.0 + expected.abs()),
                    "{} at {}: {found}, not {expected}", stringify!($name), $x
                );
            )*
        }

        /// The series of the derivative that the macro writes is the derivative of the series.
        #[test]
        fn every_primitive_to_order_ten() {
            $(
                let x = Taylor::<f64, 11>::variable($x);
                let (series, slope) = ($name(x).coefficients(), pastey::paste!([<grad_ $name>])(x).coefficients());
                let mut order = 0.0;
                for k in 1..11 {
                    order += 1.0;
                    let (found, expected) = (order * series[k], slope[k - 1]);
                    assert!(
                        (found - expected).abs() <= 1e-9 * (1.0 + expected.abs()),
                        "order {k} of {} at {}: {found}, not {expected}", stringify!($name), $x
                    );
                }
            )*
        }
    };
}

primitives! {
    exp 0.3 |x| x.exp();
    exp2 0.3 |x| x.exp2();
    exp_m1 0.3 |x| x.exp_m1();
    ln 1.7 |x| x.ln();
    log2 1.7 |x| x.log2();
    log10 1.7 |x| x.log10();
    ln_1p 0.7 |x| x.ln_1p();
    log 1.7 |x| x.log(x + T::one());
    sqrt 1.7 |x| x.sqrt();
    cbrt -1.7 |x| x.cbrt();
    recip 1.7 |x| x.recip();
    sin 0.9 |x| x.sin();
    cos 0.9 |x| x.cos();
    tan 0.9 |x| x.tan();
    sine_and_cosine 0.9 |x| { let (sin, cos) = x.sin_cos(); sin * cos };
    asin 0.4 |x| x.asin();
    acos 0.4 |x| x.acos();
    atan 0.9 |x| x.atan();
    sinh 0.9 |x| x.sinh();
    cosh 0.9 |x| x.cosh();
    tanh 0.9 |x| x.tanh();
    asinh 0.9 |x| x.asinh();
    acosh 2.1 |x| x.acosh();
    atanh 0.4 |x| x.atanh();
    powi -1.2 |x| x.powi(5);
    negative_powi -1.2 |x| x.powi(-3);
    powf 1.2 |x| x.powf(T::constant(2.5));
    exponent 1.2 |x| T::constant(3.0).powf(x);
    both 1.2 |x| x.powf(x);
    hypot 1.2 |x| x.hypot(x * x);
    atan2 1.2 |x| (x * x).atan2(x + T::one());
    absolute -1.2 |x| (x * x * x).abs();
    greater 1.2 |x| (x * x).max(x.exp()).min(x * x * x);
    clamped 1.2 |x| x.sin().clamp(T::constant(-2.0), T::constant(2.0));
    fused 1.2 |x| x.mul_add(x * x, x);
    quotient 1.2 |x| (x * x + T::one()) / (x + T::constant(2.0));
    remainder 7.3 |x| (x * x) % (x + T::one());
    euclidean -7.3 |x| (x * x * x).rem_euclid(x * x);
    degrees 1.2 |x| (x * x).to_degrees() + x.to_radians();
    fraction 1.3 |x| (x * x).fract() * x.floor() + x.signum() * x;
}

/// A recurrence whose states are recorded, with a branch.
#[differentiate]
fn orbit<T: Real>(x: T, y: T, n: usize) -> T {
    let (mut p, mut q) = (x, y);
    for k in 0..n {
        let next = p * q.sin() + T::constant(0.1);
        q = if next > q { q * p } else { q + next.exp() * T::constant(f64::from(k as u32) * 0.01) };
        p = next;
    }
    p * q
}

#[test]
fn gradients_along_a_line() {
    let (x, y) = (0.7, 0.4);
    // Along (1, 2), the derivative of the series is that of the gradient times the direction.
    let a = Taylor::<f64, 6>::variable(x);
    let b = Taylor::new([y, 2.0, 0.0, 0.0, 0.0, 0.0]);
    let series = orbit(a, b, 5).derivatives();
    let (a_bar, b_bar) = grad_orbit(a, b, 5);
    let (value, tangent) = jvp_orbit(a, Taylor::constant(1.0), b, Taylor::constant(2.0), 5);
    assert_eq!(value.derivatives(), series);
    for k in 0..5 {
        let expected = series[k + 1];
        for found in [(a_bar + 2.0 * b_bar).derivatives()[k], tangent.derivatives()[k]] {
            assert!((found - expected).abs() < 1e-9 * (1.0 + expected.abs()), "order {k}: {found} {expected}");
        }
    }
    let line = |t: f64| grad_orbit(x + t, y + 2.0 * t, 5).0;
    let second = (line(1e-5) - line(-1e-5)) / 2e-5;
    assert!((a_bar.derivatives()[1] - second).abs() < 1e-7);
}

#[test]
fn poles_agree_with_the_gradient() {
    for (value, slope) in [
        (derivatives(sqrt, 0.0), grad_sqrt(0.0)),
        (derivatives(cbrt, 0.0), grad_cbrt(0.0)),
        (derivatives(ln, 0.0), grad_ln(0.0)),
        (derivatives(recip, 0.0), grad_recip(0.0)),
        (derivatives(powf, 0.0), grad_powf(0.0)),
        (derivatives(asin, 1.0), grad_asin(1.0)),
        (derivatives(acos, -1.0), grad_acos(-1.0)),
        (derivatives(acosh, 1.0), grad_acosh(1.0)),
        (derivatives(atanh, 1.0), grad_atanh(1.0)),
        (derivatives(absolute, 0.0), grad_absolute(0.0)),
        (derivatives(exponent, 0.0), grad_exponent(0.0)),
    ] {
        let [_, first]: [f64; 2] = value;
        assert!((first - slope).abs() < 1e-12 || first == slope, "{first} {slope}");
    }
}

#[test]
fn single_precision() {
    let [value, first, second] = derivatives(quotient::<Taylor<f32, 3>>, 1.0_f32);
    assert!(
        (value - 2.0 / 3.0).abs() < 1e-6 && (first - 4.0 / 9.0).abs() < 1e-6 && (second - 10.0 / 27.0).abs() < 1e-6
    );
}
