//! Buffers that are overwritten again and again: what was in them before is saved once, and comes back.
//!
//! Each function is called twice with one buffer whose contents are used between the calls and after them, so that a
//! save that is missing, or that is taken at the wrong time, shows in the gradient.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

/// `update` on a buffer of four elements, between uses of its contents.
macro_rules! between_uses {
    ($name:ident, $update:expr) => {
        mod $name {
            use super::*;

            #[differentiate]
            fn around(x: &[f64], c: &mut [f64]) -> f64 {
                let mut sum = 0.0;
                for k in 0..4 {
                    c[k] = (c[k] * x[k]).sin();
                    sum += c[k] * c[k];
                }
                $update(x, c);
                for k in 0..4 {
                    sum += c[k] * c[k] * x[k];
                    c[k] *= c[(k + 1) % 4];
                }
                $update(x, c);
                sum + c[0] * c[1] + c[2] * c[3]
            }

            #[test]
            fn contents_come_back() {
                check!(around(&[0.7, 1.3, -0.4, 0.9], &mut [0.3, -1.1, 0.8, 0.5]));
            }
        }
    };
}

#[differentiate]
fn row_by_column(x: &[f64], c: &mut [f64]) {
    for i in 0..4 {
        c[i] = 0.0;
        for j in 0..4 {
            c[i] += x[i] * x[j] * j as f64;
        }
    }
}
between_uses!(a_sum_that_starts_from_zero, row_by_column);

#[differentiate]
fn sums(x: &[f64], c: &mut [f64]) {
    for i in 0..4 {
        for j in 0..=i {
            c[i] += x[i] * x[j];
        }
    }
}
between_uses!(a_sum_that_goes_on, sums);

#[differentiate]
fn products(x: &[f64], c: &mut [f64]) {
    let n = 2;
    for i in 0..n {
        for k in 0..n {
            for j in 0..n {
                c[i * n + j] += x[i * n + k] * x[k * n + j];
            }
        }
    }
}
between_uses!(a_product_of_matrices, products);

#[differentiate]
fn shifted(x: &[f64], c: &mut [f64]) {
    for k in 1..4 {
        for j in 1..3 {
            c[j - 1] += x[k] * x[j];
        }
        for j in (1..3).rev() {
            c[j + 1] -= x[k] * x[j];
        }
    }
}
between_uses!(two_loops_over_shifted_parts, shifted);

#[differentiate]
fn overlapping(x: &[f64], c: &mut [f64]) {
    for k in 0..3 {
        for j in 0..2 {
            c[k + j] += x[k] * x[j];
        }
    }
}
between_uses!(parts_that_move_on, overlapping);

#[differentiate]
fn triangle(x: &[f64], c: &mut [f64]) {
    for k in 0..4 {
        for j in 0..k {
            c[j] += x[k] * x[j];
        }
    }
}
between_uses!(bounds_of_the_outer_loop, triangle);

#[differentiate]
fn missing(x: &[f64], c: &mut [f64]) {
    for i in 0..9 {
        let rounds = if i < 4 { 2 } else { 0 };
        for j in 0..rounds {
            c[i] += x[j] * x[j];
        }
    }
    for i in 2..6 {
        for _ in 4..i {}
        for k in 0..0 {
            for j in 0..3 {
                c[i * 2 + j] += x[k];
            }
        }
    }
}
between_uses!(elements_that_are_missing_where_no_loop_runs, missing);

#[differentiate]
fn read_inside(x: &[f64], c: &mut [f64]) {
    for i in 0..4 {
        for j in 0..4 {
            c[i] += x[i] * c[(i + 1) % 4] * x[j];
        }
    }
}
between_uses!(other_elements_that_are_read, read_inside);

#[differentiate]
fn scaled(x: &[f64], c: &mut [f64]) {
    for i in 0..4 {
        c[i] = x[i];
        for j in 0..3 {
            c[i] *= x[j];
        }
        c[i] += x[0] * x[i];
        c[i] = c[i].sin();
        c[i] -= x[1];
    }
}
between_uses!(one_element_in_many_ways, scaled);

