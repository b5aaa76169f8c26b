//! Steps of gradient descent that are differentiated through: methods of tangents in differentiated functions.

/// Tests the Hessian of a function of two scalars that calls gradients, and functions that call its first derivatives.
macro_rules! descents {
    ($f:ident) => {
        #[chainrule::differentiate]
        fn forward_inside(x: f64, y: f64) -> f64 {
            let (value, slope) = jvp_f(x, y, y, x * x);
            slope * x + value * y
        }

        #[chainrule::differentiate]
        fn reverse_inside(x: f64, y: f64) -> f64 {
            let (a, b) = grad_f(x, y);
            a * y + b * x
        }

        #[test]
        fn agrees_with_differences() {
            chainrule_tests::with_gradients_inside(|| {
                for (x, y) in [(0.7, 1.3), (1.9, 0.4), (-0.6, 0.8)] {
                    chainrule_tests::check!($f(x, y));
                    chainrule_tests::check!(forward_inside(x, y));
                    chainrule_tests::check!(reverse_inside(x, y));
                }
                chainrule_tests::check_second!($f);
            });
        }
    };
}

/// Two steps of rate `rate` on a struct, as the inner loop of meta-learning takes them.
mod steps {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Net {
        w: Vec<f64>,
        b: f64,
    }

    #[differentiate(order = 3, wrt(net))]
    fn loss(net: &Net, t: f64) -> f64 {
        let z = (net.w[0] * 0.5 + net.w[1] * net.w[1] + net.b).tanh();
        (z - t) * (z - t)
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut net = Net { w: vec![x, y], b: x * y };
        for k in 0..2 {
            let gradient = grad_loss(&net, 0.5);
            net.move_along(&gradient, -0.1 * x * (f64::from(k) + 1.0));
        }
        loss(&net, 0.1)
    }

    descents!(f);
}

mod sums_of_gradients {
    use chainrule::{Differentiable, Tangent, differentiate};

    #[derive(Clone, Differentiable)]
    struct Net {
        w: [f64; 2],
        b: f64,
    }

    #[differentiate(order = 3)]
    fn loss(net: &Net, t: f64) -> f64 {
        let z = (net.w[0] * 0.5 + net.w[1] * net.w[1] + net.b).tanh();
        (z - t) * (z - t)
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut net = Net { w: [x, y], b: x * y };
        let mut total = net.zero_tangent();
        for t in [0.1, 0.7] {
            let (gradient, _) = grad_loss(&net, t * y);
            total += gradient;
        }
        total += grad_loss(&net, -0.4).0;
        let norm = total.norm();
        if norm > 0.5 {
            total.scale(0.5 / norm);
        }
        net.move_along(&total, -0.3);
        loss(&net, 0.1)
    }

    descents!(f);
}

mod products {
    use chainrule::{Differentiable, Tangent, differentiate};

    #[derive(Clone, Differentiable)]
    struct Net {
        w: [f64; 2],
        b: f64,
    }

    #[differentiate(order = 3)]
    fn loss(net: &Net, t: f64) -> f64 {
        let z = (net.w[0] * 0.5 + net.w[1] * net.w[1] + net.b).tanh();
        (z - t) * (z - t)
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut net = Net { w: [x, y], b: x * y };
        let (mut a, _) = grad_loss(&net, 0.5);
        a.scale(y / (1.0 + a.norm()));
        let (b, slope) = grad_loss(&net, x);
        let product = a.dot(&b) * slope;
        a.accumulate(b.clone());
        net.move_along(&a, -x);
        loss(&net, 0.1) + product + b.norm() * a.dot(&a) + b.zero_like().b
    }

    descents!(f);
}

/// The state of an optimizer holds a tangent, and is changed by a method.
mod momentum {
    use chainrule::{Differentiable, Tangent, differentiate};

    #[derive(Clone, Differentiable)]
    struct Layer {
        w: [[f64; 2]; 2],
        b: [f64; 2],
    }

    #[derive(Clone, Differentiable)]
    struct Net {
        layer: Layer,
        gain: f64,
        count: usize,
    }

    #[differentiate(order = 3)]
    fn loss(net: &Net, x: [f64; 2]) -> f64 {
        let mut sum = net.gain * net.gain * net.count as f64 * 0.01;
        for i in 0..2 {
            sum += (net.layer.w[i][0] * x[0] + net.layer.w[i][1] * x[1] + net.layer.b[i]).sin() * net.gain;
        }
        sum
    }

