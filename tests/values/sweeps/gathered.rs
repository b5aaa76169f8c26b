//! Gradients that one loop sets in order: gathered where nothing else adds to them, cleared before where something does.

use chainrule::differentiate;
use chainrule_tests::{check, check_pullback};

#[differentiate]
fn whole(x: &[f64]) -> f64 {
    x.iter().map(|v| v * v * v).sum()
}

/// The rest of the gradient is 0.
#[differentiate]
fn part(x: &[f64], n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..n {
        sum += 3.0 * x[i];
    }
    sum
}

#[differentiate]
fn shortest(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(a, b)| a * b.sin()).sum()
}

#[differentiate]
fn owned(x: Vec<f64>, shift: f64) -> f64 {
    let mut total = 1.0;
    for i in 0..x.len() {
        total += (x[i] - shift) * x[i];
    }
    total
}

#[differentiate]
fn single(x: &[f32]) -> f32 {
    let mut sum = 0.0f32;
    for v in x {
        sum += v * v;
    }
    sum
}

#[differentiate]
fn generic<T: chainrule::Real>(x: &[T]) -> T {
    x.iter().map(|v| *v * *v).sum()
}

/// What comes after the loop adds to elements that it has set, and to one that it has not.
#[differentiate]
fn touched_after(x: &[f64]) -> f64 {
    let last = x[x.len() - 1] * x[0];
    let mut sum = 0.0;
    for i in 0..x.len() - 1 {
        sum += x[i] * x[i];
    }
    sum * last
}

#[differentiate]
fn touched_before(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i] * x[i] * 0.5;
    }
    sum + x[1] * x[0] * sum
}

#[differentiate]
fn in_one_arm(x: &[f64], which: bool) -> f64 {
    let mut sum = 0.0;
    if which {
        for i in 0..x.len() {
            sum += x[i].exp();
        }
    } else {
        sum = x[0];
    }
    sum
}

#[differentiate]
fn only_in_one_arm(x: &[f64], which: bool, y: f64) -> f64 {
    let mut sum = y * y;
    if which {
        for i in 0..x.len() {
            sum += x[i].exp();
        }
    }
    sum
}

#[differentiate]
fn twice(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i].sin();
    }
    for i in 0..x.len() - 1 {
        sum *= x[i];
    }
    sum
}

/// Each element is added to by several iterations, or skipped.
#[differentiate]
fn shifted(x: &[f64], element: f64) -> f64 {
    let mut sum = 0.0;
    for i in 1..x.len() {
        sum += x[i] * x[i - 1] * element;
        if i % 2 == 0 {
            sum += x[i];
        }
    }
    sum
}

/// Sums and what is carried from one element to the next.
#[differentiate]
fn neighbors(x: &[f64], y: &[f64], scale: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 1 {
        let step = x[i + 1] - x[i] * x[i];
        sum += scale * step * step;
    }
    for (a, b) in x.iter().zip(y) {
        sum += a * b / scale;
    }
    sum
}

/// The position is read beside the elements.
#[differentiate]
fn positions(x: &[f64], scale: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i] * x[i] * scale * i as f64;
    }
    sum
}

#[differentiate]
fn until(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in x {
        if sum > 2.0 {
            break;
        }
        sum += v * v;
    }
    sum
}

#[differentiate]
fn scaled(x: &[f64], a: f64) -> Vec<f64> {
    x.iter().map(|v| a * v * v).collect()
}

#[test]
fn elements_in_order() {
    check!(whole(&[0.5, -1.25, 2.0]));
    check!(part(&[0.5, -1.25, 2.0, 0.25], const 2));
    check!(part(&[0.5, -1.25], const 0));
    check!(part(&[0.5, -1.25], const 2));
    check!(shortest(&[0.5, -1.25, 2.0], &[0.75, 0.25]));
    check!(shortest(&[0.5, -1.25], &[0.75, 0.25, 1.5]));
    check!(owned(vec![0.5, -1.25, 2.0], 0.5));
    check!(touched_after(&[0.5, -1.25, 2.0, 0.75]));
    check!(touched_before(&[0.5, -1.25, 2.0, 0.75]));
    check!(in_one_arm(&[0.5, -1.25], const true));
    check!(in_one_arm(&[0.5, -1.25], const false));
    check!(only_in_one_arm(&[0.5, -1.25], const true, 0.5));
    check!(only_in_one_arm(&[0.5, -1.25], const false, 0.5));
    check!(twice(&[0.5, -1.25, 2.0, 0.75]));
    check!(shifted(&[0.5, -1.25, 2.0, 0.75], 0.5));
    check!(neighbors(&[0.5, -1.25, 2.0, 0.75], &[0.75, 0.25], 0.5));
    check!(neighbors(&[0.5], &[0.75, 0.25], 0.5));
    check!(positions(&[0.5, -1.25, 2.0], 0.5));
    check!(until(&[0.5, -1.25, 2.0, 0.75, 0.25]));
    check_pullback!(scaled(&[0.5, -1.25, 2.0], 0.75));
}

#[test]
fn lengths_stay() {
    assert_eq!(grad_whole(&[]), []);
    assert_eq!(grad_part(&[1.0, 2.0, 5.0], 2), [3.0, 3.0, 0.0]);
    assert_eq!(grad_generic(&[1.5f32, -0.5]), [3.0, -1.0]);
    assert_eq!(grad_single(&[1.5, -0.5]), [3.0, -1.0]);
    assert_eq!(grad_only_in_one_arm(&[1.0, 2.0], false, 1.0), (vec![0.0, 0.0], 2.0));
}

#[test]
#[should_panic(expected = "out of range")]
fn an_index_beyond_the_end_still_panics() {
    let _ = grad_part(&[1.0, 2.0], 3);
}
