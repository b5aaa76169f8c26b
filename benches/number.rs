//! What the functions for other crates are written in: the operations that all their numbers have.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// A number that carries a derivative, or leaves a trace on a tape.
pub trait Number:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> + Neg<Output = Self>
{
    /// Its value.
    fn value(self) -> f64;
    /// The sum with a constant.
    #[must_use]
    fn plus(self, constant: f64) -> Self;
    /// The product with a constant.
    #[must_use]
    fn times(self, constant: f64) -> Self;
    /// One divided by it.
    #[must_use]
    fn recip(self) -> Self;
    /// The exponential.
    #[must_use]
    fn exp(self) -> Self;
    /// The natural logarithm.
    #[must_use]
    fn ln(self) -> Self;
    /// The square root.
    #[must_use]
    fn sqrt(self) -> Self;
    /// The sine.
    #[must_use]
    fn sin(self) -> Self;
    /// The cosine.
    #[must_use]
    fn cos(self) -> Self;
    /// The hyperbolic tangent.
    #[must_use]
    fn tanh(self) -> Self;
}

/// A workload for other crates: all active inputs in one list, in the order of the parameters.
pub trait Function: 'static {
    /// The same function as the primal.
    fn call<T: Number>(&self, x: &[T]) -> T;
}

/// The larger one of two numbers; the second one of equals.
#[must_use]
pub fn larger<T: Number>(a: T, b: T) -> T {
    if a.value() > b.value() { a } else { b }
}

/// The sum; there must be something.
pub fn sum<T: Number>(terms: impl Iterator<Item = T>) -> T {
    terms.reduce(|a, b| a + b).expect("a sum of something")
}

/// `ln Σ exp x`, shifted by the largest.
pub fn log_sum_exp<T: Number>(x: &[T]) -> T {
    let largest = x.iter().copied().reduce(larger).expect("a sum of something");
    largest + sum(x.iter().map(|&entry| (entry - largest).exp())).ln()
}

impl Number for f64 {
    fn value(self) -> f64 {
        self
    }
    fn plus(self, constant: f64) -> Self {
        self + constant
    }
    fn times(self, constant: f64) -> Self {
        self * constant
    }
    fn recip(self) -> Self {
        self.recip()
    }
    fn exp(self) -> Self {
        self.exp()
    }
    fn ln(self) -> Self {
        self.ln()
    }
    fn sqrt(self) -> Self {
        self.sqrt()
    }
    fn sin(self) -> Self {
        self.sin()
    }
    fn cos(self) -> Self {
        self.cos()
    }
    fn tanh(self) -> Self {
        self.tanh()
    }
}
