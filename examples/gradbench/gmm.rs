//! gmm: the log posterior of a Gaussian mixture with a Wishart prior on the precision matrices.
//!
//! Component `c` has the lower triangular matrix `Q_c` with the diagonal `exp(q_c)` and, below it,
//! the entries `l_c` column by column; its precision matrix is `Q_cᵀ·Q_c`.

use std::f64::consts::{LN_2, PI, TAU};

use chainrule::differentiate;
use serde_json::{Value, json};

use crate::Functions;
use crate::input::Input;
use crate::lse::log_sum_exp;
use crate::measure::{Answer, measure};
use crate::output::rows;

/// What the suite may ask for.
pub const FUNCTIONS: Functions = &[("objective", objective), ("jacobian", jacobian)];

/// The log posterior of `k` components in `d` dimensions, given `n` points.
///
/// `alpha` has `k` entries; `mu` and `q` are `k×d`, `l` is `k×d(d−1)/2`, and `x` is `n×d`, row
/// after row; `gamma` and `m` are those of the prior.
#[differentiate]
pub fn log_posterior(
    alpha: &[f64],
    mu: &[f64],
    q: &[f64],
    l: &[f64],
    #[constant] x: &[f64],
    #[constant] gamma: f64,
    m: usize,
) -> f64 {
    let k = alpha.len();
    let d = mu.len() / k;
    let n = x.len() / d;
    log_likelihood(alpha, mu, q, l, x) + log_prior(q, l, gamma, m) - n as f64 * d as f64 / 2.0 * TAU.ln()
        + k as f64 * log_normalizer(d, gamma, m)
}

/// `Σ_i ln Σ_c exp(beta_ic) − n·ln Σ_c exp(alpha_c)`, where
/// `beta_ic = alpha_c + Σ_j q_cj − ½·|Q_c·(x_i − mu_c)|²`.
#[differentiate]
fn log_likelihood(alpha: &[f64], mu: &[f64], q: &[f64], l: &[f64], #[constant] x: &[f64]) -> f64 {
    let k = alpha.len();
    let d = mu.len() / k;
    let n = x.len() / d;
    let mut diagonal = vec![0.0; k * d];
    let mut offset = alpha.to_vec();
    for c in 0..k {
        for j in 0..d {
            diagonal[c * d + j] = q[c * d + j].exp();
            offset[c] += q[c * d + j];
        }
    }
    let mut v = vec![0.0; k * d];
    let mut beta = vec![0.0; k];
    let mut total = 0.0;
    for i in 0..n {
        v.fill(0.0);
        for c in 0..k {
            for j in 0..d {
                let u = x[i * d + j] - mu[c * d + j];
                v[c * d + j] += diagonal[c * d + j] * u;
                let column = c * (d * (d - 1) / 2) + j * d - j * (j + 1) / 2;
                for r in j + 1..d {
                    v[c * d + r] += l[column + r - j - 1] * u;
                }
            }
        }
        for c in 0..k {
            let mut squares = 0.0;
            for j in 0..d {
                squares += v[c * d + j] * v[c * d + j];
            }
            beta[c] = offset[c] - 0.5 * squares;
        }
        total += log_sum_exp(&beta);
    }
    total - n as f64 * log_sum_exp(alpha)
}

/// `m·Σ q − ½·gamma²·(Σ exp(2q) + Σ l²)`, over all components.
#[differentiate]
fn log_prior(q: &[f64], l: &[f64], #[constant] gamma: f64, m: usize) -> f64 {
    let mut sum = 0.0;
    let mut squares = 0.0;
    for &entry in q {
        sum += entry;
        squares += (2.0 * entry).exp();
    }
    for &entry in l {
        squares += entry * entry;
    }
    m as f64 * sum - 0.5 * gamma * gamma * squares
}

/// `ν·d·(ln gamma − ½·ln 2) − lnΓ_d(ν/2)` with `ν = d + m + 1` and the multivariate gamma function
/// `lnΓ_d(a) = d(d−1)/4·ln π + Σ_{j=1..d} lnΓ(a + (1 − j)/2)`.
fn log_normalizer(d: usize, gamma: f64, m: usize) -> f64 {
    let nu = d + m + 1;
    let mut log_gamma_d = (d * (d - 1)) as f64 / 4.0 * PI.ln();
    for j in 1..=d {
        log_gamma_d += log_gamma_of_half(nu + 1 - j);
    }
    (nu * d) as f64 * (gamma.ln() - 0.5 * LN_2) - log_gamma_d
}

/// `lnΓ(twice / 2)` by `Γ(a) = (a − 1)·Γ(a − 1)`, down to `Γ(1) = 1` or `Γ(½) = √π`.
fn log_gamma_of_half(twice: usize) -> f64 {
    let mut sum = if twice.is_multiple_of(2) { 0.0 } else { 0.5 * PI.ln() };
    let mut rest = twice;
    while rest > 2 {
        rest -= 2;
        sum += (0.5 * rest as f64).ln();
    }
    sum
}

struct Problem {
    alpha: Vec<f64>,
    mu: Vec<f64>,
    q: Vec<f64>,
    l: Vec<f64>,
    x: Vec<f64>,
    gamma: f64,
    m: usize,
}

impl Problem {
    fn read(input: &Input) -> Result<Self, String> {
        let [d, k, n, m] = ["d", "k", "n", "m"].map(|name| input.field(name)?.integer());
        let (d, k, n) = (d?, k?, n?);
        Ok(Self {
            alpha: input.field("alpha")?.vector(k)?,
            mu: input.field("mu")?.matrix(k, d)?,
            q: input.field("q")?.matrix(k, d)?,
            l: input.field("l")?.matrix(k, d * d.saturating_sub(1) / 2)?,
            x: input.field("x")?.matrix(n, d)?,
            gamma: input.field("gamma")?.number()?,
            m: m?,
        })
    }
}

fn objective(input: &Input) -> Answer {
    let p = Problem::read(input)?;
    let run = || log_posterior(&p.alpha, &p.mu, &p.q, &p.l, &p.x, p.gamma, p.m);
    measure(input, run, Value::from)
}

fn jacobian(input: &Input) -> Answer {
    let p = Problem::read(input)?;
    let k = p.alpha.len();
    let run = || grad_log_posterior(&p.alpha, &p.mu, &p.q, &p.l, &p.x, p.gamma, p.m);
    measure(input, run, |(alpha, mu, q, l)| {
        json!({
            "alpha": alpha,
            "mu": rows(&mu, k),
            "q": rows(&q, k),
            "l": rows(&l, k),
        })
    })
}
