use chainrule::Differentiable;

struct Inner {
    v: f64,
}

struct Payload(f64);

#[derive(Differentiable)]
struct Outer {
    inner: Inner,
    x: f64,
}

#[derive(Differentiable)]
enum Choice {
    Some(Payload, f64),
    None,
}

fn main() {}
