//! Values that are overwritten by themselves, by their neighbors, and many times.

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn by_itself(x: f64) -> f64 {
    let mut y = x;
    y *= y;
    y += y;
    y *= y;
    y -= y * y;
    y /= y + 2.0;
    y = y * x - y;
    y
}

#[test]
fn compound_assignments_of_a_value_to_itself() {
    check!(by_itself(0.7));
}

#[differentiate]
fn quotient_of_itself(x: f64) -> f64 {
    let mut y = x * x;
    y /= y;
    let mut z = x;
    z -= z;
    let mut w = x;
    w %= 0.5;
    w *= x;
    x * y + z + w
}

#[test]
fn a_value_divided_by_and_subtracted_from_itself() {
    check!(quotient_of_itself(1.3) => 1.0 + 0.3 + 1.3);
}

#[differentiate]
fn same_index(a: [f64; 3], i: usize, j: usize) -> f64 {
    let mut a = a;
    a[i] = a[j] * a[i];
    a[j] -= a[i] * a[j];
    a[i] += a[j];
    a[i] *= a[i];
    a[j] /= a[i] + 2.0;
    a[0] + a[1] * a[2]
}

#[test]
fn indices_that_may_be_equal() {
    for i in 0..3 {
        for j in 0..3 {
            check!(same_index([0.5, 1.2, -0.7], const i, const j));
        }
    }
}

#[differentiate]
fn parameter_overwritten(mut x: f64, mut a: [f64; 2]) -> f64 {
    x *= a[0];
    a[0] = x.sin();
    x += a[0] * a[1];
    a[1] *= x;
    x = a[1] - x;
    x * x
}

#[test]
fn parameters_declared_mut() {
    check!(parameter_overwritten(0.7, [1.1, -0.4]));
}

#[differentiate]
fn constant_overwrites(x: f64, y: f64) -> f64 {
    let mut z = x * y;
    let w = z * z;
    z = 2.0;
    let u = z * x;
    z = y;
    z *= u;
    z + w
}

#[test]
fn overwriting_forgets_the_older_value() {
    check!(constant_overwrites(0.7, 1.1) => (2.0 * 1.1 + 2.0 * 0.7 * 1.21, 1.4 + 2.0 * 0.49 * 1.1));
}

#[differentiate]
fn prefix_sums(a: &mut [f64]) -> f64 {
    for i in 1..a.len() {
        a[i] += a[i - 1];
    }
    let mut sum = 0.0;
    for i in 0..a.len() {
        sum += a[i] * a[i];
    }
    sum
}

#[test]
fn prefix_sums_in_place() {
    check!(prefix_sums(&mut [0.5, 1.2, -0.7]) => [1.0 + 3.4 + 2.0, 3.4 + 2.0, 2.0]);
    check!(prefix_sums(&mut []) => [0.0; 0]);
}

#[differentiate]
fn prefix_products(a: &[f64], x: f64) -> f64 {
    let mut p = [1.0; 5];
    for i in 0..4 {
        p[i + 1] = p[i] * a[i] * x;
    }
    for i in (0..4).rev() {
        p[i] = p[i] * p[i + 1] + p[4];
    }
    p[0] * p[2]
}

#[test]
fn prefix_products_and_back() {
    check!(prefix_products(&[0.5, 1.2, -0.7, 0.9], 1.3));
}

#[differentiate]
fn smoothing(x: [f64; 5], n: usize) -> f64 {
    let mut u = x;
    for _ in 0..n {
        for i in 1..4 {
            u[i] = u[i] + 0.5 * u[i] * (u[i - 1] - 2.0 * u[i] + u[i + 1]);
        }
        let first = u[0];
        u[0] = u[4];
        u[4] = first * u[2];
    }
    u[1] * u[3] + u[0]
}

#[test]
fn sweeps_over_neighbors() {
    for n in 0..4 {
        check!(smoothing([0.5, 0.2, -0.7, 0.9, 0.3], const n));
    }
}

#[differentiate]
fn bubble_sort(a: &mut [f64], #[constant] w: &[f64]) -> f64 {
    let n = a.len();
    for i in 0..n {
        for j in 0..n - 1 - i {
            if a[j] > a[j + 1] {
                let t = a[j];
                a[j] = a[j + 1];
                a[j + 1] = t;
            }
        }
    }
    let mut sum = 0.0;
    for i in 0..n {
        sum += a[i] * a[i] * w[i];
    }
    sum
}

#[test]
fn bubble_sort_in_place() {
    let (a, w) = ([0.9, -0.5, 0.4, -1.2], [1.0, 2.0, 3.0, 4.0]);
    let by_rank = [2.0 * 0.9 * 4.0, 2.0 * -0.5 * 2.0, 2.0 * 0.4 * 3.0, 2.0 * -1.2];
    check!(bubble_sort(&mut a, const &w) => by_rank);
}

