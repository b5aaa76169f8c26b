//! The fast Fourier transform: recursive, and in place.

use std::f64::consts::TAU;
use std::ops::{Add, Mul, Sub};

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Copy, Debug, Default, Differentiable)]
struct Complex {
    re: f64,
    im: f64,
}

#[differentiate]
impl Complex {
    fn new(re: f64, im: f64) -> Self {
        Self { re, im }
    }

    fn from_angle(angle: f64) -> Self {
        let (im, re) = angle.sin_cos();
        Self { re, im }
    }

    fn norm_squared(self) -> f64 {
        self.re * self.re + self.im * self.im
    }
}

#[differentiate]
impl Add for Complex {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::new(self.re + other.re, self.im + other.im)
    }
}

#[differentiate]
impl Sub for Complex {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::new(self.re - other.re, self.im - other.im)
    }
}

#[differentiate]
impl Mul for Complex {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Self::new(self.re * other.re - self.im * other.im, self.re * other.im + self.im * other.re)
    }
}

#[differentiate]
fn recursive(signal: &[Complex]) -> Vec<Complex> {
    let n = signal.len();
    if n == 1 {
        return signal.to_vec();
    }
    let even: Vec<Complex> = signal.iter().step_by(2).copied().collect();
    let odd: Vec<Complex> = signal.iter().skip(1).step_by(2).copied().collect();
    let (even, odd) = (recursive(&even), recursive(&odd));
    let mut result = vec![Complex::default(); n];
    for k in 0..n / 2 {
        let turned = Complex::from_angle(-TAU * k as f64 / n as f64) * odd[k];
        result[k] = even[k] + turned;
        result[k + n / 2] = even[k] - turned;
    }
    result
}

#[differentiate]
fn in_place(signal: &mut [Complex]) {
    let n = signal.len();
    let mut j = 0;
    for i in 1..n {
        let mut bit = n >> 1;
        while j & bit != 0 {
            j ^= bit;
            bit >>= 1;
        }
        j |= bit;
        if i < j {
            signal.swap(i, j);
        }
    }
    let mut length = 2;
    while length <= n {
        let step = Complex::from_angle(-TAU / length as f64);
        for block in signal.chunks_mut(length) {
            let mut turn = Complex::new(1.0, 0.0);
            for k in 0..length / 2 {
                let (a, b) = (block[k], block[k + length / 2] * turn);
                block[k] = a + b;
                block[k + length / 2] = a - b;
                turn = turn * step;
            }
        }
        length *= 2;
    }
}

/// The power in the lower half of the spectrum, with weights.
#[differentiate]
fn low_power(samples: &[f64], is_recursive: bool) -> f64 {
    let mut signal: Vec<Complex> = samples.iter().map(|&re| Complex::new(re, 0.0)).collect();
    let spectrum = if is_recursive {
        recursive(&signal)
    } else {
        in_place(&mut signal);
        signal
    };
    let half = spectrum.len() / 2;
    spectrum[..half].iter().enumerate().map(|(k, z)| z.norm_squared() / (1.0 + k as f64) + 0.1 * z.re).sum()
}

#[test]
fn power_of_a_spectrum_by_two_transforms() {
    let samples = [0.3, -0.8, 0.5, 1.2, 0.1, -0.4, 0.9, 0.7];
    check!(low_power(&samples, const true));
    check!(low_power(&samples, const false));
}
