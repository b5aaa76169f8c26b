//! Statistics of sorted values: by a network, by bubble sort, by insertion, and by the library.

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn exchange(values: &mut [f64], i: usize, j: usize) {
    let (low, high) = (values[i].min(values[j]), values[i].max(values[j]));
    values[i] = low;
    values[j] = high;
}

/// The median of five by a network of nine comparators.
#[differentiate]
fn median_of_five(mut values: [f64; 5]) -> f64 {
    for (i, j) in [(0, 1), (3, 4), (2, 4), (2, 3), (0, 3), (0, 2), (1, 4), (1, 3), (1, 2)] {
        exchange(&mut values, i, j);
    }
    values[2]
}

#[differentiate]
fn bubble_sort(values: &mut Vec<f64>) {
    let mut end = values.len();
    loop {
        let mut swapped = false;
        for i in 1..end {
            if values[i - 1] > values[i] {
                values.swap(i - 1, i);
                swapped = true;
            }
        }
        if !swapped {
            break;
        }
        end -= 1;
    }
}

#[differentiate]
fn insertion_sort(values: &mut [f64]) {
    for i in 1..values.len() {
        let value = values[i];
        let mut j = i;
        while j > 0 && values[j - 1] > value {
            values[j] = values[j - 1];
            j -= 1;
        }
        values[j] = value;
    }
}

/// A mean without the smallest and the largest, weighted by rank.
#[differentiate]
fn trimmed(values: &[f64], sort: usize) -> f64 {
    let mut sorted = values.to_vec();
    match sort {
        0 => bubble_sort(&mut sorted),
        1 => insertion_sort(&mut sorted),
        _ => sorted.sort_by(|a, b| a.total_cmp(b)),
    }
    let inner = &sorted[1..sorted.len() - 1];
    inner.iter().enumerate().map(|(rank, v)| v * v * (rank + 1) as f64).sum()
}

#[test]
fn the_median_belongs_to_one_value() {
    check!(median_of_five([0.7, -0.2, 1.9, 0.4, 0.5]) => [0.0, 0.0, 0.0, 0.0, 1.0]);
}

#[test]
fn trimmed_means_by_three_sorts() {
    for sort in 0..3 {
        check!(trimmed(&[0.9, -0.3, 1.4, 0.2, 0.6, -1.1], const sort));
    }
}
