//! The diagonal of a Hessian, by products and by the pullback of the gradient.

use chainrule::sparse::{self, Pattern};
use chainrule::{Differentiable, differentiate, hessian_diagonal};

#[derive(Clone, Copy, Debug, Differentiable)]
struct Oscillator {
    position: f64,
    #[constant]
    mass: f64,
    speed: f64,
}

#[differentiate(hessian, hvp)]
fn action(x: &[f64], w: [f64; 2], o: Oscillator, #[constant] n: f64) -> f64 {
    let mut sum = 0.5 * o.mass * o.speed * o.speed * o.position.sin();
    for i in 1..x.len() {
        sum += (x[i] * x[i - 1] + w[0]).exp() * n + x[i].powi(3) * w[1] * w[1] * o.speed;
    }
    sum
}

#[test]
fn it_is_the_diagonal_of_the_hessian() {
    let (x, w, o) = (vec![0.5, -0.25, 1.0], [0.3, 2.0], Oscillator { position: 0.7, mass: 2.0, speed: 1.5 });
    let hessian = hessian_action(&x, w, o, 0.5);
    let mut products = 0;
    let (xs, ws, os) = hessian_diagonal(&(x.clone(), w, o), |(x_dot, w_dot, o_dot)| {
        products += 1;
        hvp_action(&x, x_dot, w, *w_dot, o, o_dot.clone(), 0.5)
    });
    assert_eq!(products, 7);
    let found = [xs[0], xs[1], xs[2], ws[0], ws[1], os.position, os.speed];
    for (i, found) in found.into_iter().enumerate() {
        assert!((found - hessian[(i, i)]).abs() <= 1e-12 * (1.0 + found.abs()), "{i}: {found} {}", hessian[(i, i)]);
    }
    assert!(found.iter().all(|x| *x != 0.0));
    assert!(hessian_diagonal(&Vec::<f64>::new(), |_| unreachable!()).is_empty());
}

#[differentiate(hvp, order = 2)]
fn chain(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 1..x.len() {
        sum += (x[i] - x[i - 1]).powi(4) * x[i];
    }
    sum
}

#[differentiate]
fn chain_slope(x: &[f64]) -> Vec<f64> {
    grad_chain(x)
}

#[test]
fn products_with_several_vectors_share_a_sweep() {
    let x = [0.5, -0.25, 1.0, 2.0, 1.5];
    let (slope, product) = vjp_chain_slope(&x);
    assert_eq!(slope, grad_chain(&x));
    for v in [[1.0, 0.0, 0.0, 0.0, 0.0], [0.5, -1.0, 2.0, 0.25, -3.0]] {
        let (found, expected) = (product(&v), hvp_chain(&x, &v));
        let close = found.iter().zip(&expected).all(|(a, b)| (a - b).abs() <= 1e-12 * (1.0 + b.abs()));
        assert!(close, "{found:?} {expected:?}");
    }
    // A band of three: three products, and one that shows whether the pattern is right.
    let mut products = 0;
    let pattern = Pattern::new(5, (0_usize..5).map(|i| i.saturating_sub(1)..(i + 2).min(5)));
    let hessian = sparse::compressed(&pattern, |v| {
        products += 1;
        hvp_chain(&x, v)
    });
    let diagonal = hessian_diagonal(&x.to_vec(), |v| hvp_chain(&x, v));
    assert_eq!(products, 4);
    assert!((0..5).all(|i| (hessian.get(i, i) - diagonal[i]).abs() < 1e-12 * (1.0 + diagonal[i].abs())));
}
