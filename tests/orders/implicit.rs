//! Second and third derivatives of implicit functions of one number.

mod root {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn residual(z: f64, a: f64, b: f64) -> f64 {
        z * z * z + z * (1.0 + a * a) - b
    }

    #[differentiate(implicit = residual, hessian, hvp)]
    fn root(a: f64, b: f64) -> f64 {
        let mut z = 0.0;
        for _ in 0..80 {
            z -= residual(z, a, b) / (3.0 * z * z + 1.0 + a * a);
        }
        z
    }

    nestings!(root);
}

mod inside {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn residual(z: f64, p: &[f64; 2], k: &f64, v: Vec<f64>, n: usize, #[constant] shift: f64) -> f64 {
        z * z * z * p[0] * p[0] + z * shift - p[1] * k - v[0] * v[n]
    }

    #[differentiate(implicit = residual, order = 2)]
    fn solve(p: &[f64; 2], k: &f64, v: Vec<f64>, n: usize, #[constant] shift: f64) -> f64 {
        let mut z = 0.0;
        for _ in 0..80 {
            z -= residual(z, p, k, v.clone(), n, shift) / (3.0 * z * z * p[0] * p[0] + shift);
        }
        z
    }

    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let mut sum = 0.0;
        for n in 0..2 {
            if n == 1 && x > 1e3 {
                break;
            }
            sum += solve(&[x, y], &(x * y), vec![x, y], n, 1.5) * x;
        }
        sum * solve(&[1.0, sum], &y, vec![1.0, 2.0], 1, 2.0)
    }

    nestings!(f);
}

mod generic {
    use chainrule::{Real, differentiate};

    #[differentiate(order = 2)]
    fn residual<T: Real>(z: T, a: T) -> T {
        z - (a * z).cos()
    }

    #[differentiate(implicit = residual, order = 2)]
    fn fixed_point<T: Real>(a: T) -> T {
        let mut z = T::one() / (T::one() + T::one());
        for _ in 0..300 {
            z = (z + (a * z).cos()) / (T::one() + T::one());
        }
        z
    }

    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        fixed_point(0.3 * x * y) * y
    }

    nestings!(f);
}

mod third {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate(order = 3)]
    fn residual(z: f64, a: f64) -> f64 {
        z * z * z + z - a
    }

    #[differentiate(implicit = residual, order = 3)]
    fn root(a: f64) -> f64 {
        let mut z = 0.0;
        for _ in 0..80 {
            z -= residual(z, a) / (3.0 * z * z + 1.0);
        }
        z
    }

    /// With `z = root(a)` and `s = 1 / (3 z² + 1)`: `z′ = s`, `z″ = −6 z s³`.
    #[differentiate(order = 2)]
    fn slope(a: f64) -> f64 {
        grad_root(a)
    }

    #[differentiate]
    fn curvature(a: f64) -> f64 {
        jvp_slope(a, 1.0).1 + 0.5 * grad_slope(a)
    }

    #[test]
    fn derivatives_follow_from_the_theorem() {
        for a in [0.3, 2.0] {
            let z = root(a);
            let s = 1.0 / (3.0 * z * z + 1.0);
            assert!((slope(a) - s).abs() < 1e-12);
            assert!((curvature(a) + 1.5 * 6.0 * z * s.powi(3)).abs() < 1e-12);
            check!(slope(a));
            check!(curvature(a));
        }
    }
}

mod singular {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn residual(z: f64, a: f64) -> f64 {
        (z - a) * (z - a)
    }

    #[differentiate(implicit = residual, hvp)]
    fn double_root(a: f64) -> f64 {
        a
    }

    #[test]
    fn a_singular_residual_is_said_to_be_so() {
        let caught = std::panic::catch_unwind(|| hvp_double_root(1.0, 1.0)).unwrap_err();
        let message = caught
            .downcast_ref::<String>()
            .cloned()
            .unwrap_or_else(|| caught.downcast_ref::<&str>().map(ToString::to_string).unwrap_or_default());
        assert!(message.contains("double_root") && message.contains("singular"), "{message}");
    }
}
