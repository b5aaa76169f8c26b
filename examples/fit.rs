//! Fits the Michaelis–Menten law to measured rates of an enzyme by gradient descent.
//!
//! At the concentration c of its substrate an enzyme works at the rate V·c / (K + c). Both
//! constants are positive, so the search is for θ = (ln V, ln K). Bates & Watts (1988) find
//! V = 212.7 and K = 0.0641 for these data.

use chainrule::differentiate;

/// The sum of the squared residuals.
#[differentiate]
fn loss(theta: [f64; 2], #[constant] concentrations: &[f64], #[constant] rates: &[f64]) -> f64 {
    let v = theta[0].exp();
    let k = theta[1].exp();
    let mut sum = 0.0;
    for (&c, &rate) in concentrations.iter().zip(rates) {
        let residual = rate - v * c / (k + c);
        sum += residual * residual;
    }
    sum
}

fn main() {
    let (concentrations, rates) = read(include_str!("data/puromycin.csv"));
    let start = [100_f64.ln(), 1_f64.ln()];
    let theta = descend(start, &concentrations, &rates);

    let squares = loss(theta, &concentrations, &rates);
    let freedom = f64::from(u32::try_from(rates.len() - theta.len()).expect("a small data set"));
    println!();
    println!("V = {:.1} counts/min²", theta[0].exp());
    println!("K = {:.4} ppm", theta[1].exp());
    println!("residual standard error {:.2}", (squares / freedom).sqrt());

    println!();
    println!("at the start   reverse mode  central difference");
    let gradient = grad_loss(start, &concentrations, &rates);
    for (index, name) in ["∂/∂ ln V", "∂/∂ ln K"].into_iter().enumerate() {
        let difference = central_difference(start, index, &concentrations, &rates);
        println!("{name:12} {:14.4} {difference:19.4}", gradient[index]);
    }
}

/// Steps against the gradient until it is small beside the loss, 1000 times at most; a success
/// doubles the length of the step, a failure halves it.
fn descend(start: [f64; 2], concentrations: &[f64], rates: &[f64]) -> [f64; 2] {
    let mut theta = start;
    let (mut value, mut gradient) = value_and_grad_loss(theta, concentrations, rates);
    let mut step = 1e-6;
    println!("step       loss  |gradient|        V        K");
    for count in 0..=1000 {
        let norm = gradient[0].hypot(gradient[1]);
        let done = norm < 1e-4 * value;
        if done || count % 50 == 0 {
            let (v, k) = (theta[0].exp(), theta[1].exp());
            println!("{count:4} {value:10.2} {norm:11.1e} {v:8.2} {k:8.5}");
        }
        if done {
            break;
        }
        let next = [0, 1].map(|i| theta[i] - step * gradient[i]);
        let (next_value, next_gradient) = value_and_grad_loss(next, concentrations, rates);
        if next_value < value {
            (theta, value, gradient) = (next, next_value, next_gradient);
            step *= 2.0;
        } else {
            step *= 0.5;
        }
    }
    theta
}

/// (f(θ + h) − f(θ − h)) / 2h along one entry of θ.
fn central_difference(theta: [f64; 2], index: usize, concentrations: &[f64], rates: &[f64]) -> f64 {
    let h = 1e-5;
    let at = |offset: f64| {
        let mut moved = theta;
        moved[index] += offset;
        loss(moved, concentrations, rates)
    };
    (at(h) - at(-h)) / (2.0 * h)
}

/// The two columns of the data; lines that begin with `#` say where they come from.
fn read(data: &str) -> (Vec<f64>, Vec<f64>) {
    let lines = data.lines().filter(|line| !line.starts_with('#'));
    let number = |text: &str| text.parse::<f64>().expect("a number");
    lines
        .map(|line| line.split_once(',').expect("two columns"))
        .map(|(concentration, rate)| (number(concentration), number(rate)))
        .unzip()
}
