//! Programs with closures and iterators, each as somebody would write it.

use chainrule::differentiate;
use chainrule_tests::{check, check_effect, check_pullback};

#[differentiate]
fn first_max(xs: &[f64], w: f64) -> f64 {
    let best = xs.iter().copied().max_by(|a, b| a.total_cmp(b));
    let reduced = xs.iter().map(|x| x * w).reduce(|a, b| a + b * w);
    let mut sum = match best {
        Some(m) => m * w,
        None => w * w,
    };
    if let Some(r) = reduced {
        sum += r * r;
    }
    if let Some(x) = xs.iter().copied().find(|x| *x > 1.0) {
        sum *= x;
    }
    sum + xs.iter().copied().last().map(|x| x * w).unwrap_or(1.0)
}

#[test]
fn options_of_items() {
    check!(first_max(&[0.5, 1.5, -2.1], 0.7));
    check!(first_max(&[], 0.7));
}

#[differentiate]
fn variance(xs: &[f64]) -> f64 {
    let n = xs.len() as f64;
    let mean = xs.iter().sum::<f64>() / n;
    xs.iter().map(|&x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0)
}

#[differentiate]
fn correlation(xs: &[f64], ys: &[f64]) -> f64 {
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
    let (mx, my) = (mean(xs), mean(ys));
    let cov: f64 = xs.iter().zip(ys.iter()).map(|(&x, &y)| (x - mx) * (y - my)).sum();
    cov / (variance(xs) * variance(ys)).sqrt()
}

#[test]
fn statistics() {
    check!(correlation(&[0.5, 1.5, -2.1, 0.3], &[1.5, 0.2, -0.4, 0.8]));
}

#[differentiate]
fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |acc, &c| acc * x + c)
}

#[differentiate]
fn trapezoid(a: f64, b: f64, c: &[f64], n: usize) -> f64 {
    let h = (b - a) / n as f64;
    let f = |x: f64| polynomial(c, x) * (-x).exp();
    let inner: f64 = (1..n).map(|i| f(a + h * i as f64)).sum();
    h * (0.5 * f(a) + inner + 0.5 * f(b))
}

#[test]
fn quadrature() {
    check!(trapezoid(0.1, 1.3, &[0.5, -0.3, 0.2], const 7));
}

#[differentiate]
fn euler(y0: f64, rate: f64, n: usize) -> f64 {
    let dt = 1.0 / n as f64;
    let f = |t: f64, y: f64| rate * y * (1.0 - y) + t.sin() * 0.1;
    let step = |(t, y): (f64, f64)| {
        let k1 = f(t, y);
        let k2 = f(t + dt / 2.0, y + dt / 2.0 * k1);
        (t + dt, y + dt * k2)
    };
    let (_, y) = (0..n).fold((0.0, y0), |state, _| step(state));
    y
}

#[test]
fn an_integrator_by_a_fold() {
    check!(euler(0.2, 1.7, const 5));
}

#[differentiate]
fn matmul(a: &[Vec<f64>], b: &[Vec<f64>]) -> Vec<Vec<f64>> {
    a.iter().map(|row| (0..b[0].len()).map(|j| row.iter().zip(b).map(|(x, r)| x * r[j]).sum()).collect()).collect()
}

#[differentiate]
fn trace_of_power(a: &[Vec<f64>], n: usize) -> f64 {
    let mut p = a.to_vec();
    for _ in 1..n {
        p = matmul(&p, a);
    }
    (0..a.len()).map(|i| p[i][i]).sum()
}

#[test]
fn matrices() {
    check!(trace_of_power(&[vec![0.5, 0.2], vec![-0.3, 0.9]], const 3));
}

#[differentiate]
fn smooth(u: &mut [f64], r: f64, steps: usize) {
    for _ in 0..steps {
        let next: Vec<f64> = u.windows(3).map(|w| w[1] + r * (w[0] - 2.0 * w[1] + w[2])).collect();
        let n = u.len();
        u[1..n - 1].copy_from_slice(&next);
    }
}

