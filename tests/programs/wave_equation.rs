//! The wave equation on a square, with three time levels on flat arrays.

use chainrule::differentiate;
use chainrule_tests::check;

struct Grid;

impl Grid {
    const SIDE: usize = 5;
}

#[differentiate]
fn laplacian(u: &[f64], i: usize, j: usize) -> f64 {
    let side = Grid::SIDE;
    let at = |i: usize, j: usize| u[i * side + j];
    let up = if i > 0 { at(i - 1, j) } else { 0.0 };
    let down = if i + 1 < side { at(i + 1, j) } else { 0.0 };
    let left = if j > 0 { at(i, j - 1) } else { 0.0 };
    let right = if j + 1 < side { at(i, j + 1) } else { 0.0 };
    up + down + left + right - 4.0 * at(i, j)
}

/// What a listener in a corner hears of a blow in the middle.
#[differentiate]
fn heard(blow: f64, speeds: &[f64], damping: f64, steps: usize) -> f64 {
    let side = Grid::SIDE;
    let cells = side * side;
    let (mut before, mut now, mut after) = (vec![0.0; cells], vec![0.0; cells], vec![0.0; cells]);
    now[cells / 2] = blow;
    let mut energy = 0.0;
    for _ in 0..steps {
        for (cell, (new, c)) in after.iter_mut().zip(speeds).enumerate() {
            let push = c * c * laplacian(&now, cell / side, cell % side);
            *new = 2.0 * now[cell] - before[cell] + push - damping * (now[cell] - before[cell]);
        }
        std::mem::swap(&mut before, &mut now);
        std::mem::swap(&mut now, &mut after);
        energy += now[side + 1] * now[side + 1];
    }
    energy
}

#[test]
fn a_blow_on_a_membrane() {
    let speeds: Vec<f64> = (0..25).map(|i| 0.4 + 0.01 * f64::from(i)).collect();
    check!(heard(1.3, &speeds, 0.05, const 8));
}
