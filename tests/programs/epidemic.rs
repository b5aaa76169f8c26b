//! An epidemic by the SIR model, integrated by a Runge–Kutta method that takes any right-hand side.

use chainrule::differentiate;
use chainrule_tests::check;

type State = [f64; 3];

#[differentiate]
fn moved(y: &State, k: &State, h: f64) -> State {
    std::array::from_fn(|i| y[i] + h * k[i])
}

#[differentiate]
fn runge_kutta(f: impl Fn(f64, &State) -> State, y: State, t: f64, h: f64) -> State {
    let k1 = f(t, &y);
    let k2 = f(t + 0.5 * h, &moved(&y, &k1, 0.5 * h));
    let k3 = f(t + 0.5 * h, &moved(&y, &k2, 0.5 * h));
    let k4 = f(t + h, &moved(&y, &k3, h));
    std::array::from_fn(|i| y[i] + h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]))
}

/// The largest share of infected people, and the share of those who escape.
#[differentiate]
fn peak(contact: f64, recovery: f64, infected: f64, lockdown: f64) -> f64 {
    let rates = |t: f64, y: &State| {
        let [s, i, _] = *y;
        let contact = if t > 4.0 { contact * lockdown } else { contact };
        let infections = contact * s * i;
        [-infections, infections - recovery * i, recovery * i]
    };
    let mut y = [1.0 - infected, infected, 0.0];
    let mut highest = infected;
    let h = 0.25;
    for step in 0..60 {
        y = runge_kutta(rates, y, f64::from(step) * h, h);
        if y[1] > highest {
            highest = y[1];
        }
    }
    highest + 0.5 * y[0]
}

#[test]
fn peak_of_an_epidemic() {
    check!(peak(1.8, 0.4, 0.02, 0.6));
}
