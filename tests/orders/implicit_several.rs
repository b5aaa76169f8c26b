//! Second and third derivatives of implicit functions of several numbers.

mod of_an_array {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn residual(z: &[f64; 2], a: f64, b: f64) -> [f64; 2] {
        [z[0] * z[0] * z[0] + z[0] + 0.2 * z[1] - a * b, z[1] + 0.3 * z[0] * z[1] * z[1] - b.sin()]
    }

    #[differentiate(implicit = residual, order = 2)]
    fn roots(a: f64, b: f64) -> [f64; 2] {
        let mut z = [0.3, 0.3];
        for _ in 0..60 {
            let r = residual(&z, a, b);
            let m = [[3.0 * z[0] * z[0] + 1.0, 0.2], [0.3 * z[1] * z[1], 1.0 + 0.6 * z[0] * z[1]]];
            let d = m[0][0] * m[1][1] - m[0][1] * m[1][0];
            z = [z[0] - (m[1][1] * r[0] - m[0][1] * r[1]) / d, z[1] - (m[0][0] * r[1] - m[1][0] * r[0]) / d];
        }
        z
    }

    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let z = roots(x, y);
        z[0] * z[1] * x + z[1].exp()
    }

    nestings!(f);
}

mod of_a_list {
    use chainrule::differentiate;

    #[differentiate(order = 3)]
    fn residual(z: &[f64], p: &[f64], k: f64, #[constant] w: f64) -> Vec<f64> {
        (0..z.len()).map(|i| z[i] * (2.0 + p[i] * p[i]) + w * (z[(i + 1) % z.len()] * k).sin() - p[i]).collect()
    }

    #[differentiate(implicit = residual, order = 3)]
    fn solve(p: &[f64], k: f64, #[constant] w: f64) -> Vec<f64> {
        let mut z = vec![0.0; p.len()];
        for _ in 0..200 {
            let r = residual(&z, p, k, w);
            for i in 0..p.len() {
                z[i] -= r[i] / (2.0 + p[i] * p[i]);
            }
        }
        z
    }

    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let z = solve(&[x, y, x * y], y, 0.3);
        z[0] * z[1] + z[2] * x
    }

    nestings!(f);

    #[differentiate(order = 3)]
    fn energy(x: f64, y: f64) -> f64 {
        let z = solve(&[x, y, x * y], y, 0.3);
        z[0] * z[1] + z[2] * x
    }

    /// Third derivatives, of gradients and of tangents.
    #[differentiate(hessian, hvp)]
    fn inside(x: f64, y: f64) -> f64 {
        let (a, b) = grad_energy(x, y);
        let slope = jvp_solve(&[x, y], &[y, 1.0], x, y, 0.3).1;
        a * b + slope[0] * slope[1]
    }

    #[test]
    fn third_derivatives() {
        chainrule_tests::with_gradients_inside(|| chainrule_tests::check_second!(inside));
    }
}

mod of_generic_numbers {
    use chainrule::{Real, differentiate};

    #[differentiate(order = 2)]
    fn residual<T: Real>(z: &[T; 2], a: T) -> [T; 2] {
        [z[0] - (a * z[1]).cos(), z[1] - a * z[0] / (T::one() + T::one() + T::one())]
    }

    #[differentiate(implicit = residual, order = 2)]
    fn fixed_point<T: Real>(a: T) -> [T; 2] {
        let half = T::one() / (T::one() + T::one());
        let mut z = [half, half];
        for _ in 0..400 {
            let r = residual(&z, a);
            z[0] = z[0] - r[0] * half;
            z[1] = z[1] - r[1] * half;
        }
        z
    }

    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let z = fixed_point(0.3 * x * y);
        z[0] * z[1] * y
    }

    nestings!(f);
}

mod singular {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn residual(z: &[f64; 2], a: f64) -> [f64; 2] {
        [z[0] + z[1] - a, 2.0 * z[0] + 2.0 * z[1] - 2.0 * a]
    }

    #[differentiate(implicit = residual, order = 2)]
    fn solve(a: f64) -> [f64; 2] {
        [a, 0.0]
    }

    #[differentiate(hvp)]
    fn f(a: f64) -> f64 {
        solve(a)[0] * a
    }

    #[test]
    fn says_so() {
        let panics = std::panic::catch_unwind(|| hvp_f(1.0, 1.0)).unwrap_err();
        let message = panics.downcast_ref::<String>().map(String::as_str).unwrap_or_default();
        assert!(message.contains("`solve`") && message.contains("singular"), "{message}");
    }
}

mod of_another_length {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn residual(z: &[f64], a: f64) -> Vec<f64> {
        vec![z[0] - a]
    }

    #[differentiate(implicit = residual, order = 2)]
    fn solve(a: f64) -> Vec<f64> {
        vec![a, a]
    }

    #[differentiate(hvp)]
    fn f(a: f64) -> f64 {
        solve(a)[0] * a
    }

    #[test]
    fn says_so() {
        for derivative in [|| grad_f(1.0), || jvp_f(1.0, 1.0).1, || hvp_f(1.0, 1.0)] {
            let panics = std::panic::catch_unwind(derivative).unwrap_err();
            let message = panics.downcast_ref::<String>().map(String::as_str).unwrap_or_default();
            assert!(message.contains("the residual of `solve` has"), "{message}");
        }
    }
}
