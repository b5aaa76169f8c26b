//! Second derivatives in single precision, where only the compiler knows it.

mod fields_and_literals {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Spring {
        length: f32,
        stiffness: f32,
    }

    #[differentiate(order = 2)]
    fn energy(s: Spring, x: f32) -> f32 {
        let stretch = 2.0 * s.length - x * 3.0;
        0.5 * s.stiffness * stretch * stretch / 4.0 + 1.0 / s.length - s.stiffness * -2.0
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        energy(Spring { length: x as f32, stiffness: y as f32 }, (x * y) as f32) as f64
    }

    /// `0.125 y (2 x − 3 x y)² + 1/x + 2 y`
    #[test]
    fn agree_with_the_formula() {
        for (x, y) in [(0.7_f64, 1.3_f64), (1.9, 0.4)] {
            let (u, v) = (2.0 - 3.0 * y, x * x / 8.0);
            let expected = [
                [y * u * u / 4.0 + 2.0 / x.powi(3), x / 4.0 * (u * u - 6.0 * y * u)],
                [0.0, v * (-12.0 * u + 18.0 * y)],
            ];
            let found = hessian_f(x, y);
            for (i, j) in [(0, 0), (0, 1), (1, 1)] {
                let (a, b) = (found[i][j], expected[i][j]);
                assert!((a - b).abs() < 1e-4 * (1.0 + b.abs()), "{i} {j}: {a}, not {b}");
            }
        }
    }
}

/// A `Matrix` of the scalars of the function.
mod of_lists {
    use chainrule::{Matrix, Real, differentiate};

    #[differentiate(hessian)]
    fn energy(x: &[f32], k: f32) -> f32 {
        x.iter().map(|v| v * v * v * k).sum()
    }

    #[differentiate(hessian)]
    fn generic<T: Real>(x: &[T], k: T) -> T {
        x[0] * x[0] * x[1] * k
    }

    #[test]
    fn has_elements_of_the_type_of_the_result() {
        let hessian: Matrix<f32> = hessian_energy(&[0.5, 2.0], 3.0);
        assert_eq!(hessian, [[9.0, 0.0, 0.75], [0.0, 36.0, 12.0], [0.75, 12.0, 0.0]]);
        let (single, double): (Matrix<f32>, Matrix) =
            (hessian_generic(&[2.0_f32, 3.0], 1.0), hessian_generic(&[2.0, 3.0], 1.0));
        assert_eq!(single, [[6.0, 4.0, 12.0], [4.0, 0.0, 4.0], [12.0, 4.0, 0.0]]);
        assert_eq!(double, [[6.0, 4.0, 12.0], [4.0, 0.0, 4.0], [12.0, 4.0, 0.0]]);
    }
}
