//! Arrays, slices, lists, and what runs along them.

use super::*;

#[test]
fn arrays_by_value() {
    let (value, (v, w)) = arrays::value_and_grad_arrays([1.0, 2.0, 3.0], [0.5, -1.0, 2.5]);
    let f = |[a, b, c, d, e, f]: [f64; 6]| arrays::arrays([a, b, c], [d, e, f]);
    assert_both(f, [1.0, 2.0, 3.0, 0.5, -1.0, 2.5], (value, [v[0], v[1], v[2], w[0], w[1], w[2]]));
}

#[test]
fn an_element_that_is_overwritten() {
    for i in 0..3 {
        let (value, gradient) = overwritten_element::value_and_grad_overwritten_element(1.5, i);
        assert_both(|[x]| overwritten_element::overwritten_element(x, i), [1.5], (value, [gradient]));
    }
}

#[test]
fn a_vec_that_grows() {
    for n in [0, 1, 4] {
        let (value, gradient) = push::value_and_grad_push(1.5, n);
        assert_both(|[x]| push::push(x, n), [1.5], (value, [gradient]));
    }
}

#[test]
fn parts_of_a_slice() {
    let (value, a) = slices::value_and_grad_slices(&mut [1.5, 2.0, 2.5], 2);
    assert_both(|mut a| slices::slices(&mut a, 2), [1.5, 2.0, 2.5], (value, [a[0], a[1], a[2]]));
}

#[test]
fn containers_that_change_in_place() {
    let point = [0.5, 1.5, -0.75, 0.25];
    let (value, gradient) = stack::value_and_grad_stack(&point);
    assert_both(|x| stack::stack(&x), point, (value, gradient.try_into().expect("four")));
    let (value, gradient) = sorted::value_and_grad_sorted(&point);
    assert_both(|x| sorted::sorted(&x), point, (value, gradient.try_into().expect("four")));
    for n in 0..3 {
        let (value, (gradient, _)) = double_buffer::value_and_grad_double_buffer(&point, 0.5, n);
        let primal = |x: [f64; 4]| double_buffer::double_buffer(&x, 0.5, n);
        assert_both(primal, point, (value, gradient.try_into().expect("four")));
        let (value, gradient) = refilled_buffer::value_and_grad_refilled_buffer(&point, n);
        assert_both(|x| refilled_buffer::refilled_buffer(&x, n), point, (value, gradient.try_into().expect("four")));
        let (value, gradient) = scratch_buffers::value_and_grad_scratch_buffers(&point, n);
        assert_both(|x| scratch_buffers::scratch_buffers(&x, n), point, (value, gradient.try_into().expect("four")));
    }
}

#[test]
fn iterators() {
    let (x, y) = ([0.5, 1.5, -2.0], [1.0, 2.0, 3.0]);
    assert_eq!(iterator_sum::grad_iterator_sum(&x, &y), (y.to_vec(), x.to_vec()));
    let owned = |gradient: Vec<f64>| <[f64; 3]>::try_from(gradient).expect("three coordinates");
    assert_grad(|x| iterator_fold::iterator_fold(&x), x, owned(iterator_fold::grad_iterator_fold(&x)));
    assert_grad(|x| iterator_windows::iterator_windows(&x), x, owned(iterator_windows::grad_iterator_windows(&x)));
    assert_grad(|x| iterator_best::iterator_best(&x), x, owned(iterator_best::grad_iterator_best(&x)));
    assert_grad(
        |x| iterator_collect::iterator_collect(&x, 1),
        x,
        owned(iterator_collect::grad_iterator_collect(&x, 1)),
    );
    let (x_bar, limit_bar) = iterator_filter::grad_iterator_filter(&x, 0.3);
    assert_grad(|x| iterator_filter::iterator_filter(&x, 0.3), x, owned(x_bar));
    assert_grad(|[limit]| iterator_filter::iterator_filter(&x, limit), [0.3], [limit_bar]);
}

#[test]
fn sums_in_parts_of_a_quadratic_form() {
    let form = |x: [f64; 5]| sums_in_parts::sums_in_parts(&x, &[0.5; 25]);
    let point = [0.3, -0.4, 1.2, 0.9, 2.0];
    let (x_bar, a_bar) = sums_in_parts::grad_sums_in_parts(&point, &[0.5; 25]);
    assert_grad(form, point, x_bar.try_into().expect("five"));
    assert_eq!(a_bar[7], point[1] * point[2]);
}

#[test]
fn slices_that_do_not_overlap() {
    let of = |x: [f64; 4]| slices_apart::slices_apart(&x, &[0.5, -0.7, 1.1, 0.9]);
    let point = [0.3, -0.4, 1.2, 0.9];
    let (x_bar, _) = slices_apart::grad_slices_apart(&point, &[0.5, -0.7, 1.1, 0.9]);
    assert_grad(of, point, x_bar.try_into().expect("four"));
}

#[test]
fn outer_products_that_wait() {
    let x: Vec<f64> = (0..60).map(|i| f64::from(i).sin()).collect();
    let w: [f64; 12] = std::array::from_fn(|i| x[i + 3] + 0.1);
    for n in [0, 1, 7, 8, 9, 16, 20] {
        let bar = outer_products::grad_outer_products(&w, &x, n);
        assert_grad(|w| outer_products::outer_products(&w, &x, n), w, bar.try_into().expect("twelve"));
    }
}

#[test]
fn inverses_that_are_shared() {
    for n in 0..4 {
        assert_grad(|[x]| shared_inverse::shared_inverse(x, n), [0.7], [shared_inverse::grad_shared_inverse(0.7, n)]);
    }
}

#[test]
fn neighbors_and_log_sum_exp() {
    for point in [[0.3, -0.4, 1.2, 0.9], [1.0, 1.0, 1.0, 1.0]] {
        let gradient = neighbors::grad_neighbors(&point).try_into().expect("four");
        assert_grad(|x| neighbors::neighbors(&x), point, gradient);
        let (value, gradient) = log_sum_exp::value_and_grad_log_sum_exp(&point);
        assert_both(|x| log_sum_exp::log_sum_exp(&x), point, (value, gradient.try_into().expect("four")));
    }
}

#[test]
fn rows_that_are_added_together() {
    let w: Vec<f64> = (0..60).map(|i| f64::from(i).sin()).collect();
    let x = [0.3, -0.4, 1.2, 0.9, 0.1];
    for n in [0, 1, 9, 12] {
        let (x_bar, w_bar) = sums_of_rows::grad_sums_of_rows(&x, &w, n);
        assert_grad(|x| sums_of_rows::sums_of_rows(&x, &w, n), x, x_bar.try_into().expect("five"));
        assert_gradient(|w| sums_of_rows::sums_of_rows(&x, w, n), &w, &w_bar);
    }
}

#[test]
fn rows_of_constants() {
    let features: Vec<f64> = (0..12).map(|i| f64::from(i).cos()).collect();
    let gradient = constant_rows::grad_constant_rows(&[0.3, -0.4, 0.2], &features);
    let of = |w: [f64; 3]| constant_rows::constant_rows(&w, &features);
    assert_grad(of, [0.3, -0.4, 0.2], gradient.try_into().expect("three"));
}