    #[derive(Clone, Differentiable)]
    struct Optimizer {
        rate: f64,
        velocity: NetTangent,
    }

    impl Optimizer {
        #[differentiate(order = 2)]
        fn step(&mut self, net: &mut Net, x: [f64; 2]) {
            let (gradient, _) = grad_loss(net, x);
            self.velocity.scale(0.9);
            self.velocity += gradient;
            net.move_along(&self.velocity, -self.rate);
        }
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let layer = Layer { w: [[x, y], [0.1, x * y]], b: [y, 0.2] };
        let mut net = Net { layer, gain: 1.0 + x * x, count: 3 };
        let mut optimizer = Optimizer { rate: 0.1 * y, velocity: net.zero_tangent() };
        for k in 0..2 {
            optimizer.step(&mut net, [0.5 + f64::from(k), y]);
        }
        loss(&net, [x, 0.3]) + optimizer.velocity.norm()
    }

    descents!(f);
}

/// Tangents of enums, of slices, of lists.
mod other_shapes {
    use chainrule::{Differentiable, Tangent, differentiate};

    #[derive(Clone, Differentiable)]
    enum Model {
        Linear { a: f64, b: f64 },
        Quadratic(f64, f64, f64),
    }

    #[differentiate(order = 3)]
    fn loss(model: &Model, t: f64) -> f64 {
        let z = match model {
            Model::Linear { a, b } => a * t + b,
            Model::Quadratic(a, b, c) => a * t * t + b * t + c,
        };
        (z - 1.0).powi(2)
    }

    #[differentiate(order = 3)]
    fn series(w: &[f64], t: f64) -> f64 {
        w.iter().enumerate().map(|(i, v)| (v * t - i as f64).sin()).sum()
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut model = if x > 1.0 { Model::Linear { a: x, b: y } } else { Model::Quadratic(x, y, x * y) };
        for _ in 0..2 {
            let (gradient, _) = grad_loss(&model, 0.7);
            model.move_along(&gradient, -0.2);
        }
        let mut w = vec![x, y, x * y];
        let (gradient, slope) = grad_series(&w, y);
        w.move_along(&gradient, -0.1);
        loss(&model, y) + series(&w, slope) + gradient.dot(&gradient)
    }

    descents!(f);
}

/// Gradients that are collected, and their mean.
mod lists_of_gradients {
    use chainrule::{Differentiable, Tangent, differentiate};

    #[derive(Clone, Differentiable)]
    struct Net {
        a: f64,
        v: Vec<f64>,
    }

    #[differentiate(order = 3)]
    fn loss(net: &Net, t: f64) -> f64 {
        net.v.iter().map(|q| (q * net.a * t).sin()).sum::<f64>() + net.a * net.a
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut net = Net { a: x, v: vec![y, 0.5] };
        let gradients: Vec<NetTangent> = [0.1, 0.5, x].iter().map(|t| grad_loss(&net, *t).0).collect();
        let mut mean = net.zero_tangent();
        for gradient in &gradients {
            mean.accumulate(gradient.clone());
        }
        mean.scale(1.0 / 3.0);
        let spread: f64 = gradients.iter().map(|gradient| gradient.dot(&mean)).sum();
        net.move_along(&mean, -0.1);
        loss(&net, y) + spread
    }

    descents!(f);
}

#[test]
fn the_norm_of_a_gradient_has_no_derivative_where_it_vanishes() {
    use chainrule::{Differentiable, Tangent, differentiate};

    #[derive(Clone, Differentiable)]
    struct Pair {
        a: f64,
        b: f64,
    }

    #[differentiate(order = 3)]
    fn energy(pair: &Pair) -> f64 {
        pair.a * pair.a * 0.5 + pair.a * pair.b
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        grad_energy(&Pair { a: x, b: y }).norm() + x * y
    }

    assert_eq!(f(0.0, 0.0), 0.0);
    assert_eq!(grad_f(0.0, 0.0), (0.0, 0.0));
    assert_eq!(jvp_f(0.0, 1.0, 0.0, 1.0), (0.0, 0.0));
    assert_eq!(hessian_f(0.0, 0.0), [[0.0, 1.0], [1.0, 0.0]]);
}