#[test]
fn a_stencil() {
    check_effect!(smooth(&mut [0.5, 1.5, -0.7, 0.2, 0.9], 0.1, const 3));
}

#[differentiate]
fn distances(points: &[[f64; 2]]) -> f64 {
    let n = points.len();
    let pairs = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j)));
    pairs.map(|(i, j)| points[i].iter().zip(&points[j]).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()).sum()
}

#[test]
fn pairs_of_points() {
    check!(distances(&[[0.5, 1.5], [-0.7, 0.2], [0.9, -1.1]]));
}

#[differentiate]
fn cumulative(xs: &[f64]) -> Vec<f64> {
    xs.iter()
        .scan(0.0, |sum, x| {
            *sum += x;
            Some(*sum * *sum)
        })
        .collect()
}

#[differentiate]
fn differences(xs: &[f64]) -> Vec<f64> {
    xs.iter().zip(xs.iter().skip(1)).map(|(a, b)| b - a).collect::<Vec<f64>>()
}

#[test]
fn sums_and_differences() {
    check_pullback!(cumulative(&[0.5, 1.5, -0.7]));
    check_pullback!(differences(&[0.5, 1.5, -0.7]));
    check_pullback!(differences(&[]));
}

#[differentiate]
fn weighted_by_mask(xs: &[f64], mask: &[bool], names: &[String], w: f64) -> f64 {
    let chosen = xs.iter().zip(mask.iter()).filter_map(|(x, m)| m.then_some(x * w));
    let sum: f64 = chosen.sum();
    let long: f64 = xs.iter().zip(names).filter(|(_, name)| name.len() > 2).map(|(x, _)| x.ln()).sum();
    let counted = mask.iter().filter(|m| **m).count() as f64;
    sum * long + counted * w
}

#[test]
fn masks_and_names() {
    let names = ["a".to_owned(), "long".to_owned(), "longer".to_owned()];
    check!(weighted_by_mask(&[0.5, 1.5, 0.7], const &[true, false, true], const &names, 0.6));
}

#[differentiate]
fn min_max(xs: &[f64]) -> f64 {
    let (lo, hi) = xs.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), &x| (lo.min(x), hi.max(x)));
    let range = hi - lo;
    xs.iter().map(|x| ((x - lo) / range).powi(2)).sum()
}

#[test]
fn normalized_by_the_extremes() {
    check!(min_max(&[0.5, 1.5, -0.7, 0.2]));
}

#[differentiate]
fn early(xs: &[f64], tolerance: f64) -> f64 {
    let mut error = 1.0;
    let mut guess = xs[0];
    let mut improve = |g: f64| {
        let next = xs.iter().map(|x| x / (g + 1.0)).sum::<f64>() / xs.len() as f64;
        error = (next - g).abs();
        next
    };
    for _ in 0..20 {
        guess = improve(guess);
        if guess.abs() < tolerance {
            break;
        }
    }
    guess + error
}

#[test]
fn a_fixed_point() {
    check!(early(&[0.5, 1.5, 0.7], 1e-9));
    check!(early(&[0.5, 1.5, 0.7], 0.7));
}

#[differentiate]
fn two_dimensional(grid: &mut [[f64; 3]; 3], k: f64) {
    for row in grid.iter_mut() {
        for cell in row.iter_mut() {
            *cell = (*cell * k).tanh();
        }
        let mean = row.iter().sum::<f64>() / row.len() as f64;
        row.iter_mut().enumerate().for_each(|(j, c)| *c -= mean * j as f64);
    }
    let totals: Vec<f64> = (0..3).map(|j| grid.iter().map(|row| row[j]).sum()).collect();
    for (row, t) in grid.iter_mut().zip(&totals) {
        row[0] *= t;
    }
}

#[test]
fn a_grid_in_place() {
    check_effect!(two_dimensional(&mut [[0.5, 0.2, -0.7], [0.1, 0.9, 0.3], [-0.2, 0.4, 0.6]], 0.8));
}

