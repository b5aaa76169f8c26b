//! Second derivatives of functions whose const parameters only the turbofish tells.

mod of_numbers {
    use chainrule::{Real, differentiate};

    #[differentiate(order = 2)]
    fn power<const P: i32>(x: f64) -> f64 {
        x.powi(P)
    }

    #[differentiate(order = 2)]
    fn rounds<const N: usize, T: Real>(x: T, y: &[T]) -> T {
        let mut s = x;
        for i in 0..N {
            s = s * y[i % y.len()] + x.sin();
        }
        s
    }

    #[differentiate(order = 2, hessian)]
    fn f(x: f64, y: f64) -> f64 {
        power::<3>(x) * y + rounds::<2, f64>(x, &[y, x]) + rounds::<3, _>(y, &[x])
    }

    nestings!(f);
}

mod beside_functions {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn sum<G: Fn(f64) -> f64, const N: usize>(g: G, x: [f64; N]) -> f64 {
        x.iter().map(|x| g(*x)).sum()
    }

    #[differentiate(order = 2)]
    fn cube(x: f64) -> f64 {
        x * x * x
    }

    #[differentiate(order = 2, hessian)]
    fn f(x: f64, y: f64) -> f64 {
        sum::<_, 2>(cube, [x, y]) * sum::<_, 1>(|t| t * t * y, [x])
    }

    nestings!(f);
}

mod companions {
    use chainrule::differentiate;

    #[differentiate(order = 3)]
    fn power<const P: i32>(x: f64, y: &[f64]) -> f64 {
        x.powi(P) * y[0] * y[1].sin()
    }

    #[differentiate(order = 3, hessian, grad, vjp, jvp, hvp)]
    fn product<const P: i32>(x: f64, y: f64) -> f64 {
        x.powi(P) * y * y.sin()
    }

    #[differentiate(order = 2, hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let (a, b) = grad_power::<3>(x, &[y, x * y]);
        let (v, (c, d)) = value_and_grad_power::<2>(y, &[x, y]);
        let (u, w) = jvp_power::<2>(x, y, &[x, y], &[1.0, x]);
        a * b[0] + v * c * d[1] + u * w
    }

    #[differentiate]
    fn of_products(x: f64, y: f64) -> f64 {
        let h = hessian_product::<3>(x, y);
        let (a, b) = hvp_product::<2>(x, y, y, 1.0);
        h[0][1] * a + b * h[1][1]
    }

    #[test]
    fn are_differentiated() {
        for (x, y) in [(0.7, 1.3), (1.9, 0.4), (-0.6, 0.8)] {
            chainrule_tests::check!(of_products(x, y));
        }
    }

    nestings!(f);
}
