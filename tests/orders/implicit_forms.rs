//! Solutions of equations whose residual takes the solution in another way than the solver gives it.

mod numbers {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Differentiable)]
    struct Load {
        a: f64,
        b: f64,
    }

    #[differentiate(order = 2)]
    fn residual(z: &f64, load: &Load) -> f64 {
        z * z * z + z - load.a * load.b
    }

    #[differentiate(implicit = residual, order = 2)]
    fn solve(load: &Load) -> f64 {
        let mut z = 0.5;
        for _ in 0..60 {
            z -= residual(&z, load) / (3.0 * z * z + 1.0);
        }
        z
    }

    #[differentiate(order = 2, hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let z = solve(&Load { a: x, b: y });
        z * z + z * x
    }

    nestings!(f);
}

mod lists_by_reference {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn residual(z: &Vec<f64>, p: &[f64]) -> Vec<f64> {
        vec![z[0] * z[0] * z[0] + z[0] - p[0], z[1] * z[1] * z[1] + z[1] - p[1] * z[0]]
    }

    #[differentiate(implicit = residual, order = 2)]
    fn solve(p: &[f64]) -> Vec<f64> {
        let mut z = vec![0.5, 0.5];
        for _ in 0..60 {
            z[0] -= (z[0] * z[0] * z[0] + z[0] - p[0]) / (3.0 * z[0] * z[0] + 1.0);
            z[1] -= (z[1] * z[1] * z[1] + z[1] - p[1] * z[0]) / (3.0 * z[1] * z[1] + 1.0);
        }
        z
    }

    #[differentiate(order = 2, hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let z = solve(&[x, y]);
        z[0] * z[1] + z[0] * y
    }

    nestings!(f);
}

mod lists_by_value {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn residual(z: Vec<f64>, p: &[f64]) -> Vec<f64> {
        vec![z[0] * z[0] * z[0] + z[0] - p[0], z[1] * z[1] * z[1] + z[1] - p[1] * z[0]]
    }

    #[differentiate(implicit = residual, order = 2)]
    fn solve(p: &[f64]) -> Vec<f64> {
        let mut z = vec![0.5, 0.5];
        for _ in 0..60 {
            z[0] -= (z[0] * z[0] * z[0] + z[0] - p[0]) / (3.0 * z[0] * z[0] + 1.0);
            z[1] -= (z[1] * z[1] * z[1] + z[1] - p[1] * z[0]) / (3.0 * z[1] * z[1] + 1.0);
        }
        z
    }

    #[differentiate(order = 2, hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let z = solve(&[x, y]);
        z[0] * z[1] + z[0] * y
    }

    nestings!(f);
}

mod arrays_by_value {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn residual(z: [f64; 2], p: &[f64]) -> [f64; 2] {
        [z[0] * z[0] * z[0] + z[0] - p[0], z[1] * z[1] * z[1] + z[1] - p[1] * z[0]]
    }

    #[differentiate(implicit = residual, order = 2)]
    fn solve(p: &[f64]) -> [f64; 2] {
        let mut z = [0.5, 0.5];
        for _ in 0..60 {
            z[0] -= (z[0] * z[0] * z[0] + z[0] - p[0]) / (3.0 * z[0] * z[0] + 1.0);
            z[1] -= (z[1] * z[1] * z[1] + z[1] - p[1] * z[0]) / (3.0 * z[1] * z[1] + 1.0);
        }
        z
    }

    #[differentiate(order = 2, hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let z = solve(&[x, y]);
        z[0] * z[1] + z[0] * y
    }

    nestings!(f);
}
