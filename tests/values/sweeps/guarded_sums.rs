//! What loops add to one element under a condition is summed in locals, and added where the element exists.

mod pairs {
    use chainrule::differentiate;
    #[differentiate]
    fn energy(places: &[[f64; 2]], charges: &[f64], rounds: usize) -> f64 {
        let n = places.len();
        let mut places = places.to_vec();
        let mut total = 0.0;
        for _ in 0..rounds {
            for i in 0..n {
                for j in 0..n {
                    if i != j {
                        let d = [places[j][0] - places[i][0], places[j][1] - places[i][1]];
                        let square = d[0] * d[0] + d[1] * d[1] + 0.3;
                        total += charges[i] * charges[j] / square;
                    } else {
                        total -= charges[i] * places[i][1];
                    }
                }
            }
            for place in places.iter_mut() {
                place[0] += 0.1 * place[1];
            }
        }
        total
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        energy(&[[x, y], [y * y, x], [x * y, 0.4]], &[x, y, x + y], 2)
    }
    chainrule_tests::agrees!(f);
}

/// The element is none: the condition never holds.
mod no_such_element {
    use chainrule::differentiate;
    #[differentiate]
    fn rest(a: &[f64], b: &[Vec<f64>], i: usize, k: usize) -> f64 {
        let mut s = 0.0;
        for j in 0..a.len() {
            if i < a.len() {
                s += a[i] * a[j];
            }
            if k < b.len() && j > 0 {
                s += b[k][i + 1] * a[j];
            }
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, x * y, y];
        let b = vec![vec![x, y, y * x], vec![y]];
        let none: [f64; 0] = [];
        rest(&a, &b, 1, 0) * x
            + rest(&a, &b, 3, 2)
            + rest(&a, &b, 7, 5)
            + rest(&none, &b, 9, 0)
            + rest(&a, &[], 0, 0) * y
    }
    chainrule_tests::agrees!(f);
}

/// What is added to is also read, set, or indexed by what the loop changes: there the sums stay in memory.
mod not_only_added {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![x, y, x * y, 0.5 * x];
        let n = a.len();
        let mut k = 0;
        for i in 0..n {
            for j in 0..n {
                if (i + j) % 3 != 0 {
                    a[i] = 0.5 * a[i] * a[j] + a[k];
                    k = (k * 3 + j) % n;
                } else if i != j {
                    a[k] += a[i] * 0.25;
                }
            }
        }
        a.iter().sum::<f64>()
    }
    chainrule_tests::agrees!(f);
}

mod fields {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Body {
        at: [f64; 2],
        mass: f64,
    }
    #[differentiate]
    fn pull(bodies: &[Body], soft: f64) -> f64 {
        let mut s = 0.0;
        for i in 0..bodies.len() {
            for j in 0..bodies.len() {
                if j > i {
                    let d = bodies[i].at[0] - bodies[j].at[0];
                    s += bodies[i].mass * bodies[j].mass / (d * d + soft);
                    if bodies[j].mass > 0.2 {
                        s += bodies[i].at[1] * bodies[j].at[1] * bodies[i].mass;
                    }
                }
            }
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let body = |a: f64, b: f64| Body { at: [a, b * a], mass: a + b };
        let bodies = [body(x, y), body(y, 0.3 * x), body(x * y, x)];
        pull(&bodies, 0.4 + x * x)
    }
    chainrule_tests::agrees!(f);
}

/// Sums of the user's own keep their order, to the last bit.
mod own_sums {
    use chainrule::differentiate;
    #[differentiate]
    fn sum(x: &[f64], a: f64) -> f64 {
        let mut h = vec![a; 3];
        for i in 0..x.len() {
            h[1] += x[i] * a;
            if i > 3 {
                h[2] -= x[i];
            }
        }
        h[1] * a + h[0] * h[2]
    }
    #[test]
    fn values_stay() {
        let x: Vec<f64> = (0..100).map(|i| f64::from((i * 7919 + 13) % 1000) / 997.0).collect();
        let (value, (x_bar, a_bar)) = value_and_grad_sum(&x, 0.1);
        assert_eq!(value.to_bits(), sum(&x, 0.1).to_bits());
        let (mut x_sum, mut a_sum) = (vec![0.0; 100], 0.0);
        let again = accumulate_grad_sum(&x, &mut x_sum, 0.1, &mut a_sum);
        assert_eq!(again.to_bits(), value.to_bits());
        assert!((a_sum - a_bar).abs() < 1e-12 && x_sum.iter().zip(&x_bar).all(|(a, b)| (a - b).abs() < 1e-12));
    }
}
