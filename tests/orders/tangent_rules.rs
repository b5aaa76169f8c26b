//! Second and third derivatives of functions with rules that are functions: through the one that gives the tangent.

mod scalars {
    use chainrule::differentiate;

    fn wave_vjp(a: f64, b: f64) -> (f64, impl Fn(f64) -> (f64, f64)) {
        (a * a * b.sin(), move |bar| (2.0 * a * b.sin() * bar, a * a * b.cos() * bar))
    }

    #[differentiate(order = 2)]
    fn wave_jvp(a: f64, a_dot: f64, b: f64, b_dot: f64) -> (f64, f64) {
        (a * a * b.sin(), 2.0 * a * b.sin() * a_dot + a * a * b.cos() * b_dot)
    }

    #[differentiate(vjp = wave_vjp, jvp = wave_jvp, order = 3, hessian, hvp)]
    fn wave(a: f64, b: f64) -> f64 {
        core::hint::black_box(a * a) * b.sin()
    }

    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = x;
        for i in 0..2 {
            s = wave(s * 0.5, y) + if s > 0.0 { wave(2.0, x) } else { x };
        }
        s * wave(y, y)
    }

    nestings!(f);

    mod itself {
        use super::*;

        nestings!(wave);
    }
}

mod lists_and_structs {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Differentiable)]
    struct Pair {
        a: f64,
        b: f64,
    }

    fn product_vjp(p: Pair, k: f64) -> (f64, impl Fn(f64) -> (PairTangent, f64)) {
        (p.a * p.b * k, move |bar| (PairTangent { a: p.b * k * bar, b: p.a * k * bar }, p.a * p.b * bar))
    }

    #[differentiate]
    fn product_jvp(p: Pair, p_dot: PairTangent, k: f64, k_dot: f64) -> (f64, f64) {
        (p.a * p.b * k, p_dot.a * p.b * k + p.a * p_dot.b * k + p.a * p.b * k_dot)
    }

    #[differentiate(vjp = product_vjp, jvp = product_jvp, order = 2)]
    fn product(p: Pair, k: f64) -> f64 {
        p.a * p.b * k
    }

    fn squares_vjp(a: &[f64], k: f64) -> (Vec<f64>, impl Fn(&[f64]) -> (Vec<f64>, f64)) {
        let value = a.iter().map(|v| v * v * k).collect();
        let back = move |bar: &[f64]| {
            let slopes = a.iter().zip(bar).map(|(v, bar)| 2.0 * v * k * bar).collect();
            (slopes, a.iter().zip(bar).map(|(v, bar)| v * v * bar).sum())
        };
        (value, back)
    }

    #[differentiate]
    fn squares_jvp(a: &[f64], a_dot: &[f64], k: f64, k_dot: f64) -> (Vec<f64>, Vec<f64>) {
        let mut tangent = Vec::new();
        for i in 0..a.len() {
            tangent.push(2.0 * a[i] * a_dot[i] * k + a[i] * a[i] * k_dot);
        }
        (a.iter().map(|v| v * v * k).collect(), tangent)
    }

    #[differentiate(vjp = squares_vjp, jvp = squares_jvp, order = 2)]
    fn squares(a: &[f64], k: f64) -> Vec<f64> {
        a.iter().map(|v| v * v * k).collect()
    }

    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let v = squares(&[x, y, x * y], x);
        product(Pair { a: x, b: v[0] }, y * y) * v[1] + v[2]
    }

    nestings!(f);
}

/// Without a pullback, there is forward mode; and that is differentiated in both.
mod forward_only {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn cube_jvp(x: f64, x_dot: f64) -> (f64, f64) {
        (x * x * x, 3.0 * x * x * x_dot)
    }

    #[differentiate(jvp = cube_jvp, order = 2)]
    fn cube(x: f64) -> f64 {
        x * x * x
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (value, slope) = jvp_cube(x, y * x);
        value * slope
    }

    #[test]
    fn tangents_are_differentiated() {
        check!(f(0.7, 1.3));
    }
}
