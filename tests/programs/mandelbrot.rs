//! The distance of a point from the Mandelbrot set, by an iteration that may escape.

use std::ops::{Add, Mul};

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Copy, Debug, Differentiable)]
struct Complex {
    re: f64,
    im: f64,
}

#[differentiate]
impl Add for Complex {
    type Output = Complex;

    fn add(self, rhs: Complex) -> Complex {
        Complex { re: self.re + rhs.re, im: self.im + rhs.im }
    }
}

#[differentiate]
impl Mul for Complex {
    type Output = Complex;

    fn mul(self, rhs: Complex) -> Complex {
        Complex { re: self.re * rhs.re - self.im * rhs.im, im: self.re * rhs.im + self.im * rhs.re }
    }
}

#[differentiate]
impl Complex {
    const ZERO: Complex = Complex { re: 0.0, im: 0.0 };

    fn abs(&self) -> f64 {
        self.re.hypot(self.im)
    }
}

#[derive(Clone, Copy, Debug, Differentiable)]
enum Fate {
    Escaped {
        #[constant]
        rounds: usize,
        last: Complex,
    },
    Stayed(Complex),
}

#[differentiate]
fn iterate(c: Complex, most: usize) -> Fate {
    let mut z = Complex::ZERO;
    for rounds in 0..most {
        z = z * z + c;
        if z.abs() > 4.0 {
            return Fate::Escaped { rounds, last: z };
        }
    }
    Fate::Stayed(z)
}

/// The smooth count of rounds until the escape.
#[differentiate]
fn color(re: f64, im: f64, most: usize) -> f64 {
    match iterate(Complex { re, im }, most) {
        Fate::Escaped { rounds, last } => rounds as f64 + 1.0 - last.abs().ln().log2(),
        Fate::Stayed(z) => z.abs(),
    }
}

#[test]
fn color_of_a_point() {
    check!(color(0.4, 0.5, const 50));
    check!(color(-0.1, 0.2, const 20));
    check!(color(0.4, 0.5, const 0));
}