#[differentiate]
fn swap_sort(a: [f64; 4], x: f64) -> f64 {
    let mut a = a;
    for i in 0..4 {
        let mut least = i;
        for j in i + 1..4 {
            if a[j] < a[least] {
                least = j;
            }
        }
        a.swap(i, least);
        a[i] *= x;
    }
    a[0] + a[1] * a[2] + a[3] * a[3]
}

#[test]
fn selection_sort_with_swap() {
    check!(swap_sort([0.9, -0.5, 0.4, -1.2], 1.1));
    check!(swap_sort([0.1, 0.2, 0.3, 0.4], 1.1));
}

#[differentiate]
fn swaps(a: [f64; 4], x: f64, n: usize) -> f64 {
    let mut a = a;
    let mut k = 1;
    for i in 0..n {
        a.swap(k, (k + i) % 4);
        a[k] *= x;
        k = (k * 3 + 1) % 4;
        a[k] += a[(k + 1) % 4];
    }
    a.swap(k, k);
    a[0] * a[1] + a[2] * a[2] * a[3]
}

#[test]
fn swaps_in_a_loop_at_changing_places() {
    for n in 0..7 {
        check!(swaps([0.9, -0.5, 0.4, -1.2], 1.1, const n));
    }
}

#[differentiate]
fn filled(x: f64, a: &[f64; 4]) -> f64 {
    let mut b = *a;
    let before = b[0] * b[3];
    b.fill(x * x);
    b[1] *= a[1];
    let after = b[1] * b[2];
    b.copy_from_slice(a);
    b[0] *= x;
    b[2..4].copy_from_slice(&a[0..2]);
    b[..2].fill(x);
    before + after + b[0] * b[2] * b[3]
}

#[test]
fn fill_and_copy_from_slice() {
    check!(filled(0.8, &[0.9, -0.5, 0.4, -1.2]));
}

#[differentiate]
fn read_then_overwritten(a: [f64; 3], x: f64) -> f64 {
    let mut a = a;
    let mut sum = 0.0;
    for i in 0..3 {
        sum += a[i] * a[i] * x;
        a[i] = 0.0;
        sum *= a[(i + 1) % 3] + 1.0;
        a[i] = sum;
    }
    sum + a[0] * a[1]
}

#[test]
fn elements_overwritten_after_they_are_read() {
    check!(read_then_overwritten([0.9, -0.5, 0.4], 1.1));
}

#[differentiate]
fn scratch(a: &[f64], n: usize) -> f64 {
    let mut buffer = [0.0; 3];
    let mut sum = 0.0;
    for i in 0..n {
        buffer[0] = a[i] * a[i];
        buffer[1] = buffer[0] + a[0] * buffer[2];
        buffer[2] = buffer[1] * buffer[0];
        sum += buffer[2] * buffer[1];
    }
    sum
}

#[test]
fn a_scratch_buffer_is_used_again() {
    for n in 0..4 {
        check!(scratch(&[0.9, -0.5, 0.4], const n));
    }
}

#[differentiate]
fn fresh_buffers(a: &[f64], x: f64) -> f64 {
    let mut sum = x;
    for i in 0..a.len() {
        let mut buffer = [0.0; 2];
        let mut product = 1.0;
        for j in 0..=i {
            buffer[j % 2] += a[j] * sum;
            product *= buffer[j % 2];
        }
        sum = product + buffer[0] * buffer[1] + x;
    }
    sum
}

#[test]
fn buffers_declared_in_a_loop_start_afresh() {
    check!(fresh_buffers(&[0.9, -0.5, 0.4], 0.7));
}

#[differentiate]
fn index_moves(a: [f64; 4], n: usize) -> f64 {
    let mut a = a;
    let mut k = 0;
    while k < n {
        a[k % 4] *= a[(k + 1) % 4];
        k += 1;
        a[k % 4] += a[(k + 2) % 4].sin();
        k += k % 2;
        a[(k * k) % 4] -= 0.5 * a[k % 4];
    }
    a[0] * a[1] + a[2] * a[3]
}

#[test]
fn indices_that_change_after_their_use() {
    for n in 0..8 {
        check!(index_moves([0.9, -0.5, 0.4, -1.2], const n));
    }
}

#[differentiate]
fn permuted(a: &[f64], x: f64) -> f64 {
    let mut order = [2, 0, 3, 1];
    let mut y = x;
    for i in 0..4 {
        y = y * a[order[i]] + a[i];
        order.swap(i, 3 - i);
        order[(i + 1) % 4] = order[i];
    }
    y * a[order[0]]
}

#[test]
fn an_index_array_that_changes() {
    check!(permuted(&[0.9, -0.5, 0.4, -1.2], 0.7));
}