#[differentiate]
fn by_counter(x: &[f64], c: &mut [f64]) {
    let mut at = 0;
    for j in 0..4 {
        c[at] = x[j] * x[j];
        at = (at + 1) % 3;
        c[at] = x[j] * 0.5;
    }
}
between_uses!(a_position_that_changes, by_counter);

#[differentiate]
fn sometimes(x: &[f64], c: &mut [f64]) {
    for i in 0..4 {
        for j in 0..4 {
            if x[j] > 0.5 {
                c[i] += x[j] * x[i];
            }
            if j == 2 {
                continue;
            }
            c[3] += x[j] * x[i];
        }
    }
}
between_uses!(statements_that_run_sometimes, sometimes);

#[differentiate]
fn left_early(x: &[f64], c: &mut [f64]) {
    for i in 0..4 {
        for j in 0..4 {
            c[i] += x[j] * x[i];
            if c[i] > 0.9 {
                break;
            }
        }
    }
}
between_uses!(loops_that_end_early, left_early);

#[differentiate]
fn steps(x: &[f64], c: &mut [f64]) {
    for i in 0..2 {
        for j in (0..4).step_by(2) {
            c[j + i] += x[j] * x[i];
        }
    }
}
between_uses!(steps_of_two, steps);

#[differentiate]
fn swapped(x: &[f64], c: &mut [f64]) {
    for _ in 0..3 {
        c[0] = x[0] * x[1];
        c.swap(0, 1);
        c[0] = x[2];
    }
}
between_uses!(elements_that_change_places, swapped);

#[differentiate]
fn total(x: &[f64], sum: &mut f64) {
    for x in x {
        *sum += x * x;
    }
}

#[differentiate]
fn totals(x: &[f64], c: &mut [f64]) {
    let (left, right) = c.split_at_mut(2);
    total(x, &mut left[1]);
    total(&x[1..], &mut right[0]);
}
between_uses!(a_number_behind_a_reference, totals);

#[derive(Clone, Debug, Differentiable)]
struct Part {
    energy: f64,
    rows: [[f64; 2]; 2],
}

#[differentiate]
fn fields(x: &[f64], part: &mut Part) {
    for i in 0..2 {
        for j in 0..2 {
            part.energy += x[i] * x[j];
            for k in 0..2 {
                part.rows[i][k] += x[j] * x[k];
            }
        }
    }
}

#[differentiate]
fn fields_of_a_struct(x: &[f64]) -> f64 {
    let mut part = Part { energy: x[0] * x[1], rows: [[x[0], x[1]], [x[2], x[3]]] };
    let mut sum = part.energy * part.rows[0][1] * part.rows[1][1];
    for _ in 0..2 {
        fields(x, &mut part);
        sum += part.energy * part.rows[0][0] * part.rows[1][1];
        part.energy *= part.rows[0][1];
    }
    sum
}

#[test]
fn fields_behind_a_reference_come_back() {
    check!(fields_of_a_struct(&[0.7, 1.3, -0.4, 0.9]));
}

#[differentiate]
fn reused(x: &[f64]) -> f64 {
    let n = x.len();
    let mut scratch = vec![vec![1.0; n]; n];
    let mut total = 0.0;
    for round in 0..3 {
        for i in 0..n {
            for j in 0..n {
                scratch[i][j] += x[i] * x[j] * round as f64;
            }
        }
        for i in 0..n {
            total += scratch[i][i] * scratch[i][(i + 1) % n];
        }
        for k in 0..n {
            for j in 0..n {
                scratch[k][j] = total * x[k];
                scratch[k][j] += x[j];
            }
        }
    }
    total
}

#[test]
fn scratch_of_a_loop_comes_back() {
    check!(reused(&[0.7, 1.3, -0.4]));
}
