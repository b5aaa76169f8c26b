//! The gradient descent that particle and saddle share: its path decides the digits of their answers.

/// How a derivative is computed.
#[derive(Clone, Copy)]
pub enum Mode {
    /// By `jvp_f`, one direction after the other.
    Forward,
    /// By `grad_f`.
    Reverse,
}

/// Steps, gradients, and step sizes below this end the descent.
pub const SMALL: f64 = 1e-5;

/// A minimum of `value`, whose gradient is `slope`, found from `start`: the step doubles after ten that succeed, and
/// halves after one that does not.
pub fn argmin<const N: usize>(
    value: impl Fn([f64; N]) -> f64,
    slope: impl Fn([f64; N]) -> [f64; N],
    start: [f64; N],
) -> [f64; N] {
    let mut x = start;
    let mut least = value(x);
    let mut gradient = slope(x);
    let mut size = SMALL;
    let mut successes = 0;
    while length(gradient) > SMALL {
        if successes == 10 {
            size *= 2.0;
            successes = 0;
            continue;
        }
        let next = std::array::from_fn(|j| x[j] - size * gradient[j]);
        if length(std::array::from_fn::<f64, N, _>(|j| x[j] - next[j])) <= SMALL {
            break;
        }
        let found = value(next);
        if found < least {
            (x, least, gradient) = (next, found, slope(next));
            successes += 1;
        } else {
            size /= 2.0;
            successes = 0;
        }
    }
    x
}

/// The Euclidean norm.
pub fn length<const N: usize>(v: [f64; N]) -> f64 {
    v.iter().map(|entry| entry * entry).sum::<f64>().sqrt()
}
