//! Elements written through iterators.

use chainrule::differentiate;
use chainrule_tests::check_effect;

#[differentiate]
fn changed_in_chunks(a: &mut [f64], w: f64) {
    for (i, row) in a.chunks_mut(3).enumerate() {
        for x in row.iter_mut() {
            *x *= w + i as f64;
        }
        row[0] = row[row.len() - 1] * row[0];
    }
    a.iter_mut().for_each(|x| *x = x.sin() * w);
    let n = a.len();
    for (x, k) in a.iter_mut().zip(0..n).rev() {
        *x += k as f64 * w;
    }
}

#[test]
fn elements_changed_through_an_iterator() {
    check_effect!(changed_in_chunks(&mut [0.5, 1.5, -2.0, 0.3, 0.9, 1.1, 0.4], 0.7));
    check_effect!(changed_in_chunks(&mut [], 0.7));
}

#[differentiate]
fn written(m: &[Vec<f64>], x: &[f64], out: &mut [f64], k: f64) {
    for (row, y) in m.iter().zip(out.iter_mut()) {
        *y = row.iter().zip(x).map(|(a, b)| a * b).sum::<f64>() * *y;
    }
    for (i, y) in out.iter_mut().enumerate().rev() {
        *y += k * i as f64;
    }
    out.iter_mut().zip(x).for_each(|(y, x)| *y *= x);
    for y in out.iter_mut().filter(|y| **y > 0.1) {
        *y = y.sqrt();
    }
    let last = out.len() - 1;
    for pair in out.chunks_exact_mut(2) {
        pair[0] += pair[1] * k;
    }
    out[last] *= out.iter().sum::<f64>();
}

#[test]
fn elements_written_through_zips() {
    check_effect!(written(&[vec![0.5, 0.2], vec![-0.7, 0.9], vec![0.1]], &[0.4, 1.2, 0.8], &mut [0.6, 1.1, 0.3], 0.7));
}
