use chainrule::{Differentiable, differentiate};

#[derive(Clone, Debug, Differentiable)]
struct Log {
    #[constant]
    last: f64,
    #[constant]
    times: Vec<f64>,
    values: Vec<f64>,
}

#[differentiate]
fn note(log: &mut Log, time: f64, value: f64) {
    log.last = value;
    log.last += 2.0 * value;
    log.times.push(time);
    log.values.push(value);
}

fn main() {}
