//! Arrays and vectors: overwritten, grown, copied, filled.

use chainrule::differentiate;
use chainrule_tests::{check, check_effect};

#[differentiate]
fn last_round(x: f64, y: &[f64]) -> f64 {
    let mut a = 1.0;
    for i in 0..3 {
        a = x;
        for _ in 0..3 {
            a *= y[i];
        }
    }
    a
}

#[test]
fn a_value_overwritten_in_each_round_of_a_nest_is_that_of_the_last_round() {
    check!(last_round(0.5, &[0.3, 0.9, 1.3]) => (1.3_f64.powi(3), [0.0, 0.0, 1.5 * 1.3 * 1.3]));
}

#[differentiate]
fn last_fill(y: &mut [f64], a: &[f64]) -> f64 {
    for v in a {
        y.fill(-v);
    }
    y[0] * y[1]
}

#[differentiate]
fn last_copy(y: &mut [f64], a: &[[f64; 2]]) {
    for row in a {
        y.copy_from_slice(row);
    }
}

#[test]
fn a_slice_overwritten_as_a_whole_in_each_round_is_that_of_the_last_round() {
    check!(last_fill(&mut [0.5, 0.4], &[0.3, 0.9, 1.3]) => ([0.0, 0.0], [0.0, 0.0, 2.6]));
    check_effect!(last_copy(&mut [0.5, 0.4], &[[0.3, 0.9], [1.3, 0.2]]));
}

#[differentiate]
fn grown(a: Vec<f64>, z: &mut f64) {
    let mut a = a;
    a.push(*z * a[0]);
    *z = a[a.len() - 1];
}

#[differentiate]
fn grown_in_vain(mut a: Vec<f64>, z: &mut f64, y: &[[f64; 2]]) {
    a.push({
        let t = y[0][1] * a[0];
        t
    });
}

#[differentiate]
fn calls_grown(b: Vec<f64>, x: f64) -> f64 {
    let mut y = x;
    grown(b.clone(), &mut y);
    grown_in_vain(b.clone(), &mut y, &[[x, x]]);
    y * b[1]
}

#[test]
fn a_vector_by_value_grows_in_the_callee() {
    check_effect!(grown(vec![0.5, 0.4], &mut 0.3));
    check_effect!(grown_in_vain(vec![0.5, 0.4], &mut 0.3, &[[0.1, 0.2]]));
    check!(calls_grown(vec![0.5, 0.4], 0.3));
}

#[differentiate]
fn fill_of_nothing(x: f64, b: f64, n: usize) -> f64 {
    let mut a = [x; 4];
    match n {
        0 => {
            for v in a.iter_mut() {
                let t = b;
            }
        }
        _ => a[2] = b,
    }
    x * b
}

#[differentiate]
fn useless_array(x: f64, n: usize) -> f64 {
    if n > 1 {
        let mut a = [x * x; 2];
        if n > 3 {
            let mut a = a[1] * x;
            return a;
        } else {
            let b = [a[0].sin(); 4];
        }
        a = [x, a[0]];
    }
    x
}

#[test]
fn arrays_that_reach_nothing() {
    for n in 0..5 {
        check!(fill_of_nothing(0.7, 0.3, const n));
        check!(useless_array(0.7, const n));
    }
}

#[differentiate]
fn second(x: f64, v: Vec<f64>) -> f64 {
    x * v[1]
}

#[differentiate]
fn copied_into_argument(x: f64, y: &mut [f64; 3], z: &[f64]) -> f64 {
    y[1] *= second(x, y.to_vec()) + second(x, z.to_vec()) + second(x, z[1..].to_vec());
    y[1] * y[0]
}

#[test]
fn an_array_copied_into_a_vector_argument() {
    check!(copied_into_argument(0.7, &mut [0.3, 0.9, 1.3], &[0.2, 0.6, 0.8]));
}

#[differentiate]
fn written_inside_an_expression(x: f64, y: &mut [f64], b: &mut [f64]) -> f64 {
    for (v, w) in y.iter_mut().zip(b.iter()) {
        let s = x * {
            *v = b[1];
            x
        };
    }
    x * y[0]
}

#[test]
fn an_element_written_inside_an_expression() {
    check!(written_inside_an_expression(0.7, &mut [0.3, 0.9], &mut [0.2, 0.6]));
}

#[differentiate]
fn filled_in_recursion(y: &mut f64, a: &[f64; 2], n: usize) -> f64 {
    let mut kept = vec![a[1].sin(); 2];
    *y *= kept[n % 2];
    let s = if n > 0 { filled_in_recursion(y, a, n - 1) } else { y.cos() };
    kept[..2].copy_from_slice(&a[..2]);
    (0.3 * *y + 0.6 * kept[n % 2] + 0.7 * s).sin()
}

#[test]
fn a_vec_that_is_filled_after_a_recursive_call() {
    for n in 0..4 {
        check!(filled_in_recursion(&mut 0.7, &[0.4, 0.9], const n));
    }
}

#[differentiate]
fn read_in_the_second_arm(x: f64, a: &mut [f64; 2]) {
    for i in 0..2 {
        let s = if x > 3.0 { 0.7 } else { (a[i] * 0.7).cos().cos() };
        a[i] = s.atan();
    }
}

#[test]
fn elements_that_the_second_arm_reads_again_are_restored_one_by_one() {
    check_effect!(read_in_the_second_arm(0.7, &mut [0.5, 0.4]));
    check_effect!(read_in_the_second_arm(3.7, &mut [0.5, 0.4]));
}

#[differentiate]
fn scratch_in_an_arm(x: f64, y: f64) -> f64 {
    let mut s = 0.0;
    if x > 0.6 {
        let mut scratch = vec![0.1; 3];
        let mut last = 0.0;
        for _ in 0..3 {
            for j in 0..3 {
                scratch[j] = x.tanh() * y;
            }
            last = x * scratch[2];
            s += last * scratch[1];
        }
    }
    s.sin() * y
}

#[test]
fn a_buffer_of_an_arm_is_there_when_its_loop_runs_again() {
    check!(scratch_in_an_arm(0.7, 1.3));
    check!(scratch_in_an_arm(0.5, 1.3));
}

#[differentiate]
fn summed_copy(x: f64, y: &[f64; 2]) -> f64 {
    let copy = y.to_vec();
    copy[0] * x + copy[1]
}

#[differentiate]
fn copied_array(x: f64, y: f64) -> f64 {
    summed_copy(x, &[y, x]) * summed_copy(0.5, &[y, x])
}

#[test]
fn an_array_behind_a_reference_is_copied_as_a_vec() {
    check!(copied_array(0.7, 1.3));
}