#[differentiate]
fn text(x: f64, commands: &str) -> f64 {
    let mut stack: Vec<f64> = Vec::new();
    let apply = |a: f64, b: f64, op: char| match op {
        '+' => a + b,
        '*' => a * b,
        _ => a - b,
    };
    for c in commands.chars() {
        if c == 'x' {
            stack.push(x);
        } else if let Some(d) = c.to_digit(10) {
            stack.push(f64::from(d));
        } else {
            let b = stack.pop().unwrap();
            let a = stack.pop().unwrap();
            stack.push(apply(a, b, c));
        }
    }
    stack.iter().sum()
}

#[test]
fn a_calculator() {
    check!(text(0.7, const "x2*x3+*"));
}

#[differentiate]
fn returns_closure_values(x: f64, n: usize) -> f64 {
    let table: Vec<f64> = (0..=n)
        .scan(1.0, |p, i| {
            let now = *p;
            *p *= x / (i as f64 + 1.0);
            Some(now)
        })
        .collect();
    let evaluate = |t: f64| table.iter().rev().fold(0.0, |s, c| s * t + c);
    let derivative =
        |t: f64| table.iter().enumerate().skip(1).map(|(k, c)| c * k as f64 * t.powi(k as i32 - 1)).sum::<f64>();
    let mut t = 0.5;
    for _ in 0..3 {
        t -= evaluate(t) / derivative(t);
    }
    t
}

#[test]
fn newton_on_a_series() {
    check!(returns_closure_values(1.3, const 5));
}

#[differentiate]
fn early_in_closures(xs: &[f64], limit: f64) -> f64 {
    let clip = |x: f64| {
        if x > limit {
            return limit * x;
        }
        if x < -limit {
            return -limit;
        }
        x * x
    };
    let sum: f64 = xs.iter().map(|&x| clip(x) + clip(2.0 * x)).sum();
    let first: Vec<f64> = xs
        .iter()
        .map(|&x| {
            for k in 0..3 {
                if x * k as f64 > limit {
                    return k as f64 * x;
                }
            }
            x
        })
        .collect();
    sum * first.iter().product::<f64>()
}

#[test]
fn returns_in_closures_of_adaptors() {
    check!(early_in_closures(&[0.5, 1.7, -2.1, 0.9], 1.1));
}

#[differentiate]
fn loops_with_labels(rows: &[Vec<f64>], w: f64) -> f64 {
    let mut sum = w;
    'rows: for (i, row) in rows.iter().enumerate().filter(|(_, row)| !row.is_empty()) {
        for (j, x) in row.iter().enumerate().rev() {
            if *x < -1.0 {
                continue 'rows;
            }
            if *x > 3.0 {
                break 'rows;
            }
            sum = sum * 0.5 + x * (i + j) as f64;
        }
        sum += row[0];
    }
    sum
}

#[test]
fn labels_of_loops_over_adaptors() {
    let rows = [vec![0.5, 1.5], vec![], vec![-2.0, 0.3], vec![0.7, -1.5], vec![0.2]];
    check!(loops_with_labels(&rows, 0.8));
    check!(loops_with_labels(&[vec![0.4, 0.1], vec![0.3, 5.0, 0.2], vec![0.9]], 0.8));
}

#[differentiate]
fn bits(xs: &[f64], w: f64) -> f64 {
    let signs: Vec<bool> = xs.iter().map(|x| *x > w).collect();
    let picked: f64 = xs.iter().zip(&signs).map(|(x, s)| if *s { x * w } else { x.exp() }).sum();
    let runs = signs.windows(2).filter(|p| p[0] != p[1]).count();
    let idx: Vec<usize> = xs.iter().enumerate().filter(|(_, x)| **x > 0.0).map(|(i, _)| i).collect();
    picked * runs as f64 + idx.iter().map(|&i| xs[i]).sum::<f64>()
}

#[test]
fn passive_lists_from_active_ones() {
    check!(bits(&[0.5, 1.7, -2.1, 0.9], 0.7));
}
