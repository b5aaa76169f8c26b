//! Outer products over a batch, which wait until eight iterations add theirs together: of every number of iterations, with
//! small and large shadows, and where they may not wait.

use chainrule::differentiate;
use chainrule_tests::check;

const INNER: usize = 3;
const WIDTH: usize = 5;

/// A layer of weights, and something that is no line.
#[differentiate(hvp)]
fn layer(w: &[f64], #[constant] x: &[f64], n: usize) -> f64 {
    let mut total = 0.0;
    for k in 0..n {
        let start = k * INNER;
        let mut hidden = [0.1; WIDTH];
        for i in 0..INNER {
            for j in 0..WIDTH {
                hidden[j] += x[start + i] * w[i * WIDTH + j];
            }
        }
        for j in 0..WIDTH {
            total += hidden[j].sin() * hidden[(j + 1) % WIDTH];
        }
    }
    total
}

/// Subtracted, from the middle of a row to before its end, from a bound that is not 0, and read again afterwards.
#[differentiate]
fn parts(w: &[f64], #[constant] x: &[f64], n: usize) -> f64 {
    let mut total = 0.0;
    for k in 2..n {
        let mut hidden = [0.3; WIDTH];
        for i in 0..INNER {
            for j in 0..WIDTH - 1 {
                hidden[j] -= (x[k] + x[i] * x[k / 2]) * w[(i + 1) * WIDTH + j + 2];
            }
        }
        let mut power = 1.0;
        for j in 0..WIDTH {
            hidden[j] = hidden[j] * hidden[j] + power;
            power = hidden[j] * 0.5;
            total += power;
        }
    }
    total
}

/// The shadow is added to elsewhere, too: by another nest, and by single elements.
#[differentiate]
fn twice(w: &[f64], #[constant] x: &[f64], n: usize) -> f64 {
    let mut total = 0.0;
    for k in 0..n {
        let mut hidden = [0.0; WIDTH];
        let mut other = [0.0; WIDTH];
        for i in 0..INNER {
            for j in 0..WIDTH {
                hidden[j] += x[k * INNER + i] * w[i * WIDTH + j];
            }
        }
        for i in 0..INNER {
            for j in 0..WIDTH {
                other[j] += x[k + i] * w[i * WIDTH + j];
            }
        }
        for j in 0..WIDTH {
            total += hidden[j] * hidden[j] * other[j] * w[j];
        }
    }
    total
}

/// The factor is differentiated as well, or a number of the iteration; the row has a scale of its own.
#[differentiate]
fn scaled(w: &[f64], x: &[f64], v: &[f64], n: usize) -> f64 {
    let mut total = 0.0;
    for k in 0..n {
        let scale = (v[0] * x[k]).cos();
        let mut hidden = [0.0; WIDTH];
        let mut second = [0.0; WIDTH];
        for i in 0..INNER {
            for j in 0..WIDTH {
                hidden[j] += x[k + i] * w[i * WIDTH + j];
            }
        }
        for i in 0..INNER {
            for j in 0..WIDTH {
                second[j] += scale * v[i * WIDTH + j];
            }
        }
        for j in 0..WIDTH {
            total += (hidden[j] * second[j]).sin();
        }
    }
    total
}

/// Downwards, with an exit, and in a loop around.
#[differentiate]
fn around(w: &[f64], #[constant] x: &[f64], n: usize) -> f64 {
    let mut total = 0.0;
    for k in (0..n).rev() {
        let mut hidden = [0.2; WIDTH];
        for i in 0..INNER {
            for j in 0..WIDTH {
                hidden[j] += x[k + i] * w[i * WIDTH + j];
            }
        }
        for j in 0..WIDTH {
            total += hidden[j].cos() * hidden[0];
        }
    }
    for outer in 0..3 {
        let mut sum = 0.0;
        for k in 0..n {
            if k > 2 * outer + 5 {
                break;
            }
            sum += x[k];
        }
        for k in 0..n {
            let mut hidden = [0.2; WIDTH];
            for i in 0..INNER {
                for j in 0..WIDTH {
                    hidden[j] += x[k + i] * sum * w[i * WIDTH + j];
                }
            }
            for j in 0..WIDTH {
                total += hidden[j].sin() * hidden[1];
            }
        }
        total = total.sin() + w[outer];
    }
    total
}

