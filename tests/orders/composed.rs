//! Derivatives of functions that call `hvp_f`, `hessian_f` and `jacobian_f`.

mod hessians_and_their_products {
    use chainrule::differentiate;

    #[differentiate(order = 4, hessian, hvp)]
    fn energy(v: &[f64; 3], #[constant] w: f64) -> f64 {
        v[0] * v[1] * v[2] * w + (v[0] * v[2]).exp()
    }

    #[differentiate(order = 4, hessian, hvp)]
    fn pair(x: f64, y: f64) -> f64 {
        x * x * x * y + (x * y).sin()
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let h = hessian_energy(&[x, y, x * y], 2.0);
        let m = hessian_pair(x, h[0][1]);
        m[0][0] * m[1][1] - m[0][1] * x
    }

    nestings!(f);
}

mod products_of_every_kind_of_argument {
    use chainrule::differentiate;

    #[differentiate(order = 4, hvp)]
    fn energy(v: Vec<f64>, a: &[f64], (s, t): (f64, f64), n: usize) -> f64 {
        let mut sum = s * t * t;
        for i in 0..n {
            sum += v[i] * v[i] * a[n - 1 - i] * s + (a[i] * t).sin();
        }
        sum
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![x, y * y];
        let (v_bar, a_bar, (s_bar, t_bar)) =
            hvp_energy(v.clone(), &[y, x], &[x * y, 2.0], &[1.0, x], (x, y), (y, 0.5), 2);
        let mut total = s_bar * t_bar;
        for i in 0..2 {
            total += v_bar[i] * a_bar[1 - i] * v[i];
        }
        total
    }

    nestings!(f);
}

mod the_third_derivative_of_one_scalar {
    use chainrule::differentiate;

    #[differentiate(order = 3, hessian, hvp)]
    fn wave(x: f64) -> f64 {
        x.sin() * x * x
    }

    #[differentiate]
    fn curvature(x: f64) -> f64 {
        hessian_wave(x)
    }

    #[test]
    fn is_that_of_the_hessian() {
        for x in [0.3_f64, -1.2, 2.0] {
            let third = 6.0 * x.cos() - 6.0 * x * x.sin() - x * x * x.cos();
            assert!((grad_curvature(x) - third).abs() < 1e-12);
            assert!((jvp_curvature(x, 2.0).1 - 2.0 * third).abs() < 1e-12);
        }
    }
}

mod jacobians {
    use chainrule::{Real, differentiate};

    #[differentiate(order = 3)]
    fn shape(x: f64, y: f64) -> [f64; 3] {
        [x * y, x.sin() * y, x * x * y * y]
    }

    #[differentiate(order = 3)]
    fn pair(v: [f64; 3]) -> (f64, f64) {
        (v[0] * v[1] * v[2], v[2].exp() * v[0])
    }

    #[differentiate(order = 3)]
    fn curve<T: Real>(t: T, #[constant] k: T) -> [T; 2] {
        [t.sin() * k, t * t * t]
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let j = jacobian_shape(x, y);
        let k = jacobian_pair([x, y, j[0][1]]);
        let c = jacobian_curve(x * y, 3.0);
        let mut determinant = c[0] * c[1];
        for i in 0..2 {
            determinant += j[i][0] * k[1][i] - j[2][1] * k[0][2 - i] * x;
        }
        determinant
    }

    nestings!(f);
}

/// The update of Newton's method, with a solver of two equations.
mod a_step_of_newton {
    use chainrule::differentiate;

    #[differentiate(order = 3, hessian, hvp)]
    fn cost(x: f64, y: f64) -> f64 {
        (x * x + y - 1.1).powi(2) + (x + y * y - 0.7).powi(2) + 0.5 * x * x + 0.1 * y.exp()
    }

    #[differentiate]
    fn after_three_steps(x: f64, y: f64) -> f64 {
        let (mut x, mut y) = (x, y);
        for _ in 0..3 {
            let (a, b) = grad_cost(x, y);
            let h = hessian_cost(x, y);
            let determinant = h[0][0] * h[1][1] - h[0][1] * h[1][0] + 3.0;
            x -= (h[1][1] * a - h[0][1] * b) / determinant;
            y -= (h[0][0] * b - h[1][0] * a) / determinant;
        }
        x * x + 2.0 * y
    }

    #[test]
    fn is_differentiated_through() {
        for (x, y) in [(0.4, 0.9), (1.2, -0.3), (-0.8, 0.5)] {
            chainrule_tests::check!(after_three_steps(x, y));
        }
    }
}

/// Parameters that have the names of what is written for these companions.
mod parameters_with_any_names {
    use chainrule::differentiate;

    #[differentiate(order = 3, hessian, wrt(v))]
    fn energy(v: &[f64; 2], k: usize, hessian: f64, direction: f64) -> f64 {
        v[0] * v[0] * v[1] * v[1] * k as f64 + v[0] * v[0] * v[0] * hessian * direction
    }

    #[differentiate(order = 2, wrt(v))]
    fn shape(v: [f64; 2], k: f64, i: usize, column: f64, jacobian: f64) -> (f64, f64) {
        (v[0] * v[1] * k * jacobian, v[0].sin() * column + v[1] * v[1] * i as f64)
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let h = hessian_energy(&[x, y], 5, 2.0, 0.5);
        let j = jacobian_shape([x, y], 5.0, 3, 0.5, 2.0);
        h[0][0] * h[1][1] + h[0][1] + j[0][0] * j[1][1] + j[0][1] * j[1][0]
    }

    /// `h = [[10 y² + 6 x, 20 x y], [_, 10 x²]]`, `j = [[10 y, 10 x], [cos x / 2, 6 y]]`
    #[test]
    fn keep_them() {
        for (x, y) in chainrule_tests::POINTS {
            let expected = (10.0 * y * y + 6.0 * x) * 10.0 * x * x + 20.0 * x * y + 60.0 * y * y + 5.0 * x * x.cos();
            assert!((f(x, y) - expected).abs() < 1e-9 * (1.0 + expected.abs()));
            chainrule_tests::check!(f(x, y));
        }
    }
}

/// Of functions with only those companions that are called.
mod named_alone {
    use chainrule::differentiate;

    #[differentiate(order = 2, jacobian)]
    fn turned(v: [f64; 3]) -> [f64; 2] {
        [v[0] * v[1] * v[2], v[1] * v[1] * v[1] + v[0].exp()]
    }

    #[differentiate(order = 3, hvp, vjp)]
    fn weighted(v: [f64; 2], k: f64) -> f64 {
        v[0] * v[0] * v[1] * k + v[0].exp() * k * k
    }

    #[differentiate(order = 3, hessian, jvp)]
    fn curved(v: [f64; 2]) -> f64 {
        v[0] * v[0] * v[1] + v[0].exp() * v[1] * v[1] * v[1]
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let j = jacobian_turned([x, y, x * y]);
        let (along, of_k) = hvp_weighted([x, y], [y, 1.0], x * y, x);
        let h = hessian_curved([x, y]);
        j[0][0] * j[1][1] - j[0][1] * j[1][0] + j[0][2] + along[0] * of_k + h[0][0] * h[1][1] + h[0][1]
    }
    chainrule_tests::agrees!(f);
}
