//! Second and third derivatives of functions with `partials`, which are differentiated as expressions.

mod scalars {
    use chainrule::differentiate;

    /// The value is read, and so is what is held constant.
    #[differentiate(order = 2, partials(x = (value - x.powi(n)) * y + n as f64 * x.powi(n - 1), y = x * (x * y).exp()))]
    fn inner(x: f64, y: f64, n: i32) -> f64 {
        let product: f64 = core::hint::black_box(x * y);
        product.exp() + x.powi(n)
    }

    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = inner(x, y * x, 3);
        for i in 0..2 {
            s *= inner(x.sin(), s.cos(), i + 1);
        }
        if s > 0.0 { s + inner(2.0, y, 2) } else { inner(x, 0.5, 1) * s }
    }

    nestings!(f);
}

mod companions_inside {
    use chainrule::differentiate;

    #[differentiate(hessian, hvp, partials(x = y * value, y = x * value))]
    fn g(x: f64, y: f64) -> f64 {
        core::hint::black_box(x * y).exp()
    }

    nestings!(g, [(0.7, 1.3), (-0.6, 0.8)]);
}

mod lists {
    use chainrule::differentiate;

    #[differentiate(hessian, hvp, partials(
        a = a.iter().map(|v| 2.0 * v * scale).collect(),
        scale = a.iter().map(|v| v * v).sum::<f64>(),
        b = [b[1] * scale.powi(0), b[0]]
    ))]
    fn squares(a: &[f64], scale: f64, b: [f64; 2], #[constant] names: &[&str]) -> f64 {
        assert!(names.is_empty());
        a.iter().map(|v| v * v).sum::<f64>() * scale + b[0] * b[1]
    }

    #[differentiate(order = 2, partials(v = v.iter().map(|x| x.cos() * *k).collect(), k = v.iter().map(|x| x.sin()).sum::<f64>()))]
    fn sines(v: Vec<f64>, k: &f64) -> f64 {
        v.into_iter().map(f64::sin).sum::<f64>() * k
    }

    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![x, y, x * y];
        let k = x + y;
        squares(&v, y, [x, y * y], &[]) * squares(&[1.0, 2.0], x * y, [x, 1.0], &[])
            + sines(v, &k) * sines(vec![x], &2.0)
    }

    nestings!(f);

    #[test]
    fn the_hessian_itself() {
        let hessian = hessian_squares(&[1.0, 2.0], 3.0, [0.5, 0.25], &[]);
        let expected = [
            [6.0, 0.0, 2.0, 0.0, 0.0],
            [0.0, 6.0, 4.0, 0.0, 0.0],
            [2.0, 4.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 0.0, 0.0, 1.0],
            [0.0, 0.0, 0.0, 1.0, 0.0],
        ];
        for (row, expected) in expected.iter().enumerate() {
            assert_eq!(hessian.row(row), expected);
        }
    }
}

mod third {
    use chainrule::differentiate;
    use chainrule_tests::assert_alike;

    #[differentiate(order = 3, partials(x = 4.0 * value / x))]
    fn fourth_power(x: f64) -> f64 {
        core::hint::black_box(x * x) * x * x
    }

    #[differentiate(order = 2)]
    fn slope(x: f64) -> f64 {
        grad_fourth_power(x)
    }

    #[differentiate]
    fn curvature(x: f64) -> f64 {
        grad_slope(x)
    }

    #[differentiate(order = 2)]
    fn through(x: f64) -> f64 {
        fourth_power(x * x)
    }

    #[differentiate]
    fn slope_of_through(x: f64) -> f64 {
        jvp_through(x, 1.0).1
    }

    #[test]
    fn against_closed_forms() {
        for x in [0.7_f64, -1.4] {
            assert_alike(
                &[slope(x), curvature(x), grad_curvature(x), jvp_curvature(x, 1.0).1],
                &[4.0 * x.powi(3), 12.0 * x * x, 24.0 * x, 24.0 * x],
            );
            assert_alike(&[slope_of_through(x), grad_slope_of_through(x)], &[8.0 * x.powi(7), 56.0 * x.powi(6)]);
        }
    }
}