/// The weights of one layer are held constant, those of the other are not.
#[differentiate]
fn both(w: &[f64], v: &[f64], #[constant] u: &[f64], #[constant] x: &[f64]) -> f64 {
    layer(u, x, 9) * w[0] + layer(v, x, 11) * layer(w, x, 2)
}

#[differentiate]
fn single(w: &[f32], #[constant] x: &[f32], n: usize) -> f32 {
    let mut total = 0.0;
    for k in 0..n {
        let mut hidden = [0.5; WIDTH];
        for i in 0..INNER {
            for j in 0..WIDTH {
                hidden[j] += x[k + i] * w[i * WIDTH + j];
            }
        }
        for j in 0..WIDTH {
            total += hidden[j] * hidden[j];
        }
    }
    total
}

fn numbers(n: usize) -> Vec<f64> {
    (0..n).map(|i| (i as f64 * 1.7 + 0.3).sin()).collect()
}

/// The same weights in a list so long that products wait.
fn long(w: &[f64]) -> Vec<f64> {
    let mut long = w.to_vec();
    long.resize(5000, 0.0);
    long
}

#[test]
fn outer_products_wait_for_each_other() {
    let (x, w) = (numbers(80), numbers(30));
    for n in 0..20 {
        check!(layer(&w.clone(), const &x, const n));
        check!(parts(&w.clone(), const &x, const n));
        check!(twice(&w.clone(), const &x, const n));
        check!(around(&w.clone(), const &x, const n));
        check!(scaled(&w.clone(), &x[..n + 3].to_vec(), &numbers(15), const n));
    }
    check!(both(&w.clone(), &numbers(15), const &w, const &x));
}

/// Waiting changes nothing, to the last digit.
#[test]
fn outer_products_are_the_same_in_large_shadows() {
    let (x, w) = (numbers(80), numbers(30));
    let large = long(&w);
    let same = |small: Vec<f64>, large: Vec<f64>| {
        assert_eq!(small[..30], large[..30]);
        assert!(large[30..].iter().all(|bar| *bar == 0.0));
    };
    for n in 0..27 {
        same(grad_layer(&w, &x, n), grad_layer(&large, &x, n));
        same(vjp_layer(&w, &x, n).1(0.7), vjp_layer(&large, &x, n).1(0.7));
        same(grad_parts(&w, &x, n), grad_parts(&large, &x, n));
        same(grad_twice(&w, &x, n), grad_twice(&large, &x, n));
        same(grad_around(&w, &x, n), grad_around(&large, &x, n));
        let [small, more] = [&w, &large].map(|w| grad_scaled(w, &x[..n + 3], &x, n));
        same(small.0, more.0);
        assert_eq!((small.1, small.2), (more.1, more.2));
        let along = vec![0.3; 5000];
        same(hvp_layer(&w, &along[..30], &x, n), hvp_layer(&large, &along, &x, n));
        let mut bar = vec![1.5; 5000];
        let mut bar_small = vec![1.5; 30];
        assert_eq!(accumulate_grad_layer(&large, &mut bar, &x, n), accumulate_grad_layer(&w, &mut bar_small, &x, n));
        assert_eq!(bar[..30], bar_small);
        let narrow = |list: &[f64]| list.iter().map(|x| *x as f32).collect::<Vec<_>>();
        let (w, x, large) = (narrow(&w), narrow(&x), narrow(&large));
        assert_eq!(grad_single(&w, &x, n)[..30], grad_single(&large, &x, n)[..30]);
    }
    let [small, more] = [w.clone(), large].map(|w| grad_both(&w, &w, &w, &x));
    same(small.0, more.0);
    same(small.1, more.1);
}
