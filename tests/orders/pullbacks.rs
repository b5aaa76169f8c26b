//! Derivatives of functions that call pullbacks: the seeds and the arguments of `vjp_f` are differentiated.

/// Tests a function of two scalars, once or twice; its value is made of gradients.
macro_rules! agrees {
    ($f:ident $(, $twice:ident)?) => {
        #[test]
        fn agrees_with_differences() {
            chainrule_tests::with_gradients_inside(|| {
                for (x, y) in chainrule_tests::POINTS {
                    chainrule_tests::check!($f(x, y));
                }
                $(chainrule_tests::$twice!($f);)?
            });
        }
    };
}

mod of_numbers {
    use chainrule::differentiate;

    #[differentiate(order = 3)]
    fn energy(x: f64, y: f64) -> f64 {
        x.sin() * y * y + (x * y).exp() * 0.1
    }

    /// Several seeds, some of them constant.
    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let (value, pullback) = vjp_energy(x, x * y);
        let (a, b) = pullback(y);
        let (c, _) = pullback(2.0);
        value * a + b * c
    }

    agrees!(f, check_second);
}

mod of_slices_and_lists {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn shape(a: &[f64], k: f64, n: usize) -> Vec<f64> {
        (0..n).map(|i| a[i % a.len()] * k * (a[0] + i as f64).sin()).collect()
    }

    /// The rows of the Jacobian, one by one.
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y, x * y];
        let (value, pullback) = vjp_shape(&a, y, 4);
        let mut sum = 0.0;
        for i in 0..4 {
            let mut seed = vec![0.0; 4];
            seed[i] = value[(i + 1) % 4];
            let (a_bar, k_bar) = pullback(&seed);
            sum += a_bar[0] * a_bar[2] + k_bar * a_bar[1];
        }
        sum
    }

    agrees!(f);
}

mod of_tuples_and_own_values {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Body {
        mass: f64,
        at: [f64; 2],
    }

    #[differentiate(order = 3)]
    fn moments(body: &Body, v: Vec<f64>, t: f64) -> (f64, [f64; 2]) {
        (body.mass * v[0] * t, [body.at[0] * v[1], body.at[1] * body.mass * v[0] * v[0]])
    }

    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let body = Body { mass: x, at: [y, x * y] };
        let ((p, q), pullback) = vjp_moments(&body, vec![x, y], y);
        let (body_bar, v_bar, t_bar) = pullback((q[0], [p, 1.0]));
        let (_, w_bar, _) = pullback((1.0, [x, 0.0]));
        body_bar.mass * body_bar.at[1] + v_bar[0] * w_bar[1] * t_bar
    }

    agrees!(f, check_second);
}

mod of_generic_functions {
    use chainrule::{Real, differentiate};

    #[differentiate(order = 2)]
    fn turn<T: Real>(x: T, c: &[T]) -> [T; 2] {
        [x.sin() * c[0], c[1] * x * x]
    }

    #[differentiate(order = 2)]
    fn fold<const N: usize>(a: &[f64; N], t: f64) -> [f64; N] {
        let mut folded = [0.0; N];
        for i in 0..N {
            folded[i] = a[i] * a[N - 1 - i] * t;
        }
        folded
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let c = [y, x];
        let (value, pullback) = vjp_turn(x, &c);
        let (x_bar, c_bar) = pullback([y, value[0]]);
        let a = [x, y, x_bar];
        let a_bar = vjp_fold::<3>(&a, c_bar[0]).1([1.0, value[1], y]).0;
        a_bar[0] * a_bar[2] + c_bar[1] * a_bar[1]
    }

    agrees!(f);
}

/// A pullback of what is constant, and one that a closure calls.
mod of_what_is_constant {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn energy(x: f64, y: f64) -> f64 {
        x.sin() * y * y
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (value, pullback) = vjp_energy(1.5, 2.0);
        let weight = pullback(2.0).0;
        let mut sum = weight * y;
        for k in 0..3 {
            let (a, b) = pullback(x * f64::from(k));
            sum += a * b * weight;
            if k == 1 {
                let (c, _) = pullback(1.0);
                sum += c * x;
            }
        }
        let (_, own) = vjp_energy(x, y);
        let seeds = [1.0, x, y];
        let squares = seeds.iter().map(|seed| {
            let (a, b) = own(*seed);
            a * b
        });
        sum * value + squares.sum::<f64>()
    }

    agrees!(f);
}

mod in_another_module {
    use chainrule::differentiate;

    mod geometry {
        use chainrule::differentiate;

        #[differentiate(order = 2, wrt(y, x))]
        pub fn area(x: f64, sides: usize, y: f64) -> f64 {
            x.sin() * y * y * sides as f64
        }
    }
    use geometry::vjp_area;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (value, pullback) = vjp_area(x, 2, y);
        let (a, b) = pullback(value * 2.0);
        a * a * b + geometry::vjp_area(y, 3, x).1(x).0
    }

    agrees!(f);
}

/// Four levels: gradients of pullbacks of pullbacks.
mod of_functions_with_pullbacks {
    use chainrule::differentiate;

    #[differentiate(order = 4)]
    fn g(x: f64, y: f64) -> f64 {
        x.sin() * y * y + (x * y).exp() * 0.1
    }

    #[differentiate(order = 3)]
    fn h(x: f64, y: f64) -> f64 {
        let (value, pullback) = vjp_g(x, x * y);
        let (a, b) = pullback(y);
        value * a + b
    }

    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let (value, pullback) = vjp_h(x, y);
        let (a, b) = pullback(value);
        a * b
    }

    agrees!(f, check_second);
}

/// A function of the user's own that has such a name.
mod named_like_one {
    use chainrule::differentiate;

    #[differentiate]
    fn vjp_own(x: f64) -> (f64, f64) {
        (x * x, x.sin())
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (a, b) = vjp_own(x * y);
        a * b + x
    }

    agrees!(f);
}

/// Parameters that have the names of what is written for a pullback.
mod of_parameters_with_any_names {
    use chainrule::differentiate;

    #[differentiate(order = 3)]
    fn energy(value: f64, weight: f64, total: f64, gradient: f64) -> f64 {
        value * value * weight + weight * total * gradient.sin()
    }

    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let (value, pullback) = vjp_energy(x, y, x * y, y);
        let (a, b, c, d) = pullback(x);
        value * a + b * c + d
    }

    agrees!(f, check_second);
}
